"""De les op weg: beginnen uit vrijgegeven zinnen, herschrijven in vaste delen, aanbieden om te lezen.

A draft is written by people of the organisation; it never shares itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from leersessie.config import Config
from leersessie.i18n.weigering import NietGevonden, Weigering
from leersessie.lessen.controle import check_concept, keep_besluiten
from leersessie.lessen.dagen import add_dagen, read_vandaag
from leersessie.lessen.sporen import ZONDER_SLEUTELS
from leersessie.lessen.verslag import VerslagRegel, to_regels
from leersessie.lessen.vorm import DEEL_TEKENS, check_vol, clean_inhoud, hash_inhoud, make_leeg
from leersessie.store import Store
from leersessie.store import lessen as rijen
from leersessie.store import verslagen as verslagrijen
from leersessie.store.lessen import ConceptRij
from leersessie.store.verslagen import VerslagRij
from leersessie.toegang.aanmelden import check_rol
from leersessie.toegang.accounts import Ingelogd
from leersessie.toegang.audit import record
from leersessie.toegang.geheimen import new_token

WOORDEN_OVERGENOMEN = 6
"""A released sentence of at least so many words may not stand in the les as it was said."""
BEZWAAR_DAGEN = 14


def start_les(
    store: Store,
    config: Config,
    sessie: str,
    door: Ingelogd,
    *,
    leiding: Iterable[int] = (),
    sectoren: Iterable[str] = (),
) -> str:
    """A new draft from the released sentences of a session of the own organisation; returns its id.

    `leiding`: accounts that led it together with its maker. `sectoren`: groups of sectors (vorm.find_sectorgroepen).
    Raises Weigering 'lessen.niets_vrij' when nothing was released.
    """
    check_rol(door, "gespreksleider", "trainer")
    leiders, groepen = set(leiding), list(sectoren)

    def make(verbinding: Connection) -> str:
        verslag = verslagrijen.find_verslag(verbinding, sessie)
        if verslag is None or verslag.organisatie != door.organisatie:
            raise NietGevonden
        vrij = list_vrij(verbinding, sessie)
        if not vrij:
            raise Weigering("lessen.niets_vrij")
        les = new_token(config, 16)
        rij = _make_rij(config, verslag, vrij, sorted({verslag.maker, *leiders}), groepen)
        rijen.insert_concept(verbinding, {**rij, "id": les, "bewerkers": [door.account]})
        note(verbinding, config, door, "les_begonnen", les)
        return les

    return store.transact(make)


def _make_rij(
    config: Config, verslag: VerslagRij, vrij: Iterable[VerslagRegel], leiding: list[int], sectorgroepen: list[str]
) -> dict[str, Any]:
    """The draft as it begins: the released sentences as material under 'wat', to be written again."""
    dag = verslag.gesloten_dag or read_vandaag(config).isoformat()
    begin = {"wat": "\n".join(r.tekst for r in vrij)[:DEEL_TEKENS], "sectorgroepen": sectorgroepen}
    inhoud = clean_inhoud(make_leeg(verslag.werkvorm, int(dag[:4])), begin)
    return {
        "organisatie": verslag.organisatie,
        "sessie": verslag.sessie,
        "leiding": leiding,
        "toestand": "concept",
        "inhoud": inhoud,
        "besluiten": {},
        "tekst_hash": hash_inhoud(inhoud),
        "code_hash": verslag.code_hash,
        "gesloten_dag": dag,
        "bezwaar_tot_dag": add_dagen(dag, BEZWAAR_DAGEN),
        "nota": "",
        **ZONDER_SLEUTELS,
    }


def list_vrij(verbinding: Connection, sessie: str) -> tuple[VerslagRegel, ...]:
    """The released sentences of a session, for beside the draft; empty once its verslag is gone."""
    verslag = verslagrijen.find_verslag(verbinding, sessie)
    return tuple(r for r in to_regels(verslag) if r.vrij and not r.weg) if verslag else ()


def find_concept(store: Store, door: Ingelogd, les: str) -> ConceptRij:
    """A draft of the own organisation. Raises NietGevonden, NietToegestaan."""
    check_rol(door, "gespreksleider", "trainer")
    return store.read(lambda verbinding: find_own(verbinding, door, les))


def list_concepten(store: Store, door: Ingelogd) -> tuple[ConceptRij, ...]:
    """Drafts this account may see: its own, and every one that waits for a reader."""
    check_rol(door, "gespreksleider", "trainer")
    alle = store.read(lambda verbinding: rijen.list_concepten(verbinding, organisatie=door.organisatie))
    return tuple(c for c in alle if c.toestand != "concept" or door.account in (*c.leiding, *c.bewerkers))


def save_les(
    store: Store,
    config: Config,
    les: str,
    door: Ingelogd,
    velden: Mapping[str, object],
    *,
    op_hash: str | None = None,
) -> str:
    """Store an edit; returns the new hash of the text. `op_hash`: the hash the edit was made on.

    Any change of what readers see takes both keys away and puts the les back to concept; decisions about places
    that still stand there stay. Raises Weigering for bad fields, or 'lessen.tekst_veranderd'.
    """
    concept = find_concept(store, door, les)
    if op_hash not in (None, concept.tekst_hash):
        raise Weigering("lessen.tekst_veranderd")
    return store_inhoud(store, config, concept, door, clean_inhoud(concept.inhoud, velden))


def store_inhoud(store: Store, config: Config, concept: ConceptRij, door: Ingelogd, inhoud: Mapping[str, Any]) -> str:
    """Keep new content of a draft with everything that follows from it; returns its hash."""
    nieuw = hash_inhoud(inhoud)
    if nieuw == concept.tekst_hash:
        return nieuw
    waarden = {
        "inhoud": dict(inhoud),
        "tekst_hash": nieuw,
        "besluiten": keep_besluiten(store, config, concept, inhoud),
        "bewerkers": sorted({*concept.bewerkers, door.account}),
        "toestand": "concept",
        "nota": "",
        **ZONDER_SLEUTELS,
    }
    store.transact(lambda verbinding: change_concept(verbinding, concept, **waarden))
    return nieuw


def change_concept(verbinding: Connection, gezien: ConceptRij, **waarden: Any) -> None:
    """Change a draft that was read before the transaction (the check is too slow to hold the writer).

    Raises Weigering 'lessen.tekst_veranderd' when somebody else changed it meanwhile.
    """
    nu = rijen.find_concept(verbinding, gezien.id, vast=True)
    if nu is None or (nu.tekst_hash, nu.toestand) != (gezien.tekst_hash, gezien.toestand):
        raise Weigering("lessen.tekst_veranderd")
    if dict(nu.besluiten) != dict(gezien.besluiten):
        raise Weigering("lessen.tekst_veranderd")
    rijen.update_concept(verbinding, gezien.id, **waarden)


def offer_les(store: Store, config: Config, les: str, door: Ingelogd) -> None:
    """concept -> beoordeling: from now on the text can get its keys.

    Raises Weigering 'lessen.deel_leeg_…', 'lessen.plekken_open', 'lessen.niet_herschreven' or 'lessen.verkeerd_moment'.
    """
    concept = find_concept(store, door, les)
    if concept.toestand != "concept":
        raise Weigering("lessen.verkeerd_moment")
    check_vol(concept.inhoud)
    check_herschreven(concept.inhoud, store.read(lambda verbinding: list_vrij(verbinding, concept.sessie)))
    check_plekken(store, config, concept)

    def change(verbinding: Connection) -> None:
        change_concept(verbinding, concept, toestand="beoordeling", nota="")
        note(verbinding, config, door, "les_aangeboden", les)

    store.transact(change)


def check_plekken(store: Store, config: Config, concept: ConceptRij) -> None:
    """Raises Weigering 'lessen.plekken_open' while a place waits for a decision."""
    nog = sum(plek.open for plek in check_concept(store, config, concept))
    if nog:
        raise Weigering("lessen.plekken_open", aantal=nog)


def discard_les(store: Store, config: Config, les: str, door: Ingelogd) -> None:
    """Throw a draft away. Raises NietGevonden, NietToegestaan."""
    check_rol(door, "gespreksleider", "trainer")

    def change(verbinding: Connection) -> None:
        find_own(verbinding, door, les)
        rijen.delete_concept(verbinding, les)
        note(verbinding, config, door, "les_ingetrokken", les)

    store.transact(change)


def find_own(verbinding: Connection, door: Ingelogd, les: str) -> ConceptRij:
    """A draft of the own organisation. Raises NietGevonden."""
    concept = rijen.find_concept(verbinding, les)
    if concept is None or concept.organisatie != door.organisatie:
        raise NietGevonden
    return concept


def check_herschreven(inhoud: Mapping[str, Any], vrij: Iterable[VerslagRegel]) -> None:
    """Raises Weigering 'lessen.niet_herschreven' when a released sentence stands in a part as it was said."""
    delen = " | ".join(_to_woorden(str(inhoud[veld])) for veld in ("situatie", "wat", "waarom", "grenzen", "vraag"))
    for regel in vrij:
        woorden = _to_woorden(regel.tekst)
        if len(woorden.split()) >= WOORDEN_OVERGENOMEN and f" {woorden} " in f" {delen} ":
            raise Weigering("lessen.niet_herschreven")


def _to_woorden(tekst: str) -> str:
    plat = unicodedata.normalize("NFKC", tekst).casefold()
    return " ".join("".join(t if t.isalnum() else " " for t in plat).split())


def note(verbinding: Connection, config: Config, door: Ingelogd, daad: str, les: str) -> None:
    """Write an act on a les into the audit."""
    record(verbinding, config, organisatie=door.organisatie, account=door.account, daad=daad, voorwerp=les)
