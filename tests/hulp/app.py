"""De bladzijden in een test: een app op een eigen datamap, en een browser die inlogt en formulieren instuurt.

The real app with its real locks (CSRF included); only clock and folders are given.
"""

from __future__ import annotations

import atexit
import html
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hulp.huis import maak_account
from leersessie.config import Config
from leersessie.store import Store, open_store
from leersessie.store import accounts as rijen
from leersessie.toegang.geheimen import hash_token, new_token
from leersessie.web.app import create_app


@dataclass(slots=True)
class Huisje:
    """One app with its store."""

    app: Flask
    store: Store
    config: Config

    def open(self) -> Browser:
        """A fresh browser."""
        return Browser(self, self.app.test_client())

    def open_als(self, *rollen: str, organisatie: int | None = None, email: str = "") -> Browser:
        """A browser of a new account with these roles, logged in and confirmed."""
        adres = email or f"{'-'.join(rollen)}{self.store.read(rijen.count_accounts)}@voorbeeld.nl"
        browser = self.open()
        browser.log_in(maak_account(self.store, adres, rollen, organisatie))
        return browser


@dataclass(slots=True)
class Browser:
    """A test client that carries the CSRF token of the page it looks at, as a person does."""

    huis: Huisje
    klant: FlaskClient
    account: int = 0
    organisatie: int = 0

    def log_in(self, account: int, *, bevestigd: bool = True) -> None:
        """Give this browser a log-in of an account, without a password."""
        store, config = self.huis.store, self.huis.config
        token = new_token(config)
        rij = store.read(lambda v: rijen.find_account(v, account))
        assert rij is not None
        nu = config.klok.now_ms()
        store.transact(lambda v: rijen.add_aanmelding(v, account, hash_token(token), nu, bevestigd=bevestigd))
        self.klant.set_cookie("ls-account", token)
        self.account, self.organisatie = account, rij.organisatie

    def get(self, pad: str, **meer: Any) -> TestResponse:
        """Look at a page."""
        return self.klant.get(pad, **meer)

    def read_csrf(self) -> str:
        """The token of a page that everybody may see."""
        gevonden = re.search(r'<meta name="csrf" content="([^"]+)"', self.get("/privacy").text)
        assert gevonden is not None
        return gevonden[1]

    def post(self, pad: str, velden: Mapping[str, Any] | None = None, *, csrf: str | None = None) -> TestResponse:
        """Send a form; with the right CSRF token unless another one is given."""
        token = self.read_csrf() if csrf is None else csrf
        return self.klant.post(pad, data={**(velden or {}), "csrf_token": token})


@cache
def _maak_mal() -> Path:
    """A folder with a migrated, empty database: making one takes longer than most tests."""
    data = Path(tempfile.mkdtemp(prefix="leersessie-mal-"))
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    open_store(Config(data=data)).close()
    return data


def maak_app(data: Path, **velden: Any) -> Huisje:
    """An app on an empty database in this folder. Close its store at the end of the test."""
    config = velden.pop("config", None) or Config(data=data, **velden)
    shutil.copytree(_maak_mal(), data, dirs_exist_ok=True)
    store = open_store(config)
    return Huisje(create_app(config, store), store, config)


def read_tekst(antwoord: TestResponse) -> str:
    """What a person reads on a page: without tags, with single spaces."""
    kaal = re.sub(r"<script.*?</script>|<[^>]+>", " ", antwoord.text, flags=re.S)
    return " ".join(html.unescape(kaal).split())


def read_waarde(antwoord: TestResponse, naam: str) -> str:
    """What stands in the field with this name, '' when the field is not there."""
    for tag in re.findall(r"<(?:input|textarea)[^>]*>(?:[^<]*</textarea>)?", antwoord.text):
        if f'name="{naam}"' in tag:
            if tag.startswith("<textarea"):
                return html.unescape(tag.partition(">")[2].removesuffix("</textarea>")).removeprefix("\n")
            gevonden = re.search(r'value="([^"]*)"', tag)
            return html.unescape(gevonden[1]) if gevonden else ""
    return ""


@pytest.fixture
def huisje(tmp_path: Path) -> Iterator[Huisje]:
    """An app on an empty database."""
    gebouwd = maak_app(tmp_path)
    yield gebouwd
    gebouwd.store.close()
