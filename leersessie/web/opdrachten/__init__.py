"""De opdrachtregel: `leersessie <woord>`, met zinnen voor mensen en een uitgangscode voor scripts.

Each command lives in a module of its own that is only loaded when its word is said. Knows no rules.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import NoReturn

from leersessie.config import TALEN, Config, ConfigFout, read_config
from leersessie.i18n import t
from leersessie.web.opdrachten.fout import GOED, INSTELLING, VERKEERD, OpdrachtFout

Werk = Callable[[Config, argparse.Namespace], int]
STANDAARD_PORT = 8000


class Ontleder(argparse.ArgumentParser):
    """argparse that speaks the language of the installation."""

    taal = TALEN[0]

    def error(self, message: str) -> NoReturn:
        """One sentence and how it should be written; exit code 2."""
        sys.stderr.write(t(self.taal, "lijn.opdracht_onbekend") + "\n\n")
        self.print_usage(sys.stderr)
        sys.exit(VERKEERD)


def make_ontleder(taal: str) -> argparse.ArgumentParser:
    """All commands with what they take."""
    Ontleder.taal = taal

    def hulp(woord: str) -> str:
        return t(taal, f"lijn.hulp_{woord}")

    ontleder = Ontleder(prog="leersessie", description=hulp("leersessie"))
    woorden = ontleder.add_subparsers(dest="woord", required=True, metavar="woord", parser_class=Ontleder)

    def add(woord: str) -> argparse.ArgumentParser:
        return woorden.add_parser(woord, help=hulp(woord), description=hulp(woord))

    start = add("start")
    start.add_argument("--host", default="0.0.0.0", help=hulp("host"))  # noqa: S104 - telefoons in de zaal
    start.add_argument("--lijnen", type=int, default=2_000, help=hulp("lijnen"))
    demo = add("demo")
    demo.add_argument("--host", default="127.0.0.1", help=hulp("host"))
    for serveert in (start, demo):
        serveert.add_argument("--port", type=read_port, default=STANDAARD_PORT, help=hulp("port"))
        serveert.add_argument("--json", action="store_true", help=hulp("json"))
    for soort in ("werkvorm", "casus"):
        wat = add(soort).add_subparsers(dest="doe", required=True, metavar="check", parser_class=Ontleder)
        wat.add_parser("check", help=hulp(soort)).add_argument("paden", nargs="+", metavar="PAD", help=hulp("paden"))
    _take_tekst(add("anonimiseer"), hulp)
    speel = add("speel")
    speel.add_argument("code", metavar="CODE", help=hulp("code"))
    speel.add_argument("--deelnemers", type=int, default=12, help=hulp("deelnemers"))
    speel.add_argument("--tempo", type=float, default=1.0, help=hulp("tempo"))
    speel.add_argument("--tegelijk", action="store_true", help=hulp("tegelijk"))
    speel.add_argument("--zaad", type=int, default=0, help=hulp("zaad"))
    speel.add_argument("--console", default="", metavar="LINK", help=hulp("console"))
    speel.add_argument("--adres", default=f"http://127.0.0.1:{STANDAARD_PORT}", help=hulp("adres"))
    add("backup").add_argument("pad", metavar="PAD", help=hulp("kopie"))
    add("herstel").add_argument("pad", metavar="PAD", help=hulp("kopie"))
    add("opruimen")
    add("config")
    return ontleder


def _take_tekst(woord: argparse.ArgumentParser, hulp: Callable[[str], str]) -> None:
    """A file or what comes in, and in which form the answer comes."""
    woord.add_argument("pad", nargs="?", default="", metavar="PAD", help=hulp("tekst"))
    for vorm in ("jsonl", "html"):
        woord.add_argument(f"--{vorm}", action="store_true", help=hulp(vorm))


def read_port(tekst: str) -> int:
    """A port number; 0 lets the system choose."""
    port = int(tekst)
    if not 0 <= port <= 65_535:
        raise ValueError(tekst)
    return port


PLEK: dict[str, str] = {
    "start": "start",
    "demo": "demo",
    "werkvorm": "inhoud",
    "casus": "inhoud",
    "anonimiseer": "nakijken",
    "backup": "kopie",
    "herstel": "kopie",
    "opruimen": "zorg",
    "config": "zorg",
}
"""Which module of this folder does the work of a word; its function is called run_<word>."""


def run(woorden: Sequence[str], elders: Mapping[str, Werk] | None = None) -> int:
    """Do what the words say; returns the exit code. `elders` does words that live outside this room."""
    try:
        config = read_config()
    except ConfigFout as fout:
        print(fout, file=sys.stderr)
        return INSTELLING
    keuzes = make_ontleder(config.taal).parse_args(list(woorden))
    try:
        code = find_werk(keuzes.woord, elders or {})(config, keuzes)
        sys.stdout.flush()
    except OpdrachtFout as fout:
        print(t(config.taal, fout.sleutel, **fout.waarden), file=sys.stderr)
        return fout.code
    except BrokenPipeError:  # `leersessie config | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return GOED
    except KeyboardInterrupt:
        return 130
    return code


def find_werk(woord: str, elders: Mapping[str, Werk]) -> Werk:
    """The function behind a word, loading its module."""
    if woord in elders:
        return elders[woord]
    werk: Werk = getattr(importlib.import_module(f"{__name__}.{PLEK[woord]}"), f"run_{woord}")
    return werk
