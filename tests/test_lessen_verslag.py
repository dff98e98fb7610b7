"""Het verslag: regels weg, zinnen vrij, reacties zonder naam, bezwaar, en wat niemand anders mag."""

from __future__ import annotations

from pathlib import Path

import pytest
from hulp.lessen import DEELNEMER, INBRENGER, LEIDER, REGELS, Lesproef, maak_lesproef
from sqlalchemy import select, update
from sqlmodel import col

from leersessie.i18n.weigering import NietGevonden, NietToegestaan, Weigering
from leersessie.lessen import bezwaar, concept, verslag
from leersessie.store.tabellen import Reactie, Sessie, Verslag


def test_een_verslag_ligt_bij_sluiten_vast(proef: Lesproef) -> None:
    """As given, in concept, with the day until which people may react; a second time changes nothing."""
    zicht = verslag.read_verslag(proef.store, proef.sessie)
    assert (zicht.regels, zicht.toestand, zicht.reactie_tot_dag) == (REGELS, "concept", "2026-03-24")
    proef.store.transact(lambda v: verslag.make_verslag(v, proef.config, proef.sessie, [], inbrenger=False))
    assert verslag.read_verslag(proef.store, proef.sessie) == zicht
    with pytest.raises(NietGevonden):
        verslag.read_verslag(proef.store, "onbekend")


def test_een_weggehaalde_regel_is_echt_weg(proef: Lesproef) -> None:
    """Words, release, and everything that stood beside it; twice is the same."""
    verslag.geef_vrij(proef.store, proef.sessie, INBRENGER, "r3", aan=True)
    verslag.react(proef.store, proef.config, proef.sessie, DEELNEMER, "Dat was in de Kamp", "r3")
    for _ in range(2):
        verslag.neem_regel_weg(proef.store, proef.sessie, LEIDER, "r3")
    regel = verslag.read_verslag(proef.store, proef.sessie).regels[2]
    assert (regel.tekst, regel.weg, regel.vrij) == ("", True, False)
    assert "CANARIE" not in repr(proef.store.read(lambda v: v.execute(select(Verslag)).all()))
    assert proef.store.read(lambda v: v.execute(select(Reactie)).all()) == []
    with pytest.raises(NietGevonden):
        verslag.geef_vrij(proef.store, proef.sessie, INBRENGER, "r3", aan=True)
    with pytest.raises(NietGevonden):
        verslag.react(proef.store, proef.config, proef.sessie, DEELNEMER, "x", "r3")


def test_alleen_de_inbrenger_geeft_vrij(proef: Lesproef) -> None:
    """Not the gespreksleider, not another deelnemer; and it can be taken back."""
    for rollen in (LEIDER, DEELNEMER, frozenset[str]()):
        with pytest.raises(NietToegestaan):
            verslag.geef_vrij(proef.store, proef.sessie, rollen, "r1", aan=True)
    verslag.geef_vrij(proef.store, proef.sessie, INBRENGER, "r1", aan=True)
    assert [r.vrij for r in verslag.read_verslag(proef.store, proef.sessie).regels] == [True, False, False]
    verslag.geef_vrij(proef.store, proef.sessie, INBRENGER, "r1", aan=False)
    assert [r.vrij for r in verslag.read_verslag(proef.store, proef.sessie).regels] == [False, False, False]


def test_zonder_inbrenger_geeft_de_groep_vrij(tmp_path: Path) -> None:
    """Through the gespreksleider; then nobody can claim to be the inbrenger."""
    proef = maak_lesproef(tmp_path, inbrenger=False)
    verslag.geef_vrij(proef.store, proef.sessie, LEIDER, "r1", aan=True)
    with pytest.raises(NietToegestaan):
        verslag.geef_vrij(proef.store, proef.sessie, INBRENGER, "r2", aan=True)
    proef.store.close()


@pytest.mark.parametrize("toestand", ["bezig", "gesloten", "gewist"])
def test_na_sluiten_mag_niets_meer(proef: Lesproef, toestand: str) -> None:
    """The one table of rights decides: outside nabespreken every act is refused."""
    proef.store.transact(
        lambda v: v.execute(update(Sessie).where(col(Sessie.id) == proef.sessie).values(toestand=toestand)) and None
    )
    for daad in (
        lambda: verslag.neem_regel_weg(proef.store, proef.sessie, LEIDER, "r1"),
        lambda: verslag.geef_vrij(proef.store, proef.sessie, INBRENGER, "r1", aan=True),
        lambda: verslag.react(proef.store, proef.config, proef.sessie, DEELNEMER, "x"),
        lambda: bezwaar.object_to(proef.store, proef.config, proef.sessie, DEELNEMER, "r1"),
    ):
        with pytest.raises(Weigering, match=r"basis\.verkeerd_moment"):
            daad()


def test_wie_wat_niet_mag(proef: Lesproef) -> None:
    """A deelnemer takes nothing out; the beamer does nothing at all."""
    for rollen in (DEELNEMER, INBRENGER, frozenset({"beamer"})):
        with pytest.raises(NietToegestaan):
            verslag.neem_regel_weg(proef.store, proef.sessie, rollen, "r1")
    with pytest.raises(NietToegestaan):
        verslag.react(proef.store, proef.config, proef.sessie, frozenset({"beamer"}), "x")
    with pytest.raises(NietGevonden):
        verslag.neem_regel_weg(proef.store, proef.sessie, LEIDER, "r99")


def test_reacties_hebben_geen_naam_en_geen_volgorde(proef: Lesproef) -> None:
    """Random ids; a kanttekening has the name of its organisation and stands beside a line."""
    for n in range(12):
        verslag.react(proef.store, proef.config, proef.sessie, DEELNEMER, f"reactie {n}")
    verslag.annotate(proef.store, proef.config, proef.sessie, DEELNEMER, "Veilig Thuis", "Wij zien het anders.", "r1")
    reacties = verslag.read_verslag(proef.store, proef.sessie).reacties
    assert [r.tekst for r in reacties if not r.regel] != [f"reactie {n}" for n in range(12)]
    assert sorted(r.tekst for r in reacties if not r.regel) == sorted(f"reactie {n}" for n in range(12))
    assert [(r.soort, r.organisatie) for r in reacties if r.regel] == [("kanttekening", "Veilig Thuis")]
    with pytest.raises(NietGevonden):
        verslag.annotate(proef.store, proef.config, proef.sessie, DEELNEMER, "VT", "x", "")
    verslag.remove_reactie(proef.store, proef.sessie, LEIDER, reacties[0].id)
    assert len(verslag.read_verslag(proef.store, proef.sessie).reacties) == 12
    with pytest.raises(NietToegestaan):
        verslag.remove_reactie(proef.store, proef.sessie, DEELNEMER, reacties[1].id)


@pytest.mark.parametrize("tekst", ["", "   ", None, 7, "x" * 1_001, "\x00"])
def test_een_onbruikbare_reactie_wordt_geweigerd(proef: Lesproef, tekst: object) -> None:
    """Nothing stored."""
    with pytest.raises(Weigering):
        verslag.react(proef.store, proef.config, proef.sessie, DEELNEMER, tekst)
    assert verslag.read_verslag(proef.store, proef.sessie).reacties == ()


def test_tweehonderd_reacties_is_genoeg(proef: Lesproef) -> None:
    """A link that leaked does not fill the disk."""
    for n in range(200):
        verslag.react(proef.store, proef.config, proef.sessie, DEELNEMER, str(n))
    with pytest.raises(Weigering, match=r"lessen\.reacties_vol"):
        verslag.react(proef.store, proef.config, proef.sessie, DEELNEMER, "nog een")


def test_reageren_begint_een_keer(proef: Lesproef) -> None:
    """The promised days count from the moment the group has read it."""
    proef.tijd.verder(dagen=2)
    verslag.open_reactie(proef.store, proef.config, proef.sessie, LEIDER)
    zicht = verslag.read_verslag(proef.store, proef.sessie)
    assert (zicht.toestand, zicht.reactie_tot_dag) == ("reactie", "2026-03-26")
    with pytest.raises(Weigering, match=r"lessen\.verslag_al_open"):
        verslag.open_reactie(proef.store, proef.config, proef.sessie, LEIDER)


# ---- objecting ----------------------------------------------------------------------------------------------


def test_bezwaar_houdt_tegen_tot_de_passage_weg_is(proef: Lesproef) -> None:
    """Nameless and without a reason; handled only by taking the line out; it reopens the draft."""
    les = proef.maak_concept()
    concept.offer_les(proef.store, proef.config, les, proef.leider)
    for _ in range(2):
        bezwaar.object_to(proef.store, proef.config, proef.sessie, DEELNEMER, "r1")
    zicht = verslag.read_verslag(proef.store, proef.sessie)
    assert [(b.regel, b.tekst, b.organisatie) for b in zicht.bezwaren] == [("r1", "", "")]
    assert zicht.reacties == ()
    stand = concept.find_concept(proef.store, proef.leider, les)
    assert (stand.toestand, stand.nota) == ("concept", "lessen.nota_bezwaar")
    with pytest.raises(NietGevonden):
        verslag.remove_reactie(proef.store, proef.sessie, LEIDER, zicht.bezwaren[0].id)
    with pytest.raises(NietToegestaan):
        bezwaar.handle_bezwaar(proef.store, proef.sessie, INBRENGER, zicht.bezwaren[0].id)
    bezwaar.handle_bezwaar(proef.store, proef.sessie, LEIDER, zicht.bezwaren[0].id)
    zicht = verslag.read_verslag(proef.store, proef.sessie)
    assert (zicht.bezwaren, zicht.regels[0].weg) == ((), True)
    with pytest.raises(NietGevonden):
        bezwaar.handle_bezwaar(proef.store, proef.sessie, LEIDER, "weg")


def test_bezwaar_kan_alleen_op_tijd_en_tegen_wat_mee_mag(proef: Lesproef) -> None:
    """Fourteen days after closing, against a released sentence."""
    with pytest.raises(NietGevonden):
        bezwaar.object_to(proef.store, proef.config, proef.sessie, DEELNEMER, "r1")
    verslag.geef_vrij(proef.store, proef.sessie, INBRENGER, "r1", aan=True)
    proef.tijd.verder(dagen=15)
    with pytest.raises(Weigering, match=r"lessen\.bezwaar_voorbij"):
        bezwaar.object_to(proef.store, proef.config, proef.sessie, DEELNEMER, "r1")
