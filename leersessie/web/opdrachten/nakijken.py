"""`anonimiseer` voor mensen: een tekst erin, en eruit dezelfde tekst met merktekens, in de terminal of als bladzijde.

Writes to standard output only; keeps nothing. Fails closed, as the lines of JSON do.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from leersessie.anonimiseren import MASK, AnalyseFout, Span, analyse
from leersessie.config import Config, content_dir
from leersessie.i18n import t
from leersessie.web.opdrachten.fout import GOED, OpdrachtFout
from leersessie.web.opdrachten.inhoud import run_jsonl

HOOGSTENS = 200_000
"""Bytes of a file: more is no text that somebody will read over."""


def run_anonimiseer(config: Config, keuzes: argparse.Namespace) -> int:
    """With --jsonl lines of JSON; else a file, or what comes in, to read as a person."""
    if keuzes.jsonl:
        return run_jsonl(config, keuzes)
    tekst = _read(keuzes.pad)
    try:
        spans = analyse(tekst)
    except AnalyseFout:
        raise OpdrachtFout("lijn.tekst_niet_nagekeken") from None
    print(make_bladzijde(tekst, spans, config.taal) if keuzes.html else make_overzicht(tekst, spans, config.taal))
    return GOED


def _read(pad: str) -> str:
    """The file, or standard input for '' and '-'. Raises OpdrachtFout when it is no readable text."""
    if pad not in ("", "-") and not Path(pad).is_file():
        raise OpdrachtFout("lijn.pad_onbekend", pad=pad)
    ruw = sys.stdin.buffer.read(HOOGSTENS + 1) if pad in ("", "-") else Path(pad).read_bytes()[: HOOGSTENS + 1]
    if len(ruw) > HOOGSTENS:
        raise OpdrachtFout("lijn.tekst_te_lang")
    try:
        return ruw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise OpdrachtFout("lijn.tekst_onleesbaar") from None


def make_overzicht(tekst: str, spans: list[Span], taal: str) -> str:
    """The text with [[what is proposed]] and ((what somebody must look at)), and a line for each with why."""
    delen: list[str] = []
    plek = 0
    for span in spans:
        open_, dicht = ("[[", "]]") if span.tier == MASK else ("((", "))")
        delen += [tekst[plek : span.start], open_, tekst[span.start : span.end], dicht]
        plek = span.end
    regels = [_say_plek(tekst, span, taal) for span in spans]
    eerlijk = f"{t(taal, 'anonimiseren.eerlijk')}. {t(taal, 'anonimiseren.eerlijk_uitleg')}"
    return "\n".join(["".join(delen) + tekst[plek:], "", *regels, "", eerlijk])


def _say_plek(tekst: str, span: Span, taal: str) -> str:
    """Line number, words, what it seems, and why."""
    nummer = tekst.count("\n", 0, span.start) + 1
    soort = t(taal, f"anonimiseren.type_{span.type.lower()}") + ("" if span.tier == MASK else "?")
    return f"{nummer}: {tekst[span.start : span.end]!r} {soort}. {t(taal, span.reason)}"


def make_bladzijde(tekst: str, spans: list[Span], taal: str) -> str:
    """A page that stands on its own; every word of the text is text."""
    omgeving = Environment(
        loader=FileSystemLoader(content_dir("templates")), autoescape=True, undefined=StrictUndefined
    )
    stukken: list[tuple[str, str, str, str]] = []
    plek = 0
    for span in spans:
        soort = t(taal, f"anonimiseren.type_{span.type.lower()}") + ("" if span.tier == MASK else "?")
        stukken.append((tekst[plek : span.start], tekst[span.start : span.end], soort, t(taal, span.reason)))
        plek = span.end
    stukken.append((tekst[plek:], "", "", ""))
    kop, uitleg = t(taal, "anonimiseren.eerlijk"), t(taal, "anonimiseren.eerlijk_uitleg")
    return omgeving.get_template("nakijken.html").render(taal=taal, kop=kop, uitleg=uitleg, stukken=stukken)
