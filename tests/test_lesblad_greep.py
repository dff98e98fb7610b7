"""De greep om een plek: ruimer, samen, een andere soort; en hoe ver iemand is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hulp.blad import Bladproef, open_proef
from hulp.lesweg import maak_concept

from leersessie.lessen.controle import check_inhoud
from leersessie.lessen.greep import RUIM, Greep, count_tot_volgende, read_greep, stretch
from leersessie.lessen.vorm import TEKSTVELDEN
from leersessie.store.lessen import find_concept

SITUATIE = "Op maandag kwam mevrouw Jansen met kleine Yorrit naar Hengelo.\nDaarna ging het beter."


@pytest.fixture
def proef(tmp_path: Path) -> Iterator[Bladproef]:
    """A played session, still open."""
    with open_proef(tmp_path) as huis:
        yield huis


def read_dit(bron: str) -> str:
    """The words the page asks about."""
    hit = re.search(r'name="gezien" value="([^"]*)"', bron)
    assert hit is not None
    return html.unescape(hit[1])


def read_link(bron: str, naam: str) -> str:
    """Where a button of the grip goes."""
    hit = re.search(rf'href="([^"]+)" data-{naam}>', bron)
    assert hit is not None, naam
    return html.unescape(hit[1])


def test_een_plek_ruimer_blijft_in_haar_regel(proef: Bladproef) -> None:
    """Whole words, never over the line or the text, and what it covers belongs to it."""
    inhoud = {**dict.fromkeys(TEKSTVELDEN, ""), "situatie": SITUATIE}
    plekken = check_inhoud(proef.config, inhoud, {})
    woorden = [SITUATIE[p.start : p.end] for p in plekken]
    assert woorden == ["Jansen", "Yorrit", "Hengelo"]
    jansen, _, hengelo = plekken

    def take(sleutel: str, greep: Greep) -> tuple[str, int]:
        uit = stretch(inhoud, plekken, sleutel, greep)
        plek = next(p for p in uit if p.sleutel == sleutel)
        return SITUATIE[plek.start : plek.end], len(uit)

    assert take(jansen.sleutel, Greep(voor=1)) == ("mevrouw Jansen", 3)
    assert take(jansen.sleutel, Greep(na=2)) == ("Jansen met kleine", 3)
    assert count_tot_volgende(inhoud, plekken, jansen.sleutel) == 3
    assert take(jansen.sleutel, Greep(na=3)) == ("Jansen met kleine Yorrit", 2)
    assert take(hengelo.sleutel, Greep(na=RUIM)) == ("Hengelo", 3)
    assert count_tot_volgende(inhoud, plekken, hengelo.sleutel) == 0
    assert take(hengelo.sleutel, Greep(voor=RUIM)) == (SITUATIE[: SITUATIE.index(".\n")], 1)


def test_wat_geen_greep_is_telt_niet() -> None:
    """An address that somebody typed over gives the place as it was."""
    assert read_greep("2", "99", "PLAATS") == Greep(2, RUIM, "PLAATS")
    for ruw in (None, "-1", "x", "1.5", "", "²", "9" * 5_000):
        assert read_greep(ruw, ruw, "NAAM") == Greep()


def test_samen_met_de_volgende_en_een_andere_soort(proef: Bladproef) -> None:
    """One replacement for two places; another kind gives another proposal. No script is needed for it."""
    leider = proef.log_in("leider")
    pad, _ = maak_concept(proef, leider, situatie=SITUATIE)
    bron = leider.get(f"{pad}/nalezen")
    assert read_dit(bron) == "Jansen"
    assert 'name="overal"' not in bron
    samen = read_link(bron, "samen")
    assert "Jansen" not in samen
    bron = leider.get(f"{pad}/nalezen{samen}")
    assert read_dit(bron) == "Jansen met kleine Yorrit"
    assert 'value="laat"' not in bron
    plek = re.search(r'name="plek" value="([0-9a-f]+)"', bron)
    assert plek is not None
    anders = leider.get(f"{pad}/nalezen?plek={plek[1]}&soort=PLAATS")
    assert 'value="een dorp of stad"' in anders
    assert ">plaats<" in anders
    terug = leider.get(f"{pad}/nalezen{read_link(bron, 'terug')}")
    assert read_dit(terug) == "Jansen"
    velden = {"doe": "vervang", "plek": plek[1], "na": "3", "vervang": "het gezin"}
    assert "Deze plek staat niet meer" in leider.post(f"{pad}/plek", 404, **velden, gezien="Jansen met")
    leider.post(f"{pad}/plek", **velden, gezien="Jansen met kleine Yorrit")
    concept = proef.store.read(lambda v: find_concept(v, pad.rpartition("/")[2]))
    assert concept is not None
    assert str(concept.inhoud["situatie"]).startswith("Op maandag kwam mevrouw het gezin naar Hengelo.")


def test_de_voortgang_telt_door(proef: Bladproef) -> None:
    """A real element with the same numbers as the sentence; a number from elsewhere never makes it wrong."""
    leider = proef.log_in("leider")
    pad, _ = maak_concept(proef, leider, situatie=SITUATIE)
    bron = leider.get(f"{pad}/nalezen")
    van = re.search(r'<progress id="voortgang" max="(\d+)" value="0">', bron)
    assert van is not None
    plek = re.search(r'name="plek" value="([0-9a-f]+)"', bron)
    assert plek is not None
    leider.post(f"{pad}/plek", doe="vervang", plek=plek[1], vervang="de moeder", van=van[1])
    bron = leider.get(f"{pad}/nalezen?van={van[1]}")
    assert f"1 van {van[1]} beoordeeld" in bron
    assert f'max="{van[1]}" value="1"' in bron
    for raar in ("0", "-3", "x", "1", "99999"):
        assert 'value="0"></progress>' in leider.get(f"{pad}/nalezen?van={raar}")
