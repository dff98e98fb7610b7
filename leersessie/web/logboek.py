"""Het logboek: regels JSON op de foutuitvoer, voor de beheerder. Nooit wat iemand typte, nooit wie of waar.

A line holds time (UTC), level, event and a few known fields. Messages of libraries are replaced by their name,
because they quote packets, addresses and queries. Holds the last-resort handler of socket events too.
"""

from __future__ import annotations

import functools
import inspect
import json
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from leersessie.i18n import t
from leersessie.i18n.weigering import Weigering

EIGEN = "leersessie"
VELDEN = frozenset(
    {"ms", "nummer", "status", "soort", "plek", "rol", "uitkomst", "aantal", "port", "versie", "bibliotheek"}
)
"""The only fields a line may carry besides time, level and event."""

log = logging.getLogger("leersessie.web")
Waarde = str | int | float | bool


def log_event(gebeurtenis: str, niveau: int = logging.INFO, **velden: Waarde) -> None:
    """Write one line. Raises ValueError for a field that is not in VELDEN, so that nothing slips in later."""
    vreemd = velden.keys() - VELDEN
    if vreemd:
        raise ValueError(f"onbekend veld in het logboek: {sorted(vreemd)}")
    log.log(niveau, gebeurtenis, extra={"velden": velden})


class Regel(logging.Formatter):
    """One JSON object per line. Line breaks and escape codes cannot forge a line: JSON writes them as escapes."""

    def format(self, record: logging.LogRecord) -> str:
        """Our own records keep their message; records of libraries keep only their name and kind of error."""
        eigen = record.name.partition(".")[0] == EIGEN
        regel: dict[str, Waarde] = {
            "tijd": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "niveau": record.levelname.lower(),
            "gebeurtenis": record.getMessage() if eigen else "melding_van_bibliotheek",
        }
        if not eigen:
            regel["bibliotheek"] = record.name
        if record.exc_info and record.exc_info[0]:
            regel.update(describe_error(record.exc_info[0], record.exc_info[2]))
        regel.update(getattr(record, "velden", {}) if eigen else {})
        return json.dumps(regel, ensure_ascii=True)


def describe_error(soort: type[BaseException], spoor: TracebackType | None) -> dict[str, Waarde]:
    """The kind of an error and the line of code where it rose; never its message, which may quote a person."""
    regels = traceback.extract_tb(spoor)
    plek = f"{Path(regels[-1].filename).name}:{regels[-1].lineno}" if regels else ""
    return {"soort": soort.__name__, "plek": plek}


def setup_logboek(stroom: IO[str] | None = None, niveau: int = logging.INFO) -> None:
    """Send everything to `stroom` (default: the error output) as JSON lines, and keep the libraries quiet."""
    bak = logging.StreamHandler(stroom or sys.stderr)
    bak.setFormatter(Regel())
    wortel = logging.getLogger()
    for oud in list(wortel.handlers):
        wortel.removeHandler(oud)
    wortel.addHandler(bak)
    wortel.setLevel(logging.WARNING)
    logging.getLogger(EIGEN).setLevel(niveau)
    for naam in ("werkzeug", "engineio", "socketio", "engineio.server", "socketio.server", "geventwebsocket"):
        silence(naam)


def silence(naam: str) -> logging.Logger:
    """A logger that says nothing at all: its lines would hold what people typed."""
    stil = logging.getLogger(naam)
    stil.setLevel(logging.CRITICAL + 1)
    stil.propagate = False
    if not stil.handlers:
        stil.addHandler(logging.NullHandler())
    return stil


def catch_strays() -> None:
    """Errors nobody caught, in any thread: one line without content instead of a traceback with values."""

    def stray(soort: type[BaseException], _: object, spoor: TracebackType | None) -> None:
        if sys.is_finalizing():
            return  # nothing to log with any more
        log_event("gestrand", logging.ERROR, **describe_error(soort, spoor))

    def in_thread(wat: threading.ExceptHookArgs) -> None:
        stray(wat.exc_type, None, wat.exc_traceback)

    sys.excepthook = stray
    sys.unraisablehook = lambda wat: stray(wat.exc_type, None, wat.exc_traceback)
    threading.excepthook = in_thread


class Vangnet:
    """The one net under a door: `with Vangnet("naam") as net:` logs any error without content and goes on.

    `net.gestrand` tells afterwards whether something fell into it. Errors that end the process pass through.
    """

    def __init__(self, gebeurtenis: str, niveau: int = logging.ERROR) -> None:
        self._gebeurtenis = gebeurtenis
        self._niveau = niveau
        self.gestrand = False

    def __enter__(self) -> Vangnet:
        return self

    def __exit__(
        self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None
    ) -> bool:
        if soort is None or not issubclass(soort, Exception):
            return False
        self.gestrand = True
        log_event(self._gebeurtenis, self._niveau, **describe_error(soort, spoor))
        return True


def to_storing(taal: str) -> dict[str, object]:
    """The answer when something broke on our side: the phone keeps the text and sends it again."""
    return {"fout": "lijn.storing", "tekst": t(taal, "lijn.storing"), "opnieuw": True}


Handler = Callable[..., Any]


def always_ack(taal_of: Callable[[str], str]) -> Callable[[Handler], Handler]:
    """Decorator for handlers `(sid, ...)` of socket events: whatever happens, the phone gets an answer.

    A Weigering becomes its own answer, a call with a wrong number of values 'lijn.vorm', anything else
    'lijn.storing' and a line in the log. `taal_of(sid)` tells in which language.
    """

    def decorate(handler: Handler) -> Handler:
        vorm = inspect.signature(handler)

        @functools.wraps(handler)
        def answer(sid: str, *gegeven: object) -> Any:
            try:
                vorm.bind(sid, *gegeven)
            except TypeError:
                return Weigering("lijn.vorm", status=400).to_ack(taal_of(sid))
            with Vangnet("lijnbericht_gestrand"):
                try:
                    return handler(sid, *gegeven)
                except Weigering as weigering:
                    return weigering.to_ack(taal_of(sid))
            return to_storing(taal_of(sid))

        return answer

    return decorate
