"""Een wereld met ieder die ooit aan een deur kan staan: eigen en andere sessie, eigen en andere organisatie.

Built once per state and copied for every question, so that one answer never changes the next.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from hulp.blad import LESSEN, prepare_proef
from hulp.huis import Tijd
from hulp.kern import Kern, bereid_voor
from hulp.lesweg import maak_concept
from leersessie.config import Config
from leersessie.lessen.verslag import read_verslag
from leersessie.store import Store, open_store
from leersessie.store import accounts as rijen
from leersessie.store.sessies import update_sessie
from leersessie.store.tabellen import Les
from leersessie.store.verslagen import list_reacties
from leersessie.store.werkvormen import insert_werkvorm
from leersessie.toegang.bewijzen import admit, give_bewijs, remove_deelnemer
from leersessie.toegang.geheimen import hash_token, new_token
from leersessie.web.app import create_app

GELDIG_MS = 10**9
BEZOEKERS = (
    "niemand",
    "half",
    "gast",
    "schrijver",
    "inbrenger",
    "co_gespreksleider",
    "verwijderd",
    "ander_gast",
    "beamer",
    "ander_beamer",
    "console",
    "ander_console",
    "reactie",
    "leider",
    "collega",
    "lezer",
    "beheerder",
    "vreemde",
    "vreemde_beheerder",
)
"""`half` gave a password but not yet the second factor; `ander_*` belong to another session; `vreemde` to another
organisation; `lezer` is a trainer, `collega` a gespreksleider, both of the same organisation."""


@dataclass(frozen=True, slots=True)
class Mal:
    """A data folder in one state, and what the visitors of it carry."""

    data: Path
    cookies: dict[str, dict[str, str]]
    plekken: dict[str, str]
    """Names in the addresses of the table -> what stands there in this world."""
    nummers: dict[str, int] = field(default_factory=dict)
    """Phone of each visitor that has one."""


@dataclass(slots=True)
class Wereld:
    """One copy of it, with a running app."""

    app: Flask
    store: Store
    config: Config
    mal: Mal
    teller: int = 0
    """How often somebody stood before a door."""

    def open(self, wie: str) -> FlaskClient:
        """The browser of one visitor."""
        client = self.app.test_client()
        for naam, waarde in self.mal.cookies[wie].items():
            client.set_cookie(naam, waarde)
        return client


@cache
def maak_mal(toestand: str) -> Mal:
    """A world in this state.

    `gepland`: not open yet. `bezig`, `online`: in the step of the lessons. `na`: closed, with a verslag, a draft of
    a les and a shared les. `reactie`: and the verslag is open for reactions.
    """
    data = Path(tempfile.mkdtemp(prefix="leersessie-rechten-"))
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    proef = prepare_proef(data)
    try:
        kern, store = proef.kern, proef.store
        for naam in ("co_gespreksleider", "verwijderd"):
            proef.laat_binnen(naam, *([naam] if naam == "co_gespreksleider" else []))
        weg = proef.telefoons["verwijderd"][0].deelnemer
        assert weg is not None
        store.transact(lambda v: remove_deelnemer(v, kern.sessie, weg))
        proef.maak_account("beheerder", ("beheerder",), kern.organisatie)
        proef.maak_account("half", ("gespreksleider",), kern.organisatie)
        vreemd = store.read(lambda v: rijen.find_account(v, proef.accounts["vreemde"]))
        assert vreemd is not None
        proef.maak_account("vreemde_beheerder", ("beheerder",), vreemd.organisatie)
        ander = bereid_voor(store, proef.config, proef.accounts["collega"])
        ander.begin("vragen")
        cookies = _give_cookies(proef, kern, ander)
        plekken = {"sessie": kern.sessie, "ander": ander.sessie, "account": str(proef.accounts["collega"])}
        plekken |= _play(proef, kern, toestand) | {"werkvorm": _insert_werkvorm(store, kern.organisatie)}
        nummers = {naam: wie.deelnemer for naam, (wie, _) in proef.telefoons.items() if wie.deelnemer}
    finally:
        proef.store.close()
    return Mal(data, cookies, plekken, nummers)


def _play(proef: Any, kern: Kern, toestand: str) -> dict[str, str]:
    if toestand == "gepland":
        return {}
    if toestand in ("bezig", "online"):
        kern.begin("s10")
        if toestand == "online":
            kern.store.transact(lambda v: update_sessie(v, kern.sessie, modus="online"))
        gift = kern.geef(proef.telefoons["gast"][0], {"tekst": LESSEN[0]})
        return {"kaart": gift.kaart, "code": kern.store.info(kern.sessie).code or ""}
    proef.speel(lessen=LESSEN)
    pad, woorden = maak_concept(proef, proef.log_in("leider"))
    proef.store.transact(lambda v: _share(v, kern.organisatie))
    if toestand == "reactie":
        return _react(proef)
    return {"concept": pad.rpartition("/")[2], "woorden": woorden, "les": "les00000000000000000000001"}


def _insert_werkvorm(store: Store, organisatie: int) -> str:
    """A concept of the own organisation that is not sound: whoever tries it out hears so, and nothing starts."""
    id_ = "werkvorm0000000000000000001"
    waarden = {"id": id_, "organisatie": organisatie, "werkvorm": "eigen-vorm", "versie": 1, "toestand": "concept"}
    rest = {"toml": "werkvorm = 3", "bewerkers": [], "lezer": None, "stempel": "nieuw"}
    store.transact(lambda v: insert_werkvorm(v, {**waarden, **rest}))
    return id_


def _react(proef: Any) -> dict[str, str]:
    """The verslag is open for reactions: one reaction and one objection stand beside it."""
    gast = proef.pak_telefoon("gast")
    proef.log_in("leider").post(f"{proef.pad}/open")
    gast.post(f"{proef.pad}/reactie", regel="heel", tekst="een reactie")
    vrij = next(r for r in read_verslag(proef.store, proef.sessie).regels if r.vrij and not r.weg)
    gast.post(f"{proef.pad}/regel", regel=vrij.id, doe="bezwaar")
    rijen_ = proef.store.read(lambda v: list_reacties(v, proef.sessie))
    nummers = {r.soort: r.id for r in rijen_}
    return {"bezwaar": nummers["bezwaar"], "reactie": nummers["reactie"], "regel": vrij.id}


def _share(verbinding: Any, organisatie: int) -> None:
    inhoud = dict.fromkeys(("situatie", "wat", "waarom", "grenzen", "vraag"), "Zo ging het.")
    labels: dict[str, Any] = {"themas": ["kind_horen"], "werkvorm": "", "standaarden": [], "meldcode": 0, "ernst": ""}
    waarden = {
        "organisatie": organisatie,
        "bereik": "organisatie",
        "soort": "inzicht",
        "titel": "Een les",
        "jaar": 2026,
    }
    regel = insert(Les).values(
        id="les00000000000000000000001",
        **waarden,
        inhoud=inhoud,
        labels={**labels, "sectorgroepen": []},
        code_hash="",
        stammen="les",
    )
    verbinding.execute(regel).close()


def _give_cookies(proef: Any, kern: Kern, ander: Kern) -> dict[str, dict[str, str]]:
    store, config = proef.store, proef.config
    cookies: dict[str, dict[str, str]] = {naam: {} for naam in BEZOEKERS}
    for naam in ("gast", "schrijver", "inbrenger", "co_gespreksleider", "verwijderd"):
        cookies[naam] = {f"ls-deelnemer-{kern.sessie}": proef.telefoons[naam][1]}
    token = store.transact(lambda v: admit(v, config, ander.sessie, "", "")[0])
    # it claims the first session too: the cookie of another session opens nothing here
    cookies["ander_gast"] = {f"ls-deelnemer-{s}": token for s in (kern.sessie, ander.sessie)}
    for rol in ("beamer", "console", "reactie"):
        for eigen, van in ((rol, kern), (f"ander_{rol}", ander)):
            if eigen in cookies:
                token = store.transact(
                    lambda v, van=van, rol=rol: give_bewijs(
                        v, config, van.sessie, rol, geldig_ms=GELDIG_MS, account=van.account
                    )
                )
                cookies[eigen] = {f"ls-{rol}-{s}": token for s in (kern.sessie, van.sessie)}
    nu = config.klok.now_ms()
    for naam, account in proef.accounts.items():
        token = new_token(config)
        hash_, af = hash_token(token), naam != "half"
        store.transact(lambda v, a=account, h=hash_, af=af: rijen.add_aanmelding(v, a, h, nu, bevestigd=af))
        cookies[naam] = {"ls-account": token}
    return cookies


@contextmanager
def open_wereld(toestand: str, data: Path) -> Iterator[Wereld]:
    """A fresh copy of this world."""
    mal = maak_mal(toestand)
    shutil.copytree(mal.data, data, dirs_exist_ok=True)
    config = Tijd().maak_config(data)
    store = open_store(config)
    app = create_app(config, store)
    app.testing = False
    try:
        yield Wereld(app, store, config, mal)
    finally:
        store.close()


__all__ = ["BEZOEKERS", "Mal", "Wereld", "maak_mal", "open_wereld"]
