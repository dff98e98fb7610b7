"""Twee processen op een database: wie achterloopt leest bij, besluit opnieuw, en komt op dezelfde stand uit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hulp.kern import Kern, open_kern
from hulp.postgres import postgres, postgres_url  # noqa: F401
from hulp.samen import run_samen

from leersessie.i18n.weigering import Weigering
from leersessie.store import Store
from leersessie.store.wissen import scrub

Paar = tuple[Kern, Kern]


@contextmanager
def open_paar(data: Path, url: str = "") -> Iterator[Paar]:
    """The same session through two stores, as two processes would have it."""
    with ExitStack() as stapel:
        een = stapel.enter_context(open_kern(data, velden={"database": url}))
        tweede = Store(een.config)
        stapel.callback(tweede.close)
        yield een, replace(een, store=tweede)


def check_same(paar: Paar) -> None:
    """After a write by each both know everything, and it is what the database holds."""
    een, twee = paar
    een.store.transact(lambda _: None)
    for kern in paar:
        kern.geef(een.deelnemer(), {"tekst": "slot"}, stap="parkeerplaats")
    een.geef(een.deelnemer(), {"tekst": "slot"}, stap="parkeerplaats")
    twee.store.forget(twee.sessie)
    assert een.staat == twee.staat
    seqs = [r[0] for r in een.lees(f"SELECT seq FROM gebeurtenis WHERE sessie = '{een.sessie}' ORDER BY seq")]
    assert seqs == list(range(1, een.stand.seq + 1))


def play_om_beurten(paar: Paar) -> None:
    """Phones and gespreksleider speak now to the one, now to the other."""
    een, twee = paar
    een.begin("gedachte")
    wie = een.deelnemer()
    eerste = een.geef(wie)
    with pytest.raises(Weigering, match=r"regie\.verouderd"):
        twee.stuur("stap", naar="volgende", gezien=1)
    twee.store.load(twee.sessie)
    tweede = twee.geef(wie)
    with pytest.raises(Weigering, match=r"regie\.genoeg"):  # the quota of two holds over both
        een.geef(wie)
    assert twee.geef(wie, sleutel=eerste.sleutel).kaart == eerste.kaart
    een.wijzig(wie, tweede, {"tekst": "anders"})
    twee.trek_in(wie, eerste)
    een.geef(wie, {"tekst": "in plaats daarvan"})
    twee.stuur("onthul", stap="gedachte", gezien=een.stand.stuurseq)
    een.stuur("terug", gezien=twee.stand.stuurseq)
    assert (een.stand.is_verborgen("gedachte"), len(een.stand.list_kaarten("gedachte"))) == (True, 2)
    check_same(paar)


def play_tegelijk(paar: Paar) -> None:
    """Fifty phones over both at once, one phone voting on both at once, and resends to the other."""
    een, twee = paar
    een.begin("gedachte")
    telefoons = [een.deelnemer() for _ in range(50)]
    sleutels = [een.sleutel() for _ in telefoons]

    def make(kernen: tuple[Kern, Kern]) -> list[Callable[[], Any]]:
        return [
            lambda n=n, wie=wie, s=s: kernen[n % 2].geef(wie, sleutel=s)
            for n, (wie, s) in enumerate(zip(telefoons, sleutels, strict=True))
        ]

    giften = run_samen(make((een, twee)))
    herhaald = run_samen(make((twee, een)))
    assert [(g.seq, g.kaart) for g in giften] == [(g.seq, g.kaart) for g in herhaald]
    een.geef(een.deelnemer(), {"tekst": "bij"}, stap="parkeerplaats")
    een.naar("kiezen")
    uit = run_samen(
        [lambda n=n: (een, twee)[n % 2].geef(telefoons[0], {"optie": "delen"}, stap="kiezen") for n in range(20)]
    )
    assert [u.sleutel for u in uit if isinstance(u, Weigering)] == ["regie.genoeg"] * 19
    check_same(paar)
    assert len(een.stand.kaarten) == 50 + 1 + 1 + 3


@pytest.mark.parametrize("verhaal", [play_om_beurten, play_tegelijk])
def test_twee_opslagen_op_een_bestand_zijn_het_eens(tmp_path: Path, verhaal: Callable[[Paar], None]) -> None:
    """SQLite: two processes that share a file."""
    with open_paar(tmp_path) as paar:
        verhaal(paar)


def test_postgresql_rook(tmp_path: Path, postgres_url: str | None) -> None:  # noqa: F811
    """The same conversation on PostgreSQL, in the ordinary run."""
    if postgres_url is not None:
        with open_paar(tmp_path, postgres_url) as paar:
            play_om_beurten(paar)


@pytest.mark.traag
def test_twee_opslagen_op_postgresql_tegelijk(tmp_path: Path, postgres_url: str | None) -> None:  # noqa: F811
    """Locks per session keep the numbers gapless and the votes single."""
    if postgres_url is not None:
        with open_paar(tmp_path, postgres_url) as paar:
            play_tegelijk(paar)


@pytest.mark.traag
def test_een_vastgehouden_sessie_geeft_op_postgresql_geen_valse_bevestiging(
    tmp_path: Path,
    postgres_url: str | None,  # noqa: F811
) -> None:
    """Another process holds the row of the session: refused for now, and after that it goes on."""
    if postgres_url is None:
        return
    with open_kern(tmp_path, velden={"database": postgres_url}) as kern:
        kern.begin("gedachte")
        wie, sleutel = kern.deelnemer(), kern.sleutel()
        ongeduldig = Store(kern.config, busy_ms=150)
        with kern.store.engine.begin() as ander:
            ander.exec_driver_sql(f"SELECT seq FROM sessie WHERE id = '{kern.sessie}' FOR UPDATE")
            with pytest.raises(Weigering) as weigering:
                replace(kern, store=ongeduldig).geef(wie, sleutel=sleutel)
        assert (weigering.value.sleutel, weigering.value.opnieuw) == ("basis.bezet", True)
        gift = replace(kern, store=ongeduldig).geef(wie, sleutel=sleutel)
        ongeduldig.close()
        assert kern.geef(wie, sleutel=sleutel).kaart == gift.kaart


@pytest.mark.traag
def test_een_verbroken_verbinding_wordt_opnieuw_gelegd(tmp_path: Path, postgres_url: str | None) -> None:  # noqa: F811
    """PostgreSQL throws everybody out: one refusal 'try again', then all is well, without a restart of ours."""
    if postgres_url is None:
        return
    with open_kern(tmp_path, velden={"database": postgres_url}) as kern:
        kern.begin("gedachte")
        wie, sleutel = kern.deelnemer(), kern.sleutel()
        weg = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        kern.lees(f"{weg} WHERE datname = current_database() AND pid <> pg_backend_pid()")
        with pytest.raises(Weigering, match=r"basis\.bezet"):
            kern.geef(wie, sleutel=sleutel)
        assert kern.geef(wie, sleutel=sleutel).seq == kern.stand.seq


@pytest.mark.traag
def test_op_postgresql_zijn_woorden_na_het_wissen_uit_de_tabel(tmp_path: Path, postgres_url: str | None) -> None:  # noqa: F811
    """Withdrawn and scrubbed: in no file of the database itself. The journal follows its own term."""
    if postgres_url is None:
        return
    with open_kern(tmp_path, velden={"database": postgres_url}) as kern:
        kern.begin("gedachte")
        wie = kern.deelnemer()
        gift = kern.geef(wie, {"tekst": "KANARIEpg"})
        kern.geef(wie, {"tekst": "blijft staan"})
        data = Path(kern.lees("SHOW data_directory")[0][0]) / "base"
        kern.trek_in(wie, gift)
        assert scrub(kern.store.engine) is True
        kern.store.read(lambda v: v.exec_driver_sql("CHECKPOINT").close())
        inhoud = [p.read_bytes() for p in data.rglob("*") if p.is_file()]
        assert (any(b"blijft staan" in i for i in inhoud), any(b"KANARIEpg" in i for i in inhoud)) == (True, False)


@pytest.mark.traag
def test_op_postgresql_liggen_alle_tellingen_van_een_stap_in_een_transactie(
    tmp_path: Path,
    postgres_url: str | None,  # noqa: F811
) -> None:
    """PostgreSQL keeps with each row which transaction wrote it: of the counts it is the last one, for all alike."""
    if postgres_url is None:
        return
    with open_kern(tmp_path, velden={"database": postgres_url}) as kern:
        kern.begin("gedachte")
        telefoons = [kern.deelnemer() for _ in range(5)]
        for wie in (telefoons[n] for n in (3, 0, 4, 1, 2)):
            kern.geef(wie)
        rijen = kern.lees("SELECT xmin::text, deelnemer FROM deelname ORDER BY ctid")
        assert len({xmin for xmin, _ in rijen}) == 1
        assert [d for _, d in rijen] == [t.deelnemer for t in telefoons]
