"""Bijdragen: wat binnenkomt, wat niet, en dat een weigering niets achterlaat."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hulp.kern import ALLES, Kern, maak_inhoud, open_kern, weigert

from leersessie.regie import bijdragen
from leersessie.regie.wie import Wie
from leersessie.werkvormen import read_werkvorm

VANGT = [s for s in read_werkvorm(ALLES, "proef").stappen if s.vorm.soort != "geen"]


@pytest.fixture
def kern(tmp_path: Path) -> Iterator[Kern]:
    """A session that has begun."""
    with open_kern(tmp_path, overslaan={"les": False}) as kern:
        kern.begin()
        yield kern


def give(kern: Kern, wie: Wie, **anders: Any) -> dict[str, Any]:
    """A contribution of which fields can be changed; None leaves a field out."""
    ruw = {
        "sleutel": kern.sleutel(),
        "geheim": kern.sleutel(),
        "stap": kern.stand.stap,
        "inhoud": maak_inhoud(kern.werkvorm, kern.stand.stap, "KANARIE"),
        **anders,
    }
    ruw = {naam: waarde for naam, waarde in ruw.items() if waarde is not None}
    return bijdragen.contribute(kern.store, kern.config, kern.sessie, wie, ruw)


# ---- the good path -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("stap", VANGT, ids=lambda s: s.id)
def test_elke_soort_wordt_bewaard_gewijzigd_en_ingetrokken(kern: Kern, stap: Any) -> None:
    """Every kind of input, by whoever types in that step: its words, other words, no words."""
    wie = kern.deelnemer(*([] if stap.typt == "ieder" else [stap.typt]))
    kern.naar(stap.id)
    eerst, dan = kern.maak(stap.id, "eerst"), kern.maak(stap.id, "dan", keus=0)
    gift = kern.geef(wie, eerst, stap=stap.id)
    gehouden = dict(kern.staat.inhoud(gift.kaart) or {})
    assert kern.wijzig(wie, gift, dan)["kaart"] == gift.kaart
    anders = dict(kern.staat.inhoud(gift.kaart) or {})
    assert "eerst" in repr(gehouden) or stap.vorm.soort == "stemmen"
    assert "eerst" not in repr(anders)
    assert gehouden != anders
    kern.trek_in(wie, gift)
    assert kern.staat.inhoud(gift.kaart) is None
    assert kern.stand.list_kaarten(stap.id) == ()
    assert kern.staat.deelname == {(wie.deelnemer, stap.id): 0}
    assert kern.trek_in(wie, gift)["kaart"] == gift.kaart  # withdrawing what is gone is fine


def test_een_kaart_heeft_een_eigen_willekeurig_nummer(kern: Kern) -> None:
    """80 bits, 16 signs, never the key of the phone; the secret is kept only as a hash."""
    kern.naar("vragen")
    gift = kern.geef(kern.deelnemer())
    assert (len(gift.kaart), gift.kaart.isalnum(), gift.kaart.islower()) == (16, True, True)
    alles = repr(kern.lees("SELECT * FROM tekst")) + repr(kern.lees("SELECT * FROM gebeurtenis"))
    assert gift.geheim not in alles
    assert kern.lees("SELECT geheim FROM tekst") == [(bijdragen.hash_geheim(gift.geheim),)]


def test_een_gedeelde_tekst_heeft_per_veld_een_kaart(kern: Kern) -> None:
    """The second writer of a field overwrites it; the fields stay apart, and no card moves onto another field."""
    een, twee = kern.deelnemer("schrijver"), kern.deelnemer("schrijver")
    kern.naar("situatie")
    eerst = kern.geef(een, {"punt": "speelt", "tekst": "zo"})
    assert kern.geef(twee, {"punt": "speelt", "tekst": "anders"}).kaart == eerst.kaart
    ander = kern.geef(twee, {"punt": "keuze", "tekst": "welke"})
    with weigert(kern, "invoer.keus"):
        kern.wijzig(een, ander, {"punt": "speelt", "tekst": "nog eens"})
    teksten = {i["punt"]: i["tekst"] for k in kern.stand.list_kaarten("situatie") if (i := kern.staat.inhoud(k.id))}
    assert teksten == {"speelt": "anders", "keuze": "welke"}


def test_wie_voor_de_groep_schrijft_mag_alle_kaarten_van_de_groep_wijzigen(kern: Kern) -> None:
    """In a schrijver step the card belongs to the group; in a step of everybody only to the holder of its secret."""
    een, twee, gewoon = kern.deelnemer("schrijver"), kern.deelnemer("schrijver"), kern.deelnemer()
    kern.naar("feiten")
    gift = kern.geef(een)
    vreemd = type(gift)(gift.kaart, "f" * 32, "", 0)
    kern.wijzig(twee, vreemd, {"kolom": "goed", "tekst": "van de ander"})
    kern.wijzig(kern.leider, vreemd, {"kolom": "goed", "tekst": "van de leiding"})
    with weigert(kern, "regie.niet_jouw_kaart", 403):
        kern.wijzig(gewoon, vreemd, {"kolom": "goed", "tekst": "KANARIE"})
    kern.naar("vragen")
    eigen = kern.geef(gewoon)
    for wie in (een, kern.leider):
        with weigert(kern, "regie.niet_jouw_kaart", 403):
            kern.wijzig(wie, type(gift)(eigen.kaart, "f" * 32, "", 0), {"tekst": "KANARIE"})
        with weigert(kern, "regie.niet_jouw_kaart", 403):
            kern.trek_in(wie, type(gift)(eigen.kaart, "f" * 32, "", 0))


def test_de_gespreksleider_typt_voor_wie_geen_telefoon_heeft(kern: Kern) -> None:
    """In every step that takes something, without a quota and without a count."""
    for stap in VANGT:
        kern.naar(stap.id)
        for n in range(3):
            kern.geef(kern.leider, kern.maak(stap.id, keus=n), stap=stap.id)
    assert kern.staat.deelname == {}
    per_stap = {stap.id: len(kern.stand.list_kaarten(stap.id)) for stap in VANGT}
    velden = {stap.id: len(stap.vorm.punten) for stap in VANGT if stap.vorm.soort == "tekst"}
    assert per_stap == {**dict.fromkeys(per_stap, 3), **velden, "vragen": 6}  # three to put dots on


# ---- functie only by choice --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("extra", "functie", "staat_erbij"),
    [
        ({}, "wijkagent", None),
        ({"aanhalen": False}, "wijkagent", None),
        ({"ook_alleen": True}, "wijkagent", None),
        ({"aanhalen": True}, "", None),
        ({"aanhalen": True}, "wijkagent", "wijkagent"),
    ],
)
def test_een_functie_staat_er_alleen_bij_als_de_schrijver_dat_wil(
    kern: Kern, extra: dict[str, bool], functie: str, staat_erbij: str | None
) -> None:
    """Default is no; 'ook als ik de enige ben' alone is no yes."""
    kern.naar("les")
    wie = kern.deelnemer(functie=functie)
    gift = kern.geef(wie, {"tekst": "les", **extra})
    assert (kern.staat.inhoud(gift.kaart) or {}).get("functie") == staat_erbij
    kern.wijzig(wie, gift, {"tekst": "les"})
    assert "functie" not in (kern.staat.inhoud(gift.kaart) or {})
    assert functie not in repr(kern.lees("SELECT inhoud FROM gebeurtenis")) or not functie


# ---- refusals ----------------------------------------------------------------------------------------------

GEK: list[Any] = [1, 1.5, True, [], {}, ["a" * 16], "", "kort", "a" * 65, "spatie in sleutel", "sleutel\n" + "a" * 16]


@pytest.mark.parametrize("veld", ["sleutel", "geheim"])
@pytest.mark.parametrize("waarde", GEK, ids=repr)
def test_een_sleutel_of_geheim_van_een_andere_vorm(kern: Kern, veld: str, waarde: Any) -> None:
    """16 to 64 letters, digits, - and _; nothing else."""
    kern.naar("vragen")
    with weigert(kern, "invoer.vorm"):
        give(kern, kern.deelnemer(), **{veld: waarde})


@pytest.mark.parametrize("veld", ["sleutel", "geheim", "stap", "inhoud"])
def test_een_veld_dat_mist(kern: Kern, veld: str) -> None:
    """Every field is needed."""
    kern.naar("vragen")
    with weigert(kern, "invoer.vorm"):
        give(kern, kern.deelnemer(), **{veld: None})


@pytest.mark.parametrize("ruw", [None, [], "tekst", 7, {1: 2}, {"sleutel": "a" * 16, "naam": "Jan"}], ids=repr)
def test_een_bericht_dat_geen_bijdrage_is(kern: Kern, ruw: Any) -> None:
    """Whatever it is, in all three acts."""
    kern.naar("vragen")
    wie = kern.deelnemer()
    for doe in (
        lambda: bijdragen.contribute(kern.store, kern.config, kern.sessie, wie, ruw),
        lambda: bijdragen.change(kern.store, kern.config, kern.sessie, wie, ruw),
        lambda: bijdragen.withdraw(kern.store, kern.sessie, wie, ruw),
    ):
        with weigert(kern, "invoer.vorm"):
            doe()


def test_een_onbekend_veld_naast_de_bekende(kern: Kern) -> None:
    """Nothing is stored that was not asked for."""
    kern.naar("vragen")
    with weigert(kern, "invoer.vorm"):
        give(kern, kern.deelnemer(), naam="KANARIE")
    with weigert(kern, "invoer.vorm"):
        give(kern, kern.deelnemer(), inhoud={"tekst": "goed", "naam": "KANARIE"})


@pytest.mark.parametrize("stap", ["bestaat-niet", 3, None, [], {"a": 1}, "S1", ""], ids=repr)
def test_een_stap_die_er_niet_is(kern: Kern, stap: Any) -> None:
    """Refused; a missing step is a wrong shape."""
    kern.naar("vragen")
    with weigert(kern, "invoer.vorm" if stap is None else "regie.stap_onbekend"):
        give(kern, kern.deelnemer(), stap=stap, inhoud={"tekst": "KANARIE"})


@pytest.mark.parametrize(
    ("stap", "inhoud", "sleutel"),
    [
        ("vragen", {"tekst": "KANARIE" * 15_000}, "invoer.te_lang"),
        ("vragen", {"tekst": "x" * 1001}, "invoer.te_lang"),
        ("vragen", {"tekst": " \n\t "}, "invoer.leeg"),
        ("vragen", {"tekst": 5}, "invoer.vorm"),
        ("vragen", {"tekst": ["KANARIE"]}, "invoer.vorm"),
        ("vragen", "KANARIE", "invoer.vorm"),
        ("vragen", {"tekst": "a", "aanhalen": 1}, "invoer.vorm"),
        ("vragen", {"tekst": "a", "aanhalen": "ja"}, "invoer.vorm"),
        ("vragen", {"tekst": "a", "verwijst": "kaart"}, "invoer.vorm"),
        ("vragen", {"tekst": "a", "verwijst": [1]}, "invoer.vorm"),
        ("vragen", {"tekst": "a", "verwijst": ["x" * 41]}, "invoer.vorm"),
        ("vragen", {"tekst": "a", "verwijst": ["x"] * 13}, "invoer.vorm"),
        ("kiezen", {"optie": "KANARIE"}, "invoer.keus"),
        ("kiezen", {"optie": ["delen"]}, "invoer.keus"),
        ("kiezen", {"optie": "delen", "toelichting": "x" * 301}, "invoer.te_lang"),
        ("cijfer", {"waarden": {"veilig": 5}}, "invoer.schaal"),
        ("cijfer", {"waarden": {"veilig": 5, "zeker": 0}}, "invoer.schaal"),
        ("cijfer", {"waarden": {"veilig": 5, "zeker": 11}}, "invoer.schaal"),
        ("cijfer", {"waarden": {"veilig": 5, "zeker": True}}, "invoer.schaal"),
        ("cijfer", {"waarden": {"veilig": 5, "zeker": 5.0}}, "invoer.schaal"),
        ("cijfer", {"waarden": {"veilig": 5, "zeker": 5, "KANARIE": 5}}, "invoer.schaal"),
        ("cijfer", {"waarden": [5, 5]}, "invoer.schaal"),
        ("welkom", {"tekst": "KANARIE"}, "invoer.niets_te_geven"),
    ],
)
def test_een_inhoud_die_niet_past(kern: Kern, stap: str, inhoud: Any, sleutel: str) -> None:
    """Wrong types, 100 kB, choices that do not exist: refused with a sentence for the one who typed it."""
    kern.naar(stap)
    with weigert(kern, sleutel):
        give(kern, kern.deelnemer(), inhoud=inhoud)


def test_wie_hier_niet_typt(kern: Kern) -> None:
    """A step of the schrijver, of the inbrenger, of nobody."""
    gewoon, schrijver = kern.deelnemer(), kern.deelnemer("schrijver", "jurist")
    kern.naar("feiten")
    with weigert(kern, "regie.niet_jouw_beurt", 403):
        give(kern, gewoon)
    kern.naar("besluit")
    with weigert(kern, "regie.niet_jouw_beurt", 403):
        give(kern, schrijver)
    with weigert(kern, "basis.niet_toegestaan", 403):
        give(kern, Wie(frozenset({"beamer"})), stap="parkeerplaats", inhoud={"tekst": "KANARIE"})


def test_buiten_de_tijd_van_een_stap(kern: Kern) -> None:
    """Before it began: refused. After it was left, closed or revealed: kept as late."""
    wie = kern.deelnemer()
    with weigert(kern, "regie.stap_nog_dicht"):
        give(kern, wie, stap="vragen", inhoud={"tekst": "KANARIE"})
    kern.naar("gedachte")
    kern.stuur("invoer", stap="gedachte", open=False)
    assert give(kern, wie)["laat"] is True
    kern.stuur("invoer", stap="gedachte", open=True)
    assert "laat" not in give(kern, wie)
    ander = kern.deelnemer()
    kern.stuur("onthul", stap="gedachte")
    laat = kern.geef(ander)
    assert [k.laat for k in kern.stand.list_kaarten("gedachte")] == [True, False, True]
    with weigert(kern, "regie.stap_dicht"):
        kern.wijzig(ander, laat, {"tekst": "KANARIE"})


def test_voor_het_begin_en_na_het_sluiten(tmp_path: Path) -> None:
    """Prepared, open, closed: the parkeerplaats opens with the door; after close nothing is added or changed."""
    from leersessie.regie.sluiten import close_sessie

    with open_kern(tmp_path) as kern:
        with weigert(kern, "basis.verkeerd_moment"):
            give(kern, kern.leider, stap="parkeerplaats", inhoud={"tekst": "KANARIE"})
        kern.stuur("open")
        wie = kern.deelnemer()
        gift = kern.geef(wie, stap="parkeerplaats")
        with weigert(kern, "regie.stap_nog_dicht"):
            give(kern, wie, stap="vragen", inhoud={"tekst": "KANARIE"})
        close_sessie(kern.store, kern.config, kern.sessie, kern.leider)
        for stap in ("parkeerplaats", "vragen"):
            with weigert(kern, "basis.verkeerd_moment"):
                give(kern, wie, stap=stap, inhoud={"tekst": "KANARIE"})
        with weigert(kern, "basis.verkeerd_moment"):
            kern.wijzig(wie, gift, {"tekst": "KANARIE"})
        with weigert(kern, "regie.niet_jouw_kaart", 403):  # the secrets are gone: nobody can say a card is theirs
            kern.trek_in(wie, gift)


def test_genoeg_is_genoeg(kern: Kern) -> None:
    """The quota of the werkvorm, one for a vote, sixty of the house; withdrawing gives room again."""
    wie = kern.deelnemer()
    for stap, grens in (("gedachte", 2), ("kiezen", 1), ("cijfer", 1), ("vragen", 60), ("les", 3)):
        kern.naar(stap)
        giften = [kern.geef(wie) for _ in range(grens)]
        with weigert(kern, "regie.genoeg"):
            give(kern, wie)
        kern.trek_in(wie, giften[0])
        kern.geef(wie)
        with weigert(kern, "regie.genoeg"):
            give(kern, wie)


def test_waar_een_kaart_op_mag_rusten(kern: Kern) -> None:
    """Living cards of the named steps; a withdrawn one just disappears; cards of elsewhere are refused."""
    schrijver = kern.deelnemer("schrijver")
    kern.naar("mensen")
    vreemd = kern.geef(schrijver)
    kern.naar("feiten")
    feit, weg = kern.geef(schrijver), kern.geef(schrijver)
    kern.trek_in(schrijver, weg)
    kern.naar("weging")
    weging = {"kolom": "steunt", "tekst": "omdat"}
    gift = kern.geef(schrijver, {**weging, "verwijst": [feit.kaart, weg.kaart, feit.kaart]})
    assert kern.staat.inhoud(gift.kaart) == {**weging, "verwijst": [feit.kaart]}
    for naar in (vreemd.kaart, gift.kaart, "bestaatniet", ""):
        with weigert(kern, "invoer.vorm" if not naar else "regie.koppel"):
            give(kern, schrijver, inhoud={**weging, "verwijst": [naar]})
        if naar:
            with weigert(kern, "regie.koppel"):
                kern.wijzig(schrijver, gift, {**weging, "verwijst": [naar]})


@pytest.mark.parametrize("kaart", ["bestaatniet", 5, None, [], {}, "x" * 1000], ids=repr)
def test_een_kaart_die_er_niet_is(kern: Kern, kaart: Any) -> None:
    """Changing it is refused; withdrawing it is fine, and stores nothing."""
    kern.naar("vragen")
    wie = kern.deelnemer()
    voor = kern.stand
    with weigert(kern, "regie.kaart_weg", 404):
        ruw = {"kaart": kaart, "geheim": kern.sleutel(), "inhoud": {"tekst": "KANARIE"}}
        bijdragen.change(kern.store, kern.config, kern.sessie, wie, ruw)
    uit = bijdragen.withdraw(kern.store, kern.sessie, wie, {"kaart": kaart, "geheim": kern.sleutel()})
    assert (uit["seq"], kern.stand) == (voor.seq, voor)
    assert len(uit["kaart"]) <= 40


@pytest.mark.parametrize("geheim", ["f" * 32, "", None, 5, [], {}], ids=repr)
def test_een_geheim_dat_niet_klopt(kern: Kern, geheim: Any) -> None:
    """Nobody changes or withdraws the card of another."""
    kern.naar("vragen")
    wie = kern.deelnemer()
    gift = kern.geef(wie)
    with weigert(kern, "regie.niet_jouw_kaart", 403):
        bijdragen.withdraw(kern.store, kern.sessie, wie, {"kaart": gift.kaart, "geheim": geheim})
    with weigert(kern, "regie.niet_jouw_kaart", 403):
        ruw = {"kaart": gift.kaart, "geheim": geheim, "inhoud": {"tekst": "KANARIE"}}
        bijdragen.change(kern.store, kern.config, kern.sessie, wie, ruw)


def test_een_kaart_van_een_andere_sessie_bestaat_hier_niet(kern: Kern) -> None:
    """With the right secret and all: not in this session."""
    from hulp.kern import bereid_voor

    ander = bereid_voor(kern.store, kern.config, kern.account)
    ander.begin("vragen")
    gift = ander.geef(ander.deelnemer())
    kern.naar("vragen")
    wie = kern.deelnemer()
    with weigert(kern, "regie.kaart_weg", 404):
        kern.wijzig(wie, gift, {"tekst": "KANARIE"})
    kern.trek_in(wie, gift)
    assert ander.staat.inhoud(gift.kaart) == {"tekst": "woorden"}


def test_een_naam_wacht_op_de_gespreksleider(kern: Kern) -> None:
    """What is surely a name or number waits; also after a change; letting it be seen is one act."""
    kern.naar("vragen")
    wie = kern.deelnemer()
    gift = kern.geef(wie, {"tekst": "bel 06-12345678"})
    assert kern.stand.wacht == {gift.kaart}
    kern.stuur("verberg", kaart=gift.kaart, aan=False)
    assert kern.stand.wacht == frozenset()
    kern.wijzig(wie, gift, {"tekst": "of mail jan@voorbeeld.nl"})
    assert kern.stand.wacht == {gift.kaart}
    kern.wijzig(wie, gift, {"tekst": "niets meer te zien"})
    assert kern.stand.wacht == {gift.kaart}  # only the gespreksleider lets it go
