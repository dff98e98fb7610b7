"""Soort `kolommen`: kaarten onder een kop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from leersessie.invoer.basis import Inhoud, Soort, check_kaart
from leersessie.invoer.tekstdeur import check_keus, clean_text
from leersessie.invoer.vorm import KAART_TEKENS, Vorm


def check(vorm: Vorm, ruw: object) -> Inhoud:
    """`{tekst, kolom}`; `kolom` is the id of one of the columns of this step."""
    velden, mee = check_kaart(ruw, frozenset({"tekst", "kolom"}))
    kolom = check_keus(velden["kolom"], frozenset(k.id for k in vorm.kolommen))
    return {"tekst": clean_text(velden["tekst"], KAART_TEKENS), "kolom": kolom, **mee}


def add_up(vorm: Vorm, inhouden: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """How many cards each column holds, in the order of the columns."""
    telling = Counter(i["kolom"] for i in inhouden)
    return {"aantal": len(inhouden), "kolommen": {k.id: telling[k.id] for k in vorm.kolommen}}


SOORT = Soort("kolommen", check, add_up)
