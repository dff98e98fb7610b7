"""Beheer: accounts, de organisatie, wat er mis is met inhoudsbestanden, het logboek en de gezondheid.

Shows a beheerder the own organisation and nothing of what people wrote in sessions.
"""

from __future__ import annotations

import platform
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, g
from sqlalchemy import Connection

import leersessie
from leersessie.i18n.weigering import Weigering
from leersessie.store import Store
from leersessie.store import accounts as rijen
from leersessie.store.staat import count_sessies
from leersessie.toegang.aanmelden import log_out_everyone
from leersessie.toegang.accounts import (
    NAAM_TEKENS,
    ROLLEN,
    Ingelogd,
    change_account,
    clean_email,
    clear_totp,
    find_own,
    invite,
    list_accounts,
    make_herstel,
    rename_organisatie,
)
from leersessie.web.bibliotheek import bibliotheek
from leersessie.web.formulier import Formulier
from leersessie.web.huis import huis
from leersessie.web.vel import leave, read_formulier, require_account, say, show, show_moment

blad = Blueprint("beheer", __name__, url_prefix="/beheer")
REGELS = 200


def _require() -> Ingelogd:
    return require_account("beheerder")


# ---- accounts -----------------------------------------------------------------------------------------------


@blad.get("")
def show_accounts() -> Response:
    """Everybody of the organisation."""
    return _show_accounts(read_formulier())


def _show_accounts(f: Formulier, status: int = 200) -> Response:
    ingelogd = _require()
    alle = list_accounts(huis().store, ingelogd)
    return show("beheer.html", status, hier="beheer", tab="accounts", f=f, accounts=alle, rollen=ROLLEN, ik=ingelogd)


@blad.post("/accounts")
def add_account() -> Response:
    """Invite a colleague; the answer shows the one-time link once."""
    ingelogd, f, huis_ = _require(), read_formulier(), huis()
    naam, email = f.read_tekst("naam", NAAM_TEKENS), f.take("email", lambda: clean_email(f.raw("email")), "")
    rollen = f.list_raw("rollen")
    if not set(rollen) & set(ROLLEN):
        f.note("rollen", "beheer.kies_rol")
    if not f.fouten:
        try:
            geheim = invite(huis_.store, huis_.config, ingelogd, naam=naam, email=email, rollen=rollen)
        except Weigering as fout:
            f.note("email" if fout.sleutel.startswith("toegang.email") else "rollen", fout.sleutel, **fout.waarden)
        else:
            return _show_link(geheim, naam, dagen=7)
    return _show_accounts(f, 400)


def _show_link(geheim: str, naam: str, *, dagen: int) -> Response:
    """The link, once: it is kept only as a hash. Behind a # it never reaches a log of a server."""
    link = f"{huis().find_adres()}/welkom#{geheim}"
    return show("beheer_link.html", hier="beheer", tab="accounts", link=link, naam=naam, dagen=dagen)


@blad.get("/accounts/<int(max=2147483647):account>")
def show_account(account: int) -> Response:
    """One colleague: roles, a link for a new password, log out everywhere, off and on."""
    return _show_account(account, read_formulier())


def _show_account(account: int, f: Formulier, status: int = 200) -> Response:
    ingelogd = _require()
    rij = huis().store.read(lambda v: find_own(v, ingelogd, account))
    gekozen = f.list_raw("rollen") if f.has("doe") else list(rij.rollen)
    return show(
        "beheer_account.html", status, hier="beheer", tab="accounts", f=f, rij=rij, rollen=ROLLEN, gekozen=gekozen,
        zelf=rij.id == ingelogd.account,
    )  # fmt: skip


Daad = Callable[[Ingelogd, int, Formulier], object]
DADEN: dict[str, tuple[Daad, str]] = {
    "rollen": (
        lambda d, a, f: change_account(huis().store, huis().config, d, a, rollen=f.list_raw("rollen")),
        "beheer.rollen_gezet",
    ),
    "uit": (lambda d, a, f: change_account(huis().store, huis().config, d, a, actief=False), "beheer.staat_uit"),
    "aan": (lambda d, a, f: change_account(huis().store, huis().config, d, a, actief=True), "beheer.staat_aan"),
    "overal_uit": (lambda d, a, f: log_out_everyone(huis().store, huis().config, a), "beheer.overal_uit_gedaan"),
    "wis_tweede": (lambda d, a, f: clear_totp(huis().store, huis().config, d, a), "beheer.tweede_gewist"),
}


@blad.post("/accounts/<int(max=2147483647):account>")
def change(account: int) -> Response:
    """One act on one colleague of the own organisation; `doe` says which."""
    ingelogd, f, huis_ = _require(), read_formulier(), huis()
    rij = huis_.store.read(lambda v: find_own(v, ingelogd, account))
    doe = f.raw("doe")
    if doe == "link":
        geheim = make_herstel(huis_.store, huis_.config, ingelogd, account)
        return _show_link(geheim, rij.naam, dagen=1 if rij.wachtwoord else 7)
    if doe not in DADEN:
        raise Weigering("invoer.vorm", status=400)
    werk, zin = DADEN[doe]
    try:
        werk(ingelogd, account, f)
    except Weigering as fout:
        f.note("rollen" if doe == "rollen" else "alles", fout.sleutel, **fout.waarden)
        return _show_account(account, f, 400)
    say("goed", zin, naam=rij.naam)
    return leave(f"/beheer/accounts/{account}")


# ---- the organisation and its terms -------------------------------------------------------------------------


@blad.get("/organisatie")
def show_organisatie() -> Response:
    """The name of the organisation, and how long things are kept here."""
    return _show_organisatie(read_formulier())


@blad.post("/organisatie")
def rename() -> Response:
    """Another name for the organisation."""
    ingelogd, f, huis_ = _require(), read_formulier(), huis()
    naam = f.read_tekst("naam", NAAM_TEKENS)
    if f.fouten:
        return _show_organisatie(f, 400)
    rename_organisatie(huis_.store, huis_.config, ingelogd, naam)
    say("goed", "beheer.naam_gezet")
    return leave("/beheer/organisatie")


def _show_organisatie(f: Formulier, status: int = 200) -> Response:
    ingelogd = _require()
    naam = f.show("naam") if f.has("naam") else ingelogd.organisatie_naam
    return show(
        "beheer_organisatie.html", status, hier="beheer", tab="organisatie", f=f, naam=naam, config=huis().config
    )


# ---- content files, log, health -----------------------------------------------------------------------------


@blad.get("/inhoud")
def show_inhoud() -> Response:
    """What is wrong with files of werkvormen and casussen, and how to mend it."""
    _require()
    bib = bibliotheek()
    regels = [(_shorten(gebrek.bestand), gebrek) for gebrek in bib.list_gebreken(g.taal)]
    aantallen = (len(bib.list_werkvormen()), len(bib.list_casussen()))
    return show("beheer_inhoud.html", hier="beheer", tab="inhoud", regels=regels, aantallen=aantallen)


def _shorten(bestand: str) -> str:
    """casussen/naam.md instead of a whole path."""
    return "/".join(Path(bestand).parts[-2:])


@blad.get("/logboek")
def show_logboek() -> Response:
    """The audit: who did what with rights, never what anyone wrote."""
    ingelogd = _require()
    regels = huis().store.read(lambda v: rijen.list_auditregels(v, ingelogd.organisatie, REGELS))
    namen = {rij.id: rij.naam for rij in list_accounts(huis().store, ingelogd)}
    tabel = [(show_moment(r.wanneer), namen.get(r.account or 0, ""), r.daad, r.voorwerp) for r in regels]
    return show("beheer_logboek.html", hier="beheer", tab="logboek", regels=tabel, hoogstens=REGELS)


@dataclass(frozen=True, slots=True)
class Gezondheid:
    """How this installation is doing, in plain values."""

    database: str
    database_mb: float
    sessies: int
    vrij_gb: float
    versie: str
    python: str
    opgeruimd: str
    reservekopie: str


@blad.get("/gezondheid")
def show_gezondheid() -> Response:
    """Database, free disk, version, and when the last clean-up and backup ran."""
    ingelogd = _require()
    gezondheid = read_gezondheid(huis().store, ingelogd.organisatie)
    return show("beheer_gezondheid.html", hier="beheer", tab="gezondheid", gezondheid=gezondheid, krap=KRAP_GB)


KRAP_GB = 1.0


def read_gezondheid(store: Store, organisatie: int) -> Gezondheid:
    """Ask the database and the disk. Raises what the database raises when it does not answer."""
    config = store.config
    bestand = config.data / "leersessie.sqlite"

    def ask(verbinding: Connection) -> tuple[int, dict[str, str]]:
        laatste: dict[str, str] = {}
        for regel in rijen.list_auditregels(verbinding, organisatie, 5_000):
            laatste.setdefault(regel.daad, regel.wanneer)
        return count_sessies(verbinding), laatste

    sessies, laatste = store.read(ask)
    return Gezondheid(
        database="PostgreSQL" if config.database.startswith("postgresql") else "SQLite",
        database_mb=bestand.stat().st_size / 1e6 if bestand.is_file() and not config.database else 0.0,
        sessies=sessies,
        vrij_gb=shutil.disk_usage(config.data).free / 1e9,
        versie=leersessie.__version__,
        python=platform.python_version(),
        opgeruimd=show_moment(laatste.get("opgeruimd", "")),
        reservekopie=show_moment(laatste.get("reservekopie", "")),
    )
