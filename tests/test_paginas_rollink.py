"""Een link voor een rol: eenmalig, te vervangen, en de telefoon erachter is binnen voor de deur opengaat."""

from __future__ import annotations

import re

import pytest
from hulp import app as hulp_app
from hulp.app import Browser, Huisje
from hulp.formulieren import prepare

from leersessie.toegang.bewijzen import list_deelnemers

huisje = hulp_app.huisje


def make_link(browser: Browser, adres: str, rol: str = "inbrenger") -> str:
    """The secret behind the `#` of a new link."""
    antwoord = browser.post(f"{adres}/rollink", {"rol": rol})
    gevonden = re.search(r"/rol#([^\"]+)\"", antwoord.text)
    assert antwoord.status_code == 200 and gevonden is not None
    return gevonden[1]


def test_de_link_geeft_een_telefoon_haar_rol_voor_de_deur_opengaat(huisje: Huisje) -> None:
    leider = huisje.open_als("gespreksleider")
    adres = prepare(leider)
    sessie = adres.split("/")[2]
    geheim = make_link(leider, adres)
    assert "/rol" not in leider.get(adres).text.partition("rollink")[0]
    gast = huisje.open()
    antwoord = gast.klant.post("/toegang", json={"geheim": geheim})
    assert antwoord.json == {"rol": "deelnemer", "sessie": sessie, "naar": f"/telefoon/{sessie}"}
    koek = antwoord.headers["Set-Cookie"]
    assert f"ls-deelnemer-{sessie}=" in koek and "Max-Age=2592000" in koek and "HttpOnly" in koek
    assert geheim not in koek
    (deelnemer,) = list_deelnemers(huisje.store, sessie)
    assert (deelnemer.rollen, deelnemer.functie, deelnemer.toestand) == (("inbrenger",), "", "binnen")
    assert gast.get(f"/telefoon/{sessie}").status_code == 200
    nog_eens = huisje.open().klant.post("/toegang", json={"geheim": geheim})
    assert nog_eens.status_code == 404, "een link werkt een keer"
    assert len(list_deelnemers(huisje.store, sessie)) == 1


def test_een_nieuwe_link_maakt_de_oude_ongeldig_maar_alleen_van_die_rol(huisje: Huisje) -> None:
    leider = huisje.open_als("gespreksleider")
    adres = prepare(leider)
    oud, jurist = make_link(leider, adres), make_link(leider, adres, "jurist")
    nieuw = make_link(leider, adres)
    toegang = huisje.open().klant
    assert toegang.post("/toegang", json={"geheim": oud}).status_code == 404
    assert toegang.post("/toegang", json={"geheim": nieuw}).status_code == 200
    assert toegang.post("/toegang", json={"geheim": jurist}).status_code == 200
    rollen = sorted(d.rollen for d in list_deelnemers(huisje.store, adres.split("/")[2]))
    assert rollen == [("inbrenger",), ("jurist",)]


@pytest.mark.parametrize("rol", ["", "beamer", "console", "gespreksleider", "schrijver"])
def test_een_andere_rol_gaat_niet_met_een_link(huisje: Huisje, rol: str) -> None:
    leider = huisje.open_als("gespreksleider")
    assert leider.post(f"{prepare(leider)}/rollink", {"rol": rol}).status_code == 409


def test_wie_een_sessie_met_een_link_weggooit_gooit_alles_weg(huisje: Huisje) -> None:
    leider = huisje.open_als("gespreksleider")
    adres = prepare(leider)
    geheim = make_link(leider, adres)
    huisje.open().klant.post("/toegang", json={"geheim": geheim})
    assert leider.post(f"{adres}/verwijder").status_code == 303
    tellen = huisje.store.read(lambda v: v.exec_driver_sql("SELECT count(*) FROM deelnemer").scalar_one())
    assert tellen == 0
