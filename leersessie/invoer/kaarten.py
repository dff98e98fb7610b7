"""Soort `kaarten`: losse kaarten met eigen woorden."""

from __future__ import annotations

from leersessie.invoer.basis import Inhoud, Soort, check_kaart, count_only
from leersessie.invoer.tekstdeur import clean_text
from leersessie.invoer.vorm import KAART_TEKENS, Vorm


def check(vorm: Vorm, ruw: object) -> Inhoud:
    """`{tekst}` of at most 1,000 characters."""
    velden, mee = check_kaart(ruw, frozenset({"tekst"}))
    return {"tekst": clean_text(velden["tekst"], KAART_TEKENS), **mee}


SOORT = Soort("kaarten", check, count_only)
