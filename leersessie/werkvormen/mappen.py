"""Werkvormen van schijf: een map of losse bestanden. Een kapot bestand houdt de andere nooit tegen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from leersessie.i18n.gebrek import Gebrek, note_gebrek
from leersessie.werkvormen.lezen import WerkvormFout, read_werkvorm
from leersessie.werkvormen.model import Werkvorm
from leersessie.werkvormen.sleutels import BESTAND_BYTES


def read_werkvormen(map: Path, taal: str = "nl") -> tuple[dict[str, Werkvorm], list[Gebrek]]:
    """All sound werkvormen of a folder by id, in the order of the file names, and what is wrong with the rest."""
    if not map.is_dir():
        return {}, [_note("geen_map", map, taal)]
    return _read_bestanden(_list_toml(map), taal)


def check_paths(paths: Sequence[Path], taal: str = "nl") -> list[Gebrek]:
    """What is wrong with these werkvorm files and folders; empty when all of them can be used."""
    gebreken: list[Gebrek] = []
    bestanden: list[Path] = []
    for pad in paths:
        gevonden = _list_toml(pad) if pad.is_dir() else [pad]
        if not gevonden:
            gebreken.append(_note("lege_map", pad, taal))
        bestanden.extend(gevonden)
    return gebreken + _read_bestanden(dict.fromkeys(bestanden), taal)[1]


def _list_toml(map: Path) -> list[Path]:
    return sorted((pad for pad in map.iterdir() if pad.suffix == ".toml"), key=lambda pad: pad.name)


def _read_bestanden(bestanden: Iterable[Path], taal: str) -> tuple[dict[str, Werkvorm], list[Gebrek]]:
    werkvormen: dict[str, Werkvorm] = {}
    gebreken: list[Gebrek] = []
    herkomst: dict[str, Path] = {}
    for pad in bestanden:
        try:
            werkvorm = read_werkvorm(_read_tekst(pad), str(pad), taal)
        except WerkvormFout as fout:
            gebreken.extend(fout.gebreken)
        except UnicodeDecodeError:
            gebreken.append(_note("geen_utf8", pad, taal))
        except OSError:
            gebreken.append(_note("onleesbaar", pad, taal))
        else:
            if werkvorm.id in werkvormen:
                ander = herkomst[werkvorm.id].name
                gebreken.append(_note("dubbele_werkvorm", pad, taal, werkvorm=werkvorm.id, ander=ander))
            else:
                werkvormen[werkvorm.id], herkomst[werkvorm.id] = werkvorm, pad
    return werkvormen, gebreken


def _read_tekst(pad: Path) -> str:
    """The text of a file; never more than one byte past the limit, which the reader then refuses."""
    with pad.open("rb") as stroom:
        ruw = stroom.read(BESTAND_BYTES + 1)
    return ruw.decode("utf-8-sig" if len(ruw) <= BESTAND_BYTES else "latin-1")


def _note(code: str, pad: Path, taal: str, **waarden: object) -> Gebrek:
    return note_gebrek(taal, f"werkvormen.{code}", str(pad), pad.name, **waarden)
