"""Storingen van de opslag: geen valse bevestiging, voor ieder een antwoord, en daarna gewoon weer verder."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hulp.kern import Kern, open_kern
from hulp.samen import run_samen
from hulp.storing import lock_bestand
from sqlalchemy import Engine, event

from leersessie.config import Config
from leersessie.i18n.weigering import Weigering
from leersessie.store import Store, open_store

GEDULD_MS = 150
Storing = Callable[[Kern], AbstractContextManager[None]]


def open_ongeduldig(config: Config) -> Store:
    """A store that waits 0.15 s for a lock instead of ten seconds."""
    return open_store(config, busy_ms=GEDULD_MS)


@pytest.fixture
def kern(tmp_path: Path) -> Iterator[Kern]:
    """A session where everybody types."""
    with open_kern(tmp_path, open_=open_ongeduldig) as kern:
        kern.begin("gedachte")
        yield kern


def find_bestand(kern: Kern) -> Path:
    """The file of the database."""
    return kern.config.data / "leersessie.sqlite"


@contextmanager
def lock_database(kern: Kern) -> Iterator[None]:
    """Another process holds the write lock for as long as this lasts: far longer than we wait."""
    with lock_bestand(find_bestand(kern)):
        yield


@contextmanager
def begin_with(pragma: str, herstel: str) -> Iterator[None]:
    """Every transaction begins with this pragma; afterwards with the one that undoes it."""
    nu = [pragma]

    def hinder(verbinding: Any) -> None:
        verbinding.exec_driver_sql(nu[0])

    event.listen(Engine, "begin", hinder)
    try:
        yield
        nu[0] = herstel
    finally:
        event.remove(Engine, "begin", hinder)


@contextmanager
def fill_disk(kern: Kern) -> Iterator[None]:
    """SQLite itself says the disk is full: not one page may be added."""
    vol = kern.lees("PRAGMA page_count")[0][0]
    with begin_with(f"PRAGMA max_page_count = {vol}", "PRAGMA max_page_count = 1073741823"):
        yield


@contextmanager
def limit_files(kern: Kern) -> Iterator[None]:
    """The system refuses to let any file grow: the write itself fails, half-way a transaction."""
    groot = max(p.stat().st_size for p in kern.config.data.iterdir())
    zacht, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (groot, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (zacht, hard))


@contextmanager
def forbid_writing(kern: Kern) -> Iterator[None]:
    """The database may only be read."""
    with begin_with("PRAGMA query_only = ON", "PRAGMA query_only = OFF"):
        yield


@contextmanager
def lose_database(kern: Kern) -> Iterator[None]:
    """The file is moved away, as a careless restore or a lost disk would; later it is back."""
    bestand = find_bestand(kern)
    weg = bestand.with_name("weg.sqlite")
    bestand.rename(weg)
    yield
    assert not bestand.exists(), "er kwam een lege database voor in de plaats"
    weg.rename(bestand)


STORINGEN: dict[str, Storing] = {
    "bezet": lock_database,
    "schijf vol": fill_disk,
    "systeem weigert": limit_files,
    "alleen lezen": forbid_writing,
    "weg": lose_database,
}
GROOT = {"tekst": "\U0001f33b" * 1000}
"""More than fits in what is left on any page: it always needs room."""


@pytest.mark.parametrize("soort", STORINGEN)
def test_bij_een_storing_geen_valse_bevestiging_en_daarna_verder(kern: Kern, soort: str) -> None:
    """Ten phones: each hears 'try again'; nothing changed; the same keys work afterwards."""
    telefoons = [(kern.deelnemer(), kern.sleutel()) for _ in range(10)]
    vooraf = kern.geef(kern.deelnemer())
    voor = kern.staat
    werk: list[Any] = [lambda w=w, s=s: kern.geef(w, GROOT, sleutel=s) for w, s in telefoons]
    with STORINGEN[soort](kern):
        for _ in range(3):
            uit = run_samen(werk)
            assert [(type(u), u.sleutel, u.opnieuw, u.status) for u in uit] == [
                (Weigering, "basis.bezet", True, 503)
            ] * 10
        assert kern.staat == voor
    giften = run_samen(werk)
    assert len({g.seq for g in giften}) == 10
    vers = open_store(kern.config)
    try:
        assert vers.load(kern.sessie) == kern.staat
        assert set(kern.stand.kaarten) == {vooraf.kaart, *(g.kaart for g in giften)}
    finally:
        vers.close()


def test_tijdens_een_storing_blijft_lezen_werken(kern: Kern) -> None:
    """The picture is still there while another process holds the lock."""
    with lock_database(kern):
        assert kern.lees("SELECT count(*) FROM sessie") == [(1,)]
        assert kern.stand.stap == "gedachte"


def test_een_fout_van_de_database_noemt_geen_woord(kern: Kern) -> None:
    """What was to be written stands nowhere in the error, so it cannot reach a log."""
    from sqlalchemy.exc import IntegrityError

    def twice(verbinding: Any) -> None:
        for _ in range(2):
            verbinding.exec_driver_sql("INSERT INTO gebruikt (code, tot_dag) VALUES (?, ?)", ("KANARIE", "2030"))

    with pytest.raises(IntegrityError) as fout:
        kern.store.transact(twice)
    assert "KANARIE" not in str(fout.value)


def test_het_logboek_zegt_alleen_welk_soort_storing(kern: Kern, caplog: pytest.LogCaptureFixture) -> None:
    """One line per failed transaction, without what people typed."""
    wie = kern.deelnemer()
    with forbid_writing(kern), pytest.raises(Weigering):
        kern.geef(wie, {"tekst": "KANARIE in een storing"})
    assert [r.getMessage() for r in caplog.records] == ["schrijven mislukt: OperationalError"]


def test_een_herstelde_database_van_eerder_wordt_opnieuw_gelezen(kern: Kern) -> None:
    """When the log is shorter than what we remember, memory gives way to the log."""
    kern.geef(kern.deelnemer())
    terug = kern.stand.seq - 1

    def cut(verbinding: Any) -> None:
        for regel in (
            f"DELETE FROM gebeurtenis WHERE seq > {terug}",
            "DELETE FROM tekst",
            f"UPDATE sessie SET seq = {terug}",
        ):
            verbinding.exec_driver_sql(regel)

    kern.store.transact(cut)
    gift = kern.geef(kern.deelnemer())
    assert (gift.seq, list(kern.stand.kaarten)) == (terug + 1, [gift.kaart])
