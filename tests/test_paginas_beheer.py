"""Beheer: accounts, de organisatie, het logboek en de gezondheid; met wat een beheerder verkeerd kan doen."""

from __future__ import annotations

import re

import pytest
from hulp import app as hulp_app
from hulp.app import Browser, Huisje, read_tekst, read_waarde
from hulp.huis import maak_account

from leersessie.store import accounts as rijen
from leersessie.store.accounts import AccountRij
from leersessie.toegang.audit import DADEN
from leersessie.web.paginas import beheer

huisje = hulp_app.huisje


def open_beheer(huisje: Huisje) -> tuple[Browser, int]:
    """A beheerder with a password, and a colleague who is gespreksleider."""
    browser = huisje.open_als("beheerder", "gespreksleider", email="anna@voorbeeld.nl")
    huisje.store.transact(lambda v: rijen.set_account(v, browser.account, wachtwoord="hash"))
    return browser, maak_account(huisje.store, "bo@voorbeeld.nl", ("gespreksleider",), browser.organisatie)


def find(huisje: Huisje, account: int) -> AccountRij:
    """The row of an account."""
    rij = huisje.store.read(lambda v: rijen.find_account(v, account))
    assert rij is not None
    return rij


def test_de_lijst_toont_alleen_de_eigen_organisatie(huisje: Huisje) -> None:
    """Names, roles and state; nobody of another organisation."""
    huisje.open_als("trainer", email="vreemd@elders.nl")
    browser, _ = open_beheer(huisje)
    bladzijde = browser.get("/beheer")
    assert re.findall(r"<td>(\S+@\S+)</td>", bladzijde.text) == ["anna@voorbeeld.nl", "bo@voorbeeld.nl"]
    assert "Wacht op een wachtwoord" in read_tekst(bladzijde)


def test_uitnodigen_toont_de_link_een_keer(huisje: Huisje) -> None:
    """The link stands in the answer and nowhere afterwards."""
    browser, _ = open_beheer(huisje)
    velden = {"naam": "Cas", "email": "Cas@Voorbeeld.nl", "rollen": ["gespreksleider", "trainer"]}
    antwoord = browser.post("/beheer/accounts", velden)
    geheim = re.findall(r"http://localhost/welkom#([a-z0-9]{40,})", antwoord.text)
    assert (antwoord.status_code, len(geheim)) == (200, 1)
    lijst = browser.get("/beheer").text
    assert ("cas@voorbeeld.nl" in lijst, geheim[0] in lijst) == (True, False)


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"naam": " "}, "naam", "Er staat nog niets"),
        ({"email": "geen"}, "email", "geen e-mailadres"),
        ({"email": "BO@voorbeeld.nl"}, "email", "al een account"),
        ({"rollen": []}, "rollen", "Kies minstens één rol"),
        ({"rollen": ["koning"]}, "rollen", "Kies minstens één rol"),
        ({"rollen": ["trainer", "koning"]}, "rollen", "Deze rol bestaat niet"),
    ],
)
def test_een_uitnodiging_die_niet_kan(huisje: Huisje, anders: dict[str, object], veld: str, zin: str) -> None:
    """The sentence stands beside the field; the rest stays."""
    browser, _ = open_beheer(huisje)
    velden = {"naam": "Cas", "email": "cas@voorbeeld.nl", "rollen": ["trainer"], **anders}
    antwoord = browser.post("/beheer/accounts", velden)
    assert antwoord.status_code == 400
    gevonden = re.search(rf'id="{veld}-fout">(.*?)</span>', antwoord.text, re.S)
    assert gevonden is not None
    assert zin in gevonden[1]
    assert (read_waarde(antwoord, "naam"), read_waarde(antwoord, "email")) == (velden["naam"], velden["email"])
    assert ('value="trainer" checked' in antwoord.text) == ("trainer" in velden["rollen"])
    assert len(huisje.store.read(lambda v: rijen.list_accounts(v, browser.organisatie))) == 2


def test_rollen_uitzetten_en_aanzetten(huisje: Huisje) -> None:
    """Each act says what happened, and has happened."""
    browser, bo = open_beheer(huisje)
    adres = f"/beheer/accounts/{bo}"
    uit = []
    for velden in ({"doe": "rollen", "rollen": ["trainer", "beheerder"]}, {"doe": "uit"}, {"doe": "aan"}):
        assert browser.post(adres, velden).headers["Location"] == adres
        rij = find(huisje, bo)
        uit.append((rij.rollen, rij.actief, "bo" in read_tekst(browser.get(adres))))
    assert uit == [(("trainer", "beheerder"), a, True) for a in (True, False, True)]


def test_wie_uit_staat_is_meteen_buiten(huisje: Huisje) -> None:
    """Also with a console that was open."""
    browser, bo = open_beheer(huisje)
    collega = huisje.open()
    collega.log_in(bo)
    console = collega.post("/sessies/nu").headers["Location"]
    collega.get(console)
    browser.post(f"/beheer/accounts/{bo}", {"doe": "uit"})
    assert collega.get("/sessies").status_code == 303
    assert collega.get(console.replace("/console", "/afstand")).status_code == 403


def test_de_laatste_beheerder_blijft(huisje: Huisje) -> None:
    """Neither its role nor its account can go; the page says why and keeps the choice."""
    browser, _ = open_beheer(huisje)
    adres = f"/beheer/accounts/{browser.account}"
    for velden in ({"doe": "rollen", "rollen": ["trainer"]}, {"doe": "uit"}):
        antwoord = browser.post(adres, velden)
        assert (antwoord.status_code, "laatste beheerder" in read_tekst(antwoord)) == (400, True)
    zonder = browser.post(adres, {"doe": "rollen"})
    assert (zonder.status_code, 'id="rollen-fout"' in zonder.text) == (400, True)
    assert find(huisje, browser.account).rollen == ("beheerder", "gespreksleider")


def test_een_herstellink_en_de_tweede_controle_wissen(huisje: Huisje) -> None:
    """A link for 24 hours; a lost phone can be forgotten."""
    browser, bo = open_beheer(huisje)
    huisje.store.transact(lambda v: rijen.set_account(v, bo, wachtwoord="hash", totp="ABCD"))
    antwoord = browser.post(f"/beheer/accounts/{bo}", {"doe": "link"})
    assert ("/welkom#" in antwoord.text, "Hij werkt 24 uur." in read_tekst(antwoord)) == (True, True)
    browser.post(f"/beheer/accounts/{bo}", {"doe": "wis_tweede"})
    assert find(huisje, bo).totp == ""
    assert "Tweede controle gewist" in read_tekst(browser.get("/beheer/logboek"))


@pytest.mark.parametrize("doe", ["", "koning", "uit; drop table account", "x" * 5_000])
def test_een_onbekende_daad_doet_niets(huisje: Huisje, doe: str) -> None:
    """Refused, nothing changed."""
    browser, bo = open_beheer(huisje)
    voor = find(huisje, bo)
    assert browser.post(f"/beheer/accounts/{bo}", {"doe": doe}).status_code == 400
    assert find(huisje, bo) == voor


def test_de_organisatie_hernoemen(huisje: Huisje) -> None:
    """The new name everywhere; a mistake keeps what was typed."""
    browser, _ = open_beheer(huisje)
    naam = "Wijkteam <b>Noord</b>"
    assert browser.post("/beheer/organisatie", {"naam": naam}).headers["Location"] == "/beheer/organisatie"
    assert read_waarde(browser.get("/beheer/organisatie"), "naam") == naam
    assert "Wijkteam &lt;b&gt;Noord&lt;/b&gt;" in browser.get("/account").text
    fout = browser.post("/beheer/organisatie", {"naam": "n" * 81})
    assert (fout.status_code, read_waarde(fout, "naam")) == (400, "n" * 81)
    assert "Naam van de organisatie gewijzigd" in read_tekst(browser.get("/beheer/logboek"))


def test_het_logboek_kent_elke_daad_en_geen_andere_organisatie(huisje: Huisje) -> None:
    """Every act has a sentence; only lines of the own organisation."""
    browser, _ = open_beheer(huisje)

    def write(verbinding: object) -> None:
        for daad in sorted(DADEN):
            for organisatie, voorwerp in ((browser.organisatie, "ons:1"), (browser.organisatie + 7, "hun:1")):
                rijen.add_auditregel(
                    verbinding,  # type: ignore[arg-type]
                    organisatie=organisatie,
                    account=None,
                    daad=daad,
                    voorwerp=voorwerp,
                    wanneer="2026-03-10T09:00:00+00:00",
                )

    huisje.store.transact(write)
    for taal in ("nl", "en"):
        bladzijde = browser.get("/beheer/logboek", headers={"Accept-Language": taal})
        assert (bladzijde.text.count("ons:1"), bladzijde.text.count("hun:1")) == (len(DADEN), 0)
    assert "10 maart 2026 om 10.00" in read_tekst(browser.get("/beheer/logboek"))


def test_de_gezondheid_in_gewone_woorden(huisje: Huisje, monkeypatch: pytest.MonkeyPatch) -> None:
    """Database, disk, version; with a warning when the disk is nearly full."""
    browser, _ = open_beheer(huisje)
    tekst = read_tekst(browser.get("/beheer/gezondheid"))
    assert "De database antwoordt en er is ruimte op de schijf." in tekst
    assert re.findall(r"SQLite, \d+\.\d MB", tekst) != []
    assert "Laatste reservekopie Nog niet gebeurd" in tekst
    monkeypatch.setattr(beheer, "KRAP_GB", 1e9)
    assert "De schijf is bijna vol." in read_tekst(browser.get("/beheer/gezondheid"))
