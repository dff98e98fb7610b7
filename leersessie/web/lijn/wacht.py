"""De wacht bij elke websocket: hele berichten, een schrijver tegelijk, en een grens aan wie niet leest.

simple-websocket 1.1.0 drops what did not fit in the socket buffer and lets two writers mix their bytes; a slow
reader then gets a broken stream. Knows bytes and locks, nothing of what is said.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

import simple_websocket
from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI
from wsproto.utilities import ProtocolError

ONGELEZEN = 1_000_000
"""Bytes that may wait for one line; beyond it the line is dropped and comes back with its picture."""
ONGELEZEN_IN = 32
"""Received packets that may wait before we stop reading from that line."""
ONGELEZEN_IN_TEKENS = 512_000
WACHT_EVEN_S = 0.05
LEES_BYTES = 16_384


class Wacht:
    """Stands between simple-websocket and its socket. `raw` is the bare non-blocking socket under gevent."""

    def __init__(self, sock: Any, sleep: Callable[[float], object]) -> None:
        self.sock = sock
        self.raw = getattr(sock, "_sock", None)
        self.slot = threading.Lock()
        self.lijn: Any = None
        """The Engine.IO socket this one belongs to, once it is known."""
        self.is_vol: Callable[[], bool] = lambda: False
        self._sleep = sleep
        self._gebroken = False

    def send(self, stuk: bytes) -> int:
        """Write all of it, alone. Raises BrokenPipeError when the other side is gone."""
        with self.slot:
            if self._gebroken:
                raise BrokenPipeError
            try:
                self.sock.sendall(stuk)
            except OSError as fout:
                raise BrokenPipeError from fout
        return len(stuk)

    def recv(self, aantal: int) -> bytes:
        """Read, but not while this line sent more than we could handle: the sender then waits by itself."""
        while self.is_vol() and not self._gebroken:
            self._sleep(WACHT_EVEN_S)
        ontvangen: bytes = self.sock.recv(aantal)
        return ontvangen

    def close(self) -> None:
        """Close the socket."""
        self.sock.close()

    def is_free(self) -> bool:
        """True when the next byte may be written straight to the socket without passing anything that waits."""
        lijn = self.lijn
        return (
            self.raw is not None
            and lijn is not None
            and lijn.upgraded
            and not lijn.upgrading
            and not lijn.closed
            and not self.slot.locked()
            and lijn.queue.qsize() == 0
        )

    def send_now(self, stuk: bytes) -> bool:
        """Write a few bytes at once if the socket takes them all; False when nothing was written."""
        try:
            geschreven: int = self.raw.send(stuk)  # type: ignore[union-attr]
        except OSError:
            return False
        if geschreven < len(stuk):
            self.break_off()  # half a frame: nothing sensible can follow
        return True

    def finish(self, rest: bytes, start: Callable[..., object]) -> None:
        """Write what did not fit in a task of its own. Until then everything else queues up behind it."""
        self.slot.acquire()
        start(self._finish, rest)

    def _finish(self, rest: bytes) -> None:
        try:
            self.sock.sendall(rest)
        except OSError:
            self._gebroken = True
        finally:
            self.slot.release()
        if self._gebroken:
            self.break_off()

    def hang_up(self) -> None:
        """Say no more and listen no more; what was sent still arrives."""
        with contextlib.suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)

    def break_off(self) -> None:
        """Cut the line at once and throw away what was not read."""
        self._gebroken = True
        with contextlib.suppress(OSError):
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.hang_up()


class HeleServer(simple_websocket.Server):  # type: ignore[misc]
    """simple-websocket's server side on a guarded socket; a broken or closed line always wakes its reader."""

    sock: Any
    connected: bool

    def __init__(self, environ: dict[str, Any], sleep: Callable[[float], object], **keuzes: Any) -> None:
        self._sleep = sleep
        super().__init__(environ, **keuzes)

    def handshake(self) -> None:
        self.sock.settimeout(None)  # pings and the sweeper end a dead line
        self.sock = Wacht(self.sock, self._sleep)
        self.sock.is_vol = self._has_too_much
        super().handshake()

    def _has_too_much(self) -> bool:
        wacht = self.input_buffer
        return self.connected and (len(wacht) >= ONGELEZEN_IN or sum(map(len, list(wacht))) >= ONGELEZEN_IN_TEKENS)

    def close(self, reason: int | None = None, message: str | None = None) -> None:
        try:
            super().close(reason, message)
        finally:
            self.connected = False
            self.event.set()
            self.sock.hang_up()

    def _thread(self) -> None:
        try:
            super()._thread()
        except ProtocolError:
            self.sock.hang_up()
        finally:
            self.connected = False
            self.event.set()


class _Geteld:
    """Mixed into the queue of one line: counts the bytes that wait, and refuses more once the line is hopeless."""

    def __init__(self) -> None:
        super().__init__()
        self.bytes = 0
        self.te_vol = False

    def put(self, pakket: Any, block: bool = True, timeout: float | None = None) -> None:
        if pakket is not None:
            if self.te_vol:
                return
            self.bytes += _size(pakket)
            self.te_vol = self.bytes > ONGELEZEN
        super().put(pakket, block, timeout)  # type: ignore[misc]

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        pakket = super().get(block, timeout)  # type: ignore[misc]
        if pakket is not None:
            self.bytes -= _size(pakket)
        return pakket


def _size(pakket: Any) -> int:
    return len(pakket.data) if isinstance(pakket.data, str | bytes) else 64


def make_rij(stock: type) -> type:
    """The queue class for lines: the stock one of this async mode, with a count of waiting bytes."""
    return type("Rij", (_Geteld, stock), {})


def make_websocket(modus: dict[str, Any], lijnen: dict[str, Wacht], grens: int, *, gevent: bool) -> type:
    """The websocket class for Engine.IO: guarded, uncompressed, at most `grens` bytes a message.

    While a line is open its Wacht stands in `lijnen` under the Engine.IO id.
    """
    keuzes: dict[str, Any] = {"sleep": modus["sleep"], "receive_bytes": LEES_BYTES, "max_message_size": grens}
    if gevent:
        keuzes |= {"thread_class": modus["thread"], "event_class": modus["event"]}
    return type("Websocket", (BewaakteWebSocket,), {"keuzes": keuzes, "lijnen": lijnen})


class BewaakteWebSocket(SimpleWebSocketWSGI):  # type: ignore[misc]
    """One websocket, as Engine.IO drives it."""

    keuzes: ClassVar[dict[str, Any]] = {}
    lijnen: ClassVar[dict[str, Wacht]] = {}

    def __init__(self, handler: Any, server: Any) -> None:
        super().__init__(handler, server)
        self.lijn = handler.__self__

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        try:
            self.ws = HeleServer(environ, **self.keuzes)
        except (simple_websocket.ConnectionError, ProtocolError, OSError):
            self.lijn.close(wait=False, abort=True)
            start_response("400 BAD REQUEST", [("Content-Type", "text/plain; charset=UTF-8")])
            return [b"geen websocket"]
        wacht: Wacht = self.ws.sock
        wacht.lijn = self.lijn
        self.lijnen[self.lijn.sid] = wacht
        try:
            self.app(self)
        finally:
            self.lijnen.pop(self.lijn.sid, None)
            wacht.hang_up()
        if self.ws.mode == "werkzeug":
            raise ConnectionError  # its way to say: this connection was taken over
        return []

    def close(self) -> None:
        with contextlib.suppress(OSError, ProtocolError, simple_websocket.ConnectionClosed):
            super().close()
