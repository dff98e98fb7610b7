"""Laag: nummers die naar iemand wijzen. BSN, IBAN, kenteken, dossier- en zaaknummers, postcode.

A typo still identifies: behind a cue word a number counts even when its check digit is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

from leersessie.anonimiseren.lijsten import read_woorden
from leersessie.anonimiseren.model import MASK, REVIEW, Vondst
from leersessie.anonimiseren.plat import Plat

_REEKS = re.compile(r"\d(?:[ .\-/_·]{0,2}\d)*")
_BSN_CUE = re.compile(
    r"\b(?:bsn|sofi|burger ?service ?n(?:umme)?r|sofin(?:umme)?r|bsn-?n(?:umme)?r)\b[ .:=#\-]{0,4}"
    r"(?:(?:is|nr|nummer|van \w{1,20}|moeder|vader|kind)\b[ .:=]{0,3}){0,2}(\d(?:[ .\-/_·]{0,3}\d){6,9})(?!\d)",
    re.I,
)
_IBAN_LENGTE = {
    "NL": 18, "BE": 16, "DE": 22, "FR": 27, "GB": 22, "PL": 28, "TR": 26, "ES": 24, "IT": 27, "PT": 25, "LU": 20,
    "AT": 20, "CH": 21, "RO": 24, "BG": 22, "HU": 28, "CZ": 24, "SK": 24, "UA": 29, "MA": 28, "LT": 20, "LV": 21,
    "EE": 20, "IE": 22, "DK": 18, "SE": 24, "NO": 15, "FI": 18, "GR": 27, "HR": 21, "SI": 19, "CY": 28, "MT": 31,
}  # fmt: skip
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[ ]?\d{2}(?:[ .\-]{0,2}[A-Za-z0-9]){8,32}")
_REKENING = re.compile(
    r"\b(?:iban|rekening(?:nummer|nr)?|bankrekening(?:nummer)?|banknummer|giro(?:nummer)?|account number)\b[ .:=#]{0,4}"
    r"(?:(?:is|nr|nummer|van \w{1,20}|staat op)\b[ .:=]{0,3}){0,2}([A-Za-z0-9](?:[ .\-]{0,2}[A-Za-z0-9]){5,33})",
    re.I,
)
# the fourteen Dutch sidecodes: L letter, D digit
_SIDECODES = (
    "LL-DD-DD", "DD-DD-LL", "DD-LL-DD", "LL-DD-LL", "LL-LL-DD", "DD-LL-LL", "DD-LLL-D", "D-LLL-DD", "LL-DDD-L",
    "L-DDD-LL", "LLL-DD-L", "L-DD-LLL", "D-LL-DDD", "DDD-LL-D",
)  # fmt: skip


def _to_patroon(nummer: int, sidecode: str) -> str:
    """The same separator, or none, between all three groups."""
    een, twee, drie = (deel.replace("L", "[A-Za-z]").replace("D", r"\d") for deel in sidecode.split("-"))
    return f"{een}(?P<s{nummer}>[ -]?){twee}(?P=s{nummer}){drie}"


_KENTEKEN = re.compile(
    r"(?<![\w-])(?:" + "|".join(_to_patroon(nummer, code) for nummer, code in enumerate(_SIDECODES)) + r")(?![\w-])"
)
_AUTO_CUE = re.compile(r"\b(?:kenteken|nummerplaat|auto|busje|bus|wagen|scooter|motor|plate)\b[^.!?\n]{0,25}\Z", re.I)
_VREEMDE_PLAAT = re.compile(
    r"\b(?:kenteken|nummerplaat|auto|busje|bus|wagen|scooter|motor|plate|car|van)\b[ :(]{1,3}(?:is |met )?"
    r"((?=[A-Z0-9 -]{0,9}\d)[A-Z]{1,3}[ -]?[A-Z0-9]{2,5}(?:[ -][A-Z0-9]{1,3})?)\b"
)
_POOLSE_PLAAT = re.compile(r"(?<![\w-])[A-Z]{2,3} (?:\d{4}[A-Z]|\d{5})(?![\w-])")
_ZAAK_CUE = re.compile(
    r"\b(dossier|zaak|cli[eë]nt|rekest|rol|parket|proces-verbaal|pv|mutatie|polis|skj|big|agb|v-?|vreemdelingen|"
    r"paspoort|id|identiteits|rijbewijs|document|pati[eë]nt|leerling|klant|klacht|relatie|melding|meldings|casus|referentie|ref|"
    r"registratie|kenmerk|case|file)"
    r"(?:-| )?(nummer|nr|code|registratie|kaart|bewijs|number|no|kaartnummer|registratienummer)?\b[ .:#=]{0,4}"
    r"(?:(?:is|nr|nummer|met nummer)\b[ .:#]{0,3})?([A-Za-z0-9][A-Za-z0-9./\-]{2,24})",
    re.I,
)
_ECLI = re.compile(r"\bECLI ?: ?[A-Z]{2} ?: ?[A-Z]{1,8} ?: ?\d{4} ?: ?[A-Z0-9.]{1,25}", re.I)
_ZAAK_VORM = re.compile(
    r"(?<![\w/])(?:"
    r"[A-Z] ?/? ?\d{2} ?/ ?\d{4,7}(?: ?/? ?[A-Z]{2} ?[A-Z]{2} ?\d{2} ?[-–/] ?\d{1,5})?"
    r"|(?:(?-i:[A-Z]{2} ?[A-Z]{2})|(?:je|fa|ks) ?rk) ?\d{2} ?- ?\d{2,5}"
    r"|\d{2}[/\-.]\d{6}[/\-.]\d{2}"
    r"|PL ?\d{4} ?-? ?\d{4}-?\d{4,7}"
    r"|V-?\d{10}"
    r"|(?:19|20)\d{2}[-/.](?!(?:19|20)\d{2}(?!\d))\d{4,8}"
    r"|[A-Z]{1,5}[-/]?\d{5,12}"
    r"|[A-Z]{1,3}-\d{2,4}-\d{2,8}"
    r"|[A-Z]{1,3}-\d{3,6}/\d{2,4}"
    r")(?![\w/])",
    re.I,
)
_POSTCODE = re.compile(r"(?<![\w.,-])([1-9]\d{3})( ?)([A-Za-z]{2})(?![\w])")
_POSTCODE_CUE = re.compile(r"\b(?:postcode|pc)\b[ .:=]{0,3}(?:is )?([1-9]\d{3}(?: ?[A-Za-z]{2}\b)?)", re.I)
_HUIS_NA = re.compile(
    r",? (?:nr\.? ?|nummer |huisnr\.? ?|huisnummer )?(\d{1,4}(?: ?(?:bis|hs|[a-zA-Z])\b)?)(?![\w:]|[.,]\d| \w)"
)
_HOOFDWOORD = r"[A-Z][\w'-]{1,30}"
_PLAATS_NA = re.compile(rf",? {{1,2}}({_HOOFDWOORD}(?: (?:{_HOOFDWOORD}|aan|den|de|op|bij)){{0,3}})(?=[.,;)\n]| |$)")
"""A capital straight behind a postcode is a town."""
_GEEN_POSTCODE = frozenset(read_woorden("geen_postcode.txt"))
_GELD = re.compile(r"(?:€|euro|eur|\$|£) ?\Z", re.I)
_NUMMER_ERVOOR = re.compile(r"(?:nr|nummer|number|no)\b\.?[ :](?:[^\W\d]{1,20} ){0,3}\Z", re.I)
_NA_GELD = re.compile(r" ?(?:euro|eur|€|,-|procent|%|keer|mensen|gezinnen|kinderen|inwoners|meldingen)", re.I)
_TELLING = re.compile(r"\d{1,3}(?:\.\d{3})+\Z|(?:19|20)\d{2} ?[-/] ?(?:19|20)\d{2}\Z")
"""A number in thousands, or a period of years."""
_SERVICE = re.compile(r"0[89]0\d|116\d{3}\Z")


def find_nummers(plat: Plat) -> Iterator[Vondst]:
    """All identifying numbers in this text."""
    if not plat.cijfer:
        return
    tekst = plat.tekst
    yield from _find_bsn(tekst)
    yield from _find_iban(tekst)
    yield from _find_kenteken(tekst)
    yield from _find_zaak(tekst)
    yield from _find_postcode(tekst)
    yield from _find_lang(tekst)


# ---- BSN ----------------------------------------------------------------------------------------------------


def is_bsn(cijfers: str) -> bool:
    """The elfproef over nine digits; eight get a leading zero."""
    negen = cijfers.zfill(9)
    if len(negen) != 9 or negen == "000000000":
        return False
    som = sum(gewicht * int(c) for gewicht, c in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), negen, strict=True))
    return som % 11 == 0


def _find_bsn(tekst: str) -> Iterator[Vondst]:
    for hit in _BSN_CUE.finditer(tekst):
        if 8 <= sum(t.isdigit() for t in hit.group(1)) <= 10:
            yield Vondst(hit.start(1), hit.end(1), "BSN", MASK, "bsn_woord")
    for reeks in _REEKS.finditer(tekst):
        if len(reeks.group()) >= 8:
            plekken = [i for i in range(reeks.start(), reeks.end()) if tekst[i].isdigit()]
            yield from _slide(tekst, plekken)


def _slide(tekst: str, plekken: list[int]) -> Iterator[Vondst]:
    """Every stretch of nine or eight digits, from the edge of a group to the edge of one, that passes the elfproef."""
    cijfers = [int(tekst[plek]) for plek in plekken]
    som = [0, *accumulate(cijfers)]
    gewogen = [0, *accumulate(plek * cijfer for plek, cijfer in enumerate(cijfers))]
    breuk = [True, *(b > a + 1 for a, b in pairwise(plekken)), True]
    for aantal in (9, 8):
        for i in range(len(plekken) - aantal + 1):
            if not (breuk[i] and breuk[i + aantal]):
                continue
            laatste = i + aantal - 1
            # weights 9 (or 8) down to 2 for all but the last digit, which counts -1
            proef = (aantal + i) * (som[laatste] - som[i]) - (gewogen[laatste] - gewogen[i]) - cijfers[laatste]
            if proef % 11 == 0 and som[laatste + 1] > som[i]:
                yield Vondst(plekken[i], plekken[laatste] + 1, "BSN", MASK, "bsn")


# ---- bank accounts ------------------------------------------------------------------------------------------


def is_iban(iban: str) -> bool:
    """Mod 97 over letters and digits without spaces."""
    omgezet = (iban[4:] + iban[:4]).upper()
    if not (omgezet.isascii() and omgezet.isalnum()):
        return False
    return int("".join(str(int(teken, 36)) for teken in omgezet)) % 97 == 1


def _find_iban(tekst: str) -> Iterator[Vondst]:
    for hit in _IBAN.finditer(tekst):
        plekken = [i for i in range(hit.start(), hit.end()) if tekst[i].isalnum()]
        teken = "".join(tekst[i] for i in plekken)
        lengte = _IBAN_LENGTE.get(teken[:2].upper(), 0)
        past = lengte and len(teken) >= lengte
        heel = past and (len(teken) == lengte or plekken[lengte] > plekken[lengte - 1] + 1)
        vorm = re.fullmatch(r"NL\d{2}[A-Z]{4}\d{10}", teken[:18], re.I) is not None
        if (heel and is_iban(teken[:lengte])) or vorm:
            yield Vondst(hit.start(), plekken[min(lengte, len(plekken)) - 1] + 1, "IBAN", MASK, "iban")
    for hit in _REKENING.finditer(tekst):
        eind = _end_of_account(tekst, hit.start(1), hit.end(1))
        if sum(t.isdigit() for t in tekst[hit.start(1) : eind]) >= 6:
            yield Vondst(hit.start(1), eind, "IBAN", MASK, "rekening_woord")


def _end_of_account(tekst: str, begin: int, eind: int) -> int:
    """Cut at the first word of only letters behind the digits: '… 1643 00 en dan'."""
    gezien = False
    for woord in re.finditer(r"[A-Za-z0-9]+", tekst[begin:eind]):
        if woord.group().isalpha() and gezien:
            return begin + len(tekst[begin : begin + woord.start()].rstrip(" .-"))
        gezien = gezien or any(t.isdigit() for t in woord.group())
    return eind


# ---- plates, cases, postcodes -------------------------------------------------------------------------------


def _find_kenteken(tekst: str) -> Iterator[Vondst]:
    for hit in _KENTEKEN.finditer(tekst):
        plaat = hit.group()
        letters = "".join(t for t in plaat if t.isalpha())
        cue = _AUTO_CUE.search(tekst, max(0, hit.start() - 40), hit.start()) is not None
        if plaat.count("-") == 2 or cue or (letters.isupper() and not set(letters) & set("AEIOU")):
            yield Vondst(hit.start(), hit.end(), "KENTEKEN", MASK, "kenteken")
        elif " " not in plaat and "-" not in plaat:
            yield Vondst(hit.start(), hit.end(), "KENTEKEN", REVIEW, "kenteken")

    for hit in _POOLSE_PLAAT.finditer(tekst):
        yield Vondst(hit.start(), hit.end(), "KENTEKEN", REVIEW, "kenteken")
    for hit in _VREEMDE_PLAAT.finditer(tekst):
        yield Vondst(hit.start(1), hit.end(1), "KENTEKEN", MASK, "kenteken")


def _find_zaak(tekst: str) -> Iterator[Vondst]:
    for hit in _ECLI.finditer(tekst):
        yield Vondst(hit.start(), hit.end(), "DOSSIERNUMMER", MASK, "ecli")
    for hit in _ZAAK_CUE.finditer(tekst):
        nummer = hit.group(3).rstrip("./-")
        cijfers = sum(t.isdigit() for t in nummer)
        jaartal = re.fullmatch(r"(?:19|20)\d{2}", nummer) is not None
        if cijfers >= 3 and not (jaartal and not hit.group(2)):
            yield Vondst(hit.start(3), hit.start(3) + len(nummer), "DOSSIERNUMMER", MASK, "zaak_woord")
    for hit in _ZAAK_VORM.finditer(tekst):
        yield Vondst(hit.start(), hit.end(), "DOSSIERNUMMER", MASK, "zaak_vorm")


def _find_postcode(tekst: str) -> Iterator[Vondst]:
    for hit in _POSTCODE_CUE.finditer(tekst):
        yield Vondst(hit.start(1), hit.end(1), "POSTCODE", MASK, "postcode")
    for hit in _POSTCODE.finditer(tekst):
        cijfers, wit, letters = hit.groups()
        if letters.upper() in ("SA", "SD", "SS"):
            continue
        klein = letters.lower() in _GEEN_POSTCODE
        huis = _HUIS_NA.match(tekst, hit.end())
        if huis is not None:
            yield Vondst(hit.start(), hit.end(), "POSTCODE", MASK, "postcode")
            yield Vondst(huis.start(1), huis.end(1), "ADRES", MASK, "straat")
        elif letters.isupper() or (not klein and (not wit or not "1900" <= cijfers <= "2099")):
            yield Vondst(hit.start(), hit.end(), "POSTCODE", MASK, "postcode")
        elif not wit and not klein:
            yield Vondst(hit.start(), hit.end(), "POSTCODE", REVIEW, "postcode")
        else:
            continue
        plaats = _PLAATS_NA.match(tekst, hit.end())
        if plaats is not None:
            yield Vondst(plaats.start(1), plaats.end(1), "PLAATS", MASK, "plaats")


def _find_lang(tekst: str) -> Iterator[Vondst]:
    """Any other long number: seven digits or more is replaced, five or six is looked at."""
    for hit in _REEKS.finditer(tekst):
        ruw = hit.group()
        cijfers = "".join(t for t in ruw if t.isdigit())
        if len(cijfers) < 5 or _SERVICE.match(cijfers) or _is_aantal(tekst, hit.start(), hit.end(), ruw):
            continue
        aaneen = max(len(deel) for deel in re.findall(r"\d+", ruw))
        if len(cijfers) >= 7 and aaneen >= 3:
            yield Vondst(hit.start(), hit.end(), "DOSSIERNUMMER", MASK, "lang_nummer")
        elif aaneen >= 5:
            yield Vondst(hit.start(), hit.end(), "DOSSIERNUMMER", REVIEW, "lang_nummer")


def _is_aantal(tekst: str, begin: int, eind: int, ruw: str) -> bool:
    """True for an amount of money or a count, which points at nobody."""
    if _NUMMER_ERVOOR.search(tekst, max(0, begin - 45), begin) is not None:
        return False
    geld = _GELD.search(tekst, max(0, begin - 6), begin) is not None
    return geld or _NA_GELD.match(tekst, eind) is not None or _TELLING.match(ruw) is not None
