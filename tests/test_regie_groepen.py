"""Subgroepen in de regie: maken, schrijven op het eigen bord, samenvoegen, opheffen; niets raakt kwijt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hulp.groepen import GROEPEN
from hulp.kern import Kern, Loterij, open_kern, weigert

from leersessie.i18n.weigering import Weigering
from leersessie.podium import Publiek, draw
from leersessie.podium.bord import draw_bord
from leersessie.regie.groepen import count_trios, divide
from leersessie.regie.opbrengst import gather_opbrengst
from leersessie.regie.sluiten import close_sessie
from leersessie.regie.wie import Wie


@pytest.fixture
def kern(tmp_path: Path) -> Iterator[Kern]:
    """A session in the first step with subgroups."""
    with open_kern(tmp_path, toml=GROEPEN) as kern:
        kern.begin("werk")
        yield kern


def zet(kern: Kern, wie: Wie, nummer: int) -> Wie:
    """This phone in the nth group of now."""
    return replace(wie, groep=kern.stand.groepen[nummer].id)


def list_teksten(kern: Kern, stap: str, groep: str | None) -> list[str]:
    """The words on the board of one group."""
    gevonden = kern.werkvorm.find_stap(stap)
    assert gevonden is not None
    return sorted(k.tekst for k in draw_bord(kern.toneel(), gevonden, leiding=True, taal="nl", groep=groep).alle)


KAART = {"tekst": "een kaart", "kolom": "feiten"}


def test_de_groepen_komen_met_de_stap_en_gaan_met_haar_terug(kern: Kern) -> None:
    assert [(g.nummer, g.thema) for g in kern.stand.groepen] == [(1, "meldcode"), (2, "school"), (3, "ouders")]
    kern.naar("eigen")
    assert len(kern.stand.sturing.groepen) == 3, "een volgende stap houdt de groepen"
    kern.naar("anders")
    assert [g.thema for g in kern.stand.groepen] == ["zorg", "recht"]
    kern.naar("eigen")
    kern.naar("anders")
    assert len(kern.stand.sturing.groepen) == 5, "wie terugkomt in een wissel, houdt de groepen van toen"
    for _ in range(3):
        kern.stuur("terug")
    assert [g.thema for g in kern.stand.groepen] == ["meldcode", "school", "ouders"]


def test_een_kaart_ligt_op_het_bord_van_de_groep_en_zegt_niet_van_wie(kern: Kern) -> None:
    een = zet(kern, kern.deelnemer("verslaglegger"), 0)
    twee = zet(kern, kern.deelnemer("schrijver"), 1)
    kaart = kern.geef(een, KAART).kaart
    kern.geef(twee, {"tekst": "van twee", "kolom": "feiten"})
    assert list_teksten(kern, "werk", een.groep) == ["een kaart"]
    assert list_teksten(kern, "werk", twee.groep) == ["van twee"]
    assert kern.stand.kaarten[kaart].groep == een.groep
    feit = kern.lees("SELECT inhoud FROM gebeurtenis WHERE soort = 'bijdrage_gegeven' ORDER BY seq LIMIT 1")[0][0]
    assert "deelnemer" not in feit and een.groep in feit


def test_wie_mag_er_schrijven(kern: Kern) -> None:
    lid = zet(kern, kern.deelnemer(), 0)
    with weigert(kern, "regie.niet_jouw_beurt"):
        kern.geef(lid, KAART)
    stil = zet(kern, kern.deelnemer("inbrenger", "verslaglegger"), 0)
    with weigert(kern, "regie.jij_luistert"):
        kern.geef(stil, KAART)
    pen = zet(kern, kern.deelnemer("verslaglegger"), 0)
    ander = zet(kern, kern.deelnemer("verslaglegger"), 1)
    gift = kern.geef(pen, KAART)
    kern.wijzig(pen, replace(gift, geheim=""), {"tekst": "anders", "kolom": "feiten"})
    with weigert(kern, "regie.niet_jouw_kaart"):
        kern.trek_in(ander, replace(gift, geheim=""))
    for _ in range(2):
        kern.geef(pen, KAART)
    with weigert(kern, "regie.genoeg"):
        kern.geef(pen, KAART)
    kern.geef(ander, KAART)


def test_een_gedeelde_tekst_is_er_een_per_groep(kern: Kern) -> None:
    kern.naar("samen")
    een, twee = (zet(kern, kern.deelnemer("verslaglegger"), n) for n in (0, 1))
    kern.geef(een, {"punt": "advies", "tekst": "eerst"})
    kern.geef(twee, {"punt": "advies", "tekst": "van de ander"})
    kern.geef(een, {"punt": "advies", "tekst": "later"})
    assert list_teksten(kern, "samen", een.groep) == ["later"]
    assert list_teksten(kern, "samen", twee.groep) == ["van de ander"]


def test_de_gespreksleider_schrijft_voor_de_groep_die_zij_laat_zien(kern: Kern) -> None:
    with weigert(kern, "regie.kies_groep_eerst"):
        kern.geef(kern.leider, KAART)
    groep = kern.stand.groepen[2].id
    kern.stuur("groep_tonen", groep=groep)
    kern.geef(kern.leider, KAART)
    assert list_teksten(kern, "werk", groep) == ["een kaart"]


def test_samenvoegen_brengt_mensen_en_kaarten_bij_elkaar_en_kan_terug(kern: Kern) -> None:
    een, twee = (zet(kern, kern.deelnemer("verslaglegger"), n) for n in (0, 1))
    kern.geef(een, KAART)
    kern.geef(twee, {"tekst": "van twee", "kolom": "feiten"})
    kern.stuur("groep_samen", groep=een.groep, met=twee.groep)
    assert (kern.stand.find_groep(een.groep), len(kern.stand.groepen)) == (twee.groep, 2)
    kern.geef(een, {"tekst": "na het samengaan", "kolom": "feiten"})
    assert list_teksten(kern, "werk", twee.groep) == ["een kaart", "na het samengaan", "van twee"]
    with weigert(kern, "regie.groep_weg"):
        kern.stuur("groep_samen", groep=een.groep, met=twee.groep)
    with weigert(kern, "regie.groep_zelf"):
        kern.stuur("groep_samen", groep=twee.groep, met=twee.groep)
    kern.stuur("terug")
    assert list_teksten(kern, "werk", een.groep) == ["een kaart"]


def test_een_opgeheven_groep_verliest_geen_woord(kern: Kern) -> None:
    """Its board stays readable, a card under way waits on its phone, and goes where that phone goes next."""
    een, twee = (zet(kern, kern.deelnemer("verslaglegger"), n) for n in (0, 1))
    kern.geef(een, KAART)
    kern.stuur("groep_weg", groep=een.groep)
    with pytest.raises(Weigering) as weigering:
        kern.geef(een, {"tekst": "onderweg", "kolom": "feiten"}, sleutel="s" * 20)
    assert (weigering.value.sleutel, weigering.value.opnieuw) == ("regie.geen_groep", True)
    assert list_teksten(kern, "werk", een.groep) == ["een kaart"]
    console = draw(Publiek("console"), kern.toneel())["bord"]
    assert "een kaart" in console and "Opgeheven" in console
    kern.geef(replace(een, groep=twee.groep), {"tekst": "onderweg", "kolom": "feiten"}, sleutel="s" * 20)
    assert list_teksten(kern, "werk", twee.groep) == ["onderweg"]
    kern.stuur("terug")
    assert kern.stand.find_groep(een.groep) == een.groep
    regels = gather_opbrengst(kern.werkvorm, kern.staat, "nl")
    assert [(r.kop, r.tekst) for r in regels] == [("Meldcode: Feiten", "een kaart"), ("School: Feiten", "onderweg")]


def test_een_kaart_na_de_stap_is_laat_ook_zonder_groep(kern: Kern) -> None:
    pen = zet(kern, kern.deelnemer("verslaglegger"), 0)
    kern.naar("galerij")
    kaart = kern.geef(replace(pen, groep="weg"), KAART, stap="werk").kaart
    assert kern.stand.kaarten[kaart].laat and kern.stand.kaarten[kaart].groep == ""
    assert list_teksten(kern, "werk", "") == ["een kaart"]


def test_nieuwe_groepen_in_dezelfde_stap_laten_de_oude_borden_lezen(kern: Kern) -> None:
    pen = zet(kern, kern.deelnemer("verslaglegger"), 0)
    kern.geef(pen, KAART)
    kern.stuur("groepen", aantal=5)
    assert [g.thema for g in kern.stand.groepen] == ["meldcode", "school", "ouders", "", ""]
    assert kern.stand.find_groep(pen.groep) == ""
    console = draw(Publiek("console"), kern.toneel())["bord"]
    assert "een kaart" in console and "Groep 5" in console
    for slecht in (-1, 41, "4", True, None):
        with weigert(kern, "invoer.vorm"):
            kern.stuur("groepen", aantal=slecht)


def test_kaarten_van_twee_groepen_gaan_niet_in_een_bundel(kern: Kern) -> None:
    kaarten = [kern.geef(zet(kern, kern.deelnemer("verslaglegger"), n), KAART).kaart for n in (0, 1)]
    with weigert(kern, "regie.bundel_een_groep"):
        kern.stuur("bundel", kaarten=kaarten)
    kern.stuur("groep_samen", groep=kern.stand.groepen[0].id, met=kern.stand.groepen[1].id)
    kern.stuur("bundel", kaarten=kaarten)
    assert len(kern.stand.sturing.bundels) == 1


def test_bij_het_sluiten_weet_niemand_meer_wie_waar_zat(kern: Kern) -> None:
    wie = kern.deelnemer()
    kern.store.transact(
        lambda v: v.exec_driver_sql(f"UPDATE deelnemer SET groep = 'g1' WHERE id = {wie.deelnemer}").close()
    )
    close_sessie(kern.store, kern.config, kern.sessie, kern.leider)
    assert kern.lees("SELECT DISTINCT groep FROM deelnemer") == [("",)]


@pytest.mark.parametrize(("aantal", "trios"), [(0, 1), (2, 1), (3, 1), (5, 1), (6, 2), (11, 3), (12, 4)])
def test_drietallen(aantal: int, trios: int) -> None:
    assert count_trios(aantal) == trios


def test_verdelen_gaat_gelijk_en_mengt_sectoren() -> None:
    leden = [(n, ("zorg", "recht", "school")[n % 3], "") for n in range(1, 13)]
    uit = divide(leden, ["a", "b", "c"], Loterij(3))
    assert Counter(uit.values()) == {"a": 4, "b": 4, "c": 4}
    for groep in "abc":
        sectoren = Counter(sector for n, sector, _ in leden if uit[n] == groep)
        assert max(sectoren.values()) <= 2
    half = [(n, sector, "a" if n < 5 else "") for n, sector, _ in leden]
    assert set(divide(half, ["a", "b", "c"], Loterij(3)).values()) == {"b", "c"}, "wie er al zit, blijft zitten"
    with pytest.raises(Weigering):
        divide(leden, [], Loterij(3))
