"""Het live kanaal: elke gebeurtenis wordt gekeurd, gaat naar de regie, en krijgt altijd een antwoord.

The only room that emits. Rights are read at every event from what the server knows, never from the event.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from http.cookies import CookieError, SimpleCookie
from typing import Any

from flask import Flask
from flask_socketio import SocketIO

from leersessie.anonimiseren import suggest
from leersessie.i18n.weigering import NietGevonden, NietToegestaan, Weigering
from leersessie.invoer.tekstdeur import check_keus, check_velden, check_vlag
from leersessie.regie import bijdragen
from leersessie.regie.geheugen import read_kennis
from leersessie.regie.ogen import find_zeker
from leersessie.regie.sturen import DADEN, steer
from leersessie.regie.wie import Wie
from leersessie.store import Staat
from leersessie.toegang.bewijzen import ROLLEN_DEELNEMER, give_rol, readmit, remove_deelnemer, take_rol
from leersessie.verloop import Feit, check_recht
from leersessie.verloop.vouw import GROEPFEITEN
from leersessie.web import berichten, groepslijn, stuurlijn
from leersessie.web.deuren import Bezoeker, find_bezoeker, to_publiek, to_wie
from leersessie.web.huis import Huis
from leersessie.web.logboek import always_ack
from leersessie.web.uitzending import to_kamer

Handler = Callable[["Lijn", str, Bezoeker, Any], Any]
HOOGSTENS_LIJNEN = 5
"""Open lines per phone; a sixth closes the door politely."""
HOOGSTE_NUMMER = 2**31
"""Beyond this no database has a row."""
DICHT = ("gesloten", "gewist")
"""In these states nobody is on a line any more."""


class Lijn:
    """The live lines of one process: who is on which, and what they may say."""

    def __init__(self, socketio: SocketIO, huis: Huis) -> None:
        self.server = socketio.server
        self.huis = huis
        self.leden: dict[str, Bezoeker] = {}
        self._kruimels: dict[str, dict[str, str]] = {}
        """Per line the cookies it came with, to look again whether they still hold."""
        huis.uitzending.emit = self._emit
        self.server.on("connect", self._connect)
        self.server.on("disconnect", self._disconnect)
        for naam, handler in GEBEURTENISSEN.items():
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
            stuurlijn.join(self, lid)

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


# ---- what phones say ---------------------------------------------------------------------------------------


def _bijdrage(lijn: Lijn, sid: str, lid: Bezoeker, ruw: Any) -> Any:
    return bijdragen.contribute(lijn.huis.store, lijn.huis.config, lid.sessie, lid.wie, ruw)


def _wijzig(lijn: Lijn, sid: str, lid: Bezoeker, ruw: Any) -> Any:
    return bijdragen.change(lijn.huis.store, lijn.huis.config, lid.sessie, lid.wie, ruw)


def _intrekken(lijn: Lijn, sid: str, lid: Bezoeker, ruw: Any) -> Any:
    return bijdragen.withdraw(lijn.huis.store, lid.sessie, lid.wie, ruw)


def _deelnemer_of(wie: Wie) -> int:
    if wie.deelnemer is None:
        raise NietToegestaan
    return wie.deelnemer


def _klaar(lijn: Lijn, sid: str, lid: Bezoeker, ruw: Any) -> Any:
    aan = check_vlag(check_velden(ruw, frozenset({"aan"}))["aan"])
    lijn.check("klaar", lid)
    _set(lijn.huis.zalen.find(lid.sessie).klaar, _deelnemer_of(lid.wie), aan)
    lijn.huis.uitzending.mark(lid.sessie)
    return {"ok": True}


def _hand(lijn: Lijn, sid: str, lid: Bezoeker, ruw: Any) -> Any:
    aan = check_vlag(check_velden(ruw, frozenset({"aan"}))["aan"])
    lijn.check("hand", lid)
    if lijn.huis.store.info(lid.sessie).modus == "zaal":
        raise Weigering("regie.hand_in_zaal")
    _set(lijn.huis.zalen.find(lid.sessie).handen, _deelnemer_of(lid.wie), aan)
    lijn.huis.uitzending.mark(lid.sessie)
    return {"ok": True}


def _set(verzameling: set[int], wie: int, aan: bool) -> None:
    (verzameling.add if aan else verzameling.discard)(wie)


def _noodrem(lijn: Lijn, sid: str, lid: Bezoeker, ruw: Any) -> Any:
    """A silent sign to the gespreksleider: no fact, no log line, no trace of who."""
    soort = check_keus(check_velden(ruw, frozenset({"soort"}))["soort"], frozenset({"noodrem", "kent_gezin"}))
    lijn.check("noodrem", lid)
    zaal = lijn.huis.zalen.find(lid.sessie)
    if soort == "noodrem":
        zaal.noodrem = True
    else:
        zaal.kent_gezin = True
    lijn.huis.uitzending.mark(lid.sessie)
    return {"ok": True}


def _vraag_rol(lijn: Lijn, sid: str, lid: Bezoeker, ruw: Any) -> Any:
    rol = check_keus(check_velden(ruw, frozenset({"rol"}))["rol"], ROLLEN_DEELNEMER | {""})
    lijn.check("vraag_rol", lid)
    wensen = lijn.huis.zalen.find(lid.sessie).wensen
    if rol:
        wensen[_deelnemer_of(lid.wie)] = rol
    else:
        wensen.pop(_deelnemer_of(lid.wie), None)
    lijn.huis.uitzending.mark(lid.sessie)
    return {"ok": True}


KIJK_TEKENS = 5_000


def _kijk_na(lijn: Lijn, sid: str, lid: Bezoeker, ruw: Any) -> Any:
    """At send: does this hold what is surely a name or number? Answers one proposal; the text is not kept."""
    tekst = check_velden(ruw, frozenset({"tekst"}))["tekst"]
    if not isinstance(tekst, str) or len(tekst) > KIJK_TEKENS:
        raise Weigering("invoer.vorm")
    treffer = find_zeker(tekst, read_kennis(lijn.huis.store, lid.sessie))
    if treffer is None:
        return {"treffer": None}
    return {"treffer": {"tekst": tekst[treffer.start : treffer.end], "door": suggest(tekst, treffer, lid.publiek.taal)}}


def _ik(lijn: Lijn, sid: str, lid: Bezoeker, ruw: Any) -> Any:
    """What the phone may know of itself: its two words and its roles."""
    zicht = lijn.huis.zalen.find(lid.sessie).deelnemers[_deelnemer_of(lid.wie)]
    return {"woorden": zicht.woorden, "rollen": list(zicht.rollen), "functie": zicht.functie}


def _beeld_graag(lijn: Lijn, sid: str, lid: Bezoeker, ruw: Any) -> Any:
    for beeld in lijn.huis.uitzending.draw_now(lid.sessie, lid.publiek):
        lijn.server.emit("beeld", beeld, to=sid)
    return {"ok": True, "nu": lijn.huis.config.klok.now_ms()}


# ---- what the console says ---------------------------------------------------------------------------------


def _stuur(lijn: Lijn, sid: str, lid: Bezoeker, ruw: Any) -> Any:
    velden = check_velden(ruw, frozenset({"daad", "gegeven", "gezien"}))
    huis = lijn.huis
    daad = velden["daad"]
    if not isinstance(daad, str):
        raise Weigering("invoer.vorm")
    if daad in DADEN:
        lijn.check(DADEN[daad].recht, lid)
        stuurlijn.check_stuur(lijn, lid, daad)
    antwoord = steer(huis.store, huis.config, lid.sessie, lid.wie, daad, velden["gegeven"], velden["gezien"])
    return {**antwoord, "stuur": huis.store.load(lid.sessie).stand.stuurseq}


def _zaal(lijn: Lijn, sid: str, lid: Bezoeker, ruw: Any) -> Any:
    """Signs that were seen, and turning the page of the beamer: nothing of this is stored."""
    velden = check_velden(ruw, frozenset({"wat"}), frozenset({"richting"}))
    lijn.check("beamer", lid)
    wat = check_keus(velden["wat"], frozenset({"noodrem", "kent_gezin", "casus_weg", "handen", "blader"}))
    zaal = lijn.huis.zalen.find(lid.sessie)
    if wat == "blader":
        richting = 1 if velden.get("richting") == 1 else -1
        lijn.server.emit("blader", {"richting": richting}, to=f"{lid.sessie}:beamer")
        return {"ok": True}
    if wat == "handen":
        zaal.handen.clear()
    elif wat == "noodrem":
        zaal.noodrem = False
    elif wat == "casus_weg":
        zaal.casus_weg = False
    else:
        zaal.kent_gezin = False
    lijn.huis.uitzending.mark(lid.sessie)
    return {"ok": True}


def _deelnemer(lijn: Lijn, sid: str, lid: Bezoeker, ruw: Any) -> Any:
    """Give or take a role, put a phone out, let it in again."""
    velden = check_velden(ruw, frozenset({"deelnemer", "doe"}), frozenset({"rol"}))
    doe = check_keus(velden["doe"], frozenset({"geef_rol", "neem_rol", "verwijder", "laat_binnen"}))
    deelnemer, rol, sessie = velden["deelnemer"], velden.get("rol", ""), lid.sessie
    if not isinstance(deelnemer, int) or isinstance(deelnemer, bool) or not isinstance(rol, str):
        raise Weigering("invoer.vorm")
    if not 0 < deelnemer < HOOGSTE_NUMMER:
        raise NietGevonden
    lijn.check("verwijder" if doe in ("verwijder", "laat_binnen") else "geef_rol", lid)
    if doe == "geef_rol":
        lijn.huis.store.transact(lambda v: give_rol(v, sessie, deelnemer, rol))
    elif doe == "neem_rol":
        lijn.huis.store.transact(lambda v: take_rol(v, sessie, deelnemer, rol))
    elif doe == "verwijder":
        lijn.huis.store.transact(lambda v: remove_deelnemer(v, sessie, deelnemer))
    else:
        lijn.huis.store.transact(lambda v: readmit(v, sessie, deelnemer, door_leiding=True))
    lijn.huis.zalen.find(sessie).wensen.pop(deelnemer, None)
    lijn.move_deelnemer(sessie, deelnemer)
    return {"ok": True}


def _tijd(lijn: Lijn, sid: str, lid: Bezoeker, ruw: Any) -> Any:
    return {"nu": lijn.huis.config.klok.now_ms()}


GEBEURTENISSEN: dict[str, Handler] = {
    "bijdrage": _bijdrage,
    "wijzig": _wijzig,
    "intrekken": _intrekken,
    "klaar": _klaar,
    "hand": _hand,
    "noodrem": _noodrem,
    "vraag_rol": _vraag_rol,
    "kijk_na": _kijk_na,
    "ik": _ik,
    "beeld_graag": _beeld_graag,
    "stuur": _stuur,
    "zaal": _zaal,
    "deelnemer": _deelnemer,
    "kies_groep": groepslijn.choose,
    "groep": groepslijn.divide,
    "stuur_graag": stuurlijn.ask,
    "berichten": berichten.read,
    "trek_casus_in": berichten.withdraw,
    "tijd": _tijd,
}


def register(socketio: SocketIO, app: Flask) -> None:
    """Put the handlers on the server and start sending pictures."""
    huis: Huis = app.extensions["leersessie"]
    app.extensions["lijn"] = Lijn(socketio, huis)
