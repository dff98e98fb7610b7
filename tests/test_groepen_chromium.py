"""Subgroepen in een echte Chromium: kiezen, de pen, een opgeheven groep die geen letter kost, en geen drempels."""

from __future__ import annotations

from pathlib import Path

import pytest
from hulp.chromium import open_zaal, shoot
from hulp.drempels import find_drempels
from hulp.groepen import GROEPEN
from hulp.server import start_server
from hulp.voorbereid import prepare_huis
from playwright.sync_api import expect
from test_reis_chromium import do, free_port

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
