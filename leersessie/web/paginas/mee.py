"""Meedoen: van code of QR naar de telefoonbladzijde, in een scherm en zonder account."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, g, jsonify, make_response, redirect, render_template, request
from sqlalchemy import Connection

from leersessie.i18n import t
from leersessie.i18n.weigering import Weigering
from leersessie.store import SessieInfo
from leersessie.toegang.bewijzen import ROLLEN_LINK, Bewijs, admit, find_deelnemer, give_rol, readmit, use_bewijs
from leersessie.toegang.codes import find_sessie
from leersessie.toegang.functies import read_functies
from leersessie.web.deuren import ROLLINK_MS, find_ingelogd, set_cookie, to_cookie
from leersessie.web.huis import huis

blad = Blueprint("mee", __name__)
FUNCTIE_TEKENS = 60
OPEN = frozenset({"open", "bezig", "gepauzeerd"})


@blad.get("/")
def start() -> Any:
    """One large field for the code, and a quiet way in for the other roles."""
    if find_ingelogd() and not request.args.get("code"):
        return redirect("/sessies")
    return render_template("start.html", hier="start", fout="", code="")


def _list_functies() -> list[str]:
    return sorted(f.naam.to_taal(g.taal) for f in read_functies(huis().config).functies)


@blad.get("/mee")
def show() -> Any:
    """The one join screen; a QR brings its secret behind the `#`, which no server ever sees in an address."""
    code = request.args.get("code", "")[:12]
    return render_template("mee.html", code=code, functies=_list_functies(), fout="", functie="")


@blad.post("/mee")
def join() -> Any:
    """Come in with `{code | geheim, functie?}` as a form or as JSON; answers with the cookie of this phone.

    Unknown, ended and shut all get the same friendly answer. JSON: see docs/protocol.md.
    """
    velden: Any = request.get_json(silent=True) if request.is_json else request.form.to_dict()
    if not isinstance(velden, dict):
        raise Weigering("invoer.vorm", status=400)
    try:
        info = _find_open(velden)
        antwoord = _come_in(info, velden)
    except Weigering as fout:
        if request.is_json:
            raise
        return _show_fout(fout, velden)
    return antwoord


def _find_open(velden: dict[str, Any]) -> SessieInfo:
    """The session behind a code or QR secret, if its door is open. Only typed codes are throttled."""
    huis_ = huis()
    geheim = velden.get("geheim")

    def look() -> SessieInfo | None:
        sessie = find_sessie(huis_.store, code=velden.get("code"), geheim=geheim)
        if sessie is None:
            return None
        stand = huis_.store.load(sessie).stand
        bekend = find_deelnemer(huis_.store, request.cookies.get(to_cookie(huis_, "deelnemer", sessie)))
        binnen = bekend is not None and bekend.sessie == sessie
        return huis_.store.info(sessie) if stand.toestand in OPEN and (stand.deur or binnen) else None

    info = look() if geheim else huis_.rem.guard(request.remote_addr or "", look)
    if info is None:
        raise Weigering("regie.onbekende_code", status=404)
    return info


def _come_in(info: SessieInfo, velden: dict[str, Any]) -> Response:
    huis_ = huis()
    cookie = to_cookie(huis_, "deelnemer", info.id)
    bekend = find_deelnemer(huis_.store, request.cookies.get(cookie))
    if bekend is not None and bekend.sessie == info.id:
        if bekend.toestand != "binnen":
            nummer = bekend.id
            huis_.store.transact(lambda v: readmit(v, info.id, nummer, door_leiding=False))
            huis_.zalen.refresh(info.id)
            huis_.uitzending.mark(info.id)
            raise Weigering("regie.wacht_op_toelating", opnieuw=True)
        return _answer(info, request.cookies[cookie], bekend.woorden)
    functie, sector = read_functies(huis_.config).choose(velden.get("functie") or "")
    token, deelnemer = huis_.store.transact(lambda v: admit(v, huis_.config, info.id, functie, sector, taal=info.taal))
    huis_.zalen.find(info.id).deelnemers[deelnemer.id] = deelnemer
    huis_.uitzending.mark(info.id)
    return _answer(info, token, deelnemer.woorden)


def _answer(info: SessieInfo, token: str, woorden: str) -> Response:
    if request.is_json:
        velden = {"sessie": info.id, "token": token, "woorden": woorden}
        antwoord = jsonify(**velden, werkvorm=info.werkvorm, taal=info.taal)
    else:
        antwoord = make_response(redirect(f"/telefoon/{info.id}", 303))
    set_cookie(antwoord, "deelnemer", info.id, token)
    return antwoord


def _show_fout(fout: Weigering, velden: dict[str, Any]) -> tuple[str, int]:
    return (
        render_template(
            "mee.html",
            code=str(velden.get("code", ""))[:12],
            functies=_list_functies(),
            functie=str(velden.get("functie", ""))[:FUNCTIE_TEKENS],
            fout=t(g.taal, fout.sleutel, **fout.waarden),
        ),
        fout.status,
    )


@blad.post("/toegang")
def exchange() -> Any:
    """Change a secret from behind a `#` for the cookie of its role: `{geheim}` -> `{rol, sessie, naar}`."""
    velden = request.get_json(silent=True)
    geheim = velden.get("geheim") if isinstance(velden, dict) else None
    huis_ = huis()
    bewijs = huis_.rem.guard(request.remote_addr or "", lambda: use_bewijs(huis_.store, huis_.config, geheim))
    if bewijs is None:
        raise Weigering("regie.link_verlopen", status=404)
    if bewijs.rol in ROLLEN_LINK:
        return _give_phone(bewijs)
    naar = {
        "beamer": f"/beamer/{bewijs.sessie}",
        "console": f"/sessies/{bewijs.sessie}/afstand",
        "reactie": f"/sessies/{bewijs.sessie}/verslag",
    }[bewijs.rol]
    antwoord = jsonify(rol=bewijs.rol, sessie=bewijs.sessie, naar=naar)
    set_cookie(antwoord, bewijs.rol, bewijs.sessie, str(geheim))
    return antwoord


def _give_phone(bewijs: Bewijs) -> Response:
    """A link for a role was opened: this phone is in, with that role, also before the door opens."""
    huis_, sessie = huis(), bewijs.sessie

    def work(verbinding: Connection) -> str:
        token, deelnemer = admit(verbinding, huis_.config, sessie, "", "", taal=huis_.store.info(sessie).taal)
        give_rol(verbinding, sessie, deelnemer.id, bewijs.rol)
        return token

    token = huis_.store.transact(work)
    huis_.zalen.refresh(sessie)
    huis_.uitzending.mark(sessie)
    antwoord = jsonify(rol="deelnemer", sessie=sessie, naar=f"/telefoon/{sessie}")
    set_cookie(antwoord, "deelnemer", sessie, token, geldig_ms=ROLLINK_MS)
    return antwoord
