"""Beheer van het afwegingskader: per beroepsgroep een eigen tekst naast de algemene."""

from __future__ import annotations

from flask import Blueprint, Response, g, request
from sqlalchemy import Connection

from leersessie.i18n.weigering import Weigering
from leersessie.regie.kader import TEKENS, list_kaders, read_standaard, set_kader
from leersessie.toegang.audit import record
from leersessie.web.formulier import Formulier
from leersessie.web.huis import huis
from leersessie.web.vel import leave, read_formulier, require_account, say, show

blad = Blueprint("kader", __name__, url_prefix="/beheer/afwegingskader")


@blad.get("")
def ask() -> Response:
    """The general text, and a field for the beroepsgroep that was chosen."""
    return _show(read_formulier())


@blad.post("")
def keep() -> Response:
    """Keep the text of one beroepsgroep."""
    ingelogd, f, huis_ = require_account("beheerder"), read_formulier(), huis()
    try:
        set_kader(huis_.store, huis_.config, ingelogd.organisatie, f.raw("sector"), f.raw("tekst"))
    except Weigering as fout:
        f.note("tekst", fout.sleutel, **fout.waarden)
        return _show(f, 400)

    def note(verbinding: Connection) -> None:
        record(
            verbinding,
            huis_.config,
            organisatie=ingelogd.organisatie,
            account=ingelogd.account,
            daad="kader_gewijzigd",
            voorwerp=f"sector:{f.raw('sector')}",
        )

    huis_.store.transact(note)
    say("goed", "beheer.kader_bewaard")
    return leave(f"/beheer/afwegingskader?sector={f.raw('sector')}")


def _show(f: Formulier, status: int = 200) -> Response:
    ingelogd, huis_ = require_account("beheerder"), huis()
    kaders = list_kaders(huis_.store, huis_.config, ingelogd.organisatie, g.taal)
    gekozen = next((k for k in kaders if k[0] == (f.raw("sector") or request.args.get("sector"))), kaders[0])
    return show(
        "beheer_kader.html",
        status,
        hier="beheer",
        tab="afwegingskader",
        f=f,
        kaders=kaders,
        gekozen=gekozen,
        tekst=f.show("tekst") if f.has("tekst") else gekozen[2],
        standaard=read_standaard().to_taal(g.taal),
        tekens=TEKENS,
    )
