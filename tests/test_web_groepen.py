"""Subgroepen over de lijn: kiezen, verdelen, verplaatsen, de pen; en twee consoles die niet over elkaar vallen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hulp.groepen import GROEPEN
from hulp.lijn import Doek, Zaalproef, maak_stuur, make_bijdrage, open_zaal
from hulp.server import wait_until


@pytest.fixture
def zaal(tmp_path: Path) -> Iterator[Zaalproef]:
    """Six phones in the first step with subgroups."""
    with open_zaal(tmp_path, "werk", toml=GROEPEN) as zaal:
        yield zaal


def list_plekken(zaal: Zaalproef) -> Counter[str]:
    """How many phones are in which group, by the database."""
    rijen = zaal.kern.lees("SELECT groep FROM deelnemer")
    return Counter(zaal.kern.stand.find_groep(groep) for (groep,) in rijen)


def test_een_telefoon_kiest_zelf_en_krijgt_meteen_haar_beeld(zaal: Zaalproef) -> None:
    een, twee = (g.id for g in zaal.kern.stand.groepen[:2])
    telefoon = zaal.open_phone(zaal.phone())
    telefoon.listen()
    assert telefoon.ask("kies_groep", {"groep": een}) == {"ok": True}
    assert "Meldcode" in telefoon.pictures()["vraag"]
    assert telefoon.ask("kies_groep", {"groep": twee}) == {"ok": True}
    assert list_plekken(zaal) == {twee: 1}
    for slecht in ("weg", "", 3, None):
        assert telefoon.ask("kies_groep", {"groep": slecht})["fout"] == "regie.groep_weg"
    assert list_plekken(zaal) == {twee: 1}


def test_de_eerste_die_de_pen_pakt_heeft_haar(zaal: Zaalproef) -> None:
    een, twee = (g.id for g in zaal.kern.stand.groepen[:2])
    wie = [zaal.phone() for _ in range(2)]
    a, b = (zaal.open_phone(w) for w in wie)
    assert a.ask("kies_groep", {"groep": een, "schrijft": True})["fout"] == "regie.niet_jouw_groep"
    for doek in (a, b):
        doek.ask("kies_groep", {"groep": een})
    assert a.ask("kies_groep", {"groep": een, "schrijft": True}) == {"ok": True}
    assert 'data-stap="werk"' in a.pictures()["invoer"]
    assert b.ask("kies_groep", {"groep": een, "schrijft": True})["fout"] == "regie.iemand_schrijft_al"
    kaart = make_bijdrage(zaal.kern, inhoud={"tekst": "kaart", "kolom": "feiten"})
    assert b.ask("bijdrage", kaart)["fout"] == "regie.niet_jouw_beurt"
    assert "kaart" in a.ask("bijdrage", kaart)
    a.ask("kies_groep", {"groep": twee})
    assert b.ask("kies_groep", {"groep": een, "schrijft": True}) == {"ok": True}, "wie weggaat, laat de pen liggen"


def test_de_gespreksleider_verdeelt_en_verplaatst(zaal: Zaalproef) -> None:
    wie = [zaal.phone() for _ in range(6)]
    telefoons = [zaal.open_phone(w) for w in wie]
    console = zaal.open_doek("console")
    assert console.ask("groep", {"doe": "verdeel"}) == {"ok": True}
    assert sorted(list_plekken(zaal).values()) == [2, 2, 2]
    assert all("Je zit in" in t.pictures()["vraag"] for t in telefoons)
    doel = zaal.kern.stand.groepen[0].id
    assert console.ask("groep", {"doe": "zet", "deelnemer": wie[0].deelnemer, "groep": doel}) == {"ok": True}
    assert console.ask("groep", {"doe": "zet", "deelnemer": wie[1].deelnemer, "groep": ""}) == {"ok": True}
    assert list_plekken(zaal)[""] == 1
    assert console.ask("groep", {"doe": "opnieuw"}) == {"ok": True}
    assert sorted(list_plekken(zaal).values()) == [2, 2, 2]
    for slecht in ({"doe": "zet"}, {"doe": "zet", "deelnemer": True}, {"doe": "anders"}, {"doe": "verdeel", "x": 1}):
        assert "fout" in console.ask("groep", slecht)
    assert console.ask("groep", {"doe": "zet", "deelnemer": 999, "groep": doel})["fout"] == "basis.niet_gevonden"
    assert telefoons[0].ask("groep", {"doe": "opnieuw"})["fout"] == "basis.niet_toegestaan"


def test_opheffen_en_samenvoegen_bereikt_elke_telefoon(zaal: Zaalproef) -> None:
    een, twee = (g.id for g in zaal.kern.stand.groepen[:2])
    telefoon, console = zaal.open_phone(zaal.phone()), zaal.open_doek("console")
    telefoon.ask("kies_groep", {"groep": een})
    telefoon.listen()

    def hears(zin: str) -> None:
        beelden: dict[str, str] = {}
        wait_until(lambda: zin in (beelden.update(telefoon.pictures()) or beelden.get("vraag", "")))

    assert "fout" not in console.ask("stuur", maak_stuur(zaal.kern, "groep_samen", groep=een, met=twee))
    hears("School")
    assert "fout" not in console.ask("stuur", maak_stuur(zaal.kern, "groep_weg", groep=twee))
    hears("Kies je groep")
    kaart = make_bijdrage(zaal.kern, stap="werk", inhoud={"tekst": "kaart", "kolom": "feiten"})
    assert telefoon.ask("bijdrage", kaart)["fout"] == "regie.niet_jouw_beurt"
    assert "fout" not in console.ask("stuur", maak_stuur(zaal.kern, "terug"))
    hears("School")


def test_wie_zelf_kiest_mag_dat_niet_als_de_leider_verdeelt(tmp_path: Path) -> None:
    with open_zaal(tmp_path, "werk", toml=GROEPEN.replace('kies = "zelf"', 'kies = "leider"')) as zaal:
        telefoon: Doek = zaal.open_phone(zaal.phone())
        groep = zaal.kern.stand.groepen[0].id
        assert telefoon.ask("kies_groep", {"groep": groep})["fout"] == "regie.leider_verdeelt"
        assert zaal.open_doek("console").ask("groep", {"doe": "verdeel"}) == {"ok": True}
        assert "Je zit in" in telefoon.pictures()["vraag"]


def test_drietallen_zonder_recept(tmp_path: Path) -> None:
    begin, _, rest = GROEPEN.partition("groepen = {")
    toml = begin + rest.partition("] }\n")[2].replace('wie = "subgroep"', 'wie = "trio"')
    toml = "\n".join(r for r in toml.splitlines() if not r.startswith("vraag_groep"))
    with open_zaal(tmp_path, "werk", toml=toml) as zaal:
        for _ in range(7):
            zaal.phone()
        assert zaal.kern.stand.groepen == ()
        assert zaal.open_doek("console").ask("groep", {"doe": "verdeel"}) == {"ok": True}
        assert sorted(list_plekken(zaal).values()) == [3, 4]


def test_de_lijst_om_te_kopieren_noemt_functie_en_woorden(zaal: Zaalproef) -> None:
    zaal.phone(functie="wijkteam")
    zaal.open_doek("console").ask("groep", {"doe": "verdeel"})
    browser = zaal.app.test_client()
    browser.set_cookie(f"ls-console-{zaal.kern.sessie}", zaal.give_token("console"))
    tekst = browser.get(f"/sessies/{zaal.kern.sessie}/groepslijst").get_data(as_text=True)
    (woorden,) = zaal.kern.lees("SELECT woorden FROM deelnemer")[0]
    assert "Meldcode\n- " in tekst and woorden in tekst
    assert zaal.app.test_client().get(f"/sessies/{zaal.kern.sessie}/groepslijst").status_code == 403
