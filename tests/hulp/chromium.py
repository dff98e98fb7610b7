"""Een echte Chromium voor de tests: telefoons, beamer en console als aparte mensen, en strenge oren.

Every page fails its test on a script error, a CSP report, or a request to another host.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

VLAGGEN = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP lokaal.test 127.0.0.1",
]
BEELDEN = Path(__file__).resolve().parents[2] / "build" / "beelden"
MATEN = {"beamer": (1920, 1080), "beamer-klein": (1024, 768), "console": (1366, 768), "telefoon": (390, 844)}
NETWERK = ("net::ERR", "WebSocket connection", "Failed to load resource", "Failed to fetch")
"""What a browser says when the server is away: expected while a test takes it away on purpose."""


@dataclass
class Zaal:
    """One browser with everybody in it."""

    browser: Browser
    adres: str
    klachten: list[str] = field(default_factory=list)
    contexten: list[BrowserContext] = field(default_factory=list)
    netwerk_mag_weg: bool = False

    def open_mens(self, maat: str = "telefoon", cookies: dict[str, str] | None = None, taal: str = "nl-NL") -> Page:
        """A person with an own browser profile, of one of MATEN."""
        breed, hoog = MATEN[maat]
        context = self.browser.new_context(viewport={"width": breed, "height": hoog}, locale=taal)
        self.contexten.append(context)
        for naam, waarde in (cookies or {}).items():
            context.add_cookies([{"name": naam, "value": waarde, "url": self.adres}])
        return self.open_blad(context)

    def open_blad(self, context: BrowserContext) -> Page:
        """One more page of the same person, watched."""
        page = context.new_page()
        page.on("console", lambda m: self._hear(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda fout: self.klachten.append(f"script: {fout}"))
        page.on("request", lambda vraag: self._check_host(vraag.url))
        return page

    def _hear(self, tekst: str) -> None:
        if not (self.netwerk_mag_weg and any(begin in tekst for begin in NETWERK)):
            self.klachten.append(tekst)

    def _check_host(self, url: str) -> None:
        if (
            urlsplit(url).scheme in ("http", "https", "ws", "wss")
            and urlsplit(url).netloc != urlsplit(self.adres).netloc
        ):
            self.klachten.append(f"verzoek naar buiten: {urlsplit(url).netloc}")

    def join(self, code: str, functie: str = "") -> Page:
        """A phone that comes in with the code, as a person would."""
        page = self.open_mens("telefoon")
        page.goto(f"{self.adres}/mee?code={code}")
        if functie:
            page.fill("#functie", functie)
        page.click("footer button[type=submit]")
        page.wait_for_url("**/telefoon/**")
        page.wait_for_selector("#regio-vraag :is(h1, .zin)")
        return page


def shoot(page: Page, naam: str) -> None:
    """Keep a picture of the screen for human eyes, in build/beelden."""
    BEELDEN.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=BEELDEN / f"{naam}.png")


@contextmanager
def open_zaal(adres: str) -> Iterator[Zaal]:
    """A browser for this address. Raises AssertionError at the end when anything complained."""
    pad = which("chromium") or os.environ.get("CHROMIUM", "")
    assert pad, "chromium staat niet op deze machine: apt-get install chromium"
    with sync_playwright() as spel:
        browser = spel.chromium.launch(executable_path=pad, args=VLAGGEN)
        zaal = Zaal(browser, adres)
        try:
            yield zaal
        except BaseException:
            for nummer, context in enumerate(zaal.contexten):
                for page in context.pages:
                    shoot(page, f"fout-{nummer}-{context.pages.index(page)}")
            raise
        finally:
            browser.close()
    assert not zaal.klachten, "\n".join(zaal.klachten[:20])
