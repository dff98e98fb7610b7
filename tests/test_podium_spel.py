"""Tweehonderd willekeurige sessies: geen beeld toont wat niet gezien mag worden, en hetzelfde blijft hetzelfde."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from hulp.kern import Kern, bereid_voor, draw_publieken, open_kern
from hulp.spel import EERSTE_NUMMER, Spel, Zet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leersessie.i18n import t
from leersessie.podium import Publiek, draw, draw_bord_telefoon, draw_invoervelden
from leersessie.store.staat import load_staat

KANARIE = re.compile(r"KANARIE\d+x")
ARTIKEL = re.compile(r'<article[^>]*data-kaart="(\w+)"[^>]*>(.*?)</article>', re.S)
ZETTEN = st.lists(st.tuples(st.integers(0, 14), st.integers(0, 20), st.integers(0, 20)), min_size=8, max_size=28)
INSTEL = {"suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]}
PUBLIEKEN = draw_publieken()


@pytest.fixture(scope="module")
def huis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kern]:
    """One database for all sessions of this module."""
    with ExitStack() as stapel:
        yield stapel.enter_context(open_kern(tmp_path_factory.mktemp("spel")))


def start(huis: Kern) -> Spel:
    """A new session in this database."""
    kern = bereid_voor(huis.store, huis.config, huis.account, wie_ontbreekt="NOTITIE", overslaan={"les": False})
    return Spel(kern)


def check_zichtbaar(spel: Spel, html: str, *, leiding: bool = False) -> None:
    """Only words that may be seen now."""
    mag = spel.list_zichtbaar(leiding=leiding)
    heel = {KANARIE.findall(tekst)[0] for tekst in mag}
    assert set(KANARIE.findall(html)) <= heel


def check_functies(spel: Spel, html: str, *, leiding: bool = False) -> None:
    """Only with a card that may be seen and whose writer allowed it; one that stands alone only with that as well."""
    mag = spel.list_zichtbaar(leiding=leiding)
    per_functie = {"FUNCTIEwijk": "aanhalen", "FUNCTIEalleen": "alleen"}
    for functie, wens in per_functie.items():
        eigen = {k for k, w in spel.kaarten.items() if w.nu in mag and w.wie.functie == functie and getattr(w, wens)}
        assert functie not in html or eigen
        assert {kaart for kaart, inhoud in ARTIKEL.findall(html) if functie in inhoud} <= eigen


def check_niemand(html: str) -> None:
    """Nothing of anybody: no number of a phone, no two words, no note, no act of the draaiboek, no account."""
    nummers = [str(EERSTE_NUMMER + n)[:5] for n in (0, 100_000)]
    verboden = ("WOORD", "NOTITIE", "DRAAIBOEK", "Proefteam", "anna", *nummers)
    assert [v for v in verboden if v in html] == []
    assert t("nl", "podium.noodrem_teken") not in html


def check_beamer(spel: Spel, html: str) -> None:
    """Everything a room may see and nothing else; the way in only while the door is open."""
    check_zichtbaar(spel, html)
    check_functies(spel, html)
    check_niemand(html)
    code = spel.kern.store.info(spel.kern.sessie).code or ""
    if not spel.kern.stand.deur:
        assert code[:3] + "-" + code[3:] not in html
        assert 'class="qr"' not in html


def check_alles(spel: Spel) -> None:
    """Every Publiek, and the same bytes again from a state that was read anew from the database."""
    kern = spel.kern
    toneel = kern.toneel(spel.zaal)
    vers = kern.store.read(lambda v: load_staat(v, kern.sessie))
    assert vers is not None
    opnieuw = kern.toneel(spel.zaal) if vers == kern.staat else None
    assert opnieuw is not None
    geheimen = spel.list_geheim()
    for publiek in PUBLIEKEN:
        beeld = draw(publiek, toneel)
        assert beeld == draw(publiek, opnieuw)
        heel = "".join(beeld.values())
        assert [g for g in geheimen if g in heel] == []
        if publiek.zicht == "beamer":
            check_beamer(spel, heel)
        elif publiek.zicht == "telefoon":
            check_zichtbaar(spel, heel)
            check_functies(spel, heel)
            check_niemand(heel)
        else:
            check_zichtbaar(spel, heel, leiding=True)
            check_functies(spel, beeld["bord"], leiding=True)
            check_niemand(beeld["bord"])
    for extra in (draw_bord_telefoon(Publiek("telefoon"), toneel), draw_invoervelden(Publiek("telefoon"), toneel)):
        check_zichtbaar(spel, extra)
        check_niemand(extra)


def play(huis: Kern, zetten: list[Zet]) -> None:
    """One session: a beamer picture after every move, all pictures now and then, and after the close."""
    spel = start(huis)
    for nummer, zet in enumerate(zetten):
        spel.play(zet)
        check_beamer(spel, draw(PUBLIEKEN[0], spel.kern.toneel(spel.zaal))["doek"])
        if nummer % 9 == 5:
            check_alles(spel)
    check_alles(spel)
    spel.close()
    check_alles(spel)
    huis.store.forget(spel.kern.sessie)


@settings(max_examples=200, **INSTEL)
@given(zetten=ZETTEN)
def test_geen_beeld_toont_wat_niet_gezien_mag(huis: Kern, zetten: list[Zet]) -> None:
    """In the ordinary run two hundred sessions."""
    play(huis, zetten)


@pytest.mark.traag
@settings(max_examples=1_000, **INSTEL)
@given(zetten=st.lists(st.tuples(st.integers(0, 14), st.integers(0, 20), st.integers(0, 20)), min_size=20, max_size=60))
def test_geen_beeld_van_duizend_sessies_toont_wat_niet_gezien_mag(huis: Kern, zetten: list[Zet]) -> None:
    """A thousand longer ones in the long run."""
    play(huis, zetten)
