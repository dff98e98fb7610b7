"""Nalezen: plek voor plek beslissen. Vervangen verandert de tekst; laten staan vraagt bij een sterk voorstel een reden.

There is a way to replace all at once, and none to keep all at once.
"""

from __future__ import annotations

from leersessie.config import Config
from leersessie.lessen.concept import change_concept, find_concept, store_inhoud
from leersessie.lessen.controle import Plek, check_concept, find_plek, make_besluit, replace_plekken
from leersessie.lessen.sporen import ZONDER_SLEUTELS
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


def replace_all(store: Store, config: Config, les: str, door: Ingelogd, taal: str = "nl") -> int:
    """Put the proposal in every open place; returns how many."""
    concept = find_concept(store, door, les)
    plekken = check_concept(store, config, concept, taal)
    vervang = {p.sleutel: p.voorstel for p in plekken if p.open}
    store_inhoud(store, config, concept, door, replace_plekken(concept.inhoud, plekken, vervang))
    return len(vervang)
