"""Een storing van buiten: een ander proces dat de database vasthoudt."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VASTHOUDER = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN IMMEDIATE")
print("vast", flush=True)
sys.stdin.read()
"""


@contextmanager
def lock_bestand(bestand: Path) -> Iterator[None]:
    """Another process holds the write lock of this SQLite file for as long as this lasts."""
    opdracht = [sys.executable, "-c", VASTHOUDER, str(bestand)]
    with subprocess.Popen(opdracht, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as proces:
        assert proces.stdin is not None
        assert proces.stdout is not None
        assert proces.stdout.readline() == "vast\n"
        yield
        proces.stdin.close()
