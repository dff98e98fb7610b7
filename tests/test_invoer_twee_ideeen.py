"""Twee ideeën: precies twee, kort, en een nieuw antwoord van dezelfde telefoon komt in de plaats."""

from __future__ import annotations

from typing import Any

import pytest

from leersessie.i18n.weigering import Weigering
from leersessie.invoer import SOORTEN, Vorm
from leersessie.invoer.twee_ideeen import IDEE_TEKENS

VORM = Vorm("twee-ideeen")
SOORT = SOORTEN["twee-ideeen"]


def test_twee_ideeen_worden_twee_regels() -> None:
    """Line breaks inside an idea go, so that there are always two lines; the fields of every card go along."""
    uit = SOORT.check(VORM, {"een": " Elke maandag\nbellen ", "twee": "Samen op bezoek", "aanhalen": True})
    assert uit == {"tekst": "Elke maandag bellen\nSamen op bezoek", "aanhalen": True}
    assert SOORT.add_up(VORM, [uit, uit]) == {"aantal": 2}
    assert (SOORT.enkel, SOORT.gedeeld, SOORT.vangt) == (True, False, True)


@pytest.mark.parametrize(
    ("ruw", "sleutel"),
    [
        ({"een": "a"}, "invoer.vorm"),
        ({"een": "a", "twee": "b", "drie": "c"}, "invoer.vorm"),
        ({"een": "a", "twee": " "}, "invoer.leeg"),
        ({"een": "a", "twee": 2}, "invoer.vorm"),
        ({"een": "a", "twee": "b" * (IDEE_TEKENS + 1)}, "invoer.te_lang"),
        (["a", "b"], "invoer.vorm"),
        (None, "invoer.vorm"),
    ],
)
def test_een_of_drie_of_te_lang_wordt_geweigerd(ruw: Any, sleutel: str) -> None:
    """Exactly two, each within its limit."""
    with pytest.raises(Weigering, match=sleutel.replace(".", r"\.")):
        SOORT.check(VORM, ruw)
