"""De verbouwing van de database: heen en terug, met gegevens erin, op SQLite en op PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from hulp.postgres import postgres, postgres_url  # noqa: F401
from hulp.samen import run_samen
from sqlalchemy import JSON, Boolean, Engine, Integer, MetaData, Table, insert, inspect, select
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import SQLModel

from leersessie.config import Config
from leersessie.store import open_store, tabellen
from leersessie.store.motor import open_engine
from leersessie.store.sessies import read_tijdperk
from leersessie.store.verbouw import alembic_config, migrate

STAPPEN = [
    r.revision
    for r in reversed(list(ScriptDirectory(str(Path(tabellen.__file__).parent / "migrations")).walk_revisions()))
]
"""Every version of the schema there ever was, oldest first."""
EIGEN_WERK = ("les_zoek", "alembic_version")
"""Tables that no model describes: the search table, and the note of the version."""


@contextmanager
def open_leeg(url: str) -> Iterator[Engine]:
    """An engine on an empty database."""
    engine = open_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def leeg(tmp_path: Path) -> Iterator[Engine]:
    """An empty SQLite file."""
    with open_leeg(f"sqlite:///{tmp_path / 'leersessie.sqlite'}") as engine:
        yield engine


def go_to(engine: Engine, versie: str) -> None:
    """Up to one version of the schema."""
    with engine.connect() as verbinding:
        command.upgrade(alembic_config(verbinding), versie)
        verbinding.commit()


def read_tabellen(engine: Engine) -> list[Table]:
    """The tables as they are in the database, in an order in which rows can be put in."""
    with engine.connect() as verbinding:
        namen = [n for n in inspect(verbinding).get_table_names() if not n.startswith(EIGEN_WERK)]
        meta = MetaData()
        meta.reflect(verbinding, only=namen)
        return list(meta.sorted_tables)


def make_waarde(kolom: Any, rij: int) -> Any:
    """Something that fits this column and differs per row."""
    if isinstance(kolom.type, Boolean):
        return bool(rij % 2)
    if isinstance(kolom.type, Integer):
        return rij + 1
    if isinstance(kolom.type, JSON):
        return {"rij": rij, "tekst": f"é {kolom.name} \U0001f33b"}
    return f"{kolom.name} {rij} é\n'\""


def fill(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Three rows in every table; what was put in."""
    vulling: dict[str, list[dict[str, Any]]] = {}
    with engine.begin() as verbinding:
        for tabel in read_tabellen(engine):
            rijen = [{k.name: make_waarde(k, rij) for k in tabel.columns} for rij in range(3)]
            for kolom in (k for k in tabel.columns if k.foreign_keys):
                doel = next(iter(kolom.foreign_keys)).column
                for rij, waarden in enumerate(rijen):
                    waarden[kolom.name] = vulling[doel.table.name][rij][doel.name]
            verbinding.execute(insert(tabel), rijen)
            vulling[tabel.name] = rijen
    return vulling


def read_alles(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables."""
    with engine.connect() as verbinding:
        return {
            tabel.name: [dict(r) for r in verbinding.execute(select(tabel).order_by(*tabel.primary_key)).mappings()]
            for tabel in read_tabellen(engine)
        }


def play_heen_en_terug(engine: Engine, versie: str) -> None:
    """From this version with data to the newest (nothing lost), all the way down, and up again."""
    go_to(engine, versie)
    vulling = fill(engine)
    migrate(engine)
    na = read_alles(engine)
    na["instelling"] = [r for r in na["instelling"] if r["sleutel"] != "tijdperk"]
    for tabel, rijen in vulling.items():
        samen = [{k: v for k, v in rij.items() if k in rijen[0]} for rij in na[tabel]]
        assert samen == [{k: v for k, v in rij.items() if k in na[tabel][0]} for rij in rijen], tabel
    migrate(engine, "base")
    assert read_tabellen(engine) == []
    migrate(engine)
    leeg = read_alles(engine)
    assert [t for t, rijen in leeg.items() if rijen] == ["instelling"]


def compare_schema(engine: Engine) -> list[Any]:
    """Differences between the database and the models."""
    with engine.connect() as verbinding:
        context = MigrationContext.configure(verbinding, opts={"compare_type": True, "include_object": is_model})
        return list(compare_metadata(context, SQLModel.metadata))


def is_model(_: Any, naam: str | None, soort: str, __: bool, ___: Any) -> bool:
    """The search table and its index stand beside the models."""
    return not (naam or "").startswith("les_zoek") and naam != "ix_les_zoek"


@pytest.mark.parametrize("versie", STAPPEN)
def test_elke_versie_gaat_met_gegevens_heen_en_terug(leeg: Engine, versie: str) -> None:
    """SQLite."""
    play_heen_en_terug(leeg, versie)


@pytest.mark.traag
@pytest.mark.parametrize("versie", STAPPEN)
def test_elke_versie_gaat_ook_op_postgresql(postgres_url: str | None, versie: str) -> None:  # noqa: F811
    """PostgreSQL."""
    if postgres_url is not None:
        with open_leeg(postgres_url) as engine:
            play_heen_en_terug(engine, versie)


def test_het_schema_is_wat_de_modellen_zeggen(leeg: Engine) -> None:
    """A model changed without a migration, or the other way round, shows here."""
    migrate(leeg)
    assert compare_schema(leeg) == []
    assert {t.name for t in read_tabellen(leeg)} == set(SQLModel.metadata.tables)
    with leeg.connect() as verbinding:
        zonder = {
            naam
            for naam, regel in verbinding.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type='table'")
            if "WITHOUT ROWID" in str(regel)
        }
    modellen = SQLModel.metadata.tables.values()
    assert zonder - {"les_zoek_idx", "les_zoek_config"} == {
        t.name for t in modellen if t.dialect_options["sqlite"]["with_rowid"] is False
    }


@pytest.mark.traag
def test_het_schema_klopt_ook_op_postgresql(postgres_url: str | None) -> None:  # noqa: F811
    """The same comparison on PostgreSQL."""
    if postgres_url is not None:
        with open_leeg(postgres_url) as engine:
            migrate(engine)
            assert compare_schema(engine) == []


def test_een_afgebroken_verbouwing_kan_nog_een_keer(leeg: Engine) -> None:
    """It breaks half-way on a table that is in the way: nothing is left of it, and the second time it works."""
    with leeg.begin() as verbinding:
        verbinding.exec_driver_sql("CREATE TABLE verslag (in_de_weg TEXT)")
    with pytest.raises(SQLAlchemyError):
        migrate(leeg)
    with leeg.begin() as verbinding:
        assert set(inspect(verbinding).get_table_names()) <= {"verslag", "alembic_version"}
        verbinding.exec_driver_sql("DROP TABLE verslag")
    migrate(leeg)
    assert compare_schema(leeg) == []


@pytest.mark.traag
def test_twee_processen_verbouwen_tegelijk(postgres_url: str | None) -> None:  # noqa: F811
    """One of them waits; both end on the newest version with one name of the database."""
    if postgres_url is None:
        return
    engines = [open_engine(postgres_url) for _ in range(3)]
    assert run_samen([lambda e=e: migrate(e) for e in engines]) == [None, None, None]
    assert compare_schema(engines[0]) == []
    assert len(read_alles(engines[0])["instelling"]) == 1
    for engine in engines:
        engine.dispose()


def test_openen_is_verbouwen_en_de_naam_van_de_database_blijft(tmp_path: Path) -> None:
    """Opening twice changes nothing; the folder is for its owner alone."""
    namen = []
    for _ in range(2):
        store = open_store(Config(data=tmp_path / "data"))
        namen.append(store.read(read_tijdperk))
        store.close()
    assert (len(namen[0]), namen[0]) == (16, namen[1])
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_voor_het_verbouwen_wordt_een_kopie_gemaakt(tmp_path: Path) -> None:
    """A file that is behind is copied beside itself, with what stands in its journal, for its owner alone."""
    bestand = tmp_path / "leersessie.sqlite"
    with open_leeg(f"sqlite:///{bestand}") as engine:
        migrate(engine)
        vulling = fill(engine)
        with engine.begin() as verbinding:
            verbinding.exec_driver_sql("UPDATE alembic_version SET version_num = 'oud'")
        with pytest.raises(command.util.CommandError):  # 'oud' is no version we know; the copy is made before that
            migrate(engine)
    kopie = tmp_path / "leersessie.sqlite.voor-oud"
    assert kopie.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(kopie)) as los:
        assert los.execute("SELECT count(*) FROM tekst").fetchone() == (len(vulling["tekst"]),)


def test_elke_tabel_heeft_een_naam_bij_elke_band() -> None:
    """Without names SQLite cannot be migrated later."""
    zonder = [
        f"{tabel.name}.{band}"
        for tabel in SQLModel.metadata.tables.values()
        for band in tabel.constraints
        if not band.name
    ]
    assert zonder == []
    assert tabellen.Gebeurtenis.__tablename__ == "gebeurtenis"
