"""De server: een luisterende poort, de lus eronder, en een nette manier om op te houden.

gevent's own WSGI server, one process. Knows how to serve an app, not what the app does.
"""

from __future__ import annotations

import contextlib
import gc
import signal
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import gevent
import gevent.event
import gevent.socket
from flask import Flask
from gevent import monkey
from gevent.pywsgi import WSGIHandler, WSGIServer

from leersessie.anonimiseren import warm_up
from leersessie.config import Config
from leersessie.i18n import t
from leersessie.store import Store
from leersessie.web.lijn.deur import Deur
from leersessie.web.lijn.slot import Luik
from leersessie.web.lijn.veger import Veger
from leersessie.web.lijn.zender import Zender, find_zender
from leersessie.web.logboek import Vangnet, describe_error, log_event

RIJ = 4_096
ZENDBUFFER = 128 * 1024
"""What the kernel keeps for a reader that does not read; the rest waits with us, where it is counted."""
LEEG_S = 75.0
"""An idle connection is closed after this time."""
KOP_S = 20.0
"""A request must have sent its headers within this time."""
AFRONDEN_S = 2.0
UITERLIJK_S = 4.5
"""SIGTERM to gone, whatever hangs. What was acknowledged is on disk, so nothing is lost by going."""
OPRUIMEN = (50_000, 20, 50)
"""Thresholds of the garbage collector, per generation; Python begins with 700, 10, 10."""


class Verbinding(WSGIHandler):  # type: ignore[misc]
    """One HTTP connection: slow senders are cut off, and nothing of a request reaches the log."""

    def handle_one_request(self) -> Any:
        """As stock, with a time-out on reading."""
        if self.socket is not None:
            self.socket.settimeout(LEEG_S)
        return super().handle_one_request()

    def read_request(self, raw_requestline: str) -> Any:
        """As stock; a sender that takes too long over its headers is a broken sender."""
        with gevent.Timeout(KOP_S, TimeoutError):
            return super().read_request(raw_requestline)

    def _handle_client_error(self, ex: Exception) -> Any:
        return "400", b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"

    def log_error(self, msg: str, *_: Any) -> None:
        """The stock one quotes the request."""

    def log_request(self) -> None:
        """No access log: it would hold addresses."""

    def handle_error(self, t: Any, v: Any, tb: Any) -> None:
        """A door that broke: one line without content, and a bare 500 when nothing was said yet."""
        if issubclass(t, OSError):
            self.close_connection = True
            return
        log_event("verzoek_gestrand", 40, **describe_error(t, tb))
        if not self.headers_sent and self.socket is not None:
            self.close_connection = True
            with contextlib.suppress(OSError):
                self.socket.sendall(
                    b"HTTP/1.1 500 Internal Server Error\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                )


def open_luisteraar(host: str, port: int) -> Any:
    """A listening socket. Port 0 picks a free one. Raises OSError (port taken, address not ours)."""
    rijen = socket.getaddrinfo(host or "0.0.0.0", port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)  # noqa: S104
    familie, soort, proto, _, plek = rijen[0]
    luisteraar = gevent.socket.socket(familie, soort, proto)
    try:
        luisteraar.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        luisteraar.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        luisteraar.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ZENDBUFFER)
        luisteraar.bind(plek)
        luisteraar.listen(RIJ)
        luisteraar.setblocking(False)
    except OSError:
        luisteraar.close()
        raise
    return luisteraar


@dataclass(slots=True)
class Werking:
    """What belongs to one running server, for starting and stopping."""

    app: Flask
    zender: Zender
    config: Config
    deur: Deur
    wsgi: WSGIServer
    veger: Veger
    luik: Luik
    einde: gevent.event.Event = field(default_factory=gevent.event.Event)


def serve(
    app: Flask,
    config: Config,
    luisteraar: Any,
    *,
    store: Store | None = None,
    gereed: Callable[[], None] = lambda: None,
    verzoeken: Mapping[str, Callable[[], Mapping[str, Any]]] | None = None,
) -> None:
    """Serve this app (with make_socketio on it) until SIGTERM or SIGINT; then finish and close the store.

    `gereed` is called once the port listens. `verzoeken` are the things a command may ask (see slot.Luik).
    """
    if not monkey.is_module_patched("socket"):
        raise RuntimeError("serve hoort in een proces waar gevent als eerste is ingeschakeld")
    zender = find_zender(app)
    deur = Deur(app.wsgi_app, config, zender.herkomst)
    wsgi = WSGIServer(luisteraar, deur, log=None, error_log=None, handler_class=Verbinding)
    veger = Veger(zender.socketio.server, zender.lijnen)
    werking = Werking(app, zender, config, deur, wsgi, veger, Luik(config.data, verzoeken or {}))
    _quiet_hub()
    for teken in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(teken, werking.einde.set)
    warm_up()  # before anybody can come in: the first card must not wait for the lists
    _calm_gc()
    wsgi.start()
    gevent.spawn(veger.run)
    gevent.spawn(werking.luik.run, gevent.sleep)
    gereed()
    werking.einde.wait()
    _stop(werking, store)


def _calm_gc() -> None:
    """A full collection walks past all that a thousand lines hold: a quarter of a second without an answer.

    What is loaded now stays for good; the rest is looked at less often.
    """
    gc.freeze()
    gc.set_threshold(*OPRUIMEN)


def _stop(werking: Werking, store: Store | None) -> None:
    """Accept nothing new, say 'even geduld', finish what was promised, close the store."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, UITERLIJK_S)
    server = werking.zender.socketio.server
    werking.deur.stop()
    werking.zender.toevoer.stop()
    werking.veger.stop()
    werking.luik.stop()
    werking.wsgi.close()
    with Vangnet("afsluiten_gestrand"), gevent.Timeout(AFRONDEN_S, False):
        server.emit("herstart", {"tekst": t(werking.config.taal, "lijn.herstart")})
        while werking.zender.toevoer.bezig:
            gevent.sleep(0.02)
        while any(lijn.queue.qsize() for lijn in server.eio.sockets.values() if lijn.upgraded and not lijn.closed):
            gevent.sleep(0.02)
        gevent.sleep(0.05)
    with Vangnet("afsluiten_gestrand"), gevent.Timeout(1.0, False):
        for lijn in list(server.eio.sockets.values()):
            gevent.spawn(lijn.close, wait=False)
        werking.wsgi.stop(timeout=0.3)
    if store is not None:
        with Vangnet("afsluiten_gestrand"):
            store.close()
    log_event("gestopt")
    signal.setitimer(signal.ITIMER_REAL, 0)


def _quiet_hub() -> None:
    """A task that breaks gives one line without content; the stock hub prints a traceback with values."""
    hub = gevent.get_hub()

    def print_exception(_: Any, soort: Any, __: Any, spoor: Any) -> None:
        log_event("taak_gestrand", 40, **describe_error(soort, spoor))

    hub.print_exception = print_exception
