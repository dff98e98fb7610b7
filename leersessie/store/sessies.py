"""De rijen van een sessie en haar telefoons: maken, vinden, wijzigen. Alleen SQL, geen regels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update
from sqlmodel import col

from leersessie.store.tabellen import Gebeurtenis, Instelling, Sessie


@dataclass(frozen=True, slots=True)
class SessieInfo:
    """What was fixed when a session was prepared; everything that moves stands in the log."""

    id: str
    organisatie: int
    maker: int
    naam: str
    werkvorm: str
    versie: int
    werkvorm_toml: str
    plan: Mapping[str, Any]
    casus: str
    modus: str
    taal: str
    toestand: str
    code: str | None
    gemaakt: str
    gepland: str
    gesloten_dag: str
    wis_dag: str


VELDEN = tuple(SessieInfo.__dataclass_fields__)


def _to_info(rij: Row[Any]) -> SessieInfo:
    return SessieInfo(**{veld: getattr(rij, veld) for veld in VELDEN})


def insert_sessie(verbinding: Connection, waarden: Mapping[str, Any], gemaakt: Mapping[str, Any]) -> None:
    """A new session with its first fact, `gemaakt`."""
    verbinding.execute(insert(Sessie).values(**waarden, seq=1))
    feit = {"sessie": waarden["id"], "seq": 1, "soort": "gemaakt", "inhoud": dict(gemaakt)}
    verbinding.execute(insert(Gebeurtenis).values(**feit))


def find_sessie(verbinding: Connection, sessie: str) -> SessieInfo | None:
    """The session with this id, or None."""
    rij = verbinding.execute(select(Sessie).where(col(Sessie.id) == sessie)).first()
    return _to_info(rij) if rij else None


def find_by_code(verbinding: Connection, code: str) -> SessieInfo | None:
    """The session with this clean join code, or None."""
    rij = verbinding.execute(select(Sessie).where(col(Sessie.code) == code)).first()
    return _to_info(rij) if rij else None


def list_sessies(verbinding: Connection, organisatie: int, maker: int | None = None) -> list[SessieInfo]:
    """Sessions of an organisation, newest first; of one maker when given."""
    vraag = select(Sessie).where(col(Sessie.organisatie) == organisatie)
    if maker is not None:
        vraag = vraag.where(col(Sessie.maker) == maker)
    return [_to_info(r) for r in verbinding.execute(vraag.order_by(col(Sessie.gemaakt).desc()))]


def update_sessie(verbinding: Connection, sessie: str, **waarden: Any) -> None:
    """Change columns of one session."""
    verbinding.execute(update(Sessie).where(col(Sessie.id) == sessie).values(**waarden))


def read_tijdperk(verbinding: Connection) -> str:
    """The random name of this database."""
    vraag = select(col(Instelling.waarde)).where(col(Instelling.sleutel) == "tijdperk")
    return str(verbinding.execute(vraag).scalar_one())
