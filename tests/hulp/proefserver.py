"""Een kleine app op de echte lijn: `python -m hulp.proefserver DATAMAP [--gewoon] [--lijnen N]`.

Lets tests of the live server speak without sessions, codes or pages. Prints one JSON line once it listens.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import argparse  # noqa: E402
import dataclasses  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
from typing import Any  # noqa: E402

import gevent  # noqa: E402
from flask import Flask, request  # noqa: E402

from leersessie.config import read_config  # noqa: E402
from leersessie.web.lijn.adressen import Herkomst  # noqa: E402
from leersessie.web.lijn.server import open_luisteraar, serve  # noqa: E402
from leersessie.web.lijn.slot import Slot  # noqa: E402
from leersessie.web.lijn.zender import make_socketio  # noqa: E402
from leersessie.web.logboek import always_ack, catch_strays, setup_logboek  # noqa: E402


class Proef:
    """Handlers that do what tests need; `event` of each is its name."""

    def __init__(self, server: Any) -> None:
        self.server = server
        self.kamers: dict[str, str] = {}
        server.on("connect", self.connect)
        for handler in (self.zeg, self.verhuis, self.veel, self.traag, self.stort, self.weg):
            server.on(handler.__name__, always_ack(lambda sid: "nl")(handler))
        server.on("kaal", self.stort)

    def connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        """Into the room that was asked for, with a first word."""
        self.kamers[sid] = auth["kamer"]
        self.server.enter_room(sid, auth["kamer"])
        self.server.emit("welkom", {"kamer": auth["kamer"]}, to=sid)

    def zeg(self, sid: str, gegeven: Any) -> Any:
        """Several events to several rooms within one turn of the loop."""
        kamer, tekst = self.kamers[sid], gegeven["tekst"]
        self.server.emit("gezegd", {"tekst": tekst}, to=kamer)
        self.server.emit("jij", {"tekst": tekst}, to=sid)
        self.server.emit("anderen", {"tekst": tekst}, to=kamer, skip_sid=sid)
        self.server.emit("allen", {"van": kamer})
        self.server.emit("gezegd", {"tekst": tekst + "."}, to=kamer)
        self.server.emit("nergens", {}, to="lege kamer")
        return {"ok": tekst}

    def verhuis(self, sid: str, gegeven: Any) -> Any:
        """Words just before and just after leaving a room."""
        self.server.emit("gezegd", {"tekst": "dag"}, to=self.kamers[sid])
        self.server.leave_room(sid, self.kamers[sid])
        self.server.emit("gezegd", {"tekst": "is weg"}, to=self.kamers[sid])
        self.kamers[sid] = gegeven["kamer"]
        self.server.enter_room(sid, gegeven["kamer"])
        self.server.emit("gezegd", {"tekst": "is hier"}, to=gegeven["kamer"])
        return {"ok": True}

    def veel(self, sid: str, gegeven: Any) -> Any:
        """Many numbered events to one room."""
        for n in range(gegeven["aantal"]):
            self.server.emit("nummer", {"n": n, "vulling": "é" * gegeven["tekens"]}, to=self.kamers[sid])
            gevent.sleep(gegeven.get("rust", 0))
        return {"ok": gegeven["aantal"]}

    def traag(self, sid: str, gegeven: Any) -> Any:
        """An answer after a while."""
        gevent.sleep(gegeven["s"])
        return {"ok": True}

    def stort(self, sid: str, gegeven: Any) -> Any:
        """A bug that would quote what was typed."""
        raise ValueError(gegeven["tekst"])

    def weg(self, sid: str, gegeven: Any) -> Any:
        """Last words, then the door."""
        self.server.emit("laatste", {"tekst": "tot ziens"}, to=sid)
        self.server.start_background_task(self.server.disconnect, sid)
        return {"ok": True}


def main() -> None:
    """Serve until told to stop."""
    ontleder = argparse.ArgumentParser()
    ontleder.add_argument("data")
    ontleder.add_argument("--gewoon", action="store_true")
    ontleder.add_argument("--lijnen", type=int, default=2_000)
    woorden = ontleder.parse_args()
    setup_logboek()
    catch_strays()
    config = read_config({**os.environ, "LEERSESSIE_DATA": woorden.data})
    luisteraar = open_luisteraar("127.0.0.1", 0)
    port = luisteraar.getsockname()[1]
    config = dataclasses.replace(config, adres=config.adres.replace("PORT", str(port)))
    app = Flask("proef")

    @app.route("/wie", methods=["GET", "POST"])
    def wie() -> dict[str, Any]:
        return {"host": request.host, "schema": request.scheme, "adres": request.remote_addr, "is": len(request.data)}

    @app.route("/stort")
    def stort() -> None:
        raise ValueError("KANARIE in een bladzijde")

    herkomst = Herkomst(config, "127.0.0.1", port)
    socketio = make_socketio(
        app, config, gevent=True, herkomst=herkomst, lijnen=woorden.lijnen, snel=not woorden.gewoon
    )
    Proef(socketio.server)
    with Slot(config.data):
        serve(
            app,
            config,
            luisteraar,
            gereed=lambda: print(json.dumps({"port": port, "adres": f"http://127.0.0.1:{port}"}), flush=True),
            verzoeken={"tel": lambda: {"lijnen": len(socketio.server.eio.sockets)}},
        )


if __name__ == "__main__":
    main()
