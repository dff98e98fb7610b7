"""Een echte server als eigen proces, op een vrije poort van deze machine, met een eigen datamap.

`start_server` starts `leersessie start`; `start_proef` the small app of proefserver. Both are context managers.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HIER = Path(__file__).resolve().parent.parent
START_S = 30.0


@dataclass(slots=True)
class Server:
    """One running server and what it said when it started."""

    proces: subprocess.Popen[str]
    data: Path
    regel: dict[str, Any]
    fouten: Path

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.regel["port"])

    @property
    def adres(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def read_fouten(self) -> str:
        """Everything it wrote on its error output."""
        return self.fouten.read_text("utf-8")

    def read_rss(self) -> int:
        """Memory of the process in bytes."""
        return int(Path(f"/proc/{self.proces.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def read_cpu(self) -> float:
        """Processor seconds used so far, user and system."""
        delen = Path(f"/proc/{self.proces.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(delen[11]) + int(delen[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self, teken: signal.Signals = signal.SIGTERM, hoogstens_s: float = 10.0) -> int:
        """Send a signal and wait. Returns the exit code."""
        if self.proces.poll() is None:
            self.proces.send_signal(teken)
        return self.proces.wait(hoogstens_s)

    def kill(self) -> None:
        """As a power cut would."""
        self.proces.kill()
        self.proces.wait(10)


def read_regel(proces: subprocess.Popen[str], hoogstens_s: float) -> str:
    """The first line of its output; '' when it ended or said nothing in time."""
    assert proces.stdout is not None
    with selectors.DefaultSelector() as kiezer:
        kiezer.register(proces.stdout, selectors.EVENT_READ)
        return proces.stdout.readline() if kiezer.select(hoogstens_s) else ""


@contextmanager
def run_proces(
    opdracht: list[str], data: Path, omgeving: Mapping[str, str], *, hoogstens_s: float = START_S
) -> Iterator[Server]:
    """Start a process that prints one JSON line; at the end it is gone, whatever happened."""
    data.mkdir(parents=True, exist_ok=True)
    fouten = data / f"fouten-{time.monotonic_ns()}.log"
    schoon = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("LEERSESSIE_")}
    omgeving = {**schoon, "LEERSESSIE_DATA": str(data), "PYTHONPATH": str(HIER), **omgeving}
    with fouten.open("w") as stroom:
        proces = subprocess.Popen(opdracht, stdout=subprocess.PIPE, stderr=stroom, text=True, env=omgeving)
    try:
        regel = read_regel(proces, hoogstens_s)
        if not regel:
            raise RuntimeError(f"de server startte niet: {fouten.read_text()[-2000:]}")
        yield Server(proces, data, json.loads(regel), fouten)
    finally:
        if proces.poll() is None:
            proces.kill()
        proces.wait(10)
        assert proces.stdout is not None
        proces.stdout.close()


@contextmanager
def start_server(data: Path, *keuzes: str, omgeving: Mapping[str, str] | None = None) -> Iterator[Server]:
    """The real thing: `leersessie start` on a free port of 127.0.0.1."""
    opdracht = [sys.executable, "-m", "leersessie", "start", "--host", "127.0.0.1", "--port", "0", "--json", *keuzes]
    with run_proces(opdracht, data, omgeving or {}) as server:
        yield server


@contextmanager
def start_proef(data: Path, *keuzes: str, omgeving: Mapping[str, str] | None = None) -> Iterator[Server]:
    """The small app on the real live server."""
    with run_proces([sys.executable, "-m", "hulp.proefserver", str(data), *keuzes], data, omgeving or {}) as server:
        yield server


def wait_until(vraag: Any, hoogstens_s: float = 10.0) -> Any:
    """Ask until the answer is true and return it. Raises AssertionError when time is up."""
    eind = time.monotonic() + hoogstens_s
    while time.monotonic() < eind:
        uit = vraag()
        if uit:
            return uit
        time.sleep(0.02)
    raise AssertionError("dit gebeurde niet op tijd")
