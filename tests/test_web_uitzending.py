"""De uitzending: alleen wat veranderde, in een begrensd tempo, losse kaarten samen, en niemand loopt achter."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hulp.kern import Gift
from hulp.lijn import Zaalproef, maak_stuur, make_bijdrage, open_zaal

from leersessie.podium import Publiek
from leersessie.web.uitzending import BATCH_S, TEMPO_TELEFOON_S

BEAMER = Publiek("beamer")


@pytest.fixture
def zaal(tmp_path: Path) -> Iterator[Zaalproef]:
    """A session in the step where everybody types in sight."""
    with open_zaal(tmp_path) as zaal:
        yield zaal


def give(zaal: Zaalproef, tekst: str) -> Gift:
    """A card of one more phone."""
    return zaal.kern.geef(zaal.phone(), {"tekst": tekst})


# ---- batches -----------------------------------------------------------------------------------------------


def test_losse_kaarten_komen_per_drie_of_na_twintig_seconden(zaal: Zaalproef) -> None:
    """One by one they would point at whoever just typed."""
    beamer, console = zaal.open_doek("beamer"), zaal.open_doek("console")
    beamer.listen()
    for n in (1, 2):
        give(zaal, f"KAART{n}")
        zaal.send()
        assert beamer.pictures() == {}
        assert f"KAART{n}" in console.pictures()["bord"]
        zaal.kern.tijd.verder(seconden=5)
    give(zaal, "KAART3")
    zaal.send()
    doek = beamer.pictures()["doek"]
    assert [f"KAART{n}" in doek for n in (1, 2, 3)] == [True] * 3
    give(zaal, "KAART4")
    zaal.send()
    zaal.kern.tijd.verder(seconden=BATCH_S - 1)
    zaal.send()
    assert beamer.pictures() == {}
    zaal.kern.tijd.verder(seconden=1)
    zaal.send()  # this turn notices that the time has come
    zaal.send()
    assert "KAART4" in beamer.pictures()["doek"]


def test_wie_later_binnenkomt_ziet_een_wachtende_kaart_ook_niet(zaal: Zaalproef) -> None:
    """First load, reconnect and the page itself keep the same cards back."""
    give(zaal, "KAART1")
    zaal.send()
    assert "KAART1" not in zaal.open_doek("beamer").pictures()["doek"]
    browser = zaal.app.test_client()
    browser.set_cookie(f"ls-beamer-{zaal.kern.sessie}", zaal.give_token("beamer"))
    assert "KAART1" not in browser.get(f"/beamer/{zaal.kern.sessie}").text


def test_een_kaart_die_niet_gezien_mag_telt_niet_mee(zaal: Zaalproef) -> None:
    """Two in sight and one that waits for the gespreksleider are not a batch of three."""
    beamer = zaal.open_doek("beamer")
    beamer.listen()
    naam = give(zaal, "bel 06-12345678")
    give(zaal, "KAART1")
    give(zaal, "KAART2")
    zaal.send()
    assert beamer.pictures() == {}
    zaal.kern.stuur("verberg", kaart=naam.kaart, aan=False)
    zaal.send()
    assert "06-12345678" in beamer.pictures()["doek"]


def test_de_volgende_losse_kaart_wacht_haar_eigen_twintig_seconden(zaal: Zaalproef) -> None:
    """The one that waited was withdrawn; its clock is not inherited."""
    beamer = zaal.open_doek("beamer")
    beamer.listen()
    wie = zaal.phone()
    gift = zaal.kern.geef(wie, {"tekst": "KAART1"})
    zaal.send()
    zaal.kern.tijd.verder(seconden=BATCH_S - 1)
    zaal.kern.trek_in(wie, gift)
    zaal.send()
    zaal.kern.tijd.verder(seconden=5)
    give(zaal, "KAART2")
    zaal.send()
    assert beamer.pictures() == {}
    zaal.kern.tijd.verder(seconden=BATCH_S)
    zaal.send()
    zaal.send()
    assert "KAART2" in beamer.pictures()["doek"]


def test_wat_een_schrijver_opschrijft_wacht_niet(zaal: Zaalproef) -> None:
    """One writes for all, and everybody watches: at once."""
    zaal.kern.naar("feiten")
    beamer = zaal.open_doek("beamer")
    beamer.listen()
    zaal.kern.geef(zaal.phone("schrijver"), {"kolom": "goed", "tekst": "KAART1"})
    zaal.send()
    assert "KAART1" in beamer.pictures()["doek"]


def read_bord(zaal: Zaalproef, browser: Any, sinds: str = "") -> tuple[int, str, str]:
    """The board as a phone fetches it: (status, mark, words)."""
    antwoord = browser.get(f"/telefoon/{zaal.kern.sessie}/bord?sinds={sinds}")
    assert antwoord.headers["Cache-Control"] == "no-store"
    woorden = gzip.decompress(antwoord.data).decode() if antwoord.status_code == 200 else ""
    return antwoord.status_code, antwoord.headers.get("X-Seq", ""), woorden


def test_een_bord_op_verzoek_houdt_dezelfde_kaarten_tegen(tmp_path: Path) -> None:
    """Online a phone may look: in the same batches; 204 while nothing is new; time alone can let a card through."""
    with open_zaal(tmp_path, modus="online") as zaal:
        wie = zaal.phone()
        telefoon, browser = zaal.open_phone(wie), zaal.app.test_client()
        browser.set_cookie(f"ls-deelnemer-{zaal.kern.sessie}", zaal.tokens[wie.deelnemer or 0])
        give(zaal, "KAART1")
        status, merk, woorden = read_bord(zaal, browser)
        assert (status, "KAART1" in woorden) == (200, False)
        assert read_bord(zaal, browser, merk)[0] == 204
        telefoon.listen()
        zaal.kern.tijd.verder(seconden=BATCH_S + 1)
        zaal.send()
        zaal.send()
        assert "bord" in {naam for naam, _ in telefoon.listen()}
        status, nieuw, woorden = read_bord(zaal, browser, merk)
        assert (status, "KAART1" in woorden, nieuw != merk) == (200, True, True)
        zaal.kern.naar("gedachte")
        zaal.kern.geef(zaal.phone(), {"tekst": "BEDEKT"})
        assert "BEDEKT" not in read_bord(zaal, browser)[2]


# ---- only what changed, and not too often ------------------------------------------------------------------


def test_alleen_veranderde_regios_worden_gestuurd(zaal: Zaalproef) -> None:
    """A clock on the screen: the beamer and two regions of the console; nothing twice; nothing when nothing changed."""
    beamer, console = zaal.open_doek("beamer"), zaal.open_doek("console")
    zaal.send()
    beamer.listen()
    console.listen()
    zaal.kern.stuur("klok_tonen", aan=True)
    zaal.send()
    assert set(beamer.pictures()) == {"doek"}
    assert set(console.pictures()) == {"zaal"}
    zaal.huis.uitzending.mark(zaal.kern.sessie)
    zaal.send()
    assert (beamer.pictures(), console.pictures()) == ({}, {})


def test_een_beeld_komt_na_het_vastleggen_en_noemt_zijn_seq(zaal: Zaalproef) -> None:
    """Whoever presses gets the same picture as everybody else; versions only go up."""
    console = zaal.open_doek("console")
    console.listen()
    versies = []
    for n in range(5):
        antwoord = console.ask("stuur", maak_stuur(zaal.kern, "klok", doe="zet", minuten=n + 1))
        assert antwoord["stuur"] == antwoord["seq"] == zaal.kern.stand.seq
        zaal.send()
        versies += [(b["seq"], b["beurt"]) for naam, b in console.listen() if naam == "beeld"]
    assert versies == sorted(versies)
    assert versies[-1][0] == zaal.kern.stand.seq


def test_telefoons_horen_een_stap_meteen_en_een_kaart_hooguit_eens_per_twee_seconden(zaal: Zaalproef) -> None:
    """Nobody sends every contribution to six hundred phones."""
    telefoon = zaal.open_phone(zaal.phone())
    zaal.send()
    telefoon.listen()
    zaal.kern.stuur("klok_tonen", aan=True)
    zaal.send()
    assert set(telefoon.pictures()) == {"kop"}
    give(zaal, "een kaart")
    zaal.kern.stuur("klok_tonen", aan=False)
    zaal.send()
    assert set(telefoon.pictures()) == {"kop"}
    getekend = count_tekeningen(zaal)
    for n in range(10):
        give(zaal, f"kaart {n}")
        zaal.kern.tijd.verder(seconden=TEMPO_TELEFOON_S / 20)
        zaal.send()
    assert count_tekeningen(zaal) - getekend <= 1
    assert telefoon.pictures() == {}


def count_tekeningen(zaal: Zaalproef) -> int:
    """How often a picture for phones was remembered with a newer seq."""
    zending = zaal.huis.uitzending._zendingen[zaal.kern.sessie]
    return zending.seqs.get(Publiek("telefoon"), 0)


def test_wie_binnenkomt_terwijl_er_iets_heen_en_weer_gaat_loopt_nooit_achter(zaal: Zaalproef) -> None:
    """On, somebody comes in, off again: the newcomer must hear of the off, though the others saw nothing of it."""
    eerste = zaal.open_doek("console")
    zaal.send()
    eerste.listen()
    zaal.kern.stuur("klok_tonen", aan=True)
    tweede = zaal.open_doek("console")
    nu = tweede.pictures()
    zaal.kern.stuur("klok_tonen", aan=False)
    zaal.send()
    nu |= tweede.pictures()
    vers = zaal.open_doek("console").pictures()
    assert {r: nu[r] for r in ("knoppen", "bord", "plan")} == {r: vers[r] for r in ("knoppen", "bord", "plan")}
    assert 'aria-pressed="true">' not in nu["zaal"].split("klok_tonen")[1].split("</button>")[0]


def test_een_gebroken_beeld_legt_de_andere_sessies_niet_stil(zaal: Zaalproef) -> None:
    """A picture that cannot be drawn costs that one session its picture, and the loop goes on."""
    from hulp.lijn import open_tweede

    ander = open_tweede(zaal)
    beamer = zaal.open_doek("beamer", ander)
    stuk = zaal.open_doek("beamer")
    beamer.listen()
    zaal.huis.uitzending.read_verslag = lambda sessie: 1 / 0  # type: ignore[assignment, return-value]
    from leersessie.regie.sluiten import close_sessie

    close_sessie(zaal.kern.store, zaal.kern.config, zaal.kern.sessie, zaal.kern.leider)
    ander.stuur("stilte", aan=True)
    stuk.listen()
    zaal.send()
    assert set(beamer.pictures()) == {"doek"}
    assert stuk.pictures() == {}


def test_zonder_kijkers_wordt_er_niets_getekend_of_onthouden(zaal: Zaalproef) -> None:
    """The last one takes the remembered pictures along."""
    beamer = zaal.open_doek("beamer")
    zending = zaal.huis.uitzending._zendingen[zaal.kern.sessie]
    assert set(zending.kijkers) == {BEAMER}
    beamer.close()
    assert (dict(zending.kijkers), zending.beelden) == ({}, {})
    give(zaal, "niemand kijkt")
    zaal.send()
    assert zending.beelden == {}


def test_een_zaal_telt_wie_er_is_en_wie_klaar_is(zaal: Zaalproef) -> None:
    """In words on the console; who gave something counts as done; nothing of it on the beamer."""
    zaal.kern.naar("gedachte")
    telefoons = [zaal.phone() for _ in range(3)]
    lijnen = [zaal.open_phone(wie) for wie in telefoons]
    console, beamer = zaal.open_doek("console"), zaal.open_doek("beamer")
    zaal.send()
    for doek in (console, beamer):
        doek.listen()
    for lijn in lijnen:
        lijn.ask("bijdrage", make_bijdrage(zaal.kern, "een gedachte"))
    zaal.send()
    beeld = console.pictures()
    assert "Iedereen" in beeld["zaal"]
    assert beamer.pictures() == {}
    lijnen[0].close()
    zaal.send()
    assert "even weg" in console.pictures()["zaal"]
