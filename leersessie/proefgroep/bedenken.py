"""Wat een nagespeelde deelnemer opschrijft: een voorbeeld uit de werkvorm, ieder een ander, in elk soort formulier.

Deterministic: the same phone in the same group says the same. Knows no line and no time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from leersessie.i18n import read_catalogue, t
from leersessie.invoer.schaal import HOOGSTE, LAAGSTE
from leersessie.proefgroep.scherm import Veld, Vraag
from leersessie.werkvormen import Stap

EIGEN = ("tekst", "wat")
"""Fields that hold the contribution itself; the examples of a step are written for these."""
SCHRIJVER_KAARTEN = 12
ACTIES = 3
WEET_NIET = 11
"""One answer in so many on a scale is 'I do not know'."""


@dataclass(frozen=True, slots=True)
class Plek:
    """Who this is among the others: the n-th of a group, in a language."""

    nummer: int
    aantal: int
    taal: str = "nl"


def count_kaarten(vraag: Vraag, stap: Stap | None, plek: Plek) -> int:
    """How many contributions this phone gives in this step, all forms together."""
    if vraag.gedeeld:
        return len(vraag.formulieren)
    if vraag.hoogstens == 1 or not vraag.formulieren:
        return len(vraag.formulieren[:1])
    if vraag.typt != "ieder":
        hoogstens = ACTIES if vraag.soort == "acties" else SCHRIJVER_KAARTEN
        return min(len(list_paren(vraag, stap, plek.taal)), hoogstens)
    return _count_van(plek.nummer, vraag.hoogstens)


def _count_van(nummer: int, hoogstens: int) -> int:
    """Most people give one, some two, a few three."""
    ruimte = hoogstens or 3
    return 1 + (ruimte > 1 and nummer % 4 == 1) + (ruimte > 2 and nummer % 4 == 3)


def list_paren(vraag: Vraag, stap: Stap | None, taal: str) -> list[tuple[str, str]]:
    """What there is to write in this step: (column, sentence), taking the columns in turn. Never empty."""
    kolommen = next((v.keuzes for v in vraag.formulieren[0] if v.naam == "kolom"), [""])
    if stap is None or not stap.voorbeelden:
        zinnen = list_zinnen(taal, "proefgroep.zin_")
        return [(kolommen[n % len(kolommen)], zin) for n, zin in enumerate(zinnen)]
    rijen = [[(k, v.to_taal(taal)) for v in stap.list_voorbeelden(k)] for k in kolommen]
    paren = [paar for ronde in zip_longest(*rijen) for paar in ronde if paar is not None]
    return paren or [(kolommen[0], v.to_taal(taal)) for v in stap.voorbeelden]


def think(vraag: Vraag, stap: Stap | None, plek: Plek, beurt: int, steun: Sequence[str] = ()) -> dict[str, Any]:
    """The content of the `beurt`-th contribution (from 0) of this phone in this step.

    A turn beyond `count_kaarten` gives something nobody else in the group gives, for whoever has second thoughts.
    """
    denker = _Denker(vraag, stap, plek, beurt)
    inhoud: dict[str, Any] = {}
    for veld in vraag.formulieren[beurt % len(vraag.formulieren)]:
        if veld.naam not in ("stap", "csrf_token", "verwijst"):
            denker.fill(inhoud, veld)
    gekozen = denker.choose_steun(steun)
    if gekozen:
        inhoud["verwijst"] = gekozen
    return inhoud


class _Denker:
    """Fills one form once."""

    def __init__(self, vraag: Vraag, stap: Stap | None, plek: Plek, beurt: int) -> None:
        self._vraag, self._stap, self._plek, self._beurt = vraag, stap, plek, beurt
        self._volg = self._find_volg()
        self._bij = ""
        self._punten: list[str] = []
        paren = list_paren(vraag, stap, plek.taal)
        self._kolom, self._zin = paren[self._volg % len(paren)]
        self._herhaling = self._volg // len(paren)

    def fill(self, inhoud: dict[str, Any], veld: Veld) -> None:
        """Put the value of one field where the protocol wants it; what may be left out sometimes is."""
        if veld.soort == "vast":
            inhoud[veld.naam] = self._bij = veld.keuzes[0]
        elif veld.soort == "vink":
            if self._volg % (6 if veld.naam == "ook_alleen" else 3) == 0:
                inhoud[veld.naam] = True
        elif veld.getal:
            kop, _, punt = veld.naam.partition(".")
            waarden = inhoud.setdefault(kop, {})
            waarden[punt] = self._pick_cijfer(veld, len(waarden))
            self._punten.append(punt)
        elif veld.soort == "keuze":
            kolom = veld.naam == "kolom" and self._kolom in veld.keuzes
            inhoud[veld.naam] = self._bij = self._kolom if kolom else veld.keuzes[self._volg % len(veld.keuzes)]
        elif veld.naam in EIGEN or veld.verplicht or self._volg % 3 == 0:
            zin = self._write(veld)
            inhoud[veld.naam] = zin[: veld.hoogstens] if veld.hoogstens else zin

    def choose_steun(self, steun: Sequence[str]) -> list[str]:
        """Two out of three contributions rest on something; the others rest on nothing yet."""
        if not steun or self._volg % 3 == 2:
            return []
        eerste, tweede = (steun[(self._volg * 2 + extra) % len(steun)] for extra in (0, 3))
        return list(dict.fromkeys([eerste, tweede] if self._volg % 2 else [eerste]))

    def _find_volg(self) -> int:
        """A number of its own for every contribution of the group, without gaps."""
        vraag, plek = self._vraag, self._plek
        if vraag.typt != "ieder":
            return self._beurt
        grens = 1 if vraag.hoogstens == 1 else vraag.hoogstens
        eigen = _count_van(plek.nummer, grens)
        if self._beurt < eigen:
            return sum(_count_van(n, grens) for n in range(plek.nummer)) + self._beurt
        allen = sum(_count_van(n, grens) for n in range(plek.aantal))
        return allen + plek.nummer + (self._beurt - eigen) * plek.aantal

    def _pick_cijfer(self, veld: Veld, punt: int) -> int | None:
        """Spread over the whole scale, another spread per question; now and then 'I do not know'."""
        plek = self._plek
        if "" in veld.keuzes and (plek.nummer + punt) % WEET_NIET == WEET_NIET - 1:
            return None
        cijfers = sorted(int(k) for k in veld.keuzes if k.isdigit()) or list(range(LAAGSTE, HOOGSTE + 1))
        spreiding = plek.nummer * (len(cijfers) - 1) // max(plek.aantal - 1, 1)
        return cijfers[(spreiding + 3 * punt + self._beurt) % len(cijfers)]

    def _write(self, veld: Veld) -> str:
        if veld.naam in EIGEN:
            return self._write_eigen()
        plaats = self._volg // 3
        if veld.naam == "toelichting":
            if self._punten:
                self._bij = self._punten[plaats % len(self._punten)]
                plaats //= len(self._punten)
            zinnen = self._list_bij()
        else:
            zinnen = list_zinnen(self._plek.taal, f"proefgroep.{veld.naam}_")
        zinnen = zinnen or list_zinnen(self._plek.taal, "proefgroep.zin_")
        return zinnen[plaats % len(zinnen)]

    def _write_eigen(self) -> str:
        """The next example; when they are all used, again behind another opening."""
        if self._vraag.gedeeld:
            zinnen = self._list_bij() or [self._zin]
            return zinnen[self._plek.nummer % len(zinnen)]
        if not self._herhaling:
            return self._zin
        openingen = list_zinnen(self._plek.taal, "proefgroep.opening_")
        return f"{openingen[(self._herhaling - 1) % len(openingen)]} {self._zin}"

    def _list_bij(self) -> list[str]:
        voorbeelden = self._stap.list_voorbeelden(self._bij) if self._stap else ()
        return [v.to_taal(self._plek.taal) for v in voorbeelden]


def list_zinnen(taal: str, begin: str) -> list[str]:
    """All texts whose key starts so, in the order of their numbers."""
    sleutels = [s for s in read_catalogue(taal) if s.startswith(begin) and s.removeprefix(begin).isdigit()]
    return [t(taal, sleutel) for sleutel in sorted(sleutels, key=lambda s: int(s.removeprefix(begin)))]
