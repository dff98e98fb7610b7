"""Laag: hoofdletters midden in een zin. Wie of wat het is weten we niet; behalve na 'mevrouw' of 'basisschool'.

Knows a list of what may stay, no list of names. Sees no name in small letters, save behind a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from leersessie.anonimiseren.lijsten import read_regels, read_woorden
from leersessie.anonimiseren.model import MASK, REVIEW, Vondst
from leersessie.anonimiseren.plat import Plat, fold

_WOORD = re.compile(r"[^\W\d_](?:[^\W_]|['\-&+.](?=[^\W_])){0,60}")
TUSSEN = frozenset(read_woorden("tussenvoegsels.txt"))
TITELS = frozenset(read_woorden("titels.txt"))
VERWANT = frozenset(read_woorden("verwant.txt"))
ORG = frozenset(read_woorden("organisatiesoorten.txt"))
PLAATS_VOOR = frozenset(("in", "uit", "te", "naar", "nabij", "omgeving", "richting", "rond", "bij", "from"))
_GEWOON = frozenset(read_woorden("geen_naam.txt"))
_EIND = frozenset(".!?…\n•·|")
_LOSSE_LETTER_NA = VERWANT | frozenset(read_woorden("lettergroepen.txt"))


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    woord: str
    plat: str
    hoofd: bool
    begin_zin: bool


@cache
def _toegestaan() -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word -> allowed word groups that begin with it, longest first."""
    per_eerste: dict[str, list[tuple[str, ...]]] = {}
    for regel in read_regels("toegestaan.txt"):
        groep = _split(regel)
        per_eerste.setdefault(groep[0], []).append(groep)
    return {eerste: tuple(sorted(set(g), key=len, reverse=True)) for eerste, g in per_eerste.items()}


def _split(regel: str) -> tuple[str, ...]:
    return tuple(fold(hit.group()) for hit in _WOORD.finditer(regel)) or (fold(regel),)


def find_woorden(plat: Plat, allow: frozenset[str] = frozenset()) -> Iterator[Vondst]:
    """Capitals inside a sentence, and what follows a title, a kin word or a kind of organisation."""
    tokens = _tokenise(plat.tekst)
    vrij = _list_vrij(tokens, allow)
    i = 0
    while i < len(tokens):
        eind = _end_of_chain(plat.tekst, tokens, vrij, i)
        if eind > i:
            vondst = _judge(plat.tekst, tokens, i, eind)
            if vondst is not None:
                yield vondst
        i = max(eind, i + 1)


def _tokenise(tekst: str) -> list[_Token]:
    tokens: list[_Token] = []
    vorig_eind = 0
    for hit in _WOORD.finditer(tekst):
        tussen = tekst[vorig_eind : hit.start()]
        woord = hit.group().rstrip("-'&+.")
        afkorting = bool(tokens) and tussen.startswith(".") and _is_afkorting(tokens[-1].woord, tussen)
        begin = not tokens or (any(t in _EIND for t in tussen) and not afkorting) or _is_opsomming(tussen)
        begin = begin or _opens_citaat(tussen)
        tokens.append(_Token(hit.start(), hit.start() + len(woord), woord, fold(woord), woord[0].isupper(), begin))
        vorig_eind = tokens[-1].end
    return tokens


def _is_afkorting(woord: str, tussen: str) -> bool:
    """True when the dot belongs to the word: an initial, or a title such as 'mevr.'."""
    if tussen.count(".") != 1 or "\n" in tussen:
        return False
    return len(woord) == 1 or fold(woord) in TITELS or "." in woord


def _opens_citaat(tussen: str) -> bool:
    """True before the first word of a quoted sentence: 'zij zegt: "Als …'."""
    kaal = tussen.replace(" ", "")
    return len(kaal) >= 2 and kaal[-1] in "\"'(" and kaal[-2] in ":,="


def _is_opsomming(tussen: str) -> bool:
    """True behind the mark of a list line: '- ', '* ', '1. ' at the start of a line."""
    regel = tussen.rpartition("\n")
    return bool(regel[1]) and not any(t.isalpha() for t in regel[2])


def _list_vrij(tokens: list[_Token], allow: frozenset[str]) -> list[bool]:
    """Per token: does it belong to an allowed word group? The longest group wins."""
    eigen: dict[str, tuple[tuple[str, ...], ...]] = {}
    for regel in allow:
        groep = _split(regel)
        eigen[groep[0]] = (*eigen.get(groep[0], ()), groep)
    vrij = [False] * len(tokens)
    for i, token in enumerate(tokens):
        for groep in (*_toegestaan().get(token.plat, ()), *eigen.get(token.plat, ())):
            if i + len(groep) <= len(tokens) and all(tokens[i + n].plat == w for n, w in enumerate(groep)):
                vrij[i : i + len(groep)] = [True] * len(groep)
                break
    return vrij


def _end_of_chain(tekst: str, tokens: list[_Token], vrij: list[bool], i: int) -> int:
    """Where the name that begins at token i ends (exclusive); i itself when no name begins here."""
    if not _is_naamdeel(tokens, vrij, i):
        return i
    eind = i + 1
    while eind < len(tokens) and eind - i < 10 and _is_los(tekst[tokens[eind - 1].end : tokens[eind].start]):
        sprong = eind
        while sprong < len(tokens) and sprong - eind < 3 and tokens[sprong].plat in TUSSEN and not tokens[sprong].hoofd:
            if not _is_los(tekst[tokens[sprong].end : tokens[sprong].end + 1] or "x"):
                break
            sprong += 1
        if sprong >= len(tokens) or not tokens[sprong].hoofd or vrij[sprong] or tokens[sprong].begin_zin:
            break
        eind = sprong + 1
    return eind


def _is_los(tussen: str) -> bool:
    """True when only a space, or the dot of an initial, stands between two words."""
    return tussen in (" ", ". ", ".", "  ", "'")


def _is_naamdeel(tokens: list[_Token], vrij: list[bool], i: int) -> bool:
    token, vorig = tokens[i], tokens[i - 1] if i else None
    if vrij[i] or token.plat in TITELS:
        return False
    if not token.hoofd:
        return _follows_title(tokens, i)
    if token.begin_zin and token.plat in _GEWOON:
        return False  # 'In Veldhoek …': the name begins one word later
    return not (len(token.woord) == 1 and vorig is not None and vorig.plat in _LOSSE_LETTER_NA)


def _follows_title(tokens: list[_Token], i: int) -> bool:
    """A word in small letters straight behind 'mw', 'dhr' or 'juf', over a tussenvoegsel: 'mevr de bruin'."""
    if i == 0 or tokens[i].begin_zin or len(tokens[i].woord) < 3 or tokens[i].plat in TUSSEN:
        return False
    terug = i - 1
    while terug > 0 and i - terug < 3 and tokens[terug].plat in TUSSEN:
        terug -= 1
    return tokens[terug].plat in ("mw", "mevr", "dhr", "drs")


def _judge(tekst: str, tokens: list[_Token], i: int, eind: int) -> Vondst | None:
    """What this chain is, from the word before it."""
    eerste = tokens[i]
    start, end = eerste.start, tokens[eind - 1].end
    if len(tokens[eind - 1].woord) == 1 and tekst.startswith(".", end):
        end += 1
    voor = i - 1
    if not eerste.begin_zin:
        while voor > 0 and i - voor < 4 and tokens[voor].plat in TUSSEN and not tokens[voor].begin_zin:
            voor -= 1
    direct = tokens[i - 1].plat if i and not eerste.begin_zin else ""
    cue = tokens[voor].plat if voor >= 0 and not eerste.begin_zin else ""
    if not eerste.hoofd:
        return Vondst(start, end, "PERSOON", REVIEW, "na_titel_klein")
    if cue in TITELS:
        return Vondst(start, end, "PERSOON", MASK, "na_titel")
    if direct in VERWANT:
        return Vondst(start, end, "PERSOON", MASK, "na_verwant")
    if direct == "gemeente":
        return Vondst(start, end, "PLAATS", MASK, "na_organisatie")
    if direct in ORG or (cue in ORG and voor >= i - 2):
        return Vondst(start, end, "ORGANISATIE", MASK, "na_organisatie")
    if eerste.begin_zin:
        # the first word of a sentence has a capital anyhow; only a name of several words shows itself
        rest = [t for t in tokens[i + 1 : eind] if t.hoofd]
        return Vondst(start, end, "NAAM", REVIEW, "hoofdletters") if rest else None
    if direct in PLAATS_VOOR or cue in PLAATS_VOOR:
        return Vondst(start, end, "PLAATS", REVIEW, "na_plaatswoord")
    return Vondst(start, end, "NAAM", REVIEW, "hoofdletter")
