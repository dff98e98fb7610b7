"""Achter nginx, met https, volgens het recept in deploy/: een echte browser doet mee over een veilige lijn."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from huislijst import WORTEL
from hulp.chromium import VLAGGEN
from hulp.server import start_server, wait_until
from hulp.voorbereid import Klaar, prepare_huis
from playwright.sync_api import APIRequestContext, Browser, expect, sync_playwright

from leersessie.config import Config
from leersessie.store import open_store

pytestmark = [pytest.mark.server, pytest.mark.chromium, pytest.mark.traag]
NAAM = "leren.voorbeeld.nl"
RECEPT = WORTEL / "deploy" / "nginx.conf"
HOOFD = """
daemon off; worker_processes 1; pid {map_}/pid; error_log stderr;
events {{ worker_connections 256; }}
http {{
  client_body_temp_path {map_}/1; proxy_temp_path {map_}/2; fastcgi_temp_path {map_}/3;
  uwsgi_temp_path {map_}/4; scgi_temp_path {map_}/5;
  include {map_}/recept.conf;
}}
"""


def find_poort() -> int:
    """A port that is free now."""
    with socket.socket() as sok:
        sok.bind(("127.0.0.1", 0))
        return int(sok.getsockname()[1])


def is_open(poort: int) -> bool:
    """Does somebody listen there?"""
    with socket.socket() as sok:
        return sok.connect_ex(("127.0.0.1", poort)) == 0


def write_recept(map_: Path, naar: int, https: int, http: int) -> None:
    """The recipe as it is, with ports of loopback and a certificate of our own; every change must find its line."""
    tekst = RECEPT.read_text("utf-8")
    sleutel = ["-keyout", str(map_ / "sleutel.pem"), "-out", str(map_ / "bewijs.pem")]
    maak = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAAM}", *sleutel]
    subprocess.run(maak, check=True, capture_output=True)
    for oud, nieuw in (
        ("listen [::]:80;", ""),
        ("listen [::]:443 ssl http2;", ""),
        ("listen 80;", f"listen 127.0.0.1:{http};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{https} ssl http2;"),
        ("http://127.0.0.1:8000", f"http://127.0.0.1:{naar}"),
        (f"/etc/letsencrypt/live/{NAAM}/fullchain.pem", str(map_ / "bewijs.pem")),
        (f"/etc/letsencrypt/live/{NAAM}/privkey.pem", str(map_ / "sleutel.pem")),
    ):
        assert oud in tekst, oud
        tekst = tekst.replace(oud, nieuw)
    (map_ / "recept.conf").write_text(tekst, "utf-8")
    (map_ / "nginx.conf").write_text(HOOFD.format(map_=map_), "utf-8")


@contextmanager
def run_nginx(map_: Path, https: int) -> Iterator[None]:
    """A running nginx with this recipe; whatever it complains about fails the test."""
    opdracht = ["nginx", "-p", str(map_), "-c", str(map_ / "nginx.conf")]
    proef = subprocess.run([*opdracht, "-t"], capture_output=True, text=True, check=False)
    assert (proef.returncode, "[warn]" in proef.stderr, "[emerg]" in proef.stderr) == (0, False, False), proef.stderr
    proces = subprocess.Popen(opdracht, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: is_open(https))
        yield
    finally:
        proces.terminate()
        proces.wait(10)


def play(browser: Browser, klaar: Klaar, adres: str) -> APIRequestContext:
    """Open the session, let one phone in, and lay one card; gives what that phone asks with."""
    leider = browser.new_context(ignore_https_errors=True)
    leider.add_cookies([{"name": "__Host-ls-account", "value": klaar.account, "url": adres, "secure": True}])
    console = leider.new_page()
    console.goto(f"{adres}/sessies/{klaar.sessie}/console")
    console.locator('[data-daad="open"]').click()
    mens = browser.new_context(ignore_https_errors=True)
    telefoon, lijnen = mens.new_page(), []
    telefoon.on("websocket", lambda lijn: lijnen.append(lijn.url))
    telefoon.goto(f"{adres}/mee?code={klaar.code}")
    telefoon.click("footer button[type=submit]")
    telefoon.wait_for_url("**/telefoon/**")
    assert telefoon.evaluate("isSecureContext")
    koekjes = {k["name"]: (k["secure"], k["httpOnly"]) for k in mens.cookies()}
    assert koekjes[f"__Host-ls-deelnemer-{klaar.sessie}"] == (True, True)
    console.locator('[data-daad="begin"]').click()
    for _ in range(2):
        console.locator('[data-daad="stap"][data-gegeven*="volgende"]').first.click()
    telefoon.fill("#kaart-tekst", "Niemand vraagt meer naar het plan")
    telefoon.click("footer [type=submit]")
    expect(telefoon.locator("#bewaard")).to_be_visible()
    wait_until(lambda: [url for url in lijnen if url.startswith(f"wss{adres.removeprefix('https')}/")])
    return mens.request


def test_een_telefoon_doet_mee_over_https(tmp_path: Path) -> None:
    """Secure cookies with their prefix, a wss line with pictures, a stored card, and http that points to https."""
    if shutil.which("nginx") is None:
        assert os.environ.get("CI") != "true", "nginx ontbreekt; zonder mag deze test hier niet voorbijgaan"
        pytest.fail("niet uitgevoerd: nginx ontbreekt (apt-get install nginx-light)")
    data, map_, https, http = tmp_path / "data", tmp_path / "nginx", find_poort(), find_poort()
    map_.mkdir()
    klaar = prepare_huis(data)
    adres = f"https://{NAAM}:{https}"
    omgeving = {"LEERSESSIE_ADRES": adres, "LEERSESSIE_VERTROUWDE_PROXIES": "1"}
    with ExitStack() as stapel:
        server = stapel.enter_context(start_server(data, omgeving=omgeving))
        write_recept(map_, server.port, https, http)
        stapel.enter_context(run_nginx(map_, https))
        spel = stapel.enter_context(sync_playwright())
        vlaggen = [v for v in VLAGGEN if not v.startswith("--host-resolver")]
        browser = spel.chromium.launch(
            executable_path=shutil.which("chromium"), args=[*vlaggen, f"--host-resolver-rules=MAP {NAAM} 127.0.0.1"]
        )
        antwoord = play(browser, klaar, adres).get(
            f"http://127.0.0.1:{http}/mee", headers={"Host": NAAM}, max_redirects=0
        )
        assert (antwoord.status, antwoord.headers["location"]) == (301, f"https://{NAAM}/mee")
        browser.close()
    store = open_store(Config(data=data))
    assert [w.inhoud["tekst"] for w in store.load(klaar.sessie).woorden.values()] == [
        "Niemand vraagt meer naar het plan"
    ]
    store.close()
