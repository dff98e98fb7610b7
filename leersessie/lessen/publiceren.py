"""Publiceren: lessen met twee sleutels gaan samen, door elkaar, met een nieuw willekeurig nummer het archief in.

Nothing in the new row leads back: no session, no order, no day.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from leersessie.config import Config
from leersessie.i18n.weigering import Weigering
from leersessie.lessen.concept import check_plekken, find_concept, note
from leersessie.lessen.dagen import read_vandaag, show_dag
from leersessie.lessen.sleutels import needs_sleutel1
from leersessie.lessen.stammen import list_stammen
from leersessie.lessen.vorm import DELEN, TEKSTVELDEN, check_vol, hash_inhoud
from leersessie.store import Store
from leersessie.store import lessen as rijen
from leersessie.store import verslagen as verslagrijen
from leersessie.store.lessen import ConceptRij
from leersessie.toegang.accounts import Ingelogd
from leersessie.toegang.geheimen import draw_index
from leersessie.toegang.woorden import bind_to_les

LABELS = ("themas", "werkvorm", "standaarden", "meldcode", "ernst", "sectorgroepen")


@dataclass(frozen=True, slots=True)
class Deelronde:
    """What a batch did: how many went, and how many still wait (for days, or for an objection)."""

    gedeeld: int
    wachten: int


def publish_batch(store: Store, config: Config) -> Deelronde:
    """Share every les that may go, in a shuffled order. Meant for once a day, by opruimen."""
    klaar = list(store.read(lambda verbinding: rijen.list_concepten(verbinding, toestand="klaar")))
    _shuffle(config, klaar)
    mag = [concept for concept in klaar if _may_go(store, config, concept)]

    def share(verbinding: Connection) -> int:
        return sum(_share(verbinding, config, concept) for concept in mag)

    gedeeld = store.transact(share) if mag else 0
    return Deelronde(gedeeld, len(klaar) - gedeeld)


def publish_nu(store: Store, config: Config, les: str, door: Ingelogd) -> None:
    """Share one les at once, outside the batch; the door warns that others may guess where it came from.

    Raises the Weigering that says what is still missing.
    """
    concept = find_concept(store, door, les)
    check_delen(store, config, concept)

    def share(verbinding: Connection) -> None:
        if not _share(verbinding, config, concept):
            raise Weigering("lessen.tekst_veranderd")
        note(verbinding, config, door, "les_nu_gepubliceerd", les)

    store.transact(share)


def check_delen(store: Store, config: Config, concept: ConceptRij) -> None:
    """The gate, on the server: both keys for exactly this text, every place decided, days over, no objection.

    Raises Weigering 'lessen.sleutel1_mist', 'lessen.sleutel2_mist', 'lessen.bezwaar_open', 'lessen.bezwaartermijn',
    'lessen.plekken_open' or 'lessen.deel_leeg_…'.
    """
    check_vol(concept.inhoud)
    if concept.sleutel1_hash != concept.tekst_hash and needs_sleutel1(config, concept):
        raise Weigering("lessen.sleutel1_mist")
    if concept.sleutel2 is None or concept.sleutel2_hash != concept.tekst_hash or concept.toestand != "klaar":
        raise Weigering("lessen.sleutel2_mist")
    if hash_inhoud(concept.inhoud) != concept.tekst_hash:
        raise Weigering("lessen.tekst_veranderd")
    if store.read(lambda verbinding: verslagrijen.count_bezwaren(verbinding, concept.sessie)):
        raise Weigering("lessen.bezwaar_open")
    if read_vandaag(config).isoformat() <= concept.bezwaar_tot_dag:
        raise Weigering("lessen.bezwaartermijn", dag=show_dag(concept.bezwaar_tot_dag))
    check_plekken(store, config, concept)


def _may_go(store: Store, config: Config, concept: ConceptRij) -> bool:
    try:
        check_delen(store, config, concept)
    except Weigering:
        return False
    return True


def _share(verbinding: Connection, config: Config, gezien: ConceptRij) -> bool:
    """Insert the les, delete the draft. False when the draft changed after it was looked at."""
    concept = rijen.find_concept(verbinding, gezien.id, vast=True)
    if concept != gezien or verslagrijen.count_bezwaren(verbinding, gezien.sessie):
        return False
    rijen.insert_les(verbinding, make_les(config, gezien), int.from_bytes(config.loterij(7), "big"))
    return rijen.delete_concept(verbinding, gezien.id)


def make_les(config: Config, concept: ConceptRij) -> dict[str, Any]:
    """The row of a shared les. No id, day or account of the draft comes along."""
    inhoud = concept.inhoud
    return {
        "id": base64.b32encode(config.loterij(16)).decode().rstrip("=").lower(),
        "organisatie": concept.organisatie,
        "bereik": inhoud.get("bereik", "organisatie"),
        "soort": inhoud["soort"],
        "titel": inhoud["titel"],
        "inhoud": {deel: inhoud[deel] for deel in DELEN},
        "labels": {label: inhoud[label] for label in LABELS},
        "jaar": inhoud["jaar"],
        "code_hash": bind_to_les(config, concept.code_hash),
        "stammen": " ".join(stam for veld in TEKSTVELDEN for stam in list_stammen(inhoud[veld])),
    }


def _shuffle(config: Config, rij: list[ConceptRij]) -> None:
    for plek in range(len(rij) - 1, 0, -1):
        ander = draw_index(config, plek + 1)
        rij[plek], rij[ander] = rij[ander], rij[plek]
