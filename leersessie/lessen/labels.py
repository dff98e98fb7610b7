"""De labels van een les en wanneer je ze mag zien: de velden, hun volgorde, en hoe groot een groep moet zijn.

The year and the kind of les are always there; every other label only while it points at a crowd.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from leersessie.anonimiseren.cellen import GEVOELIG, Maat, Rij, find_zichtbaar
from leersessie.lessen.vorm import THEMAGROEPEN
from leersessie.store.lessen import LesRij

K, K_OPENBAAR = 5, 10
"""Fewest lessons that must share what is shown: to people of one organisation, and to everybody."""
GROEPEN = 3
"""From at least so many groups: five lessons of one meeting are no crowd."""
FILTERS = ("themagroep", "thema", "werkvorm", "standaard", "meldcode", "ernst", "soort", "sectorgroep", "jaar")
ALTIJD = ("soort", "jaar")
VOLGORDE = ("sectorgroep", "thema", "werkvorm", "meldcode", "standaard", "ernst")
"""The coarse labels first; each next one only within the crowd that is left."""
BOVEN: Mapping[str, Mapping[str, str]] = {
    "thema": {thema: groep for groep, themas in THEMAGROEPEN.items() for thema in themas}
}
_SLEUTELS = {"thema": "themas", "standaard": "standaarden", "sectorgroep": "sectorgroepen"}
Zicht = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Les -> field -> the values that may be shown."""


def read_maat(organisatie: int | None) -> Maat:
    """How large a crowd must be for whoever looks."""
    return Maat(K if organisatie is not None else K_OPENBAAR, GROEPEN)


def list_waarden(labels: Mapping[str, Any], naam: str) -> tuple[str, ...]:
    """The values of one label, as text."""
    waarde = labels.get(_SLEUTELS.get(naam, naam))
    lijst = waarde if isinstance(waarde, list) else [waarde]
    return tuple(str(w) for w in lijst if w)


def make_rij(labels: Mapping[str, Any], jaar: int, groep: str) -> Rij:
    """A les as the rule of small groups sees it."""
    waarden = {naam: list_waarden(labels, naam) for naam in VOLGORDE}
    return Rij(groep, {**waarden, "jaar": (str(jaar),)}, gevoelig=str(labels.get(GEVOELIG, "")))


def make_zicht(lessen: Sequence[LesRij], organisatie: int | None) -> Zicht:
    """What may be seen of each of these lessons, computed over all of them together.

    Lessons without a code are counted as one group: nobody can say that they came from different ones.
    """
    rijen = [make_rij(les.labels, les.jaar, les.code_hash) for les in lessen]
    gezien = find_zichtbaar(rijen, VOLGORDE, BOVEN, "jaar", read_maat(organisatie)) if rijen else ()
    return {les.id: _complete(les, waarden) for les, waarden in zip(lessen, gezien, strict=True)}


def _complete(les: LesRij, gezien: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """With the wider group of every theme that is seen, and what is always there."""
    groepen = (*gezien.get("thema_boven", ()), *(BOVEN["thema"][w] for w in gezien.get("thema", ())))
    uit = {naam: waarden for naam, waarden in gezien.items() if not naam.endswith("_boven")}
    if groepen:
        uit["themagroep"] = tuple(dict.fromkeys(groepen))
    return {**uit, "soort": (les.soort,), "jaar": (str(les.jaar),)}
