"""Voorstellen voor wat er komt te staan: een rol, een band, een seizoen. Een mens kiest.

Keeps nothing of the value itself: no last digits, no initials.
"""

from __future__ import annotations

import re

from leersessie.anonimiseren.model import Span
from leersessie.i18n import t

BANDEN = (1, 3, 5, 8, 11, 14, 17, 24)
"""Last age of each band; above them per ten years."""
_WOORDGETAL = {
    woord: getal
    for getal, woord in enumerate(
        "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
        "achttien negentien twintig".split()
    )
} | {"één": 1}
_SEIZOEN = {12: "winter", 1: "winter", 2: "winter", 3: "voorjaar", 4: "voorjaar", 5: "voorjaar", 6: "zomer", 7: "zomer",
            8: "zomer", 9: "najaar", 10: "najaar", 11: "najaar"}  # fmt: skip
_MAANDEN = ("jan", "feb", "maart", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_ANDERS = {"mrt": 3, "mar": 3, "may": 5, "oct": 10}


def suggest(tekst: str, span: Span, taal: str = "nl") -> str:
    """A first proposal for this place. Never empty."""
    waarde = tekst[span.start : span.end]
    if span.type == "LEEFTIJD":
        return _suggest_band(waarde, taal)
    if span.type == "DATUM":
        return _suggest_seizoen(waarde, taal)
    if span.type in ("PERSOON", "NAAM"):
        return t(taal, "anonimiseren.vervang_persoon", letter=_to_letter(span.group))
    return t(taal, f"anonimiseren.vervang_{span.type.lower()}")


def find_band(jaren: int) -> tuple[int, int]:
    """The band an age falls in: (first, last)."""
    eerste = 0
    for laatste in BANDEN:
        if jaren <= laatste:
            return eerste, laatste
        eerste = laatste + 1
    tiental = (jaren - 25) // 10 * 10 + 25
    return tiental, tiental + 9


def _suggest_band(waarde: str, taal: str) -> str:
    getal = re.search(r"\d{1,3}", waarde)
    woord = next((_WOORDGETAL[w] for w in re.findall(r"[a-zé]+", waarde.lower()) if w in _WOORDGETAL), None)
    jaren = int(getal.group()) if getal else woord
    if jaren is None or jaren > 120:
        return t(taal, "anonimiseren.vervang_leeftijd")
    van, tot = find_band(jaren)
    return t(taal, "anonimiseren.vervang_band", van=van, tot=tot)


def _suggest_seizoen(waarde: str, taal: str) -> str:
    maand = _find_maand(waarde.lower())
    return t(taal, f"anonimiseren.vervang_{_SEIZOEN[maand]}" if maand else "anonimiseren.vervang_datum")


def _find_maand(waarde: str) -> int:
    for nummer, begin in enumerate(_MAANDEN, 1):
        if re.search(rf"\b{begin}", waarde):
            return nummer
    for begin, nummer in _ANDERS.items():
        if re.search(rf"\b{begin}", waarde):
            return nummer
    getallen = re.findall(r"\d+", waarde)
    if len(getallen) < 2 or not getallen[1].isdigit():
        return 0
    maand = int(getallen[1])
    return maand if 1 <= maand <= 12 else 0


def _to_letter(groep: int) -> str:
    """A, B … Z, then A2, B2 …: constant within one text, meaningless outside it."""
    keer, plek = divmod(groep - 1, 26)
    return chr(65 + plek) + (str(keer + 1) if keer else "")
