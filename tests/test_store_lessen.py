"""Dezelfde weg op SQLite en PostgreSQL: sleutels, archief, zoeken en wissen geven hetzelfde."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hulp.lessen import INBRENGER, Lesproef, maak_lesproef
from hulp.postgres import postgres, postgres_url  # noqa: F401  fixtures
from sqlalchemy import insert, select

from leersessie.lessen import concept, opruimen, publiceren, sleutels, verslag, zoeken
from leersessie.lessen.stammen import list_stammen
from leersessie.store import Besluit, Woord
from leersessie.store import accounts as accountrijen
from leersessie.store import lessen as rijen
from leersessie.store.tabellen import LesConcept, TekstRij
from leersessie.toegang import aanmelden, accounts, bewijzen, codes
from leersessie.verloop import Feit

VRAGEN = [
    "veiligheid",
    "plan",
    "veiligheidsplannen",
    "kinderen",
    "huisrats",
    "feiten plan",
    "xyz",
    "hulp",
    "de",
    "é & | '",
]
TEKSTEN = [
    ("Hulp is nog geen veiligheid", "Het veiligheidsplan raakte uit beeld bij de hulp."),
    ("Wie belt het kind?", "Iedereen kende het plan, behalve het kind."),
    ("Twee plannen", "Er waren twee plannen en geen veiligheid voor de kinderen."),
    ("De huisarts wist het al", "De huisarts kende de feiten en het plan."),
    ("Vijf feiten", "De groep telde de feiten. Crèche en school 2026 ook."),
]


def vul_archief(proef: Lesproef) -> None:
    """Lessons with fixed ids, so that two databases can be compared to the letter."""
    for n, (titel, wat) in enumerate(TEKSTEN):
        inhoud = {"situatie": "", "wat": wat, "waarom": "", "grenzen": "", "vraag": ""}
        waarden = {
            "id": f"les{n}",
            "organisatie": 1,
            "bereik": "organisatie",
            "soort": "inzicht",
            "titel": titel,
            "jaar": 2026,
            "inhoud": inhoud,
            "labels": {"themas": ["meldcode"]},
            "code_hash": "",
            "stammen": " ".join(list_stammen(titel) + list_stammen(wat)),
        }
        proef.store.transact(lambda v, w=waarden, n=n: rijen.insert_les(v, w, 1000 - n))


def test_zoeken_geeft_op_beide_databases_hetzelfde(tmp_path: Path, postgres_url: str | None) -> None:  # noqa: F811
    """Same hits in the same order, same filters, for plain, bent, misspelt and hostile questions."""
    uitkomsten = []
    for naam, url in (("sqlite", ""), ("postgres", postgres_url)):
        if url is None:
            return
        proef = maak_lesproef(tmp_path / naam, database=url)
        vul_archief(proef)
        uitkomsten.append([zoeken.search(proef.store, 1, vraag) for vraag in VRAGEN])
        proef.store.close()
    assert uitkomsten[0] == uitkomsten[1]
    assert [t.aantal for t in uitkomsten[0]] == [2, 4, 1, 2, 1, 1, 0, 1, 5, 0]


@pytest.mark.parametrize("soort", ["sqlite", "postgres"])
def test_de_hele_weg(tmp_path: Path, postgres_url: str | None, soort: str) -> None:  # noqa: F811
    """Join, close, release, both keys, share, find, withdraw, erase."""
    if soort == "postgres" and postgres_url is None:
        return
    proef = maak_lesproef(tmp_path, database=postgres_url or "" if soort == "postgres" else "")
    store, config = proef.store, proef.config
    token, zicht = store.transact(lambda v: bewijzen.admit(v, config, proef.sessie, "huisarts", "huisarts"))
    assert bewijzen.find_deelnemer(store, token) == zicht
    code = store.transact(lambda v: codes.new_code(v, config))
    assert codes.clean_code(codes.show_code(code)) == code
    besluit = Besluit(
        feiten=(
            Feit("gemaakt", {"plan": []}),
            Feit("bijdrage_gegeven", {"kaart": "k", "stap": "s3"}),
            Feit("nabesproken"),
        ),
        woorden={"k": Woord({"tekst": "CANARIE"}, "")},
        telling=(zicht.id, "s3", 1),
    )
    store.write(proef.sessie, lambda staat: besluit)
    _, woorden = proef.maak_klaar()
    proef.tijd.verder(dagen=15)
    assert opruimen.tidy(store, config).aantallen["gedeeld"] == 1
    (les,) = zoeken.search(store, proef.leider.organisatie, "cijfer veiligheid").lessen
    assert store.read(lambda v: v.execute(select(LesConcept)).all()) == []
    sleutels.withdraw_by_code(store, config, woorden, les.id)
    assert zoeken.search(store, proef.leider.organisatie).aantal == 0
    proef.tijd.verder(dagen=20)
    uit = opruimen.tidy(store, config)
    assert (uit.schoon, uit.aantallen["sessies_gewist"], uit.aantallen["kaarten"]) == (True, 1, 1)
    assert store.read(lambda v: v.execute(select(TekstRij)).all()) == []
    proef.tijd.verder(dagen=366)
    opruimen.tidy(store, config)
    assert store.read(lambda v: rijen.list_lessen(v, proef.leider.organisatie)) == ()
    store.close()


@pytest.mark.parametrize("soort", ["sqlite", "postgres"])
def test_accounts_op_beide_databases(tmp_path: Path, postgres_url: str | None, soort: str) -> None:  # noqa: F811
    """Times in milliseconds, roles in JSON, single use of links: the same everywhere."""
    if soort == "postgres" and postgres_url is None:
        return
    proef = maak_lesproef(tmp_path, database=postgres_url or "" if soort == "postgres" else "")
    store, config = proef.store, proef.config
    beheerder = replace(proef.leider, rollen=frozenset({"beheerder"}))
    link = accounts.invite(
        store, config, beheerder, naam="D", email="d@voorbeeld.nl", rollen=("trainer", "gespreksleider")
    )
    accounts.use_link(store, config, link, "kiezel lantaarn veer 7")
    token = aanmelden.log_in(store, config, "d@voorbeeld.nl", "kiezel lantaarn veer 7")
    gevonden = aanmelden.find_aanmelding(store, config, token)
    assert gevonden is not None and gevonden.rollen == {"trainer", "gespreksleider"}
    assert store.read(lambda v: accountrijen.take_totp_stap(v, gevonden.account, 5)) is True
    geheim, _ = aanmelden.start_totp(store, config, token)
    assert len(geheim) == 32
    aanmelden.log_out(store, token)
    assert aanmelden.find_aanmelding(store, config, token) is None
    store.close()


def test_een_databasefout_noemt_geen_woorden(tmp_path: Path) -> None:
    """What somebody typed is not in the message of an error, so that no log can hold it."""
    proef = maak_lesproef(tmp_path)
    dubbel = {"sessie": proef.sessie, "kaart": "k", "geheim": "", "inhoud": {"tekst": "CANARIE"}}

    def twee_keer(verbinding: object) -> None:
        for _ in range(2):
            verbinding.execute(insert(TekstRij).values(**dubbel))  # type: ignore[attr-defined]

    with pytest.raises(Exception, match="UNIQUE") as fout:
        proef.store.transact(twee_keer)
    assert "CANARIE" not in str(fout.value)
    proef.store.close()


def test_een_concept_kent_zijn_sessie_tot_het_gedeeld_is(proef: Lesproef) -> None:
    """The row that is shared has no column in which a session could stand."""
    proef.maak_klaar()
    (rij,) = proef.store.read(lambda v: rijen.list_concepten(v, sessie=proef.sessie))
    assert publiceren.make_les(proef.config, rij).keys() == rijen.LesRij.__dataclass_fields__.keys()
    assert "sessie" not in rijen.LesRij.__dataclass_fields__
    assert proef.store.read(lambda v: rijen.list_concepten(v, toestand="klaar", organisatie=99)) == ()
    verslag.geef_vrij(proef.store, proef.sessie, INBRENGER, "r1", aan=False)
    assert concept.find_concept(proef.store, proef.leider, rij.id).toestand == "concept"
