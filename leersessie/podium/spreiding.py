"""De spreiding van een schaal als maten voor een SVG: elk cijfer een ruit, laagste en hoogste verlicht.

Never an average. Under eight answers the words carry it; the picture shows what there is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leersessie.invoer.schaal import HOOGSTE, LAAGSTE

BREED, HOOG, GRONDLIJN = 1000, 210, 150
STAP_BREED = 84
LINKS = 122
RUIT = 62


@dataclass(frozen=True, slots=True)
class Ruit:
    """One answer: its place in the drawing, and whether it is the lowest or highest."""

    x: float
    y: float
    rand: bool


@dataclass(frozen=True, slots=True)
class SpreidingBeeld:
    """Everything the template draws; `per_ruit` says how many answers one square stands for."""

    punt: str
    naam: str
    ruiten: tuple[Ruit, ...]
    laagste: int | None
    midden: int | None
    hoogste: int | None
    weet_niet: int
    aantal: int
    cijfers: tuple[tuple[int, int], ...]
    per_ruit: int = 1
    ruit: float = RUIT
    grens: int | None = None
    """A threshold line at this number."""

    def to_x(self, cijfer: int) -> float:
        """The middle of a number on the line."""
        return LINKS + (cijfer - LAAGSTE) * STAP_BREED


def draw_spreiding(punt: str, naam: str, telling: Mapping[str, Any], grens: int | None = None) -> SpreidingBeeld:
    """Turn the sum of one scale item (invoer.schaal.add_up) into squares above a line from 1 to 10."""
    cijfers = {int(n): aantal for n, aantal in telling["cijfers"].items()}
    hoogste_stapel = max(cijfers.values(), default=0)
    per_ruit = max(1, -(-sum(cijfers.values()) // 40))
    lagen = max(1, -(-hoogste_stapel // per_ruit))
    maat = min(RUIT, (GRONDLIJN - 12) / lagen - 4)
    ruiten = []
    for cijfer in range(LAAGSTE, HOOGSTE + 1):
        for laag in range(-(-cijfers.get(cijfer, 0) // per_ruit)):
            rand = cijfer in (telling["laagste"], telling["hoogste"])
            x = LINKS + (cijfer - LAAGSTE) * STAP_BREED - maat / 2
            ruiten.append(Ruit(round(x, 1), round(GRONDLIJN - 8 - (laag + 1) * (maat + 4), 1), rand))
    return SpreidingBeeld(
        punt=punt,
        naam=naam,
        ruiten=tuple(ruiten),
        laagste=telling["laagste"],
        midden=telling["midden"],
        hoogste=telling["hoogste"],
        weet_niet=telling["weet_niet"],
        aantal=sum(cijfers.values()) + telling["weet_niet"],
        cijfers=tuple((n, cijfers.get(n, 0)) for n in range(LAAGSTE, HOOGSTE + 1)),
        per_ruit=per_ruit,
        ruit=round(maat, 1),
        grens=grens,
    )
