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
    find_na,
    find_voor,
    follows_bepaler,
    follows_kin,
    has_leeftijd_na,
    in_naam_plek,
    is_los,
    is_werkwoord,
)
from leersessie.anonimiseren.gewoon import is_gewoon
from leersessie.anonimiseren.lijsten import read_regels, read_woorden
from leersessie.anonimiseren.model import MASK, REVIEW, Vondst
from leersessie.anonimiseren.organisaties import find_organisaties
from leersessie.anonimiseren.plaatsen import find_plaatsen
from leersessie.anonimiseren.plat import Plat, fold
from leersessie.anonimiseren.tabel import read_tabel
from leersessie.anonimiseren.tokens import TITELS, WOORD, Token, tokenise

_LOSSE_LETTER_NA = VERWANT | frozenset(read_woorden("lettergroepen.txt"))
_WOORDEIND = (
    "ing",
    "ingen",
    "heid",
    "lijk",
    "lijke",
    "tie",
    "ties",
    "baar",
    "teit",
    "schap",
    "loos",
    "erij",
    "tje",
    "tjes",
)
_BEROEP = ("er", "ma", "stra", "man", "s", "mans", "ink", "inga")
_BIJVOEGLIJK = ("se", "isch", "ische", "iaan", "iaans", "aans", "ees", "s", "er", "ers")
_NA_VOORNAAM = frozenset(
    ("de", "der", "den", "van", "ter", "ten", "te", "el", "al", "in", "'t", "bin", "ben", "von", "la")
)
Oordeel = tuple[str, str, str] | None
"""Type, tier and reason; None when the word is no name."""


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


def find_woorden(plat: Plat, allow: frozenset[str] = frozenset()) -> Iterator[Vondst]:
    """Places, organisations and persons, in that order of claim."""
    tokens = tokenise(plat.tekst)
    _free(tokens, allow)
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
        eind = _end_of_chain(tokens, bezet, i)
        soort, tier, reden = _judge_chain(tekst, tokens, i, eind, oordeel)
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
    if token.plat in TUSSEN:
        return ("PERSOON", MASK, "naam") if _starts_naam(tokens, i) else None
    if len(token.woord) == 1 or "i" in token.soort:
        return _judge_letter(tekst, tokens, i)
    if token.hoofd and not token.begin_zin:
        return _judge_hoofdletter(tekst, tokens, i)
    if token.hoofd:
        return _judge_begin(tekst, tokens, i)
    return _judge_klein(tekst, tokens, i)


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
        return ("PERSOON", MASK, "na_titel")
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


def _judge_hoofdletter(tekst: str, tokens: list[Token], i: int) -> Oordeel:
    """A capital inside a sentence says much; only a current word or an abbreviation says less."""
    token = tokens[i]
    kin = follows_kin(tokens, i)
    voor = find_voor(tokens, i)
    if kin:
        return ("PERSOON", MASK, "na_titel" if voor is not None and voor.plat in TITELS else "na_verwant")
    if has_leeftijd_na(tekst, token.end):
        return ("PERSOON", MASK, "leeftijd_erna")
    if token.has("t") and not (token.has("vs") and _next_is_naam(tokens, i)):
        return None
    if token.voor.endswith(": ") and token.has("w") and not token.has("vs"):
        return None
    if token.soort == "k" or (token.woord.isupper() and len(token.woord) <= 5 and not token.has("vs")):
        return ("NAAM", REVIEW, "hoofdletter")
    if token.has("vxsy") and not (token.has("w") and not in_naam_plek(tekst, tokens, i)):
        return ("PERSOON", MASK, "naam")
    if token.has("w") or token.soort in ("c", "g"):
        return ("PERSOON" if token.has("vs") else "NAAM", REVIEW, "hoofdletter")
    if token.soort in ("u", "f", "F"):
        return ("PERSOON", MASK, "onbekend_woord")
    if token.has("E") and token.plat.endswith(_BIJVOEGLIJK[:5]):
        return ("NAAM", REVIEW, "hoofdletter")
    return ("PERSOON" if is_werkwoord_na(tokens, i) else "NAAM", MASK, "hoofdletter")


def is_werkwoord_na(tokens: list[Token], i: int) -> bool:
    """True when the next word is a finite verb."""
    na = find_na(tokens, i)
    return na is not None and is_werkwoord(na)


def _next_is_naam(tokens: list[Token], i: int) -> bool:
    na = find_na(tokens, i)
    return na is not None and na.hoofd and not na.vrij and not na.has("t")


def _judge_begin(tekst: str, tokens: list[Token], i: int) -> Oordeel:
    """The first word of a sentence has a capital anyhow."""
    token = tokens[i]
    if has_leeftijd_na(tekst, token.end) and not token.has("t") and not (token.has("w") and not token.has("vs")):
        return ("PERSOON", MASK, "leeftijd_erna")
    naam_erna = _next_is_naam(tokens, i)
    if token.has("t"):
        return None
    if token.has("v") and tekst.startswith(": ", token.end):
        return ("PERSOON", MASK, "spreker")
    if token.has("w"):
        if token.has("v") and tekst.startswith(" (", token.end):
            return ("PERSOON", REVIEW, "naam_of_woord")
        if token.has("v") and (naam_erna or in_naam_plek(tekst, tokens, i)):
            return ("PERSOON", MASK if naam_erna or is_werkwoord_na(tokens, i) else REVIEW, "naam")
        return None
    if token.soort in ("c", "k") or (token.soort == "g" and not naam_erna):
        return None
    if token.has("vxsy"):
        return ("PERSOON", MASK, "naam")
    if token.soort in ("f", "F"):
        return ("PERSOON", REVIEW, "onbekend_woord") if naam_erna or is_werkwoord_na(tokens, i) else None
    if token.soort == "u":
        zeker = naam_erna or is_werkwoord_na(tokens, i)
        return ("PERSOON", MASK if zeker else REVIEW, "onbekend_woord")
    if token.has("E"):
        if token.plat.endswith(_BIJVOEGLIJK[:5]) and not naam_erna:
            return None
        return ("NAAM", MASK if naam_erna or is_werkwoord_na(tokens, i) else REVIEW, "hoofdletter")
    return None


def _judge_klein(tekst: str, tokens: list[Token], i: int) -> Oordeel:
    """A word in small letters: a name that is no word, a strange word, or a word where a name stands."""
    token = tokens[i]
    if len(token.woord) < 2 or token.soort == "k":
        return None
    kin, leeftijd = follows_kin(tokens, i), has_leeftijd_na(tekst, token.end)
    if token.has("t") or (token.has("w") and not token.has("vs")):
        haakje = leeftijd and not token.has("t") and tekst.startswith(" (", token.end)
        if haakje and not follows_bepaler(tokens, i) and token.plat not in KIN:
            return ("PERSOON", REVIEW, "leeftijd_erna")  # 'lotus (12)'
        return _judge_na_titel(tokens, i)
    if token.has("w"):
        return _judge_twijfel(tekst, tokens, i, kin, leeftijd)
    if token.has("vs") or (token.has("xy") and not token.has("g")):
        return ("PERSOON", MASK, "naam")
    zeker = kin or leeftijd
    if token.soort in ("c", "g"):
        return ("PERSOON", REVIEW, "na_titel_klein") if kin and _follows_titel(tokens, i) else None
    if token.soort == "f":
        plek = zeker or in_naam_plek(tekst, tokens, i)
        return ("PERSOON", REVIEW, "onbekend_woord") if plek else None
    if token.soort == "F":
        woordvorm = follows_bepaler(tokens, i) or token.plat.endswith(_WOORDEIND)
        return None if woordvorm and not zeker else ("PERSOON", REVIEW, "onbekend_woord")
    plek = in_naam_plek(tekst, tokens, i)
    if token.has("E") and not zeker:
        if _is_afgeleid(token.plat):
            return None
        return ("PERSOON", MASK, "eigennaam") if plek else ("NAAM", REVIEW, "eigennaam")
    los = token.soort == "u" and len(token.plat) <= 12 and "-" not in token.plat and not follows_bepaler(tokens, i)
    return ("PERSOON", MASK if zeker or plek or los else REVIEW, "na_verwant" if kin else "onbekend_woord")


def _is_afgeleid(plat: str) -> bool:
    """True for 'amsterdamse' and 'limburgers': what comes from a place, and names nobody."""
    if plat.endswith(("isch", "ische", "iaans", "iaanse", "aanse")):
        return True
    look = read_tabel().look
    return any(
        plat.endswith(staart) and set(look(plat.removesuffix(staart))) & {"p", "q", "E"} for staart in _BIJVOEGLIJK
    )


def _follows_titel(tokens: list[Token], i: int) -> bool:
    terug = i - 1
    while terug > 0 and i - terug < 4 and tokens[terug].plat in TUSSEN:
        terug -= 1
    return terug >= 0 and tokens[terug].plat in TITELS | {"familie", "fam", "gez", "gezin"}


def _judge_na_titel(tokens: list[Token], i: int) -> Oordeel:
    """A plain word straight behind 'mw' or 'familie' is a surname, unless it is a verb: 'mw bakker', 'mw belt'."""
    token = tokens[i]
    if not follows_kin(tokens, i) or not _follows_titel(tokens, i) or token.plat in TUSSEN:
        return None
    if is_werkwoord(token) and tokens[i - 1].plat not in TUSSEN:
        return None
    if tokens[i - 1].plat in ("heer", "meester", "juf", "dokter", "zuster", "familie", "gez") and not token.has("s"):
        return None
    return None if token.has("t") and not token.has("s") else ("PERSOON", REVIEW, "na_titel_klein")


def _judge_twijfel(tekst: str, tokens: list[Token], i: int, kin: bool, leeftijd: bool) -> Oordeel:
    """A word that is a name too: 'roos', 'mark', 'bakker'."""
    token = tokens[i]
    if not token.has("v"):
        return _judge_na_titel(tokens, i) or _judge_achternaam(tokens, i)
    if follows_bepaler(tokens, i):
        return None
    if leeftijd:
        return ("PERSOON", MASK, "leeftijd_erna")
    if _begins_volle_naam(tokens, i):
        return ("PERSOON", REVIEW, "naam_of_woord")
    if kin and not is_werkwoord(token):
        return ("PERSOON", MASK, "na_verwant")
    return ("PERSOON", REVIEW, "naam_of_woord") if in_naam_plek(tekst, tokens, i) and not is_werkwoord(token) else None


def _begins_volle_naam(tokens: list[Token], i: int) -> bool:
    """True for 'rein de groot zegt': a whole name where the subject of a sentence stands."""
    if i + 2 >= len(tokens) or tokens[i + 1].plat not in ("de", "van") or is_werkwoord(tokens[i]):
        return False
    return tokens[i + 2].has("s") and find_voor(tokens, i) is None and is_werkwoord_na(tokens, i + 2)


def _judge_achternaam(tokens: list[Token], i: int) -> Oordeel:
    """A surname that is a word: 'de man van bakker zegt', not 'bij de bakker'."""
    voor, token = find_voor(tokens, i), tokens[i]
    if voor is None or voor.plat not in ("van", "bij", "met", "door", "volgens") or is_werkwoord(token):
        return None
    return ("PERSOON", REVIEW, "naam_of_woord") if is_werkwoord_na(tokens, i) and token.plat.endswith(_BEROEP) else None


def _end_of_chain(tokens: list[Token], bezet: list[bool], i: int) -> int:
    """Where the name that begins at token i ends (exclusive)."""
    eind = i + 1
    while eind < len(tokens) and eind - i < 10 and is_los(tokens[eind].voor):
        sprong = eind
        while (
            sprong < len(tokens) and sprong - eind < 3 and tokens[sprong].plat in TUSSEN and is_los(tokens[sprong].voor)
        ):
            sprong += 1
        if sprong >= len(tokens) or bezet[sprong] or tokens[sprong].vrij or not is_los(tokens[sprong].voor):
            break
        if not _continues(tokens, i, sprong, [t.plat for t in tokens[eind:sprong]]):
            break
        eind = sprong + 1
    return eind


def _continues(tokens: list[Token], begin: int, plek: int, tussen: list[str]) -> bool:
    """True when the word at `plek` belongs to the name that began at `begin`."""
    token = tokens[plek]
    if token.begin_zin and not (len(tokens[plek - 1].woord) == 1 and token.hoofd):
        return False
    if token.hoofd:
        return not (token.has("t") and not token.has("vs"))
    if tussen and tussen[0] not in _NA_VOORNAAM:
        return False
    if is_werkwoord(token) or not tokens[begin].has("vxui"):
        return bool(tussen) and token.has("s") and tussen[-1] in ("de", "der", "den") and not is_werkwoord(token)
    if token.has("t"):
        return bool(tussen) and token.has("s") and tussen[-1] in ("de", "der", "den")
    if token.has("w"):
        return token.has("s") and (not tussen or tussen[-1] in ("de", "der", "den", "van", "ter", "ten"))
    return token.has("vxsyEpq") or token.soort == "u"


def _judge_chain(
    tekst: str, tokens: list[Token], i: int, eind: int, eerste: tuple[str, str, str]
) -> tuple[str, str, str]:
    """A name of more words is more certain than one of a single word."""
    soort, tier, reden = eerste
    if eind - i > 1 and tier == REVIEW:
        rest = tokens[i + 1 : eind]
        if any(t.has("vxsyu") and not t.has("w") for t in rest) and tokens[i].has("vxsyuE"):
            return ("PERSOON", MASK, "naam")
    if tier == REVIEW and has_leeftijd_na(tekst, tokens[eind - 1].end) and soort != "PLAATS":
        return ("PERSOON", MASK, "leeftijd_erna")
    if follows_bepaler(tokens, i) and tokens[i].hoofd and soort == "PERSOON" and tokens[i].soort == "u":
        return ("NAAM", tier, reden)
    return soort, tier, reden
