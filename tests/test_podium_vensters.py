"""De vier vensters, de poorten en de spreiding: wat er staat klopt met het bord, tot op het nummer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hulp.kern import Kern, maak_inhoud, open_kern

from leersessie.i18n import t
from leersessie.podium import Publiek, draw
from leersessie.podium.bord import draw_bord, number_kaarten
from leersessie.podium.poort import is_voldaan
from leersessie.podium.spreiding import draw_spreiding

BEAMER = Publiek("beamer")
CONSOLE = Publiek("console")


@pytest.fixture
def kern(tmp_path: Path) -> Iterator[Kern]:
    """A session that has begun."""
    with open_kern(tmp_path) as kern:
        kern.begin()
        yield kern


def fill_vensters(kern: Kern) -> None:
    """People, facts, a weighing that rests on facts, numbers, a decision that rests on the weighing."""
    kern.naar("mensen")
    for kolom, tekst in (("gezin", "moeder"), ("gezin", "vader"), ("ongezien", "opa"), ("kind", "ik wil naar huis")):
        kern.geef(kern.leider, {"kolom": kolom, "tekst": tekst})
    kern.naar("feiten")
    feiten = [kern.geef(kern.leider, {"kolom": "zorgen", "tekst": f"feit {n}"}).kaart for n in range(3)]
    kern.stuur("haal_weg", kaart=feiten[0])
    kern.naar("cijfer")
    for cijfer in (4, 7):
        kern.geef(kern.leider, {"waarden": {"veilig": cijfer, "zeker": cijfer}})
    kern.stuur("onthul", stap="cijfer")
    kern.naar("weging")
    weging = kern.geef(kern.leider, {"kolom": "steunt", "tekst": "daarom", "verwijst": feiten[1:]}).kaart
    kern.geef(kern.leider, {"kolom": "lastig", "tekst": "zomaar"})
    kern.naar("besluit")
    kern.geef(kern.leider, {"punt": "doen", "tekst": "praten", "verwijst": [weging]})
    kern.geef(kern.leider, {"punt": "niet_gekozen", "tekst": "wachten"})


def test_vier_vensters_met_dezelfde_nummers_als_het_bord(kern: Kern) -> None:
    """Facts keep their number when one goes; a weighing names its facts; the decision its weighing and what not."""
    fill_vensters(kern)
    nummers = {
        kern.staat.inhoud(k)["tekst"]: n for k, n in number_kaarten(kern.toneel()).items() if kern.staat.inhoud(k)
    }  # type: ignore[index]
    assert nummers == {"feit 1": "F2", "feit 2": "F3", "daarom": "W1", "zomaar": "W2"}
    kern.stuur("beamer", toont="vensters")
    doek = draw(BEAMER, kern.toneel())["doek"]
    vensters = doek.split('<section class="b-venster')[1:]
    assert [v.count("feitnr") for v in vensters] == [0, 2, 3, 1]
    delen = [re.sub(r"<[^>]+>", "|", v) for v in vensters]
    assert ["F2" in delen[1], "F3" in delen[1], "F1" in delen[1]] == [True, True, False]
    assert ["F2" in delen[2], "F3" in delen[2], "4–7" in delen[2]] == [True, True, True]
    assert ["W1" in delen[2], "W2" in delen[2]] == [
        True,
        False,
    ]  # only a weighing that carries the decision is numbered
    assert ["W1" in delen[3], "praten" in delen[3], "wachten" in delen[3]] == [True, True, True]
    assert delen[0].index("moeder, vader") < delen[0].index("opa") < delen[0].index("ik wil naar huis")
    assert t("nl", "podium.niet_gekozen") in delen[3]
    for stap in ("feiten", "weging"):
        kern.naar(stap)
        op_bord = re.findall(r'feitnr">(\w+)<', draw(BEAMER, kern.toneel())["doek"])
        assert set(op_bord) <= {"F2", "F3"}


def test_een_bedekt_of_verborgen_stuk_staat_niet_in_de_vensters(kern: Kern) -> None:
    """The windows show what the boards show, nothing else."""
    fill_vensters(kern)
    kern.stuur("heropen", stap="cijfer")
    for kaart in kern.stand.list_kaarten("besluit"):
        kern.stuur("verberg", kaart=kaart.id, aan=True)
    kern.stuur("beamer", toont="vensters")
    doek = draw(BEAMER, kern.toneel())["doek"]
    assert [w for w in ("4–7", "praten", "wachten") if w in doek] == []
    assert "daarom" in doek


def test_veel_kaarten_passen_met_een_eerlijk_getal(kern: Kern) -> None:
    """Thirty facts: what does not fit is counted, and the count is right."""
    kern.naar("feiten")
    for n in range(30):
        kern.geef(kern.leider, {"kolom": "zorgen", "tekst": f"een heel lang feit met veel woorden erin, nummer {n}"})
    kern.stuur("beamer", toont="vensters")
    venster = draw(BEAMER, kern.toneel())["doek"].split('<section class="b-venster')[2]
    getoond = venster.count('class="feitnr"')
    assert t("nl", "podium.en_nog", aantal=30 - getoond) in venster
    assert 0 < getoond < 30
    assert " klein" in venster.split('"')[0]


def test_waar_een_weging_op_rust_staat_vooraan(kern: Kern) -> None:
    """The last of nine facts carries the weighing: it is in sight, whatever else does not fit."""
    kern.naar("feiten")
    feiten = [
        kern.geef(kern.leider, {"kolom": "zorgen", "tekst": f"een lang feit van twee regels met nummer {n}"})
        for n in range(9)
    ]
    kern.naar("weging")
    kern.geef(kern.leider, {"kolom": "steunt", "tekst": "daarom", "verwijst": [feiten[-1].kaart]})
    kern.stuur("beamer", toont="vensters")
    venster = draw(BEAMER, kern.toneel())["doek"].split('<section class="b-venster')[2]
    assert re.findall(r'feitnr">(\w+)<', venster)[0] == "F9"


# ---- gates, spread, hand on the clock ----------------------------------------------------------------------


def is_open(kern: Kern, stap: str) -> bool:
    """Is the gate of this step met?"""
    return is_voldaan(draw_bord(kern.toneel(), kern.werkvorm.find_stap(stap), leiding=False, taal="nl"))  # type: ignore[arg-type]


def test_een_poort_waarschuwt_en_houdt_niemand_tegen(kern: Kern) -> None:
    """Each kind of gate, before and after; the gespreksleider goes on all the same."""
    kern.naar("feiten")
    assert not is_open(kern, "feiten")
    zin = "Vraag wat goed gaat."
    beeld = draw(CONSOLE, kern.toneel())
    assert zin in beeld["plan"]
    assert f'data-vraag="{zin}"' in beeld["knoppen"]
    assert zin not in draw(BEAMER, kern.toneel())["doek"]
    feit = kern.geef(kern.leider, {"kolom": "goed", "tekst": "hij lacht"}).kaart
    assert is_open(kern, "feiten")
    kern.naar("weging")
    assert not is_open(kern, "weging")
    los = kern.geef(kern.leider, {"kolom": "steunt", "tekst": "zomaar"}).kaart
    assert not is_open(kern, "weging")
    kern.stuur("koppel", kaart=los, aan=[feit])
    assert is_open(kern, "weging")
    kern.stuur("haal_weg", kaart=feit)
    assert not is_open(kern, "weging")  # what it rested on is gone
    kern.naar("vragen")
    assert not is_open(kern, "vragen")
    for n in range(2):
        kern.geef(kern.leider, maak_inhoud(kern.werkvorm, "vragen", f"vraag {n}"))
    assert is_open(kern, "vragen")
    kern.stuur("stap", naar="volgende")
    assert kern.stand.stap == "kiezen"
    assert is_open(kern, "kiezen")  # no gate


def test_rust_nog_nergens_op_staat_bij_elkaar(kern: Kern) -> None:
    """Unlinked cards of a weighing gather under that heading; linked ones name their facts."""
    fill_vensters(kern)
    kern.naar("weging")
    doek = draw(BEAMER, kern.toneel())["doek"]
    kop = t("nl", "podium.rust_nergens_op")
    assert doek.count(kop) == 1
    assert doek.index("daarom") < doek.index(kop) < doek.index("zomaar")


@pytest.mark.parametrize("daad", ["verberg", "zien", "heropen"])
def test_waar_een_kaart_op_rust_zegt_niets_wat_niet_gezien_mag(kern: Kern, daad: str) -> None:
    """A card without a number is named by its first words, but only where its own board would show them."""
    kern.naar("gedachte")
    gedachte = kern.geef(kern.leider, {"tekst": "KANARIE is te stil"}).kaart
    kern.stuur("onthul", stap="gedachte")
    kern.naar("weging")
    kern.geef(kern.leider, {"kolom": "steunt", "tekst": "daarom", "verwijst": [gedachte]})

    stap = kern.werkvorm.find_stap("weging")
    assert stap is not None

    def list_rust_op() -> list[tuple[str, ...]]:
        """For the room and for the console."""
        borden = [draw_bord(kern.toneel(), stap, leiding=leiding, taal="nl") for leiding in (False, True)]
        return [kaart.rust_op for bord in borden for kaart in bord.alle]

    woorden: tuple[str, ...] = ("KANARIE is te stil",)
    assert list_rust_op() == [woorden, woorden]
    assert "KANARIE" in draw(BEAMER, kern.toneel())["doek"]
    gegeven = {"verberg": {"kaart": gedachte, "aan": True}, "zien": {"stap": "gedachte", "aan": False}}
    kern.stuur(daad, **gegeven.get(daad, {"stap": "gedachte"}))
    assert list_rust_op() == [(), () if daad == "heropen" else woorden], "gedekt ziet ook de console niet"
    assert "KANARIE" not in draw(BEAMER, kern.toneel())["doek"]
    kern.stuur("terug")
    assert list_rust_op() == [woorden, woorden]


@pytest.mark.parametrize("antwoorden", [[], [5], [1, 10], [3] * 50, list(range(1, 11)) * 12])
def test_de_spreiding_tekent_iedereen_en_nooit_buiten_beeld(antwoorden: list[int]) -> None:
    """As many answers as squares stand for, inside the drawing, lowest and highest lit."""
    cijfers = {n: antwoorden.count(n) for n in range(1, 11)}
    telling: dict[str, Any] = {
        "cijfers": cijfers,
        "weet_niet": 2,
        "laagste": min(antwoorden, default=None),
        "midden": None,
        "hoogste": max(antwoorden, default=None),
    }
    beeld = draw_spreiding("p", "Punt", telling)
    assert beeld.aantal == len(antwoorden) + 2
    assert len(beeld.ruiten) == sum(-(-aantal // beeld.per_ruit) for aantal in cijfers.values())
    assert all(r.y >= 0 and r.y + beeld.ruit <= 210 and r.x >= 0 and r.x + beeld.ruit <= 1000 for r in beeld.ruiten)
    assert {r.rand for r in beeld.ruiten} <= {True, False}
    assert any(r.rand for r in beeld.ruiten) == bool(antwoorden)
