"""Een schaal als radar of als ringen, met ernaast balken: laagste, midden en hoogste per vraag. Nooit een gemiddelde.

Gives sizes for an SVG; a table with the same numbers always stands beside it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leersessie.invoer.schaal import HOOGSTE
from leersessie.podium.bord import BordBeeld

MIDDEN, STRAAL = 250, 200
DIKTE, TUSSEN = 30, 12
BALK = 300


@dataclass(frozen=True, slots=True)
class Deel:
    """One question: its number and name, its three numbers, and where it stands in the drawing."""

    nummer: int
    naam: str
    laagste: int | None
    midden: int | None
    hoogste: int | None
    weet_niet: int
    x: float = 0
    y: float = 0
    straal: float = 0
    """Radius of its ring."""
    om: float = 0
    """Length of its whole ring."""
    deel: float = 0
    """Length of the part up to the middle answer."""

    @property
    def balk(self) -> tuple[float, float]:
        """Where the bar from lowest to highest begins, and how long it is."""
        if self.laagste is None or self.hoogste is None:
            return (0, 0)
        begin = BALK * (self.laagste - 1) / HOOGSTE
        return (round(begin, 1), round(BALK * self.hoogste / HOOGSTE - begin, 1))

    @property
    def streep(self) -> float:
        """Where the middle answer stands on the bar."""
        return round(BALK * ((self.midden or 1) - 0.5) / HOOGSTE, 1)


@dataclass(frozen=True, slots=True)
class RingBeeld:
    """Everything the template draws: for a radar the two outlines and the axes, for rings only the parts."""

    soort: str
    delen: tuple[Deel, ...]
    buiten: str = ""
    """Outline of the highest answers."""
    binnen: str = ""
    """Outline of the lowest answers."""
    midden: str = ""
    rasters: tuple[str, ...] = ()
    grens: str = ""
    """Outline of the threshold, when there is one."""


def draw_ring(bord: BordBeeld, taal: str) -> RingBeeld | None:
    """The drawing of a scale with `beeld`; None while nothing may be seen."""
    vorm = bord.stap.vorm
    if bord.dicht or vorm.soort != "schaal" or not bord.telling["aantal"]:
        return None
    punten: Mapping[str, Any] = bord.telling["punten"]
    delen = tuple(
        _draw_deel(nr, len(vorm.punten), p.naam.to_taal(taal), punten[p.id]) for nr, p in enumerate(vorm.punten)
    )
    if vorm.beeld == "ringen":
        return RingBeeld("ringen", delen)
    return RingBeeld(
        "radar",
        delen,
        buiten=_trace([d.hoogste or 0 for d in delen]),
        binnen=_trace([d.laagste or 0 for d in delen]),
        midden=_trace([d.midden or 0 for d in delen]),
        rasters=tuple(_trace([n] * len(delen)) for n in (2, 4, 6, 8, 10)),
        grens=_trace([vorm.grens] * len(delen)) if vorm.grens else "",
    )


def _draw_deel(nr: int, aantal: int, naam: str, som: Mapping[str, Any]) -> Deel:
    x, y = _place(nr, aantal, HOOGSTE + 1.1)
    straal = STRAAL - nr * (DIKTE + TUSSEN)
    om = 2 * math.pi * max(straal, 1)
    return Deel(
        nr + 1,
        naam,
        som["laagste"],
        som["midden"],
        som["hoogste"],
        som["weet_niet"],
        x,
        y,
        straal=straal,
        om=round(om, 1),
        deel=round(om * (som["midden"] or 0) / HOOGSTE, 1),
    )


def _place(nr: int, aantal: int, cijfer: float) -> tuple[float, float]:
    """A number on the axis of question `nr`, clockwise from the top."""
    hoek = 2 * math.pi * nr / aantal - math.pi / 2
    afstand = STRAAL * cijfer / HOOGSTE
    return round(MIDDEN + afstand * math.cos(hoek), 1), round(MIDDEN + afstand * math.sin(hoek), 1)


def _trace(cijfers: list[int]) -> str:
    plekken = (_place(nr, len(cijfers), cijfer) for nr, cijfer in enumerate(cijfers))
    return " ".join(f"{x},{y}" for x, y in plekken)
