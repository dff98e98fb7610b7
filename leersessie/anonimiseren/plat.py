"""De platte tekst: dezelfde woorden zonder onzichtbare tekens en dubbelgangers, met de weg terug naar elke plek.

Changes nothing that is stored; only what the layers look at.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_STREEPJES = dict.fromkeys("‐‑‒–—―−﹘﹣－⁃", "-")
_AANHALING = {**dict.fromkeys("‘’‚‛′´`ʼ＇", "'"), **dict.fromkeys("“”„‟″＂", '"')}
# Cyrillic and Greek letters that look like Latin ones: nobody writes an IBAN with them by accident
_DUBBELGANGERS = dict(zip("АВЕКМНОРСТХаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTXaeopcyxijsABEZHIKMNOPTYXo", strict=True))
_VAST = {**_STREEPJES, **_AANHALING, **_DUBBELGANGERS, "․": ".", "。": ".", "＠": "@", "：": ":", "／": "/"}
_WOORD = re.compile(r"\w+")
_CIJFER = re.compile(r"\d")
_ONZICHTBAAR = frozenset("\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u3164\ufeff\uffa0")


@dataclass(frozen=True, slots=True)
class Plat:
    """`tekst` is the plain text; character i of it came from `begin[i]` up to `eind[i]` of the original."""

    tekst: str
    begin: tuple[int, ...]
    eind: tuple[int, ...]
    woorden: frozenset[str]
    """Its words in small letters: a layer whose cue words are not among them has nothing to look for."""
    cijfer: bool
    """True when there is a digit in it."""

    def to_bron(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original for a stretch of plain text that is not empty."""
        return self.begin[start], self.eind[end - 1]


def make_plat(tekst: str) -> Plat:
    """Compose accents, drop invisible characters, and turn look-alikes into what they look like."""
    if tekst.isascii():
        return _with_woorden(tekst, tuple(range(len(tekst))), tuple(range(1, len(tekst) + 1)))
    tekens: list[str] = []
    begin: list[int] = []
    eind: list[int] = []
    plek, lengte = 0, len(tekst)
    while plek < lengte:
        tot = plek + 1
        while tot < lengte and tot - plek < 16 and unicodedata.combining(tekst[tot]):
            tot += 1
        for teken in _flatten(tekst[plek:tot]):
            tekens.append(teken)
            begin.append(plek)
            eind.append(tot)
        plek = tot
    return _with_woorden("".join(tekens), tuple(begin), tuple(eind))


def _with_woorden(tekst: str, begin: tuple[int, ...], eind: tuple[int, ...]) -> Plat:
    return Plat(tekst, begin, eind, frozenset(_WOORD.findall(tekst.lower())), _CIJFER.search(tekst) is not None)


def _flatten(stukje: str) -> str:
    """One character with its accents as it is looked at; '' for what nobody can see."""
    if len(stukje) == 1 and stukje.isascii():
        return stukje
    heel = unicodedata.normalize("NFC", stukje)
    teken = heel[0]
    if teken in _VAST:
        return _VAST[teken]
    soort = unicodedata.category(teken)
    if soort == "Cf" or teken in _ONZICHTBAAR or "\ufe00" <= teken <= "\ufe0f":
        return ""
    if soort == "Zs":
        return " "
    if soort in ("Zl", "Zp"):
        return "\n"
    if soort == "Nd":
        return str(unicodedata.digit(teken))
    ruim = unicodedata.normalize("NFKC", heel)
    # full-width and mathematical letters; a ligature or ½ keeps its own shape
    return ruim if len(ruim) == 1 and ruim.isalnum() else heel


def fold(tekst: str) -> str:
    """For comparing words: no case, no accents."""
    if tekst.isascii():
        return tekst.lower()
    zonder = unicodedata.normalize("NFD", tekst.casefold())
    return "".join(teken for teken in zonder if not unicodedata.combining(teken))
