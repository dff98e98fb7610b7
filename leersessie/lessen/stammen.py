"""Stammen: woorden teruggebracht tot hun kern, met ruimte voor een typefout. Zuiver, en gelijk op elke database."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

import snowballstemmer

_WOORD = re.compile(r"[^\W_]+")
_STOPWOORDEN = frozenset(
    {"de", "het", "een", "en", "van", "in", "is", "dat", "die", "te", "op", "met", "voor", "er", "aan", "om", "dan"}
    | {"zijn", "was", "ze", "zij", "hij", "we", "wij", "je", "ik", "of", "als", "bij", "ook", "maar", "naar", "tot"}
    | {"the", "a", "an", "and", "of", "to", "was", "it", "that", "for", "on", "with"}
)
_STEMMER = snowballstemmer.stemmer("dutch")
_SLOT = threading.Lock()
KORTSTE_SAMENSTELLING = 4


@lru_cache(maxsize=20_000)
def to_stam(woord: str) -> str:
    """The stem of one word in plain a–z and 0–9; '' when nothing is left."""
    with _SLOT:  # the stemmer keeps its word inside itself
        stam = _STEMMER.stemWord(unicodedata.normalize("NFC", woord.casefold()))
    plat = unicodedata.normalize("NFKD", stam)
    return "".join(teken for teken in plat if teken.isascii() and teken.isalnum())[:40]


def iter_woorden(tekst: str) -> Iterator[tuple[int, int, str]]:
    """Every word with its place: (start, end, stem)."""
    for hit in _WOORD.finditer(tekst):
        yield hit.start(), hit.end(), to_stam(hit.group())


def list_stammen(tekst: str) -> list[str]:
    """The stems of a text in order, without words that say nothing."""
    return [stam for stam, _ in list_termen(tekst)]


def list_termen(tekst: str) -> list[tuple[str, str]]:
    """(stem, the word as it was typed, folded) of every word that says something."""
    uit = []
    for start, end, stam in iter_woorden(tekst):
        woord = tekst[start:end].casefold()
        if stam and woord not in _STOPWOORDEN:
            uit.append((stam, woord))
    return uit


def expand(stam: str, woordenschat: Iterable[str], woord: str = "") -> dict[str, float]:
    """Stems of the archive that this stem may mean, with how well they fit: itself 3, a compound 2, a typing error 1.

    'plan' finds 'veiligheidsplan' and 'plank', 'kinder' finds 'kind'. Only when nothing fits: words that are one edit
    away (two from eight letters on), also when the slip was in the ending of `woord`, which was stemmed wrongly then.
    """
    uit: dict[str, float] = {}
    for ander in woordenschat:
        if ander == stam:
            uit[ander] = 3.0
        elif _is_samengesteld(stam, ander):
            uit[ander] = 2.0
    if uit or len(stam) < 4:
        return uit
    verst = 2 if len(stam) >= 8 else 1
    return {
        ander: 1.0
        for ander in woordenschat
        if is_nabij(stam, ander, verst)
        or (len(ander) >= 5 and 0 <= len(woord) - len(ander) <= 4 and is_nabij(woord[: len(ander)], ander, 1))
    }


def _is_samengesteld(stam: str, ander: str) -> bool:
    """True when one stem holds the other at an edge; the searched one may be at most two letters longer."""
    if len(stam) >= KORTSTE_SAMENSTELLING and ander.startswith(stam):
        return True
    if len(stam) >= KORTSTE_SAMENSTELLING and ander.endswith(stam):
        return True
    return len(ander) >= KORTSTE_SAMENSTELLING and stam.startswith(ander) and len(stam) - len(ander) <= 2


def is_nabij(een: str, twee: str, verst: int) -> bool:
    """True when at most `verst` letters were typed too much, too little, wrong, or in the wrong order."""
    if abs(len(een) - len(twee)) > verst:
        return False
    voor_vorige: list[int] = []
    vorige = list(range(len(twee) + 1))
    for i, teken in enumerate(een, 1):
        rij = [i]
        for j, ander in enumerate(twee, 1):
            kosten = min(vorige[j] + 1, rij[-1] + 1, vorige[j - 1] + (teken != ander))
            if i > 1 and j > 1 and teken == twee[j - 2] and een[i - 2] == ander:
                kosten = min(kosten, voor_vorige[j - 2] + 1)
            rij.append(kosten)
        if min(rij) > verst:
            return False
        voor_vorige, vorige = vorige, rij
    return vorige[-1] <= verst
