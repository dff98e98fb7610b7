"""Wat een sessie van haar werkvorm weet: de versie die zij bewaarde toen zij gemaakt werd."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from leersessie.i18n import Tekst
from leersessie.i18n.weigering import Weigering
from leersessie.invoer import Keus, Vorm
from leersessie.store import SessieInfo
from leersessie.verloop.stand import LEGE_STOEL, PARKEERPLAATS
from leersessie.werkvormen import read_werkvorm
from leersessie.werkvormen.model import Stap, Werkvorm

PARKEER_STAP = Stap(
    id=PARKEERPLAATS,
    titel=Tekst("Parkeerplaats", "Parking place"),
    wie="allen",
    typt="ieder",
    vorm=Vorm(soort="kaarten"),
    minuten=0,
    verborgen="nee",
    vraag=(),
    verslag="alles",
)
"""The parkeerplaats behaves as a step that is open the whole session."""


@lru_cache(maxsize=256)
def _parse(toml: str) -> Werkvorm:
    return replace(read_werkvorm(toml, "sessie"), bouwstenen=list_bouwstenen())


@cache
def list_bouwstenen() -> tuple[Stap, ...]:
    """The steps that can be added to any session; none of them stands by itself in a plan."""
    return read_werkvorm((files("leersessie.werkvormen") / "bouwstenen.toml").read_text("utf-8"), "bouwstenen").stappen


STOEL_STAP = Stap(
    id=LEGE_STOEL,
    titel=Tekst("Gedacht, niet gezegd", "Thought, not said"),
    wie="allen",
    typt="ieder",
    vorm=Vorm(soort="kaarten", hoogstens=1),
    minuten=0,
    verborgen="nee",
    vraag=(),
    verslag="alles",
)
"""Cards for the empty chair: open while it stands there, one for each phone."""


def find_werkvorm(info: SessieInfo) -> Werkvorm:
    """The werkvorm as this session plays it, with the scale items the inbrenger chose."""
    werkvorm = _parse(info.werkvorm_toml)
    eigen: dict[str, Any] = info.plan.get("punten") or {}
    lijsten: dict[str, Any] = info.plan.get("lijsten") or {}
    if not eigen and not lijsten:
        return werkvorm
    stappen = (_with_lijst(stap, lijsten.get(stap.id)) for stap in werkvorm.stappen)
    return replace(werkvorm, stappen=tuple(_with_punten(stap, eigen.get(stap.id)) for stap in stappen))


def _with_lijst(stap: Stap, lijst: list[list[str]] | None) -> Stap:
    """A step that takes its options or items from a fixed list, as that list was when the session was made."""
    if not lijst:
        return stap
    keuzen = tuple(Keus(id_, Tekst(nl, en)) for id_, nl, en in lijst)
    vorm = stap.vorm
    return replace(stap, vorm=replace(vorm, punten=keuzen) if vorm.soort == "schaal" else replace(vorm, opties=keuzen))


def _with_punten(stap: Stap, namen: list[str] | None) -> Stap:
    if not namen:
        return stap
    punten = tuple(Keus(f"p{n}", Tekst(naam, naam)) for n, naam in enumerate(namen, 1))
    return replace(stap, vorm=replace(stap.vorm, punten=punten))


def find_stap(werkvorm: Werkvorm, stap: object) -> Stap:
    """The step with this id, the parkeerplaats included. Raises Weigering when there is none."""
    if stap in (PARKEERPLAATS, LEGE_STOEL):
        return PARKEER_STAP if stap == PARKEERPLAATS else STOEL_STAP
    gevonden = werkvorm.find_stap(stap) if isinstance(stap, str) else None
    if gevonden is None:
        raise Weigering("regie.stap_onbekend")
    return gevonden
