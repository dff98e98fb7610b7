"""De greep om een plek in beeld: waar een woord erbij heen gaat, welke soorten er zijn, en hoe ver iemand is.

Everything is in the address as small numbers and codes, so that it works without scripts; never a word of the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from leersessie.i18n import t
from leersessie.lessen.controle import Plek
from leersessie.lessen.greep import RUIM, SOORTEN, Greep, count_tot_volgende, stretch

HOOGSTENS = 9_999


@dataclass(frozen=True, slots=True)
class Voortgang:
    """How far this reading is. `van`: places that waited at its start."""

    van: int
    nog: int

    @property
    def gedaan(self) -> int:
        """Places decided since the start of this reading."""
        return self.van - self.nog

    @staticmethod
    def read_van(waarde: object) -> int:
        """The number a page sent along; 0 for anything else."""
        tekst = str(waarde)
        return int(tekst) if tekst.isascii() and tekst.isdecimal() and len(tekst) <= 4 else 0


def read_voortgang(van: object, nog: int) -> Voortgang:
    """How far somebody is who began with `van` places; places found since then count too."""
    return Voortgang(max(Voortgang.read_van(van), nog), nog)


@dataclass(frozen=True, slots=True)
class Greepbeeld:
    """The places as they are taken now, and the addresses of the next grips ('' when there is none)."""

    greep: Greep
    plekken: tuple[Plek, ...]
    woord_voor: str
    woord_na: str
    samen: str
    terug: str
    soorten: tuple[tuple[str, str], ...]


def show_greep(
    inhoud: Mapping[str, Any], gevonden: Sequence[Plek], sleutel: str, greep: Greep, voortgang: Voortgang, taal: str
) -> Greepbeeld:
    """What can be done with this place. Raises NietGevonden when it is gone."""
    plekken = stretch(inhoud, gevonden, sleutel, greep, taal)

    def is_anders(naar: Greep) -> bool:
        return naar.voor <= RUIM and naar.na <= RUIM and _read_grens(naar) != _read_grens(greep)

    def _read_grens(naar: Greep) -> tuple[int, int]:
        plek = next(p for p in stretch(inhoud, gevonden, sleutel, naar, taal) if p.sleutel == sleutel)
        return plek.start, plek.end

    def to_adres(naar: Greep) -> str:
        vraag = {"plek": sleutel, "voor": naar.voor, "na": naar.na, "soort": naar.soort, "van": voortgang.van}
        return "?" + urlencode({naam: waarde for naam, waarde in vraag.items() if waarde}) + "#plek-kop"

    voor, na = replace(greep, voor=greep.voor + 1), replace(greep, na=greep.na + 1)
    verder = count_tot_volgende(inhoud, plekken, sleutel)
    samen = replace(greep, na=greep.na + verder)
    return Greepbeeld(
        greep=greep,
        plekken=plekken,
        woord_voor=to_adres(voor) if is_anders(voor) else "",
        woord_na=to_adres(na) if is_anders(na) else "",
        samen=to_adres(samen) if verder and is_anders(samen) else "",
        terug=to_adres(Greep()) if greep != Greep() else "",
        soorten=tuple((soort, t(taal, f"anonimiseren.type_{soort.lower()}")) for soort in SOORTEN),
    )
