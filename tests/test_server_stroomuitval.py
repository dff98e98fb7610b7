"""Stroomuitval: de server wordt onder belasting gedood, steeds weer. Wat bevestigd is, is er; niets staat er dubbel."""

from __future__ import annotations

import json
import secrets
import socket
import threading
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import websocket
from hulp.server import start_server, wait_until
from hulp.telefoon import Telefoon
from hulp.voorbereid import Klaar, prepare_huis

from leersessie.config import Config
from leersessie.regie.sturen import steer
from leersessie.regie.wie import GESPREKSLEIDER, Wie
from leersessie.store import Store, open_store
from leersessie.verloop.stand import PARKEERPLAATS

pytestmark = pytest.mark.server
TELEFOONS = 8


@dataclass
class Boek:
    """What phones were promised: resend key -> card, and everything they ever tried to say."""

    bevestigd: dict[str, str] = field(default_factory=dict)
    gezegd: dict[str, str] = field(default_factory=dict)
    slot: threading.Lock = field(default_factory=threading.Lock)


@pytest.mark.parametrize("ronden", [5, pytest.param(20, marks=pytest.mark.traag)])
def test_niets_kwijt_niets_dubbel(tmp_path: Path, ronden: int) -> None:
    """Kill -9 in the middle of eight busy phones, `ronden` times; then compare the promises with the database."""
    klaar, boek = prepare_huis(tmp_path), Boek()
    open_door(tmp_path, klaar)
    cookies: list[str] = []
    for ronde in range(ronden):
        with start_server(tmp_path, "--port", str(free_port())) as server:
            if ronde % 4 == 0:  # fresh phones, so that nobody reaches the limit of one phone
                cookies = [join(server.port, klaar) for _ in range(TELEFOONS)]
            al = len(boek.bevestigd)
            draden = [
                threading.Thread(target=talk, args=(server.port, klaar.sessie, cookie, boek, f"{ronde}-{n}"))
                for n, cookie in enumerate(cookies)
            ]
            for draad in draden:
                draad.start()
            wait_until(lambda al=al: len(boek.bevestigd) - al >= 25, 20)
            server.kill()
            for draad in draden:
                draad.join(20)
    check_boek(tmp_path, klaar, boek)


def free_port() -> int:
    """A port that is free now."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def open_door(data: Path, klaar: Klaar) -> None:
    """Open and start the session before the first server runs."""
    config = Config(data=data)
    store = open_store(config)
    for daad in ("open", "begin"):
        gezien = store.load(klaar.sessie).stand.stuurseq
        steer(store, config, klaar.sessie, Wie(GESPREKSLEIDER, account=1), daad, {}, gezien)
    store.close()


def join(port: int, klaar: Klaar) -> str:
    """Come in; returns the cookie header of this phone."""
    vraag = urllib.request.Request(
        f"http://127.0.0.1:{port}/mee",
        json.dumps({"code": klaar.code}).encode(),
        {"Content-Type": "application/json", "Accept": "application/json"},
    )
    with urllib.request.urlopen(vraag, timeout=10) as antwoord:
        gegeven = json.load(antwoord)
    return f"ls-deelnemer-{gegeven['sessie']}={gegeven['token']}"


def talk(port: int, sessie: str, cookie: str, boek: Boek, wie: str) -> None:
    """Give cards to the parkeerplaats until the line breaks; resend the last one as a real phone would."""
    try:
        with Telefoon(port, koppen={"Cookie": cookie}) as telefoon:
            telefoon.join({"rol": "deelnemer", "sessie": sessie})
            for nummer in range(60):
                sleutel, tekst = secrets.token_urlsafe(18), f"kaart {wie} {nummer}"
                with boek.slot:
                    boek.gezegd[sleutel] = tekst
                for _ in range(2):  # the second is a resend and may not count twice
                    note(boek, sleutel, telefoon.ask("bijdrage", to_bijdrage(sleutel, tekst), 3.0))
    except (OSError, AssertionError, websocket.WebSocketException):
        return


def to_bijdrage(sleutel: str, tekst: str) -> dict[str, Any]:
    """One contribution as the phone sends it."""
    return {"sleutel": sleutel, "geheim": secrets.token_urlsafe(18), "stap": PARKEERPLAATS, "inhoud": {"tekst": tekst}}


def note(boek: Boek, sleutel: str, antwoord: dict[str, Any]) -> None:
    """Write down a promise; a resend must get the same card. A refusal (quota) is no promise."""
    if "kaart" not in antwoord:
        return
    with boek.slot:
        assert boek.bevestigd.setdefault(sleutel, antwoord["kaart"]) == antwoord["kaart"]


def check_boek(data: Path, klaar: Klaar, boek: Boek) -> None:
    """Every promise is in the database, once, with its own words; seq has no gaps."""
    store: Store = open_store(Config(data=data))
    staat = store.load(klaar.sessie)
    kaarten = staat.stand.list_kaarten(PARKEERPLAATS)
    teksten = [str((staat.inhoud(k.id) or {})["tekst"]) for k in kaarten]
    assert len(teksten) == len(set(teksten))
    assert set(teksten) <= set(boek.gezegd.values())
    for sleutel, kaart in boek.bevestigd.items():
        assert (staat.inhoud(kaart) or {})["tekst"] == boek.gezegd[sleutel]
    seqs = store.read(lambda v: [r[0] for r in v.exec_driver_sql("SELECT seq FROM gebeurtenis ORDER BY seq")])
    assert seqs == list(range(1, len(seqs) + 1))
    print(f"bevestigd {len(boek.bevestigd)}, kwijt 0, dubbel 0")
    store.close()
