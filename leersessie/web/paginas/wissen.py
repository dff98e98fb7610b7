"""Een sessie meenemen of nu al wissen, elk met één druk op een knop.

For whoever leads the session; what was shared as a les stays in the archive.
"""

from __future__ import annotations

from flask import Blueprint, Response, g

from leersessie.exports.sessie import make_zip
from leersessie.exports.verslag_md import to_markdown
from leersessie.i18n import t
from leersessie.i18n.weigering import NietGevonden, Weigering
from leersessie.lessen.opruimen import erase_nu
from leersessie.lessen.verslag import read_verslag
from leersessie.regie.kennis import find_werkvorm
from leersessie.store import ZWAAR
from leersessie.web.deuren import require_leiding
from leersessie.web.huis import huis
from leersessie.web.vel import leave, read_formulier, require_account, say, show

blad = Blueprint("wissen", __name__)


@blad.get("/sessies/<sessie>/wissen")
def ask(sessie: str) -> Response:
    """What goes, what stays, and the button."""
    require_account()
    require_leiding(sessie)
    return _show(sessie)


def _show(sessie: str, fout: str = "", status: int = 200) -> Response:
    return show("sessies_wissen.html", status, hier="sessies", info=huis().store.info(sessie), fout=fout)


@blad.post("/sessies/<sessie>/wissen")
def erase(sessie: str) -> Response:
    """Everything of this session, now."""
    wie = require_account()
    require_leiding(sessie)
    try:
        if not read_formulier().has("zeker"):
            raise Weigering("paginas.wis_zeker", status=400)
        erase_nu(huis().store, huis().config, sessie, wie)
    except Weigering as fout:
        return _show(sessie, t(g.taal, fout.sleutel, **fout.waarden), fout.status)
    say("goed", "paginas.gewist_nu")
    return leave("/sessies")


@blad.get("/sessies/<sessie>/alles.zip")
def download(sessie: str) -> Response:
    """The verslag and the cards that are still there."""
    require_account()
    require_leiding(sessie)
    store, taal = huis().store, g.taal
    info, staat = store.info(sessie), store.load(sessie)
    try:
        zicht = read_verslag(store, sessie)
        verslag = to_markdown(zicht, find_werkvorm(info).naam.to_taal(taal) if info.werkvorm_toml else "", taal)
    except NietGevonden:
        verslag = ""
    kaarten = [(k.stap, k.id, w) for k in staat.stand.kaarten.values() if (w := staat.inhoud(k.id)) is not None]
    antwoord = Response(ZWAAR.run(lambda: make_zip(verslag, kaarten)), content_type="application/zip")
    antwoord.headers["Content-Disposition"] = 'attachment; filename="sessie.zip"'
    return antwoord
