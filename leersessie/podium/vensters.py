"""De vier vensters op een bord: per venster een handvol regels, met een eerlijk getal voor wat er niet bij past.

Chooses and shortens; the steps themselves show everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from leersessie.podium.bord import BordBeeld, KaartBeeld
from leersessie.werkvormen.model import Werkvorm

RUIM, KLEIN = (5, 34), (6, 38)
"""Lines that fit under the heading of a window, and characters on one line: in large letters, and in the smallest that
are still readable at six metres."""
HOOGSTENS_HOOG = 2
"""A card takes at most so many lines here; its own step shows it whole."""


@dataclass(frozen=True, slots=True)
class Regel:
    """One line of a window. `soort`: feit, weging, gewoon, open, citaat, cijfers, besluit or niet."""

    soort: str
    tekst: str
    nummer: str = ""
    rust_op: tuple[str, ...] = ()
    kop: str = ""

    def count_hoog(self, tekens: int) -> int:
        """How many lines it takes on the screen, at this number of characters a line."""
        rand = 5 * (len(self.rust_op) + bool(self.nummer))
        breed = max(tekens - rand, 1) if self.soort in ("feit", "weging") else tekens
        lengte = len(self.tekst) + len(self.kop) + (0 if self.soort in ("feit", "weging") else rand)
        return min(-(-lengte // breed), HOOGSTENS_HOOG)


@dataclass(frozen=True, slots=True)
class VensterBeeld:
    """One window: its number (1-4), the lines that fit, how many cards did not, and whether the letters are small."""

    nummer: int
    regels: tuple[Regel, ...]
    meer: int
    klein: bool = False


def draw_vensters(werkvorm: Werkvorm, borden: Mapping[str, BordBeeld], taal: str) -> tuple[VensterBeeld, ...]:
    """The four windows of a werkvorm, from the boards that may be seen."""
    regels = {nummer: _gather(werkvorm, borden, nummer, taal) for nummer in (1, 2, 3, 4)}
    dragend = {nummer for venster in regels.values() for regel in venster for nummer in regel.rust_op}
    for nummer in (2, 3):
        # what something rests on comes first, the numbers of a scale last
        regels[nummer].sort(key=lambda regel: (regel.soort == "cijfers", regel.nummer not in dragend))
    regels[3] = [r if r.nummer in dragend else replace(r, nummer="") for r in regels[3]]
    return tuple(_fit(nummer, venster) for nummer, venster in regels.items())


def _gather(werkvorm: Werkvorm, borden: Mapping[str, BordBeeld], nummer: int, taal: str) -> list[Regel]:
    regels: list[Regel] = []
    for stap in werkvorm.stappen:
        bord = borden.get(stap.id)
        if stap.venster != nummer or bord is None or bord.dicht:
            continue
        if stap.vorm.soort == "tekst":
            regels += _list_tekst(bord, taal)
        elif stap.vorm.soort == "schaal":
            regels += _list_cijfers(bord, taal)
        elif nummer == 1:
            regels += _list_mensen(bord)
        elif nummer != 4:
            regels += [_to_regel(kaart) for kaart in bord.alle]
    return regels


def _fit(nummer: int, regels: list[Regel]) -> VensterBeeld:
    """In large letters when everything fits, else in small ones; what then stays out is counted."""
    ruimte, tekens = RUIM
    if sum(regel.count_hoog(tekens) for regel in regels) <= ruimte:
        return VensterBeeld(nummer, tuple(regels), 0)
    ruimte, tekens = KLEIN
    passend: list[Regel] = []
    for regel in regels:
        ruimte -= regel.count_hoog(tekens)
        if ruimte < 0:
            break
        passend.append(regel)
    return VensterBeeld(nummer, tuple(passend), len(regels) - len(passend), klein=True)


def _to_regel(kaart: KaartBeeld) -> Regel:
    if kaart.nummer.startswith("F"):
        return Regel("feit", kaart.tekst, nummer=kaart.nummer)
    soort = "weging" if kaart.rust_op or kaart.nummer else "gewoon"
    return Regel(soort, kaart.tekst, nummer=kaart.nummer, rust_op=kaart.rust_op)


def _list_mensen(bord: BordBeeld) -> list[Regel]:
    """One line per column. Who was not spoken to, and the words of the child, keep their own shape."""
    vormen = {"ongezien": "open", "kind": "citaat"}
    return [
        Regel(vormen.get(kolom.id, "gewoon"), ", ".join(kaart.tekst for kaart in kolom.alle))
        for kolom in bord.kolommen
        if kolom.alle
    ]


def _list_cijfers(bord: BordBeeld, taal: str) -> list[Regel]:
    regels = []
    for punt in bord.stap.vorm.punten:
        som = bord.telling["punten"][punt.id]
        laag, hoog = som["laagste"], som["hoogste"]
        if laag is not None:
            regels.append(
                Regel("cijfers", f"{laag}" if laag == hoog else f"{laag}–{hoog}", kop=punt.naam.to_taal(taal))
            )
    return regels


def _list_tekst(bord: BordBeeld, taal: str) -> list[Regel]:
    """What was decided first, what was not chosen right after it; both always stay in sight."""
    koppen = {punt.id: punt.naam.to_taal(taal) for punt in bord.stap.vorm.punten}
    volgorde = list(koppen)
    kaarten = sorted(bord.alle, key=lambda k: volgorde.index(k.inhoud["punt"]))
    return [
        Regel(
            "niet" if "niet" in kaart.inhoud["punt"] else ("besluit" if plek == 0 else "gewoon"),
            kaart.tekst,
            rust_op=kaart.rust_op,
            kop="" if plek == 0 else koppen[kaart.inhoud["punt"]],
        )
        for plek, kaart in enumerate(kaarten)
    ]
