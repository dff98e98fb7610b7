"""De buitendeur: wat elke vraag moet hebben voordat een bladzijde of lijn haar ziet.

Host, method, size and forwarded headers are judged here, once. Gives every request a number for the error page.
Knows no pages.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.middleware.proxy_fix import ProxyFix

from leersessie.config import Config
from leersessie.i18n import t
from leersessie.web.lijn.adressen import Herkomst
from leersessie.web.logboek import log_event

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
HOOGSTENS_BODY = 8_000_000
METHODEN = frozenset({"GET", "HEAD", "POST"})
NUMMER = "leersessie.nummer"
TRAAG_MS = 1_000
LIJN_PAD = "/socket.io/"
LIJN_KOPPEN = (
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
)
DOORGESTUURD = tuple(f"HTTP_X_FORWARDED_{naam}" for naam in ("FOR", "PROTO", "HOST", "PORT", "PREFIX", "SERVER"))


class Deur:
    """WSGI middleware around the whole app."""

    def __init__(self, app: Wsgi, config: Config, herkomst: Herkomst) -> None:
        self._herkomst = herkomst
        self._taal = config.taal
        self._app = app
        self._stopt = False
        proxies = config.vertrouwde_proxies
        self._wsgi: Wsgi = ProxyFix(self._handle, x_for=proxies, x_proto=proxies, x_host=0) if proxies else self._handle

    def stop(self) -> None:
        """Answer 'even geduld' from now on."""
        self._stopt = True

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Judge one request, then hand it on."""
        return self._wsgi(environ, start_response)

    def _handle(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        for kop in DOORGESTUURD:
            environ.pop(kop, None)  # ProxyFix has read what a configured proxy said; nobody else is believed
        environ[NUMMER] = nummer = secrets.token_hex(4)
        lijn = environ.get("PATH_INFO", "").startswith(LIJN_PAD)
        weigering = self._check(environ, lijn)
        if weigering:
            return self._refuse(*weigering, start_response)
        begin = time.monotonic()

        def start(status: str, koppen: list[tuple[str, str]], exc_info: Any = None) -> Any:
            ms = int((time.monotonic() - begin) * 1000)
            if not lijn and (status[:1] == "5" or ms > TRAAG_MS):
                niveau = logging.ERROR if status[:1] == "5" else logging.WARNING
                log_event("verzoek", niveau, nummer=nummer, status=int(status[:3]), ms=ms)
            return start_response(status, _add_koppen(koppen) if lijn else koppen, exc_info)

        return self._app(environ, start)

    def _check(self, environ: dict[str, Any], lijn: bool) -> tuple[str, str] | None:
        if not self._herkomst.allows_host(environ.get("HTTP_HOST")):
            return "400 BAD REQUEST", "lijn.onbekend_adres"
        if self._stopt:
            return "503 SERVICE UNAVAILABLE", "lijn.herstart"
        if environ["REQUEST_METHOD"] not in METHODEN:
            return "405 METHOD NOT ALLOWED", "lijn.vorm"
        if "HTTP_TRANSFER_ENCODING" in environ:
            return "411 LENGTH REQUIRED", "lijn.vorm"
        lengte = environ.get("CONTENT_LENGTH") or "0"
        if not lengte.isascii() or not lengte.isdigit() or int(lengte) > HOOGSTENS_BODY:
            return "413 CONTENT TOO LARGE", "lijn.te_groot"
        if lijn and _wants_jsonp(environ.get("QUERY_STRING", "")):
            return "400 BAD REQUEST", "lijn.vorm"
        return None

    def _refuse(self, status: str, sleutel: str, start_response: Any) -> Iterable[bytes]:
        tekst = (t(self._taal, sleutel) + "\n").encode()
        koppen = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(tekst))),
            ("Connection", "close"),
            *LIJN_KOPPEN,
        ]
        if status.startswith("405"):
            koppen.append(("Allow", ", ".join(sorted(METHODEN))))
        if status.startswith("503"):
            koppen.append(("Retry-After", "2"))
        start_response(status, koppen)
        return [tekst]


def _add_koppen(koppen: list[tuple[str, str]]) -> list[tuple[str, str]]:
    uit = []
    for naam, waarde in koppen:
        if naam.lower() == "content-type" and "charset" not in waarde.lower():
            waarde = f"{waarde}; charset=utf-8"
        uit.append((naam, waarde))
    return [*uit, *LIJN_KOPPEN]


def _wants_jsonp(vraag: str) -> bool:
    """JSONP would let any page read a line with a script tag."""
    return any(deel.partition("=")[0] == "j" for deel in vraag.split("&"))
