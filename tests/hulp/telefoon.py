"""Telefoons voor tests: een met een websocket en een die alleen kan vragen (polling). Kennen geen sessies."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, Self

import websocket

from hulp.server import wait_until


class Gesprek(ABC):
    """What both kinds share: Socket.IO packets in, events and answers out."""

    def __init__(self) -> None:
        self.gehoord: list[tuple[str, Any]] = []
        self.antwoorden: dict[int, Any] = {}
        self.klaar = False
        self.afgewezen = False
        self.einde = threading.Event()
        self._nummer = 0

    @abstractmethod
    def write(self, pakket: str) -> None:
        """Send one Engine.IO packet."""

    def take(self, pakket: str) -> None:
        """Handle one Engine.IO packet."""
        if pakket == "2":
            self.write("3")
        elif pakket.startswith("40"):
            self.klaar = True
        elif pakket.startswith(("41", "44")):
            self.afgewezen = True
        elif pakket.startswith("42"):
            naam, *gegeven = json.loads(pakket[2:])
            self.gehoord.append((naam, gegeven[0] if gegeven else None))
        elif pakket.startswith("43"):
            nummer, _, rest = pakket[2:].partition("[")
            self.antwoorden[int(nummer)] = json.loads("[" + rest)

    def join(self, auth: Mapping[str, Any]) -> None:
        """Ask for a session and wait until it is there."""
        self.write("40" + json.dumps(dict(auth)))
        wait_until(lambda: self.klaar)

    def send(self, naam: str, gegeven: Any) -> int:
        """Send an event that asks for an answer; returns its number."""
        self._nummer += 1
        self.write(f"42{self._nummer}{json.dumps([naam, gegeven])}")
        return self._nummer

    def ask(self, naam: str, gegeven: Any, hoogstens_s: float = 10.0) -> Any:
        """Send an event and wait for its answer."""
        nummer = self.send(naam, gegeven)
        return wait_until(lambda: self.antwoorden.get(nummer), hoogstens_s)[0]

    def heard(self, naam: str) -> list[Any]:
        """What was said under this name."""
        return [gegeven for wat, gegeven in list(self.gehoord) if wat == naam]

    @abstractmethod
    def close(self) -> None:
        """Hang up."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Telefoon(Gesprek):
    """On a websocket. With `leest=False` it reads nothing until `read` is called."""

    def __init__(self, port: int, *, leest: bool = True, koppen: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._lijn = websocket.create_connection(
            f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket",
            timeout=20,
            header=dict(koppen or {}),
            suppress_origin=True,
            sockopt=[] if leest else [(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)],
        )
        self.koppen = self._lijn.getheaders()
        self.open = json.loads(self._lijn.recv()[1:])
        self._draad: threading.Thread | None = None
        if leest:
            self.read()

    def read(self) -> None:
        """Start reading."""
        self._draad = threading.Thread(target=self._read, daemon=True)
        self._draad.start()

    def _read(self) -> None:
        try:
            while True:
                pakket = self._lijn.recv()
                if not pakket:
                    break
                self.take(pakket)
        except (OSError, websocket.WebSocketException):
            pass
        self.einde.set()

    def write(self, pakket: str) -> None:
        self._lijn.send(pakket)

    def close(self) -> None:
        with contextlib.suppress(OSError, websocket.WebSocketException):
            self._lijn.send_close()
        if self._draad is not None:
            self._draad.join(5)
        self._lijn.shutdown()


class Vrager(Gesprek):
    """Long polling only, on one keep-alive connection for asking and one for sending."""

    def __init__(self, port: int, *, koppen: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._port = port
        self._koppen = dict(koppen or {})
        self._dicht = False
        self._zend = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._vraag = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._slot = threading.Lock()
        self.open = json.loads(self._get("")[1:])
        self._draad = threading.Thread(target=self._read, daemon=True)
        self._draad.start()

    def _get(self, extra: str) -> str:
        self._vraag.request("GET", f"/socket.io/?EIO=4&transport=polling{extra}", headers=self._koppen)
        antwoord = self._vraag.getresponse()
        tekst = antwoord.read().decode()
        if antwoord.status != 200:
            raise ConnectionError(f"{antwoord.status} {tekst}")
        return tekst

    def _read(self) -> None:
        with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
            while not self._dicht:
                for pakket in self._get(f"&sid={self.open['sid']}").split("\x1e"):
                    self.take(pakket)
        self.einde.set()

    def write(self, pakket: str) -> None:
        with self._slot:
            pad = f"/socket.io/?EIO=4&transport=polling&sid={self.open['sid']}"
            self._zend.request("POST", pad, pakket.encode(), {"Content-Type": "text/plain", **self._koppen})
            antwoord = self._zend.getresponse()
            antwoord.read()
            if antwoord.status != 200:
                raise ConnectionError(str(antwoord.status))

    def close(self) -> None:
        self._dicht = True
        with contextlib.suppress(OSError, http.client.HTTPException):
            self.write("1")
        self._draad.join(5)
        self._zend.close()
        self._vraag.close()
