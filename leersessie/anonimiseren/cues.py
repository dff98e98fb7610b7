"""Wat er om een woord heen staat: een aanspreekvorm, een verwant, een lidwoord, een werkwoord, een leeftijd.

Says only what the neighbours are; what follows from it is decided in woorden.py.
"""

from __future__ import annotations

import re

from leersessie.anonimiseren.lijsten import read_woorden
from leersessie.anonimiseren.tabel import read_tabel
from leersessie.anonimiseren.tokens import TITELS, Token

TUSSEN = frozenset(read_woorden("tussenvoegsels.txt"))
VERWANT = frozenset(read_woorden("verwant.txt"))
WERKWOORDEN = frozenset(read_woorden("werkwoorden.txt"))
_BEPALERS = frozenset(
    "de het een 't 'n dit dat deze die mijn je jouw uw haar zijn hun ons onze elke elk ieder iedere geen welke "
    "welk wat "
    "zo'n zulke veel weinig meer minder alle beide een paar the a an my your his her their our this that no "
    "any".split()
)
_LIJDEND = frozenset(
    "zag ziet zagen zien gezien belde belt gebeld sprak spraken spreekt gesproken kent kende kennen vroeg "
    "vraagt gevraagd "
    "hoorde hoort iemand niemand zoekt haalt bracht brengt slaat sloeg bedreigt bedreigde helpt hielp mist "
    "appte gezocht "
    "heet heette genaamd noemt bezocht ontmoette vertrouwt haat".split()
)
"""Words straight before a name, whatever follows: 'zag roos buiten'."""
_VOOR_NAAM = frozenset(
    "en of met van bij door voor aan naar dat als omdat want toen maar dus heeft had is was zegt zei belt belde "
    "vindt "
    "vond wil wilde kan moet tegen over zonder volgens namens en dan ook terwijl waar wie of sprak spreekt "
    "gesproken zag "
    "ziet hoort vraagt vroeg genaamd heet heten zoals and with from for to by that when said says saw met".split()
)
"""Words after which a noun in small letters without an article is more likely a name."""
_KERN = frozenset(
    "vader moeder ouder ouders broer zus zusje broertje zoon dochter kind kinderen oma opa oom tante".split()
)
_VOORAAN = ("stief", "half", "pleeg", "bonus", "schoon", "klein", "groot", "adoptie", "tweeling", "buur", "peet", "oud")
VERWANT |= frozenset(voor + kern for voor in _VOORAAN for kern in _KERN)
_NA_NAAM = frozenset("er toch maar thuis ervan erbij".split())
_HULP = frozenset("heeft had hebben hadden is was wordt werd heb".split())
KIN = VERWANT | frozenset(
    (
        "familie",
        "fam",
        "gezin",
        "gez",
        "gastgezin",
        "pleeggezin",
        "buurjongen",
        "buurmeisje",
        "ouders",
        "named",
        "genaamd",
        "heet",
    )
)
_KIN_TITELS = KIN | TITELS
_TALWOORD = (
    r"twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|"
    r"twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|twintig"
)
_GETAL = rf"((?:\d{{1,2}}(?:[.,]5|½)?|(?:{_TALWOORD})\b)(?:(?:, ?| en | and )(?:\d{{1,2}}|{_TALWOORD})\b){{0,5}})"
_GEEN_JAREN = (
    r"(?![\d/:-]|[.,]\d| tot \d| ?(?:keer|x|uur|minuten|euro|mensen|kinderen|gezinnen|procent|%|kilo|kg|cm|meter|km|"
    r"dagen|op|van de|"
    r"in de|lang|geleden|later|broers|zussen|vrienden|lessen|gesprekken|meldingen|nachten|plekken)\b)"
)
_IS = (
    r"(?:(?:en )?(?:van|is|wordt|werd|was|zijn|worden|waren)"
    r"(?: (?:net|nu|pas|bijna|al|inmiddels|ongeveer|ruim|nog maar|maar))?)"
)
_EENHEID = r"(?:jaar|jr|j|mnd|maanden?|wkn|weken|years?)"
_GEEN_DUUR = r"(?! ?(?:lang|geleden|later|bij|in|op school|samen|getrouwd))"
_LEEFTIJD_NA = re.compile(
    rf"(?:'s)?(?:,? ?\( ?(?:[mvj][,/ ]{{1,2}})?{_GETAL} ?{_EENHEID}?(?: oud)?\.?[,;)]"
    rf"|,? (?:{_IS} |turned |aged )?{_GETAL} ?{_EENHEID}\b{_GEEN_DUUR}"
    rf"|,? {_IS} {_GETAL}{_GEEN_JAREN}(?=$|[ .,;:!?)])"
    rf"|,? (?:net|nu|bijna|pas|nog maar) {_GETAL}{_GEEN_JAREN}(?=$|[.,;:!?)])"
    rf"|, {_GETAL}(?:,|$)| {_GETAL}j\b)",
    re.I,
)
_LEEFTIJD_SNEL = re.compile(r"'?s?,? ?[(,\dvanwezbiptv]", re.I)
_KLEM = 40


def is_werkwoord(token: Token) -> bool:
    """True for a finite verb, by the list or by its t: 'slaapt' when 'slapen' is a word."""
    woord = token.plat
    if woord in WERKWOORDEN:
        return True
    if token.hoofd or len(woord) < 4 or not token.has("w"):
        return False
    if woord.endswith(("te", "de")):
        return _is_stam(woord[:-2])
    return woord.endswith("t") and _is_stam(woord[:-1])


_DEELWOORD = re.compile(r"(?:aan|af|bij|door|in|mee|na|om|op|over|terug|thuis|toe|uit|voor|weg)?ge\w{3,}(?:d|t|en)\Z")


def is_deelwoord(token: Token) -> bool:
    """True for a participle: 'gezien', 'opgewacht', 'meegenomen'."""
    return not token.hoofd and token.has("wc") and _DEELWOORD.match(token.plat) is not None


def _is_stam(stam: str) -> bool:
    """True when an infinitive can be made of this stem."""
    vormen = {stam + "en", stam + stam[-1:] + "en"}
    if len(stam) >= 4 and stam[-2] == stam[-3]:
        kort = stam[:-2] + stam[-1]
        vormen |= {kort + "en", kort[:-1] + {"s": "z", "f": "v"}.get(kort[-1], kort[-1]) + "en"}
    vormen.add(stam[:-1] + {"s": "z", "f": "v"}.get(stam[-1:], stam[-1:]) + "en")
    look = read_tabel().look
    return any("w" in look(vorm) for vorm in vormen)


def is_los(tussen: str) -> bool:
    """True when only a space, or the dot of an initial, stands between two words."""
    return tussen in (" ", ". ", ".", "  ", "'", " '")


def find_voor(tokens: list[Token], i: int) -> Token | None:
    """The word straight before token i in the same sentence."""
    if i == 0 or tokens[i].begin_zin or not is_los(tokens[i].voor):
        return None
    return tokens[i - 1]


def find_na(tokens: list[Token], i: int) -> Token | None:
    """The word straight after token i in the same sentence."""
    if i + 1 >= len(tokens) or tokens[i + 1].begin_zin or tokens[i + 1].voor not in (" ", "  "):
        return None
    return tokens[i + 1]


def follows_kin(tokens: list[Token], i: int) -> bool:
    """True straight behind 'oma', 'juf', 'zoon', 'mw'; also over a tussenvoegsel: 'mevr de bruin'."""
    voor = find_voor(tokens, i)
    terug = i - 1
    if voor is not None and voor.plat in _KIN_TITELS:
        return True
    if i and tokens[i].voor in (", ", " (", ": ") and tokens[i - 1].plat in KIN and not tokens[i].begin_zin:
        return True
    while terug > 0 and i - terug < 4 and tokens[terug].plat in TUSSEN and is_los(tokens[terug + 1].voor):
        terug -= 1
    if not (0 <= terug < i - 1 and is_los(tokens[terug + 1].voor)):
        return False
    gezin = tokens[terug].plat == "gezin" and tokens[i - 1].plat in ("de", "der", "den") and tokens[i].has("s")
    return tokens[terug].plat in TITELS or gezin


def follows_bepaler(tokens: list[Token], i: int) -> bool:
    """True behind an article or the like, also over one adjective: 'de rode roos'."""
    voor = find_voor(tokens, i)
    if voor is None:
        return False
    if voor.plat in _BEPALERS:
        return True
    return voor.plat.endswith("e") and voor.has("w") and i > 1 and tokens[i - 2].plat in _BEPALERS


def in_naam_plek(tekst: str, tokens: list[Token], i: int) -> bool:
    """True where a name can stand without an article: before a verb, or between 'met' and a comma."""
    if follows_bepaler(tokens, i):
        return False
    voor, na = find_voor(tokens, i), find_na(tokens, i)
    if voor is not None and voor.plat in _LIJDEND:
        return True
    if i + 1 < len(tokens) and tokens[i + 1].voor == " & ":
        return True
    vrij_ervoor = voor is None or voor.plat in _VOOR_NAAM or is_werkwoord(voor)
    if not vrij_ervoor:
        return False
    if na is not None and (is_werkwoord(na) or na.plat in _NA_NAAM):
        return True
    if na is not None and voor is not None and is_deelwoord(na) and voor.plat in _HULP:
        return True
    if voor is None or voor.plat not in (
        "met",
        "van",
        "bij",
        "door",
        "aan",
        "en",
        "om",
        "tegen",
        "volgens",
        "with",
        "and",
    ):
        return na is not None and na.plat == "en" and voor is None
    return na is None or na.has("t") or tokens[i + 1].voor == " & "


def has_leeftijd_na(tekst: str, plek: int) -> bool:
    """True when an age stands straight behind this place: 'anas (8)', 'anas van 8 jaar'."""
    return find_leeftijd_na(tekst, plek) is not None


def find_leeftijd_na(tekst: str, plek: int) -> tuple[int, int] | None:
    """Where the age stands straight behind a name."""
    if _LEEFTIJD_SNEL.match(tekst, plek) is None:
        return None
    hit = _LEEFTIJD_NA.match(tekst, plek, min(len(tekst), plek + _KLEM))
    return None if hit is None else next(hit.span(g) for g in range(1, 7) if hit.start(g) >= 0)
