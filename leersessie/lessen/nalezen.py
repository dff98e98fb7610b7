"""Nalezen: plek voor plek beslissen. Vervangen verandert de tekst; laten staan vraagt bij een sterk voorstel een reden.

There is a way to replace all at once, and none to keep all at once.
"""

from __future__ import annotations

import re

from leersessie.config import Config
from leersessie.i18n.weigering import NietGevonden, Weigering
from leersessie.invoer.tekstdeur import clean_text
from leersessie.lessen.concept import change_concept, find_concept, store_inhoud
from leersessie.lessen.controle import VERVANG_TEKENS, Plek, check_concept, find_plek, make_besluit, replace_plekken
from leersessie.lessen.greep import Greep, stretch
from leersessie.lessen.sporen import ZONDER_SLEUTELS
from leersessie.lessen.vorm import TEKSTVELDEN, clean_inhoud
from leersessie.store import Store
from leersessie.toegang.accounts import Ingelogd


def list_plekken(store: Store, config: Config, les: str, door: Ingelogd, taal: str = "nl") -> tuple[Plek, ...]:
    """All places in this draft with their decisions. Raises NietGevonden, or Weigering when the check failed."""
    concept = find_concept(store, door, les)
    return check_concept(store, config, concept, taal)


def keep_plek(store: Store, config: Config, les: str, door: Ingelogd, sleutel: str, reden: object = "") -> None:
    """Let one place stand. Raises Weigering 'lessen.reden_nodig', NietGevonden 'lessen.plek_weg'."""
    concept = find_concept(store, door, les)
    plek = find_plek(check_concept(store, config, concept), sleutel)
    besluiten = {**concept.besluiten, sleutel: make_besluit(plek, reden)}
    bewerkers = sorted({*concept.bewerkers, door.account})
    store.transact(lambda v: change_concept(v, concept, besluiten=besluiten, bewerkers=bewerkers))


def reopen_plek(store: Store, config: Config, les: str, door: Ingelogd, sleutel: str) -> None:
    """Take the decision about one place back; the les goes back to concept."""
    concept = find_concept(store, door, les)
    besluiten = {s: b for s, b in concept.besluiten.items() if s != sleutel}
    waarden = {"besluiten": besluiten, "toestand": "concept", **ZONDER_SLEUTELS}
    store.transact(lambda v: change_concept(v, concept, **waarden))


def replace_plek(
    store: Store, config: Config, les: str, door: Ingelogd, sleutel: str, vervang: object, *, overal: bool = False
) -> int:
    """Put other words in one place, or with `overal` in every place with the same words; returns how many."""
    concept = find_concept(store, door, les)
    plekken = check_concept(store, config, concept)
    plek = find_plek(plekken, sleutel)
    doel = [p for p in plekken if p is plek or (overal and p.groep == plek.groep)]
    inhoud = replace_plekken(concept.inhoud, plekken, {p.sleutel: vervang for p in doel})
    store_inhoud(store, config, concept, door, inhoud)
    return len(doel)


def replace_greep(
    store: Store, config: Config, les: str, door: Ingelogd, sleutel: str, greep: Greep, gezien: object, vervang: object
) -> None:
    """Put other words in one place as it was taken, together with the places it covers.

    `gezien`: the words that were on the screen. Raises NietGevonden 'lessen.plek_weg' when they stand there no more.
    """
    concept = find_concept(store, door, les)
    plekken = stretch(concept.inhoud, check_concept(store, config, concept), sleutel, greep)
    plek = find_plek(plekken, sleutel)
    if str(concept.inhoud[plek.veld])[plek.start : plek.end] != gezien:
        raise NietGevonden("lessen.plek_weg")
    store_inhoud(store, config, concept, door, replace_plekken(concept.inhoud, plekken, {sleutel: vervang}))


def replace_all(store: Store, config: Config, les: str, door: Ingelogd, taal: str = "nl") -> int:
    """Put the proposal in every open place; returns how many."""
    concept = find_concept(store, door, les)
    plekken = check_concept(store, config, concept, taal)
    vervang = {p.sleutel: p.voorstel for p in plekken if p.open}
    store_inhoud(store, config, concept, door, replace_plekken(concept.inhoud, plekken, vervang))
    return len(vervang)


def replace_woorden(store: Store, config: Config, les: str, door: Ingelogd, woorden: object, vervang: object) -> int:
    """Put other words wherever these stand, in any case: what the check did not see; returns how many places.

    Raises Weigering 'lessen.woorden_niet_gevonden', or for empty or too long words.
    """
    concept = find_concept(store, door, les)
    oud = " ".join(clean_text(woorden, VERVANG_TEKENS).split())
    nieuw = clean_text(vervang, VERVANG_TEKENS)
    vorm = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, oud.split())) + r"(?!\w)", re.I)
    inhoud, aantal = dict(concept.inhoud), 0
    for veld in TEKSTVELDEN:
        inhoud[veld], keer = vorm.subn(lambda _: nieuw, str(inhoud[veld]))
        aantal += keer
    if not aantal:
        raise Weigering("lessen.woorden_niet_gevonden")
    store_inhoud(store, config, concept, door, clean_inhoud(concept.inhoud, {v: inhoud[v] for v in TEKSTVELDEN}))
    return aantal
