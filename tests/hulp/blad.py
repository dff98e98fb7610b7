"""Bladzijden om in te proeven: een gespeelde leerbijeenkomst, mensen met een browser, en formulieren zonder script.

The real app on the real store, with a clock that only moves when told. CSRF stays on, as it is for people.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hulp.huis import BEGIN, Tijd, maak_account
from hulp.kern import Kern
from leersessie.config import Config, content_dir
from leersessie.regie.kennis import find_werkvorm
from leersessie.regie.voorbereiden import Voorbereiding, prepare
from leersessie.regie.wie import Wie
from leersessie.store import Store, open_store
from leersessie.store import accounts as rijen
from leersessie.toegang.bewijzen import admit, give_bewijs, give_rol
from leersessie.toegang.geheimen import hash_token, new_token
from leersessie.web.app import create_app
from leersessie.werkvormen import read_werkvormen

SLUG = "methodische-leerbijeenkomst"
VIJANDIG = '<b>vet</b> & <i>sterk</i> {{ 7*7 }} **vet** [hier](/weg) "aan" \u202e'
"""Markup of every kind in ordinary words, so that the check for names has nothing to say about it."""


@dataclass
class Browser:
    """One person with a browser: sends forms as a page without scripts does."""

    client: FlaskClient
    laatste: TestResponse | None = None

    def get(self, pad: str, status: int = 200) -> str:
        """A page. Fails on another status."""
        self.laatste = self.client.get(pad)
        assert self.laatste.status_code == status, (pad, self.laatste.status_code, self.laatste.text[-2000:])
        return self.laatste.text

    def post(self, pad: str, status: int = 303, **velden: Any) -> str:
        """A form with its CSRF field; returns the page, or the address it leads to."""
        token = re.search(r'name="csrf" content="([^"]+)"', self.client.get("/privacy").text)
        assert token is not None
        self.laatste = self.client.post(pad, data={**velden, "csrf_token": token[1]})
        assert self.laatste.status_code == status, (pad, self.laatste.status_code, self.laatste.text[-2000:])
        return self.laatste.headers["Location"] if status == 303 else self.laatste.text

    def lees(self, pad: str) -> str:
        """The words of a page, without tags and entities."""
        return to_woorden(self.get(pad))


def to_woorden(bron: str) -> str:
    """What a person reads of this page: no tags, entities as their character, single spaces."""
    lijf = bron.partition("<main")[2].partition(">")[2].partition("</main>")[0] or bron
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", lijf)).split())


@dataclass
class Bladproef:
    """A session with people, an app, and what is needed to move on."""

    app: Flask
    store: Store
    config: Config
    tijd: Tijd
    kern: Kern
    accounts: dict[str, int] = field(default_factory=dict)
    telefoons: dict[str, tuple[Wie, str]] = field(default_factory=dict)

    @property
    def sessie(self) -> str:
        """The session that is played."""
        return self.kern.sessie

    @property
    def pad(self) -> str:
        """The address of its verslag."""
        return f"/sessies/{self.sessie}/verslag"

    def open_browser(self, **cookies: str) -> Browser:
        """A browser with these cookies."""
        client = self.app.test_client()
        for naam, waarde in cookies.items():
            client.set_cookie(naam.replace("_", "-"), waarde)
        return Browser(client)

    def log_in(self, wie: str) -> Browser:
        """A browser of one of the accounts, as if the password was just given (that takes a quarter of a second)."""
        account, token = self.accounts[wie], new_token(self.config)
        nu = self.config.klok.now_ms()
        self.store.transact(lambda v: rijen.add_aanmelding(v, account, hash_token(token), nu, bevestigd=True) and None)
        return self.open_browser(ls_account=token)

    def pak_telefoon(self, wie: str) -> Browser:
        """A browser of one of the phones."""
        client = self.app.test_client()
        client.set_cookie(f"ls-deelnemer-{self.sessie}", self.telefoons[wie][1])
        return Browser(client)

    def pak_console(self) -> Browser:
        """A browser that has the console of this session and no account."""
        token = self.store.transact(
            lambda v: give_bewijs(v, self.config, self.sessie, "console", geldig_ms=10**9, account=self.kern.account)
        )
        client = self.app.test_client()
        client.set_cookie(f"ls-console-{self.sessie}", token)
        return Browser(client)

    def laat_binnen(self, naam: str, *rollen: str, functie: str = "", sector: str = "") -> None:
        """One more phone."""

        def work(verbinding: Any) -> tuple[str, int]:
            token, zicht = admit(verbinding, self.config, self.sessie, functie, sector)
            for rol in rollen:
                give_rol(verbinding, self.sessie, zicht.id, rol)
            return token, zicht.id

        token, nummer = self.store.transact(work)
        self.telefoons[naam] = Wie(frozenset({"deelnemer", *rollen}), deelnemer=nummer, functie=functie), token

    def maak_account(self, naam: str, rollen: tuple[str, ...], organisatie: int | None = None) -> int:
        """One more account that can log in."""
        self.accounts[naam] = maak_account(self.store, f"{naam}@voorbeeld.nl", rollen, organisatie)
        return self.accounts[naam]

    def speel(self, *, lessen: tuple[str, ...] = (), situatie: str = "") -> None:
        """From the open door to the last step: a question, facts, a decision, and what we learn."""
        kern, schrijver = self.kern, self.telefoons["schrijver"][0]
        kern.begin("s2")
        kern.geef(schrijver, {"punt": "leervraag", "tekst": situatie or "Hoe blijft veiligheid op tafel?"})
        kern.naar("s5")
        kern.geef(schrijver, {"kolom": "goed", "tekst": "Moeder belt zelf"})
        kern.naar("s9")
        kern.geef(schrijver, {"punt": "doen", "tekst": "Deze week praten over het oude plan"})
        kern.naar("s10")
        for wie, tekst in zip(("schrijver", "inbrenger", "gast"), lessen, strict=False):
            kern.geef(self.telefoons[wie][0], {"tekst": tekst})
        kern.stuur("onthul", stap="s10")
        kern.naar("s11")


def prepare_proef(data: Path, *, inbrenger: bool = True, begin: datetime = BEGIN) -> Bladproef:
    """Organisation, accounts, a prepared session and three phones; nothing played yet."""
    tijd = Tijd(begin)
    config = tijd.maak_config(data)
    store = open_store(config)
    app = create_app(config, store)
    app.testing = True
    proef = Bladproef(app, store, config, tijd, None)  # type: ignore[arg-type]
    leider = proef.maak_account("leider", ("gespreksleider",))
    organisatie = store.read(lambda v: rijen.find_account(v, leider).organisatie)  # type: ignore[union-attr]
    proef.maak_account("lezer", ("gespreksleider", "trainer"), organisatie)
    proef.maak_account("collega", ("gespreksleider",), organisatie)
    proef.maak_account("vreemde", ("gespreksleider", "trainer"))
    werkvorm = read_werkvormen(content_dir("werkvormen"))[0][SLUG]
    toml = (content_dir("werkvormen") / f"{SLUG}.toml").read_text("utf-8")
    nieuw = prepare(
        store,
        config,
        organisatie=organisatie,
        account=leider,
        werkvorm=werkvorm,
        toml=toml,
        wensen=Voorbereiding(naam="Wel hulp, geen zicht"),
    )
    proef.kern = Kern(config, store, tijd, nieuw.id, find_werkvorm(store.info(nieuw.id)), leider, organisatie)
    proef.laat_binnen("schrijver", "schrijver", functie="leerkracht", sector="onderwijs")
    proef.laat_binnen("inbrenger", *(("inbrenger",) if inbrenger else ()), functie="huisarts", sector="huisarts")
    proef.laat_binnen("gast", functie="leerkracht", sector="onderwijs")
    return proef


LESSEN = (
    "Wij vroegen niet meer hoe veilig het eigenlijk was.",
    "Vraag elke week naar de veiligheid.",
    "Hulp voelde als veiligheid.",
)


@contextmanager
def open_proef(data: Path, *, inbrenger: bool = True, lessen: tuple[str, ...] = LESSEN) -> Iterator[Bladproef]:
    """A played session, at its last step."""
    proef = prepare_proef(data, inbrenger=inbrenger)
    try:
        proef.speel(lessen=lessen)
        yield proef
    finally:
        proef.store.close()


def find_regel(bron: str, tekst: str) -> str:
    """The id of the line with this text on the page of a verslag."""
    hit = re.search(r'id="(r\d+)-tekst">' + re.escape(html.escape(tekst, quote=False)), bron.replace("&#39;", "'"))
    assert hit is not None, tekst
    return hit[1]
