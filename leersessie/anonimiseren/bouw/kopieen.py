"""Kopieën van een kaart met andere namen op dezelfde plekken, zodat de schatting zinnen leert en geen namen.

Draws from the table, from plain words, and from names that exist nowhere; the same seed gives the same copies.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from leersessie.anonimiseren.cues import TUSSEN
from leersessie.anonimiseren.tabel import read_tabel

Span = tuple[int, int, str, bool]
"""Start, end, type; True when it may stay visible."""
_WOORD = re.compile(r"[^\W\d_](?:[^\W_]|['\-](?=[^\W_]))*|\d+")
_REGEL = re.compile(rb"\n([^\t\n ]{3,})\t([a-zA-Z]+)")
_NA_TITEL = re.compile(r"(?:mw|mevr\w*|dhr|meneer|heer|fam\w*|dokter|dr|gezin)\.? (?:van |de |der |el )*\Z", re.I)
_GEEN_NOEMER = ("en", "te", "de", "t", "ing", "heid", "e", "s")
GETALLEN = (
    "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien".split()
)
_STRAAT = ("straat", "laan", "weg", "plein", "gracht", "kade", "dijk", "hof", "pad", "singel", "steeg")
_DORP = (
    "nieuw oud kerk zuid water hooge wester".split(),
    "dam veen broek burg woude mond hove loo".split(),
)
_KLANK = (
    ("", "b", "br", "d", "f", "g", "h", "j", "k", "kl", "l", "m", "n", "p", "r", "s", "sj", "st", "t", "v", "w", "z"),
    tuple("aaeeiou"),
    ("", "", "n", "r", "l", "s", "m", "k"),
)
_VERSCHRIJF = "aeioukhsty"
ANDERS = frozenset(("PERSOON", "PLAATS", "ORGANISATIE", "ADRES", "LEEFTIJD"))
"""Types whose words are changed in a copy."""
KANS = 0.9
"""Chance that a place gets other words."""


@dataclass(frozen=True)
class Kaart:
    """A text and what must be found in it."""

    tekst: str
    spans: tuple[Span, ...]


class Kopieerder:
    """Makes copies of cards; holds the lists it draws from."""

    def __init__(self, zaad: int) -> None:
        self._kies = random.Random(zaad)  # noqa: S311  the same copies each time, no secret

    @cached_property
    def _lijsten(self) -> dict[str, list[str]]:
        alle = [(woord.decode(), letters.decode()) for woord, letters in read_tabel().scan(_REGEL)]

        def pick(wel: str, niet: str) -> list[str]:
            return [w for w, soort in alle if set(wel) <= set(soort) and not set(soort) & set(niet)]

        noemers = [w for w in pick("w", "tvsxyEpqM") if len(w) <= 9 and not w.endswith(_GEEN_NOEMER)]
        return {
            "voor": pick("v", "wt"), "ver": pick("x", "wtg"), "voor_woord": pick("vw", "t"), "achter": pick("s", "wt"),
            "achter_ver": pick("y", "wtg"), "achter_woord": pick("sw", "t"), "eigen": pick("wE", "t"),
            "woord": noemers, "plaats": pick("p", "wt"), "elders": pick("q", "wgtvsxyEpM"),
            "plaats_woord": pick("pw", "t"),
        }  # fmt: skip

    def make_kopie(self, kaart: Kaart) -> Kaart:
        """The same card with other names; a name that stands there twice is changed the same way twice."""
        uit, plek, spans = "", 0, []
        zelfde: dict[tuple[str, str], str] = {}
        for begin, eind, soort, mag in kaart.spans:
            uit += kaart.tekst[plek:begin]
            plek, woorden, start = eind, kaart.tekst[begin:eind], len(uit)
            if soort in ANDERS and self._kies.random() < KANS and not (soort == "ORGANISATIE" and self._hou(0.3)):
                woorden = self._change(woorden, soort, kaart.tekst[:begin], zelfde)
            uit += woorden
            spans.append((start, len(uit), soort, mag))
        return Kaart(uit + kaart.tekst[plek:], tuple(spans))

    def _hou(self, kans: float) -> bool:
        return self._kies.random() < kans

    def _change(self, woorden: str, soort: str, ervoor: str, zelfde: dict[tuple[str, str], str]) -> str:
        eerste = True

        def ander(hit: re.Match[str]) -> str:
            nonlocal eerste
            woord = hit.group()
            if woord.isdigit():
                return self._make_getal(woord, soort)
            vast = len(woord) == 1 or woord.lower() in TUSSEN
            if vast or (soort == "LEEFTIJD" and woord.lower() not in GETALLEN):
                return woord
            sleutel = (soort, woord.lower())
            if sleutel not in zelfde:
                achter = not eerste or _NA_TITEL.search(ervoor) is not None
                zelfde[sleutel] = self._make_naam(soort, woord, eerste=eerste, achter=achter)
            eerste = False
            nieuw = zelfde[sleutel]
            if woord.isupper() and len(woord) > 2:
                return nieuw.upper()
            return nieuw[:1].upper() + nieuw[1:] if woord[:1].isupper() else nieuw

        return _WOORD.sub(ander, woorden)

    def _make_getal(self, getal: str, soort: str) -> str:
        if soort == "LEEFTIJD":
            return str(self._kies.randint(0, 17) if int(getal) < 19 else self._kies.randint(18, 85))
        return str(self._kies.randint(1, 250)) if soort == "ADRES" else getal

    def _make_naam(self, soort: str, woord: str, *, eerste: bool, achter: bool) -> str:
        if soort == "LEEFTIJD":
            return self._kies.choice(GETALLEN[1:])
        if soort == "PERSOON":
            return self._make_achternaam() if achter else self._make_voornaam()
        if soort == "ORGANISATIE":
            return self._make_organisatie()
        if not eerste:
            return woord.lower()
        return self._make_plaats() if soort == "PLAATS" else self._make_straat()

    def _draw(self, lijst: str) -> str:
        return self._kies.choice(self._lijsten[lijst])

    def _any_of(self, *keuzes: tuple[float, Callable[[], str]]) -> str:
        return self._kies.choices([maak for _, maak in keuzes], [kans for kans, _ in keuzes])[0]()

    def _make_voornaam(self) -> str:
        return self._any_of(
            (30, lambda: self._draw("voor")), (15, lambda: self._draw("ver")), (17, lambda: self._draw("voor_woord")),
            (13, self._invent), (10, lambda: self._misspell(self._draw("voor"))), (5, lambda: self._draw("achter")),
            (10, lambda: self._draw("woord")),
        )  # fmt: skip

    def _make_achternaam(self) -> str:
        return self._any_of(
            (35, lambda: self._draw("achter")), (10, lambda: self._draw("achter_ver")),
            (23, lambda: self._draw("achter_woord")), (10, lambda: self._draw("eigen")),
            (10, lambda: self._draw("woord")), (12, self._invent),
        )  # fmt: skip

    def _make_plaats(self) -> str:
        return self._any_of(
            (55, lambda: self._draw("plaats")), (10, lambda: self._draw("elders")),
            (20, lambda: self._draw("plaats_woord")), (7, lambda: "".join(map(self._kies.choice, _DORP))),
            (8, self._invent),
        )  # fmt: skip

    def _make_organisatie(self) -> str:
        return self._any_of(
            (70, lambda: self._draw("woord")), (10, lambda: self._draw("eigen")), (10, lambda: self._draw("achter")),
            (10, self._invent),
        )  # fmt: skip

    def _make_straat(self) -> str:
        naam = self._draw(self._kies.choice(("achter", "woord", "plaats", "voor", "eigen")))
        return naam + self._kies.choice(_STRAAT) if self._hou(0.6) else naam

    def _invent(self) -> str:
        lettergrepen = ("".join(map(self._kies.choice, _KLANK)) for _ in range(self._kies.choice((2, 2, 3))))
        return "".join(lettergrepen).ljust(3, "a")

    def _misspell(self, naam: str) -> str:
        plek, extra = self._kies.randrange(1, len(naam)), self._kies.choice(_VERSCHRIJF)
        return self._kies.choice((naam[:plek] + naam[plek + 1 :], naam[:plek] + extra + naam[plek:],
                                  naam[:plek] + extra + naam[plek + 1 :]))  # fmt: skip
