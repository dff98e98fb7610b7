"""Soort `keuze`: ieder kiest een optie; een nieuwe keuze vervangt de vorige."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from leersessie.i18n.weigering import Weigering
from leersessie.invoer.basis import Inhoud, Soort, check_kaart
from leersessie.invoer.tekstdeur import check_keus, clean_text
from leersessie.invoer.vorm import Vorm

TOELICHTING_TEKENS = 300


def check(vorm: Vorm, ruw: object) -> Inhoud:
    """`{optie, toelichting?, eerder?}`; `optie` and `eerder` are ids of options of this step.

    `eerder` is what the same phone chose in an earlier step with the same options; only the phone knows. Where more
    than one may be chosen it is `{opties, toelichting?}`.
    """
    velden, mee = check_kaart(ruw, frozenset(), frozenset({"optie", "opties", "toelichting", "eerder"}))
    keuzes = frozenset(o.id for o in vorm.opties)
    gekozen = _check_opties(velden, vorm, keuzes)
    if "eerder" in velden:
        mee["eerder"] = check_keus(velden["eerder"], keuzes)
    tekst = clean_text(velden.get("toelichting", ""), TOELICHTING_TEKENS, leeg_mag=True)
    return {**gekozen, "tekst": tekst, **mee}


def _check_opties(velden: Mapping[str, object], vorm: Vorm, keuzes: frozenset[str]) -> Inhoud:
    if vorm.meerdere == 1:
        if "opties" in velden or "optie" not in velden:
            raise Weigering("invoer.vorm")
        return {"optie": check_keus(velden["optie"], keuzes)}
    opties = velden.get("opties")
    if "optie" in velden or not isinstance(opties, list) or not opties:
        raise Weigering("invoer.keus")
    schoon = list(dict.fromkeys(check_keus(optie, keuzes) for optie in opties))
    if len(schoon) > vorm.meerdere:
        raise Weigering("invoer.te_veel_opties", hoogstens=vorm.meerdere)
    return {"opties": schoon}


def list_gekozen(inhoud: Mapping[str, Any]) -> list[str]:
    """The options one answer chose."""
    return list(inhoud["opties"]) if "opties" in inhoud else [inhoud["optie"]]


def add_up(vorm: Vorm, inhouden: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Answers per option, in the order of the options; and how many went from one option to which, where known."""
    telling = Counter(optie for i in inhouden for optie in list_gekozen(i))
    stromen = Counter((i["eerder"], i["optie"]) for i in inhouden if "eerder" in i)
    return {
        "aantal": len(inhouden),
        "opties": {o.id: telling[o.id] for o in vorm.opties},
        "stromen": dict(sorted(stromen.items())),
    }


SOORT = Soort("keuze", check, add_up, enkel=True)
