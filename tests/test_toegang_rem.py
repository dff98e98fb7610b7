"""De rem op raden: tien foute per plek, zestig voor de server, en geen adres dat blijft liggen."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from hulp.huis import Tijd

from leersessie.i18n.weigering import Weigering
from leersessie.toegang.rem import Rem


def tel_fout(rem: Rem, adres: str, keer: int) -> int:
    """How many wrong tries got through."""
    door = 0
    for _ in range(keer):
        try:
            rem.guard(adres, lambda: None)
        except Weigering as fout:
            assert (fout.sleutel, fout.opnieuw, fout.status) == ("toegang.te_vaak", True, 429)
            continue
        door += 1
    return door


def test_tien_foute_per_plek_en_steeds_langer_wachten(tmp_path: Path) -> None:
    """The wait doubles each time: one, two, four, eight, then ten minutes."""
    tijd = Tijd()
    rem = Rem(tijd.maak_config(tmp_path), server=None)
    wachten = []
    assert tel_fout(rem, "192.0.2.1", 1) == 1
    for _ in range(6):
        assert tel_fout(rem, "192.0.2.1", 30) == 9
        begin = tijd.nu
        while tel_fout(rem, "192.0.2.1", 1) == 0:
            tijd.verder(seconden=10)
        wachten.append(round((tijd.nu - begin) / 60))
    assert wachten == [1, 2, 4, 8, 10, 10]


def test_zestig_foute_voor_de_hele_server(tmp_path: Path) -> None:
    """Many places together get sixty a minute."""
    tijd = Tijd()
    rem = Rem(tijd.maak_config(tmp_path))
    assert sum(tel_fout(rem, f"198.51.100.{n}", 5) for n in range(40)) == 60
    tijd.verder(seconden=60)
    assert sum(tel_fout(rem, f"203.0.113.{n}", 5) for n in range(40)) == 60


def test_een_goede_code_kost_niets(tmp_path: Path) -> None:
    """A hall of six hundred people behind one address comes in."""
    rem = Rem(Tijd().maak_config(tmp_path))
    assert [rem.guard("192.0.2.1", lambda: "sessie") for _ in range(600)] == ["sessie"] * 600
    assert tel_fout(rem, "192.0.2.1", 12) == 10


def test_plekken_hinderen_elkaar_niet(tmp_path: Path) -> None:
    """One clumsy place does not shut out another."""
    rem = Rem(Tijd().maak_config(tmp_path))
    tel_fout(rem, "192.0.2.1", 10)
    assert rem.guard("192.0.2.2", lambda: 1) == 1
    with pytest.raises(Weigering):
        rem.guard("192.0.2.1", lambda: 1)


@pytest.mark.parametrize(
    ("een", "twee", "zelfde"),
    [
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("geen adres", "geen adres", True),
        ("\ud800", "\ud800", True),
    ],
)
def test_een_huis_met_ipv6_is_een_plek(tmp_path: Path, een: str, twee: str, zelfde: bool) -> None:
    """A phone has a whole /64 to itself."""
    rem = Rem(Tijd().maak_config(tmp_path))
    tel_fout(rem, een, 10)
    assert tel_fout(rem, twee, 1) == (0 if zelfde else 1)


def test_er_blijft_geen_adres_liggen_en_de_sleutel_wisselt(tmp_path: Path) -> None:
    """Nothing the throttle holds contains the address; after a day its key is another."""
    tijd = Tijd()
    rem = Rem(tijd.maak_config(tmp_path))
    tel_fout(rem, "192.0.2.77", 3)
    inhoud = repr([getattr(rem, veld) for veld in vars(rem)])
    assert "192.0.2.77" not in inhoud and b"192.0.2.77" not in gc.get_referents(rem)
    eerder = set(rem._emmers)
    tijd.verder(dagen=1)
    tel_fout(rem, "192.0.2.77", 1)
    assert len(rem._emmers) == 1 and not eerder & set(rem._emmers)


def test_het_geheugen_is_begrensd(tmp_path: Path) -> None:
    """Somebody with many addresses does not fill our memory."""
    rem = Rem(Tijd().maak_config(tmp_path), server=None)
    for n in range(11_000):
        rem.count(f"10.{n >> 8}.{n & 255}.1")
    assert len(rem._emmers) == 10_000
