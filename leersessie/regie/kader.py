"""Het afwegingskader: de algemene tekst die wij meegeven, en per beroepsgroep wat een beheerder ernaast zette.

A text belongs to one organisation and one sector of the list of functies. Plain text, never markup.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from leersessie.config import Config
from leersessie.i18n import Tekst
from leersessie.i18n.weigering import Weigering
from leersessie.invoer.tekstdeur import clean_text
from leersessie.store import Store
from leersessie.store.instellingen import list_instellingen, set_instelling
from leersessie.toegang.functies import read_functies

TEKENS = 4_000
_BEGIN = "afwegingskader:"


@cache
def read_standaard() -> Tekst:
    """The general frame that comes along."""
    ruw = tomllib.loads((files(__package__) / "afwegingskader.toml").read_text("utf-8"))
    return Tekst(str(ruw["nl"]).strip(), str(ruw["en"]).strip())


def list_kaders(store: Store, config: Config, organisatie: int, taal: str) -> list[tuple[str, str, str]]:
    """(sector, its name, text) for every beroepsgroep of the list; '' where nobody wrote one."""
    eigen = store.read(lambda v: list_instellingen(v, f"{_BEGIN}{organisatie}:"))
    return [(s.id, s.naam.to_taal(taal), eigen.get(s.id, "")) for s in read_functies(config).sectoren]


def gather_kader(store: Store, config: Config, organisatie: int, taal: str) -> tuple[tuple[str, str], ...]:
    """What a session shows: ('', general text) and then (name, text) per beroepsgroep that has its own."""
    eigen = [(naam, tekst) for _, naam, tekst in list_kaders(store, config, organisatie, taal) if tekst]
    return (("", read_standaard().to_taal(taal)), *eigen)


def set_kader(store: Store, config: Config, organisatie: int, sector: str, tekst: str) -> None:
    """Keep the text of one beroepsgroep; an empty one goes back to the general text. Raises Weigering."""
    if sector not in {s.id for s in read_functies(config).sectoren}:
        raise Weigering("invoer.keus")
    schoon = clean_text(tekst, TEKENS, leeg_mag=True)
    store.transact(lambda v: set_instelling(v, f"{_BEGIN}{organisatie}:{sector}", schoon))
