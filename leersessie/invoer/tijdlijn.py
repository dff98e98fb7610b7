"""Soort `tijdlijn`: wat er gebeurde, hoe lang geleden, en in welke baan. Nooit een datum.

Time is relative to the meeting (T minus three weeks): a date could point at a family.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from leersessie.i18n import t
from leersessie.i18n.weigering import Weigering
from leersessie.invoer.basis import Inhoud, Soort, check_kaart
from leersessie.invoer.tekstdeur import check_keus, check_velden, clean_text
from leersessie.invoer.vorm import KAART_TEKENS, Vorm

DAGEN = {"dagen": 1, "weken": 7, "maanden": 30, "jaren": 365}
"""Each unit in days: enough to put events in order, and all that this kind knows of a calendar."""
HOOGSTENS_AANTAL = 99


def check(vorm: Vorm, ruw: object) -> Inhoud:
    """`{tekst, wanneer: {aantal, eenheid}, baan}`; `baan` is the id of one of the columns, 0 units ago is now.

    The lane is kept as `kolom`, so that a card can be moved to another lane as on every board.
    """
    velden, mee = check_kaart(ruw, frozenset({"tekst", "wanneer", "baan"}))
    baan = check_keus(velden["baan"], frozenset(k.id for k in vorm.kolommen))
    tekst = clean_text(velden["tekst"], KAART_TEKENS)
    return {"tekst": tekst, "wanneer": _check_wanneer(velden["wanneer"]), "kolom": baan, **mee}


def _check_wanneer(ruw: object) -> dict[str, Any]:
    velden = check_velden(ruw, frozenset({"aantal", "eenheid"}))
    aantal = velden["aantal"]
    if not isinstance(aantal, int) or isinstance(aantal, bool) or not 0 <= aantal <= HOOGSTENS_AANTAL:
        raise Weigering("invoer.wanneer", hoogstens=HOOGSTENS_AANTAL)
    return {"aantal": aantal, "eenheid": check_keus(velden["eenheid"], frozenset(DAGEN))}


def count_dagen(wanneer: Mapping[str, Any]) -> int:
    """How long ago, in days."""
    return int(wanneer["aantal"]) * DAGEN[str(wanneer["eenheid"])]


def say_geleden(aantal: int, eenheid: str, taal: str) -> str:
    """The moment in words: '3 weken geleden', or 'nu'."""
    if not aantal:
        return t(taal, "invoer.geleden_nu")
    sleutel = f"invoer.geleden_een_{eenheid}" if aantal == 1 else f"invoer.geleden_{eenheid}"
    return t(taal, sleutel, aantal=aantal)


def add_up(vorm: Vorm, inhouden: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """How many events each lane holds, in the order of the lanes."""
    telling = Counter(i["kolom"] for i in inhouden)
    return {"aantal": len(inhouden), "kolommen": {k.id: telling[k.id] for k in vorm.kolommen}}


SOORT = Soort("tijdlijn", check, add_up)
