"""Een eigen werkvorm van concept naar gepubliceerd, met een tweede lezer die er niet aan schreef.

Opens transactions through the store. A version that is published never changes again; a new one takes its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from sqlalchemy import Connection

from leersessie.config import Config
from leersessie.i18n.weigering import NietGevonden, NietToegestaan, Weigering
from leersessie.redactie.wijzigen import copy_ruw
from leersessie.store import Store
from leersessie.store import werkvormen as rijen
from leersessie.store.werkvormen import EigenRij
from leersessie.toegang.accounts import Ingelogd
from leersessie.toegang.audit import record
from leersessie.toegang.geheimen import new_token
from leersessie.verloop.rechten import SCHRIJFT, check_redactie
from leersessie.werkvormen import Werkvorm, WerkvormFout, read_werkvorm
from leersessie.werkvormen.lezen import NAAM_TEKENS
from leersessie.werkvormen.schrijven import read_ruw, to_toml
from leersessie.werkvormen.sleutels import BESTAND_BYTES

HOOGSTENS = 200
"""Versions that an organisation may keep."""


def list_eigen(store: Store, organisatie: int) -> tuple[EigenRij, ...]:
    """All versions of this organisation."""
    return store.read(lambda v: rijen.list_werkvormen(v, organisatie))


def find_eigen(store: Store, door: Ingelogd, id_: str) -> EigenRij:
    """One version of the own organisation. Raises NietToegestaan for another role, NietGevonden."""
    if not door.rollen & SCHRIJFT:
        raise NietToegestaan
    return store.read(lambda v: _find(v, door, id_))


def list_gepubliceerd(store: Store, organisatie: int) -> list[tuple[Werkvorm, str]]:
    """What this organisation may use: (werkvorm, its text). One that no longer reads is left out."""
    uit = []
    for rij in list_eigen(store, organisatie):
        if rij.toestand == "gepubliceerd":
            try:
                uit.append((read_werkvorm(rij.toml, rij.werkvorm), rij.toml))
            except WerkvormFout:
                continue
    return uit


def make_slug(naam: str, bezet: Collection[str]) -> str:
    """A short name for in an address, from the name people see; never one that is taken."""
    plat = unicodedata.normalize("NFKD", naam).encode("ascii", "ignore").decode().lower()
    begin = re.sub(r"[^a-z0-9]+", "-", plat).strip("-")[: NAAM_TEKENS - 4].strip("-") or "werkvorm"
    namen = [begin, *(f"{begin}-{n}" for n in range(2, HOOGSTENS + 2))]
    return next(n for n in namen if n not in bezet)


def copy_werkvorm(store: Store, config: Config, door: Ingelogd, toml: str, bezet: Collection[str]) -> str:
    """A concept from the text of a sound werkvorm; returns its id. `bezet`: names of the library."""
    check_redactie("schrijf", door.rollen, "concept")
    ruw = read_ruw(toml)
    naam = ruw.get("naam", "")
    kop = naam.get("nl", "") if isinstance(naam, dict) else str(naam)

    def make(verbinding: Connection) -> str:
        alle = rijen.list_werkvormen(verbinding, door.organisatie)
        slug = make_slug(kop, {*bezet, *(r.werkvorm for r in alle)})
        return _insert(verbinding, config, door, slug, 1, to_toml(copy_ruw(ruw, slug, 1)))

    return store.transact(make)


def make_versie(store: Store, config: Config, door: Ingelogd, id_: str) -> str:
    """A concept of the next version; the one that is there is returned when somebody made it already."""

    def make(verbinding: Connection) -> str:
        rij = _find(verbinding, door, id_)
        check_redactie("maak_versie", door.rollen, rij.toestand)
        alle = [r for r in rijen.list_werkvormen(verbinding, door.organisatie) if r.werkvorm == rij.werkvorm]
        bezig = next((r for r in alle if r.toestand in ("concept", "tweede_lezer")), None)
        if bezig is not None:
            return bezig.id
        versie = max(r.versie for r in alle) + 1
        return _insert(
            verbinding, config, door, rij.werkvorm, versie, to_toml(copy_ruw(read_ruw(rij.toml), rij.werkvorm, versie))
        )

    return store.transact(make)


def save(store: Store, config: Config, door: Ingelogd, id_: str, toml: str, stempel: str) -> None:
    """Keep this text, also when it is not sound yet. Raises Weigering when somebody else saved meanwhile."""
    tekst = toml.replace("\r\n", "\n")
    if len(tekst.encode("utf-8", "replace")) > BESTAND_BYTES or "\x00" in tekst:
        raise Weigering("redactie.te_groot", hoogstens=BESTAND_BYTES // 1000)

    def change(verbinding: Connection) -> None:
        rij = _find(verbinding, door, id_, "schrijf")
        if rij.stempel != stempel:
            raise Weigering("redactie.intussen")
        bewerkers = sorted({*rij.bewerkers, door.account})
        rijen.update_werkvorm(verbinding, id_, toml=tekst, bewerkers=bewerkers, stempel=new_token(config, 8))

    store.transact(change)


def offer(store: Store, door: Ingelogd, id_: str) -> None:
    """concept -> tweede_lezer, when the text is sound and still says its own name and version."""

    def change(verbinding: Connection) -> None:
        rij = _find(verbinding, door, id_, "bied_aan")
        _check_heel(rij)
        rijen.update_werkvorm(verbinding, id_, toestand="tweede_lezer")

    store.transact(change)


def give_back(store: Store, door: Ingelogd, id_: str) -> None:
    """tweede_lezer -> concept."""

    def change(verbinding: Connection) -> None:
        _find(verbinding, door, id_, "geef_terug")
        rijen.update_werkvorm(verbinding, id_, toestand="concept")

    store.transact(change)


def publish(store: Store, config: Config, door: Ingelogd, id_: str, stempel: str) -> None:
    """tweede_lezer -> gepubliceerd, by somebody who did not write in it; the version before it expires.

    Raises Weigering 'redactie.zelf_geschreven' for a writer, 'redactie.intussen' when another text was read.
    """

    def change(verbinding: Connection) -> None:
        rij = _find(verbinding, door, id_, "publiceer")
        if door.account in rij.bewerkers:
            raise Weigering("redactie.zelf_geschreven")
        if rij.stempel != stempel:
            raise Weigering("redactie.intussen")
        _check_heel(rij)
        for ander in rijen.list_werkvormen(verbinding, door.organisatie):
            if ander.werkvorm == rij.werkvorm and ander.toestand == "gepubliceerd":
                rijen.update_werkvorm(verbinding, ander.id, toestand="vervallen")
        rijen.update_werkvorm(verbinding, id_, toestand="gepubliceerd", lezer=door.account)
        _note(verbinding, config, door, "werkvorm_gepubliceerd", id_)

    store.transact(change)


def expire(store: Store, config: Config, door: Ingelogd, id_: str) -> None:
    """gepubliceerd -> vervallen: sessions that have it go on with it, new ones cannot choose it."""

    def change(verbinding: Connection) -> None:
        _find(verbinding, door, id_, "laat_vervallen")
        rijen.update_werkvorm(verbinding, id_, toestand="vervallen")
        _note(verbinding, config, door, "werkvorm_vervallen", id_)

    store.transact(change)


def drop(store: Store, door: Ingelogd, id_: str) -> None:
    """Throw a concept away."""

    def change(verbinding: Connection) -> None:
        _find(verbinding, door, id_, "gooi_weg")
        rijen.delete_werkvorm(verbinding, id_)

    store.transact(change)


def _find(verbinding: Connection, door: Ingelogd, id_: str, daad: str = "") -> EigenRij:
    """The version, after asking whether this act may be done with it now. Another organisation finds nothing."""
    rij = rijen.find_werkvorm(verbinding, id_, vast=bool(daad))
    if rij is None or rij.organisatie != door.organisatie:
        raise NietGevonden
    if daad:
        check_redactie(daad, door.rollen, rij.toestand)
    return rij


def _check_heel(rij: EigenRij) -> None:
    try:
        werkvorm = read_werkvorm(rij.toml, rij.werkvorm)
    except WerkvormFout as fout:
        raise Weigering("redactie.nog_niet_heel", aantal=len(fout.gebreken)) from None
    if (werkvorm.id, werkvorm.versie) != (rij.werkvorm, rij.versie):
        raise Weigering("redactie.eigen_naam", slug=rij.werkvorm, versie=rij.versie)


def _insert(verbinding: Connection, config: Config, door: Ingelogd, slug: str, versie: int, toml: str) -> str:
    if len(rijen.list_werkvormen(verbinding, door.organisatie)) >= HOOGSTENS:
        raise Weigering("redactie.vol", hoogstens=HOOGSTENS)
    id_ = new_token(config, 16)
    rijen.insert_werkvorm(
        verbinding,
        {
            "id": id_,
            "organisatie": door.organisatie,
            "werkvorm": slug,
            "versie": versie,
            "toestand": "concept",
            "toml": toml,
            "bewerkers": [door.account],
            "lezer": None,
            "stempel": new_token(config, 8),
        },
    )
    _note(verbinding, config, door, "werkvorm_begonnen", id_)
    return id_


def _note(verbinding: Connection, config: Config, door: Ingelogd, daad: str, id_: str) -> None:
    voorwerp = f"werkvorm:{id_}"
    record(verbinding, config, organisatie=door.organisatie, account=door.account, daad=daad, voorwerp=voorwerp)
