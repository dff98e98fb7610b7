"""Elke deur voor ieder die ervoor kan staan: het antwoord is wat de tabel zegt, en een weigering verandert niets."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hulp.rechten import BEZOEKERS, Wereld, open_wereld
from rechten_tabel import ROUTES, Regel
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

DEUREN = re.compile(r"(?:https?://[^/]+)?/(?:inloggen|tweede-factor|mee)\b")


def to_naam(regel: Rule, wijze: str) -> str:
    """How the table calls a route."""
    return f"{wijze} " + re.sub(r"<int\([^)]*\):(\w+)>", r"<\1>", regel.rule)


def list_routes(wereld: Wereld) -> set[str]:
    """Every route of the app, by method."""
    return {
        to_naam(regel, wijze)
        for regel in wereld.app.url_map.iter_rules()
        for wijze in (regel.methods or set()) - {"HEAD", "OPTIONS"}
    }


def name_uitkomst(antwoord: TestResponse) -> str:
    """What the visitor got. A broken door is no outcome."""
    status = antwoord.status_code
    antwoord.close()
    assert status < 500, f"{antwoord.request.path} brak: {status}"
    if status == 401 or (status in (302, 303) and DEUREN.match(antwoord.headers["Location"])):
        return "deur"
    return {403: "nee", 404: "weg"}.get(status, "ja")


def fill(tekst: str, wereld: Wereld) -> str:
    """Put the names of this world in an address or a field."""
    for naam, waarde in wereld.mal.plekken.items():
        tekst = tekst.replace(f"{{{naam}}}", waarde)
    return tekst


def ask(client: FlaskClient, wereld: Wereld, wijze: str, regel: Regel) -> TestResponse:
    """Stand before this door, with a right form where it takes one; each from a place of its own."""
    pad = fill(regel.pad, wereld)
    wereld.teller += 1
    van = {"REMOTE_ADDR": f"10.0.0.{wereld.teller}"}
    if wijze == "GET":
        return client.get(pad, environ_overrides=van)
    velden = {naam: fill(waarde, wereld) for naam, waarde in regel.velden.items()}
    koppen = {"Origin": "http://localhost"}
    if regel.json:
        return client.post(pad, json=velden, headers=koppen, environ_overrides=van)
    token = re.search(r'name="csrf" content="([^"]+)"', client.get("/privacy").text)
    assert token is not None
    velden["csrf_token"] = token[1]
    return client.post(pad, data=velden, headers=koppen, environ_overrides=van)


def read_alles(wereld: Wereld) -> list[tuple[str, list[Any]]]:
    """Every row of the database."""

    def read(verbinding: Any) -> list[tuple[str, list[Any]]]:
        namen = [r[0] for r in verbinding.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [(n, [tuple(r) for r in verbinding.exec_driver_sql(f'SELECT * FROM "{n}"')]) for n in sorted(namen)]

    return wereld.store.read(read)


def test_elke_route_staat_in_de_tabel(tmp_path: Path) -> None:
    """A new door without a line in the table fails, and so does a line without a door."""
    with open_wereld("gepland", tmp_path) as wereld:
        assert list_routes(wereld) == set(ROUTES)


@pytest.mark.parametrize("naam", [n for n in ROUTES if n.startswith("GET")])
def test_kijken(tmp_path: Path, naam: str) -> None:
    """Every visitor at every page; looking changes no row, except that the console gets its token."""
    regel = ROUTES[naam]
    with open_wereld(regel.wereld, tmp_path) as wereld:
        voor = read_alles(wereld)
        gekregen = {wie: name_uitkomst(ask(wereld.open(wie), wereld, "GET", regel)) for wie in BEZOEKERS}
        assert gekregen == {wie: regel.find(wie) for wie in BEZOEKERS}
        anders = [n for (n, rijen), (_, eerst) in zip(read_alles(wereld), voor, strict=True) if rijen != eerst]
        assert anders == (["toegangsbewijs"] if naam.endswith("/console") else [])


@pytest.mark.parametrize("naam", [n for n in ROUTES if n.startswith("POST")])
def test_wie_niet_mag_verandert_niets(tmp_path: Path, naam: str) -> None:
    """Everybody who is refused, one after the other: the answer of the table, and not one row is different."""
    regel = ROUTES[naam]
    buiten = [wie for wie in BEZOEKERS if regel.find(wie) != "ja"]
    mag_wissen = naam in ("POST /uitloggen", "POST /account/overal-uit")
    with open_wereld(regel.wereld, tmp_path) as wereld:
        voor = read_alles(wereld)
        gekregen = {wie: name_uitkomst(ask(wereld.open(wie), wereld, "POST", regel)) for wie in buiten}
        assert gekregen == {wie: regel.find(wie) for wie in buiten}
        assert mag_wissen or read_alles(wereld) == voor


def list_mag(rest: str) -> list[tuple[str, str]]:
    """(door, visitor) for everybody who may; where all may, two of them speak for all."""
    paren = []
    for naam, regel in ROUTES.items():
        if naam.startswith("POST"):
            mag = [wie for wie in BEZOEKERS if regel.find(wie) == "ja"]
            paren += [(naam, wie) for wie in (mag[:: len(mag) - 1] if regel.rest == rest and len(mag) > 2 else mag)]
    return paren


@pytest.mark.parametrize(("naam", "wie"), list_mag("ja"))
def test_wie_mag_komt_erdoor(tmp_path: Path, naam: str, wie: str) -> None:
    """Each in a world of their own, because what they do is done."""
    regel = ROUTES[naam]
    with open_wereld(regel.wereld, tmp_path) as wereld:
        assert name_uitkomst(ask(wereld.open(wie), wereld, "POST", regel)) == "ja"


@pytest.mark.parametrize("naam", [n for n in ROUTES if n.startswith("POST")])
def test_zonder_formulierteken_gebeurt_er_niets(tmp_path: Path, naam: str) -> None:
    """Every form of every page: without its CSRF token, or from another site, nothing changes for anybody."""
    regel = ROUTES[naam]
    with open_wereld(regel.wereld, tmp_path) as wereld:
        voor = read_alles(wereld)
        for wie in ("niemand", "gast", "console", "leider", "beheerder"):
            velden = {n: fill(w, wereld) for n, w in regel.velden.items()}
            koppen = {"Origin": "http://elders.test", "Sec-Fetch-Site": "cross-site"}
            antwoord = wereld.open(wie).post(fill(regel.pad, wereld), data=velden, headers=koppen)
            assert antwoord.status_code in (400, 403, 404) or naam == "POST /mee"
        if naam != "POST /mee":  # joining takes a code, and no right of the visitor
            assert read_alles(wereld) == voor
