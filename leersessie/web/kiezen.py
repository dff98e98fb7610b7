"""Kiezen uit de werkvormen: waarvoor, hoeveel tijd en met hoeveel mensen. Gegroepeerd op waarvoor.

Helps whoever does not know the names yet; everything that does not fit is left out, nothing is ranked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from leersessie.werkvormen import Werkvorm
from leersessie.werkvormen.model import VOOR

TIJDEN = (45, 60, 75, 90, 120, 180)
"""Minutes somebody may have."""
ANDERS = "anders"
"""The group of werkvormen that do not say what they are for."""
HOOGSTENS_MENSEN = 200


@dataclass(frozen=True, slots=True)
class Keuze:
    """What was asked for; '' and 0 leave it open."""

    voor: str = ""
    tijd: int = 0
    mensen: int = 0


def read_keuze(ruw: Mapping[str, str]) -> Keuze:
    """The choice in an address. What cannot be read is left open: an old link never breaks."""
    voor = ruw.get("voor", "")
    tijd, mensen = _read_getal(ruw.get("tijd", "")), _read_getal(ruw.get("mensen", ""))
    return Keuze(
        voor=voor if voor in (*VOOR, ANDERS) else "",
        tijd=tijd if tijd in TIJDEN else 0,
        mensen=mensen if mensen <= HOOGSTENS_MENSEN else 0,
    )


def _read_getal(ruw: str) -> int:
    schoon = ruw.strip()
    return int(schoon) if schoon.isascii() and schoon.isdigit() and len(schoon) < 5 else 0


def choose(werkvormen: Iterable[Werkvorm], keuze: Keuze) -> list[tuple[str, list[Werkvorm]]]:
    """What fits, per group of VOOR, the shortest first; empty groups are left out."""
    past = sorted((w for w in werkvormen if _fits(w, keuze)), key=lambda w: w.minuten)
    groepen = [(voor, [w for w in past if (w.voor or ANDERS) == voor]) for voor in (*VOOR, ANDERS)]
    return [(voor, deel) for voor, deel in groepen if deel]


def _fits(werkvorm: Werkvorm, keuze: Keuze) -> bool:
    minst, meest, _ = werkvorm.groep
    return (
        (not keuze.voor or (werkvorm.voor or ANDERS) == keuze.voor)
        and (not keuze.tijd or werkvorm.minuten <= keuze.tijd)
        and (not keuze.mensen or minst <= keuze.mensen <= meest)
    )
