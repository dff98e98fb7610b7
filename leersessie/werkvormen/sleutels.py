"""De sleutels van een werkvormbestand: welke er zijn, wat erin hoort, en welke niet mogen ontbreken.

The one table behind the reader and behind docs/werkvorm-maken.md. It holds no texts for people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leersessie.invoer import BEELDEN, KAART_TEKENS, SOORTEN, TEKST_TEKENS, TYPEN
from leersessie.invoer.basis import HOOGSTENS_KOPPELS
from leersessie.werkvormen.model import (
    CASUS,
    KIES,
    LES,
    ONTHUL_PER,
    POORTEN,
    ROLLEN,
    TYPT,
    VERBORGEN,
    VERSLAG,
    VOOR,
    WIE,
    ZWIJGERS,
)

BESTAND_BYTES = 200_000
HOOGSTENS_STAPPEN = 40
HOOGSTENS_IEDER = 5
ZIN_TEKENS = 2_000
LIJSTEN = ("sector", "functie", "kwaliteitsstandaard")
"""The fixed lists that `uit_lijst` may offer."""
LIJSTEN_SCHAAL = ("kwaliteitsstandaard",)
"""Short enough to give every part a number."""


@dataclass(frozen=True, slots=True)
class Sleutel:
    """What may stand behind one key. `waarde` is tekst, teksten, heel, vlag, naam, namen, kolommen, tabel
    or tabellen."""

    waarde: str
    verplicht: bool = False
    keuzes: tuple[str, ...] = ()
    grens: tuple[int, int] = (0, 0)


Sleutels = Mapping[str, Sleutel]

TOP: Sleutels = {
    "werkvorm": Sleutel("naam", verplicht=True),
    "versie": Sleutel("heel", verplicht=True, grens=(1, 9_999)),
    "naam": Sleutel("tekst", verplicht=True),
    "doel": Sleutel("tekst", verplicht=True),
    "voor": Sleutel("naam", keuzes=VOOR),
    "kies_als": Sleutel("teksten", verplicht=True),
    "kies_niet_als": Sleutel("teksten", verplicht=True),
    "groep": Sleutel("tabel", verplicht=True),
    "minuten": Sleutel("heel", verplicht=True, grens=(1, 600)),
    "rollen": Sleutel("namen", verplicht=True, keuzes=ROLLEN),
    "casus": Sleutel("naam", verplicht=True, keuzes=CASUS),
    "regels": Sleutel("teksten"),
    "bron": Sleutel("tekst", verplicht=True),
    "zekerheid": Sleutel("tekst", verplicht=True),
    "vensters": Sleutel("vlag"),
    "groepen": Sleutel("tabel"),
    "afwegingskader": Sleutel("vlag"),
    "stap": Sleutel("tabel", verplicht=True),
}

STAP: Sleutels = {
    "stap": Sleutel("naam", verplicht=True),
    "titel": Sleutel("tekst", verplicht=True),
    "wie": Sleutel("naam", verplicht=True, keuzes=WIE),
    "typt": Sleutel("naam", verplicht=True, keuzes=TYPT),
    "soort": Sleutel("naam", verplicht=True, keuzes=tuple(SOORTEN)),
    "minuten": Sleutel("heel", verplicht=True, grens=(1, 240)),
    "vraag": Sleutel("teksten", verplicht=True),
    "verborgen": Sleutel("naam", keuzes=VERBORGEN),
    "venster": Sleutel("heel", grens=(1, 4)),
    "verwijst": Sleutel("namen"),
    "toont": Sleutel("namen"),
    "poort": Sleutel("tabel"),
    "verslag": Sleutel("naam", keuzes=VERSLAG),
    "les": Sleutel("naam", keuzes=LES),
    "hoogstens": Sleutel("heel", grens=(1, 20)),
    "punten": Sleutel("kolommen"),
    "kolommen": Sleutel("kolommen"),
    "opties": Sleutel("kolommen"),
    "zinsbegin": Sleutel("tekst"),
    "herhaal": Sleutel("heel", grens=(1, 10)),
    "wissen": Sleutel("vlag"),
    "toestemming": Sleutel("vlag"),
    "uit_lijst": Sleutel("naam", keuzes=LIJSTEN),
    "onmisbaar": Sleutel("vlag"),
    "overslaan": Sleutel("vlag"),
    "typen": Sleutel("vlag"),
    "grens": Sleutel("heel", grens=(1, 10)),
    "beeld": Sleutel("naam", keuzes=BEELDEN),
    "meerdere": Sleutel("heel", grens=(2, 40)),
    "minstens_verwijst": Sleutel("heel", grens=(1, HOOGSTENS_KOPPELS)),
    "waardeer": Sleutel("kolommen"),
    "zwijgt": Sleutel("namen", keuzes=ZWIJGERS),
    "onthul_per": Sleutel("naam", keuzes=ONTHUL_PER),
    "vraag_groep": Sleutel("tabellen"),
    "wissel": Sleutel("vlag"),
    "themas_wissel": Sleutel("kolommen"),
    "galerij": Sleutel("vlag"),
    "tak": Sleutel("tabellen"),
    "voorbeelden": Sleutel("kolommen"),
    "draaiboek": Sleutel("tabel"),
}

GROEP: Sleutels = {
    "min": Sleutel("heel", verplicht=True, grens=(2, 200)),
    "max": Sleutel("heel", verplicht=True, grens=(2, 200)),
    "ideaal": Sleutel("naam", verplicht=True),
}
GROEPEN: Sleutels = {
    "aantal": Sleutel("heel", grens=(2, 20)),
    "kies": Sleutel("naam", verplicht=True, keuzes=KIES),
    "themas": Sleutel("kolommen"),
}
VRAAG_GROEP: Sleutels = {
    "thema": Sleutel("naam", verplicht=True),
    "nl": Sleutel("tekst", verplicht=True),
    "en": Sleutel("tekst"),
}
TAK: Sleutels = {
    "stap": Sleutel("naam", verplicht=True),
    "optie": Sleutel("naam", verplicht=True),
    "naar": Sleutel("naam", verplicht=True),
    "zin": Sleutel("tekst", verplicht=True),
    "minstens": Sleutel("heel", grens=(1, 200)),
    "meeste": Sleutel("vlag"),
}
POORT: Sleutels = {
    "soort": Sleutel("naam", verplicht=True, keuzes=POORTEN),
    "zin": Sleutel("tekst", verplicht=True),
    "aantal": Sleutel("heel", grens=(1, 200)),
    "kolom": Sleutel("naam"),
}
DRAAIBOEK: Sleutels = {"zeg": Sleutel("teksten"), "let_op": Sleutel("teksten"), "anders": Sleutel("teksten")}
KEUS: Sleutels = {
    "id": Sleutel("naam"),
    "naam": Sleutel("tekst"),
    "nl": Sleutel("tekst"),
    "en": Sleutel("tekst"),
    "tekens": Sleutel("heel", grens=(1, TEKST_TEKENS)),
}
VOORBEELD: Sleutels = {
    "nl": Sleutel("tekst", verplicht=True),
    "en": Sleutel("tekst"),
    "bij": Sleutel("naam"),
    "typ": Sleutel("naam", keuzes=TYPEN),
}
TEKST: Sleutels = {"nl": Sleutel("tekst", verplicht=True), "en": Sleutel("tekst")}

VRAAGT: Mapping[str, tuple[str, int]] = {
    "kolommen": ("kolommen", 1),
    "keuze": ("opties", 2),
    "schaal": ("punten", 1),
    "tekst": ("punten", 1),
    "tijdlijn": ("kolommen", 1),
    "stemmen": ("verwijst", 1),
}
"""Which list a kind of input cannot do without, and its smallest length."""
ALLEEN_BIJ: Mapping[str, tuple[str, ...]] = {
    "opties": ("keuze",),
    "punten": ("schaal", "tekst"),
    "kolommen": ("kolommen", "kaarten", "tijdlijn"),
    "typen": ("kolommen", "kaarten"),
    "hoogstens": ("kolommen", "kaarten", "vragen", "acties", "tijdlijn", "stemmen"),
    "uit_lijst": ("keuze", "schaal"),
    "grens": ("schaal",),
    "beeld": ("schaal",),
    "meerdere": ("keuze",),
    "minstens_verwijst": ("kolommen", "kaarten", "tekst", "vragen", "acties", "tijdlijn"),
    "waardeer": ("geen", "vragen"),
    "onthul_per": ("kaarten",),
}
"""Keys that do nothing for other kinds; there they are a mistake worth telling."""
HOOGSTENS_LIJST: Mapping[str, int] = {
    "kolommen": 8,
    "opties": 40,
    "punten": 10,
    "voorbeelden": 200,
    "themas": 20,
    "themas_wissel": 20,
    "waardeer": 6,
    "tak": 10,
    "vraag_groep": 40,
}
ROL_VAN_WIE: Mapping[str, str] = {
    "deelnemers": "deelnemer",
    "inbrenger": "inbrenger",
    "gespreksleider": "gespreksleider",
    "subgroep": "deelnemer",
    "jurist": "jurist",
    "dagvoorzitter": "dagvoorzitter",
    "trio": "deelnemer",
}
ROL_VAN_TYPT: Mapping[str, str] = {
    "ieder": "deelnemer",
    "schrijver": "schrijver",
    "inbrenger": "inbrenger",
    "jurist": "jurist",
}
VOORBEELD_TEKENS = KAART_TEKENS
