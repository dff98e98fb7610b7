"""Lessen in gebruik: proberen, nakijken, rode draad, meenemen; en na het weghalen is er van een les niets meer."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest
from hulp.lessen import Lesproef, proef, weiger
from sqlalchemy import select, text

from leersessie.exports.archief import ATOM, make_feed, make_zip
from leersessie.i18n.weigering import NietGevonden, NietToegestaan
from leersessie.lessen import draden, gebruik, publiceren, sleutels
from leersessie.lessen.opruimen import tidy
from leersessie.lessen.zoeken import list_alles
from leersessie.store.lessen import LesRij
from leersessie.store.tabellen import DraadLes, Les, LesProef, LesZorg

__all__ = ["proef"]
VIJANDIG = "<b>vet</b> & [klik](http://rijksoverheid.nl) \u202e"


def deel(proef: Lesproef, **velden: object) -> str:
    """A les that was shared; returns its id."""
    proef.maak_klaar(**velden)
    proef.tijd.verder(dagen=15)
    assert publiceren.publish_batch(proef.store, proef.config).gedeeld == 1
    return str(proef.store.read(lambda v: v.execute(select(Les.id)).scalar_one()))  # type: ignore[call-overload]


def test_wij_gaan_dit_proberen(proef: Lesproef) -> None:
    """Which kind of work and which day, then what came of it; a name or a day that cannot be is refused."""
    les = deel(proef)

    def begin(functie: object, dag: object, door: Any = proef.leider) -> None:
        gebruik.begin_proef(proef.store, proef.config, les, door, functie, dag)

    weiger(lambda: begin("team van Samira Haddou", "2026-06-01"), "lessen.functie_naam")
    for dag in ("2026-03-25", "2020-01-01", "2029-01-01", "morgen", ""):
        weiger(lambda dag=dag: begin("wijkteam", dag), "lessen.kijkdag")
    with pytest.raises(NietGevonden):
        begin("wijkteam", "2026-06-01", proef.vreemde)
    begin("  wijkteam ", "2026-06-01")
    (rij,) = gebruik.read_gebruik(proef.store, les, proef.leider.organisatie).eigen
    assert (rij.functie, rij.kijk_dag, rij.uitkomst) == ("wijkteam", "2026-06-01", "")
    weiger(lambda: gebruik.end_proef(proef.store, rij.id, proef.leider, "misschien"), "invoer.keus")
    with pytest.raises(NietGevonden):
        gebruik.end_proef(proef.store, rij.id, proef.vreemde, "werkte")
    gebruik.end_proef(proef.store, rij.id, proef.lezer, "aangepast")
    assert gebruik.read_gebruik(proef.store, les, proef.leider.organisatie).eigen[0].uitkomst == "aangepast"
    assert gebruik.read_gebruik(proef.store, les, proef.vreemde.organisatie) == gebruik.Gebruik((), 0)
    gebruik.drop_proef(proef.store, rij.id, proef.leider)
    with pytest.raises(NietGevonden):
        gebruik.drop_proef(proef.store, rij.id, proef.leider)


def test_een_les_vraagt_na_een_jaar_om_een_blik(proef: Lesproef) -> None:
    """A trainer says that it still holds; a year later it asks again. Nobody looked: from the next year on."""
    les = deel(proef)
    assert gebruik.list_te_herzien(proef.store, proef.config, proef.lezer) == ()
    with pytest.raises(NietToegestaan):
        gebruik.take_zorg(proef.store, proef.config, les, proef.leider)
    gebruik.take_zorg(proef.store, proef.config, les, proef.lezer)
    assert gebruik.read_herzie_dag(proef.store, les, proef.lezer.organisatie) == "2027-03-25"
    proef.tijd.verder(dagen=364)
    assert gebruik.list_te_herzien(proef.store, proef.config, proef.lezer) == ()
    proef.tijd.verder(dagen=1)
    assert [r.id for r in gebruik.list_te_herzien(proef.store, proef.config, proef.lezer)] == [les]
    gebruik.take_zorg(proef.store, proef.config, les, proef.lezer)
    assert gebruik.list_te_herzien(proef.store, proef.config, proef.lezer) == ()


def test_rode_draad(proef: Lesproef) -> None:
    """Only a trainer makes one, without names; another organisation does not learn that it exists."""
    les = deel(proef)
    velden = {"soort": "drempel", "niveau": "team", "naam": "Iedereen wacht op een ander", "uitleg": ""}
    with pytest.raises(NietToegestaan):
        draden.save_draad(proef.store, proef.config, proef.leider, velden)
    weiger(lambda: draden.save_draad(proef.store, proef.config, proef.lezer, {**velden, "soort": "x"}), "invoer.keus")
    fout = {**velden, "uitleg": "Vooral bij Samira Haddou."}
    weiger(lambda: draden.save_draad(proef.store, proef.config, proef.lezer, fout), "lessen.draad_naam")
    draad = draden.save_draad(proef.store, proef.config, proef.lezer, velden)
    draden.set_les(proef.store, draad, les, proef.lezer, aan=True)
    draden.set_les(proef.store, draad, les, proef.lezer, aan=True)
    zicht = draden.read_draad(proef.store, draad, proef.leider)
    assert ([r.id for r in zicht.lessen], zicht.per_jaar) == ([les], ((2026, None),))
    assert draden.list_draden(proef.store, proef.leider) == ((zicht.rij, None),)
    for daad in (
        lambda: draden.read_draad(proef.store, draad, proef.vreemde),
        lambda: draden.save_draad(proef.store, proef.config, proef.vreemde, velden, draad),
        lambda: draden.drop_draad(proef.store, draad, proef.vreemde),
    ):
        with pytest.raises(NietGevonden):
            daad()
    draden.set_les(proef.store, draad, les, proef.lezer, aan=False)
    assert draden.read_draad(proef.store, draad, proef.leider).lessen == ()
    draden.drop_draad(proef.store, draad, proef.lezer)
    assert draden.list_draden(proef.store, proef.lezer) == ()


def make_les(jaar: int, nummer: int) -> LesRij:
    return LesRij(f"{jaar}{nummer}", 1, "organisatie", "inzicht", "t", {}, {}, jaar, str(nummer), "")


@pytest.mark.parametrize(
    ("jaren", "verwacht"),
    [
        ({2024: 6, 2025: 7}, ((2024, 6), (2025, 7))),
        ({2024: 6, 2025: 7, 2026: 2}, ((2024, None), (2025, 7), (2026, None))),
        ({2024: 1, 2025: 2, 2026: 9}, ((2024, None), (2025, None), (2026, 9))),
        ({2026: 3}, ((2026, None),)),
        ({}, ()),
    ],
)
def test_per_jaar_verraadt_geen_kleine_groep(jaren: dict[int, int], verwacht: object) -> None:
    """With the total known, no year under five can be worked out."""
    lessen = tuple(make_les(jaar, n) for jaar, aantal in jaren.items() for n in range(aantal))
    assert draden.count_per_jaar(lessen) == verwacht


def test_bestand_en_feed_houden_woorden_woorden(proef: Lesproef) -> None:
    """Every les whole in Markdown and JSON, hostile words as words, no day but the year, no order of arrival."""
    les = deel(proef, grenzen=VIJANDIG)
    alles = list_alles(proef.store, proef.leider.organisatie)
    with zipfile.ZipFile(io.BytesIO(make_zip(alles, "nl"))) as archief:
        assert sorted(archief.namelist()) == ["lessen.json", f"lessen/{les}.md"]
        assert {i.date_time for i in archief.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        (rij,) = json.loads(archief.read("lessen.json"))["lessen"]
        tekst = archief.read(f"lessen/{les}.md").decode()
    assert rij["grenzen"] == VIJANDIG.replace("\u202e", "").strip() and rij["jaar"] == 2026
    assert "<b>" not in tekst and "](http" not in tekst and "http://" not in tekst
    feed = ElementTree.fromstring(make_feed(alles, "https://les.test", "nl"))
    (deel_,) = feed.findall(f"{{{ATOM}}}entry")
    assert deel_.findtext(f"{{{ATOM}}}updated") == "2026-01-01T00:00:00Z"
    assert deel_.findtext(f"{{{ATOM}}}id") == f"https://les.test/lessen/{les}"
    assert list_alles(proef.store, None) == () == list_alles(proef.store, proef.vreemde.organisatie)
    assert ElementTree.fromstring(make_feed((), "https://les.test", "en")).findall(f"{{{ATOM}}}entry") == []


def test_weghalen_haalt_alles_weg(proef: Lesproef) -> None:
    """One act: out of the archive, search, file and feed, and with it who tried it and on which pattern it hung."""
    les = deel(proef)
    gebruik.begin_proef(proef.store, proef.config, les, proef.leider, "wijkteam", "2026-06-01")
    gebruik.take_zorg(proef.store, proef.config, les, proef.lezer)
    velden = {"soort": "knelpunt", "naam": "Iedereen wacht"}
    draad = draden.save_draad(proef.store, proef.config, proef.lezer, velden)
    draden.set_les(proef.store, draad, les, proef.lezer, aan=True)
    sleutels.withdraw_les(proef.store, proef.config, les, proef.lezer)
    assert list_alles(proef.store, proef.leider.organisatie) == ()
    for tabel in (Les, LesProef, LesZorg, DraadLes):
        assert proef.store.read(lambda v, tabel=tabel: v.execute(select(tabel)).all()) == []
    assert proef.store.read(lambda v: v.execute(text("SELECT count(*) FROM les_zoek")).scalar_one()) == 0


def test_een_openbare_les_is_voor_iedereen(proef: Lesproef) -> None:
    """Who may read it was part of the text that got both keys."""
    les = deel(proef, bereik="openbaar")
    assert [a.rij.id for a in list_alles(proef.store, None)] == [les]
    assert [a.rij.id for a in list_alles(proef.store, proef.vreemde.organisatie)] == [les]


def test_een_weggehaalde_draad_en_proef_zijn_uit_het_bestand(proef: Lesproef) -> None:
    """Deleted words stay in no table, no WAL and no free page once the daily tidying ran."""
    les = deel(proef)
    velden = {"soort": "drempel", "naam": "Iedereen wacht", "uitleg": "kwartiermakers zonder zorgpad"}
    draad = draden.save_draad(proef.store, proef.config, proef.lezer, velden)
    gebruik.begin_proef(proef.store, proef.config, les, proef.leider, "kwartiermakers in opleiding", "2026-06-01")
    (rij,) = gebruik.read_gebruik(proef.store, les, proef.leider.organisatie).eigen

    def find(woorden: bytes) -> list[str]:
        return [p.name for p in proef.config.data.glob("leersessie.sqlite*") if woorden in p.read_bytes()]

    assert find(b"zonder zorgpad") and find(b"kwartiermakers in")
    draden.drop_draad(proef.store, draad, proef.lezer)
    gebruik.drop_proef(proef.store, rij.id, proef.leider)
    assert tidy(proef.store, proef.config).schoon
    assert find(b"zonder zorgpad") == [] == find(b"kwartiermakers in")
