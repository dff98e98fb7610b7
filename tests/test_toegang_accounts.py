"""Accounts: de eerste opstelling, uitnodigen, inloggen, tweede factor, en wat er van buiten niet te zien is."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyotp
import pytest
from hulp.huis import WACHTWOORD, Tijd
from sqlalchemy import select

from leersessie.config import Config
from leersessie.i18n.weigering import NietGevonden, NietToegestaan, Weigering
from leersessie.store import Store, open_store
from leersessie.store import accounts as rijen
from leersessie.store.tabellen import Aanmelding, Account, Auditregel, Uitnodiging
from leersessie.toegang import aanmelden, accounts
from leersessie.toegang.accounts import Ingelogd

Huis = tuple[Store, Config, Tijd]


@pytest.fixture
def leeg(tmp_path: Path) -> Iterator[Huis]:
    """A house without any account, with a clock to move."""
    tijd = Tijd()
    config = tijd.maak_config(tmp_path)
    store = open_store(config)
    yield store, config, tijd
    store.close()


def stel_op(store: Store, config: Config) -> Ingelogd:
    """The first account, as confirmed beheerder."""
    geheim = accounts.ensure_opstelling(store, config)
    assert geheim is not None
    account = accounts.set_up(
        store, config, geheim, organisatie="Team Oost", naam="Bea", email="Bea@Voorbeeld.nl", wachtwoord=WACHTWOORD
    )
    rij = store.read(lambda v: rijen.find_account(v, account))
    assert rij is not None
    return accounts.to_ingelogd(rij, bevestigd=True)


def voeg_toe(store: Store, config: Config, door: Ingelogd, email: str, *rollen: str) -> int:
    """A colleague who has set a password."""
    link = accounts.invite(store, config, door, naam="Coen", email=email, rollen=rollen or ("gespreksleider",))
    return accounts.use_link(store, config, link, WACHTWOORD)


def test_de_eerste_start_geeft_een_link_die_een_keer_werkt(leeg: Huis) -> None:
    """No default account. A new start makes a new link; a used or old one does nothing."""
    store, config, tijd = leeg
    eerste = accounts.ensure_opstelling(store, config)
    tweede = accounts.ensure_opstelling(store, config)
    assert eerste is not None and tweede is not None
    assert store.read(lambda v: v.execute(select(Uitnodiging)).all())[0].hash != tweede
    gegevens = {"organisatie": "Oost", "naam": "Bea", "email": "bea@voorbeeld.nl", "wachtwoord": WACHTWOORD}
    for oud in (eerste, "", "x" * 5_000):
        with pytest.raises(Weigering, match=r"toegang\.link_verlopen"):
            accounts.set_up(store, config, oud, **gegevens)
    assert accounts.find_link(store, config, tweede) == "opstelling"
    accounts.set_up(store, config, tweede, **gegevens)
    assert accounts.ensure_opstelling(store, config) is None
    with pytest.raises(Weigering, match=r"toegang\.link_verlopen"):
        accounts.set_up(store, config, tweede, **gegevens)
    rij = store.read(lambda v: v.execute(select(Account)).one())
    assert (rij.email, rij.rollen, rij.wachtwoord.startswith("$argon2id$")) == (
        "bea@voorbeeld.nl",
        list(accounts.ROLLEN),
        True,
    )
    tijd.verder(dagen=1)


def test_de_link_vervalt_na_zeven_dagen(leeg: Huis) -> None:
    """Printed on a screen once; not valid for ever."""
    store, config, tijd = leeg
    geheim = accounts.ensure_opstelling(store, config)
    assert geheim is not None
    tijd.verder(dagen=7)
    with pytest.raises(Weigering, match=r"toegang\.link_verlopen"):
        accounts.find_link(store, config, geheim)


def test_twee_tegelijk_maken_een_organisatie(leeg: Huis) -> None:
    """Two people press the set-up link at the same moment."""
    store, config, _ = leeg
    geheim = accounts.ensure_opstelling(store, config)
    assert geheim is not None
    uitkomsten: list[str] = []

    def probeer(n: int) -> None:
        try:
            accounts.set_up(
                store, config, geheim, organisatie="Oost", naam="B", email=f"b{n}@voorbeeld.nl", wachtwoord=WACHTWOORD
            )
            uitkomsten.append("gemaakt")
        except Weigering as fout:
            uitkomsten.append(fout.sleutel)

    draden = [threading.Thread(target=probeer, args=(n,)) for n in range(4)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(uitkomsten) == ["gemaakt"] + ["toegang.link_verlopen"] * 3


@pytest.mark.parametrize(
    ("wachtwoord", "sleutel"),
    [
        ("kort", "toegang.wachtwoord_kort"),
        ("x" * 129, "toegang.wachtwoord_lang"),
        ("aaaaaaaaaaaaaaaa", "toegang.wachtwoord_bekend"),
        ("123456789012345", "toegang.wachtwoord_bekend"),
        ("Welkom20262026", "toegang.wachtwoord_bekend"),
        ("QwertyQwerty!!", "toegang.wachtwoord_bekend"),
        ("wacht woord wachtwoord"[:11], "toegang.wachtwoord_kort"),
        ("\ud800" * 20, "toegang.wachtwoord_kort"),
        (None, "toegang.wachtwoord_kort"),
    ],
)
def test_een_zwak_wachtwoord_wordt_geweigerd(wachtwoord: object, sleutel: str) -> None:
    """12 to 128 characters, not on the list; nothing is said about capitals or signs."""
    from leersessie.toegang.wachtwoord import clean_wachtwoord

    with pytest.raises(Weigering) as fout:
        clean_wachtwoord(wachtwoord)
    assert fout.value.sleutel == sleutel


@pytest.mark.parametrize(
    "wachtwoord", ["kiezel lantaarn", "            spaties", "ÉÉNëëndrieëën", "🌊🌊🌲🌲🌊🌊🌲🌲🌙🌙🌙🌙", "x7y" * 42]
)
def test_een_goed_wachtwoord_mag_alles_hebben(wachtwoord: str) -> None:
    """Spaces, accents, pictures; composed and decomposed accents are the same password."""
    import unicodedata

    from leersessie.toegang.wachtwoord import check_wachtwoord, clean_wachtwoord, hash_wachtwoord

    hash_ = hash_wachtwoord(clean_wachtwoord(wachtwoord))
    assert check_wachtwoord(hash_, unicodedata.normalize("NFD", wachtwoord)) is True
    assert check_wachtwoord(hash_, wachtwoord + " ") is False
    assert check_wachtwoord("", wachtwoord) is False
    assert check_wachtwoord("geen hash", wachtwoord) is False


@pytest.mark.parametrize(
    "email",
    ["", "a", "a@b", "a b@c.nl", "a@b.nl,c@d.nl", "<a@b.nl>", "a@.nl", "x" * 300 + "@b.nl", "a@b.nl\nBcc: c@d.nl"],
)
def test_een_onmogelijk_adres_wordt_geweigerd(leeg: Huis, email: str) -> None:
    """Nothing that could end up in a header or a second address."""
    store, config, _ = leeg
    door = stel_op(store, config)
    with pytest.raises(Weigering):
        accounts.invite(store, config, door, naam="C", email=email, rollen=("trainer",))


def test_inloggen_zegt_bij_elke_fout_hetzelfde(leeg: Huis) -> None:
    """Unknown address, wrong password, switched-off account, account without password: one answer."""
    store, config, _ = leeg
    door = stel_op(store, config)
    uit = voeg_toe(store, config, door, "uit@voorbeeld.nl")
    accounts.change_account(store, config, door, uit, actief=False)
    accounts.invite(store, config, door, naam="D", email="nieuw@voorbeeld.nl", rollen=("trainer",))
    pogingen: list[tuple[object, object]] = [
        ("niemand@voorbeeld.nl", WACHTWOORD),
        ("bea@voorbeeld.nl", WACHTWOORD + "x"),
        ("bea@voorbeeld.nl", ""),
        ("bea@voorbeeld.nl", None),
        ("bea@voorbeeld.nl", "\ud800" * 20),
        ("uit@voorbeeld.nl", WACHTWOORD),
        ("nieuw@voorbeeld.nl", ""),
        (None, WACHTWOORD),
        ("x" * 5_000, "y" * 5_000),
    ]
    for email, wachtwoord in pogingen:
        with pytest.raises(Weigering) as fout:
            aanmelden.log_in(store, config, email, wachtwoord)
        assert (fout.value.sleutel, fout.value.status) == ("toegang.aanmelden_fout", 401)
    assert store.read(lambda v: v.execute(select(Aanmelding)).all()) == []


def test_een_browser_blijft_een_half_uur_stil_en_twaalf_uur_in_totaal(leeg: Huis) -> None:
    """30 minutes idle, none during a session; 12 hours for a gespreksleider, 8 for others."""
    store, config, tijd = leeg
    door = stel_op(store, config)
    voeg_toe(store, config, door, "g@voorbeeld.nl", "gespreksleider")
    voeg_toe(store, config, door, "t@voorbeeld.nl", "trainer")
    leider = aanmelden.log_in(store, config, " G@voorbeeld.nl ", WACHTWOORD)
    trainer = aanmelden.log_in(store, config, "t@voorbeeld.nl", WACHTWOORD)
    tijd.verder(minuten=29, seconden=59)
    assert aanmelden.find_aanmelding(store, config, leider) is not None
    tijd.verder(minuten=30)
    assert aanmelden.find_aanmelding(store, config, leider) is None
    assert aanmelden.find_aanmelding(store, config, leider, tijdens_sessie=True) is not None
    leven = {"leider": leider, "trainer": trainer}
    uren = dict.fromkeys(leven, 0.0)
    begin = tijd.nu
    for _ in range(30):
        tijd.verder(minuten=29)
        for naam, token in leven.items():
            if aanmelden.find_aanmelding(store, config, token, tijdens_sessie=True) is not None:
                uren[naam] = (tijd.nu - begin) / 3600 + 1
    assert {naam: int(u) for naam, u in uren.items()} == {"leider": 11, "trainer": 7}
    assert [aanmelden.find_aanmelding(store, config, t) for t in ("", None, "x", 7)] == [None] * 4


def test_een_beheerder_stelt_eerst_een_tweede_factor_in(leeg: Huis) -> None:
    """Until then nothing is open; afterwards a code works once, and only with the password."""
    store, config, tijd = leeg
    door = stel_op(store, config)
    half = aanmelden.log_in(store, config, "bea@voorbeeld.nl", WACHTWOORD)
    ingelogd = aanmelden.find_aanmelding(store, config, half)
    assert ingelogd is not None and (ingelogd.bevestigd, ingelogd.totp) == (False, False)
    with pytest.raises(NietToegestaan):
        aanmelden.check_rol(ingelogd, "beheerder")
    with pytest.raises(NietToegestaan):
        accounts.invite(store, config, ingelogd, naam="x", email="x@voorbeeld.nl", rollen=("trainer",))
    geheim, adres = aanmelden.start_totp(store, config, half)
    assert adres.startswith("otpauth://totp/leersessie:bea%40voorbeeld.nl?secret=")
    teller = pyotp.TOTP(geheim)
    with pytest.raises(Weigering, match=r"toegang\.totp_fout"):
        aanmelden.activate_totp(store, config, half, "000000" if teller.at(int(tijd.nu)) != "000000" else "111111")
    heel = aanmelden.activate_totp(store, config, half, teller.at(int(tijd.nu)))
    bevestigd = aanmelden.find_aanmelding(store, config, heel)
    assert aanmelden.check_rol(bevestigd, "beheerder").account == door.account
    assert aanmelden.find_aanmelding(store, config, half) is None
    with pytest.raises(Weigering, match=r"toegang\.aanmelden_fout"):
        aanmelden.log_in(store, config, "bea@voorbeeld.nl", WACHTWOORD, teller.at(int(tijd.nu)))
    tijd.verder(seconden=30)
    assert aanmelden.log_in(store, config, "bea@voorbeeld.nl", WACHTWOORD, teller.at(int(tijd.nu)))
    opnieuw = aanmelden.log_in(store, config, "bea@voorbeeld.nl", WACHTWOORD)
    with pytest.raises(NietToegestaan):
        aanmelden.start_totp(store, config, opnieuw)
    tijd.verder(seconden=30)
    assert aanmelden.confirm_totp(
        store, config, opnieuw, f" {teller.at(int(tijd.nu))[:3]} {teller.at(int(tijd.nu))[3:]}"
    )


def test_na_vijf_foute_codes_is_de_halve_aanmelding_weg(leeg: Huis) -> None:
    """A password alone gives five guesses, not a million; and ten minutes."""
    store, config, tijd = leeg
    stel_op(store, config)
    geheim, _ = aanmelden.start_totp(store, config, aanmelden.log_in(store, config, "bea@voorbeeld.nl", WACHTWOORD))
    token = aanmelden.log_in(store, config, "bea@voorbeeld.nl", WACHTWOORD)
    aanmelden.activate_totp(store, config, token, pyotp.TOTP(geheim).at(int(tijd.nu)))
    half = aanmelden.log_in(store, config, "bea@voorbeeld.nl", WACHTWOORD)
    sleutels = []
    for code in ("12345", "abcdef", "１２３４５６", None, "1234567", "123456"):
        with pytest.raises(Weigering) as fout:
            aanmelden.confirm_totp(store, config, half, code)
        sleutels.append(fout.value.sleutel)
    assert sleutels == ["toegang.totp_fout"] * 5 + ["toegang.aanmelden_opnieuw"]
    half = aanmelden.log_in(store, config, "bea@voorbeeld.nl", WACHTWOORD)
    tijd.verder(minuten=10)
    assert aanmelden.find_aanmelding(store, config, half) is None


def test_herstellen_en_overal_uitloggen(leeg: Huis) -> None:
    """A new password or one press logs every browser out at once; the old link is dead."""
    store, config, _ = leeg
    door = stel_op(store, config)
    account = voeg_toe(store, config, door, "g@voorbeeld.nl")
    tokens = [aanmelden.log_in(store, config, "g@voorbeeld.nl", WACHTWOORD) for _ in range(3)]
    aanmelden.log_out(store, tokens[0])
    assert aanmelden.log_out_everyone(store, config, account) == 2
    assert [aanmelden.find_aanmelding(store, config, t) for t in tokens] == [None] * 3
    link = accounts.make_herstel(store, config, door, account)
    nieuwer = accounts.make_herstel(store, config, door, account)
    with pytest.raises(Weigering, match=r"toegang\.link_verlopen"):
        accounts.use_link(store, config, link, "een heel ander woord")
    token = aanmelden.log_in(store, config, "g@voorbeeld.nl", WACHTWOORD)
    accounts.use_link(store, config, nieuwer, "een heel ander woord")
    assert aanmelden.find_aanmelding(store, config, token) is None
    assert aanmelden.log_in(store, config, "g@voorbeeld.nl", "een heel ander woord")
    with pytest.raises(NietGevonden):
        aanmelden.log_out_everyone(store, config, 999)


def test_een_beheerder_kan_niet_buiten_zijn_organisatie(leeg: Huis) -> None:
    """Other organisation, wrong role, not confirmed: refused; and nobody can lock everybody out."""
    store, config, _ = leeg
    door = stel_op(store, config)
    ander = store.transact(
        lambda v: rijen.add_account(
            v,
            organisatie=rijen.add_organisatie(v, "West", ""),
            email="w@voorbeeld.nl",
            naam="W",
            rollen=("beheerder",),
            gemaakt="",
            wachtwoord="x",
        )
    )
    for daad in (
        lambda: accounts.make_herstel(store, config, door, ander),
        lambda: accounts.change_account(store, config, door, ander, actief=False),
        lambda: accounts.clear_totp(store, config, door, ander),
    ):
        with pytest.raises(NietGevonden):
            daad()
    for zonder in (replace(door, rollen=frozenset({"trainer"})), replace(door, bevestigd=False)):
        with pytest.raises(NietToegestaan):
            accounts.list_accounts(store, zonder)
    for rollen, actief in ((("trainer",), True), (None, False)):
        with pytest.raises(Weigering, match=r"toegang\.laatste_beheerder"):
            accounts.change_account(store, config, door, door.account, rollen=rollen, actief=actief)
    voeg_toe(store, config, door, "b2@voorbeeld.nl", "beheerder")
    accounts.change_account(store, config, door, door.account, rollen=("trainer",))
    with pytest.raises(Weigering, match=r"toegang\.email_bezet"):
        accounts.invite(store, config, door, naam="x", email="W@voorbeeld.nl", rollen=("trainer",))
    with pytest.raises(Weigering, match=r"toegang\.rol_onbekend"):
        accounts.invite(store, config, door, naam="x", email="q@voorbeeld.nl", rollen=("koning",))


def test_de_audit_noemt_daden_en_geen_woorden(leeg: Huis) -> None:
    """Who, what, which, when; an object that is a sentence is a bug."""
    from leersessie.toegang.audit import record

    store, config, _ = leeg
    door = stel_op(store, config)
    account = voeg_toe(store, config, door, "g@voorbeeld.nl")
    regels = store.read(lambda v: rijen.list_auditregels(v, door.organisatie))
    assert [(r.account, r.daad, r.voorwerp) for r in regels] == [
        (account, "wachtwoord_gezet", ""),
        (door.account, "account_gemaakt", f"account:{account}"),
        (door.account, "opgesteld", ""),
    ]
    assert store.read(lambda v: rijen.list_auditregels(v, door.organisatie + 1)) == ()
    for daad, voorwerp in (("verzonnen", ""), ("opgesteld", "Jan de Vries"), ("opgesteld", "x" * 65)):
        with pytest.raises(ValueError, match=r"daad|voorwerp"):
            store.transact(
                lambda v, d=daad, w=voorwerp: record(v, config, organisatie=1, account=None, daad=d, voorwerp=w)
            )
    assert len(store.read(lambda v: v.execute(select(Auditregel)).all())) == 3
