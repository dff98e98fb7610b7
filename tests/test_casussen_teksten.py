"""Elke melding over werkvormen en casussen bestaat, met herstel, en geen melding ligt ongebruikt."""

from __future__ import annotations

import ast

import pytest
from huislijst import PAKKET, list_onder

from leersessie.i18n import read_catalogue


def list_woorden(kamer: str) -> set[str]:
    """Every string constant in a room, and each conditional choice of one."""
    return {
        knoop.value.rpartition(".")[2]
        for pad in list_onder(PAKKET / kamer, ".py")
        for knoop in ast.walk(ast.parse(pad.read_text("utf-8")))
        if isinstance(knoop, ast.Constant) and isinstance(knoop.value, str)
    }


@pytest.mark.parametrize("kamer", ["werkvormen", "casussen"])
def test_elke_melding_heeft_een_herstel_en_wordt_gebruikt(kamer: str) -> None:
    sleutels = {s.partition(".")[2] for s in read_catalogue("nl") if s.startswith(f"{kamer}.")}
    meldingen = {s for s in sleutels if not s.endswith("_herstel") and not s.startswith("plek_")}
    assert {f"{melding}_herstel" for melding in meldingen} == {s for s in sleutels if s.endswith("_herstel")}
    assert sorted(s for s in sleutels if not s.endswith("_herstel") and s not in list_woorden(kamer)) == []
