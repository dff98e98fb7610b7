"""Wat de controle teruggeeft: plekken in een tekst die iemand kunnen aanwijzen. Waarden, geen oordeel."""

from __future__ import annotations

from dataclasses import dataclass

TYPEN = (
    "PERSOON",
    "ADRES",
    "POSTCODE",
    "PLAATS",
    "ORGANISATIE",
    "DATUM",
    "LEEFTIJD",
    "TELEFOON",
    "EMAIL",
    "IBAN",
    "BSN",
    "KENTEKEN",
    "URL",
    "ACCOUNT",
    "DOSSIERNUMMER",
    "NAAM",
    "KENMERK",
)
"""NAAM: a name of which we do not know what it names. KENMERK: rare words that single somebody out, a warning."""
MASK, REVIEW = "mask", "review"
VERSIE = "volledig-3"
"""Version of the engine, for the record of a check."""


class AnalyseFout(Exception):
    """The check could not be done. Whoever asked must refuse to share; the message never holds the text."""


@dataclass(frozen=True, slots=True)
class Span:
    """One place in the text as it was given: code points, end exclusive."""

    start: int
    end: int
    type: str
    tier: str
    """'mask': proposed to be replaced. 'review': somebody must look."""
    reason: str
    """Key of the sentence that says why (anonimiseren.reden_...)."""
    group: int
    """Places with the same words share a number, so that one replacement serves them all."""


@dataclass(frozen=True, slots=True)
class Vondst:
    """What one layer found, in offsets of the plain text."""

    start: int
    end: int
    type: str
    tier: str
    reden: str


@dataclass(frozen=True, slots=True)
class Besluit:
    """The human's answer for one place: `vervang` is the new text, or None to leave it."""

    start: int
    end: int
    vervang: str | None
