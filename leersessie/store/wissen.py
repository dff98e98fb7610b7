"""Wissen: rijen weg, en daarna de woorden ook echt uit het bestand. Laat alleen aantallen achter.

SQLite keeps deleted words in its WAL until a checkpoint with no reader, and in the search table until it is
optimised; PostgreSQL keeps them in the table file until it is rewritten. Backups follow their own term.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlmodel import col

from leersessie.store.motor import BUSY_MS
from leersessie.store.tabellen import (
    Aanmelding,
    Auditregel,
    Deelname,
    Deelnemer,
    Gebeurtenis,
    Gebruikt,
    LesConcept,
    Reactie,
    Sessie,
    TekstRij,
    Toegangsbewijs,
    Uitnodiging,
    Verslag,
    Wisbewijs,
)

POGINGEN = 50
WACHT_S = 0.2
TEKSTTABELLEN = (
    "gebeurtenis", "tekst", "deelnemer", "sessie", "verslag", "reactie", "les_concept", "les",
    "les_proef", "rode_draad",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TeWissen:
    """A session whose day has come."""

    sessie: str
    organisatie: int
    code: str | None
    toestand: str


def forget_keys(verbinding: Connection, sessie: str) -> None:
    """At close: who gave how much, and the secrets that could change a card, are gone at once."""
    eigen = select(col(Deelnemer.id)).where(col(Deelnemer.sessie) == sessie)
    verbinding.execute(delete(Deelname).where(col(Deelname.deelnemer).in_(eigen)))
    verbinding.execute(update(TekstRij).where(col(TekstRij.sessie) == sessie).values(geheim=""))


def list_te_sluiten(verbinding: Connection, tot_dag: str) -> list[str]:
    """Sessions in nabespreken that were closed on or before this day."""
    vraag = select(col(Sessie.id)).where(col(Sessie.toestand) == "nabespreken", col(Sessie.gesloten_dag) != "")
    return list(verbinding.execute(vraag.where(col(Sessie.gesloten_dag) <= tot_dag)).scalars())


def list_te_wissen(verbinding: Connection, vandaag: str) -> list[TeWissen]:
    """Sessions whose promised day is today or past, and that still hold something."""
    vraag = select(Sessie).where(col(Sessie.wis_dag) != "", col(Sessie.wis_dag) <= vandaag)
    vraag = vraag.where(col(Sessie.werkvorm_toml) != "").order_by(col(Sessie.id))
    return [TeWissen(r.id, r.organisatie, r.code, r.toestand) for r in verbinding.execute(vraag)]


def erase_sessie(verbinding: Connection, sessie: str) -> dict[str, int]:
    """Everything of a session except its verslag: log, words, phones, tokens. One fact, `gewist`, stays."""
    eigen = select(col(Deelnemer.id)).where(col(Deelnemer.sessie) == sessie)
    weg = {
        "tellingen": delete(Deelname).where(col(Deelname.deelnemer).in_(eigen)),
        "telefoons": delete(Deelnemer).where(col(Deelnemer.sessie) == sessie),
        "bewijzen": delete(Toegangsbewijs).where(col(Toegangsbewijs.sessie) == sessie),
        "kaarten": delete(TekstRij).where(col(TekstRij.sessie) == sessie),
        "feiten": delete(Gebeurtenis).where(col(Gebeurtenis.sessie) == sessie),
    }
    aantallen = {naam: verbinding.execute(opdracht).rowcount for naam, opdracht in weg.items()}
    feit = {"sessie": sessie, "seq": 1, "sleutel": None, "soort": "gewist", "inhoud": {}}
    verbinding.execute(insert(Gebeurtenis).values(**feit))
    schil: dict[str, Any] = {"toestand": "gewist", "seq": 1, "code": None, "qr_hash": None, "plan": {}}
    verbinding.execute(update(Sessie).where(col(Sessie.id) == sessie).values(**schil, werkvorm_toml="", casus=""))
    return aantallen


def erase_verslag(verbinding: Connection, sessie: str) -> dict[str, int]:
    """What a session leaves after its cards: verslag, reactions, drafts of lessons, and its own row."""
    weg = {
        "reacties": delete(Reactie).where(col(Reactie.sessie) == sessie),
        "concepten": delete(LesConcept).where(col(LesConcept.sessie) == sessie),
        "verslagen": delete(Verslag).where(col(Verslag.sessie) == sessie),
        "feiten": delete(Gebeurtenis).where(col(Gebeurtenis.sessie) == sessie),
        "sessies": delete(Sessie).where(col(Sessie.id) == sessie),
    }
    return {naam: verbinding.execute(opdracht).rowcount for naam, opdracht in weg.items()}


def delete_oude_verslagen(verbinding: Connection, tot_dag: str) -> list[tuple[int, dict[str, int]]]:
    """Verslagen of sessions closed on or before this day, with all that hangs on them: (organisatie, counts)."""
    vraag = select(Sessie).where(col(Sessie.gesloten_dag) != "", col(Sessie.gesloten_dag) <= tot_dag)
    uit: list[tuple[int, dict[str, int]]] = []
    for rij in verbinding.execute(vraag).all():
        weg = {
            "reacties": delete(Reactie).where(col(Reactie.sessie) == rij.id),
            "concepten": delete(LesConcept).where(col(LesConcept.sessie) == rij.id),
            "verslagen": delete(Verslag).where(col(Verslag.sessie) == rij.id),
        }
        aantallen = {naam: verbinding.execute(opdracht).rowcount for naam, opdracht in weg.items()}
        if rij.toestand == "gewist":
            verbinding.execute(delete(Gebeurtenis).where(col(Gebeurtenis.sessie) == rij.id))
            aantallen["sessies"] = verbinding.execute(delete(Sessie).where(col(Sessie.id) == rij.id)).rowcount
        if any(aantallen.values()):
            uit.append((rij.organisatie, aantallen))
    return uit


def delete_verlopen(
    verbinding: Connection, *, nu_ms: int, vandaag: str, aanmelding_ms: int, vijf_jaar: str
) -> dict[str, int]:
    """Everything that stopped working or was kept long enough; returns counts."""
    in_gebruik = select(col(Sessie.code)).where(col(Sessie.code).is_not(None))
    weg = {
        "bewijzen": delete(Toegangsbewijs).where(col(Toegangsbewijs.vervalt_ms) <= nu_ms),
        "aanmeldingen": delete(Aanmelding).where(col(Aanmelding.gemaakt_ms) <= nu_ms - aanmelding_ms),
        "uitnodigingen": delete(Uitnodiging).where(col(Uitnodiging.vervalt_ms) <= nu_ms),
        "codes": delete(Gebruikt).where(col(Gebruikt.tot_dag) < vandaag, col(Gebruikt.code).not_in(in_gebruik)),
        "auditregels": delete(Auditregel).where(col(Auditregel.wanneer) < vijf_jaar),
        "wisbewijzen": delete(Wisbewijs).where(col(Wisbewijs.dag) < vijf_jaar),
    }
    return {naam: verbinding.execute(opdracht).rowcount for naam, opdracht in weg.items()}


def add_wisbewijs(verbinding: Connection, organisatie: int, wat: str, aantallen: Mapping[str, int], dag: str) -> None:
    """A record of deletion: what kind, how many, on which day."""
    waarden = {"organisatie": organisatie, "wat": wat, "aantallen": dict(aantallen), "dag": dag}
    verbinding.execute(insert(Wisbewijs).values(**waarden))


def list_wisbewijzen(verbinding: Connection, organisatie: int) -> tuple[tuple[str, dict[str, int], str], ...]:
    """(what, counts, day) of one organisation, newest first."""
    vraag = select(Wisbewijs).where(col(Wisbewijs.organisatie) == organisatie).order_by(col(Wisbewijs.id).desc())
    return tuple((r.wat, dict(r.aantallen), r.dag) for r in verbinding.execute(vraag))


# ---- out of the file itself ---------------------------------------------------------------------------------


def scrub(engine: Engine, pogingen: int = POGINGEN) -> bool:
    """Rewrite what held deleted words. False when a reader kept the WAL open all the time: try again later.

    Call outside any transaction, in a thread that may wait up to ten seconds.
    """
    if engine.dialect.name != "sqlite":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as verbinding:
            for tabel in TEKSTTABELLEN:
                verbinding.exec_driver_sql(f"VACUUM (FULL) {tabel}")
        return True
    with engine.connect() as verbinding:
        verbinding.exec_driver_sql("INSERT INTO les_zoek (les_zoek) VALUES ('optimize')")
        verbinding.commit()
    return _truncate_wal(engine, pogingen)


def scrub_soon(engine: Engine) -> None:
    """After taking one text back: what SQLite can do within a second. The rest is for the daily tidying."""
    if engine.dialect.name == "sqlite":
        scrub(engine, 5)


def _truncate_wal(engine: Engine, pogingen: int) -> bool:
    wachter = threading.Event()
    with engine.connect() as verbinding:
        verbinding.rollback()
        rauw = verbinding.connection.driver_connection
        assert rauw is not None
        if rauw.in_transaction:
            rauw.rollback()
        # the checkpoint itself would wait for the whole busy timeout each time
        rauw.execute(f"PRAGMA busy_timeout={int(WACHT_S * 1000)}")
        try:
            for _ in range(pogingen):
                if rauw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0:
                    return True
                wachter.wait(WACHT_S)
        finally:
            rauw.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    return False
