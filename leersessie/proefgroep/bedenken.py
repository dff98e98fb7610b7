"""Wat een nagespeelde deelnemer opschrijft: een voorbeeld uit de werkvorm, ieder een ander, in elk soort formulier.

Deterministic: the same phone in the same group says the same. Knows no line and no time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from leersessie.i18n import read_catalogue, t
from leersessie.invoer.schaal import HOOGSTE, LAAGSTE
from leersessie.proefgroep.scherm import Veld, Vraag
from leersessie.werkvormen import Stap

EIGEN = ("tekst", "wat", "een", "twee")
"""Fields that hold the contribution itself; the examples of a step are written for these."""
PLEKKEN = ("kolom", "baan")
"""Fields that say where on the board a card goes."""
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
        return min(len(list_paren(vraag, stap, plek.taal)), hoogstens, vraag.hoogstens or hoogstens)
    return _count_van(plek.nummer, vraag.hoogstens)


def _count_van(nummer: int, hoogstens: int) -> int:
    """Most people give one, some two, a few three."""
    ruimte = hoogstens or 3
    return 1 + (ruimte > 1 and nummer % 4 == 1) + (ruimte > 2 and nummer % 4 == 3)


def list_paren(vraag: Vraag, stap: Stap | None, taal: str) -> list[tuple[str, str]]:
    """What there is to write in this step: (column, sentence), taking the columns in turn. Never empty."""
    kolommen = next((v.keuzes for v in vraag.formulieren[0] if v.naam in PLEKKEN), [""])
    if stap is None or not stap.voorbeelden:
        zinnen = list_zinnen(taal, "proefgroep.zin_")
        return [(kolommen[n % len(kolommen)], zin) for n, zin in enumerate(zinnen)]
    rijen = [[(k, v.to_taal(taal)) for v in stap.list_voorbeelden(k)] for k in kolommen]
    paren = [paar for ronde in zip_longest(*rijen) for paar in ronde if paar is not None]
    return paren or [(kolommen[0], v.to_taal(taal)) for v in stap.voorbeelden]


def think(
    vraag: Vraag,
    stap: Stap | None,
    plek: Plek,
    beurt: int,
    steun: Sequence[str] = (),
    eerder: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The content of the `beurt`-th contribution (from 0) of this phone in this step.

    A turn beyond `count_kaarten` gives something nobody else in the group gives, for whoever has second thoughts.
    `steun`: cards it may rest on. `eerder`: what this phone chose in earlier steps, step -> option.
    """
    vorm = vraag.formulieren[beurt % len(vraag.formulieren)]
    denker = _Denker(vraag, vorm, stap, plek, beurt, eerder or {})
    inhoud: dict[str, Any] = {}
    for veld in vorm:
        if veld.naam not in ("stap", "csrf_token", "verwijst"):
            denker.fill(inhoud, veld)
    if vraag.soort == "stemmen":
        inhoud = denker.give_stippen()
    gekozen = denker.choose_steun(steun)
    if gekozen:
        inhoud["verwijst"] = gekozen
    return inhoud


class _Denker:
    """Fills one form once."""

    def __init__(
        self, vraag: Vraag, vorm: list[Veld], stap: Stap | None, plek: Plek, beurt: int, eerder: Mapping[str, str]
    ) -> None:
        self._vraag, self._vorm, self._stap, self._plek = vraag, vorm, stap, plek
        self._beurt, self._eerder = beurt, eerder
        self._volg = self._find_volg()
        self._bij = self._vorige = ""
        self._punten: list[str] = []
        self._eigen = [veld.naam for veld in vorm if veld.naam in EIGEN]
        self._paren = list_paren(vraag, stap, plek.taal)

    def fill(self, inhoud: dict[str, Any], veld: Veld) -> None:
        """Put the value of one field where the protocol wants it; what may be left out sometimes is."""
        kop, _, punt = veld.naam.partition(".")
        doel = inhoud.setdefault(kop, {}) if punt else inhoud
        naam = punt or kop
        if veld.eerder:
            self._vorige = self._eerder.get(veld.eerder, "")
            if self._vorige:
                doel[naam] = self._vorige
        elif veld.soort == "vast":
            doel[naam] = self._bij = veld.keuzes[0]
        elif veld.naam == "opties":
            doel[naam] = [veld.keuzes[(self._volg + n) % len(veld.keuzes)] for n in range(min(2, len(veld.keuzes)))]
        elif veld.soort == "vink":
            if self._volg % (6 if naam == "ook_alleen" else 3) == 0:
                doel[naam] = True
        elif veld.getal:
            doel[naam] = self._pick_getal(veld, len(self._punten))
            self._punten.append(naam)
        elif veld.soort == "keuze":
            doel[naam] = self._bij = self._pick_keuze(veld)
        elif naam in EIGEN or veld.verplicht or self._volg % 3 == 0:
            zin = self._write(veld)
            doel[naam] = zin[: veld.hoogstens] if veld.hoogstens else zin

    def give_stippen(self) -> dict[str, Any]:
        """All dots of this phone: some people put them on one card, others spread them."""
        velden = [veld for veld in self._vorm if veld.naam.startswith("stemmen.")]
        budget = max(int(keuze) for keuze in velden[0].keuzes)
        kaarten = [veld.naam.partition(".")[2] for veld in velden]
        spreid = self._plek.nummer % 3 > 0
        gekozen = [kaarten[(self._plek.nummer * 2 + self._beurt + n * spreid) % len(kaarten)] for n in range(budget)]
        return {"stemmen": {kaart: gekozen.count(kaart) for kaart in dict.fromkeys(gekozen)}}

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

    def _pick_keuze(self, veld: Veld) -> str:
        """A column follows the example that goes there; a second choice is mostly the first one again."""
        kolom, vrij = self._pick_paar()[0], veld.keuzes[self._volg % len(veld.keuzes)]
        if veld.naam in PLEKKEN and kolom in veld.keuzes:
            return kolom
        return self._vorige if self._vorige in veld.keuzes and self._volg % 3 else vrij

    def _pick_getal(self, veld: Veld, punt: int) -> int | None:
        """Spread over the whole scale, another spread per question; now and then 'I do not know'."""
        plek = self._plek
        if "" in veld.keuzes and (plek.nummer + punt) % WEET_NIET == WEET_NIET - 1:
            return None
        if not veld.keuzes:
            return veld.laagste + (self._volg * 3) % (min(veld.hoogste, veld.laagste + HOOGSTE) - veld.laagste + 1)
        cijfers = sorted(int(k) for k in veld.keuzes if k.isdigit()) or list(range(LAAGSTE, HOOGSTE + 1))
        spreiding = plek.nummer * (len(cijfers) - 1) // max(plek.aantal - 1, 1)
        return cijfers[(spreiding + 3 * punt + self._beurt) % len(cijfers)]

    def _find_plaats(self, naam: str) -> int:
        """A form with two fields of one's own uses two examples at a time."""
        aantal = max(len(self._eigen), 1)
        return self._volg * aantal + (self._eigen.index(naam) if naam in self._eigen else 0)

    def _pick_paar(self, naam: str = "") -> tuple[str, str]:
        return self._paren[self._find_plaats(naam) % len(self._paren)]

    def _write(self, veld: Veld) -> str:
        if veld.naam in EIGEN:
            return self._write_eigen(veld.naam)
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

    def _write_eigen(self, naam: str) -> str:
        """The next example; when they are all used, again behind another opening."""
        zin, herhaling = self._pick_paar(naam)[1], self._find_plaats(naam) // len(self._paren)
        if self._vraag.gedeeld:
            zinnen = self._list_bij() or [zin]
            return zinnen[self._plek.nummer % len(zinnen)]
        openingen = list_zinnen(self._plek.taal, "proefgroep.opening_")
        return f"{openingen[(herhaling - 1) % len(openingen)]} {zin}" if herhaling else zin

    def _list_bij(self) -> list[str]:
        voorbeelden = self._stap.list_voorbeelden(self._bij) if self._stap else ()
        return [v.to_taal(self._plek.taal) for v in voorbeelden]


def list_zinnen(taal: str, begin: str) -> list[str]:
    """All texts whose key starts so, in the order of their numbers."""
    sleutels = [s for s in read_catalogue(taal) if s.startswith(begin) and s.removeprefix(begin).isdigit()]
    return [t(taal, sleutel) for sleutel in sorted(sleutels, key=lambda s: int(s.removeprefix(begin)))]
