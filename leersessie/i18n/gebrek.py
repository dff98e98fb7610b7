"""Een gebrek in een inhoudsbestand: waar, wat, en hoe je het herstelt, in de taal van wie het leest.

Lies this low because the rooms werkvormen and casussen both report it and do not know each other.
It refuses to know what a werkvorm or a casus is.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from leersessie.i18n import t


@dataclass(frozen=True, slots=True)
class Gebrek:
    """One thing wrong in a content file: where, what, and how to mend it (plain words, for a trainer)."""

    bestand: str
    plek: str
    wat: str
    herstel: str

    def to_regel(self) -> str:
        """The whole finding on one line, for a terminal or a log of content files."""
        return f"{self.bestand}: {self.plek}: {self.wat} {self.herstel}"


def note_gebrek(taal: str, sleutel: str, bestand: str, plek: str, /, **waarden: object) -> Gebrek:
    """A finding from two catalogue texts: `sleutel` says what is wrong, `sleutel`_herstel how to mend it."""
    kort = {naam: _shorten(waarde) for naam, waarde in waarden.items()}
    return Gebrek(bestand, plek, t(taal, sleutel, **kort), t(taal, f"{sleutel}_herstel", **kort))


def find_nearest(naam: str, keuzes: Iterable[str]) -> str:
    """The choice that looks most like `naam`, or '' when none does."""
    return next(iter(difflib.get_close_matches(naam, list(keuzes), n=1, cutoff=0.5)), "")


def read_regel(melding: str) -> int:
    """The line number in a message of tomllib ('… (at line 3, column 5)'), or 0."""
    treffer = re.search(r"at line (\d+)", melding)
    return int(treffer.group(1)) if treffer else 0


def _shorten(waarde: object) -> object:
    """At most 80 characters on one line: a finding quotes, it does not print the file."""
    if not isinstance(waarde, str):
        return waarde
    regel = " ".join("".join(teken if teken.isprintable() else " " for teken in waarde).split())
    return regel if len(regel) <= 80 else f"{regel[:79]}…"
