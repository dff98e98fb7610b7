"""Wachtwoorden: wat er mag, en een hash die raden duur maakt. Bewaart en logt er nooit een."""

from __future__ import annotations

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from leersessie.i18n.weigering import Weigering
from leersessie.store import ZWAAR
from leersessie.toegang.woorden import read_lijst

KORTST, LANGST = 12, 128
# OWASP's Argon2id advice for 46 MB; two at a time (ZWAAR) stay under 100 MB
_HASHER = PasswordHasher(time_cost=2, memory_cost=47_104, parallelism=1)


def clean_wachtwoord(ruw: object) -> str:
    """The password as it is hashed: composed accents, nothing trimmed, no composition rules.

    Raises Weigering when it is too short, too long, or one that everybody tries first.
    """
    if not isinstance(ruw, str) or any(0xD800 <= ord(teken) <= 0xDFFF for teken in ruw):
        raise Weigering("toegang.wachtwoord_kort", kortst=KORTST)
    wachtwoord = unicodedata.normalize("NFC", ruw)
    if len(wachtwoord) < KORTST:
        raise Weigering("toegang.wachtwoord_kort", kortst=KORTST)
    if len(wachtwoord) > LANGST:
        raise Weigering("toegang.wachtwoord_lang", langst=LANGST)
    if _is_bekend(wachtwoord):
        raise Weigering("toegang.wachtwoord_bekend")
    return wachtwoord


def hash_wachtwoord(wachtwoord: str) -> str:
    """Argon2id hash of a clean password; does not hold the loop."""
    return ZWAAR.run(_HASHER.hash, wachtwoord)


def check_wachtwoord(hash_: str, ruw: object) -> bool:
    """True when this is the password. An empty hash costs as much time and is always False."""
    bruikbaar = isinstance(ruw, str) and len(ruw) <= LANGST
    poging = unicodedata.normalize("NFC", str(ruw)).encode("utf-8", "replace") if bruikbaar else b""
    klopt = ZWAAR.run(_verify, hash_ or _hash_of_nobody(), poging)
    return klopt and bool(hash_) and bruikbaar


@cache
def _hash_of_nobody() -> str:
    return _HASHER.hash("een wachtwoord van niemand")


def _verify(hash_: str, poging: bytes) -> bool:
    try:
        return _HASHER.verify(hash_, poging)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _is_bekend(wachtwoord: str) -> bool:
    """True for one of the top list, also with digits or signs around it, and for one or two repeated characters."""
    plat = wachtwoord.casefold()
    kern = plat.strip("0123456789!@#$%^&*()-_=+.,?/ ")
    lijst = frozenset(read_lijst("wachtwoorden"))
    return plat in lijst or plat.replace(" ", "") in lijst or kern in lijst or len(set(plat)) < 3 or not kern
