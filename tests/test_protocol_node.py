"""Een vreemd programma speelt een hele stap: node met socket.io-client, gemaakt met alleen docs/protocol.md."""

from __future__ import annotations

import json
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest
from hulp.node import install_node
from proefsessie import Proefsessie, start_sessie

from leersessie.proefgroep import deur
from leersessie.proefgroep.leiding import Console

pytestmark = pytest.mark.server
STAP = "s3"


@pytest.fixture(scope="module")
def map_met_node() -> Path:
    """The script with its library, installed from the lock; kept in the build folder for the next run."""
    return install_node()


def play(proef: Proefsessie, map_: Path) -> dict[str, Any]:
    """Run the script beside a console that opens, begins when the script gives its sign, and goes to the step."""
    console = Console(deur.exchange(proef.link), threading.Event())
    console.open()
    console.steer("open")
    opdracht = ["node", "stap.mjs", proef.server.adres, proef.code, STAP]
    met_pijp = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(opdracht, cwd=map_, **met_pijp) as node:  # type: ignore[call-overload]
        try:
            assert console.wait_for(lambda: "kent_gezin" in console.lijn.html("zaal"), 30), node.poll()
            console.steer("begin")
            console.steer("stap", naar=STAP)
            uit, fouten = node.communicate(timeout=60)
        finally:
            node.kill()
            console.lijn.close()
    assert node.returncode == 0, fouten
    verslag: dict[str, Any] = json.loads(uit)
    return verslag


def refuse(fout: str) -> dict[str, Any]:
    """A refusal as the page describes it: a key, a sentence, and that sending it again is of no use."""
    return {"fout": fout, "zin": True, "opnieuw": False}


def test_een_vreemd_programma_speelt_een_stap(map_met_node: Path, tmp_path: Path) -> None:
    """Join, connect, contribute, resend, change, withdraw, and every refusal; all as the page says."""
    with start_sessie(tmp_path / "data") as proef:
        verslag = play(proef, map_met_node)
    assert verslag == {
        "onbekende_code": {"status": 404, **refuse("regie.onbekende_code")},
        "meedoen": [200, "string", "string", 2, "methodische-leerbijeenkomst", "nl"],
        "dezelfde_telefoon": True,
        "zonder_cookie": "toegang",
        "te_vroeg": refuse("regie.stap_nog_dicht"),
        "ik": [True, [], "leerkracht"],
        "tijd": True,
        "teken": {"ok": True},
        "beeld": ["beurt", "html", "nu", "regio", "seq", "stuur", "tijdperk", "toestand"],
        "vorm": ["kaarten", "1", "", "ieder"],
        "bijdrage": ["number", "string"],
        "zelfde_sleutel": True,
        "genoeg": refuse("regie.genoeg"),
        "wijzig": [True, True],
        "klaar": {"ok": True},
        "geweigerd": {
            "ander_geheim": refuse("regie.niet_jouw_kaart"),
            "onbekende_kaart": refuse("regie.kaart_weg"),
            "onbekende_stap": refuse("regie.stap_onbekend"),
            "veld_te_veel": refuse("invoer.vorm"),
            "veld_te_weinig": refuse("invoer.vorm"),
            "verkeerde_soort": refuse("invoer.vorm"),
            "korte_sleutel": refuse("invoer.vorm"),
            "te_lang": refuse("invoer.te_lang"),
            "leeg": refuse("invoer.leeg"),
            "geen_object": refuse("invoer.vorm"),
            "honderd_kilobyte": refuse("invoer.te_lang"),
            "sturen": refuse("basis.niet_toegestaan"),
            "onbekend_bericht": refuse("lijn.vorm"),
        },
        "intrekken": [True, False],
        "opnieuw_na_intrekken": "string",
        "parkeerplaats": "string",
    }
