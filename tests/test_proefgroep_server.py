"""De proefgroep tegen een echte server: een hele sessie, allemaal tegelijk, een server die omvalt, de opdracht."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from huislijst import WORTEL
from hulp.server import Server, start_server, wait_until
from proefsessie import Proefsessie, start_sessie

from leersessie.config import Config, content_dir
from leersessie.i18n import t
from leersessie.proefgroep import Groep, KanNiet, Uitkomst, Wensen, deur, run_sessie
from leersessie.proefgroep.leiding import Console, Leidraad
from leersessie.store import Staat, open_store
from leersessie.werkvormen import read_werkvorm

pytestmark = pytest.mark.server
GROEP = 12
SNEL = 400.0
STAPPEN = [f"s{n}" for n in range(1, 12)]
MET_INVOER = {"s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10"}


def load(data: Path, sessie: str) -> Staat:
    """What the database holds, once the server is gone."""
    store = open_store(Config(data=data))
    try:
        return store.load(sessie)
    finally:
        store.close()


def check_heel(staat: Staat, uitkomst: Uitkomst) -> None:
    """Every acknowledged contribution is there once with its words, and nothing else is there."""
    levend = {kaart.id: kaart.stap for kaart in staat.stand.kaarten.values() if not kaart.weg}
    # a shared text keeps its card when it is written again
    assert {kaart: stap for stap, kaart, _ in uitkomst.kaarten} == levend
    assert (uitkomst.onderweg, uitkomst.geweigerd) == (0, 0)
    for _, kaart, inhoud in uitkomst.kaarten:
        bewaard = staat.inhoud(kaart)
        assert bewaard is not None
        gezegd = {**inhoud, "tekst": inhoud.get("toelichting", "") if "waarden" in inhoud else inhoud["tekst"]}
        velden = ("tekst", "kolom", "punt", "waarden", "verwijst")
        assert [bewaard.get(veld) for veld in velden] == [gezegd.get(veld) for veld in velden]


@contextmanager
def start_groep(proef: Proefsessie, **wensen: object) -> Iterator[Groep]:
    """Twelve phones that come in once the console opened the door."""
    keuze = Wensen(tempo=SNEL, werkvormen=content_dir("werkvormen"), **wensen)  # type: ignore[arg-type]
    with Groep(proef.server.adres, proef.code, GROEP, keuze, lambda _: None) as groep:
        yield groep


def lead(proef: Proefsessie, groep: Groep) -> list[str]:
    """Play the session from start to end; the phones join when the door is open."""
    binnen = threading.Thread(target=groep.join, daemon=True)
    stappen = run_sessie(proef.link, Leidraad(GROEP, groep.wensen.rollen, SNEL, groep.is_klaar), geopend=binnen.start)
    binnen.join(30)
    return stappen


def test_een_hele_sessie_van_twaalf(tmp_path: Path) -> None:
    """All steps, with changes, withdrawals and lost lines on the way: nothing lost, nothing double, everybody heard."""
    with start_sessie(tmp_path) as proef, start_groep(proef) as groep:
        assert lead(proef, groep) == STAPPEN
        uitkomst = groep.count()
        proef.server.stop()
        staat = load(tmp_path, proef.sessie)
    check_heel(staat, uitkomst)
    per_stap = Counter(stap for stap, _, _ in uitkomst.kaarten)
    assert set(per_stap) == MET_INVOER
    assert (per_stap["s3"], per_stap["s6"], per_stap["s2"], per_stap["s9"]) == (GROEP, GROEP, 2, 4)
    assert (uitkomst.deelnemers, uitkomst.gewijzigd > 0, uitkomst.ingetrokken > 0, uitkomst.weggevallen > 0) == (
        GROEP,
        True,
        True,
        True,
    )
    gekoppeld = [inhoud for stap, _, inhoud in uitkomst.kaarten if stap == "s7" and inhoud.get("verwijst")]
    assert 0 < len(gekoppeld) < per_stap["s7"]
    assert [lid.fout for lid in groep.deelnemers] == [""] * GROEP


def test_weggaan_gaat_meteen_en_neemt_elk_antwoord_mee(tmp_path: Path) -> None:
    """Halfway, while they type: everybody is gone within half a second, and what the server kept they know of."""
    stop = threading.Event()
    with start_sessie(tmp_path) as proef, start_groep(proef) as groep:
        binnen = threading.Thread(target=groep.join, daemon=True)
        raad = Leidraad(GROEP, groep.wensen.rollen, SNEL, groep.is_klaar)
        leider = threading.Thread(
            target=run_sessie, args=(proef.link, raad), kwargs={"stop": stop, "geopend": binnen.start}, daemon=True
        )
        leider.start()
        wait_until(lambda: len(groep.count().kaarten) > 3, 30.0)
        begin = time.monotonic()
        groep.stop()
        duur = time.monotonic() - begin
        stop.set()
        leider.join(10)
        proef.server.stop()
        staat = load(tmp_path, proef.sessie)
    levend = {kaart.id for kaart in staat.stand.kaarten.values() if not kaart.weg}
    gekregen = [k for lid in groep.deelnemers for k in lid.postvak.kaarten if k.kaart and k.staat != "ingetrokken"]
    assert {k.kaart for k in gekregen} == levend
    assert duur < 0.5
    assert [lid.fout for lid in groep.deelnemers if lid.fout or lid.lijn.is_open] == []


def test_allemaal_tegelijk_op_de_knop(tmp_path: Path) -> None:
    """Twelve cards within the same moment: each stored once, each acknowledged."""
    with start_sessie(tmp_path) as proef, start_groep(proef, tegelijk=True) as groep:
        stop = threading.Event()
        console = Console(deur.exchange(proef.link), stop)
        console.open()
        console.steer("open")
        groep.join()
        console.steer("begin")
        console.steer("stap", naar="s3")
        begonnen = console.stuur
        assert console.wait_for(lambda: groep.is_klaar("s3", begonnen), 60)
        console.lijn.close()
        uitkomst = groep.count()
        proef.server.stop()
        staat = load(tmp_path, proef.sessie)
    check_heel(staat, uitkomst)
    assert Counter(stap for stap, _, _ in uitkomst.kaarten) == {"s3": GROEP}


def test_de_server_valt_om_en_komt_terug(tmp_path: Path) -> None:
    """kill -9 in the middle of a step: phones come back by themselves and finish; nothing lost, nothing double."""
    with start_sessie(tmp_path) as proef, start_groep(proef) as groep:
        stop = threading.Event()
        console = Console(deur.exchange(proef.link), stop)
        console.open()
        console.steer("open")
        groep.join()
        console.steer("begin")
        console.steer("stap", naar="s3")
        begonnen = console.stuur
        wait_until(lambda: len(groep.count().kaarten) >= 3, 30)
        os.kill(proef.server.proces.pid, signal.SIGKILL)
        proef.server.proces.wait(10)
        with start_server(tmp_path, "--port", str(proef.server.port)) as tweede:
            assert tweede.port == proef.server.port
            wait_until(lambda: groep.is_klaar("s3", begonnen), 60)
            uitkomst = groep.count()
            console.lijn.close()
            tweede.stop()
        staat = load(tmp_path, proef.sessie)
    check_heel(staat, uitkomst)
    assert Counter(stap for stap, _, _ in uitkomst.kaarten) == {"s3": GROEP}
    assert staat.stand.stap == "s3"


def test_wie_eruit_gaat_stopt_en_komt_zo_niet_terug(tmp_path: Path) -> None:
    """A removed phone hears it, stops, and a new line with its cookie is refused."""
    with start_sessie(tmp_path) as proef:
        stop = threading.Event()
        console = Console(deur.exchange(proef.link), stop)
        console.open()
        console.steer("open")
        with Groep(proef.server.adres, proef.code, 1, Wensen(tempo=SNEL, rollen=()), lambda _: None) as groep:
            groep.join()
            (lid,) = groep.deelnemers
            wait_until(lambda: lid.lijn.is_open)
            console.wait_for(lambda: console.count_binnen() == 1, 10)
            console.lijn.ask("deelnemer", {"deelnemer": 1, "doe": "verwijder"})
            assert groep.wait(20)
            assert lid.lijn.eruit
            with pytest.raises(KanNiet):
                lid.lijn.open()
        console.lijn.close()


# ---- the command --------------------------------------------------------------------------------------------


def speel(*woorden: str, data: Path) -> subprocess.CompletedProcess[str]:
    """`leersessie speel` as a process of its own."""
    opdracht = [sys.executable, "-m", "leersessie", "speel", *woorden]
    omgeving = {**os.environ, "LEERSESSIE_DATA": str(data)}
    return subprocess.run(opdracht, capture_output=True, text=True, timeout=180, check=False, env=omgeving)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server without sessions."""
    with start_server(tmp_path_factory.mktemp("leeg")) as server:
        yield server


def test_speel_zegt_wat_er_mis_is(server: Server, tmp_path: Path) -> None:
    """An unknown code, no server, no address, impossible numbers: one sentence and an exit code, no traceback."""
    adres = ("--adres", server.adres)
    dicht = t("nl", "proefgroep.geweigerd", tekst=t("nl", "regie.onbekende_code"))
    gevallen = [
        (1, dicht, adres),
        (5, t("nl", "proefgroep.geen_server", adres="http://127.0.0.1:1"), ("--adres", "http://127.0.0.1:1")),
        (1, t("nl", "proefgroep.adres_fout"), ("--adres", "daar")),
        (1, t("nl", "proefgroep.aantal_fout", hoogstens=600), (*adres, "--deelnemers", "0")),
        (1, t("nl", "proefgroep.tempo_fout"), (*adres, "--tempo", "0")),
    ]
    for code, zin, woorden in gevallen:
        uit = speel("BCDFGHJ", *woorden, data=tmp_path)
        assert (uit.returncode, uit.stdout, uit.stderr.strip()) == (code, "", zin)
    assert not (tmp_path / "leersessie.sqlite").exists()


@pytest.mark.traag
def test_speel_loopt_elke_soort_door(tmp_path: Path) -> None:
    """A werkvorm that is not on this machine, with every kind of input: the command plays it with words of its own."""
    toml = (WORTEL / "tests/hulp/alle_soorten.toml").read_text("utf-8")
    stappen = [stap for stap in read_werkvorm(toml, "proef").stappen if not stap.overslaan]
    soorten = {stap.id: stap.vorm.soort for stap in stappen}
    with start_sessie(tmp_path / "data", toml) as proef:
        keuzes = ("--deelnemers", "4", "--tempo", str(SNEL), "--console", proef.link)
        uit = speel(proef.code, "--adres", proef.server.adres, *keuzes, data=tmp_path)
        proef.server.stop()
        staat = load(tmp_path / "data", proef.sessie)
    assert uit.returncode == 0, uit.stderr
    regels = uit.stdout.splitlines()
    assert [regel.partition(":")[0] for regel in regels[:4]] == ["Binnen"] * 4
    assert regels[4] == t("nl", "proefgroep.stappen_klaar", aantal=len(soorten))
    levend = [kaart.stap for kaart in staat.stand.kaarten.values() if not kaart.weg]
    assert regels[5].startswith(f"4 deelnemers, {len(levend)} bijdragen bewaard. ")
    assert regels[5].endswith("Geweigerd: 0. Nog onderweg: 0.")
    gevraagd = {stap.vorm.soort for stap in stappen if stap.typt in ("ieder", "schrijver", "inbrenger")}
    assert {soorten[stap] for stap in levend} == gevraagd


@contextmanager
def start_speel(proef: Proefsessie, regel: str, tempo: str) -> Iterator[subprocess.Popen[str]]:
    """`leersessie speel` with this line on an input that stays open."""
    woorden = [proef.code, "--adres", proef.server.adres, "--console", "-", "--deelnemers", "4", "--tempo", tempo]
    opdracht = [sys.executable, "-m", "leersessie", "speel", *woorden]
    with subprocess.Popen(opdracht, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as proces:
        assert proces.stdin is not None
        proces.stdin.write(regel + "\n")
        proces.stdin.flush()
        try:
            yield proces
        finally:
            proces.kill()


@pytest.mark.traag
def test_speel_leest_link_en_werkvorm_van_de_invoer(tmp_path: Path) -> None:
    """So that no secret is on a command line, and a werkvorm that is in no folder is played with its own examples."""
    toml = (WORTEL / "tests/hulp/brief-van-een-kind.toml").read_text("utf-8")
    voorbeelden = {v.nl for s in read_werkvorm(toml, "proef").stappen for v in s.voorbeelden}
    with start_sessie(tmp_path, toml) as proef:
        regel = json.dumps({"console": proef.link, "werkvorm": toml})
        with start_speel(proef, regel, "400") as proces:
            assert proces.wait(120) == 0
        proef.server.stop()
        staat = load(tmp_path, proef.sessie)
    inhouden = [staat.inhoud(kaart.id) or {} for kaart in staat.stand.kaarten.values() if not kaart.weg]
    gezegd = {i.get("tekst", "") for i in inhouden} - {""}
    assert len(gezegd & voorbeelden) > len(gezegd) / 2


@pytest.mark.traag
def test_wie_de_groep_riep_is_weg_dus_gaat_de_groep(tmp_path: Path) -> None:
    """No simulated people stay behind when the server that asked for them is gone."""
    with (
        start_sessie(tmp_path) as proef,
        start_speel(proef, json.dumps({"console": proef.link, "werkvorm": ""}), "1") as proces,
    ):
        assert proces.stdin is not None and proces.stdout is not None
        assert proces.stdout.readline().startswith("Binnen")
        proef.server.kill()
        proces.stdin.close()
        proces.wait(60)


def test_speel_zonder_regel_op_de_invoer(tmp_path: Path) -> None:
    """One sentence, no traceback."""
    uit = speel("BCDFGHJ", "--console", "-", data=tmp_path)
    assert (uit.returncode, uit.stderr.strip()) == (1, t("nl", "proefgroep.invoer_fout"))
