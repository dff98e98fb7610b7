"""De rijen van verslagen en wat ernaast gezet is. Alleen SQL; regels en rechten staan in lessen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlmodel import col

from leersessie.store.tabellen import Reactie, Sessie, TekstRij, Verslag


@dataclass(frozen=True, slots=True)
class VerslagRij:
    """One verslag with what is needed of its session."""

    sessie: str
    organisatie: int
    maker: int
    naam: str
    werkvorm: str
    taal: str
    sessie_toestand: str
    gesloten_dag: str
    toestand: str
    regels: tuple[Mapping[str, Any], ...]
    inbrenger: bool
    code_hash: str
    reactie_tot_dag: str
    vastgesteld_dag: str


@dataclass(frozen=True, slots=True)
class ReactieRij:
    """Something beside a verslag: a reactie, a kanttekening or a bezwaar."""

    id: str
    soort: str
    organisatie: str
    regel: str
    tekst: str
    wacht: bool = False
    """True: it waits for the gespreksleider, and nobody else sees it."""


def _to_verslag(rij: Row[Any]) -> VerslagRij:
    return VerslagRij(
        sessie=rij.sessie,
        organisatie=rij.organisatie,
        maker=rij.maker,
        naam=rij.naam,
        werkvorm=rij.werkvorm,
        taal=rij.taal,
        sessie_toestand=rij.sessie_toestand,
        gesloten_dag=rij.gesloten_dag,
        toestand=rij.toestand,
        regels=tuple(rij.regels),
        inbrenger=rij.inbrenger,
        code_hash=rij.code_hash,
        reactie_tot_dag=rij.reactie_tot_dag,
        vastgesteld_dag=rij.vastgesteld_dag,
    )


_KOLOMMEN: tuple[Any, ...] = (
    Verslag,
    *(col(getattr(Sessie, naam)) for naam in ("organisatie", "maker", "naam", "werkvorm", "taal", "gesloten_dag")),
    col(Sessie.toestand).label("sessie_toestand"),
)


def insert_verslag(
    verbinding: Connection,
    *,
    sessie: str,
    regels: list[dict[str, Any]],
    inbrenger: bool,
    reactie_tot_dag: str,
) -> None:
    """The verslag of a session that was just closed."""
    waarden = {"sessie": sessie, "toestand": "concept", "regels": regels, "inbrenger": inbrenger}
    verbinding.execute(
        insert(Verslag).values(**waarden, code_hash="", reactie_tot_dag=reactie_tot_dag, vastgesteld_dag="")
    )


def find_verslag(verbinding: Connection, sessie: str, *, vast: bool = False) -> VerslagRij | None:
    """The verslag of a session, or None. `vast` keeps its row for this transaction (PostgreSQL)."""
    vraag = select(*_KOLOMMEN).join(Sessie, col(Sessie.id) == col(Verslag.sessie)).where(col(Verslag.sessie) == sessie)
    if vast and verbinding.dialect.name != "sqlite":
        vraag = vraag.with_for_update(of=Verslag)
    rij = verbinding.execute(vraag).first()
    return _to_verslag(rij) if rij else None


def find_by_code(verbinding: Connection, code_hash: str) -> VerslagRij | None:
    """The verslag this four-word code was given for, or None."""
    vraag = select(*_KOLOMMEN).join(Sessie, col(Sessie.id) == col(Verslag.sessie))
    rij = verbinding.execute(vraag.where(col(Verslag.code_hash) == code_hash)).first()
    return _to_verslag(rij) if rij else None


def update_verslag(verbinding: Connection, sessie: str, **waarden: Any) -> None:
    """Change columns of one verslag."""
    verbinding.execute(update(Verslag).where(col(Verslag.sessie) == sessie).values(**waarden))


def settle_verslagen(verbinding: Connection, vandaag: str) -> int:
    """Verslagen whose days for reacting are over become vastgesteld; returns how many."""
    waar = (col(Verslag.toestand) != "vastgesteld") & (col(Verslag.reactie_tot_dag) < vandaag)
    return verbinding.execute(
        update(Verslag).where(waar).values(toestand="vastgesteld", vastgesteld_dag=vandaag)
    ).rowcount


def add_reactie(
    verbinding: Connection,
    *,
    id: str,
    sessie: str,
    soort: str,
    organisatie: str,
    regel: str,
    tekst: str,
    wacht: bool = False,
) -> None:
    """Put something beside a verslag; with `wacht` for the eyes of the gespreksleider first."""
    waarden = {"id": id, "sessie": sessie, "soort": soort, "organisatie": organisatie, "regel": regel}
    verbinding.execute(insert(Reactie).values(**waarden, tekst=tekst, wacht=wacht))


def list_reacties(verbinding: Connection, sessie: str) -> tuple[ReactieRij, ...]:
    """Everything beside a verslag, by passage and then by random id: never in order of arrival."""
    vraag = select(Reactie).where(col(Reactie.sessie) == sessie).order_by(col(Reactie.regel), col(Reactie.id))
    return tuple(ReactieRij(r.id, r.soort, r.organisatie, r.regel, r.tekst, r.wacht) for r in verbinding.execute(vraag))


def count_wachtend(verbinding: Connection, sessies: Iterable[str]) -> dict[str, int]:
    """Of these sessions the ones where something waits for the gespreksleider, with how much."""
    vraag = select(col(Reactie.sessie), func.count().label("aantal")).where(col(Reactie.wacht))
    vraag = vraag.where(col(Reactie.sessie).in_(list(sessies))).group_by(col(Reactie.sessie))
    return {r.sessie: int(r.aantal) for r in verbinding.execute(vraag)}


def list_woorden(verbinding: Connection, sessie: str) -> tuple[Mapping[str, Any], ...]:
    """The words on every card of a session that are still there, by card id: never in order of arrival."""
    vraag = select(TekstRij).where(col(TekstRij.sessie) == sessie).order_by(col(TekstRij.kaart))
    return tuple(dict(r.inhoud) for r in verbinding.execute(vraag))


def count_bezwaren(verbinding: Connection, sessie: str) -> int:
    """How many objections wait to be handled."""
    vraag = select(func.count()).select_from(Reactie)
    vraag = vraag.where(col(Reactie.sessie) == sessie, col(Reactie.soort) == "bezwaar")
    return int(verbinding.execute(vraag).scalar_one())


def release_reactie(verbinding: Connection, sessie: str, reactie: str) -> bool:
    """It waits no more; False when it is not beside this verslag."""
    waar = (col(Reactie.id) == reactie) & (col(Reactie.sessie) == sessie) & (col(Reactie.soort) != "bezwaar")
    return verbinding.execute(update(Reactie).where(waar).values(wacht=False)).rowcount == 1


def delete_reactie(verbinding: Connection, sessie: str, reactie: str) -> bool:
    """Take one away; False when it is not beside this verslag."""
    waar = (col(Reactie.id) == reactie) & (col(Reactie.sessie) == sessie)
    return verbinding.execute(delete(Reactie).where(waar)).rowcount == 1


def delete_reacties(verbinding: Connection, sessie: str, regel: str, soort: str) -> int:
    """Take away everything of one kind beside one passage; returns how many."""
    waar = (col(Reactie.sessie) == sessie) & (col(Reactie.regel) == regel) & (col(Reactie.soort) == soort)
    return verbinding.execute(delete(Reactie).where(waar)).rowcount
