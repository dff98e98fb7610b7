"""Maakt `lijsten/vaak.txt`: woorden die vaak op onze kaarten en in onze teksten staan en daar nooit iemand noemen.

Usage: python -m leersessie.anonimiseren.bouw.vaak KAARTEN.jsonl MAP, before bouw/leren.py. Cards with typing errors
do not count, nor does a word that is a name in the table.
"""

from __future__ import annotations

import sys
import textwrap
from collections import Counter
from pathlib import Path

from leersessie.anonimiseren.bouw.leren import NIETS, list_soorten, read_kaarten, read_proza
from leersessie.anonimiseren.lijsten import read_woorden
from leersessie.anonimiseren.plat import fold, make_plat
from leersessie.anonimiseren.schatting import make_rij
from leersessie.anonimiseren.woorden import read_tokens

LIJST = Path(__file__).parents[1] / "lijsten" / "vaak.txt"
KOP = (
    "# Woorden die vaak op onze eigen kaarten en in onze teksten staan en geen naam zijn. Een tikfout van een\n"
    "# van deze is ook geen naam. Gemaakt door bouw/vaak.py. versie 3\n"
)
MINSTENS = 2


def find_vaak(bestand: Path, inhoud: Path) -> list[str]:
    """The words, in order, without those of gangbaar.txt."""
    aantal: Counter[str] = Counter()
    namen: set[str] = set()
    for kaart in dict.fromkeys((*read_kaarten(bestand, zonder=("kaart_typo",)), *read_proza(inhoud))):
        plat = make_plat(kaart.tekst)
        rij = make_rij(plat.tekst, read_tokens(plat))
        for plek, soort in zip(rij, list_soorten(kaart, plat, rij), strict=True):
            if soort != NIETS:
                namen.add(plek.plat)
            elif plek.plat.isalpha() and len(plek.plat) > 2 and "w" in plek.soort and not set(plek.soort) & set("vs"):
                aantal[plek.plat] += 1
    gangbaar = set(map(fold, read_woorden("gangbaar.txt")))
    return sorted(w for w, keer in aantal.items() if keer >= MINSTENS and w not in namen and w not in gangbaar)


if __name__ == "__main__":
    woorden = find_vaak(Path(sys.argv[1]), Path(sys.argv[2]))
    LIJST.write_text(KOP + textwrap.fill(" ".join(woorden), 118, break_on_hyphens=False) + "\n", "utf-8")
    print(len(woorden))
