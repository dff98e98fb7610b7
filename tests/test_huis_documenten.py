"""De documenten kloppen met het huis: verwijzingen bestaan, besluiten zijn genummerd, bibliotheken zijn verantwoord."""

from __future__ import annotations

import re
import tomllib

import pytest
from huislijst import PAKKET, WORTEL, list_bestanden, name, read_tabel

BESLUITEN = WORTEL / "docs/besluiten.md"
EIGEN_PLEK = ("LICENSE", "README.md", "CONTRIBUTING.md", "CHANGELOG.md")


def test_elke_verwijzing_naar_een_bestand_bestaat() -> None:
    """A manual with a dead link is not read twice."""
    fout = [
        f"{name(pad)}: {doel}"
        for pad in list_bestanden()
        if pad.suffix == ".md" and not name(pad).startswith("casussen/")
        for doel in re.findall(r"\]\(([^)#\s]+)[^)]*\)", pad.read_text("utf-8"))
        if not re.match(r"https?:|mailto:", doel) and not (pad.parent / doel).exists()
    ]
    assert fout == [], "\n".join(fout)


def test_besluiten_zijn_genummerd_nieuwste_boven_en_kort() -> None:
    """One run of numbers down to 1; at most ten lines of text each, the table of libraries apart."""
    tekst = BESLUITEN.read_text("utf-8")
    koppen = re.findall(r"^## (\d+)\. \S.*$", tekst, re.M)
    assert [int(nr) for nr in koppen] == list(range(len(koppen), 0, -1))
    for deel in re.split(r"^## ", tekst, flags=re.M)[1:]:
        regels = [regel for regel in deel.splitlines()[1:] if regel.strip() and not regel.startswith("|")]
        assert 1 <= len(regels) <= 10, deel.splitlines()[0]


def test_elke_bibliotheek_is_verantwoord() -> None:
    """Why, which licence, what it replaces: for each dependency in pyproject.toml, and for no other."""
    project = tomllib.loads((WORTEL / "pyproject.toml").read_text("utf-8"))
    eisen = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for extra in project["project"]["optional-dependencies"].values():
        eisen += extra
    namen = {re.split(r"[\[<>=!~; ]", eis)[0].lower() for eis in eisen}
    rijen = read_tabel(BESLUITEN, "bibliotheek")
    assert {deel for rij in rijen for deel in rij[0].split(", ")} == namen
    assert [rij[0] for rij in rijen if not rij[1] or not rij[2].endswith(".")] == []


def test_elke_kamer_staat_op_de_plattegrond() -> None:
    """docs/architectuur.md names every room, and every room that it names exists or is a single module."""
    kamers = {pad.stem for pad in PAKKET.glob("*") if (pad / "__init__.py").is_file() or pad.suffix == ".py"}
    kamers -= {"__init__", "__main__"}
    genoemd = {
        kamer for rij in read_tabel(WORTEL / "docs/architectuur.md", "verdieping") for kamer in rij[1].split(", ")
    }
    assert kamers - genoemd == set()


def test_vastgelegde_versies_horen_bij_het_project() -> None:
    """Both locks exist, every line has a hash, and what runs is the same version in both."""
    versies = {}
    for soort in ("run", "test"):
        tekst = (WORTEL / f"requirements/{soort}.txt").read_text("utf-8")
        blokken = re.findall(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==(\S+)(.*?)(?=^\S|\Z)", tekst, re.M | re.S)
        assert [naam for naam, _, rest in blokken if "--hash=sha256:" not in rest] == []
        versies[soort] = {naam: versie for naam, versie, _ in blokken}
    assert len(versies["run"]) > 20
    assert {naam: versies["test"].get(naam) for naam in versies["run"]} == versies["run"]


@pytest.mark.parametrize("naam", EIGEN_PLEK)
def test_een_project_heeft_deze_bladen(naam: str) -> None:
    """Found where people look for them, and not empty."""
    assert (WORTEL / naam).stat().st_size > 500


def test_de_licentie_is_de_eupl() -> None:
    """The complete text, as published, and named in the package."""
    tekst = (WORTEL / "LICENSE").read_text("utf-8")
    assert tekst.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert [n for n in range(1, 16) if not re.search(rf"^{n}\.\s?\w", tekst, re.M)] == []
    assert tomllib.loads((WORTEL / "pyproject.toml").read_text("utf-8"))["project"]["license"] == "EUPL-1.2"
