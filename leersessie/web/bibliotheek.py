"""De bibliotheek: werkvormen en casussen van schijf, gelezen als ze nodig zijn en onthouden tot er een bestand wijzigt.

A broken file never keeps the others away; what is wrong with it is for the page of the beheerder. Knows no session.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar, cast

from flask import Flask, current_app

from leersessie.casussen import Casus, read_casussen
from leersessie.config import content_dir
from leersessie.i18n.gebrek import Gebrek
from leersessie.i18n.weigering import NietGevonden
from leersessie.werkvormen import Werkvorm, WerkvormFout, read_werkvorm, read_werkvormen

T = TypeVar("T")
Gelezen = tuple[dict[str, T], list[Gebrek]]


@dataclass(frozen=True, slots=True)
class Opmaak:
    """HTML that `casussen.render_markdown` made and cleaned; the one text of a page that is markup already."""

    html: str

    def __html__(self) -> str:
        return self.html


def _open_map(naam: str) -> Callable[[], Path]:
    return lambda: content_dir(naam)


@dataclass(slots=True)
class Bibliotheek:
    """Two folders. Every question looks first whether a file changed; reading happens only then."""

    werkvormen: Path = field(default_factory=_open_map("werkvormen"))
    casussen: Path = field(default_factory=_open_map("casussen"))
    _onthouden: dict[tuple[str, str], tuple[object, object]] = field(default_factory=dict)

    def list_werkvormen(self) -> list[Werkvorm]:
        """All sound werkvormen, in the order of their files."""
        return list(self._read_werkvormen("nl")[0].values())

    def find_werkvorm(self, werkvorm: object) -> Werkvorm:
        """The werkvorm with this id. Raises NietGevonden."""
        return _find(self._read_werkvormen("nl")[0], werkvorm)

    def read_toml(self, werkvorm: str) -> str:
        """The text of the file of a sound werkvorm, to be kept with a session. Raises NietGevonden."""
        return _find(self._remember("toml", "", self.werkvormen, lambda: _read_teksten(self.werkvormen)), werkvorm)

    def list_casussen(self) -> list[Casus]:
        """All sound cases, in the order of their files."""
        return list(self._read_casussen("nl")[0].values())

    def find_casus(self, slug: object) -> Casus:
        """The case with this slug. Raises NietGevonden."""
        return _find(self._read_casussen("nl")[0], slug)

    def list_gebreken(self, taal: str) -> list[Gebrek]:
        """Everything that is wrong with the files of both folders, in words of this language."""
        return [*self._read_werkvormen(taal)[1], *self._read_casussen(taal)[1]]

    def _read_werkvormen(self, taal: str) -> Gelezen[Werkvorm]:
        return self._remember("werkvormen", taal, self.werkvormen, lambda: read_werkvormen(self.werkvormen, taal))

    def _read_casussen(self, taal: str) -> Gelezen[Casus]:
        return self._remember("casussen", taal, self.casussen, lambda: read_casussen(self.casussen, taal))

    def _remember(self, wat: str, taal: str, map_: Path, read: Callable[[], T]) -> T:
        merk = _read_merk(map_)
        oud = self._onthouden.get((wat, taal))
        if oud is None or oud[0] != merk:
            oud = (merk, read())
            self._onthouden[wat, taal] = oud
        return cast(T, oud[1])


def bibliotheek() -> Bibliotheek:
    """The library of the current app."""
    return cast(Bibliotheek, current_app.extensions.setdefault("bibliotheek", Bibliotheek()))


def read_casus(app: Flask, slug: str, taal: str) -> tuple[str, Opmaak | str]:
    """Title and clean text of a case for the beamer; two empty strings when it is no longer in the library."""
    boeken = cast(Bibliotheek, app.extensions.setdefault("bibliotheek", Bibliotheek()))
    try:
        casus = boeken.find_casus(slug).to_taal(taal)
    except NietGevonden:
        return "", ""
    return casus.titel, Opmaak(casus.html)


def read_waarschuwing(app: Flask, slug: str, taal: str) -> str:
    """What a case touches that may hit people hard; '' when it has no such sentence or is no longer there."""
    boeken = cast(Bibliotheek, app.extensions.setdefault("bibliotheek", Bibliotheek()))
    try:
        return boeken.find_casus(slug).to_taal(taal).waarschuwing
    except NietGevonden:
        return ""


def _find(alle: dict[str, T], naam: object) -> T:
    gevonden = alle.get(naam) if isinstance(naam, str) else None
    if gevonden is None:
        raise NietGevonden
    return gevonden


def _read_merk(map_: Path) -> tuple[tuple[str, int, int], ...]:
    """What the folder looks like from outside: names, times and sizes of its files."""
    if not map_.is_dir():
        return ()
    staten = ((pad.name, pad.stat()) for pad in sorted(map_.iterdir()) if pad.is_file())
    return tuple((naam, staat.st_mtime_ns, staat.st_size) for naam, staat in staten)


def _read_teksten(map_: Path) -> dict[str, str]:
    """The text of every sound werkvorm by id; of two files with one id the first counts, as when reading."""
    teksten: dict[str, str] = {}
    for pad in sorted(map_.glob("*.toml")):
        try:
            tekst = pad.read_text("utf-8-sig")
            werkvorm = read_werkvorm(tekst, pad.name)
        except (OSError, UnicodeDecodeError, WerkvormFout):
            continue
        teksten.setdefault(werkvorm.id, tekst)
    return teksten
