"""Wie er aan de deur staat: van cookie naar rol. Rechten komen nooit uit de bladzijde of de gebeurtenis zelf.

One cookie per role and session, so that a console, a beamer and two phones can live in one browser.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response, g, request

from leersessie.i18n.weigering import NietGevonden, NietToegestaan
from leersessie.podium import Publiek
from leersessie.regie.wie import GESPREKSLEIDER, Wie
from leersessie.toegang.aanmelden import find_aanmelding
from leersessie.toegang.accounts import Ingelogd
from leersessie.toegang.bewijzen import DeelnemerZicht, find_bewijs, find_deelnemer
from leersessie.web.huis import Huis, huis
from leersessie.werkvormen.model import ZWIJGERS

UUR_MS = 3_600_000
GELDIG_MS = 12 * UUR_MS
ROLLINK_MS = 30 * 24 * UUR_MS
"""A link for a role, and the phone it makes, are given days before the meeting."""
BEELDROLLEN = ZWIJGERS
"""Roles that change what a phone shows: they type in some step, or listen in it."""
AANMELD_COOKIE = "account"


@dataclass(frozen=True, slots=True)
class Bezoeker:
    """Who watches or acts in one session, and which picture belongs to that."""

    sessie: str
    zicht: str
    wie: Wie
    publiek: Publiek
    bewijs: int = 0
    """The number of the token behind this console or beamer; 0 for a phone."""
    afstand: bool = False
    """True: this console is a remote control. It says so itself; it gives no rights."""


def to_cookie(huis_: Huis, rol: str, sessie: str = "") -> str:
    """The name of the cookie of this role and session; `__Host-` when people reach us over https."""
    voor = "__Host-" if huis_.config.is_https else ""
    return f"{voor}ls-{rol}{'-' + sessie if sessie else ''}"


def set_cookie(antwoord: Response, rol: str, sessie: str, token: str, *, geldig_ms: int = GELDIG_MS) -> None:
    """Give a browser its token: not readable by scripts, sent only to us, gone within twelve hours or as said."""
    huis_ = huis()
    antwoord.set_cookie(
        to_cookie(huis_, rol, sessie),
        token,
        max_age=geldig_ms // 1000,
        path="/",
        secure=huis_.config.is_https,
        httponly=True,
        samesite="Lax",
    )


def drop_cookie(antwoord: Response, rol: str, sessie: str = "") -> None:
    """Take a token back from a browser."""
    huis_ = huis()
    antwoord.delete_cookie(to_cookie(huis_, rol, sessie), path="/", secure=huis_.config.is_https, httponly=True)


def find_ingelogd() -> Ingelogd | None:
    """The account of this browser, or None; also when the second factor is still to come."""
    if "ingelogd" not in g:
        huis_ = huis()
        token = request.cookies.get(to_cookie(huis_, AANMELD_COOKIE))
        g.ingelogd = find_aanmelding(huis_.store, huis_.config, token)
    ingelogd: Ingelogd | None = g.ingelogd
    return ingelogd


def find_bezoeker(huis_: Huis, cookies: Mapping[str, str], rol: str, sessie: str, taal: str) -> Bezoeker | None:
    """Who this cookie makes you in this session, or None. `rol` only says which cookie to look at."""
    if rol not in ("deelnemer", "beamer", "console"):
        return None
    token = cookies.get(to_cookie(huis_, rol, sessie))
    if rol == "deelnemer":
        deelnemer = find_deelnemer(huis_.store, token)
        if deelnemer is None or deelnemer.sessie != sessie or deelnemer.toestand != "binnen":
            return None
        groep = huis_.store.load(sessie).stand.find_groep(deelnemer.groep)
        return Bezoeker(sessie, "telefoon", to_wie(deelnemer), to_publiek(deelnemer, taal, groep))
    bewijs = find_bewijs(huis_.store, huis_.config, token, rol)
    if bewijs is None or bewijs.sessie != sessie:
        return _find_tweede(huis_, cookies, rol, sessie, taal)
    taal = huis_.store.info(sessie).taal if rol == "beamer" else taal
    if rol == "beamer":
        return Bezoeker(sessie, "beamer", Wie(frozenset({"beamer"})), Publiek("beamer", taal=taal))
    wie = Wie(GESPREKSLEIDER, account=bewijs.account)
    return Bezoeker(sessie, "console", wie, Publiek("console", taal=taal), bewijs=bewijs.id)


def _find_tweede(huis_: Huis, cookies: Mapping[str, str], rol: str, sessie: str, taal: str) -> Bezoeker | None:
    """A phone that was made second gespreksleider may open the console too, for as long as it has that role."""
    if rol != "console":
        return None
    deelnemer = find_deelnemer(huis_.store, cookies.get(to_cookie(huis_, "deelnemer", sessie)))
    if deelnemer is None or deelnemer.sessie != sessie or deelnemer.toestand != "binnen":
        return None
    if "co_gespreksleider" not in deelnemer.rollen:
        return None
    return Bezoeker(sessie, "console", to_wie(deelnemer), Publiek("console", taal=taal))


def to_wie(deelnemer: DeelnemerZicht) -> Wie:
    """What a phone may do: its base role and the roles it was given."""
    d = deelnemer
    rollen = frozenset({"deelnemer", *d.rollen})
    return Wie(rollen, deelnemer=d.id, functie=d.functie, sector=d.sector, groep=d.groep)


def to_publiek(deelnemer: DeelnemerZicht, taal: str, groep: str) -> Publiek:
    """Which picture a phone gets: the same for all phones of `groep` (its subgroup now) that may type the same."""
    rol = " ".join(r for r in BEELDROLLEN if r in deelnemer.rollen)
    return Publiek("telefoon", rol=rol, groep=groep, taal=taal)


def require_bezoeker(rol: str, sessie: str, taal: str) -> Bezoeker:
    """As find_bezoeker for this request. Raises NietToegestaan."""
    bezoeker = find_bezoeker(huis(), request.cookies, rol, sessie, taal)
    if bezoeker is None:
        raise NietToegestaan
    return bezoeker


def require_leiding(sessie: str) -> Ingelogd:
    """The logged-in maker of this session (or a beheerder of its organisation).

    Raises NietGevonden for a session of another organisation, NietToegestaan for another gespreksleider.
    """
    ingelogd = find_ingelogd()
    info = huis().store.info(sessie)
    if ingelogd is None or not ingelogd.bevestigd:
        raise NietToegestaan("basis.log_eerst_in")
    if info.organisatie != ingelogd.organisatie:
        raise NietGevonden
    if info.maker != ingelogd.account and "beheerder" not in ingelogd.rollen:
        raise NietToegestaan
    return ingelogd


def check_herkomst() -> None:
    """Pass when a form was sent from one of our own pages. For the forms that cannot carry a CSRF field."""
    if request.headers.get("Sec-Fetch-Site") in ("same-origin", "none"):
        return
    if (request.headers.get("Origin") or "").split("://", 1)[-1] != request.host:
        raise NietToegestaan
