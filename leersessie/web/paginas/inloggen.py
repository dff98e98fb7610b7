"""Binnenkomen met een account: opstellen, inloggen, de tweede controle, een wachtwoord kiezen, uitloggen.

Says the same about an address that exists and one that does not. Never shows a password back.
"""

from __future__ import annotations

from typing import Any, cast

from flask import Blueprint, Response, current_app, request, session
from flask.blueprints import BlueprintSetupState

from leersessie.i18n.weigering import NietGevonden, Weigering
from leersessie.podium.teken import draw_qr
from leersessie.store import accounts as rijen
from leersessie.toegang.aanmelden import activate_totp, confirm_totp, log_in, log_out, start_totp
from leersessie.toegang.accounts import NAAM_TEKENS, clean_email, set_up, use_link
from leersessie.toegang.rem import Rem
from leersessie.toegang.wachtwoord import clean_wachtwoord
from leersessie.web.deuren import AANMELD_COOKIE, drop_cookie, find_ingelogd, set_cookie, to_cookie
from leersessie.web.formulier import Formulier
from leersessie.web.huis import huis
from leersessie.web.vel import is_eigen_pad, leave, read_formulier, say, show, to_deur

blad = Blueprint("inloggen", __name__)
REM = "aanmeldrem"
LANGSTE_LINK = 300


@blad.record_once
def _hang_rem(staat: BlueprintSetupState) -> None:
    """Log-ins have their own throttle, so that wrong join codes of a room never lock out its gespreksleider."""
    staat.app.extensions[REM] = Rem(staat.app.extensions["leersessie"].config)


def _guard(werk: Any) -> Any:
    """Run a log-in that may be guessed under the throttle; None when it was wrong."""

    def attempt() -> Any:
        try:
            return werk()
        except Weigering as fout:
            if fout.status not in (401, 410):
                raise
            return None

    rem = cast(Rem, current_app.extensions[REM])
    try:
        return rem.guard(request.remote_addr or "", attempt)
    except Weigering as fout:
        if fout.sleutel == "toegang.te_vaak":
            raise Weigering("paginas.te_vaak", opnieuw=True, status=429, **fout.waarden) from fout
        raise


# ---- log in and out -----------------------------------------------------------------------------------------


@blad.get("/inloggen")
def ask() -> Response:
    """The log-in page; whoever is in already goes on."""
    ingelogd = find_ingelogd()
    naar = request.args.get("naar", "")
    if ingelogd is not None:
        return leave(_next(naar) if ingelogd.bevestigd else to_deur("/tweede-factor", naar))
    return _show_inloggen(read_formulier(), naar)


@blad.post("/inloggen")
def enter() -> Response:
    """E-mail and password; the second factor follows when it is needed."""
    formulier, huis_ = read_formulier(stil=("wachtwoord",)), huis()
    naar = formulier.raw("naar")
    email, wachtwoord = formulier.raw("email"), formulier.raw("wachtwoord")
    try:
        token = _guard(lambda: log_in(huis_.store, huis_.config, email, wachtwoord))
    except Weigering as fout:
        formulier.note("alles", fout.sleutel, **fout.waarden)
        return _show_inloggen(formulier, naar, fout.status)
    if token is None:
        formulier.note("alles", "toegang.aanmelden_fout")
        return _show_inloggen(formulier, naar, 401)
    return _let_in(token, to_deur("/tweede-factor", naar))


def _show_inloggen(formulier: Formulier, naar: str, status: int = 200) -> Response:
    return show("inloggen.html", status, hier="inloggen", f=formulier, naar=naar if is_eigen_pad(naar) else "")


def _let_in(token: str, naar: str) -> Response:
    """Give the browser its token. Forms that wait in another tab keep working."""
    antwoord = leave(naar)
    set_cookie(antwoord, AANMELD_COOKIE, "", token)
    return antwoord


def _next(naar: str) -> str:
    return naar if is_eigen_pad(naar) else "/sessies"


@blad.post("/uitloggen")
def leave_account() -> Response:
    """Log out; the consoles that were open in this browser are closed too."""
    huis_ = huis()
    token = request.cookies.get(to_cookie(huis_, AANMELD_COOKIE))
    if token:
        log_out(huis_.store, token)
    session.clear()
    say("goed", "paginas.uitgelogd")
    antwoord = leave("/inloggen")
    drop_cookie(antwoord, AANMELD_COOKIE)
    voor = to_cookie(huis_, "console", "")
    for naam in request.cookies:
        if naam.startswith(f"{voor}-"):
            drop_cookie(antwoord, "console", naam.removeprefix(f"{voor}-"))
    return antwoord


# ---- the second factor --------------------------------------------------------------------------------------


@blad.get("/tweede-factor")
def ask_second() -> Response:
    """Ask for a code, or explain what the second factor is and offer to set it up."""
    ingelogd = find_ingelogd()
    naar = request.args.get("naar", "")
    if ingelogd is None:
        return leave(to_deur("/inloggen", naar))
    if ingelogd.bevestigd and is_eigen_pad(naar):
        return leave(naar)
    if ingelogd.bevestigd and not request.args.get("instellen"):
        return leave("/sessies")
    return _show_tweede(read_formulier(), naar)


@blad.post("/tweede-factor")
def give_second() -> Any:
    """Three small forms on one address: give a code, begin to set up, finish setting up."""
    formulier, huis_ = read_formulier(), huis()
    naar = formulier.raw("naar")
    token = request.cookies.get(to_cookie(huis_, AANMELD_COOKIE), "")
    if find_ingelogd() is None:
        return leave(to_deur("/inloggen", naar))
    doe = formulier.raw("doe")
    if doe == "begin":
        sleutel, adres = start_totp(huis_.store, huis_.config, token)
        return _show_tweede(formulier, naar, sleutel=sleutel, adres=adres)
    werk = {"code": confirm_totp, "zet": activate_totp}.get(doe)
    if werk is None:
        raise NietGevonden
    try:
        nieuw = werk(huis_.store, huis_.config, token, formulier.raw("code"))
    except Weigering as fout:
        if fout.sleutel == "toegang.aanmelden_opnieuw":
            say("let-op", fout.sleutel)
            return leave("/inloggen")
        formulier.note("code", fout.sleutel, **fout.waarden)
        sleutel = formulier.raw("sleutel") if doe == "zet" else ""
        return _show_tweede(formulier, naar, sleutel=sleutel, adres=formulier.raw("adres"), status=fout.status)
    antwoord = _let_in(nieuw, _next(naar))
    if doe == "zet":
        say("goed", "paginas.tweede_gezet")
    return antwoord


def _show_tweede(f: Formulier, naar: str, *, sleutel: str = "", adres: str = "", status: int = 200) -> Response:
    """The page in one of its states. Key and QR come back after a wrong code, because a phone holds them already."""
    ingelogd = find_ingelogd()
    assert ingelogd is not None
    instellen = bool(sleutel) and len(adres) <= LANGSTE_LINK and adres.startswith("otpauth://")
    # not through the memory of draw_qr: a shared secret should not stay in this process
    qr = draw_qr.__wrapped__(adres) if instellen else (0, "")
    stand = "instellen" if instellen else "vraag" if ingelogd.totp and not ingelogd.bevestigd else "uitleg"
    blokken = [sleutel[n : n + 4] for n in range(0, len(sleutel), 4)][:20]
    return show(
        "tweede_factor.html", status, f=f, stand=stand, wie=ingelogd, qr=qr, adres=adres, sleutel=sleutel,
        blokken=blokken, naar=naar if is_eigen_pad(naar) else "",
    )  # fmt: skip


# ---- links with a secret behind their # ---------------------------------------------------------------------


@blad.get("/opstelling")
def ask_first() -> Response:
    """The one page for the first account; afterwards it only points to the log-in page."""
    return _show_opstelling(read_formulier())


@blad.post("/opstelling")
def make_first() -> Response:
    """Use the set-up link: organisation, name, e-mail, password; then straight in."""
    f, huis_ = read_formulier(stil=("wachtwoord",)), huis()
    geheim = read_geheim(f)
    organisatie, naam = f.read_tekst("organisatie", NAAM_TEKENS), f.read_tekst("naam", NAAM_TEKENS)
    email = f.take("email", lambda: clean_email(f.raw("email")), "")
    wachtwoord = f.take("wachtwoord", lambda: clean_wachtwoord(f.raw("wachtwoord")), "")
    if not f.fouten:
        try:
            gelukt = _guard(
                lambda: set_up(
                    huis_.store, huis_.config, geheim,
                    organisatie=organisatie, naam=naam, email=email, wachtwoord=wachtwoord,
                )
            )  # fmt: skip
            if gelukt is not None:
                return _let_in(log_in(huis_.store, huis_.config, email, wachtwoord), "/tweede-factor")
            f.note("geheim", "paginas.link_fout")
        except Weigering as fout:
            f.note("alles", fout.sleutel, **fout.waarden)
    return _show_opstelling(f, 400)


def _show_opstelling(f: Formulier, status: int = 200) -> Response:
    klaar = huis().store.read(rijen.count_accounts) > 0
    return show("opstelling.html", status, f=f, klaar=klaar)


@blad.get("/welkom")
def ask_password() -> Response:
    """Where a link for a new account or a forgotten password lands."""
    return show("opstelling_welkom.html", f=read_formulier())


@blad.post("/welkom")
def set_password() -> Response:
    """Choose a password with such a link, and come in."""
    f, huis_ = read_formulier(stil=("wachtwoord",)), huis()
    geheim = read_geheim(f)
    wachtwoord = f.take("wachtwoord", lambda: clean_wachtwoord(f.raw("wachtwoord")), "")
    if not f.fouten:
        try:
            account = _guard(lambda: use_link(huis_.store, huis_.config, geheim, wachtwoord))
            rij = huis_.store.read(lambda v: rijen.find_account(v, account)) if account is not None else None
            if rij is not None:
                return _let_in(log_in(huis_.store, huis_.config, rij.email, wachtwoord), "/tweede-factor")
            f.note("geheim", "paginas.link_fout")
        except Weigering as fout:
            f.note("alles", fout.sleutel, **fout.waarden)
    return show("opstelling_welkom.html", 400, f=f)


def read_geheim(f: Formulier) -> str:
    """The secret of a link: from the hidden field, or out of a whole link that was pasted."""
    geheim = f.raw("geheim").strip()[:LANGSTE_LINK].rpartition("#")[2]
    if not geheim:
        f.note("geheim", "paginas.link_leeg")
    return geheim
