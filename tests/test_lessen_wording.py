"""Van zinnen naar een gedeelde les: herschrijven, nalezen, twee sleutels, dagen, delen, intrekken, weigeringen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hulp.lessen import GOED, INBRENGER, Lesproef, weiger
from sqlalchemy import select

from leersessie.i18n.weigering import Weigering
from leersessie.lessen import concept, nalezen, publiceren, verslag
from leersessie.store import lessen as rijen
from leersessie.store.tabellen import LesConcept


def test_van_vrijgegeven_zin_tot_gedeelde_les(proef: Lesproef) -> None:
    """The whole path, one decision at a time; afterwards nothing leads back."""
    les, code = proef.maak_klaar()
    assert publiceren.publish_batch(proef.store, proef.config) == publiceren.Deelronde(0, 1)
    proef.tijd.verder(dagen=15)
    assert publiceren.publish_batch(proef.store, proef.config) == publiceren.Deelronde(1, 0)
    assert proef.store.read(lambda v: v.execute(select(LesConcept)).all()) == []
    (rij,) = proef.store.read(lambda v: rijen.list_lessen(v, proef.leider.organisatie))
    assert (rij.titel, rij.jaar, rij.inhoud["wat"]) == (GOED["titel"], 2026, GOED["wat"])
    assert rij.id != les and len(rij.id) == 26
    alles = repr(rij)
    assert [spoor for spoor in (proef.sessie, les, code, "2026-03", "s10", "r1") if spoor in alles] == []
    assert proef.store.read(lambda v: rijen.find_les(v, rij.id, proef.vreemde.organisatie)) is None


def test_een_les_begint_met_wat_vrij_is(proef: Lesproef) -> None:
    """Nothing released: refused. Only released sentences come along, and the other organisation sees nothing."""
    weiger(lambda: concept.start_les(proef.store, proef.config, proef.sessie, proef.leider), "lessen.niets_vrij")
    verslag.geef_vrij(proef.store, proef.sessie, INBRENGER, "r2", aan=True)
    les = concept.start_les(proef.store, proef.config, proef.sessie, proef.leider, sectoren=["zorg"])
    gemaakt = concept.find_concept(proef.store, proef.leider, les)
    assert gemaakt.inhoud["wat"] == "Vraag elke week naar de veiligheid."
    assert (gemaakt.inhoud["sectorgroepen"], gemaakt.inhoud["jaar"]) == (["zorg"], 2026)
    assert "CANARIE" not in repr(gemaakt)
    weiger(lambda: concept.start_les(proef.store, proef.config, proef.sessie, proef.vreemde), "basis.niet_gevonden")
    weiger(lambda: concept.find_concept(proef.store, proef.vreemde, les), "basis.niet_gevonden")
    beheerder = replace(proef.leider, rollen=frozenset({"beheerder"}))
    weiger(lambda: concept.start_les(proef.store, proef.config, proef.sessie, beheerder), "basis.niet_toegestaan")
    assert concept.list_concepten(proef.store, proef.lezer) == ()
    assert [c.id for c in concept.list_concepten(proef.store, proef.leider)] == [les]


@pytest.mark.parametrize(
    ("velden", "sleutel"),
    [
        ({"wat": "x" * 2_001}, "invoer.te_lang"),
        ({"titel": "x" * 121}, "invoer.te_lang"),
        ({"wat": 7}, "invoer.vorm"),
        ({"werkvorm": "anders"}, "invoer.vorm"),
        ({"jaar": 1999}, "invoer.vorm"),
        ({"onbekend": "x"}, "invoer.vorm"),
        ({"soort": "mening"}, "invoer.keus"),
        ({"ernst": "dodelijk"}, "invoer.keus"),
        ({"themas": ["verzonnen"]}, "invoer.keus"),
        ({"themas": "meldcode"}, "invoer.keus"),
        ({"standaarden": [0]}, "invoer.keus"),
        ({"standaarden": [True]}, "invoer.keus"),
        ({"meldcode": 6}, "invoer.keus"),
        ({"meldcode": True}, "invoer.keus"),
        ({"sectorgroepen": ["huisarts"]}, "invoer.keus"),
    ],
)
def test_een_veld_dat_niet_kan(proef: Lesproef, velden: dict[str, object], sleutel: str) -> None:
    """Refused, and the draft stays as it was."""
    les = proef.maak_concept()
    eerder = concept.find_concept(proef.store, proef.leider, les)
    weiger(lambda: concept.save_les(proef.store, proef.config, les, proef.leider, velden), sleutel)
    assert concept.find_concept(proef.store, proef.leider, les) == eerder


def test_een_zin_uit_de_kamer_moet_herschreven_worden(proef: Lesproef) -> None:
    """As it was said, in other case or punctuation: refused. In other words: fine."""
    les = proef.maak_concept(wat="Wij zeiden: WIJ VROEGEN niet meer, hoe veilig het eigenlijk was!")
    weiger(lambda: concept.offer_les(proef.store, proef.config, les, proef.leider), "lessen.niet_herschreven")
    concept.save_les(proef.store, proef.config, les, proef.leider, {"wat": "De vraag naar veiligheid bleef weg."})
    concept.offer_les(proef.store, proef.config, les, proef.leider)
    weiger(lambda: concept.offer_les(proef.store, proef.config, les, proef.leider), "lessen.verkeerd_moment")


@pytest.mark.parametrize("deel", ["titel", "wat", "waarom"])
def test_een_les_zonder_kern_gaat_niet_verder(proef: Lesproef, deel: str) -> None:
    """Title, what and why are needed."""
    les = proef.maak_concept(**{deel: ""})
    weiger(lambda: concept.offer_les(proef.store, proef.config, les, proef.leider), f"lessen.deel_leeg_{deel}")


# ---- reading again ------------------------------------------------------------------------------------------

HERKENBAAR = "Mevrouw De Bruin belde op 12 maart met juf Sanne. In Veldhoek zei Sanne niets."


def test_elke_plek_krijgt_een_besluit(proef: Lesproef) -> None:
    """Open places block; a strong proposal stays only with a reason; replacing everywhere takes all the same words."""
    les = proef.maak_concept(situatie=HERKENBAAR)
    plekken = nalezen.list_plekken(proef.store, proef.config, les, proef.leider)
    gezien = [(HERKENBAAR[p.start : p.end], p.type, p.tier, p.open) for p in plekken]
    assert gezien == [
        ("De Bruin", "PERSOON", "mask", True),
        ("12 maart", "DATUM", "mask", True),
        ("Sanne", "PERSOON", "mask", True),
        ("Veldhoek", "PLAATS", "review", True),
        ("Sanne", "PERSOON", "mask", True),
    ]
    weiger(lambda: concept.offer_les(proef.store, proef.config, les, proef.leider), "lessen.plekken_open")
    bruin, dag, sanne, veldhoek, _ = (p.sleutel for p in plekken)
    for reden in ("", "omdat het mag", None, 7):
        weiger(
            lambda r=reden: nalezen.keep_plek(proef.store, proef.config, les, proef.leider, bruin, r),
            "lessen.reden_nodig",
        )
    nalezen.keep_plek(proef.store, proef.config, les, proef.leider, dag, "algemeen_bekend")
    nalezen.keep_plek(proef.store, proef.config, les, proef.leider, veldhoek)
    assert nalezen.replace_plek(proef.store, proef.config, les, proef.leider, sanne, "de leerkracht", overal=True) == 2
    assert nalezen.replace_plek(proef.store, proef.config, les, proef.leider, bruin, "Moeder") == 1
    nu = concept.find_concept(proef.store, proef.leider, les)
    assert nu.inhoud["situatie"] == (
        "Mevrouw Moeder belde op 12 maart met juf de leerkracht. In Veldhoek zei de leerkracht niets."
    )
    concept.offer_les(proef.store, proef.config, les, proef.leider)
    weiger(lambda: nalezen.keep_plek(proef.store, proef.config, les, proef.leider, sanne), "lessen.plek_weg")


def test_een_besluit_bewaart_geen_naam(proef: Lesproef) -> None:
    """Only a keyed hash, a reason and the version of the check."""
    les = proef.maak_concept(situatie=HERKENBAAR)
    proef.laat_alles_staan(les)
    besluiten = dict(concept.find_concept(proef.store, proef.leider, les).besluiten)
    assert len(besluiten) == 5
    assert {tuple(sorted(b)) for b in besluiten.values()} == {("blijft", "versie")}
    assert [w for w in ("Bruin", "Sanne", "Veldhoek") if w in repr(besluiten)] == []


def test_een_verandering_laat_andere_besluiten_staan(proef: Lesproef) -> None:
    """What was decided about a place holds while the place is there, and is forgotten with it."""
    les = proef.maak_concept(situatie=HERKENBAAR)
    proef.laat_alles_staan(les)
    concept.save_les(proef.store, proef.config, les, proef.leider, {"situatie": "Eerst dit. " + HERKENBAAR + " Rust."})
    open_ = [p for p in nalezen.list_plekken(proef.store, proef.config, les, proef.leider) if p.open]
    assert open_ == []
    concept.save_les(proef.store, proef.config, les, proef.leider, {"situatie": "In het dorp zei Veldhoek niets."})
    assert len(concept.find_concept(proef.store, proef.leider, les).besluiten) <= 1
    concept.save_les(proef.store, proef.config, les, proef.leider, {"situatie": HERKENBAAR})
    assert [p.open for p in nalezen.list_plekken(proef.store, proef.config, les, proef.leider)].count(True) >= 4


def test_alles_vervangen_kan_alles_laten_staan_niet(proef: Lesproef) -> None:
    """Every proposal in one go leaves nothing to find; too long a replacement is refused."""
    les = proef.maak_concept(situatie=HERKENBAAR, titel="De les van Sanne")
    sleutel = nalezen.list_plekken(proef.store, proef.config, les, proef.leider)[0].sleutel
    for vervang in ("", "x" * 201, None):
        with pytest.raises(Weigering):
            nalezen.replace_plek(proef.store, proef.config, les, proef.leider, sleutel, vervang)
    aantal = nalezen.replace_all(proef.store, proef.config, les, proef.leider)
    assert aantal == 6
    nu = concept.find_concept(proef.store, proef.leider, les).inhoud
    assert [w for w in ("Bruin", "Sanne", "Veldhoek", "12 maart") if w in repr(nu)] == []


def test_twee_schrijvers_overschrijven_elkaar_niet(proef: Lesproef) -> None:
    """Whoever saves on an old text hears it."""
    les = proef.maak_concept()
    gelezen = concept.find_concept(proef.store, proef.leider, les).tekst_hash
    concept.save_les(proef.store, proef.config, les, proef.lezer, {"vraag": "Wat nu?"})
    weiger(
        lambda: concept.save_les(proef.store, proef.config, les, proef.leider, {"vraag": "En dan?"}, op_hash=gelezen),
        "lessen.tekst_veranderd",
    )
    assert concept.find_concept(proef.store, proef.leider, les).inhoud["vraag"] == "Wat nu?"
