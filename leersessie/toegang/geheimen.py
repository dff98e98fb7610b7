"""Geheimen trekken en vergelijken. Bewaart er geen: wat de deur uitgaat, blijft hier alleen als hash."""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from leersessie.config import Config

T = TypeVar("T")
TOKEN_BYTES = 32
QR_BYTES = 16


def new_token(config: Config, aantal_bytes: int = TOKEN_BYTES) -> str:
    """A fresh secret for a cookie or link: 256 bits unless told otherwise, in lower-case base32."""
    return base64.b32encode(config.loterij(aantal_bytes)).decode().rstrip("=").lower()


def hash_token(token: str) -> str:
    """What the database keeps of a token. A plain SHA-256 is enough: nobody guesses 128 bits or more."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def draw_index(config: Config, aantal: int) -> int:
    """A number from 0 to `aantal` - 1, every one equally likely. `aantal` is at most 65,536."""
    grens = 65_536 - 65_536 % aantal
    while True:
        getal = int.from_bytes(config.loterij(2), "big")
        if getal < grens:
            return getal % aantal


def draw_one(config: Config, keuzes: Sequence[T]) -> T:
    """One of these, every one equally likely."""
    return keuzes[draw_index(config, len(keuzes))]


def read_sleutel(config: Config) -> bytes:
    """The key of this installation: made once in LEERSESSIE_DATA/sleutel, readable only by its owner.

    It must move along with a backup: sessions of browsers and the four-word codes depend on it.
    """
    pad = config.data / "sleutel"
    if not pad.exists():
        _make_sleutel(pad)
    sleutel = bytes.fromhex(pad.read_text("ascii").strip())
    if len(sleutel) < TOKEN_BYTES:
        raise ValueError("het bestand 'sleutel' in de gegevensmap is te kort")
    return sleutel


def _make_sleutel(pad: Path) -> None:
    """Write a new key beside its place and move it in with a hard link, so that two processes get the same one."""
    pad.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    kladje = pad.with_name(f"sleutel.{secrets.token_hex(8)}")
    nummer = os.open(kladje, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(nummer, "w", encoding="ascii") as bestand:
        bestand.write(secrets.token_hex(TOKEN_BYTES))
        bestand.flush()
        os.fsync(bestand.fileno())
    try:
        os.link(kladje, pad)
    except FileExistsError:
        pass
    finally:
        kladje.unlink()
