"""Subgroepen in een echte Chromium: kiezen, de pen, een opgeheven groep die geen letter kost, en geen drempels."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from hulp.chromium import open_zaal, shoot
from hulp.drempels import find_drempels
from hulp.groepen import GROEPEN, TIJDLIJNEN
from hulp.server import start_server
from hulp.voorbereid import prepare_huis
from playwright.sync_api import expect
from test_reis_chromium import do, free_port
from test_spel_chromium import give_bewijzen

from leersessie.proefgroep import deur
from leersessie.proefgroep.leiding import Console
from leersessie.proefgroep.postvak import make_sleutel

pytestmark = [pytest.mark.chromium, pytest.mark.server]


def test_een_opgeheven_groep_kost_geen_letter(tmp_path: Path) -> None:
    """Half a card survives the end of its group and another group; then it lies on the board of that group."""
    klaar, port = prepare_huis(tmp_path, toml=GROEPEN), free_port()
    adres = f"http://lokaal.test:{port}"
    with (
        start_server(tmp_path, "--port", str(port), omgeving={"LEERSESSIE_ADRES": adres}),
        open_zaal(adres) as zaal,
    ):
        console = zaal.open_mens("console", {"ls-account": klaar.account})
        console.goto(f"{adres}/sessies/{klaar.sessie}/console")
        do(console, "open")
        expect(console.locator('[data-daad="begin"]')).to_be_visible()
        phone = zaal.join(klaar.code, "huisarts")
        do(console, "begin")
        do(console, "stap", "volgende")
        phone.click("[data-doe=kies_groep] >> nth=0")
        phone.click("[data-doe=schrijf_groep]")
        phone.fill("#kaart-tekst", "Half geschreven")
        expect(console.locator(".groepsbord >> nth=0")).to_contain_text("1 mens, met schrijver")
        shoot(console, "groepen-console")
        assert find_drempels(console, "groepen console") == []
        console.click(".groepsbord details >> nth=0")
        console.click("[data-daad=groep_weg] >> nth=0")
        console.click("#dialoog-vraag [data-ja]")
        expect(phone.locator("[data-doe=kies_groep]")).to_have_count(2)
        assert find_drempels(phone, "groepen telefoon") == []
        phone.click("[data-doe=kies_groep] >> nth=0")
        phone.click("[data-doe=schrijf_groep]")
        expect(phone.locator("#kaart-tekst")).to_have_value("Half geschreven")
        phone.click("footer [type=submit]")
        expect(phone.locator(".bak.ontvangen")).to_be_visible()
        expect(console.get_by_role("region", name="School")).to_contain_text("Half geschreven")


def give_moment(lijn: Console, tekst: str, weken: int) -> None:
    """One event on the board of the group that the console shows alone."""
    inhoud = {
        "tekst": tekst,
        "baan": "hulp" if weken % 3 else "gezin",
        "wanneer": {"aantal": weken, "eenheid": "weken"},
    }
    velden = {"sleutel": make_sleutel(), "geheim": make_sleutel(), "stap": "werk", "inhoud": inhoud}
    assert "kaart" in lijn.lijn.ask("bijdrage", velden)


def give_allemaal(lijn: Console) -> None:
    """Ten events of each of the three groups."""
    lijn.wait_for(lambda: lijn.lijn.html("bord").count("groepsbord") >= 3, 5.0)
    groepen = list(dict.fromkeys(re.findall(r'id="groep-([^"]+)"', lijn.lijn.html("bord"))))
    for groep in groepen:
        lijn.steer("groep_tonen", groep=groep)
        for nummer in range(10):
            give_moment(lijn, f"Er kwam een brief van de gemeente over hulp thuis, nummer {nummer}", nummer)


ZICHTBAAR = """() => {
  const lijst = document.querySelector('.gebeurtenissen'), rand = lijst.getBoundingClientRect();
  return [...lijst.children].filter((deel) => {
    const plek = deel.getBoundingClientRect();
    return plek.left >= rand.left - 2 && plek.right <= rand.right + 2 && plek.bottom <= rand.bottom + 2;
  }).length;
}"""
"""How many events stand whole on the screen."""


def test_een_lange_tijdlijn_van_groepen_telt_wat_niet_past_en_bladert(tmp_path: Path) -> None:
    """Thirty events of three groups on one beamer: "en nog n", the next page shows the rest, and back again."""
    klaar = prepare_huis(tmp_path, toml=TIJDLIJNEN)
    console, scherm = give_bewijzen(tmp_path, klaar.sessie)
    with start_server(tmp_path) as server, open_zaal(server.adres) as zaal:
        lijn = Console(deur.exchange(f"{server.adres}/afstand#{console}"), threading.Event())
        lijn.open()
        for daad, velden in (("open", {}), ("begin", {}), ("stap", {"naar": "werk"}), ("groepen", {"aantal": 3})):
            lijn.steer(daad, **velden)
        give_allemaal(lijn)
        lijn.steer("groep_tonen", groep="")
        lijn.steer("stap", naar="galerij")
        lijn.wait_for(lambda: "Groep</th>" in lijn.lijn.html("bord"), 5.0)
        beamer = zaal.open_mens("beamer")
        beamer.goto(f"{zaal.adres}/beamer#{scherm}")
        nog = beamer.locator(".nog")
        expect(nog).to_have_text(re.compile(r"^en nog \d+$"))
        eerste = int((nog.text_content() or "").split()[-1])
        shoot(beamer, "groepen-tijdlijn")
        bladzijde = beamer.evaluate(ZICHTBAAR)
        assert bladzijde + eerste == 30
        lijn.lijn.ask("zaal", {"wat": "blader", "richting": 1})
        expect(nog).to_have_text(f"en nog {eerste - bladzijde}")
        beamer.wait_for_function(f"(aantal) => ({ZICHTBAAR})() === aantal", arg=bladzijde)
        assert find_drempels(beamer, "groepen tijdlijn") == []
        kijker = zaal.open_mens("console", {"ls-account": klaar.account})
        kijker.goto(f"{server.adres}/sessies/{klaar.sessie}/console")
        expect(kijker.locator(".galerijvlak table.tabel tbody tr")).to_have_count(30)
        shoot(kijker, "groepen-tijdlijn-console")
        lijn.lijn.ask("zaal", {"wat": "blader", "richting": -1})
        expect(nog).to_have_text(f"en nog {eerste}")
        for rest in range(eerste - bladzijde, -1, -bladzijde):
            lijn.lijn.ask("zaal", {"wat": "blader", "richting": 1})
            expect(nog).to_have_text(f"en nog {rest}" if rest else "")
            beamer.wait_for_function(f"(aantal) => ({ZICHTBAAR})() === aantal", arg=bladzijde)
        lijn.lijn.close()
