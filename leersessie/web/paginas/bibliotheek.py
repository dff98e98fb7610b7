"""Casussen en werkvormen om te lezen en te kiezen. De leergids van een casus staat op een eigen, gesloten bladzijde.

Nobody needs an account to read what we learn with; only the guide would spoil it for deelnemers.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, g, request

from leersessie.i18n.weigering import NietGevonden
from leersessie.web.bibliotheek import Opmaak, bibliotheek
from leersessie.web.eigen import find_keuze, list_keuze
from leersessie.web.kiezen import TIJDEN, choose, read_keuze
from leersessie.web.vel import LEIDT, find_leider, require_account, show
from leersessie.werkvormen.model import VOOR

blad = Blueprint("bibliotheek", __name__)


def show_keuze() -> dict[str, Any]:
    """What the list of werkvormen needs: the choice in this address and what fits it, per group."""
    keuze = read_keuze(request.args)
    groepen = choose(list_keuze(find_leider()), keuze)
    return {
        "keuze": keuze,
        "groepen": groepen,
        "waarvoor": VOOR,
        "tijden": TIJDEN,
        "aantal": sum(len(deel) for _, deel in groepen),
    }


def _may_lead() -> bool:
    ingelogd = find_leider()
    return ingelogd is not None and bool(ingelogd.rollen & set(LEIDT))


@blad.get("/casussen")
def list_casussen() -> Response:
    """Every case with its question; successes among them."""
    casussen = [casus.to_taal(g.taal) for casus in bibliotheek().list_casussen()]
    return show("casussen.html", hier="casussen", casussen=casussen)


@blad.get("/casussen/<slug>")
def show_casus(slug: str) -> Response:
    """The story as a group reads it, without its guide."""
    casus = bibliotheek().find_casus(slug).to_taal(g.taal)
    return show("casus.html", hier="casussen", casus=casus, verhaal=Opmaak(casus.html), leidt=_may_lead())


@blad.get("/casussen/<slug>/leergids")
def show_leergids(slug: str) -> Response:
    """The guide, for whoever leads: what groups miss, where it rubs, what is missing."""
    require_account(*LEIDT)
    casus = bibliotheek().find_casus(slug).to_taal(g.taal)
    if not casus.gids_html:
        raise NietGevonden
    return show("casus_leergids.html", hier="casussen", casus=casus, gids=Opmaak(casus.gids_html))


@blad.get("/werkvormen")
def list_werkvormen() -> Response:
    """The cards to choose from: purpose, minutes, group, and when to choose something else."""
    return show("werkvormen.html", hier="werkvormen", leidt=_may_lead(), **show_keuze())


@blad.get("/werkvormen/<slug>")
def show_werkvorm(slug: str) -> Response:
    """All steps with their draaiboek, and how sure we are of this method."""
    werkvorm, _ = find_keuze(slug, find_leider())
    return show("werkvorm.html", hier="werkvormen", werkvorm=werkvorm, leidt=_may_lead())
