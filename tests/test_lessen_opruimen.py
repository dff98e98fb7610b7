"""Opruimen: op de beloofde dag, twee keer achter elkaar, na weken stilstand, en uit het bestand zelf."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hulp.huis import BEGIN, Tijd
from hulp.lessen import DEELNEMER, INBRENGER, Lesproef
from sqlalchemy import func, insert, select, text, update
from sqlmodel import SQLModel, col

from leersessie.i18n.weigering import NietGevonden, Weigering
from leersessie.lessen import concept, opruimen, verslag
from leersessie.lessen.dagen import add_dagen, subtract_maanden
from leersessie.store import Besluit, Woord, wissen
from leersessie.store import bewijzen as bewijsrijen
from leersessie.store import lessen as lesrijen
from leersessie.store.tabellen import (
    Aanmelding,
    Auditregel,
    Deelname,
    Deelnemer,
    Gebeurtenis,
    Gebruikt,
    Reactie,
    Sessie,
    TekstRij,
    Toegangsbewijs,
    Uitnodiging,
    Verslag,
    Wisbewijs,
)
from leersessie.toegang import aanmelden, bewijzen
from leersessie.verloop import Feit

CANARIE = b"CANARIE-7f3a"


def tel(proef: Lesproef, *tabellen: type[SQLModel]) -> list[int]:
    """How many rows each table has."""
    return [
        proef.store.read(lambda v, t=t: v.execute(select(func.count()).select_from(t)).scalar_one()) for t in tabellen
    ]


def vul_sessie(proef: Lesproef) -> str:
    """Cards, a phone with its count, a beamer: what a session leaves behind. Returns the token of the phone."""
    proef.store.transact(
        lambda v: v.execute(update(Sessie).where(col(Sessie.id) == proef.sessie).values(code="KBD42FX")) and None
    )
    token, zicht = proef.store.transact(lambda v: bewijzen.admit(v, proef.config, proef.sessie, "huisarts", "huisarts"))
    proef.store.transact(
        lambda v: bewijzen.give_bewijs(v, proef.config, proef.sessie, "reactie", geldig_ms=40 * 86_400_000) and None
    )
    feiten = (Feit("gemaakt", {"plan": []}), Feit("geopend"), Feit("begonnen"), Feit("nabesproken"))
    proef.store.write(proef.sessie, lambda staat: Besluit(feiten=feiten))
    for n in range(40):
        kaart = f"kaart{n}"
        proef.store.write(
            proef.sessie,
            lambda staat, kaart=kaart: Besluit(
                feiten=(Feit("bijdrage_gegeven", {"kaart": kaart, "stap": "s3"}),),
                woorden={kaart: Woord({"tekst": f"{CANARIE.decode()} {kaart} " * 20}, "geheim")},
                telling=(zicht.id, "s3", 1),
            ),
        )
    return token


def test_op_de_beloofde_dag_is_de_sessie_weg(proef: Lesproef) -> None:
    """Not a day earlier; on the day everything but the verslag; a shell says that it was erased."""
    token = vul_sessie(proef)
    proef.tijd.verder(dagen=29)
    opruimen.tidy(proef.store, proef.config)
    assert tel(proef, TekstRij, Deelnemer, Deelname) == [40, 1, 1]
    proef.tijd.verder(dagen=1)
    uit = opruimen.tidy(proef.store, proef.config)
    assert (uit.aantallen["kaarten"], uit.aantallen["telefoons"], uit.aantallen["sessies_gewist"]) == (40, 1, 1)
    assert tel(proef, TekstRij, Deelnemer, Deelname, Toegangsbewijs, Gebeurtenis, Verslag) == [0, 0, 0, 0, 1, 1]
    assert bewijzen.find_deelnemer(proef.store, token) is None
    assert proef.store.load(proef.sessie).stand.toestand == "gewist"
    assert proef.store.read(lambda v: bewijsrijen.is_code_bezet(v, "KBD42FX")) is True
    (bewijs,) = proef.store.read(lambda v: wissen.list_wisbewijzen(v, proef.leider.organisatie))
    assert (bewijs[0], bewijs[1]["kaarten"], bewijs[2]) == ("sessie", 40, "2026-04-09")
    assert "gewist" not in opruimen.tidy(proef.store, proef.config).aantallen
    with pytest.raises(Weigering):
        verslag.react(proef.store, proef.config, proef.sessie, DEELNEMER, "nog iets")


def test_een_gewiste_sessie_neemt_niets_meer_aan(proef: Lesproef) -> None:
    """Its log begins again at one fact and still counts without a gap."""
    vul_sessie(proef)
    proef.tijd.verder(dagen=31)
    opruimen.tidy(proef.store, proef.config)
    assert proef.store.load(proef.sessie).stand.seq == 1
    proef.store.forget(proef.sessie)
    assert proef.store.load(proef.sessie).stand.toestand == "gewist"


def test_na_veertien_dagen_staat_het_verslag_vast_en_sluit_de_sessie(proef: Lesproef) -> None:
    """Unchanged until then: settled. The log says gesloten, and no token works."""
    token = vul_sessie(proef)
    proef.tijd.verder(dagen=14)
    opruimen.tidy(proef.store, proef.config)
    zicht = verslag.read_verslag(proef.store, proef.sessie)
    assert (zicht.toestand, proef.store.load(proef.sessie).stand.toestand) == ("concept", "nabespreken")
    assert bewijzen.find_deelnemer(proef.store, token) is not None
    proef.tijd.verder(dagen=1)
    opruimen.tidy(proef.store, proef.config)
    zicht = verslag.read_verslag(proef.store, proef.sessie)
    assert (zicht.toestand, zicht.vastgesteld_dag) == ("vastgesteld", "2026-03-25")
    assert proef.store.load(proef.sessie).stand.toestand == "gesloten"
    assert bewijzen.find_deelnemer(proef.store, token) is None


def test_na_twaalf_maanden_gaat_het_verslag_met_alles_eraan(proef: Lesproef) -> None:
    """Reactions, drafts that were never shared, and the shell of the session. Weeks of standing still do not matter."""
    vul_sessie(proef)
    verslag.react(proef.store, proef.config, proef.sessie, DEELNEMER, "goed zo")
    proef.maak_concept()
    proef.tijd.verder(dagen=365)
    opruimen.tidy(proef.store, proef.config)
    assert tel(proef, Verslag, Reactie, Sessie, Gebeurtenis) == [0, 0, 0, 0]
    assert concept.list_concepten(proef.store, proef.leider) == ()
    with pytest.raises(NietGevonden):
        verslag.read_verslag(proef.store, proef.sessie)
    soorten = [b[0] for b in proef.store.read(lambda v: wissen.list_wisbewijzen(v, proef.leider.organisatie))]
    assert soorten == ["verslag", "sessie"]


def test_een_dag_te_vroeg_blijft_het_verslag(proef: Lesproef) -> None:
    """Twelve months is until the same day of the year."""
    vul_sessie(proef)
    proef.tijd.verder(dagen=364)
    opruimen.tidy(proef.store, proef.config)
    assert tel(proef, Verslag, Sessie) == [1, 1]


def test_bewijzen_aanmeldingen_codes_en_audit_gaan_op_hun_tijd(proef: Lesproef) -> None:
    """Each after its own term; a code in use rests on."""
    store, config = proef.store, proef.config
    store.transact(lambda v: bewijzen.give_bewijs(v, config, proef.sessie, "beamer", geldig_ms=1_000) and None)
    aanmelden._open_aanmelding(store, config, _rij(proef), bevestigd=True)
    for code, dag in (("2222222", "2026-03-09"), ("3333333", "2026-03-10"), ("4444444", "2026-03-01")):
        store.transact(lambda v, c=code, d=dag: bewijsrijen.rest_code(v, c, d))
    store.transact(
        lambda v: v.execute(update(Sessie).where(col(Sessie.id) == proef.sessie).values(code="4444444")) and None
    )
    nu_ms = config.klok.now_ms()
    rijen = [{"hash": f"h{n}", "soort": "herstel", "account": None, "vervalt_ms": nu_ms + n} for n in (0, 86_400_000)]
    store.transact(lambda v: v.execute(insert(Uitnodiging), rijen) and None)
    audit = [
        {"organisatie": 1, "account": 1, "daad": "aangemeld", "voorwerp": "", "wanneer": w}
        for w in ("2021-03-09", "2021-03-11")
    ]
    store.transact(lambda v: v.execute(insert(Auditregel), audit) and None)
    store.transact(
        lambda v: v.execute(insert(Wisbewijs).values(organisatie=1, wat="x", aantallen={}, dag="2020-01-01")) and None
    )
    proef.tijd.verder(uren=11, minuten=59)
    uit = opruimen.tidy(store, config).aantallen
    assert uit == {"bewijzen": 1, "uitnodigingen": 1, "codes": 1, "auditregels": 1, "wisbewijzen": 1}
    assert sorted(store.read(lambda v: v.execute(select(col(Gebruikt.code))).scalars().all())) == ["3333333", "4444444"]
    assert tel(proef, Aanmelding) == [1]
    proef.tijd.verder(minuten=1)
    assert opruimen.tidy(store, config).aantallen == {"aanmeldingen": 1}
    assert opruimen.tidy(store, config).aantallen == {}


def _rij(proef: Lesproef) -> object:
    from leersessie.store import accounts

    rij = proef.store.read(lambda v: accounts.find_account(v, proef.leider.account))
    assert rij is not None
    return rij


def test_een_klare_les_gaat_met_het_opruimen_mee(proef: Lesproef) -> None:
    """The daily batch is part of the tidying; the draft is gone from the file as well."""
    proef.maak_klaar()
    proef.tijd.verder(dagen=15)
    assert opruimen.tidy(proef.store, proef.config).aantallen["gedeeld"] == 1
    assert len(proef.store.read(lambda v: lesrijen.list_lessen(v, proef.leider.organisatie))) == 1


def test_bij_sluiten_gaan_tellingen_en_geheimen_meteen(proef: Lesproef) -> None:
    """Who gave how much, and what could change a card, does not outlive the meeting."""
    vul_sessie(proef)
    proef.store.transact(lambda v: wissen.forget_keys(v, proef.sessie))
    assert tel(proef, Deelname, TekstRij) == [0, 40]
    assert proef.store.read(lambda v: set(v.execute(select(col(TekstRij.geheim))).scalars())) == {""}


# ---- out of the file ----------------------------------------------------------------------------------------


def find_in_bestanden(map_: Path, woord: bytes) -> list[str]:
    """Files of the database that hold these bytes: main file, WAL, shared memory, journals."""
    return sorted(pad.name for pad in map_.glob("leersessie.sqlite*") if woord in pad.read_bytes())


def test_de_woorden_zijn_uit_het_bestand_ook_met_een_lezer_ervoor(proef: Lesproef) -> None:
    """With a reader in the way the words stay and we say so; without it they are in no file at all."""
    vul_sessie(proef)
    verslag.geef_vrij(proef.store, proef.sessie, INBRENGER, "r3", aan=True)
    concept.start_les(proef.store, proef.config, proef.sessie, proef.leider)
    map_ = proef.config.data
    assert find_in_bestanden(map_, CANARIE) != []
    lezer = sqlite3.connect(map_ / "leersessie.sqlite", isolation_level=None)
    lezer.execute("BEGIN")
    assert lezer.execute("SELECT count(*) FROM tekst").fetchone() == (40,)
    proef.tijd.verder(dagen=366)
    assert wissen.scrub(proef.store.engine, 1) is False
    for sessie in proef.store.read(lambda v: wissen.list_te_wissen(v, "2027-03-11")):
        opruimen._erase_sessie(proef.store, proef.config, sessie)
    opruimen._forget_old(proef.store, proef.config)
    assert wissen.scrub(proef.store.engine, 1) is False
    assert find_in_bestanden(map_, CANARIE) != []
    lezer.execute("ROLLBACK")
    lezer.close()
    assert opruimen.tidy(proef.store, proef.config).schoon is True
    assert find_in_bestanden(map_, CANARIE) == []


def test_een_ingetrokken_les_is_uit_het_zoekregister(proef: Lesproef) -> None:
    """The stems of a withdrawn les are in no page of the search table."""
    from leersessie.lessen import publiceren, sleutels

    code = sleutels.give_vierwoordcode(proef.store, proef.config, proef.sessie, INBRENGER)
    les = proef.maak_concept(grenzen="Dit werkt niet bij een zqxcanariewoord in huis.")
    proef.laat_alles_staan(les)
    proef.geef_sleutels(les, code)
    proef.tijd.verder(dagen=15)
    assert publiceren.publish_batch(proef.store, proef.config).gedeeld == 1
    (gedeeld,) = sleutels.read_by_code(proef.store, proef.config, code).lessen
    assert [s for s in gedeeld.stammen.split() if s.startswith("zqxcanarie")] != []
    sleutels.withdraw_by_code(proef.store, proef.config, code, gedeeld.id)
    assert opruimen.tidy(proef.store, proef.config).schoon is True
    assert find_in_bestanden(proef.config.data, b"zqxcanarie") == []


def test_het_zoekregister_bewaart_geen_volgorde(proef: Lesproef) -> None:
    """Row numbers are random: who looks in the file does not see which les came first."""
    for n in range(20):
        waarden = {
            "id": f"les{n:02}", "organisatie": 1, "bereik": "organisatie", "soort": "inzicht", "titel": "t",
            "inhoud": {},
            "labels": {}, "jaar": 2026, "code_hash": "", "stammen": "plan",
        }  # fmt: skip
        proef.store.transact(
            lambda v, w=waarden: lesrijen.insert_les(v, w, int.from_bytes(proef.config.loterij(7), "big"))
        )
    rij = proef.store.read(lambda v: v.execute(text("SELECT id FROM les_zoek ORDER BY rowid")).scalars().all())
    assert sorted(rij) == [f"les{n:02}" for n in range(20)] != list(rij)


# ---- days ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dag", "maanden", "eerder"),
    [
        ("2026-03-31", 1, "2026-02-28"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-05-31", 60, "2021-05-31"),
        ("2024-02-29", 12, "2023-02-28"),
    ],
)
def test_maanden_terug(dag: str, maanden: int, eerder: str) -> None:
    """The last day of a shorter month stands in for a day it does not have."""
    from datetime import date

    assert subtract_maanden(date.fromisoformat(dag), maanden) == eerder
    assert add_dagen("2026-02-27", 2) == "2026-03-01"


def test_een_dag_is_een_dag_waar_de_mensen_zijn(tmp_path: Path) -> None:
    """Half past eleven in the evening UTC is tomorrow in Amsterdam."""
    from leersessie.lessen.dagen import read_vandaag

    tijd = Tijd(BEGIN.replace(hour=23, minute=30))
    assert read_vandaag(tijd.maak_config(tmp_path)).isoformat() == "2026-03-11"
    assert read_vandaag(tijd.maak_config(tmp_path, tijdzone="UTC")).isoformat() == "2026-03-10"
