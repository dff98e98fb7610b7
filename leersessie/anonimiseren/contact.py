"""Laag: hoe je iemand bereikt. E-mail, webadressen, accounts, telefoonnummers.

Every pattern is bounded: the time grows with the length of the text, whatever the text is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from leersessie.anonimiseren.lijsten import read_regels
from leersessie.anonimiseren.model import MASK, REVIEW, Vondst
from leersessie.anonimiseren.plat import Plat

_LINKS = re.compile(r"[\w.+%'-]{1,64}\Z")
_DOMEIN = re.compile(r" ?([^\W_][\w-]{0,62}(?:\.[\w-]{1,63}){1,5})")
_AT = re.compile(r" ?(?:\(at\)|\[at\]|\{at\}|(?<= )at(?= )|apenstaart(?:je)?) ?", re.I)
_PUNT = re.compile(
    r"([\w-]{1,63})((?: ?(?:\.|\(punt\)|\[punt\]|\(dot\)|\[dot\]|(?<= )(?:punt|dot)(?= )) ?[\w-]{2,63}){1,4})", re.I
)
_PUNT_LINKS = re.compile(r"(?:[\w-]{1,30} (?:punt|dot|underscore|streepje) ){1,3}\Z", re.I)
_MET_CUE = re.compile(r"\b(?:e-?mail(?:adres)?|mail(?:adres)?)\b[ :=]{1,3}(?:is )?([\w.+-]{2,64}[@][\w.-]{1,80})", re.I)
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"')\]]{1,500}", re.I)
_KAAL = re.compile(
    r"(?<![\w@.-])(?:[\w-]{1,63}\.){1,4}(?:nl|com|be|org|eu|nu|tv|gg|app)(?![\w.-]*\w@)(?:/[^\s<>\"')\]]{0,300}|\b)"
)
_PUNT_IN_WOORD = re.compile(r"://|www\.|[\w-]\.\w", re.I)
_HANDLE = re.compile(r"(?<![\w@./])@[\w](?:[\w.]{0,28}\w)?")
_GENAAMD = "heet|heette|genaamd|called|named"
_GROEPSNAAM = re.compile(
    r"\b(?:(?:whats)?app-?groep|groepsapp|groepschat|chatgroep|group chat)\b[^.,;!?\n]{0,20}?"
    rf"\b(?:{_GENAAMD})\b ([^.,;!?\n]{{3,60}})",
    re.I,
)
_LAAG_STREEP = re.compile(r"(?<![\w@./])(?=\w{5,30}\b)[^\W_]\w*_\w*[^\W_](?![\w@])")
_PLATFORMEN = (
    "insta|instagram|snap|snapchat|tiktok|facebook|fb|twitter|discord|telegram|signal|whatsapp|roblox|fortnite|steam|"
    "twitch|youtube|minecraft|psn|playstation|xbox|gamertag|username|gebruikersnaam|accountnaam|nickname|schermnaam"
)
_ACCOUNT_WOORDEN = frozenset(f"{_PLATFORMEN}|{_GENAAMD}".split("|"))
_PLATFORM = re.compile(
    rf"\b(?:{_PLATFORMEN})\b"
    r"((?: ?[:=]| ?-| (?:is|als|account|heet|hij|ze|zij|heeft|naam|onder|profiel|op|onder de naam|met de naam|"
    r"van haar|van hem)){0,3} ?)"
    r"[\"']?([\w][\w.\-#]{2,30})",
    re.I,
)
_TEL_NL = re.compile(
    r"(?<![\d+])(?:(?:\+|00) ?31[ .\-/]{0,2}(?:\(0\)[ .\-/]{0,2})?|\(?0(?=[ .\-/)]{0,3}[1-9]))"
    r"(?:[ .\-/()]{0,3}\d){8,9}(?!\d)"
)
_TEL_INT = re.compile(r"(?<![\d\w])(?:\+|00)[ ]?[1-9]\d{0,2}(?:[ .\-/()]{0,3}\d){6,12}(?!\d)")
_TEL_CUE = re.compile(
    r"\b(?:tel(?:efoon)?(?:nummer|nr)?|mobiel(?:e nummer|nummer)?|gsm|06(?:-nummer)?|bereikbaar op|"
    r"bel(?:len)? (?:naar|op)|phone(?: number)?)\b[ .:=]{0,4}(?:is |op |naar )?(\d(?:[ .\-/()]{0,3}\d){5,14})",
    re.I,
)
_CIJFER = "nul|een|één|eén|twee|drie|vier|vijf|zes|zeven|acht|negen|zero|one|two|three|four|five|six|seven|eight|nine"
_UITGESCHREVEN = re.compile(rf"\b(?:{_CIJFER})\b(?:[ ,.\-]{{1,3}}(?:{_CIJFER})\b){{5,15}}", re.I)
_CIJFERWOORDEN = frozenset(_CIJFER.split("|"))
_GETALWOORD = (
    r"(?:\d{1,2}|(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen)?(?:en|ën)?(?:twintig|dertig|veertig|vijftig|zestig|"
    rf"zeventig|tachtig|negentig)|tien|elf|twaalf|dertien|veertien|\w{{3,5}}tien|{_CIJFER})"
)
_NUL_ZES = re.compile(rf"\b(?:06|nul zes)\b[ ,.\-]{{1,3}}(?:{_GETALWOORD}[ ,.\-]{{0,3}}){{3,9}}(?<![ ,.\-])", re.I)
_SERVICE = re.compile(r"0[89]0[0-9]|14\d|11[236]|144")


def find_contact(plat: Plat) -> Iterator[Vondst]:
    """All ways of reaching somebody in this text."""
    tekst, woorden = plat.tekst, plat.woorden
    apenstaart = "@" in tekst
    if apenstaart or "at" in woorden or "apenstaart" in tekst.lower():
        yield from _find_email(tekst)
    if _PUNT_IN_WOORD.search(tekst):
        yield from _find_web(tekst)
    if apenstaart or "_" in tekst or not woorden.isdisjoint(_ACCOUNT_WOORDEN):
        yield from _find_accounts(tekst)
    if plat.cijfer or not woorden.isdisjoint(_CIJFERWOORDEN):
        yield from _find_telefoon(tekst)


def _find_email(tekst: str) -> Iterator[Vondst]:
    plek = tekst.find("@")
    while plek >= 0:
        # 'jan @ ziggo.nl' is an address, 'zij is @jan.x' is an account
        los = tekst[plek - 1 : plek + 2] == " @ "
        links = _LINKS.search(tekst, max(0, plek - 65), plek - los)
        rechts = _DOMEIN.match(tekst, plek + 1)
        if links and rechts:
            yield Vondst(links.start(), rechts.end(), "EMAIL", MASK, "email")
        plek = tekst.find("@", plek + 1)
    for at in _AT.finditer(tekst):
        links, rechts = _LINKS.search(tekst, max(0, at.start() - 65), at.start()), _PUNT.match(tekst, at.end())
        if links:
            ervoor = _PUNT_LINKS.search(tekst, max(0, links.start() - 60), links.start())
            begin = ervoor.start() if ervoor else links.start()
        if links and rechts and re.search(r"punt|dot|\.(?:nl|com|be|org|eu|net)\b", rechts.group(2), re.I):
            yield Vondst(begin, rechts.end(), "EMAIL", MASK, "email")
    for hit in _MET_CUE.finditer(tekst):
        yield Vondst(hit.start(1), hit.end(1), "EMAIL", MASK, "email")


@cache
def _publiek() -> frozenset[str]:
    return frozenset(read_regels("sites.txt"))


def _is_publiek(adres: str) -> bool:
    """True for a site of the allow-list and everything under it."""
    host = re.sub(r"^https?://", "", adres.lower()).split("/", 1)[0].split(":", 1)[0].removeprefix("www.").rstrip(".")
    delen = host.split(".")
    return any(".".join(delen[i:]) in _publiek() for i in range(len(delen) - 1))


def _find_web(tekst: str) -> Iterator[Vondst]:
    for patroon in (_URL, _KAAL):
        for hit in patroon.finditer(tekst):
            adres = hit.group().rstrip(".,;:!?")
            if not _is_publiek(adres):
                yield Vondst(hit.start(), hit.start() + len(adres), "URL", MASK, "url")


def _find_accounts(tekst: str) -> Iterator[Vondst]:
    for hit in _HANDLE.finditer(tekst):
        yield Vondst(hit.start(), hit.end(), "ACCOUNT", MASK, "account")
    for hit in _GROEPSNAAM.finditer(tekst):
        yield Vondst(hit.start(1), hit.end(1), "ACCOUNT", REVIEW, "account")
    for hit in _LAAG_STREEP.finditer(tekst):
        yield Vondst(hit.start(), hit.end(), "ACCOUNT", MASK, "account")
    for hit in _PLATFORM.finditer(tekst):
        naam = hit.group(2).rstrip(".-")
        duidelijk = any(t.isdigit() or t in "_.#" for t in naam) or any(t in hit.group(1) for t in ":=")
        if duidelijk:
            yield Vondst(hit.start(2), hit.start(2) + len(naam), "ACCOUNT", MASK, "account")
        elif re.search(r"naam|heet", hit.group(1)):
            yield Vondst(hit.start(2), hit.start(2) + len(naam), "ACCOUNT", REVIEW, "account")


def _find_telefoon(tekst: str) -> Iterator[Vondst]:
    for patroon in (_TEL_NL, _TEL_INT, _TEL_CUE):
        for hit in patroon.finditer(tekst):
            deel = 1 if patroon is _TEL_CUE else 0
            cijfers = "".join(t for t in hit.group(deel) if t.isdigit())
            if not _SERVICE.match(cijfers):
                yield Vondst(hit.start(deel), hit.end(deel), "TELEFOON", MASK, "telefoon")
    for patroon in (_UITGESCHREVEN, _NUL_ZES):
        for hit in patroon.finditer(tekst):
            yield Vondst(hit.start(), hit.end(), "TELEFOON", MASK, "cijfers_in_woorden")
