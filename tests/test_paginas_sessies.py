"""Sessies: nu beginnen, voorbereiden, bijstellen en weggooien; en wat er gebeurt als iets niet klopt."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from hulp import app as hulp_app
from hulp.app import Browser, Huisje, read_tekst, read_waarde
from hulp.formulieren import WERKVORM, fill, prepare, read_fouten

from leersessie.store.sessies import list_sessies
from leersessie.store.wissen import erase_sessie
from leersessie.verloop import PlanStap
from leersessie.werkvormen import read_werkvorm

huisje = hulp_app.huisje
VIJANDIG = "<script>alert('x')</script>\u202e& \"' {{ 7*7 }} ${7} %s"


def count_sessies(huisje: Huisje, browser: Browser) -> int:
    """How many sessions the organisation of this browser has."""
    return len(huisje.store.read(lambda v: list_sessies(v, browser.organisatie)))


def test_nu_beginnen_gaat_meteen_naar_een_open_console(huisje: Huisje) -> None:
    """One press: a session of the first werkvorm, door open, with the optional first step, in the own language."""
    browser = huisje.open_als("gespreksleider")
    antwoord = browser.post("/sessies/nu")
    gevonden = re.fullmatch(r"/sessies/([a-z2-7]{26})/console", antwoord.headers["Location"])
    assert gevonden is not None
    stand, info = huisje.store.load(gevonden[1]).stand, huisje.store.info(gevonden[1])
    assert (stand.toestand, stand.deur, info.werkvorm, info.taal) == ("open", True, WERKVORM, "nl")
    werkvorm = read_werkvorm(info.werkvorm_toml, "sessie")
    assert [p.id for p in stand.plan] == [s.id for s in werkvorm.stappen]
    assert [p.overslaan for p in stand.plan] == [False] * len(stand.plan)
    lijst = read_tekst(browser.get("/sessies"))
    assert "Nu bezig" in lijst
    assert f"/sessies/{gevonden[1]}/console" in browser.get("/sessies").text


def test_voorbereiden_zoals_het_formulier_het_voorstelt(huisje: Huisje) -> None:
    """Only the boxes need a hand; the rest is a good start."""
    browser = huisje.open_als("trainer")
    adres = prepare(browser)
    info, stand = huisje.store.info(adres.split("/")[2]), huisje.store.load(adres.split("/")[2]).stand
    assert (info.maker, info.organisatie, info.casus, info.modus) == (browser.account, browser.organisatie, "", "zaal")
    assert info.plan == {"vraag": "", "wie_ontbreekt": "", "leidinggevende": False, "bewaardagen": 30, "punten": {}}
    assert sum(p.minuten for p in stand.plan if not p.overslaan) == 90
    assert stand.toestand == "gepland"


def test_voorbereiden_met_alles_erop_en_eraan(huisje: Huisje) -> None:
    """Every wish arrives in the session."""
    browser = huisje.open_als("gespreksleider")
    velden = {
        "naam": "Zicht op veiligheid", "casus": "het-plan-in-de-la", "modus": "gemengd", "taal": "en",
        "vraag": "Hoe blijft veiligheid op tafel?", "wie_ontbreekt": "de school", "leidinggevende": "ja",
        "bewaardagen": "0", "gepland": "2099-03-14", "minuten.s4": "15", "mee.s5": None, "mee.s0": "1",
        "punten.s6": "Hoe veilig is het thuis?\r\n\r\n  Wie weet dat?  ",
    }  # fmt: skip
    adres = prepare(browser, **velden)
    sessie = adres.split("/")[2]
    info, stand = huisje.store.info(sessie), huisje.store.load(sessie).stand
    assert (info.naam, info.casus, info.taal, info.gepland) == (
        velden["naam"], "het-plan-in-de-la", "en", "2099-03-14",
    )  # fmt: skip
    assert (info.modus, stand.modus) == ("gemengd", "gemengd")
    assert info.plan == {
        "vraag": velden["vraag"], "wie_ontbreekt": "de school", "leidinggevende": True, "bewaardagen": 0,
        "punten": {"s6": ["Hoe veilig is het thuis?", "Wie weet dat?"]},
    }  # fmt: skip
    plan = {p.id: p for p in stand.plan}
    assert (plan["s4"], plan["s5"].overslaan, plan["s0"].overslaan) == (PlanStap("s4", 15, False), True, False)
    tekst = read_tekst(browser.get(adres))
    for stuk in ("Zicht op veiligheid", "Het plan in de la", "Iemand geeft leiding", "14 maart 2099", "Gemengd"):
        assert stuk in tekst


FOUTEN = [
    ({"naam": ""}, "naam", "Er staat nog niets"),
    ({"naam": "n" * 81}, "naam", "Hooguit 80 tekens"),
    ({"vraag": "v" * 201}, "vraag", "Hooguit 200 tekens"),
    ({"vraag": "Hoe gaat het met Jantje Pietersen?"}, "vraag", "lijkt een naam"),
    ({"wie_ontbreekt": "bel 06-12345678"}, "wie_ontbreekt", "lijkt een naam"),
    ({"leidinggevende": None}, "leidinggevende", "Kies ja of nee"),
    ({"leidinggevende": "misschien"}, "leidinggevende", "Kies ja of nee"),
    ({"afspraak_kent": None}, "afspraken", "Vink alle vier"),
    ({"bewaardagen": "31"}, "bewaardagen", "van 0 tot en met 30"),
    ({"bewaardagen": "-1"}, "bewaardagen", "van 0 tot en met 30"),
    ({"bewaardagen": "٣"}, "bewaardagen", "van 0 tot en met 30"),
    ({"gepland": "2020-01-01"}, "gepland", "al voorbij"),
    ({"gepland": "14 maart"}, "gepland", "jaar-maand-dag"),
    ({"gepland": "2099-02-31"}, "gepland", "jaar-maand-dag"),
    ({"modus": "maan"}, "modus", "Kies een van de mogelijkheden"),
    ({"taal": "fr"}, "taal", "Kies een van de mogelijkheden"),
    ({"casus": "bestaat-niet"}, "casus", "Kies een van de mogelijkheden"),
    ({"minuten.s4": "241"}, "minuten.s4", "van 0 tot en met 240"),
    ({"minuten.s4": "tien"}, "minuten.s4", "van 0 tot en met 240"),
    ({f"mee.s{n}": None for n in range(12)}, "stappen", "minstens één stap"),
    ({"punten.s6": "\n".join("abcdefghijk")}, "punten.s6", "hoogstens 10 vragen"),
    ({"punten.s6": "p" * 121}, "punten.s6", "hoogstens 10 vragen"),
]


@pytest.mark.parametrize(("anders", "veld", "zin"), FOUTEN, ids=[f"{f[1]}-{n}" for n, f in enumerate(FOUTEN)])
def test_een_fout_staat_bij_haar_veld_en_niets_raakt_kwijt(
    huisje: Huisje, anders: dict[str, Any], veld: str, zin: str
) -> None:
    """The whole form comes back as it was typed, with one sentence that links to its field."""
    browser = huisje.open_als("gespreksleider")
    velden = fill(browser, **{"wie_ontbreekt": "de wijkagent", "minuten.s9": "8", **anders})
    antwoord = browser.post("/sessies/nieuw", velden)
    assert antwoord.status_code == 400
    assert list(read_fouten(antwoord)) == [veld]
    assert zin in read_fouten(antwoord)[veld]
    assert f'<a href="#{veld}">' in antwoord.text
    assert f'id="{veld}"' in antwoord.text
    for naam in ("naam", "vraag", "wie_ontbreekt", "bewaardagen", "gepland", "minuten.s4", "minuten.s9", "punten.s6"):
        assert read_waarde(antwoord, naam) == velden.get(naam, ""), naam
    vinken = set(re.findall(r'name="((?:mee\.|afspraak_)[^"]+)" value="1"[^>]* checked', antwoord.text))
    assert vinken == {naam for naam in velden if naam.startswith(("mee.", "afspraak_"))}
    assert count_sessies(huisje, browser) == 0


def test_een_naam_mag_als_je_zegt_dat_het_kan(huisje: Huisje) -> None:
    """A warning is help, not a lock."""
    browser = huisje.open_als("gespreksleider")
    vraag = "Werkt de aanpak van Pietersen hier?"
    antwoord = browser.post("/sessies/nieuw", fill(browser, vraag=vraag))
    assert (antwoord.status_code, "kan_zo" in antwoord.text) == (400, True)
    adres = prepare(browser, vraag=vraag, kan_zo="1")
    assert huisje.store.info(adres.split("/")[2]).plan["vraag"] == vraag


def test_tekst_is_nooit_opmaak(huisje: Huisje) -> None:
    """Hostile words come back as words, on every page that shows them."""
    browser = huisje.open_als("gespreksleider")
    adres = prepare(
        browser, naam=VIJANDIG, vraag=VIJANDIG, wie_ontbreekt=VIJANDIG, kan_zo="1", **{"punten.s6": VIJANDIG}
    )
    schoon = VIJANDIG.replace("\u202e", "")
    for pad in ("/sessies", adres, f"{adres}/wijzig", f"{adres}/plan"):
        bladzijde = browser.get(pad)
        assert "<script>alert" not in bladzijde.text, pad
        assert schoon in html.unescape(bladzijde.text), pad


def test_optellen_zonder_script(huisje: Huisje) -> None:
    """`doe=reken` shows the sum and keeps everything, without judging."""
    browser = huisje.open_als("gespreksleider")
    antwoord = browser.post("/sessies/nieuw", fill(browser, doe="reken", naam="", **{"minuten.s4": "30"}))
    assert (antwoord.status_code, "<output data-som>110</output>" in antwoord.text) == (200, True)
    assert read_waarde(antwoord, "minuten.s4") == "30"


def test_uitgelogd_tijdens_het_typen_kost_geen_woord(huisje: Huisje) -> None:
    """The form comes back whole and works after logging in again."""
    browser = huisje.open_als("gespreksleider")
    velden = fill(browser, naam="Een lang overdachte naam")
    browser.klant.delete_cookie("ls-account")
    antwoord = browser.post("/sessies/nieuw", velden)
    assert (antwoord.status_code, read_waarde(antwoord, "naam")) == (401, "Een lang overdachte naam")
    assert "Je bent uitgelogd" in read_tekst(antwoord)
    browser.log_in(browser.account)
    assert browser.post("/sessies/nieuw", velden).status_code == 303


def test_de_dag_van_wissen_staat_erbij(huisje: Huisje) -> None:
    """The date that people will be told, counted from the planned day."""
    browser = huisje.open_als("gespreksleider")
    velden = fill(browser, doe="reken", gepland="2099-03-01", bewaardagen="10")
    assert "11 maart 2099" in read_tekst(browser.post("/sessies/nieuw", velden))


def test_een_sessie_ver_vooruit_wordt_niet_gewist_voor_zij_begint(huisje: Huisje) -> None:
    """The clean-up of sessions that nobody closed counts from the planned day, also when that day is changed."""
    browser = huisje.open_als("gespreksleider")
    adres = prepare(browser, gepland="2099-03-01")
    sessie = adres.split("/")[2]
    wis_dagen = [huisje.store.info(sessie).wis_dag]
    velden = {"naam": "Later", "leidinggevende": "nee", "gepland": "2099-04-01"}
    assert browser.post(f"{adres}/wijzig", velden).status_code == 303
    wis_dagen.append(huisje.store.info(sessie).wis_dag)
    assert wis_dagen == ["2099-05-30", "2099-06-30"]
    assert "Alles wordt 30 dagen na het sluiten gewist." in read_tekst(browser.get(adres))


# ---- change, renew, throw away ------------------------------------------------------------------------------


def test_wijzigen_voor_het_begin(huisje: Huisje) -> None:
    """The form holds what was prepared; minutes, mode and the log stay as they were."""
    browser = huisje.open_als("gespreksleider")
    adres = prepare(browser, naam="Oud", vraag="Wat is er nodig?", **{"minuten.s4": "15", "punten.s6": "Hoe nu?"})
    sessie = adres.split("/")[2]
    voor = huisje.store.load(sessie).stand
    bladzijde = browser.get(f"{adres}/wijzig")
    velden = {naam: read_waarde(bladzijde, naam) for naam in ("naam", "vraag", "bewaardagen", "punten.s6")}
    assert velden == {"naam": "Oud", "vraag": "Wat is er nodig?", "bewaardagen": "30", "punten.s6": "Hoe nu?"}
    nieuw = {**velden, "naam": "Nieuw", "leidinggevende": "ja", "casus": "halverwege-nee", "bewaardagen": "3"}
    assert browser.post(f"{adres}/wijzig", nieuw).headers["Location"] == adres
    info = huisje.store.info(sessie)
    assert (info.naam, info.casus, info.plan["leidinggevende"], info.plan["bewaardagen"]) == (
        "Nieuw", "halverwege-nee", True, 3,
    )  # fmt: skip
    assert huisje.store.load(sessie).stand == voor
    fout = browser.post(f"{adres}/wijzig", {**nieuw, "naam": ""})
    assert (fout.status_code, list(read_fouten(fout)), read_waarde(fout, "vraag")) == (
        400,
        ["naam"],
        "Wat is er nodig?",
    )


def test_na_het_openen_kan_wijzigen_en_weggooien_niet_meer(huisje: Huisje) -> None:
    """People may have come in: it is theirs too."""
    browser = huisje.open_als("gespreksleider")
    adres = browser.post("/sessies/nu").headers["Location"].removesuffix("/console")
    for pad in ("/wijzig", "/verwijder"):
        antwoord = browser.post(f"{adres}{pad}", {"naam": "X", "leidinggevende": "nee"})
        assert (antwoord.status_code, "op dit moment van de sessie niet" in read_tekst(antwoord)) == (409, True)
    assert browser.get(adres).status_code == 200
    assert "Gooi de sessie weg" not in read_tekst(browser.get(adres))


def test_weggooien_laat_niets_achter(huisje: Huisje) -> None:
    """No row, no page, and the code rests."""
    browser = huisje.open_als("gespreksleider")
    adres = prepare(browser, naam="Toch niet")
    browser.get(f"{adres}/console")
    antwoord = browser.post(f"{adres}/verwijder")
    assert antwoord.headers["Location"] == "/sessies"
    assert "‘Toch niet’ is weggegooid." in read_tekst(browser.get("/sessies"))
    assert [browser.get(p).status_code for p in (adres, f"{adres}/console", f"{adres}/plan")] == [404, 404, 404]
    assert count_sessies(huisje, browser) == 0


def test_een_nieuwe_code_maakt_de_oude_dood(huisje: Huisje) -> None:
    """Code and QR alike, at once; who is in already stays in."""
    browser = huisje.open_als("gespreksleider")
    adres = browser.post("/sessies/nu").headers["Location"].removesuffix("/console")
    sessie = adres.split("/")[2]
    binnen = huisje.open()
    kaartjes = []
    for beurt in (1, 2):
        bladzijde = browser.get(adres).text
        code = huisje.store.info(sessie).code
        assert code is not None
        assert f"{code[:3]}-{code[3:]}" in bladzijde
        kaartjes.append((code, re.findall(r'id="meedoen" readonly value="[^"#]+#([^"]+)"', bladzijde)[0]))
        if beurt == 1:
            assert binnen.klant.post("/mee", json={"code": code}).status_code == 200
            assert browser.post(f"{adres}/code").headers["Location"] == adres
    uit = [
        [huisje.open().klant.post("/mee", json=velden).status_code for velden in ({"code": c}, {"geheim": g})]
        for c, g in kaartjes
    ]
    assert uit == [[404, 404], [200, 200]]
    assert binnen.get(f"/telefoon/{sessie}").status_code == 200
    assert f"#{kaartjes[1][1]}" in huisje.app.extensions["leersessie"].uitzending.build_toneel(sessie).qr


def test_een_gewiste_sessie_is_nog_een_naam_met_een_verslag(huisje: Huisje) -> None:
    """Nothing of it breaks a page; nothing of it can be changed."""
    browser = huisje.open_als("gespreksleider")
    adres = prepare(browser, naam="Lang geleden")
    sessie = adres.split("/")[2]
    huisje.store.transact(lambda v: erase_sessie(v, sessie))
    huisje.store.forget(sessie)
    assert "Deze sessie is gewist" in read_tekst(browser.get(adres))
    assert f"{adres}/verslag" in browser.get("/sessies").text
    assert [browser.get(adres + pad).status_code for pad in ("/plan", "/wijzig")] == [409, 409]
    assert [browser.post(adres + pad).status_code for pad in ("/code", "/verwijder")] == [409, 409]


def test_zonder_werkvorm_geen_knop_die_stukloopt(huisje: Huisje) -> None:
    """An empty folder: the page says so, and pressing anyway gets a sentence."""
    from leersessie.web.bibliotheek import Bibliotheek

    leeg = huisje.config.data / "leeg"
    leeg.mkdir()
    huisje.app.extensions["bibliotheek"] = Bibliotheek(leeg, leeg)
    browser = huisje.open_als("gespreksleider")
    bladzijde = browser.get("/sessies")
    assert ("Er is nu geen werkvorm" in read_tekst(bladzijde), "/sessies/nu" in bladzijde.text) == (True, False)
    antwoord = browser.post("/sessies/nu")
    assert (antwoord.status_code, "Er is nu geen werkvorm" in read_tekst(antwoord)) == (404, True)
    assert [browser.get(pad).status_code for pad in ("/werkvormen", "/casussen", "/sessies/nieuw")] == [200, 200, 200]
