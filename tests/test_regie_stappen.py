"""Wat een stap zeldzaam kan: een zegel, rondes, takken, meer opties, vaste lijsten; met hun slechte invoer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hulp.kern import Kern, open_kern, weigert
from hulp.stappen import STAPPEN
from test_podium_beelden import Lezer

from leersessie.podium import Aanwezige, Publiek, Zaal, draw
from leersessie.regie.gepland import drop_gepland
from leersessie.regie.opbrengst import gather_opbrengst

BEAMER, CONSOLE, TELEFOON = Publiek("beamer"), Publiek("console"), Publiek("telefoon")
INBRENGER = Publiek("telefoon", rol="inbrenger")


@pytest.fixture
def kern(tmp_path: Path) -> Iterator[Kern]:
    """A session that is ready but not open."""
    with open_kern(tmp_path, toml=STAPPEN) as kern:
        yield kern


def see(kern: Kern, publiek: Publiek, zaal: Zaal | None = None) -> str:
    """All regions of one view; sound HTML with each id once."""
    html = "".join(draw(publiek, kern.toneel(zaal)).values())
    lezer = Lezer()
    lezer.feed(html)
    assert (lezer.fouten, lezer.open) == ([], [])
    assert len(lezer.ids) == len(set(lezer.ids)), sorted(i for i in lezer.ids if lezer.ids.count(i) > 1)
    return html


# ---- sealed -------------------------------------------------------------------------------------------------


def test_een_zegel_gaat_vooraf_dicht_en_in_zijn_stap_open(kern: Kern) -> None:
    inbrenger, ander = kern.deelnemer("inbrenger"), kern.deelnemer()
    html = see(kern, INBRENGER)
    assert "Vul dit vooraf in" in html and 'data-stap="kop"' in html
    assert 'data-stap="kop"' not in see(kern, TELEFOON)
    gift = kern.geef(inbrenger, {"tekst": "ik belde niet"}, stap="kop")
    with weigert(kern, "basis.niet_toegestaan"):
        kern.geef(ander, {"tekst": "ik ook"}, stap="kop")
    with weigert(kern, "basis.verkeerd_moment"):
        kern.geef(inbrenger, {"tekst": "te vroeg"}, stap="vragen")
    kern.wijzig(inbrenger, gift, {"tekst": "ik belde te laat"})
    kern.begin("cijfer")
    assert all("ik belde" not in see(kern, p) for p in (BEAMER, CONSOLE, TELEFOON))
    kern.naar("kop")
    assert all("ik belde" not in see(kern, p) for p in (BEAMER, CONSOLE, TELEFOON))
    kern.stuur("onthul", stap="kop")
    assert "ik belde te laat" in see(kern, BEAMER)
    with weigert(kern, "regie.stap_dicht"):
        kern.wijzig(inbrenger, gift, {"tekst": "toch anders"})


def test_een_zegel_kan_tot_het_eind_ingetrokken_worden(kern: Kern) -> None:
    inbrenger = kern.deelnemer("inbrenger")
    eerste = kern.geef(inbrenger, {"tekst": "een"}, stap="kop")
    kern.trek_in(inbrenger, eerste)
    tweede = kern.geef(inbrenger, {"tekst": "twee"}, stap="kop")
    kern.begin("kop")
    kern.stuur("onthul", stap="kop")
    kern.trek_in(inbrenger, tweede)
    assert kern.stand.list_kaarten("kop") == () and kern.staat.woorden == {}


def test_een_sessie_met_een_zegel_kan_nog_weg(kern: Kern) -> None:
    """Thrown away before it opened: the sealed words and the count of that phone go with it."""
    kern.geef(kern.deelnemer("inbrenger"), {"tekst": "KANARIE"}, stap="kop")
    drop_gepland(kern.store, kern.config, kern.sessie)
    for tabel in ("sessie", "tekst", "deelnemer", "deelname", "gebeurtenis"):
        assert kern.lees(f"SELECT count(*) FROM {tabel}") == [(0,)], tabel


# ---- rounds -------------------------------------------------------------------------------------------------


def test_een_stap_komt_drie_keer_en_elke_ronde_heeft_haar_eigen_kaarten(kern: Kern) -> None:
    assert kern.stand.plan_ids[:3] == ("vragen", "vragen~2", "vragen~3")
    assert sum(p.minuten for p in kern.stand.plan) == kern.werkvorm.minuten
    kern.begin()
    wie = kern.deelnemer()
    for ronde in (1, 2, 3):
        assert f"ronde {ronde} van 3" in see(kern, CONSOLE) and f"ronde {ronde} van 3" in see(kern, TELEFOON)
        kern.geef(wie, {"tekst": f"vraag {ronde}"})
        with weigert(kern, "regie.genoeg"):
            kern.geef(wie, {"tekst": "nog een"})
        beeld = see(kern, BEAMER)
        assert f"vraag {ronde}" in beeld and f"vraag {ronde - 1}" not in beeld
        kern.stuur("stap", naar="volgende")
    assert [r.tekst for r in gather_opbrengst(kern.werkvorm, kern.staat, "nl")] == ["vraag 1", "vraag 2", "vraag 3"]
    kern.naar("vragen~3")
    with weigert(kern, "regie.jij_luistert"):
        kern.geef(kern.deelnemer("inbrenger"), {"tekst": "stil"})


@pytest.mark.parametrize("id_", ["vragen~1", "vragen~10", "vragen~x", "vragen~", "niets~2", "~2"])
def test_een_ronde_die_niet_bestaat(kern: Kern, id_: str) -> None:
    with weigert(kern, "regie.stap_onbekend"):
        kern.stuur("plan", plan=[{"id": id_, "minuten": 5}])


def test_wat_de_inbrenger_waardeert_staat_alleen_op_die_telefoon(kern: Kern) -> None:
    kern.begin()
    kern.geef(kern.deelnemer(), {"tekst": "Wat zag je?"})
    kern.naar("vragen~2")
    kern.geef(kern.deelnemer(), {"tekst": "Wat voelde je?"})
    kern.naar("terugkijken")
    eigen = see(kern, INBRENGER)
    assert eigen.count("data-waardeer=") == 4 and "Wat zag je?" in eigen and "Wat voelde je?" in eigen
    assert all("data-waardeer" not in see(kern, p) for p in (BEAMER, CONSOLE, TELEFOON))


# ---- branches -----------------------------------------------------------------------------------------------


def choose(kern: Kern, *opties: str) -> None:
    for optie in opties:
        kern.geef(kern.deelnemer(), {"optie": optie})


def test_een_tak_raadt_aan_en_gaat_nooit_zelf(kern: Kern) -> None:
    kern.begin("gebeurd")
    kern.naar("keuze")
    choose(kern, "nee", "ja")
    assert "Kijk nog eens" not in see(kern, CONSOLE), "een verborgen keuze geeft geen raad"
    kern.stuur("onthul", stap="keuze")
    assert "Kijk nog eens" not in see(kern, CONSOLE) and "Sla de rest over" not in see(kern, CONSOLE)
    kern.stuur("heropen", stap="keuze")
    choose(kern, "nee", "ja", "ja")
    kern.stuur("onthul", stap="keuze")
    console = see(kern, CONSOLE)
    assert "Kijk nog eens naar wat er gebeurde." in console and "‘Nee’ is 2 keer gekozen." in console
    assert "Terug naar Wat gebeurde er" in console and "Ga naar Wat ik deed" in console
    assert kern.stand.stap == "keuze"
    assert all("Kijk nog eens" not in see(kern, p) for p in (BEAMER, TELEFOON))
    kern.naar("gebeurd")
    kern.geef(kern.leider, {"tekst": "nog iets", "baan": "wij", "wanneer": {"aantal": 1, "eenheid": "dagen"}})


def test_na_een_overgeslagen_stap_gaat_het_verder_waar_je_bent(kern: Kern) -> None:
    plan = [{"id": p.id, "minuten": p.minuten, "overslaan": p.id == "keuze"} for p in kern.stand.plan]
    kern.stuur("plan", plan=plan)
    kern.begin("keuze")
    assert (kern.stand.find_buur(1), kern.stand.find_buur(-1)) == ("meer", "patroon")


# ---- choices, lists, scales ---------------------------------------------------------------------------------


def test_de_vaste_lijst_komt_met_de_sessie_mee(kern: Kern) -> None:
    stap = kern.werkvorm.find_stap("meer")
    assert stap is not None
    assert [o.id for o in stap.vorm.opties][:3] == ["visie", "taken", "meldcode"] and len(stap.vorm.opties) == 10
    assert len(kern.store.info(kern.sessie).plan["lijsten"]["cijfer"]) == 10


GOED = {"opties": ["visie", "hulp"]}


@pytest.mark.parametrize(
    ("inhoud", "fout"),
    [
        ({"opties": ["visie", "hulp", "regie"]}, "invoer.te_veel_opties"),
        ({"opties": ["visie", "nergens"]}, "invoer.keus"),
        ({"opties": []}, "invoer.keus"),
        ({"opties": "visie"}, "invoer.keus"),
        ({"optie": "visie"}, "invoer.keus"),
        ({**GOED, "optie": "visie"}, "invoer.keus"),
        ({"opties": [["visie"]]}, "invoer.keus"),
    ],
)
def test_te_veel_of_vreemde_opties(kern: Kern, inhoud: dict[str, Any], fout: str) -> None:
    kern.begin("meer")
    with weigert(kern, fout):
        kern.geef(kern.deelnemer(), inhoud)
    kern.naar("keuze")
    with weigert(kern, "invoer.vorm"):
        kern.geef(kern.deelnemer(), {"opties": ["ja"]})


def test_meer_opties_tellen_ieder_mee(kern: Kern) -> None:
    kern.begin("meer")
    assert 'data-meest="2"' in see(kern, TELEFOON)
    kern.geef(kern.deelnemer(), {"opties": ["visie", "hulp", "visie"]})
    kern.geef(kern.deelnemer(), {"opties": ["hulp"]})
    kern.stuur("onthul", stap="meer")
    see(kern, BEAMER)
    regels = [r.tekst for r in gather_opbrengst(kern.werkvorm, kern.staat, "nl")]
    assert regels == ["Er werd gekozen voor: Gedeelde visie op veiligheid, Genoeg passende hulp."]


def test_de_radar_staat_er_met_een_tabel_en_een_grens(kern: Kern) -> None:
    kern.begin("cijfer")
    stap = kern.werkvorm.find_stap("cijfer")
    assert stap is not None
    for cijfer in (3, 8, None):
        kern.geef(kern.deelnemer(), {"waarden": {p.id: cijfer for p in stap.vorm.punten}})
    assert "ringvorm" not in see(kern, BEAMER)
    kern.stuur("onthul", stap="cijfer")
    for publiek in (BEAMER, CONSOLE):
        html = see(kern, publiek)
        assert html.count('class="grens"') == 1 and html.count("<polygon") == 9
        assert html.count("3–8") == 10 and html.count('<th scope="row">') == 10


def test_de_ringen_ook(tmp_path: Path) -> None:
    with open_kern(tmp_path, toml=STAPPEN.replace('beeld = "radar"', 'beeld = "ringen"')) as kern:
        kern.begin("cijfer")
        stap = kern.werkvorm.find_stap("cijfer")
        assert stap is not None
        kern.geef(kern.deelnemer(), {"waarden": {p.id: 7 for p in stap.vorm.punten}})
        kern.stuur("onthul", stap="cijfer")
        html = see(kern, BEAMER)
        assert html.count('class="vol"') == 5 and html.count("7–7") == 10, (
            "een ring te klein om te zien staat in de tabel"
        )


def test_een_patroon_rust_op_minstens_twee_gebeurtenissen(kern: Kern) -> None:
    kern.begin("gebeurd")
    moment = {"baan": "wij", "wanneer": {"aantal": 1, "eenheid": "dagen"}}
    a, b = (kern.geef(kern.leider, {"tekst": f"gebeurtenis {n}", **moment}).kaart for n in (1, 2))
    kern.naar("patroon")
    los = kern.geef(kern.leider, {"tekst": "een losse gedachte", "verwijst": [a]}).kaart
    assert "Rust nog nergens op" in see(kern, CONSOLE)
    kern.stuur("koppel", kaart=los, aan=[a, b])
    html = see(kern, CONSOLE)
    assert "Rust nog nergens op" not in html and "gebeurtenis 1" in html
    schrijver = see(kern, Publiek("telefoon", rol="schrijver"))
    assert "Kies er 2 of meer" in schrijver and schrijver.count('name="verwijst"') == 2
    kern.stuur("haal_weg", kaart=b)
    assert "Rust nog nergens op" in see(kern, CONSOLE), "een kaart die weg is, draagt niets meer"


def test_onthullen_per_sector_laat_niemand_alleen_staan(kern: Kern) -> None:
    kern.begin("woord")
    leden = [("zorg", "Zorg"), ("zorg", "Zorg"), ("recht", "Recht")]
    for sector, tekst in (("zorg", "wij meten"), ("recht", "wij toetsen")):
        kern.geef(replace(kern.deelnemer(), sector=sector), {"tekst": tekst})
    kern.geef(replace(kern.deelnemer(), sector=""), {"tekst": "zonder sector"})
    zaal = Zaal(
        tuple(Aanwezige(n, "", naam, f"woord{n} twee", (), sectorsleutel=id_) for n, (id_, naam) in enumerate(leden))
    )
    assert "Bij het onthullen staat je kaart bij jouw sector" in see(kern, TELEFOON, zaal)
    assert "wij meten" not in see(kern, BEAMER, zaal)
    kern.stuur("onthul", stap="woord")
    for publiek in (BEAMER, CONSOLE):
        html = see(kern, publiek, zaal)
        assert "Zorg" in html and "Andere sectoren" in html and "wij toetsen" in html
        assert ">Recht<" not in html.replace("<b>", "").partition("aanwezigen")[0]
    andere = kern.werkvorm.find_stap("vragen")
    assert andere is not None and not andere.onthul_per
    kern.naar("vragen")
    kaart = kern.geef(replace(kern.deelnemer(), sector="zorg"), {"tekst": "zonder"}).kaart
    assert "sector" not in (kern.staat.inhoud(kaart) or {})
