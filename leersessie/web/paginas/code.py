"""Met vier woorden op papier: lezen wat klaarstaat, ja zeggen, en terugnemen wat je gaf. Zonder account en zonder naam.

The words travel in forms only, never in an address or cookie; every use of them is throttled on its own.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, g, request

from leersessie.i18n import t
from leersessie.i18n.weigering import NietGevonden, Weigering
from leersessie.lessen import sleutels
from leersessie.lessen.sleutels import BijCode
from leersessie.lessen.verslag import VerslagRegel, read_verslag
from leersessie.web.formulier import Formulier
from leersessie.web.huis import huis
from leersessie.web.lesbeeld import list_delen
from leersessie.web.vel import read_formulier, show

blad = Blueprint("code", __name__)
WAT = ("zin", "les", "casus")
CODE_TEKENS = 200


@blad.get("/code")
def ask() -> Response:
    """One field for the four words."""
    return show("code.html", fout="", code="")


@blad.post("/code")
def enter() -> Response:
    """Everything behind the four words."""
    f = read_formulier()
    try:
        bij = _find(f.raw("code"))
    except Weigering as fout:
        return _show_fout(f, fout)
    return _show(f, bij)


def _find(code: str) -> BijCode:
    """What the words open; a wrong guess is counted. Raises NietGevonden, or Weigering to wait."""
    huis_ = huis()

    def look() -> BijCode | None:
        try:
            return sleutels.read_by_code(huis_.store, huis_.config, code)
        except NietGevonden:
            return None

    gevonden = huis_.woordrem.guard(request.remote_addr or "", look)
    if gevonden is None:
        raise NietGevonden("lessen.code_onbekend")
    return gevonden


def _show_fout(f: Formulier, fout: Weigering) -> Response:
    zin = t(g.taal, fout.sleutel, **fout.waarden)
    return show("code.html", fout.status, fout=zin, code=f.raw("code")[:CODE_TEKENS])


def _show(f: Formulier, bij: BijCode, *, goed: str = "", fout: str = "", status: int = 200) -> Response:
    return show(
        "code_open.html",
        status,
        code=f.raw("code")[:CODE_TEKENS],
        bij=bij,
        concepten=[(c, list_delen(c.inhoud)) for c in bij.concepten],
        lessen=[(les, list_delen(les.inhoud)) for les in bij.lessen],
        verslag=_list_verslag(bij),
        goed=goed,
        fout=fout,
    )


def _list_verslag(bij: BijCode) -> tuple[VerslagRegel, ...]:
    """The lines of the verslag these words were given for; empty once it is gone."""
    if not bij.sessie:
        return ()
    return tuple(regel for regel in read_verslag(huis().store, bij.sessie).regels if not regel.weg)


@blad.post("/code/sleutel")
def give_key() -> Response:
    """Key 1: yes to exactly the text that stood on this page."""
    f = read_formulier()
    huis_ = huis()
    try:
        bij = _find(f.raw("code"))
    except Weigering as fout:
        return _show_fout(f, fout)
    if not f.has("gelezen"):
        return _show(f, bij, fout=t(g.taal, "lesblad.eerst_lezen"), status=400)
    try:
        sleutels.give_sleutel1(huis_.store, huis_.config, f.raw("code"), f.raw("les"), f.raw("tekst"))
    except Weigering as fout:
        return _show(f, _find(f.raw("code")), fout=t(g.taal, fout.sleutel, **fout.waarden), status=fout.status)
    return _show(f, _find(f.raw("code")), goed=t(g.taal, "lesblad.sleutel1_gegeven"))


@blad.post("/code/terug")
def take_back() -> Response:
    """Take a sentence, a les or the whole case back: first the question, then the deed."""
    f = read_formulier()
    wat, welke = f.raw("wat"), f.raw("welke")
    try:
        bij = _find(f.raw("code"))
        gekozen = _find_gekozen(bij, wat, welke)
        if not f.has("zeker"):
            return show("code_zeker.html", code=f.raw("code"), wat=wat, welke=welke, gekozen=gekozen, bij=bij)
        _take(f.raw("code"), wat, welke)
    except Weigering as fout:
        return _show_fout(f, fout)
    try:
        return _show(f, _find(f.raw("code")), goed=t(g.taal, f"lesblad.{wat}_terug"))
    except NietGevonden:  # nothing is left behind these words
        return show("code_klaar.html", zin=t(g.taal, f"lesblad.{wat}_terug"))


def _find_gekozen(bij: BijCode, wat: str, welke: str) -> str:
    """The words of what is about to go, to show in the question. Raises NietGevonden."""
    teksten: dict[str, dict[str, Any]] = {
        "zin": {regel.id: regel.tekst for regel in bij.vrij},
        "les": {**{c.id: c.inhoud["titel"] for c in bij.concepten}, **{les.id: les.titel for les in bij.lessen}},
        "casus": {"": ""},
    }
    if welke not in teksten.get(wat, {}):
        raise NietGevonden("lesblad.al_terug")
    return str(teksten[wat][welke])


def _take(code: str, wat: str, welke: str) -> None:
    store, config = huis().store, huis().config
    if wat == "zin":
        sleutels.withdraw_regel_by_code(store, config, code, welke)
    elif wat == "les":
        sleutels.withdraw_by_code(store, config, code, welke)
    else:
        sleutels.withdraw_casus_by_code(store, config, code)
