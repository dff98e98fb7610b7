"""De reis: een hele methodische leerbijeenkomst in een echte Chromium, met alles wat een zaal kan overkomen.

One console, one beamer, twelve phones; two reload, one is offline for a while, one comes late, and the server is
killed half-way. In the end one reaction waits for the gespreksleider.
"""

from __future__ import annotations

import socket
from contextlib import ExitStack
from pathlib import Path

import pytest
from hulp.chromium import MATEN, Zaal, open_zaal, shoot
from hulp.drempels import find_drempels
from hulp.server import start_server, wait_until
from hulp.voorbereid import Klaar, prepare_huis
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.chromium, pytest.mark.server]

EERSTE_GEDACHTEN = [
    "Ik mis de stem van het kind",
    "De rust voelt als stilte voor de storm",
    "Moeder praat sneller als vader in de kamer is",
    "Niemand vraagt meer naar het plan",
    "Geld is hier een veilig onderwerp",
    "Wij kijken met z’n allen naar de schulden",
    "Wat doet oma eigenlijk?",
    "Ik ben er niet gerust op",
    "Het kind lacht wel, maar niet met zijn ogen",
    "We hopen dat het goed gaat",
    "Vader is nooit alleen gesproken",
    "Iedereen wacht op een ander",
]


def free_port() -> int:
    """A port that is free now; the same one is needed again after a restart."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def do(console: Page, daad: str, deel: str = "") -> None:
    """Press a steering button of the console, and say yes when it asks."""
    kiezer = f'[data-daad="{daad}"]' + (f'[data-gegeven*="{deel}"]' if deel else "")
    console.locator(kiezer).first.click()
    ja = console.locator("#dialoog-vraag[open] [data-ja]")
    if ja.count():
        ja.click()


def next_step(console: Page, titel: str) -> None:
    """Go on and wait until the console stands at this step."""
    do(console, "stap", "volgende")
    expect(console.locator(".c-plan h1")).to_have_text(titel)


def give_rol(console: Page, phone: Page, rol: str) -> None:
    """The phone says who it is, the console confirms by the two words."""
    phone.click("[data-doe=rol]")
    expect(phone.locator("#woorden")).not_to_be_empty()
    woorden = phone.locator("#woorden").inner_text()
    phone.click(f"[data-rol={rol}]")
    console.locator(f'[data-deelnemer][data-wens="{rol}"][data-woorden="{woorden}"]').click()
    console.click(f"#dialoog-deelnemer [data-geef={rol}]")
    expect(console.locator(f'[data-deelnemer][data-rollen~="{rol}"]')).to_have_count(1)


def send(phone: Page, tekst: str) -> None:
    """Type a card and send it."""
    phone.fill("#kaart-tekst", tekst)
    phone.click("footer [type=submit]")


def test_hele_leerbijeenkomst(tmp_path: Path) -> None:
    """From the open door to the closed session; no acknowledged word is lost, none doubled, nobody is named."""
    klaar, port = prepare_huis(tmp_path), free_port()
    adres = f"http://127.0.0.1:{port}"
    with ExitStack() as stapel:
        server = stapel.enter_context(start_server(tmp_path, "--port", str(port)))
        zaal = stapel.enter_context(open_zaal(adres))
        console, beamer = open_doeken(zaal, klaar)
        phones = come_in(zaal, klaar, console, beamer)
        give_rol(console, phones[0], "schrijver")
        give_rol(console, phones[1], "inbrenger")
        zaal.netwerk_mag_weg = True
        play_to_first_thought(console, beamer, phones)
        server.kill()
        stapel.enter_context(start_server(tmp_path, "--port", str(port)))
        come_back(console, phones)
        late = play_windows(zaal, klaar, console, beamer, phones)
        play_to_end(console, beamer, [*phones, late])
        decide_reactie(console, phones[4])
        check_nobody_is_named(tmp_path)


def open_doeken(zaal: Zaal, klaar: Klaar) -> tuple[Page, Page]:
    """The console, and the beamer that it opens in a second window."""
    console = zaal.open_mens("console", {"ls-account": klaar.account})
    console.goto(f"{zaal.adres}/sessies/{klaar.sessie}/console")
    console.click('[data-open="beamervenster"]')
    with console.context.expect_page() as nieuw:
        console.click("#open-beamer")
    beamer = nieuw.value
    beamer.set_viewport_size({"width": 1920, "height": 1080})
    beamer.wait_for_url("**/beamer/*")
    assert "#" not in beamer.url
    return console, beamer


def come_in(zaal: Zaal, klaar: Klaar, console: Page, beamer: Page) -> list[Page]:
    """The door opens and eleven phones come in; the twelfth is late."""
    do(console, "open")
    expect(beamer.locator(".de-code")).to_have_text(f"{klaar.code[:3]}-{klaar.code[3:]}")
    functies = ["leerkracht", "huisarts", "leerkracht", "wijkagent", "jeugdverpleegkundige", "maatschappelijk werker"]
    phones = [zaal.join(klaar.code, functies[i % len(functies)]) for i in range(11)]
    expect(console.locator(".aanwezigen [data-deelnemer]")).to_have_count(11)
    for naam, page in (("reis-wachten", beamer), ("reis-console-begin", console), ("reis-telefoon-binnen", phones[2])):
        shoot(page, naam)
    return phones


def play_to_first_thought(console: Page, beamer: Page, phones: list[Page]) -> None:
    """Steps 1 to 3: agreements, the question, and a first thought of everyone, covered until the reveal."""
    do(console, "begin")
    expect(console.locator(".c-plan h1")).to_have_text("Welkom en afspraken")
    next_step(console, "De situatie en de vraag")
    schrijver = phones[0]
    for punt, tekst in (("leervraag", "Hoe blijft veiligheid op tafel?"), ("keuze", "Nu praten, of wachten?")):
        schrijver.fill(f"#t-{punt}", tekst)
        schrijver.click(f'form[data-punt="{punt}"] button')
        expect(beamer.locator(".b-kolommen")).to_contain_text(tekst)
    next_step(console, "Eerste gedachte")
    phones[2].fill("#kaart-tekst", EERSTE_GEDACHTEN[2])
    phones[2].reload()
    expect(phones[2].locator("#kaart-tekst")).to_have_value(EERSTE_GEDACHTEN[2])  # the draft survives a reload
    phones[3].context.set_offline(True)
    for i, phone in enumerate(phones):
        send(phone, EERSTE_GEDACHTEN[i])
    expect(phones[4].locator("#bewaard")).to_be_visible()
    expect(phones[3].locator(".bak.onderweg")).to_be_visible()
    expect(console.locator(".c-bordkop")).to_contain_text("10 antwoorden, dicht")
    for tekst in EERSTE_GEDACHTEN:
        assert tekst not in console.content()
        assert tekst not in beamer.content()
    shoot(phones[4], "reis-telefoon-bewaard")


def come_back(console: Page, phones: list[Page]) -> None:
    """After a power cut: everybody is back within five seconds, at the same step, with the same timer."""
    voor = console.locator("#regio-knoppen [data-klok]").get_attribute("data-einde")
    expect(console.locator("#lijn")).to_be_hidden(timeout=5000)
    expect(console.locator(".aanwezigen [data-deelnemer]")).to_have_count(11)
    na = console.locator("#regio-knoppen [data-klok]").get_attribute("data-einde")
    assert abs(int(voor or 0) - int(na or 0)) < 1000
    phones[3].context.set_offline(False)
    expect(phones[3].locator(".bak.ontvangen")).to_be_visible(timeout=8000)
    expect(console.locator(".c-bordkop")).to_contain_text("11 antwoorden, dicht")
    phones[5].reload()
    expect(phones[5].locator(".bak.ontvangen")).to_be_visible()


def play_windows(zaal: Zaal, klaar: Klaar, console: Page, beamer: Page, phones: list[Page]) -> Page:
    """The reveal, then the four windows; one person comes late."""
    do(console, "onthul")
    expect(beamer.locator(".kaart")).to_have_count(11)
    shoot(beamer, "reis-eerste-gedachte")
    late = zaal.join(klaar.code)
    schrijver = phones[0]
    next_step(console, "Venster 1: mensen")
    for kolom, tekst in (
        ("gezin", "Moeder, vader, twee kinderen"),
        ("professionals", "Leerkracht"),
        ("kind", "‘Bij oma is het stil’"),
    ):
        schrijver.check(f"#kol-{kolom}")
        send(schrijver, tekst)
        expect(beamer.locator(".b-kolommen")).to_contain_text(tekst)
    next_step(console, "Venster 2: vragen en feiten")
    for kolom, tekst in (
        ("zorgen", "Twee jaar geleden drie meldingen"),
        ("goed", "Moeder belt zelf"),
        ("onbekend", "Hoe vaak vader komt"),
    ):
        schrijver.check(f"#kol-{kolom}")
        send(schrijver, tekst)
        expect(console.locator("#regio-bord")).to_contain_text(tekst)
    shoot(console, "reis-console-feiten")
    weigh(console, beamer, schrijver, [*phones[2:], late])
    return late


def weigh(console: Page, beamer: Page, schrijver: Page, phones: list[Page]) -> None:
    """Window 3: everyone gives a number under cover; then the group weighs, and a weighing rests on a fact."""
    next_step(console, "Venster 3: jouw weging")
    for i, phone in enumerate(phones):
        phone.check(f"#s-veilig-{2 + i % 6}", force=True)
        phone.check(f"#s-zeker-{1 + i % 9}", force=True)
        phone.click("footer [type=submit]")
    expect(console.locator(".c-bordkop")).to_contain_text("10 antwoorden, dicht")
    do(console, "onthul")
    expect(beamer.locator(".spreiding")).to_have_count(2)
    shoot(beamer, "reis-spreiding")
    next_step(console, "Venster 3: samen wegen")
    schrijver.check("#kol-steunt")
    schrijver.locator("#regio-steun label", has_text="Moeder belt zelf").click()
    send(schrijver, "Moeder vraagt zelf hulp")
    expect(beamer.locator(".kaart", has_text="Moeder vraagt zelf hulp")).to_contain_text("F2")


def play_to_end(console: Page, beamer: Page, phones: list[Page]) -> None:
    """Window 4, the decision with what was not chosen, the lessons, and the close."""
    next_step(console, "Venster 4: wat kan?")
    for i, phone in enumerate(phones[2:]):
        send(phone, f"Eerst {['bellen', 'praten', 'kijken', 'vragen', 'wachten'][i % 5]} met moeder, ronde {i}")
    do(console, "onthul")
    next_step(console, "Wat kies je?")
    for punt, tekst in (("doen", "Deze week praten over het oude plan"), ("niet_gekozen", "Wachten tot er rust is")):
        phones[0].fill(f"#t-{punt}", tekst)
        phones[0].click(f'form[data-punt="{punt}"] button')
        expect(console.locator("#regio-bord")).to_contain_text(tekst)
    do(console, "beamer", "vensters")
    expect(beamer.locator(".b-venster.nu .niet")).to_contain_text("Wachten tot er rust is")
    shoot(beamer, "reis-vensters")
    beamer.set_viewport_size({"width": 1024, "height": 768})
    shoot(beamer, "reis-vensters-1024")
    next_step(console, "Wat leren wij?")
    for i, phone in enumerate(phones[1:]):
        send(phone, f"Vraag elk gesprek opnieuw naar het plan. Dat helpt, {i}")
    wait_until(lambda: "11 antwoorden" in console.locator(".c-bordkop").inner_text())
    do(console, "onthul")
    next_step(console, "Afronden")
    console.click('[data-open="sluiten"]')
    console.click("#dialoog-sluiten button[type=submit]")
    console.wait_for_url("**/verslag")
    expect(console.locator("main")).to_contain_text("Deze week praten over het oude plan")
    expect(phones[4].locator("#regio-vraag")).to_contain_text("Dank je wel")
    sleutels = phones[4].evaluate("JSON.stringify(localStorage)")
    assert "geheim" not in sleutels or '"geheim":""' in sleutels
    shoot(console, "reis-verslag")


def decide_reactie(console: Page, phone: Page) -> None:
    """A reaction with a name in it waits; the gespreksleider finds it, reads it and lets it through."""
    phone.goto(console.url)
    phone.locator("#heel summary").click()
    phone.fill("#tekst-heel", "Samira Haddou zei dit ook.")
    phone.click("#heel form button")
    phone.click('#heel button[value="toch"]')
    expect(phone.locator("main")).not_to_contain_text("Samira")
    console.reload()
    console.get_by_role("link", name="Er wacht een reactie op jou.").click()
    wachtend = console.locator(".wacht")
    expect(wachtend).to_contain_text("Samira Haddou zei dit ook.")
    expect(wachtend).to_be_in_viewport()
    gevonden = []
    for maat in ("console", "telefoon"):
        breed, hoog = MATEN[maat]
        console.set_viewport_size({"width": breed, "height": hoog})
        assert console.evaluate("document.documentElement.scrollWidth") == breed
        wachtend.scroll_into_view_if_needed()
        gevonden += find_drempels(console, f"reactie wacht {maat}")
        shoot(console, f"reis-reactie-wacht-{maat}")
    assert gevonden == []
    wachtend.get_by_role("button", name="Laat aan iedereen zien").click()
    expect(console.locator(".wacht")).to_have_count(0)
    phone.reload()
    expect(phone.locator("#heel")).to_contain_text("Samira Haddou zei dit ook.")


def check_nobody_is_named(data: Path) -> None:
    """The log of the server holds no word of anybody."""
    logboek = "".join(pad.read_text("utf-8") for pad in data.glob("fouten-*.log"))
    for tekst in EERSTE_GEDACHTEN:
        assert tekst not in logboek
