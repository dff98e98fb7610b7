"""Soort `stemmen`: stippen op kaarten van eerdere stappen, met een budget. Een stip is een voorkeur, geen besluit.

Knows only ids of cards; whether such a card still lies there is for the room that holds the session.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from leersessie.i18n.weigering import Weigering
from leersessie.invoer.basis import Inhoud, Soort, check_kaart
from leersessie.invoer.vorm import Vorm

STANDAARD = 3
"""Dots per phone when the werkvorm sets no `hoogstens`."""
HOOGSTENS_KAARTEN = 240


def find_budget(vorm: Vorm) -> int:
    """How many dots one phone may give in this step."""
    return vorm.hoogstens or STANDAARD


def check(vorm: Vorm, ruw: object) -> Inhoud:
    """`{stemmen: {kaart: n}}`; at least one dot and together no more than the budget. Zeros are left out."""
    velden, mee = check_kaart(ruw, frozenset({"stemmen"}))
    stemmen = velden["stemmen"]
    if not isinstance(stemmen, Mapping) or len(stemmen) > HOOGSTENS_KAARTEN:
        raise Weigering("invoer.vorm")
    for kaart, stippen in stemmen.items():
        heel = isinstance(stippen, int) and not isinstance(stippen, bool)
        if not isinstance(kaart, str) or not 0 < len(kaart) <= 40 or not heel or stippen < 0:
            raise Weigering("invoer.vorm")
    gegeven = {kaart: stippen for kaart, stippen in stemmen.items() if stippen}
    if not gegeven:
        raise Weigering("invoer.geen_stip")
    if sum(gegeven.values()) > find_budget(vorm):
        raise Weigering("invoer.te_veel_stippen", hoogstens=find_budget(vorm))
    return {"stemmen": gegeven, "tekst": "", **mee}


def add_up(vorm: Vorm, inhouden: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Dots per card. A card that was taken away since still counts here; who draws leaves it out."""
    telling: Counter[str] = Counter()
    for inhoud in inhouden:
        telling.update(inhoud["stemmen"])
    return {"aantal": len(inhouden), "stippen": dict(sorted(telling.items()))}


SOORT = Soort("stemmen", check, add_up, enkel=True)
