"""De greep om een plek: een woord erbij, samen met de volgende, of een andere soort.

Changes no text and keeps nothing: it says which words a replacement would take, and what could stand there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from leersessie.anonimiseren import MASK, TYPEN, Span, suggest
from leersessie.lessen.controle import Plek, find_plek, join_inhoud
from leersessie.lessen.vorm import TEKSTVELDEN

SOORTEN = tuple(t for t in TYPEN if t not in ("NAAM", "KENMERK"))
"""What a person may call a place."""
RUIM = 12
"""Words that may be added on one side."""
_WOORD = re.compile(r"[^\W_](?:[^\s]*[^\W_])?")


@dataclass(frozen=True, slots=True)
class Greep:
    """How a place is taken: words added before and after it, and its kind ('' as the check named it)."""

    voor: int = 0
    na: int = 0
    soort: str = ""

    @property
    def ruimer(self) -> bool:
        """True when it takes other words than the check proposed."""
        return bool(self.voor or self.na)


def read_greep(voor: object, na: object, soort: object) -> Greep:
    """A grip from what a page sent; what makes no sense counts as not asked."""
    return Greep(_read_aantal(voor), _read_aantal(na), str(soort) if soort in SOORTEN else "")


def _read_aantal(waarde: object) -> int:
    tekst = str(waarde)
    return min(int(tekst), RUIM) if tekst.isascii() and tekst.isdecimal() and len(tekst) <= 2 else 0


def stretch(
    inhoud: Mapping[str, Any], plekken: Sequence[Plek], sleutel: str, greep: Greep, taal: str = "nl"
) -> tuple[Plek, ...]:
    """The places with this one taken as asked; places it now covers are part of it. Stays inside its line.

    Raises NietGevonden 'lessen.plek_weg' when the place is gone.
    """
    oud = find_plek(plekken, sleutel)
    tekst = str(inhoud[oud.veld])
    start, end = _widen(tekst, oud, greep)
    over = [p for p in plekken if p.veld == oud.veld and p.start < end and p.end > start]
    start, end = min(p.start for p in [*over, replace(oud, start=start)]), max(end, *(p.end for p in over))
    soort = greep.soort or oud.type
    heel, begins = join_inhoud(inhoud)
    span = Span(begins[oud.veld] + start, begins[oud.veld] + end, soort, oud.tier, oud.reden, oud.groep)
    reden = oud.reden if greep == Greep() else "anonimiseren.reden_gekozen"
    tier = MASK if any(p.tier == MASK for p in over) else oud.tier
    nieuw = replace(oud, start=start, end=end, type=soort, tier=tier, reden=reden, voorstel=suggest(heel, span, taal))
    weg = {p.sleutel for p in over}
    rest = [p for p in plekken if p.sleutel not in weg]
    return tuple(sorted([*rest, nieuw], key=lambda p: (TEKSTVELDEN.index(p.veld), p.start)))


def _widen(tekst: str, plek: Plek, greep: Greep) -> tuple[int, int]:
    """Whole words on both sides, never over the end of the line."""
    begin = tekst.rfind("\n", 0, plek.start) + 1
    eind = tekst.find("\n", plek.end)
    woorden = list(_WOORD.finditer(tekst, begin, len(tekst) if eind < 0 else eind))
    voor = [w.start() for w in woorden if w.start() < plek.start]
    na = [w.end() for w in woorden if w.end() > plek.end]
    start = voor[-min(greep.voor, len(voor))] if greep.voor and voor else plek.start
    end = na[min(greep.na, len(na)) - 1] if greep.na and na else plek.end
    return start, end


def count_tot_volgende(inhoud: Mapping[str, Any], plekken: Sequence[Plek], sleutel: str) -> int:
    """Words to add after this place to take the next one along; 0 when none stands close in the same line."""
    plek = find_plek(plekken, sleutel)
    tekst = str(inhoud[plek.veld])
    later = [p for p in plekken if p.veld == plek.veld and p.start >= plek.end]
    if not later or "\n" in tekst[plek.end : later[0].start]:
        return 0
    volgende = min(later, key=lambda p: p.start)
    aantal = sum(plek.end < w.end() for w in _WOORD.finditer(tekst, 0, volgende.end))
    return aantal if aantal <= RUIM else 0
