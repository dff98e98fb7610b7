"""De verbinding met de database: SQLite of PostgreSQL, met de instellingen waar de beloften op rusten.

Knows nothing of tables or sessions.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.engine import make_url

BUSY_MS = 10_000


def open_engine(url: str, *, schrijver: bool = False) -> Engine:
    """An engine for this URL. The writer's engine takes the write lock at BEGIN and keeps no pool of its own.

    SQLite: WAL and synchronous=FULL, so that an acknowledged contribution survives a power cut; secure_delete,
    so that what was deleted is not left in free pages.
    """
    soort = make_url(url).get_backend_name()
    if soort == "sqlite":
        engine = create_engine(url, connect_args={"check_same_thread": False}, **_pool(schrijver))
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate if schrijver else _begin_deferred)
        return engine
    url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    return create_engine(
        url, pool_pre_ping=True, **({"poolclass": NullPool} if schrijver else {"pool_size": 10})
    )


def _pool(schrijver: bool) -> dict[str, Any]:
    return {"poolclass": NullPool} if schrijver else {"pool_size": 10, "max_overflow": 20}


def _prepare_sqlite(verbinding: Any, _: Any) -> None:
    verbinding.isolation_level = None  # SQLAlchemy begins; the driver must not
    for regel in (
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "secure_delete=ON",
        "foreign_keys=ON",
        "temp_store=MEMORY",
    ):
        verbinding.execute(f"PRAGMA {regel}")


def _begin_immediate(verbinding: Connection) -> None:
    verbinding.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_deferred(verbinding: Connection) -> None:
    verbinding.exec_driver_sql("BEGIN")
