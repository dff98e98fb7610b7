"""Een huis om in te proeven: een opslag in een tijdelijke map, een klok die je verzet, een account, een sessie.

No mocks: the real store, the real tables; only clock and lottery are given.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from leersessie.config import Config, Klok
from leersessie.store import Store, open_store
from leersessie.store import accounts as rijen
from leersessie.store.tabellen import Sessie

BEGIN = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
WACHTWOORD = "kiezel lantaarn veer 7"


class Tijd:
    """A clock that only moves when told."""

    def __init__(self, begin: datetime = BEGIN) -> None:
        self.nu = begin.timestamp()

    def verder(self, *, seconden: float = 0, minuten: float = 0, uren: float = 0, dagen: float = 0) -> None:
        """Move on."""
        self.nu += timedelta(seconds=seconden, minutes=minuten, hours=uren, days=dagen).total_seconds()

    def maak_config(self, data: Path, **velden: Any) -> Config:
        """A configuration that reads this clock."""
        return Config(data=data, klok=Klok(wand=lambda: self.nu, monotoon=lambda: self.nu), **velden)


def maak_huis(config: Config) -> tuple[Store, int]:
    """An open store with one organisation and one account (gespreksleider) without a password."""
    store = open_store(config)
    return store, maak_account(store, "anna@voorbeeld.nl")


def maak_account(
    store: Store, email: str, rollen: tuple[str, ...] = ("gespreksleider",), organisatie: int | None = None
) -> int:
    """One more account, in a new organisation unless one is given."""

    def make(verbinding: Any) -> int:
        org = rijen.add_organisatie(verbinding, "Proefteam", "2026-03-10") if organisatie is None else organisatie
        return rijen.add_account(
            verbinding, organisatie=org, email=email, naam=email.split("@")[0], rollen=rollen, gemaakt="2026-03-10"
        )

    return store.transact(make)


def maak_sessie(store: Store, config: Config, account: int, **velden: Any) -> str:
    """One row of a session, without a log."""
    sessie = secrets.token_hex(8)
    rij = store.read(lambda verbinding: rijen.find_account(verbinding, account))
    assert rij is not None
    waarden = {
        "id": sessie, "organisatie": rij.organisatie, "maker": account, "naam": "Proef", "versie": 1,
        "werkvorm": "methodische-leerbijeenkomst", "werkvorm_toml": "", "plan": {}, "casus": "", "modus": "zaal",
        "taal": "nl", "toestand": "concept", "code": None, "qr_hash": None, "seq": 0, "gemaakt": "2026-03-10",
        "gepland": "", "gesloten_dag": "", "wis_dag": "",
    }  # fmt: skip
    store.transact(lambda verbinding: verbinding.execute(insert(Sessie).values({**waarden, **velden})) and None)
    return sessie


@pytest.fixture
def huis(tmp_path: Path) -> Iterator[tuple[Store, Config, int]]:
    """A store with one account, on the real clock: (store, config, account)."""
    config = Config(data=tmp_path)
    store, account = maak_huis(config)
    yield store, config, account
    store.close()
