"""De tweeëndertig dingen die trainers naïef noemen: de bladzijde klopt, en wat nog geen proef had, staat hier."""

from __future__ import annotations

import re
from typing import Any

import pytest
from huislijst import WORTEL, read_tabel
from test_werkvormen_alle import ALLE

from leersessie.config import Config
from leersessie.i18n.weigering import Weigering
from leersessie.invoer import SOORTEN
from leersessie.invoer.vorm import Vorm
from leersessie.toegang.functies import read_functies

AANTAL = 32


def test_elk_punt_heeft_een_antwoord_en_een_proef_die_bestaat() -> None:
    """All points in order; every test that is named exists, so that renaming one breaks this page and not the trust."""
    rijen = read_tabel(WORTEL / "docs/naief.md", "nr")
    assert [int(rij[0]) for rij in rijen] == list(range(1, AANTAL + 1))
    bestaat = {
        naam
        for pad in (WORTEL / "tests").glob("test_*.py")
        for naam in re.findall(r"^def (test_\w+)", pad.read_text("utf-8"), re.M)
    }
    genoemd = {naam for rij in rijen for naam in re.findall(r"test_\w+", rij[3])}
    assert sorted(genoemd - bestaat) == []
    assert [rij[0] for rij in rijen if not rij[1] or not rij[2] or not rij[3]] == []


def test_over_goed_doen_wordt_niet_gestemd() -> None:
    """Point 11: no dots in moral deliberation, and the own choice never reaches the verslag, not even as counts."""
    stappen = ALLE["moreel-beraad"].stappen
    assert "stemmen" not in {s.vorm.soort for s in stappen}
    assert {s.verslag for s in stappen if s.vorm.soort == "keuze"} == {"niets"}


def test_oefenen_geeft_geen_uitslag_over_een_gezin() -> None:
    """Points 12 and 13: only with a made-up case; two decisions, and a branch is a sentence for the gespreksleider."""
    werkvorm = ALLE["oefenen-afwegingskader"]
    assert werkvorm.casus == "oefen"
    keuzes = {s.id: [o.id for o in s.vorm.opties] for s in werkvorm.stappen if s.vorm.soort == "keuze"}
    assert keuzes["s8"] == ["ja", "nee", "overleg"]
    assert keuzes["s9"] == ["wij", "ander", "nee"]
    assert "ook" in next(s.titel.nl for s in werkvorm.stappen if s.id == "s9")
    zinnen = [tak.zin.nl for s in werkvorm.stappen for tak in s.tak]
    assert len(zinnen) >= 2
    assert [z for z in zinnen if re.search(r"\b(je moet|moet je|verplicht) (nu )?melden", z)] == []


def test_terugkijken_scheidt_toen_en_nu() -> None:
    """Point 16: what was known then and what we only know now stand apart, and the line itself is erased."""
    stappen = {s.id: s for s in ALLE["tijdlijn-en-patronen"].stappen}
    assert [k.id for k in stappen["s4"].vorm.kolommen] == ["toen", "nu"]
    assert [s for s in ("s2", "s3", "s4") if not stappen[s].wissen or stappen[s].verslag != "niets"] == []


def test_een_ervaringsdeskundige_is_een_volle_rol(tmp_path: Any) -> None:
    """Point 19: in the role list of the werkvormen that look at a case or a question, and in the list of functies."""
    met_rol = {naam for naam, w in ALLE.items() if "ervaringsdeskundige" in w.rollen}
    assert {
        "succesreflectie",
        "veiligheidsplan-toetsen",
        "reflectiegesprek-vraagstuk",
        "casus-door-de-keten",
    } <= met_rol
    functies = read_functies(Config(data=tmp_path))
    assert functies.show("ervaringsdeskundige", "nl")


@pytest.mark.parametrize("mist", ["wie", "wanneer", "niveau"])
def test_een_actie_heeft_wie_wanneer_en_niveau(mist: str) -> None:
    """Point 26: without one of them it is no agreement yet."""
    heel: dict[str, object] = {
        "soort": "afspraak", "wat": "Samen terugkijken", "wie": "wijkteam", "wanneer": "over een week", "niveau": "team"
    }  # fmt: skip
    assert SOORTEN["acties"].check(Vorm("acties"), heel)["tekst"] == "Samen terugkijken"
    for kapot in ({n: w for n, w in heel.items() if n != mist}, {**heel, mist: "  "}):
        with pytest.raises(Weigering):
            SOORTEN["acties"].check(Vorm("acties"), kapot)
