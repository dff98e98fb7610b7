"""De buitendeur: alleen onze eigen adressen, geen vreemde bladzijde op de lijn, en koppen die niets veranderen."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import websocket
from hulp.server import Server, start_proef
from hulp.telefoon import Telefoon, Vrager

from leersessie.config import Config
from leersessie.web.lijn.adressen import Herkomst, allowed_origins, is_reachable, list_adressen, split_host

pytestmark = pytest.mark.server
POLLING = "/socket.io/?EIO=4&transport=polling"
VREEMD = [
    "null",
    "http://kwaad.example",
    "http://127.0.0.1.kwaad.example:{port}",
    "http://127.0.0.1:{port}.kwaad.example",
    "http://127.0.0.1:1{port}",
    "http://127.0.0.1",
    "https://127.0.0.1:{port}",
    "http://kwaad.example:{port}",
    "http://leren.example.evil",
    "http://xleren.example",
    "file://",
    "HTTP://127.0.0.1:{port}/",
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that people reach at a name of its own, without a proxy in front."""
    with start_proef(tmp_path_factory.mktemp("deur"), omgeving={"LEERSESSIE_ADRES": "https://leren.example"}) as proef:
        yield proef


def ask(
    server: Server, pad: str, koppen: Mapping[str, str] | None = None, methode: str = "GET", body: bytes | None = None
) -> tuple[int, dict[str, str], bytes]:
    """One HTTP request: status, headers in lower case, body."""
    lijn = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        lijn.request(methode, pad, body, dict(koppen or {}))
        antwoord = lijn.getresponse()
        return antwoord.status, {k.lower(): w for k, w in antwoord.getheaders()}, antwoord.read()
    finally:
        lijn.close()


@pytest.mark.parametrize("origin", VREEMD)
@pytest.mark.parametrize("extra", [{}, {"X-Forwarded-Host": "kwaad.example", "X-Forwarded-Proto": "http"}])
def test_een_vreemde_bladzijde_krijgt_geen_lijn(server: Server, origin: str, extra: dict[str, str]) -> None:
    """Foreign, null, look-alike and wrong port, on polling and websocket; X-Forwarded-Host changes nothing."""
    koppen = {"Origin": origin.format(port=server.port), **extra}
    status, _, tekst = ask(server, POLLING, koppen)
    assert (status, json.loads(tekst)) == (400, "Not an accepted origin.")
    with pytest.raises(websocket.WebSocketBadStatusException) as geweigerd:
        Telefoon(server.port, koppen=koppen)
    assert geweigerd.value.status_code == 400


@pytest.mark.parametrize("origin", ["http://127.0.0.1:{port}", "http://localhost:{port}", "https://leren.example"])
def test_onze_eigen_bladzijden_krijgen_een_lijn(server: Server, origin: str) -> None:
    """This machine on this port, and LEERSESSIE_ADRES."""
    koppen = {"Origin": origin.format(port=server.port)}
    with Telefoon(server.port, koppen=koppen) as telefoon, Vrager(server.port, koppen=koppen) as vrager:
        telefoon.join({"kamer": "o"})
        vrager.join({"kamer": "o"})
        assert telefoon.ask("zeg", {"tekst": "x"}) == vrager.ask("zeg", {"tekst": "x"})


def test_de_lijn_geeft_geen_cors_en_wel_onze_koppen(server: Server) -> None:
    """No Access-Control header for anyone; type, charset, no-store and nosniff on every answer."""
    _, koppen, _ = ask(server, POLLING, {"Origin": "https://leren.example"})
    assert [kop for kop in koppen if kop.startswith("access-control")] == []
    assert koppen["content-type"] == "text/plain; charset=UTF-8"
    assert (koppen["cache-control"], koppen["x-content-type-options"]) == ("no-store", "nosniff")
    assert "server" not in koppen
    assert ask(server, POLLING, methode="OPTIONS")[0] == 405


def test_een_scriptregel_kan_de_lijn_niet_lezen(server: Server) -> None:
    """JSONP is off."""
    assert ask(server, POLLING + "&j=0")[0] == 400


@pytest.mark.parametrize("host", ["kwaad.example", "127.0.0.1.kwaad.example", "", "127.0.0.1@kwaad.example", "[::"])
@pytest.mark.parametrize("pad", ["/wie", POLLING])
def test_een_onbekende_naam_krijgt_een_vriendelijke_zin(server: Server, host: str, pad: str) -> None:
    """DNS rebinding and typing errors end at the door."""
    status, koppen, tekst = ask(server, pad, {"Host": host})
    assert status == 400
    assert koppen["content-type"] == "text/plain; charset=utf-8"
    assert tekst.decode().startswith("Dit adres hoort niet bij deze server.")


def test_doorgestuurde_koppen_tellen_niet_zonder_proxy(server: Server) -> None:
    """Without a configured proxy nobody can name another address, scheme or host."""
    koppen = {f"X-Forwarded-{naam}": "kwaad.example" for naam in ("For", "Host", "Proto", "Port", "Prefix", "Server")}
    _, _, tekst = ask(server, "/wie", koppen)
    assert json.loads(tekst) == {"host": f"127.0.0.1:{server.port}", "schema": "http", "adres": "127.0.0.1", "is": 0}


def test_een_gekozen_proxy_mag_adres_en_schema_zeggen_maar_nooit_de_naam(tmp_path: Path) -> None:
    """One proxy: its last word on address and scheme counts; a visitor cannot put one before it."""
    with start_proef(tmp_path, omgeving={"LEERSESSIE_VERTROUWDE_PROXIES": "1"}) as proef:
        koppen = {
            "X-Forwarded-For": "1.2.3.4, 10.0.0.9",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-Host": "kwaad.example",
        }
        _, _, tekst = ask(proef, "/wie", koppen)
        assert json.loads(tekst) == {
            "host": f"127.0.0.1:{proef.port}",
            "schema": "https",
            "adres": "10.0.0.9",
            "is": 0,
        }


@pytest.mark.parametrize("methode", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"])
def test_andere_methoden_gaan_niet_door(server: Server, methode: str) -> None:
    """GET, HEAD and POST are all we speak."""
    status, koppen, _ = ask(server, "/wie", methode=methode)
    assert (status, koppen["allow"]) == (405, "GET, HEAD, POST")


def test_te_veel_of_van_onbekende_lengte_gaat_niet_door(server: Server) -> None:
    """Judged by the header, before a byte of it is read."""
    assert ask(server, "/wie", {"Content-Length": "8000001"}, "POST")[0] == 413
    assert ask(server, "/wie", {"Transfer-Encoding": "chunked"}, "POST", b"0\r\n\r\n")[0] == 411
    assert json.loads(ask(server, "/wie", {}, "POST", b"x" * 100_000)[2])["is"] == 100_000


def test_een_websocket_zonder_sleutel_is_een_foute_vraag(server: Server) -> None:
    """A malformed handshake is 400, and leaves no line behind."""
    koppen = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
    assert ask(server, "/socket.io/?EIO=4&transport=websocket", koppen)[0] == 400


def test_een_onbekend_lijnnummer_wordt_niet_teruggezegd(server: Server) -> None:
    """A wrong sid is refused on both methods."""
    for methode in ("GET", "POST"):
        assert ask(server, POLLING + "&sid=bestaatniet", methode=methode)[0] == 400


def test_de_lijst_van_adressen_is_expliciet(tmp_path: Path) -> None:
    """Exactly the given names with the port, the host we listen on, and LEERSESSIE_ADRES with its own port."""
    config = Config(data=tmp_path, adres="https://leren.example/")
    namen = ["localhost", "::1", "10.0.0.5"]
    assert allowed_origins(config, "0.0.0.0", 8000, namen) == {
        "http://localhost:8000",
        "http://[::1]:8000",
        "http://10.0.0.5:8000",
        "https://leren.example",
    }
    assert allowed_origins(Config(data=tmp_path), "Zaal", 80, ["localhost"]) == {"http://localhost", "http://zaal"}


def test_een_nieuw_adres_van_de_machine_telt_mee_na_een_poos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A laptop that joins the Wi-Fi after the start; but a stranger cannot make us look all the time."""
    adressen = ["10.0.0.5"]
    gekeken: list[int] = []

    def look() -> tuple[str, ...]:
        gekeken.append(1)
        return tuple(adressen)

    herkomst = Herkomst(Config(data=tmp_path), "0.0.0.0", 8000, adressen=look)
    adressen.append("192.168.1.7")
    assert not herkomst.allows_host("192.168.1.7:8000")
    assert [herkomst.allows_host("vreemd") for _ in range(50)] == [False] * 50
    assert len(gekeken) == 1
    monkeypatch.setattr(herkomst, "_gekeken", -1e9)
    assert herkomst.allows_host("192.168.1.7")
    assert herkomst.allows_origin("http://192.168.1.7:8000")
    assert herkomst.list_adressen() == ["http://10.0.0.5:8000", "http://192.168.1.7:8000", "http://localhost:8000"]


def test_het_adres_op_de_beamer_volgt_het_netwerk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A laptop that leaves one Wi-Fi for another shows the address that phones can reach now."""
    adressen = ["10.0.0.5"]
    herkomst = Herkomst(Config(data=tmp_path), "0.0.0.0", 8000, adressen=lambda: tuple(adressen))
    assert herkomst.find_adres() == "http://10.0.0.5:8000"
    adressen[:] = ["192.168.1.7"]
    assert herkomst.find_adres() == "http://10.0.0.5:8000"
    monkeypatch.setattr(herkomst, "_gekeken", -1e9)
    assert herkomst.find_adres() == "http://192.168.1.7:8000"
    adressen.clear()
    monkeypatch.setattr(herkomst, "_gekeken", -1e9)
    assert herkomst.find_adres() == "http://localhost:8000"


@pytest.mark.parametrize(
    ("host", "naam"),
    [
        ("Leren.Example:80", "leren.example"),
        ("[::1]:8000", "::1"),
        ("a/b", ""),
        ("a@b", ""),
        ("a:poort", "a"),
        ("[", ""),
        ("a b", ""),
    ],
)
def test_de_naam_uit_een_host(host: str, naam: str) -> None:
    """Only a plain host has a name."""
    assert split_host(host) == naam


def test_deze_machine_kent_zichzelf() -> None:
    """Loopback always; what phones can type is IPv4 and not loopback."""
    assert set(list_adressen()) >= {"localhost", "127.0.0.1", "::1"}
    assert [a for a in ("10.0.0.1", "127.0.0.1", "::1", "zaal", "169.254.1.1") if is_reachable(a)] == ["10.0.0.1"]
