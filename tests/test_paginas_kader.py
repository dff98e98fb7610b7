"""Het afwegingskader: de algemene tekst, een eigen tekst per beroepsgroep, en waar een sessie die laat zien."""

from __future__ import annotations

from pathlib import Path

import pytest
from hulp import app as hulp_app
from hulp.app import Huisje, read_tekst, read_waarde
from hulp.kern import open_kern
from hulp.stappen import STAPPEN

from leersessie.podium import Publiek, draw
from leersessie.regie.kader import TEKENS, gather_kader, list_kaders, read_standaard, set_kader

huisje = hulp_app.huisje


def test_een_beheerder_zet_een_tekst_per_beroepsgroep_en_haalt_haar_weg(huisje: Huisje) -> None:
    browser = huisje.open_als("beheerder")
    sector, naam, leeg = list_kaders(huisje.store, huisje.config, browser.organisatie, "nl")[1]
    assert leeg == "" and read_standaard().nl.splitlines()[0] in read_tekst(browser.get("/beheer/afwegingskader"))
    adres = f"/beheer/afwegingskader?sector={sector}"
    antwoord = browser.post("/beheer/afwegingskader", {"sector": sector, "tekst": "1. Onze <b>eigen</b> vraag."})
    assert antwoord.headers["Location"] == adres
    blad = browser.get(adres)
    assert read_waarde(blad, "tekst") == "1. Onze <b>eigen</b> vraag." and "<b>eigen</b>" not in blad.text
    kader = gather_kader(huisje.store, huisje.config, browser.organisatie, "nl")
    assert kader == (("", read_standaard().nl), (naam, "1. Onze <b>eigen</b> vraag."))
    assert len(gather_kader(huisje.store, huisje.config, browser.organisatie + 1, "en")) == 1, "van een ander niet"
    browser.post("/beheer/afwegingskader", {"sector": sector, "tekst": ""})
    assert len(gather_kader(huisje.store, huisje.config, browser.organisatie, "nl")) == 1


@pytest.mark.parametrize("velden", [{"sector": "bestaat-niet", "tekst": "a"}, {"sector": "", "tekst": "a"}, {}])
def test_een_onbekende_beroepsgroep(huisje: Huisje, velden: dict[str, str]) -> None:
    browser = huisje.open_als("beheerder")
    assert browser.post("/beheer/afwegingskader", velden).status_code == 400


def test_te_lang_komt_vol_terug(huisje: Huisje) -> None:
    browser = huisje.open_als("beheerder")
    sector = list_kaders(huisje.store, huisje.config, browser.organisatie, "nl")[0][0]
    antwoord = browser.post("/beheer/afwegingskader", {"sector": sector, "tekst": "a" * (TEKENS + 1)})
    assert antwoord.status_code == 400 and "a" * TEKENS in antwoord.text


def test_alleen_wie_erom_vraagt_laat_het_zien(tmp_path: Path) -> None:
    met = STAPPEN.replace('casus = "oefen"', 'casus = "oefen"\nafwegingskader = true')
    with open_kern(tmp_path, toml=met) as kern:
        kern.begin("keuze")
        sector, naam, _ = list_kaders(kern.store, kern.config, kern.organisatie, "nl")[0]
        set_kader(kern.store, kern.config, kern.organisatie, sector, "Onze tekst\nmet twee regels")
        kader = gather_kader(kern.store, kern.config, kern.organisatie, "nl")
        kern.stuur("beamer", toont="afwegingskader")
        for publiek in (Publiek("beamer"), Publiek("console"), Publiek("telefoon")):
            html = "".join(draw(publiek, kern.toneel(kader=kader)).values())
            assert "Afwegingskader" in html and "<p>met twee regels</p>" in html and naam in html
        zonder = "".join(draw(Publiek("beamer"), kern.toneel()).values())
        assert "Afwegingskader" not in zonder and "Klopt dit?" in zonder
