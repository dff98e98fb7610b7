"""Elke werkvorm van begin tot eind gespeeld in het Nederlands."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_werkvormen_alle import ALLE
from werkvormspel import play

pytestmark = [pytest.mark.server, pytest.mark.traag]


@pytest.mark.parametrize("naam", list(ALLE))
def test_elke_werkvorm_gespeeld(tmp_path: Path, naam: str) -> None:
    """All of them, with the words of the Dutch file of texts."""
    play(tmp_path, naam, "nl")
