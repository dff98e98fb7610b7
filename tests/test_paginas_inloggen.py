"""Opstellen, inloggen, de tweede controle, links en het eigen account: de goede weg en elke verkeerde."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pyotp
import pytest
from hulp import app as hulp_app
from hulp.app import Browser, Huisje, maak_app, read_tekst, read_waarde
from hulp.huis import Tijd
from hulp.lijn import open_zaal

from leersessie.store import accounts as rijen
from leersessie.toegang.accounts import ensure_opstelling
from leersessie.web.deuren import set_cookie

huisje = hulp_app.huisje
GOED = "kiezel lantaarn veer"
NAAR_BINNEN = {"organisatie": "Wijkteam Noord", "naam": "Samira", "email": "Samira@Wijkteam.nl", "wachtwoord": GOED}


def maak_eerste(huisje: Huisje) -> tuple[Browser, str]:
    """A browser and the secret of the first link."""
    geheim = ensure_opstelling(huisje.store, huisje.config)
    assert geheim is not None
    return huisje.open(), geheim


def zet_op(huisje: Huisje, browser: Browser, geheim: str) -> None:
    """The first account, without a second factor yet."""
    antwoord = browser.post("/opstelling", {**NAAR_BINNEN, "geheim": geheim})
    assert (antwoord.status_code, antwoord.headers["Location"]) == (303, "/tweede-factor")


def stel_tweede_in(browser: Browser, moment: float) -> str:
    """Turn the second factor on; returns its key."""
    bladzijde = browser.post("/tweede-factor", {"doe": "begin"})
    sleutel = read_waarde(bladzijde, "sleutel")
    velden = {"doe": "zet", "code": pyotp.TOTP(sleutel).at(int(moment)), "sleutel": sleutel}
    assert browser.post("/tweede-factor", velden).headers["Location"] == "/sessies"
    return sleutel


def test_van_eerste_link_tot_sessies(tmp_path: Path) -> None:
    """Link, account, second factor, in; and the next time with password and code."""
    tijd = Tijd()
    huisje = maak_app(tmp_path, config=tijd.maak_config(tmp_path))
    browser, geheim = maak_eerste(huisje)
    zet_op(huisje, browser, geheim)
    sleutel = stel_tweede_in(browser, tijd.nu)
    assert "De tweede controle staat aan." in read_tekst(browser.get("/sessies"))
    assert browser.post("/uitloggen").headers["Location"] == "/inloggen"
    assert browser.get("/sessies").status_code == 303

    tijd.verder(minuten=2)
    velden = {"email": "samira@wijkteam.nl", "wachtwoord": GOED, "naar": "/beheer"}
    assert browser.post("/inloggen", velden).headers["Location"] == "/tweede-factor?naar=/beheer"
    fout = browser.post("/tweede-factor", {"doe": "code", "code": "000000", "naar": "/beheer"})
    assert (fout.status_code, "Deze code klopt niet" in read_tekst(fout)) == (401, True)
    code = pyotp.TOTP(sleutel).at(int(tijd.nu))
    goed = browser.post("/tweede-factor", {"doe": "code", "code": f"{code[:3]} {code[3:]}", "naar": "/beheer"})
    assert goed.headers["Location"] == "/beheer"
    assert browser.get("/beheer").status_code == 200
    huisje.store.close()


def test_de_eerste_link_werkt_een_keer(huisje: Huisje) -> None:
    """Afterwards the page only points to the log-in page, and the secret opens nothing."""
    browser, geheim = maak_eerste(huisje)
    zet_op(huisje, browser, geheim)
    tweede = huisje.open()
    antwoord = tweede.post("/opstelling", {**NAAR_BINNEN, "email": "b@b.nl", "geheim": geheim})
    assert antwoord.status_code == 400
    assert "al opgezet" in read_tekst(tweede.get("/opstelling"))
    assert huisje.store.read(rijen.count_accounts) == 1


@pytest.mark.parametrize("plak", ["{0}", " http://zaal.local:5000/opstelling#{0} \n"])
def test_een_hele_link_plakken_mag(huisje: Huisje, plak: str) -> None:
    """Without scripts people paste what the terminal showed."""
    browser, geheim = maak_eerste(huisje)
    zet_op(huisje, browser, plak.format(geheim))


@pytest.mark.parametrize(
    ("veld", "waarde", "zin"),
    [
        ("geheim", "", "Plak hier de link"),
        ("geheim", "x" * 5_000, "Deze link werkt niet meer"),
        ("geheim", "é\udc80", "Deze link werkt niet meer"),
        ("organisatie", "  ", "Er staat nog niets"),
        ("naam", "n" * 81, "Hooguit 80 tekens"),
        ("email", "samira", "geen e-mailadres"),
        ("email", "a@b.nl\r\nBcc: c@d.nl", "geen e-mailadres"),
        ("wachtwoord", "kort", "minstens 12 tekens"),
        ("wachtwoord", "wachtwoord123", "proberen anderen als eerste"),
        ("wachtwoord", "w" * 129, "hoogstens 128 tekens"),
    ],
)
def test_een_fout_staat_bij_het_veld_en_niets_raakt_kwijt(huisje: Huisje, veld: str, waarde: str, zin: str) -> None:
    """What was typed comes back, except the password."""
    browser, geheim = maak_eerste(huisje)
    velden = {**NAAR_BINNEN, "geheim": geheim, veld: waarde.encode("utf-8", "surrogateescape")}
    antwoord = browser.post("/opstelling", velden)
    assert antwoord.status_code == 400
    gevonden = re.search(rf'id="{veld}-fout">(.*?)</span>', antwoord.text, re.S)
    assert gevonden is not None
    assert zin in html.unescape(gevonden[1])
    for naam in ("organisatie", "naam", "email"):
        if naam != veld:
            assert read_waarde(antwoord, naam) == NAAR_BINNEN[naam]
    assert GOED not in antwoord.text
    assert huisje.store.read(rijen.count_accounts) == 0


def test_een_onbekend_adres_en_een_fout_wachtwoord_geven_hetzelfde(huisje: Huisje) -> None:
    """Nobody learns which addresses exist; the e-mail stays in its field."""
    browser, geheim = maak_eerste(huisje)
    zet_op(huisje, browser, geheim)
    uit = []
    for email in ("samira@wijkteam.nl", "niemand@wijkteam.nl", "<script>alert(1)</script>"):
        antwoord = huisje.open().post("/inloggen", {"email": email, "wachtwoord": "mis mis mis mis"})
        uit.append((antwoord.status_code, read_tekst(antwoord)))
        assert read_waarde(antwoord, "email") == email
        assert "<script>alert" not in antwoord.text
    assert len(set(uit)) == 1
    assert "Dit klopt niet." in uit[0][1]


def test_raden_wordt_geremd_en_een_meedoencode_niet(huisje: Huisje) -> None:
    """After ten wrong passwords even the right one must wait; the room can still join."""
    browser, geheim = maak_eerste(huisje)
    zet_op(huisje, browser, geheim)
    rader = huisje.open()
    for _ in range(10):
        rader.post("/inloggen", {"email": "samira@wijkteam.nl", "wachtwoord": "mis mis mis mis"})
    antwoord = rader.post("/inloggen", {"email": "samira@wijkteam.nl", "wachtwoord": GOED})
    assert antwoord.status_code == 429
    assert "te veel foute pogingen" in read_tekst(antwoord)
    assert read_waarde(antwoord, "email") == "samira@wijkteam.nl"
    assert rader.klant.post("/mee", json={"code": "BBBBBBB"}).status_code == 404


def test_vijf_foute_codes_en_je_begint_opnieuw(tmp_path: Path) -> None:
    """The half-open log-in ends; the page says what to do."""
    tijd = Tijd()
    huisje = maak_app(tmp_path, config=tijd.maak_config(tmp_path))
    browser, geheim = maak_eerste(huisje)
    zet_op(huisje, browser, geheim)
    stel_tweede_in(browser, tijd.nu)
    browser.post("/uitloggen")
    browser.post("/inloggen", {"email": "samira@wijkteam.nl", "wachtwoord": GOED})
    uit = [browser.post("/tweede-factor", {"doe": "code", "code": "12345"}) for _ in range(6)]
    assert [a.status_code for a in uit] == [401] * 5 + [303]
    assert uit[-1].headers["Location"] == "/inloggen"
    huisje.store.close()


def test_een_foute_eerste_code_laat_de_sleutel_staan(huisje: Huisje) -> None:
    """The phone holds the key already; a new one would make its codes wrong."""
    browser, geheim = maak_eerste(huisje)
    zet_op(huisje, browser, geheim)
    begin = browser.post("/tweede-factor", {"doe": "begin"})
    velden = {naam: read_waarde(begin, naam) for naam in ("sleutel", "adres")}
    antwoord = browser.post("/tweede-factor", {**velden, "doe": "zet", "code": "000000"})
    assert antwoord.status_code == 401
    assert {naam: read_waarde(antwoord, naam) for naam in velden} == velden
    assert "<path d=" in antwoord.text


@pytest.mark.parametrize("adres", ["javascript:alert(1)", "otpauth://" + "x" * 400, '"><script>'])
def test_een_verzonnen_adres_wordt_geen_link(huisje: Huisje, adres: str) -> None:
    """What comes back into the page as a link is an otpauth address of sane length, or nothing."""
    browser, geheim = maak_eerste(huisje)
    zet_op(huisje, browser, geheim)
    browser.post("/tweede-factor", {"doe": "begin"})
    velden = {"doe": "zet", "code": "1", "sleutel": "AAAA", "adres": adres}
    antwoord = browser.post("/tweede-factor", velden)
    assert re.findall(r'href="(?:javascript|otpauth)', antwoord.text) == []
    assert "<script>" not in antwoord.text


def test_met_een_link_kies_je_een_wachtwoord(huisje: Huisje) -> None:
    """An invitation: once, and with a mistake first."""
    beheerder = huisje.open_als("beheerder")
    bladzijde = beheerder.post("/beheer/accounts", {"naam": "Bo", "email": "bo@b.nl", "rollen": "gespreksleider"})
    gevonden = re.search(r"/welkom#([a-z0-9]+)", bladzijde.text)
    assert gevonden is not None
    browser = huisje.open()
    fout = browser.post("/welkom", {"geheim": gevonden[1], "wachtwoord": "kort"})
    assert (fout.status_code, read_waarde(fout, "geheim")) == (400, gevonden[1])
    goed = browser.post("/welkom", {"geheim": gevonden[1], "wachtwoord": GOED})
    assert (goed.status_code, goed.headers["Location"]) == (303, "/tweede-factor")
    assert "Bo" in read_tekst(browser.get("/account"))
    nog = huisje.open().post("/welkom", {"geheim": gevonden[1], "wachtwoord": GOED})
    assert (nog.status_code, "Deze link werkt niet meer" in read_tekst(nog)) == (400, True)


def test_uitloggen_sluit_ook_de_consoles_van_deze_browser(huisje: Huisje) -> None:
    """On a borrowed laptop nothing stays behind."""
    browser = huisje.open_als("gespreksleider")
    adres = browser.post("/sessies/nu").headers["Location"]
    assert browser.get(adres).status_code == 200
    sessie = adres.split("/")[2]
    assert browser.klant.get_cookie(f"ls-console-{sessie}") is not None
    browser.post("/uitloggen")
    assert browser.klant.get_cookie(f"ls-console-{sessie}") is None
    assert browser.klant.get_cookie("ls-account") is None


def test_overal_uitloggen_neemt_elke_browser_en_console_mee(huisje: Huisje) -> None:
    """A lost laptop: its log-in and its console token both end."""
    een = huisje.open_als("gespreksleider")
    adres = een.post("/sessies/nu").headers["Location"]
    een.get(adres)
    ander = huisje.open()
    ander.log_in(een.account)
    assert ander.post("/account/overal-uit").headers["Location"] == "/inloggen"
    assert een.get("/sessies").status_code == 303
    assert een.get(adres.replace("/console", "/afstand")).status_code == 403


def test_een_ander_wachtwoord(huisje: Huisje) -> None:
    """The old one must be right, the new one good; afterwards only the new one works."""
    beheerder = huisje.open_als("beheerder")
    bladzijde = beheerder.post("/beheer/accounts", {"naam": "Bo", "email": "bo@b.nl", "rollen": "trainer"})
    geheim = re.findall(r"/welkom#([a-z0-9]+)", bladzijde.text)[0]
    browser = huisje.open()
    browser.post("/welkom", {"geheim": geheim, "wachtwoord": GOED})
    mis = browser.post("/account/wachtwoord", {"oud": "mis mis mis mis", "nieuw": "zes nieuwe bomen"})
    assert (mis.status_code, "Je oude wachtwoord klopt niet" in read_tekst(mis)) == (400, True)
    kort = browser.post("/account/wachtwoord", {"oud": GOED, "nieuw": "kort"})
    assert (kort.status_code, 'id="nieuw-fout"' in kort.text, "<details open>" in kort.text) == (400, True, True)
    goed = browser.post("/account/wachtwoord", {"oud": GOED, "nieuw": "zes nieuwe bomen"})
    assert goed.headers["Location"] == "/account"
    assert browser.get("/account").status_code == 200
    uit = [
        huisje.open().post("/inloggen", {"email": "bo@b.nl", "wachtwoord": wachtwoord}).status_code
        for wachtwoord in (GOED, "zes nieuwe bomen")
    ]
    assert uit == [401, 303]


def test_de_cookie_is_niet_voor_scripts(huisje: Huisje) -> None:
    """HttpOnly, SameSite, gone within twelve hours; with https also Secure and bound to our host."""
    with huisje.app.test_request_context():
        antwoord = huisje.app.make_response("")
        set_cookie(antwoord, "account", "", "abc")
    delen = set(antwoord.headers["Set-Cookie"].split("; "))
    assert {"ls-account=abc", "HttpOnly", "SameSite=Lax", "Max-Age=43200", "Path=/"} <= delen


def test_wie_eerst_moet_inloggen_komt_daarna_waar_hij_heen_wilde(tmp_path: Path) -> None:
    """The page that says so leads to the log-in, and from there to the console that was asked for."""
    with open_zaal(tmp_path) as zaal:
        pad = f"/sessies/{zaal.kern.sessie}/console"
        bezoeker = zaal.app.test_client()
        assert f'href="/inloggen?naar={pad}"' in bezoeker.get(pad).text
        assert f'name="naar" value="{pad}"' in bezoeker.get(f"/inloggen?naar={pad}").text
