"""Sjablonen, stijlbladen en scripts: niets in de regel, niets van buiten, niets van een ander zonder lijst."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path

import pytest
from huislijst import PAKKET, SJABLONEN, STATISCH, WORTEL, list_bestanden, list_onder, name, read_boom, walk_pakket

HTML_BEWAKER = "static/js/beeld.js"
"""The one audited script that may turn a drawn picture into elements (through Idiomorph)."""

NOOIT_IN_SJABLOON = [
    ("stijl in de regel", r"\sstyle\s*="),
    ("een handvat in de regel", r"\son[a-z]+\s*=\s*[\"'{]"),
    ("een script in de regel", r"<script(?![^>]*\s(?:src=|type=\"application/json\"))"),
    ("een stijlblad in de regel", r"<style[\s>]"),
    ("tekst als opmaak", r"\|\s*safe\b|Markup\(|autoescape\s+false"),
    ("een adres van een ander", r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//"),
]
NOOIT_IN_SCRIPT = [
    ("html uit tekst", r"\b(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|createContextualFragment"),
    ("code uit tekst", r"\beval\(|new Function\(|setTimeout\(\s*[\"']"),
    ("toeval dat te raden is", r"Math\.random\("),
    ("een adres van een ander", r"[\"'`](?:https?|wss?)://(?!www\.w3\.org/)"),
]


def list_scripts() -> list[Path]:
    """Our own scripts."""
    return list_onder(STATISCH / "js", ".js", ".mjs")


def find_regels(paden: list[Path], patroon: str) -> list[str]:
    """Where a pattern occurs, as file:line; comments of Jinja and of JavaScript are left out."""
    gevonden = []
    for pad in paden:
        tekst = re.sub(r"\{#.*?#\}|/\*.*?\*/", lambda m: "\n" * m[0].count("\n"), pad.read_text("utf-8"), flags=re.S)
        gevonden += [f"{name(pad)}:{nr}" for nr, regel in enumerate(tekst.splitlines(), 1) if re.search(patroon, regel)]
    return gevonden


@pytest.mark.parametrize(("wat", "patroon"), NOOIT_IN_SJABLOON)
def test_sjabloon_is_streng(wat: str, patroon: str) -> None:
    """A strict Content-Security-Policy drops inline style and script silently; so they may not be there."""
    assert find_regels(list_onder(SJABLONEN, ".html", ".txt", ".svg"), patroon) == [], wat


@pytest.mark.parametrize(("wat", "patroon"), NOOIT_IN_SCRIPT)
def test_script_is_streng(wat: str, patroon: str) -> None:
    """Text of participants becomes text in the page, never markup; one module is looked after apart."""
    paden = [pad for pad in list_scripts() if wat != "html uit tekst" or name(pad) != HTML_BEWAKER]
    assert find_regels(paden, patroon) == [], wat


def test_python_maakt_geen_opmaak_van_tekst() -> None:
    """`Markup(...)` and render_template_string switch escaping off; sanitised Markdown is the one exception."""
    mag = {"leersessie/casussen"}
    fout = [
        name(pad)
        for pad in list_onder(PAKKET, ".py")
        if re.search(r"\bMarkup\(|render_template_string", pad.read_text("utf-8")) and name(pad.parent) not in mag
    ]
    assert fout == [], "\n".join(fout)


def test_stijlblad_haalt_niets_van_buiten() -> None:
    """Fonts and pictures lie beside the sheet; a data: address would need a wider policy."""
    paden = list_onder(STATISCH / "css", ".css")
    adressen = [
        (pad, m)
        for pad in paden
        for m in re.findall(r"url\(\s*[\"']?([^\"')]+)", pad.read_text("utf-8"))
        if m[0] != "#"
    ]
    assert adressen, "geen enkel lettertype gevonden: leest deze test wel de goede bladen?"
    assert [f"{name(pad)}: {m}" for pad, m in adressen if not (pad.parent / m).resolve().is_file()] == []
    assert find_regels(paden, r"@import|https?:|data:") == []


def test_elk_genoemd_stijlblad_bestaat_en_elk_blad_wordt_gebruikt() -> None:
    """static/css/doeken.toml is the only list of sheets, and every page asks for a doek of that list."""
    css = STATISCH / "css"
    lijsten = tomllib.loads((css / "doeken.toml").read_text("utf-8"))
    genoemd = [blad for lijst in lijsten.values() for blad in lijst]
    assert set(genoemd) == {pad.relative_to(css).with_suffix("").as_posix() for pad in list_onder(css, ".css")}
    assert [doek for doek, lijst in lijsten.items() if len(set(lijst)) < len(lijst)] == []
    assert find_regels(list_onder(SJABLONEN, ".html"), r"/static/css/") == []
    gevraagd = {
        m for pad in list_onder(SJABLONEN, ".html") for m in re.findall(r"/static/stijl/(\w+)\.css", pad.read_text())
    }
    gevraagd |= {
        m for pad in list_onder(SJABLONEN, ".html") for m in re.findall(r'd\.hoofd\(.*?, "(\w+)"', pad.read_text())
    }
    assert gevraagd == set(lijsten) - {"grondslag"}


def test_elk_icoon_bestaat() -> None:
    """An unknown name would draw an empty square."""
    bron = (SJABLONEN / "macros/iconen.html").read_text("utf-8")
    delen = {m[1]: m[2] for m in re.finditer(r"macro (icoon|vorm)\(naam\)(.*?)endmacro", bron, re.S)}
    kent = {soort: set(re.findall(r'naam == "([a-z]+)"', deel)) for soort, deel in delen.items()}
    assert set(kent) == {"icoon", "vorm"}
    fout = [
        f"{name(pad)}: {soort} {naam}"
        for pad in list_onder(SJABLONEN, ".html")
        for soort, naam in re.findall(r"\bbeeld\.(icoon|vorm)\(\s*[\"']([^\"']+)[\"']\s*\)", pad.read_text("utf-8"))
        if naam not in kent[soort]
    ]
    assert fout == [], "\n".join(fout)


def list_klassen(html: str) -> set[str]:
    """The literal classes in a template; a class that touches a Jinja tag is only half known and left out."""
    html = re.sub(r"\{#.*?#\}", "", html, flags=re.S)
    klassen: set[str] = set()
    for waarde in re.findall(r'\sclass="((?:\{\{.*?\}\}|\{%.*?%\}|[^"])*)"', html, re.S):
        kaal = re.sub(r"\S*\{\{.*?\}\}\S*", " ", re.sub(r"\{%.*?%\}", " ", waarde))
        klassen |= set(kaal.split())
    return klassen


def test_elke_klasse_in_een_sjabloon_heeft_een_stijl() -> None:
    """A class without a rule is a typing mistake, or a component that was never drawn."""
    css = "\n".join(pad.read_text("utf-8") for pad in list_onder(STATISCH / "css", ".css"))
    bekend = set(re.findall(r"\.([a-z][a-z0-9-]*)", css))
    fout = [
        f"{name(pad)}: {klasse}"
        for pad in list_onder(SJABLONEN, ".html")
        for klasse in sorted(list_klassen(pad.read_text("utf-8")) - bekend)
    ]
    assert fout == [], "\n".join(fout)


def test_de_lezer_van_klassen_ziet_ze() -> None:
    """Around Jinja as well as plain."""
    bron = '<p class="stil"><b class="kaart {{ soort }} groot{% if x %} nu{% endif %}"><i class="v{{ n }}">'
    assert list_klassen(bron) == {"stil", "kaart", "groot", "nu"}


def test_elke_token_in_gebruik_bestaat() -> None:
    """A misspelt custom property falls back without a word."""
    bron = "\n".join(pad.read_text("utf-8") for pad in list_onder(STATISCH / "css", ".css"))
    gezet = set(re.findall(r"(--[a-z0-9-]+)\s*:", bron))
    assert sorted(set(re.findall(r"var\((--[a-z0-9-]+)", bron)) - gezet) == []


def test_meegeleverde_bestanden_zijn_wat_de_lijst_zegt() -> None:
    """Every file of another is listed with version, licence and hash, and unchanged; nothing else lies there."""
    map_ = STATISCH / "vendor"
    lijst = tomllib.loads((map_ / "VENDOR.toml").read_text("utf-8"))["bestand"]
    assert {regel["naam"] for regel in lijst} | {regel["licentietekst"] for regel in lijst} | {"VENDOR.toml"} == {
        pad.name for pad in list_bestanden() if pad.parent == map_
    }
    for regel in lijst:
        assert hashlib.sha256((map_ / regel["naam"]).read_bytes()).hexdigest() == regel["sha256"], regel["naam"]
        assert regel["versie"] in regel["naam"]
        assert (map_ / regel["licentietekst"]).stat().st_size > 200


def test_elke_letter_heeft_een_licentie() -> None:
    """A font without its licence may not be passed on."""
    letters = [pad.name for pad in list_onder(STATISCH / "fonts", ".woff2")]
    families = {naam.partition("-latin-")[0] for naam in letters}
    assert families
    assert {f"LICENTIE-{familie}.txt" for familie in families} == {
        p.name for p in list_onder(STATISCH / "fonts", ".txt")
    }


def test_geen_andere_binaire_bestanden() -> None:
    """Pictures of screens are few and small; everything else is text."""
    beelden = [pad for pad in list_bestanden() if pad.suffix in (".png", ".jpg", ".webp")]
    assert [name(pad) for pad in beelden if not name(pad).startswith("docs/beelden/")] == []
    assert [name(pad) for pad in beelden if pad.stat().st_size > 150_000] == []
    assert len(beelden) <= 24


def test_sjablonen_staan_alleen_in_de_sjabloonmap() -> None:
    """No page is put together from strings in Python; the room that makes HTML of Markdown is the exception."""
    fout = [
        f"{name(pad)}:{knoop.lineno}"
        for pad, knoop in walk_pakket()
        if pad.parent.name != "casussen"
        and type(knoop).__name__ == "Constant"
        and isinstance(waarde := getattr(knoop, "value", None), str)
        and re.search(r"<(div|span|form|p|a|li|section|button)[ >]", waarde)
        and knoop is not getattr(getattr(read_boom(pad).body[0], "value", None), "value", None)
    ]
    assert fout == [], "\n".join(fout)


def test_de_paginarand_vraagt_niets_van_een_ander() -> None:
    """The frame of every page names no other host."""
    assert re.findall(r"https?://", (SJABLONEN / "basis.html").read_text("utf-8")) == []
    assert (WORTEL / "static/beeld/merk.svg").is_file()
