"""Laag: dorpen, steden, wijken, ook van meer woorden. Een plaats die ook een woord is, telt alleen na 'in' of 'uit'.

Knows the list of places; a place that is not on it shows itself by its capital or its preposition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from leersessie.anonimiseren.cues import find_voor, follows_kin, is_los
from leersessie.anonimiseren.lijsten import read_woorden
from leersessie.anonimiseren.model import MASK, REVIEW, Vondst
from leersessie.anonimiseren.tabel import read_tabel
from leersessie.anonimiseren.tokens import Token

PLAATS_VOOR = frozenset(
    "in uit te naar nabij omgeving richting rond bij vanuit gemeente dorp stad wijk from near to at".split()
)
_VAST_VOOR = frozenset("in uit te nabij omgeving vanuit gemeente dorp stad from".split())
_WONEN = frozenset(
    "woont wonen woonde woonden gewoond verhuisd verhuist verhuisde verhuizen opgegroeid komt kwam komen "
    "geboren logeert "
    "verblijft werkt zit gaat ging flat huis school lives moved born".split()
)
_OOK_WOORD = frozenset(read_woorden("plaatsen_ook_woord.txt"))
_DEEL = frozenset(
    "noord zuid oost west noordoost noordwest zuidoost zuidwest centrum haven buiten stad binnenstad poort".split()
)
"""Part of a town, behind its name: 'almere haven', 'Utrecht Overvecht' has its own place in the table."""
_VERDER = frozenset("en bij met boven op maar waar sinds naast aan onder voor tegenover dus omdat want of".split())
_PLAATSDEEL = frozenset("station centrum gemeente stad dorp politie burgemeester omgeving rand buurt kern".split())
_MEESTE = 6
_GEEN_TITEL = frozenset(("gemeente", "dorp", "stad", "wijk", "buurt"))
_MEERDELIG = re.compile(rb"\n([^\t\n ]+) ([^\t\n ]+)[^\t\n]*\t[a-zA-Z]*[pq]")
Claim = tuple[int, int, Vondst]


@cache
def find_plaatsparen() -> frozenset[tuple[str, str]]:
    """The first two words of every place of several words."""
    return frozenset((een.decode(), twee.decode()) for een, twee in read_tabel().scan(_MEERDELIG))


def find_plaatsen(tekst: str, tokens: list[Token], bezet: list[bool]) -> Iterator[Claim]:
    """The longest match first; yields the tokens it takes and the finding."""
    i = 0
    while i < len(tokens):
        eind = i if bezet[i] else _end_of_place(tokens, i)
        vondst = _judge(tokens, i, eind) if eind > i and not any(bezet[i:eind]) else None
        if vondst is not None:
            if eind < len(tokens) and tokens[eind].plat in _DEEL and tokens[eind].voor in (" ", "-"):
                eind += 1
                vondst = replace(vondst, end=tokens[eind - 1].end)
            yield i, eind, vondst
        i = max(eind, i + 1) if vondst is not None else i + 1


def _end_of_place(tokens: list[Token], i: int) -> int:
    """End of the longest place that begins here; i when there is none."""
    if tokens[i].has("M") and _begins_paar(tokens, i):
        look = read_tabel().look
        for eind in range(min(len(tokens), i + _MEESTE), i + 1, -1):
            groep = tokens[i:eind]
            if all(is_los(t.voor) or t.voor == "-" for t in groep[1:]):
                letters = look(" ".join(t.plat for t in groep).replace("-", " "))
                if set(letters) & {"p", "q"}:
                    return eind
    return i + 1 if not tokens[i].vrij and (tokens[i].has("pqE") or tokens[i].hoofd or tokens[i].soort == "u") else i


def _begins_paar(tokens: list[Token], i: int) -> bool:
    """True when a place of several words may begin here; a word with a hyphen is several words itself."""
    paar = tuple(t.plat for t in tokens[i : i + 2])
    return len(paar) == 2 and (paar in find_plaatsparen() or "-" in paar[0] + paar[1])


def _judge(tokens: list[Token], i: int, eind: int) -> Vondst | None:
    """Is it a place here? A kin word before it says person, a preposition says place."""
    eerste, laatste = tokens[i], tokens[eind - 1]
    voor = find_voor(tokens, i)
    cue = voor.plat if voor is not None else ""
    plek = (eerste.start, laatste.end, "PLAATS")
    if eind - i > 1:
        twijfel = all(t.has("w") for t in tokens[i:eind])
        if twijfel and not laatste.hoofd and eerste.plat in ("de", "het", "'t", "den", "op", "in"):
            return Vondst(*plek, MASK, "plaats") if eerste.plat == "den" and cue in _VAST_VOOR | {"naar"} else None
        return Vondst(*plek, MASK, "plaats")
    if cue == "van" and eerste.has("p") and i > 1 and tokens[i - 2].plat in _PLAATSDEEL:
        return Vondst(*plek, MASK, "plaats")  # 'het station van woerden'
    if follows_kin(tokens, i) or (eerste.begin_zin and cue == ""):
        zeker = eerste.begin_zin and eerste.hoofd and eerste.has("pq") and not eerste.has("vswtg")
        return Vondst(*plek, MASK, "plaats") if zeker and not follows_kin(tokens, i) else None
    if cue == "gemeente" and (eerste.hoofd or not eerste.has("w")):
        return Vondst(*plek, MASK, "na_organisatie")
    if eerste.has("t"):
        zeker = eerste.hoofd and eerste.has("p") and cue in _VAST_VOOR
        return Vondst(*plek, MASK, "plaats") if zeker else None
    if eerste.has("w"):
        return _judge_woord(tokens, i, cue)
    if eerste.has("pq"):
        persoon = eerste.has("vs") and cue not in _VAST_VOOR
        return (
            None
            if persoon
            else Vondst(
                *plek, MASK if eerste.has("p") or cue in PLAATS_VOOR or _is_vreemde_stad(eerste) else REVIEW, "plaats"
            )
        )
    return _judge_onbekend(tokens, i, cue)


def _is_vreemde_stad(token: Token) -> bool:
    return token.hoofd and not token.begin_zin and not token.has("vsg")


def _judge_woord(tokens: list[Token], i: int, cue: str) -> Vondst | None:
    """Echt, Best, Hoek: a capital behind a preposition, or small letters behind 'woont in'."""
    token = tokens[i]
    if not token.has("p") or cue not in PLAATS_VOOR:
        return None
    if token.hoofd:
        return Vondst(token.start, token.end, "PLAATS", MASK, "plaats")
    if cue == "te" and not any(t.plat in _WONEN for t in tokens[max(0, i - 4) : i]):
        return None  # 'stippen op te zetten' is a verb
    if token.plat in _OOK_WOORD and cue in _VAST_VOOR | {"naar"}:
        return Vondst(token.start, token.end, "PLAATS", MASK, "plaats")
    wonen = any(t.plat in _WONEN for t in tokens[max(0, i - 5) : i])
    if cue in ("in", "te", "uit") and wonen:
        alleen = i + 1 == len(tokens) or tokens[i + 1].voor != " " or tokens[i + 1].plat in _VERDER
        return Vondst(token.start, token.end, "PLAATS", MASK if alleen else REVIEW, "plaats")
    return None


def _judge_onbekend(tokens: list[Token], i: int, cue: str) -> Vondst | None:
    """Not on the list of places: behind 'in' or 'uit' still a place, when it has a capital or nobody knows it."""
    token = tokens[i]
    if cue not in _VAST_VOOR or token.vrij or token.soort == "k" or token.has("vx"):
        return None
    if token.soort in ("c", "f", "g") and not token.hoofd:
        return None
    if token.hoofd:
        return Vondst(
            token.start, token.end, "PLAATS", MASK if token.has("E") or token.soort == "u" else REVIEW, "na_plaatswoord"
        )
    wonen = any(t.plat in _WONEN for t in tokens[max(0, i - 5) : i])
    return Vondst(token.start, token.end, "PLAATS", MASK if wonen else REVIEW, "na_plaatswoord")
