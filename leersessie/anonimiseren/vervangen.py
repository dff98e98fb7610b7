"""Voorstellen voor wat er komt te staan: een rol, een band, een seizoen. Een mens kiest.

Keeps nothing of the value itself: no last digits, no initials.
"""

from __future__ import annotations

import re
from itertools import count, islice

from leersessie.anonimiseren.cues import KIN, find_leeftijd_na
from leersessie.anonimiseren.model import Span
from leersessie.anonimiseren.organisaties import ORG
from leersessie.anonimiseren.plat import fold
from leersessie.anonimiseren.tokens import TITELS
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
VOLWASSEN = 18
_LOSSE_LETTER = re.compile(r"(?<![\w.])[A-Z]\d{0,2}(?!\w)")
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
        return _suggest_rol(tekst, span, taal)
    if span.type == "ORGANISATIE" and _read_voor(tekst, span) in ORG:
        return _pick_letter(tekst, span)  # 'basisschool A'
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


def _suggest_rol(tekst: str, span: Span, taal: str) -> str:
    """The role that the text itself gives: 'haar zoon A', 'kind A' before a young age, else 'betrokkene A'."""
    letter = _pick_letter(tekst, span)
    if _read_voor(tekst, span) in KIN | TITELS:
        return letter
    leeftijd = find_leeftijd_na(tekst, span.end)
    getal = re.match(r"\d{1,2}", tekst[leeftijd[0] : leeftijd[1]]) if leeftijd else None
    jong = getal is not None and int(getal.group()) < VOLWASSEN
    return t(taal, "anonimiseren.vervang_kind" if jong else "anonimiseren.vervang_persoon", letter=letter)


def _read_voor(tekst: str, span: Span) -> str:
    """The word straight before this place, folded; '' when something else stands between."""
    hit = re.search(r"([^\W\d_][\w'-]{0,30})\.? \Z", tekst[max(0, span.start - 34) : span.start])
    return fold(hit.group(1)) if hit else ""


def _pick_letter(tekst: str, span: Span) -> str:
    """A letter that no other person in this text has yet: replacing one by one never gives two people the same."""
    bezet = set(_LOSSE_LETTER.findall(tekst[: span.start] + " " + tekst[span.end :]))
    vrij = (letter for n in count(1) if (letter := _to_letter(n)) not in bezet)
    return next(islice(vrij, span.group - 1, None))


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
