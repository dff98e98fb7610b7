"""De opdrachtregel: de echte opdrachten als eigen proces, met hun zinnen en hun uitgangscodes."""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from huislijst import PAKKET
from hulp.server import HIER, Server, run_proces, start_server, wait_until

from leersessie.store.kopie import OpslagFout, check_kopie
from leersessie.web.lijn.slot import Slot
from leersessie.web.opdrachten import PLEK, make_ontleder
from leersessie.web.opdrachten.zorg import hide_password

pytestmark = pytest.mark.server


def run(
    data: Path, *woorden: str, invoer: str = "", omgeving: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """One command, with its own data folder."""
    schoon = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("LEERSESSIE_")}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "leersessie", *woorden],
        env={**schoon, "LEERSESSIE_DATA": str(data), **(omgeving or {})},
        cwd=HIER.parent,
        input=invoer,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def read_instelling(bestand: Path, sleutel: str) -> str:
    """One value of the table of settings, straight from the file."""
    with closing(sqlite3.connect(bestand)) as verbinding:
        rij = verbinding.execute("SELECT waarde FROM instelling WHERE sleutel = ?", (sleutel,)).fetchone()
    return str(rij[0])


def get(server: Server, pad: str) -> tuple[int, str]:
    """One page."""
    lijn = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        lijn.request("GET", pad)
        antwoord = lijn.getresponse()
        return antwoord.status, antwoord.read().decode()
    finally:
        lijn.close()


def test_start_zegt_waar_hij_is_en_hoe_je_begint(tmp_path: Path) -> None:
    """A port of its own, a page that answers, a set-up link, a key only its owner may read."""
    with start_server(tmp_path / "data") as server:
        assert server.regel["adres"] == f"http://127.0.0.1:{server.port}"
        assert re.fullmatch(rf"{server.regel['adres']}/opstelling#[a-z2-7]{{52}}", server.regel["opstelling"])
        status, bladzijde = get(server, "/")
        assert status == 200
        assert "leersessie" in bladzijde
        assert stat.S_IMODE((tmp_path / "data" / "sleutel").stat().st_mode) == 0o600
        assert stat.S_IMODE((tmp_path / "data").stat().st_mode) & 0o077 in (0, 0o055)
        begin = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - begin < 5
    gebeurtenissen = [json.loads(regel)["gebeurtenis"] for regel in server.read_fouten().splitlines()]
    assert gebeurtenissen == ["gestart", "gestopt"]


def test_start_waarschuwt_bij_http_en_noemt_de_adressen(tmp_path: Path) -> None:
    """In sentences: where people come in, that others can read along, how to stop. Not with https in front."""
    opdracht = [sys.executable, "-u", "-m", "leersessie", "start", "--port", "0"]
    for adres, waarschuwt in (("http://zaal.lokaal", True), ("https://leren.example", False)):
        data = tmp_path / adres[:5].strip(":")
        omgeving = {**os.environ, "LEERSESSIE_DATA": str(data), "LEERSESSIE_ADRES": adres}
        proces = subprocess.Popen(
            opdracht, env=omgeving, cwd=HIER.parent, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert proces.stdout is not None
        regels = []
        while not regels or "Ctrl+C" not in regels[-1]:
            regels.append(proces.stdout.readline())
            assert regels[-1], "de server stopte"
        proces.terminate()
        assert proces.wait(10) == 0
        proces.stdout.close()
        tekst = "".join(regels)
        assert regels[1].strip() == adres
        assert f"{adres}/opstelling#" in tekst
        assert ("Let op: dit is http" in tekst) == waarschuwt


def test_een_tweede_server_op_dezelfde_map_weigert(tmp_path: Path) -> None:
    """In a sentence with the folder, exit code 4."""
    with start_server(tmp_path):
        uit = run(tmp_path, "start", "--port", "0")
    assert (uit.returncode, uit.stdout) == (4, "")
    assert uit.stderr.startswith(f"In {tmp_path} werkt al een andere leersessie.")


def test_een_bezette_poort_is_een_zin(tmp_path: Path) -> None:
    """No traceback, exit code 4; an address of another machine is 5."""
    with socket.create_server(("127.0.0.1", 0)) as ander:
        port = str(ander.getsockname()[1])
        uit = run(tmp_path, "start", "--host", "127.0.0.1", "--port", port)
    assert (uit.returncode, uit.stderr.splitlines()) == (
        4,
        [f"Poort {port} is al in gebruik. Stop het andere programma, of kies een andere poort met --port."],
    )
    uit = run(tmp_path, "start", "--host", "198.51.100.7", "--port", "0")
    assert (uit.returncode, uit.stderr[:49]) == (5, "Het adres 198.51.100.7 hoort niet bij deze machin")


def test_een_map_waar_je_niet_mag_schrijven_is_een_zin(tmp_path: Path) -> None:
    """A file where the folder should be: the same for root and others."""
    (tmp_path / "bestand").write_text("x")
    uit = run(tmp_path / "bestand" / "data", "start", "--port", "0")
    assert (uit.returncode, uit.stderr.count("\n")) == (5, 1)
    assert "mag ik niet schrijven" in uit.stderr


def test_een_kapotte_database_is_een_zin(tmp_path: Path) -> None:
    """Bytes that are no database: said so, and nothing of them touched."""
    (tmp_path / "leersessie.sqlite").write_bytes(b"geen database" * 1_000)
    uit = run(tmp_path, "start", "--port", "0")
    assert (uit.returncode, uit.stderr.splitlines()[-1][:40]) == (5, "Dit is geen bruikbare database van leers")
    assert (tmp_path / "leersessie.sqlite").read_bytes() == b"geen database" * 1_000


def test_een_foute_instelling_is_een_zin(tmp_path: Path) -> None:
    """With its name and what is allowed; exit code 3."""
    uit = run(tmp_path, "config", omgeving={"LEERSESSIE_BEWAARDAGEN": "99"})
    assert (uit.returncode, uit.stdout) == (3, "")
    assert uit.stderr == "LEERSESSIE_BEWAARDAGEN is '99'; geef een heel getal van 0 tot en met 30.\n"


@pytest.mark.parametrize("woorden", [[], ["begin"], ["start", "--port", "99999"], ["werkvorm"], ["backup"]])
def test_een_onbekende_opdracht_legt_uit_hoe_het_wel_moet(tmp_path: Path, woorden: list[str]) -> None:
    """Exit code 2 and the right way to write it."""
    uit = run(tmp_path, *woorden)
    assert (uit.returncode, uit.stderr.splitlines()[0]) == (
        2,
        "Deze opdracht begrijp ik niet. Zo schrijf je hem:",
    )
    assert "usage: leersessie" in uit.stderr


def test_config_toont_alles_behalve_wachtwoorden(tmp_path: Path) -> None:
    """Every setting with its value; what you set yourself is marked."""
    omgeving = {"LEERSESSIE_DATABASE": "postgresql://leren:geheim@db/leersessie", "LEERSESSIE_TAAL": "nl"}
    uit = run(tmp_path, "config", omgeving=omgeving)
    regels = uit.stdout.splitlines()
    assert regels[0] == f"LEERSESSIE_DATA={tmp_path}"
    assert regels[2] == "LEERSESSIE_DATABASE=postgresql://leren:***@db/leersessie  (zelf gezet)"
    assert "geheim" not in uit.stdout
    assert hide_password("sqlite:////tmp/a@b") == "sqlite:////tmp/a@b"


def test_backup_en_herstel_terwijl_de_server_draait(tmp_path: Path) -> None:
    """A sound copy with mode 0600 under load; putting back only when nobody works; another tijdperk afterwards."""
    data, kopie = tmp_path / "data", tmp_path / "kopie.sqlite"
    with start_server(data):
        uit = run(data, "backup", str(kopie))
        assert (uit.returncode, uit.stderr) == (0, "")
        assert stat.S_IMODE(kopie.stat().st_mode) == 0o600
        check_kopie(kopie)
        assert run(data, "backup", str(kopie)).returncode == 4
        bezet = run(data, "herstel", str(kopie))
        assert (bezet.returncode, bezet.stderr[:2]) == (4, "In")
    oud = read_instelling(data / "leersessie.sqlite", "tijdperk")
    uit = run(data, "herstel", str(kopie))
    assert (uit.returncode, uit.stderr) == (0, "")
    assert read_instelling(kopie, "tijdperk") == oud
    assert read_instelling(data / "leersessie.sqlite", "tijdperk") != oud
    assert stat.S_IMODE((data / "leersessie.sqlite").stat().st_mode) == 0o600
    bewaard = [pad for pad in data.iterdir() if ".voor-" in pad.name]
    assert [read_instelling(pad, "tijdperk") for pad in bewaard] == [oud]
    with start_server(data) as server:
        assert get(server, "/")[0] == 200


def test_een_halve_of_vreemde_kopie_komt_er_niet_in(tmp_path: Path) -> None:
    """Nothing is changed by a copy that is not one."""
    with start_server(tmp_path / "data"):
        run(tmp_path / "data", "backup", str(tmp_path / "goed"))
    voor = (tmp_path / "data" / "leersessie.sqlite").read_bytes()
    (tmp_path / "half").write_bytes((tmp_path / "goed").read_bytes()[:20_000])
    with closing(sqlite3.connect(tmp_path / "vreemd")) as verbinding:
        verbinding.execute("CREATE TABLE iets (a)")
    for naam in ("half", "vreemd"):
        uit = run(tmp_path / "data", "herstel", str(tmp_path / naam))
        assert (uit.returncode, uit.stdout) == (5, "")
        assert uit.stderr.startswith(f"{tmp_path / naam} is geen gave kopie")
        with pytest.raises(OpslagFout):
            check_kopie(tmp_path / naam)
    assert run(tmp_path / "data", "herstel", str(tmp_path / "niets")).returncode == 1
    assert (tmp_path / "data" / "leersessie.sqlite").read_bytes() == voor


def test_backup_zonder_database_of_met_een_andere(tmp_path: Path) -> None:
    """Both in a sentence."""
    assert "nog geen database" in run(tmp_path, "backup", str(tmp_path / "k")).stderr
    uit = run(tmp_path, "backup", str(tmp_path / "k"), omgeving={"LEERSESSIE_DATABASE": "postgresql://a@b/c"})
    assert (uit.returncode, "pg_dump" in uit.stderr) == (1, True)
    assert not (tmp_path / "k").exists()


def test_opruimen_met_en_zonder_server(tmp_path: Path) -> None:
    """The same command, the same words: done here, or asked of the server that holds the folder."""
    uit = run(tmp_path, "opruimen")
    assert (uit.returncode, uit.stdout, uit.stderr) == (0, "Niets is over de datum.\n", "")
    with start_server(tmp_path) as server:
        uit = run(tmp_path, "opruimen")
        assert (uit.returncode, uit.stdout, uit.stderr) == (0, "Niets is over de datum.\n", "")
        assert get(server, "/")[0] == 200
    with Slot(tmp_path):
        wachten = subprocess.Popen(
            [sys.executable, "-m", "leersessie", "opruimen"],
            env={**os.environ, "LEERSESSIE_DATA": str(tmp_path)},
            cwd=HIER.parent,
            stderr=subprocess.PIPE,
            text=True,
        )
        vraag = wait_until(lambda: list((tmp_path / "verzoeken").glob("opruimen-*.vraag")), 20)[0]
        vraag.with_suffix(".antwoord").write_text('{"fout": "gestrand"}')
        _, fouten = wachten.communicate(timeout=20)
        assert (wachten.returncode, fouten[:33]) == (5, "Het opruimen is niet gelukt. Kijk")


def test_werkvormen_en_casussen_nakijken(tmp_path: Path) -> None:
    """Our own are in order; a broken one gives a line and exit code 1; a path that is not there a sentence."""
    for soort, map_ in (("werkvorm", "werkvormen"), ("casus", "casussen")):
        uit = run(tmp_path, soort, "check", map_)
        assert (uit.returncode, uit.stdout, uit.stderr) == (0, "Alles in orde.\n", "")
    (tmp_path / "stuk.toml").write_text("id = [")
    uit = run(tmp_path, "werkvorm", "check", str(tmp_path / "stuk.toml"))
    assert (uit.returncode, uit.stdout.splitlines()[-1]) == (1, "Niet in orde: 1 keer.")
    assert run(tmp_path, "casus", "check", str(tmp_path / "weg")).stderr == f"{tmp_path / 'weg'} bestaat niet.\n"


def test_anonimiseer_antwoordt_per_regel(tmp_path: Path) -> None:
    """Same order, offsets in code points, and a line that cannot be read stops it."""
    regels = [{"id": "a", "text": "\U0001f600 bel 06-12345678"}, {"id": "b", "text": "niets"}]
    uit = run(tmp_path, "anonimiseer", "--jsonl", invoer="\n".join(map(json.dumps, regels)))
    antwoorden = [json.loads(regel) for regel in uit.stdout.splitlines()]
    assert antwoorden == [
        {"id": "a", "spans": [{"start": 6, "end": 17, "type": "TELEFOON", "tier": "mask"}]},
        {"id": "b", "spans": []},
    ]
    uit = run(tmp_path, "anonimiseer", "--jsonl", invoer='{"id": 1}\n')
    assert (uit.returncode, uit.stderr) == (1, "Regel 1 is geen JSON met id en text.\n")


def test_anonimiseer_voor_mensen(tmp_path: Path) -> None:
    """A file or what comes in, in the terminal or as a page; words are words, and what cannot be read is refused."""
    zin = "Samira Haddou belt.\nBij <b>roos</b> kwam <script>x</script>, zei juf Anke."
    (tmp_path / "kaart.txt").write_text(zin, "utf-8")
    uit = run(tmp_path, "anonimiseer", str(tmp_path / "kaart.txt"))
    assert uit.returncode == 0 and "[[Samira Haddou]] belt." in uit.stdout and "2: 'Anke' naam." in uit.stdout
    uit = run(tmp_path, "anonimiseer", "--html", invoer=zin)
    assert "<mark" in uit.stdout and "&lt;script&gt;" in uit.stdout and "<script>" not in uit.stdout
    (tmp_path / "kapot.txt").write_bytes(b"\xff\xfe\x00x")
    uit = run(tmp_path, "anonimiseer", str(tmp_path / "kapot.txt"))
    assert uit.returncode != 0 and "geen leesbare tekst" in uit.stderr and uit.stdout == ""
    uit = run(tmp_path, "anonimiseer", str(tmp_path / "weg.txt"))
    assert uit.returncode != 0 and uit.stdout == ""


def test_anonimiseer_wacht_niet_tot_het_einde(tmp_path: Path) -> None:
    """Each answer is flushed, so that another program can talk with it line by line."""
    opdracht = [sys.executable, "-m", "leersessie", "anonimiseer", "--jsonl"]
    omgeving = {**os.environ, "LEERSESSIE_DATA": str(tmp_path)}
    with subprocess.Popen(
        opdracht, env=omgeving, cwd=HIER.parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as proces:
        assert proces.stdin is not None
        assert proces.stdout is not None
        for n in range(3):
            proces.stdin.write(json.dumps({"id": n, "text": "hoi"}) + "\n")
            proces.stdin.flush()
            assert json.loads(proces.stdout.readline()) == {"id": n, "spans": []}
        proces.stdin.close()
        assert proces.wait(10) == 0


def test_na_kill_start_hij_weer_op_dezelfde_map(tmp_path: Path) -> None:
    """The lock goes with the process; the set-up link of before no longer counts."""
    with start_server(tmp_path) as server:
        eerste = server.regel["opstelling"]
        server.kill()
    Slot(tmp_path).release()
    with start_server(tmp_path) as server:
        assert get(server, "/")[0] == 200
        assert server.regel["opstelling"].partition("#")[2] != eerste.partition("#")[2]


def test_elk_woord_heeft_een_plek_en_gevent_geldt_alleen_waar_een_server_draait() -> None:
    """`speel` is called from above; every other word has a module. Only start and demo patch."""
    woorden = set(re.findall(r'"(\w+)"', (PAKKET / "__main__.py").read_text("utf-8").split("SERVEERT = ")[1][:40]))
    assert woorden == {"start", "demo"}
    soort = make_ontleder("nl")._subparsers
    assert soort is not None
    assert set(soort._group_actions[0].choices or ()) == {*PLEK, "speel"}
    uit = subprocess.run(
        [sys.executable, "-c", "import leersessie.web.opdrachten, sys; print('gevent' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=HIER.parent,
    )
    assert uit.stdout == "False\n"


def test_een_server_die_niet_start_zegt_dat_meteen(tmp_path: Path) -> None:
    """The helper of these tests does not wait for nothing."""
    with pytest.raises(RuntimeError, match="startte niet"), run_proces([sys.executable, "-c", "1"], tmp_path, {}):
        pass
