"""De hint bij het sturen: dit lijkt een naam, wil je iets anders schrijven? Eén keer, alleen als het zeker is.

Keeps nothing of the text. Whoever insists, may; then the gespreksleider looks first.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import g

from leersessie.anonimiseren import AnalyseFout, Besluit, apply, suggest
from leersessie.regie.geheugen import read_kennis
from leersessie.regie.ogen import find_zeker
from leersessie.web.huis import huis

HOOGSTENS = 5_000


@dataclass(frozen=True, slots=True)
class Hint:
    """What seems a name, what could stand there, the text with that in it, and what of the text is left without it."""

    woorden: str
    door: str
    heel: str
    rest: str


def must_wait(sessie: str, tekst: str) -> bool:
    """True when the gespreksleider must look first: it surely names somebody, or nobody could tell."""
    try:
        return len(tekst) <= HOOGSTENS and find_zeker(tekst, read_kennis(huis().store, sessie)) is not None
    except AnalyseFout:
        return True


def find_hint(sessie: str, tekst: str) -> Hint | None:
    """The first place in this text that surely names somebody. None when there is none, or when it cannot be told."""
    if len(tekst) > HOOGSTENS:
        return None  # refused by its length a moment later
    try:
        treffer = find_zeker(tekst, read_kennis(huis().store, sessie))
    except AnalyseFout:
        return None
    if treffer is None:
        return None
    door = suggest(tekst, treffer, g.taal)
    heel = apply(tekst, [Besluit(treffer.start, treffer.end, door)])
    rest = apply(tekst, [Besluit(treffer.start, treffer.end, "…")])  # 'mevrouw A', as proposed, is no name again
    return Hint(tekst[treffer.start : treffer.end], door, heel, rest)
