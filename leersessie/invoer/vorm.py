"""De vorm van een stap: wat er gevraagd mag worden. Niets over wie er typt of waar het terechtkomt."""

from __future__ import annotations

from dataclasses import dataclass

from leersessie.i18n import Tekst

KAART_TEKENS = 1_000
TEKST_TEKENS = 5_000
BEELDEN = ("radar", "ringen")
"""Other drawings of a scale than its spread."""
TYPEN = ("feit", "vermoeden", "mening", "onderbuik", "onbekend")


@dataclass(frozen=True, slots=True)
class Keus:
    """One column, option, field or scale item: a stable id and its name."""

    id: str
    naam: Tekst
    tekens: int | None = None
    """At most this many characters (fields of a `tekst` step only)."""


@dataclass(frozen=True, slots=True)
class Vorm:
    """What one step asks. Which fields matter depends on `soort` (see invoer.SOORTEN)."""

    soort: str
    kolommen: tuple[Keus, ...] = ()
    opties: tuple[Keus, ...] = ()
    punten: tuple[Keus, ...] = ()
    """Items of a scale, or named fields of a shared text."""
    hoogstens: int | None = None
    """At most this many cards per phone in this step; None is no limit of the method (the house limit holds)."""
    zinsbegin: Tekst | None = None
    typen: bool = False
    """True: cards carry a type (feit, vermoeden ...), set together by the group."""
    meerdere: int = 1
    """A choice: up to so many options per phone."""
    grens: int | None = None
    """A scale: a threshold line at this number."""
    beeld: str = ""
    """A scale: one of BEELDEN; empty is the spread per item."""
