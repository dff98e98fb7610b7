"""De voordeur: bouwt de Flask-app, hangt de deuren erin en zet op elk antwoord de sloten.

Knows which pages exist, not what they do.
"""

from __future__ import annotations

import secrets
from typing import Any

from flask import Flask, Response, current_app, g, render_template, request
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf
from jinja2 import StrictUndefined
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from leersessie.config import TALEN, Config, content_dir
from leersessie.i18n import t
from leersessie.i18n.weigering import Weigering
from leersessie.lessen import bekend
from leersessie.regie import geheugen
from leersessie.store import Store
from leersessie.toegang.geheimen import read_sleutel
from leersessie.toegang.rem import Rem
from leersessie.web.afsluiten import list_beamer
from leersessie.web.bibliotheek import read_casus, read_waarschuwing
from leersessie.web.deuren import find_ingelogd
from leersessie.web.huis import Huis
from leersessie.web.paginas import BLADEN
from leersessie.web.uitzending import Uitzending
from leersessie.web.zalen import Zalen

HOOGSTENS_BYTES = 1_000_000
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
KOPPEN = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), screen-wake-lock=(self)",
}
KOPPEN_VAST = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
"""For a script, sheet, letter or picture: nothing may run or load from it when somebody opens it by itself.
A phone pays for every header with every file."""
csrf = CSRFProtect()


def create_app(config: Config, store: Store) -> Flask:
    """The whole web side on this store; sockets are registered by the server."""
    app = Flask("leersessie", template_folder=str(content_dir("templates")), static_folder=None)
    app.config.update(
        SECRET_KEY=read_sleutel(config),
        MAX_CONTENT_LENGTH=HOOGSTENS_BYTES,
        SESSION_COOKIE_NAME="__Host-ls" if config.is_https else "ls",
        SESSION_COOKIE_SECURE=config.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.filters["veilig_beeld"] = Markup  # pictures come escaped from podium.draw and from nowhere else
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    geheugen.watch(store)
    bekend.watch(store)
    zalen = Zalen(store)
    uitzending = Uitzending(config, store, zalen)
    huis = Huis(config, store, zalen, Rem(config), uitzending, Rem(config))
    uitzending.adres = huis.find_adres
    uitzending.read_waarschuwing = lambda slug, taal: read_waarschuwing(app, slug, taal)
    uitzending.read_casus = lambda slug, taal: read_casus(app, slug, taal)
    uitzending.read_verslag = lambda sessie: list_beamer(huis, sessie)
    app.extensions["leersessie"] = huis
    csrf.init_app(app)
    for blad in BLADEN:
        app.register_blueprint(blad)
    for naam in VRIJ_VAN_CSRF:
        csrf.exempt(app.view_functions[naam])
    app.context_processor(_context)
    app.before_request(_choose_taal)
    app.after_request(_lock)
    app.register_error_handler(Weigering, _show_weigering)
    app.register_error_handler(CSRFError, _show_csrf)
    app.register_error_handler(HTTPException, _show_http)
    app.register_error_handler(500, _show_bug)
    return app


VRIJ_VAN_CSRF = ("mee.join", "mee.exchange", "doek.give_form")
"""Doors without ambient authority, or guarded by the Origin check in deuren.check_herkomst."""


def _choose_taal() -> None:
    """The language of this visitor: chosen by link or cookie, else by the browser, else the installation's."""
    keuze = request.args.get("taal") or request.cookies.get("taal")
    if keuze not in TALEN:
        keuze = request.accept_languages.best_match(TALEN) or "nl"
    g.taal = keuze


def _context() -> dict[str, Any]:
    ingelogd = find_ingelogd()
    bevestigd = ingelogd is not None and ingelogd.bevestigd
    andere = "en" if g.taal == "nl" else "nl"
    return {
        "t": lambda sleutel, **waarden: t(g.taal, sleutel, **waarden),
        "inl": lambda tekst: tekst.to_taal(g.taal),
        "taal": g.taal,
        "rol": ingelogd.rollen if ingelogd and bevestigd else None,
        "csrf_token": generate_csrf,
        # the answer to a form has no address of its own to come back to
        "taal_adres": f"{request.path}?taal={andere}" if request.method == "GET" else "",
    }


def _lock(antwoord: Response) -> Response:
    vast = request.blueprint == "vast" and request.method in ("GET", "HEAD") and antwoord.status_code < 400
    for naam, waarde in (KOPPEN_VAST if vast else KOPPEN).items():
        antwoord.headers.setdefault(naam, waarde)
    if request.is_secure or request.host.split(":")[0] in ("localhost", "127.0.0.1"):
        if not vast:
            antwoord.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        antwoord.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    if request.is_secure:
        antwoord.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if not vast:
        antwoord.headers["Cache-Control"] = "no-store"
        if request.args.get("taal") in TALEN:
            veilig = current_app.config["SESSION_COOKIE_SECURE"]
            antwoord.set_cookie(
                "taal", g.taal, max_age=31_536_000, samesite="Lax", httponly=True, secure=veilig, path="/"
            )
    return antwoord


def _wants_json() -> bool:
    return request.is_json or request.accept_mimetypes.best == "application/json"


def _page(zin: str, status: int, nummer: str = "", inloggen: str = "") -> tuple[Any, int]:
    if "taal" not in g:
        g.taal = "nl"
    if _wants_json():
        return {"fout": "basis.fout", "tekst": zin, "opnieuw": status >= 500}, status
    return render_template("fout.html", zin=zin, status=status, nummer=nummer, inloggen=inloggen), status


def _show_weigering(fout: Weigering) -> tuple[Any, int]:
    taal = g.get("taal", "nl")
    if _wants_json():
        return fout.to_ack(taal), fout.status
    weg = request.path if fout.sleutel == "basis.log_eerst_in" and request.method == "GET" else ""
    return _page(t(taal, fout.sleutel, **fout.waarden), fout.status, inloggen=weg)


def _show_csrf(_: CSRFError) -> tuple[Any, int]:
    return _page(t(g.get("taal", "nl"), "basis.csrf"), 400)


def _show_http(fout: HTTPException) -> tuple[Any, int]:
    status = fout.code or 500
    sleutel = {404: "basis.niet_gevonden", 405: "basis.niet_gevonden", 413: "basis.te_groot"}.get(status, "basis.fout")
    return _page(t(g.get("taal", "nl"), sleutel), status)


def _show_bug(_: Exception) -> tuple[Any, int]:
    """The last resort: a number to name, nothing of what was typed."""
    return _page(t(g.get("taal", "nl"), "basis.fout"), 500, secrets.token_hex(4))
