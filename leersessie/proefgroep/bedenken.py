"""Wat een nagespeelde deelnemer opschrijft: een voorbeeld uit de werkvorm, ieder een ander, in elk soort formulier.

Deterministic: the same phone in the same group says the same. Knows no line and no time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
        voorraad = len(stap.voorbeelden) if stap else SCHRIJVER_KAARTEN // 2
        return min(max(voorraad, 1), ACTIES if vraag.soort == "acties" else SCHRIJVER_KAARTEN)
    ruimte = vraag.hoogstens or 3
    return 1 + plek.nummer % ruimte


def think(vraag: Vraag, stap: Stap | None, plek: Plek, beurt: int, steun: Sequence[str] = ()) -> dict[str, Any]:
    """The content of the `beurt`-th contribution (from 0) of this phone in this step."""
    vorm = vraag.formulieren[beurt % len(vraag.formulieren)]
    denker = _Denker(vraag, stap, plek, beurt)
    inhoud: dict[str, Any] = {}
    for veld in vorm:
        if veld.naam in ("stap", "csrf_token", "verwijst"):
            continue
        denker.fill(inhoud, veld)
    gekozen = denker.choose_steun(steun)
    if gekozen:
        inhoud["verwijst"] = gekozen
    return inhoud


class _Denker:
    """Fills one form once."""

    def __init__(self, vraag: Vraag, stap: Stap | None, plek: Plek, beurt: int) -> None:
        self._vraag, self._stap, self._plek, self._beurt = vraag, stap, plek, beurt
        self._schrijft_voor_allen = vraag.typt != "ieder"
        self._volg = beurt if self._schrijft_voor_allen else plek.nummer + beurt * plek.aantal
        self._bij = ""
        self._punten: list[str] = []

    def fill(self, inhoud: dict[str, Any], veld: Veld) -> None:
        """Put the value of one field where the protocol wants it; what may be left out sometimes is."""
        if veld.soort == "vast":
            inhoud[veld.naam] = self._bij = veld.keuzes[0]
        elif veld.soort == "vink":
            if self._ticks(veld):
                inhoud[veld.naam] = True
        elif veld.getal:
            kop, _, punt = veld.naam.partition(".")
            waarden = inhoud.setdefault(kop, {})
            waarden[punt] = self._pick_cijfer(veld, len(waarden))
            self._punten.append(punt)
        elif veld.soort == "keuze":
            inhoud[veld.naam] = self._pick_keuze(veld)
        elif veld.naam in EIGEN or veld.verplicht or self._adds_more():
            inhoud[veld.naam] = self._write(veld)

    def choose_steun(self, steun: Sequence[str]) -> list[str]:
        """Two out of three contributions rest on something; the others rest on nothing yet."""
        if not steun or self._volg % 3 == 2:
            return []
        eerste = steun[(self._volg * 2) % len(steun)]
        tweede = steun[(self._volg * 2 + 3) % len(steun)]
        return list(dict.fromkeys([eerste, tweede] if self._volg % 2 else [eerste]))

    def _adds_more(self) -> bool:
        return self._volg % 3 == 0

    def _ticks(self, veld: Veld) -> bool:
        """One in three shows the functie; one in six of all also when alone."""
        return self._volg % (6 if veld.naam == "ook_alleen" else 3) == 0

    def _pick_keuze(self, veld: Veld) -> str:
        keuze = veld.keuzes[self._volg % len(veld.keuzes)]
        if veld.naam in ("kolom", "optie"):
            self._bij = keuze
        return keuze

    def _pick_cijfer(self, veld: Veld, punt: int) -> int | None:
        """Spread over the whole scale, another spread per item; now and then 'I do not know'."""
        plek = self._plek
        if "" in veld.keuzes and (plek.nummer + punt) % WEET_NIET == WEET_NIET - 1:
            return None
        cijfers = sorted(int(k) for k in veld.keuzes if k.isdigit()) or list(range(LAAGSTE, HOOGSTE + 1))
        spreiding = plek.nummer * (len(cijfers) - 1) // max(plek.aantal - 1, 1)
        return cijfers[(spreiding + 3 * punt + self._beurt) % len(cijfers)]

    def _write(self, veld: Veld) -> str:
        if veld.naam in EIGEN:
            zin = self._write_eigen()
        elif veld.naam == "toelichting":
            plaats = self._volg // 3
            if self._punten:
                self._bij = self._punten[plaats % len(self._punten)]
                plaats //= len(self._punten)
            pool = self._list_voorbeelden()
            zin = pool[plaats % len(pool)]
        else:
            pool = list_zinnen(self._plek.taal, f"proefgroep.{veld.naam}_") or self._list_eigen()
            zin = pool[self._volg % len(pool)]
        return zin[: veld.hoogstens] if veld.hoogstens else zin

    def _write_eigen(self) -> str:
        """The next example that fits; when they are all used, again behind another opening."""
        pool, plaats = self._list_voorbeelden(), self._volg // self._count_keuzes()
        zin = pool[plaats % len(pool)]
        if plaats < len(pool):
            return zin
        openingen = list_zinnen(self._plek.taal, "proefgroep.opening_")
        return f"{openingen[(plaats // len(pool) - 1) % len(openingen)]} {zin}"

    def _count_keuzes(self) -> int:
        """Contributions that go round the columns take the next example once per round, not once per card."""
        return next((len(v.keuzes) for v in self._vraag.formulieren[0] if v.naam in ("kolom", "optie")), 1)

    def _list_voorbeelden(self) -> list[str]:
        if self._stap is None:
            return self._list_eigen()
        passend = [v.to_taal(self._plek.taal) for v in self._stap.list_voorbeelden(self._bij)]
        return passend or [v.to_taal(self._plek.taal) for v in self._stap.voorbeelden] or self._list_eigen()

    def _list_eigen(self) -> list[str]:
        """For a step without examples, or a werkvorm that is not on this machine."""
        return list_zinnen(self._plek.taal, "proefgroep.zin_")


def list_zinnen(taal: str, begin: str) -> list[str]:
    """All texts whose key starts so, in the order of their numbers."""
    sleutels = [s for s in read_catalogue(taal) if s.startswith(begin) and s.removeprefix(begin).isdigit()]
    return [t(taal, sleutel) for sleutel in sorted(sleutels, key=lambda s: int(s.removeprefix(begin)))]
