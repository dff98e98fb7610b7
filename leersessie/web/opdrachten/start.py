"""`leersessie start`: de server voor echte sessies. Ook `demo` draait hierop.

Turns everything that can go wrong at the start into one sentence. Knows no pages.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import json
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask

from leersessie.config import Config
from leersessie.i18n import t
from leersessie.store import Store
from leersessie.store.kopie import OpslagFout, open_explained
from leersessie.toegang.accounts import ensure_opstelling
from leersessie.toegang.geheimen import read_sleutel
from leersessie.web.app import create_app
from leersessie.web.lijn.adressen import Herkomst
from leersessie.web.lijn.server import open_luisteraar, serve
from leersessie.web.lijn.slot import MapBezet, Slot
from leersessie.web.lijn.toevoer import HOOGSTENS_LIJNEN
from leersessie.web.lijn.zender import make_socketio
from leersessie.web.logboek import catch_strays, log_event, setup_logboek
from leersessie.web.opdrachten.fout import BEZET, GOED, MACHINE, OpdrachtFout
from leersessie.web.opdrachten.zorg import clean_up
from leersessie.web.sockets import register


@dataclass(frozen=True, slots=True)
class Draaiend:
    """A server that listens: what `gereed` may use to fill it and to tell people where it is."""

    config: Config
    app: Flask
    store: Store
    port: int
    adressen: list[str]
    """Where people can come in, best first."""


def run_server(
    config: Config, host: str, port: int, *, gereed: Callable[[Draaiend], None], lijnen: int = HOOGSTENS_LIJNEN
) -> int:
    """Open everything, call `gereed` once the port listens, and serve until a signal. Returns the exit code.

    Raises OpdrachtFout with a sentence for whatever keeps it from starting.
    """
    setup_logboek()
    catch_strays()
    with open_slot(config), contextlib.closing(open_port(host, port)) as luisteraar:
        store = open_opslag(config)
        port = luisteraar.getsockname()[1]
        herkomst = Herkomst(config, host, port)
        app = create_app(config, store)
        adressen = herkomst.list_adressen()
        app.extensions["leersessie"].vind_adres = herkomst.find_adres
        socketio = make_socketio(app, config, gevent=True, herkomst=herkomst, lijnen=lijnen)
        register(socketio, app)
        draaiend = Draaiend(config, app, store, port, adressen)
        log_event("gestart", port=port)
        serve(
            app,
            config,
            luisteraar,
            store=store,
            gereed=lambda: gereed(draaiend),
            verzoeken={"opruimen": lambda: clean_up(store, config)},
        )
    return GOED


def open_slot(config: Config) -> Slot:
    """Lock the data folder and make the secret key, or say why not."""
    try:
        slot = Slot(config.data)
        read_sleutel(config)
    except MapBezet:
        raise OpdrachtFout("lijn.map_bezet", BEZET, map=config.data) from None
    except OSError:
        raise OpdrachtFout("lijn.map_onschrijfbaar", MACHINE, map=config.data) from None
    return slot


def open_port(host: str, port: int) -> Any:
    """Listen, or say why not."""
    try:
        return open_luisteraar(host, port)
    except socket.gaierror:
        raise OpdrachtFout("lijn.host_onbekend", MACHINE, host=host) from None
    except OSError as fout:
        sleutel = {
            errno.EADDRINUSE: "lijn.port_bezet",
            errno.EACCES: "lijn.port_mag_niet",
            errno.EADDRNOTAVAIL: "lijn.host_onbekend",
        }.get(fout.errno or 0, "lijn.port_mag_niet")
        raise OpdrachtFout(sleutel, BEZET if "bezet" in sleutel else MACHINE, host=host, port=port) from None


def open_opslag(config: Config) -> Store:
    """Open the database, or say why not."""
    try:
        return open_explained(config)
    except OpslagFout as fout:
        raise OpdrachtFout(f"lijn.database_{fout.soort}", BEZET if fout.soort == "bezet" else MACHINE) from None


def run_start(config: Config, keuzes: argparse.Namespace) -> int:
    """Serve; print addresses, the one-time set-up link while there is no account, and the warning about http."""
    return run_server(
        config,
        keuzes.host,
        keuzes.port,
        lijnen=keuzes.lijnen,
        gereed=lambda draaiend: tell(draaiend, als_json=keuzes.json),
    )


def tell(draaiend: Draaiend, *, als_json: bool) -> None:
    """Say where people can come in: sentences, or one line of JSON for a program."""
    geheim = ensure_opstelling(draaiend.store, draaiend.config)
    eerste = draaiend.adressen[0]
    link = f"{eerste}/opstelling#{geheim}" if geheim else ""
    if als_json:
        regel = {"port": draaiend.port, "adres": eerste, "adressen": draaiend.adressen, "opstelling": link}
        print(json.dumps(regel), flush=True)
        return
    taal = draaiend.config.taal
    zinnen = [t(taal, "lijn.draait"), *(f"  {adres}" for adres in draaiend.adressen)]
    if link:
        zinnen += ["", t(taal, "lijn.opstelling"), f"  {link}"]
    if not draaiend.config.is_https and any("localhost" not in a and "127.0.0.1" not in a for a in draaiend.adressen):
        zinnen += ["", t(taal, "lijn.zonder_slot")]
    zinnen += ["", t(taal, "lijn.stoppen")]
    print("\n".join(zinnen), file=sys.stdout, flush=True)
