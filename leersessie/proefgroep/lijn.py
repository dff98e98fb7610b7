"""De lijn van een nagespeelde telefoon of console: openen, sturen met een antwoord, beelden bijhouden.

Keeps the newest picture per region by the rule of the protocol. Knows nothing of what is said.
"""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import engineio
import socketio
import websocket
from socketio.exceptions import SocketIOError

from leersessie.i18n import t
from leersessie.proefgroep.deur import Toegang

ANTWOORD_S = 4.0
"""A send without an answer for this long closes the line; it is opened again and the same thing is sent."""
OPEN_S = 8.0
EVEN_S = 0.3
LANGST_S = 2.0
STIL_S = 0.4


class LijnWeg(Exception):
    """There is no line now, or no answer came."""


class KanNiet(Exception):
    """It can never work: not admitted, shut out, or refused for good. The message is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Beeld:
    """One region as the server drew it."""

    tijdperk: str
    seq: int
    beurt: int
    html: str


def make_stil() -> logging.Logger:
    """A logger that says nothing: the lines of the library hold what people typed."""
    stil = logging.getLogger("leersessie.proefgroep.stil")
    stil.setLevel(logging.CRITICAL + 1)
    stil.propagate = False
    if not stil.handlers:
        stil.addHandler(logging.NullHandler())
    return stil


class _OpVolgorde(engineio.Client):  # type: ignore[misc]
    """Handles packets in the order in which they came; stock, each gets a thread and newer may overtake older."""

    def _trigger_event(self, event: str, *args: Any, **kwargs: Any) -> Any:
        return super()._trigger_event(event, *args, **{**kwargs, "run_async": False})


class _Draad(websocket.WebSocket):
    """A websocket that hangs up at once: stock, it waits three seconds for a goodbye that another thread reads."""

    def close(
        self, status: int = websocket.STATUS_NORMAL, reason: str | bytes = b"", timeout: float | None = 0
    ) -> None:
        super().close(status, reason, timeout)

    def shutdown(self) -> None:
        """Wake whoever reads before the socket goes: closing alone leaves a reader in its read for many seconds."""
        sock = self.sock
        if sock is not None:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        super().shutdown()  # type: ignore[no-untyped-call]


class _Client(socketio.Client):  # type: ignore[misc]
    """python-socketio's client on the orderly Engine.IO above."""

    def _engineio_client_class(self) -> type[engineio.Client]:
        return _OpVolgorde


class Lijn:
    """One line. `nieuws` is called (from another thread) after every picture and every change of the line."""

    def __init__(self, toegang: Toegang, nieuws: Callable[[], None] = lambda: None) -> None:
        self._toegang = toegang
        self._nieuws = nieuws
        self._slot = threading.Lock()
        self._reden = ""
        self.beelden: dict[str, Beeld] = {}
        self.toestand = ""
        self.stuur = 0
        self.eruit = False
        self._laatst = 0.0
        self._gehoord = threading.Event()
        self._draad: _Draad | None = None
        self._client = self._make_client()

    def _make_client(self) -> _Client:
        """A fresh one for every time the line opens: one that is still hanging up cannot be used again."""
        stil = make_stil()
        client = _Client(
            reconnection=False,
            handle_sigint=False,
            logger=stil,
            engineio_logger=stil,
            request_timeout=OPEN_S,
            websocket_extra_options={"class_": self._make_draad},
        )
        client.on("beeld", self._take)
        client.on("eruit", self._put_out)
        client.on("geweigerd", self._refuse)
        client.on("disconnect", self._hang_up)
        return client

    def _make_draad(self, **keuzes: Any) -> _Draad:
        self._draad = _Draad(**keuzes)
        return self._draad

    @property
    def is_open(self) -> bool:
        """True while the line stands."""
        return bool(self._client.connected)

    def open(self) -> None:
        """Open the line; the pictures follow. Raises LijnWeg, or KanNiet when the cookie opens nothing."""
        toegang = self._toegang
        self.close()
        self._client = self._make_client()
        self._reden = ""
        self._gehoord.clear()
        auth = {"rol": toegang.rol, "sessie": toegang.sessie, "taal": toegang.taal}
        try:
            self._client.connect(
                toegang.adres,
                headers={"Cookie": toegang.to_kop()},
                auth=auth,
                transports=["websocket"],
                wait_timeout=OPEN_S,
            )
        except (SocketIOError, OSError) as fout:
            self.close()
            raise LijnWeg from fout
        # the first word tells: a picture, or a refusal
        if not self._gehoord.wait(OPEN_S) or self._reden or not self.is_open:
            self.close()
            if self._reden == "toegang":
                raise KanNiet(t(toegang.taal, "proefgroep.niet_binnen"))
            raise LijnWeg

    def close(self) -> None:
        """Hang up; without effect when the line is gone already."""
        self._client.disconnect()
        if self._draad is not None:
            # also one that broke before Engine.IO knew it
            self._draad.shutdown()

    def ask(self, naam: str, gegeven: dict[str, Any]) -> dict[str, Any]:
        """Send and wait for the answer. Raises LijnWeg; the line is then closed."""
        try:
            antwoord = self._client.call(naam, gegeven, timeout=ANTWOORD_S)
        except (SocketIOError, OSError) as fout:
            self.close()
            raise LijnWeg from fout
        if not isinstance(antwoord, dict):
            self.close()
            raise LijnWeg
        return antwoord

    def is_heel(self, stuur: int) -> bool:
        """True when the whole picture of this act is here: its regions come in one breath, then it is quiet."""
        return self.is_open and self.stuur >= stuur and time.monotonic() - self._laatst >= STIL_S

    def html(self, regio: str) -> str:
        """The newest picture of a region; empty while there is none."""
        beeld = self.beelden.get(regio)
        return beeld.html if beeld else ""

    def _take(self, gegeven: dict[str, Any]) -> None:
        nieuw = Beeld(gegeven["tijdperk"], gegeven["seq"], gegeven["beurt"], gegeven["html"])
        with self._slot:
            self._laatst = time.monotonic()
            self._gehoord.set()
            oud = self.beelden.get(gegeven["regio"])
            if oud and oud.tijdperk == nieuw.tijdperk and (nieuw.seq, nieuw.beurt) < (oud.seq, oud.beurt):
                return
            self.beelden[gegeven["regio"]] = nieuw
            if not any(b.seq > nieuw.seq for b in self.beelden.values() if b.tijdperk == nieuw.tijdperk):
                self.toestand, self.stuur = gegeven["toestand"], gegeven["stuur"]
        self._nieuws()

    def _put_out(self, _: Any = None) -> None:
        self.eruit = True
        self._nieuws()

    def _refuse(self, gegeven: dict[str, Any]) -> None:
        self._reden = str(gegeven["fout"])
        self._gehoord.set()
        self._nieuws()

    def _hang_up(self, *_: Any) -> None:
        self._gehoord.set()
        self._nieuws()
