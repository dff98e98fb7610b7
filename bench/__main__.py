"""`python -m bench`: alle metingen door elkaar, node ernaast, en de tabel in build/bench/uitkomst.md.

`--lasten A,B-all` kiest, `--keren 3` herhaalt. Alles op 127.0.0.1; elke meting heeft een einde.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path

from bench.gewicht import weigh_getekend, weigh_telefoon
from bench.meting import LASTEN, NODE_MAP, has_node, install_node, measure, measure_terug
from bench.tabel import NIET, Uitkomsten, make_tabel, to_regel
from bench.zitting import weigh_zitting

PLAN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("A", ("product", "socket.io+sqlite", "socket.io", "ws")),
    ("B-all", ("product", "socket.io+sqlite")),
    ("B", ("omroep", "socket.io", "ws")),
    ("C", ("product", "socket.io+sqlite")),
    ("B-kom", ("product",)),
    ("kill", ("product",)),
    ("D2", ("omroep", "socket.io")),
    ("D5", ("omroep",)),
)
NODIG = {"ws": "ws", "socket.io": "socket.io", "socket.io+sqlite": "better-sqlite3"}


def read_keuzes() -> argparse.Namespace:
    """What to run."""
    ontleder = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    ontleder.add_argument("--lasten", default=",".join([*(last for last, _ in PLAN), "terug"]))
    ontleder.add_argument("--keren", type=int, default=1)
    ontleder.add_argument("--uit", type=Path, default=NODE_MAP / "uitkomst.md")
    return ontleder.parse_args()


def describe() -> list[str]:
    """On what this was measured."""
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout.strip()
    heeft = has_node()
    sqlite = "better-sqlite3" if heeft["better-sqlite3"] else NIET
    return [
        f"{time.strftime('%Y-%m-%d %H:%M')} · {os.cpu_count()} kernen · Python {platform.python_version()}"
        f" · node {node or NIET}. Server op kern 0, last op kern 1.",
        f"Node bewaart met: {sqlite} (WAL, synchronous=FULL, een transactie per bijdrage).",
        "Vergelijk verhoudingen binnen deze tabel; tijden van een andere dag of machine zeggen weinig.",
    ]


def run_plan(lasten: list[str], keren: int) -> Uitkomsten:
    """All runs, the servers of one load right after each other so that they see the same machine."""
    heeft, rijen = has_node(), []
    for _ in range(keren):
        for last, servers in PLAN:
            for server in servers if last in lasten else ():
                if heeft.get(NODIG.get(server, ""), True):
                    rijen.append(measure(server, LASTEN[last]))
                    print(to_regel(rijen[-1]), flush=True)
                else:
                    print(f"| {server} | {last} | {NIET}: {NODIG[server]} is er niet |", flush=True)
    return rijen


def weigh_all() -> dict[str, int | None]:
    """What a phone takes in: its first load, and a whole session. Without Chromium the drawn letters are not known."""
    laden, getekend = weigh_telefoon(), weigh_getekend()
    geheel = {} if getekend is None else {"bijeenkomst": getekend + weigh_zitting()["zitting"]}
    return {**laden, "getekend": getekend, **geheel}


def main() -> int:
    """Measure, write, print."""
    keuzes = read_keuzes()
    if shutil.which("node") is None:
        print("De meting heeft node 18 of hoger nodig, en dat staat hier niet.", file=sys.stderr)
        return 1
    if not all(has_node().values()) and not install_node():
        print("npm kon de node-servers niet neerzetten; die regels heten 'niet uitgevoerd'.", file=sys.stderr)
    lasten = keuzes.lasten.split(",")
    rijen = run_plan(lasten, keuzes.keren)
    rijen += [measure_terug() for _ in range(keuzes.keren if "terug" in lasten else 0)]
    rijen.append({"server": "gewicht", "last": "laden", **weigh_all()})
    keuzes.uit.parent.mkdir(parents=True, exist_ok=True)
    tabel = make_tabel(rijen, describe())
    keuzes.uit.write_text(tabel, "utf-8")
    keuzes.uit.with_suffix(".jsonl").write_text("".join(json.dumps(rij) + "\n" for rij in rijen), "utf-8")
    print("\n" + tabel)
    return 0


if __name__ == "__main__":
    sys.exit(main())
