"""Het stuur: twee consoles tegelijk, geen van beide ongezien; en de stoel, het scherm en het bericht over de lijn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hulp.lijn import Doek, Zaalproef, maak_stuur, make_bijdrage, open_zaal
from hulp.server import wait_until

from leersessie.toegang.bewijzen import give_bewijs, give_rol, take_rol
from leersessie.web.stuurlijn import RESPIJT_S

DAG_MS = 86_400_000


@pytest.fixture
def zaal(tmp_path: Path) -> Iterator[Zaalproef]:
    """A session in the step where everybody types in sight."""
    with open_zaal(tmp_path) as zaal:
        yield zaal


def hear(doek: Doek) -> dict[str, Any]:
    """What this console heard last of the wheel."""
    return [wat for naam, wat in doek.listen() if naam == "stuur"][-1]


def steer(zaal: Zaalproef, doek: Doek, daad: str = "klok_tonen", **gegeven: Any) -> str:
    """Why this act was refused; '' when it was not."""
    uit = doek.ask("stuur", maak_stuur(zaal.kern, daad, **(gegeven or {"aan": True})))
    return str(uit.get("fout", ""))


def test_de_tweede_kijkt_mee_en_neemt_niets_ongezien_over(zaal: Zaalproef) -> None:
    een, twee = zaal.open_doek("console"), zaal.open_doek("console")
    assert steer(zaal, een) == ""
    assert (hear(een), hear(twee)) == ({"jij": True, "gevraagd": False}, {"jij": False, "gevraagd": False})
    voor = zaal.kern.stand
    assert steer(zaal, twee) == "regie.iemand_stuurt"
    assert zaal.kern.stand == voor
    assert steer(zaal, twee, "stilte", aan=True) == "", "wat mensen beschermt, gaat altijd door"
    assert twee.ask("stuur_graag", {"doe": "vraag"}) == {"ok": True}
    assert hear(een) == {"jij": True, "gevraagd": True}
    assert steer(zaal, twee) == "regie.iemand_stuurt", "vragen is nog niet hebben"
    assert twee.ask("stuur_graag", {"doe": "geef"})["fout"] == "regie.iemand_stuurt"
    assert een.ask("stuur_graag", {"doe": "houd"}) == {"ok": True}
    assert hear(een) == {"jij": True, "gevraagd": False}
    twee.ask("stuur_graag", {"doe": "vraag"})
    assert een.ask("stuur_graag", {"doe": "geef"}) == {"ok": True}
    assert (hear(een), hear(twee)) == ({"jij": False, "gevraagd": False}, {"jij": True, "gevraagd": False})
    assert (steer(zaal, een), steer(zaal, twee)) == ("regie.iemand_stuurt", "")


def test_wie_weg_is_laat_het_stuur_los_maar_niet_bij_een_herladen(zaal: Zaalproef) -> None:
    token = zaal.give_token("console")
    een, twee = zaal.connect("console", token), zaal.open_doek("console")
    assert steer(zaal, een) == ""
    een.close()
    wait_until(lambda: len(zaal.lijn.leden) == 1)
    assert steer(zaal, twee) == "regie.iemand_stuurt", "herladen duurt even"
    terug = zaal.connect("console", token)
    assert steer(zaal, terug) == ""
    terug.close()
    wait_until(lambda: len(zaal.lijn.leden) == 1)
    zaal.kern.tijd.verder(seconden=RESPIJT_S + 1)
    assert steer(zaal, twee) == ""
    laat = zaal.connect("console", token)
    assert hear(laat) == {"jij": False, "gevraagd": False}
    assert steer(zaal, laat) == "regie.iemand_stuurt"


def test_na_een_herstart_stuurt_wie_het_eerst_drukt(zaal: Zaalproef) -> None:
    """The screen that watched is back first: it may steer like any other, but takes nothing by being there."""
    keek_mee = zaal.open_doek("console")
    stuurde = zaal.open_doek("console")
    vrij = {"jij": True, "gevraagd": False}
    assert (hear(keek_mee), hear(stuurde)) == (vrij, vrij)
    assert steer(zaal, stuurde) == ""
    assert (hear(keek_mee)["jij"], hear(stuurde)["jij"]) == (False, True)
    assert steer(zaal, keek_mee) == "regie.iemand_stuurt"


def test_na_een_herstart_sturen_bediening_en_console_van_een_account_samen(zaal: Zaalproef) -> None:
    """Nobody remembers who made the remote: it goes with the first console of its account, whoever comes first."""
    bediening, laptop, vreemd = zaal.give_token("console"), zaal.give_token("console"), zaal.give_token("console")
    een = zaal.connect("console", bediening, afstand=True)
    twee = zaal.connect("console", laptop)
    assert (hear(een), hear(twee)) == ({"jij": True, "gevraagd": False}, {"jij": True, "gevraagd": False})
    assert (steer(zaal, een), steer(zaal, twee)) == ("", "")
    assert steer(zaal, zaal.connect("console", vreemd)) == "regie.iemand_stuurt", "een tweede browser kijkt mee"
    laat = zaal.connect("console", bediening, afstand=True)
    assert (hear(laat)["jij"], steer(zaal, laat)) == (True, "")
    anders = zaal.kern.store.transact(
        lambda v: give_bewijs(v, zaal.kern.config, zaal.kern.sessie, "console", geldig_ms=DAG_MS, account=None)
    )
    assert steer(zaal, zaal.connect("console", anders, afstand=True)) == "regie.iemand_stuurt"
    assert steer(zaal, zaal.connect("console", vreemd, afstand="ja")) == "regie.iemand_stuurt"


def test_de_tweede_gespreksleider_komt_met_haar_telefoon_en_gaat_met_haar_rol(zaal: Zaalproef) -> None:
    wie = zaal.phone("co_gespreksleider")
    gast = zaal.phone()
    assert wie.deelnemer is not None and gast.deelnemer is not None
    sessie, nummer = zaal.kern.sessie, wie.deelnemer
    zaal.wait_closed(zaal.connect("console", zaal.tokens[gast.deelnemer], cookie=f"ls-deelnemer-{sessie}"))
    bediening = zaal.connect("console", zaal.tokens[nummer], cookie=f"ls-deelnemer-{sessie}")
    assert hear(bediening) == {"jij": True, "gevraagd": False}
    assert steer(zaal, bediening) == ""
    browser = zaal.app.test_client()
    browser.set_cookie(f"ls-deelnemer-{sessie}", zaal.tokens[nummer])
    assert browser.get(f"/sessies/{sessie}/afstand").status_code == 200
    console = zaal.open_doek("console")
    assert steer(zaal, console) == "regie.iemand_stuurt"
    console.ask("deelnemer", {"deelnemer": nummer, "doe": "neem_rol", "rol": "co_gespreksleider"})
    zaal.wait_closed(bediening)
    assert browser.get(f"/sessies/{sessie}/afstand").status_code == 403
    zaal.kern.store.transact(lambda v: give_rol(v, sessie, nummer, "co_gespreksleider"))
    zaal.kern.store.transact(lambda v: take_rol(v, sessie, nummer, "co_gespreksleider"))
    zaal.wait_closed(zaal.connect("console", zaal.tokens[nummer], cookie=f"ls-deelnemer-{sessie}"))


def test_een_bericht_leest_alleen_wie_de_sleutel_heeft_en_pas_in_de_pauze(zaal: Zaalproef) -> None:
    schrijver, ander = zaal.open_phone(zaal.phone()), zaal.open_phone(zaal.phone())
    console, beamer = zaal.open_doek("console"), zaal.open_doek("beamer")
    ruw = make_bijdrage(zaal.kern, "een zorg")
    kaart = schrijver.ask("bijdrage", ruw)["kaart"]
    eigen = {"kaarten": [{"kaart": kaart, "geheim": ruw["geheim"]}]}
    vreemd = {"kaarten": [{"kaart": kaart, "geheim": "x" * 20}, {"kaart": "bestaatniet", "geheim": 3}]}
    assert steer(zaal, console, "bericht", kaart=kaart, tekst="KANARIE kom je even?") == ""
    assert schrijver.ask("berichten", eigen) == {"berichten": []}
    assert steer(zaal, console, "pauze", aan=True) == ""
    assert schrijver.ask("berichten", eigen) == {"berichten": [{"kaart": kaart, "tekst": "KANARIE kom je even?"}]}
    assert ander.ask("berichten", vreemd) == {"berichten": []}
    assert ander.ask("berichten", {"kaarten": [1]})["fout"] == "invoer.vorm"
    assert ander.ask("berichten", {"kaarten": [{}] * 61})["fout"] == "invoer.vorm"
    zaal.send()
    for doek in (schrijver, ander, console, beamer):
        assert "KANARIE" not in str(doek.gehoord) + str(doek.listen())
    for slecht in ("", "x" * 201, None):
        assert steer(zaal, console, "bericht", kaart=kaart, tekst=slecht).startswith("invoer.")
    assert steer(zaal, console, "bericht", kaart="weg", tekst="hallo") == "regie.kaart_weg"


def test_bij_de_lege_stoel_geeft_ieder_hoogstens_een_gedachte(zaal: Zaalproef) -> None:
    telefoon, console = zaal.open_phone(zaal.phone()), zaal.open_doek("console")
    ruw = make_bijdrage(zaal.kern, "Ik wil dat het stopt", stap="lege-stoel")
    assert telefoon.ask("bijdrage", ruw)["fout"] == "regie.stap_nog_dicht"
    assert steer(zaal, console, "stoel", voor="kind") == ""
    zaal.send()
    assert "Deze stoel is voor het kind" in telefoon.pictures()["vraag"]
    assert "kaart" in telefoon.ask("bijdrage", ruw)
    nog = make_bijdrage(zaal.kern, "en nog iets", stap="lege-stoel")
    assert telefoon.ask("bijdrage", nog)["fout"] == "regie.genoeg"
    zaal.send()
    assert "Ik wil dat het stopt" in console.pictures()["zaal"]
    assert steer(zaal, console, "stoel", voor="buurman") == "invoer.keus"
    assert steer(zaal, console, "stap", naar="volgende") == ""
    assert zaal.kern.stand.sturing.stoel == "", "een nieuwe stap zet de stoel weg"


def test_een_afgeschermd_bord_ziet_alleen_de_console(zaal: Zaalproef) -> None:
    console, beamer = zaal.open_doek("console"), zaal.open_doek("beamer")
    for n in range(3):
        console.ask("bijdrage", make_bijdrage(zaal.kern, f"kaart {n}"))
    zaal.send()
    assert "kaart 1" in beamer.pictures()["doek"]
    console.listen()
    assert steer(zaal, console, "zien", stap=zaal.kern.stand.stap, aan=False) == ""
    zaal.send()
    assert "kaart 1" not in beamer.pictures()["doek"]
    assert "kaart 1" in console.pictures().get("bord", "kaart 1")
    telefoon = zaal.open_phone(zaal.phone())
    assert "kaart" in telefoon.ask("bijdrage", make_bijdrage(zaal.kern, "schrijven mag nog"))
    assert steer(zaal, console, "zien", stap=zaal.kern.stand.stap, aan=True) == ""
    zaal.send()
    assert "kaart 1" in beamer.pictures()["doek"]


def test_de_inbrenger_neemt_de_casus_terug_en_er_blijft_geen_woord(zaal: Zaalproef) -> None:
    inbrenger, ander = zaal.open_phone(zaal.phone("inbrenger")), zaal.open_phone(zaal.phone())
    console = zaal.open_doek("console")
    for doek in (inbrenger, ander, console):
        doek.ask("bijdrage", make_bijdrage(zaal.kern, "KANARIE"))
    assert ander.ask("trek_casus_in", {})["fout"] == "basis.niet_toegestaan"
    assert console.ask("trek_casus_in", {})["fout"] == "basis.niet_toegestaan"
    assert inbrenger.ask("trek_casus_in", {"x": 1})["fout"] == "invoer.vorm"
    assert inbrenger.ask("trek_casus_in", {}) == {"ok": True}
    assert zaal.kern.staat.woorden == {} and zaal.kern.lees("SELECT count(*) FROM tekst") == [(0,)]
    assert zaal.kern.stand.list_kaarten(zaal.kern.stand.stap) == () and zaal.kern.stand.sturing.stilte
    assert zaal.kern.store.info(zaal.kern.sessie).plan["vraag"] == ""
    zaal.send()
    assert "De inbrenger heeft de casus teruggenomen." in console.pictures()["zaal"]
    assert "fout" not in console.ask("stuur", maak_stuur(zaal.kern, "terug")), "terugdraaien haalt de rust weg"
    assert zaal.kern.staat.woorden == {}, "en brengt geen woord terug"
    assert console.ask("zaal", {"wat": "casus_weg"}) == {"ok": True}
    zaal.send()
    assert "teruggenomen" not in console.pictures()["zaal"]
