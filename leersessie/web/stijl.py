"""De stijl van een doek: zijn stijlbladen achter elkaar, want een telefoon met slecht bereik wacht anders
op dertig bestanden. Er is geen bouwstap: wie een blad wijzigt, ziet het bij de volgende keer laden.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import tomllib
from functools import lru_cache
from pathlib import Path

from leersessie.config import content_dir

_UITLEG = re.compile(rb"/\*.*?\*/\s*", re.S)
LIJST = "doeken.toml"


def list_bladen(doek: str) -> tuple[Path, ...]:
    """The sheets of one doek in their order; empty when there is no such doek. static/css/doeken.toml has the list."""
    css = content_dir("static") / "css"
    lijsten: dict[str, list[str]] = tomllib.loads((css / LIJST).read_text("utf-8"))
    grondslag = lijsten.pop("grondslag")
    if doek not in lijsten:
        return ()
    return tuple(css / f"{naam}.css" for naam in (*grondslag, *lijsten[doek]))


def join_bladen(doek: str) -> tuple[bytes, str]:
    """One gzipped sheet and its mark; the mark changes with every sheet. Raises FileNotFoundError for another doek."""
    bladen = list_bladen(doek)
    if not bladen:
        raise FileNotFoundError(doek)
    return _join(bladen, tuple(blad.stat().st_mtime_ns for blad in bladen))


@lru_cache(maxsize=32)
def _join(bladen: tuple[Path, ...], _: tuple[int, ...]) -> tuple[bytes, str]:
    heel = _UITLEG.sub(b"", b"\n".join(blad.read_bytes() for blad in bladen))
    return gzip.compress(heel, 9, mtime=0), hashlib.sha256(heel).hexdigest()[:20]
