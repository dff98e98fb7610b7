"""Dezelfde keuze twee keer: eerst en nu naast elkaar, en hoeveel er van de ene naar de andere gingen.

Never who: a move that only one person made is not shown, it only counts in the totals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leersessie.podium.bord import BordBeeld
from leersessie.werkvormen.model import Stap, Werkvorm

MINSTENS = 2
"""Fewer people than this is no group: their move is not shown."""


@dataclass(frozen=True, slots=True)
class Optie:
    """One option with how often it was chosen first and now."""

    naam: str
    eerder: int
    nu: int


@dataclass(frozen=True, slots=True)
class Stroom:
    """So many went from one option to another."""

    eerder: str
    nu: str
    aantal: int


@dataclass(frozen=True, slots=True)
class TweemaalBeeld:
    """Both countings in the order of the options; `meeste` is the largest number, for the width of the bars."""

    opties: tuple[Optie, ...]
    stromen: tuple[Stroom, ...]
    meeste: int


def find_eerder(werkvorm: Werkvorm, stap: Stap) -> Stap | None:
    """The earlier choice with the same options that this choice refers to, or None."""
    if stap.vorm.soort != "keuze":
        return None
    opties = [o.id for o in stap.vorm.opties]
    eerdere = (werkvorm.find_stap(naam) for naam in stap.verwijst)
    return next(
        (s for s in eerdere if s is not None and s.vorm.soort == "keuze" and [o.id for o in s.vorm.opties] == opties),
        None,
    )


def draw_tweemaal(bord: BordBeeld, eerder: BordBeeld | None, taal: str) -> TweemaalBeeld | None:
    """Both choices beside each other; None while one of them is covered or there was no earlier one."""
    if eerder is None or bord.dicht or eerder.dicht or not bord.telling["aantal"]:
        return None
    namen = {o.id: o.naam.to_taal(taal) for o in bord.stap.vorm.opties}
    toen: Mapping[str, int] = eerder.telling["opties"]
    nu: Mapping[str, int] = bord.telling["opties"]
    stromen: Mapping[tuple[str, str], int] = bord.telling["stromen"]
    gingen = [
        Stroom(namen[van], namen[naar], aantal)
        for (van, naar), aantal in stromen.items()
        if van != naar and aantal >= MINSTENS
    ]
    return TweemaalBeeld(
        opties=tuple(Optie(naam, toen[id], nu[id]) for id, naam in namen.items()),
        stromen=tuple(sorted(gingen, key=lambda s: (-s.aantal, s.eerder, s.nu))),
        meeste=max(1, *toen.values(), *nu.values()),
    )
