"""Subgroepen, takken en wat een stap nog meer kan: een goed bestand, en elk gebrek op zijn plek."""

from __future__ import annotations

import pytest
from werkvormproef import KOP, find_gebreken

from leersessie.werkvormen import read_werkvorm

TOP = KOP.replace('"schrijver"]', '"schrijver", "inbrenger"]').replace("minuten = 30", "minuten = 42") + (
    "afwegingskader = true\n"
    'groepen = { kies = "zelf", themas = [{ id = "meldcode", nl = "Meldcode", en = "Code" }, "Scholen"] }\n'
)


def make_stap(id_: str, soort: str, typt: str, *regels: str, wie: str = "allen") -> str:
    """One step of six minutes."""
    kop = f'stap = "{id_}"\ntitel = "Titel"\nwie = "{wie}"\ntypt = "{typt}"\nsoort = "{soort}"\nminuten = 6\n'
    return "\n[[stap]]\n" + kop + 'vraag = ["Wat?"]\n' + "\n".join(regels) + "\n"


S1 = make_stap(
    "s1", "kaarten", "schrijver", 'vraag_groep = [{ thema = "meldcode", nl = "Waarom?", en = "Why?" }]', wie="subgroep"
)
S2 = make_stap("s2", "geen", "niemand", 'toont = ["s1"]', "galerij = true")
S3 = make_stap("s3", "vragen", "schrijver", "wissel = true", 'themas_wissel = ["Zorg", "Recht"]', wie="trio")
S4 = make_stap("s4", "geen", "niemand", 'verwijst = ["s3"]', 'waardeer = ["Goed", "Anders"]', 'zwijgt = ["inbrenger"]')
S5 = make_stap("s5", "keuze", "ieder", 'opties = ["Ja", "Nee", "Later"]', "meerdere = 2").rstrip() + (
    '\ntak = [{ stap = "s5", optie = "nee", naar = "s2", zin = "Kijk nog eens.", minstens = 2, meeste = true }]\n'
)
S6 = make_stap("s6", "schaal", "ieder", 'uit_lijst = "kwaliteitsstandaard"', "grens = 6", 'beeld = "radar"')
S7 = make_stap("s7", "kaarten", "ieder", 'verwijst = ["s1"]', "minstens_verwijst = 2", 'onthul_per = "sector"')
GOED = TOP + S1 + S2 + S3 + S4 + S5 + S6 + S7


def test_een_werkvorm_met_alles_is_goed_en_leest_zoals_het_er_staat() -> None:
    werkvorm = read_werkvorm(GOED, "proef.toml")
    assert werkvorm.groepen is not None and werkvorm.afwegingskader
    assert (werkvorm.groepen.aantal, werkvorm.groepen.kies) == (2, "zelf")
    assert [(k.id, k.naam.en) for k in werkvorm.groepen.themas] == [("meldcode", "Code"), ("scholen", "Scholen")]
    s1, s2, s3, s4, s5, s6, s7 = werkvorm.stappen
    assert [(thema, zin.en) for thema, zin in s1.vraag_groep] == [("meldcode", "Why?")]
    assert (s1.groepsgewijs, s2.groepsgewijs, s3.groepsgewijs) == (True, False, True)
    assert s2.galerij and s3.wissel and [k.id for k in s3.themas_wissel] == ["zorg", "recht"]
    assert [k.id for k in s4.waardeer] == ["goed", "anders"] and s4.zwijgt == ("inbrenger",)
    (tak,) = s5.tak
    assert (tak.stap, tak.optie, tak.naar, tak.minstens, tak.meeste) == ("s5", "nee", "s2", 2, True)
    assert (s5.vorm.meerdere, s6.vorm.grens, s6.vorm.beeld, s6.uit_lijst) == (2, 6, "radar", "kwaliteitsstandaard")
    assert (s7.minstens_verwijst, s7.onthul_per) == (2, "sector")


def test_een_drietal_vraagt_geen_groepen_bovenaan() -> None:
    tekst = KOP.replace("minuten = 30", "minuten = 6") + make_stap("s1", "geen", "niemand", wie="trio")
    assert read_werkvorm(tekst, "proef.toml").groepen is None


KAPOT = {
    "groepen weg": (
        'groepen = { kies = "zelf", themas = [{ id = "meldcode", nl = "Meldcode", en = "Code" }, "Scholen"] }',
        "",
        [("stap s1 · wie", "‘wie’ vraagt om subgroepen, maar ‘groepen’ ontbreekt.")],
    ),
    "ander aantal": (
        'kies = "zelf"',
        'kies = "zelf", aantal = 3',
        [("groepen.aantal", "Er staan 2 thema's, maar ‘aantal’ is 3.")],
    ),
    "geen aantal": (
        ', themas = [{ id = "meldcode", nl = "Meldcode", en = "Code" }, "Scholen"]',
        "",
        [("groepen.aantal", "De sleutel ‘aantal’ ontbreekt.")],
    ),
    "tekens bij thema": (
        'en = "Code" }',
        'en = "Code", tekens = 4 }',
        [("groepen", "‘tekens’ doet niets in ‘themas’.")],
    ),
    "thema dubbel": (
        '"Scholen"]',
        '"Meldcode"]',
        [("groepen.themas", "In ‘themas’ staat id ‘meldcode’ twee keer.")],
    ),
    "thema onbekend": (
        'thema = "meldcode"',
        'thema = "meldcod"',
        [("stap s1 · vraag_groep", "Thema ‘meldcod’ is er niet.")],
    ),
    "vraag_groep buiten een groep": (
        "galerij = true",
        'galerij = true\nvraag_groep = [{ thema = "scholen", nl = "En?" }]',
        [("stap s2 · vraag_groep", "‘vraag_groep’ kan alleen in een stap met subgroepen.")],
    ),
    "galerij zonder borden": (
        'toont = ["s1"]',
        "",
        [("stap s2 · galerij", "De galerij heeft geen borden van groepen om te laten zien.")],
    ),
    "themas zonder wissel": (
        "wissel = true\n",
        "",
        [("stap s3 · themas_wissel", "Er staan namen van nieuwe groepen, maar niemand wisselt.")],
    ),
    "niets te waarderen": (
        'verwijst = ["s3"]',
        'verwijst = ["s1"]',
        [("stap s4 · waardeer", "Er zijn geen vragen om te waarderen.")],
    ),
    "een woord": (
        '["Goed", "Anders"]',
        '["Goed"]',
        [("stap s4 · waardeer", "Met één woord valt er niets te kiezen.")],
    ),
    "zwijgen en niemand is het": (
        '"schrijver", "inbrenger"]',
        '"schrijver"]',
        [
            ("stap s4 · zwijgt", "‘zwijgt = inbrenger’ vraagt een inbrenger, maar niemand kan dat zijn."),
            ("stap s4 · waardeer", "‘waardeer = …’ vraagt een inbrenger, maar niemand kan dat zijn."),
        ],
    ),
    "zwijgen en schrijven": (
        "wissel = true",
        'wissel = true\nzwijgt = ["schrijver"]',
        [("stap s3 · zwijgt", "Een schrijver moet hier zwijgen en ook iets doen.")],
    ),
    "te veel opties": (
        "meerdere = 2",
        "meerdere = 4",
        [("stap s5 · meerdere", "Ieder mag 4 opties kiezen, maar er zijn er 3.")],
    ),
    "tak naar niets": (
        'naar = "s2"',
        'naar = "s9"',
        [("stap s5 · tak[1]", "De tak gaat naar stap ‘s9’, maar die is er niet.")],
    ),
    "tak naar zichzelf": (
        'naar = "s2"',
        'naar = "s5"',
        [("stap s5 · tak[1]", "De tak van stap ‘s5’ gaat naar zichzelf.")],
    ),
    "tak kijkt vooruit": (
        'stap = "s5", optie',
        'stap = "s6", optie',
        [("stap s5 · tak[1]", "‘tak’ noemt stap ‘s6’, maar die is nog niet geweest.")],
    ),
    "tak kijkt naar kaarten": (
        'stap = "s5", optie',
        'stap = "s1", optie',
        [("stap s5 · tak[1]", "De tak kijkt naar stap ‘s1’, maar daar wordt niets gekozen.")],
    ),
    "tak zonder optie": (
        'optie = "nee"',
        'optie = "nooit"',
        [("stap s5 · tak[1]", "Stap ‘s5’ heeft geen optie ‘nooit’.")],
    ),
    "tak komt nooit": (
        "minstens = 2, meeste",
        "minstens = 9, meeste",
        [
            (
                "stap s5 · tak[1]",
                "Deze tak komt nooit: hij vraagt 9 antwoorden en de groep telt er hoogstens 8.",
            )
        ],
    ),
    "tak dubbel": (
        "meeste = true }]",
        'meeste = true }, { stap = "s5", optie = "nee", naar = "s1", zin = "Z", minstens = 2, meeste = true }]',
        [("stap s5 · tak[2]", "Twee takken kijken op dezelfde manier naar optie ‘nee’.")],
    ),
    "lijst dubbel": (
        "grens = 6",
        'grens = 6\npunten = ["Een"]',
        [
            (
                "stap s6 · uit_lijst",
                "De stap heeft een vaste lijst ‘kwaliteitsstandaard’ en ook een eigen lijst.",
            )
        ],
    ),
    "lijst te lang": (
        'uit_lijst = "kwaliteitsstandaard"',
        'uit_lijst = "functie"',
        [("stap s6 · uit_lijst", "Lijst ‘functie’ is te lang om overal een cijfer bij te geven.")],
    ),
    "grens bij kaarten": (
        "minstens_verwijst = 2",
        "minstens_verwijst = 2\ngrens = 6",
        [("stap s7 · grens", "‘grens’ doet niets bij soort ‘kaarten’.")],
    ),
    "rust op niets": (
        'verwijst = ["s1"]',
        "",
        [
            (
                "stap s7 · minstens_verwijst",
                "Kaarten moeten hier ergens op rusten, maar de stap verwijst nergens naar.",
            )
        ],
    ),
    "onthullen zonder verbergen": (
        'onthul_per = "sector"',
        'onthul_per = "sector"\nverborgen = "nee"',
        [("stap s7 · onthul_per", "‘onthul_per’ doet alleen iets als ieder eerst voor zich schrijft.")],
    ),
}


@pytest.mark.parametrize("naam", KAPOT)
def test_elk_gebrek_zegt_waar_en_wat(naam: str) -> None:
    """Exactly these findings and no other; every place begins with its line."""
    oud, nieuw, verwacht = KAPOT[naam]
    gevonden = find_gebreken(oud, nieuw, GOED)
    assert all(plek.startswith("regel ") for plek, _ in gevonden)
    assert sorted((plek.split(" · ", 1)[1], wat) for plek, wat in gevonden) == sorted(verwacht)
