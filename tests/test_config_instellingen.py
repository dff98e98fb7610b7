"""De instellingen: een keer gelezen, daarna vast; en een klok die niet mee verspringt."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leersessie.config import GRENZEN, OMGEVING, SPRONG_S, Config, ConfigFout, Klok, content_dir, read_config


class Wekker:
    """A wall clock and a monotonic clock that move apart when told."""

    def __init__(self, begin: datetime = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)) -> None:
        self.wand, self.sinds_start = begin.timestamp(), 1000.0
        self.klok = Klok(wand=lambda: self.wand, monotoon=lambda: self.sinds_start)

    def verder(self, seconden: float, sprong: float = 0.0) -> None:
        """Time passes; the wall clock also jumps."""
        self.sinds_start += seconden
        self.wand += seconden + sprong


def test_zonder_omgeving_gelden_de_eigen_waarden(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder beside where you are, SQLite in it, Dutch, thirty days."""
    monkeypatch.chdir(tmp_path)
    config = read_config({})
    assert config.data == tmp_path / "leersessie-data"
    assert config.database_url == f"sqlite:///{tmp_path / 'leersessie-data' / 'leersessie.sqlite'}"
    assert (config.taal, config.tijdzone, config.bewaardagen, config.is_https) == ("nl", "Europe/Amsterdam", 30, False)
    assert read_config(dict.fromkeys(OMGEVING.values(), "  ")).bewaardagen == 30


def test_elke_instelling_komt_uit_haar_eigen_naam(tmp_path: Path) -> None:
    """All of them, each with another value."""
    waarden = {
        "data": str(tmp_path),
        "adres": "https://voorbeeld.test",
        "database": "postgresql://a@b/c",
        "tijdzone": "Europe/Brussels",
        "taal": "en",
        "contact": "lek@voorbeeld.test",
    } | {veld: str(hoogste) for veld, (_, hoogste) in GRENZEN.items()}
    config = read_config({OMGEVING[veld]: waarde for veld, waarde in waarden.items()})
    assert {veld: str(getattr(config, veld)) for veld in OMGEVING} == waarden
    assert (config.database_url, config.is_https) == ("postgresql://a@b/c", True)
    assert set(OMGEVING) == {v.name for v in dataclasses.fields(Config)} - {"klok", "loterij"}


@pytest.mark.parametrize(
    ("naam", "waarde"),
    [
        ("LEERSESSIE_TAAL", "fr"),
        ("LEERSESSIE_ADRES", "voorbeeld.test"),
        ("LEERSESSIE_ADRES", "ftp://voorbeeld.test"),
        ("LEERSESSIE_CONTACT", "ergens"),
        ("LEERSESSIE_CONTACT", "javascript:alert(1)@a"),
        ("LEERSESSIE_CONTACT", "http://voorbeeld.test"),
        ("LEERSESSIE_TIJDZONE", "Europa/Nergens"),
        ("LEERSESSIE_TIJDZONE", "../../etc/passwd"),
        ("LEERSESSIE_TIJDZONE", "/etc/localtime"),
        *[
            (OMGEVING[veld], waarde)
            for veld, (laagste, hoogste) in GRENZEN.items()
            for waarde in (str(laagste - 1), str(hoogste + 1), "veel", "1.5", "١", "1e1", "+1", "0x1")
        ],
    ],
)
def test_wat_niet_kan_noemt_de_naam_en_wat_wel_kan(naam: str, waarde: str) -> None:
    """One sentence with the name of the setting in it."""
    with pytest.raises(ConfigFout, match=naam):
        read_config({naam: waarde})


def test_instellingen_zijn_vast() -> None:
    """Nothing alters them while the house runs."""
    config = read_config({})
    with pytest.raises(dataclasses.FrozenInstanceError):
        config.taal = "en"  # type: ignore[misc]


@given(st.lists(st.tuples(st.floats(0, 600), st.floats(-7200, 7200)), max_size=12))
def test_een_sprong_van_de_wandklok_eindigt_geen_stap(stappen: list[tuple[float, float]]) -> None:
    """However it jumps: never off by more than a minute from the time that really passed."""
    wekker = Wekker()
    begin = wekker.klok.now_ms()
    for seconden, sprong in stappen:
        wekker.verder(seconden, sprong)
        echt = (wekker.sinds_start - 1000.0) * 1000
        assert abs(wekker.klok.now_ms() - begin - echt) <= SPRONG_S * 1000 + 1


@pytest.mark.parametrize(("sprong", "mee"), [(3600, 0), (-3600, 0), (61, 0), (-61, 0), (60, 60), (-30, -30), (0, 0)])
def test_een_kleine_bijstelling_telt_mee_een_sprong_niet(sprong: float, mee: float) -> None:
    """Up to sixty seconds is a correction; more was set by hand."""
    wekker = Wekker()
    begin = wekker.klok.now_ms()
    wekker.verder(10, sprong)
    assert wekker.klok.now_ms() - begin == (10 + mee) * 1000


def test_de_dag_is_die_van_de_mensen(tmp_path: Path) -> None:
    """The calendar day in the configured zone, also around midnight and in the night the clock goes forward."""
    for utc, dag in (
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 22, 1, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 1, tzinfo=UTC), date(2026, 10, 26)),
    ):
        wekker = Wekker(utc)
        assert Config(data=tmp_path, klok=wekker.klok).today() == dag
        assert wekker.klok.now() == utc


def test_de_inhoudsmappen_zijn_er() -> None:
    """In a checkout and in a wheel; a missing one is said by name."""
    for naam in ("casussen", "werkvormen", "templates", "static"):
        assert content_dir(naam).is_dir()
    with pytest.raises(FileNotFoundError, match="'bestaatniet'"):
        content_dir("bestaatniet")


def test_de_loting_is_echt_toeval(tmp_path: Path) -> None:
    """Unless a test gives another one."""
    config = Config(data=tmp_path)
    assert len({config.loterij(16) for _ in range(100)}) == 100
