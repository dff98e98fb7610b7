"""Elke bladzijde voor elke rol, voor een andere organisatie, en zonder geldig formulierteken."""

from __future__ import annotations

import re

import pytest
from hulp import app as hulp_app
from hulp.app import Browser, Huisje

huisje = hulp_app.huisje

WERKVORM = "methodische-leerbijeenkomst"
CASUS = "het-plan-in-de-la"
ROLLEN = ("", "gespreksleider", "trainer", "beheerder")

# per adres: wat een bezoeker, gespreksleider, trainer en beheerder krijgen
LEZEN = {
    "/inloggen": (200, 303, 303, 303),
    "/opstelling": (200, 200, 200, 200),
    "/welkom": (200, 200, 200, 200),
    "/tweede-factor": (303, 303, 303, 303),
    "/tweede-factor?instellen=1": (303, 200, 200, 200),
    "/account": (303, 200, 200, 200),
    "/privacy": (200, 200, 200, 200),
    "/.well-known/security.txt": (200, 200, 200, 200),
    "/sessies": (303, 200, 200, 200),
    "/sessies/nieuw": (303, 200, 200, 403),
    f"/sessies/nieuw?werkvorm={WERKVORM}": (303, 200, 200, 403),
    "/sessies/nieuw?werkvorm=bestaat-niet": (303, 404, 404, 403),
    "/casussen": (200, 200, 200, 200),
    f"/casussen/{CASUS}": (200, 200, 200, 200),
    f"/casussen/{CASUS}/leergids": (303, 200, 200, 403),
    "/casussen/..%2f..%2fetc": (404, 404, 404, 404),
    "/casussen/bestaat-niet": (404, 404, 404, 404),
    "/werkvormen": (200, 200, 200, 200),
    f"/werkvormen/{WERKVORM}": (200, 200, 200, 200),
    "/werkvormen/bestaat-niet": (404, 404, 404, 404),
    "/beheer": (303, 403, 403, 200),
    "/beheer/organisatie": (303, 403, 403, 200),
    "/beheer/inhoud": (303, 403, 403, 200),
    "/beheer/logboek": (303, 403, 403, 200),
    "/beheer/gezondheid": (303, 403, 403, 200),
    "/beheer/accounts/1": (303, 403, 403, 404),
    "/beheer/accounts/99999999999999999999": (404, 404, 404, 404),
    "/sessies/bestaatniet": (303, 404, 404, 404),
    "/sessies/bestaatniet/plan": (303, 404, 404, 404),
    "/sessies/bestaatniet/wijzig": (303, 404, 404, 404),
}
STUREN = (
    "/inloggen",
    "/uitloggen",
    "/tweede-factor",
    "/opstelling",
    "/welkom",
    "/account/wachtwoord",
    "/account/overal-uit",
    "/sessies/nu",
    "/sessies/nieuw",
    "/beheer/accounts",
    "/beheer/accounts/1",
    "/beheer/organisatie",
)


def open_als(huisje: Huisje, rol: str) -> Browser:
    """A browser of a visitor or of an account with one role."""
    huisje.open_als("gespreksleider", email="eerste@voorbeeld.nl")
    return huisje.open_als(rol) if rol else huisje.open()


@pytest.mark.parametrize("rol", ROLLEN)
def test_elke_bladzijde_voor_elke_rol(huisje: Huisje, rol: str) -> None:
    """One table says who may look at what; a visitor who may log in is sent there."""
    browser = open_als(huisje, rol)
    plek = ROLLEN.index(rol)
    gekregen = {pad: browser.get(pad).status_code for pad in LEZEN}
    assert gekregen == {pad: verwacht[plek] for pad, verwacht in LEZEN.items()}


@pytest.mark.parametrize("rol", ROLLEN)
def test_elke_bladzijde_is_een_hele_bladzijde(huisje: Huisje, rol: str) -> None:
    """A title, one main heading, a language; nothing inline; never remembered by a browser or proxy."""
    browser = open_als(huisje, rol)
    for pad in LEZEN:
        for taal in ("nl", "en"):
            antwoord = browser.get(pad, headers={"Accept-Language": taal})
            assert antwoord.headers["Cache-Control"] == "no-store", pad
            if antwoord.mimetype != "text/html" or antwoord.status_code == 303:
                continue
            assert antwoord.text.count("<h1>") == 1, pad
            assert f'<html lang="{taal}"' in antwoord.text, pad
            assert re.findall(r"<title>(.+) – leersessie</title>", antwoord.text) != [], pad
            assert re.findall(r"\sstyle=|\son[a-z]+=|<style|javascript:", antwoord.text) == [], pad


def test_wie_inlogt_komt_uit_waar_je_heen_wilde(huisje: Huisje) -> None:
    """The address is kept for afterwards, and only one of our own."""
    antwoord = huisje.open().get("/sessies/nieuw")
    assert antwoord.headers["Location"] == "/inloggen?naar=/sessies/nieuw"
    assert 'name="naar" value="/sessies/nieuw"' in huisje.open().get(antwoord.headers["Location"]).text


@pytest.mark.parametrize(
    "naar",
    ["//elders.nl", "https://elders.nl", "/\\elders.nl", "javascript:alert(1)", "/a\nb", "/" + "a" * 300, "/\u202eab"],
)
def test_een_link_naar_elders_telt_niet(huisje: Huisje, naar: str) -> None:
    """Nobody can use our log-in page to lead people away."""
    assert 'name="naar" value=""' in huisje.open().get("/inloggen", query_string={"naar": naar}).text


@pytest.mark.parametrize("pad", STUREN)
def test_zonder_het_goede_formulierteken_gebeurt_er_niets(huisje: Huisje, pad: str) -> None:
    """A form of another site, or of long ago, is refused with a sentence."""
    browser = huisje.open_als("beheerder", "gespreksleider")
    for fout in ("", "een-ander-teken"):
        antwoord = browser.post(pad, {"doe": "begin", "organisatie": "X"}, csrf=fout)
        assert (antwoord.status_code, "Deze bladzijde stond te lang open" in antwoord.text) == (400, True)


def test_wat_sturen_vraagt_kan_niet_met_kijken(huisje: Huisje) -> None:
    """Nothing changes by opening an address."""
    browser = huisje.open_als("beheerder", "gespreksleider")
    paden = ("/uitloggen", "/account/overal-uit", "/account/wachtwoord", "/beheer/accounts")
    assert {browser.get(pad).status_code for pad in paden} == {405}
    assert browser.get("/sessies").status_code == 200


def test_een_andere_organisatie_bestaat_niet(huisje: Huisje) -> None:
    """A session and an account of another organisation are 404, as if they were not there."""
    anna = huisje.open_als("gespreksleider", "beheerder")
    adres = anna.post("/sessies/nu").headers["Location"].removesuffix("/console")
    vreemd = huisje.open_als("gespreksleider", "beheerder", "trainer")
    assert {p: vreemd.get(adres + p).status_code for p in ("", "/plan", "/wijzig")} == {
        "": 404,
        "/plan": 404,
        "/wijzig": 404,
    }
    for pad in ("/plan", "/wijzig", "/code", "/verwijder"):
        assert vreemd.post(adres + pad, {"doe": "bewaar"}).status_code == 404, pad
    assert vreemd.get(f"/beheer/accounts/{anna.account}").status_code == 404
    for doe in ("rollen", "uit", "overal_uit", "link", "wis_tweede"):
        assert vreemd.post(f"/beheer/accounts/{anna.account}", {"doe": doe}).status_code == 404, doe
    assert anna.get(adres).status_code == 200


def test_een_collega_mag_niet_in_andermans_sessie_een_beheerder_wel(huisje: Huisje) -> None:
    """Within one organisation: the maker and the beheerder."""
    anna = huisje.open_als("gespreksleider")
    adres = anna.post("/sessies/nu").headers["Location"].removesuffix("/console")
    collega = huisje.open_als("gespreksleider", "trainer", organisatie=anna.organisatie)
    beheerder = huisje.open_als("beheerder", organisatie=anna.organisatie)
    assert [collega.get(adres).status_code, beheerder.get(adres).status_code] == [403, 200]
    assert collega.post(f"{adres}/code").status_code == 403


def test_een_half_ingelogde_browser_mag_alleen_de_tweede_controle(huisje: Huisje) -> None:
    """Between password and code nothing else opens."""
    browser = huisje.open()
    browser.log_in(huisje.open_als("beheerder").account, bevestigd=False)
    for pad in ("/sessies", "/beheer", "/account", f"/casussen/{CASUS}/leergids"):
        antwoord = browser.get(pad)
        assert (antwoord.status_code, antwoord.headers["Location"]) == (303, f"/tweede-factor?naar={pad}")
    assert browser.get("/tweede-factor").status_code == 200
    assert "Beheer</a>" not in browser.get("/privacy").text
