"""Wat een telefoon in een hele bijeenkomst van twaalf binnenhaalt en wegstuurt, geteld op de lijn zelf.

One of twelve simulated phones talks through a counting gate; the session runs from the open door to the last step.
"""

from __future__ import annotations

import contextlib
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.klaarzetten import prepare_zitting
from bench.meting import run_server
from leersessie.config import content_dir
from leersessie.proefgroep import Groep, Wensen, run_sessie
from leersessie.proefgroep.leiding import Leidraad

TELEFOONS = 12
TEMPO = 60.0
MINUTEN = 90
HARTSLAG_S, HARTSLAG_BYTES = 10, 6
"""What the line needs to stay alive: a ping and a pong, each a frame of one character. Added for the real ninety
minutes, because the session runs at sixty times their pace."""
STUK = 65_536


class Poortje:
    """A loopback port that passes everything on and counts it."""

    def __init__(self, naar: int) -> None:
        self._naar = naar
        self._slot = threading.Lock()
        self.bytes = 0
        self._sok = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._sok.getsockname()[1]
        threading.Thread(target=self._run, daemon=True).start()

    def stop(self) -> None:
        """Take nobody in any more."""
        self._sok.close()

    def _run(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                binnen, _ = self._sok.accept()
                buiten = socket.create_connection(("127.0.0.1", self._naar))
                for van, naar in ((binnen, buiten), (buiten, binnen)):
                    threading.Thread(target=self._pass_on, args=(van, naar), daemon=True).start()

    def _pass_on(self, van: socket.socket, naar: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while stuk := van.recv(STUK):
                with self._slot:
                    self.bytes += len(stuk)
                naar.sendall(stuk)
        for sok in (van, naar):
            with contextlib.suppress(OSError):
                sok.shutdown(socket.SHUT_RDWR)


@contextmanager
def open_poortje(naar: int) -> Iterator[Poortje]:
    """A gate before this port."""
    poortje = Poortje(naar)
    try:
        yield poortje
    finally:
        poortje.stop()


def weigh_zitting() -> dict[str, int]:
    """Bytes of one phone after its first load, both ways, heartbeat of ninety minutes included; and the steps."""
    with tempfile.TemporaryDirectory(prefix="leersessie-bench-") as map_:
        zitting = prepare_zitting(Path(map_))
        with run_server("product", Path(map_)) as (port, _), open_poortje(port) as poortje:
            wensen = Wensen(tempo=TEMPO, werkvormen=content_dir("werkvormen"))
            los = Wensen(tempo=TEMPO, zaad=1, werkvormen=content_dir("werkvormen"), rollen=())
            direct, geteld = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{poortje.port}"
            with (
                Groep(direct, zitting.code, TELEFOONS - 1, wensen, lambda _: None) as groep,
                Groep(geteld, zitting.code, 1, los, lambda _: None) as een,
            ):

                def join() -> None:
                    groep.join()
                    een.join()

                def is_klaar(stap: str, stuur: int) -> bool:
                    return groep.is_klaar(stap, stuur) and een.is_klaar(stap, stuur)

                binnen = threading.Thread(target=join, daemon=True)
                leidraad = Leidraad(TELEFOONS, wensen.rollen, TEMPO, is_klaar)
                stappen = run_sessie(f"{direct}/afstand#{zitting.console}", leidraad, geopend=binnen.start)
                binnen.join(30)
        hartslag = 2 * HARTSLAG_BYTES * MINUTEN * 60 // HARTSLAG_S
        return {"zitting": poortje.bytes + hartslag, "stappen": len(stappen)}
