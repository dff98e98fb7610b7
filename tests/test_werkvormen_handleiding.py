"""De handleidingen voor trainers: elke sleutel staat erin, met dezelfde plicht en dezelfde keuzes als in de code."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from huislijst import WORTEL

from leersessie.casussen.model import SLEUTELS as CASUSSLEUTELS
from leersessie.casussen.model import Sleutel as Casussleutel
from leersessie.invoer import SOORTEN
from leersessie.werkvormen import check_werkvorm
from leersessie.werkvormen import sleutels as sl

WERKVORM = (WORTEL / "docs/werkvorm-maken.md").read_text("utf-8")
CASUS = (WORTEL / "docs/casus-maken.md").read_text("utf-8")
WOORD = {
    "tekst": "tekst",
    "teksten": "lijst teksten",
    "heel": "getal",
    "vlag": "ja of nee",
    "naam": "woord",
    "namen": "lijst woorden",
    "kolommen": "lijst delen",
    "tabel": "groepje sleutels",
    "tabellen": "lijst groepjes",
    "woord": "woord",
    "woorden": "lijst woorden",
}
ANDERS = {"stap": "stappen", "voorbeelden": "lijst voorbeelden"}


def read_rijen(tekst: str, kop: str) -> dict[str, list[str]]:
    """The rows of the table under a heading: key -> the other cells."""
    deel = tekst.split(f"\n## {kop}\n", 1)[1].split("\n## ", 1)[0]
    rijen = [[cel.strip() for cel in regel.strip("|\n").split("|")] for regel in re.findall(r"^\|.*$", deel, re.M)]
    return {rij[0].strip("`"): rij[1:] for rij in rijen if rij[0].startswith("`")}


@pytest.mark.parametrize(
    ("kop", "sleutels"),
    [
        ("Bovenaan het bestand", sl.TOP),
        ("Bij groep", sl.GROEP),
        ("Bij een stap", sl.STAP),
        ("Bij een poort", sl.POORT),
        ("Bij het draaiboek", sl.DRAAIBOEK),
        ("Bij een deel van een lijst", sl.KEUS),
        ("Bij een voorbeeld", sl.VOORBEELD),
        ("Bij groepen", sl.GROEPEN),
        ("Bij een vraag voor één groep", sl.VRAAG_GROEP),
        ("Bij een tak", sl.TAK),
    ],
)
def test_de_tabellen_van_de_werkvorm_kloppen(kop: str, sleutels: Mapping[str, sl.Sleutel]) -> None:
    rijen = read_rijen(WERKVORM, kop)
    assert list(rijen) == list(sleutels)
    for naam, sleutel in sleutels.items():
        moet, waarde, uitleg = rijen[naam]
        assert moet == ("ja" if sleutel.verplicht else "nee"), naam
        hier = ANDERS.get(naam) if sleutel.waarde in ("tabel", "kolommen") else None
        assert waarde == (hier or WOORD[sleutel.waarde]), naam
        assert set(sleutel.keuzes) - set(re.findall(r"`([^`]+)`", uitleg)) == set(), naam


def test_de_tabel_van_soorten_klopt() -> None:
    rijen = read_rijen(WERKVORM, "De soorten")
    assert list(rijen) == list(SOORTEN)
    for soort, (veld, minstens) in sl.VRAAGT.items():
        assert rijen[soort][1] == f"`{veld}`, minstens {'één' if minstens == 1 else 'twee'}"


def test_de_tabel_van_de_casus_klopt() -> None:
    rijen = read_rijen(CASUS, "De kop")
    sleutels: Mapping[str, Casussleutel] = CASUSSLEUTELS
    assert list(rijen) == list(sleutels)
    for naam, sleutel in sleutels.items():
        moet, waarde, uitleg = rijen[naam]
        assert (moet, waarde) == ("ja" if sleutel.verplicht else "nee", WOORD[sleutel.waarde]), naam
        assert set(sleutel.keuzes) - set(re.findall(r"`([^`]+)`", uitleg)) == set(), naam


def test_het_voorbeeld_in_de_handleiding_werkt() -> None:
    voorbeeld = WERKVORM.split("```toml\n", 1)[1].split("```", 1)[0]
    assert check_werkvorm(voorbeeld, "voorbeeld.toml") == []
