"""Sectoren en functies: zoeken, kiezen, zwijgen, en een eigen lijst die niet klopt."""

from __future__ import annotations

from pathlib import Path

import pytest

from leersessie.config import Config
from leersessie.toegang.functies import ANDERS, Functies, FunctiesFout, parse_functies, read_functies


@pytest.fixture
def lijst(tmp_path: Path) -> Functies:
    """The list that comes along."""
    return read_functies(Config(data=tmp_path))


def test_elke_functie_wijst_een_bestaande_sector_aan(lijst: Functies) -> None:
    """And every name is there in both languages."""
    ids = {sector.id for sector in lijst.sectoren}
    assert {f.sector for f in lijst.functies} == ids
    assert [f for f in lijst.functies if not f.naam.nl or not f.naam.en] == []
    assert all(lijst.find(f.naam.nl) == f for f in lijst.functies)


@pytest.mark.parametrize(
    ("ruw", "gekozen"),
    [
        ("huisarts", ("huisarts", "huisarts")),
        ("  HUISARTS ", ("huisarts", "huisarts")),
        ("general practitioner", ("huisarts", "huisarts")),
        ("juf", ("leerkracht", "onderwijs")),
        ("Wmo consulent", ("Wmo-consulent", "bestaanszekerheid")),
        ("vrijwilligerscoordinator", ("vrijwilligerscoördinator", "maatschappelijk_werk")),
        ("", ("", "")),
        ("   ", ("", "")),
        (None, ("", "")),
        ("Jan de Vries uit Zwolle", (ANDERS, "anders")),
        ("x" * 10_000, (ANDERS, "anders")),
    ],
)
def test_alleen_een_functie_van_de_lijst_wordt_bewaard(lijst: Functies, ruw: object, gekozen: tuple[str, str]) -> None:
    """Whoever types a name leaves no name; whoever says nothing leaves nothing."""
    assert lijst.choose(ruw) == gekozen


def test_voorstellen_beginnen_met_wat_je_typt(lijst: Functies) -> None:
    """First names that start so, then names with a word that does; eight at most; no case, no accents."""
    assert lijst.suggest("huis", "nl")[0] == "huisarts"
    assert lijst.suggest("POH", "nl") == ("praktijkondersteuner",)
    assert lijst.suggest("poh", "en") == ("practice nurse",)
    assert lijst.suggest("", "nl") == () == lijst.suggest("  ", "nl")
    assert len(lijst.suggest("j", "nl")) == 8
    assert lijst.suggest("zzzz", "nl") == ()


def test_een_bewaarde_functie_wordt_in_elke_taal_getoond(lijst: Functies) -> None:
    """One that was taken off the list still shows itself."""
    assert (lijst.show("huisarts", "en"), lijst.sector_of("huisarts")) == ("general practitioner", "huisarts")
    assert (lijst.show("molenaar", "en"), lijst.sector_of("molenaar")) == ("molenaar", "")
    assert (lijst.show_sector("onderwijs", "en"), lijst.show_sector("weg", "nl")) == ("Education", "")


GOED = '[[sector]]\nid = "a"\nnl = "A"\nen = "A"\nfuncties = [{ nl = "molenaar", en = "miller" }]\n'


@pytest.mark.parametrize(
    ("tekst", "zin"),
    [
        ("[[sector", "geen geldige TOML"),
        ("", "minstens één"),
        ("sector = []", "minstens één"),
        ("sector = [1]", "dubbele haken"),
        ("x = 1\n" + GOED, "alleen"),
        ('[[sector]]\nid = "a"\nnl = "A"\nfuncties = []', "'en' ontbreekt"),
        ('[[sector]]\nid = "a"\nnl = "A"\nen = "A"', "'functies' is een lijst"),
        ('[[sector]]\nid = "a"\nnl = "A"\nen = "A"\nfuncties = ["molenaar"]', "een functie is"),
        (
            '[[sector]]\nid = "a"\nnl = "A"\nen = "A"\nfuncties = [{ nl = "m", en = "m", ook = [1] }]',
            "lijst van woorden",
        ),
        (GOED + GOED, "twee keer"),
    ],
)
def test_een_lijst_die_niet_klopt_zegt_waar(tekst: str, zin: str) -> None:
    """File, place and remedy, in Dutch."""
    with pytest.raises(FunctiesFout, match=zin) as fout:
        parse_functies(tekst, "functies.toml")
    assert str(fout.value).startswith("functies.toml")


def test_een_eigen_lijst_in_de_datamap_wint(tmp_path: Path) -> None:
    """An organisation edits its own list; one that is not text says so."""
    (tmp_path / "functies.toml").write_text(GOED)
    assert read_functies(Config(data=tmp_path)).choose("Molenaar") == ("molenaar", "a")
    (tmp_path / "functies.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(FunctiesFout, match="UTF-8"):
        read_functies(Config(data=tmp_path))
