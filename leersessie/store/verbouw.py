"""De database op de stand van de code brengen: eerst een kopie, dan de verbouwing.

Knows when and in what order, not what a migration holds.
"""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, insert, select, text
from sqlalchemy.engine import make_url
from sqlmodel import col

from leersessie.store.tabellen import Instelling

SLOT = 4_200_110
"""Advisory lock number on PostgreSQL: one process migrates at a time."""


def alembic_config(verbinding: Connection) -> AlembicConfig:
    """Alembic configured in code, so that an installed wheel needs no ini file."""
    config = AlembicConfig()
    config.set_main_option("script_location", "leersessie.store:migrations")
    config.attributes["verbinding"] = verbinding
    return config


def migrate(engine: Engine, doel: str = "head") -> None:
    """Bring the schema to `doel`. An SQLite file that is behind is copied beside itself first."""
    with engine.connect() as verbinding:
        nu = MigrationContext.configure(verbinding).get_current_revision()
        verbinding.rollback()
        config = alembic_config(verbinding)
        if nu == ScriptDirectory.from_config(config).get_current_head() and doel == "head":
            return
        if verbinding.dialect.name == "postgresql":
            verbinding.execute(text("SELECT pg_advisory_lock(:slot)"), {"slot": SLOT})
            verbinding.commit()
        elif nu is not None:
            _copy_sqlite(engine, nu)
        try:
            command.downgrade(config, doel) if doel == "base" else command.upgrade(config, doel)
            verbinding.commit()
            if doel == "head":
                _ensure_tijdperk(verbinding)
        finally:
            if verbinding.dialect.name == "postgresql":
                verbinding.execute(text("SELECT pg_advisory_unlock(:slot)"), {"slot": SLOT})
                verbinding.commit()


def _copy_sqlite(engine: Engine, nu: str) -> None:
    bestand = make_url(str(engine.url)).database
    if bestand and Path(bestand).is_file():
        with engine.connect() as verbinding:
            verbinding.exec_driver_sql("ROLLBACK")
            verbinding.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            verbinding.exec_driver_sql("BEGIN")
        kopie = Path(f"{bestand}.voor-{nu}")
        shutil.copy2(bestand, kopie)
        kopie.chmod(0o600)


def _ensure_tijdperk(verbinding: Connection) -> None:
    """Give this database its random name: pictures of another database are never mixed with ours."""
    vraag = select(col(Instelling.waarde)).where(col(Instelling.sleutel) == "tijdperk")
    if verbinding.execute(vraag).first() is None:
        verbinding.execute(insert(Instelling).values(sleutel="tijdperk", waarde=secrets.token_hex(8)))
        verbinding.commit()
