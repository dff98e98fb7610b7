"""Elk gebrek van een werkvorm: verander één ding aan een goed bestand en lees waar en wat er mis is."""

from __future__ import annotations

import pytest
from werkvormproef import find_gebreken

KAPOT = {
    "schrijffout": (
        "versie = 2",
        "versie = = 2",
        "regel 2",
        "De schrijfwijze klopt hier niet (Invalid value (at line 2, column 10)).",
    ),
    "onbekende sleutel": (
        "minuten = 30",
        "minuten = 30\nminutten = 1",
        "regel 9 · minutten",
        "De sleutel ‘minutten’ bestaat niet.",
    ),
    "ontbreekt": (
        'bron = "Bron"\n',
        "",
        "bron",
        "De sleutel ‘bron’ ontbreekt.",
    ),
    "ontbreekt in stap": (
        'titel = "Weging"\n',
        "",
        "regel 29 · stap s2 · titel",
        "De sleutel ‘titel’ ontbreekt.",
    ),
    "tekst als getal": (
        "minuten = 20",
        'minuten = "20"',
        "regel 20 · stap s1 · minuten",
        "Bij ‘minuten’ hoort een heel getal.",
    ),
    "waar als getal": (
        "versie = 2",
        "versie = true",
        "regel 2 · versie",
        "Bij ‘versie’ hoort een heel getal.",
    ),
    "buiten de grens": (
        "versie = 2",
        "versie = 0",
        "regel 2 · versie",
        "‘versie’ is 0; dat kan niet.",
    ),
    "getal als tekst": (
        'doel = "Doel"',
        "doel = 3",
        "regel 4 · doel",
        "Bij ‘doel’ hoort een tekst.",
    ),
    "lege tekst": (
        'doel = "Doel"',
        'doel = "  "',
        "regel 4 · doel",
        "De tekst bij ‘doel’ is leeg.",
    ),
    "lange tekst": (
        'doel = "Doel"',
        f'doel = "{"a" * 2001}"',
        "regel 4 · doel",
        "De tekst bij ‘doel’ heeft 2001 tekens.",
    ),
    "taal zonder nl": (
        'doel = "Doel"',
        'doel = { en = "Aim" }',
        "regel 4 · doel.nl",
        "De sleutel ‘nl’ ontbreekt.",
    ),
    "vreemde taal": (
        'doel = "Doel"',
        'doel = { nl = "D", fr = "B" }',
        "regel 4 · doel.fr",
        "De sleutel ‘fr’ bestaat niet.",
    ),
    "geen vlag": (
        "typen = true",
        'typen = "ja"',
        "regel 22 · stap s1 · typen",
        "Bij ‘typen’ hoort true (ja) of false (nee).",
    ),
    "geen lijst": (
        'verwijst = ["s1"]',
        'verwijst = "s1"',
        "regel 38 · stap s2 · verwijst",
        "Bij ‘verwijst’ hoort een lijst.",
    ),
    "lege lijst": (
        'kies_als = ["Als"]',
        "kies_als = []",
        "regel 5 · kies_als",
        "De lijst bij ‘kies_als’ is leeg.",
    ),
    "geen groepje": (
        'groep = { min = 3, max = 8, ideaal = "5" }',
        "groep = 3",
        "regel 7 · groep",
        "Bij ‘groep’ hoort een groepje sleutels.",
    ),
    "groep omgekeerd": (
        "min = 3, max = 8",
        "min = 8, max = 3",
        "regel 7 · groep.max",
        "De kleinste groep (8) is groter dan de grootste (3).",
    ),
    "geen woord": (
        'casus = "mag"',
        "casus = 1",
        "regel 10 · casus",
        "Bij ‘casus’ hoort één woord tussen aanhalingstekens.",
    ),
    "slechte naam": (
        'werkvorm = "proef"',
        'werkvorm = "Proef 1"',
        "regel 1 · werkvorm",
        "‘Proef 1’ is geen bruikbare naam voor in een adres.",
    ),
    "slecht id": (
        'stap = "s2"',
        'stap = "S 2"',
        "regel 30 · stap S 2 · stap",
        "‘S 2’ is geen bruikbaar id.",
    ),
    "onbekende soort": (
        'soort = "schaal"',
        'soort = "schal"',
        "regel 34 · stap s2 · soort",
        "‘schal’ kan niet bij ‘soort’.",
    ),
    "onbekende wie": (
        'wie = "deelnemers"',
        'wie = "iedereen"',
        "regel 32 · stap s2 · wie",
        "‘iedereen’ kan niet bij ‘wie’.",
    ),
    "onbekende typt": (
        'typt = "ieder"',
        'typt = "iederen"',
        "regel 33 · stap s2 · typt",
        "‘iederen’ kan niet bij ‘typt’.",
    ),
    "onbekend verslag": (
        'verwijst = ["s1"]',
        'verslag = "veel"',
        "regel 38 · stap s2 · verslag",
        "‘veel’ kan niet bij ‘verslag’.",
    ),
    "onbekende les": (
        'verwijst = ["s1"]',
        'les = "kernn"',
        "regel 38 · stap s2 · les",
        "‘kernn’ kan niet bij ‘les’.",
    ),
    "onbekend verborgen": (
        'verwijst = ["s1"]',
        'verborgen = "ja"',
        "regel 38 · stap s2 · verborgen",
        "‘ja’ kan niet bij ‘verborgen’.",
    ),
    "onbekende poort": (
        'soort = "kolom_gevuld"',
        'soort = "dicht"',
        "regel 24 · stap s1 · poort.soort",
        "‘dicht’ kan niet bij ‘soort’.",
    ),
    "som van minuten": (
        "minuten = 30",
        "minuten = 31",
        "regel 8 · minuten",
        "De stappen duren samen 30 minuten, maar bij ‘minuten’ staat 31.",
    ),
    "dubbele stap": (
        'stap = "s2"',
        'stap = "s1"',
        "regel 30 · stap s1 · stap",
        "Er zijn twee stappen met id ‘s1’.",
    ),
    "verwijst vooruit": (
        "typen = true",
        'typen = true\ntoont = ["s2"]',
        "regel 23 · stap s1 · toont",
        "‘toont’ noemt stap ‘s2’, maar die is nog niet geweest.",
    ),
    "verwijst naar zichzelf": (
        'verwijst = ["s1"]',
        'verwijst = ["s2"]',
        "regel 38 · stap s2 · verwijst",
        "‘verwijst’ noemt stap ‘s2’, maar die is nog niet geweest.",
    ),
    "verwijst naar niets": (
        'verwijst = ["s1"]',
        'verwijst = ["x9"]',
        "regel 38 · stap s2 · verwijst",
        "‘verwijst’ noemt stap ‘x9’, maar die is er niet.",
    ),
    "rol mist": (
        '"deelnemer", "schrijver"',
        '"deelnemer"',
        "regel 18 · stap s1 · typt",
        "‘typt = schrijver’ vraagt een schrijver, maar niemand kan dat zijn.",
    ),
    "onbekende rol": (
        '"deelnemer", "schrijver"',
        '"deelnemer", "schrijver", "bode"',
        "regel 9 · rollen",
        "‘bode’ kan niet bij ‘rollen’.",
    ),
    "schaal zonder punten": (
        'punten = ["Hoe veilig?"]\n',
        "",
        "regel 29 · stap s2 · punten",
        "Bij soort ‘schaal’ hoort een lijst ‘punten’ van minstens 1.",
    ),
    "keuze met één optie": (
        'soort = "schaal"\nminuten = 10\nvraag = ["Geef een cijfer."]\npunten =',
        'soort = "keuze"\nminuten = 10\nvraag = ["Kies."]\nopties =',
        "regel 37 · stap s2 · opties",
        "Bij soort ‘keuze’ hoort een lijst ‘opties’ van minstens 2.",
    ),
    "verborgen schrijver": (
        "typen = true",
        'typen = true\nverborgen = "tot-onthulling"',
        "regel 23 · stap s1 · verborgen",
        "‘tot-onthulling’ kan niet als typt ‘schrijver’ is.",
    ),
    "verzegeld door ieder": (
        'verwijst = ["s1"]',
        'verborgen = "verzegeld"',
        "regel 38 · stap s2 · verborgen",
        "Alleen de inbrenger kan vooraf iets verzegelen; hier typt ‘ieder’.",
    ),
    "sleutel bij andere soort": (
        'verwijst = ["s1"]',
        "hoogstens = 2",
        "regel 38 · stap s2 · hoogstens",
        "‘hoogstens’ doet niets bij soort ‘schaal’.",
    ),
    "dubbele kolom": (
        '"Zorgen", { id = "goed"',
        '"Goed", { id = "goed"',
        "regel 23 · stap s1 · kolommen",
        "In ‘kolommen’ staat id ‘goed’ twee keer.",
    ),
    "kolom zonder naam": (
        '{ id = "goed", nl = "Wat gaat goed", en = "What goes well" }',
        '{ id = "goed" }',
        "regel 23 · stap s1 · kolommen[2].naam",
        "Een deel van ‘kolommen[2]’ heeft geen naam, of twee.",
    ),
    "geen id te maken": (
        '"Zorgen", {',
        '"???", {',
        "regel 23 · stap s1 · kolommen[1]",
        "Van ‘???’ kan geen id gemaakt worden.",
    ),
    "tekens bij kolom": (
        'id = "goed", nl',
        'tekens = 9, id = "goed", nl',
        "regel 23 · stap s1 · kolommen",
        "‘tekens’ bij ‘goed’ doet niets bij soort ‘kolommen’.",
    ),
    "poort noemt geen kolom": (
        'kolom = "goed"',
        'kolom = "slecht"',
        "regel 24 · stap s1 · poort",
        "De poort noemt kolom ‘slecht’, maar die is er niet.",
    ),
    "poort zonder verwijst": (
        '{ soort = "kolom_gevuld", kolom = "goed"',
        '{ soort = "elke_weging_rust_op_feit"',
        "regel 24 · stap s1 · poort",
        "Deze poort kijkt waar kaarten op rusten, maar de stap verwijst nergens naar.",
    ),
    "poort met kolom te veel": (
        'soort = "kolom_gevuld"',
        'soort = "elke_kolom"',
        "regel 24 · stap s1 · poort",
        "Poort ‘elke_kolom’ gebruikt geen kolom.",
    ),
    "voorbeeld bij niets": (
        'bij = "goed"',
        'bij = "mooi"',
        "regel 25 · stap s1 · voorbeelden[2]",
        "Dit voorbeeld hoort bij ‘mooi’, maar dat is er niet in deze stap.",
    ),
    "voorbeeld te lang": (
        '["Los",',
        f'["{"a" * 1001}",',
        "regel 25 · stap s1 · voorbeelden[1]",
        "Dit voorbeeld heeft 1001 tekens.",
    ),
    "voorbeeld met typ": (
        "typen = true\n",
        "",
        "regel 24 · stap s1 · voorbeelden[2]",
        "Dit voorbeeld heeft typ ‘feit’, maar kaarten krijgen hier geen typ.",
    ),
    "vensters onvolledig": (
        'casus = "mag"',
        'casus = "mag"\nvensters = true',
        "regel 11 · vensters",
        "‘vensters’ staat aan, maar venster 1, 2, 3, 4 heeft geen stap.",
    ),
    "draaiboek": (
        "[stap.draaiboek]\nzeg",
        "[stap.draaiboek]\nroep",
        "regel 26 · stap s1 · draaiboek.roep",
        "De sleutel ‘roep’ bestaat niet.",
    ),
}


@pytest.mark.parametrize("naam", KAPOT)
def test_elk_gebrek_zegt_waar_en_wat(naam: str) -> None:
    """Exactly this finding and no other: one mistake does not drown in its consequences."""
    oud, nieuw, plek, wat = KAPOT[naam]
    assert find_gebreken(oud, nieuw) == [(plek, wat)]
