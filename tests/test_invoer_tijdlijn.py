"""De tijdlijn: zo lang geleden, in een baan; de tekening zet alles op volgorde en verliest niets."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leersessie.i18n import Tekst
from leersessie.i18n.weigering import Weigering
from leersessie.invoer import SOORTEN, Keus, Vorm
from leersessie.invoer.tijdlijn import DAGEN, HOOGSTENS_AANTAL, count_dagen, say_geleden
from leersessie.podium.bord import BordBeeld, KaartBeeld, KolomBeeld
from leersessie.podium.tijdlijn import BREED, TijdlijnBeeld, draw_tijdlijn
from leersessie.werkvormen.model import Stap

BANEN = ("gezin", "hulp", "besluit")
VORM = Vorm("tijdlijn", kolommen=tuple(Keus(b, Tekst(b, b)) for b in BANEN))
SOORT = SOORTEN["tijdlijn"]
WANNEER = st.fixed_dictionaries({"aantal": st.integers(0, HOOGSTENS_AANTAL), "eenheid": st.sampled_from(list(DAGEN))})
RIJ = st.lists(st.tuples(WANNEER, st.sampled_from(BANEN)), min_size=1, max_size=30)


def test_een_gebeurtenis_staat_in_haar_baan() -> None:
    """The lane is kept as the column, so that a card can be moved; nothing of a date is kept."""
    ruw = {"tekst": " Oma verhuist ", "wanneer": {"aantal": 3, "eenheid": "weken"}, "baan": "gezin"}
    uit = SOORT.check(VORM, ruw)
    assert uit == {"tekst": "Oma verhuist", "wanneer": {"aantal": 3, "eenheid": "weken"}, "kolom": "gezin"}
    assert SOORT.add_up(VORM, [uit]) == {"aantal": 1, "kolommen": {"gezin": 1, "hulp": 0, "besluit": 0}}


@pytest.mark.parametrize(
    ("veld", "waarde", "sleutel"),
    [
        ("wanneer", {"aantal": -1, "eenheid": "weken"}, "invoer.wanneer"),
        ("wanneer", {"aantal": HOOGSTENS_AANTAL + 1, "eenheid": "weken"}, "invoer.wanneer"),
        ("wanneer", {"aantal": True, "eenheid": "weken"}, "invoer.wanneer"),
        ("wanneer", {"aantal": None, "eenheid": "weken"}, "invoer.wanneer"),
        ("wanneer", {"aantal": 1.5, "eenheid": "weken"}, "invoer.wanneer"),
        ("wanneer", {"aantal": 1, "eenheid": "eeuwen"}, "invoer.keus"),
        ("wanneer", {"aantal": 1}, "invoer.vorm"),
        ("wanneer", {"aantal": 1, "eenheid": "weken", "datum": "2024-01-01"}, "invoer.vorm"),
        ("wanneer", "2024-01-01", "invoer.vorm"),
        ("baan", "zolder", "invoer.keus"),
        ("tekst", "", "invoer.leeg"),
    ],
)
def test_wat_geen_moment_is_wordt_geweigerd(veld: str, waarde: Any, sleutel: str) -> None:
    """Above all a date."""
    ruw = {"tekst": "a", "wanneer": {"aantal": 1, "eenheid": "weken"}, "baan": "gezin"}
    with pytest.raises(Weigering, match=sleutel.replace(".", r"\.")):
        SOORT.check(VORM, {**ruw, veld: waarde})


def test_het_moment_in_woorden() -> None:
    """One and many, and now."""
    zinnen = [
        say_geleden(n, e, "nl") for n, e in ((0, "weken"), (1, "weken"), (1, "jaren"), (3, "maanden"), (2, "jaren"))
    ]
    assert zinnen == ["nu", "1 week geleden", "1 jaar geleden", "3 maanden geleden", "2 jaar geleden"]
    assert say_geleden(1, "dagen", "en") == "1 day ago"


def draw(rij: list[tuple[dict[str, Any], str]], *, dicht: bool = False) -> TijdlijnBeeld | None:
    """The drawing of these (moment, lane)."""
    kaarten: dict[str, list[KaartBeeld]] = {b: [] for b in BANEN}
    for nummer, (wanneer, baan) in enumerate(rij):
        inhoud = {"tekst": f"woord {nummer}", "wanneer": wanneer}
        beeld = KaartBeeld(f"k{nummer:02}", inhoud, "", "", "", (), (), "", False, False, False, False)
        kaarten[baan].append(beeld)
    kolommen = tuple(KolomBeeld(b, b, (), tuple(kaarten[b])) for b in BANEN)
    stap = Stap("s", Tekst("", ""), "allen", "schrijver", VORM, 5, "nee", ())
    bord = BordBeeld(stap, dicht, len(rij), kolommen, {}, 0, 0)
    return draw_tijdlijn(bord, lambda n, e: f"{n} {e} geleden", lambda n, e: f"{n} {e}")


@given(rij=RIJ)
def test_alles_staat_er_op_volgorde_en_niets_ligt_op_elkaar(rij: list[tuple[dict[str, Any], str]]) -> None:
    """Oldest left and lowest number; each event once, inside its own lane, at a place of its own."""
    beeld = draw(rij)
    assert beeld is not None
    assert [g.nummer for g in beeld.gebeurtenissen] == list(range(1, len(rij) + 1))
    assert {g.kaart.id for g in beeld.gebeurtenissen} == {f"k{n:02}" for n in range(len(rij))}
    dagen = [count_dagen(g.kaart.inhoud["wanneer"]) for g in beeld.gebeurtenissen]
    assert dagen == sorted(dagen, reverse=True)
    assert [g.x for g in beeld.gebeurtenissen] == sorted(g.x for g in beeld.gebeurtenissen)
    assert len({(g.x, g.y) for g in beeld.gebeurtenissen}) == len(rij)
    banen = {b.naam: b for b in beeld.banen}
    for g in beeld.gebeurtenissen:
        assert banen[g.baan].boven < g.y - 31 and g.y + 31 <= banen[g.baan].boven + banen[g.baan].hoog
        assert 0 < g.x < BREED
    assert beeld.momenten[-1][0] == beeld.gebeurtenissen[-1].x
    assert all(b[0] - a[0] >= 100 for a, b in zip(beeld.momenten, beeld.momenten[1:], strict=False))


def test_dicht_of_leeg_is_geen_tekening() -> None:
    """Nothing of what is covered, and no empty axes."""
    assert draw([]) is None
    assert draw([({"aantal": 1, "eenheid": "weken"}, "gezin")], dicht=True) is None
