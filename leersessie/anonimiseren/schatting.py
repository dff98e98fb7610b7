"""Laag: schatten aan de hele zin wat een woord of getal is. Voor namen die ook een woord zijn, en namen zonder lijst.

A linear-chain model, learnt from our own cards (bouw/leren.py): it knows what kinds of words stand around a name, and
no name. Knows the tables and the words of this text; remembers nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from leersessie.anonimiseren.cues import KIN, TUSSEN, is_deelwoord, is_werkwoord
from leersessie.anonimiseren.datums import TALWOORD, find_banden
from leersessie.anonimiseren.gewichten import SOORTEN, read_gewichten
from leersessie.anonimiseren.model import MASK, REVIEW, Vondst
from leersessie.anonimiseren.organisaties import ORG
from leersessie.anonimiseren.plat import Plat
from leersessie.anonimiseren.tokens import TITELS, Token, is_engels, is_vaak

TWIJFEL, ZEKER = 0.3, 0.95
"""From this chance on, that a word points at somebody, a person looks at it; from the second on it is replaced."""
BEGIN = 0.6
"""The same as TWIJFEL for a word without a name in it that opens a sentence: its capital says nothing."""
NIETS, GEEN_MASK, SOORT_ZEKER = 0.03, 0.3, 0.8
"""Below the first, a doubt of the rules about a known word is dropped; below the second, they only ask; from the third
on the model says what kind of name it is."""
_TWIJFELREDENEN = frozenset(
    "onbekend_woord naam_of_woord hoofdletter eigennaam schoolnaam na_titel_klein leeftijd_of_duur "
    "leeftijd_erna".split()
)
_ONBEKEND = frozenset("uE")
_GEWOON = frozenset("wgtcM")
_GETAL = re.compile(r"(?<![^\W_])\d{1,12}(?!\d)(?:(?:e|ste|de)\b)?(?![^\W_]{0,9}[^\W\d_]{3})")
_GEEN_LEEFTIJD = re.compile(
    r"\b(?:ervaring|antwoord|vraag|stap|groep|klas|kaart|venster|punt|artikel|lid|ronde|fase|deel|les|cijfer|week|blok|"
    r"kamer|lijn|versie|hoofdstuk|nummer|team|niveau|bijlage|optie|keuze|idee|ots|bladzijde) \d{1,6}(?!\w)|"
    r"(?<!\d)\d{1,3} ?(?:-|tot(?: en met)?|t/m) ?\d{1,3}(?!\d)|"
    r"(?<!\d)\d{1,6} ?(?:keer|x|uur|minuten|euro|mensen|procent|%|kilo|kg|cm|meter|km)(?!\w)",
    re.I,
)
_TALWOORD = re.compile(rf"(?!(?:nul|een)\Z)(?:{TALWOORD}(?:de|ste)?|derde|anderhal(?:f|ve))\Z")
"""A number in words, and which in a row: 'vijf', 'vijfde'."""
_BEKEND = KIN | TITELS | ORG | TUSSEN
_ALLEEN_NAAM = frozenset("sypqE")
_TEKENS = {" ": " ", ", ": ",", " (": "(", ": ": ":", " - ": "-", ") ": ")"}
Kansen = Sequence[float]
"""One chance for each of SOORTEN."""
_VER = 5
"""So many words to the left and to the right are looked at."""


@dataclass(slots=True)
class Plek:
    """One word or number, and what the model sees of it."""

    start: int
    end: int
    plat: str
    soort: str
    """Letters of the table; '#...' for a number."""
    vorm: str
    """Capital or not, at the start of a sentence or not, in a text with capitals or without."""
    klasse: str
    """How its neighbours see it: a well-known word itself, of any other only the kind."""
    begin: bool
    voor: str
    """What stands before it: '.' at the start of a sentence."""
    vrij: bool = False
    kandidaat: bool = True
    """False for a word that is always itself."""


def make_rij(tekst: str, tokens: Sequence[Token], *, cijfer: bool = True) -> list[Plek]:
    """The words and numbers of a text, in order. `cijfer`: False when the text holds no digit."""
    klein = not any(token.hoofd for token in tokens[1:])
    plekken = [_make_woord(token, klein=klein) for token in tokens]
    if cijfer:
        getallen = [_make_getal(hit) for hit in _GETAL.finditer(tekst)]
        plekken = sorted([*plekken, *getallen], key=lambda plek: plek.start)
    eind = 0
    for plek in plekken:
        tussen = tekst[eind : plek.start]
        if plek.soort[:1] == "#":
            plek.begin = not eind or any(teken in ".!?\n…" for teken in tussen)
        plek.begin = plek.begin or not eind
        plek.voor = "^" if not eind else "." if plek.begin else _TEKENS.get(tussen, "?")
        eind = plek.end
    return plekken


def _make_getal(hit: re.Match[str]) -> Plek:
    getal = hit.group().rstrip("estd")
    soort = f"#{min(len(getal), 5)}" + ("e" if len(getal) < len(hit.group()) else "")
    if len(getal) <= 2:
        soort += "k" if int(getal) < 19 else "g"
    elif len(getal) == 4 and getal[:2] in ("19", "20"):
        soort += "j"
    return Plek(hit.start(), hit.end(), getal, soort, "", f"#{min(len(getal), 5)}", begin=False, voor="")


def _make_woord(token: Token, *, klein: bool) -> Plek:
    soort = ("t" if "t" in token.soort else "") + ("V" if token.vrij else "") + token.soort.replace("t", "")
    klasse = _find_klasse(token)
    telwoord = _TALWOORD.match(token.plat)
    if telwoord:
        soort = "#we" if token.plat.endswith(("de", "ste")) else "#w"
        klasse = klasse if "t" in token.soort else soort
    vorm = ("H" if token.hoofd else "h") + ("0" if token.begin_zin else "1") + ("k" if klein else "")
    if token.woord.isupper() and len(token.woord) > 1:
        vorm += "U"
    return Plek(
        token.start, token.end, token.plat, soort, vorm, klasse, token.begin_zin, token.voor, token.vrij,
        telwoord is not None or _is_kandidaat(token),
    )  # fmt: skip


def _find_klasse(token: Token) -> str:
    """The word itself when it is well known, else what kind of word it is."""
    if "t" in token.soort or token.plat in _BEKEND or is_vaak(token.plat):
        return token.plat
    if token.vrij:
        return "VRIJ"
    hoofd = "^" if token.hoofd else ""
    if "w" in token.soort:
        if set(token.soort) - {"w", "g", "E", "M"}:
            return "wn" + hoofd
        return ("dw" if is_deelwoord(token) else "ww" if is_werkwoord(token) else "w" + token.plat[-2:]) + hoofd
    if "v" in token.soort or "x" in token.soort:
        return "v" + hoofd
    if not _ALLEEN_NAAM.isdisjoint(token.soort):
        return "n" + hoofd
    return token.soort[:1] + hoofd


def make_kenmerken(rij: Sequence[Plek]) -> list[list[str]]:
    """For every place the features that the model weighs; the same in learning and in use."""
    return [_make_kenmerken(rij, i) for i in range(len(rij))]


def _make_kenmerken(rij: Sequence[Plek], i: int) -> list[str]:
    plek = rij[i]
    links, rechts = _look_around(rij, i)
    soort, klasse = plek.soort, plek.klasse
    grof = (soort[:2] if soort[:1] == "#" else "t" if soort[:1] == "t" else "w" if "w" in soort else "n") + (
        "n" if set(soort) & set("vsxyEpq") else ""
    )
    grof += plek.vorm
    v1, n1 = (links[0] if links else "^"), (rechts[0] if rechts else "$")
    v2, n2 = (links[1] if len(links) > 1 else "^"), (rechts[1] if len(rechts) > 1 else "$")
    na = rij[i + 1].voor if i + 1 < len(rij) else "$"
    uit = [
        "b", f"s{soort}{plek.vorm}", f"g{grof}", f"a{v1}", f"z{n1}", f"a2{v2}|{v1}", f"z2{n1}|{n2}",
        f"as{v1}|{grof}", f"zs{n1}|{grof}", f"az{v1}|{n1}|{grof}", f"p{plek.voor}{na}{grof}", f"ps{plek.voor}{soort}",
        f"q{na}{soort}", f"L{min(len(plek.plat), 9)}{grof[:1]}",
    ]  # fmt: skip
    if soort[:1] == "#":
        uit.append(f"#{plek.plat}" if soort[:2] != "#w" and len(plek.plat) < 3 else "#l")
    else:
        uit += (f"3{plek.plat[-3:]}{grof[:1]}", f"2{plek.plat[-2:]}{grof[:1]}")
        if klasse == plek.plat:
            uit.append(f"w{klasse}")
        elif klasse[:1] in "wd":
            uit.append(f"k{klasse[:2]}{grof}")
    uit += [f"<{ver}{grof}" for ver in links[1:]]
    uit += [f">{ver}{grof}" for ver in rechts[1:]]
    return uit


def _look_around(rij: Sequence[Plek], i: int) -> tuple[list[str], list[str]]:
    """The kinds of the words before and after, nearest first, not past the ends of the sentence."""
    links: list[str] = []
    rechts: list[str] = []
    plek = i
    while plek > 0 and len(links) < _VER and not rij[plek].begin:
        plek -= 1
        links.append(rij[plek].klasse)
    plek = i + 1
    while plek < len(rij) and len(rechts) < _VER and not rij[plek].begin:
        rechts.append(rij[plek].klasse)
        plek += 1
    return links, rechts


def split_zinnen(rij: Sequence[Plek]) -> Iterator[Sequence[Plek]]:
    """The sentences of a row; the model weighs each by itself."""
    begins = [*(i for i, plek in enumerate(rij) if plek.begin), len(rij)]
    yield from (rij[van:tot] for van, tot in pairwise(begins))


@dataclass(frozen=True, slots=True)
class Schatting:
    """What the model thinks of the words of one text; a sentence that it had no reason to look at is not in it."""

    tekst: str
    zinnen: tuple[tuple[tuple[Plek, Kansen], ...], ...]

    def weigh(self, vondsten: Sequence[Vondst]) -> Iterator[Vondst]:
        """What the rules found, with the doubt that the sentence takes away or adds, and what only the sentence shows.

        A rule that is certain stays as it is. A word that is in no list stays in sight: it goes from 'mask' to 'review'
        at most. Neighbours that only the sentence shows are joined.
        """
        alle = [paar for zin in self.zinnen for paar in zin]
        begins = [plek.start for plek, _ in alle]
        bezet: set[int] = set()
        for vondst in vondsten:
            erin = alle[bisect_left(begins, vondst.start) : bisect_left(begins, vondst.end)]
            if vondst.type != "KENMERK":
                bezet.update(plek.start for plek, _ in erin)
            gewogen = _weigh_one(vondst, erin) if erin and vondst.reden in _TWIJFELREDENEN else vondst
            if gewogen is not None:
                yield gewogen
        for zin in self.zinnen:
            yield from _join(self.tekst, [paar for paar in zin if paar[0].start not in bezet])


def _weigh_one(vondst: Vondst, erin: Sequence[tuple[Plek, Kansen]]) -> Vondst | None:
    hoogste = max((kans for _, kans in erin), key=_to_kans)
    kans = _to_kans(hoogste)
    if kans < NIETS and vondst.tier == REVIEW and not any(_ONBEKEND.issuperset(plek.soort) for plek, _ in erin):
        return None
    tier = REVIEW if kans < GEEN_MASK else MASK if kans >= ZEKER else vondst.tier
    return replace(vondst, tier=tier, type=_find_soort(hoogste) if kans >= SOORT_ZEKER else vondst.type)


def _to_kans(kansen: Kansen) -> float:
    """The chance that it points at somebody, whatever it is."""
    return 1.0 - kansen[0]


def _find_soort(kansen: Kansen) -> str:
    return SOORTEN[max(range(1, len(SOORTEN)), key=kansen.__getitem__)]


def estimate_woorden(plat: Plat, tokens: Sequence[Token]) -> Schatting:
    """The chances for every sentence with a word or number that could point at somebody; Dutch only.

    Raises AnalyseFout when the weights are missing.
    """
    if is_engels(tokens, misschien=True):
        return Schatting(plat.tekst, ())
    rij = make_rij(plat.tekst, tokens, cijfer=plat.cijfer)
    if plat.cijfer:
        _free_getallen(plat.tekst, rij)
    gewichten = read_gewichten()
    zinnen = (zin for zin in split_zinnen(rij) if any(plek.kandidaat for plek in zin))
    gewogen = (zip(zin, gewichten.estimate(make_kenmerken(zin)), strict=True) for zin in zinnen)
    return Schatting(plat.tekst, tuple(map(tuple, gewogen)))


def _free_getallen(tekst: str, rij: Sequence[Plek]) -> None:
    """A number in a range or before a measure is nobody's age: '6 tot 8', '2 keer', 'stap 3'."""
    begins = [plek.start for plek in rij]
    for begin, eind in (*find_banden(tekst), *(hit.span() for hit in _GEEN_LEEFTIJD.finditer(tekst))):
        for plek in rij[bisect_left(begins, begin) : bisect_left(begins, eind)]:
            plek.vrij = True


def _join(tekst: str, plekken: Sequence[tuple[Plek, Kansen]]) -> Iterator[Vondst]:
    """Neighbours of the same kind as one place; a place of only small words ('de', 'van') is none."""
    groep: list[tuple[Plek, str, str]] = []
    for plek, kansen in plekken:
        kans = _to_kans(kansen)
        if (
            kans < (BEGIN if plek.vorm[:2] == "H0" and _GEWOON.issuperset(plek.soort) else TWIJFEL)
            or plek.vrij
            or (len(plek.plat) == 1 and plek.soort[:1] != "#")
        ):
            continue  # a loose letter is for the rules: 'kind A'
        deel = (plek, _find_soort(kansen), MASK if kans >= ZEKER else REVIEW)
        if groep and (deel[1:] != groep[-1][1:] or tekst[groep[-1][0].end : plek.start] not in (" ", "-")):
            yield from _to_vondst(groep)
            groep = []
        groep.append(deel)
    yield from _to_vondst(groep)


def _to_vondst(groep: Sequence[tuple[Plek, str, str]]) -> Iterator[Vondst]:
    if any(plek.plat not in TUSSEN for plek, _, _ in groep):
        yield Vondst(groep[0][0].start, groep[-1][0].end, groep[0][1], groep[0][2], "schatting")


def _is_kandidaat(token: Token) -> bool:
    """False for a word that is always itself: a sentence of only such words points at nobody."""
    if token.vrij:
        return False
    return ("t" not in token.soort or token.has("vs")) and not is_vaak(token.plat)
