"""De stijl van een doek: elk blad erin, op volgorde, klein over de lijn, en meteen nieuw als een blad verandert."""

from __future__ import annotations

import gzip
import os
import shutil
from pathlib import Path

import pytest
from hulp import app as hulp_app
from hulp.app import Huisje

from leersessie.config import content_dir
from leersessie.web import stijl

huisje = hulp_app.huisje
DOEKEN = ("pagina", "beamer", "telefoon", "console", "afstand", "papier")


@pytest.mark.parametrize("doek", DOEKEN)
def test_een_doek_krijgt_al_zijn_bladen_op_volgorde(huisje: Huisje, doek: str) -> None:
    """With and without gzip the same text; without the comments, with every rule."""
    browser = huisje.open()
    heel = browser.get(f"/static/stijl/{doek}.css", headers={"Accept-Encoding": "identity"})
    klein = browser.get(f"/static/stijl/{doek}.css", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(klein.data) == heel.data
    plek = -1
    for blad in stijl.list_bladen(doek):
        regel = next(
            r for r in stijl._UITLEG.sub(b"", blad.read_bytes()).splitlines() if b"{" in r and b"@layer" not in r
        )
        assert (plek := heel.data.find(regel, max(plek, 0))) >= 0, blad.name
    assert b"/*" not in heel.data


def test_de_letters_in_een_doek_zijn_te_vinden(huisje: Huisje) -> None:
    """The relative addresses still lead to the fonts from where the joined sheet lies."""
    assert (
        b'url("../fonts/'
        in huisje.open().get("/static/stijl/telefoon.css", headers={"Accept-Encoding": "identity"}).data
    )
    naam = next((content_dir("static") / "fonts").glob("*.woff2")).name
    with huisje.open().get(f"/static/stijl/../fonts/{naam}") as antwoord:
        assert antwoord.status_code == 200


@pytest.mark.parametrize("naam", sorted(pad.name for pad in (content_dir("static") / "js").glob("*.js")))
def test_een_script_over_de_lijn_verliest_alleen_uitleg(huisje: Huisje, naam: str) -> None:
    """Every line of code is there, in order; no line of a comment is."""
    with huisje.open().get(f"/static/js/{naam}", headers={"Accept-Encoding": "gzip"}) as klein:
        over = gzip.decompress(klein.data).decode().splitlines()
    heel = iter((content_dir("static") / "js" / naam).read_text("utf-8").splitlines())
    weg: list[str] = []
    for regel in over:
        for bron in heel:
            if bron == regel:
                break
            weg.append(bron.strip())
    weg += [regel.strip() for regel in heel]
    assert [regel for regel in weg if not regel.startswith(("/*", "*", "//"))] == []


def test_wie_niets_nieuws_heeft_krijgt_niets(huisje: Huisje) -> None:
    """304 for the same mark; 404 for a doek that does not exist."""
    eerste = huisje.open().get("/static/stijl/telefoon.css")
    merk = eerste.headers["ETag"]
    assert huisje.open().get("/static/stijl/telefoon.css", headers={"If-None-Match": merk}).status_code == 304
    assert eerste.headers["Cache-Control"] == "no-cache"
    assert huisje.open().get("/static/stijl/bestaatniet.css").status_code == 404


def test_een_gewijzigd_blad_geeft_een_ander_merk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No restart and no build step."""
    shutil.copytree(content_dir("static") / "css", tmp_path / "css")
    monkeypatch.setattr(stijl, "content_dir", lambda _: tmp_path)
    _, voor = stijl.join_bladen("papier")
    blad = tmp_path / "css" / "print.css"
    blad.write_text(blad.read_text("utf-8") + "\n.erbij { color: red; }\n", "utf-8")
    os.utime(blad, ns=(1, 1))
    inhoud, na = stijl.join_bladen("papier")
    assert na != voor
    assert b".erbij" in gzip.decompress(inhoud)
