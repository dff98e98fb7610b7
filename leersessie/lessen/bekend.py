"""Wat van een sessie bekend is bij het nalezen: de namen op haar kaarten en in haar verslag, en die van collega's.

Kept in this process only, and dropped together with the session.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sqlalchemy import Connection

from leersessie.anonimiseren import AnalyseFout, find_names, split_bekend
from leersessie.i18n.weigering import Weigering
from leersessie.invoer import list_getypt
from leersessie.store import ZWAAR, Store
from leersessie.store import verslagen as verslagrijen
from leersessie.store.accounts import list_namen
from leersessie.store.lessen import ConceptRij

HOOGSTENS = 64


@dataclass(frozen=True, slots=True)
class Bekend:
    """`namen` are masked in every form; `woorden` only as they stand, in one piece."""

    namen: frozenset[str] = frozenset()
    woorden: frozenset[str] = frozenset()


NIETS = Bekend()
_per_store: WeakKeyDictionary[Store, OrderedDict[str, tuple[bytes, Bekend]]] = WeakKeyDictionary()


def watch(store: Store) -> None:
    """Drop what is known of a session as soon as the store drops the session."""
    store.vergeten.connect(_forget, weak=False)


def _forget(store: Store, sessie: str) -> None:
    _per_store.get(store, OrderedDict()).pop(sessie, None)


def read_bekend(store: Store, concept: ConceptRij) -> Bekend:
    """What is known of the session this draft comes from.

    Raises Weigering 'anonimiseren.analyse_mislukt' (opnieuw) when its texts could not be looked at.
    """
    teksten, accounts = store.read(lambda verbinding: _read(verbinding, concept))
    merk = hashlib.blake2b("\x00".join((*teksten, "\x01", *accounts)).encode("utf-8", "replace")).digest()
    onthouden = _per_store.setdefault(store, OrderedDict())
    oud = onthouden.get(concept.sessie)
    if oud is not None and oud[0] == merk:
        return oud[1]
    try:
        namen = ZWAAR.run(find_names, teksten)
    except AnalyseFout:
        raise Weigering("anonimiseren.analyse_mislukt", opnieuw=True, status=503) from None
    eigen, woorden = split_bekend(accounts)
    bekend = Bekend(namen | eigen, woorden)
    onthouden[concept.sessie] = (merk, bekend)
    while len(onthouden) > HOOGSTENS:
        onthouden.popitem(last=False)
    return bekend


def _read(verbinding: Connection, concept: ConceptRij) -> tuple[list[str], list[str]]:
    """Every text of the session that is still there, and the names of colleagues and the organisation."""
    teksten = [
        tekst for inhoud in verslagrijen.list_woorden(verbinding, concept.sessie) for tekst in list_getypt(inhoud)
    ]
    verslag = verslagrijen.find_verslag(verbinding, concept.sessie)
    if verslag is not None:
        teksten += [verslag.naam, *(str(regel["tekst"]) for regel in verslag.regels)]
    teksten += [reactie.tekst for reactie in verslagrijen.list_reacties(verbinding, concept.sessie)]
    return sorted(t for t in teksten if t), list(list_namen(verbinding, concept.organisatie))
