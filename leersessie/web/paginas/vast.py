"""Vaste bestanden: stijl, scripts, letters en beelden. Altijd nagevraagd, en klein over de lijn."""

from __future__ import annotations

import gzip
import mimetypes
import re
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, request, send_from_directory
from werkzeug.security import safe_join

from leersessie.config import content_dir
from leersessie.i18n.weigering import NietGevonden
from leersessie.web.stijl import join_bladen

blad = Blueprint("vast", __name__)
BLIJVEND = ("fonts/", "vendor/")
OVERBODIG = ("Content-Disposition", "Expires", "Last-Modified", "Accept-Ranges")
"""Headers that say nothing new beside the ETag; a phone pays for them with every file."""
_UITLEG = re.compile(rb"^[ \t]*(?:/\*(?:(?!\*/).)*\*/[ \t]*|//[^\n]*)\n", re.S | re.M)
"""A comment that has lines of its own."""
KLEIN = frozenset({".css", ".js", ".svg"})


@blad.get("/static/stijl/<doek>.css")
def serve_stijl(doek: str) -> Response:
    """All sheets of one doek in one answer; beside `css/`, so that the addresses of the letters stay right."""
    try:
        klein, merk = join_bladen(doek)
    except FileNotFoundError:
        raise NietGevonden from None
    antwoord = _to_klein(klein, "text/css") if _may_klein() else Response(gzip.decompress(klein), mimetype="text/css")
    return _finish(antwoord, merk)


@blad.get("/static/<path:naam>")
def serve(naam: str) -> Response:
    """A file of the static folder, gzipped where it helps.

    Our own files are revalidated each time, so that a new version is seen at once; letters and vendored files
    never change under their name and stay with the browser for a week.
    """
    heel = safe_join(str(content_dir("static")), naam)
    blijft = naam.startswith(BLIJVEND)
    if heel and Path(heel).suffix in KLEIN and Path(heel).is_file() and _may_klein():
        klein, merk = _compress(heel, Path(heel).stat().st_mtime_ns)
        return _finish(_to_klein(klein, mimetypes.guess_type(naam)[0] or "text/plain"), merk, blijft=blijft)
    return _finish(send_from_directory(content_dir("static"), naam, max_age=0), blijft=blijft)


def _may_klein() -> bool:
    return "gzip" in request.headers.get("Accept-Encoding", "")


def _to_klein(klein: bytes, soort: str) -> Response:
    antwoord = Response(klein, mimetype=soort)
    antwoord.headers["Content-Encoding"] = "gzip"
    return antwoord


def _finish(antwoord: Response, merk: str = "", *, blijft: bool = False) -> Response:
    """With a mark to ask again by, and without what says nothing new."""
    for kop in OVERBODIG:
        antwoord.headers.pop(kop, None)
    antwoord.headers["Cache-Control"] = "max-age=604800" if blijft else "no-cache"
    antwoord.headers["Vary"] = "Accept-Encoding"
    if merk:
        antwoord.set_etag(merk)
        antwoord.make_conditional(request)
    return antwoord


@lru_cache(maxsize=256)
def _compress(pad: str, tijd: int) -> tuple[bytes, str]:
    """The gzipped file, our own scripts without their comments, and a mark of its time of change."""
    heel = Path(pad).read_bytes()
    if pad.endswith(".js") and "/vendor/" not in pad:
        heel = _UITLEG.sub(b"", heel)
    return gzip.compress(heel, 9, mtime=0), f"{tijd:x}-{len(heel):x}"
