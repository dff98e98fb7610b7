"""De demo: een lege map wordt een keer gevuld, alles wat geprint wordt werkt, en een volle map blijft zoals zij is."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hulp.huis import maak_huis
from hulp.server import Server, run_proces, wait_until

from leersessie.config import Config
from leersessie.lessen import concept, draden, verslag, zoeken
from leersessie.proefgroep import deur
from leersessie.proefgroep.lijn import Lijn
from leersessie.store import open_store
from leersessie.store.sessies import list_sessies
from leersessie.toegang.aanmelden import find_aanmelding, log_in
from leersessie.web.opdrachten import demo_vulling as inhoud
from leersessie.werkvormen import read_werkvormen

pytestmark = pytest.mark.server
VULLEN_S = 120.0
"""Filling takes seconds of computing (passwords, four-word codes); a busy machine makes minutes of it."""
LESSEN = sum(len(eerder.lessen) for eerder in inhoud.EERDER)


@contextmanager
def start_demo(data: Path, *keuzes: str) -> Iterator[Server]:
    """`leersessie demo --json` on a free port."""
    opdracht = [sys.executable, "-m", "leersessie", "demo", "--port", "0", "--json", *keuzes]
    with run_proces(opdracht, data, {}, hoogstens_s=VULLEN_S) as server:
        yield server


@pytest.fixture(scope="module")
def map_(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the demo of this module."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def demo(map_: Path) -> Iterator[Server]:
    """One filled demo that runs."""
    with start_demo(map_) as server:
        yield server


def find_sessie(demo: Server, status: str) -> dict[str, Any]:
    """The session of the list in this state."""
    (sessie,) = [s for s in demo.regel["sessies"] if s["status"] == status]
    return dict(sessie)


def test_een_regel_met_alles(demo: Server, map_: Path) -> None:
    """Exactly the fields that were promised, absolute addresses, and nothing but log lines on the error output."""
    regel = demo.regel
    assert set(regel) == {"url", "accounts", "sessies"}
    assert regel["url"].startswith("http://127.0.0.1:")
    assert [set(a) for a in regel["accounts"]] == [{"rol", "login", "wachtwoord"}] * 4
    assert [a["rol"] for a in regel["accounts"]] == ["beheerder", "gespreksleider", "trainer", "lezer"]
    velden = {"code", "naam", "werkvorm", "status", "console", "beamer", "meedoen"}
    assert [set(s) for s in regel["sessies"]] == [velden] * 3
    assert [s["status"] for s in regel["sessies"]] == ["open", "gepland", "nabespreken"]
    adressen = [s[wat] for s in regel["sessies"] for wat in ("console", "beamer", "meedoen")]
    assert [adres for adres in adressen if not adres.startswith(regel["url"] + "/")] == []
    assert [json.loads(r)["gebeurtenis"] for r in demo.read_fouten().splitlines()] == ["gestart"]
    wachtwoorden = [a["wachtwoord"] for a in regel["accounts"]]
    assert len(set(wachtwoorden)) == 4
    assert [w for w in wachtwoorden if w in demo.read_fouten()] == []


def test_de_wachtwoorden_staan_nergens_leesbaar_behalve_voor_de_eigenaar(demo: Server, map_: Path) -> None:
    """demo.json is 0600; no other file of the data folder holds a password."""
    bestand = map_ / "demo.json"
    assert stat.S_IMODE(bestand.stat().st_mode) == 0o600
    wachtwoorden = [a["wachtwoord"].encode() for a in demo.regel["accounts"]]
    anders = [pad for pad in map_.rglob("*") if pad.is_file() and pad != bestand]
    assert [pad.name for pad in anders if any(w in pad.read_bytes() for w in wachtwoorden)] == []


def test_meedoen_en_kijken_werkt_meteen(demo: Server) -> None:
    """By code, by QR secret, and as a beamer; the session that is planned lets nobody in yet."""
    open_ = find_sessie(demo, "open")
    toegang = deur.join(demo.regel["url"], code=open_["code"], functie="leerkracht")
    geheim = open_["meedoen"].partition("#")[2]
    assert deur.join(demo.regel["url"], geheim=geheim).sessie == toegang.sessie
    assert toegang.werkvorm == open_["werkvorm"] == inhoud.WERKVORM
    beamer = deur.exchange(open_["beamer"])
    assert (beamer.sessie, beamer.rol) == (toegang.sessie, "beamer")
    assert open_["console"] == f"{demo.regel['url']}/sessies/{toegang.sessie}/console"
    for wie, regio in ((toegang, "vraag"), (beamer, "doek")):
        lijn = Lijn(wie)
        lijn.open()
        wait_until(lambda lijn=lijn, regio=regio: lijn.html(regio) != "")  # type: ignore[misc]
        assert lijn.toestand == "open"
        lijn.close()
    with pytest.raises(deur.Geweigerd):
        deur.join(demo.regel["url"], code=find_sessie(demo, "gepland")["code"])


def test_wie_opnieuw_begint_vindt_hetzelfde(tmp_path: Path) -> None:
    """A restart fills nothing twice and prints the same log-ins; accounts, archive and verslag are real."""
    with start_demo(tmp_path) as eerste:
        een = eerste.regel
        eerste.stop()
    with start_demo(tmp_path, "--host", "127.0.0.1") as tweede:
        twee = tweede.regel
        tweede.stop()
    assert twee["accounts"] == een["accounts"]
    vast = ("code", "naam", "werkvorm", "status")
    assert [[s[v] for v in vast] for s in twee["sessies"]] == [[s[v] for v in vast] for s in een["sessies"]]
    check_inhoud(tmp_path, een["accounts"])


def check_inhoud(data: Path, accounts: list[dict[str, str]]) -> None:
    """What the rooms say about a filled demo."""
    config = Config(data=data)
    store = open_store(config)
    binnen = {
        a["rol"]: find_aanmelding(store, config, log_in(store, config, a["login"], a["wachtwoord"])) for a in accounts
    }
    assert {rol: wie is not None and wie.bevestigd for rol, wie in binnen.items()} == {
        "beheerder": False,  # asked to set up the second factor first
        "gespreksleider": True,
        "trainer": True,
        "lezer": True,
    }
    lezer = binnen["lezer"]
    assert lezer is not None
    assert zoeken.search(store, lezer.organisatie, "").aantal == LESSEN
    assert [s.tekst for t in zoeken.search(store, lezer.organisatie, "zaterdag").lessen for s in t.titel] != []
    rode_draden = [draden.read_draad(store, rij.id, lezer) for rij, _ in draden.list_draden(store, lezer)]
    assert len(rode_draden) == 2 and all(len(draad.lessen) >= 2 for draad in rode_draden)
    (wacht,) = concept.list_concepten(store, lezer)
    assert (wacht.toestand, wacht.inhoud["titel"]) == ("beoordeling", inhoud.WACHT.titel)
    infos = store.read(lambda v: list_sessies(v, lezer.organisatie))
    toestanden = sorted(store.load(info.id).stand.toestand for info in infos)
    assert toestanden == sorted(["open", "gepland", "nabespreken", *["gewist"] * len(inhoud.EERDER)])
    (gespeeld,) = [info for info in infos if store.load(info.id).stand.toestand == "nabespreken"]
    zicht = verslag.read_verslag(store, gespeeld.id)
    assert (zicht.toestand, zicht.inbrenger, zicht.code_gegeven, len(zicht.reacties)) == ("reactie", True, True, 1)
    stappen = read_werkvormen(Path(__file__).parent.parent / "werkvormen")[0][inhoud.WERKVORM].stappen
    in_verslag = {stap.id for stap in stappen if stap.verslag != "niets" and not stap.overslaan}
    assert in_verslag <= {regel.stap for regel in zicht.regels}
    assert [regel.stap for regel in zicht.regels if regel.vrij] == ["s10"] * len(inhoud.FUNCTIES)
    store.close()


def test_een_map_van_een_ander_blijft_zoals_zij_is(tmp_path: Path) -> None:
    """Accounts that are not of the demo: nothing is added, nothing is printed about them."""
    store, _ = maak_huis(Config(data=tmp_path))
    store.close()
    with start_demo(tmp_path) as server:
        assert (server.regel["accounts"], server.regel["sessies"]) == ([], [])
        server.stop()
    assert not (tmp_path / "demo.json").exists()
    store = open_store(Config(data=tmp_path))
    assert store.read(lambda v: list_sessies(v, 1)) == []
    store.close()


def test_voor_mensen_staat_alles_in_zinnen(demo: Server, map_: Path) -> None:
    """Without --json: addresses, log-ins, codes as people read them, and how to let a group take part."""
    from leersessie.web.opdrachten.demo import Bewaard, to_tekst

    regel = demo.regel
    ruw = json.loads((map_ / "demo.json").read_text("utf-8"))
    for taal in ("nl", "en"):
        tekst = to_tekst(regel, Bewaard(ruw["wachtwoorden"], ruw["vierwoordcode"]), taal)
        nodig = [
            regel["url"],
            ruw["vierwoordcode"],
            *(a[v] for a in regel["accounts"] for v in ("login", "wachtwoord")),
        ]
        nodig += [s[wat] for s in regel["sessies"] for wat in ("console", "beamer", "meedoen", "naam")]
        nodig += [f"leersessie speel {find_sessie(demo, 'open')['code']} --adres {regel['url']}"]
        assert [stuk for stuk in nodig if stuk not in tekst] == []
