"""De lijnen: wie er op welke lijn zit, met welke rechten, en het beeld dat elke lijn krijgt als zij opengaat.

The only room that emits. Rights are read at every event from what the server knows, never from the event.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from http.cookies import CookieError, SimpleCookie
from typing import Any

from flask_socketio import SocketIO

from leersessie.i18n.weigering import NietGevonden, NietToegestaan, Weigering
from leersessie.store import Staat
from leersessie.verloop import Feit, check_recht
from leersessie.verloop.vouw import GROEPFEITEN
from leersessie.web.deuren import Bezoeker, find_bezoeker, to_publiek, to_wie
from leersessie.web.huis import Huis
from leersessie.web.logboek import always_ack
from leersessie.web.uitzending import to_kamer

Handler = Callable[["Lijn", str, Bezoeker, Any], Any]
HOOGSTENS_LIJNEN = 5
"""Open lines per phone; a sixth closes the door politely."""
DICHT = ("gesloten", "gewist")
"""In these states nobody is on a line any more."""


class Lijn:
    """The live lines of one process: who is on which, and what they may say."""

    def __init__(
        self,
        socketio: SocketIO,
        huis: Huis,
        gebeurtenissen: Mapping[str, Handler],
        welcome: Callable[[Lijn, str], None],
    ) -> None:
        """Every event has its handler; `welcome` hears of the session in which a console opened its line."""
        self.server = socketio.server
        self.huis = huis
        self._welcome = welcome
        self.leden: dict[str, Bezoeker] = {}
        self._kruimels: dict[str, dict[str, str]] = {}
        """Per line the cookies it came with, to look again whether they still hold."""
        huis.uitzending.emit = self._emit
        self.server.on("connect", self._connect)
        self.server.on("disconnect", self._disconnect)
        for naam, handler in gebeurtenissen.items():
            self.server.on(naam, self._wrap(handler))
        huis.store.geschreven.connect(self._hear, weak=False)
        huis.store.vergeten.connect(self._check_end, weak=False)
        socketio.start_background_task(huis.uitzending.run, socketio.sleep)

    def _emit(self, naam: str, gegeven: dict[str, Any], kamer: str) -> None:
        self.server.emit(naam, gegeven, to=kamer)

    def taal_of(self, sid: str) -> str:
        """The language of whoever is on this line."""
        lid = self.leden.get(sid)
        return lid.publiek.taal if lid else "nl"

    def _connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        lid = self._find_lid(environ, auth if isinstance(auth, dict) else {})
        if isinstance(lid, str):
            self._refuse(sid, lid)
            return
        self.leden[sid], self._kruimels[sid] = lid, read_cookies(environ)
        self.server.enter_room(sid, self.huis.uitzending.add_kijker(lid.sessie, lid.publiek))
        self.server.enter_room(sid, f"{lid.sessie}:{lid.zicht}")
        for beeld in self.huis.uitzending.draw_now(lid.sessie, lid.publiek):
            self.server.emit("beeld", beeld, to=sid)
        self.huis.uitzending.mark(lid.sessie)
        if lid.zicht == "console":
            self._welcome(self, lid.sessie)

    def _find_lid(self, environ: dict[str, Any], velden: dict[str, Any]) -> Bezoeker | str:
        """Who opens this line, by its cookie; or why it stays shut. Counts the lines of a phone."""
        rol, sessie, taal = (velden.get(v) for v in ("rol", "sessie", "taal"))
        if not isinstance(rol, str) or not isinstance(sessie, str) or len(sessie) > 40:
            return "toegang"
        taal = taal if taal in ("nl", "en") else "nl"
        try:
            bezoeker = find_bezoeker(self.huis, read_cookies(environ), rol, sessie, taal)
        except Weigering:
            bezoeker = None
        if bezoeker is None:
            return "toegang"
        if bezoeker.wie.deelnemer is not None and bezoeker.zicht == "telefoon":
            verbonden = self.huis.zalen.find(sessie).verbonden
            if verbonden[bezoeker.wie.deelnemer] >= HOOGSTENS_LIJNEN:
                return "te_veel_lijnen"
            verbonden[bezoeker.wie.deelnemer] += 1
        return replace(bezoeker, afstand=velden.get("afstand") is True)

    def _refuse(self, sid: str, fout: str) -> None:
        """Say why, and hang up. Refusing by an exception would, with always_connect, send a goodbye with a payload:

        socket.io-client calls that a parse error and may drop what came just before it.
        """
        self.server.emit("geweigerd", {"fout": fout}, to=sid)
        self.server.start_background_task(self.server.disconnect, sid)

    def _disconnect(self, sid: str, *_: Any) -> None:
        lid = self.leden.pop(sid, None)
        self._kruimels.pop(sid, None)
        if lid is None:
            return
        self.huis.uitzending.drop_kijker(lid.sessie, lid.publiek)
        if lid.wie.deelnemer is not None and lid.zicht == "telefoon":
            verbonden = self.huis.zalen.find(lid.sessie).verbonden
            verbonden[lid.wie.deelnemer] = max(0, verbonden[lid.wie.deelnemer] - 1)
        self.huis.uitzending.mark(lid.sessie)

    def _wrap(self, handler: Handler) -> Callable[..., Any]:
        @always_ack(self.taal_of)
        def handle(sid: str, gegeven: Any = None, *_: Any) -> Any:
            lid = self.leden.get(sid)
            if lid is None:
                raise NietToegestaan
            return handler(self, sid, self._refresh(sid, lid), gegeven)

        return handle

    def _refresh(self, sid: str, lid: Bezoeker) -> Bezoeker:
        """The rights of this moment: a role, or the way in itself, may have been given or taken meanwhile."""
        if lid.wie.deelnemer is None:
            nog = find_bezoeker(self.huis, self._kruimels.get(sid, {}), lid.zicht, lid.sessie, lid.publiek.taal)
            if nog is None:
                self._refuse(sid, "toegang")
                raise NietToegestaan
            return replace(nog, afstand=lid.afstand)
        deelnemer = self.huis.zalen.find(lid.sessie).deelnemers.get(lid.wie.deelnemer)
        if deelnemer is None or deelnemer.toestand != "binnen":
            raise NietToegestaan("regie.eruit")
        return replace(lid, wie=to_wie(deelnemer))

    def check(self, daad: str, lid: Bezoeker) -> None:
        """Pass when this visitor may do this act now, by the one table."""
        check_recht(daad, lid.wie.rollen, self.huis.store.load(lid.sessie).stand.toestand)

    def move_deelnemer(self, sessie: str, deelnemer: int | None = None) -> None:
        """After a role, group or removal: give every line of this phone (or all phones) its picture of now."""
        deelnemers = self.huis.zalen.refresh(sessie).deelnemers
        stand = self.huis.store.load(sessie).stand
        for sid, lid in list(self.leden.items()):
            if lid.sessie != sessie or lid.wie.deelnemer is None or deelnemer not in (None, lid.wie.deelnemer):
                continue
            zicht = deelnemers.get(lid.wie.deelnemer)
            if lid.zicht == "console" and zicht is not None and "co_gespreksleider" in zicht.rollen:
                self.leden[sid] = replace(lid, wie=to_wie(zicht))
                continue
            if zicht is None or zicht.toestand != "binnen" or lid.zicht == "console":
                self.server.emit("eruit", {}, to=sid)
                self.server.start_background_task(self.server.disconnect, sid)
                continue
            publiek = to_publiek(zicht, lid.publiek.taal, stand.find_groep(zicht.groep))
            if (publiek, to_wie(zicht)) == (lid.publiek, lid.wie):
                continue
            self.server.leave_room(sid, to_kamer(sessie, lid.publiek))
            self.huis.uitzending.drop_kijker(sessie, lid.publiek)
            self.leden[sid] = replace(lid, wie=to_wie(zicht), publiek=publiek)
            self.server.enter_room(sid, self.huis.uitzending.add_kijker(sessie, publiek))
            for beeld in self.huis.uitzending.draw_now(sessie, publiek):
                self.server.emit("beeld", beeld, to=sid)
        self.huis.uitzending.mark(sessie)

    def _hear(self, _: object, *, staat: Staat, feiten: list[Feit]) -> None:
        if staat.stand.toestand in DICHT:
            self._end(staat.sessie)
        elif any(f.soort in GROEPFEITEN for f in feiten):
            self.server.start_background_task(self.move_deelnemer, staat.sessie)

    def _check_end(self, _: object, *, sessie: str) -> None:
        """A row changed outside the log: when the session was erased, everybody goes."""
        try:
            dicht = self.huis.store.info(sessie).toestand in DICHT
        except NietGevonden:
            dicht = True
        if dicht:
            self._end(sessie)

    def _end(self, sessie: str) -> None:
        """Close every line of a session that is over, and remember nothing of it."""
        for sid, lid in list(self.leden.items()):
            if lid.sessie == sessie:
                self.server.start_background_task(self.server.disconnect, sid)
        self.huis.zalen.forget(sessie)
        self.huis.uitzending.forget(sessie)


def read_cookies(environ: dict[str, Any]) -> dict[str, str]:
    """The cookies of a socket handshake; a malformed header is no cookies."""
    try:
        return {naam: kruimel.value for naam, kruimel in SimpleCookie(environ.get("HTTP_COOKIE", "")).items()}
    except CookieError:
        return {}
