"""De vijf werkvormen waarvan de praktijk elke minuut en elk typmoment vastlegde."""

from __future__ import annotations

import pytest

from leersessie.config import content_dir
from leersessie.invoer import SOORTEN
from leersessie.werkvormen import Stap, Werkvorm, read_werkvormen

ALLE = read_werkvormen(content_dir("werkvormen"))[0]
MINUTEN = {
    "viervensteranalyse": [5, 8, 8, 12, 4, 6, 12, 6, 7, 4, 3],
    "werkatelier-informatie-delen": [8, 12, 18, 17, 5, 12, 18, 15, 15, 5, 15, 10],
    "action-learning": [5, 5, 25, 5, 8, 4, 20, 8, 10],
    "succesreflectie": [4, 15, 8, 6, 15, 12, 12, 7, 7, 4],
    "reflectiegesprek-vraagstuk": [6, 15, 22, 12, 8, 15, 6, 6],
}
IEDER = {
    "viervensteranalyse": ["s6"],
    "werkatelier-informatie-delen": ["s5", "s9", "s11"],
    "action-learning": ["s4", "s6", "s9"],
    "succesreflectie": ["s2", "s7"],
    "reflectiegesprek-vraagstuk": ["s1", "s3", "s5"],
}
KERN = {
    "viervensteranalyse": [],
    "werkatelier-informatie-delen": ["s11"],
    "action-learning": ["s9"],
    "succesreflectie": ["s7"],
    "reflectiegesprek-vraagstuk": ["s6"],
}
werkvorm_van = pytest.mark.parametrize("naam", list(MINUTEN))


def list_gespeeld(werkvorm: Werkvorm) -> list[Stap]:
    """The steps that are played unless the gespreksleider adds one."""
    return [s for s in werkvorm.stappen if not s.overslaan]


@werkvorm_van
def test_minuten_wie_typt_en_waar_de_les_vandaan_komt(naam: str) -> None:
    """practice.md 3, to the minute; few moments in which everybody types; and from which step a les may come."""
    werkvorm = ALLE[naam]
    assert [s.minuten for s in list_gespeeld(werkvorm)] == MINUTEN[naam]
    assert [s.id for s in list_gespeeld(werkvorm) if s.typt == "ieder"] == IEDER[naam]
    assert [s.id for s in werkvorm.stappen if s.les == "kern"] == KERN[naam]


def test_een_echt_gezin_laat_niets_achter() -> None:
    """The analysis treats a family of now: every card goes at close, and windows 1 to 3 never reach the verslag."""
    stappen = ALLE["viervensteranalyse"].stappen
    assert [s.id for s in stappen if SOORTEN[s.vorm.soort].vangt and not s.wissen] == []
    assert [s.id for s in stappen if s.verslag != "niets"] == ["s8", "s9", "s10"]
    assert "eigen dossier" in stappen[-1].draaiboek.zeg[-1].nl
