"""De twee sleutels: vier woorden en een tweede lezer, wat er nog mist, delen, en alles weer terugnemen."""

from __future__ import annotations

from pathlib import Path

import pytest
from hulp.huis import maak_account
from hulp.lessen import GOED, INBRENGER, LEIDER, Lesproef, log_in, maak_lesproef, weiger
from sqlalchemy import select, text

from leersessie.i18n.weigering import NietGevonden, NietToegestaan
from leersessie.lessen import bezwaar, concept, publiceren, sleutels, verslag, vorm, zoeken
from leersessie.store import accounts as accountrijen
from leersessie.store import lessen as rijen
from leersessie.store import wissen
from leersessie.store.tabellen import Les


def test_de_vier_woorden_komen_een_keer_en_bij_de_inbrenger(proef: Lesproef, tmp_path: Path) -> None:
    """Whoever leads cannot make them when somebody brought the case, and nobody can make them twice."""
    for rollen in (LEIDER, frozenset({"deelnemer"})):
        weiger(
            lambda r=rollen: sleutels.give_vierwoordcode(proef.store, proef.config, proef.sessie, r),
            "basis.niet_toegestaan",
        )
    code = sleutels.give_vierwoordcode(proef.store, proef.config, proef.sessie, INBRENGER)
    assert len(code.split()) == 4
    weiger(
        lambda: sleutels.give_vierwoordcode(proef.store, proef.config, proef.sessie, INBRENGER), "lessen.code_gegeven"
    )
    assert code not in repr(proef.store.read(lambda v: v.execute(text("SELECT * FROM verslag")).all()))
    groep = maak_lesproef(tmp_path / "groep", inbrenger=False)
    assert sleutels.give_vierwoordcode(groep.store, groep.config, groep.sessie, LEIDER)
    groep.store.close()


@pytest.mark.parametrize("code", ["", "appel boom fiets", "appel boom fiets lamp", None, 4, "x" * 9_000])
def test_verkeerde_woorden_openen_niets(proef: Lesproef, code: object) -> None:
    """One answer for nonsense and for a code that belongs to nothing."""
    les, _ = proef.maak_klaar()
    for daad in (
        lambda: sleutels.read_by_code(proef.store, proef.config, code),
        lambda: sleutels.give_sleutel1(proef.store, proef.config, code, les, ""),
        lambda: sleutels.withdraw_by_code(proef.store, proef.config, code, les),
        lambda: sleutels.withdraw_regel_by_code(proef.store, proef.config, code, "r1"),
        lambda: sleutels.withdraw_casus_by_code(proef.store, proef.config, code),
    ):
        weiger(daad, "lessen.code_onbekend")


def test_een_sleutel_geldt_voor_precies_een_tekst(proef: Lesproef) -> None:
    """Any edit afterwards takes both away; an old hash gives none."""
    les, code = proef.maak_klaar()
    klaar = concept.find_concept(proef.store, proef.leider, les)
    assert klaar.toestand == "klaar"
    for velden in ({"vraag": "Wat nu?"}, {"themas": ["meldcode"]}):
        concept.save_les(proef.store, proef.config, les, proef.leider, velden)
        nu = concept.find_concept(proef.store, proef.leider, les)
        assert (nu.toestand, nu.sleutel1_hash, nu.sleutel2, nu.sleutel2_hash) == ("concept", "", None, "")
        weiger(
            lambda: sleutels.give_sleutel1(proef.store, proef.config, code, les, klaar.tekst_hash),
            "lessen.verkeerd_moment",
        )
        concept.offer_les(proef.store, proef.config, les, proef.leider)
        weiger(
            lambda: sleutels.give_sleutel1(proef.store, proef.config, code, les, klaar.tekst_hash),
            "lessen.tekst_veranderd",
        )
        concept.save_les(proef.store, proef.config, les, proef.leider, {"grenzen": f"Niet bij gevaar {velden}"[:60]})
        concept.offer_les(proef.store, proef.config, les, proef.leider)
        tekst = concept.find_concept(proef.store, proef.leider, les).tekst_hash
        sleutels.give_sleutel1(proef.store, proef.config, code, les, tekst)


def test_hetzelfde_opslaan_kost_geen_sleutels(proef: Lesproef) -> None:
    """Pressing save without a change changes nothing."""
    les, _ = proef.maak_klaar()
    eerder = concept.find_concept(proef.store, proef.leider, les)
    concept.save_les(proef.store, proef.config, les, proef.leider, dict(GOED))
    assert concept.find_concept(proef.store, proef.leider, les) == eerder


def test_de_tweede_lezer_is_een_ander(proef: Lesproef) -> None:
    """Not who led, not who wrote, not who was there, not another organisation."""
    les = proef.maak_concept()
    tweede = log_in(proef.store, maak_account(proef.store, "coen@voorbeeld.nl", ("trainer",), proef.leider.organisatie))
    concept.save_les(proef.store, proef.config, les, tweede, {"vraag": "Wat nu?"})
    concept.offer_les(proef.store, proef.config, les, proef.leider)
    tekst = concept.find_concept(proef.store, proef.leider, les).tekst_hash

    def lees(wie: object, was_erbij: bool = False, herkent: bool = False, op: str = tekst) -> bool:
        return sleutels.give_sleutel2(
            proef.store,
            proef.config,
            les,
            wie,
            op,
            was_erbij=was_erbij,
            herkent=herkent,  # type: ignore[arg-type]
        )

    weiger(lambda: lees(proef.leider), "lessen.zelfde_mens")
    weiger(lambda: lees(tweede), "lessen.zelfde_mens")
    weiger(lambda: lees(proef.vreemde), "basis.niet_gevonden")
    weiger(lambda: lees(proef.lezer, was_erbij=True), "lessen.was_erbij")
    weiger(lambda: lees(proef.lezer, op="0" * 64), "lessen.tekst_veranderd")
    assert lees(proef.lezer, herkent=True) is False
    terug = concept.find_concept(proef.store, proef.leider, les)
    assert (terug.toestand, terug.nota) == ("concept", "lessen.nota_herkend")
    weiger(lambda: lees(proef.lezer), "lessen.verkeerd_moment")
    concept.offer_les(proef.store, proef.config, les, proef.leider)
    assert lees(proef.lezer) is True
    assert concept.find_concept(proef.store, proef.leider, les).toestand == "beoordeling"
    sleutels.return_les(proef.store, proef.config, les, proef.lezer)
    assert concept.find_concept(proef.store, proef.leider, les).nota == "lessen.nota_terug"


def test_wat_er_nog_mist_zegt_de_weigering(proef: Lesproef) -> None:
    """Each missing step is named when somebody wants to share at once."""
    code = sleutels.give_vierwoordcode(proef.store, proef.config, proef.sessie, INBRENGER)
    les = proef.maak_concept()

    def deel() -> None:
        publiceren.publish_nu(proef.store, proef.config, les, proef.leider)

    concept.offer_les(proef.store, proef.config, les, proef.leider)
    tekst = concept.find_concept(proef.store, proef.leider, les).tekst_hash
    weiger(deel, "lessen.sleutel1_mist")
    sleutels.give_sleutel1(proef.store, proef.config, code, les, tekst)
    weiger(deel, "lessen.sleutel2_mist")
    sleutels.give_sleutel2(proef.store, proef.config, les, proef.lezer, tekst, was_erbij=False, herkent=False)
    weiger(deel, "lessen.bezwaartermijn")
    proef.tijd.verder(dagen=14)
    weiger(deel, "lessen.bezwaartermijn")
    bezwaar.object_to(proef.store, proef.config, proef.sessie, frozenset({"deelnemer"}), "r1")
    weiger(deel, "lessen.sleutel1_mist")
    proef.tijd.verder(dagen=1)
    assert publiceren.publish_batch(proef.store, proef.config).gedeeld == 0


def test_bezwaar_na_beide_sleutels_houdt_ook_tegen(proef: Lesproef) -> None:
    """The keys are gone, and even a forged 'klaar' does not pass the gate."""
    les, _ = proef.maak_klaar()
    eerder = concept.find_concept(proef.store, proef.leider, les)
    bezwaar.object_to(proef.store, proef.config, proef.sessie, frozenset({"deelnemer"}), "r1")
    proef.store.transact(
        lambda v: rijen.update_concept(
            v,
            les,
            toestand="klaar",
            sleutel1_hash=eerder.tekst_hash,
            sleutel2=eerder.sleutel2,
            sleutel2_hash=eerder.tekst_hash,
        )
    )
    proef.tijd.verder(dagen=20)
    weiger(lambda: publiceren.publish_nu(proef.store, proef.config, les, proef.leider), "lessen.bezwaar_open")


def test_meteen_delen_staat_in_de_audit(proef: Lesproef) -> None:
    """Outside the batch: allowed, with a trace of who did it."""
    les, _ = proef.maak_klaar()
    proef.tijd.verder(dagen=15)
    publiceren.publish_nu(proef.store, proef.config, les, proef.leider)
    regels = proef.store.read(lambda v: accountrijen.list_auditregels(v, proef.leider.organisatie))
    assert [r.daad for r in regels] == ["les_nu_gepubliceerd", "les_sleutel2", "les_aangeboden", "les_begonnen"]
    weiger(lambda: publiceren.publish_nu(proef.store, proef.config, les, proef.leider), "basis.niet_gevonden")


def test_zwijgen_is_geen_ja(proef: Lesproef) -> None:
    """Thirty days without key 1: only a rule without a situation may go on."""
    les = proef.maak_concept(situatie="", soort="werkafspraak")
    concept.offer_les(proef.store, proef.config, les, proef.leider)
    tekst = concept.find_concept(proef.store, proef.leider, les).tekst_hash
    proef.tijd.verder(dagen=30)
    sleutels.give_sleutel2(proef.store, proef.config, les, proef.lezer, tekst, was_erbij=False, herkent=False)
    assert concept.find_concept(proef.store, proef.leider, les).toestand == "beoordeling"
    proef.tijd.verder(dagen=1)
    sleutels.give_sleutel2(proef.store, proef.config, les, proef.lezer, tekst, was_erbij=False, herkent=False)
    assert publiceren.publish_batch(proef.store, proef.config).gedeeld == 1
    met = proef.maak_concept()
    assert sleutels.needs_sleutel1(proef.config, concept.find_concept(proef.store, proef.leider, met)) is True


# ---- taking back --------------------------------------------------------------------------------------------


def test_met_de_code_lees_je_en_trek_je_in_voor_en_na_delen(proef: Lesproef) -> None:
    """A draft, a shared les: gone, out of the search table too, and recorded without content."""
    les, code = proef.maak_klaar()
    bij = sleutels.read_by_code(proef.store, proef.config, code.upper())
    assert ([r.id for r in bij.vrij], [c.id for c in bij.concepten], bij.lessen) == (["r1"], [les], ())
    sleutels.withdraw_by_code(proef.store, proef.config, code, les)
    assert sleutels.read_by_code(proef.store, proef.config, code).concepten == ()
    les = proef.maak_concept()
    proef.geef_sleutels(les, code)
    proef.tijd.verder(dagen=15)
    publiceren.publish_batch(proef.store, proef.config)
    (gedeeld,) = sleutels.read_by_code(proef.store, proef.config, code).lessen
    assert zoeken.search(proef.store, proef.leider.organisatie, "veiligheid").aantal == 1
    sleutels.withdraw_by_code(proef.store, proef.config, code, gedeeld.id)
    assert zoeken.search(proef.store, proef.leider.organisatie, "veiligheid").aantal == 0
    assert proef.store.read(lambda v: v.execute(text("SELECT count(*) FROM les_zoek")).scalar_one()) == 0
    bewijzen = proef.store.read(lambda v: wissen.list_wisbewijzen(v, proef.leider.organisatie))
    assert bewijzen == (
        ("les_ingetrokken", {"les": 1}, "2026-03-25"),
        ("concept_ingetrokken", {"concept": 1}, "2026-03-10"),
    )
    weiger(lambda: sleutels.withdraw_by_code(proef.store, proef.config, code, gedeeld.id), "lessen.code_onbekend")


def test_met_de_code_gaat_een_zin_of_de_hele_casus_terug(proef: Lesproef) -> None:
    """One sentence: drafts open again. The case: sentences, drafts and lessons, all of it."""
    les, code = proef.maak_klaar()
    verslag.geef_vrij(proef.store, proef.sessie, INBRENGER, "r2", aan=True)
    sleutels.withdraw_regel_by_code(proef.store, proef.config, code, "r2")
    nu = concept.find_concept(proef.store, proef.leider, les)
    assert (nu.toestand, nu.nota) == ("concept", "lessen.nota_regel_weg")
    assert [r.vrij for r in verslag.read_verslag(proef.store, proef.sessie).regels] == [True, False, False]
    assert sleutels.withdraw_casus_by_code(proef.store, proef.config, code) == 2
    assert concept.list_concepten(proef.store, proef.leider) == ()
    assert [r.weg for r in verslag.read_verslag(proef.store, proef.sessie).regels] == [True, False, False]


def test_een_trainer_haalt_een_les_van_de_eigen_organisatie_weg(proef: Lesproef) -> None:
    """Not a gespreksleider, not somebody else's les."""
    proef.maak_klaar()
    proef.tijd.verder(dagen=15)
    publiceren.publish_batch(proef.store, proef.config)
    (rij,) = proef.store.read(lambda v: rijen.list_lessen(v, proef.leider.organisatie))
    with pytest.raises(NietToegestaan):
        sleutels.withdraw_les(proef.store, proef.config, rij.id, proef.leider)
    with pytest.raises(NietGevonden):
        sleutels.withdraw_les(proef.store, proef.config, rij.id, proef.vreemde)
    sleutels.withdraw_les(proef.store, proef.config, rij.id, proef.lezer)
    assert proef.store.read(lambda v: v.execute(select(Les)).all()) == []


def test_de_hash_ziet_alles_wat_een_lezer_ziet() -> None:
    """Every field counts; the order of fields does not."""
    inhoud = vorm.make_leeg("wv", 2026)
    hashes = {vorm.hash_inhoud({**inhoud, veld: "anders"}) for veld in inhoud}
    assert len(hashes) == len(inhoud) and vorm.hash_inhoud(inhoud) not in hashes
    assert vorm.hash_inhoud(dict(reversed(inhoud.items()))) == vorm.hash_inhoud(inhoud)


def test_sectoren_worden_groepen() -> None:
    """A finer sector never reaches the archive."""
    assert vorm.find_sectorgroepen(["huisarts", "onderwijs", "", "anders", "ggz"]) == ("onderwijs", "zorg")
