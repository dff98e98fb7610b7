"""Een les in gebruik: wij gaan dit proberen, en wie ervoor zorgt dat zij blijft kloppen.

Says which kind of work tries it, never who; other organisations are only seen as a number, and only a large one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from leersessie.anonimiseren import MASK, AnalyseFout, analyse
from leersessie.config import Config
from leersessie.i18n.weigering import NietGevonden, NietToegestaan, Weigering
from leersessie.invoer.tekstdeur import clean_text
from leersessie.lessen.concept import note
from leersessie.lessen.dagen import add_dagen, read_vandaag
from leersessie.lessen.labels import K
from leersessie.store import Store
from leersessie.store import lesgebruik as rijen
from leersessie.store import lessen as lesrijen
from leersessie.store.lesgebruik import ProefRij
from leersessie.store.lessen import LesRij
from leersessie.toegang.aanmelden import check_rol
from leersessie.toegang.accounts import Ingelogd
from leersessie.toegang.geheimen import new_token

UITKOMSTEN = ("werkte", "werkte_niet", "aangepast")
FUNCTIE_TEKENS = 60
KIJK_DAGEN = 730
"""Furthest day on which somebody looks back."""
HERZIE_DAGEN = 365


@dataclass(frozen=True, slots=True)
class Gebruik:
    """What people of one organisation see of the use of a les."""

    eigen: tuple[ProefRij, ...]
    elders: int
    """How many groups of other organisations try it; 0 while they are fewer than five."""


def read_gebruik(store: Store, les: str, organisatie: int | None) -> Gebruik:
    """Who tries this les, as far as this organisation may know."""
    alle = store.read(lambda verbinding: rijen.list_proeven(verbinding, les))
    eigen = tuple(p for p in alle if p.organisatie == organisatie)
    elders = len(alle) - len(eigen)
    return Gebruik(eigen, elders if elders >= K else 0)


def begin_proef(store: Store, config: Config, les: str, door: Ingelogd, functie: object, kijk_dag: object) -> None:
    """'Wij gaan dit proberen': which kind of work, and the day to look back.

    Raises NietGevonden, or Weigering 'lessen.functie_naam', 'lessen.kijkdag', 'anonimiseren.analyse_mislukt'.
    """
    check_rol(door, "gespreksleider", "trainer")
    schoon = " ".join(clean_text(functie, FUNCTIE_TEKENS).split())
    check_geen_naam(schoon, "lessen.functie_naam")
    dag = _check_dag(config, kijk_dag)
    waarden = {"id": new_token(config, 10), "les": les, "organisatie": door.organisatie, "functie": schoon}

    def begin(verbinding: Connection) -> None:
        _find_les(verbinding, les, door)
        rijen.insert_proef(verbinding, **waarden, kijk_dag=dag, uitkomst="")

    store.transact(begin)


def check_geen_naam(tekst: str, sleutel: str) -> None:
    """Raises Weigering `sleutel` when this short text surely names somebody."""
    try:
        spans = analyse(tekst)
    except AnalyseFout:
        raise Weigering("anonimiseren.analyse_mislukt", opnieuw=True, status=503) from None
    if any(span.tier == MASK for span in spans):
        raise Weigering(sleutel)


def _check_dag(config: Config, waarde: object) -> str:
    try:
        dag = date.fromisoformat(str(waarde))
    except ValueError:
        raise Weigering("lessen.kijkdag") from None
    if not 0 < (dag - read_vandaag(config)).days <= KIJK_DAGEN:
        raise Weigering("lessen.kijkdag")
    return dag.isoformat()


def _find_les(verbinding: Connection, les: str, door: Ingelogd) -> LesRij:
    rij = lesrijen.find_les(verbinding, les, door.organisatie)
    if rij is None:
        raise NietGevonden
    return rij


def end_proef(store: Store, proef: str, door: Ingelogd, uitkomst: object) -> None:
    """What came of it. Raises Weigering 'invoer.keus', NietGevonden for one of another organisation."""
    check_rol(door, "gespreksleider", "trainer")
    if uitkomst not in UITKOMSTEN:
        raise Weigering("invoer.keus")

    def end(verbinding: Connection) -> None:
        if not rijen.set_uitkomst(verbinding, proef, door.organisatie, str(uitkomst)):
            raise NietGevonden

    store.transact(end)


def drop_proef(store: Store, proef: str, door: Ingelogd) -> None:
    """Take it away again. Raises NietGevonden."""
    check_rol(door, "gespreksleider", "trainer")

    def drop(verbinding: Connection) -> None:
        if not rijen.delete_proef(verbinding, proef, door.organisatie):
            raise NietGevonden

    store.transact(drop)


# ---- looking after a les ------------------------------------------------------------------------------------


def take_zorg(store: Store, config: Config, les: str, door: Ingelogd) -> None:
    """A trainer looks after this les: it was read just now, and is due again in a year.

    Raises NietGevonden, NietToegestaan for a les of another organisation.
    """
    check_rol(door, "trainer")

    def take(verbinding: Connection) -> None:
        if _find_les(verbinding, les, door).organisatie != door.organisatie:
            raise NietToegestaan
        dag = add_dagen(read_vandaag(config), HERZIE_DAGEN)
        rijen.put_zorg(verbinding, les=les, organisatie=door.organisatie, account=door.account, herzie_dag=dag)
        note(verbinding, config, door, "les_herzien", les)

    store.transact(take)


def read_herzie_dag(store: Store, les: str, organisatie: int) -> str:
    """When this les must be looked at again; '' while nobody looks after it."""
    return store.read(lambda verbinding: rijen.list_zorg(verbinding, organisatie)).get(les, (0, ""))[1]


def list_te_herzien(store: Store, config: Config, door: Ingelogd) -> tuple[LesRij, ...]:
    """Own lessons that are due: their day has come, or nobody ever looked after them since last year."""
    check_rol(door, "gespreksleider", "trainer")
    vandaag = read_vandaag(config)

    def read(verbinding: Connection) -> tuple[LesRij, ...]:
        zorg = rijen.list_zorg(verbinding, door.organisatie)
        alle = [r for r in lesrijen.list_lessen(verbinding, door.organisatie) if r.organisatie == door.organisatie]
        return tuple(
            les
            for les in alle
            if (les.id in zorg and zorg[les.id][1] <= vandaag.isoformat())
            or (les.id not in zorg and les.jaar < vandaag.year)
        )

    return store.read(read)
