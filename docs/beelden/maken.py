"""De beelden van de handleiding en de README: een demo, een proefgroep, en een echte Chromium die kijkt.

`python docs/beelden/maken.py` overwrites the pictures beside it. Needs Chromium and the test requirements.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

HIER = Path(__file__).resolve().parent
VLAGGEN = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
GROEP = 12


@contextmanager
def run(*woorden: str, data: str, lees: bool = False) -> Iterator[dict[str, Any]]:
    """One command of leersessie in a data folder of its own; gives what it says first, when that is asked for."""
    proces = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "leersessie", *woorden],
        stdout=subprocess.PIPE if lees else subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=HIER.parents[1],
        env={"PATH": "/usr/bin:/bin", "LEERSESSIE_DATA": data, "HOME": data},
    )
    try:
        yield json.loads(proces.stdout.readline()) if proces.stdout else {}
    finally:
        proces.terminate()
        proces.wait(20)


def open_page(browser: Browser, breed: int, hoog: int) -> Page:
    """A browser of its own."""
    return browser.new_context(viewport={"width": breed, "height": hoog}, locale="nl-NL").new_page()


def shoot(page: Page, naam: str) -> None:
    """A picture of under 150 kB."""
    page.wait_for_timeout(1_500)
    page.screenshot(path=HIER / f"{naam}.jpg", quality=64)


def log_in(page: Page, demo: dict[str, Any]) -> None:
    """As the gespreksleider of the demo."""
    wie = next(account for account in demo["accounts"] if account["rol"] == "gespreksleider")
    page.goto(f"{demo['url']}/inloggen")
    page.fill("input[type=email]", wie["login"])
    page.fill("input[type=password]", wie["wachtwoord"])
    page.click("main button[type=submit]")
    page.wait_for_url("**/sessies")


def steer(console: Page, daad: str, deel: str = "") -> None:
    """Press a button of the console, and say yes when it asks."""
    console.locator(f'[data-daad="{daad}"]' + (f'[data-gegeven*="{deel}"]' if deel else "")).first.click()
    ja = console.locator("#dialoog-vraag[open] [data-ja]")
    if ja.count():
        ja.click()


def give_rol(console: Page, plek: int, rol: str) -> None:
    """The n-th phone of the list gets a role."""
    console.locator(".aanwezigen [data-deelnemer]").nth(plek).click()
    console.click(f"#dialoog-deelnemer [data-geef={rol}]")
    console.wait_for_timeout(500)
    if console.locator("#dialoog-deelnemer[open]").count():
        console.keyboard.press("Escape")


def play(browser: Browser, demo: dict[str, Any], data: str) -> None:
    """The open session of the demo, step by step, with the pictures on the way."""
    sessie = demo["sessies"][0]
    console, beamer, telefoon = (open_page(browser, *maat) for maat in ((1280, 720), (1280, 720), (390, 844)))
    log_in(console, demo)
    console.goto(sessie["console"])
    beamer.goto(sessie["beamer"])
    speel = ("speel", sessie["code"], "--deelnemers", str(GROEP), "--tempo", "30", "--adres", demo["url"])
    with run(*speel, data=data):
        console.locator(".aanwezigen [data-deelnemer]").nth(GROEP - 1).wait_for(timeout=60_000)
        shoot(beamer, "wachten")
        telefoon.goto(f"{demo['url']}/mee?code={sessie['code']}")
        shoot(telefoon, "telefoon-meedoen")
        telefoon.click("footer button[type=submit]")
        telefoon.wait_for_url("**/telefoon/**")
        steer(console, "begin")
        for plek, rol in enumerate(("schrijver", "inbrenger")):
            give_rol(console, plek, rol)
        for stap in range(2, 12):
            steer(console, "stap", "volgende")
            console.wait_for_timeout(6_000)
            if stap == 3:
                shoot(telefoon, "telefoon-kaart")
            if console.locator('#regio-bord [data-daad="onthul"]').count():
                steer(console, "onthul")
            if stap == 5:
                shoot(console, "console")
            if stap == 6:
                shoot(beamer, "spreiding")
        steer(console, "beamer", "vensters")
        shoot(beamer, "beamer")


def main() -> None:
    """All pictures anew."""
    with ExitStack() as stapel:
        data = stapel.enter_context(tempfile.TemporaryDirectory(prefix="leersessie-beelden-"))
        demo = stapel.enter_context(run("demo", "--port", "0", "--json", data=data, lees=True))
        spel = stapel.enter_context(sync_playwright())
        browser = spel.chromium.launch(executable_path=shutil.which("chromium"), args=VLAGGEN)
        play(browser, demo, data)
        browser.close()


if __name__ == "__main__":
    main()
