"""Soort `twee-ideeen`: precies twee korte ideeën in een antwoord; een nieuw antwoord vervangt het vorige."""

from __future__ import annotations

from leersessie.invoer.basis import Inhoud, Soort, check_kaart, count_only
from leersessie.invoer.tekstdeur import clean_text
from leersessie.invoer.vorm import Vorm

IDEE_TEKENS = 200


def check(vorm: Vorm, ruw: object) -> Inhoud:
    """`{een, twee}`, each at most 200 characters; kept as one text of two lines."""
    velden, mee = check_kaart(ruw, frozenset({"een", "twee"}))
    een, twee = (" ".join(clean_text(velden[naam], IDEE_TEKENS).split()) for naam in ("een", "twee"))
    return {"tekst": f"{een}\n{twee}", **mee}


SOORT = Soort("twee-ideeen", check, count_only, enkel=True)
