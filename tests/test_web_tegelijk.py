"""Tegelijk, op de echte server: vijftig stemmen van een telefoon, vijftig kaarten tegen 'volgende', een slot."""

from __future__ import annotations

import contextlib
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hulp.kern import Kern, Loterij, open_kern
from hulp.server import Server, start_server, wait_until
from hulp.storing import lock_bestand
from hulp.telefoon import Telefoon

from leersessie.config import Config
from leersessie.store import Staat, open_store
from leersessie.toegang.bewijzen import admit, give_bewijs

pytestmark = pytest.mark.server
AANTAL = 50


@dataclass(slots=True)
class Huis:
    """A running server with one session, the tokens of its people, and where it keeps its data."""

    server: Server
    data: Path
    sessie: str
    telefoons: list[str]
    console: str
    loterij: Loterij

    def open(self, rol: str, token: str) -> Telefoon:
        """A line."""
        lijn = Telefoon(self.server.port, koppen={"Cookie": f"ls-{rol}-{self.sessie}={token}"})
        lijn.join({"rol": rol, "sessie": self.sessie, "taal": "nl"})
        wait_until(lambda: lijn.heard("beeld"))
        return lijn

    def make(self, stap: str, inhoud: dict[str, Any]) -> dict[str, Any]:
        """A contribution with a fresh key."""
        sleutel, geheim = self.loterij(16).hex(), self.loterij(16).hex()
        return {"sleutel": sleutel, "geheim": geheim, "stap": stap, "inhoud": inhoud}

    def read(self) -> Staat:
        """What the database holds, read by somebody else."""
        store = open_store(Config(data=self.data))
        try:
            return store.load(self.sessie)
        finally:
            store.close()


@contextlib.contextmanager
def open_huis(data: Path, stap: str, aantal: int) -> Iterator[Huis]:
    """Prepare, then serve."""
    with open_kern(data) as kern:
        kern.begin(stap)
        tokens = [kern.store.transact(lambda v: admit(v, kern.config, kern.sessie, "", "")[0]) for _ in range(aantal)]
        console = kern.store.transact(lambda v: _give_console(v, kern))
        sessie = kern.sessie
    with start_server(data) as server:
        yield Huis(server, data, sessie, tokens, console, Loterij(7))


def _give_console(verbinding: Any, kern: Kern) -> str:
    nu = Config(data=kern.config.data)  # the server reads the real clock
    return give_bewijs(verbinding, nu, kern.sessie, "console", geldig_ms=10**8, account=kern.account)


def wait_antwoorden(paren: list[tuple[Telefoon, int]], hoogstens_s: float = 60.0) -> list[Any]:
    """All answers, in the order of asking."""
    wait_until(lambda: all(nummer in lijn.antwoorden for lijn, nummer in paren), hoogstens_s)
    return [lijn.antwoorden[nummer][0] for lijn, nummer in paren]


def test_vijftig_stemmen_van_een_telefoon(tmp_path: Path) -> None:
    """Over its five lines at once, each with a key of its own: one vote."""
    with open_huis(tmp_path, "kiezen", 1) as huis, contextlib.ExitStack() as stapel:
        lijnen = [stapel.enter_context(huis.open("deelnemer", huis.telefoons[0])) for _ in range(5)]
        paren = [
            (lijn, lijn.send("bijdrage", huis.make("kiezen", {"optie": ("delen", "niet")[n % 2]})))
            for n in range(AANTAL // 5)
            for lijn in lijnen
        ]
        antwoorden = wait_antwoorden(paren)
        assert Counter(a.get("fout", "gegeven") for a in antwoorden) == {"gegeven": 1, "regie.genoeg": AANTAL - 1}
        assert len(huis.read().stand.list_kaarten("kiezen")) == 1


def test_vijftig_kaarten_tegen_volgende(tmp_path: Path) -> None:
    """The gespreksleider goes on in the middle: every card is on time or late, none is lost, none counts after."""
    with open_huis(tmp_path, "gedachte", AANTAL) as huis, contextlib.ExitStack() as stapel:
        lijnen = [stapel.enter_context(huis.open("deelnemer", token)) for token in huis.telefoons]
        console = stapel.enter_context(huis.open("console", huis.console))
        gezien = huis.read().stand.stuurseq
        paren = []
        for n, lijn in enumerate(lijnen):
            paren.append((lijn, lijn.send("bijdrage", huis.make("gedachte", {"tekst": f"kaart {n}"}))))
            if n == AANTAL // 2:
                stuur = {"daad": "stap", "gegeven": {"naar": "volgende"}, "gezien": gezien}
                verder = console.send("stuur", stuur)
        antwoorden = wait_antwoorden(paren)
        grens = wait_antwoorden([(console, verder)])[0]["seq"]
        staat = huis.read()
        assert {a["kaart"]: a["seq"] > grens for a in antwoorden} == {
            k.id: k.laat for k in staat.stand.kaarten.values()
        }
        assert {a["kaart"]: a.get("laat", False) for a in antwoorden} == {
            k.id: k.laat for k in staat.stand.kaarten.values()
        }
        assert len(staat.stand.kaarten) == AANTAL


def test_een_bezette_database_houdt_de_lus_niet_op(tmp_path: Path) -> None:
    """Another process holds the lock for five seconds: others are answered at once, and the ack comes afterwards."""
    with open_huis(tmp_path, "gedachte", 2) as huis, contextlib.ExitStack() as stapel:
        schrijft, leest = (stapel.enter_context(huis.open("deelnemer", token)) for token in huis.telefoons)
        schrijft.ask("tijd", {})
        tijden = []
        with lock_bestand(tmp_path / "leersessie.sqlite"):
            nummer = schrijft.send("bijdrage", huis.make("gedachte", {"tekst": "tijdens het slot"}))
            eind = time.monotonic() + 5
            while time.monotonic() < eind:
                begin = time.monotonic()
                leest.ask("tijd", {})
                tijden.append(time.monotonic() - begin)
            assert nummer not in schrijft.antwoorden
        assert wait_antwoorden([(schrijft, nummer)])[0]["kaart"] in huis.read().stand.kaarten
        assert statistics.median(tijden) < 0.2
        assert len(tijden) > 25
