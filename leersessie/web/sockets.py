"""Wat over de lijn gezegd wordt: elke gebeurtenis wordt gekeurd, gaat naar de regie, en krijgt altijd antwoord."""

from __future__ import annotations

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
from leersessie.toegang.bewijzen import ROLLEN_DEELNEMER, give_rol, readmit, remove_deelnemer, take_rol
from leersessie.web import berichten, groepslijn, stuurlijn
from leersessie.web.deuren import Bezoeker
from leersessie.web.huis import Huis
from leersessie.web.lijnen import Handler, Lijn

HOOGSTE_NUMMER = 2**31
"""Beyond this no database has a row."""

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
    app.extensions["lijn"] = Lijn(socketio, huis, GEBEURTENISSEN, stuurlijn.tell)
