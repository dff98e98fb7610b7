"""Wat je met een gedeelde les doet: proberen en terugkijken, ervoor zorgen, aan een rode draad hangen, meenemen.

Shows of other organisations a number only, and only a large one.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, g
from werkzeug.datastructures import ImmutableMultiDict

from leersessie.exports.archief import make_feed, make_zip
from leersessie.i18n import t
from leersessie.i18n.weigering import NietGevonden, Weigering
from leersessie.lessen import draden, gebruik
from leersessie.lessen.draden import NIVEAUS, SOORTEN
from leersessie.lessen.labels import K
from leersessie.lessen.zoeken import list_alles
from leersessie.store import ZWAAR
from leersessie.toegang.accounts import Ingelogd
from leersessie.web.formulier import Formulier
from leersessie.web.huis import huis
from leersessie.web.paginas.lessen import show_les
from leersessie.web.vel import LEIDT, find_leider, leave, read_formulier, require_account, say, show

blad = Blueprint("lesgebruik", __name__)


# ---- trying a les, and looking after it ---------------------------------------------------------------------


@blad.post("/lessen/<les>/proberen")
def begin_proef(les: str) -> Response:
    """'Wij gaan dit proberen'."""
    wie = require_account(*LEIDT)
    f = read_formulier()
    try:
        gebruik.begin_proef(huis().store, huis().config, les, wie, f.raw("functie"), f.raw("kijk_dag"))
    except NietGevonden:
        raise
    except Weigering as fout:
        f.note("kijk_dag" if fout.sleutel == "lessen.kijkdag" else "functie", fout.sleutel, **fout.waarden)
        return show_les(wie, les, f, status=fout.status)
    say("goed", "lesblad.proef_begonnen")
    return leave(f"/lessen/{les}#proberen")


@blad.post("/lessen/<les>/proef")
def end_proef(les: str) -> Response:
    """What came of it, or take it away."""
    wie = require_account(*LEIDT)
    f = read_formulier()
    if f.raw("doe") == "weg":
        gebruik.drop_proef(huis().store, f.raw("proef"), wie)
    else:
        gebruik.end_proef(huis().store, f.raw("proef"), wie, f.raw("doe"))
    say("goed", "lesblad.proef_bewaard")
    return leave(f"/lessen/{les}#proberen")


@blad.post("/lessen/<les>/zorg")
def take_zorg(les: str) -> Response:
    """A trainer read it again: it still holds, for a year."""
    gebruik.take_zorg(huis().store, huis().config, les, require_account(*LEIDT))
    say("goed", "lesblad.zorg_genomen")
    return leave(f"/lessen/{les}")


# ---- rode draad ---------------------------------------------------------------------------------------------


@blad.get("/lessen/draden")
def list_draden() -> Response:
    """All patterns of this organisation."""
    wie = require_account(*LEIDT)
    rijen = draden.list_draden(huis().store, wie)
    return show("draden.html", hier="lessen", rijen=rijen, maakt="trainer" in wie.rollen, say_aantal=say_aantal)


def say_aantal(aantal: int | None) -> str:
    """How many lessons, in words; a small number is not said."""
    return t(g.taal, "lessen.minder_dan", aantal=K) if aantal is None else str(aantal)


@blad.get("/lessen/draden/nieuw")
def ask_draad() -> Response:
    """The form for a new pattern."""
    require_account("trainer")
    return _show_vorm(Formulier(ImmutableMultiDict({"soort": SOORTEN[0]}), g.taal), "")


@blad.post("/lessen/draden/nieuw")
def make_draad() -> Response:
    """Make it."""
    return _save(require_account("trainer"), "")


def _save(wie: Ingelogd, draad: str) -> Response:
    f = read_formulier()
    velden: dict[str, object] = {naam: f.raw(naam) for naam in ("soort", "niveau", "naam", "uitleg")}
    try:
        nummer = draden.save_draad(huis().store, huis().config, wie, velden, draad)
    except NietGevonden:
        raise
    except Weigering as fout:
        f.note("naam", fout.sleutel, **fout.waarden)
        return _show_vorm(f, draad, status=fout.status)
    say("goed", "lesblad.draad_bewaard")
    return leave(f"/lessen/draden/{nummer}")


def _show_vorm(f: Formulier, draad: str, *, status: int = 200) -> Response:
    soorten = [(s, t(g.taal, f"lessen.draadsoort_{s}")) for s in SOORTEN]
    niveaus = [(n, t(g.taal, f"lessen.niveau_{n}" if n else "lesblad.niveau_geen")) for n in NIVEAUS]
    return show("draad_vorm.html", status, hier="lessen", f=f, draad=draad, soorten=soorten, niveaus=niveaus)


@blad.get("/lessen/draden/<draad>")
def read_draad(draad: str) -> Response:
    """One pattern with its lessons and how many there are per year."""
    wie = require_account(*LEIDT)
    zicht = draden.read_draad(huis().store, draad, wie)
    return show("draad.html", hier="lessen", d=zicht, maakt="trainer" in wie.rollen, say_aantal=say_aantal)


@blad.get("/lessen/draden/<draad>/wijzig")
def ask_change(draad: str) -> Response:
    """The form with what is there now."""
    rij = draden.read_draad(huis().store, draad, require_account("trainer")).rij
    waarden = ImmutableMultiDict({naam: getattr(rij, naam) for naam in ("soort", "niveau", "naam", "uitleg")})
    return _show_vorm(Formulier(waarden, g.taal), draad)


@blad.post("/lessen/draden/<draad>/wijzig")
def change_draad(draad: str) -> Response:
    """Other words for it."""
    return _save(require_account("trainer"), draad)


@blad.post("/lessen/draden/<draad>/weg")
def drop_draad(draad: str) -> Response:
    """Take the pattern away; the lessons stay."""
    draden.drop_draad(huis().store, draad, require_account("trainer"))
    say("goed", "lesblad.draad_weg")
    return leave("/lessen/draden")


@blad.post("/lessen/<les>/draad")
def set_draad(les: str) -> Response:
    """Hang a les on a pattern, or take it off."""
    f = read_formulier()
    draden.set_les(huis().store, f.raw("draad"), les, require_account("trainer"), aan=f.raw("doe") != "eraf")
    say("goed", "lesblad.draad_bewaard")
    return leave(f"/lessen/draden/{f.raw('draad')}" if f.raw("doe") == "eraf" else f"/lessen/{les}")


# ---- taking it along ----------------------------------------------------------------------------------------


@blad.get("/lessen/feed.atom")
def feed() -> Response:
    """The lessons this reader may see, for a feed reader."""
    wie = find_leider()
    lessen = list_alles(huis().store, wie.organisatie if wie else None)
    adres, taal = huis().find_adres(), g.taal  # the pool knows no request
    return _send(lambda: make_feed(lessen, adres, taal), "application/atom+xml; charset=utf-8", "")


@blad.get("/lessen/alles.zip")
def download() -> Response:
    """The whole archive this reader may see, as Markdown and JSON."""
    wie = find_leider()
    lessen = list_alles(huis().store, wie.organisatie if wie else None)
    taal = g.taal  # the pool knows no request
    return _send(lambda: make_zip(lessen, taal), "application/zip", "lessen.zip")


def _send(make: Callable[[], bytes], soort: str, naam: str) -> Response:
    antwoord = Response(ZWAAR.run(make), content_type=soort)
    if naam:
        antwoord.headers["Content-Disposition"] = f'attachment; filename="{naam}"'
    return antwoord
