"""De sloten op elk antwoord: koppen, cookies, formulieren en fouten, en wat mensen typen komt nergens in een regel."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hulp.kern import Kern, open_kern
from hulp.lijn import Zaalproef, maak_stuur, make_bijdrage, open_zaal
from hulp.logboek import logboek  # noqa: F401
from hulp.rechten import open_wereld
from rechten_tabel import ROUTES

from leersessie.web.app import CSP, KOPPEN_VAST, VRIJ_VAN_CSRF, create_app

GEHEIM = re.compile(r"^[a-z2-7]{20,}$")
VERPLICHT = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

VERPLICHT_VAST = {**KOPPEN_VAST, "Cross-Origin-Resource-Policy": "same-origin"}


@pytest.fixture
def kern(tmp_path: Path) -> Iterator[Kern]:
    """A session that has begun."""
    with open_kern(tmp_path) as kern:
        kern.begin("vragen")
        yield kern


def open_app(kern: Kern, **velden: Any) -> Flask:
    """The app, with other settings when given."""
    return create_app(replace(kern.config, **velden), kern.store)


def check_koppen(antwoord: Any, *, vast: bool = False) -> None:
    """Every lock is on, and nothing tells what we run."""
    verplicht = VERPLICHT_VAST if vast and antwoord.status_code < 400 else VERPLICHT
    assert {kop: antwoord.headers.get(kop) for kop in verplicht} == verplicht
    if verplicht is VERPLICHT:
        assert {"camera=()", "microphone=()"} <= set(antwoord.headers["Permissions-Policy"].split(", "))
        assert antwoord.headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in antwoord.headers
    if antwoord.data and antwoord.mimetype.startswith("text/"):
        assert antwoord.mimetype_params.get("charset") == "utf-8"


# ---- headers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("naam", [n for n in ROUTES if n.startswith("GET")])
def test_elke_bladzijde_heeft_alle_sloten(tmp_path: Path, naam: str) -> None:
    """For a stranger, a phone, a console and a beheerder: pages, redirects and refusals alike."""
    regel = ROUTES[naam]
    with open_wereld(regel.wereld, tmp_path) as wereld:
        pad = regel.pad
        for plek, waarde in wereld.mal.plekken.items():
            pad = pad.replace(f"{{{plek}}}", waarde)
        for wie in ("niemand", "gast", "console", "beheerder"):
            with wereld.open(wie).get(pad) as antwoord:
                check_koppen(antwoord, vast=pad.startswith("/static/"))
                if antwoord.mimetype == "text/html" and "Content-Encoding" not in antwoord.headers:
                    check_bladzijde(antwoord.text)


def check_bladzijde(html: str) -> None:
    """No script, style or handler in the page itself, and nothing from elsewhere."""
    assert not re.search(r"<style|\sstyle=|\son\w+=\"", html)
    assert [s for s in re.findall(r"<script\b[^>]*>", html) if "src=" not in s and "application/json" not in s] == []
    adressen = re.findall(r"(?:src|href|action)=\"([^\"]*)\"", html)
    assert [a for a in adressen if not a.startswith(("/", "#", "mailto:", "tel:", "?")) and not is_lezen(html, a)] == []


def is_lezen(html: str, adres: str) -> bool:
    """An ordinary link that a person may follow; nothing that the browser fetches by itself."""
    return re.search(rf'<a\b[^>]*href="{re.escape(adres)}"', html) is not None and adres.startswith("https://")


@pytest.mark.parametrize("wijze", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "HEAD", "GET", "POST"])
@pytest.mark.parametrize(
    "pad", ["/", "/bestaat-niet", "/sessies/x/console", "/static/../app.py", "/.git/config", "/%00"]
)
def test_ook_een_fout_heeft_alle_sloten(kern: Kern, wijze: str, pad: str) -> None:
    """Unknown addresses, other methods, odd paths: a plain answer, never a listing, a version or a trace."""
    antwoord = open_app(kern).test_client().open(pad, method=wijze)
    check_koppen(antwoord)
    assert antwoord.status_code in (200, 302, 303, 400, 403, 404, 405)
    assert not re.search(r"Werkzeug|Flask|Python|Traceback|gevent", antwoord.text + str(antwoord.headers))


def test_over_https_ook_strikt_vervoer(kern: Kern) -> None:
    """HSTS for a year, only over https."""
    client = open_app(kern).test_client()
    assert "Strict-Transport-Security" not in client.get("/").headers
    veilig = client.get("/", base_url="https://voorbeeld.test")
    assert veilig.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_de_strenge_regel_laat_niets_vrij() -> None:
    """Everything from ourselves, nothing inline, nobody may frame us."""
    regels = dict(deel.strip().split(" ", 1) for deel in CSP.split(";"))
    assert (regels["default-src"], regels["base-uri"], regels["frame-ancestors"]) == ("'none'", "'none'", "'none'")
    assert "unsafe" not in CSP
    assert not re.search(r"https?:|\*|blob:", CSP)
    assert {r for r, w in regels.items() if "data:" in w} == {"img-src"}


# ---- cookies -----------------------------------------------------------------------------------------------


def list_cookies(antwoord: Any) -> dict[str, str]:
    """Name -> attributes of every cookie that was set."""
    return {rij.split("=", 1)[0]: rij.split(";", 1)[1].lower() for rij in antwoord.headers.getlist("Set-Cookie")}


def join(kern: Kern, client: FlaskClient, basis: str) -> Any:
    """Come in with the code."""
    return client.post("/mee", json={"code": kern.store.info(kern.sessie).code}, base_url=basis)


@pytest.mark.parametrize(
    ("adres", "naam", "veilig"),
    [("", "ls-deelnemer-{}", False), ("https://voorbeeld.test", "__Host-ls-deelnemer-{}", True)],
)
def test_een_cookie_per_rol_en_sessie(kern: Kern, adres: str, naam: str, veilig: bool) -> None:
    """HttpOnly, SameSite, the whole site and no wider; over https with __Host- and Secure."""
    client = open_app(kern, adres=adres).test_client()
    cookies = list_cookies(join(kern, client, adres or "http://localhost"))
    eigen = cookies[naam.format(kern.sessie)]
    assert "httponly" in eigen
    assert "samesite=lax" in eigen
    assert "path=/" in eigen
    assert "domain" not in eigen
    assert ("secure" in eigen) == veilig
    assert "max-age=43200" in eigen


def test_een_formuliercookie_is_ook_op_slot(kern: Kern) -> None:
    """The cookie under the CSRF tokens."""
    cookies = list_cookies(open_app(kern, adres="https://voorbeeld.test").test_client().get("/inloggen"))
    assert set(cookies) == {"__Host-ls"}
    assert {"secure", "httponly", "samesite=lax"} <= {deel.strip() for deel in cookies["__Host-ls"].split(";")}


@pytest.mark.parametrize(("adres", "veilig"), [("", False), ("https://voorbeeld.test", True)])
def test_ook_de_taal_onthouden_gebeurt_op_slot(kern: Kern, adres: str, veilig: bool) -> None:
    """The only other cookie there is."""
    cookies = list_cookies(open_app(kern, adres=adres).test_client().get("/mee?taal=en"))
    assert set(cookies) == {"taal"}
    assert ("secure" in cookies["taal"], "httponly" in cookies["taal"]) == (veilig, True)


def test_alleen_bedoelde_deuren_gaan_zonder_formulierteken(kern: Kern) -> None:
    """Three, each with another guard; the tests of rights walk all forms without it."""
    assert set(VRIJ_VAN_CSRF) == {"mee.join", "mee.exchange", "doek.give_form"}


@pytest.mark.parametrize(
    ("koppen", "mag"),
    [
        ({}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "http://elders.test"}, False),
        ({"Origin": "http://localhost.elders.test"}, False),
        ({"Origin": "http://localhost:81"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://elders.test"}, False),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://sub.localhost"}, False),
        ({"Origin": "http://localhost"}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
    ],
)
def test_een_formulier_zonder_script_komt_van_een_eigen_bladzijde(
    kern: Kern, koppen: dict[str, str], mag: bool
) -> None:
    """The door for phones without scripts looks where the form came from."""
    client = open_app(kern).test_client()
    join(kern, client, "http://localhost")
    pad, velden = f"/sessies/{kern.sessie}/bijdrage", {"stap": "vragen", "tekst": "een vraag"}
    antwoord = client.post(pad, data=velden, headers=koppen)
    assert (antwoord.status_code, len(kern.stand.kaarten)) == ((200, 1) if mag else (403, 0))


# ---- shapes of errors --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kop", "json_"), [({}, False), ({"Accept": "application/json"}, True)])
@pytest.mark.parametrize(("pad", "status"), [("/bestaat-niet", 404), ("/sessies/x/console", 404)])
def test_een_fout_is_een_bladzijde_of_json(kern: Kern, kop: dict[str, str], json_: bool, pad: str, status: int) -> None:
    """A person gets a page with a sentence, a program `{fout, tekst, opnieuw}`."""
    antwoord = open_app(kern).test_client().get(pad, headers=kop)
    assert antwoord.status_code in (status, 403)
    if json_:
        assert antwoord.json is not None
        assert set(antwoord.json) == {"fout", "tekst", "opnieuw"}
    else:
        assert re.search(r"<h1[^>]*>[^<]+</h1>", antwoord.text)


def test_te_groot_is_een_zin(kern: Kern) -> None:
    """More than a megabyte: refused before it is read."""
    antwoord = open_app(kern).test_client().post("/mee", data={"code": "x" * 1_100_000})
    assert antwoord.status_code == 413


def test_een_kapotte_deur_zegt_een_nummer_en_verder_niets(kern: Kern, logboek: io.StringIO) -> None:  # noqa: F811
    """A bug of ours: a page with a number; the log has the place of the error and not its words."""
    app = open_app(kern)
    app.testing = False

    def breek() -> str:
        raise ValueError("KANARIE in een fout")

    app.add_url_rule("/breek", view_func=breek)
    antwoord = app.test_client().get("/breek?naam=KANARIE")
    assert antwoord.status_code == 500
    check_koppen(antwoord)
    assert re.search(r"\b[0-9a-f]{8}\b", antwoord.text)
    assert "KANARIE" not in antwoord.text + logboek.getvalue()


# ---- nothing that people typed in a log --------------------------------------------------------------------


def say_alles(zaal: Zaalproef) -> None:
    """Everything a phone and a console can say, right and wrong, with canaries in every field."""
    doeken = [zaal.open_phone(zaal.phone()), zaal.open_doek("console")]
    goed = [
        ("bijdrage", make_bijdrage(zaal.kern, "KANARIE gegeven")),
        ("kijk_na", {"tekst": "KANARIE 06-12345678"}),
        ("stuur", maak_stuur(zaal.kern, "bundel", kaarten=[], naam="KANARIE")),
    ]
    fout: list[tuple[str, Any]] = [
        (naam, ruw)
        for naam in zaal.lijn.server.handlers["/"]
        if naam not in ("connect", "disconnect", "*")
        for ruw in (
            "KANARIE",
            {"KANARIE": "KANARIE"},
            ["KANARIE"],
            {"tekst": "KANARIE" * 9000},
            {"inhoud": "KANARIE\ud800"},
        )
    ]
    for doek in doeken:
        for naam, ruw in [*goed, *fout]:
            doek.ask(naam, ruw)


def test_wat_mensen_typen_staat_in_geen_enkele_regel(tmp_path: Path, logboek: io.StringIO) -> None:  # noqa: F811
    """Every event, every page and form with a canary, refusals and breakage included: the log knows none of it."""
    with open_zaal(tmp_path) as zaal:
        say_alles(zaal)
        app = zaal.app
        app.testing = False
        client = app.test_client()
        for pad in ("/KANARIE", "/mee?code=KANARIE", "/lessen?zoek=KANARIE", "/casussen/KANARIE", "/sessies/KANARIE"):
            client.get(pad, headers={"User-Agent": "KANARIE", "Referer": "http://KANARIE"})
        for pad in ("/mee", "/toegang", "/inloggen", "/code", "/welkom"):
            client.post(
                pad, data={"code": "KANARIE", "email": "KANARIE", "functie": "KANARIE", "wachtwoord": "KANARIE"}
            )
            client.post(pad, data=b"\xff\xfeKANARIE{", content_type="application/json")
        zaal.kern.store.geschreven.connect(lambda _, **__: {}["KANARIE"], weak=False)
        zaal.kern.geef(zaal.phone(), {"tekst": "KANARIE terwijl er iets breekt"})
        zaal.send()
    regels = logboek.getvalue()
    assert "KANARIE" not in regels
    assert regels, "de proef hoort minstens een storing te melden"
    for regel in regels.splitlines():
        assert isinstance(json.loads(regel), dict)


def test_een_regel_kan_niet_worden_vervalst(logboek: io.StringIO) -> None:  # noqa: F811
    """Line breaks and escape codes in a message come out as one line."""
    import logging

    logging.getLogger("leersessie.proef").error("een\nregel\x1b[31m \u2028 {}")
    regels = logboek.getvalue().splitlines()
    assert len(regels) == 1
    assert "\x1b" not in regels[0]
    assert json.loads(regels[0])["gebeurtenis"] == "een\nregel\x1b[31m \u2028 {}"
