"""Soort `tekst`: een gedeelde tekst in vaste velden, opgeschreven door een schrijver of de inbrenger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from leersessie.invoer.basis import Inhoud, Soort, check_kaart
from leersessie.invoer.tekstdeur import check_keus, clean_text
from leersessie.invoer.vorm import TEKST_TEKENS, Vorm


def check(vorm: Vorm, ruw: object) -> Inhoud:
    """`{punt, tekst}`; `punt` is a field of this step, each field with its own length."""
    velden, mee = check_kaart(ruw, frozenset({"punt", "tekst"}))
    punt = check_keus(velden["punt"], frozenset(p.id for p in vorm.punten))
    hoogstens = next(p.tekens for p in vorm.punten if p.id == punt) or TEKST_TEKENS
    return {"punt": punt, "tekst": clean_text(velden["tekst"], hoogstens), **mee}


def add_up(vorm: Vorm, inhouden: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Which fields are filled."""
    gevuld = {i["punt"] for i in inhouden}
    return {"aantal": len(inhouden), "gevuld": [p.id for p in vorm.punten if p.id in gevuld]}


SOORT = Soort("tekst", check, add_up, gedeeld=True)
