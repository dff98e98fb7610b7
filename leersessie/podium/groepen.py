"""Subgroepen in beeld: hoe ze heten, hoeveel mensen erin zitten, en het bord van elke groep.

Counts people, never names them beside a board.
"""

from __future__ import annotations

from dataclasses import dataclass

from leersessie.podium.bord import BordBeeld, draw_bord
from leersessie.podium.toneel import Aanwezige, Toneel
from leersessie.regie.groepen import name_groep
from leersessie.werkvormen.model import Stap

SCHRIJVERS = frozenset({"schrijver", "verslaglegger"})


@dataclass(frozen=True, slots=True)
class GroepBeeld:
    """One subgroup as people see it."""

    id: str
    naam: str
    thema: str = ""
    leden: tuple[Aanwezige, ...] = ()
    schrijver: bool = False
    """True: somebody in it writes."""
    weg: bool = False
    """True: dissolved; its board can still be read."""


@dataclass(frozen=True, slots=True)
class GroepBord:
    """The board of one subgroup in one step."""

    groep: GroepBeeld
    bord: BordBeeld


def draw_groepen(toneel: Toneel, taal: str) -> tuple[GroepBeeld, ...]:
    """The groups people can be in now."""
    return tuple(_draw(toneel, groep.id, taal) for groep in toneel.staat.stand.groepen)


def draw_groepborden(toneel: Toneel, stap: Stap, *, leiding: bool, taal: str) -> tuple[GroepBord, ...]:
    """The board of every group in this step: groups of now, and earlier ones that wrote here. Empty without groups."""
    if not stap.groepsgewijs:
        return ()
    stand = toneel.staat.stand
    schreven = {stand.follow_groep(k.groep) for k in stand.list_kaarten(stap.id)}
    nu = {g.id for g in stand.groepen}
    ids = [
        g.id
        for g in stand.sturing.groepen
        if not g.met and (g.id in schreven or (g.id in nu and stand.stap == stap.id))
    ]
    ids += sorted(schreven - {g.id for g in stand.sturing.groepen})
    return tuple(
        GroepBord(_draw(toneel, id_, taal), draw_bord(toneel, stap, leiding=leiding, taal=taal, groep=id_))
        for id_ in ids
    )


def list_zonder(toneel: Toneel) -> tuple[Aanwezige, ...]:
    """Who is in the room but in no group."""
    stand = toneel.staat.stand
    return tuple(a for a in toneel.zaal.aanwezigen if a.toestand == "binnen" and not stand.find_groep(a.groep))


def list_vragen(stap: Stap, thema: str, taal: str) -> list[str]:
    """The extra questions of this step for the group of one theme."""
    return [zin.to_taal(taal) for naam, zin in stap.vraag_groep if thema and naam == thema]


def _draw(toneel: Toneel, id_: str, taal: str) -> GroepBeeld:
    """A group that no longer exists (its making was undone) keeps its cards and has no name."""
    stand = toneel.staat.stand
    groep = next((g for g in stand.sturing.groepen if g.id == id_), None)
    if groep is None:
        return GroepBeeld(id_, "", weg=True)
    leden = tuple(
        a for a in toneel.zaal.aanwezigen if a.toestand == "binnen" and a.groep and stand.find_groep(a.groep) == id_
    )
    schrijft = any(SCHRIJVERS & set(a.rollen) for a in leden)
    return GroepBeeld(id_, name_groep(toneel.werkvorm, groep, taal), groep.thema, leden, schrijft, groep.weg)
