"""Een sessie klaarzetten voor een echte server: organisatie, account, werkvorm en een link voor de console.

Works on the data folder before the server starts, through the rooms themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hulp.server import Server, start_server

from leersessie.config import content_dir, read_config
from leersessie.regie.voorbereiden import Voorbereiding, prepare
from leersessie.store import open_store
from leersessie.toegang.accounts import ensure_opstelling, set_up
from leersessie.toegang.bewijzen import give_bewijs
from leersessie.werkvormen import read_werkvorm

DAG_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Proefsessie:
    """A running server with one prepared session."""

    server: Server
    code: str
    sessie: str
    token: str

    @property
    def link(self) -> str:
        """The console of this session, as a link for the remote control."""
        return f"{self.server.adres}/afstand#{self.token}"


@contextmanager
def start_sessie(data: Path, toml: str = "", *, taal: str = "nl") -> Iterator[Proefsessie]:
    """A real server with one session of this werkvorm (the methodische leerbijeenkomst when empty)."""
    config = read_config({"LEERSESSIE_DATA": str(data)})
    store = open_store(config)
    geheim = ensure_opstelling(store, config)
    assert geheim is not None
    wie = {"naam": "Proef", "email": "proef@voorbeeld.example", "wachtwoord": "blauwe fiets onder water"}
    account = set_up(store, config, geheim, organisatie="Proef", **wie)
    toml = toml or (content_dir("werkvormen") / "methodische-leerbijeenkomst.toml").read_text("utf-8")
    werkvorm = read_werkvorm(toml, "proef")
    wensen = Voorbereiding("Proef", taal=taal)
    nieuw = prepare(store, config, organisatie=1, account=account, werkvorm=werkvorm, toml=toml, wensen=wensen)
    token = store.transact(lambda v: give_bewijs(v, config, nieuw.id, "console", geldig_ms=DAG_MS, account=account))
    store.close()
    with start_server(data) as server:
        yield Proefsessie(server, nieuw.code, nieuw.id, token)
