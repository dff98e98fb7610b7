"""Laag: namen. Wat in geen woordenlijst staat, moet iemand bekijken; wat ook een woord is, als de zin dat zegt.

Knows which words can be names and what stands around them. Keeps nothing of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from leersessie.anonimiseren.cues import (
    KIN,
    TUSSEN,
    VERWANT,
    find_leeftijd_na,
    find_voor,
    follows_kin,
    has_leeftijd_na,
)
from leersessie.anonimiseren.gewoon import is_gewoon
from leersessie.anonimiseren.keten import end_of_chain, judge_chain
from leersessie.anonimiseren.lijsten import read_regels, read_woorden
from leersessie.anonimiseren.model import MASK, REVIEW, Vondst
from leersessie.anonimiseren.oordeel import Oordeel, judge_begin, judge_hoofdletter, judge_klein
from leersessie.anonimiseren.organisaties import find_organisaties
from leersessie.anonimiseren.plaatsen import find_plaatsen
from leersessie.anonimiseren.plat import Plat, fold
from leersessie.anonimiseren.tokens import DUBBELLETTERS, TITELS, WOORD, Token, tokenise

_LOSSE_LETTER_NA = VERWANT | frozenset(read_woorden("lettergroepen.txt"))


@cache
def _toegestaan() -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word -> allowed word groups that begin with it, longest first."""
    per_eerste: dict[str, list[tuple[str, ...]]] = {}
    for regel in read_regels("toegestaan.txt"):
        groep = _split(regel)
        per_eerste.setdefault(groep[0], []).append(groep)
    return {eerste: tuple(sorted(set(g), key=len, reverse=True)) for eerste, g in per_eerste.items()}


def _split(regel: str) -> tuple[str, ...]:
    return tuple(fold(hit.group()) for hit in WOORD.finditer(regel)) or (fold(regel),)


def read_tokens(plat: Plat, allow: frozenset[str] = frozenset()) -> list[Token]:
    """The words of a text; those that may stay, by our list or by that of whoever asks, are marked."""
    tokens = tokenise(plat.tekst)
    _free(tokens, allow)
    return tokens


def find_woorden(plat: Plat, tokens: list[Token]) -> Iterator[Vondst]:
    """Places, organisations and persons, in that order of claim."""
    if is_gewoon(tokens):
        return
    bezet = [False] * len(tokens)
    for zoek in (find_organisaties, find_plaatsen):
        for begin, eind, vondst in zoek(plat.tekst, tokens, bezet):
            bezet[begin:eind] = [True] * (eind - begin)
            yield vondst
    yield from _find_personen(plat.tekst, tokens, bezet)


def _free(tokens: list[Token], allow: frozenset[str]) -> None:
    """Mark the tokens of allowed word groups; the longest group wins."""
    eigen: dict[str, tuple[tuple[str, ...], ...]] = {}
    for regel in allow:
        groep = _split(regel)
        eigen[groep[0]] = (*eigen.get(groep[0], ()), groep)
    for i, token in enumerate(tokens):
        if len(token.woord) == 1 and i and tokens[i - 1].plat in TITELS:
            continue  # 'dhr. O. …'
        stam, meervoud, _ = token.plat.partition("'")
        if meervoud and token.woord[0].isupper() and any(len(groep) == 1 for groep in _toegestaan().get(stam, ())):
            token.vrij = True  # "OKT's", "IB'ers"
        kop, streep, _ = token.plat.partition("-")
        if streep and any(len(groep) == 1 for groep in _toegestaan().get(kop, ())) and "v" not in token.soort:
            token.vrij = True  # 'LVB-team'
        for groep in (*_toegestaan().get(token.plat, ()), *eigen.get(token.plat, ())):
            if len(groep) == 1 and token.has("vs") and follows_kin(tokens, i):
                continue  # 'mevrouw Montessori' is somebody
            if i + len(groep) <= len(tokens) and all(tokens[i + n].plat == w for n, w in enumerate(groep)):
                for n in range(len(groep)):
                    tokens[i + n].vrij = True
                break


def _find_personen(tekst: str, tokens: list[Token], bezet: list[bool]) -> Iterator[Vondst]:
    i = 0
    while i < len(tokens):
        oordeel = None if bezet[i] or tokens[i].vrij else _judge(tekst, tokens, i)
        if oordeel is None:
            i += 1
            continue
        eind = end_of_chain(tokens, bezet, i)
        soort, tier, reden = judge_chain(tekst, tokens, i, eind, oordeel)
        einde = tokens[eind - 1].end
        if len(tokens[eind - 1].woord) == 1 and tekst.startswith(".", einde):
            einde += 1
        yield Vondst(tokens[i].start, einde, soort, tier, reden)
        leeftijd = find_leeftijd_na(tekst, einde)
        if leeftijd is not None:
            yield Vondst(*leeftijd, "LEEFTIJD", MASK, "leeftijd")
        i = eind


def _judge(tekst: str, tokens: list[Token], i: int) -> Oordeel:
    """What this one word is, from the table and its neighbours."""
    token = tokens[i]
    if token.plat in TITELS:
        return None
    if token.plat in TUSSEN and not (token.plat == "ben" and token.hoofd and not token.begin_zin):
        return ("PERSOON", MASK, "naam") if _starts_naam(tokens, i) else None
    if token.hoofd and token.plat in DUBBELLETTERS and tekst.startswith(".", token.end):
        return ("PERSOON", MASK, "voorletter") if _next_hoofd(tokens, i) else None
    if len(token.woord) == 1 or "i" in token.soort:
        return _judge_letter(tekst, tokens, i)
    if token.hoofd and not token.begin_zin:
        return judge_hoofdletter(tekst, tokens, i)
    if token.hoofd:
        return judge_begin(tekst, tokens, i)
    return judge_klein(tekst, tokens, i)


def _next_hoofd(tokens: list[Token], i: int) -> bool:
    return i + 1 < len(tokens) and (tokens[i + 1].hoofd or tokens[i + 1].plat in TUSSEN)


def _starts_naam(tokens: list[Token], i: int) -> bool:
    """True for 'Van der Meer' inside a sentence: a tussenvoegsel with a capital before a name with one."""
    if not tokens[i].hoofd or tokens[i].begin_zin:
        return False
    plek = i + 1
    while plek < len(tokens) and plek - i < 4 and tokens[plek].plat in TUSSEN:
        plek += 1
    return plek < len(tokens) and tokens[plek].hoofd and not tokens[plek].begin_zin and not tokens[plek].vrij


def _judge_letter(tekst: str, tokens: list[Token], i: int) -> Oordeel:
    """An initial: 'T. van der S.', 'moeder s. zegt', 'S (8)'. Not: 'ouder A', 'stap 2 b'."""
    token = tokens[i]
    if tekst[token.start - 1 : token.start].isdigit():
        return None  # 'groep 6B'
    voor = find_voor(tokens, i)
    if "i" in token.soort:
        # 'i.v.m.' and 'o.a.' are written like initials
        return ("PERSOON", MASK, "voorletter") if token.woord.isupper() or follows_kin(tokens, i) else None
    punt = tekst.startswith(".", token.end)
    if voor is not None and voor.plat in TITELS and (token.hoofd or punt):
        return ("PERSOON", MASK if punt or not token.hoofd else REVIEW, "na_titel")  # 'mevrouw A' may be ours
    if has_leeftijd_na(tekst, token.end + punt) and (token.hoofd or punt):
        return ("PERSOON", MASK, "leeftijd_erna")
    if voor is not None and voor.plat in _LOSSE_LETTER_NA and not (punt and _goes_on(tekst, token.end)):
        return None
    if not token.hoofd:
        return (
            ("PERSOON", REVIEW, "voorletter")
            if punt and voor and voor.plat in KIN and _goes_on(tekst, token.end)
            else None
        )
    if punt and i + 1 < len(tokens) and (tokens[i + 1].hoofd or tokens[i + 1].plat in TUSSEN):
        return ("PERSOON", MASK, "voorletter")
    if punt and (_goes_on(tekst, token.end) or tekst.startswith(" (", token.end + 1)):
        return ("PERSOON", MASK, "voorletter")
    if token.begin_zin or token.woord in "IOUX":
        return None
    return ("PERSOON", REVIEW, "voorletter")


def _goes_on(tekst: str, plek: int) -> bool:
    """True when the sentence goes on in small letters behind the dot."""
    return tekst[plek : plek + 2] == ". " and tekst[plek + 2 : plek + 3].islower()
