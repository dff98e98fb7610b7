"""Woorden met hun plek en wat zij kunnen zijn: in de zin, en volgens de tabel. Oordeelt niet of iets een naam is.

Linear in the length of the text: each word is looked up once, and the number of guesses about spelling is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from leersessie.anonimiseren.lijsten import read_woorden
from leersessie.anonimiseren.plat import fold
from leersessie.anonimiseren.tabel import Tabel, read_tabel

WOORD = re.compile(r"[^\W\d_](?:[^\W_]|['\-&+.](?=[^\W_])){0,60}")
TITELS = frozenset(read_woorden("titels.txt"))
DUBBELLETTERS = frozenset("th ch chr joh ph ij tj sj fr jac wm fer".split())
"""Initials of more than one letter: 'Th. Quist'."""
_VREEMD = re.compile(r"[şğıİçłńśźżćąęøåñãõșțčšžřđÇ]|\A[öüÖÜ]")
"""Letters that no Dutch word has there: 'Ömer' is not the word 'omer'."""
_BRITS = re.compile(r"is(e|es|ed|ing|er|ation)\Z")
_EIND = frozenset(".!?…\n•·|")
_ENGELS = frozenset(
    "the and was she he they with her his had has of that from to about when are you why my this these what who it "
    "i be by but so does did said and not an old girl boy year".split()
)
_NEDERLANDS = frozenset("de het een en van ze zij hij niet met haar zijn heeft dat om bij naar voor".split())
_KLINKERS = frozenset("aeiouy")
_SCHEIDBAAR = (
    "in",
    "uit",
    "aan",
    "af",
    "op",
    "door",
    "mee",
    "terug",
    "weg",
    "bij",
    "om",
    "over",
    "toe",
    "na",
    "voor",
    "thuis",
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_VAKEIND = (
    "eren",
    "eerd",
    "eert",
    "eerde",
    "isch",
    "ische",
    "atie",
    "aties",
    "iteit",
    "ering",
    "heid",
    "loos",
    "baar",
    "lijke",
    "matig",
)
"""Endings of learned words that no dictionary has yet."""
GISSINGEN = 60
"""Spelling guesses per text; past that a strange word counts as strange."""


@dataclass(slots=True)
class Token:
    """One word. `soort`: letters of the table, 'c' for a compound, 'u' unknown, 'f' unknown but near a current word,
    'F' near a long word, 'k' abbreviation, 'i' initials."""

    start: int
    end: int
    woord: str
    plat: str
    hoofd: bool
    begin_zin: bool
    voor: str
    """What stands between the word before it and this one."""
    soort: str = ""
    vrij: bool = False
    engels: bool = False
    """A word that is English and not Dutch; set before an English text makes a plain word of it."""

    def has(self, letters: str) -> bool:
        """True when it can be one of these."""
        for letter in letters:  # noqa: SIM110  asked thirty times a word: a generator would cost the most of it
            if letter in self.soort:
                return True
        return False


@dataclass(slots=True)
class Woordkennis:
    """Looks words up for one text; remembers nothing after it."""

    tabel: Tabel = field(default_factory=read_tabel)
    gezien: dict[str, str] = field(default_factory=dict)
    gissingen: int = GISSINGEN

    def read_soort(self, plat: str) -> str:
        """The letters of a folded word, through genitive, hyphen, compound and spelling."""
        soort = self.gezien.get(plat)
        if soort is None:
            soort = self.gezien[plat] = self._find(plat)
        return soort

    def _find(self, plat: str) -> str:
        soort = self._look(plat) or self._look_bezit(plat) or self._look_brits(plat)
        if soort:
            return soort
        if "-" in plat or "." in plat:
            return self._look_delen(plat)
        if plat.endswith("nr") or len(plat) < 3 or (len(plat) <= 5 and not set(plat) & _KLINKERS):
            return "k"  # an abbreviation
        if len(plat) >= 8 and plat.endswith(_VAKEIND):
            return "c"
        kaal = re.sub(r"(.)\1{2,}", r"\1\1", plat)
        enkel = re.sub(r"(.)\1{2,}", r"\1", plat)
        if kaal != plat:
            een, twee = self._look(enkel), self._look(kaal)
            if een or twee:
                return een if "t" in een or not twee else twee  # 'mannn' is 'man', not the surname
        if self._is_samenstelling(plat) or self._is_voltooid(plat):
            return "c"
        return self._look_tikfout(plat) or "u"

    def _look(self, plat: str) -> str:
        return _gangbare_letters().get(plat) or self.tabel.look(plat)

    def _look_bezit(self, plat: str) -> str:
        """The letters of a name with the s of possession: 'samira's', 'barts'."""
        for staart in ("'s", "s", "'tje", "'", "tje", "je", "ke"):
            if plat.endswith(staart) and len(plat) - len(staart) >= 3:
                soort = self.tabel.look(plat.removesuffix(staart))
                if soort and ("'" in staart or ("v" in soort and "w" not in soort)):
                    return soort
        return ""

    def _look_brits(self, plat: str) -> str:
        """'g' for British spelling: the table knows American words ('recognize', 'offense', 'behavior')."""
        if len(plat) < 7:
            return ""
        vormen = (_BRITS.sub(r"iz\1", plat), plat.replace("ence", "ense"), plat.replace("our", "or"))
        return "g" if any(vorm != plat and "g" in self.tabel.look(vorm) for vorm in vormen) else ""

    def _look_delen(self, plat: str) -> str:
        """A word with hyphens or dots: a name when a part is one, a word when all parts are."""
        delen = [deel for deel in re.split(r"[-.]", plat) if deel]
        soorten = [self._look(deel) if len(deel) > 1 else "k" for deel in delen]
        if len(delen) > 1 and all(len(deel) == 1 for deel in delen):
            return "i"  # initials
        if "-" in plat and any("w" not in s and set(s) & set("vsE") for s in soorten):
            return "v"
        return "c" if all(soorten) or "w" in soorten[-1] else "u"

    def _is_samenstelling(self, plat: str) -> bool:
        """True when it falls apart into two or three known words: 'veiligheidsplangesprek'."""
        for plek in range(len(plat) - 3, 2, -1):
            kop, staart = plat[:plek], plat[plek:]
            if min(len(kop), len(staart)) < 4 and len(plat) < 9:
                continue
            if "w" not in self.tabel.look(staart):
                continue
            if self._is_kop(kop):
                return True
        return False

    def _is_voltooid(self, plat: str) -> bool:
        """True for a verb with a preposition before it: 'ingereisd', 'doorgemaild'."""
        for voor in _SCHEIDBAAR:
            rest = plat.removeprefix(voor)
            if rest != plat and rest.startswith("ge") and "w" in self.tabel.look(rest):
                return True
        return False

    def _is_kop(self, kop: str) -> bool:
        for vorm in (kop, kop.removesuffix("s"), kop.removesuffix("en"), kop.removesuffix("e")):
            if len(vorm) >= 3 and "w" in self.tabel.look(vorm):
                return True
        if len(kop) < 8:
            return False
        return any(
            "w" in self.tabel.look(kop[p:]) and "w" in self.tabel.look(kop[:p].removesuffix("s"))
            for p in range(4, len(kop) - 3)
        )

    def _look_tikfout(self, plat: str) -> str:
        """'f' when one edit makes a current word of it, 'F' when it makes a long word that is in the table."""
        if any(plat[:i] + plat[i + 1] + plat[i] + plat[i + 2 :] in _vaak() for i in range(len(plat) - 1)):
            return "f"  # 'neit', 'dta'
        if len(plat) < 4:
            return ""
        if not _gangbaar().isdisjoint(make_variants(plat)):
            return "f"
        if len(plat) < 7 or len(plat) > 24 or self.gissingen <= 0:
            return ""
        self.gissingen -= 1
        return "F" if self._is_bijna_woord(plat) else ""

    def _is_bijna_woord(self, plat: str) -> bool:
        look = self.tabel.look
        for i in range(len(plat) + 1):
            if not self.tabel.has_begin(plat[:i]):
                return False  # every further edit would leave this beginning as it is
            for letter in _LETTERS:
                if "w" in look(plat[:i] + letter + plat[i:]) or "w" in look(plat[:i] + letter + plat[i + 1 :]):
                    return True
            if "w" in look(plat[:i] + plat[i + 1 :]):
                return True
            if i + 1 < len(plat) and "w" in look(plat[:i] + plat[i + 1] + plat[i] + plat[i + 2 :]):
                return True
        return False


def make_variants(woord: str) -> set[str]:
    """The word and the word without each of its letters: two words share one when they differ by one edit."""
    kort = woord[:30]
    return {kort, *(kort[:i] + kort[i + 1 :] for i in range(len(kort)))}


@cache
def _gangbare_letters() -> dict[str, str]:
    """The letters of the current words, which are most of every text: they need no search in the table."""
    woorden = map(fold, read_woorden("gangbaar.txt"))
    return {woord: read_tabel().look(woord) for woord in woorden}


def is_vaak(plat: str) -> bool:
    """True for a word that is often on cards and never a name."""
    return plat in _vaak()


@cache
def _vaak() -> frozenset[str]:
    """Current words, and words that are often on cards."""
    return frozenset(map(fold, (*read_woorden("gangbaar.txt"), *read_woorden("vaak.txt"))))


@cache
def _gangbaar() -> frozenset[str]:
    """Variants of those of four letters and more."""
    woorden = (woord for woord in _vaak() if len(woord) >= 4)
    return frozenset(variant for woord in woorden for variant in make_variants(woord) if len(variant) >= 4)


def tokenise(tekst: str) -> list[Token]:
    """The words of a plain text, with what the table knows of them."""
    tokens: list[Token] = []
    vorig_eind = 0
    for hit in WOORD.finditer(tekst):
        tussen = tekst[vorig_eind : hit.start()]
        woord = hit.group().rstrip("-'&+.")
        afkorting = bool(tokens) and tussen.startswith(".") and _is_afkorting(tokens[-1].woord, tussen)
        begin = not tokens or (any(t in _EIND for t in tussen) and not afkorting) or _is_opsomming(tussen)
        begin = begin or _opens_citaat(tussen)
        plat = fold(woord)
        tokens.append(Token(hit.start(), hit.start() + len(woord), woord, plat, woord[0].isupper(), begin, tussen))
        vorig_eind = tokens[-1].end
    _lower_caps(tokens)
    kennis = Woordkennis()
    for token in tokens:
        token.soort = kennis.read_soort(token.plat)
        token.engels = "g" in token.soort and not token.has("wt")
    engels = is_engels(tokens)
    for token in tokens:
        if engels and "g" in token.soort:
            token.soort += "w"  # in an English text an English word is a word
        if _VREEMD.search(token.woord):
            token.soort = "".join(letter for letter in token.soort if letter not in "wtgcfF") or "u"
    return tokens


def _lower_caps(tokens: list[Token]) -> None:
    """A text in capitals only says as little with them as one in small letters."""
    lang = [token for token in tokens if len(token.woord) > 1]
    if len(lang) >= 4 and sum(token.woord.isupper() for token in lang) > 0.7 * len(lang):
        for token in tokens:
            token.hoofd = False


def is_engels(tokens: Sequence[Token], *, misschien: bool = False) -> bool:
    """True when the text has more words that are English only, little ones twice, than words that are Dutch only.

    `misschien`: also when it has as many.
    """
    engels = sum(t.engels + (t.plat in _ENGELS) for t in tokens)
    nederlands = sum((t.has("wtc") and "g" not in t.soort) + (t.plat in _NEDERLANDS) for t in tokens)
    return engels >= 2 and engels > nederlands - misschien


def _is_afkorting(woord: str, tussen: str) -> bool:
    """True when the dot belongs to the word: an initial, or a title such as 'mevr.'."""
    if tussen.count(".") != 1 or "\n" in tussen:
        return False
    return len(woord) == 1 or fold(woord) in TITELS | DUBBELLETTERS or "." in woord


def _opens_citaat(tussen: str) -> bool:
    """True before the first word of a quoted sentence: 'zij zegt: "Als …'."""
    kaal = tussen.replace(" ", "")
    return len(kaal) >= 2 and kaal[-1] in "\"'(" and kaal[-2] in ":,="


def _is_opsomming(tussen: str) -> bool:
    """True behind the mark of a list line: '- ', '* ', '1. ' at the start of a line."""
    regel = tussen.rpartition("\n")
    return bool(regel[1]) and not any(t.isalpha() for t in regel[2])
