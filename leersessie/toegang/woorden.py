"""Woorden in plaats van namen: twee om een telefoon te herkennen, vier als sleutel van de inbrenger.

Knows lists of words, not people.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from leersessie.config import TALEN, Config
from leersessie.toegang.geheimen import draw_one, read_sleutel

AANTAL_CODEWOORDEN = 4
# scrypt: 32 MB and about 0.1 s a try
SCRYPT_N, SCRYPT_R, SCRYPT_P = 2**15, 8, 1


@cache
def read_lijst(naam: str) -> tuple[str, ...]:
    """A list of words from toegang/lijsten, one or more a line; '#' starts a comment."""
    tekst = (files(__package__) / "lijsten" / f"{naam}.txt").read_text("utf-8")
    regels = (regel.partition("#")[0] for regel in tekst.splitlines())
    return tuple(woord for regel in regels for woord in regel.split())


def draw_woorden(config: Config, is_bezet: Callable[[str, str], bool], taal: str = "nl") -> str:
    """Two different words that no other phone of this session has, such as 'beuk schelp'.

    `is_bezet` says whether a pair is taken, in this order or the other.
    """
    lijst = read_lijst(f"rust_{taal if taal in TALEN else TALEN[0]}")
    while True:
        eerste, tweede = draw_one(config, lijst), draw_one(config, lijst)
        if eerste != tweede and not is_bezet(f"{eerste} {tweede}", f"{tweede} {eerste}"):
            return f"{eerste} {tweede}"


# ---- the four-word code -------------------------------------------------------------------------------------


def draw_vierwoordcode(config: Config, taal: str = "nl") -> str:
    """Four words for on paper: one of at least 1,024 ** 4 (40 bits)."""
    lijst = read_lijst(f"code_{taal if taal in TALEN else TALEN[0]}")
    return " ".join(draw_one(config, lijst) for _ in range(AANTAL_CODEWOORDEN))


def clean_vierwoordcode(ruw: object) -> str | None:
    """The four words as they were given out, or None when this cannot be a code. Case, commas and hyphens are free."""
    if not isinstance(ruw, str) or len(ruw) > 200:
        return None
    plat = unicodedata.normalize("NFKC", ruw).lower()
    woorden = "".join(t if t.isalpha() else " " for t in plat).split()
    bekend = set().union(*(read_lijst(f"code_{taal}") for taal in TALEN))
    return " ".join(woorden) if len(woorden) == AANTAL_CODEWOORDEN and bekend.issuperset(woorden) else None


def hash_vierwoordcode(config: Config, code: str) -> str:
    """What is kept of a four-word code. Takes about 0.1 s: call it through store.ZWAAR.

    Forty bits are too few for SHA-256: a copy of the database would give the words in minutes. So scrypt (slow on
    purpose), salted with the key of this installation, which lies outside the database. One salt for all codes,
    not one per row: a les must be found by its code alone, without a row that leads back to a session.
    """
    zout = hmac.digest(read_sleutel(config), b"vier woorden", hashlib.sha256)
    sleutel = hashlib.scrypt(
        code.encode(), salt=zout, n=SCRYPT_N, r=SCRYPT_R, p=SCRYPT_P, maxmem=2 * 128 * SCRYPT_N * SCRYPT_R, dklen=32
    )
    return sleutel.hex()


def bind_to_les(config: Config, code_hash: str) -> str:
    """The mark of a four-word code on a shared les: another one than on the verslag.

    Whoever holds a copy of the database, but not the key beside it, cannot join the two. '' stays ''.
    """
    if not code_hash:
        return ""
    return hmac.digest(read_sleutel(config), b"les van " + code_hash.encode(), hashlib.sha256).hex()
