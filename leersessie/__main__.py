"""De ingang van het programma. Schakelt gevent in voor al het andere, maar alleen waar een server draait.

Knows only the first word of the command line.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from leersessie.config import Config

SERVEERT = ("start", "demo")


def main(woorden: list[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    woorden = sys.argv[1:] if woorden is None else woorden
    if woorden and woorden[0] in SERVEERT:
        from gevent import monkey

        monkey.patch_all()
    from leersessie.web.opdrachten import run

    return run(woorden, {"speel": speel})


def speel(config: Config, keuzes: argparse.Namespace) -> int:
    """Let a simulated group take part. It stands beside the web room, so it is called from above both."""
    from leersessie.config import content_dir
    from leersessie.i18n import t
    from leersessie.proefgroep import Wensen, run_groep
    from leersessie.proefgroep.deur import Geweigerd
    from leersessie.web.opdrachten.fout import GEBREKEN, GOED, MACHINE, OpdrachtFout

    adres = keuzes.adres.rstrip("/")
    wensen = Wensen(tempo=keuzes.tempo, werkvormen=content_dir("werkvormen"))
    try:
        uit = run_groep(adres, keuzes.code, keuzes.deelnemers, wensen, melden=print)
    except Geweigerd as fout:
        raise OpdrachtFout("lijn.speel_geweigerd", GEBREKEN, tekst=fout) from None
    except OSError:
        raise OpdrachtFout("lijn.geen_server", MACHINE, adres=adres) from None
    print(t(config.taal, "lijn.speel_klaar", deelnemers=uit.deelnemers, kaarten=len(uit.kaarten)))
    return GOED


if __name__ == "__main__":
    sys.exit(main())
