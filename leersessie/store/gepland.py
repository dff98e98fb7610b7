"""De rijen van een sessie die nog niet begon: een andere code, andere wensen, of helemaal weg. Alleen SQL."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select
from sqlmodel import col

from leersessie.store.tabellen import Deelname, Deelnemer, Gebeurtenis, Sessie, TekstRij, Toegangsbewijs


def delete_gepland(verbinding: Connection, sessie: str) -> None:
    """Erase every row of a session that never opened, what was sealed beforehand included."""
    leden = select(col(Deelnemer.id)).where(col(Deelnemer.sessie) == sessie)
    verbinding.execute(delete(Deelname).where(col(Deelname.deelnemer).in_(leden)))
    for tabel in (Gebeurtenis, TekstRij, Toegangsbewijs, Deelnemer):
        verbinding.execute(delete(tabel).where(col(tabel.sessie) == sessie))
    verbinding.execute(delete(Sessie).where(col(Sessie.id) == sessie))
