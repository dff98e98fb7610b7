"""De vier lagen van de tests: telt ze en meet hun tijd, zodat een trage laag opvalt.

Derives the layer from markers and from the name of the module; knows nothing of what is tested.
"""

from __future__ import annotations

from collections import defaultdict

import pytest
from hulp.huis import huis  # noqa: F401  a fixture for every test
from hulp.lessen import proef  # noqa: F401
from hypothesis import settings

settings.register_profile("huis", derandomize=True, deadline=None)
settings.load_profile("huis")

ZUIVER = ("invoer", "verloop", "werkvormen", "casussen", "anonimiseren", "i18n", "config", "huis")
LAGEN = ("zuiver", "deuren", "server", "chromium")

_geslaagd: dict[str, int] = defaultdict(int)
_gefaald: dict[str, int] = defaultdict(int)
_seconden: dict[str, float] = defaultdict(float)


def find_laag(module: str, merken: set[str]) -> str:
    """The layer of a test: a marker wins, else the room in the module name decides."""
    for laag in ("chromium", "server"):
        if laag in merken:
            return laag
    kamer = module.rpartition(".")[2].removeprefix("test_").split("_")[0]
    return "zuiver" if kamer in ZUIVER else "deuren"


@pytest.hookimpl(trylast=True)  # after `-m` took out what does not run
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test its layer. Long tests first, then the longest layer: two processes then end at about one time."""
    volgorde = {}
    for item in items:
        merken = {merk.name for merk in item.iter_markers()}
        module = item.getparent(pytest.Module)
        laag = find_laag(module.obj.__name__ if module else "", merken)
        item.user_properties.append(("laag", laag))  # travels from worker to controller in the report
        volgorde[item.nodeid] = ("traag" in merken, LAGEN.index(laag))
    items.sort(key=lambda item: volgorde[item.nodeid], reverse=True)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add the time of set-up, test and clean-up to the layer; count the outcome once."""
    laag = dict(report.user_properties).get("laag", "deuren")
    _seconden[laag] += report.duration
    if report.failed:
        _gefaald[laag] += 1
    elif report.when == "call" and report.passed:
        _geslaagd[laag] += 1


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line per layer, above pytest's own closing line."""
    terminalreporter.section("lagen")
    for laag in LAGEN:
        terminalreporter.write_line(
            f"{laag:<9} {_geslaagd[laag]:>5} geslaagd {_gefaald[laag]:>4} gefaald {_seconden[laag]:>8.1f} s"
        )
