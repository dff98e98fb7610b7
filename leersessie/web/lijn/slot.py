"""Het slot op de datamap: een server per map. En het luik waardoor een opdracht de server iets vraagt.

A request is a small file in the data folder that the running server answers with another one. Knows no work.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import secrets
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from leersessie.web.logboek import Vangnet

SLOTBESTAND = "slot"
LUIK = "verzoeken"
NAAM = re.compile(r"([a-z_]+)-[0-9a-f]{16}\.vraag\Z")
RONDE_S = 0.5


class MapBezet(Exception):
    """Another server, or a command, works in this data folder."""


class Slot:
    """An exclusive lock on a data folder, for as long as this process lives or until `release`."""

    def __init__(self, data: Path) -> None:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._nummer = os.open(data / SLOTBESTAND, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._nummer, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fout:
            os.close(self._nummer)
            raise MapBezet from fout

    def release(self) -> None:
        """Let go."""
        os.close(self._nummer)

    def __enter__(self) -> Slot:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def ask_server(data: Path, wat: str, *, hoogstens_s: float = 60.0) -> dict[str, Any] | None:
    """Ask the running server to do `wat`; its answer, or None when it gave none in time."""
    luik = data / LUIK
    luik.mkdir(mode=0o700, exist_ok=True)
    naam = f"{wat}-{secrets.token_hex(8)}"
    vraag, antwoord = luik / f"{naam}.vraag", luik / f"{naam}.antwoord"
    vraag.touch(mode=0o600)
    eind = time.monotonic() + hoogstens_s
    try:
        while time.monotonic() < eind:
            with contextlib.suppress(FileNotFoundError):
                uit: dict[str, Any] = json.loads(antwoord.read_text("utf-8"))
                return uit
            time.sleep(0.1)
    finally:
        vraag.unlink(missing_ok=True)
        antwoord.unlink(missing_ok=True)
    return None


class Luik:
    """The server's side: looks twice a second whether a command asked something."""

    def __init__(self, data: Path, werk: Mapping[str, Callable[[], Mapping[str, Any]]]) -> None:
        self._map = data / LUIK
        self._werk = werk
        self._gestopt = False

    def run(self, sleep: Callable[[float], object]) -> None:
        """Answer until stop."""
        while not self._gestopt:
            with Vangnet("luik_gestrand"):
                self.answer_all()
            sleep(RONDE_S)

    def stop(self) -> None:
        """End after this round."""
        self._gestopt = True

    def answer_all(self) -> int:
        """Answer what lies there now. Returns how many."""
        vragen = [(pad, naam) for pad in sorted(self._map.glob("*.vraag")) if (naam := NAAM.match(pad.name))]
        for pad, naam in vragen:
            pad.unlink(missing_ok=True)
            uit: Mapping[str, Any] = {"fout": "onbekend"}
            if naam[1] in self._werk:
                with Vangnet("luik_gestrand") as net:
                    uit = self._werk[naam[1]]()
                if net.gestrand:
                    uit = {"fout": "gestrand"}
            klad = pad.with_suffix(".klad")
            klad.write_text(json.dumps(uit), "utf-8")
            klad.chmod(0o600)
            klad.replace(pad.with_suffix(".antwoord"))
        return len(vragen)
