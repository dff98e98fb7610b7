"""De bronnen van de tabel, elk met een eigen lezer. Wat niet in ons schrift staat, wordt letter voor letter omgezet."""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from leersessie.anonimiseren.lijsten import read_woorden

_WOORD = re.compile(r"[^\W\d_][^\W\d_'’-]*(?:['’-][^\W\d_]+)*'?\Z")
_NAAM = re.compile(r"[^\W\d_][\w'’ -]*\Z")
_HIER = Path(__file__).parent
_CYRILLISCH = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэъё",
        "a b v h g d e ye zh z y i yi i k l m n o p r s t u f kh ts ch sh shch _ yu ya y e _ yo".split(),
        strict=True,
    )
) | {"'": "", "’": ""}
_DICHTBIJ = frozenset(
    "nl_NL nl_BE tr_TR pl_PL uk_UA fr_DZ de_DE en_US en_GB fr_FR es_ES pt_PT it_IT ro_RO bg_BG hr_HR".split()
)
"""Locales of people who live here in numbers: their names count even when they are also a word."""
_ALLE_PLAATSEN = frozenset(("NL", "BE", "SR", "CW", "AW", "BQ", "SX"))
_MINSTENS = {"MA": 3000, "SY": 3000, "TR": 8000, "PL": 8000, "UA": 8000, "DE": 8000}
_ANDERS = 30_000


def read_opentaal(pad: Path) -> Iterator[tuple[str, str]]:
    """OpenTaal: small letters are words ('w'), a capital is a name of something ('E')."""
    for woord in pad.read_text("utf-8").splitlines():
        if _WOORD.match(woord) and not woord.isupper():
            yield woord, "E" if woord[0].isupper() else "w"
            if "-" in woord and woord[0].islower():
                for deel in woord.split("-"):
                    if len(deel) > 2 and deel.islower():
                        yield deel, "w"


def read_scowl(pad: Path) -> Iterator[tuple[str, str]]:
    """SCOWL: English words in small letters ('g')."""
    for woord in pad.read_text("utf-8").splitlines():
        if woord.islower() and not woord.endswith("'s"):
            yield woord, "g"


def read_faker(map_: Path) -> Iterator[tuple[str, str]]:
    """Names of Faker: 'v' and 's' for first names and surnames from near, 'x' and 'y' from far."""
    sys.path.insert(0, str(map_))
    for land in sorted((map_ / "faker" / "providers" / "person").iterdir()):
        if not (land / "__init__.py").exists():
            continue
        bron = importlib.import_module(f"faker.providers.person.{land.name}").Provider
        voor, achter = ("v", "s") if land.name in _DICHTBIJ else ("x", "y")
        for veld in dir(bron):
            letter = voor if "first_name" in veld else achter if "last_name" in veld else ""
            waarden = getattr(bron, veld)
            if letter and isinstance(waarden, (tuple, list, dict)):
                yield from ((naam, letter) for waarde in waarden for naam in _to_latijn(str(waarde)))


def _to_latijn(naam: str) -> Iterator[str]:
    """The name, and its parts; Cyrillic letter for letter; other scripts not at all."""
    klein = naam.strip().lower()
    if any(teken in _CYRILLISCH and teken not in "'’" for teken in klein):
        naam = "".join(_CYRILLISCH.get(teken, teken) for teken in klein).replace("_", "")
    if not _NAAM.match(naam) or max(map(ord, naam)) > 0x24F:
        return
    delen = [d for d in re.split(r"[ ]", naam) if len(d) > 2 and d.lower() not in ("van", "der", "den", "von", "del")]
    yield from delen


def read_geonames(pad: Path) -> Iterator[tuple[str, str]]:
    """GeoNames: 'p' for places of the Kingdom, Belgium and Suriname, 'q' for larger places elsewhere."""
    bekend = {w for w in (pad.parents[2] / "dutch").read_text("utf-8").splitlines() if w[:1].isupper()}
    for plaats in json.loads(pad.read_text("utf-8")).values():
        land, aantal = plaats["countrycode"], int(plaats["population"])
        hier = land in _ALLE_PLAATSEN
        if not hier and aantal < _MINSTENS.get(land, _ANDERS):
            continue
        namen = {plaats["name"]}
        namen |= {naam for naam in plaats["alternatenames"] if naam in bekend and aantal >= 20_000 and not hier}
        for naam in namen:
            if len(naam) > 1 and max(map(ord, naam)) <= 0x24F and not (naam.isupper() and len(naam) < 5):
                kort = re.sub(r"^(?:Gemeente|Arrondissement|De|Het|'t) ", "", naam)
                yield naam, "p" if hier else "q"
                if hier and kort != naam and len(kort) > 3 and not naam.startswith(("De ", "Het ", "'t ")):
                    yield kort, "p"


def read_namen() -> Iterator[tuple[str, str]]:
    """Our own lists of first names and surnames."""
    for bestand, letter in (("voornamen.txt", "v"), ("achternamen.txt", "s")):
        for regel in (_HIER / "namen" / bestand).read_text("utf-8").splitlines():
            if not regel.startswith("#"):
                yield from ((naam, letter) for naam in regel.split())


def read_vooral_naam() -> list[str]:
    """Words of the dictionary that on a card are a name."""
    regels = (_HIER / "namen" / "vooral_naam.txt").read_text("utf-8").splitlines()
    return [naam for regel in regels if not regel.startswith("#") for naam in regel.split()]


def read_gangbaar() -> Iterator[tuple[str, str]]:
    """Our own list of current words ('t'), and the words that never are a name."""
    for lijst in ("gangbaar.txt", "geen_naam.txt", "afkortingen.txt"):
        yield from ((woord, letter) for woord in read_woorden(lijst) for letter in "tw")
