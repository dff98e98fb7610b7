"""De lijn: wie erop mag, wat die hoort, en dat niemand een ander hoort of stuurt."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hulp.kern import Kern
from hulp.lijn import Doek, Zaalproef, maak_stuur, make_bijdrage, open_tweede, open_zaal
from hulp.logboek import logboek  # noqa: F401
from hulp.server import wait_until

from leersessie.podium.teken import REGIOS
from leersessie.store import Besluit
from leersessie.store.wissen import erase_sessie
from leersessie.verloop import Feit
from leersessie.web.lijnen import HOOGSTENS_LIJNEN
from leersessie.web.sockets import GEBEURTENISSEN


@pytest.fixture
def zaal(tmp_path: Path) -> Iterator[Zaalproef]:
    """A session in the step where everybody types in sight."""
    with open_zaal(tmp_path) as zaal:
        yield zaal


# ---- who may open a line -----------------------------------------------------------------------------------


def is_refused(zaal: Zaalproef, doek: Doek, fout: str = "toegang") -> bool:
    """It heard why, got no picture, stands on no list, and is hung up."""
    op_de_lijst = len(zaal.lijn.leden)
    zaal.wait_closed(doek)
    assert len(zaal.lijn.leden) == op_de_lijst
    return doek.listen() == [("geweigerd", {"fout": fout})]


@pytest.mark.parametrize("rol", ["deelnemer", "beamer", "console", "reactie", "gespreksleider", "", "account"])
def test_zonder_geldige_cookie_geen_lijn(zaal: Zaalproef, rol: str) -> None:
    """No cookie, a made-up one, one of another role: the same short word and goodbye."""
    echt = zaal.give_token("beamer")
    for token in ("", "verzonnen", "x" * 3000, echt):
        if (rol, token) != ("beamer", echt):
            assert is_refused(zaal, zaal.connect(rol, token, cookie=f"ls-{rol or 'x'}-{zaal.kern.sessie}"))


@pytest.mark.parametrize(
    "auth",
    [
        {"rol": ["deelnemer"]},
        {"rol": None},
        {"sessie": None},
        {"sessie": {"a": 1}},
        {"sessie": "x" * 41},
        {"sessie": "x"},
    ],
    ids=repr,
)
def test_een_aanmelding_van_een_andere_vorm(zaal: Zaalproef, auth: dict[str, Any]) -> None:
    """Wrong types and other sessions in `auth` open nothing, whatever the cookie."""
    wie = zaal.phone()
    assert wie.deelnemer is not None
    browser = zaal.app.test_client()
    browser.set_cookie(f"ls-deelnemer-{zaal.kern.sessie}", zaal.tokens[wie.deelnemer])
    goed = {"rol": "deelnemer", "sessie": zaal.kern.sessie, "taal": "nl"}
    client = zaal.socketio.test_client(zaal.app, flask_test_client=browser, auth={**goed, **auth})
    assert is_refused(zaal, Doek(client))
    for los in (None, [], "tekst", 7):
        assert is_refused(zaal, Doek(zaal.socketio.test_client(zaal.app, flask_test_client=browser, auth=los)))


def test_een_cookie_van_een_andere_sessie_opent_hier_niets(zaal: Zaalproef) -> None:
    """Not a phone, a beamer or a console of the session next door, also under the name of the cookie of this one."""
    ander = open_tweede(zaal)
    vreemd = zaal.phone(kern=ander)
    assert vreemd.deelnemer is not None
    assert is_refused(zaal, zaal.connect("deelnemer", zaal.tokens[vreemd.deelnemer]))
    for rol in ("beamer", "console"):
        assert is_refused(zaal, zaal.connect(rol, zaal.give_token(rol, ander)))


def test_een_bewijs_dat_verlopen_is_opent_niets(zaal: Zaalproef) -> None:
    """And a line that was open with it says nothing more once it has run out."""
    token = zaal.give_token("console")
    console = zaal.connect("console", token)
    assert console.ask("tijd", {})["nu"]
    zaal.kern.tijd.verder(dagen=30)
    assert console.ask("stuur", maak_stuur(zaal.kern, "stilte", aan=True))["fout"] == "basis.niet_toegestaan"
    assert not zaal.kern.stand.sturing.stilte
    zaal.wait_closed(console)
    assert is_refused(zaal, zaal.connect("console", token))


def test_vijf_lijnen_per_telefoon(zaal: Zaalproef) -> None:
    """A sixth is told so; closing one makes room again. Another phone has its own five."""
    wie = zaal.phone()
    lijnen = [zaal.open_phone(wie) for _ in range(HOOGSTENS_LIJNEN)]
    assert is_refused(zaal, zaal.open_phone(wie), "te_veel_lijnen")
    assert zaal.open_phone(zaal.phone()).pictures()
    lijnen[0].close()
    assert zaal.open_phone(wie).pictures()


@pytest.mark.parametrize("kop", ["", "a=b; =; ;;", "ls-deelnemer-x=\x00", "a=" + "b" * 9000, 'a="'])
def test_een_kapotte_cookie_is_geen_cookie(kop: str) -> None:
    """Never an error."""
    from leersessie.web.lijnen import read_cookies as lees

    assert isinstance(lees({"HTTP_COOKIE": kop}), dict)
    assert lees({}) == {}


# ---- rooms and pictures ------------------------------------------------------------------------------------


def test_wie_binnenkomt_heeft_meteen_alle_beelden(zaal: Zaalproef) -> None:
    """All regions, of this moment: the same as somebody who was there all along has by now."""
    wie = zaal.phone()
    doeken = {
        "telefoon": zaal.open_phone(wie),
        "console": zaal.open_doek("console"),
        "beamer": zaal.open_doek("beamer"),
    }
    for zicht, doek in doeken.items():
        assert set(doek.pictures()) == set(REGIOS[zicht])
    zaal.send()
    beelden = {zicht: doek.pictures() for zicht, doek in doeken.items()}
    eerst = {z: d.gehoord for z, d in doeken.items()}
    zaal.kern.naar("kiezen")
    zaal.kern.stuur("klok_tonen", aan=True)
    zaal.send()
    nu: dict[str, dict[str, str]] = {}
    for zicht, doek in doeken.items():
        oud = {b["regio"]: b["html"] for naam, b in eerst[zicht] if naam == "beeld"}
        nu[zicht] = {**oud, **beelden[zicht], **doek.pictures()}
    assert zaal.open_phone(wie).pictures() == nu["telefoon"]
    assert zaal.open_doek("beamer").pictures() == nu["beamer"]
    opnieuw = zaal.open_doek("console").pictures()
    assert {r: h for r, h in opnieuw.items() if r != "zaal"} == {r: h for r, h in nu["console"].items() if r != "zaal"}


def test_een_beeld_draagt_zijn_versie_en_niets_persoonlijks(zaal: Zaalproef) -> None:
    """Exactly these fields; two phones of one Publiek get the same bytes."""
    een, twee = zaal.open_phone(zaal.phone(functie="wijkagent")), zaal.open_phone(zaal.phone())
    eerste, tweede = een.listen(), twee.listen()
    assert eerste == tweede
    beeld = eerste[0][1]
    assert set(beeld) == {"tijdperk", "seq", "beurt", "regio", "html", "stuur", "toestand", "nu"}
    assert (beeld["seq"], beeld["stuur"], beeld["toestand"]) == (zaal.kern.stand.seq, zaal.kern.stand.stuurseq, "bezig")
    assert beeld["tijdperk"] == zaal.huis.uitzending.tijdperk


def test_telefoons_krijgen_nooit_een_bord(zaal: Zaalproef) -> None:
    """Whatever happens: no words of a card reach a phone, only its own few regions."""
    telefoon, console = zaal.open_phone(zaal.phone()), zaal.open_doek("console")
    for n in range(4):
        telefoon.ask("bijdrage", make_bijdrage(zaal.kern, f"KANARIE{n}"))
        zaal.kern.tijd.verder(seconden=3)
        zaal.send()
    console.ask("stuur", maak_stuur(zaal.kern, "stap", naar="volgende"))
    zaal.kern.tijd.verder(seconden=30)
    zaal.send()
    telefoon.listen()
    assert {b["regio"] for naam, b in telefoon.gehoord if naam == "beeld"} <= set(REGIOS["telefoon"])
    assert {naam for naam, _ in telefoon.gehoord} == {"beeld"}
    assert "KANARIE" not in repr(telefoon.gehoord)
    console.listen()
    assert "KANARIE3" in repr(console.gehoord)


def test_twee_sessies_horen_niets_van_elkaar(zaal: Zaalproef) -> None:
    """Not one word, in any picture, with everything going on in both."""
    ander = open_tweede(zaal)
    hier = [zaal.open_phone(zaal.phone()), zaal.open_doek("console"), zaal.open_doek("beamer")]
    vreemd = zaal.phone(kern=ander)
    daar = [zaal.open_phone(vreemd, ander), zaal.open_doek("console", ander), zaal.open_doek("beamer", ander)]
    for n in range(3):
        hier[0].ask("bijdrage", make_bijdrage(zaal.kern, f"KANARIEhier{n}"))
        daar[0].ask("bijdrage", make_bijdrage(ander, f"KANARIEdaar{n}"))
    hier[1].ask("zaal", {"wat": "blader", "richting": 1})
    zaal.kern.tijd.verder(seconden=30)
    zaal.send()
    for doek in (*hier, *daar):
        doek.listen()
    assert "KANARIEhier2" in repr(hier[2].gehoord)
    assert "KANARIEdaar2" in repr(daar[2].gehoord)
    assert [d for d in daar if "KANARIEhier" in repr(d.gehoord) or zaal.kern.sessie in repr(d.gehoord)] == []
    assert [d for d in hier if "KANARIEdaar" in repr(d.gehoord) or ander.sessie in repr(d.gehoord)] == []
    assert [naam for naam, _ in daar[2].gehoord if naam == "blader"] == []
    assert [g for naam, g in hier[2].gehoord if naam == "blader"] == [{"richting": 1}]


# ---- roles change while people are in ----------------------------------------------------------------------


def test_een_rol_verhuist_de_telefoon_naar_zijn_nieuwe_beeld(zaal: Zaalproef) -> None:
    """At once: the picture of the schrijver, its rights, and no longer the picture of the others."""
    zaal.kern.naar("feiten")
    wie = zaal.phone()
    telefoon, ander, console = zaal.open_phone(wie), zaal.open_phone(zaal.phone()), zaal.open_doek("console")
    for doek in (telefoon, ander, console):
        doek.listen()
    kaart = make_bijdrage(zaal.kern, inhoud={"kolom": "zorgen", "tekst": "a"})
    assert telefoon.ask("bijdrage", kaart)["fout"] == "regie.niet_jouw_beurt"
    assert telefoon.ask("vraag_rol", {"rol": "schrijver"}) == {"ok": True}
    zaal.send()
    assert 'data-wens="schrijver"' in console.pictures()["zaal"]
    geef = {"deelnemer": wie.deelnemer, "doe": "geef_rol", "rol": "schrijver"}
    assert console.ask("deelnemer", geef) == {"ok": True}
    beelden = telefoon.pictures()
    assert 'id="vorm"' in beelden["invoer"]
    assert telefoon.ask("ik", {})["rollen"] == ["schrijver"]
    assert telefoon.ask("bijdrage", kaart)["kaart"]
    assert ander.pictures() == {}
    assert console.ask("deelnemer", {**geef, "doe": "neem_rol"}) == {"ok": True}
    assert telefoon.pictures()["invoer"] == ""
    nog_een = make_bijdrage(zaal.kern, inhoud={"kolom": "zorgen", "tekst": "b"})
    assert telefoon.ask("bijdrage", nog_een)["fout"] == "regie.niet_jouw_beurt"


def test_een_verwijderde_telefoon_is_meteen_weg_en_mag_terugvragen(zaal: Zaalproef) -> None:
    """Every line of it is closed and its cookie opens nothing; it asks, the gespreksleider lets it in again."""
    wie = zaal.phone()
    assert wie.deelnemer is not None
    lijnen, console = [zaal.open_phone(wie), zaal.open_phone(wie)], zaal.open_doek("console")
    console.ask("deelnemer", {"deelnemer": wie.deelnemer, "doe": "verwijder"})
    for lijn in lijnen:
        zaal.wait_closed(lijn)
        assert ("eruit", {}) in lijn.listen()
    assert is_refused(zaal, zaal.open_phone(wie))
    browser = zaal.app.test_client()
    browser.set_cookie(f"ls-deelnemer-{zaal.kern.sessie}", zaal.tokens[wie.deelnemer])
    terug = browser.post("/mee", json={"code": zaal.kern.store.info(zaal.kern.sessie).code})
    assert (terug.status_code, terug.json["fout"]) == (409, "regie.wacht_op_toelating")  # type: ignore[index]
    zaal.send()
    assert 'data-toestand="wacht"' in console.pictures()["zaal"]
    console.ask("deelnemer", {"deelnemer": wie.deelnemer, "doe": "laat_binnen"})
    assert zaal.open_phone(wie).pictures()


def test_een_telefoon_die_eruit_is_zegt_niets_meer(zaal: Zaalproef) -> None:
    """Also in the moment before its line is closed."""
    wie = zaal.phone()
    telefoon = zaal.open_phone(wie)
    zaal.huis.zalen.find(zaal.kern.sessie).deelnemers.pop(wie.deelnemer or 0)
    for naam in GEBEURTENISSEN:
        assert telefoon.ask(naam, {})["fout"] == "regie.eruit"
    assert zaal.kern.stand.kaarten == {}


@pytest.mark.parametrize("nummer", [0, -1, 2**31, 2**63, 2**80, True, "1", None, 1.0, [1]], ids=repr)
def test_een_deelnemer_die_hier_niet_is(zaal: Zaalproef, nummer: Any) -> None:
    """No number at all, of another session, or beyond what a database holds: refused, never broken."""
    console = zaal.open_doek("console")
    vreemd = zaal.phone(kern=open_tweede(zaal))
    for wie in (nummer, vreemd.deelnemer):
        for doe in ("verwijder", "laat_binnen", "geef_rol", "neem_rol"):
            antwoord = console.ask("deelnemer", {"deelnemer": wie, "doe": doe, "rol": "schrijver"})
            assert antwoord["fout"] in ("invoer.vorm", "basis.niet_gevonden")
            assert antwoord["opnieuw"] is False
    assert zaal.kern.lees("SELECT DISTINCT toestand FROM deelnemer") == [("binnen",)]


# ---- what leaves no trace ----------------------------------------------------------------------------------


def read_bestanden(kern: Kern) -> bytes:
    """Every byte of the data folder, after a checkpoint; the shared index of readers aside."""
    with closing(sqlite3.connect(kern.config.data / "leersessie.sqlite")) as los:
        los.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return b"".join(p.read_bytes() for p in sorted(kern.config.data.iterdir()) if not p.name.endswith("-shm"))


@pytest.mark.parametrize("soort", ["noodrem", "kent_gezin"])
def test_de_noodrem_laat_geen_spoor_na(zaal: Zaalproef, logboek: Any, soort: str) -> None:  # noqa: F811
    """Only the gespreksleider gets a sign; not a byte of the data folder changes, not a line is logged."""
    wie = zaal.phone()
    telefoon, ander = zaal.open_phone(wie), zaal.open_phone(zaal.phone())
    console, beamer = zaal.open_doek("console"), zaal.open_doek("beamer")
    zaal.send()
    for doek in (telefoon, ander, console, beamer):
        doek.listen()
    voor = read_bestanden(zaal.kern)
    assert telefoon.ask("noodrem", {"soort": soort}) == {"ok": True}
    zaal.kern.tijd.verder(seconden=30)
    zaal.send()
    assert set(console.pictures()) == {"zaal"}
    assert (telefoon.listen(), ander.listen(), beamer.listen()) == ([], [], [])
    assert read_bestanden(zaal.kern) == voor
    assert logboek.getvalue() == ""
    assert console.ask("zaal", {"wat": soort}) == {"ok": True}
    zaal.send()
    assert set(console.pictures()) == {"zaal"}
    assert read_bestanden(zaal.kern) == voor


def test_klaar_en_hand_staan_nergens_en_gaan_met_de_stap_voorbij(tmp_path: Path) -> None:
    """Presence is process state: nothing in the database; the console reads it in words."""
    with open_zaal(tmp_path, modus="online") as zaal:
        telefoons = [zaal.open_phone(zaal.phone()) for _ in range(4)]
        console = zaal.open_doek("console")
        zaal.send()
        console.listen()
        voor = read_bestanden(zaal.kern)
        for telefoon in telefoons[:3]:
            assert telefoon.ask("klaar", {"aan": True}) == {"ok": True}
        assert telefoons[0].ask("hand", {"aan": True}) == {"ok": True}
        zaal.send()
        beeld = console.pictures()["zaal"]
        assert "bijna iedereen" in beeld.lower()
        assert read_bestanden(zaal.kern) == voor
        zaal.kern.naar("kiezen")
        zaal.send()
        assert "bijna iedereen" not in console.pictures()["zaal"].lower()


def test_in_de_zaal_steek_je_gewoon_je_hand_op(zaal: Zaalproef) -> None:
    """No digital hand in a room."""
    assert zaal.open_phone(zaal.phone()).ask("hand", {"aan": True})["fout"] == "regie.hand_in_zaal"


# ---- always an answer --------------------------------------------------------------------------------------

RAAR: list[Any] = [
    None,
    5,
    "tekst",
    [],
    {},
    {"onbekend": 1},
    [1, 2],
    True,
    {"tekst": "\ud800"},
    {"a": {"b": [{}] * 50}},
]


@pytest.mark.parametrize("naam", sorted(GEBEURTENISSEN))
def test_elk_raar_bericht_krijgt_een_antwoord_en_verandert_niets(zaal: Zaalproef, naam: str) -> None:
    """Whatever is in it and whoever says it: `{fout, tekst, opnieuw}` or a plain answer, and the state stays."""
    doeken = [zaal.open_phone(zaal.phone()), zaal.open_doek("console"), zaal.open_doek("beamer")]
    voor = zaal.kern.stand
    for doek in doeken:
        for gegeven in RAAR:
            antwoord = doek.ask(naam, gegeven)
            assert isinstance(antwoord, dict)
            if "fout" in antwoord:
                assert set(antwoord) == {"fout", "tekst", "opnieuw"}
                assert (antwoord["opnieuw"], antwoord["fout"] == "lijn.storing") == (False, False)
            else:
                assert naam in ("ik", "tijd", "beeld_graag", "kijk_na")
    assert zaal.kern.stand == voor


def test_een_onbekende_gebeurtenis_krijgt_antwoord(zaal: Zaalproef) -> None:
    """Nobody waits for nothing."""
    assert zaal.open_phone(zaal.phone()).ask("verzonnen", {"a": 1})["fout"] == "lijn.vorm"


def test_kijk_na_bewaart_niets_en_noemt_alleen_de_vondst(zaal: Zaalproef, logboek: Any) -> None:  # noqa: F811
    """One proposal; the text is gone."""
    telefoon = zaal.open_phone(zaal.phone())
    antwoord = telefoon.ask("kijk_na", {"tekst": "bel KANARIE op 06-12345678"})
    assert antwoord["treffer"]["tekst"] == "06-12345678"
    assert telefoon.ask("kijk_na", {"tekst": "niets bijzonders"}) == {"treffer": None}
    assert telefoon.ask("kijk_na", {"tekst": "x" * 5001})["fout"] == "invoer.vorm"
    assert b"KANARIE" not in read_bestanden(zaal.kern)
    assert logboek.getvalue() == ""


@pytest.mark.parametrize("hoe", ["gesloten", "gewist", "rij weg"])
def test_een_sessie_die_voorbij_is_sluit_al_haar_lijnen(zaal: Zaalproef, hoe: str) -> None:
    """By the log, by erasing, by its row: her lines and nobody else's, and no picture of her is remembered."""
    kern = zaal.kern
    hier = [zaal.open_phone(zaal.phone()), zaal.open_doek("beamer")]
    ander = open_tweede(zaal)
    daar = zaal.open_phone(zaal.phone(kern=ander), ander)
    if hoe == "gesloten":
        kern.store.write(kern.sessie, lambda _: Besluit((Feit("gesloten"),)))
        kern.settle()
    else:
        kern.store.transact(lambda v: erase_sessie(v, kern.sessie) and None)
        if hoe == "rij weg":
            for tabel, veld in (("gebeurtenis", "sessie"), ("sessie", "id")):
                kern.store.transact(
                    lambda v, t=tabel, k=veld: v.exec_driver_sql(f"DELETE FROM {t} WHERE {k} = '{kern.sessie}'").close()
                )
        kern.store.forget(kern.sessie)
    for doek in hier:
        zaal.wait_closed(doek)
    assert daar.open
    wait_until(lambda: {lid.sessie for lid in zaal.lijn.leden.values()} == {ander.sessie})
    zaal.send()
    assert daar.ask("ik", {})["woorden"]
