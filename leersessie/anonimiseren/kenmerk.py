"""Laag: zeldzame combinaties die een gezin aanwijzen zonder naam. Een waarschuwing; herschrijven doet een mens.

Knows a list of cues (uniqueness, media, public function, rare household, closed community); counts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from leersessie.anonimiseren.model import REVIEW, Vondst
from leersessie.anonimiseren.plat import Plat

_STREEK = (
    r"(?:dorp(?:je)?|wijk|buurt|straat|stad(?:je)?|gemeente|regio|provincie|eiland|school|klas|flat|gehucht|"
    r"polder|omgeving|"
    r"parochie|kerk|stadsdeel|land|nederland|streek|plaats)"
)
_GROOTTE = r"(?:een |het |de |ons |onze |hun |dit |deze |die )?(?:heel |erg )?(?:kleine?|hechte?|gesloten|zelfde)? ?"
_HIER = rf"(?:hier\b|(?:in|van|op|uit|binnen) {_GROOTTE}{_STREEK}\b|ter plaatse|lokale?)"
_AMBT = (
    r"(?:burgemeester|wethouder|raadslid|gemeenteraadslid|statenlid|kamerlid|dominee|pastoor|imam|rabbijn|"
    r"notaris|dierenarts|"
    r"huisarts|tandarts|schooldirecteur|directeur|rector|profvoetballer|voetballer|topsporter|schaatser|"
    r"wielrenner|zanger(?:es)?|"
    r"acteur|actrice|schrijver|schrijfster|presentator|presentatrice|influencer|vlogger|youtuber|rechter|"
    r"officier van justitie|"
    r"politiechef|wijkagent|brandweercommandant|commandant|koster|molenaar|veerman|havenmeester|boswachter|"
    r"piloot|astronaut|"
    r"ambassadeur|diplomaat|minister|staatssecretaris|professor|hoogleraar|olympisch \w{3,20}|kampioen|trainer|"
    r"fractievoorzitter)"
)
_AANTAL_GROOT = r"(?:[7-9]|1\d|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien)"
_MENS = (
    r"(?:gezin|familie|kind|moeder|vader|ouder|vrouw|man|meisje|jongen|leerling|bewoner|inwoner|leraar|\w*arts|"
    r"vrouwelijke \w{3,20}|"
    r"zwarte \w{3,20}|nabestaande|overlevende|getuige|dochter|zoon|erfgenaam)"
)
_TOT_EIND = r"[^.,;:!?\n()]{0,60}"
_ROND = r"[^.,;:!?\n()]{0,40}?"
_PATRONEN = tuple(
    re.compile(patroon, re.I)
    for patroon in (
        rf"\b(?:(?:het|de|als|zijn|is|was|hun|enkel) )?enige? (?:[\w-]{{2,20}} ){{0,3}}?(?:{_MENS}\b{_TOT_EIND}|"
        rf"{_ROND}{_HIER}{_TOT_EIND})",
        rf"\bgeen (?:ander|andere) (?:gezin|familie|kind|ouder|leerling|vrouw|man){_TOT_EIND}",
        rf"\b(?:iedereen|heel het dorp|het hele dorp|de hele (?:buurt|wijk|stad|school)|half \w{{3,20}}) "
        rf"{_ROND}(?:ken(?:t|de)|weet|wist|praat\w*|sprak){_TOT_EIND}",
        rf"\b(?:bekend|beroemd|berucht)e?(?: \w{{2,20}})? (?:van|uit|om|van de|in|door) {_TOT_EIND}",
        rf"\b(?:bekende?|beroemde?|landelijk bekende?|lokale?|plaatselijke?) {_AMBT}\b(?: {_HIER})?",
        r"\b(?:bekende nederlander|bn'?er|lokale beroemdheid|publieke functie|publiek figuur)\b",
        rf"\b{_AMBT}\b {_ROND}{_HIER}",
        r"\bkinderen (?:van|bij) (?:drie|vier|vijf|zes|[3-9]) (?:verschillende )?(?:vaders|mannen|vrouwen)\b",
        r"\b(?:is|was|als) (?:zelf )?de [^\W\d_]{4,24} van (?:het|ons|dit) (?:dorp(?:je)?|eiland|gehucht|stadje)\b",
        rf"\b(?:het|de|een|in|op|uit|haalde|kwam|stond|was|werd)? ?{_ROND}\b(?:landelijk nieuws|landelijke? "
        rf"(?:pers|media)|journaal|nieuws|krant(?:en)?|voorpagina|opsporing verzocht|documentaire|rtl boulevard|"
        rf"op tv|op televisie|op de radio)\b(?! lezen){_TOT_EIND}",
        r"\b(?:een |de |haar |hun |zijn )?(?:eeneiige |twee-eiige |siamese )?(?:drieling|vierling|vijfling|"
        r"zesling|siamese tweeling|(?:twee|drie) tweelingen|(?:twee|drie) keer een tweeling)\b" + _TOT_EIND,
        rf"\b(?:(?:gezin|moeder|vader|vrouw|man|familie) (?:met|heeft|hebben|van) )?{_AANTAL_GROOT} (?:jonge |"
        rf"thuiswonende |eigen )?(?:kinderen|dochters|zonen|zoons|broers|zussen)\b(?! (?:in|uit) de (?:klas|"
        rf"groep)){_TOT_EIND}",
        rf"\b(?:woonwagen(?:kamp|centrum|bewoners?|familie)?|woonboot|woonschip|jehova'?s?(?: getuigen?)?|"
        rf"getuigen? van jehova|mormo(?:on|nen|onse)|amish|orthodox-?joodse?|chassidische?|exclusive brethren|"
        rf"noorse broeders|scientology|sekte|commune|gesloten gemeenschap|zwaar gereformeerde?|oud "
        rf"gereformeerde?|kermisfamilie|circusfamilie|kermisexploitant\w*|binnenvaart\w*|schippersgezin|sinti|"
        rf"yezidi\w*|jezidi\w*|molukse wijk){_TOT_EIND}",
        rf"\b(?:zeer |heel |erg |uiterst )?(?:zeldzame?|unieke?) {_TOT_EIND}",
        rf"\b(?:transgender|trans)(?: (?:vader|moeder|man|vrouw|kind|ouder|meisje|jongen))? {_ROND}{_HIER}",
        rf"\b(?:eerste|laatste|oudste|jongste|rijkste|grootste) (?:gezin|familie|moeder|vader|vrouw|man|boer|"
        rf"bewoner|inwoner|leerling|kind) {_ROND}{_HIER}",
        rf"\b(?:brand|ongeluk|ontploffing|schietpartij|schietincident|steekpartij|moord|gezinsdrama|"
        rf"familiedrama|vliegramp|treinongeluk|ramp|overval|gijzeling|liquidatie|explosie) {_ROND}{_HIER}",
    )
)  # fmt: skip
_KNIP = re.compile(
    r" (?:dus|maar|want|omdat|terwijl|waardoor|zodat|daarom|wat|en (?:ik|we|wij|hij|zij|ze|dat|nu|toen|wil|"
    r"heeft|is|was|moeder|vader))\b"
)
_GEEN = re.compile(
    r"(?:de |het |als |is |zijn |was )?enige? (?:wat|dat|die|manier|optie|vraag|reden|keer|zorg|hoop|oplossing|"
    r"tijd|mate|malen|"
    r"stap|weken|dagen|maanden|jaren|ervaring|kans|uitweg|verschil|ander|informatie|twijfel|moeite|afstand|rust|"
    r"houvast|plek|steun)\b",
    re.I,
)


_SLEUTEL = re.compile(
    rf"\b(?:enige?|geen ander|geen andere|iedereen|heel het|het hele|de hele|half|bekende?|beroemde?|berucht|"
    rf"publieke?|bn'?er|nieuws|pers|media|"
    rf"journaal|krant(?:en)?|voorpagina|opsporing|documentaire|boulevard|tv|televisie|radio|drieling|vierling|"
    rf"vijfling|zesling|siamese|"
    rf"tweelingen|keer een tweeling|{_AANTAL_GROOT} (?:jonge |thuiswonende |eigen )?(?:kinderen|dochters|zonen|"
    rf"zoons|broers|zussen)|"
    rf"woon(?:wagen|boot|schip)\w*|jehova\w*|getuigen|mormo\w+|amish|\w*joodse?|chassid\w+|brethren|broeders|"
    rf"scientology|"
    rf"sekte|commune|gemeenschap|gereformeerde?|kermis\w+|circus\w+|binnenvaart\w*|schippersgezin|sinti|"
    rf"[jy]ezidi\w*|molukse|"
    rf"zeldzame?|unieke?|trans(?:gender)?|eerste|laatste|oudste|jongste|rijkste|grootste|brand|ongeluk|"
    rf"ontploffing|schiet\w+|"
    rf"steekpartij|vaders|van (?:het|ons|dit) (?:dorp|eiland|gehucht|stadje)|"
    rf"moord|\w{{5,8}}drama|\w{{5,7}}ramp|ramp|overval|gijzeling|liquidatie|explosie|lokale|"
    rf"landelijk|{_AMBT})\b",
    re.I,
)
_LOSSE_SLEUTELS = frozenset(
    "enig enige ander andere iedereen heel hele half bekend bekende beroemd beroemde berucht publiek publieke bn bner "
    "nieuws pers media journaal krant kranten voorpagina opsporing documentaire boulevard tv televisie radio drieling "
    "vierling vijfling zesling siamese tweeling tweelingen zeven acht negen tien elf twaalf dertien veertien vijftien "
    "zestien getuigen amish brethren broeders scientology sekte commune gemeenschap gereformeerd gereformeerde "
    "schippersgezin sinti molukse zeldzam zeldzame uniek unieke trans transgender eerste laatste oudste jongste "
    "rijkste grootste brand ongeluk ontploffing steekpartij vaders dorp eiland gehucht stadje moord overval gijzeling "
    "liquidatie explosie lokale landelijk zanger zangeres officier olympisch".split()
) | frozenset(re.findall(r"\w+", _AMBT))
_SLEUTELBEGIN = (
    "woonwagen", "woonboot", "woonschip", "jehova", "mormo", "chassid", "kermis", "circus", "binnenvaart", "jezidi",
    "yezidi", "schiet",
)  # fmt: skip
_SLEUTELEIND = ("drama", "ramp", "joods", "joodse")
_TELT = frozenset("kinderen dochters zonen zoons broers zussen".split())


def _has_sleutel(plat: Plat) -> bool:
    """True when a word stands there that _SLEUTEL could begin with; cheaper than asking it."""
    woorden = plat.woorden
    if not woorden.isdisjoint(_LOSSE_SLEUTELS) or (plat.cijfer and not woorden.isdisjoint(_TELT)):
        return True
    return any(woord.startswith(_SLEUTELBEGIN) or woord.endswith(_SLEUTELEIND) for woord in woorden)


_GRENS = re.compile(r"[.,;:!?\n()]")
_VENSTERS = 150
"""Clauses with a cue that are looked at; a text with more of them is not a text."""


def find_kenmerk(plat: Plat) -> Iterator[Vondst]:
    """Every warning, from its cue to the end of the clause."""
    if not _has_sleutel(plat):
        return
    tot = aantal = 0
    for sleutel in _SLEUTEL.finditer(plat.tekst):
        if sleutel.start() < tot or aantal >= _VENSTERS:
            continue
        aantal += 1
        begin = max(tot, sleutel.start() - 70)
        voor = [hit.end() for hit in _GRENS.finditer(plat.tekst, begin, sleutel.start())]
        na = _GRENS.search(plat.tekst, sleutel.end(), sleutel.end() + 90)
        begin = voor[-1] if voor else begin
        tot = na.start() if na else min(len(plat.tekst), sleutel.end() + 90)
        yield from _find_clause(plat.tekst[begin:tot], begin)


def _find_clause(zin: str, schuif: int) -> Iterator[Vondst]:
    for patroon in _PATRONEN:
        for hit in patroon.finditer(zin):
            stuk = hit.group()
            if _GEEN.match(stuk.lstrip()):
                continue
            knip = _KNIP.search(stuk, 8)
            begin = hit.start() + len(stuk) - len(stuk.lstrip())
            eind = hit.start() + (knip.start() if knip else len(stuk.rstrip()))
            if eind - begin >= 5:
                yield Vondst(schuif + begin, schuif + eind, "KENMERK", REVIEW, "kenmerk")
