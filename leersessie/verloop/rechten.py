"""De ene tabel: wie mag wat, in welke toestand. Elke deur vraagt het hier; de rechtentest loopt haar helemaal af.

Knows roles and states, not people or tokens.
"""

from __future__ import annotations

from dataclasses import dataclass

from leersessie.i18n.weigering import NietToegestaan, Weigering

ROLLEN = (
    "gespreksleider",
    "co_gespreksleider",
    "deelnemer",
    "inbrenger",
    "schrijver",
    "jurist",
    "beamer",
)
"""Roles inside one session. Roles of accounts (gespreksleider, trainer, beheerder) stand in toegang."""

LEIDING = frozenset({"gespreksleider", "co_gespreksleider"})
DEELNEMERS = frozenset({"deelnemer", "inbrenger", "schrijver", "jurist", "co_gespreksleider"})
LIVE = frozenset({"bezig", "gepauzeerd"})
VOOR = frozenset({"concept", "gepland", "open"})
KAMER = frozenset({"open", "bezig", "gepauzeerd"})
NA = frozenset({"nabespreken"})


@dataclass(frozen=True, slots=True)
class Recht:
    """Who may do an act, and in which states of the session."""

    rollen: frozenset[str]
    toestanden: frozenset[str]


TABEL: dict[str, Recht] = {
    # steering
    "open": Recht(LEIDING, frozenset({"concept", "gepland"})),
    "begin": Recht(LEIDING, frozenset({"open"})),
    "stap": Recht(LEIDING, LIVE),
    "heropen": Recht(LEIDING, LIVE),
    "onthul": Recht(LEIDING, LIVE),
    "invoer": Recht(LEIDING, LIVE),
    "klok": Recht(LEIDING, LIVE),
    "beamer": Recht(LEIDING, KAMER | NA),
    "stilte": Recht(LEIDING, KAMER | NA),
    "pauze": Recht(LEIDING, LIVE),
    "deur": Recht(LEIDING, KAMER),
    "plan": Recht(LEIDING, VOOR | LIVE),
    "licht_uit": Recht(LEIDING, LIVE),
    "verberg": Recht(LEIDING, KAMER | NA),
    "haal_weg": Recht(LEIDING, KAMER | NA),
    "verplaats": Recht(LEIDING, LIVE),
    "typeer": Recht(LEIDING, LIVE),
    "koppel": Recht(LEIDING, LIVE),
    "bundel": Recht(LEIDING, LIVE),
    "groepen": Recht(LEIDING, LIVE),
    "stap_graag": Recht(LEIDING, VOOR | LIVE | NA),
    "bericht": Recht(LEIDING, LIVE),
    "terug": Recht(LEIDING, LIVE),
    "geef_rol": Recht(LEIDING, KAMER),
    "verwijder": Recht(LEIDING, KAMER),
    "sluit": Recht(frozenset({"gespreksleider"}), KAMER),
    # contributing
    "bijdrage": Recht(DEELNEMERS | {"gespreksleider"}, KAMER),
    "wijzig": Recht(DEELNEMERS | {"gespreksleider"}, KAMER),
    "intrekken": Recht(DEELNEMERS | {"gespreksleider"}, KAMER | NA),
    "verzegel": Recht(frozenset({"inbrenger"}), frozenset({"gepland"})),
    "klaar": Recht(DEELNEMERS, LIVE),
    "hand": Recht(DEELNEMERS, KAMER),
    "trek_casus": Recht(frozenset({"inbrenger"}), KAMER),
    "lees_bericht": Recht(DEELNEMERS, LIVE),
    "kies_groep": Recht(DEELNEMERS, LIVE),
    "noodrem": Recht(DEELNEMERS, KAMER | NA),
    "vraag_rol": Recht(DEELNEMERS, KAMER),
    # after the meeting
    "toon_verslag": Recht(LEIDING | {"inbrenger"}, NA),
    "neem_regel_weg": Recht(LEIDING, NA),
    "geef_regel_vrij": Recht(LEIDING | {"inbrenger"}, NA),
    "reageer": Recht(DEELNEMERS, NA),
}


ACCOUNTROLLEN = ("gespreksleider", "trainer", "beheerder")
SCHRIJFT = frozenset({"gespreksleider", "trainer"})
REDACTIE: dict[str, Recht] = {
    # werkvormen of an organisation: roles of accounts, states of one version
    "schrijf": Recht(SCHRIJFT, frozenset({"concept"})),
    "bied_aan": Recht(SCHRIJFT, frozenset({"concept"})),
    "gooi_weg": Recht(SCHRIJFT, frozenset({"concept"})),
    "geef_terug": Recht(SCHRIJFT, frozenset({"tweede_lezer"})),
    "publiceer": Recht(SCHRIJFT, frozenset({"tweede_lezer"})),
    "laat_vervallen": Recht(frozenset({"trainer"}), frozenset({"gepubliceerd"})),
    "maak_versie": Recht(SCHRIJFT, frozenset({"gepubliceerd", "vervallen"})),
    "draai_proef": Recht(SCHRIJFT, frozenset({"concept", "tweede_lezer", "gepubliceerd"})),
}


def check_redactie(daad: str, rollen: frozenset[str], toestand: str) -> None:
    """As check_recht, for the werkvormen of an organisation: roles of an account, state of a version."""
    _check(REDACTIE[daad], rollen, toestand)


def check_recht(daad: str, rollen: frozenset[str], toestand: str) -> None:
    """Pass when one of these roles may do this act in this state.

    Raises NietToegestaan for the wrong role, Weigering for the wrong moment.
    """
    _check(TABEL[daad], rollen, toestand)


def _check(recht: Recht, rollen: frozenset[str], toestand: str) -> None:
    if not recht.rollen & rollen:
        raise NietToegestaan
    if toestand not in recht.toestanden:
        raise Weigering("basis.verkeerd_moment")
