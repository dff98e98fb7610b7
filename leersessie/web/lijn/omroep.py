"""De omroep: een bericht voor een hele zaal een keer inpakken en rechtstreeks op elke lijn zetten.

Stock python-socketio pays a queue, a time-out and a task switch per recipient. Here everything of one turn of the
loop leaves in one write per line. A line that cannot take it now goes the stock way; nobody is passed over.
Knows rooms and bytes, nothing of what is said.
"""

from __future__ import annotations

import contextlib
import logging
import struct
import time
from dataclasses import dataclass, field
from typing import Any

import engineio
import engineio.socket
import simple_websocket
import socketio
from engineio import packet as eio_packet
from engineio.exceptions import SocketIsClosedError
from socketio import packet as sio_packet

from leersessie.web.lijn.wacht import Wacht
from leersessie.web.logboek import log_event

RUST = 2.0
"""After a round we do other work for this many times as long as it took: sending never takes the whole core."""
HOOGSTENS_RUST_S = 0.25
HOOGSTENS_WACHTEND = 4_000_000

INNERLIJK: tuple[tuple[type, tuple[str, ...]], ...] = (
    (
        socketio.Manager,
        ("emit", "get_participants", "basic_enter_room", "basic_leave_room", "pre_disconnect", "set_server"),
    ),
    (socketio.Server, ("_send_eio_packet", "_handle_eio_message")),
    (engineio.Server, ("send_packet", "create_queue", "_trigger_event")),
    (engineio.socket.Socket, ("_websocket_handler", "send", "poll")),
    (simple_websocket.Server, ("handshake", "_thread")),
)
"""What we lean on inside the libraries; their versions are pinned, this list is checked at start all the same."""


def frame(tekst: str) -> bytes:
    """One unmasked, uncompressed WebSocket text frame (RFC 6455, 5.2)."""
    inhoud = tekst.encode()
    lengte = len(inhoud)
    if lengte < 126:
        return bytes((0x81, lengte)) + inhoud
    if lengte < 65_536:
        return struct.pack("!BBH", 0x81, 126, lengte) + inhoud
    return struct.pack("!BBQ", 0x81, 127, lengte) + inhoud


@dataclass(slots=True)
class Ronde:
    """Packets for one room that follow each other without anything in between."""

    namespace: str
    kamer: str | None
    zonder: frozenset[str]
    pakketten: list[Any] = field(default_factory=list)

    def to_bytes(self) -> bytes:
        """All packets as WebSocket frames, one after the other."""
        return b"".join(frame(pakket.encode()) for pakket in self.pakketten)


class Omroep(socketio.Manager):  # type: ignore[misc]
    """Client manager for python-socketio under gevent, in one process. Order of events is kept per line."""

    def __init__(self, lijnen: dict[str, Wacht]) -> None:
        super().__init__()
        self._lijnen = lijnen
        self._rondes: list[Ronde] = []
        self._omvang = 0
        self._vrij_vanaf = 0.0

    def emit(
        self,
        event: str,
        data: Any,
        namespace: str,
        room: Any = None,
        skip_sid: Any = None,
        callback: Any = None,
        to: Any = None,
        **kwargs: Any,
    ) -> None:
        """Queue one event for a room; it leaves at the end of this turn of the loop."""
        kamer = to or room
        gegeven = list(data) if isinstance(data, tuple) else [] if data is None else [data]
        tekst = None
        if callback is None and not isinstance(kamer, list | tuple):
            tekst = self.server.packet_class(sio_packet.EVENT, namespace=namespace, data=[event, *gegeven]).encode()
        if not isinstance(tekst, str):
            self.flush()
            super().emit(event, data, namespace, room=kamer, skip_sid=skip_sid, callback=callback, **kwargs)
            return
        if kamer in self.rooms.get(namespace, ()):
            self._queue(namespace, kamer, _to_set(skip_sid), eio_packet.Packet(eio_packet.MESSAGE, tekst))

    def _queue(self, namespace: str, kamer: str | None, zonder: frozenset[str], pakket: Any) -> None:
        if not self._rondes:
            self._schedule()
        laatste = self._rondes[-1] if self._rondes else None
        if laatste is None or (laatste.namespace, laatste.kamer, laatste.zonder) != (namespace, kamer, zonder):
            laatste = Ronde(namespace, kamer, zonder)
            self._rondes.append(laatste)
        laatste.pakketten.append(pakket)
        self._omvang += len(pakket.data)
        if self._omvang > HOOGSTENS_WACHTEND:
            self.flush()

    def _schedule(self) -> None:
        wachten = min(self._vrij_vanaf - time.monotonic(), HOOGSTENS_RUST_S)
        self.server.start_background_task(self._flush_after, max(0.0, wachten))

    def _flush_after(self, wachten: float) -> None:
        if wachten > 0:
            self.server.sleep(wachten)
        self.flush()

    def flush(self) -> None:
        """Send now what is queued."""
        rondes, self._rondes, self._omvang = self._rondes, [], 0
        if not rondes:
            return
        begin = time.monotonic()
        if len(rondes) == 1:
            stuk = rondes[0].to_bytes()
            for eio_sid in self._list_lijnen(rondes[0]):
                self._write(eio_sid, stuk, rondes[0].pakketten)
        else:
            self._flush_together(rondes)
        eind = time.monotonic()
        self._vrij_vanaf = eind + RUST * (eind - begin)

    def _flush_together(self, rondes: list[Ronde]) -> None:
        """Several rooms in one turn: every line gets its own rounds, in order, in one write."""
        welke: dict[str, tuple[int, ...]] = {}
        for nummer, ronde in enumerate(rondes):
            for eio_sid in self._list_lijnen(ronde):
                welke[eio_sid] = (*welke.get(eio_sid, ()), nummer)
        stukken = [ronde.to_bytes() for ronde in rondes]
        samen: dict[tuple[int, ...], tuple[bytes, list[Any]]] = {}
        for eio_sid, nummers in welke.items():
            if nummers not in samen:
                pakketten = [pakket for n in nummers for pakket in rondes[n].pakketten]
                samen[nummers] = (b"".join(stukken[n] for n in nummers), pakketten)
            self._write(eio_sid, *samen[nummers])

    def _list_lijnen(self, ronde: Ronde) -> list[str]:
        leden = self.get_participants(ronde.namespace, ronde.kamer)
        return [eio_sid for sid, eio_sid in leden if sid not in ronde.zonder]

    def _write(self, eio_sid: str, stuk: bytes, pakketten: list[Any]) -> None:
        wacht = self._lijnen.get(eio_sid)
        if wacht is not None and wacht.is_free():
            try:
                geschreven = wacht.raw.send(stuk)  # type: ignore[union-attr]
            except BlockingIOError:
                geschreven = 0
            except OSError:
                return  # its reader notices, and the phone comes back with its picture
            if geschreven == len(stuk):
                return
            if geschreven:
                wacht.finish(stuk[geschreven:], self.server.start_background_task)
                return
        for pakket in pakketten:
            with contextlib.suppress(SocketIsClosedError):
                self.server._send_eio_packet(eio_sid, pakket)

    # A room gets what was said while it had these members: changes of membership wait for the queue.

    def basic_enter_room(self, sid: str, namespace: str, room: str | None, eio_sid: str | None = None) -> None:
        """As stock, after what was said before."""
        self.flush()
        super().basic_enter_room(sid, namespace, room, eio_sid=eio_sid)

    def basic_leave_room(self, sid: str, namespace: str, room: str | None) -> None:
        """As stock, after what was said before."""
        self.flush()
        super().basic_leave_room(sid, namespace, room)

    def pre_disconnect(self, sid: str, namespace: str) -> Any:
        """As stock, after what was said before: the last words come before the goodbye."""
        self.flush()
        return super().pre_disconnect(sid, namespace)


def _to_set(skip_sid: Any) -> frozenset[str]:
    if skip_sid is None:
        return frozenset()
    return frozenset(skip_sid) if isinstance(skip_sid, list) else frozenset((skip_sid,))


def find_missing() -> list[str]:
    """What we lean on inside the libraries and is not there."""
    return [f"{soort.__name__}.{naam}" for soort, namen in INNERLIJK for naam in namen if not hasattr(soort, naam)]


def choose_manager(lijnen: dict[str, Wacht]) -> Any:
    """The fast manager, or with one warning the stock one when the libraries changed inside."""
    gemist = find_missing()
    if gemist:
        log_event("snelle_omroep_uit", logging.WARNING, soort=", ".join(gemist))
        return socketio.Manager()
    return Omroep(lijnen)
