"""De draad: van besluit terug naar weging, terug naar feiten; kaarten in lagen met lijnen ertussen, als maten voor SVG.

A layer is how far a card stands from the ground: rests on nothing, rests on that, rests on that again. Only cards that
everybody may see, and only those a line reaches.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leersessie.podium.bord import BordBeeld, KaartBeeld

BREED, KOLOM = 1600, 440
HOOG, TUSSEN = 118, 18
HOOGSTENS = 6
"""Cards of one layer that fit under each other."""
LAGEN = 3
TEKENS = 24
"""Characters on one of the two lines of a card."""


@dataclass(frozen=True, slots=True)
class Knoop:
    """One card in the drawing: its place, its number, and its words on at most two lines."""

    kaart: KaartBeeld
    x: float
    y: float
    regels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lijn:
    """From the right edge of one card to the left edge of the card that rests on it."""

    x1: float
    y1: float
    x2: float
    y2: float

    @property
    def pad(self) -> str:
        """The curve between the two."""
        midden = round((self.x1 + self.x2) / 2, 1)
        return f"M{self.x1} {self.y1}C{midden} {self.y1} {midden} {self.y2} {self.x2} {self.y2}"


@dataclass(frozen=True, slots=True)
class DraadBeeld:
    """Everything the template draws; `rust` says in words what rests on what, `meer` cards did not fit."""

    hoog: float
    knopen: tuple[Knoop, ...]
    lijnen: tuple[Lijn, ...]
    rust: tuple[tuple[str, tuple[str, ...]], ...]
    meer: int


def draw_draad(borden: Mapping[str, BordBeeld]) -> DraadBeeld | None:
    """The thread through these boards; None when no card rests on another."""
    kaarten = {k.id: k for bord in borden.values() if not bord.dicht for k in bord.alle if k.tekst}
    zicht = {id_: k for id_, k in kaarten.items() if not (k.verborgen or k.wacht or k.laat)}
    koppels = {id_: [n for n in k.koppels if n in zicht] for id_, k in zicht.items()}
    mee = {id_ for id_, op in koppels.items() if op} | {n for op in koppels.values() for n in op}
    if not mee:
        return None
    lagen: list[list[str]] = [[] for _ in range(LAGEN)]
    for id_ in zicht:
        if id_ in mee:
            lagen[_find_laag(id_, koppels)].append(id_)
    meer = sum(max(0, len(laag) - HOOGSTENS) for laag in lagen)
    knopen = {id_: knoop for nr, laag in enumerate(lagen) for id_, knoop in _place(nr, laag, zicht)}
    lijnen = tuple(
        Lijn(knopen[op].x + KOLOM, knopen[op].y + HOOG / 2, knopen[id_].x, knopen[id_].y + HOOG / 2)
        for id_ in knopen
        for op in koppels[id_]
        if op in knopen and knopen[op].x < knopen[id_].x
    )
    rust = tuple((_name(zicht[id_]), tuple(_name(zicht[op]) for op in op_)) for id_, op_ in koppels.items() if op_)
    hoogst = max(min(len(laag), HOOGSTENS) for laag in lagen)
    return DraadBeeld(hoogst * (HOOG + TUSSEN), tuple(knopen.values()), lijnen, rust, meer)


def _find_laag(id_: str, koppels: Mapping[str, list[str]], diep: int = 0) -> int:
    """How far this card stands from the ground; a circle of links ends at the last layer."""
    if diep >= LAGEN - 1 or not koppels[id_]:
        return 0
    return min(LAGEN - 1, 1 + max(_find_laag(op, koppels, diep + 1) for op in koppels[id_]))


def _place(nr: int, laag: list[str], kaarten: Mapping[str, KaartBeeld]) -> list[tuple[str, Knoop]]:
    x = nr * (BREED - KOLOM) / (LAGEN - 1)
    return [
        (id_, Knoop(kaarten[id_], round(x, 1), plek * (HOOG + TUSSEN), _wrap(kaarten[id_])))
        for plek, id_ in enumerate(laag[:HOOGSTENS])
    ]


def _name(kaart: KaartBeeld) -> str:
    return f"{kaart.nummer} {kaart.tekst}".strip()


def _wrap(kaart: KaartBeeld) -> tuple[str, ...]:
    """At most two lines; what does not fit ends in an ellipsis."""
    regels = [""]
    for woord in _name(kaart).split():
        samen = f"{regels[-1]} {woord}".strip()
        if len(samen) <= TEKENS:
            regels[-1] = samen
        elif len(regels) == 2:
            regels[-1] = f"{regels[-1][: TEKENS - 2]} …"
            break
        else:
            regels.append(woord[:TEKENS])
    return tuple(r for r in regels if r)
