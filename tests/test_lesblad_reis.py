"""De hele weg door de deuren: sluiten, vrijgeven, schrijven, nalezen, twee sleutels, delen, vinden, terugnemen."""

from __future__ import annotations

import re
from pathlib import Path

from hulp.blad import LESSEN, Bladproef, Browser, open_proef, to_woorden
from hulp.lesweg import RUW, beslis_alles, geef_beide_sleutels, maak_concept

from leersessie.lessen.opruimen import tidy
from leersessie.lessen.verslag import read_verslag


def test_van_sluiten_tot_terugnemen(tmp_path: Path) -> None:
    """Every act by a form, as a person would press it; at the end nothing is left anywhere."""
    with open_proef(tmp_path) as proef:
        leider = proef.log_in("leider")
        pad, woorden = maak_concept(proef, leider)
        bron = leider.get(f"{pad}/nalezen")
        assert "De controle helpt, jij beslist" in bron
        assert "Nog 2 te beoordelen" in bron
        assert 'class="vervangen' in bron
        beslis_alles(leider, pad)
        assert "Niets meer te beoordelen" in leider.get(f"{pad}/nalezen")
        leider.post(f"{pad}/aanbieden")
        assert "De eerste sleutel ontbreekt nog" in leider.get(pad)
        geef_beide_sleutels(proef, pad, woorden)
        assert "tot en met 24-03-2026" in leider.get(f"{pad}/delen")
        leider.post(f"{pad}/delen", 409, zeker="1")
        proef.tijd.verder(dagen=15)
        tidy(proef.store, proef.config)
        lezer = proef.log_in("lezer")
        les = check_gedeeld(lezer)
        proef.log_in("leider").get(pad, 404)
        proef.log_in("vreemde").get(les, 404)
        check_terug(proef, lezer, les, woorden)


def check_gedeeld(lezer: Browser) -> str:
    """Found by a word of it, whole and without what was replaced; returns its address."""
    bron = lezer.get("/lessen?q=cijfers")
    assert "1 les over ‘cijfers’" in to_woorden(bron)
    assert "<em>cijfer</em>" in bron
    hit = re.search(r'<h3><a href="(/lessen/[a-z2-7]{26})">', bron)
    assert hit is not None
    woorden = lezer.lees(hit[1])
    for deel in ("titel", "waarom", "grenzen", "vraag"):
        assert str(RUW[deel]) in woorden
    assert "Bruin" not in woorden
    assert "06-12345678" not in woorden
    assert "Methodische leerbijeenkomst" not in woorden  # fewer than five lessons share it
    return hit[1]


def check_terug(proef: Bladproef, lezer: Browser, les: str, woorden: str) -> None:
    """With the words, after sharing and after the session was settled: first the question, then it is gone."""
    drager = proef.open_browser()
    code = woorden.upper().replace(" ", ", ")
    assert RUW["titel"] in to_woorden(drager.post("/code", 200, code=code))
    wat = {"code": code, "wat": "les", "welke": les.rpartition("/")[2]}
    assert "Deze les terugnemen?" in drager.post("/code/terug", 200, **wat)
    lezer.get(les)
    assert "De les is weg." in drager.post("/code/terug", 200, **wat, zeker="1")
    lezer.get(les, 404)
    assert "Geen les over ‘cijfers’" in lezer.lees("/lessen?q=cijfers")
    assert RUW["titel"] not in drager.post("/code", 200, code=code)
    for bestand in tmp_bestanden(proef):
        assert b"Welk feit zou jouw cijfer morgen" not in bestand.read_bytes()


def tmp_bestanden(proef: Bladproef) -> list[Path]:
    """The database and what lies beside it."""
    return [pad for pad in proef.config.data.iterdir() if pad.name.startswith("leersessie.sqlite")]


def test_nu_publiceren_met_waarschuwing(tmp_path: Path) -> None:
    """Only when nothing keeps it back, and only with the box that says what it costs."""
    with open_proef(tmp_path) as proef:
        pad, woorden = maak_concept(proef, proef.log_in("leider"), situatie="Een moeder kreeg hulp.")
        proef.log_in("leider").post(f"{pad}/aanbieden")
        geef_beide_sleutels(proef, pad, woorden)
        proef.tijd.verder(dagen=15)
        leider = proef.log_in("leider")
        bron = leider.get(f"{pad}/delen")
        assert "kan iemand raden uit welke sessie de les komt" in bron
        leider.post(f"{pad}/delen", 400)
        assert "Er is nog geen les" in leider.lees("/lessen")
        assert leider.post(f"{pad}/delen", zeker="1") == "/lessen"
        assert "1 les" in leider.lees("/lessen")
        leider.get(pad, 404)


def test_de_hele_casus_terug(tmp_path: Path) -> None:
    """Sentences leave the verslag, the draft is gone; the words still open what is left of the verslag."""
    with open_proef(tmp_path) as proef:
        leider = proef.log_in("leider")
        pad, woorden = maak_concept(proef, leider)
        drager = proef.open_browser()
        vraag = drager.post("/code/terug", 200, code=woorden, wat="casus", welke="")
        assert all(zin in to_woorden(vraag) for zin in (*LESSEN[:2], str(RUW["titel"])))
        bron = drager.post("/code/terug", 200, code=woorden, wat="casus", welke="", zeker="1")
        assert "Alles wat bij deze woorden hoorde, is weg." in bron
        leider.get(pad, 404)
        assert [r.tekst for r in read_verslag(proef.store, proef.sessie).regels if r.tekst in LESSEN] == [LESSEN[2]]


def test_een_zin_terug_brengt_de_les_bij_de_schrijver(tmp_path: Path) -> None:
    """The keys go, and the writer reads why."""
    with open_proef(tmp_path) as proef:
        leider = proef.log_in("leider")
        pad, woorden = maak_concept(proef, leider, situatie="Een moeder kreeg hulp.")
        leider.post(f"{pad}/aanbieden")
        regel = next(r.id for r in read_verslag(proef.store, proef.sessie).regels if r.tekst == LESSEN[0])
        drager = proef.open_browser()
        drager.post("/code/terug", 200, code=woorden, wat="zin", welke=regel, zeker="1")
        bron = leider.get(pad)
        assert "Een zin waar deze les op steunt, mag niet meer mee." in bron
        assert LESSEN[0] not in bron
        assert LESSEN[1] in bron
        drager.post("/code/terug", 404, code=woorden, wat="zin", welke=regel, zeker="1")


def test_een_trainer_haalt_een_les_weg(tmp_path: Path) -> None:
    """After a question; a gespreksleider cannot, another organisation does not even find it."""
    with open_proef(tmp_path) as proef:
        pad, woorden = maak_concept(proef, proef.log_in("leider"), situatie="Een moeder kreeg hulp.")
        proef.log_in("leider").post(f"{pad}/aanbieden")
        geef_beide_sleutels(proef, pad, woorden)
        proef.tijd.verder(dagen=15)
        tidy(proef.store, proef.config)
        lezer = proef.log_in("lezer")
        les = check_naam(lezer)
        for naam, status in (("leider", 403), ("vreemde", 404)):
            browser = proef.log_in(naam)
            browser.get(f"{les}/intrekken", status)
            browser.post(f"{les}/intrekken", status)
        assert "Deze les weghalen?" in lezer.get(f"{les}/intrekken")
        lezer.get(les)
        assert lezer.post(f"{les}/intrekken") == "/lessen"
        lezer.get(les, 404)


def check_naam(lezer: Browser) -> str:
    """The address of the only les."""
    hit = re.search(r'<h3><a href="(/lessen/[a-z2-7]{26})">', lezer.get("/lessen"))
    assert hit is not None
    return hit[1]


def test_gebruik_in_een_sessie(tmp_path: Path) -> None:
    """The question to take along becomes the central question of the next session."""
    with open_proef(tmp_path) as proef:
        pad, woorden = maak_concept(proef, proef.log_in("leider"), situatie="Een moeder kreeg hulp.")
        proef.log_in("leider").post(f"{pad}/aanbieden")
        geef_beide_sleutels(proef, pad, woorden)
        proef.tijd.verder(dagen=15)
        tidy(proef.store, proef.config)
        leider = proef.log_in("leider")
        hit = re.search(r'href="(/sessies/nieuw\?[^"]+)"', leider.get(check_naam(leider)))
        assert hit is not None
        assert str(RUW["vraag"]) in leider.get(hit[1].replace("&amp;", "&"))
        assert str(RUW["vraag"]) not in leider.get("/sessies/nieuw?werkvorm=methodische-leerbijeenkomst&les=weg")
