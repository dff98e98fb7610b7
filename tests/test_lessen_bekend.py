"""Namen van een sessie gelden bij het nalezen van haar les, zolang de sessie er is, en van niemand anders."""

from __future__ import annotations

from hulp.lessen import Lesproef, proef
from sqlalchemy import delete, insert

from leersessie.lessen import bekend, concept, nalezen
from leersessie.store.tabellen import TekstRij

__all__ = ["proef"]
KAART = {"tekst": "Haar zoon Storm (8) slaapt bij oma Yorritha", "soort": "feit"}


def schrijf_kaart(proef: Lesproef) -> None:
    rij = {"sessie": proef.sessie, "kaart": "k1", "geheim": "", "inhoud": KAART}
    proef.store.transact(lambda v: v.execute(insert(TekstRij).values(**rij)))


def list_woorden(proef: Lesproef, les: str) -> list[tuple[str, str]]:
    """Every place as (words, reason)."""
    inhoud = concept.find_concept(proef.store, proef.leider, les).inhoud
    plekken = nalezen.list_plekken(proef.store, proef.config, les, proef.leider)
    return [(str(inhoud[p.veld])[p.start : p.end], p.reden.removeprefix("anonimiseren.reden_")) for p in plekken]


def test_een_naam_van_een_kaart_wordt_in_de_les_gevonden(proef: Lesproef) -> None:
    """In small letters, where the text of the les alone says nothing."""
    les = proef.maak_concept(waarom="De storm ging liggen.")
    assert dict(list_woorden(proef, les)) == {}
    schrijf_kaart(proef)
    gevonden = dict(list_woorden(proef, les))
    assert gevonden == {"storm": "bekende_naam"}


def test_zonder_sessie_geen_geheugen(proef: Lesproef) -> None:
    """Gone with the words, and with the session in memory; what is kept is bounded."""
    bekend.watch(proef.store)
    les = proef.maak_concept(waarom="De storm ging liggen.")
    schrijf_kaart(proef)
    assert ("storm", "bekende_naam") in list_woorden(proef, les)
    proef.store.transact(lambda v: v.execute(delete(TekstRij)))
    assert ("storm", "bekende_naam") not in list_woorden(proef, les)
    assert proef.sessie in bekend._per_store[proef.store]
    proef.store.forget(proef.sessie)
    assert proef.sessie not in bekend._per_store[proef.store]


def test_een_collega_wordt_herkend(proef: Lesproef) -> None:
    """The names of accounts of this organisation, in one piece."""
    naam = proef.leider.naam
    les = proef.maak_concept(waarom=f"Volgens {naam.lower()} was het duidelijk.")
    assert any(woorden == naam.lower() for woorden, _ in list_woorden(proef, les))
