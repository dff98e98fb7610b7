"""Soort `vragen`: een ronde met alleen vragen. De app keurt geen zin af; de gespreksleider bewaakt de regel."""

from __future__ import annotations

from leersessie.invoer.basis import Inhoud, Soort, check_kaart, count_only
from leersessie.invoer.tekstdeur import clean_text
from leersessie.invoer.vorm import KAART_TEKENS, Vorm

ANTWOORD_TEKENS = 300


def check(vorm: Vorm, ruw: object) -> Inhoud:
    """`{tekst, antwoord?}`: the question, and optionally a short answer noted by the schrijver."""
    velden, mee = check_kaart(ruw, frozenset({"tekst"}), frozenset({"antwoord"}))
    inhoud: Inhoud = {"tekst": clean_text(velden["tekst"], KAART_TEKENS), **mee}
    antwoord = clean_text(velden.get("antwoord", ""), ANTWOORD_TEKENS, leeg_mag=True)
    if antwoord:
        inhoud["antwoord"] = antwoord
    return inhoud


SOORT = Soort("vragen", check, count_only)
