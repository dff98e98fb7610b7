"""Een formulier zoals iemand het instuurde: de waarden, en per veld wat er niet klopt, in de taal van wie het leest.

Keeps everything that was typed, so that a page with a mistake comes back full. Passwords are the one exception.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import TypeVar

from werkzeug.datastructures import ImmutableMultiDict

from leersessie.i18n import t
from leersessie.i18n.weigering import Weigering
from leersessie.invoer.tekstdeur import clean_text

T = TypeVar("T")
HOOGSTENS_ECHO = 20_000
"""What comes back into a page; far beyond every limit of a field."""


class Formulier:
    """Values and findings of one form; `fouten` is empty when all of it can be used."""

    def __init__(self, waarden: ImmutableMultiDict[str, str], taal: str, *, stil: Collection[str] = ()) -> None:
        self._waarden = waarden
        self._taal = taal
        self._stil = frozenset(stil)
        self.fouten: dict[str, str] = {}

    def raw(self, naam: str) -> str:
        """What was typed, unjudged."""
        return self._waarden.get(naam, "")

    def show(self, naam: str) -> str:
        """What goes back into the field: what was typed, except in a silent field."""
        return "" if naam in self._stil else self.raw(naam)[:HOOGSTENS_ECHO]

    def has(self, naam: str) -> bool:
        """True when a box with this name was ticked."""
        return naam in self._waarden

    def list_raw(self, naam: str) -> list[str]:
        """All values under one name (boxes)."""
        return self._waarden.getlist(naam)

    def fout(self, naam: str) -> str:
        """The sentence beside a field, or ''."""
        return self.fouten.get(naam, "")

    def note(self, naam: str, sleutel: str, **waarden: object) -> None:
        """Say what is wrong with a field; the first finding stays."""
        self.fouten.setdefault(naam, t(self._taal, sleutel, **waarden))

    def take(self, naam: str, werk: Callable[[], T], anders: T) -> T:
        """What `werk` returns; a Weigering becomes the sentence beside this field, and `anders` the value."""
        try:
            return werk()
        except Weigering as fout:
            self.note(naam, fout.sleutel, **fout.waarden)
            return anders

    def read_tekst(self, naam: str, hoogstens: int, *, leeg_mag: bool = False) -> str:
        """A clean text, or '' with a finding."""
        return self.take(naam, lambda: clean_text(self.raw(naam), hoogstens, leeg_mag=leeg_mag), "")

    def read_keus(self, naam: str, keuzes: Collection[str]) -> str:
        """One of a closed list, or '' with a finding."""
        waarde = self.raw(naam)
        if waarde in keuzes:
            return waarde
        self.note(naam, "invoer.keus")
        return ""

    def read_getal(self, naam: str, laagste: int, hoogste: int, *, leeg: int | None = None) -> int:
        """A whole number within bounds; `leeg` stands for an empty field. 0 with a finding otherwise."""
        tekst = self.raw(naam).strip()
        if not tekst and leeg is not None:
            return leeg
        if len(tekst) <= 6 and tekst.isascii() and tekst.isdigit() and laagste <= int(tekst) <= hoogste:
            return int(tekst)
        self.note(naam, "paginas.getal", laagste=laagste, hoogste=hoogste)
        return 0

    def read_dag(self, naam: str, *, vanaf: date) -> str:
        """A day as YYYY-MM-DD, not before `vanaf`; '' when nothing was filled in."""
        tekst = self.raw(naam).strip()
        if not tekst:
            return ""
        try:
            dag = date.fromisoformat(tekst) if len(tekst) == 10 else None
        except ValueError:
            dag = None
        if dag is None:
            self.note(naam, "paginas.dag_vorm")
        elif dag < vanaf:
            self.note(naam, "paginas.dag_voorbij")
        else:
            return dag.isoformat()
        return ""
