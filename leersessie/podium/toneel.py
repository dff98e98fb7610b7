"""Wat er op het podium staat: alles wat een beeld nodig heeft, als vaste waarden. Geen HTML, geen verbinding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from leersessie.store import SessieInfo, Staat
from leersessie.werkvormen.model import Werkvorm


@dataclass(frozen=True, slots=True)
class Publiek:
    """For whom a picture is drawn. Two phones of the same Publiek get the very same bytes."""

    zicht: str
    """beamer, console or telefoon."""
    rol: str = ""
    """The special roles of a phone that change its picture, in order, with a space between; often ''."""
    groep: str = ""
    """The subgroup a phone is in now; '' for none."""
    taal: str = "nl"

    @property
    def rollen(self) -> frozenset[str]:
        """The special roles one by one."""
        return frozenset(self.rol.split())


@dataclass(frozen=True, slots=True)
class Aanwezige:
    """One admitted phone as the console lists it: a functie, two words, roles. Never beside a card."""

    id: int
    functie: str
    sector: str
    woorden: str
    rollen: tuple[str, ...]
    toestand: str = "binnen"
    hier: bool = False
    sleutel: str = ""
    """The functie as it is stored, also with a card; `functie` is how this session calls it."""
    sectorsleutel: str = ""
    """The sector as it is stored."""
    groep: str = ""
    """The subgroup this phone was put in last."""


@dataclass(frozen=True, slots=True)
class Zaal:
    """Who is in the room and what they signal; lives in this process only."""

    aanwezigen: tuple[Aanwezige, ...] = ()
    klaar: int = 0
    handen: int = 0
    noodrem: bool = False
    kent_gezin: bool = False
    casus_weg: bool = False
    wensen: Mapping[int, str] = field(default_factory=dict)
    """Phones that ask for a role: deelnemer -> role."""

    @property
    def hier(self) -> int:
        """How many phones are connected now."""
        return sum(1 for a in self.aanwezigen if a.hier and a.toestand == "binnen")

    def count_functies(self) -> Counter[str]:
        """How many admitted phones share each stored functie: one alone is never shown without consent."""
        namen = (a.sleutel or a.functie for a in self.aanwezigen if a.toestand == "binnen")
        return Counter(naam for naam in namen if naam)

    def list_sectoren(self) -> dict[str, str]:
        """Sectors that at least two admitted phones share: as stored -> as this session calls it."""
        binnen = [a for a in self.aanwezigen if a.toestand == "binnen" and a.sectorsleutel]
        telling = Counter(a.sectorsleutel for a in binnen)
        return {a.sectorsleutel: a.sector for a in binnen if telling[a.sectorsleutel] > 1}

    def find_naam(self, sleutel: str) -> str:
        """How this session calls a stored functie; as it is stored when nobody here has it any more."""
        return next((a.functie for a in self.aanwezigen if a.sleutel == sleutel), sleutel)


@dataclass(frozen=True, slots=True)
class Toneel:
    """One moment of one session."""

    info: SessieInfo
    werkvorm: Werkvorm
    staat: Staat
    zaal: Zaal
    adres: str
    """The address people type, such as `leersessie.nl/mee` or `192.168.1.20:5000/mee`."""
    qr: str
    """The full address in the QR code."""
    getoond: frozenset[str] | None = None
    """Cards already released to the beamer in batches; None releases all."""
    casus: tuple[str, object] = ("", "")
    """Title and text of the library case; the text is markup that casussen.render_markdown cleaned (with __html__)."""
    kader: tuple[tuple[str, str], ...] = ()
    """The afwegingskader: ('', general text), then (beroepsgroep, its text). Empty when nobody asks for it."""
    waarschuwing: str = ""
    """What the library case touches that may hit somebody; told before it begins."""
    verslag: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """After the close: headings and lines of the verslag as the group reads it."""
