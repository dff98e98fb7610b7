"""De schrijver: samen vastgelegd, pas dan bevestigd, nooit een gat, nooit dubbel, niemand neemt een ander mee."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hulp.kern import Kern, open_kern
from hulp.samen import run_in_een_keer, run_samen
from sqlalchemy import Engine, event
from sqlalchemy.exc import IntegrityError

from leersessie.i18n.weigering import NietGevonden, Weigering
from leersessie.store import Besluit, Staat, open_store
from leersessie.verloop import Feit, fold

DEUR = Besluit((Feit("deur_gezet", {"open": True}),))


@pytest.fixture
def kern(tmp_path: Path) -> Iterator[Kern]:
    """A session in the hidden step where everybody types."""
    with open_kern(tmp_path) as kern:
        kern.begin("gedachte")
        yield kern


def read_seqs(kern: Kern) -> list[int]:
    """The seqs of the log, by a connection that has nothing to do with the store."""
    with closing(sqlite3.connect(kern.config.data / "leersessie.sqlite")) as los:
        return [r[0] for r in los.execute("SELECT seq FROM gebeurtenis WHERE sessie=? ORDER BY seq", (kern.sessie,))]


@pytest.fixture
def commits() -> Iterator[list[int]]:
    """Counts the commits of every engine."""
    geteld: list[int] = []

    def note(_: Any) -> None:
        geteld.append(1)

    event.listen(Engine, "commit", note)
    yield geteld
    event.remove(Engine, "commit", note)


def check_same(kern: Kern) -> None:
    """Memory, and a store opened anew on the same file, say the same."""
    vers = open_store(kern.config)
    try:
        assert vers.load(kern.sessie) == kern.staat
        assert read_seqs(kern) == list(range(1, kern.stand.seq + 1))
    finally:
        vers.close()


def test_bevestigd_is_vastgelegd_en_pas_dan_gemeld(kern: Kern) -> None:
    """The signal and the answer come after the commit: another process can read what they tell of."""
    gezien: list[bool] = []

    def hear(_: object, *, staat: Staat, feiten: list[Feit]) -> None:
        gezien.append(staat.stand.seq in read_seqs(kern))

    kern.store.geschreven.connect(hear)
    gift = kern.geef(kern.deelnemer())
    kern.settle()
    assert gezien == [True]
    assert read_seqs(kern)[-1] == gift.seq
    check_same(kern)


def test_vijftig_schrijvers_delen_een_transactie(kern: Kern, commits: list[int]) -> None:
    """Group commit: what waits together is stored together, each with a number of its own."""
    telefoons = [kern.deelnemer() for _ in range(50)]
    commits.clear()
    giften = run_in_een_keer(kern.store, [lambda wie=wie: kern.geef(wie) for wie in telefoons])
    assert len(commits) == 2  # the task that held the writer, and the fifty
    laatste = kern.stand.seq
    assert sorted(g.seq for g in giften) == list(range(laatste - 49, laatste + 1))
    assert {g.kaart for g in giften} == set(kern.stand.kaarten)
    check_same(kern)


def test_vijftig_herhalingen_krijgen_hetzelfde_antwoord(kern: Kern) -> None:
    """The same key fifty times at once, in one batch and over several: one card, no gap in the numbers."""
    telefoons = [kern.deelnemer() for _ in range(3)]
    sleutels = [kern.sleutel() for _ in telefoons]
    werk = [
        lambda wie=wie, sleutel=sleutel: kern.geef(wie, sleutel=sleutel)
        for wie, sleutel in zip(telefoons, sleutels, strict=True)
        for _ in range(50)
    ]
    giften = run_in_een_keer(kern.store, werk[:100]) + run_samen(werk[50:])
    assert len({(g.seq, g.kaart) for g in giften}) == 3
    assert len(kern.stand.kaarten) == 3
    check_same(kern)


def test_een_herhaling_na_herstart_krijgt_hetzelfde_antwoord(kern: Kern) -> None:
    """Also for a late card: the phone hears again that it came afterwards."""
    wie = kern.deelnemer()
    op_tijd = kern.geef(wie)
    kern.naar("mensen")
    ruw = {"sleutel": kern.sleutel(), "geheim": kern.sleutel(), "stap": "gedachte", "inhoud": {"tekst": "laat"}}
    from leersessie.regie.bijdragen import contribute

    eerste = contribute(kern.store, kern.config, kern.sessie, wie, ruw)
    vers = open_store(kern.config)
    try:
        assert contribute(vers, kern.config, kern.sessie, wie, ruw) == eerste
        assert contribute(kern.store, kern.config, kern.sessie, wie, ruw) == eerste
        assert eerste["laat"] is True
        assert kern.geef(wie, stap="gedachte", sleutel=op_tijd.sleutel).kaart == op_tijd.kaart
    finally:
        vers.close()
    check_same(kern)


def test_vijftig_stemmen_van_een_telefoon_zijn_er_een(kern: Kern) -> None:
    """One phone, fifty different keys at the same moment: one vote, forty-nine times 'genoeg'."""
    kern.naar("kiezen")
    wie = kern.deelnemer()
    for samen in (run_samen, lambda werk: run_in_een_keer(kern.store, werk)):
        uit = samen([lambda n=n: kern.geef(wie, {"optie": ("delen", "niet")[n % 2]}) for n in range(50)])
        fouten = Counter(u.sleutel for u in uit if isinstance(u, Weigering))
        assert sum(fouten.values()) + len(kern.stand.kaarten) >= 50
        assert set(fouten) == {"regie.genoeg"}
        assert len(kern.stand.list_kaarten("kiezen")) == 1
    assert kern.lees("SELECT stap, aantal FROM deelname") == [("kiezen", 1)]
    check_same(kern)


@pytest.mark.parametrize("ronde", range(5))
def test_vijftig_kaarten_tegen_volgende(tmp_path: Path, ronde: int) -> None:
    """Each card is on time (before the step was left) or late (after): none is lost, none counts after the end."""
    with open_kern(tmp_path, zaad=ronde) as kern:
        kern.begin("gedachte")
        telefoons = [kern.deelnemer() for _ in range(50)]
        werk: list[Any] = [lambda wie=wie: kern.geef(wie) for wie in telefoons]
        werk.insert(10 * ronde, lambda: kern.stuur("stap", naar="volgende"))
        uit = run_in_een_keer(kern.store, werk) if ronde % 2 else run_samen(werk)
        grens = uit[10 * ronde]["seq"]
        giften = [u for n, u in enumerate(uit) if n != 10 * ronde]
        assert {g.kaart: g.seq > grens for g in giften} == {k.id: k.laat for k in kern.stand.kaarten.values()}
        assert len(kern.stand.kaarten) == 50
        check_same(kern)


@pytest.mark.parametrize(
    "fout", [ValueError("x"), KeyError("x"), RuntimeError("x"), RecursionError("x"), StopIteration("x"), OSError("x")]
)
def test_een_besluit_dat_struikelt_raakt_de_anderen_niet(kern: Kern, fout: Exception) -> None:
    """In one batch: two good ones, one that raises, one that invents a fact, one refused. The writer goes on."""

    def stumble(_: Staat) -> Besluit:
        raise fout

    def invent(_: Staat) -> Besluit:
        return Besluit((Feit("deur_gezet", {"open": True}), Feit("bestaat_niet")))

    een, twee = kern.deelnemer(), kern.deelnemer()
    werk = [
        lambda: kern.geef(een),
        lambda: catch(kern, stumble),
        lambda: catch(kern, invent),
        lambda: kern.geef(twee),
        lambda: kern.geef(twee, {"tekst": ""}),
    ]
    uit = run_in_een_keer(kern.store, werk, 4)
    assert [type(u) for u in uit[1:3]] == [type(fout), KeyError]
    assert (uit[4].sleutel, len(kern.stand.kaarten)) == ("invoer.leeg", 2)
    assert kern.geef(kern.deelnemer()).seq == kern.stand.seq
    check_same(kern)


def catch(kern: Kern, decide: Any) -> Any:
    """The error a decision raises, as a value: some kinds would end a thread."""
    try:
        return kern.store.write(kern.sessie, decide)
    except (ValueError, LookupError, RuntimeError, StopIteration, OSError) as fout:
        return fout


def test_ander_werk_dat_struikelt_neemt_niets_mee(kern: Kern) -> None:
    """Rows written before the error are undone; those of a neighbour in the same batch stay."""

    def half(verbinding: Any) -> None:
        verbinding.exec_driver_sql("INSERT INTO gebruikt (code, tot_dag) VALUES ('HALF', '2030-01-01')")
        verbinding.exec_driver_sql("INSERT INTO gebruikt (code, tot_dag) VALUES ('HALF', '2030-01-01')")

    def heel(verbinding: Any) -> str:
        verbinding.exec_driver_sql("INSERT INTO gebruikt (code, tot_dag) VALUES ('HEEL', '2030-01-01')")
        return "klaar"

    def stumble(verbinding: Any) -> None:
        heel_ook = "INSERT INTO gebruikt (code, tot_dag) VALUES ('OOK', '2030-01-01')"
        verbinding.exec_driver_sql(heel_ook)
        raise RuntimeError("KANARIE")

    def insert(verbinding: Any) -> Any:
        try:
            return kern.store.transact(verbinding)
        except (IntegrityError, RuntimeError) as fout:
            return type(fout).__name__

    uit = run_in_een_keer(kern.store, [lambda w=w: insert(w) for w in (half, heel, stumble)])
    assert uit == ["IntegrityError", "klaar", "RuntimeError"]
    assert kern.lees("SELECT code FROM gebruikt WHERE tot_dag = '2030-01-01'") == [("HEEL",)]


def test_werk_naast_een_besluit_hoort_erbij_of_gebeurt_niet(kern: Kern) -> None:
    """Other rows of a decision are in the same transaction; when they fail the facts are not there either."""

    def doe(verbinding: Any) -> None:
        verbinding.exec_driver_sql("INSERT INTO gebruikt (code, tot_dag) VALUES ('NAAST', '2030-01-01')")

    def doe_fout(verbinding: Any) -> None:
        doe(verbinding)
        raise ValueError

    voor = kern.stand
    with pytest.raises(ValueError):
        kern.store.write(kern.sessie, lambda _: Besluit(DEUR.feiten, doe=doe_fout))
    with pytest.raises(KeyError):
        kern.store.write(kern.sessie, lambda _: Besluit((Feit("bestaat_niet"),), doe=doe))
    assert (kern.stand, kern.lees("SELECT code FROM gebruikt WHERE code = 'NAAST'")) == (voor, [])
    kern.store.write(kern.sessie, lambda _: Besluit(DEUR.feiten, doe=doe))
    assert kern.lees("SELECT code FROM gebruikt WHERE code = 'NAAST'") == [("NAAST",)]
    check_same(kern)


def test_wie_luistert_en_struikelt_houdt_niets_tegen(kern: Kern) -> None:
    """A bug in what hears of a change costs that one message, not the writer."""

    def hear(_: object, **__: Any) -> None:
        raise RuntimeError("KANARIE")

    kern.store.geschreven.connect(hear)
    een = kern.geef(kern.deelnemer())
    twee = kern.geef(kern.deelnemer())
    assert (een.seq + 1, len(kern.stand.kaarten)) == (twee.seq, 2)


def test_een_sessie_die_er_niet_is(kern: Kern) -> None:
    """Refused; the others of the batch are not."""
    with pytest.raises(NietGevonden):
        kern.store.write("bestaatniet", lambda _: DEUR)
    with pytest.raises(NietGevonden):
        kern.store.load("bestaatniet")
    with pytest.raises(NietGevonden):
        kern.store.info("bestaatniet")


def test_na_het_sluiten_van_de_opslag_wordt_geweigerd_niet_gewacht(tmp_path: Path) -> None:
    """What waited is finished; who comes later hears at once to try again."""
    with open_kern(tmp_path) as kern:
        kern.begin("gedachte")
        wie = kern.deelnemer()
        kern.store.close()
        kern.store.close()
        with pytest.raises(Weigering) as weigering:
            kern.geef(wie)
        assert (weigering.value.sleutel, weigering.value.opnieuw) == ("basis.bezet", True)


def test_sluiten_vergeet_ook_de_tellingen_van_hetzelfde_moment(kern: Kern) -> None:
    """A card given in the very batch of the close leaves no count behind, and no secret."""
    from leersessie.regie.sluiten import close_sessie

    wie = kern.deelnemer()
    kern.geef(wie)
    besluiten = [
        lambda: kern.geef(kern_wie),
        lambda: close_sessie(kern.store, kern.config, kern.sessie, kern.leider),
    ]
    kern_wie = kern.deelnemer()
    uit = run_in_een_keer(kern.store, besluiten)
    assert isinstance(uit[1], list)
    assert kern.lees("SELECT * FROM deelname") == []
    assert kern.lees("SELECT DISTINCT geheim FROM tekst") == [("",)]
    check_same(kern)


def test_de_stand_in_het_geheugen_is_de_vouw_van_het_log(kern: Kern) -> None:
    """What is kept is nothing more than what the log tells."""
    giften = [kern.geef(kern.deelnemer()) for _ in range(3)]
    kern.stuur("onthul", stap="gedachte")
    kern.stuur("haal_weg", kaart=giften[0].kaart)
    rijen = kern.store.read(
        lambda v: v.exec_driver_sql("SELECT soort, inhoud FROM gebeurtenis ORDER BY seq").fetchall()
    )
    import json

    assert fold(Feit(soort, json.loads(inhoud)) for soort, inhoud in rijen) == kern.stand
