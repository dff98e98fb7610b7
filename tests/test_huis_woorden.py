"""Een woord per ding: docs/woordenlijst.md is de enige lijst, en de namen in de code houden zich eraan."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from huislijst import PAKKET, WORTEL, list_onder, name, read_boom, read_tabel

LIJST = WORTEL / "docs/woordenlijst.md"


def read_verboden() -> dict[str, str]:
    """Forbidden synonym -> the word to use instead."""
    return {synoniem: woord for woord, _, niet in read_tabel(LIJST, "woord") for synoniem in niet.split(", ")}


def split_naam(naam: str) -> set[str]:
    """`BeamerBord_tekst` -> {beamer, bord, tekst} and the whole of it, lower case."""
    delen = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+", naam)
    return {deel.lower() for deel in delen} | {naam.lower().replace("_", "")}


def list_namen(boom: ast.Module) -> Iterator[tuple[int, str]]:
    """Every name that this module itself makes; names of libraries in use do not count."""
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield knoop.lineno, knoop.name
        elif isinstance(knoop, ast.arg):
            yield knoop.lineno, knoop.arg
        elif isinstance(knoop, ast.Name) and isinstance(knoop.ctx, ast.Store):
            yield knoop.lineno, knoop.id
        elif isinstance(knoop, ast.Attribute) and isinstance(knoop.ctx, ast.Store):
            yield knoop.lineno, knoop.attr


def test_de_lijst_is_heel() -> None:
    """Every word has a meaning in a sentence and at least one forbidden synonym; no synonym stands twice."""
    rijen = read_tabel(LIJST, "woord")
    assert len(rijen) > 30
    assert [rij[0] for rij in rijen if len(rij) != 3 or not rij[1].endswith(".") or not rij[2]] == []
    synoniemen = [s for rij in rijen for s in rij[2].split(", ")]
    assert sorted({s for s in synoniemen if synoniemen.count(s) > 1}) == []
    assert set(synoniemen) & {woord for rij in rijen for woord in rij[0].split(", ")} == set()


def test_geen_naam_gebruikt_een_verboden_woord() -> None:
    """A thing with two names is two things to whoever reads the code."""
    verboden = read_verboden()
    fout = [
        f"{name(pad)}:{regel} {naam}: '{deel}' heet hier '{verboden[deel]}'"
        for pad in list_onder(PAKKET, ".py")
        for regel, naam in list_namen(read_boom(pad))
        for deel in split_naam(naam) & set(verboden)
    ]
    assert fout == [], "\n".join(fout)


@pytest.mark.parametrize(
    ("naam", "delen"),
    [
        ("read_step", {"read", "step", "readstep"}),
        ("BoardView", {"board", "view", "boardview"}),
        ("kaart", {"kaart"}),
        ("_QR2", {"qr", "2", "qr2"}),
    ],
)
def test_een_naam_valt_in_woorden_uiteen(naam: str, delen: set[str]) -> None:
    """The test above must be able to find a synonym inside a longer name."""
    assert split_naam(naam) == delen


def test_een_verboden_woord_wordt_gezien() -> None:
    """A module with a forbidden word in it is caught, whichever way the name is made."""
    boom = ast.parse("class StickyNote: pass\ndef find(board):\n    self.card = card = 1\n")
    gezien = {deel for _, naam in list_namen(boom) for deel in split_naam(naam)}
    assert gezien & set(read_verboden()) == {"sticky", "board", "card"}
