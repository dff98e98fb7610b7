"""Wat elke gewone bladzijde nodig heeft: wie er kijkt, de meldingen boven aan, en een dag in woorden.

Knows no page in particular.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from babel.dates import format_date, format_datetime
from flask import Response, abort, flash, g, get_flashed_messages, make_response, redirect, render_template, request

from leersessie.i18n import t
from leersessie.i18n.weigering import NietToegestaan
from leersessie.toegang.accounts import Ingelogd
from leersessie.web.deuren import find_ingelogd
from leersessie.web.formulier import Formulier
from leersessie.web.huis import huis

LEIDT = ("gespreksleider", "trainer")
"""Roles of accounts that prepare and lead sessions and may read a learning guide."""


def show(sjabloon: str, status: int = 200, **waarden: Any) -> Response:
    """A page with the messages that wait for this browser."""
    meldingen = get_flashed_messages(with_categories=True)
    return make_response(render_template(sjabloon, meldingen=meldingen, **waarden), status)


def say(soort: str, sleutel: str, **waarden: object) -> None:
    """Leave a sentence for the next page: soort is goed, let-op or gevaar."""
    flash(t(g.taal, sleutel, **waarden), soort)


def leave(naar: str) -> Response:
    """Go on to another page after a form."""
    return make_response(redirect(naar, 303))


def read_formulier(*, stil: tuple[str, ...] = ()) -> Formulier:
    """The form of this request; `stil` fields never come back into a page."""
    return Formulier(request.form, g.taal, stil=stil)


def find_leider() -> Ingelogd | None:
    """Who is logged in and confirmed, or None."""
    ingelogd = find_ingelogd()
    return ingelogd if ingelogd is not None and ingelogd.bevestigd else None


def require_account(*rollen: str) -> Ingelogd:
    """The account of this browser, with one of these roles when any are named.

    Sends a visitor to the log-in page first, and back here afterwards. Raises NietToegestaan for another role.
    """
    ingelogd = find_ingelogd()
    if ingelogd is None or not ingelogd.bevestigd:
        deur = "/inloggen" if ingelogd is None else "/tweede-factor"
        abort(redirect(to_deur(deur, request.path if request.method == "GET" else ""), 303))
    if rollen and not ingelogd.rollen & set(rollen):
        raise NietToegestaan
    return ingelogd


def to_deur(deur: str, naar: str) -> str:
    """The address of a log-in page that leads on to `naar`."""
    return f"{deur}?naar={quote(naar)}" if is_eigen_pad(naar) else deur


def is_eigen_pad(naar: str) -> bool:
    """True for a path of our own: nobody can use the log-in page to lead people elsewhere."""
    gewoon = naar.isascii() and naar.isprintable() and "\\" not in naar and len(naar) <= 200
    return gewoon and naar.startswith("/") and not naar.startswith("//")


def show_dag(dag: str | date) -> str:
    """A calendar day in words: 22 november 2026. '' stays ''."""
    if isinstance(dag, str):
        try:
            dag = date.fromisoformat(dag[:10])
        except ValueError:
            return ""
    return format_date(dag, "d MMMM y", locale=g.taal)


def show_moment(iso: str) -> str:
    """A stored UTC moment as local day and time."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return ""
    vorm = "d MMMM y 'om' HH.mm" if g.taal == "nl" else "d MMMM y, HH:mm"
    return format_datetime(moment.astimezone(huis().config.zone), vorm, locale=g.taal)
