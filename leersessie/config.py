"""De instellingen: een keer gelezen uit de omgeving, daarna vast.

Also the only source of time and randomness, so that a session can be replayed exactly in a test.
This room knows nothing of sessions, people or the web.
"""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

TALEN = ("nl", "en")


class ConfigFout(Exception):
    """An environment variable holds something we cannot use; the message names it and the remedy."""


SPRONG_S = 60.0
"""A wall clock that moves further than this against the monotonic one was set by hand: keep the anchor."""


@dataclass(frozen=True, slots=True)
class Klok:
    """Time in UTC milliseconds, anchored at start so that a jump of the wall clock ends no step; injectable."""

    wand: Callable[[], float] = time.time
    monotoon: Callable[[], float] = time.monotonic
    anker: list[float] = field(default_factory=list)

    def now_ms(self) -> int:
        """Milliseconds since 1970 in UTC."""
        wand, monotoon = self.wand(), self.monotoon()
        if not self.anker:
            self.anker.append(wand - monotoon)
        verwacht = self.anker[0] + monotoon
        return int((wand if abs(wand - verwacht) <= SPRONG_S else verwacht) * 1000)

    def now(self) -> datetime:
        """The same moment as an aware UTC datetime."""
        return datetime.fromtimestamp(self.now_ms() / 1000, UTC)


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that may differ between installations. Every field is documented in docs/instellingen.md."""

    data: Path
    adres: str = ""
    database: str = ""
    tijdzone: str = "Europe/Amsterdam"
    taal: str = "nl"
    bewaardagen: int = 30
    reactiedagen: int = 14
    verslagmaanden: int = 12
    vertrouwde_proxies: int = 0
    contact: str = ""
    klok: Klok = field(default_factory=Klok)
    loterij: Callable[[int], bytes] = secrets.token_bytes

    @property
    def database_url(self) -> str:
        """SQLAlchemy URL: the configured one, else SQLite inside the data folder."""
        return self.database or f"sqlite:///{self.data / 'leersessie.sqlite'}"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which dates are shown and whole days are counted."""
        return ZoneInfo(self.tijdzone)

    def today(self) -> date:
        """The calendar day it is now in the configured time zone."""
        return self.klok.now().astimezone(self.zone).date()

    @property
    def is_https(self) -> bool:
        """True when people reach us over https, according to LEERSESSIE_ADRES."""
        return self.adres.startswith("https://")


OMGEVING: dict[str, str] = {
    "data": "LEERSESSIE_DATA",
    "adres": "LEERSESSIE_ADRES",
    "database": "LEERSESSIE_DATABASE",
    "tijdzone": "LEERSESSIE_TIJDZONE",
    "taal": "LEERSESSIE_TAAL",
    "bewaardagen": "LEERSESSIE_BEWAARDAGEN",
    "reactiedagen": "LEERSESSIE_REACTIEDAGEN",
    "verslagmaanden": "LEERSESSIE_VERSLAGMAANDEN",
    "vertrouwde_proxies": "LEERSESSIE_VERTROUWDE_PROXIES",
    "contact": "LEERSESSIE_CONTACT",
}
CONTACT = re.compile(r"https://[^\s]+|[^\s@:/]+@[^\s@:/]+")
GRENZEN = {"bewaardagen": (0, 30), "reactiedagen": (1, 14), "verslagmaanden": (1, 60), "vertrouwde_proxies": (0, 5)}


def read_config(omgeving: Mapping[str, str] | None = None) -> Config:
    """Read the settings from environment variables (see OMGEVING); unset ones keep their default.

    Raises ConfigFout when a value cannot be used.
    """
    env = os.environ if omgeving is None else omgeving
    waarden: dict[str, object] = {"data": Path(env.get("LEERSESSIE_DATA") or "leersessie-data").absolute()}
    for veld, naam in OMGEVING.items():
        tekst = env.get(naam, "").strip()
        if veld == "data" or not tekst:
            continue
        waarden[veld] = _read_number(naam, tekst, *GRENZEN[veld]) if veld in GRENZEN else tekst
    config = Config(**waarden)  # type: ignore[arg-type]
    if config.taal not in TALEN:
        raise ConfigFout(f"LEERSESSIE_TAAL is '{config.taal}'; kies uit: {', '.join(TALEN)}.")
    if config.adres and not config.adres.startswith(("http://", "https://")):
        raise ConfigFout("LEERSESSIE_ADRES moet beginnen met http:// of https://.")
    if config.contact and not CONTACT.fullmatch(config.contact):
        raise ConfigFout("LEERSESSIE_CONTACT moet een mailadres zijn, of beginnen met https://.")
    try:
        _ = config.zone
    except (ZoneInfoNotFoundError, ValueError) as fout:
        raise ConfigFout(f"LEERSESSIE_TIJDZONE '{config.tijdzone}' is geen bekende tijdzone.") from fout
    return config


def _read_number(naam: str, tekst: str, laagste: int, hoogste: int) -> int:
    if not tekst.isascii() or not tekst.isdigit() or not laagste <= int(tekst) <= hoogste:
        raise ConfigFout(f"{naam} is '{tekst}'; geef een heel getal van {laagste} tot en met {hoogste}.")
    return int(tekst)


def content_dir(naam: str) -> Path:
    """Where a content folder ('casussen', 'werkvormen', 'templates', 'static') lies, in a wheel and in a checkout."""
    hier = Path(__file__).resolve().parent
    for kandidaat in (hier / "_inhoud" / naam, hier.parent / naam):
        if kandidaat.is_dir():
            return kandidaat
    raise FileNotFoundError(f"de inhoudsmap '{naam}' ontbreekt in deze installatie")
