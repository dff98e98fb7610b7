"""Soort `acties`: afspraken en knelpunten met een functie, een tijd en een niveau. Nooit een persoon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from leersessie.invoer.basis import Inhoud, Soort, check_kaart
from leersessie.invoer.tekstdeur import check_keus, check_vlag, clean_text
from leersessie.invoer.vorm import Vorm

SOORTEN_ACTIE = ("afspraak", "knelpunt")
NIVEAUS = ("ik", "team", "organisatie", "gemeente", "regio")
WAT_TEKENS, KORT_TEKENS = 300, 120


def check(vorm: Vorm, ruw: object) -> Inhoud:
    """`{soort, wat, wie, wanneer, niveau, haalbaar?, geldig_tot?, getoetst?}`; `wie` is a functie, `wanneer` free.

    For a knelpunt `wie` says who brings it to whom (practice: G12).
    """
    verplicht = frozenset({"soort", "wat", "wie", "wanneer", "niveau"})
    velden, mee = check_kaart(ruw, verplicht, frozenset({"haalbaar", "geldig_tot", "getoetst"}))
    inhoud: Inhoud = {
        "soort": check_keus(velden["soort"], frozenset(SOORTEN_ACTIE)),
        "tekst": clean_text(velden["wat"], WAT_TEKENS),
        "wie": clean_text(velden["wie"], KORT_TEKENS),
        "wanneer": clean_text(velden["wanneer"], KORT_TEKENS),
        "niveau": check_keus(velden["niveau"], frozenset(NIVEAUS)),
        "getoetst": check_vlag(velden.get("getoetst", False)),
    }
    for veld, tekens in (("haalbaar", WAT_TEKENS), ("geldig_tot", KORT_TEKENS)):
        tekst = clean_text(velden.get(veld, ""), tekens, leeg_mag=True)
        if tekst:
            inhoud[veld] = tekst
    return {**inhoud, **mee}


def add_up(vorm: Vorm, inhouden: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """How many afspraken and knelpunten."""
    telling = Counter(i["soort"] for i in inhouden)
    return {"aantal": len(inhouden), "soorten": {s: telling[s] for s in SOORTEN_ACTIE}}


SOORT = Soort("acties", check, add_up)
