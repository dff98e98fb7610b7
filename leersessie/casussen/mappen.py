"""Casussen van schijf: Nederlands in <slug>.md, Engels in <slug>.en.md.

A broken file never stops the others. Knows files and folders, nothing of what stands in a case.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from leersessie.casussen.lezen import CasusFout, check_gelezen, read_casus
from leersessie.casussen.model import BESTAND_BYTES, Casus
from leersessie.i18n.gebrek import Gebrek, note_gebrek

_ENGELS = ".en.md"


def read_casussen(map: Path, taal: str = "nl") -> tuple[dict[str, Casus], list[Gebrek]]:
    """All usable cases of a folder by slug, each with its English twin in `en`, and every finding."""
    if not map.is_dir():
        return {}, [_note("geen_map", map, taal)]
    gelezen, gebreken = _read_bestanden(_list_md(map), taal)
    casussen: dict[str, Casus] = {}
    for pad, casus in gelezen.items():
        if casus.taal != "nl":
            continue
        if casus.slug in casussen:
            gebreken.append(_note("dubbele_casus", pad, taal, slug=casus.slug))
            continue
        casussen[casus.slug] = casus
    for pad, casus in gelezen.items():
        if casus.taal != "en":
            continue
        nederlands = casussen.get(casus.slug)
        if nederlands is None:
            gebreken.append(_note("en_zonder_nl", pad, taal, slug=casus.slug))
            continue
        if nederlands.versie != casus.versie:
            gebreken.append(_note("en_ouder", pad, taal, nl=nederlands.versie, en=casus.versie))
        casussen[casus.slug] = replace(nederlands, en=casus)
    return casussen, gebreken


def check_paths(paths: Sequence[Path], taal: str = "nl") -> list[Gebrek]:
    """What is wrong or could be better in these case files and folders; empty when all is well."""
    gebreken: list[Gebrek] = []
    bestanden: list[Path] = []
    for pad in paths:
        if not pad.is_dir():
            bestanden.append(pad)
        elif _list_md(pad):
            gebreken.extend(read_casussen(pad, taal)[1])
        else:
            gebreken.append(_note("lege_map", pad, taal))
    return gebreken + _read_bestanden(dict.fromkeys(bestanden), taal)[1]


def _list_md(map: Path) -> list[Path]:
    return sorted((pad for pad in map.iterdir() if pad.suffix == ".md"), key=lambda pad: pad.name)


def _read_bestanden(bestanden: Iterable[Path], taal: str) -> tuple[dict[Path, Casus], list[Gebrek]]:
    gelezen: dict[Path, Casus] = {}
    gebreken: list[Gebrek] = []
    for pad in bestanden:
        try:
            casus = read_casus(_read_tekst(pad), str(pad), taal)
        except CasusFout as fout:
            gebreken.extend(fout.gebreken)
        except UnicodeDecodeError:
            gebreken.append(_note("geen_utf8", pad, taal))
        except OSError:
            gebreken.append(_note("onleesbaar", pad, taal))
        else:
            if (casus.taal == "en") != pad.name.endswith(_ENGELS):
                gebreken.append(_note("taal_en_naam", pad, taal, bestandtaal=casus.taal))
                continue
            gelezen[pad] = casus
            gebreken.extend(check_gelezen(casus, str(pad), taal))
    return gelezen, gebreken


def _read_tekst(pad: Path) -> str:
    """The text of a file; never more than one byte past the limit, which the reader then refuses."""
    with pad.open("rb") as stroom:
        ruw = stroom.read(BESTAND_BYTES + 1)
    return ruw.decode("utf-8-sig" if len(ruw) <= BESTAND_BYTES else "latin-1")


def _note(code: str, pad: Path, taal: str, **waarden: object) -> Gebrek:
    return note_gebrek(taal, f"casussen.{code}", str(pad), pad.name, **waarden)
