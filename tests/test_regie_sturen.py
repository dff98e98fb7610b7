"""Sturen: elke daad, wie haar mag doen, wanneer, met welke velden, en hoe zij teruggaat."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hulp.kern import Kern, open_kern, weigert

from leersessie.regie.sturen import DADEN, ZONDER_VOLGORDE, steer
from leersessie.regie.wie import Wie
from leersessie.verloop import Klokstand
from leersessie.verloop.rechten import LEIDING, ROLLEN, TABEL
from leersessie.verloop.vouw import STURING


@pytest.fixture
def kern(tmp_path: Path) -> Iterator[Kern]:
    """A session that has begun, in a step where everybody types in sight."""
    with open_kern(tmp_path, overslaan={"les": False}) as kern:
        kern.begin("vragen")
        yield kern


def make_gegeven(kern: Kern, daad: str) -> dict[str, Any]:
    """Fields with which this act succeeds now."""
    kaarten = [kern.geef(kern.leider, stap="vragen").kaart for _ in range(2)] if kern.stand.stap == "vragen" else []
    plan = [{"id": p.id, "minuten": p.minuten, "overslaan": p.overslaan} for p in kern.stand.plan]
    return {
        "stap": {"naar": "kiezen"},
        "heropen": {"stap": "gedachte"},
        "onthul": {"stap": "gedachte"},
        "invoer": {"stap": "vragen", "open": False},
        "klok": {"doe": "zet", "minuten": 7},
        "klok_tonen": {"aan": True},
        "beamer": {"toont": "vensters"},
        "stilte": {"aan": True},
        "pauze": {"aan": True},
        "deur": {"open": False},
        "licht_uit": {"kaart": kaarten[0] if kaarten else ""},
        "verberg": {"kaart": kaarten[0], "aan": True} if kaarten else {},
        "haal_weg": {"kaart": kaarten[0]} if kaarten else {},
        "verplaats": {},
        "typeer": {"kaart": kaarten[0], "type": "mening"} if kaarten else {},
        "koppel": {},
        "bundel": {"kaarten": kaarten, "naam": "samen"},
        "plan": {"plan": plan},
    }.get(daad, {})


def prepare_daad(kern: Kern, daad: str) -> dict[str, Any]:
    """Bring the session where this act can succeed; returns its fields."""
    if daad in ("onthul", "heropen"):
        kern.naar("gedachte")
        if daad == "heropen":
            kern.stuur("onthul", stap="gedachte")
            kern.naar("vragen")
    elif daad == "verplaats":
        kern.naar("feiten")
        return {"kaart": kern.geef(kern.leider, {"kolom": "zorgen", "tekst": "a"}).kaart, "kolom": "goed"}
    elif daad == "koppel":
        kern.naar("feiten")
        feit = kern.geef(kern.leider, {"kolom": "zorgen", "tekst": "a"}).kaart
        kern.naar("weging")
        return {"kaart": kern.geef(kern.leider, {"kolom": "steunt", "tekst": "a"}).kaart, "aan": [feit]}
    elif daad == "terug":
        kern.stuur("klok_tonen", aan=True)
    return make_gegeven(kern, daad)


LOPEND = sorted(set(DADEN) - {"open", "begin"})
STUURT = sorted(set(LOPEND) - {"terug", "plan", "deur", "pauze", "haal_weg"})
"""Acts that change the steering and can be taken back."""


# ---- every act ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("daad", LOPEND)
def test_elke_daad_lukt_en_verandert_iets(kern: Kern, daad: str) -> None:
    """With the right fields at the right moment: one or two facts, and another state."""
    gegeven = prepare_daad(kern, daad)
    voor = kern.stand
    uit = kern.stuur(daad, **gegeven)
    assert kern.stand.seq in (voor.seq + 1, voor.seq + 2)
    assert uit["seq"] == kern.stand.seq
    if daad != "plan":
        assert replace(kern.stand, seq=voor.seq, stuurseq=voor.stuurseq, verleden=voor.verleden) != voor


@pytest.mark.parametrize("daad", STUURT)
def test_elke_sturende_daad_gaat_met_een_druk_terug(kern: Kern, daad: str) -> None:
    """Also the acts of two facts; cards stay as they are."""
    gegeven = prepare_daad(kern, daad)
    voor = kern.stand
    kern.stuur(daad, **gegeven)
    na = kern.stand
    kern.stuur("terug")
    assert kern.stand.sturing == voor.sturing
    assert (kern.stand.kaarten, kern.stand.wacht) == (na.kaarten, na.wacht)


@pytest.mark.parametrize("daad", sorted(DADEN))
def test_elke_daad_staat_in_de_rechtentabel_en_vraagt_de_leiding(kern: Kern, daad: str) -> None:
    """No other role may steer, in whatever state."""
    assert TABEL[DADEN[daad].recht].rollen <= LEIDING
    for rol in set(ROLLEN) - LEIDING:
        with weigert(kern, "basis.niet_toegestaan", 403):
            kern.stuur(daad, wie=Wie(frozenset({rol})), **dict.fromkeys(DADEN[daad].velden, ""))


@pytest.mark.parametrize("daad", LOPEND)
def test_een_daad_op_een_oud_beeld_wordt_geweigerd(kern: Kern, daad: str) -> None:
    """Two consoles: the second hears that somebody steered. What protects people always works."""
    gegeven = prepare_daad(kern, daad)
    oud = kern.stand.stuurseq
    kern.stuur("klok", doe="plus")
    if daad in ZONDER_VOLGORDE:
        kern.stuur(daad, gezien=oud, **gegeven)
    else:
        with weigert(kern, "regie.verouderd"):
            kern.stuur(daad, gezien=oud, **gegeven)


@pytest.mark.parametrize("gezien", ["3", 3.0, True, [], {}], ids=repr)
def test_gezien_is_een_getal(kern: Kern, gezien: Any) -> None:
    """Not something that looks like one."""
    with weigert(kern, "invoer.vorm"):
        kern.stuur("stilte", gezien=gezien, aan=True)


@pytest.mark.parametrize("daad", sorted(DADEN))
def test_een_veld_te_veel_of_te_weinig(kern: Kern, daad: str) -> None:
    """Each act has its own fields, all of them and no others; anything but an object is refused."""
    gegeven: dict[str, Any] = dict.fromkeys(DADEN[daad].velden, "KANARIE")
    with weigert(kern, "invoer.vorm"):
        kern.stuur(daad, **gegeven, KANARIE=1)
    for veld in gegeven:
        with weigert(kern, "invoer.vorm"):
            kern.stuur(daad, **{v: w for v, w in gegeven.items() if v != veld})
    for ruw in (None, [], "KANARIE", 5):
        with weigert(kern, "invoer.vorm"):
            steer(kern.store, kern.config, kern.sessie, kern.leider, daad, ruw, kern.stand.stuurseq)


WAARDEN: list[Any] = [
    None,
    5,
    -1,
    1.5,
    True,
    "",
    "KANARIE",
    [],
    ["KANARIE"],
    [["KANARIE"]],
    {},
    {"a": 1},
    "x" * 100_000,
]


@pytest.mark.parametrize("daad", LOPEND)
def test_een_verkeerde_waarde_wordt_geweigerd_en_is_nooit_een_fout(kern: Kern, daad: str) -> None:
    """Any value of any type in any field: a refusal or a sensible act, never anything else."""
    from leersessie.i18n.weigering import Weigering

    goed = prepare_daad(kern, daad)
    for veld in sorted(DADEN[daad].velden | DADEN[daad].mag):
        for waarde in WAARDEN:
            try:
                kern.stuur(daad, **{**goed, veld: waarde})
            except Weigering as weigering:
                assert not weigering.opnieuw
                assert weigering.to_ack("nl")["tekst"]
            assert "KANARIE" not in repr(kern.stand.sturing)


def test_een_daad_die_er_niet_is(kern: Kern) -> None:
    """An unknown name is a wrong shape."""
    with weigert(kern, "invoer.vorm"):
        kern.stuur("KANARIE")


# ---- the course --------------------------------------------------------------------------------------------


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
    from leersessie.i18n.weigering import Weigering

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


def test_elke_soort_stuurfeit_wordt_door_een_daad_gemaakt(kern: Kern) -> None:
    """No kind of fact that nobody can make."""
    gemaakt: set[str] = set()
    kern.store.geschreven.connect(lambda _, staat, feiten: gemaakt.update(f.soort for f in feiten), weak=False)
    for daad in LOPEND:
        kern.stuur(daad, **prepare_daad(kern, daad))
        if daad == "pauze":
            kern.stuur("pauze", aan=False)
        kern.naar("vragen")
    kern.settle()
    assert set(STURING) <= gemaakt
