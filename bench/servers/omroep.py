"""De kale omroep: onze lijn zonder leersessie erop, hetzelfde werk als de node-servers ernaast."""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import argparse  # noqa: E402
import datetime  # noqa: E402
import itertools  # noqa: E402
import json  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

from flask import Flask  # noqa: E402

from leersessie.config import Config  # noqa: E402
from leersessie.web.lijn.adressen import Herkomst  # noqa: E402
from leersessie.web.lijn.server import open_luisteraar, serve  # noqa: E402
from leersessie.web.lijn.zender import make_socketio  # noqa: E402
from leersessie.web.logboek import setup_logboek  # noqa: E402


def main() -> None:
    """Serve until told to stop."""
    ontleder = argparse.ArgumentParser()
    ontleder.add_argument("data")
    ontleder.add_argument("--gewoon", action="store_true")
    woorden = ontleder.parse_args()
    setup_logboek()
    config = Config(data=Path(woorden.data))
    config.data.mkdir(parents=True, exist_ok=True)
    luisteraar = open_luisteraar("127.0.0.1", 0)
    port = luisteraar.getsockname()[1]
    app = Flask("omroep")
    herkomst = Herkomst(config, "127.0.0.1", port)
    socketio = make_socketio(app, config, gevent=True, herkomst=herkomst, lijnen=20_000, snel=not woorden.gewoon)
    server, kamers, tel = socketio.server, {}, itertools.count(1)

    def connect(sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        kamers[sid] = auth["kamer"]
        server.enter_room(sid, auth["kamer"])

    def bijdrage(sid: str, gegeven: Any) -> Any:
        tekst = gegeven["inhoud"]["tekst"]
        if not isinstance(tekst, str) or len(tekst) > 1000:
            return {"fout": "vorm"}
        nummer = next(tel)
        tijd = datetime.datetime.now(datetime.UTC).isoformat()
        server.emit("nieuw", {"n": nummer, "tekst": tekst, "tijd": tijd}, to=kamers[sid])
        return {"seq": nummer, "kaart": str(nummer)}

    server.on("connect", connect)
    server.on("disconnect", lambda sid, *_: kamers.pop(sid, None))
    server.on("bijdrage", bijdrage)
    serve(app, config, luisteraar, gereed=lambda: print(json.dumps({"port": port}), flush=True))


if __name__ == "__main__":
    main()
