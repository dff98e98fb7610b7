"""De rijen van wat er met gedeelde lessen gebeurt: proberen, zorgen, rode draad. Alleen SQL.

Every row goes when its les goes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlmodel import col

from leersessie.store.tabellen import DraadLes, LesProef, LesZorg, RodeDraad


@dataclass(frozen=True, slots=True)
class ProefRij:
    """One group that tries a les."""

    id: str
    les: str
    organisatie: int
    functie: str
    kijk_dag: str
    uitkomst: str


@dataclass(frozen=True, slots=True)
class DraadRij:
    """A pattern through lessons."""

    id: str
    organisatie: int
    soort: str
    niveau: str
    naam: str
    uitleg: str


def _to_draad(rij: Row[Any]) -> DraadRij:
    return DraadRij(**{naam: getattr(rij, naam) for naam in DraadRij.__dataclass_fields__})


def insert_proef(verbinding: Connection, **waarden: Any) -> None:
    """A group begins to try a les."""
    verbinding.execute(insert(LesProef).values(**waarden))


def list_proeven(verbinding: Connection, les: str) -> tuple[ProefRij, ...]:
    """Everybody who tries this les, by random id."""
    rijen = verbinding.execute(select(LesProef).where(col(LesProef.les) == les).order_by(col(LesProef.id)))
    return tuple(ProefRij(**{naam: getattr(r, naam) for naam in ProefRij.__dataclass_fields__}) for r in rijen)


def set_uitkomst(verbinding: Connection, proef: str, organisatie: int, uitkomst: str) -> bool:
    """What came of it; False when it is not of this organisation."""
    waar = (col(LesProef.id) == proef) & (col(LesProef.organisatie) == organisatie)
    return verbinding.execute(update(LesProef).where(waar).values(uitkomst=uitkomst)).rowcount == 1


def delete_proef(verbinding: Connection, proef: str, organisatie: int) -> bool:
    """Take it away; False when it is not of this organisation."""
    waar = (col(LesProef.id) == proef) & (col(LesProef.organisatie) == organisatie)
    return verbinding.execute(delete(LesProef).where(waar)).rowcount == 1


def put_zorg(verbinding: Connection, *, les: str, organisatie: int, account: int, herzie_dag: str) -> None:
    """This account looks after the les from now on."""
    verbinding.execute(delete(LesZorg).where(col(LesZorg.les) == les))
    waarden = {"les": les, "organisatie": organisatie, "account": account, "herzie_dag": herzie_dag}
    verbinding.execute(insert(LesZorg).values(**waarden))


def list_zorg(verbinding: Connection, organisatie: int) -> Mapping[str, tuple[int, str]]:
    """Les -> (account, day to look again) for one organisation."""
    rijen = verbinding.execute(select(LesZorg).where(col(LesZorg.organisatie) == organisatie))
    return {r.les: (r.account, r.herzie_dag) for r in rijen}


# ---- rode draad ---------------------------------------------------------------------------------------------


def put_draad(verbinding: Connection, waarden: Mapping[str, Any]) -> None:
    """A new pattern, or other words for one."""
    gedaan = verbinding.execute(
        update(RodeDraad)
        .where(col(RodeDraad.id) == waarden["id"], col(RodeDraad.organisatie) == waarden["organisatie"])
        .values(**waarden)
    ).rowcount
    if not gedaan:
        verbinding.execute(insert(RodeDraad).values(**waarden))


def find_draad(verbinding: Connection, draad: str, organisatie: int) -> DraadRij | None:
    """One pattern of this organisation, or None."""
    waar = (col(RodeDraad.id) == draad) & (col(RodeDraad.organisatie) == organisatie)
    rij = verbinding.execute(select(RodeDraad).where(waar)).first()
    return _to_draad(rij) if rij else None


def list_draden(verbinding: Connection, organisatie: int) -> tuple[DraadRij, ...]:
    """All patterns of this organisation by name."""
    vraag = select(RodeDraad).where(col(RodeDraad.organisatie) == organisatie)
    return tuple(_to_draad(r) for r in verbinding.execute(vraag.order_by(col(RodeDraad.naam), col(RodeDraad.id))))


def delete_draad(verbinding: Connection, draad: str) -> None:
    """A pattern and what belongs to it; the lessons stay."""
    verbinding.execute(delete(DraadLes).where(col(DraadLes.draad) == draad))
    verbinding.execute(delete(RodeDraad).where(col(RodeDraad.id) == draad))


def put_les(verbinding: Connection, draad: str, les: str, *, aan: bool) -> None:
    """The les belongs to the pattern, or not any more."""
    waar = (col(DraadLes.draad) == draad) & (col(DraadLes.les) == les)
    verbinding.execute(delete(DraadLes).where(waar))
    if aan:
        verbinding.execute(insert(DraadLes).values(draad=draad, les=les))


def list_draad_lessen(verbinding: Connection, draden: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """(pattern, les) for these patterns."""
    vraag = select(DraadLes).where(col(DraadLes.draad).in_(draden)).order_by(col(DraadLes.les))
    return tuple((r.draad, r.les) for r in verbinding.execute(vraag))


def forget_les(verbinding: Connection, les: str) -> None:
    """Everything that hangs on a les that is taken away."""
    verbinding.execute(delete(LesProef).where(col(LesProef.les) == les))
    verbinding.execute(delete(LesZorg).where(col(LesZorg.les) == les))
    verbinding.execute(delete(DraadLes).where(col(DraadLes.les) == les))
