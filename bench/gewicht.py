"""Wat een telefoon binnenhaalt voordat er iets te zien is: de bladzijde, stijlbladen, scripts en letters, gezipt."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.klaarzetten import prepare_data
from bench.meting import run_server


def get(port: int, pad: str, koppen: dict[str, str]) -> tuple[int, str]:
    """Bytes over the line and the text of one address."""
    lijn = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        lijn.request("GET", pad, headers={**koppen, "Accept-Encoding": "gzip"})
        antwoord = lijn.getresponse()
        ruw = antwoord.read()
        heel = gzip.decompress(ruw) if antwoord.getheader("Content-Encoding") == "gzip" else ruw
        return len(ruw), heel.decode("utf-8", "replace")
    finally:
        lijn.close()


def join(port: int, code: str) -> tuple[str, str]:
    """One phone through the door: its session and its cookie."""
    lijn = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        lijn.request("POST", "/mee", json.dumps({"code": code}), {"Content-Type": "application/json"})
        antwoord = lijn.getresponse()
        gegeven = json.loads(antwoord.read())
        return gegeven["sessie"], (antwoord.getheader("Set-Cookie") or "").partition(";")[0]
    finally:
        lijn.close()


def find_adressen(pad: str, tekst: str) -> set[str]:
    """What this page, sheet or script may ask for next; a browser leaves out the fonts it does not draw with."""
    if pad.endswith((".js", ".mjs")):
        gevonden = re.findall(r"(?:from|import)\s*\(?[\"']([^\"']+\.m?js)[\"']", tekst)
    elif pad.endswith(".css"):
        gevonden = re.findall(r"url\([\"']?([^\"')]+)", tekst)
    else:
        gevonden = re.findall(r"(?:src|href)=\"(/static/[^\"]+)\"", tekst)
        gevonden += re.findall(r"\"(/static/[^\"]+\.m?js)\"", tekst)
    basis = Path(pad.partition("?")[0]).parent
    return {adres if adres.startswith("/") else str((Path("/") / basis / adres).resolve()) for adres in gevonden}


def weigh_telefoon() -> dict[str, int]:
    """Bytes of the first load of a phone, per kind and in all."""
    with tempfile.TemporaryDirectory(prefix="leersessie-bench-") as map_:
        [sessie] = prepare_data(Path(map_), 1)
        with run_server("product", Path(map_)) as (port, _):
            nummer, cookie = join(port, sessie.code)
            open_, gedaan, uit = {f"/telefoon/{nummer}"}, set(), {"alles": 0}
            while open_:
                pad = open_.pop()
                gedaan.add(pad)
                aantal, tekst = get(port, pad, {"Cookie": cookie})
                soort = Path(pad.partition("?")[0]).suffix.lstrip(".") or "bladzijde"
                uit[soort] = uit.get(soort, 0) + aantal
                uit["alles"] += aantal
                open_ |= find_adressen(pad, tekst) - gedaan
            return {**uit, "zonder_letters": uit["alles"] - uit.get("woff2", 0)}


def weigh_getekend() -> int | None:
    """Bytes over the line when a real Chromium opens a phone for the first time, fonts included; None without one."""
    pad = shutil.which("chromium")
    if pad is None:
        return None
    vlaggen = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    vlaggen += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with tempfile.TemporaryDirectory(prefix="leersessie-bench-") as map_:
        [sessie] = prepare_data(Path(map_), 1)
        with run_server("product", Path(map_)) as (port, _), sync_playwright() as spel:
            nummer, cookie = join(port, sessie.code)
            browser = spel.chromium.launch(executable_path=pad, args=vlaggen)
            blad = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
            naam, _, waarde = cookie.partition("=")
            blad.context.add_cookies([{"name": naam, "value": waarde, "url": f"http://127.0.0.1:{port}"}])
            lijn, geladen = blad.context.new_cdp_session(blad), [0]
            lijn.on("Network.loadingFinished", lambda bericht: geladen.append(int(bericht["encodedDataLength"])))
            lijn.send("Network.enable")
            blad.goto(f"http://127.0.0.1:{port}/telefoon/{nummer}", wait_until="networkidle")
            browser.close()
            return sum(geladen)
