"""Het geheugen voor namen: zeker op één kaart is zeker op alle, tot de gespreksleider of het sluiten dat verandert."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hulp.kern import Kern, open_kern

from leersessie.anonimiseren import MASK, AnalyseFout, Span, analyse, split_bekend
from leersessie.i18n.weigering import Weigering
from leersessie.regie import geheugen
from leersessie.regie.geheugen import NIETS, read_kennis
from leersessie.regie.ogen import find_zeker
from leersessie.regie.sluiten import close_sessie
from leersessie.store import Besluit


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
    for tekst in ("na de storm is het stil", "yoritha weet het al jaren"):
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


# ---- after a restart, and for cards that lay there already --------------------------------------------------


def restart(kern: Kern) -> None:
    """This process knows nothing any more, as after a restart; the database is as it was."""
    geheugen._per_store.clear()
    kern.store._staten.clear()
    kern.store._infos.clear()


def test_na_herstart_gaat_een_kaart_als_ervoor(kern: Kern) -> None:
    """The same names certain, the same words let through, and nothing new on hold."""
    kern.geef(kern.deelnemer(), {"tekst": "Haar zoon Storm (8) slaapt bij oma Yorritha"})
    project = kern.geef(kern.deelnemer(), {"tekst": "we noemden dat project Yorrida"})
    kern.stuur("verberg", kaart=project.kaart, aan=False)
    kern.geef(kern.deelnemer(), {"tekst": "we vragen te weinig door"})
    ervoor = read_kennis(kern.store, kern.sessie)
    namen, vrij, wacht, seq = set(ervoor.namen), set(ervoor.vrij), kern.stand.wacht, kern.stand.seq
    restart(kern)
    erna = read_kennis(kern.store, kern.sessie)
    assert erna is not ervoor
    assert (set(erna.namen), erna.vrij) == (namen, vrij)
    assert (kern.stand.wacht, kern.stand.seq) == (wacht, seq)
    restart(kern)
    assert kern.geef(kern.deelnemer(), {"tekst": "na de storm is het stil"}).kaart in kern.stand.wacht
    assert kern.geef(kern.deelnemer(), {"tekst": "yorrida hielp wel"}).kaart not in kern.stand.wacht


def test_een_kaart_die_er_al_lag_wacht_alsnog(kern: Kern) -> None:
    """A fact without words for each of them; other cards stay where they are."""
    eerst = kern.geef(kern.deelnemer(), {"tekst": "na de storm is het stil"})
    ander = kern.geef(kern.deelnemer(), {"tekst": "wij vragen te weinig door"})
    assert kern.stand.wacht == frozenset()
    zeker = kern.geef(kern.deelnemer(), {"tekst": "Haar zoon Storm (8) slaapt slecht"})
    assert kern.stand.wacht == {eerst.kaart, zeker.kaart}
    assert ander.kaart not in kern.stand.wacht
    feiten = kern.lees("SELECT inhoud FROM gebeurtenis WHERE soort = 'kaart_vastgehouden'")
    assert [json.loads(inhoud) for (inhoud,) in feiten] == [{"kaart": eerst.kaart}]


def test_wat_de_gespreksleider_liet_zien_blijft_te_zien(kern: Kern) -> None:
    """Looked at before the name was certain, or after: it never goes back by itself, also not after a restart."""
    eerst = kern.geef(kern.deelnemer(), {"tekst": "na de storm is het stil"})
    kern.stuur("verberg", kaart=eerst.kaart, aan=True)
    kern.stuur("verberg", kaart=eerst.kaart, aan=False)
    zeker = kern.geef(kern.deelnemer(), {"tekst": "Haar zoon Storm (8) slaapt slecht"})
    assert kern.stand.wacht == {zeker.kaart}
    restart(kern)
    read_kennis(kern.store, kern.sessie)
    assert kern.stand.wacht == {zeker.kaart}


def test_wijzigen_maakt_een_naam_zeker_en_ook_een_bezette_schrijver_vergeet_niets(
    kern: Kern, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another wording of a card counts as any card; what failed to be held is held with the next card."""
    eerst = kern.geef(kern.deelnemer(), {"tekst": "na de storm is het stil"})
    wie = kern.deelnemer()
    gift = kern.geef(wie, {"tekst": "haar zoon slaapt slecht"})
    echt = geheugen._hold

    def refuse(*_: object) -> Besluit:
        raise Weigering("store.bezet", opnieuw=True)

    monkeypatch.setattr(geheugen, "_hold", refuse)
    kern.wijzig(wie, gift, {"tekst": "Haar zoon Storm (8) slaapt slecht"})
    assert kern.stand.wacht == {gift.kaart}
    monkeypatch.setattr(geheugen, "_hold", echt)
    kern.geef(kern.deelnemer(), {"tekst": "wij vragen te weinig door"})
    assert kern.stand.wacht == {gift.kaart, eerst.kaart}


def test_herbouwen_slaat_een_onleesbare_tekst_over(kern: Kern, monkeypatch: pytest.MonkeyPatch) -> None:
    """One text that cannot be looked at does not take the names of the other cards along."""
    kern.geef(kern.deelnemer(), {"tekst": "wij vragen te weinig door"})
    kern.geef(kern.deelnemer(), {"tekst": "Haar zoon Storm (8) slaapt slecht"})
    restart(kern)

    def refuse(tekst: str, **anders: Any) -> list[Span]:
        if "weinig" in tekst:
            raise AnalyseFout
        return analyse(tekst, **anders)

    monkeypatch.setattr(geheugen, "analyse", refuse)
    assert read_kennis(kern.store, kern.sessie).namen == {"Storm": None}
