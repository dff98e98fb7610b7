"""De verbinding met de database: SQLite of PostgreSQL, met de instellingen waar de beloften op rusten.

Knows nothing of tables or sessions.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.engine import make_url

BUSY_MS = 10_000
"""How long a write waits for another process that holds the database."""


class DatabaseVerplaatst(Exception):
    """The file of the database is not where it was: what is written now would be gone after a restart."""


def open_engine(url: str, *, schrijver: bool = False, busy_ms: int = BUSY_MS) -> Engine:
    """An engine for this URL. The writer's engine takes the write lock at BEGIN and keeps no pool of its own.

    SQLite: WAL and synchronous=FULL, so that an acknowledged contribution survives a power cut; secure_delete,
    so that what was deleted is not left in free pages. Errors never quote what was to be written.
    """
    plek = make_url(url)
    if plek.get_backend_name() == "sqlite":
        opties: dict[str, Any] = {"connect_args": {"check_same_thread": False}, **_pool(schrijver)}
        if schrijver and plek.database:
            opties["creator"] = _make_creator(plek.database)
        engine = create_engine(url, hide_parameters=True, **opties)
        event.listen(engine, "connect", _make_prepare(plek.database if schrijver else None, busy_ms))
        event.listen(engine, "begin", _begin_immediate if schrijver else _begin_deferred)
        return engine
    url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(
        url, hide_parameters=True, pool_pre_ping=True, **({"poolclass": NullPool} if schrijver else {"pool_size": 10})
    )
    if schrijver:
        event.listen(engine, "connect", _make_patience(busy_ms))
    return engine


def _pool(schrijver: bool) -> dict[str, Any]:
    return {"poolclass": NullPool} if schrijver else {"pool_size": 10, "max_overflow": 20}


def _make_creator(bestand: str) -> Callable[[], sqlite3.Connection]:
    """Opens the file only when it is there: a database that was lost is not replaced by an empty one."""
    adres = f"file:{quote(bestand)}?mode=rw"
    return lambda: sqlite3.connect(adres, uri=True, check_same_thread=False)


def _make_prepare(bestand: str | None, busy_ms: int) -> Callable[[Any, Any], None]:
    def prepare(verbinding: Any, rij: Any) -> None:
        verbinding.isolation_level = None  # SQLAlchemy begins; the driver must not
        for regel in (
            f"busy_timeout={busy_ms}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "secure_delete=ON",
            "foreign_keys=ON",
            "temp_store=MEMORY",
        ):
            verbinding.execute(f"PRAGMA {regel}")
        if bestand:
            rij.info["bestand"] = (bestand, os.stat(bestand).st_ino)

    return prepare


def _make_patience(busy_ms: int) -> Callable[[Any, Any], None]:
    def prepare(verbinding: Any, _: Any) -> None:
        with verbinding.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {int(busy_ms)}")
        verbinding.commit()

    return prepare


def _begin_immediate(verbinding: Connection) -> None:
    """SQLite writes on happily into a file that was moved away or replaced: nobody would ever find it back."""
    bestand, inode = verbinding.info.get("bestand", ("", 0))
    if bestand and (not os.path.exists(bestand) or os.stat(bestand).st_ino != inode):
        raise DatabaseVerplaatst
    verbinding.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_deferred(verbinding: Connection) -> None:
    verbinding.exec_driver_sql("BEGIN")
