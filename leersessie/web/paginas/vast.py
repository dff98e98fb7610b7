"""Vaste bestanden: stijl, scripts, letters en beelden. Altijd nagevraagd, en klein over de lijn."""

from __future__ import annotations

import gzip
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, request, send_from_directory

from leersessie.config import content_dir

blad = Blueprint("vast", __name__)
BLIJVEND = ("fonts/", "vendor/")
KLEIN = frozenset({".css", ".js", ".svg"})


@blad.get("/static/<path:naam>")
def serve(naam: str) -> Response:
    """A file of the static folder, gzipped where it helps.

    Our own files are revalidated each time, so that a new version is seen at once; letters and vendored files
    never change under their name and stay with the browser for a week.
    """
    antwoord = send_from_directory(content_dir("static"), naam, max_age=0)
    antwoord.headers["Cache-Control"] = "max-age=604800" if naam.startswith(BLIJVEND) else "no-cache"
    antwoord.headers["Vary"] = "Accept-Encoding"
    klein = Path(naam).suffix in KLEIN and "gzip" in request.headers.get("Accept-Encoding", "")
    if antwoord.status_code == 200 and klein:
        pad = content_dir("static") / naam
        antwoord.direct_passthrough = False
        antwoord.set_data(_compress(str(pad), pad.stat().st_mtime_ns))
        antwoord.headers["Content-Encoding"] = "gzip"
    return antwoord


@lru_cache(maxsize=256)
def _compress(pad: str, _: int) -> bytes:
    """The gzipped file; the time of change is part of the key."""
    return gzip.compress(Path(pad).read_bytes(), 9, mtime=0)
