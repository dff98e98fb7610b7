"""Laag: straten en huisnummers, aan hun vorm te zien. Plaatsnamen zonder zo'n vorm kent zij niet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leersessie.anonimiseren.lijsten import read_woorden
from leersessie.anonimiseren.model import MASK, REVIEW, Vondst
from leersessie.anonimiseren.plat import Plat

_ZEKER = (
    "straat",
    "straatje",
    "laan",
    "weg",
    "plein",
    "gracht",
    "kade",
    "singel",
    "dijk",
    "steeg",
    "dreef",
    "plantsoen",
)
_ENGELS = ("street", "road", "avenue", "lane")
_MET_NUMMER = ("hof", "pad", "markt", "ring", "baan", "wal", "burg", "veste", "erf", "hoek", "oord", "park", "kwartier")
"""These endings need a capital and a number: 'ervaring 2' and 'antwoord 3' are no streets."""
_EINDEN = _ZEKER + _ENGELS + _MET_NUMMER
_WOORD = re.compile(r"[^\W\d_][\w'-]*")
_GEEN_STRAAT = frozenset(read_woorden("geen_straat.txt"))
_NUMMER = re.compile(
    r",? (?:nr\.? ?|nummer )?\d{1,4}(?!\d)(?: ?-? ?(?:bis|hs|I{1,3}|IV|[a-zA-Z])\b(?!'))?(?:-\d{1,3})?"
    r"(?! ?(?:keer|jaar|uur|dagen|weken|maanden|x\b|%|procent|kinderen|mensen|gezinnen|euro))"
)
_VOORDEEL = frozenset(
    "van de der den het lange korte oude nieuwe grote kleine hoge lage verlengde burgemeester burg dr prof "
    "prins prinses "
    "koning koningin sint st".split()
)
"""Words in small letters that belong to the name of a street."""
_WOONSTRAAT = ("straat", "laan", "gracht", "singel", "plantsoen", "dreef")
_AAN_DE = re.compile(r"\b(?:aan|in|op|uit|van|naar|voor|bij|rond|langs|door|over) (?:de|het) \Z", re.I)
_BEGRIP = ("jeugdb", "jeugdz", "gezins", "kennis", "veiligheids")
"""'Jeugdbeschermingsplein' is a meeting."""
_STRAAT_VRIJ = re.compile(
    r"\b(?:aan|wonende|woonachtig|adres|gevestigd)(?: aan)?(?: de| het|:)? "
    r"((?:[A-Z][\w'-]{2,30} ){0,3}[A-Z][\w'-]{2,30} \d{1,4}(?: ?-? ?[a-zA-Z0-9]{1,3})?)\b"
    r"(?! ?(?:jaar|uur|keer|kinderen))"
)
"""'aan het Damsterdiep 19': no word for a street in it, but a place for one."""
_GEEN_NAAM = (
    r"(?!(?i:groep|klas|windows|versie|[^\W\d_]{2,30}wet\b|stap|fase|les|deel|artikel|art|lid|bijlage|vraag|kaart|venster|punt|hoofdstuk|pagina|kamer|week|"
    r"team|cijfer|graad|level|nivo|niveau|plaats|nummer|dag|jan|feb|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec|maandag|"
    r"dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|ronde|blok|zaal|lijn|bus|tram|perron|halte|afdeling)\w*)"
)
_HUIS_NR = r"(?!(?:19|20)\d\d(?!\d))\d{1,4}(?: ?-? ?(?:[a-zA-Z]|bis|hs|I{1,3})(?![\w']))?"
_NA_NUMMER = (
    r"(?![\w/:.-]*\d)(?! ?(?:jaar|jr|uur|keer|x\b|%|euro|dagen|weken|maanden|kinderen|mensen|mei\b|jan|feb|maart|apr|"
    r"ju[nl]|aug|sep|okt|nov|dec))"
)
_WOONT = re.compile(
    r"\b(?:woon(?:t|de|den)|wonen|wonend|verhui\w+|ingeschreven|verblij\w+|slaapt|logeert|bezoek|thuis|adres|post|buren)"
    rf"[^.!?\n]{{0,24}}?(?:[,:]| aan| op| naar) ((?:de |het )?{_GEEN_NAAM}(?:[A-Z][\w'-]{{1,30}} ){{0,2}}[^\W\d_]"
    rf"[\w'-]{{2,30}} {_HUIS_NR})\b{_NA_NUMMER}"
)
"""'woont op Meent 14', 'nu aan de brink 12': a number behind a word, where somebody lives."""
_STRAAT_OP = re.compile(
    rf"\b(?:op|aan|naar|van|bij) (?:de |het )?"
    rf"({_GEEN_NAAM}(?:[A-Z][\w'-]{{1,30}} ){{0,2}}[A-Z][\w'-]{{2,30}} {_HUIS_NR})\b"
    rf"{_NA_NUMMER}"
)
_NUMMER_LETTER = re.compile(
    rf"\b({_GEEN_NAAM}(?!(?:havo|vwo|mavo|vmbo|brugklas)\b)[A-Z][a-z'-]{{3,30}} \d{{1,3}}[a-e])\b"
)
"""'Achterom 23b'."""
_POSTCODE_KAAL = re.compile(
    r"\b(?:in|uit|postcode|pc|postcodegebied|gebied):? (?!(?:1[89]|20)\d\d)([1-9]\d{3})(?=[.,;:!?)]|\s*$)", re.I | re.M
)
_STRAAT_KORT = re.compile(r"\b([^\W\d_]{3,30}(?:str|strat|sraat|straaat|laann|plen)\.? \d{1,4} ?[a-zA-Z]?)\b", re.I)
"""'Kerkstr. 4', and the slips people make in 'straat'."""
_LAAN = frozenset("laan plein kade singel hof park weg dreef".split())
_LAAN_VAN = re.compile(
    r"\b(?:Laan|Plein|Kade|Singel|Hof|Park|Weg|Dreef) (?:van|der|naar|op|achter)(?: de| het| den)? [A-Z][\w'-]{2,30}"
    r"(?: [A-Z][\w'-]{2,30}){0,2}(?: \d{1,4}[a-z]?\b)?"
)
_POSTBUS = re.compile(r"\b(?:postbus|p\.?o\.? box|antwoordnummer) ?\d{1,6}", re.I)
_HUISNUMMER = re.compile(
    r"\b(?:huisnummer|huisnr|(?:op|van|naar|bij|at) (?:nummer|nr|number)|nr\.)\.? ?(\d{1,4} ?[a-zA-Z]?)\b", re.I
)


def find_adres(plat: Plat) -> Iterator[Vondst]:
    """Streets with a capital or a house number, PO boxes, loose house numbers."""
    tekst = plat.tekst
    if any(woord.endswith(_EINDEN) for woord in plat.woorden):
        yield from _find_straten(tekst)
    if plat.cijfer:
        yield from _find_met_nummer(tekst)
    for hit in _LAAN_VAN.finditer(tekst) if not plat.woorden.isdisjoint(_LAAN) else ():
        if not _begins_zin(tekst, hit.start()):
            yield Vondst(hit.start(), hit.end(), "ADRES", MASK, "straat")


def _find_straten(tekst: str) -> Iterator[Vondst]:
    for hit in _WOORD.finditer(tekst):
        woord = hit.group().lower()
        if not _is_straatvorm(woord):
            continue
        zeker = woord.endswith(_ZEKER) and woord not in _ZEKER
        nummer = _NUMMER.match(tekst, hit.end())
        begin = _start_of_street(tekst, hit.start())
        groot = tekst[begin].isupper()
        midden = groot and not _begins_zin(tekst, begin)
        if nummer and (zeker or (groot and begin < hit.start()) or (midden and woord not in _MET_NUMMER)):
            yield Vondst(begin, nummer.end(), "ADRES", MASK, "straat")
        elif zeker and groot:
            yield Vondst(begin, hit.end(), "ADRES", MASK if midden else REVIEW, "straat")
        elif (
            woord.endswith(_WOONSTRAAT)
            and woord not in _WOONSTRAAT
            and _AAN_DE.search(tekst, max(0, begin - 12), begin)
        ):
            yield Vondst(begin, hit.end(), "ADRES", REVIEW, "straat")


def _find_met_nummer(tekst: str) -> Iterator[Vondst]:
    """A word and a house number where somebody lives, PO boxes, and a postcode without its letters."""
    for patroon in (_STRAAT_VRIJ, _STRAAT_KORT, _POSTBUS, _HUISNUMMER, _WOONT):
        for hit in patroon.finditer(tekst):
            groep = 1 if patroon.groups else 0
            yield Vondst(hit.start(groep), hit.end(groep), "ADRES", MASK, "straat")
    for hit in _STRAAT_OP.finditer(tekst):
        yield Vondst(hit.start(1), hit.end(1), "ADRES", REVIEW, "straat")
    for hit in _NUMMER_LETTER.finditer(tekst):
        tier = REVIEW if _begins_zin(tekst, hit.start(1)) else MASK
        yield Vondst(hit.start(1), hit.end(1), "ADRES", tier, "straat")
    for hit in _POSTCODE_KAAL.finditer(tekst):
        yield Vondst(hit.start(1), hit.end(1), "POSTCODE", REVIEW, "postcode")


def _is_straatvorm(woord: str) -> bool:
    if len(woord) > 40 or not woord.endswith(_EINDEN):
        return False
    return woord not in _GEEN_STRAAT and not woord.startswith(_BEGRIP)


def _begins_zin(tekst: str, plek: int) -> bool:
    voor = tekst[max(0, plek - 3) : plek].rstrip(" \"'(")
    return plek == 0 or not voor or voor[-1] in ".!?\n"


def _start_of_street(tekst: str, plek: int) -> int:
    """Take capitals straight before the word along: 'Prins Hendrikkade', 'Van der Helstplein'."""
    begin = plek
    for _ in range(3):
        voor = re.search(r"([^\W\d_][\w'.-]{0,30}) \Z", tekst[max(0, begin - 33) : begin])
        if voor is None or not (voor.group(1)[0].isupper() or voor.group(1).rstrip(".") in _VOORDEEL):
            break
        begin -= len(voor.group())
    while tekst[begin : begin + 4] in ("van ", "der ", "den ", "het ") or tekst[begin : begin + 3] == "de ":
        begin += 3 if tekst[begin : begin + 3] == "de " else 4
    return begin
