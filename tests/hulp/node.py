"""Wat tests van node nodig hebben: geïnstalleerd uit het slot van tests/node, bewaard in de bouwmap."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from huislijst import WORTEL

BRON = WORTEL / "tests/node"
DOEL = WORTEL / "build/node"


def install_node() -> Path:
    """The folder with the scripts of tests/node and their libraries."""
    slot = BRON / "package-lock.json"
    merk = DOEL / "node_modules/.package-lock.json"
    DOEL.mkdir(parents=True, exist_ok=True)
    klaar = merk.is_file() and (DOEL / slot.name).is_file() and (DOEL / slot.name).read_bytes() == slot.read_bytes()
    for bestand in BRON.iterdir():
        shutil.copy(bestand, DOEL)
    if not klaar:
        opdracht = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        uit = subprocess.run(opdracht, cwd=DOEL, capture_output=True, text=True, timeout=180, check=False)
        assert uit.returncode == 0, uit.stdout + uit.stderr
    return DOEL
