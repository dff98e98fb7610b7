"""De tabel van woorden, namen en plaatsen: één gesorteerd tekstbestand, in het geheugen gedeeld tussen alle processen.

Mapped read-only, never copied and never pickled. Knows what a word can be, not what it is in a sentence.
"""

from __future__ import annotations

import mmap
import re
from bisect import bisect_right
from functools import cache
from pathlib import Path

from leersessie.anonimiseren.model import AnalyseFout

TABEL = Path(__file__).parent / "tabellen" / "tabel.txt"
LETTERS = "wgtEvxsypqM"
"""w Dutch word, g English word, t current word, E written with a capital, v first name, x first name from far,
s surname, y surname from far, p place here, q place elsewhere, M first word of a place of several words."""
_BLOK = 1024


class Tabel:
    """Sorted lines `word TAB letters`; a block of a kilobyte is found by halving, then searched."""

    def __init__(self, pad: Path) -> None:
        try:
            with pad.open("rb") as bestand:
                self._bron = mmap.mmap(bestand.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as fout:
            raise AnalyseFout("de tabel met woorden ontbreekt") from fout
        self._plekken: list[int] = []
        self._eersten: list[bytes] = []
        plek, lengte = 0, len(self._bron)
        while 0 <= plek < lengte - 1:
            tab = self._bron.find(b"\t", plek)
            if tab < 0:
                raise AnalyseFout("de tabel met woorden is stuk")
            self._plekken.append(plek)
            self._eersten.append(self._bron[plek + 1 : tab])
            plek = self._bron.find(b"\n", min(plek + _BLOK, lengte - 1))
        if len(self._plekken) < 2:
            raise AnalyseFout("de tabel met woorden is leeg")
        self._plekken.append(lengte)

    def look(self, woord: str) -> str:
        """The letters of a folded word; '' when nobody knows it."""
        sleutel = woord.encode("utf-8", "replace")
        blok = bisect_right(self._eersten, sleutel) - 1
        if blok < 0:
            return ""
        tot = self._plekken[blok + 1] + 1
        gevonden = self._bron.find(b"\n" + sleutel + b"\t", self._plekken[blok], tot)
        if gevonden < 0:
            return ""
        begin = gevonden + len(sleutel) + 2
        return self._bron[begin : self._bron.find(b"\n", begin)].decode("ascii")

    def has_begin(self, begin: str) -> bool:
        """True when a word starts with these letters."""
        sleutel = begin.encode("utf-8", "replace")
        blok = bisect_right(self._eersten, sleutel) - 1
        volgende = self._eersten[blok + 1] if blok + 1 < len(self._eersten) else b""
        if volgende.startswith(sleutel) or (blok >= 0 and self._eersten[blok].startswith(sleutel)):
            return True
        return blok >= 0 and self._bron.find(b"\n" + sleutel, self._plekken[blok], self._plekken[blok + 1] + 1) >= 0

    def scan(self, patroon: re.Pattern[bytes]) -> list[tuple[bytes, ...]]:
        """The groups of every place where this pattern fits; reads the whole table."""
        return [hit.groups() for hit in patroon.finditer(self._bron)]


@cache
def read_tabel() -> Tabel:
    """The one table of this process. Raises AnalyseFout when it is missing."""
    return Tabel(TABEL)
