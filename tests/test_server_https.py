"""Achter nginx en achter Caddy, met https, volgens de recepten in deploy/: een echte browser doet mee.

The recipes run as they are, apart from ports, the server behind them and who signs the certificate.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from huislijst import WORTEL
from hulp.chromium import VLAGGEN
from hulp.server import start_proef, start_server, wait_until
from hulp.voorbereid import Klaar, prepare_huis
from playwright.sync_api import APIRequestContext, Browser, expect, sync_playwright

from leersessie.config import Config
from leersessie.store import open_store

pytestmark = [pytest.mark.server, pytest.mark.chromium, pytest.mark.traag]
NAAM = "leren.voorbeeld.nl"
TERMIJN = "20s"
"""How long a recipe waits for the head of a request; made short here, so that an open line outlives it."""
HOOFD_NGINX = """
daemon off; worker_processes 1; pid {map_}/pid; error_log stderr;
events {{ worker_connections 256; }}
http {{
  client_body_temp_path {map_}/1; proxy_temp_path {map_}/2; fastcgi_temp_path {map_}/3;
  uwsgi_temp_path {map_}/4; scgi_temp_path {map_}/5;
  include {map_}/recept.conf;
}}
"""
HOOFD_CADDY = """{{
	admin unix/{map_}/beheer
	local_certs
	skip_install_trust
	default_bind 127.0.0.1
	http_port {http}
	https_port {https}
"""


@dataclass(frozen=True)
class Poorten:
    """Where the proxy listens, and where the server behind it does."""

    https: int
    http: int
    naar: int


@dataclass(frozen=True)
class Recept:
    """One way to put https in front: how to write it down, look at it and run it."""

    naam: str
    pakket: str
    schrijf: Callable[[Path, Poorten], None]
    kijk: Callable[[Path], list[str]]
    draai: Callable[[Path], list[str]]
    verhuisd: int


def find_poort() -> int:
    """A port that is free now."""
    with socket.socket() as sok:
        sok.bind(("127.0.0.1", 0))
        return int(sok.getsockname()[1])


def is_open(poort: int) -> bool:
    """Does somebody listen there?"""
    with socket.socket() as sok:
        return sok.connect_ex(("127.0.0.1", poort)) == 0


def change_recept(bestand: str, wissels: Mapping[str, str]) -> str:
    """A recipe from deploy/, changed; every change must find its line."""
    tekst = (WORTEL / "deploy" / bestand).read_text("utf-8")
    for oud, nieuw in wissels.items():
        assert oud in tekst, oud
        tekst = tekst.replace(oud, nieuw)
    return tekst


def write_nginx(map_: Path, poorten: Poorten) -> None:
    """On ports of loopback, with a certificate of our own."""
    sleutel = ["-keyout", str(map_ / "sleutel.pem"), "-out", str(map_ / "bewijs.pem")]
    maak = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAAM}", *sleutel]
    subprocess.run(maak, check=True, capture_output=True)
    wissels = {
        "listen [::]:80;": "",
        "listen [::]:443 ssl http2;": "",
        "listen 80;": f"listen 127.0.0.1:{poorten.http};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{poorten.https} ssl http2;",
        "http://127.0.0.1:8000": f"http://127.0.0.1:{poorten.naar}",
        f"/etc/letsencrypt/live/{NAAM}/fullchain.pem": str(map_ / "bewijs.pem"),
        f"/etc/letsencrypt/live/{NAAM}/privkey.pem": str(map_ / "sleutel.pem"),
        TERMIJN: "2s",
    }
    (map_ / "recept.conf").write_text(change_recept("nginx.conf", wissels), "utf-8")
    (map_ / "nginx.conf").write_text(HOOFD_NGINX.format(map_=map_), "utf-8")


def write_caddy(map_: Path, poorten: Poorten) -> None:
    """On ports of loopback, with a certificate that Caddy signs itself."""
    hoofd = HOOFD_CADDY.format(map_=map_, http=poorten.http, https=poorten.https)
    wissels = {"\n{\n": f"\n{hoofd}", "127.0.0.1:8000": f"127.0.0.1:{poorten.naar}", TERMIJN: "2s"}
    (map_ / "Caddyfile").write_text(change_recept("Caddyfile", wissels), "utf-8")


def use_caddy(woord: str) -> Callable[[Path], list[str]]:
    """The order that has Caddy do this with the recipe."""
    return lambda map_: ["caddy", woord, "--config", str(map_ / "Caddyfile"), "--adapter", "caddyfile"]


def use_nginx(*woorden: str) -> Callable[[Path], list[str]]:
    """The order that has nginx do this with the recipe."""
    return lambda map_: ["nginx", "-p", str(map_), "-c", str(map_ / "nginx.conf"), *woorden]


RECEPTEN = [
    Recept("nginx", "nginx-light", write_nginx, use_nginx("-t"), use_nginx(), 301),
    Recept("caddy", "caddy", write_caddy, use_caddy("validate"), use_caddy("run"), 308),
]


BEIDE = pytest.mark.parametrize("recept", RECEPTEN, ids=lambda recept: recept.naam)


def need_programma(recept: Recept) -> None:
    """The proxy itself must be here; without it the test did not run, and that is no success."""
    if shutil.which(recept.naam) is None:
        assert os.environ.get("CI") != "true", f"{recept.naam} ontbreekt; zonder mag deze test hier niet voorbijgaan"
        pytest.fail(f"niet uitgevoerd: {recept.naam} ontbreekt (apt-get install {recept.pakket})")


@contextmanager
def run_recept(recept: Recept, map_: Path, poorten: Poorten) -> Iterator[Path]:
    """The proxy with this recipe; whatever it complains about fails the test. Gives the file with all it says."""
    map_.mkdir()
    recept.schrijf(map_, poorten)
    omgeving = {**os.environ, "HOME": str(map_), "XDG_DATA_HOME": str(map_), "XDG_CONFIG_HOME": str(map_)}
    proef = subprocess.run(recept.kijk(map_), capture_output=True, text=True, check=False, env=omgeving)
    klachten = [klacht for klacht in ("[warn]", "[emerg]", '"warn"', '"error"') if klacht in proef.stderr]
    assert (proef.returncode, klachten) == (0, []), proef.stderr
    with (map_ / "gezegd.log").open("w") as stroom:
        proces = subprocess.Popen(recept.draai(map_), stdout=stroom, stderr=stroom, env=omgeving)
    try:
        wait_until(lambda: is_open(poorten.https) and is_open(poorten.http))
        yield map_ / "gezegd.log"
    finally:
        proces.terminate()
        proces.wait(10)


class Lijn(http.client.HTTPSConnection):
    """A connection with the name of the recipe, from 127.0.0.2, so that the visitor is not the proxy."""

    def connect(self) -> None:
        """Over loopback, whatever the name is."""
        rauw = socket.create_connection(("127.0.0.1", self.port), 10, ("127.0.0.2", 0))
        tls = ssl.create_default_context()
        tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
        self.sock = tls.wrap_socket(rauw, server_hostname=NAAM)


def ask(poort: int, pad: str, koppen: Mapping[str, str] | None = None) -> tuple[int, list[str], bytes]:
    """One request over https: status, the names of its headers, body."""
    lijn = Lijn(NAAM, poort)
    try:
        lijn.request("GET", pad, headers=dict(koppen or {}))
        antwoord = lijn.getresponse()
        return antwoord.status, [naam.lower() for naam, _ in antwoord.getheaders()], antwoord.read()
    finally:
        lijn.close()


def play(browser: Browser, klaar: Klaar, adres: str) -> APIRequestContext:
    """Open the session, let one phone in, and lay one card; gives what that phone asks with."""
    leider = browser.new_context(ignore_https_errors=True)
    leider.add_cookies([{"name": "__Host-ls-account", "value": klaar.account, "url": adres, "secure": True}])
    console = leider.new_page()
    console.goto(f"{adres}/sessies/{klaar.sessie}/console")
    console.locator('[data-daad="open"]').click()
    mens = browser.new_context(ignore_https_errors=True)
    telefoon, lijnen = mens.new_page(), []
    telefoon.on("websocket", lambda lijn: lijnen.append(lijn))
    telefoon.goto(f"{adres}/mee?code={klaar.code}")
    telefoon.click("footer button[type=submit]")
    telefoon.wait_for_url("**/telefoon/**")
    assert telefoon.evaluate("isSecureContext")
    koekjes = {k["name"]: (k["secure"], k["httpOnly"]) for k in mens.cookies()}
    assert koekjes[f"__Host-ls-deelnemer-{klaar.sessie}"] == (True, True)
    telefoon.wait_for_timeout(3_000)  # longer than the recipe waits for a request: the line is not one
    console.locator('[data-daad="begin"]').click()
    for _ in range(2):
        console.locator('[data-daad="stap"][data-gegeven*="volgende"]').first.click()
    telefoon.fill("#kaart-tekst", "Niemand vraagt meer naar het plan")
    telefoon.click("footer [type=submit]")
    expect(telefoon.locator("#bewaard")).to_be_visible()
    begin = f"wss{adres.removeprefix('https')}/"
    assert [(lijn.url.startswith(begin), lijn.is_closed()) for lijn in lijnen] == [(True, False)]
    return mens.request


@BEIDE
def test_een_telefoon_doet_mee_over_https(recept: Recept, tmp_path: Path) -> None:
    """Secure cookies with their prefix, one wss line that stays, a stored card, and http that points to https."""
    need_programma(recept)
    data, poorten = tmp_path / "data", (find_poort(), find_poort())
    klaar = prepare_huis(data)
    adres = f"https://{NAAM}:{poorten[0]}"
    omgeving = {"LEERSESSIE_ADRES": adres, "LEERSESSIE_VERTROUWDE_PROXIES": "1"}
    with ExitStack() as stapel:
        server = stapel.enter_context(start_server(data, omgeving=omgeving))
        stapel.enter_context(run_recept(recept, tmp_path / "proxy", Poorten(*poorten, server.port)))
        spel = stapel.enter_context(sync_playwright())
        vlaggen = [v for v in VLAGGEN if not v.startswith("--host-resolver")]
        browser = spel.chromium.launch(
            executable_path=shutil.which("chromium"), args=[*vlaggen, f"--host-resolver-rules=MAP {NAAM} 127.0.0.1"]
        )
        antwoord = play(browser, klaar, adres).get(
            f"http://127.0.0.1:{poorten[1]}/mee", headers={"Host": NAAM}, max_redirects=0
        )
        assert (antwoord.status, antwoord.headers["location"]) == (recept.verhuisd, f"https://{NAAM}/mee")
        browser.close()
        status, namen, _ = ask(poorten[0], "/mee")
        assert (status, sorted(namen)) == (200, sorted(set(namen)))
        assert "strict-transport-security" in namen
    store = open_store(Config(data=data))
    assert [w.inhoud["tekst"] for w in store.load(klaar.sessie).woorden.values()] == [
        "Niemand vraagt meer naar het plan"
    ]
    store.close()


@BEIDE
def test_de_proxy_zegt_wie_er_is_en_schrijft_het_niet_op(recept: Recept, tmp_path: Path) -> None:
    """Address and scheme come from the proxy, not from the visitor; a request that fails leaves no trace."""
    need_programma(recept)
    poorten = (find_poort(), find_poort())
    omgeving = {"LEERSESSIE_ADRES": f"https://{NAAM}:{poorten[0]}", "LEERSESSIE_VERTROUWDE_PROXIES": "1"}
    with ExitStack() as stapel:
        proef = stapel.enter_context(start_proef(tmp_path / "data", omgeving=omgeving))
        gezegd = stapel.enter_context(run_recept(recept, tmp_path / "proxy", Poorten(*poorten, proef.port)))
        vreemd = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "kwaad.example"}
        for koppen in ({}, vreemd, {"Forwarded": "for=203.0.113.7;proto=http;host=kwaad.example"}):
            status, _, tekst = ask(poorten[0], "/wie", koppen)
            wie = json.loads(tekst)
            assert (status, wie["host"].split(":")[0], wie["schema"], wie["adres"]) == (200, NAAM, "https", "127.0.0.2")
        assert ask(poorten[0], "/stort?code=KANARIE")[0] == 500
        proef.stop()
        assert ask(poorten[0], "/mee?code=KANARIE")[0] == 502
        opgeschreven = gezegd.read_text("utf-8")
        assert [spoor for spoor in ("KANARIE", "/mee", "127.0.0.2") if spoor in opgeschreven] == []
