"""Accounts en organisaties: de eerste opstelling, uitnodigen, herstellen, wijzigen.

Makes no default account: the first one comes from a one-time link that the first start prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from leersessie.config import Config
from leersessie.i18n.weigering import NietGevonden, NietToegestaan, Weigering
from leersessie.invoer.tekstdeur import clean_text
from leersessie.store import Store
from leersessie.store import accounts as rijen
from leersessie.store.accounts import AccountRij
from leersessie.toegang.audit import record
from leersessie.toegang.geheimen import hash_token, new_token
from leersessie.toegang.wachtwoord import check_wachtwoord, clean_wachtwoord, hash_wachtwoord

ROLLEN = ("gespreksleider", "trainer", "beheerder")
DAG_MS = 86_400_000
OPSTELLING_MS = 7 * DAG_MS
UITNODIGING_MS = 7 * DAG_MS
HERSTEL_MS = DAG_MS
NAAM_TEKENS = 80
_EMAIL = re.compile(r"[^\s@\"'<>(),;:]{1,64}@[^\s@\"'<>(),;:.][^\s@\"'<>(),;:]{0,180}\.[^\s@\"'<>(),;:.]{2,63}\Z")


@dataclass(frozen=True, slots=True)
class Ingelogd:
    """Who is logged in. Until `bevestigd` only the second factor may be asked, or set up when `totp` is False."""

    account: int
    organisatie: int
    organisatie_naam: str
    naam: str
    email: str
    rollen: frozenset[str]
    bevestigd: bool
    totp: bool


def to_ingelogd(account: AccountRij, *, bevestigd: bool) -> Ingelogd:
    """The account as the doors may know it."""
    return Ingelogd(
        account=account.id,
        organisatie=account.organisatie,
        organisatie_naam=account.organisatie_naam,
        naam=account.naam,
        email=account.email,
        rollen=frozenset(account.rollen),
        bevestigd=bevestigd,
        totp=bool(account.totp),
    )


def now_iso(config: Config) -> str:
    """The stored form of this moment: UTC, whole seconds."""
    return datetime.fromtimestamp(config.klok.wand(), UTC).isoformat(timespec="seconds")


def clean_email(ruw: object) -> str:
    """The address in lower case. Raises Weigering when it cannot be one."""
    email = clean_text(ruw, 254).casefold()
    if not _EMAIL.match(email):
        raise Weigering("toegang.email_vorm")
    return email


def clean_rollen(ruw: Iterable[str]) -> tuple[str, ...]:
    """Known roles in a fixed order. Raises Weigering for an unknown one or none at all."""
    gekozen = set(ruw)
    if not gekozen or gekozen - set(ROLLEN):
        raise Weigering("toegang.rol_onbekend")
    return tuple(rol for rol in ROLLEN if rol in gekozen)


# ---- the first account --------------------------------------------------------------------------------------


def ensure_opstelling(store: Store, config: Config) -> str | None:
    """While there is no account: a fresh one-time secret (7 days) to print at start, else None.

    An earlier one stops working, so the newest line on the screen is always the right one.
    """
    geheim = new_token(config)
    vervalt = config.klok.now_ms() + OPSTELLING_MS

    def make(verbinding: Connection) -> bool:
        if rijen.count_accounts(verbinding):
            return False
        rijen.add_uitnodiging(verbinding, hash_token(geheim), "opstelling", vervalt)
        return True

    return geheim if store.transact(make) else None


def set_up(
    store: Store, config: Config, geheim: str, *, organisatie: str, naam: str, email: str, wachtwoord: str
) -> int:
    """Use the set-up link: make the organisation and its first account with all roles. Returns the account.

    Raises Weigering 'toegang.link_verlopen' for a link that is wrong, old or used, and for bad input.
    """
    adres, schoon = clean_email(email), clean_text(naam, NAAM_TEKENS)
    org = clean_text(organisatie, NAAM_TEKENS)
    # an unknown link is refused before the expensive hash, so that nobody can keep the server busy with it
    store.read(lambda verbinding: _find_link(verbinding, config, geheim, {"opstelling"}))
    hash_ = hash_wachtwoord(clean_wachtwoord(wachtwoord))

    def make(verbinding: Connection) -> int:
        _use_link(verbinding, config, geheim, {"opstelling"})
        if rijen.count_accounts(verbinding):
            raise Weigering("toegang.link_verlopen", status=410)
        nu = now_iso(config)
        org_id = rijen.add_organisatie(verbinding, org, nu)
        account = rijen.add_account(
            verbinding, organisatie=org_id, email=adres, naam=schoon, rollen=ROLLEN, gemaakt=nu, wachtwoord=hash_
        )
        record(verbinding, config, organisatie=org_id, account=account, daad="opgesteld")
        return account

    return store.transact(make)


# ---- links for new accounts and forgotten passwords ---------------------------------------------------------


def invite(store: Store, config: Config, door: Ingelogd, *, naam: str, email: str, rollen: Iterable[str]) -> str:
    """A new account in the organisation of `door` (a beheerder), and the secret of its link (7 days)."""
    check_beheerder(door)
    adres, schoon, keus = clean_email(email), clean_text(naam, NAAM_TEKENS), clean_rollen(rollen)
    geheim = new_token(config)

    def make(verbinding: Connection) -> None:
        if rijen.find_account(verbinding, email=adres) is not None:
            raise Weigering("toegang.email_bezet")
        account = rijen.add_account(
            verbinding,
            organisatie=door.organisatie,
            email=adres,
            naam=schoon,
            rollen=keus,
            gemaakt=now_iso(config),
        )
        vervalt = config.klok.now_ms() + UITNODIGING_MS
        rijen.add_uitnodiging(verbinding, hash_token(geheim), "account", vervalt, account)
        _note(verbinding, config, door, "account_gemaakt", account)

    store.transact(make)
    return geheim


def make_herstel(store: Store, config: Config, door: Ingelogd, account: int) -> str:
    """A link (24 hours) with which a colleague of the same organisation sets a new password."""
    check_beheerder(door)
    geheim = new_token(config)

    def make(verbinding: Connection) -> None:
        doel = find_own(verbinding, door, account)
        soort = "herstel" if doel.wachtwoord else "account"
        vervalt = config.klok.now_ms() + (HERSTEL_MS if doel.wachtwoord else UITNODIGING_MS)
        rijen.add_uitnodiging(verbinding, hash_token(geheim), soort, vervalt, account)
        _note(verbinding, config, door, "herstellink_gemaakt", account)

    store.transact(make)
    return geheim


def find_link(store: Store, config: Config, geheim: str) -> str:
    """What a link is for: 'opstelling', 'account' or 'herstel'. Raises Weigering when it works no more."""
    soorten = {"opstelling", "account", "herstel"}
    return store.read(lambda verbinding: _find_link(verbinding, config, geheim, soorten)).soort


def use_link(store: Store, config: Config, geheim: str, wachtwoord: str) -> int:
    """Set a password with a link of `invite` or `make_herstel`; every browser of that account is logged out."""
    soorten = {"account", "herstel"}
    store.read(lambda verbinding: _find_link(verbinding, config, geheim, soorten))
    hash_ = hash_wachtwoord(clean_wachtwoord(wachtwoord))

    def make(verbinding: Connection) -> int:
        account = _use_link(verbinding, config, geheim, soorten)
        rij = rijen.find_account(verbinding, account)
        if rij is None or not rij.actief:
            raise Weigering("toegang.link_verlopen", status=410)
        rijen.set_account(verbinding, rij.id, wachtwoord=hash_)
        rijen.delete_aanmeldingen(verbinding, rij.id)
        record(verbinding, config, organisatie=rij.organisatie, account=rij.id, daad="wachtwoord_gezet")
        return rij.id

    return store.transact(make)


def _find_link(verbinding: Connection, config: Config, geheim: str, soorten: set[str]) -> rijen.UitnodigingRij:
    rij = rijen.find_uitnodiging(verbinding, hash_token(geheim))
    if rij is None or rij.soort not in soorten or rij.vervalt_ms <= config.klok.now_ms():
        raise Weigering("toegang.link_verlopen", status=410)
    return rij


def _use_link(verbinding: Connection, config: Config, geheim: str, soorten: set[str]) -> int | None:
    rij = _find_link(verbinding, config, geheim, soorten)
    if not rijen.delete_uitnodiging(verbinding, rij.id):
        raise Weigering("toegang.link_verlopen", status=410)
    return rij.account


# ---- managing accounts --------------------------------------------------------------------------------------


def check_beheerder(door: Ingelogd) -> None:
    """Raises NietToegestaan unless this is a confirmed beheerder."""
    if not door.bevestigd or "beheerder" not in door.rollen:
        raise NietToegestaan


def find_own(verbinding: Connection, door: Ingelogd, account: int) -> AccountRij:
    """An account of the same organisation. Raises NietGevonden for any other."""
    rij = rijen.find_account(verbinding, account)
    if rij is None or rij.organisatie != door.organisatie:
        raise NietGevonden
    return rij


def list_accounts(store: Store, door: Ingelogd) -> tuple[AccountRij, ...]:
    """All accounts of the organisation of this beheerder."""
    check_beheerder(door)
    return store.read(lambda verbinding: rijen.list_accounts(verbinding, door.organisatie))


def change_account(
    store: Store,
    config: Config,
    door: Ingelogd,
    account: int,
    *,
    rollen: Iterable[str] | None = None,
    actief: bool | None = None,
) -> None:
    """Change roles, or switch an account off or on. The last working beheerder cannot be taken away."""
    check_beheerder(door)
    keus = None if rollen is None else clean_rollen(rollen)

    def change(verbinding: Connection) -> None:
        doel = find_own(verbinding, door, account)
        nieuw = keus if keus is not None else doel.rollen
        aan = doel.actief if actief is None else actief
        anderen = [a for a in rijen.list_accounts(verbinding, door.organisatie) if a.id != account]
        if not (aan and "beheerder" in nieuw) and not any(_manages(a) for a in anderen):
            raise Weigering("toegang.laatste_beheerder")
        rijen.set_account(verbinding, account, rollen=list(nieuw), actief=aan)
        if not aan:
            rijen.delete_aanmeldingen(verbinding, account)
        _note(verbinding, config, door, "account_gewijzigd" if aan else "account_uitgezet", account)

    store.transact(change)


def rename_organisatie(store: Store, config: Config, door: Ingelogd, naam: str) -> None:
    """Another name for the organisation of this beheerder."""
    check_beheerder(door)
    schoon = clean_text(naam, NAAM_TEKENS)

    def change(verbinding: Connection) -> None:
        rijen.set_organisatie(verbinding, door.organisatie, schoon)
        record(verbinding, config, organisatie=door.organisatie, account=door.account, daad="organisatie_hernoemd")

    store.transact(change)


def _manages(account: AccountRij) -> bool:
    return account.actief and "beheerder" in account.rollen and bool(account.wachtwoord)


def clear_totp(store: Store, config: Config, door: Ingelogd, account: int) -> None:
    """Take away the second factor of a colleague who lost the phone; that account is logged out everywhere."""
    check_beheerder(door)

    def change(verbinding: Connection) -> None:
        find_own(verbinding, door, account)
        rijen.set_account(verbinding, account, totp="", totp_nieuw="", totp_stap=0)
        rijen.delete_aanmeldingen(verbinding, account)
        _note(verbinding, config, door, "totp_gewist", account)

    store.transact(change)


def change_wachtwoord(store: Store, config: Config, door: Ingelogd, oud: str, nieuw: str) -> None:
    """Set a new own password after giving the old one; every browser is logged out."""
    rij = store.read(lambda verbinding: rijen.find_account(verbinding, door.account))
    if rij is None or not door.bevestigd or not check_wachtwoord(rij.wachtwoord, oud):
        raise Weigering("toegang.wachtwoord_oud_fout")
    hash_ = hash_wachtwoord(clean_wachtwoord(nieuw))

    def change(verbinding: Connection) -> None:
        rijen.set_account(verbinding, door.account, wachtwoord=hash_)
        rijen.delete_aanmeldingen(verbinding, door.account)
        _note(verbinding, config, door, "wachtwoord_gezet", door.account)

    store.transact(change)


def _note(verbinding: Connection, config: Config, door: Ingelogd, daad: str, account: int) -> None:
    record(
        verbinding, config, organisatie=door.organisatie, account=door.account, daad=daad, voorwerp=f"account:{account}"
    )
