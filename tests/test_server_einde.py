"""Ophouden zonder iets te beloven dat niet gebeurt: SIGTERM, kill, het slot op de map, en het luik."""

from __future__ import annotations

import signal
import socket
import threading
import time
from pathlib import Path

import pytest
from hulp.server import start_proef, wait_until
from hulp.telefoon import Telefoon, Vrager

from leersessie.web.lijn.slot import LUIK, Luik, MapBezet, Slot, ask_server

pytestmark = pytest.mark.server


@pytest.mark.parametrize("teken", [signal.SIGTERM, signal.SIGINT])
def test_bij_het_stoppen_krijgt_iedereen_eerst_antwoord(tmp_path: Path, teken: signal.Signals) -> None:
    """What was being handled is answered, phones hear 'even geduld', the exit is clean and within five seconds."""
    with start_proef(tmp_path) as server, Telefoon(server.port) as een, Vrager(server.port) as twee:
        een.join({"kamer": "a"})
        twee.join({"kamer": "a"})
        nummer = een.send("traag", {"s": 0.8})
        wait_until(lambda: een.ask("traag", {"s": 0}))
        begin = time.monotonic()
        assert server.stop(teken) == 0
        assert time.monotonic() - begin < 5
        wait_until(een.einde.is_set)
        assert een.antwoorden[nummer] == [{"ok": True}]
        assert een.heard("herstart") == [{"tekst": "Even geduld. De server start opnieuw. Je tekst blijft bewaard."}]
        assert '"gestopt"' in server.read_fouten()


def test_ook_als_er_iets_hangt_is_hij_binnen_vijf_seconden_weg(tmp_path: Path) -> None:
    """A handler that never ends and a line that never reads do not keep the process alive."""
    with start_proef(tmp_path) as server:
        traag = Telefoon(server.port, leest=False)
        traag.write('40{"kamer":"a"}')
        traag.write('421["traag",{"s":60}]')
        with Telefoon(server.port) as ander:
            ander.join({"kamer": "a"})
            ander.ask("veel", {"aantal": 200, "tekens": 300})
            begin = time.monotonic()
            assert server.stop() == 0
            assert time.monotonic() - begin < 5
        traag.close()


def test_na_het_stoppen_komt_er_niemand_meer_in(tmp_path: Path) -> None:
    """The port is closed at once, so that a proxy sees it."""
    with start_proef(tmp_path) as server, Telefoon(server.port) as een:
        een.join({"kamer": "a"})
        een.send("traag", {"s": 1.5})
        wait_until(lambda: een.ask("traag", {"s": 0}))
        draad = threading.Thread(target=server.stop)
        draad.start()
        wait_until(lambda: een.heard("herstart"))
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", server.port), 2)
        draad.join()


def test_een_map_heeft_een_server(tmp_path: Path) -> None:
    """The lock is exclusive, and gone when the process is, however it ended."""
    with Slot(tmp_path), pytest.raises(MapBezet):
        Slot(tmp_path)
    Slot(tmp_path).release()
    with start_proef(tmp_path) as server:
        with pytest.raises(MapBezet):
            Slot(tmp_path)
        server.kill()
        Slot(tmp_path).release()


def test_een_opdracht_vraagt_de_server_iets(tmp_path: Path) -> None:
    """Through a file in the data folder, which is gone afterwards."""
    with start_proef(tmp_path) as server, Telefoon(server.port) as een:
        een.join({"kamer": "a"})
        assert ask_server(tmp_path, "tel", hoogstens_s=10) == {"lijnen": 1}
        assert ask_server(tmp_path, "iets", hoogstens_s=10) == {"fout": "onbekend"}
    assert list((tmp_path / LUIK).iterdir()) == []
    assert ask_server(tmp_path, "tel", hoogstens_s=0.3) is None
    assert list((tmp_path / LUIK).iterdir()) == []


def test_het_luik_antwoordt_ook_als_het_werk_misgaat(tmp_path: Path) -> None:
    """And passes over files that are no request."""

    def breek() -> dict[str, int]:
        raise ValueError

    luik = Luik(tmp_path, {"breek": breek})
    (tmp_path / LUIK).mkdir()
    (tmp_path / LUIK / "breek-0123456789abcdef.vraag").touch()
    (tmp_path / LUIK / "zomaar.vraag").touch()
    assert luik.answer_all() == 1
    assert (tmp_path / LUIK / "breek-0123456789abcdef.antwoord").read_text() == '{"fout": "gestrand"}'
    assert luik.answer_all() == 0
