"""Het logboek en het laatste vangnet: nooit wat iemand typte, en toch altijd een antwoord."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hulp.server import start_proef, wait_until
from hulp.telefoon import Telefoon, Vrager

from leersessie.i18n.weigering import Weigering
from leersessie.web.logboek import Regel, Vangnet, always_ack, log_event, setup_logboek

pytestmark = pytest.mark.server
KANARIE = "KANARIEVANDEWAAL"
STUK = [
    "42",
    "42[]",
    "42{}",
    '42"{k}"',
    '42["{k}"',
    '427["{k}"]',
    '428[{{"{k}":1}}]',
    "429[[" + "[" * 3_000,
    '42/ander,1["{k}"]',
    '421["zeg"]',
    '422["zeg",1,2,3,"{k}"]',
    '423["zeg","{k}"]',
    '424["stort",{{"tekst":"{k}"}}]',
    '425["kaal",{{"tekst":"{k}"}}]',
    '426["connect",{{"HTTP_COOKIE":"{k}"}},{{"kamer":"{k}"}}]',
    '4210["disconnect","{k}"]',
    '4211["zeg",{{"tekst":"\\ud83d {k}"}}]',
    '4212["onbekend",{{"tekst":"{k}"}}]',
    '451-["{k}",{{"_placeholder":true,"num":0}}]',
    '4399["{k}"]',
    '44{{"{k}":1}}',
    "4é{k}",
    "9{k}",
    "x{k}",
    '0{{"{k}":1}}',
    "5",
    '40{{"kamer":"{k}"}}',
    '40/ander,{{"kamer":"{k}"}}',
]


@pytest.fixture
def bak() -> Iterator[io.StringIO]:
    """Catch the log of this process; put everything back afterwards."""
    wortel, eigen = logging.getLogger(), logging.getLogger("leersessie")
    oud = (list(wortel.handlers), wortel.level, eigen.level)
    stroom = io.StringIO()
    setup_logboek(stroom)
    yield stroom
    wortel.handlers[:], wortel.level = oud[0], oud[1]
    eigen.setLevel(oud[2])


def read(stroom: io.StringIO) -> list[dict[str, object]]:
    """The lines as objects, without their time."""
    regels = [json.loads(regel) for regel in stroom.getvalue().splitlines()]
    assert all(regel.pop("tijd").endswith("+00:00") for regel in regels)
    return regels


def test_niets_van_wat_iemand_stuurt_komt_in_het_logboek(tmp_path: Path) -> None:
    """Every kind of broken packet with a canary in it, on both transports, addresses and headers too."""
    koppen = {"User-Agent": KANARIE, "Cookie": f"ls={KANARIE}", "X-Forwarded-For": "203.0.113.77"}
    with start_proef(tmp_path) as server:
        for soort in (Telefoon, Vrager):
            for n, stuk in enumerate(STUK):
                with soort(server.port, koppen=koppen) as lijn:
                    lijn.join({"kamer": KANARIE})
                    try:
                        lijn.write(stuk.replace("{{", "{").replace("}}", "}").replace("{k}", KANARIE))
                    except ConnectionError:
                        assert soort is Vrager, n
        with Telefoon(server.port) as na:
            na.join({"kamer": "n"})
            assert na.ask("zeg", {"tekst": KANARIE}) == {"ok": KANARIE}
        import http.client

        lijn = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        for pad in (f"/stort?{KANARIE}", f"/{KANARIE}"):
            lijn.request("GET", pad, headers=koppen)
            lijn.getresponse().read()
        lijn.close()
        assert server.stop() == 0
        log = server.read_fouten()
    regels = [json.loads(regel) for regel in log.splitlines()]
    assert KANARIE not in log
    assert "203.0.113.77" not in log
    assert "127.0.0.1" not in log
    assert {regel["gebeurtenis"] for regel in regels} >= {"lijnbericht_gestrand", "pakket_onleesbaar", "gestopt"}
    assert all(set(regel) <= {"tijd", "niveau", "gebeurtenis", "soort", "plek", "bibliotheek", "nummer", "status", "ms"}
               for regel in regels)  # fmt: skip


@pytest.mark.parametrize("soort", [Telefoon, Vrager])
def test_er_komt_altijd_een_antwoord(tmp_path_factory: pytest.TempPathFactory, soort: type[Telefoon]) -> None:
    """Wrong number of values, a crash under the decorator, a crash without it, an unknown event, our own names."""
    with start_proef(tmp_path_factory.mktemp("ack")) as server, soort(server.port) as lijn:
        lijn.join({"kamer": "a"})
        assert (lijn.ask("stort", {"tekst": KANARIE})["fout"], lijn.ask("kaal", {})["fout"]) == ("lijn.storing",) * 2
        assert lijn.ask("onbekend", {})["fout"] == "lijn.vorm"
        assert lijn.ask("disconnect", {})["opnieuw"] is True
        lijn.write('4290["zeg"]')
        wait_until(lambda: 90 in lijn.antwoorden)
        assert lijn.antwoorden[90][0]["fout"] == "lijn.vorm"
        assert lijn.ask("zeg", {"tekst": "nog hier"}) == {"ok": "nog hier"}


def test_een_eigen_regel_heeft_alleen_bekende_velden(bak: io.StringIO) -> None:
    """Time in UTC, level, event, fields; an unknown field is a mistake in our code and says so."""
    log_event("gestart", port=8000, ms=3)
    assert read(bak) == [{"niveau": "info", "gebeurtenis": "gestart", "port": 8000, "ms": 3}]
    with pytest.raises(ValueError, match="tekst"):
        log_event("kaart", tekst="x")  # type: ignore[arg-type]


def test_een_bibliotheek_mag_alleen_haar_naam_zeggen(bak: io.StringIO) -> None:
    """Warnings of libraries quote values; what remains is who warned."""
    logging.getLogger("vreemd.pakket").warning("waarde %s", KANARIE)
    logging.getLogger("vreemd.pakket").info("waarde %s", KANARIE)
    for naam in ("engineio.server", "socketio.server", "werkzeug"):
        logging.getLogger(naam).error(KANARIE)
    assert read(bak) == [
        {"niveau": "warning", "gebeurtenis": "melding_van_bibliotheek", "bibliotheek": "vreemd.pakket"}
    ]


def test_een_fout_toont_soort_en_plek_maar_geen_waarde(bak: io.StringIO) -> None:
    """The traceback is reduced to one line of code."""
    with Vangnet("gevallen") as net:
        raise ValueError(KANARIE)
    assert net.gestrand
    [regel] = read(bak)
    assert (regel["soort"], str(regel["plek"]).split(":")[0]) == ("ValueError", Path(__file__).name)
    assert KANARIE not in bak.getvalue()


def test_het_vangnet_laat_door_wat_het_proces_beeindigt() -> None:
    """SystemExit and KeyboardInterrupt are not errors."""
    with pytest.raises(KeyboardInterrupt), Vangnet("x"):
        raise KeyboardInterrupt


def test_regeleinden_kunnen_geen_regel_vervalsen() -> None:
    """A line break or escape code in a message stays inside its own line."""
    record = logging.LogRecord("leersessie", logging.INFO, "", 0, 'a\n{"niveau": "x"}\x1b[31m\u2028', None, None)
    regel = Regel().format(record)
    assert len(regel.splitlines()) == 1
    assert json.loads(regel)["gebeurtenis"] == 'a\n{"niveau": "x"}\x1b[31m\u2028'


def test_een_weigering_blijft_een_weigering() -> None:
    """A named refusal reaches the phone as it is, in the language of that phone."""

    @always_ack(lambda sid: sid)
    def handler(sid: str, gegeven: object) -> object:
        if gegeven == "weiger":
            raise Weigering("basis.niet_gevonden")
        return {"sid": sid}

    assert handler("nl", 1) == {"sid": "nl"}
    assert handler("en", "weiger")["tekst"] == Weigering("basis.niet_gevonden").to_ack("en")["tekst"]
    assert handler("nl")["fout"] == handler("nl", 1, 2)["fout"] == "lijn.vorm"
    assert sys.exc_info() == (None, None, None)
