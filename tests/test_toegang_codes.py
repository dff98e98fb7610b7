"""De code om mee te doen, de woorden, de bewijzen: wat past, wat niet, en wat nooit dubbel mag."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

import pytest
from hulp.huis import Tijd, maak_huis, maak_sessie
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlmodel import col

from leersessie.config import Config
from leersessie.i18n.weigering import NietGevonden, Weigering
from leersessie.store import Store
from leersessie.store import bewijzen as rijen
from leersessie.store.tabellen import Deelnemer, Sessie, Toegangsbewijs
from leersessie.toegang import bewijzen, codes, geheimen, woorden


@pytest.mark.parametrize(
    ("ruw", "schoon"),
    [
        ("KBD-42FX", "KBD42FX"),
        ("kbd42fx", "KBD42FX"),
        (" k b d - 4 2 f x ", "KBD42FX"),
        ("KBD–42FX", "KBD42FX"),
        ("KBD\u00a042FX\u200b", "KBD42FX"),
        ("ＫＢＤ４２ＦＸ", "KBD42FX"),
        ("KBD42F", None),
        ("KBD42FXX", None),
        ("KBD420X", None),
        ("KBDA2FX", None),
        ("", None),
        (None, None),
        (7, None),
        ("K" * 10_000, None),
        ("\ud800BD42FX", None),
    ],
)
def test_een_code_wordt_gelezen_zoals_mensen_hem_typen(ruw: object, schoon: str | None) -> None:
    """Case, spaces and hyphens are free; a character that is not in the alphabet never is."""
    assert codes.clean_code(ruw) == schoon


@given(st.text(max_size=60))
def test_elke_tekst_geeft_een_code_of_niets(ruw: str) -> None:
    """No text breaks the reader, and what it accepts it shows and reads back the same."""
    code = codes.clean_code(ruw)
    assert code is None or codes.clean_code(codes.show_code(code)) == code


def test_het_alfabet_heeft_28_tekens_zonder_klinkers_en_dubbelgangers() -> None:
    """33.7 bits for seven characters rest on this."""
    assert len(set(codes.ALFABET)) == 28
    assert set(codes.ALFABET) & set("AEIOUL01") == set()


def test_trekken_is_eerlijk(tmp_path: Path) -> None:
    """Bytes that would favour the first numbers are thrown away."""
    bytes_ = iter([b"\xff\xff", b"\xff\xdd", b"\x00\x1b"])
    config = Config(data=tmp_path, loterij=lambda n: next(bytes_))
    assert geheimen.draw_index(config, 28) == 0xFFDD % 28


def test_een_code_komt_negentig_dagen_niet_terug(tmp_path: Path) -> None:
    """Not from a living session, not from one that let it go; after 90 days the tidying gives it back."""
    tijd = Tijd()
    trekking = iter([b"\x00\x00"] * 14 + [b"\x00\x01"] * 7 + [b"\x00\x00"] * 7 + [b"\x00\x02"] * 7)
    config = tijd.maak_config(tmp_path, loterij=lambda n: next(trekking) if n == 2 else os.urandom(n))
    store, _ = maak_huis(config)
    assert store.transact(lambda v: codes.new_code(v, config)) == "2222222"
    assert store.transact(lambda v: codes.new_code(v, config)) == "3333333"
    store.transact(lambda v: codes.release_code(v, config, "2222222"))
    assert store.transact(lambda v: codes.new_code(v, config)) == "4444444"
    assert store.read(lambda v: rijen.is_code_bezet(v, "5555555")) is False
    store.close()


def test_alleen_een_levende_sessie_is_te_vinden(huis: tuple[Store, Config, int]) -> None:
    """By code and by QR secret; unknown and closed give the same nothing."""
    store, config, account = huis
    geheim, qr_hash = codes.new_qr(config)
    assert len(geheim) == 26
    sessie = maak_sessie(store, config, account, code="KBD42FX", qr_hash=qr_hash, toestand="bezig")
    assert codes.find_sessie(store, code="kbd-42fx") == sessie
    assert codes.find_sessie(store, geheim=geheim) == sessie
    assert [codes.find_sessie(store, code=c) for c in ("KBD42F2", "", None, 3)] == [None] * 4
    assert [codes.find_sessie(store, geheim=g) for g in ("x", "", None, qr_hash)] == [None] * 4
    store.transact(lambda v: v.execute(Sessie.__table__.update().values(toestand="gesloten")) and None)  # type: ignore[attr-defined]
    assert codes.find_sessie(store, code="KBD42FX") is None
    assert codes.find_sessie(store, geheim=geheim) is None


# ---- words --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("taal", ["nl", "en"])
def test_de_woordenlijsten_zijn_lang_genoeg_en_zonder_dubbele(taal: str) -> None:
    """200 calm words, and 1,024 for the code: four of them are 40 bits."""
    rust, code = woorden.read_lijst(f"rust_{taal}"), woorden.read_lijst(f"code_{taal}")
    assert len(rust) == len(set(rust)) >= 200
    assert len(code) == len(set(code)) >= 1_024
    assert [w for w in (*rust, *code) if not re.fullmatch("[a-z]{2,14}", w)] == []


def test_elke_telefoon_krijgt_eigen_woorden(huis: tuple[Store, Config, int]) -> None:
    """Unique within the session, also the other way round, and never the same word twice."""
    store, config, account = huis
    sessie = maak_sessie(store, config, account, toestand="open")
    paren = [store.transact(lambda v: bewijzen.admit(v, config, sessie, "", ""))[1].woorden for _ in range(60)]
    assert len({frozenset(p.split()) for p in paren}) == 60
    assert all(len(set(p.split())) == 2 for p in paren)


@pytest.mark.parametrize(
    ("ruw", "goed"),
    [
        ("appel boom fiets lamp", True),
        ("  Appel,\nBOOM - fiets;lamp. ", True),
        ("appel boom fiets", False),
        ("appel boom fiets lamp lamp", False),
        ("appel boom fiets zzzzz", False),
        ("", False),
        (None, False),
        ("a " * 500, False),
    ],
)
def test_de_vierwoordcode_wordt_ruim_gelezen(ruw: object, goed: bool) -> None:
    """Commas, hyphens, case and new lines are free; a word that is not on the list is not."""
    assert woorden.clean_vierwoordcode(ruw) == ("appel boom fiets lamp" if goed else None)


def test_de_vierwoordcode_hangt_aan_de_sleutel_van_de_installatie(tmp_path: Path) -> None:
    """A database without the key file is of no use for guessing; the same house gives the same hash."""
    een, twee = Config(data=tmp_path / "een"), Config(data=tmp_path / "twee")
    code = woorden.draw_vierwoordcode(een)
    assert woorden.clean_vierwoordcode(code) == code
    assert woorden.hash_vierwoordcode(een, code) == woorden.hash_vierwoordcode(een, code)
    assert woorden.hash_vierwoordcode(een, code) != woorden.hash_vierwoordcode(twee, code)
    assert stat.S_IMODE((tmp_path / "een" / "sleutel").stat().st_mode) == 0o600
    assert sorted(p.name for p in (tmp_path / "een").iterdir()) == ["sleutel"]


def test_een_te_korte_sleutel_wordt_geweigerd(tmp_path: Path) -> None:
    """A key file that somebody cut off stops us instead of weakening us."""
    (tmp_path / "sleutel").write_text("00ff")
    with pytest.raises(ValueError, match="te kort"):
        geheimen.read_sleutel(Config(data=tmp_path))


# ---- tokens -------------------------------------------------------------------------------------------------


def test_een_deelnemer_hangt_aan_een_hash_en_aan_een_sessie(huis: tuple[Store, Config, int]) -> None:
    """The token is nowhere in the database; after closing nobody is found by it."""
    store, config, account = huis
    sessie = maak_sessie(store, config, account, toestand="bezig")
    token, zicht = store.transact(lambda v: bewijzen.admit(v, config, sessie, "huisarts", "huisarts"))
    assert len(token) == 52
    assert bewijzen.find_deelnemer(store, token) == zicht
    assert (zicht.functie, zicht.sector, zicht.rollen, zicht.toestand) == ("huisarts", "huisarts", (), "binnen")
    assert store.read(lambda v: v.execute(select(col(Deelnemer.hash))).scalar_one()) == geheimen.hash_token(token)
    assert [bewijzen.find_deelnemer(store, t) for t in ("", None, token[:-1], geheimen.hash_token(token))] == [None] * 4
    store.transact(lambda v: v.execute(Sessie.__table__.update().values(toestand="gesloten")) and None)  # type: ignore[attr-defined]
    assert bewijzen.find_deelnemer(store, token) is None


def test_rollen_en_verwijderen_gelden_alleen_in_de_eigen_sessie(huis: tuple[Store, Config, int]) -> None:
    """A console of another session cannot give a role or remove anybody here."""
    store, config, account = huis
    hier = maak_sessie(store, config, account, toestand="bezig")
    daar = maak_sessie(store, config, account, toestand="bezig")
    token, zicht = store.transact(lambda v: bewijzen.admit(v, config, hier, "", ""))
    for daad in (bewijzen.give_rol, bewijzen.take_rol):
        with pytest.raises(NietGevonden):
            store.transact(lambda v, daad=daad: daad(v, daar, zicht.id, "inbrenger"))
    with pytest.raises(NietGevonden):
        store.transact(lambda v: bewijzen.remove_deelnemer(v, daar, zicht.id))
    with pytest.raises(Weigering, match=r"toegang\.rol_onbekend"):
        store.transact(lambda v: bewijzen.give_rol(v, hier, zicht.id, "gespreksleider"))
    for rol in ("inbrenger", "schrijver", "inbrenger"):
        store.transact(lambda v, rol=rol: bewijzen.give_rol(v, hier, zicht.id, rol))
    gevonden = bewijzen.find_deelnemer(store, token)
    assert gevonden is not None and gevonden.rollen == ("inbrenger", "schrijver")
    assert store.transact(lambda v: bewijzen.take_rol(v, hier, zicht.id, "schrijver")).rollen == ("inbrenger",)


def test_een_verwijderde_telefoon_vraagt_en_mag_terug(huis: tuple[Store, Config, int]) -> None:
    """verwijderd -> wacht by the phone, -> binnen only by whoever leads; the roles are gone."""
    store, config, account = huis
    sessie = maak_sessie(store, config, account, toestand="bezig")
    token, zicht = store.transact(lambda v: bewijzen.admit(v, config, sessie, "", ""))
    store.transact(lambda v: bewijzen.give_rol(v, sessie, zicht.id, "inbrenger"))
    gezien = []
    for stap in (
        lambda v: bewijzen.remove_deelnemer(v, sessie, zicht.id),
        lambda v: bewijzen.readmit(v, sessie, zicht.id, door_leiding=False),
        lambda v: bewijzen.readmit(v, sessie, zicht.id, door_leiding=False),
        lambda v: bewijzen.readmit(v, sessie, zicht.id, door_leiding=True),
    ):
        store.transact(stap)
        gevonden = bewijzen.find_deelnemer(store, token)
        assert gevonden is not None
        gezien.append((gevonden.toestand, gevonden.rollen))
    assert gezien == [("verwijderd", ()), ("wacht", ()), ("wacht", ()), ("binnen", ())]


def test_een_bewijs_opent_een_rol_zolang_het_leeft(tmp_path: Path) -> None:
    """Wrong role, too old, taken back: nothing opens."""
    tijd = Tijd()
    config = tijd.maak_config(tmp_path)
    store, account = maak_huis(config)
    sessie = maak_sessie(store, config, account, toestand="bezig")
    token = store.transact(lambda v: bewijzen.give_bewijs(v, config, sessie, "beamer", geldig_ms=60_000))
    gevonden = bewijzen.find_bewijs(store, config, token, "beamer")
    assert gevonden is not None and (gevonden.sessie, gevonden.rol) == (sessie, "beamer")
    assert bewijzen.find_bewijs(store, config, token, "console") is None
    assert bewijzen.find_bewijs(store, config, None, "beamer") is None
    tijd.verder(seconden=60)
    assert bewijzen.find_bewijs(store, config, token, "beamer") is None
    nieuw = store.transact(lambda v: bewijzen.give_bewijs(v, config, sessie, "beamer", geldig_ms=60_000))
    assert store.transact(lambda v: bewijzen.revoke_bewijzen(v, sessie, "beamer")) == 2
    assert bewijzen.find_bewijs(store, config, nieuw, "beamer") is None
    with pytest.raises(Weigering, match=r"toegang\.rol_onbekend"):
        store.transact(lambda v: bewijzen.give_bewijs(v, config, sessie, "beheerder", geldig_ms=1))
    store.close()


def test_een_eenmalige_link_werkt_een_keer(huis: tuple[Store, Config, int]) -> None:
    """It opens for the first one, is never a cookie, and is gone from the table."""
    store, config, account = huis
    sessie = maak_sessie(store, config, account, toestand="gepland")
    link = store.transact(
        lambda v: bewijzen.give_bewijs(v, config, sessie, "inbrenger", geldig_ms=60_000, eenmalig=True)
    )
    assert bewijzen.find_bewijs(store, config, link, "inbrenger") is None
    eerste = bewijzen.use_bewijs(store, config, link)
    assert eerste is not None and eerste.rol == "inbrenger"
    assert bewijzen.use_bewijs(store, config, link) is None
    assert store.read(lambda v: v.execute(select(Toegangsbewijs)).all()) == []
