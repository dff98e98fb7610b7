"""Wie er handelt, als waarde: rollen en het nummer van de telefoon of het account. Geen namen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wie:
    """Who acts in one session. Exactly one of `deelnemer` and `account` is set, none for a beamer."""

    rollen: frozenset[str]
    deelnemer: int | None = None
    account: int | None = None
    functie: str = ""
    """Shown with a card only when its writer asks for it (G9)."""
    sector: str = ""
    """Kept with a card only in a step that reveals per sector."""
    groep: str = ""
    """The subgroup this phone was put in last; where it is now follows from the stand."""


GESPREKSLEIDER = frozenset({"gespreksleider"})
