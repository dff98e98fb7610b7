"""De werkvormen naast de methodische leerbijeenkomst: hun stappen, hun woorden, en elk van begin tot eind gespeeld.

Each is played over the real protocol by a group of simulated phones; what the verslag would hold is asserted after.
"""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from proefsessie import start_sessie

from leersessie.config import Config, content_dir
from leersessie.invoer import SOORTEN
from leersessie.proefgroep import Groep, Wensen, run_sessie
from leersessie.proefgroep.leiding import Leidraad
from leersessie.regie.opbrengst import gather_opbrengst
from leersessie.store import Staat, open_store
from leersessie.werkvormen import Stap, Werkvorm, read_werkvormen

ALLE = read_werkvormen(content_dir("werkvormen"))[0]
GROEP = 8
SNEL = 400.0
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


# ---- played over the real protocol ---------------------------------------------------------------------------


def load(data: Path, sessie: str) -> Staat:
    """What the database holds, once the server is gone."""
    store = open_store(Config(data=data))
    try:
        return store.load(sessie)
    finally:
        store.close()


def play(tmp_path: Path, naam: str, taal: str) -> None:
    """From the first step to the last: every typing step got its answers, and the verslag what its steps say."""
    werkvorm = ALLE[naam]
    toml = (content_dir("werkvormen") / f"{naam}.toml").read_text("utf-8")
    rollen = tuple(r for r in ("inbrenger", "schrijver", "jurist") if r in werkvorm.rollen)
    wensen = Wensen(tempo=SNEL, werkvormen=content_dir("werkvormen"), rollen=rollen)
    with (
        start_sessie(tmp_path, toml, taal=taal) as proef,
        Groep(proef.server.adres, proef.code, GROEP, wensen, lambda _: None) as groep,
    ):
        binnen = threading.Thread(target=groep.join, daemon=True)
        leidraad = Leidraad(GROEP, groep.wensen.rollen, SNEL, groep.is_klaar)
        gespeeld = run_sessie(proef.link, leidraad, geopend=binnen.start)
        binnen.join(30)
        uitkomst = groep.count()
        proef.server.stop()
        staat = load(tmp_path, proef.sessie)
    assert gespeeld == [s.id for s in list_gespeeld(werkvorm)]
    assert (uitkomst.onderweg, uitkomst.geweigerd) == (0, 0)
    met_invoer = {s.id for s in list_gespeeld(werkvorm) if s.typt != "niemand"}
    assert {kaart.stap for kaart in staat.stand.kaarten.values() if not kaart.weg} == met_invoer
    regels = gather_opbrengst(werkvorm, staat, taal)
    verwacht = {s.id for s in list_gespeeld(werkvorm) if s.verslag != "niets"}
    assert {r.stap for r in regels if r.stap != "parkeerplaats"} == verwacht
    assert {r.stap for r in regels if r.les == "kern"} == set(KERN[naam])


@pytest.mark.server
def test_een_werkvorm_met_twee_ideeen_gespeeld(tmp_path: Path) -> None:
    """The normal one: choice, hidden cards, two ideas, columns and actions."""
    play(tmp_path, "reflectiegesprek-vraagstuk", "nl")


@pytest.mark.server
@pytest.mark.traag
@pytest.mark.parametrize("taal", ["nl", "en"])
@werkvorm_van
def test_elke_werkvorm_gespeeld(tmp_path: Path, naam: str, taal: str) -> None:
    """All of them, in both languages."""
    play(tmp_path, naam, taal)
