"""Het plan van een sessie bijstellen: minuten, volgorde, overslaan, en wat er gebeurt als iemand anders ook stuurt."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hulp import app as hulp_app
from hulp.app import Browser, Huisje, read_tekst, read_waarde
from hulp.formulieren import prepare

from leersessie.regie.sturen import steer
from leersessie.regie.wie import GESPREKSLEIDER, Wie

huisje = hulp_app.huisje


def fill_plan(browser: Browser, adres: str, **anders: Any) -> dict[str, Any]:
    """The form of the plan as it stands on the page."""
    tekst = browser.get(f"{adres}/plan").text
    stappen = re.findall(r'name="stap" value="([^"]+)"', tekst)
    velden: dict[str, Any] = {"stap": stappen, "gezien": re.findall(r'name="gezien" value="(\d+)"', tekst)[0]}
    for stap in stappen:
        velden[f"minuten.{stap}"] = re.findall(rf'id="minuten.{stap}"[^>]* value="(\d+)"', tekst)[0]
        if re.search(rf'name="mee.{stap}" value="1"[^>]* checked', tekst):
            velden[f"mee.{stap}"] = "1"
    return {naam: w for naam, w in {**velden, "doe": "bewaar", **anders}.items() if w is not None}


def test_het_plan_bijstellen(huisje: Huisje) -> None:
    """Minutes, skip and order, before the start; back to the page of the session."""
    browser = huisje.open_als("gespreksleider")
    adres = prepare(browser)
    verplaatst = browser.post(f"{adres}/plan", fill_plan(browser, adres, doe="neer:s1", **{"minuten.s2": "12"}))
    volgorde = re.findall(r'name="stap" value="([^"]+)"', verplaatst.text)
    assert volgorde[:4] == ["s0", "s2", "s1", "s3"]
    assert 'value="neer:s1" autofocus' in verplaatst.text
    velden = fill_plan(browser, adres, stap=volgorde, **{"minuten.s2": "12", "mee.s3": None})
    assert browser.post(f"{adres}/plan", velden).headers["Location"] == adres
    plan = huisje.store.load(adres.split("/")[2]).stand.plan
    assert [p.id for p in plan] == volgorde
    assert {p.id: (p.minuten, p.overslaan) for p in plan if p.id in ("s2", "s3")} == {
        "s2": (12, False),
        "s3": (3, True),
    }


@pytest.mark.parametrize(
    ("doe", "eind"), [("op:s0", "s0"), ("neer:s11", "s0"), ("op:bestaat-niet", "s0"), ("op:", "s0")]
)
def test_een_onmogelijke_verplaatsing_laat_alles_staan(huisje: Huisje, doe: str, eind: str) -> None:
    """At the edge, or for a step that is not there."""
    browser = huisje.open_als("gespreksleider")
    adres = prepare(browser)
    velden = fill_plan(browser, adres, doe=doe)
    antwoord = browser.post(f"{adres}/plan", velden)
    assert antwoord.status_code == 200
    assert re.findall(r'name="stap" value="([^"]+)"', antwoord.text) == velden["stap"]


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"minuten.s4": ""}, "van 0 tot en met 240"),
        ({"minuten.s4": "999"}, "van 0 tot en met 240"),
        ({f"mee.s{n}": None for n in range(12)}, "Dit plan kan zo niet"),
        ({"gezien": "x"}, "kwam niet goed over"),
    ],
)
def test_een_plan_dat_niet_kan_zegt_waarom(huisje: Huisje, anders: dict[str, Any], zin: str) -> None:
    """The sentence stands on the page, and so does what was typed."""
    browser = huisje.open_als("gespreksleider")
    adres = prepare(browser)
    antwoord = browser.post(f"{adres}/plan", fill_plan(browser, adres, **{"minuten.s9": "8", **anders}))
    assert (antwoord.status_code, zin in read_tekst(antwoord)) == (400, True)
    assert read_waarde(antwoord, "minuten.s9") == "8"


@pytest.mark.parametrize("stap", [["s1", "s1"], ["s1", "bestaat-niet"], ["x" * 1_000], []])
def test_een_verzonnen_lijst_van_stappen_wordt_geweigerd(huisje: Huisje, stap: list[str]) -> None:
    """Not a mistake of a person: refused, nothing changed."""
    browser = huisje.open_als("gespreksleider")
    adres = prepare(browser)
    voor = huisje.store.load(adres.split("/")[2]).stand
    assert browser.post(f"{adres}/plan", fill_plan(browser, adres, stap=stap)).status_code == 400
    assert huisje.store.load(adres.split("/")[2]).stand == voor


def test_wie_tegelijk_stuurt_krijgt_een_waarschuwing_en_houdt_zijn_versie(huisje: Huisje) -> None:
    """A stale plan is refused once; a second press, having seen that, works. From a running session back to it."""
    browser = huisje.open_als("gespreksleider")
    adres = browser.post("/sessies/nu").headers["Location"].removesuffix("/console")
    sessie = adres.split("/")[2]
    velden = fill_plan(browser, adres, **{"minuten.s4": "20"})
    wie, gezien = Wie(GESPREKSLEIDER, account=browser.account), huisje.store.load(sessie).stand.stuurseq
    steer(huisje.store, huisje.config, sessie, wie, "begin", {}, gezien)
    antwoord = browser.post(f"{adres}/plan", velden)
    assert (antwoord.status_code, "Iemand stuurde net ook" in read_tekst(antwoord)) == (400, True)
    assert read_waarde(antwoord, "minuten.s4") == "20"
    opnieuw = {**velden, "gezien": re.findall(r'name="gezien" value="(\d+)"', antwoord.text)[0]}
    assert browser.post(f"{adres}/plan", opnieuw).headers["Location"] == f"{adres}/console"
    assert {p.id: p.minuten for p in huisje.store.load(sessie).stand.plan}["s4"] == 20
