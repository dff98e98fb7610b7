"""De werkvorm die wij meegeven: elf stappen van negentig minuten, volledig in twee talen, zonder namen."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

import pytest
from huislijst import WORTEL

from leersessie.config import content_dir
from leersessie.i18n import Tekst
from leersessie.invoer import SOORTEN, TYPEN
from leersessie.werkvormen import Stap, Werkvorm, check_paths, read_werkvormen

HOOFDLETTERS = {"Veilig", "Thuis", "VanMontfoort", "AMK", "I"}


@pytest.fixture(scope="module")
def werkvorm() -> Werkvorm:
    werkvormen, gebreken = read_werkvormen(content_dir("werkvormen"))
    assert gebreken == []
    return werkvormen["methodische-leerbijeenkomst"]


def walk_teksten(waarde: object) -> Iterator[Tekst]:
    """Every text inside a value."""
    if isinstance(waarde, Tekst):
        yield waarde
    elif isinstance(waarde, tuple):
        for deel in waarde:
            yield from walk_teksten(deel)
    elif dataclasses.is_dataclass(waarde):
        for veld in dataclasses.fields(waarde):
            yield from walk_teksten(getattr(waarde, veld.name))


def find_stap(werkvorm: Werkvorm, naam: str) -> Stap:
    stap = werkvorm.find_stap(naam)
    assert stap is not None
    return stap


def test_alle_werkvormen_die_wij_meegeven_zijn_goed() -> None:
    assert check_paths([content_dir("werkvormen")]) == []


def test_de_stappen_volgen_de_afspraak(werkvorm: Werkvorm) -> None:
    """practice.md 3: id, who types, kind, minutes, hidden, window."""
    assert [
        (s.id, s.typt, s.vorm.soort, s.minuten, s.verborgen, s.venster, s.onmisbaar)
        for s in werkvorm.stappen
        if not s.overslaan
    ] == [
        ("s1", "niemand", "geen", 5, "nee", 0, True),
        ("s2", "schrijver", "tekst", 10, "nee", 0, True),
        ("s3", "ieder", "kaarten", 3, "tot-onthulling", 0, False),
        ("s4", "schrijver", "kolommen", 10, "nee", 1, False),
        ("s5", "schrijver", "kolommen", 18, "nee", 2, True),
        ("s6", "ieder", "schaal", 6, "tot-onthulling", 3, True),
        ("s7", "schrijver", "kolommen", 14, "nee", 3, True),
        ("s8", "ieder", "kaarten", 6, "tot-onthulling", 4, False),
        ("s9", "schrijver", "tekst", 6, "nee", 4, True),
        ("s10", "ieder", "kaarten", 7, "tot-onthulling", 0, True),
        ("s11", "niemand", "geen", 5, "nee", 0, True),
    ]
    assert (werkvorm.minuten, werkvorm.vensters, werkvorm.casus) == (90, True, "verplicht")
    assert [(s.id, s.minuten) for s in werkvorm.stappen if s.overslaan] == [("s0", 10)]


def test_kolommen_velden_en_vragen(werkvorm: Werkvorm) -> None:
    def names(naam: str, veld: str) -> list[tuple[str, Any]]:
        return [(k.naam.nl, k.tekens) for k in getattr(find_stap(werkvorm, naam).vorm, veld)]

    assert names("s2", "punten") == [("Waar twijfel je over?", 200), ("Welke keuze komt eraan?", 200)]
    assert [n for n, _ in names("s4", "kolommen")] == [
        "Gezin en netwerk",
        "Professionals en organisaties",
        "Nog niet gezien of gesproken",
        "Wat zegt het kind zelf?",
    ]
    assert [n for n, _ in names("s5", "kolommen")] == [
        "Zorgen",
        "Wat gaat goed",
        "Klopt niet met elkaar",
        "Weten we niet",
    ]
    assert [n for n, _ in names("s6", "punten")] == ["Hoe veilig is het nu voor elk kind?", "Hoe zeker ben je daarvan?"]
    assert [n for n, _ in names("s7", "kolommen")] == [
        "Steunt deze keuze",
        "Maakt deze keuze lastig",
        "Goed genoeg als",
    ]
    assert [n for n, _ in names("s9", "punten")] == [
        "Wat doe je?",
        "Wat doe je niet, en wat vraagt dat?",
        "Wat als het anders loopt?",
        "Wie moet dit goedvinden?",
    ]


def test_wat_waarop_rust_en_wat_eruit_komt(werkvorm: Werkvorm) -> None:
    s7 = find_stap(werkvorm, "s7")
    assert (s7.toont, s7.verwijst) == (("s2", "s3"), ("s5", "s6"))
    assert s7.poort is not None and s7.poort.soort == "elke_weging_rust_op_feit"
    assert find_stap(werkvorm, "s9").verwijst == ("s7",)
    assert [s.id for s in werkvorm.stappen if s.vorm.typen] == ["s5"]
    assert {s.id: s.vorm.hoogstens for s in werkvorm.stappen if s.vorm.hoogstens} == {"s3": 1, "s8": 2, "s10": 2}
    assert [s.id for s in werkvorm.stappen if s.les == "kern"] == ["s10"]
    assert [s.id for s in werkvorm.stappen if s.toestemming] == ["s10"]


def test_alles_staat_er_in_twee_talen(werkvorm: Werkvorm) -> None:
    teksten = list(walk_teksten(werkvorm))
    assert len(teksten) > 300
    assert [t.nl for t in teksten if not t.nl or not t.en or t.nl == t.en] == []


def test_elke_onthulling_zegt_vraag_niet_wie(werkvorm: Werkvorm) -> None:
    verborgen = [s for s in werkvorm.stappen if s.verborgen == "tot-onthulling"]
    assert [s.id for s in verborgen] == ["s3", "s6", "s8", "s10"]
    assert all(any("raag niet wie" in zin.nl for zin in s.draaiboek.let_op) for s in verborgen)
    zes = find_stap(werkvorm, "s6").draaiboek.let_op[0].nl
    assert zes == "Vraag niet wie. Vraag: wat ziet iemand die een 3 geeft?"
    assert all(s.draaiboek.zeg and s.draaiboek.let_op and s.draaiboek.anders for s in werkvorm.stappen)


def test_twaalf_telefoons_verschillen(werkvorm: Werkvorm) -> None:
    for stap in werkvorm.stappen:
        if SOORTEN[stap.vorm.soort].vangt:
            assert len({v.nl for v in stap.voorbeelden}) >= 12, stap.id
            assert len({v.en for v in stap.voorbeelden}) >= 12, stap.id


def test_elk_voorbeeld_past_door_de_deur_van_zijn_soort(werkvorm: Werkvorm) -> None:
    """What a simulated phone would send is accepted by the very check a real phone meets."""
    for stap in werkvorm.stappen:
        soort = SOORTEN[stap.vorm.soort]
        for tekst, bij in zip(stap.voorbeelden, stap.voorbeeld_bij, strict=True):
            for zin in (tekst.nl, tekst.en):
                waarden = {p.id: 5 for p in stap.vorm.punten}
                ruw: dict[str, object] = {
                    "kaarten": {"tekst": zin},
                    "kolommen": {"tekst": zin, "kolom": bij},
                    "tekst": {"tekst": zin, "punt": bij},
                    "schaal": {"waarden": waarden, "toelichting": zin},
                }[soort.naam]
                assert soort.check(stap.vorm, ruw)["tekst"] == zin


def test_elke_kolom_en_elk_veld_heeft_een_voorbeeld(werkvorm: Werkvorm) -> None:
    for stap in werkvorm.stappen:
        plekken = [k.id for k in stap.vorm.kolommen + stap.vorm.punten]
        assert [p for p in plekken if not stap.list_voorbeelden(p)] == []
    assert {typ for s in werkvorm.stappen if s.vorm.typen for typ in s.voorbeeld_typ} == set(TYPEN)


def test_voorbeelden_noemen_niemand(werkvorm: Werkvorm) -> None:
    """A capital inside a sentence is a name of a person or a place; none is needed here."""
    gevonden = [
        woord
        for stap in werkvorm.stappen
        for tekst in stap.voorbeelden
        for zin in (tekst.nl, tekst.en)
        for woord in re.findall(r"(?<![.?!:‘] )(?<!^)(?<!‘)\b[A-Z]\w*", zin)
    ]
    assert sorted(set(gevonden) - HOOFDLETTERS - {"GP", "Mondays"}) == []


def test_de_herkomst_staat_erbij_zonder_een_merk_te_claimen(werkvorm: Werkvorm) -> None:
    assert "VanMontfoort" in werkvorm.bron.nl and "reconstructie" in werkvorm.zekerheid.nl
    assert "®" not in (WORTEL / "werkvormen/methodische-leerbijeenkomst.toml").read_text("utf-8")
