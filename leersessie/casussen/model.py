"""Een casus als waarde: een verhaal om van te leren, met een leergids voor de gespreksleider.

Only data. The guide stands apart, because deelnemers never see it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ERNST = ("licht", "middelzwaar", "zwaar")
TALEN = ("nl", "en")
BESTAND_BYTES = 40_000
WOORDEN = (120, 180)
WOORDEN_EN = (110, 200)
"""A translation may be a little shorter or longer than the Dutch text."""
GIDS_WOORDEN = 60


@dataclass(frozen=True, slots=True)
class Sleutel:
    """What may stand behind one key of the front matter: tekst, woord, woorden, heel or vlag."""

    waarde: str
    verplicht: bool = False
    keuzes: tuple[str, ...] = ()
    hoogstens: int = 120


SLEUTELS: Mapping[str, Sleutel] = {
    "slug": Sleutel("woord", verplicht=True, hoogstens=60),
    "titel": Sleutel("tekst", verplicht=True),
    "themas": Sleutel("woorden", verplicht=True),
    "ernst": Sleutel("woord", verplicht=True, keuzes=ERNST),
    "leervraag": Sleutel("tekst", verplicht=True, hoogstens=200),
    "bron": Sleutel("tekst", verplicht=True, hoogstens=400),
    "versie": Sleutel("heel", verplicht=True, hoogstens=9_999),
    "succes": Sleutel("vlag"),
    "fictief": Sleutel("vlag"),
    "inhoudswaarschuwing": Sleutel("tekst", hoogstens=200),
    "taal": Sleutel("woord", keuzes=TALEN),
}


@dataclass(frozen=True, slots=True)
class Casus:
    """One case in one language. `html` and `gids_html` are clean: made by render_markdown and nothing else."""

    slug: str
    titel: str
    tekst_md: str
    """The vignette alone, without the guide: this is what a screen for everybody may hold."""
    html: str
    gids_html: str
    """For the gespreksleider only."""
    themas: tuple[str, ...]
    ernst: str
    succes: bool
    waarschuwing: str
    """What this case is about when that may hit people hard; '' is no warning."""
    leervraag: str
    bron: str
    versie: int
    woorden: int
    fictief: bool = False
    taal: str = "nl"
    gids_md: str = ""
    en: Casus | None = None
    """The English translation, when there is one."""

    def to_taal(self, taal: str) -> Casus:
        """The case in this language; Dutch when there is no translation."""
        return self.en if taal == "en" and self.en is not None else self
