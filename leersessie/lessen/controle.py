"""De controle van een les: elke plek die iemand kan aanwijzen krijgt een besluit van een mens.

Keeps no value of a place, only a keyed hash of it. The page says what the check is worth.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leersessie.anonimiseren import MASK, VERSIE, AnalyseFout, Besluit, analyse, apply, suggest
from leersessie.config import Config
from leersessie.i18n.weigering import NietGevonden, Weigering
from leersessie.invoer.tekstdeur import clean_text
from leersessie.lessen.bekend import NIETS, Bekend, read_bekend
from leersessie.lessen.vorm import DEEL_TEKENS, TEKSTVELDEN, TITEL_TEKENS
from leersessie.store import ZWAAR, Store
from leersessie.store.lessen import ConceptRij
from leersessie.toegang.geheimen import read_sleutel

REDENEN = ("geen_naam", "algemeen_bekend", "rol_of_beroep", "gewoon_woord", "telling")
"""Why a place that was proposed for replacing stays; a code, never free text."""
VERVANG_TEKENS = 200


@dataclass(frozen=True, slots=True)
class Plek:
    """One place in one part. `sleutel` names it in a decision; `besluit` is why it stays, or empty."""

    sleutel: str
    veld: str
    start: int
    end: int
    type: str
    tier: str
    reden: str
    groep: int
    voorstel: str
    besluit: str

    @property
    def open(self) -> bool:
        """True while nobody decided about this place."""
        return not self.besluit


def check_concept(
    store: Store, config: Config, concept: ConceptRij, taal: str = "nl", *, inhoud: Mapping[str, Any] | None = None
) -> tuple[Plek, ...]:
    """All places in a draft, with the names of its session known; `inhoud`: another text for the same draft."""
    bekend = read_bekend(store, concept)
    return check_inhoud(config, concept.inhoud if inhoud is None else inhoud, concept.besluiten, taal, bekend)


def check_inhoud(
    config: Config,
    inhoud: Mapping[str, Any],
    besluiten: Mapping[str, Any],
    taal: str = "nl",
    bekend: Bekend = NIETS,
) -> tuple[Plek, ...]:
    """All places in all parts, with what was decided. Raises Weigering 'anonimiseren.analyse_mislukt' (opnieuw)."""
    return ZWAAR.run(_check, config, inhoud, besluiten, taal, bekend)


def _check(
    config: Config, inhoud: Mapping[str, Any], besluiten: Mapping[str, Any], taal: str, bekend: Bekend
) -> tuple[Plek, ...]:
    geheim = hmac.digest(read_sleutel(config), b"plekken", hashlib.sha256)
    plekken: list[Plek] = []
    # one text, so that a name found in one part is known in the others; a line break ends a sentence
    heel, begins = join_inhoud(inhoud)
    try:
        spans = analyse(heel, known_names=bekend.namen, deny=bekend.woorden)
    except AnalyseFout:
        raise Weigering("anonimiseren.analyse_mislukt", opnieuw=True, status=503) from None
    geteld: dict[tuple[str, str, str], int] = {}
    for span in spans:
        veld = next(v for v in reversed(TEKSTVELDEN) if begins[v] <= span.start)
        woorden = heel[span.start : span.end]
        nummer = geteld[veld, span.type, woorden] = geteld.get((veld, span.type, woorden), 0) + 1
        naam = "\x00".join((veld, span.type, woorden, str(nummer)))
        sleutel = hmac.digest(geheim, naam.encode("utf-8", "replace"), hashlib.sha256).hex()[:20]
        plekken.append(
            Plek(
                sleutel=sleutel,
                veld=veld,
                start=span.start - begins[veld],
                end=span.end - begins[veld],
                type=span.type,
                tier=span.tier,
                reden=span.reason,
                groep=span.group,
                voorstel=suggest(heel, span, taal),
                besluit=str(besluiten.get(sleutel, {}).get("blijft", "")),
            )
        )
    return tuple(plekken)


def join_inhoud(inhoud: Mapping[str, Any]) -> tuple[str, dict[str, int]]:
    """All parts as one text, and where each part begins in it."""
    begins: dict[str, int] = {}
    heel = ""
    for veld in TEKSTVELDEN:
        begins[veld] = len(heel)
        heel += str(inhoud[veld]) + "\n\n"
    return heel, begins


def keep_besluiten(store: Store, config: Config, concept: ConceptRij, inhoud: Mapping[str, Any]) -> dict[str, Any]:
    """The decisions about places that still stand in this new text; the others are forgotten."""
    if not concept.besluiten:
        return {}
    nog = {plek.sleutel for plek in check_concept(store, config, concept, inhoud=inhoud)}
    return {sleutel: besluit for sleutel, besluit in concept.besluiten.items() if sleutel in nog}


def find_plek(plekken: Sequence[Plek], sleutel: str) -> Plek:
    """The place with this key. Raises NietGevonden when the text changed meanwhile."""
    plek = next((p for p in plekken if p.sleutel == sleutel), None)
    if plek is None:
        raise NietGevonden("lessen.plek_weg")
    return plek


def make_besluit(plek: Plek, reden: object) -> dict[str, str]:
    """The decision that a place stays. On the mask tier a reason of REDENEN is needed.

    Raises Weigering 'lessen.reden_nodig'.
    """
    if reden not in REDENEN:
        if plek.tier == MASK or reden:
            raise Weigering("lessen.reden_nodig")
        reden = "gezien"
    return {"blijft": str(reden), "versie": VERSIE}


def replace_plekken(
    inhoud: Mapping[str, Any], plekken: Sequence[Plek], vervang: Mapping[str, object]
) -> dict[str, Any]:
    """The content with these places (key -> new words) replaced. Raises Weigering for empty or too long words."""
    uit = dict(inhoud)
    for veld in TEKSTVELDEN:
        besluiten = [
            Besluit(p.start, p.end, clean_text(vervang[p.sleutel], VERVANG_TEKENS))
            for p in plekken
            if p.veld == veld and p.sleutel in vervang
        ]
        nieuw = apply(uit[veld], besluiten)
        if len(nieuw) > (TITEL_TEKENS if veld == "titel" else DEEL_TEKENS):
            raise Weigering("invoer.te_lang", hoogstens=TITEL_TEKENS if veld == "titel" else DEEL_TEKENS)
        uit[veld] = nieuw
    return uit
