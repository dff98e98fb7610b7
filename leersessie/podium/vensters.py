"""De vier vensters op een bord: per venster een handvol regels, met een eerlijk getal voor wat er niet bij past.

Chooses and shortens; the steps themselves show everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from leersessie.podium.bord import BordBeeld, KaartBeeld
from leersessie.werkvormen.model import Werkvorm

REGELS = 5
"""Lines of one window that fit under its heading at six metres."""
TEKENS = 34
"""Characters on one line of a window."""


@dataclass(frozen=True, slots=True)
class Regel:
    """One line of a window. `soort`: feit, weging, gewoon, open, citaat, cijfers, besluit or niet."""

    soort: str
    tekst: str
    nummer: str = ""
    rust_op: tuple[str, ...] = ()
    kop: str = ""
    kort: bool = False
    """True: one line, with an ellipsis; every number stays in sight."""

    @property
    def hoog(self) -> int:
        """How many lines it takes on the screen, at most two."""
        if self.kort:
            return 1
        lengte = len(self.tekst) + len(self.kop) + 5 * (len(self.rust_op) + bool(self.nummer))
        return 1 if lengte <= TEKENS else 2


@dataclass(frozen=True, slots=True)
class VensterBeeld:
    """One window: its number (1-4), the lines that fit, and how many cards did not."""

    nummer: int
    regels: tuple[Regel, ...]
    meer: int


def draw_vensters(werkvorm: Werkvorm, borden: Mapping[str, BordBeeld], taal: str) -> tuple[VensterBeeld, ...]:
    """The four windows of a werkvorm, from the boards that may be seen."""
    return tuple(_draw(werkvorm, borden, nummer, taal) for nummer in (1, 2, 3, 4))


def _draw(werkvorm: Werkvorm, borden: Mapping[str, BordBeeld], nummer: int, taal: str) -> VensterBeeld:
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
    regels.sort(key=lambda r: r.soort == "cijfers")  # the weighing itself before the numbers
    return _fit(nummer, regels)


def _fit(nummer: int, regels: list[Regel]) -> VensterBeeld:
    if sum(regel.hoog for regel in regels) > REGELS:
        regels = [regel if regel.soort in ("besluit", "niet") else replace(regel, kort=True) for regel in regels]
    passend: list[Regel] = []
    ruimte = REGELS
    for plek, regel in enumerate(regels):
        nog = len(regels) - plek - 1
        if regel.hoog > ruimte and passend:
            return VensterBeeld(nummer, tuple(passend), nog + 1)
        passend.append(regel)
        ruimte -= regel.hoog
    return VensterBeeld(nummer, tuple(passend), 0)


def _to_regel(kaart: KaartBeeld) -> Regel:
    if kaart.nummer.startswith("F"):
        return Regel("feit", kaart.tekst, nummer=kaart.nummer)
    return Regel("weging" if kaart.rust_op else "gewoon", kaart.tekst, rust_op=kaart.rust_op)


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
