"""Losse instellingen in de database: een waarde onder een sleutel. Alleen SQL."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select
from sqlmodel import col

from leersessie.store.tabellen import Instelling


def read_instelling(verbinding: Connection, sleutel: str) -> str:
    """The value under this key, '' when there is none."""
    vraag = select(col(Instelling.waarde)).where(col(Instelling.sleutel) == sleutel)
    return str(verbinding.execute(vraag).scalar_one_or_none() or "")


def list_instellingen(verbinding: Connection, begin: str) -> dict[str, str]:
    """All values whose key begins so: the rest of the key -> value."""
    vraag = select(Instelling).where(col(Instelling.sleutel).startswith(begin, autoescape=True))
    return {r.sleutel.removeprefix(begin): r.waarde for r in verbinding.execute(vraag)}


def set_instelling(verbinding: Connection, sleutel: str, waarde: str) -> None:
    """Keep this value; an empty one removes the key."""
    verbinding.execute(delete(Instelling).where(col(Instelling.sleutel) == sleutel))
    if waarde:
        verbinding.execute(insert(Instelling).values(sleutel=sleutel, waarde=waarde))
