"""Wie niet leest, niets zegt, te veel zegt of onzin zegt: de lijn houdt stand en de anderen merken niets."""

from __future__ import annotations

import json
import socket
import statistics
import struct
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import websocket
from hulp.server import Server, start_proef, wait_until
from hulp.telefoon import Telefoon, Vrager

from leersessie.web.lijn.toevoer import PER_S, VOORRAAD, Teller
from leersessie.web.lijn.veger import STIL_S
from leersessie.web.lijn.wacht import ONGELEZEN, make_rij
from leersessie.web.lijn.zender import PING_S, PING_WACHT_S

pytestmark = pytest.mark.server
MB = 1_000_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all of these: it must survive them one after the other."""
    with start_proef(tmp_path_factory.mktemp("grenzen")) as server:
        yield server


def join(server: Server, kamer: str, *, leest: bool = True) -> Telefoon:
    """A telefoon in a room; a telefoon that does not read says so but waits for nothing."""
    telefoon = Telefoon(server.port, leest=leest)
    telefoon.write("40" + json.dumps({"kamer": kamer}))
    if leest:
        wait_until(lambda: telefoon.heard("welkom"))
    return telefoon


def test_wie_even_niet_leest_krijgt_alles_heel_en_op_volgorde(server: Server) -> None:
    """A tiny receive buffer forces partial writes: with simple-websocket alone the stream breaks here."""
    with join(server, "traag") as vlug, join(server, "traag", leest=False) as traag:
        wait_until(lambda: vlug.ask("veel", {"aantal": 300, "tekens": 400}) == {"ok": 300})
        wait_until(lambda: len(vlug.heard("nummer")) == 300)
        traag.read()
        wait_until(lambda: len(traag.heard("nummer")) == 300)
        assert traag.heard("nummer") == [{"n": n, "vulling": "é" * 400} for n in range(300)]
        assert traag.ask("zeg", {"tekst": "weer bij"}) == {"ok": "weer bij"}


def test_wie_niet_leest_valt_eraf_en_de_anderen_merken_niets(server: Server) -> None:
    """Beyond a megabyte unread the line is cut; memory stays bounded; the telefoon may come back."""
    with join(server, "vol") as vlug, join(server, "vol", leest=False) as stil:
        voor = server.read_rss()
        assert vlug.ask("veel", {"aantal": 4_000, "tekens": 500, "rust": 0.001}, 40.0) == {"ok": 4_000}
        wait_until(lambda: len(vlug.heard("nummer")) == 4_000)
        assert [g["n"] for g in vlug.heard("nummer")] == list(range(4_000))
        assert server.read_rss() - voor < 12 * MB
        wait_until(lambda: '"leest_niet"' in server.read_fouten())
        stil.read()
        wait_until(stil.einde.is_set)
        ontvangen = [g["n"] for g in stil.heard("nummer")]
        assert ontvangen == list(range(len(ontvangen)))
        assert len(ontvangen) < 4_000
    with join(server, "vol") as terug:
        assert terug.heard("welkom") == [{"kamer": "vol"}]


@pytest.mark.parametrize("gevent_rij", [False, True])
def test_de_rij_telt_wat_er_wacht(gevent_rij: bool) -> None:
    """Bytes in minus bytes out; once too full it stays too full, and the goodbye (None) always fits."""
    import queue as std_queue

    from engineio.packet import MESSAGE, Packet
    from gevent.queue import JoinableQueue

    rij = make_rij(JoinableQueue if gevent_rij else std_queue.Queue)()
    rij.put(Packet(MESSAGE, "a" * 1_000))
    rij.put(Packet(MESSAGE, b"b" * 500))
    assert rij.bytes == 1_500
    assert rij.get().data == "a" * 1_000
    assert (rij.bytes, rij.te_vol) == (500, False)
    rij.put(Packet(MESSAGE, "c" * ONGELEZEN))
    rij.put(Packet(MESSAGE, "te laat"))
    rij.put(None)
    assert (rij.te_vol, rij.qsize()) == (True, 3)


def test_een_lijn_die_niets_zegt_gaat_dicht(server: Server) -> None:
    """Engine.IO open and never CONNECT, on both transports: gone after ten seconds. A session stays."""
    begin = time.monotonic()
    with join(server, "blijft") as blijft, Telefoon(server.port) as stil, Vrager(server.port) as vraagt:
        wait_until(stil.einde.is_set, STIL_S + 5)
        duur = time.monotonic() - begin
        wait_until(vraagt.einde.is_set, 5)
        assert STIL_S - 1 < duur < STIL_S + 3
        assert blijft.ask("zeg", {"tekst": "ik ben er nog"}) == {"ok": "ik ben er nog"}


def test_een_stille_telefoon_blijft_en_een_dode_gaat_eraf(server: Server) -> None:
    """Nothing is said for longer than a ping and its patience: who answers pings stays, who does not is gone."""
    with join(server, "stil") as stil, Vrager(server.port) as vraagt, Telefoon(server.port) as dood:
        vraagt.join({"kamer": "stil"})
        dood.join({"kamer": "stil"})
        dood.take = lambda pakket: None  # type: ignore[method-assign]
        begin = time.monotonic()
        wait_until(dood.einde.is_set, PING_S + PING_WACHT_S + 5)
        assert PING_S + PING_WACHT_S - 1 < time.monotonic() - begin < PING_S + PING_WACHT_S + 4
        wait_until(lambda: time.monotonic() - begin > PING_S * 2 + 1, 10)
        assert stil.ask("zeg", {"tekst": "ik was er"}) == {"ok": "ik was er"}
        wait_until(lambda: vraagt.heard("gezegd"))
        assert [g["tekst"] for g in vraagt.heard("gezegd")] == ["ik was er", "ik was er."]


def test_een_vloed_van_een_telefoon_wordt_afgeremd_en_de_rest_blijft_vlot(server: Server) -> None:
    """Three hundred at once: at most a hundred get through in ten seconds, others wait under 300 ms."""
    with join(server, "vloed") as veel, join(server, "vloed") as ander:
        begin = time.monotonic()
        for n in range(300):
            veel.send("traag", {"s": 0, "n": n})
        tijden = []
        while time.monotonic() - begin < 10.0:
            voor = time.monotonic()
            ander.ask("traag", {"s": 0})
            tijden.append(time.monotonic() - voor)
            wait_until(lambda voor=voor: time.monotonic() - voor > 0.15)
        door = len(veel.antwoorden)
        assert VOORRAAD < door <= VOORRAAD + 10 * PER_S + 2
        assert statistics.quantiles(tijden, n=20)[-1] < 0.3
        assert sorted(veel.antwoorden) == list(range(1, door + 1))


def test_een_stortvloed_van_bytes_vult_het_geheugen_niet(server: Server) -> None:
    """Twenty megabytes pushed as fast as the socket takes it: the server stops reading, not growing."""
    voor = server.read_rss()
    with join(server, "bytes") as veel:
        bericht = "42" + json.dumps(["traag", {"s": 0, "vulling": "x" * 30_000}])
        sok = veel._lijn.sock
        sok.settimeout(0.5)
        verstuurd = 0
        try:
            for _ in range(700):
                veel._lijn.send(bericht)
                verstuurd += len(bericht)
        except (OSError, websocket.WebSocketException):
            pass
        assert verstuurd < 20 * MB
        assert server.read_rss() - voor < 15 * MB
    with join(server, "bytes") as na:
        assert na.ask("zeg", {"tekst": "gewoon"}) == {"ok": "gewoon"}


def test_een_te_groot_bericht_sluit_de_lijn_voordat_het_binnen_is(server: Server) -> None:
    """The header says a gigabyte; nobody waits for it."""
    with join(server, "groot") as groot:
        groot._lijn.sock.sendall(struct.pack("!BBQ4s", 0x81, 0xFF, 1 << 30, b"\0\0\0\0") + b"x" * 300_000)
        wait_until(groot.einde.is_set)
    with join(server, "groot") as na:
        assert na.ask("zeg", {"tekst": "x"}) == {"ok": "x"}


def test_vol_is_vol_en_dat_zeggen_we(tmp_path: Path) -> None:
    """With room for three lines the fourth hears so, and gets in when one left."""
    with start_proef(tmp_path, "--lijnen", "3") as klein:
        lijnen = [join(klein, "k") for _ in range(3)]
        with pytest.raises(websocket.WebSocketBadStatusException) as geweigerd:
            Telefoon(klein.port)
        assert geweigerd.value.status_code == 401
        assert json.loads(geweigerd.value.resp_body) == "Het is vol. Wacht even en probeer het dan opnieuw."
        lijnen.pop().close()
        wait_until(lambda: _try_join(klein))
        for lijn in lijnen:
            lijn.close()


def _try_join(server: Server) -> bool:
    try:
        with join(server, "k"):
            return True
    except websocket.WebSocketBadStatusException:
        return False


def test_de_teller_geeft_een_voorraad_en_daarna_een_tempo() -> None:
    """Exact: the stock is free, after that one every 1/PER_S seconds, and rest fills it up again."""
    teller = Teller(gezien=0.0)
    assert [teller.take(0.0) for _ in range(int(VOORRAAD))] == [0.0] * int(VOORRAAD)
    assert teller.take(0.0) == pytest.approx(1 / PER_S)
    assert teller.take(0.0) == pytest.approx(2 / PER_S)
    assert teller.take(1_000.0) == 0.0
    assert teller.over == VOORRAAD - 1


def test_een_kale_verbinding_houdt_niemand_op(server: Server) -> None:
    """Two hundred connections that send half a header: others go on."""
    half = []
    for _ in range(200):
        sok = socket.create_connection(("127.0.0.1", server.port), 5)
        sok.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ")
        half.append(sok)
    with join(server, "half") as telefoon:
        voor = time.monotonic()
        assert telefoon.ask("zeg", {"tekst": "x"}) == {"ok": "x"}
        assert time.monotonic() - voor < 0.5
    for sok in half:
        sok.close()
