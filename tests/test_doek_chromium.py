"""De doeken in een echte Chromium: over gewoon http, met typen dat nooit verstoord wordt, en zonder drempels.

Each test plays in its own session on one server.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hulp.chromium import BEELDEN, Zaal, open_zaal, shoot
from hulp.drempels import find_drempels
from hulp.server import Server, start_server
from hulp.voorbereid import Klaar, prepare_huis
from playwright.sync_api import Page, expect
from test_reis_chromium import do, free_port, next_step, send

pytestmark = [pytest.mark.chromium, pytest.mark.server]
VROEG = """addEventListener("DOMContentLoaded", () => document.querySelector('[data-daad="open"]')?.click())"""


@pytest.fixture
def toneel(tmp_path: Path) -> Iterator[tuple[Server, Zaal, Klaar]]:
    """A server on a host name that is no localhost, over plain http, with one prepared session."""
    klaar, port = prepare_huis(tmp_path), free_port()
    adres = f"http://lokaal.test:{port}"
    with (
        start_server(tmp_path, "--port", str(port), omgeving={"LEERSESSIE_ADRES": adres}) as server,
        open_zaal(adres) as zaal,
    ):
        yield server, zaal, klaar


def open_console(zaal: Zaal, klaar: Klaar) -> Page:
    """The console with its door open. The press comes before the line is there, and is not lost."""
    console = zaal.open_mens("console", {"ls-account": klaar.account})
    console.add_init_script(VROEG)
    console.goto(f"{zaal.adres}/sessies/{klaar.sessie}/console")
    expect(console.locator('[data-daad="begin"]')).to_be_visible()
    expect(console.locator("#foutmelding")).to_be_hidden()
    return console


def test_gewoon_http_in_een_vergaderzaal(toneel: tuple[Server, Zaal, Klaar]) -> None:
    """No secure context: no wake lock, no crypto.subtle, no clipboard; taking part works, with its warning."""
    _, zaal, klaar = toneel
    console = open_console(zaal, klaar)
    phone = zaal.join(klaar.code, "huisarts")
    assert phone.evaluate("isSecureContext") is False
    expect(phone.locator("#schermaan")).to_be_visible()
    do(console, "begin")
    next_step(console, "De situatie en de vraag")
    next_step(console, "Eerste gedachte")
    send(phone, "Het is te stil in dat huis")
    expect(phone.locator(".bak.ontvangen")).to_be_visible()
    do(console, "onthul")
    expect(console.locator("#regio-bord .kaart")).to_contain_text("Het is te stil in dat huis")


def test_typen_wordt_nooit_verstoord(toneel: tuple[Server, Zaal, Klaar]) -> None:
    """Two texts, a radio, an open details, and the caret survive twenty pictures."""
    _, zaal, klaar = toneel
    console = open_console(zaal, klaar)
    phone = zaal.join(klaar.code, "huisarts")
    do(console, "begin")
    next_step(console, "De situatie en de vraag")
    give_schrijver(console)
    phone.fill("#t-leervraag", "Waar twijfel ik over")
    phone.fill("#t-keuze", "Nu of later")
    phone.evaluate("() => { const t = document.querySelector('#t-keuze'); t.focus(); t.setSelectionRange(3, 5); }")
    for keer in range(10):
        add_minute(console)
        do(console, "klok_tonen")
        expect(phone.locator("#regio-kop .klok")).to_have_count(1 - keer % 2)
    assert phone.input_value("#t-leervraag") == "Waar twijfel ik over"
    assert phone.evaluate("[document.activeElement.id, document.activeElement.selectionStart]") == ["t-keuze", 3]
    next_step(console, "Eerste gedachte")
    next_step(console, "Venster 1: mensen")
    phone.check("#kol-kind")
    phone.fill("#kaart-tekst", "Half geschreven")
    for _ in range(10):
        add_minute(console)
    assert phone.is_checked("#kol-kind")
    assert phone.input_value("#kaart-tekst") == "Half geschreven"


def test_de_stoel_met_een_toets_en_de_spiegelkaart_op_papier(toneel: tuple[Server, Zaal, Klaar]) -> None:
    """A key per chair, none while somebody types; the own first step prints on one A6 and goes nowhere else."""
    _, zaal, klaar = toneel
    console = open_console(zaal, klaar)
    phone = zaal.join(klaar.code, "huisarts")
    do(console, "begin")
    stoelen = {"e": ("kind", "het kind"), "u": ("ouder", "een ouder"), "a": ("organisatie", "wie er niet bij is")}
    for toets, (wie, zin) in stoelen.items():
        knop = console.locator(f"[data-stoel={wie}]")
        expect(knop).to_have_attribute("aria-pressed", "false")
        console.keyboard.press(toets)
        expect(phone.locator("#regio-vraag")).to_contain_text(f"Deze stoel is voor {zin}")
        expect(knop).to_have_attribute("aria-pressed", "true")
        console.keyboard.press(toets)
        expect(phone.locator("#regio-vraag")).not_to_contain_text("Deze stoel")
    console.keyboard.press("?")
    expect(console.locator("#dialoog-toetsen")).to_contain_text("De lege stoel voor wie ontbreekt")
    console.locator("#dialoog-toetsen").screenshot(path=BEELDEN / "toetsen-stoel.png")
    console.keyboard.press("u")
    expect(phone.locator("#regio-vraag")).not_to_contain_text("Deze stoel")
    check_spiegelkaart(phone)


def check_spiegelkaart(phone: Page) -> None:
    """Nothing but the card on one A6; the words are gone from the page afterwards and were never sent or kept."""
    verzoeken: list[str] = []
    phone.on("request", lambda vraag: verzoeken.append(vraag.url))
    phone.evaluate("() => { window.print = () => {}; document.querySelector('#dialoog-spiegel').showModal(); }")
    phone.click("#sp-druk")
    assert phone.inner_text("#sp-zin") == ""
    phone.fill("#sp-tekst", "Ik bel morgen eerst de school, en vraag wat zij zagen.")
    shoot(phone, "spiegelkaart-scherm")
    phone.click("#sp-druk")
    phone.emulate_media(media="print")
    zichtbaar = phone.evaluate("[...document.body.children].filter((d) => d.checkVisibility()).map((d) => d.id)")
    assert zichtbaar == ["sp-kaart"]
    phone.set_viewport_size({"width": 397, "height": 559})
    shoot(phone, "spiegelkaart-papier")
    papier = phone.pdf(prefer_css_page_size=True)
    (BEELDEN / "spiegelkaart.pdf").write_bytes(papier)
    bladen = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", papier)
    assert [tuple(round(float(maat) / 72 * 25.4) for maat in blad) for blad in bladen] == [(105, 148)]
    phone.emulate_media(media="screen")
    phone.evaluate("dispatchEvent(new Event('afterprint'))")
    assert phone.evaluate("document.querySelector('#sp-zin').textContent") == ""
    assert "morgen" not in phone.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert verzoeken == []


def add_minute(console: Page) -> None:
    """One more minute, and wait for the picture that shows it."""
    klok = console.locator("#regio-knoppen [data-klok]")
    oud = klok.get_attribute("data-einde") or ""
    do(console, "klok", "plus")
    expect(klok).not_to_have_attribute("data-einde", oud)


def give_schrijver(console: Page) -> None:
    """Make the only phone the schrijver."""
    console.locator("[data-deelnemer]").first.click()
    console.click("#dialoog-deelnemer [data-geef=schrijver]")
    expect(console.locator('[data-rollen~="schrijver"]')).to_have_count(1)


def test_verwijderen_met_een_weg_terug(toneel: tuple[Server, Zaal, Klaar]) -> None:
    """Put out, the phone is out at once and hears how it may come back; the gespreksleider lets it in."""
    _, zaal, klaar = toneel
    console = open_console(zaal, klaar)
    phone = zaal.join(klaar.code, "wijkagent")
    console.locator("[data-deelnemer]").first.click()
    console.click("#dialoog-deelnemer [data-verwijder]")
    console.click("#dialoog-vraag [data-ja]")
    phone.wait_for_url("**/mee")
    zaal.netwerk_mag_weg = True  # the answer to the next try is 409, which the browser reports
    phone.fill("#code", klaar.code)
    phone.click("footer button")
    expect(phone.locator("[role=alert]").first).to_contain_text("weer mee")
    console.locator('[data-toestand="wacht"]').click()
    console.click("#dialoog-deelnemer [data-binnen]")
    phone.fill("#code", klaar.code)
    phone.click("footer button")
    phone.wait_for_url("**/telefoon/**")


STATEN: list[tuple[str, Any]] = [
    ("open", lambda c: None),
    ("begin", lambda c: do(c, "begin")),
    ("tekst", lambda c: next_step(c, "De situatie en de vraag")),
    ("dicht", lambda c: next_step(c, "Eerste gedachte")),
    ("kolommen", lambda c: next_step(c, "Venster 1: mensen")),
    ("stilte", lambda c: do(c, "stilte")),
    ("pauze", lambda c: do(c, "pauze")),
    ("verder", lambda c: do(c, "pauze")),
    ("feiten", lambda c: next_step(c, "Venster 2: vragen en feiten")),
    ("schaal", lambda c: next_step(c, "Venster 3: jouw weging")),
]


def test_geen_drempels_op_de_doeken(toneel: tuple[Server, Zaal, Klaar]) -> None:
    """axe finds nothing of WCAG 2.2 A and AA on console, beamer, phone and remote, in every state, light and dark."""
    _, zaal, klaar = toneel
    console = open_console(zaal, klaar)
    phone = zaal.join(klaar.code, "leerkracht")
    console.click('[data-open="beamervenster"]')
    with console.context.expect_page() as nieuw:
        console.click("#open-beamer")
    beamer = nieuw.value
    beamer.wait_for_url("**/beamer/*")
    give_schrijver(console)
    donker = zaal.open_mens("telefoon")
    donker.emulate_media(color_scheme="dark")
    donker.goto(f"{zaal.adres}/mee?code={klaar.code}")
    gevonden = find_drempels(donker, "mee-donker")
    donker.click("footer button")
    donker.wait_for_url("**/telefoon/**")
    for naam, doe in STATEN:
        doe(console)
        expect(console.locator("#regio-knoppen .knop.hoofd")).to_be_visible()
        for wie, page in (("console", console), ("beamer", beamer), ("telefoon", phone), ("donker", donker)):
            gevonden += find_drempels(page, f"{wie}-{naam}")
            shoot(page, f"doek-{wie}-{naam}")
    for dialoog in ("toetsen", "bereikbaar", "invoeren"):
        console.evaluate(f"document.querySelector('#dialoog-{dialoog}').showModal()")
        gevonden += find_drempels(console, f"dialoog-{dialoog}")
        console.evaluate(f"document.querySelector('#dialoog-{dialoog}').close()")
    phone.click("[data-doe=noodrem]")
    gevonden += find_drempels(phone, "noodrem")
    assert gevonden == []
