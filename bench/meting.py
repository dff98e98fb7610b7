"""Een meting: server starten op kern 0, last op kern 1, de uitkomst als een woordenboek. Alles op 127.0.0.1."""

from __future__ import annotations

import json
import os
import selectors
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.klaarzetten import STAP, prepare_data

HIER = Path(__file__).resolve().parent
NODE_MAP = HIER.parent / "build" / "bench"
HOOGSTENS_S = 240.0


@dataclass(frozen=True, slots=True)
class Last:
    """How much of what: sessions x phones, contributions, per second (0 = all at once), spread of joining in ms."""

    naam: str
    sessies: int
    deelnemers: int
    bijdragen: int
    tempo: float
    spreid: int = 0
    samen: int = 200


LASTEN = {
    last.naam: last
    for last in (
        Last("A", 1, 12, 120, 30),
        Last("B", 1, 600, 40, 10),
        Last("B-all", 1, 600, 600, 0, samen=600),
        Last("B-kom", 1, 600, 10, 10, spreid=10_000),
        Last("C", 100, 12, 400, 100),
        Last("D2", 1, 2_000, 20, 3),
        Last("D5", 1, 5_000, 12, 1.2),
        Last("kill", 1, 600, 3_000, 150),
    )
}
KILL_MS = 4_000
"""Load 'kill': so long after the first contribution the server gets SIGKILL."""


def has_node() -> dict[str, bool]:
    """Which of the node libraries are there."""
    mappen = {naam: (NODE_MAP / "node_modules" / naam).is_dir() for naam in ("ws", "socket.io", "better-sqlite3")}
    if mappen["better-sqlite3"]:
        proef = "new (require('better-sqlite3'))(':memory:')"
        uit = subprocess.run(["node", "-e", proef], cwd=NODE_MAP, capture_output=True, check=False)
        mappen["better-sqlite3"] = uit.returncode == 0
    return mappen


def install_node() -> bool:
    """Put the node libraries of package.json in build/bench, through npm. False when that does not work."""
    NODE_MAP.mkdir(parents=True, exist_ok=True)
    shutil.copy2(HIER / "package.json", NODE_MAP / "package.json")
    if shutil.which("npm") is None:
        return False
    opdracht = ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"]
    return subprocess.run(opdracht, cwd=NODE_MAP, check=False, stdout=subprocess.DEVNULL).returncode == 0


def make_opdracht(soort: str, data: Path, port: int = 0) -> tuple[list[str], dict[str, str]]:
    """The command line and environment of one kind of server."""
    if soort == "product":
        keuzes = ["--host", "127.0.0.1", "--port", str(port), "--json", "--lijnen", "10000"]
        return [sys.executable, "-m", "leersessie", "start", *keuzes], {"LEERSESSIE_DATA": str(data)}
    if soort in ("omroep", "omroep-gewoon"):
        extra = ["--gewoon"] if soort.endswith("gewoon") else []
        return [sys.executable, "-m", "bench.servers.omroep", str(data), *extra], {}
    bron = {"ws": "ws.mjs", "socket.io": "socketio.mjs", "socket.io+sqlite": "socketio.mjs"}[soort]
    for naam in ("ws.mjs", "socketio.mjs"):
        shutil.copy2(HIER / "servers" / naam, NODE_MAP / naam)
    opslag = {"OPSLAG": "sqlite", "BESTAND": str(data / "node.sqlite")} if soort.endswith("sqlite") else {}
    return ["node", str(NODE_MAP / bron)], opslag


def pin(kern: int) -> list[str]:
    """Keep a process on one core, where the machine allows it."""
    return ["taskset", "-c", str(kern)] if shutil.which("taskset") and (os.cpu_count() or 1) > 1 else []


@contextmanager
def run_server(soort: str, data: Path, port: int = 0) -> Iterator[tuple[int, int]]:
    """A running server: (port, process id)."""
    opdracht, omgeving = make_opdracht(soort, data, port)
    schoon = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("LEERSESSIE_")}
    with (data / "fouten.log").open("w") as fouten:
        proces = subprocess.Popen(
            [*pin(0), *opdracht],
            env={**schoon, **omgeving},
            cwd=HIER.parent,
            stdout=subprocess.PIPE,
            stderr=fouten,
            text=True,
        )
    assert proces.stdout is not None
    try:
        with selectors.DefaultSelector() as kiezer:
            kiezer.register(proces.stdout, selectors.EVENT_READ)
            regel = proces.stdout.readline() if kiezer.select(30) else ""
        if not regel:
            raise RuntimeError(f"{soort} startte niet: {(data / 'fouten.log').read_text()[-500:]}")
        yield json.loads(regel)["port"], proces.pid
    finally:
        proces.terminate()
        try:
            proces.wait(10)
        except subprocess.TimeoutExpired:
            proces.kill()
            proces.wait(10)
        proces.stdout.close()


def measure(soort: str, last: Last) -> dict[str, Any]:
    """One run. The result of the load, plus what the database says was stored; 'mislukt' tells why there is none."""
    with tempfile.TemporaryDirectory(prefix="leersessie-bench-") as map_:
        data = Path(map_)
        sessies = [s.to_dict() for s in prepare_data(data, last.sessies)] if soort == "product" else [{}] * last.sessies
        proto = soort if soort in ("product", "ws") else "socket.io"
        keus = {"soort": proto, "sessies": sessies, "deelnemers": last.deelnemers, "bijdragen": last.bijdragen}
        keus |= {"tempo": last.tempo, "spreid": last.spreid, "samen": last.samen, "stap": STAP}
        keus |= {"kill": KILL_MS if last.naam == "kill" else 0}
        try:
            with run_server(soort, data) as (port, pid):
                invoer = json.dumps({**keus, "port": port, "pid": pid})
                uit = subprocess.run(
                    [*pin(1), "node", str(HIER / "last.mjs")],
                    input=invoer,
                    capture_output=True,
                    text=True,
                    timeout=HOOGSTENS_S,
                    check=False,
                )
        except (RuntimeError, subprocess.TimeoutExpired) as fout:
            return {"server": soort, "last": last.naam, "mislukt": str(fout)[-300:]}
        if uit.returncode:
            return {"server": soort, "last": last.naam, "mislukt": uit.stderr.strip()[-300:]}
        regel = {"server": soort, "last": last.naam, **json.loads(uit.stdout)}
        if soort == "product":
            regel |= read_bewaard(data / "leersessie.sqlite", regel.pop("sleutels"))
        return regel


def measure_terug() -> dict[str, Any]:
    """Kill a server with 600 phones on it and start it again: how long after its port opened the last one is back."""
    last = LASTEN["B-all"]
    with tempfile.TemporaryDirectory(prefix="leersessie-bench-") as map_:
        sessies = [s.to_dict() for s in prepare_data(Path(map_), last.sessies)]
        keus = {"soort": "product", "sessies": sessies, "deelnemers": last.deelnemers, "bijdragen": 1, "terug": 1}
        with run_server("product", Path(map_)) as (port, pid):
            invoer = json.dumps({**keus, "port": port, "pid": pid, "samen": 50})
            proces = subprocess.Popen(
                [*pin(1), "node", str(HIER / "last.mjs")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            assert proces.stdin is not None
            assert proces.stderr is not None
            proces.stdin.write(invoer)
            proces.stdin.close()
            proces.stdin = None
            regel = proces.stderr.readline().strip()
            os.kill(pid, signal.SIGKILL)
        try:
            if regel != "binnen":
                raise RuntimeError(regel)
            with run_server("product", Path(map_), port):
                uit, _ = proces.communicate(timeout=HOOGSTENS_S)
                return {"server": "product", "last": "terug", **json.loads(uit)}
        except (RuntimeError, ValueError, subprocess.TimeoutExpired) as fout:
            return {"server": "product", "last": "terug", "mislukt": str(fout)[-300:]}
        finally:
            proces.kill()
            proces.wait(10)


def read_bewaard(bestand: Path, bevestigd: list[str]) -> dict[str, int]:
    """What is in the file after the server is gone: how many, how many double, how many acknowledged but missing."""
    with closing(sqlite3.connect(bestand)) as verbinding:
        vraag = "SELECT sleutel FROM gebeurtenis WHERE soort = 'bijdrage_gegeven'"
        sleutels = [rij[0] for rij in verbinding.execute(vraag)]
    dubbel = len(sleutels) - len(set(sleutels))
    return {"bewaard": len(sleutels), "dubbel_bewaard": dubbel, "kwijt": len(set(bevestigd) - set(sleutels))}
