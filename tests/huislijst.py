"""Wat er in het huis staat: welke bestanden, en hoe je ze leest. Alleen voor de tests van het huis zelf."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

WORTEL = Path(__file__).resolve().parent.parent
PAKKET = WORTEL / "leersessie"
SJABLONEN = WORTEL / "templates"
STATISCH = WORTEL / "static"


@cache
def list_bestanden() -> tuple[Path, ...]:
    """Every file that git keeps or would keep: tracked and new ones, not the ignored ones."""
    uit = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=WORTEL,
        check=True,
        capture_output=True,
        text=True,
    )
    namen = sorted(naam for naam in uit.stdout.split("\0") if naam)
    return tuple(pad for naam in namen if (pad := WORTEL / naam).is_file())


def list_onder(map_: Path, *uitgangen: str) -> list[Path]:
    """The files of `list_bestanden` inside one folder, with one of these suffixes."""
    return [pad for pad in list_bestanden() if pad.is_relative_to(map_) and pad.suffix in uitgangen]


@cache
def list_python() -> tuple[Path, ...]:
    """Every Python file of the project."""
    return tuple(list_onder(WORTEL, ".py"))


@cache
def read_boom(pad: Path) -> ast.Module:
    """The syntax tree of one Python file."""
    return ast.parse(pad.read_text(encoding="utf-8"), filename=str(pad))


def name(pad: Path) -> str:
    """The path as people write it: from the top of the project."""
    return pad.relative_to(WORTEL).as_posix()


def walk_pakket() -> Iterator[tuple[Path, ast.AST]]:
    """Every syntax node of the package itself, with its file."""
    for pad in list_onder(PAKKET, ".py"):
        for knoop in ast.walk(read_boom(pad)):
            yield pad, knoop


def read_tabel(pad: Path, kop: str) -> list[list[str]]:
    """The rows of the first Markdown table whose first heading cell is `kop`; backquotes are taken off."""
    rijen: list[list[str]] = []
    binnen = False
    for regel in pad.read_text(encoding="utf-8").splitlines():
        cellen = [cel.strip() for cel in regel.strip().strip("|").split("|")] if regel.startswith("|") else []
        if cellen and cellen[0] == kop:
            binnen = True
        elif binnen and not cellen:
            return rijen
        elif binnen and not set(cellen[0]) <= set(":-"):
            rijen.append([cel.replace("`", "") for cel in cellen])
    return rijen
