"""Stippen en de tweede keuze: het budget, wat wegvalt, wat samen opgeteld wordt, en dat niemand alleen te zien is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hulp.kern import Gift, Kern, open_kern, weigert

from leersessie.config import content_dir
from leersessie.i18n.weigering import Weigering
from leersessie.invoer import SOORTEN, Vorm
from leersessie.podium import Publiek, draw
from leersessie.regie.opbrengst import gather_opbrengst
from leersessie.werkvormen import check_werkvorm

SOORT = SOORTEN["stemmen"]
VORM = Vorm("stemmen", hoogstens=3)
BEAMER = Publiek("beamer")


def read_toml(naam: str) -> str:
    """A werkvorm as we ship it."""
    return (content_dir("werkvormen") / f"{naam}.toml").read_text("utf-8")


def test_stippen_binnen_het_budget() -> None:
    """Zeros are left out; the sum of all answers does not depend on their order."""
    een = SOORT.check(VORM, {"stemmen": {"a": 2, "b": 1, "c": 0}})
    twee = SOORT.check(VORM, {"stemmen": {"b": 1}})
    assert een == {"stemmen": {"a": 2, "b": 1}, "tekst": ""}
    assert SOORT.add_up(VORM, [een, twee]) == {"aantal": 2, "stippen": {"a": 2, "b": 2}}
    assert SOORT.add_up(VORM, [een, twee]) == SOORT.add_up(VORM, [twee, een])


@pytest.mark.parametrize(
    ("ruw", "sleutel"),
    [
        ({"stemmen": {"a": 4}}, "invoer.te_veel_stippen"),
        ({"stemmen": {"a": 2, "b": 2}}, "invoer.te_veel_stippen"),
        ({"stemmen": {"a": 0}}, "invoer.geen_stip"),
        ({"stemmen": {}}, "invoer.geen_stip"),
        ({"stemmen": {"a": -1, "b": 3}}, "invoer.vorm"),
        ({"stemmen": {"a": True}}, "invoer.vorm"),
        ({"stemmen": {"": 1}}, "invoer.vorm"),
        ({"stemmen": {"a": 1.0}}, "invoer.vorm"),
        ({"stemmen": ["a"]}, "invoer.vorm"),
        ({"kaart": "a"}, "invoer.vorm"),
    ],
)
def test_meer_of_minder_dan_het_budget_wordt_geweigerd(ruw: Any, sleutel: str) -> None:
    """Never more dots than the step gives, never negative ones to make room."""
    with pytest.raises(Weigering, match=sleutel.replace(".", r"\.")):
        SOORT.check(VORM, ruw)


def test_een_stip_is_nooit_een_les_en_ligt_altijd_ergens_op() -> None:
    """A werkvorm in which votes feed the les, or that votes on nothing, is refused."""
    toml = read_toml("reflectiegesprek-vraagstuk")
    kern = toml.replace('stap = "s6b"', 'stap = "s6b"\nles = "kern"')
    zonder = toml.replace('hoogstens = 3\nverwijst = ["s6"]', "hoogstens = 3")
    assert [g.wat for g in check_werkvorm(toml, "a")] == []
    assert ["Stippen zijn geen les" in g.wat for g in check_werkvorm(kern, "a")] == [True]
    assert ["‘verwijst’ van minstens 1" in g.wat for g in check_werkvorm(zonder, "a")] == [True]


@pytest.fixture
def stemming(tmp_path: Path) -> Iterator[tuple[Kern, list[Gift]]]:
    """Three ideas on the board, and the step with dots begun."""
    toml = read_toml("reflectiegesprek-vraagstuk")
    with open_kern(tmp_path, toml=toml, overslaan={"s6b": False}) as kern:
        kern.begin("s6")
        schrijver = kern.deelnemer("schrijver")
        ideeen = [kern.geef(schrijver, {"tekst": f"Idee {w}", "kolom": "zelf"}) for w in ("rood", "groen", "blauw")]
        kern.naar("s6b")
        yield kern, ideeen


def test_een_telefoon_stemt_op_wat_er_ligt(stemming: tuple[Kern, list[Gift]]) -> None:
    """The phone offers every idea; one answer per phone, on cards of the steps that are named, nothing else."""
    kern, (rood, groen, _) = stemming
    een, ander = kern.deelnemer(), kern.deelnemer()
    html = draw(Publiek("telefoon"), kern.toneel())["invoer"]
    assert html.count("<select") == 3 and f'name="stemmen.{rood.kaart}"' in html
    gift = kern.geef(een, {"stemmen": {rood.kaart: 3}})
    with weigert(kern, "regie.genoeg"):
        kern.geef(een, {"stemmen": {groen.kaart: 1}})
    with weigert(kern, "regie.koppel"):
        kern.geef(ander, {"stemmen": {gift.kaart: 1}})
    with weigert(kern, "regie.koppel"):
        kern.geef(ander, {"stemmen": {"a" * 16: 1}})
    with weigert(kern, "invoer.te_veel_stippen"):
        kern.wijzig(een, gift, {"stemmen": {rood.kaart: 2, groen.kaart: 2}})
    kern.wijzig(een, gift, {"stemmen": {groen.kaart: 3}})
    inhoud = kern.staat.inhoud(gift.kaart)
    assert inhoud is not None and inhoud["stemmen"] == {groen.kaart: 3}


def test_wat_weg_is_valt_weg(stemming: tuple[Kern, list[Gift]]) -> None:
    """Covered until the reveal; a withdrawn card drops out of picture and verslag, and late dots on it as well."""
    kern, (rood, groen, blauw) = stemming
    for kaart in (rood, rood, groen):
        kern.geef(kern.deelnemer(), {"stemmen": {kaart.kaart: 3}})
    assert "Idee" not in draw(BEAMER, kern.toneel())["doek"]
    kern.trek_in(kern.leider, rood)
    laatste = kern.geef(kern.deelnemer(), {"stemmen": {rood.kaart: 1, blauw.kaart: 1}})
    assert (kern.staat.inhoud(laatste.kaart) or {})["stemmen"] == {blauw.kaart: 1}
    kern.stuur("onthul", stap="s6b")
    doek = draw(BEAMER, kern.toneel())["doek"]
    assert ("Idee rood" in doek, doek.count("<circle")) == (False, 4)
    assert doek.index("Idee groen") < doek.index("Idee blauw")
    regels = [r.tekst for r in gather_opbrengst(kern.werkvorm, kern.staat, "nl") if r.stap == "s6b"]
    assert regels == ["De meeste stippen: Idee groen; Idee blauw."]


# ---- the same choice twice ------------------------------------------------------------------------------------


def choose(kern: Kern, stap: str, keuzes: list[tuple[str, str]]) -> None:
    """Each phone chooses (earlier, now) in this step."""
    kern.naar(stap)
    for eerder, nu in keuzes:
        kern.geef(kern.deelnemer(), {"optie": nu, **({"eerder": eerder} if eerder else {})})
    kern.stuur("onthul", stap=stap)


def test_eerst_en_nu_naast_elkaar_en_nooit_een_alleen(tmp_path: Path) -> None:
    """Both totals stand there; a move is shown from two people on, one alone never."""
    with open_kern(tmp_path, toml=read_toml("werkatelier-informatie-delen")) as kern:
        kern.begin()
        choose(kern, "s5", [("", "niet"), ("", "niet"), ("", "deel"), ("", "deel")])
        assert "data-eerder" not in draw(Publiek("telefoon"), kern.toneel())["invoer"]
        kern.naar("s9")
        assert 'name="eerder" value="" data-eerder="s5"' in draw(Publiek("telefoon"), kern.toneel())["invoer"]
        assert "Nu niet delen" not in draw(BEAMER, kern.toneel())["doek"]
        choose(kern, "s9", [("niet", "toestemming"), ("niet", "toestemming"), ("deel", "vertellen"), ("deel", "deel")])
        doek = draw(BEAMER, kern.toneel())["doek"]
        assert "2 keer van ‘Nu niet delen’ naar ‘Delen, met toestemming’" in doek
        assert doek.count(" keer van ") == 1
        assert doek.count('<rect class="balk toen"') == 7


def test_eerder_is_een_optie_van_deze_stap(tmp_path: Path) -> None:
    """A phone without its earlier answer just leaves the field out."""
    with open_kern(tmp_path, toml=read_toml("werkatelier-informatie-delen")) as kern:
        kern.begin("s9")
        with weigert(kern, "invoer.keus"):
            kern.geef(kern.deelnemer(), {"optie": "deel", "eerder": "iets"})
        with weigert(kern, "invoer.keus"):
            kern.geef(kern.deelnemer(), {"optie": "deel", "eerder": ""})
        kern.geef(kern.deelnemer(), {"optie": "deel"})
