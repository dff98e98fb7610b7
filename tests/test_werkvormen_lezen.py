"""Lezen en keuren van werkvormen: een goed bestand wordt precies wat er staat, een kapot bestand zegt wat er mis is."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkvormproef import GOED, KOP, S1, S2, find_gebreken

from leersessie.i18n import Tekst
from leersessie.invoer import SOORTEN, Keus
from leersessie.werkvormen import (
    Draaiboek,
    Gebrek,
    Poort,
    WerkvormFout,
    check_paths,
    check_werkvorm,
    read_werkvorm,
    read_werkvormen,
)


def test_een_goed_bestand_wordt_wat_er_staat() -> None:
    assert check_werkvorm(GOED, "proef.toml") == []
    werkvorm = read_werkvorm(GOED, "proef.toml")
    assert (werkvorm.id, werkvorm.versie, werkvorm.minuten, werkvorm.groep) == ("proef", 2, 30, (3, 8, "5"))
    assert werkvorm.naam == Tekst("Proef", "Trial")
    assert werkvorm.doel == Tekst("Doel", "Doel")
    assert [stap.id for stap in werkvorm.stappen] == ["s1", "s2"]
    eerste, tweede = werkvorm.stappen
    assert eerste.vorm.kolommen == (
        Keus("zorgen", Tekst("Zorgen", "Zorgen")),
        Keus("goed", Tekst("Wat gaat goed", "What goes well")),
    )
    assert eerste.poort == Poort("kolom_gevuld", Tekst("Vraag wat goed gaat.", "Vraag wat goed gaat."), 1, "goed")
    assert eerste.draaiboek == Draaiboek(zeg=(Tekst("Wie zag dit?", "Wie zag dit?"),))
    assert (eerste.voorbeeld_bij, eerste.voorbeeld_typ) == (("", "goed"), ("", "feit"))
    assert eerste.list_voorbeelden("zorgen") == (Tekst("Los", "Los"),)
    assert eerste.list_voorbeelden("goed") == (Tekst("Los", "Los"), Tekst("Hij lacht", "He laughs"))
    assert (eerste.verborgen, tweede.verborgen) == ("nee", "tot-onthulling")
    assert tweede.vorm.punten == (Keus("hoe-veilig", Tekst("Hoe veilig?", "Hoe veilig?")),)


def test_regeleinden_van_windows_en_een_bom_doen_er_niet_toe() -> None:
    assert read_werkvorm("\ufeff" + GOED.replace("\n", "\r\n"), "p") == read_werkvorm(GOED, "p")


def test_een_gebrek_zegt_ook_hoe_je_het_herstelt_in_twee_talen() -> None:
    kapot = GOED.replace("kies_als", "kies_alst")
    nederlands = check_werkvorm(kapot, "proef.toml")
    assert [g.herstel for g in nederlands] == [
        "Voeg een regel toe die begint met: kies_als =",
        "Bedoel je ‘kies_als’?",
    ]
    assert check_werkvorm(kapot, "proef.toml", "en")[1] == Gebrek(
        "proef.toml", "line 5 · kies_alst", "The key ‘kies_alst’ does not exist.", "Do you mean ‘kies_als’?"
    )


def test_alle_gebreken_komen_in_een_keer_in_de_volgorde_van_het_bestand() -> None:
    kapot = (
        GOED.replace("versie = 2", "versie = 0")
        .replace('typt = "ieder"', 'typt = "x"')
        .replace("minuten = 20", "minuten = -1")
    )
    assert [g.plek for g in check_werkvorm(kapot, "p")] == [
        "regel 2 · versie",
        "regel 20 · stap s1 · minuten",
        "regel 33 · stap s2 · typt",
    ]
    with pytest.raises(WerkvormFout) as fout:
        read_werkvorm(kapot, "p")
    assert fout.value.gebreken == tuple(check_werkvorm(kapot, "p"))


def test_zes_keer_typen_voor_iedereen_is_te_veel() -> None:
    extra = "".join(S2.replace('"s2"', f'"e{n}"') for n in range(5))
    vijf = (KOP + S1 + extra).replace("minuten = 30", "minuten = 70")
    assert check_werkvorm(vijf, "p") == []
    zes = (vijf + S2).replace("minuten = 70", "minuten = 80")
    assert [g.wat for g in check_werkvorm(zes, "p")] == ["Iedereen moet 6 keer op de telefoon typen."]
    uit = vijf + S2.replace('stap = "s2"', 'stap = "s2"\noverslaan = true')
    assert check_werkvorm(uit, "p") == []


def test_praten_en_typen_sluiten_elkaar_uit() -> None:
    assert find_gebreken('typt = "schrijver"', 'typt = "niemand"') == [
        ("regel 18 · stap s1 · typt", "Soort ‘kolommen’ vraagt om iets op te schrijven, maar niemand typt.")
    ]
    praten = (
        KOP.replace("minuten = 30", "minuten = 5")
        + """
[[stap]]
stap = "s1"
titel = "Praten"
wie = "allen"
typt = "ieder"
soort = "geen"
minuten = 5
vraag = ["Hoe zit je erbij?"]
"""
    )
    assert [(g.plek, g.wat) for g in check_werkvorm(praten, "p")] == [
        ("regel 18 · stap s1 · typt", "Er valt niets op te schrijven, maar typt is ‘ieder’.")
    ]
    verwijst = (praten.replace('"ieder"', '"niemand"') + S2).replace("minuten = 5\nrollen", "minuten = 15\nrollen")
    assert [g.wat for g in check_werkvorm(verwijst, "p")] == [
        "‘verwijst’ noemt stap ‘s1’, maar daar wordt niets opgeschreven."
    ]


def test_herhaal_telt_mee_in_de_minuten() -> None:
    drie = GOED.replace("minuten = 10", "minuten = 10\nherhaal = 3").replace("minuten = 30", "minuten = 50")
    assert check_werkvorm(drie, "p") == []


def test_grenzen_van_grootte() -> None:
    assert [g.wat for g in check_werkvorm("#" * 200_001, "p")] == ["Dit bestand is te groot."]
    assert [g.wat for g in check_werkvorm("a = " + "[" * 50_000, "p")] == ["Er zitten te veel lijsten in elkaar."]
    veel = KOP + "".join(S2.replace('"s2"', f'"e{n}"') for n in range(41))
    assert [(g.plek, g.wat) for g in check_werkvorm(veel, "p")] == [("stap", "Er zijn 41 stappen.")]
    assert len(check_werkvorm("versie = " + "9" * 5000, "p")) == 1


def test_stappen_die_geen_stappen_zijn() -> None:
    for ruw in ("stap = 3\n", "stap = []\n", 'stap = ["s1"]\n', "[stap]\n"):
        assert [g.wat for g in check_werkvorm(KOP + ruw, "p")] == ["De stappen staan er niet als stappen."]


@pytest.fixture
def map_met_werkvormen(tmp_path: Path) -> Path:
    (tmp_path / "a.toml").write_text(GOED, encoding="utf-8")
    (tmp_path / "b.toml").write_text("kapot", encoding="utf-8")
    (tmp_path / "c.toml").write_bytes(b'werkvorm = "caf\xe9"')
    (tmp_path / "d.toml").write_text(GOED, encoding="utf-8")
    (tmp_path / "e.toml").write_text(GOED.replace('"proef"', '"ander"'), encoding="utf-8")
    (tmp_path / "f.toml").mkdir()
    (tmp_path / "g.toml").write_bytes(b"\xc3\xab" * 100_001)
    (tmp_path / "lees.txt").write_text("geen werkvorm", encoding="utf-8")
    return tmp_path


def test_een_kapot_bestand_houdt_de_andere_niet_tegen(map_met_werkvormen: Path) -> None:
    werkvormen, gebreken = read_werkvormen(map_met_werkvormen)
    assert list(werkvormen) == ["proef", "ander"]
    assert [(Path(g.bestand).name, g.wat.split("(")[0]) for g in gebreken] == [
        ("b.toml", "De schrijfwijze klopt hier niet "),
        ("c.toml", "Dit bestand is niet als UTF-8 bewaard."),
        ("d.toml", "Werkvorm ‘proef’ staat al in a.toml; dit bestand doet niet mee."),
        ("f.toml", "Dit bestand is er niet of mag niet gelezen worden."),
        ("g.toml", "Dit bestand is te groot."),
    ]
    assert check_paths([map_met_werkvormen]) == gebreken
    assert check_paths([map_met_werkvormen / "a.toml", map_met_werkvormen / "e.toml"]) == []


def test_paden_die_er_niet_zijn(tmp_path: Path) -> None:
    leeg = tmp_path / "leeg"
    leeg.mkdir()
    assert [g.wat for g in check_paths([leeg, tmp_path / "weg.toml"])] == [
        "In deze map staat geen werkvorm.",
        "Dit bestand is er niet of mag niet gelezen worden.",
    ]
    werkvormen, gebreken = read_werkvormen(tmp_path / "weg")
    assert (werkvormen, [g.wat for g in gebreken]) == ({}, ["Deze map is er niet."])


WAARDEN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=5)
    | st.sampled_from(list(SOORTEN)),
    lambda kind: (
        st.lists(kind, max_size=3)
        | st.dictionaries(st.sampled_from(["nl", "en", "id", "soort", "bij"]), kind, max_size=3)
    ),
    max_leaves=6,
)


def to_toml(waarde: object) -> str:
    """A value as TOML, enough for a fuzz test."""
    if isinstance(waarde, bool):
        return str(waarde).lower()
    if isinstance(waarde, list):
        return f"[{', '.join(to_toml(w) for w in waarde)}]"
    if isinstance(waarde, dict):
        return f"{{{', '.join(f'{k} = {to_toml(w)}' for k, w in waarde.items())}}}"
    if isinstance(waarde, str):
        return '"' + "".join(f"\\U{ord(t):08X}" for t in waarde if not 0xD800 <= ord(t) < 0xE000) + '"'
    return "2024-01-01" if waarde is None else repr(waarde)


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.data())
def test_elke_waarde_bij_elke_sleutel_geeft_een_werkvorm_of_gebreken(data: st.DataObject) -> None:
    regels = GOED.splitlines()
    nr = data.draw(st.sampled_from([i for i, regel in enumerate(regels) if " = " in regel]))
    waarde = to_toml(data.draw(WAARDEN))
    regels[nr] = f"{regels[nr].split(' = ')[0]} = {waarde}"
    tekst = "\n".join(regels)
    tomllib.loads(tekst)
    gebreken = check_werkvorm(tekst, "p")
    assert gebreken == check_werkvorm(tekst, "p")
    assert all(g.plek and g.wat and g.herstel and len(g.wat) < 400 for g in gebreken)
    if gebreken:
        with pytest.raises(WerkvormFout):
            read_werkvorm(tekst, "p")
    else:
        assert read_werkvorm(tekst, "p").stappen


@settings(derandomize=True, deadline=None, max_examples=150)
@given(st.text(max_size=200))
def test_willekeurige_tekst_loopt_nooit_vast(tekst: str) -> None:
    assert check_werkvorm(tekst, "p") != []
