"""Casussen lezen en keuren: de gids gaat eraf, fouten zeggen waar en wat, en een kapot bestand staat alleen."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leersessie.casussen import Casus, CasusFout, check_casus, check_paths, read_casus, read_casussen

KOP = """slug = "proef"
titel = "Een proef"
themas = ["regie", "kindcheck"]
ernst = "middelzwaar"
leervraag = "Wie begint?"
bron = "Fictief."
versie = 3
"""
VERHAAL = "Het kind zegt: ‘Ik wacht op jou.’ " + "woord " * 130
HTML = "Er staat HTML of een plaatje in de tekst; dat wordt niet getoond."
WAARSCHUWING = "Deze casus is zwaar en heeft geen waarschuwing."
SCHRIJFWIJZE = "De schrijfwijze in de kop klopt niet"
GIDS = "Groepen missen vaak het kind. " * 15


def make_tekst(kop: str = KOP, verhaal: str = VERHAAL, gids: str = GIDS, gidskop: str = "# Leergids") -> str:
    """A case file; good unless something is changed."""
    return f"+++\n{kop}+++\n\n{verhaal}\n\n{gidskop}\n\n{gids}\n"


def list_gebreken(tekst: str) -> list[tuple[str, str]]:
    return [(g.plek, g.wat) for g in check_casus(tekst, "proef.md")]


def test_een_goede_casus_wordt_wat_er_staat() -> None:
    assert check_casus(make_tekst(), "proef.md") == []
    assert read_casus(make_tekst(), "proef.md") == Casus(
        slug="proef",
        titel="Een proef",
        tekst_md=VERHAAL.strip(),
        html=f"<p>{VERHAAL.strip()}</p>",
        gids_html=f"<p>{GIDS.strip()}</p>",
        themas=("regie", "kindcheck"),
        ernst="middelzwaar",
        succes=False,
        waarschuwing="",
        leervraag="Wie begint?",
        bron="Fictief.",
        versie=3,
        woorden=137,
        gids_md=GIDS.strip(),
    )


def test_windows_en_een_bom_doen_er_niet_toe() -> None:
    assert read_casus("\ufeff" + make_tekst().replace("\n", "\r\n"), "p") == read_casus(make_tekst(), "p")


@pytest.mark.parametrize("gidskop", ["# Leergids", "# leergids", "#Leergids", "# LEERGIDS #", "# Learning guide"])
def test_de_gids_gaat_er_altijd_af(gidskop: str) -> None:
    casus = read_casus(make_tekst(gidskop=gidskop, gids="GEHEIM " * 80), "p")
    assert "GEHEIM" not in casus.html + casus.tekst_md
    assert "GEHEIM" in casus.gids_html


@pytest.mark.parametrize(
    "gidskop", ["## Leergids", "Leergids\n========", "**Leergids**", "# De leergids", "> # Leergids"]
)
def test_een_gids_die_we_niet_herkennen_wordt_geweigerd(gidskop: str) -> None:
    """Better no case than a guide on the big screen."""
    with pytest.raises(CasusFout) as fout:
        read_casus(make_tekst(gidskop=gidskop, gids="GEHEIM " * 80), "p")
    assert [g.wat for g in fout.value.gebreken] == [
        "Het woord leergids staat in het verhaal. Dan zouden deelnemers de gids kunnen zien."
    ]
    assert "GEHEIM" not in str(fout.value) + "".join(g.to_regel() for g in fout.value.gebreken)


@pytest.mark.parametrize(
    ("oud", "nieuw", "plek", "wat"),
    [
        (
            "versie = 3",
            "versie = = 3",
            "regel 8",
            f"{SCHRIJFWIJZE} (Invalid value (at line 7, column 10)).",
        ),
        ("versie = 3", 'versie = "3"', "versie", "Bij ‘versie’ hoort een heel getal."),
        ("versie = 3", "versie = 0", "versie", "Bij ‘versie’ hoort een heel getal."),
        ("versie = 3", "versie = true", "versie", "Bij ‘versie’ hoort een heel getal."),
        ("versie = 3\n", "", "versie", "De sleutel ‘versie’ ontbreekt in de kop."),
        ("versie = 3", 'versie = 3\nauteur = "x"', "auteur", "De sleutel ‘auteur’ bestaat niet."),
        ("versie = 3", "versie = 3\nsucces = 1", "succes", "Bij ‘succes’ hoort true (ja) of false (nee)."),
        ("versie = 3", 'versie = 3\ntaal = "fr"', "taal", "‘fr’ kan niet bij ‘taal’."),
        ('ernst = "middelzwaar"', 'ernst = "erg"', "ernst", "‘erg’ kan niet bij ‘ernst’."),
        ('slug = "proef"', 'slug = "Proef 1"', "slug", "‘Proef 1’ is geen bruikbare naam voor in een adres."),
        ('slug = "proef"', 'slug = "../proef"', "slug", "‘../proef’ is geen bruikbare naam voor in een adres."),
        ('titel = "Een proef"', 'titel = " "', "titel", "Bij ‘titel’ hoort één regel tekst van hoogstens 120 tekens."),
        ('titel = "Een proef"', "titel = 4", "titel", "Bij ‘titel’ hoort één regel tekst van hoogstens 120 tekens."),
        ('["regie", "kindcheck"]', "[]", "themas", "Bij ‘themas’ hoort een lijst met woorden."),
        ('["regie", "kindcheck"]', '"regie"', "themas", "Bij ‘themas’ hoort een lijst met woorden."),
    ],
)
def test_elke_fout_in_de_kop_zegt_waar_en_wat(oud: str, nieuw: str, plek: str, wat: str) -> None:
    assert list_gebreken(make_tekst(KOP.replace(oud, nieuw))) == [(plek, wat)]
    with pytest.raises(CasusFout):
        read_casus(make_tekst(KOP.replace(oud, nieuw)), "proef.md")


def test_een_schrijffout_in_een_sleutel_krijgt_een_voorstel() -> None:
    gebreken = check_casus(make_tekst(KOP.replace("leervraag", "leervaag")), "p")
    assert [g.herstel for g in gebreken] == ["Bedoel je ‘leervraag’?", "Voeg een regel toe die begint met: leervraag ="]
    engels = check_casus(make_tekst(KOP.replace("leervraag", "leervaag")), "p", "en")
    assert engels[0].herstel == "Do you mean ‘leervraag’?"


def test_bestanden_zonder_kop_of_verhaal() -> None:
    assert list_gebreken("zomaar tekst") == [("+++", "De kop met gegevens ontbreekt.")]
    assert list_gebreken("") == [("+++", "De kop met gegevens ontbreekt.")]
    assert list_gebreken("+++\n" + KOP) == [("+++", "De kop met gegevens ontbreekt.")]
    assert list_gebreken(make_tekst(verhaal="")) == [("+++", "Er staat geen verhaal onder de kop.")]
    assert list_gebreken("+++\na = " + "[" * 9_000 + "\n+++\nx") == [("+++", "De kop met gegevens ontbreekt.")]
    assert list_gebreken("x" * 40_001) == [("verhaal", "Dit bestand is te groot.")]


@pytest.mark.parametrize(
    ("tekst", "plek", "wat"),
    [
        (make_tekst(verhaal="‘Dag mama.’ " + "woord " * 117), "verhaal", "Het verhaal heeft 119 woorden."),
        (make_tekst(verhaal="‘Dag mama.’ " + "woord " * 179), "verhaal", "Het verhaal heeft 181 woorden."),
        (make_tekst(verhaal="auto's en foto's " + "woord " * 130), "verhaal", "Het kind komt niet zelf aan het woord."),
        (make_tekst(gids="Kort."), "# Leergids", "De leergids ontbreekt of is erg kort."),
        (f"+++\n{KOP}+++\n{VERHAAL}", "# Leergids", "De leergids ontbreekt of is erg kort."),
        (
            make_tekst(verhaal=VERHAAL + "<b>"),
            "verhaal",
            HTML,
        ),
        (
            make_tekst(gids=GIDS + "![x](y)"),
            "# Leergids",
            HTML,
        ),
        (
            make_tekst(KOP.replace("middelzwaar", "zwaar")),
            "inhoudswaarschuwing",
            WAARSCHUWING,
        ),
    ],
)
def test_regels_voor_een_goed_verhaal_houden_de_casus_niet_tegen(tekst: str, plek: str, wat: str) -> None:
    assert list_gebreken(tekst) == [(plek, wat)]
    assert read_casus(tekst, "proef.md").slug == "proef"


@pytest.mark.parametrize("woorden", [120, 180])
def test_de_grenzen_van_de_lengte_zelf_zijn_goed(woorden: int) -> None:
    assert list_gebreken(make_tekst(verhaal="‘Dag mama.’ " + "woord " * (woorden - 2))) == []


@pytest.fixture
def map_met_casussen(tmp_path: Path) -> Path:
    engels = KOP + 'taal = "en"\n'
    bestanden = {
        "a.md": make_tekst(),
        "a.en.md": make_tekst(engels.replace("Een proef", "A trial"), gidskop="# Learning guide"),
        "b.md": "kapot",
        "c.md": make_tekst(),
        "d.en.md": make_tekst(engels.replace('"proef"', '"los"')),
        "e.md": make_tekst(KOP.replace('"proef"', '"kort"'), verhaal="‘Dag mama.’"),
        "e.en.md": make_tekst(engels.replace('"proef"', '"kort"').replace("versie = 3", "versie = 2")),
        "f.md": make_tekst(engels.replace('"proef"', '"verkeerd"')),
        "lees.txt": "geen casus",
    }
    for naam, tekst in bestanden.items():
        (tmp_path / naam).write_text(tekst, encoding="utf-8")
    (tmp_path / "g.md").write_bytes(b"+++\ntitel = 'caf\xe9'\n+++\n")
    (tmp_path / "h.md").mkdir()
    return tmp_path


def test_een_map_met_goede_en_kapotte_casussen(map_met_casussen: Path) -> None:
    casussen, gebreken = read_casussen(map_met_casussen)
    assert list(casussen) == ["proef", "kort"]
    assert casussen["proef"].en is not None and casussen["proef"].en.titel == "A trial"
    assert casussen["proef"].to_taal("en").titel == "A trial"
    assert casussen["proef"].to_taal("nl").titel == "Een proef"
    assert [(Path(g.bestand).name, g.wat) for g in gebreken] == [
        ("b.md", "De kop met gegevens ontbreekt."),
        ("e.md", "Het verhaal heeft 2 woorden."),
        ("f.md", "De taal ‘en’ past niet bij de naam van het bestand."),
        ("g.md", "Dit bestand is niet als UTF-8 bewaard."),
        ("h.md", "Dit bestand is er niet of mag niet gelezen worden."),
        ("c.md", "Casus ‘proef’ staat al in een ander bestand; dit bestand doet niet mee."),
        ("d.en.md", "De Engelse casus ‘los’ heeft geen Nederlandse tekst."),
        ("e.en.md", "De Engelse tekst is versie 2, de Nederlandse versie 3."),
    ]
    assert check_paths([map_met_casussen]) == gebreken


def test_paden_die_er_niet_zijn(tmp_path: Path) -> None:
    leeg = tmp_path / "leeg"
    leeg.mkdir()
    (tmp_path / "goed.md").write_text(make_tekst(), encoding="utf-8")
    assert [g.wat for g in check_paths([leeg, tmp_path / "weg.md", tmp_path / "goed.md"])] == [
        "In deze map staat geen casus.",
        "Dit bestand is er niet of mag niet gelezen worden.",
    ]
    casussen, gebreken = read_casussen(tmp_path / "weg")
    assert (casussen, [g.wat for g in gebreken]) == ({}, ["Deze map is er niet."])


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.text(max_size=200), st.text(max_size=200))
def test_willekeurige_tekst_loopt_nooit_vast(kop: str, verhaal: str) -> None:
    for tekst in (kop, make_tekst(kop, verhaal), make_tekst(verhaal=verhaal)):
        gebreken = check_casus(tekst, "p")
        assert all(g.plek and g.wat and g.herstel for g in gebreken)
