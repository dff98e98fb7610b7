"""Het pakket: gebouwd als wheel, neergezet in een verse omgeving, en daaruit de hoofdtaak gedaan."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from huislijst import WORTEL
from hulp.server import run_proces

pytestmark = [pytest.mark.server, pytest.mark.traag]


def run(*opdracht: str, cwd: Path) -> None:
    """Run a command; show what it said when it fails."""
    uit = subprocess.run(opdracht, cwd=cwd, capture_output=True, text=True, timeout=600, check=False)
    assert uit.returncode == 0, uit.stdout[-2000:] + uit.stderr[-2000:]


def test_het_pakket_doet_de_hoofdtaak(tmp_path: Path) -> None:
    """Build, install with hashes, start the demo from elsewhere, and join it with a code."""
    pip = ["-m", "pip", "--quiet", "--disable-pip-version-check"]
    run(
        sys.executable,
        *pip,
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(tmp_path),
        str(WORTEL),
        cwd=tmp_path,
    )
    (wheel,) = tmp_path.glob("leersessie-*.whl")
    run(sys.executable, "-m", "venv", str(tmp_path / "omgeving"), cwd=tmp_path)
    python = str(tmp_path / "omgeving/bin/python")
    run(python, *pip, "install", "--require-hashes", "-r", str(WORTEL / "requirements/run.txt"), cwd=tmp_path)
    run(python, *pip, "install", "--no-deps", str(wheel), cwd=tmp_path)
    opdracht = [python, "-m", "leersessie", "demo", "--host", "127.0.0.1", "--port", "0", "--json"]
    elders = tmp_path / "elders"
    elders.mkdir()
    with run_proces(opdracht, elders / "data", {"PYTHONPATH": ""}) as server:
        sessie = next(s for s in server.regel["sessies"] if s["status"] == "open")
        vraag = urllib.request.Request(
            f"{server.regel['url']}/mee",
            json.dumps({"code": sessie["code"]}).encode(),
            {"Content-Type": "application/json", "Accept": "application/json"},
        )
        with urllib.request.urlopen(vraag, timeout=20) as antwoord:
            assert json.load(antwoord)["sessie"] in sessie["console"]
    assert "leersessie" not in os.listdir(elders)
