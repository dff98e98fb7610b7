"""Aanmelden en afmelden: wachtwoord, tweede factor, en hoe lang een browser binnen mag blijven.

A token of 256 bits stands for one browser; only its hash is kept. Answers nothing about accounts that do not exist.
"""

from __future__ import annotations

import hmac
import logging

import pyotp
from sqlalchemy import Connection

from leersessie.config import Config
from leersessie.i18n.weigering import NietGevonden, NietToegestaan, Weigering
from leersessie.store import Store
from leersessie.store import accounts as rijen
from leersessie.store.accounts import AanmeldingRij, AccountRij
from leersessie.toegang.accounts import Ingelogd, to_ingelogd
from leersessie.toegang.audit import record
from leersessie.toegang.geheimen import hash_token, new_token
from leersessie.toegang.wachtwoord import check_wachtwoord

log = logging.getLogger("leersessie.toegang")
MINUUT_MS = 60_000
STIL_MS = 30 * MINUUT_MS
HALF_MS = 10 * MINUUT_MS
"""Between password and second factor."""
DUUR_GESPREKSLEIDER_MS = 12 * 60 * MINUUT_MS
DUUR_MS = 8 * 60 * MINUUT_MS
TOTP_SECONDEN = 30
TOTP_POGINGEN = 5
"""After so many wrong codes the password must be given again."""


def log_in(store: Store, config: Config, email: object, wachtwoord: object, totp: object = None) -> str:
    """A token for this browser. Without a needed second factor the log-in is not yet `bevestigd`.

    Raises Weigering 'toegang.aanmelden_fout', the same (and as slow) for a wrong address, password or account.
    """
    adres = email.strip().casefold() if isinstance(email, str) and len(email) <= 254 else ""
    account = store.read(lambda verbinding: rijen.find_account(verbinding, email=adres))
    klopt = check_wachtwoord(account.wachtwoord if account else "", wachtwoord)
    if account is None or not klopt or not account.actief:
        # no line in the audit: writing one only for addresses that exist would show in the time it takes
        log.warning("aanmelden mislukt")
        raise Weigering("toegang.aanmelden_fout", status=401)
    bevestigd = _needs_no_more(account)
    if account.totp and totp is not None:
        if not _take_totp(store, config, account, account.totp, totp):
            _note(store, config, account, "aanmelden_mislukt")
            raise Weigering("toegang.aanmelden_fout", status=401)
        bevestigd = True
    return _open_aanmelding(store, config, account, bevestigd=bevestigd)


def confirm_totp(store: Store, config: Config, token: str, code: object) -> str:
    """The second factor of a log-in that waits for it. Returns a new token; the old one stops working."""
    rij = _find_live(store, config, token)
    if rij is None or not rij.account.totp:
        raise Weigering("toegang.aanmelden_opnieuw", status=401)
    if not _take_totp(store, config, rij.account, rij.account.totp, code):
        _count_fout(store, config, rij)
        raise Weigering("toegang.totp_fout", status=401)
    log_out(store, token)
    return _open_aanmelding(store, config, rij.account, bevestigd=True)


def start_totp(store: Store, config: Config, token: str) -> tuple[str, str]:
    """Begin setting up the second factor: (secret to type over, otpauth address for the QR).

    Works for a confirmed log-in, and for a beheerder who has none yet. An own secret stays in use until the new
    one was confirmed by a code.
    """
    rij = _find_live(store, config, token)
    if rij is None or (not rij.bevestigd and rij.account.totp):
        raise NietToegestaan
    geheim = new_token(config, 20).upper()
    account = rij.account.id
    store.transact(lambda verbinding: rijen.set_account(verbinding, account, totp_nieuw=geheim))
    return geheim, pyotp.TOTP(geheim).provisioning_uri(name=rij.account.email, issuer_name="leersessie")


def activate_totp(store: Store, config: Config, token: str, code: object) -> str:
    """Finish setting up with the first code of the new secret. Returns a new, confirmed token; others log out."""
    rij = _find_live(store, config, token)
    if rij is None or not rij.account.totp_nieuw or (not rij.bevestigd and rij.account.totp):
        raise NietToegestaan
    geheim = rij.account.totp_nieuw
    if not _take_totp(store, config, rij.account, geheim, code):
        raise Weigering("toegang.totp_fout", status=401)
    account = rij.account

    def change(verbinding: Connection) -> None:
        rijen.set_account(verbinding, account.id, totp=geheim, totp_nieuw="")
        rijen.delete_aanmeldingen(verbinding, account.id)
        record(verbinding, config, organisatie=account.organisatie, account=account.id, daad="totp_gezet")

    store.transact(change)
    return _open_aanmelding(store, config, account, bevestigd=True)


def find_aanmelding(store: Store, config: Config, token: object, *, tijdens_sessie: bool = False) -> Ingelogd | None:
    """Who this browser belongs to, or None. Being seen extends the half hour; a running session suspends it."""
    rij = _find_live(store, config, token, stil_telt=not tijdens_sessie) if isinstance(token, str) else None
    if rij is None:
        return None
    nu = config.klok.now_ms()
    if nu - rij.laatst_ms >= MINUUT_MS:
        nummer = rij.id
        store.transact(lambda verbinding: rijen.touch_aanmelding(verbinding, nummer, nu))
    return to_ingelogd(rij.account, bevestigd=rij.bevestigd)


def check_rol(door: Ingelogd | None, *rollen: str) -> Ingelogd:
    """This person, confirmed and with one of these roles. Raises NietToegestaan otherwise."""
    if door is None or not door.bevestigd or not door.rollen & set(rollen):
        raise NietToegestaan
    return door


def log_out(store: Store, token: str) -> None:
    """Log this browser out; without effect for an unknown token."""
    hash_ = hash_token(token)
    store.transact(lambda verbinding: rijen.delete_aanmelding(verbinding, hash_))


def log_out_everyone(store: Store, config: Config, account: int) -> int:
    """Log all browsers of an account out at once; returns how many. Raises NietGevonden."""

    def change(verbinding: Connection) -> int:
        rij = rijen.find_account(verbinding, account)
        if rij is None:
            raise NietGevonden
        record(verbinding, config, organisatie=rij.organisatie, account=account, daad="overal_afgemeld")
        return rijen.delete_aanmeldingen(verbinding, account)

    return store.transact(change)


# ---- behind the door ----------------------------------------------------------------------------------------


def _needs_no_more(account: AccountRij) -> bool:
    """True when the password alone is enough: no second factor set, and not a beheerder (who must set one)."""
    return not account.totp and "beheerder" not in account.rollen


def _open_aanmelding(store: Store, config: Config, account: AccountRij, *, bevestigd: bool) -> str:
    token = new_token(config)
    hash_, nu = hash_token(token), config.klok.now_ms()

    def make(verbinding: Connection) -> None:
        rijen.add_aanmelding(verbinding, account.id, hash_, nu, bevestigd=bevestigd)
        if bevestigd:
            record(verbinding, config, organisatie=account.organisatie, account=account.id, daad="aangemeld")

    store.transact(make)
    return token


def _find_live(store: Store, config: Config, token: object, *, stil_telt: bool = True) -> AanmeldingRij | None:
    """The log-in behind a token while it lasts."""
    if not isinstance(token, str) or not token:
        return None
    hash_ = hash_token(token)
    rij = store.read(lambda verbinding: rijen.find_aanmelding(verbinding, hash_))
    if rij is None or not rij.account.actief:
        return None
    nu = config.klok.now_ms()
    langst = DUUR_GESPREKSLEIDER_MS if "gespreksleider" in rij.account.rollen else DUUR_MS
    te_oud = nu - rij.gemaakt_ms >= (langst if rij.bevestigd else HALF_MS)
    te_stil = stil_telt and nu - rij.laatst_ms >= STIL_MS
    return None if te_oud or te_stil else rij


def _take_totp(store: Store, config: Config, account: AccountRij, geheim: str, code: object) -> bool:
    """True for the code of now or of the step before or after, each only once."""
    schoon = "".join(code.split()) if isinstance(code, str) else ""
    if len(schoon) != 6 or not (schoon.isascii() and schoon.isdigit()):
        return False
    teller = pyotp.TOTP(geheim)
    nu = int(config.klok.wand()) // TOTP_SECONDEN
    goed = [stap for stap in (nu - 1, nu, nu + 1) if hmac.compare_digest(teller.generate_otp(stap), schoon)]
    return bool(goed) and store.transact(lambda verbinding: rijen.take_totp_stap(verbinding, account.id, goed[0]))


def _count_fout(store: Store, config: Config, rij: AanmeldingRij) -> None:
    def change(verbinding: Connection) -> None:
        rijen.count_fout(verbinding, rij.id, TOTP_POGINGEN)
        organisatie, account = rij.account.organisatie, rij.account.id
        record(verbinding, config, organisatie=organisatie, account=account, daad="aanmelden_mislukt")

    store.transact(change)


def _note(store: Store, config: Config, account: AccountRij, daad: str) -> None:
    store.transact(
        lambda verbinding: record(verbinding, config, organisatie=account.organisatie, account=account.id, daad=daad)
    )
