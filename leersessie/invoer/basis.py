"""Wat elke soort invoer gemeen heeft: haar vaste vorm, en de velden die bij elke kaart kunnen staan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leersessie.i18n.weigering import Weigering
from leersessie.invoer.tekstdeur import check_velden, check_vlag
from leersessie.invoer.vorm import Vorm

Inhoud = dict[str, Any]
MEE = frozenset({"verwijst", "aanhalen", "ook_alleen"})
"""Fields that may stand with any card: what it rests on, and whether the functie may stand beside it (G9)."""
HOOGSTENS_KOPPELS = 12


@dataclass(frozen=True, slots=True)
class Soort:
    """One kind of input. `check` cleans one answer; `add_up` sums all answers of a step, in any order.

    `enkel`: one answer per phone, a new one replaces it. `gedeeld`: one shared text per field for the whole group.
    """

    naam: str
    check: Callable[[Vorm, object], Inhoud]
    add_up: Callable[[Vorm, Sequence[Mapping[str, Any]]], dict[str, Any]]
    enkel: bool = False
    gedeeld: bool = False
    vangt: bool = True
    """False: this kind stores nothing."""


def check_kaart(
    ruw: object, verplicht: frozenset[str], mag: frozenset[str] = frozenset()
) -> tuple[Mapping[str, object], Inhoud]:
    """Check the fields of one answer; returns them with the cleaned common part."""
    velden = check_velden(ruw, verplicht, mag | MEE)
    mee: Inhoud = {}
    if "verwijst" in velden:
        mee["verwijst"] = _check_koppels(velden["verwijst"])
    for vlag in ("aanhalen", "ook_alleen"):
        if vlag in velden:
            mee[vlag] = check_vlag(velden[vlag])
    return velden, mee


def _check_koppels(waarde: object) -> list[str]:
    if not isinstance(waarde, list) or len(waarde) > HOOGSTENS_KOPPELS:
        raise Weigering("invoer.vorm")
    if not all(isinstance(k, str) and 0 < len(k) <= 40 for k in waarde):
        raise Weigering("invoer.vorm")
    return list(dict.fromkeys(waarde))


def count_only(vorm: Vorm, inhouden: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The sum of free cards is only how many there are."""
    return {"aantal": len(inhouden)}
