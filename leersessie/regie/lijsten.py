"""De vaste lijsten waaruit een stap kan kiezen: sectoren, functies en de tien kwaliteitsstandaarden.

Read once at preparation and kept with the session, so that a running session keeps the list it began with.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files

from leersessie.config import Config
from leersessie.toegang.functies import read_functies
from leersessie.werkvormen.model import Werkvorm

HOOGSTENS = 40


def read_lijst(config: Config, lijst: str) -> list[list[str]]:
    """The parts of one list as [id, Dutch, English]."""
    if lijst == "kwaliteitsstandaard":
        ruw = tomllib.loads((files("leersessie.werkvormen") / "standaarden.toml").read_text("utf-8"))
        return [[s["id"], s["nl"], s["en"]] for s in ruw["standaard"]]
    functies = read_functies(config)
    if lijst == "sector":
        return [[s.id, s.naam.nl, s.naam.en] for s in functies.sectoren]
    return [[f"f{nr}", f.naam.nl, f.naam.en] for nr, f in enumerate(functies.functies[:HOOGSTENS], start=1)]


def gather_lijsten(config: Config, werkvorm: Werkvorm) -> dict[str, dict[str, list[list[str]]]]:
    """The lists this werkvorm asks for, as the plan of a session keeps them: {lijsten: {step: parts}}, or nothing."""
    lijsten = {s.id: read_lijst(config, s.uit_lijst) for s in werkvorm.stappen if s.uit_lijst}
    return {"lijsten": lijsten} if lijsten else {}
