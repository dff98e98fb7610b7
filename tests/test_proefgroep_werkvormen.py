"""Twee werkvormen gespeeld in de gewone tests, en een die niemand op een lijst zette.

All of them are played in test_proefgroep_werkvormen_nl and _en: two files, because a file stays with one process.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from huislijst import WORTEL
from test_werkvormen_alle import ALLE
from werkvormspel import play

from leersessie.config import content_dir
from leersessie.werkvormen import read_werkvormen

pytestmark = pytest.mark.server
GEWOON = ("reflectiegesprek-vraagstuk", "troika")
"""Played in the ordinary run: choice, hidden cards, two ideas, columns and actions; subgroups and repeated rounds."""


@pytest.mark.parametrize("naam", GEWOON)
def test_een_werkvorm_gespeeld(tmp_path: Path, naam: str) -> None:
    """One that most of the engine takes part in, and the short one with subgroups."""
    play(tmp_path, naam, "nl")


# ---- a werkvorm nobody listed: one file, and it is there -----------------------------------------------------

VERZONNEN = WORTEL / "tests/hulp/brief-van-een-kind.toml"


@pytest.fixture
def met_verzonnen(tmp_path: Path) -> Path:
    """The folder of werkvormen with one file more."""
    map_ = tmp_path / "werkvormen"
    shutil.copytree(content_dir("werkvormen"), map_)
    shutil.copy(VERZONNEN, map_)
    return map_


def test_een_nieuwe_werkvorm_is_een_bestand(met_verzonnen: Path) -> None:
    """Four kinds of input and a branch, read beside the others without a change anywhere else."""
    werkvormen, gebreken = read_werkvormen(met_verzonnen)
    assert (gebreken, len(werkvormen)) == ([], len(ALLE) + 1)
    nieuw = werkvormen[VERZONNEN.stem]
    assert {s.vorm.soort for s in nieuw.stappen} == {"tijdlijn", "keuze", "kaarten", "schaal", "acties"}
    assert [(tak.optie, tak.naar) for s in nieuw.stappen for tak in s.tak] == [("ja", "s4"), ("nee", "s1")]


@pytest.mark.traag
def test_een_nieuwe_werkvorm_gespeeld(tmp_path: Path, met_verzonnen: Path) -> None:
    """And played from its first step to its last."""
    play(tmp_path / "data", VERZONNEN.stem, "nl", met_verzonnen)
