"""Soort `schaal`: per vraag een cijfer van 1 tot en met 10, of 'weet ik niet'. Spreiding, nooit een gemiddelde."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from leersessie.i18n.weigering import Weigering
from leersessie.invoer.basis import Inhoud, Soort, check_kaart
from leersessie.invoer.tekstdeur import clean_text
from leersessie.invoer.vorm import Vorm

LAAGSTE, HOOGSTE = 1, 10
TOELICHTING_TEKENS = 300


def check(vorm: Vorm, ruw: object) -> Inhoud:
    """`{waarden: {punt: 1..10 or null}, toelichting?}`; each item must be there, null is 'weet ik niet'."""
    velden, mee = check_kaart(ruw, frozenset({"waarden"}), frozenset({"toelichting"}))
    waarden = velden["waarden"]
    if not isinstance(waarden, Mapping) or set(waarden) != {p.id for p in vorm.punten}:
        raise Weigering("invoer.schaal")
    for cijfer in waarden.values():
        heel = isinstance(cijfer, int) and not isinstance(cijfer, bool)
        if cijfer is not None and not (heel and LAAGSTE <= cijfer <= HOOGSTE):
            raise Weigering("invoer.schaal")
    tekst = clean_text(velden.get("toelichting", ""), TOELICHTING_TEKENS, leeg_mag=True)
    return {"waarden": {p.id: waarden[p.id] for p in vorm.punten}, "tekst": tekst, **mee}


def add_up(vorm: Vorm, inhouden: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Per item: how often each number was given (1..10), how many do not know, and lowest, middle and highest.

    The middle is the middle answer (for an even count the lower of the two), so it is always a number someone gave.
    """
    punten = {}
    for punt in vorm.punten:
        gegeven = [i["waarden"].get(punt.id) for i in inhouden]
        cijfers = sorted(c for c in gegeven if c is not None)
        punten[punt.id] = {
            "cijfers": {n: cijfers.count(n) for n in range(LAAGSTE, HOOGSTE + 1)},
            "weet_niet": len(gegeven) - len(cijfers),
            "laagste": cijfers[0] if cijfers else None,
            "midden": cijfers[(len(cijfers) - 1) // 2] if cijfers else None,
            "hoogste": cijfers[-1] if cijfers else None,
        }
    return {"aantal": len(inhouden), "punten": punten}


SOORT = Soort("schaal", check, add_up, enkel=True)
