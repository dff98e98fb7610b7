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
    """`{optie, toelichting?, eerder?}`; `optie` and `eerder` are ids of options of this step.

    `eerder` is what the same phone chose in an earlier step with the same options; only the phone knows.
    """
    velden, mee = check_kaart(ruw, frozenset({"optie"}), frozenset({"toelichting", "eerder"}))
    keuzes = frozenset(o.id for o in vorm.opties)
    optie = check_keus(velden["optie"], keuzes)
    if "eerder" in velden:
        mee["eerder"] = check_keus(velden["eerder"], keuzes)
    tekst = clean_text(velden.get("toelichting", ""), TOELICHTING_TEKENS, leeg_mag=True)
    return {"optie": optie, "tekst": tekst, **mee}


def add_up(vorm: Vorm, inhouden: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Answers per option, in the order of the options; and how many went from one option to which, where known."""
    telling = Counter(i["optie"] for i in inhouden)
    stromen = Counter((i["eerder"], i["optie"]) for i in inhouden if "eerder" in i)
    return {
        "aantal": len(inhouden),
        "opties": {o.id: telling[o.id] for o in vorm.opties},
        "stromen": dict(sorted(stromen.items())),
    }


SOORT = Soort("keuze", check, add_up, enkel=True)
