"""De code waarmee mensen meedoen: zeven tekens die je kunt voorlezen, en het geheim in de QR.

Knows nothing of what happens behind the door.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta

from sqlalchemy import Connection

from leersessie.config import Config
from leersessie.store import Store
from leersessie.store import bewijzen as rijen
from leersessie.toegang.geheimen import QR_BYTES, draw_one, hash_token, new_token

ALFABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""28 characters nobody confuses: no A E I O U (no words), no L 0 1."""
LENGTE = 7
RUST_DAGEN = 90


def clean_code(ruw: object) -> str | None:
    """The code as it is stored, or None when this cannot be one. Case, spaces and hyphens do not matter."""
    if not isinstance(ruw, str) or len(ruw) > 40:
        return None
    plat = unicodedata.normalize("NFKC", ruw).upper()
    code = "".join(t for t in plat if unicodedata.category(t) not in ("Zs", "Pd", "Pc", "Cf", "Cc") and t != "−")
    return code if len(code) == LENGTE and all(t in ALFABET for t in code) else None


def show_code(code: str) -> str:
    """The code as people read it: KBD-42FX."""
    return f"{code[:3]}-{code[3:]}"


def new_code(verbinding: Connection, config: Config) -> str:
    """A code no session has or had in the last 90 days. Rests from the first day it is given out."""
    while True:
        code = "".join(draw_one(config, ALFABET) for _ in range(LENGTE))
        if not rijen.is_code_bezet(verbinding, code):
            release_code(verbinding, config, code)
            return code


def release_code(verbinding: Connection, config: Config, code: str) -> None:
    """Call when a session lets its code go: nobody gets it again within 90 days from today."""
    vandaag = datetime.fromtimestamp(config.klok.wand(), config.zone).date()
    rijen.rest_code(verbinding, code, (vandaag + timedelta(days=RUST_DAGEN)).isoformat())


def new_qr(config: Config) -> tuple[str, str]:
    """A fresh QR secret of 128 bits and the hash to store: (geheim, hash)."""
    geheim = new_token(config, QR_BYTES)
    return geheim, hash_token(geheim)


def find_sessie(store: Store, *, code: object = None, geheim: object = None) -> str | None:
    """The session behind a typed code or a QR secret, or None. Look here only through the Rem for typed codes."""
    if isinstance(geheim, str) and geheim:
        qr_hash = hash_token(geheim)
        return store.read(lambda verbinding: rijen.find_sessie(verbinding, qr_hash=qr_hash))
    # an impossible code is looked up too, so that it costs as much time as a wrong one
    schoon = clean_code(code) or ""
    return store.read(lambda verbinding: rijen.find_sessie(verbinding, code=schoon))
