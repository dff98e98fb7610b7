"""De teksten voor mensen: compleet in twee talen, overal gebruikt, en in gewone woorden (B1)."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from functools import cache

import pytest
from huislijst import PAKKET, SJABLONEN, STATISCH, WORTEL, list_onder, name, read_boom, walk_pakket

from leersessie.i18n import read_catalogue

AMBTELIJK = (WORTEL / "tests/ambtelijke_woorden.txt").read_text("utf-8").split()
NOOIT = ["gebruiker", "gebruikers", "item", "items", "submit", "verzenden", "user", "users", "uw", "u"]
NOOIT_ENGELS = ["user", "users", "item", "items", "submit", "utilize", "pursuant", "aforementioned", "hereby"]
WOORDEN_PER_ZIN = 20


@cache
def list_geheel() -> dict[str, set[str]]:
    """Every string constant in Python and every quoted word in templates and scripts -> where it stands."""
    gevonden: dict[str, set[str]] = {}
    for pad, knoop in walk_pakket():
        if isinstance(knoop, ast.Constant) and isinstance(knoop.value, str):
            gevonden.setdefault(knoop.value, set()).add(name(pad))
    for pad in [*list_onder(SJABLONEN, ".html", ".txt"), *list_onder(STATISCH / "js", ".js")]:
        for woord in re.findall(r"[\"'`]([a-z0-9_.-]+)[\"'`]", pad.read_text("utf-8")):
            gevonden.setdefault(woord, set()).add(name(pad))
    return gevonden


def list_begin() -> set[str]:
    """Beginnings of keys that are put together: f"soort.naam_{x}" in Python, "soort.naam_" ~ x in templates."""
    begin = {
        knoop.values[0].value
        for _, knoop in walk_pakket()
        if isinstance(knoop, ast.JoinedStr)
        and isinstance(knoop.values[0], ast.Constant)
        and isinstance(knoop.values[0].value, str)
    }
    for pad in list_onder(SJABLONEN, ".html", ".txt"):
        begin |= set(re.findall(r"[\"']([a-z0-9_.-]+)[\"']\s*~", pad.read_text("utf-8")))
    domeinen = {sleutel.partition(".")[0] + "." for sleutel in read_catalogue("nl")}
    return {b for b in begin if any(b.startswith(d) for d in domeinen)}


def list_aanroepen() -> list[tuple[str, str]]:
    """Every literal key given to t(...) or to a refusal: (key, where)."""
    uit = []
    for pad, knoop in walk_pakket():
        if not isinstance(knoop, ast.Call):
            continue
        naam = knoop.func.id if isinstance(knoop.func, ast.Name) else getattr(knoop.func, "attr", "")
        plek = {"t": 1, "Weigering": 0, "NietGevonden": 0, "NietToegestaan": 0}.get(naam)
        if plek is None or len(knoop.args) <= plek:
            continue
        sleutel = knoop.args[plek]
        if isinstance(sleutel, ast.Constant) and isinstance(sleutel.value, str):
            uit.append((sleutel.value, f"{name(pad)}:{knoop.lineno}"))
    for pad in list_onder(SJABLONEN, ".html", ".txt"):
        patroon = r"(?<![\w.])t\(\s*[\"']([^\"']+)[\"']\s*[,)]"
        uit += [(sleutel, name(pad)) for sleutel in re.findall(patroon, pad.read_text("utf-8"))]
    return uit


def list_zinnen(tekst: str) -> list[str]:
    """The sentences of a text; names in braces count as one word."""
    return [zin for zin in re.split(r"(?<=[.?!:;])\s+|\n", tekst) if zin.strip()]


def list_woorden(zin: str) -> list[str]:
    """Words of a sentence, lower case, without punctuation."""
    return re.findall(r"[\w{}’'-]+", zin.lower())


def list_velden(tekst: str) -> set[str]:
    """The {names} in a text."""
    return {veld for _, veld, _, _ in string.Formatter().parse(tekst) if veld is not None}


def test_beide_talen_hebben_dezelfde_sleutels_en_geen_is_leeg() -> None:
    """A missing text is a failing test, not a surprise in the room."""
    nl, en = read_catalogue("nl"), read_catalogue("en")
    assert nl.keys() ^ en.keys() == set()
    assert sorted(s for taal in (nl, en) for s, zin in taal.items() if not zin.strip()) == []


def test_beide_talen_vullen_dezelfde_namen_in() -> None:
    """{aantal} in Dutch is {aantal} in English."""
    nl, en = read_catalogue("nl"), read_catalogue("en")
    assert [s for s in nl if s in en and list_velden(nl[s]) != list_velden(en[s])] == []


def test_elke_sleutel_staat_in_het_bestand_van_zijn_domein() -> None:
    """The part before the first dot is the name of the file, so that rooms do not mix their texts."""
    fout = []
    for taal in ("nl", "en"):
        for pad in list_onder(PAKKET / "i18n" / taal, ".po"):
            sleutels = re.findall(r'^msgid "([^"]+)"', pad.read_text("utf-8"), re.M)
            fout += [f"{name(pad)}: {s}" for s in sleutels if s.partition(".")[0] != pad.stem]
    assert fout == [], "\n".join(fout)


def test_elke_gevraagde_sleutel_bestaat() -> None:
    """A literal key in t(...) or in a refusal has a text."""
    teksten = read_catalogue("nl")
    fout = sorted({f"{plek}: {sleutel}" for sleutel, plek in list_aanroepen() if sleutel not in teksten})
    assert fout == [], "\n".join(fout)


def test_elk_begin_van_een_sleutel_leidt_ergens_heen() -> None:
    """A key that is put together from a beginning and a name has at least one text with that beginning."""
    teksten = read_catalogue("nl")
    assert sorted(b for b in list_begin() if not any(s.startswith(b) for s in teksten)) == []


def test_geen_tekst_ligt_ongebruikt() -> None:
    """Every key is asked for somewhere, whole or by its beginning."""
    geheel, begin = list_geheel(), tuple(list_begin())
    fout = sorted(s for s in read_catalogue("nl") if s not in geheel and not s.startswith(begin or ("-",)))
    assert fout == [], "\n".join(fout)


@pytest.mark.parametrize("taal", ["nl", "en"])
def test_zinnen_zijn_kort(taal: str) -> None:
    """B1: no sentence over twenty words."""
    fout = [
        f"{sleutel}: {len(woorden)}"
        for sleutel, tekst in read_catalogue(taal).items()
        for zin in list_zinnen(tekst)
        if len(woorden := list_woorden(zin)) > WOORDEN_PER_ZIN
    ]
    assert fout == [], "\n".join(fout)


@pytest.mark.parametrize(("taal", "verboden"), [("nl", AMBTELIJK + NOOIT), ("en", NOOIT_ENGELS)])
def test_woorden_zijn_gewoon(taal: str, verboden: list[str]) -> None:
    """No officialese, no words of software, and 'je' instead of 'u'."""
    fout = [
        f"{sleutel}: {woord}"
        for sleutel, tekst in read_catalogue(taal).items()
        for woord in list_woorden(tekst)
        if woord in verboden
    ]
    assert fout == [], "\n".join(fout)


def walk_teksten(waarde: object, taal: str = "nl") -> Iterator[tuple[str, str]]:
    """Every text in a werkvorm file with its language; a bare string is Dutch."""
    if isinstance(waarde, str):
        yield taal, waarde
    elif isinstance(waarde, list):
        for deel in waarde:
            yield from walk_teksten(deel, taal)
    elif isinstance(waarde, dict):
        for sleutel, deel in waarde.items():
            yield from walk_teksten(deel, sleutel if sleutel in ("nl", "en") else taal)


def test_werkvormen_spreken_gewone_taal() -> None:
    """What a group reads from the beamer follows the same rules as the rest."""
    fout = []
    for pad in list_onder(WORTEL / "werkvormen", ".toml"):
        for taal, tekst in walk_teksten(tomllib.loads(pad.read_text("utf-8"))):
            verboden = AMBTELIJK + NOOIT if taal == "nl" else NOOIT_ENGELS
            fout += [f"{pad.name}: {woord}" for woord in list_woorden(tekst) if woord in verboden]
            fout += [f"{pad.name}: {z}" for z in list_zinnen(tekst) if len(list_woorden(z)) > WOORDEN_PER_ZIN]
    assert fout == [], "\n".join(fout)


def test_niemand_roept() -> None:
    """No exclamation marks: a room with hard stories needs a quiet voice."""
    assert [f"{taal} {s}" for taal in ("nl", "en") for s, zin in read_catalogue(taal).items() if "!" in zin] == []


@pytest.mark.parametrize(
    ("tekst", "zinnen"),
    [("Een zin. Nog een?", ["Een zin.", "Nog een?"]), ("Zonder punt", ["Zonder punt"]), ("14.20 uur.", ["14.20 uur."])],
)
def test_een_tekst_valt_in_zinnen_uiteen(tekst: str, zinnen: list[str]) -> None:
    """The measure of length is only as good as this."""
    assert list_zinnen(tekst) == zinnen


def test_de_lezer_van_aanroepen_ziet_ze() -> None:
    """The frame of every page asks for its own texts; if this finds none, the tests above are blind."""
    assert ("basis.spring", "templates/basis.html") in list_aanroepen()
    assert any(plek.startswith("leersessie/") for _, plek in list_aanroepen())
    assert read_boom(PAKKET / "i18n" / "__init__.py").body
