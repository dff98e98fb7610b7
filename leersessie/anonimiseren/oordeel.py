"""Wat één woord is: met een hoofdletter midden in de zin, aan het begin ervan, of klein geschreven.

Weighs what the table knows of a word against what stands around it; knows no other layer than that of words.
"""

from __future__ import annotations

from leersessie.anonimiseren.cues import (
    KIN,
    TUSSEN,
    find_na,
    find_voor,
    follows_bepaler,
    follows_kin,
    has_leeftijd_na,
    in_naam_plek,
    is_deelwoord,
    is_los,
    is_werkwoord,
)
from leersessie.anonimiseren.model import MASK, REVIEW
from leersessie.anonimiseren.organisaties import ORG
from leersessie.anonimiseren.tabel import read_tabel
from leersessie.anonimiseren.tokens import TITELS, Token

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
_SPREEKT = frozenset("zegt zei heeft had vindt vond belt belde huilt huilde woont woonde slaapt kwam appte".split())
_VOEGWOORD = frozenset(
    "uit in op aan bij met van voor die dat wie waarbij totdat waarin waarop waarna doordat hoewel aangezien indien "
    "tenzij ofwel".split()
)
_NOOIT_NAAM = frozenset("over dan elke april corona iban tip les ramadan".split())
Oordeel = tuple[str, str, str] | None
"""Type, tier and reason; None when the word is no name."""


def judge_hoofdletter(tekst: str, tokens: list[Token], i: int) -> Oordeel:
    """A capital inside a sentence says much; only a current word or an abbreviation says less."""
    token = tokens[i]
    if token.plat in ORG or token.plat.endswith(("nummer", "code")):
        return None
    kin = follows_kin(tokens, i)
    voor = find_voor(tokens, i)
    if kin and voor is None and not token.has("vsxyE") and token.has("wc"):
        kin = False  # 'cliënt (V-nummer …)'
    if kin:
        return ("PERSOON", MASK, "na_titel" if voor is not None and voor.plat in TITELS else "na_verwant")
    if has_leeftijd_na(tekst, token.end):
        return ("PERSOON", MASK, "leeftijd_erna")
    if token.has("t") and not (token.has("vs") and _next_is_naam(tokens, i)):
        naam = token.has("v") and token.plat not in TUSSEN and in_naam_plek(tekst, tokens, i)
        return ("PERSOON", REVIEW, "naam_of_woord") if naam else None
    if token.voor.endswith(": ") and token.has("w") and not token.has("vs"):
        return None
    if token.soort == "k" or (token.woord.isupper() and len(token.woord) <= 5 and not token.has("vs")):
        return ("NAAM", REVIEW, "hoofdletter")
    twijfel = token.has("w") and not in_naam_plek(tekst, tokens, i)
    if token.has("vxsy") and not (twijfel and (not token.has("v") or follows_bepaler(tokens, i))):
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


def _and_naam(tokens: list[Token], i: int) -> bool:
    """True for 'Made en Ketut' and 'Pip, Jip en Bo': a word further in the row is a name and nothing else."""
    rij, hoofden = tokens[i + 1 : i + 8], 0
    for plek, ander in enumerate(rij):
        if ander.begin_zin or not (ander.voor in (", ", " ") or (plek == 0 and is_los(ander.voor))):
            return False
        if ander.plat in ("en", "and"):
            continue
        los = ander.voor == " " and not (plek and rij[plek - 1].plat in ("en", "and"))
        if los or not ander.hoofd or ander.vrij:
            return False
        hoofden += ander.has("vE")
        if hoofden == 2 or (not ander.has("wtc") and ander.has("vxsyuE")):
            return True
    return False


def _next_is_naam(tokens: list[Token], i: int) -> bool:
    na = find_na(tokens, i)
    return na is not None and na.hoofd and not na.vrij and not na.has("t")


def judge_begin(tekst: str, tokens: list[Token], i: int) -> Oordeel:
    """The first word of a sentence has a capital anyhow."""
    token = tokens[i]
    naam_erna = _next_is_naam(tokens, i)
    if token.has("t"):
        return ("PERSOON", REVIEW, "naam_of_woord") if _speaks(tokens, i) else None
    if tekst.startswith(" (", token.end) and i + 1 < len(tokens) and tokens[i + 1].plat in KIN:
        return ("PERSOON", REVIEW if token.has("w") and not token.has("v") else MASK, "na_verwant")
    if has_leeftijd_na(tekst, token.end):
        if not token.has("w") or token.has("vsE"):
            return ("PERSOON", MASK, "leeftijd_erna")
        if tekst.startswith(" (", token.end) and token.plat not in KIN:
            return ("PERSOON", REVIEW, "leeftijd_erna")
    if token.has("v") and tekst.startswith(": ", token.end):
        return ("PERSOON", MASK, "spreker")
    if token.has("w"):
        return _judge_begin_woord(tekst, tokens, i)
    if token.soort == "g" and not naam_erna:
        return ("PERSOON", REVIEW, "onbekend_woord") if is_werkwoord_na(tokens, i) else None
    if token.soort in ("k", "g") and naam_erna and len(token.plat) <= 4 and not tokens[i + 1].has("w"):
        return ("PERSOON", MASK, "naam")  # 'Um Ahmad'
    if token.soort in ("c", "k"):
        return None
    if token.has("vxsy"):
        return ("PERSOON", MASK, "naam")
    if token.soort in ("f", "F"):
        return ("PERSOON", REVIEW, "onbekend_woord") if naam_erna or is_werkwoord_na(tokens, i) else None
    if token.soort == "u":
        zeker = naam_erna or is_werkwoord_na(tokens, i) or _and_naam(tokens, i)
        return ("PERSOON", MASK if zeker else REVIEW, "onbekend_woord")
    if token.has("E"):
        if token.plat.endswith(_BIJVOEGLIJK[:5]) and not naam_erna:
            return None
        return ("NAAM", MASK if naam_erna or is_werkwoord_na(tokens, i) else REVIEW, "hoofdletter")
    return None


def _is_bijstelling(tokens: list[Token], i: int) -> bool:
    """True for 'Vos, de gezinsvoogd, is nieuw': a word that says who follows between commas."""
    rij = tokens[i + 1 : i + 4]
    if not rij or rij[0].voor != ", " or rij[0].begin_zin:
        return False
    plek = 1 if rij[0].plat in ("de", "het", "mijn", "onze", "een", "haar", "zijn") else 0
    return len(rij) > plek + 1 and rij[plek].plat in KIN and rij[plek + 1].voor == ", "


def _judge_begin_woord(tekst: str, tokens: list[Token], i: int) -> Oordeel:
    """A word that may be a name too, at the start of a sentence: 'Storm en Roos', 'Belle vraagt'."""
    token = tokens[i]
    naam_erna = _next_is_naam(tokens, i)
    if token.has("v") and tekst.startswith(" (", token.end):
        return ("PERSOON", REVIEW, "naam_of_woord")
    if token.has("v") and _and_naam(tokens, i):
        return ("PERSOON", MASK, "naam")
    if token.has("vx") and (naam_erna or in_naam_plek(tekst, tokens, i)):
        return ("PERSOON", MASK if naam_erna or is_werkwoord_na(tokens, i) else REVIEW, "naam")
    if _is_bijstelling(tokens, i):
        return ("PERSOON", REVIEW, "na_verwant")
    vreemd = token.has("Exsy") and token.plat not in KIN and is_werkwoord_na(tokens, i)
    return ("PERSOON", REVIEW, "naam_of_woord") if vreemd or _and_naam(tokens, i) else None


def judge_klein(tekst: str, tokens: list[Token], i: int) -> Oordeel:
    """A word in small letters: a name that is no word, a strange word, or a word where a name stands."""
    token = tokens[i]
    if len(token.woord) < 2 or token.plat in KIN:
        return None
    if token.soort == "k":
        return ("PERSOON", REVIEW, "onbekend_woord") if _names_short(tekst, tokens, i) else None
    if token.has("t") and _speaks(tokens, i):
        return ("PERSOON", REVIEW, "naam_of_woord")
    voor = find_voor(tokens, i)
    if voor is not None and voor.plat in ("heet", "heette", "genaamd") and token.has("wg") and not token.has("t"):
        return ("PERSOON", REVIEW, "naam_of_woord")
    kin, leeftijd = follows_kin(tokens, i), has_leeftijd_na(tekst, token.end)
    if token.has("t") or (token.has("w") and not token.has("vs")):
        haakje = leeftijd and not token.has("t") and tekst.startswith(" (", token.end)
        haakje = haakje or (leeftijd and not token.has("t") and _opens_rij(tokens, i))
        if haakje and not follows_bepaler(tokens, i):
            return ("PERSOON", REVIEW, "leeftijd_erna")  # 'lotus (12)', 'drie kinderen, jaden van 9'
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


def _opens_rij(tokens: list[Token], i: int) -> bool:
    """True for the first word behind a comma, or behind 'en'."""
    return i > 0 and (tokens[i].voor == ", " or tokens[i - 1].plat == "en")


def _names_short(tekst: str, tokens: list[Token], i: int) -> bool:
    """True for three letters or more without a vowel where a name stands: 'weg bij mrk.'"""
    return len(tokens[i].woord) >= 3 and tokens[i].woord.isalpha() and in_naam_plek(tekst, tokens, i)


def _speaks(tokens: list[Token], i: int) -> bool:
    """True for a current word that is a first name too, where only a name fits: 'wil zegt', 'mei lin huilt'."""
    token, voor, na = tokens[i], find_voor(tokens, i), find_na(tokens, i)
    if not token.has("v") or token.plat in TUSSEN | _NOOIT_NAAM or na is None:
        return False
    if voor is not None and voor.plat not in ("en", "dat", "maar", "want", "volgens", "of", "toen", "omdat"):
        return False
    verder = find_na(tokens, i + 1)
    achternaam = na.has("xsyuE") and not na.has("wt") and verder is not None and is_werkwoord(verder)
    return na.plat in _SPREEKT or achternaam


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
    if not follows_kin(tokens, i) or not _follows_titel(tokens, i) or token.plat in TUSSEN | ORG | _VOEGWOORD:
        return None
    werkwoord = is_werkwoord(token) or (is_deelwoord(token) and not token.has("s"))
    if werkwoord and tokens[i - 1].plat not in TUSSEN:
        return None
    if tokens[i - 1].plat in ("heer", "meester", "juf", "dokter", "zuster", "familie", "gez") and not token.has("s"):
        return None
    if token.has("t") and not token.has("s"):
        return None
    if token.has("g") and not token.has("s") and tokens[i - 1].plat not in TUSSEN:
        return None  # 'her uncle took'
    zeker = tokens[i - 1].plat in TUSSEN and _follows_heer(tokens, i)
    return ("PERSOON", MASK if zeker else REVIEW, "na_titel_klein")


def _follows_heer(tokens: list[Token], i: int) -> bool:
    """True for 'mw de haan': short forms of address that nothing but a name follows."""
    return any(t.plat in ("mw", "mevr", "dhr", "mevrouw", "meneer", "hr") for t in tokens[max(0, i - 3) : i - 1])


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
