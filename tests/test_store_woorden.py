"""Woorden die weg moeten, zijn weg: uit de tabellen, uit het bestand en uit het journaal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hulp.kern import Gift, Kern, open_kern

from leersessie.regie.sluiten import close_sessie
from leersessie.regie.wie import Wie
from leersessie.store.wissen import scrub

KANARIES = ("KANARIEeen", "KANARIEtwee", "KANARIEdrie", "KANARIEvier")


@pytest.fixture
def kern(tmp_path: Path) -> Iterator[Kern]:
    """A session where everybody types, in a step that erases itself at the close."""
    with open_kern(tmp_path, overslaan={"les": False}) as kern:
        kern.begin("les")
        yield kern


def find_woord(kern: Kern, woord: str) -> list[str]:
    """The files of the data folder that hold this word."""
    return sorted(p.name for p in kern.config.data.iterdir() if woord.encode() in p.read_bytes())


def checkpoint(kern: Kern) -> int:
    """Write the journal into the file and empty it; 0 when nobody was in the way."""
    with closing(sqlite3.connect(kern.config.data / "leersessie.sqlite")) as los:
        return int(los.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])


def give_all(kern: Kern) -> tuple[Wie, list[Gift]]:
    """Three cards of one phone, each with its own canary."""
    wie = kern.deelnemer()
    giften = [kern.geef(wie, {"tekst": f"{woord} en meer"}) for woord in KANARIES[:3]]
    assert all(find_woord(kern, woord) for woord in KANARIES[:3])
    return wie, giften


def test_na_wijzigen_en_intrekken_staan_de_woorden_in_geen_bestand(kern: Kern) -> None:
    """Changed, withdrawn, and taken away by the gespreksleider: gone after one checkpoint. The rest is there."""
    wie, (een, twee, drie) = give_all(kern)
    kern.wijzig(wie, een, {"tekst": KANARIES[3]})
    kern.trek_in(wie, twee)
    kern.stuur("haal_weg", kaart=drie.kaart)
    assert checkpoint(kern) == 0
    assert {woord: find_woord(kern, woord) for woord in KANARIES} == {
        "KANARIEeen": [],
        "KANARIEtwee": [],
        "KANARIEdrie": [],
        "KANARIEvier": ["leersessie.sqlite"],
    }
    assert len(kern.lees("SELECT * FROM tekst")) == 1


def test_lange_woorden_laten_geen_vrije_bladen_na(kern: Kern) -> None:
    """A text of many pages is overwritten, not only unlinked."""
    wie = kern.deelnemer()
    gift = kern.geef(wie, {"tekst": "KANARIElang " * 80})
    anders = kern.geef(wie, {"tekst": "blijft"})
    kern.trek_in(wie, gift)
    assert checkpoint(kern) == 0
    assert find_woord(kern, "KANARIElang") == []
    assert find_woord(kern, "blijft") == ["leersessie.sqlite"]
    assert kern.staat.inhoud(anders.kaart) == {"tekst": "blijft"}


def test_een_lezer_houdt_de_woorden_vast_tot_hij_klaar_is(kern: Kern) -> None:
    """With an open reader the journal cannot be emptied: scrub says so, and succeeds once the reader has gone."""
    wie, giften = give_all(kern)
    with closing(sqlite3.connect(kern.config.data / "leersessie.sqlite", isolation_level=None)) as lezer:
        lezer.execute("BEGIN")
        lezer.execute("SELECT count(*) FROM tekst").fetchone()
        for gift in giften:
            kern.trek_in(wie, gift)
        assert scrub(kern.store.engine, pogingen=1) is False
        assert find_woord(kern, KANARIES[0])
        lezer.execute("COMMIT")
    assert scrub(kern.store.engine) is True
    assert [find_woord(kern, woord) for woord in KANARIES[:3]] == [[], [], []]


def test_geen_feit_draagt_een_woord_een_telefoon_of_een_tijd(kern: Kern) -> None:
    """The log of a session with every act of a phone in it: ids and flags, nothing else."""
    wie, (een, twee, _) = give_all(kern)
    kern.wijzig(wie, een, {"tekst": KANARIES[3], "aanhalen": True})
    kern.trek_in(wie, twee)
    kern.geef(kern.deelnemer(), {"tekst": "06 12345678 bellen"}, stap="parkeerplaats")
    feiten = kern.lees("SELECT soort, inhoud FROM gebeurtenis WHERE soort LIKE 'bijdrage%' ORDER BY seq")
    import json

    velden = {(soort, veld) for soort, inhoud in feiten for veld in json.loads(inhoud)}
    assert velden == {
        ("bijdrage_gegeven", "kaart"),
        ("bijdrage_gegeven", "stap"),
        ("bijdrage_gegeven", "wacht"),
        ("bijdrage_gewijzigd", "kaart"),
        ("bijdrage_ingetrokken", "kaart"),
    }
    hele_log = repr(kern.lees("SELECT * FROM gebeurtenis"))
    assert not [w for w in (*KANARIES, "12345678", een.geheim) if w in hele_log]
    kolommen = {r[1] for r in kern.lees("PRAGMA table_info(gebeurtenis)")}
    assert kolommen == {"sessie", "seq", "sleutel", "soort", "inhoud"}


def test_sluiten_wist_geheimen_tellingen_en_wat_zichzelf_wist(kern: Kern) -> None:
    """At close: no secret, no count, no words of a step that erases itself; other words wait for their day."""
    wie, _ = give_all(kern)
    kern.geef(wie, {"tekst": "op de parkeerplaats"}, stap="parkeerplaats")
    assert kern.lees("SELECT sum(aantal) FROM deelname") == [(4,)]
    close_sessie(kern.store, kern.config, kern.sessie, kern.leider)
    assert kern.lees("SELECT count(*) FROM deelname") == [(0,)]
    assert [(g, i) for g, i in kern.lees("SELECT geheim, inhoud FROM tekst")] == [
        ("", '{"tekst": "op de parkeerplaats"}')
    ]
    assert checkpoint(kern) == 0
    assert [find_woord(kern, woord) for woord in KANARIES[:3]] == [[], [], []]
    assert kern.staat.deelname == {}


def test_de_plaats_van_een_telling_zegt_niet_wie_het_laatst_gaf(kern: Kern) -> None:
    """Whatever the order in which phones give: the rows lie by number of the phone, without a hidden row number."""
    telefoons = [kern.deelnemer() for _ in range(6)]
    for wie in (telefoons[n] for n in (4, 1, 5, 0, 3, 2)):
        kern.geef(wie)
    assert [r[0] for r in kern.lees("SELECT deelnemer FROM deelname")] == [t.deelnemer for t in telefoons]
    with pytest.raises(sqlite3.OperationalError, match="no such column"):
        sqlite3.connect(kern.config.data / "leersessie.sqlite").execute("SELECT rowid FROM deelname")
