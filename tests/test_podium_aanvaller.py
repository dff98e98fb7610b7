"""De aanvaller: wie de hele database en het logboek heeft, koppelt een tekst aan een telefoon niet beter dan gokken.

Tried over hundreds of sessions, with every order the tables give away: a guess is right as often as chance.

What is not protected, and said so to people (besluit 3): the order in which cards came; that a step of one
inbrenger or one schrijver is theirs; a functie somebody chose to show; words by which colleagues know each other.
And: whoever reads along while cards arrive sees which count changed with which card. That holds for a running
process, for a series of copies made during the meeting, and for the journal of SQLite until its checkpoint.
"""

from __future__ import annotations

import io
import json
import math
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hulp.kern import Kern, bereid_voor, open_kern
from hulp.logboek import logboek  # noqa: F401

SESSIES, TELEFOONS = 150, 6
STREEP = 4.5
"""So many standard errors above chance would happen once in a hundred thousand tries."""
Gok = Callable[["Buit"], tuple[list[str], list[int]]]


@dataclass(slots=True)
class Buit:
    """Everything of one session: all tables, row by row as they lie, and who really wrote what."""

    tabellen: dict[str, list[dict[str, Any]]]
    waarheid: dict[str, int]


@pytest.fixture(scope="module")
def buiten(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Buit]]:
    """Many sessions in which every phone gives one card, in an order that has nothing to do with coming in."""
    data = tmp_path_factory.mktemp("aanvaller")
    bron = random.Random(20_260_310)
    with open_kern(data) as huis:
        waarheden = [play(huis, bron) for _ in range(SESSIES)]
        huis.settle()
        yield [Buit(read_tabellen(data, sessie), waarheid) for sessie, waarheid in waarheden]


def play(huis: Kern, bron: random.Random) -> tuple[str, dict[str, int]]:
    """One session: some change their card, one withdraws and gives another; the truth comes from the test alone."""
    kern = bereid_voor(huis.store, huis.config, huis.account)
    kern.begin("gedachte")
    telefoons = [kern.deelnemer(functie=bron.choice(("wijkagent", "leerkracht", ""))) for _ in range(TELEFOONS)]
    waarheid: dict[str, int] = {}
    for wie in bron.sample(telefoons, TELEFOONS):
        assert wie.deelnemer is not None
        gift = kern.geef(wie, {"tekst": f"woord {bron.random()}"})
        if bron.random() < 0.2:
            kern.trek_in(wie, gift)
            gift = kern.geef(wie, {"tekst": f"woord {bron.random()}"})
        if bron.random() < 0.2:
            kern.wijzig(wie, gift, {"tekst": f"ander {bron.random()}"})
        waarheid[gift.kaart] = wie.deelnemer
    kern.stuur("onthul", stap="gedachte")
    return kern.sessie, waarheid


def read_tabellen(data: Path, sessie: str) -> dict[str, list[dict[str, Any]]]:
    """All rows of this session in the order in which they lie in the file, with their row number where there is one."""
    waar = {
        "gebeurtenis": f"sessie = '{sessie}'",
        "tekst": f"sessie = '{sessie}'",
        "deelnemer": f"sessie = '{sessie}'",
        "deelname": f"deelnemer IN (SELECT id FROM deelnemer WHERE sessie = '{sessie}')",
    }
    uit = {}
    with closing(sqlite3.connect(data / "leersessie.sqlite")) as los:
        los.row_factory = sqlite3.Row
        for tabel, waar_ in waar.items():
            try:
                rijen = los.execute(f"SELECT rowid AS rijnummer, * FROM {tabel} WHERE {waar_} ORDER BY rowid")
            except sqlite3.OperationalError:
                rijen = los.execute(f"SELECT * FROM {tabel} WHERE {waar_}")
            uit[tabel] = [dict(rij) for rij in rijen]
    return uit


def list_kaartordes(buit: Buit) -> dict[str, list[str]]:
    """Every order of the living cards that the tables give away."""
    levend = set(buit.waarheid)
    tekst = [r for r in buit.tabellen["tekst"] if r["kaart"] in levend]
    feiten = [r for r in buit.tabellen["gebeurtenis"] if r["soort"] == "bijdrage_gegeven"]

    return {
        "seq": [k for r in feiten if (k := json.loads(r["inhoud"])["kaart"]) in levend],
        "sleutel": [
            k for r in sorted(feiten, key=lambda r: r["sleutel"]) if (k := json.loads(r["inhoud"])["kaart"]) in levend
        ],
        "plaats": [r["kaart"] for r in tekst],
        "nummer": sorted(levend),
        "geheim": [r["kaart"] for r in sorted(tekst, key=lambda r: r["geheim"])],
        "woorden": [r["kaart"] for r in sorted(tekst, key=lambda r: r["inhoud"])],
    }


def list_telefoonordes(buit: Buit) -> dict[str, list[int]]:
    """Every order of the phones that the tables give away."""
    wie, deelname = buit.tabellen["deelnemer"], buit.tabellen["deelname"]
    return {
        "nummer": sorted(r["id"] for r in wie),
        "plaats": [r["id"] for r in wie],
        "bewijs": [r["id"] for r in sorted(wie, key=lambda r: r["hash"])],
        "woorden": [r["id"] for r in sorted(wie, key=lambda r: r["woorden"])],
        "functie": [r["id"] for r in sorted(wie, key=lambda r: (r["functie"], r["id"]))],
        "telling": [r["deelnemer"] for r in deelname],
        "telling op rijnummer": [r["deelnemer"] for r in sorted(deelname, key=lambda r: r.get("rijnummer", 0))],
    }


def count_goed(kaarten: list[str], telefoons: list[int], waarheid: dict[str, int]) -> int:
    """How many cards a guess gives to the right phone."""
    return sum(waarheid[kaart] == wie for kaart, wie in zip(kaarten, telefoons, strict=True))


def check_kans(naam: str, goed: int, aantal: int) -> None:
    """A guess of an order is right once per session on average, with a spread of one."""
    fout = math.sqrt(aantal)
    assert abs(goed - aantal) <= STREEP * fout, f"{naam}: {goed} goed in {aantal} sessies"


def test_geen_orde_in_de_tabellen_is_beter_dan_gokken(buiten: list[Buit]) -> None:
    """Each order of cards laid beside each order of phones, both ways: as good as a guess, over all sessions."""
    kaartordes, telefoonordes = list_kaartordes(buiten[0]), list_telefoonordes(buiten[0])
    for kaartorde in kaartordes:
        for telefoonorde in telefoonordes:
            for richting in (1, -1):
                goed = sum(
                    count_goed(
                        list_kaartordes(b)[kaartorde][::richting], list_telefoonordes(b)[telefoonorde], b.waarheid
                    )
                    for b in buiten
                )
                check_kans(f"{kaartorde} naast {telefoonorde} ({richting})", goed, len(buiten))


def test_de_beste_gok_over_de_ene_helft_helpt_niet_op_de_andere(buiten: list[Buit]) -> None:
    """An attacker who learns which orders work best in sessions he was in, gains nothing in the others."""
    helft = len(buiten) // 2
    paren = [(k, t) for k in list_kaartordes(buiten[0]) for t in list_telefoonordes(buiten[0])]

    def score(paar: tuple[str, str], deel: list[Buit]) -> int:
        return sum(count_goed(list_kaartordes(b)[paar[0]], list_telefoonordes(b)[paar[1]], b.waarheid) for b in deel)

    beste = max(paren, key=lambda paar: score(paar, buiten[:helft]))
    check_kans(f"beste {beste}", score(beste, buiten[helft:]), len(buiten) - helft)


def test_geen_waarde_staat_in_twee_werelden(buiten: list[Buit]) -> None:
    """No value of a phone (number, hash, words) stands with a card, nor a value of a card with a phone."""
    for buit in buiten[:40]:
        kaarten = repr(buit.tabellen["tekst"]) + repr(buit.tabellen["gebeurtenis"])
        telefoons = repr(buit.tabellen["deelnemer"]) + repr(buit.tabellen["deelname"])
        assert not [r for r in buit.tabellen["deelnemer"] if r["hash"] in kaarten or r["woorden"] in kaarten]
        assert not [r for r in buit.tabellen["tekst"] if r["kaart"] in telefoons or r["geheim"] in telefoons]
        assert {r["aantal"] for r in buit.tabellen["deelname"]} == {1}


def test_de_proef_kan_falen(buiten: list[Buit]) -> None:
    """Were there one order that follows the giving (as row numbers of counts would), this test would see it."""
    echt = [[b.waarheid[kaart] for kaart in list_kaartordes(b)["seq"]] for b in buiten]
    goed = sum(count_goed(list_kaartordes(b)["seq"], orde, b.waarheid) for b, orde in zip(buiten, echt, strict=True))
    assert goed == SESSIES * TELEFOONS
    with pytest.raises(AssertionError, match="900 goed"):
        check_kans("orde van geven", goed, len(buiten))
    half = sum(
        count_goed(list_kaartordes(b)["seq"], [*orde[:2], *sorted(orde[2:])], b.waarheid)
        for b, orde in zip(buiten, echt, strict=True)
    )
    with pytest.raises(AssertionError):
        check_kans("een derde van de orde", half, len(buiten))


def test_het_logboek_zwijgt_over_geven(tmp_path: Path, logboek: io.StringIO) -> None:  # noqa: F811
    """A whole session, refusals and a fault included: not one line that tells of a card or a phone."""
    with open_kern(tmp_path) as kern:
        kern.begin("gedachte")
        wie = kern.deelnemer()
        gift = kern.geef(wie)
        kern.wijzig(wie, gift, {"tekst": "anders"})
        kern.trek_in(wie, gift)
        kern.store.geschreven.connect(lambda _, **__: 1 / 0, weak=False)
        kern.geef(wie)
        kern.settle()
    regels = logboek.getvalue().splitlines()
    assert len(regels) == 1
    assert "melden mislukt: ZeroDivisionError" in regels[0]
