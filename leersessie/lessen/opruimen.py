"""Opruimen: doen wat beloofd is, op hele kalenderdagen, en er alleen aantallen van bewaren.

Safe to run twice on one day, and after days of standing still.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from leersessie.config import Config
from leersessie.i18n.weigering import Weigering
from leersessie.lessen.dagen import add_dagen, read_vandaag, subtract_maanden
from leersessie.lessen.publiceren import publish_batch
from leersessie.store import ZWAAR, Besluit, Decide, Staat, Store, wissen
from leersessie.store import verslagen as verslagrijen
from leersessie.toegang.accounts import Ingelogd
from leersessie.toegang.audit import record
from leersessie.toegang.codes import release_code
from leersessie.verloop import Feit

AANMELDING_MS = 12 * 60 * 60_000
AUDIT_MAANDEN = 60


@dataclass(frozen=True, slots=True)
class Wisverslag:
    """What one run did. `schoon` is False when a reader kept old pages of the file open: run it again."""

    aantallen: Mapping[str, int]
    schoon: bool


def tidy(store: Store, config: Config) -> Wisverslag:
    """Everything whose day has come: close, settle, erase, forget, share, and rewrite the file."""
    vandaag = read_vandaag(config)
    telling: Counter[str] = Counter()
    telling["gesloten"] = _close_sessies(store, add_dagen(vandaag, -config.reactiedagen - 1))
    telling["vastgesteld"] = store.transact(lambda v: verslagrijen.settle_verslagen(v, vandaag.isoformat()))
    for sessie in store.read(lambda v: wissen.list_te_wissen(v, vandaag.isoformat())):
        telling.update(_erase_sessie(store, config, sessie))
        telling["sessies_gewist"] += 1
    telling.update(_forget_old(store, config))
    telling["gedeeld"] = publish_batch(store, config).gedeeld
    schoon = ZWAAR.run(wissen.scrub, store.engine)
    return Wisverslag({wat: aantal for wat, aantal in telling.items() if aantal}, schoon)


def _close_sessies(store: Store, tot_dag: str) -> int:
    """nabespreken -> gesloten once the days for reacting are over: no token of the session works any more."""
    aan_de_beurt = store.read(lambda verbinding: wissen.list_te_sluiten(verbinding, tot_dag))
    for sessie in aan_de_beurt:
        store.write(sessie, _change_toestand("gesloten", frozenset({"nabespreken"})))
    return len(aan_de_beurt)


def _change_toestand(soort: str, vanuit: frozenset[str] | None = None) -> Decide:
    def decide(staat: Staat) -> Besluit:
        if vanuit is not None and staat.stand.toestand not in vanuit:
            return Besluit()
        return Besluit(feiten=(Feit(soort),))

    return decide


def _erase_sessie(store: Store, config: Config, sessie: wissen.TeWissen) -> Mapping[str, int]:
    """First the fact `gewist`, so that nobody can add anything; then the rows; then our memory of it."""
    if sessie.toestand != "gewist":
        store.write(sessie.sessie, _change_toestand("gewist"))
    vandaag = read_vandaag(config).isoformat()

    def erase(verbinding: Connection) -> dict[str, int]:
        if sessie.code:
            release_code(verbinding, config, sessie.code)
        aantallen = wissen.erase_sessie(verbinding, sessie.sessie)
        wissen.add_wisbewijs(verbinding, sessie.organisatie, "sessie", aantallen, vandaag)
        return aantallen

    aantallen = store.transact(erase)
    store.forget(sessie.sessie)
    return aantallen


def erase_nu(store: Store, config: Config, sessie: str, door: Ingelogd) -> None:
    """Everything of a closed session at once: cards, verslag, reactions, drafts of lessons; shared lessons stay.

    Who may do this is for the door to ask. Raises Weigering 'lessen.eerst_sluiten'.
    """
    info = store.info(sessie)
    if store.load(sessie).stand.toestand not in ("nabespreken", "gesloten", "gewist"):
        raise Weigering("lessen.eerst_sluiten")
    toestand = store.load(sessie).stand.toestand
    _erase_sessie(store, config, wissen.TeWissen(sessie, info.organisatie, info.code, toestand))

    def erase(verbinding: Connection) -> None:
        aantallen = wissen.erase_verslag(verbinding, sessie)
        wissen.add_wisbewijs(verbinding, info.organisatie, "verslag", aantallen, read_vandaag(config).isoformat())
        record(
            verbinding,
            config,
            organisatie=door.organisatie,
            account=door.account,
            daad="sessie_gewist",
            voorwerp=f"sessie:{sessie}",
        )

    store.transact(erase)
    store.forget(sessie)
    ZWAAR.run(wissen.scrub_soon, store.engine)


def _forget_old(store: Store, config: Config) -> Mapping[str, int]:
    """Verslagen after their months; tokens, log-ins, links, codes and audit lines after their term."""
    vandaag = read_vandaag(config)
    telling: Counter[str] = Counter()

    def forget(verbinding: Connection) -> None:
        oud = subtract_maanden(vandaag, config.verslagmaanden)
        for organisatie, aantallen in wissen.delete_oude_verslagen(verbinding, oud):
            wissen.add_wisbewijs(verbinding, organisatie, "verslag", aantallen, vandaag.isoformat())
            telling.update(aantallen)
        telling.update(
            wissen.delete_verlopen(
                verbinding,
                nu_ms=config.klok.now_ms(),
                vandaag=vandaag.isoformat(),
                aanmelding_ms=AANMELDING_MS,
                vijf_jaar=subtract_maanden(vandaag, AUDIT_MAANDEN),
            )
        )

    store.transact(forget)
    return telling
