"""De teksten voor mensen, per taal, uit .po-bestanden; zonder Flask, dus overal bruikbaar.

Every key stands in i18n/<taal>/<domein>.po; msgid is a stable key that starts with its domain.
This room knows no sentences itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from babel.messages.pofile import read_po

from leersessie.config import TALEN


@dataclass(frozen=True, slots=True)
class Tekst:
    """A text that comes with the content itself (a werkvorm, a casus), in Dutch and English."""

    nl: str
    en: str

    def to_taal(self, taal: str) -> str:
        """The text in this language; Dutch when the language is unknown."""
        return self.en if taal == "en" else self.nl


@cache
def read_catalogue(taal: str) -> dict[str, str]:
    """All texts of one language: key -> sentence. Raises ValueError for a key that stands in two files."""
    teksten: dict[str, str] = {}
    for bestand in sorted((files(__package__) / taal).iterdir(), key=lambda b: b.name):
        if not bestand.name.endswith(".po"):
            continue
        with bestand.open("rb") as stroom:
            for bericht in read_po(stroom, abort_invalid=True):
                if not bericht.id:
                    continue
                sleutel = str(bericht.id)
                if sleutel in teksten:
                    raise ValueError(f"tekst '{sleutel}' staat twee keer in i18n/{taal}")
                teksten[sleutel] = str(bericht.string)
    return teksten


def t(taal: str, sleutel: str, /, **waarden: object) -> str:
    """The sentence for a key, with {names} filled in. Raises KeyError when the text is missing."""
    zin = read_catalogue(taal if taal in TALEN else TALEN[0])[sleutel]
    return zin.format_map(waarden) if waarden else zin
