"""De draad van besluit naar weging naar feiten: alleen wat ieder mag zien, in lagen, en hetzelfde als tabel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hulp.kern import Kern, open_kern
from test_podium_beelden import Lezer

from leersessie.podium import Publiek, draw
from leersessie.podium.bord import draw_bord
from leersessie.podium.draad import HOOGSTENS, DraadBeeld, draw_draad


@pytest.fixture
def kern(tmp_path: Path) -> Iterator[Kern]:
    """A session with facts on the board."""
    with open_kern(tmp_path, overslaan={"les": False}) as kern:
        kern.begin("feiten")
        yield kern


def give(kern: Kern, stap: str, tekst: str, op: list[str] | None = None, **velden: str) -> str:
    """One card of the gespreksleider, resting on these."""
    kern.naar(stap)
    return kern.geef(kern.leider, {"tekst": tekst, **velden, **({"verwijst": op} if op else {})}).kaart


def draw_nu(kern: Kern) -> DraadBeeld | None:
    """The thread as the beamer sees it."""
    toneel = kern.toneel()
    return draw_draad({s.id: draw_bord(toneel, s, leiding=False, taal="nl") for s in kern.werkvorm.stappen})


def see(kern: Kern) -> str:
    """The beamer with the thread on it; sound HTML."""
    kern.stuur("beamer", toont="draad")
    html = draw(Publiek("beamer"), kern.toneel())["doek"]
    lezer = Lezer()
    lezer.feed(html)
    assert (lezer.fouten, lezer.open) == ([], [])
    return html


def test_zonder_koppels_is_er_geen_draad(kern: Kern) -> None:
    give(kern, "feiten", "een feit", kolom="zorgen")
    assert draw_nu(kern) is None
    assert "Er rust nog niets op iets anders." in see(kern)


def test_feiten_links_en_wat_erop_rust_rechts(kern: Kern) -> None:
    feit = give(kern, "feiten", "Moeder kwam op elke afspraak", kolom="goed")
    los = give(kern, "feiten", "Een los feit", kolom="zorgen")
    weging = give(kern, "weging", "Er is vertrouwen", [feit], kolom="steunt")
    beeld = draw_nu(kern)
    assert beeld is not None
    plek = {k.kaart.id: k.x for k in beeld.knopen}
    assert plek[feit] < plek[weging] and los not in plek
    assert len(beeld.lijnen) == 1 and beeld.rust[0][1][0].endswith("Moeder kwam op elke afspraak")
    html = see(kern)
    assert "Er is vertrouwen" in html and "Een los feit" not in html and html.count('class="lijn"') == 1
    kern.stuur("haal_weg", kaart=feit)
    assert draw_nu(kern) is None


def test_wat_verborgen_is_zit_niet_in_de_draad(kern: Kern) -> None:
    feit = give(kern, "feiten", "KANARIE", kolom="zorgen")
    give(kern, "weging", "rust erop", [feit], kolom="steunt")
    kern.stuur("verberg", kaart=feit, aan=True)
    assert draw_nu(kern) is None and "KANARIE" not in see(kern)


def test_meer_dan_er_past_en_een_lange_tekst(kern: Kern) -> None:
    feiten = [give(kern, "feiten", f"feit {n} " + "woord " * 30, kolom="zorgen") for n in range(HOOGSTENS + 3)]
    for feit in feiten:
        give(kern, "weging", "weging " * 20, [feit], kolom="steunt")
    beeld = draw_nu(kern)
    assert beeld is not None and beeld.meer == 6
    assert all(len(k.regels) <= 2 and all(len(r) <= 26 for r in k.regels) for k in beeld.knopen)
    assert len(beeld.rust) == HOOGSTENS + 3, "in de tabel staat alles"


def test_een_kring_van_koppels_houdt_op(kern: Kern) -> None:
    a = give(kern, "feiten", "a", kolom="zorgen")
    b = give(kern, "weging", "b", [a], kolom="steunt")
    toneel = kern.toneel()
    borden = {s.id: draw_bord(toneel, s, leiding=False, taal="nl") for s in kern.werkvorm.stappen}
    kaart = next(k for k in borden["feiten"].alle if k.id == a)
    object.__setattr__(kaart, "koppels", (b,))
    beeld = draw_draad(borden)
    assert beeld is not None and len(beeld.knopen) == 2
