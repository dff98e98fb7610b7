"""Mijn account: wie je hier bent, een ander wachtwoord, de tweede controle, en overal uitloggen."""

from __future__ import annotations

from flask import Blueprint, Response, request

from leersessie.i18n.weigering import Weigering
from leersessie.toegang.aanmelden import log_in, log_out_everyone
from leersessie.toegang.accounts import change_wachtwoord
from leersessie.web.deuren import AANMELD_COOKIE, drop_cookie, set_cookie
from leersessie.web.formulier import Formulier
from leersessie.web.huis import huis
from leersessie.web.vel import leave, read_formulier, require_account, say, show

blad = Blueprint("account", __name__)


@blad.get("/account")
def show_account() -> Response:
    """The account of this browser."""
    return _show(read_formulier())


@blad.post("/account/wachtwoord")
def set_wachtwoord() -> Response:
    """A new password after the old one; every other browser is logged out."""
    ingelogd, huis_ = require_account(), huis()
    f = read_formulier(stil=("oud", "nieuw"))
    try:
        change_wachtwoord(huis_.store, huis_.config, ingelogd, f.raw("oud"), f.raw("nieuw"))
    except Weigering as fout:
        f.note("oud" if fout.sleutel == "toegang.wachtwoord_oud_fout" else "nieuw", fout.sleutel, **fout.waarden)
        return _show(f, 400)
    say("goed", "paginas.wachtwoord_gezet")
    if ingelogd.totp:
        # the second factor must be given again; a password alone is not enough for a new token
        antwoord = leave("/inloggen")
        drop_cookie(antwoord, AANMELD_COOKIE)
        return antwoord
    token = log_in(huis_.store, huis_.config, ingelogd.email, f.raw("nieuw"))
    antwoord = leave("/account")
    set_cookie(antwoord, AANMELD_COOKIE, "", token)
    return antwoord


@blad.post("/account/overal-uit")
def leave_everywhere() -> Response:
    """Log every browser of this account out, this one too."""
    ingelogd, huis_ = require_account(), huis()
    log_out_everyone(huis_.store, huis_.config, ingelogd.account)
    say("goed", "paginas.overal_uit")
    antwoord = leave("/inloggen")
    drop_cookie(antwoord, AANMELD_COOKIE)
    return antwoord


def _show(f: Formulier, status: int = 200) -> Response:
    ingelogd = require_account()
    return show(
        "inloggen_account.html", status, hier="account", f=f, wie=ingelogd, open=bool(f.fouten), pad=request.path
    )
