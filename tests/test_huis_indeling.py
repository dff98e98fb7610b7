"""Het huis: verdiepingen, de maat van een kamer, en wat nergens mag staan."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from huislijst import PAKKET, WORTEL, list_bestanden, list_onder, list_python, name, read_boom, walk_pakket

MEEGELEVERD = ("static/vendor/", "static/fonts/")
# wat geen code is: vastgelegde versies, tekeningen, en de inhoud van werkvormen en casussen
LANG_MAG = (
    "werkvormen/",
    "casussen/",
    "requirements/run.txt",
    "requirements/test.txt",
    "static/beeld/",
    "docs/beelden/",
)
TEKST = ("", ".py", ".toml", ".md", ".html", ".css", ".js", ".po", ".txt", ".in", ".sh", ".svg", ".mako")


def is_van_een_ander(pad: Path) -> bool:
    """True for files that we ship unchanged."""
    return name(pad).startswith(MEEGELEVERD)


def test_importeren_gaat_alleen_naar_beneden() -> None:
    """The floors of docs/architectuur.md, kept by import-linter; a room without a place fails too."""
    uit = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=WORTEL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert uit.returncode == 0, uit.stdout + uit.stderr


def test_elke_map_met_code_is_een_pakket() -> None:
    """A folder without __init__ would escape from the floors unseen."""
    mappen = {pad.parent for pad in list_onder(PAKKET, ".py")}
    assert [name(m) for m in sorted(mappen) if not (m / "__init__.py").is_file()] == []


def test_geen_bestand_langer_dan_400_regels() -> None:
    """A file is one thought; beyond 400 lines it holds two."""
    te_lang = [
        f"{name(pad)}: {regels}"
        for pad in list_bestanden()
        if pad.suffix in (".py", ".css", ".js", ".html", ".toml", ".md")
        and not is_van_een_ander(pad)
        and not name(pad).startswith(LANG_MAG)
        and (regels := len(pad.read_text(encoding="utf-8").splitlines())) > 400
    ]
    assert te_lang == [], "\n".join(te_lang)


def test_geen_functie_langer_dan_40_regels() -> None:
    """Forty lines fit on one screen, docstring included. A migration is a list, not a line of thought."""
    te_lang = [
        f"{name(pad)}:{knoop.lineno} {knoop.name} {lengte}"
        for pad in list_python()
        if not name(pad).startswith("leersessie/store/migrations/versions/")
        for knoop in ast.walk(read_boom(pad))
        if isinstance(knoop, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lengte := (knoop.end_lineno or knoop.lineno) - knoop.lineno + 1) > 40
    ]
    assert te_lang == [], "\n".join(te_lang)


def test_elke_kamer_zegt_waarvoor_zij_is() -> None:
    """A module of the package opens with one to eight lines: what it is for, what it refuses to know."""
    fout = []
    for pad in list_onder(PAKKET, ".py"):
        tekst = ast.get_docstring(read_boom(pad))
        if not tekst or len(tekst) < 20 or len(tekst.splitlines()) > 8:
            fout.append(name(pad))
    assert fout == [], "\n".join(fout)


def test_geen_gevangen_alles() -> None:
    """`except:` and `except Exception` hide bugs."""
    fout = []
    for pad, knoop in walk_pakket():
        if isinstance(knoop, ast.ExceptHandler):
            soorten = [n.id for n in ast.walk(knoop.type) if isinstance(n, ast.Name)] if knoop.type else [""]
            if {"", "Exception", "BaseException"} & set(soorten):
                fout.append(f"{name(pad)}:{knoop.lineno}")
    assert fout == [], "\n".join(fout)


def list_imports(boom: ast.Module) -> set[str]:
    """The top names that a module imports."""
    namen: set[str] = set()
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.Import):
            namen |= {alias.name.partition(".")[0] for alias in knoop.names}
        elif isinstance(knoop, ast.ImportFrom) and knoop.module and not knoop.level:
            namen.add(knoop.module.partition(".")[0])
    return namen


@pytest.mark.parametrize(
    ("module", "mag_in"),
    [
        # voorspelbaar toeval: alleen om te schudden of na te spelen, nooit voor een sleutel
        (
            "random",
            ("leersessie/podium/", "leersessie/proefgroep/", "leersessie/lessen/", "leersessie/anonimiseren/bouw/"),
        ),
        ("sqlmodel", ("leersessie/store/",)),
        ("alembic", ("leersessie/store/",)),
        ("pickle", ()),
        ("flask_socketio", ("leersessie/web/",)),
    ],
)
def test_bibliotheek_blijft_in_haar_kamer(module: str, mag_in: tuple[str, ...]) -> None:
    """Some libraries have one room; elsewhere they would make a second way of doing the same."""
    buiten = [
        name(pad)
        for pad in list_onder(PAKKET, ".py")
        if module in list_imports(read_boom(pad)) and not name(pad).startswith(mag_in or ("-",))
    ]
    assert buiten == [], "\n".join(buiten)


def test_alleen_de_opslag_schrijft_sql() -> None:
    """Rooms above pass a connection on (its type is all they import); the questions themselves stand in `store`."""
    fout = []
    for pad, knoop in walk_pakket():
        if name(pad).startswith("leersessie/store/"):
            continue
        if isinstance(knoop, ast.ImportFrom) and (knoop.module or "").partition(".")[0] == "sqlalchemy":
            fout += [f"{name(pad)}:{knoop.lineno} {a.name}" for a in knoop.names if a.name != "Connection"]
        elif isinstance(knoop, ast.Import):
            fout += [f"{name(pad)}:{knoop.lineno} {a.name}" for a in knoop.names if a.name.startswith("sqlalchemy")]
        elif isinstance(knoop, ast.Attribute) and knoop.attr in ("execute", "executemany", "exec_driver_sql"):
            fout.append(f"{name(pad)}:{knoop.lineno} {knoop.attr}")
    assert fout == [], "\n".join(fout)


def test_alleen_de_webkamer_zendt() -> None:
    """Announcing goes through one place, after commit; below, a signal is enough."""
    buiten = [
        f"{name(pad)}:{knoop.lineno}"
        for pad, knoop in walk_pakket()
        if isinstance(knoop, ast.Call)
        and isinstance(knoop.func, ast.Attribute)
        and knoop.func.attr == "emit"
        and not name(pad).startswith(("leersessie/web/", "leersessie/proefgroep/"))
    ]
    assert buiten == [], "\n".join(buiten)


VERBODEN = [
    (
        "een adres van een pakketregister",
        r"pypi\.or" + r"g|pythonhost" + r"ed|registry\.npm" + r"js|--(extra-)?index-u" + r"rl[ =]",
    ),
    ("een pad van een machine", r"(?<![\w/])/(work|root|home/\w+)/"),
    ("werk dat nog moet", r"\bTO" + r"DO\b|\bFIX" + r"ME\b|\bX" + r"XX\b"),
    ("een overgeslagen test", r"mark\.(skip|x" + r"fail)|pytest\.(skip|x" + r"fail)\("),
]


@pytest.mark.parametrize(("wat", "patroon"), VERBODEN)
def test_dit_staat_nergens(wat: str, patroon: str) -> None:
    """No registry address, no path of a machine, no unfinished work, no test that is passed over."""
    gevonden = [
        f"{name(pad)}:{nummer}"
        for pad in list_bestanden()
        if pad.suffix in TEKST and not is_van_een_ander(pad) and name(pad) != "LICENSE"
        for nummer, regel in enumerate(pad.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(patroon, regel)
    ]
    assert gevonden == [], wat


def test_ruff_is_tevreden() -> None:
    """Style and form, by the settings of pyproject.toml."""
    bronnen = [name(pad) for pad in list_python()]
    for opdracht in (["check", "--no-cache"], ["format", "--check", "--no-cache"]):
        uit = subprocess.run(
            [sys.executable, "-m", "ruff", *opdracht, *bronnen], cwd=WORTEL, capture_output=True, text=True, check=False
        )
        assert uit.returncode == 0, uit.stdout + uit.stderr


def test_mypy_is_tevreden() -> None:
    """Fully typed, strict."""
    uit = subprocess.run([sys.executable, "-m", "mypy"], cwd=WORTEL, capture_output=True, text=True, check=False)
    assert uit.returncode == 0, uit.stdout + uit.stderr
