"""Een datamap met een organisatie, een gespreksleider en een voorbereide sessie, voordat de server start."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leersessie.config import Config, content_dir
from leersessie.regie.voorbereiden import Voorbereiding, prepare
from leersessie.store import open_store
from leersessie.toegang.aanmelden import log_in
from leersessie.toegang.accounts import Ingelogd, ensure_opstelling, invite, set_up, use_link
from leersessie.werkvormen import read_werkvorm

WACHTWOORD = "vier rustige paarden"
SLUG = "methodische-leerbijeenkomst"


@dataclass(frozen=True)
class Klaar:
    """What the test needs to play: the session, its code, and the account cookies."""

    sessie: str
    code: str
    account: str
    lezer: str


def prepare_huis(data: Path, naam: str = "Wel hulp, geen zicht", toml: str = "", **wensen: Any) -> Klaar:
    """Fill an empty data folder, with a session of the usual werkvorm or of `toml`.

    Returns the session and the log-in tokens of gespreksleider and lezer.
    """
    config = Config(data=data)
    store = open_store(config)
    opstelling = ensure_opstelling(store, config)
    assert opstelling is not None
    beheerder = set_up(
        store,
        config,
        opstelling,
        organisatie="Wijkteam Noord",
        naam="Beheer",
        email="beheer@voorbeeld.nl",
        wachtwoord=WACHTWOORD,
    )
    door = Ingelogd(
        beheerder, 1, "Wijkteam Noord", "Beheer", "beheer@voorbeeld.nl", frozenset({"beheerder"}), True, True
    )
    accounts = {}
    for wie, rollen in (("leider", ["gespreksleider"]), ("lezer", ["gespreksleider", "trainer"])):
        link = invite(store, config, door, naam=wie, email=f"{wie}@voorbeeld.nl", rollen=rollen)
        accounts[wie] = use_link(store, config, link, WACHTWOORD)
    toml = toml or (content_dir("werkvormen") / f"{SLUG}.toml").read_text("utf-8")
    sessie = prepare(
        store,
        config,
        organisatie=1,
        account=accounts["leider"],
        werkvorm=read_werkvorm(toml, "proef"),
        toml=toml,
        wensen=Voorbereiding(naam=naam, **wensen),
    )
    tokens = {wie: log_in(store, config, f"{wie}@voorbeeld.nl", WACHTWOORD) for wie in accounts}
    store.close()
    return Klaar(sessie.id, sessie.code, tokens["leider"], tokens["lezer"])
