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
    from leersessie.proefgroep.opdracht import run_speel

    return run_speel(config, keuzes)


if __name__ == "__main__":
    sys.exit(main())
