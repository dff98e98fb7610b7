"""Sectoren en functies: wat iemand op de eerste bladzijde kiest. Een functie wijst haar sector aan.

Only functies from the list are kept, so that nobody can leave a name here. Saying nothing is always possible.
"""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from leersessie.config import Config
from leersessie.i18n import Tekst

ANDERS = "andere functie"


class FunctiesFout(Exception):
    """The list of functies cannot be used; the message says where it is wrong and how to mend it (Dutch)."""


@dataclass(frozen=True, slots=True)
class Functie:
    """One functie. `naam.nl` is what is stored and shown in a Dutch session."""

    naam: Tekst
    sector: str
    zoek: tuple[str, ...]
    """Folded words it can be found by."""


@dataclass(frozen=True, slots=True)
class Sector:
    """One sector: a stable id and its name."""

    id: str
    naam: Tekst


@dataclass(frozen=True, slots=True)
class Functies:
    """The whole list of one installation."""

    sectoren: tuple[Sector, ...]
    functies: tuple[Functie, ...]

    def find(self, ruw: object) -> Functie | None:
        """The functie with this name or other word, in any language and case, or None."""
        plat = _fold(ruw) if isinstance(ruw, str) and len(ruw) <= 120 else ""
        return next((f for f in self.functies if plat and plat in f.zoek), None)

    def choose(self, ruw: object) -> tuple[str, str]:
        """What to store for what somebody chose or typed: (functie, sector). Empty is ('', ''): said nothing.

        Words that are not on the list are not stored; they become 'andere functie'.
        """
        if not isinstance(ruw, str) or not ruw.strip():
            return "", ""
        functie = self.find(ruw)
        return (functie.naam.nl, functie.sector) if functie else (ANDERS, "anders")

    def sector_of(self, functie: str) -> str:
        """The id of the sector of a stored functie; '' when it is not on the list (any more)."""
        gevonden = self.find(functie)
        return gevonden.sector if gevonden else ""

    def suggest(self, begin: str, taal: str, hoogstens: int = 8) -> tuple[str, ...]:
        """Names that start with these letters, then those with a word that does; no repeats."""
        plat = _fold(begin)[:40]
        if not plat:
            return ()
        vooraan = [f for f in self.functies if _fold(f.naam.to_taal(taal)).startswith(plat)]
        elders = [f for f in self.functies if f not in vooraan and any(_has_word(w, plat) for w in f.zoek)]
        return tuple(f.naam.to_taal(taal) for f in (*vooraan, *elders))[:hoogstens]

    def show(self, functie: str, taal: str) -> str:
        """The stored functie in this language; itself when it is not on the list."""
        gevonden = self.find(functie)
        return gevonden.naam.to_taal(taal) if gevonden else functie

    def show_sector(self, sector: str, taal: str) -> str:
        """The name of a sector; '' for an unknown one."""
        return next((s.naam.to_taal(taal) for s in self.sectoren if s.id == sector), "")


def read_functies(config: Config) -> Functies:
    """The list of this installation: LEERSESSIE_DATA/functies.toml when it is there, else the one that comes along.

    Raises FunctiesFout for a file that cannot be used.
    """
    eigen = config.data / "functies.toml"
    return _read_file(eigen) if eigen.is_file() else _read_own()


@cache
def _read_own() -> Functies:
    return parse_functies((files(__package__) / "functies.toml").read_text("utf-8"), "functies.toml")


def _read_file(pad: Path) -> Functies:
    try:
        return parse_functies(pad.read_text("utf-8"), pad.name)
    except (OSError, UnicodeDecodeError) as fout:
        raise FunctiesFout(f"{pad.name}: het bestand is niet te lezen; bewaar het als UTF-8.") from fout


def parse_functies(tekst: str, bestand: str) -> Functies:
    """The list from TOML. Raises FunctiesFout with file, place and remedy."""
    try:
        ruw = tomllib.loads(tekst)
    except tomllib.TOMLDecodeError as fout:
        raise FunctiesFout(f"{bestand}: geen geldige TOML ({fout}).") from fout
    tabellen = ruw.get("sector")
    if not isinstance(tabellen, list) or not tabellen or set(ruw) != {"sector"}:
        raise FunctiesFout(f"{bestand}: verwacht alleen [[sector]]-tabellen, minstens één.")
    sectoren, functies = [], []
    for nummer, tabel in enumerate(tabellen, 1):
        plek = f"{bestand}: sector {nummer}"
        if not isinstance(tabel, dict):
            raise FunctiesFout(f"{plek}: schrijf [[sector]] met dubbele haken.")
        sector = Sector(_read_text(tabel, "id", plek), _read_naam(tabel, plek))
        sectoren.append(sector)
        functies += [_read_functie(f, sector.id, plek) for f in _read_list(tabel, "functies", plek)]
    _check_double([s.id for s in sectoren], f"{bestand}: sector")
    _check_double([_fold(f.naam.nl) for f in functies], f"{bestand}: functie")
    return Functies(tuple(sectoren), tuple(functies))


def _read_functie(ruw: object, sector: str, plek: str) -> Functie:
    if not isinstance(ruw, dict):
        raise FunctiesFout(f"{plek}: een functie is {{ nl = …, en = …, ook = […] }}.")
    naam = _read_naam(ruw, plek)
    ook = _read_list(ruw, "ook", plek) if "ook" in ruw else []
    woorden = [woord for woord in ook if isinstance(woord, str)]
    if len(woorden) < len(ook):
        raise FunctiesFout(f"{plek}: 'ook' van {naam.nl} is een lijst van woorden.")
    return Functie(naam, sector, tuple(dict.fromkeys(_fold(w) for w in (naam.nl, naam.en, *woorden))))


def _read_naam(tabel: dict[str, object], plek: str) -> Tekst:
    return Tekst(_read_text(tabel, "nl", plek), _read_text(tabel, "en", plek))


def _read_text(tabel: dict[str, object], veld: str, plek: str) -> str:
    waarde = tabel.get(veld)
    if not isinstance(waarde, str) or not waarde.strip() or len(waarde) > 80:
        raise FunctiesFout(f"{plek}: '{veld}' ontbreekt of is langer dan 80 tekens.")
    return waarde.strip()


def _read_list(tabel: dict[str, object], veld: str, plek: str) -> list[object]:
    waarde = tabel.get(veld)
    if not isinstance(waarde, list):
        raise FunctiesFout(f"{plek}: '{veld}' is een lijst tussen rechte haken.")
    return list(waarde)


def _check_double(waarden: list[str], wat: str) -> None:
    dubbel = sorted({w for w in waarden if waarden.count(w) > 1})
    if dubbel:
        raise FunctiesFout(f"{wat} '{dubbel[0]}' staat twee keer in de lijst; haal er een weg.")


def _fold(tekst: str) -> str:
    zonder = (t for t in unicodedata.normalize("NFD", tekst.casefold()) if not unicodedata.combining(t))
    return " ".join("".join(zonder).replace("-", " ").split())


def _has_word(zin: str, begin: str) -> bool:
    return any(zin[plek:].startswith(begin) for plek in (0, *(i + 1 for i, t in enumerate(zin) if t == " ")))
