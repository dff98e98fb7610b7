"""Wat er mis kan gaan op de opdrachtregel: een zin voor een mens en een code voor een script."""

from __future__ import annotations

GOED = 0
GEBREKEN = 1
"""The command worked and found something wrong, or could not do what was asked."""
VERKEERD = 2
"""The command itself is written wrongly."""
INSTELLING = 3
"""A setting cannot be used."""
BEZET = 4
"""Port, data folder or database is in use by another."""
MACHINE = 5
"""The machine does not let us: rights, disk, network."""


class OpdrachtFout(Exception):
    """A command that cannot go on. `sleutel` is the sentence, `code` the exit code."""

    def __init__(self, sleutel: str, code: int = GEBREKEN, **waarden: object) -> None:
        super().__init__(sleutel)
        self.sleutel = sleutel
        self.code = code
        self.waarden = waarden
