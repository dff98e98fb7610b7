"""De deur van de server, over gewone HTTP: meedoen met een code, of een geheim inruilen voor een rol.

Knows the two doors of docs/protocol.md and cookies, nothing of what happens on the line.
"""

from __future__ import annotations

import http.client
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from leersessie.i18n.weigering import Weigering

WACHT_S = 15.0


@dataclass(frozen=True, slots=True)
class Toegang:
    """What the door gave: which session, as whom, and the cookies that prove it."""

    adres: str
    sessie: str
    rol: str
    cookies: Mapping[str, str]
    woorden: str = ""
    werkvorm: str = ""
    taal: str = "nl"
    extra: Mapping[str, Any] = field(default_factory=dict)

    def to_kop(self) -> str:
        """The Cookie header."""
        return "; ".join(f"{naam}={waarde}" for naam, waarde in self.cookies.items())


class Geweigerd(Exception):
    """The door said no, in a sentence for people."""

    def __init__(self, tekst: str, *, opnieuw: bool = False) -> None:
        super().__init__(tekst)
        self.opnieuw = opnieuw


def join(adres: str, *, code: str = "", geheim: str = "", functie: str = "", taal: str = "nl") -> Toegang:
    """Come in as a deelnemer. Raises Geweigerd, or OSError when there is no server."""
    velden = {"geheim": geheim} if geheim else {"code": code}
    if functie:
        velden["functie"] = functie
    antwoord, cookies = _post(adres, "/mee", velden, taal)
    return Toegang(
        adres=adres,
        sessie=str(antwoord["sessie"]),
        rol="deelnemer",
        cookies=cookies,
        woorden=str(antwoord["woorden"]),
        werkvorm=str(antwoord.get("werkvorm", "")),
        taal=str(antwoord.get("taal", taal)),
    )


def exchange(link: str, *, taal: str = "nl") -> Toegang:
    """Change a link with a secret behind its `#` for the cookie of its role. Raises Geweigerd, OSError."""
    delen = urlsplit(link)
    adres = f"{delen.scheme}://{delen.netloc}"
    antwoord, cookies = _post(adres, "/toegang", {"geheim": delen.fragment}, taal)
    return Toegang(adres, str(antwoord["sessie"]), str(antwoord["rol"]), cookies, taal=taal)


def _post(adres: str, pad: str, velden: Mapping[str, str], taal: str) -> tuple[dict[str, Any], dict[str, str]]:
    verbinding = open_http(adres)
    try:
        koppen = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Language": taal}
        verbinding.request("POST", pad, json.dumps(velden), koppen)
        antwoord = verbinding.getresponse()
        inhoud, cookies = _read_json(antwoord.read()), _read_cookies(antwoord)
    except http.client.HTTPException as fout:
        raise ConnectionError from fout
    finally:
        verbinding.close()
    if antwoord.status != 200:
        raise Geweigerd(str(inhoud.get("tekst", antwoord.status)), opnieuw=inhoud.get("opnieuw") is True)
    return inhoud, cookies


def open_http(adres: str) -> http.client.HTTPConnection:
    """A connection to the server of this address. Raises Weigering for something that is no address."""
    delen = urlsplit(adres)
    if delen.scheme not in ("http", "https") or not delen.hostname:
        raise Weigering("proefgroep.adres_fout")
    if delen.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(delen.hostname, delen.port, timeout=WACHT_S, context=context)
    return http.client.HTTPConnection(delen.hostname, delen.port, timeout=WACHT_S)


def _read_json(ruw: bytes) -> dict[str, Any]:
    try:
        inhoud = json.loads(ruw)
    except ValueError:
        return {}
    return inhoud if isinstance(inhoud, dict) else {}


def _read_cookies(antwoord: http.client.HTTPResponse) -> dict[str, str]:
    cookies: dict[str, str] = {}
    for kop in antwoord.headers.get_all("Set-Cookie") or []:
        try:
            kruimels = SimpleCookie(kop)
        except CookieError:
            continue
        cookies.update({naam: kruimel.value for naam, kruimel in kruimels.items()})
    return cookies
