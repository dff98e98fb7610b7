"""Het verloop van een sessie: van stap naar stap, de klok, bedekken en onthullen, en wat de groep met kaarten doet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hulp.kern import Kern, open_kern, weigert

from leersessie.i18n.weigering import Weigering
from leersessie.verloop import Klokstand


@pytest.fixture
def kern(tmp_path: Path) -> Iterator[Kern]:
    """A session that has begun, in a step where everybody types in sight."""
    with open_kern(tmp_path, overslaan={"les": False}) as kern:
        kern.begin("vragen")
        yield kern


def test_van_open_tot_de_laatste_stap_en_terug(tmp_path: Path) -> None:
    """Open, begin, next to the end, previous to the start; skipped steps are passed over."""
    with open_kern(tmp_path) as kern:
        with weigert(kern, "basis.verkeerd_moment"):
            kern.stuur("begin")
        kern.stuur("open")
        assert (kern.stand.toestand, kern.stand.deur) == ("open", True)
        with weigert(kern, "basis.verkeerd_moment"):
            kern.stuur("stap", naar="volgende")
        kern.stuur("begin")
        rij = kern.stand.stappen
        assert (kern.stand.stap, rij[-1]) == ("welkom", "acties")
        for stap in rij[1:]:
            kern.stuur("stap", naar="volgende")
            assert kern.stand.stap == stap
        with weigert(kern, "regie.geen_stap_meer"):
            kern.stuur("stap", naar="volgende")
        for stap in reversed(rij[:-1]):
            kern.stuur("stap", naar="vorige")
            assert kern.stand.stap == stap
        with weigert(kern, "regie.geen_stap_meer"):
            kern.stuur("stap", naar="vorige")
        kern.naar("les")  # a skipped step can still be jumped to
        assert kern.stand.sturing.geweest == frozenset(rij)


def test_pauze_en_verder(kern: Kern) -> None:
    """Pressing twice is pressing once; the step stays where it was; contributions still arrive."""
    for aan, toestand in ((True, "gepauzeerd"), (True, "gepauzeerd"), (False, "bezig"), (False, "bezig")):
        kern.stuur("pauze", aan=aan)
        assert (kern.stand.toestand, kern.stand.stap) == (toestand, "vragen")
        kern.geef(kern.deelnemer())


def test_de_klok_informeert_en_gaat_nooit_zelf_verder(kern: Kern) -> None:
    """Start, stand still, a minute more, set; past the end nothing happens by itself."""
    einde = kern.stand.sturing.klok.einde_ms
    assert einde == kern.config.klok.now_ms() + 3 * 60_000
    kern.tijd.verder(minuten=1)
    kern.stuur("klok", doe="pauze")
    assert kern.stand.sturing.klok == Klokstand(rest_ms=2 * 60_000, duur_ms=3 * 60_000)
    kern.tijd.verder(minuten=30)
    kern.stuur("klok", doe="plus")
    assert kern.stand.sturing.klok.compute_rest(kern.config.klok.now_ms()) == 3 * 60_000
    kern.stuur("klok", doe="start")
    kern.tijd.verder(minuten=10)
    assert kern.stand.sturing.klok.compute_rest(kern.config.klok.now_ms()) == -7 * 60_000
    assert (kern.stand.stap, kern.stand.is_open("vragen")) == ("vragen", True)
    kern.stuur("klok", doe="plus", minuten=2)
    assert kern.stand.sturing.klok.compute_rest(kern.config.klok.now_ms()) == 2 * 60_000
    kern.stuur("klok", doe="zet", minuten=0)
    assert kern.stand.sturing.klok.compute_rest(kern.config.klok.now_ms()) == 0
    for minuten in (-1, 241, True, "5", 1.5, None):
        with weigert(kern, "invoer.vorm"):
            kern.stuur("klok", doe="plus", minuten=minuten)


# ---- covered and revealed ----------------------------------------------------------------------------------


def test_onthullen_kan_alleen_wat_verborgen_is(kern: Kern) -> None:
    """Not before the step began (it could never be covered again), not twice, not a step that is not covered."""
    for stap in ("gedachte", "vragen"):
        with weigert(kern, "regie.niets_te_onthullen"):
            kern.stuur("onthul", stap=stap)
    with weigert(kern, "regie.stap_onbekend"):
        kern.stuur("onthul", stap="parkeerplaats")
    kern.naar("gedachte")
    assert kern.stand.is_verborgen("gedachte")
    kern.stuur("onthul", stap="gedachte")
    assert not kern.stand.is_verborgen("gedachte")
    with weigert(kern, "regie.niets_te_onthullen"):
        kern.stuur("onthul", stap="gedachte")


def test_wat_al_verlaten_is_kan_later_nog_worden_onthuld(kern: Kern) -> None:
    """First thoughts are often read two steps later."""
    kern.naar("gedachte")
    kern.naar("kiezen")
    kern.stuur("onthul", stap="gedachte")
    assert (kern.stand.is_verborgen("gedachte"), kern.stand.stap) == (False, "kiezen")


def test_heropenen_bedekt_weer_en_laat_weer_schrijven(kern: Kern) -> None:
    """A revealed step takes no answers; reopened it does, covered; also from another step."""
    kern.naar("gedachte")
    wie = kern.deelnemer()
    kern.geef(wie)
    kern.stuur("onthul", stap="gedachte")
    assert not kern.stand.is_open("gedachte")
    kern.naar("kiezen")
    kern.stuur("heropen", stap="gedachte")
    assert (kern.stand.stap, kern.stand.is_verborgen("gedachte"), kern.stand.is_open("gedachte")) == (
        "gedachte",
        True,
        True,
    )
    assert "laat" not in kern.geef(wie).kaart
    assert [k.laat for k in kern.stand.list_kaarten("gedachte")] == [False, False]


def test_licht_pas_na_het_onthullen_en_nooit_op_wat_niet_gezien_mag(kern: Kern) -> None:
    """Covered, hidden, waiting, gone: no spotlight. Hiding or taking away puts the light out."""
    kern.naar("gedachte")
    een, naam = kern.geef(kern.deelnemer()), kern.geef(kern.deelnemer(), {"tekst": "bel 06-12345678"})
    with weigert(kern, "regie.nog_verborgen"):
        kern.stuur("licht_uit", kaart=een.kaart)
    kern.stuur("onthul", stap="gedachte")
    with weigert(kern, "regie.nog_verborgen"):
        kern.stuur("licht_uit", kaart=naam.kaart)
    kern.stuur("licht_uit", kaart=een.kaart)
    assert kern.stand.sturing.uitgelicht == een.kaart
    kern.stuur("verberg", kaart=een.kaart, aan=True)
    assert kern.stand.sturing.uitgelicht == ""
    with weigert(kern, "regie.nog_verborgen"):
        kern.stuur("licht_uit", kaart=een.kaart)
    kern.stuur("verberg", kaart=een.kaart, aan=False)
    kern.stuur("licht_uit", kaart=een.kaart)
    kern.stuur("licht_uit", kaart="")
    assert kern.stand.sturing.uitgelicht == ""
    kern.stuur("haal_weg", kaart=een.kaart)
    for daad, gegeven in (("licht_uit", {}), ("verberg", {"aan": True}), ("haal_weg", {}), ("typeer", {"type": ""})):
        with weigert(kern, "regie.kaart_weg"):
            kern.stuur(daad, kaart=een.kaart, **gegeven)


def test_geen_enkele_terugdraai_toont_een_wachtende_kaart(kern: Kern) -> None:
    """Hidden while it waits, and then everything undone: still nobody sees it."""
    naam = kern.geef(kern.deelnemer(), {"tekst": "bel 06-12345678"})
    kern.stuur("verberg", kaart=naam.kaart, aan=True)
    while kern.stand.verleden:
        kern.stuur("terug")
        assert naam.kaart in kern.stand.wacht
    with weigert(kern, "regie.niets_terug"):
        kern.stuur("terug")


# ---- cards -------------------------------------------------------------------------------------------------


def test_verplaatsen_typeren_koppelen_bundelen(kern: Kern) -> None:
    """What the group does with the cards of a step; each refusal on the way."""
    kern.naar("feiten")
    a, b = (kern.geef(kern.leider, {"kolom": "zorgen", "tekst": t}).kaart for t in "ab")
    kern.naar("weging")
    w = kern.geef(kern.leider, {"kolom": "steunt", "tekst": "w"}).kaart
    kern.stuur("koppel", kaart=w, aan=[a, b, a])
    assert kern.stand.sturing.koppels == {w: (a, b)}
    for aan, sleutel in (
        ([w], "regie.koppel"),
        (["weg"], "regie.kaart_weg"),
        ("a", "invoer.vorm"),
        ([a] * 25, "invoer.vorm"),
    ):
        with weigert(kern, sleutel):
            kern.stuur("koppel", kaart=w, aan=aan)
    with weigert(kern, "invoer.keus"):
        kern.stuur("verplaats", kaart=w, kolom="zorgen")
    with weigert(kern, "invoer.keus"):
        kern.stuur("typeer", kaart=a, type="KANARIE")
    with weigert(kern, "regie.bundel_een_stap"):
        kern.stuur("bundel", kaarten=[a, w])
    bundel = kern.stuur("bundel", kaarten=[a, b], naam=" Geld ")["kaart"]
    assert (kern.stand.sturing.bundels, kern.staat.inhoud(bundel)) == ({bundel: (a, b)}, {"tekst": "Geld"})
    with weigert(kern, "regie.kaart_weg"):
        kern.stuur("bundel", bundel="bestaatniet", kaarten=[a, b])
    kern.stuur("haal_weg", kaart=b)
    assert (kern.stand.sturing.bundels, kern.stand.sturing.koppels) == ({}, {w: (a,)})


@pytest.mark.parametrize(
    "maak",
    [
        lambda plan: [],
        lambda plan: plan + plan[:1],
        lambda plan: [{**p, "overslaan": True} for p in plan],
        lambda plan: [p for p in plan if p["id"] != "vragen"],
        lambda plan: [{**plan[0], "minuten": 241}, *plan[1:]],
        lambda plan: [{**plan[0], "minuten": True}, *plan[1:]],
        lambda plan: [{**plan[0], "id": "KANARIE"}, *plan[1:]],
        lambda plan: [{**plan[0], "id": 5}, *plan[1:]],
        lambda plan: [{**plan[0], "extra": 5}, *plan[1:]],
        lambda plan: [{**plan[0], "overslaan": "ja"}, *plan[1:]],
        lambda plan: ["KANARIE"],
        lambda plan: {"id": "vragen"},
    ],
)
def test_een_plan_dat_niet_kan(kern: Kern, maak: Callable[[Any], Any]) -> None:
    """Nothing left, twice the same, the current step gone, impossible minutes, steps of elsewhere."""
    plan = [{"id": p.id, "minuten": p.minuten, "overslaan": p.overslaan} for p in kern.stand.plan]
    voor = kern.stand
    with pytest.raises(Weigering) as weigering:
        kern.stuur("plan", plan=maak(plan))
    assert weigering.value.sleutel in ("regie.plan", "invoer.vorm", "regie.stap_onbekend")
    assert kern.stand == voor


def test_de_parkeerplaats_hoort_niet_in_een_plan(kern: Kern) -> None:
    """It is open all the time and no step of the plan."""
    plan = [{"id": p.id, "minuten": p.minuten} for p in kern.stand.plan]
    with weigert(kern, "regie.plan"):
        kern.stuur("plan", plan=[*plan, {"id": "parkeerplaats", "minuten": 5}])
