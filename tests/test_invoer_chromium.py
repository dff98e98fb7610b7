"""Echte telefoons en een echte Chromium: de tweede keuze weet van de eerste, stippen, twee ideeën en de tijdlijn."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hulp.chromium import Zaal, open_zaal, shoot
from playwright.sync_api import Page, expect
from proefsessie import Proefsessie, start_sessie

from leersessie.config import Config, content_dir
from leersessie.proefgroep import deur
from leersessie.proefgroep.leiding import Console
from leersessie.store import open_store

pytestmark = [pytest.mark.server, pytest.mark.chromium]
STUUR = "footer [type=submit]"


@contextmanager
def start_zaal(data: Path, naam: str) -> Iterator[tuple[Proefsessie, Zaal, Console]]:
    """A server with this werkvorm, a browser, and a console whose door is open."""
    toml = (content_dir("werkvormen") / f"{naam}.toml").read_text("utf-8")
    with start_sessie(data, toml) as proef, open_zaal(proef.server.adres) as zaal:
        console = Console(deur.exchange(proef.link), threading.Event())
        console.open()
        console.steer("open")
        yield proef, zaal, console
        console.lijn.close()


def list_inhoud(data: Path, proef: Proefsessie, stap: str) -> list[dict[str, Any]]:
    """What the database holds of a step, once the server is gone."""
    proef.server.stop()
    store = open_store(Config(data=data))
    try:
        staat = store.load(proef.sessie)
        gevonden = [staat.inhoud(kaart.id) for kaart in staat.stand.list_kaarten(stap)]
    finally:
        store.close()
    return [dict(inhoud) for inhoud in gevonden if inhoud is not None]


def wait_given(phone: Page) -> None:
    """Until the phone says that its answer arrived."""
    expect(phone.locator("#eigenlijst .bak.ontvangen").first).to_be_attached()
    expect(phone.locator("#eigenlijst .bak.onderweg")).to_have_count(0)


def test_de_tweede_keuze_weet_van_de_eerste(tmp_path: Path) -> None:
    """Only the phone knows what it chose before; it says so with its second answer, also when it changes that."""
    with start_zaal(tmp_path, "werkatelier-informatie-delen") as (proef, zaal, console):
        phones = [zaal.join(proef.code) for _ in range(2)]
        console.steer("begin")
        console.steer("stap", naar="s5")
        for phone in phones:
            phone.check("#o-niet")
            phone.click(STUUR)
            wait_given(phone)
        console.steer("stap", naar="s9")
        phones.append(zaal.join(proef.code))
        for phone in phones:
            phone.check("#o-deel")
            phone.click(STUUR)
            wait_given(phone)
        phones[0].click("#nogeen")
        phones[0].check("#o-toestemming")
        phones[0].click(STUUR)
        expect(phones[0].locator("#eigenlijst")).to_contain_text("Delen, met toestemming")
        wait_given(phones[0])
        gevonden = list_inhoud(tmp_path, proef, "s9")
        zaal.netwerk_mag_weg = True
    paren = sorted((i.get("eerder", ""), i["optie"]) for i in gevonden)
    assert paren == [("", "deel"), ("niet", "deel"), ("niet", "toestemming")]


def test_twee_ideeen_en_een_tijdlijn_op_een_telefoon(tmp_path: Path) -> None:
    """The forms send what the kinds ask: two texts, and a number with a unit."""
    with start_zaal(tmp_path / "a", "reflectiegesprek-vraagstuk") as (proef, zaal, console):
        phone = zaal.join(proef.code)
        console.steer("begin")
        console.steer("stap", naar="s5")
        phone.fill("#kaart-een", "Elke maandag bellen")
        phone.fill("#kaart-twee", "Samen op bezoek")
        phone.click(STUUR)
        wait_given(phone)
        shoot(phone, "soort-ideeen-gegeven")
        zaal.netwerk_mag_weg = True
        assert [i["tekst"] for i in list_inhoud(tmp_path / "a", proef, "s5")] == [
            "Elke maandag bellen\nSamen op bezoek"
        ]
    with start_zaal(tmp_path / "b", "viervensteranalyse") as (proef, zaal, console):
        phone = zaal.join(proef.code)
        phone.click("[data-doe=rol]")
        phone.click("[data-rol=schrijver]")
        assert console.wait_for(lambda: "schrijver" in console.confirm_rollen(), 10.0)
        console.steer("begin")
        console.steer("stap", naar="s3")
        phone.fill("#kaart-tekst", "Oma verhuist")
        phone.fill("#wanneer-aantal", "3")
        phone.select_option("#wanneer-eenheid", "maanden")
        phone.check("#baan-hulp")
        phone.click(STUUR)
        wait_given(phone)
        zaal.netwerk_mag_weg = True
        wanneer = {"aantal": 3, "eenheid": "maanden"}
        assert list_inhoud(tmp_path / "b", proef, "s3") == [
            {"tekst": "Oma verhuist", "wanneer": wanneer, "kolom": "hulp"}
        ]


def test_stippen_op_een_telefoon(tmp_path: Path) -> None:
    """Too many dots: a sentence, nothing lost; then within the budget."""
    toml = (content_dir("werkvormen") / "reflectiegesprek-vraagstuk.toml").read_text("utf-8")
    toml = toml.replace("minuten = 90", "minuten = 94").replace("overslaan = true\n", "")
    with start_sessie(tmp_path, toml) as proef, open_zaal(proef.server.adres) as zaal:
        console = Console(deur.exchange(proef.link), threading.Event())
        console.open()
        console.steer("open")
        phone = zaal.join(proef.code)
        phone.click("[data-doe=rol]")
        phone.click("[data-rol=schrijver]")
        assert console.wait_for(lambda: "schrijver" in console.confirm_rollen(), 10.0)
        console.steer("begin")
        console.steer("stap", naar="s6")
        for nummer in range(2):
            phone.fill("#kaart-tekst", f"Idee {nummer}")
            phone.click(STUUR)
            expect(phone.locator("#eigenlijst .bak.ontvangen")).to_have_count(nummer + 1)
        console.steer("stap", naar="s6b")
        velden = phone.locator(".stipveld select")
        expect(velden).to_have_count(2)
        velden.nth(0).select_option("3")
        velden.nth(1).select_option("3")
        phone.click(STUUR)
        expect(phone.locator("#eigenlijst .bak.geweigerd")).to_have_count(1)
        phone.click("#nogeen")
        velden.nth(1).select_option("0")
        phone.click(STUUR)
        expect(phone.locator("#eigenlijst")).to_contain_text("Idee 0 (3)")
        wait_given(phone)
        shoot(phone, "soort-stippen-gegeven")
        console.lijn.close()
        zaal.netwerk_mag_weg = True
        assert [list(i["stemmen"].values()) for i in list_inhoud(tmp_path, proef, "s6b")] == [[3]]
