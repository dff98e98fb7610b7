"""Laag: dagen en leeftijden die precies genoeg zijn om iemand te herkennen.

Durations, age groups and limits in the law are left alone; our own bands ('6 tot 8 jaar') too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from leersessie.anonimiseren.model import MASK, REVIEW, Vondst
from leersessie.anonimiseren.plat import Plat
from leersessie.anonimiseren.tokens import is_vaak, make_variants

_MAANDEN = (
    "januari|jan|februari|feb|febr|maart|mrt|april|apr|mei|juni|jun|juli|jul|augustus|aug|september|sept|sep|"
    "oktober|okt|november|nov|december|dec|january|february|march|may|june|july|august|october|oct"
)
_MAAND = rf"(?:{_MAANDEN})\b\.?"
_RANG = (
    r"(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde|dertiende|veertiende|"
    r"vijftiende|zestiende|zeventiende|achttiende|negentiende|(?:(?:een|één|eenen|twee[eë]n|drie[eë]n|vieren|"
    r"vijfen|zesen|"
    r"zevenen|achten|negenen)?(?:twintigste|dertigste)))"
)
TALWOORD = (
    r"(?:nul|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|"
    r"zeventien|"
    r"achttien|negentien|(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen)[eë]n(?:twintig|dertig|veertig|vijftig|"
    r"zestig|zeventig|tachtig|negentig)|twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)"
)
_ENGELS = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty)"
)
_GETAL = rf"(?:\d{{1,3}}½?|{TALWOORD})"
_JAAR = r"(?:(?:19|20)\d{2}|'\d{2})"
_DAG = r"(?:0?[1-9]|[12]\d|3[01])"
_MND = r"(?:0?[1-9]|1[0-2])"

_FEEST = (
    r"(?:(?:eerste|tweede|1e|2e) (?:kerst|paas|pinkster)dag|kerstavond|koningsdag|sinterklaasavond|pakjesavond|"
    r"oudejaarsavond|oudejaarsdag|nieuwjaarsdag|bevrijdingsdag|goede vrijdag|hemelvaartsdag|moederdag|vaderdag)"
)

_MASK = tuple(
    re.compile(patroon, re.I)
    for patroon in (
        rf"(?<![\d.,/-]){_DAG} ?([-/. ]) ?{_MND} ?\1 ?(?:(?:19|20)\d{{2}}|'?\d{{2}})(?![\d])",
        rf"(?<![\d]){_MND}([-/.]){_DAG}\1(?:19|20)\d{{2}}(?!\d)",
        rf"(?<!\d)(?:19|20)\d{{2}} ?([-/. ]) ?{_MND} ?\1 ?{_DAG}(?!\d)",
        rf"(?<!\d)(?:{_DAG}(?: op | en | of | tot | t/m | ?- ?|, ))?{_DAG}(?:e|de|ste|st|nd|rd|th)?(?: of)?[ "
        rf"-]{{0,2}}{_MAAND}"
        rf"(?:[ -]{{0,2}}(?:{_JAAR}|\d{{2}}(?!\d| ?uur)))?(?: jl\b\.?)?",
        rf"\b(?:{_RANG}|{TALWOORD}) (?:van )?{_MAAND}(?: {_JAAR})?",
        rf"\b{_MAAND} \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? {_JAAR})?(?! ?(?:uur|keer|%))",
        rf"\b(?:geb(?:oren)?|geboortedatum|geb\.? ?datum|geboortejaar|geb\.? ?jaar|dob|born)\b"
        rf"[ .:]{{0,3}}(?:op |in |is |on )?"
        rf"({_MAAND} {_JAAR}|{_DAG}[-/. ]{_MND}(?:[-/. ]\d{{2,4}})?|\d{{8}}|\d{{6}}|{_JAAR}|\d{{4}})(?!\d)",
        rf"\b(?:d\.d\.|dd\.?|datum|uitspraak|zitting|huisbezoek)[ :]{{1,2}}({_DAG}[-/]{_MND})(?![-/\d])",
        r"(?<!\d)(?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d{2}|(?:19|20)\d{2}(?:0[1-9]|"
        r"1[0-2])(?:0[1-9]|[12]\d|3[01]))(?!\d)",
        r"\((?:[mvj]\.?|geb\.?|°|\*)[ ,/]{0,2}((?:19|20)\d{2})\)",
        r"\b(?:uit|van|bouwjaar|jaargang|in) ('\d{2})(?!\d|')",
        rf"\b{_FEEST} (?:van )?{_JAAR}",
    )
)
_MAANDWOORDEN = frozenset(_MAANDEN.split("|"))
_FEESTDEEL = (
    "kerst", "paas", "pinkster", "konings", "sinterklaas", "pakjes", "oudejaars", "nieuwjaars", "bevrijdings",
    "vrijdag", "hemelvaarts", "moederdag", "vaderdag",
)  # fmt: skip
_DAG_WOORD = re.compile(rf"(?<![\d.,/-]){_DAG} ([^\W\d_]{{5,11}})(?: {_JAAR})?(?!\w)")
_ARTIKEL = re.compile(r"(?:\b(?:artikel|art\.?|lid|paragraaf|par\.|hoofdstuk|versie|v)|§) ?\Z", re.I)
"""Before a number of the law or a version: '7.3.11' is no day."""
_MASK_GROEP = frozenset({6, 7, 9, 10})
"""Patterns whose first group is the date; the others are the date themselves."""
_REVIEW = (
    re.compile(rf"\b{_MAAND} {_JAAR}", re.I),
    re.compile(rf"\b(?:op|sinds|vanaf|na|voor) ({_FEEST}(?: {_JAAR})?)", re.I),
    re.compile(
        rf"\b(?:op|sinds|vanaf|tot|van|per|on|is|was) ({_DAG}[-/]{_MND})"
        r"(?![-/\d]| ?(?:keer|x|uur|jaar|kinderen|procent|%|euro|maanden|weken|dagen))",
        re.I,
    ),
    re.compile(
        r"\b(?:gesprek|afspraak|evaluatie|overleg|melding|mdo|geboren|geb)\.?:? "
        rf"({_DAG}[-/]{_MND})(?![-/\d]| ?(?:keer|x|uur|jaar|kinderen))",
        re.I,
    ),
    re.compile(r"\bgeb(?:oren|\.)? [^!?\n]{0,40}?, [^!?\n,]{0,20}?\b((?:19|20)\d\d)(?!\d)", re.I),
    re.compile(r"\b(?:geboren te [^.,;!?\n]{2,30} in|(?:is|was|ben) (?:nog )?van) ((?:19|20)\d\d)(?![\d/-])", re.I),
    re.compile(r"(?<![\w'])'\d{2}(?![\w'])"),
    re.compile(rf"(?<![\d/.,-]){_DAG}[-/]{_MND}(?:(?:, ?| en | of ){_DAG}[-/]{_MND})+(?![-/\d])"),
    re.compile(rf"(?<![\d/.,-])(?!24/7)(?:1[3-9]|2\d|3[01])[/-]{_MND}(?![\d/.,%-])"),
)

_EENHEID = r"(?:jaar|jr|jarige?|maanden|maand|mnd|weken|wkn|dagen|years?|months?|weeks?)"
_PERSOON = (
    r"(?:kind(?:eren)?|kindje|zoon(?:tje)?|zoons|zonen|dochter(?:tje)?|dochters|meisjes?|jongens?|jongetje|"
    r"broer(?:tje)?|zus(?:je)?|"
    r"kleuter|peuter|puber|tiener|baby|tweeling|moeder|vader|mama|papa|oma|opa|leerling|pleegkind|pleegzoon|"
    r"pleegdochter|"
    r"stiefzoon|stiefdochter|vrouw|man|cli[eë]nt|jongere|oudste|jongste|middelste|nichtje|neefje|partner|"
    r"vriend(?:in)?|hij|zij|ze|"
    r"child|son|daughter|girl|boy|mother|father|he|she|aged)"
)
_WORDT = (
    r"(?: (?:van|is|was|wort|word|zijn|worden|waren|wordt|werd|net|nu|bijna|toen|pas|of|,|zelf|dus|al|nog|maar|"
    r"inmiddels|eigenlijk)){1,5} "
)
_GEEN_JAREN = (
    "keer|x|uur|minuten|euro|dagen|mensen|kinderen|gezinnen|procent|%|kilo|kg|cm|meter|km|op|van de|times|hours|people"
)
_BAND = re.compile(
    rf"(?:\btussen (?:de )?{_GETAL} en {_GETAL}|{_GETAL} ?(?:-|tot(?: en met)?|t/m|to) ?{_GETAL})"
    rf" ?-?(?:jaar|jarigen?|years?)\b|\d{{1,3}} ?(?:\+|plus)",
    re.I,
)
_EIGEN_BAND = re.compile(r"\b(?:0 tot 1|2 tot 3|4 tot 5|6 tot 8|9 tot 11|12 tot 14|15 tot 17|18 tot 24|\d5 tot \d4)\b")
"""What the product itself puts in the place of an age."""
_ZEKER_CIJFER = (
    re.compile(
        rf"\b{_PERSOON}{_WORDT}(\d{{1,3}}(?:(?:, ?| en | and ){_GETAL}){{0,5}})"
        rf"(?![\d/:-]|[.,]\d| ?(?:{_GEEN_JAREN})\b)",
        re.I,
    ),
    re.compile(rf"\b{_PERSOON},? (\d{{1,2}})(?=[,)])", re.I),
    re.compile(
        r"\b(?:moeder|vader|zoon|dochter|oma|opa|broer|zus|zusje|broertje|man|vrouw),? (\d{1,2})(?=[.;]|\s*$| en )",
        re.I,
    ),
    re.compile(r"\b(?:wordt|werd|turned) (\d{1,2}) op\b", re.I),
    re.compile(r"\b(?:nu|inmiddels) (\d{1,2})(?=[.,;]|\s*$)", re.I | re.M),
    re.compile(
        r"\b(?:kinderen|broers|zussen|zusjes|broertjes|jongens|meisjes|dochters|zoons),? (?:van )?"
        r"(\d{1,2}(?:, ?\d{1,2}){0,5}(?:, ?| en )\d{1,2})(?![\d/:%-]| ?(?:uur|keer|dagen|weken|euro)\b)",
        re.I,
    ),
    re.compile(r"\b(?:he|she|who|they) (?:is|was|turned|turns) (\d{1,2})(?=[.,;:!?)]|\s*$)", re.I | re.M),
    re.compile(r"(?<!\w)[mvj], ?(\d{1,2}) ?(?:jaar|jr)\b", re.I),
    re.compile(r"(?<!\w)(\d{1,2} ?½)"),
    re.compile(
        r"\b(?:is|wordt) (?:dus |zelf |ook ){0,2}(?:pas|net|nog maar|inmiddels|dus nu) (\d{1,2})(?=[.,;:!?)]|\s*$)",
        re.M,
    ),
    re.compile(r"\b(?:en|of|maar) (?:hij|zij|ze) (\d{1,2})(?=[.,;]|\s*$)", re.I | re.M),
)
"""Ages in digits only."""
_KIND = (
    r"(?:kind(?:je)?|zoon(?:tje)?|dochter(?:tje)?|meisje|meid|jongen|jongetje|broer(?:tje)?|zus(?:je)?|kleuter|peuter|"
    r"baby|oudste|jongste|middelste|kleine|nichtje|neefje|leerling|pleegkind)"
)
_ZEKER = (
    re.compile(
        rf"\b(?:op|sinds|vanaf|tot|rond|met|na|voor|tegen) (?:haar|zijn|z'n|zn|d'r|mijn|m'n|je|hun) "
        rf"(?!eerste)({_RANG}|\d{{1,2}}(?:e|de|ste))\b"
        r"(?! (?:keer|kind|man|vrouw|huwelijk|poging|school|baan|gesprek|huis|zwanger))",
        re.I,
    ),
    re.compile(
        rf"(?<!\been )\b{_KIND} van ({TALWOORD})\b(?! ?(?:kinderen|broers|zussen|de|het|{_GEEN_JAREN})\b)", re.I
    ),
    re.compile(rf"\b({TALWOORD}) (?:is|was|zijn|waren) (?:hij|zij|ze|ie)\b(?! (?:mee|er|met|van|naar))", re.I),
    re.compile(
        rf"\b(?:ik ben|(?:je|jij|u) bent|(?:hij|zij|ze|die|ie) (?:is|wordt|werd)|ik word) "
        r"(?:(?:al|pas|net|nu|eh|nog maar),? )?"
        rf"({TALWOORD})(?=[.,;:!?\")]|\s*$| (?:dus|maar|geworden)\b)",
        re.I | re.M,
    ),
    re.compile(
        rf"\b({_GETAL}) ?-? ?(?:½ )?(?:jarige?\b|jaar oud|maanden oud|weken oud|dagen oud|years? old|months? old|"
        rf"-?year-?old)",
        re.I,
    ),
    re.compile(
        rf"\b{_PERSOON}{_WORDT}({TALWOORD}(?:(?:, ?| en | and ){_GETAL}){{0,5}})(?= ?{_EENHEID}\b| ?[.,;:!?)]|\s*$)",
        re.I | re.M,
    ),
    re.compile(rf"\b{_PERSOON},? ({_GETAL}) {_EENHEID}\b", re.I),
    re.compile(rf"\b{_PERSOON},? ?\((?:[mvj][,/ ]{{1,2}})?({_GETAL}) ?(?:{_EENHEID}|j)?\.?\)", re.I),
    re.compile(rf"\b(?:hij|zij|ze|ik) (?:pas |net |nog maar |al )?({_GETAL}) (?:was|is|werd|wordt)\b", re.I),
    re.compile(rf"\b({_GETAL}) geworden\b", re.I),
    re.compile(
        rf"\b(?:wordt|werd) (?:in \w{{3,9}} |volgende?n? \w{{3,6}} |over \w{{2,10}} \w{{3,7}} |binnenkort |bijna )"
        rf"({_GETAL})"
        rf"(?= en\b|[.,;:!?)]|\s*$)",
        re.I | re.M,
    ),
    re.compile(rf"\b{_PERSOON}, (?:bijna|net|pas|nog geen|inmiddels) ({_GETAL})(?=[.,;:!?)]|\s*$)", re.I | re.M),
    re.compile(rf"\b(?:is|zijn) (?:zelf )?nog geen ({_GETAL})(?=[.,;:!?)]|\s*$)", re.I | re.M),
    re.compile(
        rf"\b(?:oudste|middelste|jongste|kleinste),? (?:is |was )?(?:nog geen |net |pas |bijna )?(?!een\b)({_GETAL})\b",
        re.I,
    ),
    re.compile(rf"\b(?:die|hij|zij|ze) is ({_GETAL})(?= en\b|[.,;:!?)]|\s*$)", re.I | re.M),
    re.compile(
        rf"\b(?:is|was|wordt|werd) (?:hij|zij|ze) (?:pas |net |nu |al )?({_GETAL})(?=[.,;:!?)]|\s*$)", re.I | re.M
    ),
    re.compile(
        r"\b(?:van|is|was|zo'n) (anderhalf|anderhalve)(?: jaar)?(?=[.,;:!?)]|\s*$| (?:oud|ligt|slaapt|zit|huilt))",
        re.I | re.M,
    ),
    re.compile(
        rf"\b(?:he|she|who|son|daughter|[A-Z][a-z]+),? (?:is|was|turned|turns|just turned|aged) ({_ENGELS})"
        r"(?=[.,;:!?)]|\s*$)",
        re.M,
    ),
    re.compile(rf"\b(?:aged|age) ({_ENGELS}|\d{{1,2}})\b", re.I),
    re.compile(rf"\b({_ENGELS})[ -](?:year|month)s?[ -]olds?\b", re.I),
    re.compile(rf"\b(?:hij|zij|ze|{_PERSOON}) (?:is|wordt|was) (?:net |nu |pas )?({TALWOORD})(?= en )", re.I),
)
_NA_NAAM = (
    re.compile(rf"\b[A-Z][\w'-]{{0,40}} ?\((?:[mvjMVJ][,/ ]{{1,2}})?({_GETAL}) ?(?:{_EENHEID}|j)?\.?\)"),
    re.compile(rf"\b[A-Z][\w'-]{{0,40}}, ?({_GETAL})(?= ?(?:{_EENHEID})?[,)])"),
    re.compile(rf"\b[A-Z][\w'-]{{0,40}},? (?:is |van |was |wordt )?({_GETAL}) (?:jaar|jr|mnd|maanden)\b"),
)
_HAAKJES = re.compile(
    rf"(?<!\w)(?!(?:artikel|art|stap|punt|lid|bijlage|nr|vraag|hoofdstuk|pagina|blz|paragraaf|versie|les|deel|"
    rf"totaal|aantal)\b)"
    rf"[^\W\d_]{{2,40}} \((?:[mvj][,/ ]{{1,2}})?({_GETAL}(?:(?:, ?| en | and ){_GETAL}){{0,5}}) ?(?:{_EENHEID}|"
    rf"j)?(?: oud)?\.?\)",
    re.I,
)
"""'anas (8)': any word may be a name."""
_LOS = re.compile(rf"\b({_GETAL}) ?-?(?:jaar|jr|mnd|maanden|years)\b", re.I)
_GETALWOORD = re.compile(
    rf"(?!een\Z)(?:{_ENGELS}\Z|derde\Z|{TALWOORD}(?:de\Z|ste\Z|ja|jr|ma|mnd|mo|we|wkn|da|ye|j?\Z)|anderhal)", re.I
)
"""A number in words, whole or with the unit of an age behind it."""
_LOSSE_EEN = re.compile(rf"\been(?! ?-? ?[^\W\d_])|\been ?-? ?(?:{_EENHEID}|and|en|of|tot|t/m|to)\b", re.I)
_DUUR = re.compile(
    r"\b(?:al|na|over|binnen|om de|elke|ieder|sinds|voor|gedurende|ongeveer|ruim|bijna|afgelopen|laatste|komende|per|"
    r"vanaf|tot|onder|boven|jonger dan|ouder dan|t/m|minstens|zeker|meer dan|minder dan|eens in de|van de|de eerste|"
    r"hooguit|hoogste|maximaal|minimaal|hoogstens|nog|geleden|duurde|duurt|in|half|keer|for|after|every|within|under|over|"
    r"about) "
    r"(?:de |zo'n |een |ongeveer |bijna |ruim |maar )?\Z",
    re.I,
)
_NA_DUUR = re.compile(
    r" ?(?:tijd|lang|later|geleden|daarna|erna|eerder|ervoor|wacht|wachttijd|termijn|achter|samen|"
    r"getrouwd|lopen|duren)",
    re.I,
)


def find_datums(plat: Plat) -> Iterator[Vondst]:
    """All exact days and ages in this text."""
    if _has_dag(plat):
        yield from _find_dagen(plat.tekst)
    if plat.cijfer or _has_getal(plat):
        yield from _find_leeftijden(plat)


def _has_dag(plat: Plat) -> bool:
    """Every pattern of a day holds a digit, a month or a feast."""
    if plat.cijfer or not plat.woorden.isdisjoint(_MAANDWOORDEN):
        return True
    return any(woord.startswith(_FEESTDEEL) for woord in plat.woorden)


def _has_getal(plat: Plat) -> bool:
    """Every pattern of an age holds a digit or a number in words; 'een' is only one when no noun follows it."""
    if any(map(_GETALWOORD.match, plat.woorden)):
        return True
    return "een" in plat.woorden and _LOSSE_EEN.search(plat.tekst) is not None


def find_banden(tekst: str) -> list[tuple[int, int]]:
    """Where a range of ages stands, which points at nobody: '6 tot 8 jaar', '12+'."""
    return sorted(hit.span() for patroon in (_BAND, _EIGEN_BAND) for hit in patroon.finditer(tekst))


def _find_dagen(tekst: str) -> Iterator[Vondst]:
    for nummer, patroon in enumerate(_MASK):
        groep = 1 if nummer in _MASK_GROEP else 0
        for hit in patroon.finditer(tekst):
            if _ARTIKEL.search(tekst, max(0, hit.start() - 14), hit.start()) is None:
                yield Vondst(hit.start(groep), hit.end(groep), "DATUM", MASK, "datum")
    for patroon in _REVIEW:
        for hit in patroon.finditer(tekst):
            groep = 1 if patroon.groups else 0
            yield Vondst(hit.start(groep), hit.end(groep), "DATUM", REVIEW, "datum_ruim")

    for hit in _DAG_WOORD.finditer(tekst):
        woord = hit.group(1).lower()
        if woord not in _MAANDWOORDEN and not is_vaak(woord) and not _bijna_maanden().isdisjoint(make_variants(woord)):
            yield Vondst(hit.start(), hit.end(), "DATUM", MASK, "datum")


@cache
def _bijna_maanden() -> frozenset[str]:
    """The long months and what is left of them without one letter: '12 feburari', '1 okotber'."""
    return frozenset(variant for maand in _MAANDWOORDEN if len(maand) >= 5 for variant in make_variants(maand))


def _find_leeftijden(plat: Plat) -> Iterator[Vondst]:
    tekst = plat.tekst
    banden = find_banden(tekst)
    begins = [begin for begin, _ in banden]

    def is_band(begin: int, eind: int) -> bool:
        vorige = bisect_right(begins, begin) - 1
        return vorige >= 0 and eind <= banden[vorige][1]

    cijfers = _ZEKER_CIJFER if plat.cijfer else ()
    for patroon in (*cijfers, *_ZEKER, *_NA_NAAM, _HAAKJES):
        for hit in patroon.finditer(tekst):
            begin, eind = hit.span(1)
            duur = patroon is _NA_NAAM[-1] and _is_duur(tekst, begin, hit.end())
            if not duur and not (begin > 0 and tekst[begin - 1] == "-") and not is_band(begin, eind):
                yield Vondst(begin, eind, "LEEFTIJD", MASK, "leeftijd")
    for hit in _LOS.finditer(tekst):
        begin, eind = hit.span(1)
        if not _is_duur(tekst, begin, hit.end()) and not is_band(begin, eind):
            yield Vondst(begin, eind, "LEEFTIJD", REVIEW, "leeftijd_of_duur")


def _is_duur(tekst: str, begin: int, eind: int) -> bool:
    """True when the words around a number of years or months say that it is a time, not an age."""
    return _DUUR.search(tekst, max(0, begin - 30), begin) is not None or _NA_DUUR.match(tekst, eind) is not None
