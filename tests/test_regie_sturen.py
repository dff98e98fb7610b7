"""Sturen: elke daad, wie haar mag doen, wanneer, met welke velden, en hoe zij teruggaat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hulp.kern import Kern, open_kern, weigert

from leersessie.regie.sturen import DADEN, ZONDER_VOLGORDE, steer
from leersessie.regie.wie import Wie
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
        "groepen": {"aantal": 3},
        "zien": {"stap": "vragen", "aan": False},
        "stoel": {"voor": "kind"},
        "bericht": {"kaart": kaarten[0], "tekst": "Kom je straks even?"} if kaarten else {},
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
    elif daad.startswith("groep_"):
        kern.stuur("groepen", aantal=2)
        een, twee = (g.id for g in kern.stand.groepen)
        return {"groep": een, "met": twee} if daad == "groep_samen" else {"groep": een}
    return make_gegeven(kern, daad)


LOPEND = sorted(set(DADEN) - {"open", "begin"})
STUURT = sorted(set(LOPEND) - {"terug", "plan", "deur", "pauze", "haal_weg", "bericht"})
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
    if daad not in ("plan", "bericht"):
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
