"""De hartslag: een taak die alle lijnen om de beurt aantikt, in plaats van een slapende taak per lijn.

Two thousand lines that say nothing should cost next to nothing. Knows lines, nothing of people.
"""

from __future__ import annotations

import time
from collections import deque
from typing import Any

from engineio import packet as eio_packet
from engineio.exceptions import EngineIOError

from leersessie.web.lijn.wacht import Wacht
from leersessie.web.logboek import Vangnet

TIK_S = 0.25
PING = bytes((0x81, 1)) + str(eio_packet.PING).encode()
"""The ping of Engine.IO as a whole WebSocket text frame."""


class Hartslag:
    """Pings every line once per interval; the pong of a line puts it at the end of the row again."""

    def __init__(self, server: Any, lijnen: dict[str, Wacht]) -> None:
        self._server = server
        self._lijnen = lijnen
        self._rij: deque[tuple[float, Any]] = deque()
        self._loopt = False

    def adopt(self, lijn: Any) -> None:
        """Take over the pings of a new Engine.IO socket, and with them the waiting of its writer."""
        stock = lijn.poll
        lijn.schedule_ping = lambda: self._schedule(lijn)
        lijn.poll = lambda: take_all(lijn) if lijn.upgraded else stock()

    def _schedule(self, lijn: Any) -> None:
        """As stock: only when the previous ping was answered."""
        if not lijn.last_ping:
            return
        lijn.last_ping = None
        self._rij.append((time.monotonic() + self._server.eio.ping_interval, lijn))
        if not self._loopt:
            self._loopt = True
            self._server.start_background_task(self._run)

    def _run(self) -> None:
        while self._rij:
            with Vangnet("hartslag_gestrand"):
                self.beat(time.monotonic())
            self._server.sleep(TIK_S)
        self._loopt = False

    def beat(self, nu: float) -> int:
        """Ping everybody whose time has come. Returns how many."""
        aantal = 0
        while self._rij and self._rij[0][0] <= nu:
            lijn = self._rij.popleft()[1]
            if not lijn.closing and not lijn.closed:
                self._ping(lijn)
                aantal += 1
        return aantal

    def _ping(self, lijn: Any) -> None:
        lijn.last_ping = time.time()
        wacht = self._lijnen.get(lijn.sid)
        if wacht is not None and wacht.is_free() and wacht.send_now(PING):
            return
        try:
            lijn.send(eio_packet.Packet(eio_packet.PING))
        except EngineIOError:
            return  # gone since we looked


def take_all(lijn: Any) -> list[Any]:
    """What waits for this websocket, as stock `poll`; without its time-out, because our pings pass the queue by.

    An empty list means goodbye.
    """
    pakketten = []
    pakket = lijn.queue.get()
    lijn.queue.task_done()
    while pakket is not None:
        pakketten.append(pakket)
        if not lijn.queue.qsize():
            return pakketten
        pakket = lijn.queue.get(block=False)
        lijn.queue.task_done()
    if pakketten:
        lijn.queue.put(None)  # the goodbye comes after the last words
    return pakketten
