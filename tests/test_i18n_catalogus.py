"""De catalogus zelf: een taal die er niet is, een tekst die er niet is, en namen die ingevuld worden."""

from __future__ import annotations

import pytest

from leersessie.i18n import Tekst, read_catalogue, t


def test_een_onbekende_taal_krijgt_nederlands() -> None:
    assert t("fr", "podium.pauze") == t("nl", "podium.pauze") != t("en", "podium.pauze")
    assert (Tekst("ja", "yes").to_taal("fr"), Tekst("ja", "yes").to_taal("en")) == ("ja", "yes")


def test_een_tekst_die_ontbreekt_valt_hard() -> None:
    """A missing text is our mistake, never a bare key on the screen."""
    with pytest.raises(KeyError):
        t("nl", "podium.bestaat_niet")


def test_namen_worden_ingevuld_en_een_vergeten_naam_valt_op() -> None:
    assert "{" in read_catalogue("nl")["regie.genoeg"]
    assert "{" not in t("nl", "regie.genoeg", hoogstens=3)
    with pytest.raises(KeyError):
        t("nl", "regie.genoeg", iets=3)
