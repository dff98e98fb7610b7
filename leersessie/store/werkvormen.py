"""De rijen van eigen werkvormen: een per versie. Alleen SQL; wie wat mag, staat in redactie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlmodel import col

from leersessie.store.tabellen import WerkvormRij


@dataclass(frozen=True, slots=True)
class EigenRij:
    """One version of a werkvorm of an organisation."""

    id: str
    organisatie: int
    werkvorm: str
    versie: int
    toestand: str
    toml: str
    bewerkers: tuple[int, ...]
    lezer: int | None
    stempel: str


def _to_rij(rij: Row[Any]) -> EigenRij:
    waarden = {naam: getattr(rij, naam) for naam in EigenRij.__dataclass_fields__}
    return EigenRij(**{**waarden, "bewerkers": tuple(rij.bewerkers)})


def insert_werkvorm(verbinding: Connection, waarden: Mapping[str, Any]) -> None:
    """A new version."""
    verbinding.execute(insert(WerkvormRij).values(**waarden))


def find_werkvorm(verbinding: Connection, id_: str, *, vast: bool = False) -> EigenRij | None:
    """One version, or None. `vast` keeps its row for this transaction (PostgreSQL)."""
    vraag = select(WerkvormRij).where(col(WerkvormRij.id) == id_)
    if vast and verbinding.dialect.name != "sqlite":
        vraag = vraag.with_for_update()
    rij = verbinding.execute(vraag).first()
    return _to_rij(rij) if rij else None


def list_werkvormen(verbinding: Connection, organisatie: int) -> tuple[EigenRij, ...]:
    """All versions of an organisation, newest version of each first."""
    vraag = (
        select(WerkvormRij)
        .where(col(WerkvormRij.organisatie) == organisatie)
        .order_by(col(WerkvormRij.werkvorm), col(WerkvormRij.versie).desc())
    )
    return tuple(_to_rij(rij) for rij in verbinding.execute(vraag))


def update_werkvorm(verbinding: Connection, id_: str, **waarden: Any) -> None:
    """Change columns of one version."""
    verbinding.execute(update(WerkvormRij).where(col(WerkvormRij.id) == id_).values(**waarden))


def delete_werkvorm(verbinding: Connection, id_: str) -> None:
    """Throw one version away."""
    verbinding.execute(delete(WerkvormRij).where(col(WerkvormRij.id) == id_))
