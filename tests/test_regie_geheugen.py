"""Het geheugen voor namen: zeker op één kaart is zeker op alle, tot de gespreksleider of het sluiten dat verandert."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hulp.kern import Kern, open_kern

from leersessie.anonimiseren import MASK, analyse, split_bekend
from leersessie.regie import geheugen
from leersessie.regie.geheugen import NIETS, read_kennis
from leersessie.regie.ogen import find_zeker
from leersessie.regie.sluiten import close_sessie


@pytest.fixture
def kern(tmp_path: Path) -> Iterator[Kern]:
    """A session whose names are watched as in the product."""
    with open_kern(tmp_path) as huis:
        geheugen.watch(huis.store)
        huis.begin("vragen")
        yield huis


def test_een_naam_van_de_ene_kaart_houdt_de_andere_vast(kern: Kern) -> None:
    """Also in small letters, with one typing error, and where it is a plain word; elsewhere it stays a plain word."""
    kern.geef(kern.deelnemer(), {"tekst": "Haar zoon Storm (8) slaapt bij oma Yorritha"})
    gewoon = kern.geef(kern.deelnemer(), {"tekst": "wij vragen te weinig door"})
    for tekst in ("waarom is storm zo stil", "yoritha weet het al jaren"):
        assert kern.geef(kern.deelnemer(), {"tekst": tekst}).kaart in kern.stand.wacht
    assert gewoon.kaart not in kern.stand.wacht
    kennis = read_kennis(kern.store, kern.sessie)
    treffer = find_zeker("de storm in dit gezin", kennis)
    assert treffer is not None and treffer.reason == "anonimiseren.reden_bekende_naam"
    assert find_zeker("de storm in dit gezin") is None
    assert find_zeker("de storm in dit gezin", NIETS) is None


def test_wat_de_gespreksleider_laat_zien_is_geen_naam_meer(kern: Kern) -> None:
    """Letting a card through takes its words out of the memory, for every card that follows."""
    gift = kern.geef(kern.deelnemer(), {"tekst": "we noemden dat project Yorrida"})
    assert gift.kaart in kern.stand.wacht
    assert kern.geef(kern.deelnemer(), {"tekst": "yorrida hielp wel"}).kaart in kern.stand.wacht
    kern.stuur("verberg", kaart=gift.kaart, aan=False)
    assert kern.geef(kern.deelnemer(), {"tekst": "we noemden dat project Yorrida"}).kaart not in kern.stand.wacht


def test_na_sluiten_weet_niemand_het_nog(kern: Kern) -> None:
    """The memory goes with the session; another session never knew."""
    kern.geef(kern.deelnemer(), {"tekst": "Haar zoon Storm (8) slaapt slecht"})
    assert read_kennis(kern.store, kern.sessie).namen == {"Storm": None}
    close_sessie(kern.store, kern.config, kern.sessie, kern.leider)
    assert kern.sessie not in geheugen._per_store[kern.store]
    assert read_kennis(kern.store, kern.sessie).namen == {}


def test_namen_van_collegas_zonder_hun_gewone_woorden() -> None:
    """Whole names in one piece, and the parts that are no word: 'Jan de Wit' does not mask every 'wit'."""
    namen, woorden = split_bekend(["Jikkemien de Wit", "Veilig Thuis Oost", "Sterre", ""])
    assert namen == {"Jikkemien", "Sterre"} and woorden == {"Jikkemien de Wit", "Veilig Thuis Oost"}
    tekst = "jikkemien zag dat het thuis wit was, zegt Veilig Thuis Oost"
    gevonden = [tekst[s.start : s.end] for s in analyse(tekst, known_names=namen, deny=woorden) if s.tier == MASK]
    assert gevonden == ["jikkemien", "Veilig Thuis Oost"]


def test_het_geheugen_is_begrensd(kern: Kern) -> None:
    """A flood of names pushes out the oldest, and never grows without end."""
    kennis = read_kennis(kern.store, kern.sessie)
    for nummer in range(geheugen.HOOGSTENS + 20):
        een, twee, drie = "abcdefghij"[nummer % 10], "klmnopqrst"[nummer // 10 % 10], "uvwxyz"[nummer // 100]
        tekst = f"mevrouw Xan{een}{twee}{drie}a belt"
        geheugen.remember(kennis, tekst, analyse(tekst))
    assert len(kennis.namen) == geheugen.HOOGSTENS
