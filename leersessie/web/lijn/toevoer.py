"""De toevoer: wat lijnen binnenbrengen, in een tempo dat de zaal aankan, en altijd met een antwoord.

One line cannot starve the others: it is read slower, its open tasks are counted, and unreadable packets are
dropped without a word of them in the log. Knows packets, not what they mean.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from socketio import packet as sio_packet

from leersessie.web.lijn.hartslag import Hartslag
from leersessie.web.logboek import Vangnet, to_storing

PER_S = 8.0
"""Events per second that one line may bring in the long run; more is read later, never lost."""
VOORRAAD = 20.0
"""Events one line may bring at once: an outbox after a bad connection."""
OPEN = 8
"""Events of one line that may be handled at the same time."""
HOOGSTENS_LIJNEN = 2_000
EVEN_S = 0.02
VAN_ONS = frozenset({"connect", "disconnect"})
"""Names of our own handlers that a client must not be able to call as an event."""


@dataclass(slots=True)
class Teller:
    """What one line has left to spend, and how much of it is being handled."""

    over: float = VOORRAAD
    gezien: float = field(default_factory=time.monotonic)
    bezig: int = 0

    def take(self, nu: float) -> float:
        """Spend one; returns how many seconds to wait first."""
        self.over = min(VOORRAAD, self.over + (nu - self.gezien) * PER_S) - 1.0
        self.gezien = nu
        return max(0.0, -self.over / PER_S)


class Toevoer:
    """Stands between Engine.IO and Socket.IO of one server, for websocket and polling alike."""

    def __init__(self, server: Any, hartslag: Hartslag, *, hoogstens: int, vol: str, taal: str) -> None:
        self._hartslag = hartslag
        self._server = server
        self._hoogstens = hoogstens
        self._vol = vol
        self._taal = taal
        self._tellers: dict[str, Teller] = {}
        self._stopt = False
        self._stock: dict[str, Callable[..., Any]] = dict(server.eio.handlers)
        self._handle_event = server._handle_event
        server._handle_event = self._check_event
        server.eio.disconnect = self._hang_up
        server.eio.on("connect", self._open)
        server.eio.on("message", self._receive)
        server.eio.on("disconnect", self._close)

    @property
    def bezig(self) -> int:
        """Events being handled now, of all lines."""
        return sum(teller.bezig for teller in self._tellers.values())

    def stop(self) -> None:
        """Take nothing new: phones keep it in their outbox and send it after the restart."""
        self._stopt = True

    def _hang_up(self, eio_sid: str) -> None:
        """As stock, without waiting: its own wait for an empty queue may last for ever when nobody polls."""
        lijn = self._server.eio.sockets.pop(eio_sid, None)
        if lijn is not None:
            lijn.close(wait=False, reason=self._server.eio.reason.SERVER_DISCONNECT)

    def _open(self, eio_sid: str, environ: dict[str, Any]) -> Any:
        if self._stopt or len(self._server.eio.sockets) > self._hoogstens:
            return self._vol
        self._hartslag.adopt(self._server.eio.sockets[eio_sid])
        return self._stock["connect"](eio_sid, environ)

    def _close(self, eio_sid: str, reason: str) -> None:
        self._tellers.pop(eio_sid, None)
        with Vangnet("afscheid_gestrand"):
            self._stock["disconnect"](eio_sid, reason)

    def _receive(self, eio_sid: str, gegeven: object) -> None:
        if self._stopt or not isinstance(gegeven, str) or gegeven[:1] in ("5", "6"):
            return  # binary packets are no part of our protocol
        if gegeven[:1] != "2":
            with Vangnet("pakket_onleesbaar"):
                self._stock["message"](eio_sid, gegeven)
            return
        teller = self._tellers.setdefault(eio_sid, Teller())
        self._pace(eio_sid, teller)
        teller.bezig += 1
        self._server.start_background_task(self._handle, eio_sid, gegeven, teller)

    def _pace(self, eio_sid: str, teller: Teller) -> None:
        """Hold the reader of this line. What it brings proves that it lives, so a late pong does not count."""
        self._keep_alive(eio_sid)
        wachten = teller.take(time.monotonic())
        if wachten > 0:
            self._server.sleep(wachten)
        while teller.bezig >= OPEN and eio_sid in self._server.eio.sockets:
            self._keep_alive(eio_sid)
            self._server.sleep(EVEN_S)

    def _keep_alive(self, eio_sid: str) -> None:
        lijn = self._server.eio.sockets.get(eio_sid)
        if lijn is not None and lijn.last_ping:
            lijn.schedule_ping()

    def _handle(self, eio_sid: str, gegeven: str, teller: Teller) -> None:
        try:
            with Vangnet("lijnbericht_gestrand") as net:
                self._stock["message"](eio_sid, gegeven)
            if net.gestrand:
                self._answer(eio_sid, gegeven)
        finally:
            teller.bezig -= 1

    def _check_event(self, eio_sid: str, namespace: str | None, nummer: int | None, gegeven: Any) -> None:
        """Only a list that starts with the name of an event goes on to its handler."""
        if not isinstance(gegeven, list) or not gegeven or not isinstance(gegeven[0], str) or gegeven[0] in VAN_ONS:
            raise ValueError
        self._handle_event(eio_sid, namespace, nummer, gegeven)

    def _answer(self, eio_sid: str, gegeven: str) -> None:
        """A phone that asked for an acknowledgement gets one, also when everything above failed."""
        with contextlib.suppress(ValueError, KeyError, IndexError, TypeError, RecursionError):
            pakket = self._server.packet_class(encoded_packet=gegeven)
            if pakket.id is not None:
                ack = sio_packet.Packet(
                    sio_packet.ACK, namespace=pakket.namespace, id=pakket.id, data=[to_storing(self._taal)]
                )
                self._server._send_packet(eio_sid, ack)
