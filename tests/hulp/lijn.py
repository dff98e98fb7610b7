"""De lijn in een test: de echte app, de echte gebeurtenissen, en telefoons die elk woord van de server bewaren.

Uses Flask-SocketIO's own test client; pictures are sent when the test says so, on the clock of the test.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from flask import Flask
from flask_socketio import SocketIO

from hulp.kern import Kern, bereid_voor, open_kern
from hulp.server import wait_until
from leersessie.regie.wie import Wie
from leersessie.toegang.bewijzen import admit, give_bewijs, give_rol
from leersessie.web.app import create_app
from leersessie.web.huis import Huis
from leersessie.web.lijn.zender import make_socketio
from leersessie.web.lijnen import Lijn
from leersessie.web.sockets import register

GELDIG_MS = 10**9


@dataclass(slots=True)
class Doek:
    """One open line: a phone, a console or a beamer."""

    client: Any
    gehoord: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """Is the line still open?"""
        return bool(self.client.is_connected())

    def listen(self) -> list[tuple[str, Any]]:
        """What was said since the last time somebody listened."""
        bakje, self.client.queue = self.client.queue, []  # also what was said just before hanging up
        nieuw = [(b["name"], b["args"][0] if b["args"] else None) for b in bakje]
        self.gehoord += nieuw
        return nieuw

    def pictures(self) -> dict[str, str]:
        """The newest picture of every region that was sent since the last time."""
        return {b["regio"]: b["html"] for naam, b in self.listen() if naam == "beeld"}

    def ask(self, naam: str, gegeven: Any = None) -> Any:
        """Say something and return the answer."""
        return self.client.emit(naam, gegeven, callback=True)

    def close(self) -> None:
        """Hang up."""
        self.client.disconnect()


@dataclass(slots=True)
class Zaalproef:
    """One session with an app and its live lines."""

    kern: Kern
    app: Flask
    socketio: SocketIO
    huis: Huis
    lijn: Lijn
    tokens: dict[int, str] = field(default_factory=dict)

    def phone(self, *rollen: str, functie: str = "", kern: Kern | None = None) -> Wie:
        """Let one more phone in, in this session unless another is given; keeps its token."""
        kern = kern or self.kern

        def work(verbinding: Any) -> tuple[str, int]:
            token, zicht = admit(verbinding, kern.config, kern.sessie, functie, "")
            for rol in rollen:
                give_rol(verbinding, kern.sessie, zicht.id, rol)
            return token, zicht.id

        token, nummer = kern.store.transact(work)
        self.huis.zalen.refresh(kern.sessie)
        self.tokens[nummer] = token
        return Wie(frozenset({"deelnemer", *rollen}), deelnemer=nummer, functie=functie)

    def connect(self, rol: str, token: str, *, sessie: str = "", cookie: str = "", **auth: Any) -> Doek:
        """Open a line with this token in the cookie of this role."""
        sessie = sessie or self.kern.sessie
        browser = self.app.test_client()
        browser.set_cookie(cookie or f"ls-{rol}-{sessie}", token)
        client = self.socketio.test_client(
            self.app, flask_test_client=browser, auth={"rol": rol, "sessie": sessie, "taal": "nl", **auth}
        )
        return Doek(client)

    def open_phone(self, wie: Wie, kern: Kern | None = None) -> Doek:
        """The line of a phone."""
        assert wie.deelnemer is not None
        return self.connect("deelnemer", self.tokens[wie.deelnemer], sessie=(kern or self.kern).sessie)

    def give_token(self, rol: str, kern: Kern | None = None) -> str:
        """A token of a beamer or a console."""
        kern = kern or self.kern
        return kern.store.transact(
            lambda v: give_bewijs(v, kern.config, kern.sessie, rol, geldig_ms=GELDIG_MS, account=kern.account)
        )

    def open_doek(self, rol: str, kern: Kern | None = None) -> Doek:
        """The line of a beamer or a console."""
        return self.connect(rol, self.give_token(rol, kern), sessie=(kern or self.kern).sessie)

    def send(self) -> None:
        """Send what is out of date now."""
        self.kern.settle()
        self.huis.uitzending.send_due()

    def wait_closed(self, doek: Doek) -> None:
        """Until the server has hung up."""
        wait_until(lambda: not doek.open, 10.0)


def make_bijdrage(kern: Kern, tekst: str = "woorden", **anders: Any) -> dict[str, Any]:
    """A contribution as a phone sends it."""
    ruw = {"sleutel": kern.sleutel(), "geheim": kern.sleutel(), "stap": kern.stand.stap, "inhoud": {"tekst": tekst}}
    return {**ruw, **anders}


def maak_stuur(kern: Kern, daad: str, **gegeven: Any) -> dict[str, Any]:
    """A steering act as a console sends it, on the newest picture."""
    return {"daad": daad, "gegeven": gegeven, "gezien": kern.stand.stuurseq}


@contextmanager
def open_zaal(data: Path, stap: str = "vragen", **velden: Any) -> Iterator[Zaalproef]:
    """A session that has begun, with an app on it. Nothing is sent by itself."""
    with open_kern(data, overslaan={"les": False}, **velden) as kern:
        if stap:
            kern.begin(stap)
        app = create_app(kern.config, kern.store)
        socketio = make_socketio(app, kern.config, gevent=False)
        huis: Huis = app.extensions["leersessie"]
        huis.uitzending.stop()  # the test itself says when to send
        register(socketio, app)
        yield Zaalproef(kern, app, socketio, huis, app.extensions["lijn"])


def open_tweede(zaal: Zaalproef, stap: str = "vragen") -> Kern:
    """Another session in the same house."""
    kern = bereid_voor(zaal.kern.store, zaal.kern.config, zaal.kern.account, overslaan={"les": False})
    kern.begin(stap)
    return replace(kern, tijd=zaal.kern.tijd)
