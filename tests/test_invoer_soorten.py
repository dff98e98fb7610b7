"""De soorten invoer: elk antwoord gekeurd, elke optelling in elke volgorde dezelfde."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hulp.kern import ALLES, maak_inhoud
from hypothesis import given
from hypothesis import strategies as st

from leersessie.i18n.weigering import Weigering
from leersessie.invoer import SOORTEN
from leersessie.werkvormen import read_werkvorm

WERKVORM = read_werkvorm(ALLES, "proef")
STAP = {s.vorm.soort: s for s in WERKVORM.stappen}
VANGT = sorted(set(STAP) - {"geen"})
"""Kinds with a file of tests of their own are not in this werkvorm."""
RUW = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda kind: st.lists(kind, max_size=4) | st.dictionaries(st.text(max_size=8), kind, max_size=4),
    max_leaves=8,
)


def check(soort: str, ruw: Any) -> Any:
    """The cleaned answer, or None when it was refused."""
    try:
        return SOORTEN[soort].check(STAP[soort].vorm, ruw)
    except Weigering:
        return None


def make_antwoorden(soort: str, keuzes: list[int]) -> list[dict[str, Any]]:
    """Right answers."""
    antwoorden = [maak_inhoud(WERKVORM, STAP[soort].id, f"woord {n}", n) for n in keuzes]
    return [SOORTEN[soort].check(STAP[soort].vorm, a) for a in antwoorden]


@pytest.mark.parametrize("soort", VANGT)
@given(keuzes=st.lists(st.integers(0, 30), max_size=20), zaad=st.integers(0, 99))
def test_optellen_kan_in_elke_volgorde(soort: str, keuzes: list[int], zaad: int) -> None:
    """The order of arrival says nothing, so it may not change a sum; and every answer counts once."""
    antwoorden = make_antwoorden(soort, keuzes)
    door_elkaar = random.Random(zaad).sample(antwoorden, len(antwoorden))
    som = SOORTEN[soort].add_up(STAP[soort].vorm, antwoorden)
    assert som == SOORTEN[soort].add_up(STAP[soort].vorm, door_elkaar)
    assert som["aantal"] == len(keuzes)
    assert all(sum(som[deel].values()) == len(keuzes) for deel in ("opties", "kolommen", "soorten") if deel in som)


@pytest.mark.parametrize("soort", VANGT)
@given(ruw=RUW)
def test_wat_het_ook_is_het_past_of_het_wordt_geweigerd(soort: str, ruw: Any) -> None:
    """Any value at all: no other error than a refusal."""
    check(soort, ruw)
    goed = maak_inhoud(WERKVORM, STAP[soort].id)
    for veld in goed:
        uit = check(soort, {**goed, veld: ruw})
        assert uit is None or isinstance(uit, dict)


@pytest.mark.parametrize("soort", VANGT)
def test_schoon_blijft_schoon_en_mee_mag_overal(soort: str) -> None:
    """A checked answer holds only what was asked; the fields of every card go along with each kind."""
    goed = {**maak_inhoud(WERKVORM, STAP[soort].id), "verwijst": ["a", "b", "a"], "aanhalen": True, "ook_alleen": False}
    uit = check(soort, goed)
    assert (uit["verwijst"], uit["aanhalen"], uit["ook_alleen"]) == (["a", "b"], True, False)
    assert uit["tekst"].split("\n")[0] == ("" if soort == "stemmen" else "woorden")


def test_de_spreiding_is_nooit_een_gemiddelde() -> None:
    """Lowest, middle and highest are numbers somebody gave; who does not know is counted apart."""
    vorm = STAP["schaal"].vorm
    gegeven: list[dict[str, Any]] = [{"waarden": {"veilig": c, "zeker": None}} for c in (2, 9, 3, 9, None)]
    som = SOORTEN["schaal"].add_up(vorm, gegeven)["punten"]
    assert (som["veilig"]["laagste"], som["veilig"]["midden"], som["veilig"]["hoogste"]) == (2, 3, 9)
    assert (som["veilig"]["weet_niet"], som["veilig"]["cijfers"][9]) == (1, 2)
    assert (som["zeker"]["laagste"], som["zeker"]["midden"], som["zeker"]["weet_niet"]) == (None, None, 5)


def test_geen_vangt_niets() -> None:
    """The step in which people talk."""
    assert (SOORTEN["geen"].vangt, check("geen", {"tekst": "a"})) == (False, None)
    assert {naam for naam, soort in SOORTEN.items() if soort.enkel} == {"keuze", "schaal", "stemmen", "twee-ideeen"}
    assert {naam for naam, soort in SOORTEN.items() if soort.gedeeld} == {"tekst"}
