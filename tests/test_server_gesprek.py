"""Het gesprek over de lijn: met de snelle en de gewone omroep hoort iedereen hetzelfde, in dezelfde volgorde."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import socketio
from hulp.server import Server, start_proef, wait_until
from hulp.telefoon import Gesprek, Telefoon, Vrager

from leersessie.web.lijn.omroep import Omroep, choose_manager, find_missing, frame

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def snel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server as it is."""
    with start_proef(tmp_path_factory.mktemp("snel")) as server:
        yield server


@pytest.fixture(scope="module")
def gewoon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The same server with python-socketio's own manager."""
    with start_proef(tmp_path_factory.mktemp("gewoon"), "--gewoon") as server:
        yield server


def play(server: Server) -> list[list[tuple[str, Any]]]:
    """Four telefoons in two rooms talk; what each heard, once everybody heard the closing word."""
    kamers = ["a", "a", "b", "a"]
    with contextlib.ExitStack() as stapel:
        soorten = [Telefoon, Telefoon, Telefoon, Vrager]
        groep: list[Gesprek] = [stapel.enter_context(soort(server.port)) for soort in soorten]
        for lid, kamer in zip(groep, kamers, strict=True):
            lid.join({"kamer": kamer})
            wait_until(lambda lid=lid: lid.heard("welkom"))
        assert [lid.ask("zeg", {"tekst": f"hallo {n} é \ud83d\ude00"})["ok"][:7] for n, lid in enumerate(groep)] == [
            f"hallo {n}" for n in range(4)
        ]
        groep[1].ask("verhuis", {"kamer": "b"})
        groep[2].ask("zeg", {"tekst": "x" * 70_000})
        groep[0].ask("veel", {"aantal": 40, "tekens": 200})
        groep[1].ask("weg", {})
        wait_until(lambda: groep[1].afgewezen)
        groep[0].ask("zeg", {"tekst": "slot"})
        over = [groep[0], groep[2], groep[3]]
        wait_until(lambda: all(("allen", {"van": "a"}) in lid.gehoord[-3:] for lid in over))
        wait_until(lambda: groep[0].gehoord[-1] == ("gezegd", {"tekst": "slot."}) == groep[3].gehoord[-1])
        return [list(lid.gehoord) for lid in groep]


def test_snel_en_gewoon_voeren_hetzelfde_gesprek(snel: Server, gewoon: Server) -> None:
    """Equal, event by event, for websockets and polling, for rooms, moves, exclusions and goodbyes."""
    een, twee = play(snel), play(gewoon)
    assert een == twee
    assert len(een[0]) > 50
    assert een[1][-1] == ("laatste", {"tekst": "tot ziens"})
    assert next(g for naam, g in een[2] if naam == "gezegd") == {"tekst": "hallo 2 é \U0001f600"}


def test_wie_verhuist_hoort_de_oude_kamer_niet_meer(snel: Server) -> None:
    """What is said after leaving is not heard, what was said just before is."""
    with Telefoon(snel.port) as een, Telefoon(snel.port) as twee:
        een.join({"kamer": "oud"})
        twee.join({"kamer": "oud"})
        een.ask("verhuis", {"kamer": "nieuw"})
        wait_until(lambda: len(een.heard("gezegd")) == 2 and len(twee.heard("gezegd")) == 2)
        assert [g["tekst"] for g in een.heard("gezegd")] == ["dag", "is hier"]
        assert [g["tekst"] for g in twee.heard("gezegd")] == ["dag", "is weg"]


def test_alleen_vragen_werkt_van_begin_tot_eind(snel: Server) -> None:
    """A phone behind a proxy without websockets: join, hear, speak, be answered, a long text, leave."""
    with Vrager(snel.port) as vrager, Telefoon(snel.port) as ander:
        assert vrager.open["upgrades"] == ["websocket"]
        vrager.join({"kamer": "p"})
        ander.join({"kamer": "p"})
        assert vrager.ask("zeg", {"tekst": "é" * 20_000}) == {"ok": "é" * 20_000}
        ander.ask("veel", {"aantal": 100, "tekens": 10})
        wait_until(lambda: len(vrager.heard("nummer")) == 100)
        assert [g["n"] for g in vrager.heard("nummer")] == list(range(100))
        wait_until(lambda: ander.heard("anderen"))


def test_de_lijn_belooft_wat_de_telefoon_verwacht(snel: Server) -> None:
    """Ping 10/8 s, messages of 256 kB, no cookie, no compression although it was offered."""
    with Telefoon(snel.port, koppen={"Sec-WebSocket-Extensions": "permessage-deflate"}) as telefoon:
        beloofd = {naam: telefoon.open[naam] for naam in ("pingInterval", "pingTimeout", "maxPayload")}
        assert beloofd == {"pingInterval": 10_000, "pingTimeout": 8_000, "maxPayload": 256_000}
        assert "set-cookie" not in telefoon.koppen
        assert "sec-websocket-extensions" not in telefoon.koppen


@pytest.mark.parametrize("lengte", [0, 1, 125, 126, 65_535, 65_536, 200_000])
def test_een_pakket_wordt_ingepakt_zoals_de_norm_zegt(lengte: int) -> None:
    """A frame is read back by an independent implementation."""
    from wsproto.connection import Connection, ConnectionType
    from wsproto.events import TextMessage

    lezer = Connection(ConnectionType.CLIENT)
    lezer.receive_data(frame("a" * lengte) + frame("é"))
    tekst, heel = "", []
    for stuk in lezer.events():
        assert isinstance(stuk, TextMessage)
        tekst += stuk.data
        if stuk.message_finished:
            heel.append(tekst)
            tekst = ""
    assert heel == ["a" * lengte, "é"]


def test_zonder_het_binnenwerk_de_gewone_omroep_en_een_waarschuwing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A library that changed inside costs speed, not the session."""
    assert find_missing() == []
    assert isinstance(choose_manager({}), Omroep)
    monkeypatch.delattr(socketio.base_manager.BaseManager, "pre_disconnect")
    with caplog.at_level(logging.WARNING, "leersessie"):
        gekozen = choose_manager({})
    assert type(gekozen) is socketio.Manager
    assert [regel.getMessage() for regel in caplog.records] == ["snelle_omroep_uit"]
