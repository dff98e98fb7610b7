"""De reis van de les, in een echte Chromium: van vrijgegeven zin tot gedeelde les, gevonden en weer teruggenomen.

The meeting was sixteen days ago, so that everybody had time to object; from there on the real server and clock.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hulp.blad import LESSEN, Bladproef, prepare_proef
from hulp.chromium import Zaal, open_zaal, shoot
from hulp.drempels import find_drempels
from hulp.huis import Tijd
from hulp.server import start_server
from playwright.sync_api import Page, expect
from test_reis_chromium import free_port

from leersessie.store import accounts as rijen
from leersessie.toegang.geheimen import hash_token, new_token

pytestmark = [pytest.mark.chromium, pytest.mark.server]
DELEN = {
    "titel": "Elke week vragen hoe veilig het is",
    "situatie": "Een gezin kreeg lang hulp bij geldzorgen. Het veiligheidsplan van eerder lag in de la.",
    "wat": "We spraken af om in elk gesprek ook naar de veiligheid te vragen, ook als het daar niet over ging.",
    "waarom": "Wie steeds hetzelfde vraagt, merkt eerder dat een antwoord verandert.",
    "grenzen": "Een ouder moet vrij praten, zei Samira Haddou op de zilveren reiger, met Yorrit uit Hengelo.",
    "vraag": "Wanneer vroeg jij er voor het laatst naar?",
}


def hold_meeting(data: Path, geleden: timedelta) -> tuple[Bladproef, str]:
    """A meeting in the past: played, closed, read by the group; returns it with the four words on paper."""
    proef = prepare_proef(data, begin=datetime.now(UTC) - geleden)
    proef.speel(lessen=LESSEN)
    leider = proef.log_in("leider")
    leider.post(f"/sessies/{proef.sessie}/sluit")
    inbrenger = proef.pak_telefoon("inbrenger")
    bron = inbrenger.post(f"{proef.pad}/woorden", 200)
    lijst = bron.partition('class="vierwoorden"')[2].partition("</ol>")[0]
    woorden = " ".join(re.findall(r"<li>([^<]+)</li>", lijst))
    leider.post(f"{proef.pad}/toon", aan="1")
    leider.post(f"{proef.pad}/open")
    assert len(woorden.split()) == 4
    return proef, woorden


def give_cookies(proef: Bladproef) -> dict[str, str]:
    """Account tokens of now, for the browsers of today."""
    cookies = {}
    nu = Tijd(datetime.now(UTC)).maak_config(proef.config.data).klok.now_ms()
    for wie in ("leider", "lezer"):
        token = new_token(proef.config)
        account = proef.accounts[wie]
        hash_ = hash_token(token)
        proef.store.transact(lambda v, a=account, h=hash_: rijen.add_aanmelding(v, a, h, nu, bevestigd=True) and None)
        cookies[wie] = token
    return cookies


def test_van_zin_naar_les_en_terug(tmp_path: Path) -> None:
    """Release, write, read over, two keys, share, find, withdraw; every page without thresholds."""
    proef, woorden = hold_meeting(tmp_path, timedelta(days=16))
    cookies, telefoon = give_cookies(proef), proef.telefoons["inbrenger"][1]
    sessie, port = proef.sessie, free_port()
    proef.store.close()
    gevonden: list[str] = []
    with start_server(tmp_path, "--port", str(port)) as server, open_zaal(server.adres) as zaal:
        release(zaal, sessie, telefoon, gevonden)
        schrijver = zaal.open_mens("console", {"ls-account": cookies["leider"]})
        les = write(zaal, schrijver, sessie, gevonden)
        give_key_two(zaal, cookies["lezer"], les, gevonden)
        give_key_one(zaal, woorden, gevonden)
        share(zaal, schrijver, les, gevonden)
        find_and_withdraw(zaal, schrijver, woorden, cookies, gevonden)
    assert gevonden == []


def look(page: Page, naam: str, gevonden: list[str]) -> None:
    """Keep a picture and look for thresholds."""
    shoot(page, f"les-{naam}")
    gevonden += find_drempels(page, naam)


def release(zaal: Zaal, sessie: str, token: str, gevonden: list[str]) -> None:
    """The inbrenger releases a sentence on the own phone."""
    phone = zaal.open_mens("telefoon", {f"ls-deelnemer-{sessie}": token})
    phone.goto(f"{zaal.adres}/sessies/{sessie}/verslag")
    regel = phone.locator("li", has_text=LESSEN[1]).first
    regel.get_by_role("button", name=re.compile("mee", re.I)).first.click()
    expect(phone.locator("li", has_text=LESSEN[1]).first).to_contain_text(re.compile("mag mee|vrij", re.I))
    look(phone, "verslag-telefoon", gevonden)


def write(zaal: Zaal, page: Page, sessie: str, gevonden: list[str]) -> str:
    """The gespreksleider writes the les in its fixed parts and offers it for reading."""
    page.goto(f"{zaal.adres}/lessen/nieuw?sessie={sessie}")
    page.locator("main form button.hoofd").click()
    page.wait_for_url("**/lessen/concept/*")
    for naam, tekst in DELEN.items():
        page.fill(f"[name={naam}]", tekst)
    look(page, "schrijven", gevonden)
    page.locator('button[name=doe][value="nalezen"]').click()
    page.wait_for_url("**/nalezen*")
    review(zaal, page, gevonden)
    page.locator('form[action$="/aanbieden"] button').click()
    les = re.search(r"/concept/([^/?]+)", page.url)
    assert les is not None
    return les[1]


def review(zaal: Zaal, page: Page, gevonden: list[str]) -> None:
    """By keyboard: replace a name, keep a doubt; select what the check did not see and take it away; on a phone too."""
    look(page, "nalezen", gevonden)
    telefoon = zaal.open_mens("telefoon", {c["name"]: c["value"] for c in page.context.cookies()})
    telefoon.goto(page.url)
    look(telefoon, "nalezen-telefoon", gevonden)
    expect(page.locator("#plek-kop")).to_contain_text("Haddou")
    page.keyboard.press("v")
    expect(page.locator(".nalezen .blad").first).not_to_contain_text("Haddou")
    page.wait_for_load_state("load")
    take_wider(page, telefoon, gevonden)
    page.evaluate(
        """() => {
      const p = [...document.querySelectorAll("[data-bron] .zin")].find((x) => x.textContent.includes("zilveren"));
      const knoop = [...p.childNodes].find((x) => x.textContent.includes("zilveren"));
      const begin = knoop.textContent.indexOf("zilveren reiger");
      getSelection().setBaseAndExtent(knoop, begin, knoop, begin + "zilveren reiger".length);
    }"""
    )
    expect(page.locator("#woorden")).to_have_value("zilveren reiger")
    page.fill("#hand-vervang", "opvang")
    look(page, "nalezen-hand", gevonden)
    page.locator("form:has([name=doe][value=hand]) button").click()
    expect(page.locator(".nalezen .blad").first).to_contain_text("op de opvang")


def take_wider(page: Page, telefoon: Page, gevonden: list[str]) -> None:
    """By keyboard: a word more, as it was, two places in one, another kind; by touch on a phone the same."""
    kop = page.locator("#plek-kop")
    expect(page.locator("#voortgang")).to_have_js_property("value", 1)
    expect(kop).to_be_focused()  # so that a screen reader says the place, and how far this is
    expect(kop).to_have_accessible_description("1 van 3 beoordeeld")
    for toets, woorden in (("b", "met Yorrit"), ("h", "‘Yorrit’"), ("n", "Yorrit uit"), ("s", "Yorrit uit Hengelo")):
        page.keyboard.press(toets)
        expect(kop).to_contain_text(woorden)
        page.wait_for_load_state("load")
    page.keyboard.press("t")
    expect(page.locator("#soort")).to_be_focused()
    page.keyboard.press("Escape")
    look(page, "nalezen-ruimer", gevonden)
    telefoon.goto(page.url.partition("?")[0] + "?van=3")
    telefoon.locator(".greep summary").click()
    telefoon.locator("[data-samen]").click()
    telefoon.wait_for_load_state("load")
    telefoon.select_option("#soort", "PLAATS")
    telefoon.locator(".greep form button").click()
    expect(telefoon.locator("#vervang")).to_have_value("een dorp of stad")
    look(telefoon, "nalezen-ruimer-telefoon", gevonden)
    page.keyboard.press("v")
    expect(page.locator(".nalezen .blad").first).not_to_contain_text("Hengelo")
    page.wait_for_load_state("load")


def give_key_two(zaal: Zaal, token: str, les: str, gevonden: list[str]) -> None:
    """A colleague who was not there reads the result only, and does not recognise anybody."""
    lezer = zaal.open_mens("console", {"ls-account": token})
    lezer.goto(f"{zaal.adres}/lessen/concept/{les}/lezen")
    look(lezer, "lezen", gevonden)
    for vraag in lezer.locator("form[action$='/lezen'] input[type=radio][value=nee]").all():
        vraag.check()
    lezer.check("[name=gelezen]")
    lezer.locator('button[name=doe][value="antwoord"]').click()
    expect(lezer.locator("main")).not_to_contain_text("fout")


def give_key_one(zaal: Zaal, woorden: str, gevonden: list[str]) -> None:
    """The inbrenger reads the final text with the four words from the paper."""
    thuis = zaal.open_mens("telefoon")
    thuis.goto(f"{zaal.adres}/code")
    thuis.fill("[name=code]", woorden)
    look(thuis, "code", gevonden)
    thuis.locator("main form button.hoofd").first.click()
    expect(thuis.locator("main")).to_contain_text(DELEN["wat"])
    look(thuis, "code-open", gevonden)
    for vink in thuis.locator('form[action="/code/sleutel"] input[type=checkbox]').all():
        vink.check()
    thuis.locator('form[action="/code/sleutel"] button').first.click()


def share(zaal: Zaal, page: Page, les: str, gevonden: list[str]) -> None:
    """Share it now, after the warning."""
    page.goto(f"{zaal.adres}/lessen/concept/{les}/delen")
    look(page, "delen", gevonden)
    page.check("[name=zeker]")
    page.locator('form[action$="/delen"] button').first.click()


def use(zaal: Zaal, page: Page, cookies: dict[str, str], gevonden: list[str]) -> None:
    """Say that you try it and what came of it; a trainer makes a pattern and hangs it there."""
    adres = page.url
    page.get_by_text("Wij gaan dit proberen").first.click()
    page.fill("[name=functie]", "wijkteam")
    page.fill("[name=kijk_dag]", (datetime.now(UTC) + timedelta(days=60)).date().isoformat())
    page.locator("form[action$='/proberen'] button").click()
    page.get_by_role("button", name="Werkte", exact=True).click()
    expect(page.get_by_role("button", name="Werkte", exact=True)).to_have_attribute("aria-pressed", "true")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    look(page, "les", gevonden)
    trainer = zaal.open_mens("console", {"ls-account": cookies["lezer"]})
    trainer.goto(f"{zaal.adres}/lessen/draden/nieuw")
    trainer.fill("[name=naam]", "Niemand vraagt het twee keer")
    look(trainer, "draad-vorm", gevonden)
    trainer.locator("main form button.hoofd").click()
    trainer.goto(adres)
    trainer.locator("form[action$='/draad'] button").click()
    look(trainer, "les-trainer", gevonden)
    trainer.goto(f"{zaal.adres}/lessen/draden")
    look(trainer, "draden", gevonden)
    trainer.get_by_role("link", name="Niemand vraagt het twee keer").click()
    expect(trainer.locator("main")).to_contain_text(DELEN["titel"])
    look(trainer, "draad", gevonden)
    mobiel = zaal.open_mens("telefoon", {"ls-account": cookies["lezer"]})
    mobiel.goto(adres)
    look(mobiel, "les-telefoon", gevonden)
    haal = "fetch('/lessen/alles.zip').then((r) => r.arrayBuffer()).then((b) => [...new Uint8Array(b)])"
    with zipfile.ZipFile(io.BytesIO(bytes(page.evaluate(haal)))) as archief:
        assert DELEN["titel"] in archief.read("lessen.json").decode()


def find_and_withdraw(zaal: Zaal, page: Page, woorden: str, cookies: dict[str, str], gevonden: list[str]) -> None:
    """Found by a word that is written a little differently; gone after the four words took it back."""
    page.goto(f"{zaal.adres}/lessen?vraag=geldzorg")
    expect(page.locator("main")).to_contain_text(DELEN["titel"])
    look(page, "archief", gevonden)
    page.get_by_role("link", name=DELEN["titel"]).click()
    adres = page.url
    use(zaal, page, cookies, gevonden)
    thuis = zaal.open_mens("telefoon")
    thuis.goto(f"{zaal.adres}/code")
    thuis.fill("[name=code]", woorden)
    thuis.locator("main form button.hoofd").first.click()
    thuis.locator('form[action="/code/terug"]', has=thuis.locator('[name=wat][value="les"]')).locator("button").click()
    look(thuis, "code-zeker", gevonden)
    thuis.locator('form[action="/code/terug"] button').first.click()
    zaal.netwerk_mag_weg = True  # the les is gone: 404 is what we ask for
    page.goto(adres)
    expect(page.locator("main")).not_to_contain_text(DELEN["titel"])
    page.goto(f"{zaal.adres}/lessen?vraag=geldzorg")
    expect(page.locator("main")).not_to_contain_text(DELEN["titel"])
