"""De reservekopie: een gave momentopname terwijl er gewerkt wordt, en die weer terugzetten.

SQLite only; PostgreSQL has tools of its own. Also says in plain kinds why a database does not open.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col

from leersessie.config import Config
from leersessie.store import Store, open_store
from leersessie.store.motor import open_engine
from leersessie.store.tabellen import Instelling

BLADEN_PER_KEER = 256
WACHT_S = 5.0
NIET_SCHRIJVEN = (
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
)


class OpslagFout(Exception):
    """The database does not do what was asked. `soort` is 'bezet', 'onschrijfbaar', 'onbruikbaar' or 'onbereikbaar'."""

    def __init__(self, soort: str) -> None:
        super().__init__(soort)
        self.soort = soort


@contextlib.contextmanager
def explain_errors() -> Iterator[None]:
    """Turn errors of the database into an OpslagFout that can be said to a person."""
    try:
        yield
    except SQLAlchemyError as fout:
        raise OpslagFout(_name_error(getattr(fout, "orig", None) or fout)) from fout
    except sqlite3.Error as fout:
        raise OpslagFout(_name_error(fout)) from fout


def _name_error(fout: BaseException) -> str:
    if not isinstance(fout, sqlite3.Error):
        return "onbereikbaar"
    code = getattr(fout, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return "bezet"
    return "onschrijfbaar" if code in NIET_SCHRIJVEN else "onbruikbaar"


def open_explained(config: Config) -> Store:
    """As open_store; raises OpslagFout instead of errors of libraries."""
    with explain_errors():
        return open_store(config)


def find_bestand(config: Config) -> Path | None:
    """The SQLite file of this installation, or None with another database."""
    url = make_url(config.database_url)
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def write_kopie(config: Config, doel: Path) -> int:
    """Copy the whole database to a new file, readable by its owner only; returns its size in bytes.

    Sound also while a server writes. Raises FileExistsError for a file that is there, OpslagFout, OSError.
    """
    bron = find_bestand(config)
    if bron is None or not bron.is_file():
        raise OpslagFout("onbruikbaar")
    os.close(os.open(doel, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with contextlib.ExitStack() as opruiming:
        opruiming.callback(doel.unlink, missing_ok=True)
        with explain_errors():
            _copy(bron, doel)
        opruiming.pop_all()
    return doel.stat().st_size


def _copy(bron: Path, doel: Path) -> None:
    """Page by page, through SQLite itself, so that a write halfway is taken along or left out whole."""
    with (
        contextlib.closing(sqlite3.connect(f"file:{bron}?mode=ro", uri=True, timeout=WACHT_S)) as van,
        contextlib.closing(sqlite3.connect(doel, timeout=WACHT_S)) as naar,
    ):
        van.backup(naar, pages=BLADEN_PER_KEER, sleep=0.01)
        naar.execute("PRAGMA journal_mode=DELETE")
        if naar.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("kopie niet gaaf")


def check_kopie(bron: Path) -> None:
    """Raises OpslagFout('onbruikbaar') unless this is a sound copy of a leersessie database."""
    with explain_errors(), contextlib.closing(sqlite3.connect(f"file:{bron}?mode=ro", uri=True)) as verbinding:
        gaaf = verbinding.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        namen = {rij[0] for rij in verbinding.execute("SELECT name FROM sqlite_master WHERE type='table'")}
    if not gaaf or not {"alembic_version", "sessie", "gebeurtenis", "tekst"} <= namen:
        raise OpslagFout("onbruikbaar")


def restore_kopie(config: Config, bron: Path) -> Path | None:
    """Put a copy back in place of the database; returns where the old one was kept, if there was one.

    The restored database gets a new name of its own (tijdperk), so that phones do not mix its pictures with the
    old ones. The caller holds the lock on the data folder. Raises OpslagFout, OSError.
    """
    doel = find_bestand(config)
    if doel is None:
        raise OpslagFout("onbruikbaar")
    check_kopie(bron)
    klad = doel.with_name(doel.name + ".nieuw")
    klad.unlink(missing_ok=True)
    os.close(os.open(klad, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with explain_errors():
        _copy(bron, klad)
        _renew_tijdperk(klad, config.loterij(8).hex())
    oud = None
    if doel.is_file():
        oud = doel.with_name(f"{doel.name}.voor-{config.klok.now().strftime('%Y%m%dT%H%M%S')}")
        with explain_errors():
            _close_journal(doel)
        doel.replace(oud)
    for rest in ("-wal", "-shm"):
        doel.with_name(doel.name + rest).unlink(missing_ok=True)
    klad.replace(doel)
    return oud


def _close_journal(bestand: Path) -> None:
    """Write what still stands in the journal into the file itself, so that the file alone is the database."""
    with contextlib.closing(sqlite3.connect(bestand, timeout=WACHT_S)) as verbinding:
        verbinding.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        verbinding.execute("PRAGMA journal_mode=DELETE")


def _renew_tijdperk(bestand: Path, nieuw: str) -> None:
    engine = open_engine(f"sqlite:///{bestand}", schrijver=True)
    with engine.begin() as verbinding:
        verbinding.execute(update(Instelling).where(col(Instelling.sleutel) == "tijdperk").values(waarde=nieuw))
    engine.dispose()
    _close_journal(bestand)


__all__ = [
    "OpslagFout",
    "check_kopie",
    "explain_errors",
    "find_bestand",
    "open_explained",
    "restore_kopie",
    "write_kopie",
]
