"""Soort `keuze`: ieder kiest een optie; een nieuwe keuze vervangt de vorige."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from leersessie.invoer.basis import Inhoud, Soort, check_kaart
from leersessie.invoer.tekstdeur import check_keus, clean_text
from leersessie.invoer.vorm import Vorm

TOELICHTING_TEKENS = 300


def check(vorm: Vorm, ruw: object) -> Inhoud:
    """`{optie, toelichting?}`; `optie` is the id of one of the options of this step."""
    velden, mee = check_kaart(ruw, frozenset({"optie"}), frozenset({"toelichting"}))
    optie = check_keus(velden["optie"], frozenset(o.id for o in vorm.opties))
    tekst = clean_text(velden.get("toelichting", ""), TOELICHTING_TEKENS, leeg_mag=True)
    return {"optie": optie, "tekst": tekst, **mee}


def add_up(vorm: Vorm, inhouden: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Answers per option, in the order of the options."""
    telling = Counter(i["optie"] for i in inhouden)
    return {"aantal": len(inhouden), "opties": {o.id: telling[o.id] for o in vorm.opties}}


SOORT = Soort("keuze", check, add_up, enkel=True)
