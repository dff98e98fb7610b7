"""De opslag: de enige kamer die SQL schrijft en de enige die een transactie opent.

Rooms above ask for a `Store` and hand it decisions (write) or functions of a connection (transact, read).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from blinker import Signal
from sqlalchemy import Connection

from leersessie.config import Config
from leersessie.i18n.weigering import NietGevonden
from leersessie.store.motor import BUSY_MS, open_engine
from leersessie.store.schrijver import Schrijver
from leersessie.store.sessies import SessieInfo, find_sessie
from leersessie.store.staat import Besluit, Decide, Staat, Woord, load_staat
from leersessie.store.verbouw import migrate
from leersessie.store.zijspoor import ZWAAR, Zijspoor
from leersessie.verloop import Feit

__all__ = ["ZWAAR", "Besluit", "Decide", "SessieInfo", "Staat", "Store", "Woord", "Zijspoor", "migrate", "open_store"]

T = TypeVar("T")


class Store:
    """The database of one process: the writer, the readers, and the sessions in memory."""

    def __init__(self, config: Config, *, busy_ms: int = BUSY_MS) -> None:
        """`busy_ms` is how long a write waits for another process that holds the database."""
        self.config = config
        self.engine = open_engine(config.database_url)
        self.geschreven = Signal()
        """Sent after commit with (staat, feiten): the one way the upper floor hears of changes."""
        self.vergeten = Signal()
        """Sent with (sessie) when a row changed or was erased outside the log."""
        self._staten: dict[str, Staat] = {}
        self._infos: dict[str, SessieInfo] = {}
        schrijf_engine = open_engine(config.database_url, schrijver=True, busy_ms=busy_ms)
        self._schrijver = Schrijver(schrijf_engine, self._staten, self._announce)

    def write(self, sessie: str, decide: Decide, sleutel: str | None = None) -> dict[str, Any]:
        """See Schrijver.write."""
        return self._schrijver.write(sessie, decide, sleutel)

    def transact(self, werk: Callable[[Connection], T]) -> T:
        """Run `werk(connection)` inside the writer's transaction and return what it returns."""
        uitkomst: T = self._schrijver.transact(werk)
        return uitkomst

    def read(self, vraag: Callable[[Connection], T]) -> T:
        """Run a short read-only question."""
        with self.engine.connect() as verbinding:
            return vraag(verbinding)

    def load(self, sessie: str) -> Staat:
        """The committed state of a session. Raises NietGevonden when it does not exist."""
        staat = self._staten.get(sessie)
        if staat is None:
            geladen = self.read(lambda verbinding: load_staat(verbinding, sessie))
            if geladen is None:
                raise NietGevonden
            staat = self._staten.setdefault(sessie, geladen)
        return staat

    def info(self, sessie: str) -> SessieInfo:
        """What was fixed at preparation (remembered). Raises NietGevonden when there is no such session."""
        info = self._infos.get(sessie)
        if info is None:
            info = self.read(lambda verbinding: find_sessie(verbinding, sessie))
            if info is None:
                raise NietGevonden
            self._infos[sessie] = info
        return info

    def forget(self, sessie: str) -> None:
        """Drop a session from memory, because its row changed or it was erased."""
        self._staten.pop(sessie, None)
        self._infos.pop(sessie, None)
        self.vergeten.send(self, sessie=sessie)

    def close(self) -> None:
        """Finish all acknowledgements and close the connections."""
        self._schrijver.stop()
        self.engine.dispose()

    def _announce(self, sessie: str, staat: Staat, feiten: list[Feit]) -> None:
        self.geschreven.send(self, staat=staat, feiten=feiten)


def open_store(config: Config, *, busy_ms: int = BUSY_MS) -> Store:
    """Make the data folder when needed, bring the schema up to date, and open the store."""
    config.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = open_engine(config.database_url)
    migrate(engine)
    engine.dispose()
    return Store(config, busy_ms=busy_ms)
