"""De zender: Socket.IO met onze keuzes, zodat niemand ze elders nog eens hoeft te maken.

Explicit origins, JSON only, no cookie, no compression, bounded messages. Knows no events.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import socketio as python_socketio
from flask import Flask
from flask_socketio import SocketIO

from leersessie.config import Config
from leersessie.i18n import t
from leersessie.web.lijn.adressen import Herkomst
from leersessie.web.lijn.hartslag import Hartslag
from leersessie.web.lijn.omroep import choose_manager
from leersessie.web.lijn.toevoer import HOOGSTENS_LIJNEN, Toevoer
from leersessie.web.lijn.wacht import Wacht, make_rij, make_websocket
from leersessie.web.logboek import silence

PING_S = 10
PING_WACHT_S = 8
BERICHT_BYTES = 256_000
EXTENSIE = "leersessie-lijn"
STIL = silence("leersessie.stil")
KEUZES: dict[str, Any] = {
    "manage_session": False,
    "always_connect": True,
    "async_handlers": False,  # Toevoer starts the tasks, so that it can count and catch them
    "monitor_clients": False,  # Veger watches the pings, once a second instead of all the time
    "ping_interval": PING_S,
    "ping_timeout": PING_WACHT_S,
    "cors_credentials": False,
    "max_http_buffer_size": BERICHT_BYTES,
    "cookie": None,
    "serializer": "default",
    "logger": STIL,
    "engineio_logger": STIL,
}


@dataclass(frozen=True, slots=True)
class Zender:
    """What the server needs besides SocketIO itself."""

    socketio: SocketIO
    lijnen: dict[str, Wacht]
    toevoer: Toevoer
    herkomst: Herkomst


def make_socketio(
    app: Flask,
    config: Config,
    *,
    gevent: bool,
    herkomst: Herkomst | None = None,
    lijnen: int = HOOGSTENS_LIJNEN,
    snel: bool = True,
) -> SocketIO:
    """Socket.IO on this app. `gevent=False` is for tests; `snel=False` takes the stock way of sending.

    At most `lijnen` lines may be open; the next one hears that it is full.
    """
    open_lijnen: dict[str, Wacht] = {}
    herkomst = herkomst or Herkomst(config)
    socketio = SocketIO(
        app,
        async_mode="gevent" if gevent else "threading",
        client_manager=choose_manager(open_lijnen) if gevent and snel else python_socketio.Manager(),
        cors_allowed_origins=herkomst.allows_origin,
        **KEUZES,
    )
    server = socketio.server
    eio = server.eio
    modus = eio._async
    websocket = make_websocket(modus, open_lijnen, BERICHT_BYTES, gevent=gevent)
    eio._async = {**modus, "websocket": websocket, "queue": make_rij(modus["queue"])}
    eio._cors_headers = _no_cors
    server.on("*", lambda gebeurtenis, sid, *gegeven: to_unknown(config.taal))
    hartslag = Hartslag(server, open_lijnen)
    toevoer = Toevoer(server, hartslag, hoogstens=lijnen, vol=t(config.taal, "lijn.vol"), taal=config.taal)
    app.extensions[EXTENSIE] = Zender(socketio, open_lijnen, toevoer, herkomst)
    return socketio


def find_zender(app: Flask) -> Zender:
    """The Zender that make_socketio put on this app."""
    zender: Zender = app.extensions[EXTENSIE]
    return zender


def to_unknown(taal: str) -> dict[str, object]:
    """The answer to an event nobody here knows."""
    return {"fout": "lijn.vorm", "tekst": t(taal, "lijn.vorm"), "opnieuw": False}


def _no_cors(_: Any) -> list[tuple[str, str]]:
    """Pages of others get no permission to read us; our own need none."""
    return []


__all__ = ["EXTENSIE", "Zender", "find_zender", "make_socketio"]
