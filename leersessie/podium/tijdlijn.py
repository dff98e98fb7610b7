"""De tijdlijn als maten voor een SVG: banen onder elkaar, momenten naast elkaar, elke gebeurtenis een nummer.

Order, not distance: days and years stand side by side, so every moment that was named gets the same room.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from leersessie.invoer.tijdlijn import count_dagen
from leersessie.podium.bord import BordBeeld, KaartBeeld, KolomBeeld

BREED = 1600
KOP, RIJ, RAND = 48, 68, 8
"""Room for the name of a lane, for one event, and between lanes."""
ONDER = 54
STRAAL = 31
LABEL_BREED = 136
"""So much room needs the name of a moment; when there is less, every second or third is named."""


@dataclass(frozen=True, slots=True)
class Gebeurtenis:
    """One event: its number in the drawing, its place, and what the table says of it."""

    nummer: int
    x: float
    y: float
    wanneer: str
    baan: str
    kaart: KaartBeeld
    groep: str = ""
    """Which group said it, when the lines of several groups are drawn as one."""


@dataclass(frozen=True, slots=True)
class Baan:
    """One lane: its name, its band, and the line the events stand on."""

    naam: str
    boven: float
    hoog: float
    even: bool

    @property
    def lijn(self) -> float:
        """The height of the line: through the lowest row of events."""
        return self.boven + self.hoog - RIJ / 2


@dataclass(frozen=True, slots=True)
class TijdlijnBeeld:
    """Everything the template draws. `momenten` are (x, short name) under the lanes, oldest left."""

    hoog: float
    banen: tuple[Baan, ...]
    gebeurtenissen: tuple[Gebeurtenis, ...]
    momenten: tuple[tuple[float, str], ...]
    meer: int = 0
    """How many more events there are than one screen can hold."""

    @property
    def met_groepen(self) -> bool:
        """True when the events say which group they came from."""
        return any(g.groep for g in self.gebeurtenissen)


def draw_tijdlijn(
    bord: BordBeeld,
    lang: Callable[[int, str], str],
    kort: Callable[[int, str], str],
    groepen: Mapping[str, str] | None = None,
) -> TijdlijnBeeld | None:
    """The timeline of a board; `lang` and `kort` put (number, unit) into words. None while nothing may be seen.

    `groepen` names the group of a card, for a board on which several groups stand.
    """
    plekken = [(kolom, kaart) for kolom in bord.kolommen for kaart in kolom.alle]
    if bord.dicht or not plekken:
        return None
    dagen = sorted({_count(kaart) for _, kaart in plekken}, reverse=True)
    stap = BREED / len(dagen)
    x_van = {dag: round(stap * (plek + 0.5), 1) for plek, dag in enumerate(dagen)}
    banen = _draw_banen(bord)
    return TijdlijnBeeld(
        hoog=banen[-1].boven + banen[-1].hoog + ONDER,
        banen=banen,
        gebeurtenissen=_label(_place(plekken, bord.kolommen, banen, x_van, lang), groepen or {}),
        momenten=_name_momenten(plekken, x_van, stap, kort),
        meer=bord.meer,
    )


def _label(gebeurtenissen: tuple[Gebeurtenis, ...], groepen: Mapping[str, str]) -> tuple[Gebeurtenis, ...]:
    return tuple(replace(g, groep=groepen.get(g.kaart.id, "")) for g in gebeurtenissen)


def _count(kaart: KaartBeeld) -> int:
    return count_dagen(kaart.inhoud["wanneer"])


def _draw_banen(bord: BordBeeld) -> tuple[Baan, ...]:
    banen: list[Baan] = []
    boven = 0.0
    for plek, kolom in enumerate(bord.kolommen):
        stapel = max(Counter(_count(k) for k in kolom.alle).values(), default=1)
        hoog = KOP + RIJ * stapel
        banen.append(Baan(kolom.naam, boven, hoog, plek % 2 == 0))
        boven += hoog + RAND
    return tuple(banen)


def _place(
    plekken: list[tuple[KolomBeeld, KaartBeeld]],
    kolommen: tuple[KolomBeeld, ...],
    banen: tuple[Baan, ...],
    x_van: dict[int, float],
    lang: Callable[[int, str], str],
) -> tuple[Gebeurtenis, ...]:
    """Numbered from the oldest on; events of one moment in one lane stand above each other."""
    volgorde = {kolom.id: plek for plek, kolom in enumerate(kolommen)}
    plekken = sorted(plekken, key=lambda p: (-_count(p[1]), volgorde[p[0].id], p[1].id))
    stapel: Counter[tuple[str, int]] = Counter()
    uit = []
    for nummer, (kolom, kaart) in enumerate(plekken, start=1):
        dag, baan, wanneer = _count(kaart), banen[volgorde[kolom.id]], kaart.inhoud["wanneer"]
        y = baan.lijn - RIJ * stapel[kolom.id, dag]
        stapel[kolom.id, dag] += 1
        zin = lang(wanneer["aantal"], wanneer["eenheid"])
        uit.append(Gebeurtenis(nummer, x_van[dag], round(y, 1), zin, kolom.naam, kaart))
    return tuple(uit)


def _name_momenten(
    plekken: list[tuple[KolomBeeld, KaartBeeld]],
    x_van: dict[int, float],
    stap: float,
    kort: Callable[[int, str], str],
) -> tuple[tuple[float, str], ...]:
    namen: dict[int, str] = {}
    for _, kaart in sorted(plekken, key=lambda p: p[1].id):
        wanneer = kaart.inhoud["wanneer"]
        namen.setdefault(_count(kaart), kort(wanneer["aantal"], wanneer["eenheid"]))
    elke = max(1, -int(-LABEL_BREED // stap))
    rij = sorted(namen, reverse=True)
    return tuple((x_van[dag], namen[dag]) for plek, dag in enumerate(rij) if (len(rij) - 1 - plek) % elke == 0)
