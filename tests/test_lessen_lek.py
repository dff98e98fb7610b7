"""Het lek en de weg terug: niets van een sessie komt in het archief, en van een les komt niemand bij een mens.

The values of the session are gathered from the tables themselves: a new column is looked for without being named here.
"""

from __future__ import annotations

import io
import json
import random
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from hulp.blad import LESSEN, open_proef
from hulp.kern import Loterij
from hulp.lessen import GOED, Lesproef, maak_lesproef
from hulp.lesweg import beslis_alles, geef_beide_sleutels, maak_concept
from hulp.logboek import logboek  # noqa: F401

from leersessie.exports.archief import make_feed
from leersessie.lessen import publiceren
from leersessie.lessen.opruimen import tidy
from leersessie.lessen.vorm import hash_inhoud, make_leeg
from leersessie.lessen.zoeken import list_alles
from leersessie.store import lessen as rijen

SESSIETABELLEN = (
    "sessie", "gebeurtenis", "tekst", "deelnemer", "deelname", "toegangsbewijs", "verslag", "reactie", "les_concept",
)  # fmt: skip
ARCHIEF = ("les", "les_zoek", "les_zoek_content", "les_proef", "les_zorg", "draad_les")
GEWOON = re.compile(r"[a-z_-]{1,60}\Z|\d{1,6}\Z")
"""Values of closed lists and small numbers: they say nothing of one session."""
HOOGSTE_KANS = 4.5


def walk(waarde: Any) -> Iterator[str]:
    """Every text and number in a row, inside its JSON too."""
    if isinstance(waarde, str) and waarde[:1] in ("{", "["):
        try:
            yield from walk(json.loads(waarde))
        except ValueError:  # a werkvorm begins with a bracket too
            yield waarde
    elif isinstance(waarde, dict):
        yield from (w for deel in waarde.values() for w in walk(deel))
    elif isinstance(waarde, list):
        yield from (w for deel in waarde for w in walk(deel))
    elif isinstance(waarde, (str, int)) and not isinstance(waarde, bool):
        yield str(waarde)


def read_rijen(map_: Path, tabellen: tuple[str, ...]) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(map_ / "leersessie.sqlite")) as db:
        return {tabel: db.execute(f"SELECT * FROM {tabel}").fetchall() for tabel in tabellen}


def gather(map_: Path) -> set[str]:
    """What a session holds that could point at it: words, ids, hashes, days, moments."""
    waarden = {w.strip() for rijen_ in read_rijen(map_, SESSIETABELLEN).values() for rij in rijen_ for d in rij
               for w in walk(d)}  # fmt: skip
    return {w for w in waarden if len(w) >= 5 and not GEWOON.match(w)}


def test_geen_waarde_van_een_sessie_komt_in_het_archief(tmp_path: Path, logboek: io.StringIO) -> None:  # noqa: F811
    """Not in its tables, its search table, a file, a feed, a page or the log; and the proof can fail."""
    with open_proef(tmp_path) as proef:
        leider = proef.log_in("leider")
        pad, woorden = maak_concept(proef, leider)
        beslis_alles(leider, pad)
        leider.post(f"{pad}/aanbieden")
        gezien = gather(tmp_path)
        geef_beide_sleutels(proef, pad, woorden)
        gezien |= gather(tmp_path)
        inhoud = json.loads(read_rijen(tmp_path, ("les_concept",))["les_concept"][0][6])
        eigen = {w.strip() for w in walk(inhoud)}
        geheim = (gezien - eigen) | {woorden, proef.sessie, *LESSEN}
        assert len(geheim) > 40 and any(len(w) == 64 for w in geheim)
        proef.tijd.verder(dagen=15)
        tidy(proef.store, proef.config)
        lezer = proef.log_in("lezer")
        bron = lezer.get("/lessen")
        les = re.search(r'"(/lessen/[a-z2-7]{26})"', bron)
        assert les is not None
        with zipfile.ZipFile(io.BytesIO(lezer.client.get("/lessen/alles.zip").data)) as archief:
            bestanden = "".join(archief.read(naam).decode() for naam in archief.namelist())
        plekken = {
            "tabellen": repr(read_rijen(tmp_path, ARCHIEF)),
            "lijst": bron,
            "bladzijde": lezer.get(les[1]),
            "bestand": bestanden,
            "feed": lezer.get("/lessen/feed.atom"),
            "logboek": logboek.getvalue(),
        }
    gelekt = {(plek, w) for plek, tekst in plekken.items() for w in geheim if w in tekst}
    assert gelekt == set()
    assert all(str(w) in plekken["bladzijde"] for w in eigen if w == inhoud["titel"])  # we do look in the right place


# ---- from a les back to a meeting ---------------------------------------------------------------------------


def play_wereld(data: Path, zaad: int, aantal: int) -> dict[str, list[int]]:
    """So many meetings with one les each, shared in one round; per order of the archive: which meeting stands where."""
    bron = random.Random(zaad)
    proef = maak_lesproef(data)
    try:
        for nummer in range(aantal):
            add_klaar(proef, nummer, bron)
        proef.tijd.verder(dagen=15)
        object.__setattr__(proef.config, "loterij", Loterij(zaad))
        assert publiceren.publish_batch(proef.store, proef.config).gedeeld == aantal
        alles = list_alles(proef.store, proef.leider.organisatie)
        feed = make_feed(alles, "https://les.test", "nl").decode()
        zoek = read_rijen(data, ("les_zoek_content",))["les_zoek_content"]
        van = {a.rij.id: int(a.rij.titel.rpartition(" ")[2]) for a in alles}
        return {
            "tabel": [van[rij[0]] for rij in read_rijen(data, ("les",))["les"]],
            "zoekregister": [van[rij[1]] for rij in sorted(zoek)],
            "lijst": [van[a.rij.id] for a in alles],
            "feed": [van[les] for les in re.findall(r"<id>https://les.test/lessen/([a-z2-7]{26})</id>", feed)],
            "merk": [van[a.rij.id] for a in sorted(alles, key=lambda a: a.rij.code_hash)],
        }
    finally:
        proef.store.close()


def add_klaar(proef: Lesproef, nummer: int, bron: random.Random) -> None:
    """A les with both keys from meeting `nummer`; its title says so, for the test alone."""
    inhoud = {**make_leeg("methodische-leerbijeenkomst", 2026), **GOED, "titel": f"Les {nummer}"}
    tekst = hash_inhoud(inhoud)
    rij = {
        "id": f"{bron.getrandbits(80):020x}", "organisatie": proef.leider.organisatie, "sessie": f"sessie-{nummer:03}",
        "leiding": [], "bewerkers": [], "toestand": "klaar", "inhoud": inhoud, "besluiten": {}, "tekst_hash": tekst,
        "code_hash": f"{nummer:064x}", "sleutel1_hash": tekst, "sleutel2": proef.lezer.account,
        "sleutel2_hash": tekst, "gesloten_dag": "2026-03-10", "bezwaar_tot_dag": "2026-03-24", "nota": "",
    }  # fmt: skip
    proef.store.transact(lambda v: rijen.insert_concept(v, rij))


def test_van_les_naar_bijeenkomst_is_gokken(tmp_path: Path) -> None:
    """With the archive and the list of meetings and who came: no order in it says which les is whose.

    Guessing the i-th les for the i-th meeting is right once per world by chance, forwards and backwards.
    """
    werelden, aantal = 12, 10
    goed: dict[str, int] = {}
    for zaad in range(werelden):
        for orde, rij in play_wereld(tmp_path / str(zaad), zaad, aantal).items():
            assert sorted(rij) == list(range(aantal))
            for naam, gok in ((orde, rij), (f"{orde} andersom", rij[::-1])):
                goed[naam] = goed.get(naam, 0) + sum(i == sessie for i, sessie in enumerate(gok))
    grens = werelden + HOOGSTE_KANS * werelden**0.5
    assert {naam: keer for naam, keer in goed.items() if keer > grens} == {}
    assert len(goed) == 10


def test_les_en_verslag_dragen_niet_hetzelfde_merk(tmp_path: Path) -> None:
    """The four words find both, and a copy of the database cannot join them."""
    proef = maak_lesproef(tmp_path)
    try:
        proef.maak_klaar()
        proef.tijd.verder(dagen=15)
        assert publiceren.publish_batch(proef.store, proef.config).gedeeld == 1
        alles = read_rijen(tmp_path, ("les", "verslag", "sessie"))
        les = {w for rij in alles["les"] for d in rij for w in walk(d)}
        anders = {w for tabel in ("verslag", "sessie") for rij in alles[tabel] for d in rij for w in walk(d)}
        assert {w for w in les & anders if len(w) > 12 and not GEWOON.match(w)} == set()
    finally:
        proef.store.close()
