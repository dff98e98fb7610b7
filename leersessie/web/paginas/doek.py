"""De drie doeken: console, beamer en telefoon; en wat daar zonder live lijn bij hoort."""

from __future__ import annotations

import gzip
from typing import Any

from flask import Blueprint, Response, g, jsonify, make_response, redirect, render_template, request
from sqlalchemy import Connection

from leersessie.config import Config
from leersessie.i18n import t
from leersessie.i18n.weigering import NietGevonden, NietToegestaan
from leersessie.podium import Publiek, draw_invoervelden
from leersessie.podium.bord import list_koppels, number_kaarten
from leersessie.podium.groepen import draw_groepen
from leersessie.podium.teken import draw_qr
from leersessie.regie.bijdragen import contribute
from leersessie.regie.kennis import find_stap, find_werkvorm
from leersessie.store import SessieInfo
from leersessie.toegang.bewijzen import find_bewijs, give_bewijs
from leersessie.toegang.geheimen import new_token
from leersessie.web.deuren import (
    GELDIG_MS,
    UUR_MS,
    Bezoeker,
    check_herkomst,
    find_bezoeker,
    require_bezoeker,
    require_leiding,
    set_cookie,
    to_cookie,
)
from leersessie.web.huis import huis
from leersessie.werkvormen.model import follow_keer

blad = Blueprint("doek", __name__)
HOOGSTENS_CIJFERS = 6
"""A number in a form field is never longer; what is longer is no number but a mistake."""


def _regios(bezoeker: Bezoeker) -> dict[str, str]:
    """The first pictures, drawn into the page so that it reads without a script."""
    return {b["regio"]: b["html"] for b in huis().uitzending.draw_now(bezoeker.sessie, bezoeker.publiek)}


def _show(sjabloon: str, bezoeker: Bezoeker, **meer: Any) -> str:
    huis_ = huis()
    stand = huis_.store.load(bezoeker.sessie).stand
    return render_template(
        sjabloon,
        info=huis_.store.info(bezoeker.sessie),
        regios=_regios(bezoeker),
        tijdperk=huis_.uitzending.tijdperk,
        seq=stand.seq,
        stuur=stand.stuurseq,
        nu=huis_.config.klok.now_ms(),
        **meer,
    )


@blad.get("/telefoon/<sessie>")
def phone(sessie: str) -> Any:
    """The phone of a deelnemer; without a cookie of this session the way back in."""
    try:
        bezoeker = require_bezoeker("deelnemer", sessie, g.taal)
    except NietToegestaan:
        return redirect("/mee")
    return _pack(_show("telefoon.html", bezoeker))


def _pack(html: str) -> Response:
    """The page gzipped, where the phone can read that. There is no secret in it that its size could give away."""
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return Response(html)
    antwoord = Response(gzip.compress(html.encode(), 6, mtime=0), mimetype="text/html")
    antwoord.headers["Content-Encoding"] = "gzip"
    return antwoord


@blad.get("/telefoon/<sessie>/bord")
def phone_bord(sessie: str) -> Any:
    """The board for a phone that looks at it (online and mixed groups): HTML, or 204 when nothing is newer."""
    bezoeker = require_bezoeker("deelnemer", sessie, g.taal)
    huis_ = huis()
    if huis_.store.info(sessie).modus == "zaal":
        raise NietToegestaan
    merk, html = huis_.uitzending.read_bord(sessie, bezoeker.publiek)
    if request.args.get("sinds") == merk:
        return Response(status=204)
    antwoord = Response(html, mimetype="text/html")
    antwoord.headers["Content-Encoding"] = "gzip"
    antwoord.headers["X-Seq"] = merk
    return antwoord


@blad.post("/sessies/<sessie>/bijdrage")
def give_form(sessie: str) -> Any:
    """The same contribution from a plain form, for a phone without scripts: answers with a receipt page."""
    check_herkomst()
    bezoeker = require_bezoeker("deelnemer", sessie, g.taal)
    huis_ = huis()
    stap = find_stap(find_werkvorm(huis_.store.info(sessie)), request.form.get("stap"))
    geheim = new_token(huis_.config)
    ruw = {
        "sleutel": new_token(huis_.config),
        "geheim": geheim,
        "stap": stap.id,
        "inhoud": _read_form(stap.vorm.soort),
    }
    antwoord = contribute(huis_.store, huis_.config, sessie, bezoeker.wie, ruw)
    return render_template("ontvangst.html", info=huis_.store.info(sessie), kaart=antwoord["kaart"])


def _read_form(soort: str) -> dict[str, Any]:
    """The fields of a form as the socket event would carry them."""
    inhoud: dict[str, Any] = {}
    for naam in request.form:
        waarde = request.form[naam]
        if naam in ("stap", "csrf_token"):
            continue
        kop, punt, deel = naam.partition(".")
        if naam == "eerder" and not waarde:
            continue  # only a phone with scripts knows what it chose before
        if punt:
            anders = waarde or None
            getal = waarde.isascii() and waarde.isdigit() and len(waarde) <= HOOGSTENS_CIJFERS
            inhoud.setdefault(kop, {})[deel] = int(waarde) if getal else anders
        elif naam in ("verwijst", "opties"):
            inhoud[naam] = request.form.getlist(naam)
        elif naam in ("aanhalen", "ook_alleen", "getoetst"):
            inhoud[naam] = True
        else:
            inhoud[naam] = waarde
    return inhoud


@blad.get("/sessies/<sessie>/console")
def console(sessie: str) -> Any:
    """The console for whoever leads this session; gives this browser its console token."""
    ingelogd = require_leiding(sessie)
    huis_ = huis()
    bezoeker = find_bezoeker(huis_, request.cookies, "console", sessie, g.taal)
    token = ""
    if bezoeker is None:
        token = huis_.store.transact(lambda v: _give(v, huis_.config, sessie, "console", account=ingelogd.account))
        cookies = {**request.cookies, to_cookie(huis_, "console", sessie): token}
        bezoeker = find_bezoeker(huis_, cookies, "console", sessie, g.taal)
    if bezoeker is None:
        raise NietGevonden
    info = huis_.store.info(sessie)
    antwoord = make_response(_show("console.html", bezoeker, werkvorm=find_werkvorm(info)))
    if token:
        set_cookie(antwoord, "console", sessie, token)
    return antwoord


def _give(verbinding: Connection, config: Config, sessie: str, rol: str, *, account: int | None = None) -> str:
    return give_bewijs(verbinding, config, sessie, rol, geldig_ms=GELDIG_MS, account=account)


@blad.post("/sessies/<sessie>/beamerlink")
def beamer_link(sessie: str) -> Any:
    """A read-only link for the projector: `{naar}` with its secret behind the `#`."""
    require_leiding(sessie)
    huis_ = huis()
    token = huis_.store.transact(lambda v: _give(v, huis_.config, sessie, "beamer"))
    return jsonify(naar=f"/beamer#{token}")


@blad.post("/sessies/<sessie>/afstandslink")
def remote_link(sessie: str) -> Any:
    """A single-use link that makes a phone the remote control: valid for ten minutes until opened."""
    ingelogd = require_leiding(sessie)
    huis_ = huis()
    token = huis_.store.transact(lambda v: _give(v, huis_.config, sessie, "console", account=ingelogd.account))
    console = find_bezoeker(huis_, request.cookies, "console", sessie, g.taal)
    nieuw = find_bewijs(huis_.store, huis_.config, token, "console")
    if console is not None and nieuw is not None:  # the remote control steers as the console that made it
        huis_.zalen.find(sessie).afstand[f"b{nieuw.id}"] = f"b{console.bewijs}"
    naar = f"{huis_.find_adres()}/afstand#{token}"
    return jsonify(naar=naar, qr=draw_qr(naar), uren=GELDIG_MS // UUR_MS)


@blad.get("/beamer")
@blad.get("/afstand")
@blad.get("/rol")
@blad.get("/reactie")
def arrive() -> Any:
    """Where a link with a secret behind its `#` lands; a script exchanges it for a cookie and clears the address."""
    return render_template("aankomst.html")


@blad.get("/beamer/<sessie>")
def beamer(sessie: str) -> Any:
    """The beamer page: read-only, no steering code in it at all."""
    return _show("beamer.html", require_bezoeker("beamer", sessie, g.taal))


@blad.get("/sessies/<sessie>/afstand")
def remote(sessie: str) -> Any:
    """The phone of the gespreksleider as remote control: draaiboek and the few buttons needed in the room."""
    bezoeker = require_bezoeker("console", sessie, g.taal)
    return _show("afstand.html", bezoeker)


@blad.get("/sessies/<sessie>/dicht")
def covered(sessie: str) -> Any:
    """Covered answers for the gespreksleider alone, by a deliberate press; never part of a picture."""
    require_bezoeker("console", sessie, g.taal)
    huis_ = huis()
    toneel = huis_.uitzending.build_toneel(sessie)
    stap = find_stap(toneel.werkvorm, toneel.staat.stand.stap)
    kaarten = [toneel.staat.inhoud(k.id) for k in toneel.staat.stand.list_kaarten(stap.id)]
    return render_template("dicht.html", kaarten=[k for k in kaarten if k])


@blad.get("/sessies/<sessie>/invoervelden")
def fields(sessie: str) -> Any:
    """The form of the current step for the gespreksleider, who types for people without a phone."""
    bezoeker = require_bezoeker("console", sessie, g.taal)
    toneel = huis().uitzending.build_toneel(sessie)
    groep = toneel.staat.stand.follow_groep(toneel.staat.stand.sturing.groep)
    publiek = Publiek("telefoon", rol="gespreksleider", groep=groep, taal=bezoeker.publiek.taal)
    html = draw_invoervelden(publiek, toneel)
    return Response(html, mimetype="text/html")


@blad.get("/sessies/<sessie>/groepslijst")
def group_list(sessie: str) -> Any:
    """Who is in which group, as plain text to copy: for break-out rooms, or to read aloud."""
    bezoeker = require_bezoeker("console", sessie, g.taal)
    taal = bezoeker.publiek.taal
    regels: list[str] = []
    for groep in draw_groepen(huis().uitzending.build_toneel(sessie), taal):
        leden = [f"- {a.functie or t(taal, 'podium.zonder_functie')} ({a.woorden})" for a in groep.leden]
        regels += [groep.naam, *leden, ""]
    return Response("\n".join(regels), mimetype="text/plain")


@blad.get("/sessies/<sessie>/rustpunten")
def resting_points(sessie: str) -> Any:
    """On which cards a card may rest, and on which it rests now: `{zin, keuzes: [[id, tekst]], aan}`."""
    bezoeker = require_bezoeker("console", sessie, g.taal)
    toneel = huis().uitzending.build_toneel(sessie)
    stand, nummers = toneel.staat.stand, number_kaarten(toneel)
    kaart = stand.kaarten.get(request.args.get("kaart", ""))
    if kaart is None or kaart.weg:
        raise NietGevonden("regie.kaart_weg")
    stap = find_stap(toneel.werkvorm, kaart.stap)
    keuzes = [
        [k.id, f"{nummers.get(k.id, '')} {(toneel.staat.inhoud(k.id) or {}).get('tekst', '')}".strip()]
        for naar in follow_keer(stap, stand.plan_ids).verwijst
        if not stand.is_verborgen(naar)
        for k in stand.list_kaarten(naar)
    ]
    zin = t(bezoeker.publiek.taal, "podium.op_welk_feit")
    return jsonify(zin=zin, keuzes=[k for k in keuzes if k[1]], aan=list_koppels(toneel, kaart.id))


@blad.get("/sessies/<sessie>/draaiboek.json")
def script(sessie: str) -> Any:
    """Draaiboek, questions and minutes of all steps, so that the console goes on without a network."""
    bezoeker = require_bezoeker("console", sessie, g.taal)
    huis_ = huis()
    info = huis_.store.info(sessie)
    werkvorm, stand = find_werkvorm(info), huis_.store.load(sessie).stand
    taal = bezoeker.publiek.taal
    stappen = [
        {
            "id": p.id,
            "minuten": p.minuten,
            "titel": s.titel.to_taal(taal),
            "vraag": [v.to_taal(taal) for v in s.vraag],
            "zeg": [v.to_taal(taal) for v in s.draaiboek.zeg],
            "let_op": [v.to_taal(taal) for v in s.draaiboek.let_op],
        }
        for p in stand.plan
        if not p.overslaan and (s := werkvorm.find_stap(p.id))
    ]
    return jsonify(stappen=stappen)


@blad.get("/sessies/<sessie>/papier")
def paper(sessie: str) -> Any:
    """Paper mode: one print with draaiboek, code, the four windows and column headers."""
    require_leiding(sessie)
    huis_ = huis()
    info: SessieInfo = huis_.store.info(sessie)
    toneel = huis_.uitzending.build_toneel(sessie)
    return render_template("papier.html", info=info, werkvorm=toneel.werkvorm, stand=toneel.staat.stand, toneel=toneel)
