"""De vouw: elke rij feiten geeft een stand, en terugdraaien geeft precies de vorige sturing terug."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leersessie.verloop import LEEG, Feit, Stand, Sturing, apply, fold
from leersessie.verloop.vouw import DIEPTE, STURING, VERLOOP

STAPPEN = ("a", "b", "c")
Keuze = tuple[int, int, int]
PLAN = [{"id": s, "minuten": 5} for s in STAPPEN]


def pick(rij: list[str], n: int) -> str:
    """One of these, or something unknown when there is none."""
    return rij[n % len(rij)] if rij else "onbekend"


def make_groepsfeit(stand: Stand, keuze: Keuze) -> Feit:
    """A fact about subgroups."""
    soort, a, b = keuze
    groepen = [g.id for g in stand.groepen]
    maak = [
        Feit(
            "groepen_gemaakt", {"stap": STAPPEN[a % 3], "groepen": [{"id": f"g{stand.seq}{n}"} for n in range(b % 4)]}
        ),
        Feit("groep_samengevoegd", {"groep": pick(groepen, a), "met": pick(groepen, a + 1 + b)}),
        Feit("groep_opgeheven", {"groep": pick(groepen, a)}),
        Feit("groep_getoond", {"groep": pick(groepen, a)}),
    ]
    return maak[soort % 4]


def make_los_feit(stand: Stand, keuze: Keuze) -> Feit:
    """A fact that touches one small thing."""
    soort, a, b = keuze
    maak = [
        Feit("zien_gezet", {"stap": STAPPEN[a % 3], "aan": bool(b % 2)}),
        Feit("stoel_gezet", {"voor": ("kind", "")[b % 2]}),
        Feit("bericht_gegeven", {"kaart": pick(list(stand.kaarten), a)}),
        Feit("kaart_vastgehouden", {"kaart": pick(list(stand.kaarten), a)}),
        Feit("verslag_getoond"),
    ]
    return maak[(soort + b) % len(maak)]


def make_feit(stand: Stand, keuze: Keuze) -> Feit:
    """The next fact of the small model: any kind, about cards and steps that are there."""
    soort, a, b = keuze
    kaarten = [k for k, kaart in stand.kaarten.items() if not kaart.weg]
    kaart, ander, stap, aan = pick(kaarten, a), pick(kaarten, b), STAPPEN[a % 3], bool(b % 2)
    verleden = stand.verleden[-1][0] if stand.verleden else 0
    maak: list[Callable[[], Feit]] = [
        lambda: Feit("bijdrage_gegeven", {"kaart": f"k{stand.seq}", "stap": stap, "laat": aan, "wacht": a % 3 == 0}),
        lambda: Feit("bijdrage_gegeven", {"kaart": f"k{stand.seq}", "stap": stap}),
        lambda: Feit("bijdrage_gewijzigd", {"kaart": kaart, "wacht": aan}),
        lambda: Feit("bijdrage_ingetrokken", {"kaart": kaart}),
        lambda: Feit("kaart_weggehaald", {"kaart": kaart}),
        lambda: Feit("kaart_vrijgegeven", {"kaart": kaart}),
        lambda: Feit("teruggedraaid", {"seq": verleden}),
        lambda: Feit("teruggedraaid", {"seq": verleden - 1}),
        lambda: Feit("stap_begonnen", {"stap": stap, "tijd": 1000 * a, "minuten": b % 4, "verborgen": aan}),
        lambda: Feit("stap_heropend", {"stap": stap}),
        lambda: Feit("onthuld", {"stap": stap}),
        lambda: Feit("invoer_gezet", {"stap": stap, "open": aan}),
        lambda: Feit("klok_gezet", {"tijd": 1000 * a, "rest_ms": 1000 * b, "loopt": aan}),
        lambda: Feit("klok_getoond", {"aan": aan}),
        lambda: Feit("beamer_gewisseld", {"toont": ("stap", "vensters")[b % 2]}),
        lambda: Feit("stilte_gezet", {"aan": aan}),
        lambda: Feit("kaart_uitgelicht", {"kaart": kaart}),
        lambda: Feit("kaart_verborgen", {"kaart": kaart, "aan": aan}),
        lambda: Feit("kaart_verplaatst", {"kaart": kaart, "kolom": f"kolom{b % 3}"}),
        lambda: Feit("kaart_getypeerd", {"kaart": kaart, "type": ("feit", "mening")[b % 2]}),
        lambda: Feit("kaart_gekoppeld", {"kaart": kaart, "aan": [ander]}),
        lambda: Feit("bundel_gezet", {"bundel": f"b{a % 2}", "kaarten": list(dict.fromkeys((kaart, ander)))}),
        lambda: Feit("plan_gewijzigd", {"plan": PLAN[a % 2 :], "modus": "zaal"}),
        lambda: Feit(("gepauzeerd", "hervat", "begonnen")[a % 3]),
        lambda: Feit("deur_gezet", {"open": aan}),
        lambda: Feit("stap_begonnen", {"stap": stap, "tijd": 0, "minuten": 1, "verborgen": aan, "vervolg": True}),
        lambda: Feit(("nabesproken", "gepland", "geopend", "gesloten")[a % 4] if b % 8 == 0 else "geopend"),
        lambda: Feit("gewist" if a == b == 7 else "hervat"),
        *([lambda: make_groepsfeit(stand, keuze)] * 4),
        *([lambda: make_los_feit(stand, keuze)] * 4),
    ]
    return maak[soort % len(maak)]()


def make_feiten(keuzes: list[Keuze]) -> list[Feit]:
    """A whole story."""
    stand, feiten = LEEG, [Feit("gemaakt", {"plan": PLAN, "modus": "zaal"})]
    stand = fold(feiten)
    for keuze in keuzes:
        feiten.append(make_feit(stand, keuze))
        stand = apply(stand, feiten[-1])
    return feiten


KEUZES = st.lists(st.tuples(st.integers(0, 35), st.integers(0, 9), st.integers(0, 9)), max_size=60)


def list_wijzers(s: Sturing) -> set[str]:
    """Every card the steering points at."""
    van = {*s.verborgen, *s.kolommen, *s.typen, *s.koppels, *([s.uitgelicht] if s.uitgelicht else [])}
    naar = {k for rij in (*s.koppels.values(), *s.bundels.values()) for k in rij}
    return van | naar


def list_weg(stand: Stand) -> set[str]:
    """Cards whose words are gone."""
    return {k for k, kaart in stand.kaarten.items() if kaart.weg}


@given(KEUZES, st.integers(0, 60))
def test_een_begin_vouwen_en_dan_de_rest_is_alles_vouwen(keuzes: list[Keuze], plek: int) -> None:
    """Catching up from any point gives the same state as reading everything; seq counts the facts."""
    feiten = make_feiten(keuzes)
    heel = fold(feiten)
    assert fold(feiten[plek:], fold(feiten[:plek])) == heel
    assert heel.seq == len(feiten)


@given(KEUZES)
def test_de_vouw_verandert_niets_aan_wat_er_was(keuzes: list[Keuze]) -> None:
    """Every earlier state stays what it was: no fact alters a value in place."""
    feiten = make_feiten(keuzes)
    standen = [fold(feiten[:n]) for n in range(len(feiten) + 1)]
    beelden = [repr(stand) for stand in standen]
    fold(feiten)
    for stand, feit in zip(standen, feiten, strict=False):
        apply(stand, feit)
    assert [repr(stand) for stand in standen] == beelden


@given(KEUZES, st.sampled_from([8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21]), st.integers(0, 9))
def test_terugdraaien_geeft_precies_de_vorige_sturing(keuzes: list[Keuze], soort: int, a: int) -> None:
    """One act and its undo: the steering is what it was, and no contribution changed."""
    voor = fold(make_feiten(keuzes))
    na = apply(voor, make_feit(voor, (soort, a, a + 1)))
    terug = apply(na, Feit("teruggedraaid", {"seq": na.verleden[-1][0]}))
    assert terug.sturing == voor.sturing
    assert (terug.kaarten, terug.wacht, terug.toestand, terug.plan) == (na.kaarten, na.wacht, na.toestand, na.plan)
    assert terug.verleden == voor.verleden[-DIEPTE + 1 :]
    assert (terug.seq, terug.stuurseq) == (na.seq + 1, na.seq + 1)


@given(KEUZES)
def test_terugdraaien_raakt_geen_bijdrage_en_toont_geen_wachtende(keuzes: list[Keuze]) -> None:
    """Everything undone, as deep as it goes: cards and waiting cards are exactly what they were."""
    stand = fold(make_feiten(keuzes))
    voor = (stand.kaarten, stand.wacht)
    for _ in range(DIEPTE + 2):
        seq = stand.verleden[-1][0] if stand.verleden else 0
        stand = apply(stand, Feit("teruggedraaid", {"seq": seq}))
        assert (stand.kaarten, stand.wacht) == voor
        assert not list_wijzers(stand.sturing) & list_weg(stand)
    assert stand.verleden == ()


@given(KEUZES)
def test_niets_wijst_naar_een_kaart_die_weg_is(keuzes: list[Keuze]) -> None:
    """Not now, and not in anything undo could bring back."""
    stand = fold(make_feiten(keuzes))
    weg = list_weg(stand)
    for sturing in (stand.sturing, *(s for _, _, s in stand.verleden)):
        assert not list_wijzers(sturing) & weg
        assert all(len(leden) > 1 for leden in sturing.bundels.values())
    assert not stand.wacht & weg
    assert stand.wacht <= set(stand.kaarten)


@given(KEUZES)
def test_een_bundel_deelt_geen_kaart_met_een_andere(keuzes: list[Keuze]) -> None:
    """A card lies in one bundle at most."""
    for sturing in [s for _, _, s in fold(make_feiten(keuzes)).verleden]:
        leden = [k for rij in sturing.bundels.values() for k in rij]
        assert len(leden) == len(set(leden))


def test_terugdraaien_gaat_twintig_diep() -> None:
    """The twenty-first is out of reach; what is left is the steering after the first five acts."""
    standen = [fold([Feit("gemaakt", {"plan": PLAN})])]
    for n in range(25):
        feit = Feit("stap_begonnen", {"stap": STAPPEN[n % 3], "tijd": n, "minuten": 1, "verborgen": False})
        standen.append(apply(standen[-1], feit))
    stand = standen[-1]
    for _ in range(20):
        stand = apply(stand, Feit("teruggedraaid", {"seq": stand.verleden[-1][0]}))
    assert stand.verleden == ()
    assert stand.sturing == standen[5].sturing


def test_twee_keer_terugdraaien_van_dezelfde_daad_doet_een_keer_iets() -> None:
    """Two consoles press undo on the same picture: the second names an act that is no longer the last."""
    stand = fold(
        [Feit("gemaakt", {"plan": PLAN}), Feit("stilte_gezet", {"aan": True}), Feit("klok_getoond", {"aan": True})]
    )
    terug = apply(stand, Feit("teruggedraaid", {"seq": 3}))
    nog_eens = apply(terug, Feit("teruggedraaid", {"seq": 3}))
    assert (terug.sturing, nog_eens.sturing) == (Sturing(stilte=True), Sturing(stilte=True))
    assert (nog_eens.seq, nog_eens.stuurseq) == (5, 4)


def test_een_daad_van_twee_feiten_gaat_in_een_keer_terug() -> None:
    """Reopening an earlier step also goes there: one undo takes back both."""
    begin = {"stap": "a", "tijd": 0, "minuten": 1, "verborgen": True}
    voor = fold([Feit("gemaakt", {"plan": PLAN}), Feit("stap_begonnen", begin), Feit("onthuld", {"stap": "a"})])
    voor = apply(voor, Feit("stap_begonnen", {**begin, "stap": "b"}))
    na = fold([Feit("stap_heropend", {"stap": "a"}), Feit("stap_begonnen", {**begin, "vervolg": True})], voor)
    assert (na.stap, na.is_verborgen("a")) == ("a", True)
    assert apply(na, Feit("teruggedraaid", {"seq": na.verleden[-1][0]})).sturing == voor.sturing


def test_wat_de_gespreksleider_doorliet_wordt_niet_weer_vastgehouden() -> None:
    """Until it holds other words; a card that is gone waits for nobody."""
    kaart = {"kaart": "k1"}
    voor = fold([Feit("gemaakt", {"plan": PLAN}), Feit("bijdrage_gegeven", {**kaart, "stap": "a"})])
    assert apply(voor, Feit("kaart_vastgehouden", kaart)).wacht == {"k1"}
    door = fold([Feit("kaart_vastgehouden", kaart), Feit("kaart_vrijgegeven", kaart)], voor)
    assert apply(door, Feit("kaart_vastgehouden", kaart)).wacht == frozenset()
    anders = fold([Feit("bijdrage_gewijzigd", kaart), Feit("kaart_vastgehouden", kaart)], door)
    assert anders.wacht == {"k1"}
    weg = fold([Feit("bijdrage_ingetrokken", kaart), Feit("kaart_vastgehouden", kaart)], door)
    assert (weg.wacht, weg.vrijgegeven) == (frozenset(), frozenset())


def test_een_onbekend_soort_feit_is_een_fout() -> None:
    """A newer log is never half understood."""
    with pytest.raises(KeyError):
        apply(LEEG, Feit("iets_nieuws"))


def test_sluiten_laat_niets_over_om_terug_te_draaien() -> None:
    """Not across close; the door is shut, the clock stands still."""
    feiten = make_feiten([(8, 0, 1), (16, 0, 0), (24, 0, 1)])
    stand = fold([*feiten, Feit("nabesproken")])
    assert (stand.toestand, stand.verleden, stand.deur) == ("nabespreken", (), False)
    assert (stand.sturing.klok.loopt, stand.sturing.uitgelicht) == (False, "")


def test_gewist_laat_alleen_een_nummer_over() -> None:
    """The shell of an erased session."""
    assert fold([*make_feiten([(0, 0, 0), (8, 1, 1)]), Feit("gewist")]) == Stand(seq=4, toestand="gewist")


def test_geen_feit_is_twee_soorten() -> None:
    """The two tables do not overlap, and the generator above knows every kind."""
    assert not set(STURING) & set(VERLOOP)
    stand = fold([Feit("gemaakt", {"plan": PLAN}), Feit("bijdrage_gegeven", {"kaart": "k", "stap": "a"})])
    alle = {make_feit(stand, (n, a, b)).soort for n in range(36) for a in range(8) for b in range(8)}
    assert alle | {"gemaakt"} == set(STURING) | set(VERLOOP)


@pytest.mark.parametrize("velden", [{"loopt": True, "einde_ms": 900, "rest_ms": 5}, {"loopt": False, "rest_ms": 5}])
def test_de_klok_weet_wat_er_over_is(velden: Mapping[str, Any]) -> None:
    """Running: what is left till the end, below zero once over time. Standing still: what was left."""
    from leersessie.verloop import Klokstand

    assert Klokstand(**velden).compute_rest(1000) == (-100 if velden["loopt"] else 5)
