"""De gewone bladzijden in een echte Chromium: van eerste link tot sessie, zonder drempels, op laptop en telefoon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from hulp.chromium import Zaal, open_zaal, shoot
from hulp.drempels import find_drempels
from hulp.server import Server, start_server
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.chromium, pytest.mark.server]
WACHTWOORD = "kiezel lantaarn veer"
OPEN = (
    "/inloggen",
    "/welkom",
    "/privacy",
    "/casussen",
    "/casussen/het-plan-in-de-la",
    "/werkvormen",
    "/werkvormen/methodische-leerbijeenkomst",
    "/werkvormen/vergelijk?een=moreel-beraad&ander=balint",
)
BINNEN = (
    "/sessies",
    "/sessies/nieuw",
    "/casussen/het-plan-in-de-la/leergids",
    "/account",
    "/tweede-factor?instellen=1",
    "/beheer",
    "/beheer/accounts/1",
    "/beheer/organisatie",
    "/beheer/inhoud",
    "/beheer/logboek",
    "/beheer/gezondheid",
)


@pytest.fixture
def opening(tmp_path: Path) -> Iterator[tuple[Server, Zaal]]:
    """A server at its very first start."""
    with start_server(tmp_path) as server, open_zaal(server.adres) as zaal:
        yield server, zaal


def set_up(server: Server, zaal: Zaal) -> Page:
    """Use the printed link, turn the second factor on; ends on the sessions."""
    page = zaal.open_mens("console")
    page.goto(server.regel["opstelling"])
    page.fill("#organisatie", "Wijkteam Noord")
    page.fill("#naam", "Samira")
    page.fill("#email", "samira@wijkteam.nl")
    page.fill("#wachtwoord", WACHTWOORD)
    page.click("main button[type=submit]")
    page.click("button[value=begin]")
    sleutel = page.inner_text(".sleuteltekst").replace(" ", "")
    page.fill("#code", pyotp.TOTP(sleutel).now())
    page.click("button[value=zet]")
    page.wait_for_url("**/sessies")
    return page


def look(page: Page, naam: str) -> list[str]:
    """Barriers of this state, on a laptop and on a phone; also a page that moves sideways."""
    klachten = []
    for breed, hoog in ((1366, 768), (390, 844)):
        page.set_viewport_size({"width": breed, "height": hoog})
        if page.evaluate("document.documentElement.scrollWidth") > breed:
            klachten.append(f"{naam} {breed}: schuift zijwaarts")
        klachten += find_drempels(page, f"{naam} {breed}")
    page.set_viewport_size({"width": 1366, "height": 768})
    return klachten


def test_geen_drempels_op_gewone_bladzijden(opening: tuple[Server, Zaal]) -> None:
    """Every page for a visitor and for a beheerder, and the states with a mistake in them."""
    server, zaal = opening
    bezoeker = zaal.open_mens("console")
    klachten = []
    for pad in OPEN:
        bezoeker.goto(zaal.adres + pad)
        klachten += look(bezoeker, pad)
    page = set_up(server, zaal)
    for pad in BINNEN:
        page.goto(zaal.adres + pad)
        klachten += look(page, pad)
    page.goto(f"{zaal.adres}/werkvormen/een-twee-vier-allen")
    page.click("aside form button")
    klachten += look(page, "eigen werkvorm")
    page.click("details:has(#toml) > summary")
    page.fill("#toml", page.input_value("#toml").replace('soort = "geen"', 'soort = "gen"', 1))
    page.click("#gebreken button")
    expect(page.locator("#toml")).to_be_focused()
    klachten += look(page, "eigen werkvorm met een gebrek")
    page.click("button[value=tekst]")
    page.goto(f"{zaal.adres}/werkvormen/eigen")
    klachten += look(page, "eigen werkvormen")
    zaal.netwerk_mag_weg = True  # a refused form answers 400, which Chromium writes in its console
    page.goto(f"{zaal.adres}/sessies/nieuw?werkvorm=methodische-leerbijeenkomst")
    page.click("button.hoofd.groot")
    expect(page.locator(".foutlijst")).to_be_focused()
    klachten += look(page, "nieuw met fouten")
    assert klachten == []


def test_voorbereiden_op_het_scherm(opening: tuple[Server, Zaal]) -> None:
    """The secret leaves the address; the sum counts along; the date moves; the session stands ready."""
    server, zaal = opening
    page = set_up(server, zaal)
    page.goto(f"{zaal.adres}/sessies/nieuw?werkvorm=methodische-leerbijeenkomst")
    expect(page.locator("[data-som]")).to_have_text("90")
    page.click("summary:has-text('Stappen en minuten')")
    page.fill("[name='minuten.s4']", "15")
    page.uncheck("[name='mee.s3']")
    expect(page.locator("[data-som]")).to_have_text("92")
    page.fill("[name=gepland]", "2099-03-01")
    page.fill("[name=bewaardagen]", "10")
    expect(page.locator("[data-wisdag]")).to_have_text("11 maart 2099")
    page.check("[name=leidinggevende][value=nee]")
    for naam in ("namen", "details", "inbrenger", "kent"):
        page.check(f"[name=afspraak_{naam}]")
    page.fill("[name=naam]", "Zicht op veiligheid")
    page.press("[name=naam]", "Enter")
    page.wait_for_url(re.compile(r"/sessies/[a-z2-7]{26}$"))
    expect(page.locator("h1")).to_have_text("Zicht op veiligheid")
    shoot(page, "sessie-klaar")
    assert look(page, "sessie") == []
    page.click("text=Pas het plan aan")
    page.click("[value='neer:s1']")
    expect(page.locator("[value='neer:s1']")).to_be_focused()
    assert look(page, "plan") == []
    page.click("button.hoofd.groot")
    expect(page.locator(".stappenlijst li").nth(1)).to_contain_text("Welkom en afspraken")


def test_een_link_met_geheim_staat_niet_in_het_adres(opening: tuple[Server, Zaal]) -> None:
    """The field with the secret is out of sight, and comes back when the link does not work."""
    server, zaal = opening
    page = zaal.open_mens("console")
    page.goto(server.regel["opstelling"])
    expect(page).to_have_url(f"{zaal.adres}/opstelling")
    expect(page.locator("#geheim")).to_be_hidden()
    page.click("text=Laat het wachtwoord zien")
    expect(page.locator("#wachtwoord")).to_have_attribute("type", "text")
    zaal.netwerk_mag_weg = True
    page.goto("about:blank")
    page.goto(f"{zaal.adres}/welkom#bestaatniet")
    page.fill("#wachtwoord", WACHTWOORD)
    page.click("main button[type=submit]")
    expect(page.locator("#geheim")).to_be_visible()
    expect(page.locator("#geheim-fout")).to_contain_text("Deze link werkt niet meer")
