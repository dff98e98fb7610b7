"""Een sessie meenemen en nu wissen, en de hint bij een reactie: op de bladzijde, zoals iemand het doet."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hulp.blad import LESSEN, Bladproef, open_proef, to_woorden

from leersessie.lessen.opruimen import tidy
from leersessie.lessen.verslag import read_verslag


@pytest.fixture
def gesloten(tmp_path: Path) -> Iterator[Bladproef]:
    """A meeting that was just closed and may be reacted to."""
    with open_proef(tmp_path) as proef:
        leider = proef.log_in("leider")
        leider.post(f"/sessies/{proef.sessie}/sluit")
        leider.post(f"{proef.pad}/open")
        yield proef


def test_meenemen_en_wissen(gesloten: Bladproef) -> None:
    """Everything in one file, then everything gone: from every table and from the bytes of the database."""
    leider, pad = gesloten.log_in("leider"), f"/sessies/{gesloten.sessie}"
    assert f'href="{pad}/wissen"' in leider.get(pad)
    with zipfile.ZipFile(io.BytesIO(leider.client.get(f"{pad}/alles.zip").data)) as bestand:
        kaarten = json.loads(bestand.read("kaarten.json"))["kaarten"]
        verslag = bestand.read("verslag.md").decode()
    assert {k["woorden"].get("tekst") for k in kaarten} >= set(LESSEN)
    assert LESSEN[0][:20] in verslag and not any("deelnemer" in k or "kaart" in k for k in kaarten)
    assert "Zet eerst het vinkje" in leider.post(f"{pad}/wissen", 400)
    assert leider.post(f"{pad}/wissen", zeker="1") == "/sessies"
    leider.get(pad, 404)
    with closing(sqlite3.connect(gesloten.config.data / "leersessie.sqlite")) as db:
        tabellen = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        houdt = [t for t in tabellen if gesloten.sessie in repr(db.execute(f"SELECT * FROM {t}").fetchall())]
    assert houdt == ["auditregel"]  # that it was done, by whom, without a word of it
    assert tidy(gesloten.store, gesloten.config).schoon
    alles = b"".join(p.read_bytes() for p in gesloten.config.data.glob("leersessie.sqlite*"))
    assert [zin for zin in LESSEN if zin.encode() in alles] == []


def test_een_lopende_sessie_wis_je_niet(tmp_path: Path) -> None:
    """First close it; another gespreksleider of the house hears no, a stranger nothing."""
    with open_proef(tmp_path) as proef:
        leider, pad = proef.log_in("leider"), f"/sessies/{proef.sessie}/wissen"
        assert "Sluit de sessie eerst" in to_woorden(leider.post(pad, 409, zeker="1"))
        proef.log_in("lezer").post(pad, 403, zeker="1")
        proef.log_in("vreemde").post(pad, 404, zeker="1")
        assert proef.store.load(proef.sessie).woorden


def test_een_reactie_met_een_naam_krijgt_een_hint(gesloten: Bladproef) -> None:
    """One press replaces it; who insists lets it wait for the gespreksleider; without a name there is no question."""
    gast = gesloten.pak_telefoon("gast")
    zin = "Dit zei Samira Haddou ook al"
    bron = to_woorden(gast.post(f"{gesloten.pad}/reactie", 400, regel="heel", tekst=zin))
    assert "‘Samira Haddou’ lijkt een naam of nummer. Zullen we ‘betrokkene A’ schrijven?" in bron and zin in bron
    assert read_verslag(gesloten.store, gesloten.sessie).reacties == ()
    gast.post(f"{gesloten.pad}/reactie", regel="heel", tekst=zin, doe="vervang")
    gast.post(f"{gesloten.pad}/reactie", regel="heel", tekst=zin, doe="toch")
    gast.post(f"{gesloten.pad}/reactie", regel="heel", tekst="Dit herken ik wel")
    zicht = read_verslag(gesloten.store, gesloten.sessie)
    assert {r.tekst for r in zicht.reacties} == {"Dit zei betrokkene A ook al", "Dit herken ik wel"}
    assert [r.tekst for r in zicht.wachtend] == [zin]
