"""`werkvorm check`, `casus check` en `anonimiseer --jsonl`: nakijken zonder server of database."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from leersessie import casussen, werkvormen
from leersessie.anonimiseren import AnalyseFout, Span, analyse
from leersessie.config import Config
from leersessie.i18n import t
from leersessie.i18n.gebrek import Gebrek
from leersessie.web.opdrachten.fout import GEBREKEN, GOED, OpdrachtFout


def run_werkvorm(config: Config, keuzes: argparse.Namespace) -> int:
    """Check werkvorm files and folders."""
    return _tell(config, werkvormen.check_paths(_find_paden(keuzes.paden), config.taal))


def run_casus(config: Config, keuzes: argparse.Namespace) -> int:
    """Check casus files and folders."""
    return _tell(config, casussen.check_paths(_find_paden(keuzes.paden), config.taal))


def _find_paden(namen: list[str]) -> list[Path]:
    paden = [Path(naam) for naam in namen]
    for pad in paden:
        if not pad.exists():
            raise OpdrachtFout("lijn.pad_onbekend", pad=pad)
    return paden


def _tell(config: Config, gebreken: list[Gebrek]) -> int:
    """One line for each finding, and a last line that sums up."""
    for gebrek in gebreken:
        print(gebrek.to_regel())
    print(t(config.taal, "lijn.gebreken" if gebreken else "lijn.in_orde", aantal=len(gebreken)))
    return GEBREKEN if gebreken else GOED


def run_jsonl(config: Config, keuzes: argparse.Namespace) -> int:
    """Read lines `{"id", "text"}` and answer each with `{"id", "spans"}`, in the same order, at once.

    Fails closed: a line that could not be checked ends the command, so that nobody takes silence for safe.
    """
    for nummer, regel in enumerate(sys.stdin, 1):
        if not regel.strip():
            continue
        try:
            vraag = json.loads(regel)
            naam, tekst = vraag["id"], vraag["text"]
        except (ValueError, KeyError, TypeError):
            raise OpdrachtFout("lijn.regel_onleesbaar", nummer=nummer) from None
        try:
            spans = analyse(tekst)
        except AnalyseFout:
            raise OpdrachtFout("lijn.regel_niet_nagekeken", nummer=nummer) from None
        print(json.dumps({"id": naam, "spans": [_to_dict(span) for span in spans]}), flush=True)
    return GOED


def _to_dict(span: Span) -> dict[str, object]:
    return {"start": span.start, "end": span.end, "type": span.type, "tier": span.tier}
