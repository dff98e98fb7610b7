"""De veger: sluit lijnen die opengaan en niets zeggen, die niet lezen, of die al weg zijn en blijven hangen.

Watches the pings too; the libraries have no other time-outs. Each line is closed in a task of its own, because
closing may wait for a reader that never reads. Knows ages of lines, nothing of people.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from typing import Any

from engineio.exceptions import EngineIOError

from leersessie.web.lijn.wacht import Wacht
from leersessie.web.logboek import Vangnet, log_event

STIL_S = 10.0
"""A line that opened and never asked for a session within this time is closed."""
NASLEEP_S = 5.0
"""A line that was closed and still hangs on its socket after this time is cut."""
RONDE_S = 1.0


class Veger:
    """Walks past all lines once a second."""

    def __init__(
        self,
        server: Any,
        lijnen: dict[str, Wacht],
        *,
        stil_s: float = STIL_S,
        klok: Callable[[], float] = time.monotonic,
    ) -> None:
        self._server = server
        self._lijnen = lijnen
        self._stil_s = stil_s
        self._klok = klok
        self._gezien: dict[str, float] = {}
        self._gesloten: dict[str, float] = {}
        self._gestopt = False

    def run(self) -> None:
        """Sweep until stop."""
        while not self._gestopt:
            with Vangnet("veger_gestrand"):
                self.sweep()
            self._server.sleep(RONDE_S)

    def stop(self) -> None:
        """End after this round."""
        self._gestopt = True

    def sweep(self) -> int:
        """One round. Returns how many lines it started to close."""
        nu, weg = self._klok(), 0
        lijnen = dict(self._server.eio.sockets)
        weg += self._drop_dead(lijnen)
        stil = {eio_sid for eio_sid in lijnen if self._server.manager.sid_from_eio_sid(eio_sid, "/") is None}
        self._gezien = {eio_sid: self._gezien.get(eio_sid, nu) for eio_sid in stil}
        for eio_sid, lijn in lijnen.items():
            te_stil = eio_sid in stil and nu - self._gezien[eio_sid] >= self._stil_s
            te_vol = getattr(lijn.queue, "te_vol", False)
            if (te_stil or te_vol) and not lijn.closing:
                log_event("lijn_gesloten", soort="leest_niet" if te_vol else "zegt_niets")
                self._server.start_background_task(self._close, lijn, te_vol)
                weg += 1
        return weg + self._cut_leftovers(nu)

    def _drop_dead(self, lijnen: dict[str, Any]) -> int:
        """Forget lines that closed, and end those that did not answer a ping in time."""
        grens = time.time() - self._server.eio.ping_timeout
        dood = 0
        for eio_sid, lijn in list(lijnen.items()):
            if lijn.closed:
                self._server.eio.sockets.pop(eio_sid, None)
                del lijnen[eio_sid]
            elif not lijn.closing and lijn.last_ping and lijn.last_ping < grens:
                self._server.start_background_task(self._end, lijn)
                del lijnen[eio_sid]
                dood += 1
        return dood

    def _end(self, lijn: Any) -> None:
        with Vangnet("veger_gestrand"), contextlib.suppress(EngineIOError):
            lijn.check_ping_timeout()

    def _cut_leftovers(self, nu: float) -> int:
        dicht = [eio_sid for eio_sid, wacht in self._lijnen.items() if wacht.lijn is not None and wacht.lijn.closed]
        self._gesloten = {eio_sid: self._gesloten.get(eio_sid, nu) for eio_sid in dicht}
        hangend = [eio_sid for eio_sid, sinds in self._gesloten.items() if nu - sinds >= NASLEEP_S]
        for eio_sid in hangend:
            self._server.start_background_task(self._lijnen[eio_sid].break_off)
        return len(hangend)

    def _close(self, lijn: Any, meteen: bool) -> None:
        """Close one line. `meteen`: cut it, because nobody reads the goodbye."""
        with Vangnet("veger_gestrand"):
            wacht = self._lijnen.get(lijn.sid)
            try:
                lijn.close(wait=False, abort=meteen)
            except EngineIOError:
                return
            finally:
                if meteen and wacht is not None:
                    wacht.break_off()
