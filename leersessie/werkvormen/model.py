"""Een werkvorm als waarde: wat een leerbijeenkomst vraagt, stap voor stap. Alleen gegevens, geen regels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from leersessie.i18n import Tekst
from leersessie.i18n.gebrek import Gebrek as Gebrek
from leersessie.invoer.vorm import Keus, Vorm

WIE = ("allen", "deelnemers", "inbrenger", "gespreksleider", "subgroep", "jurist", "dagvoorzitter", "trio")
TYPT = ("ieder", "schrijver", "niemand", "inbrenger", "jurist")
VERBORGEN = ("nee", "tot-onthulling", "verzegeld")
VERSLAG = ("niets", "tellingen", "samenvatting", "tekst", "alles")
LES = ("niets", "kandidaat", "kern")
CASUS = ("verplicht", "mag", "geen", "oefen")
VOOR = ("situatie", "samenwerken", "handelen", "lukte", "oefenen", "zaal")
"""What a werkvorm is for, in the order in which people look for it."""
KIES = ("zelf", "leider")
GROEPSGEWIJS = ("subgroep", "trio")
"""Values of `wie` whose step runs in subgroups."""
ONTHUL_PER = ("sector",)
ROLLEN = (
    "gespreksleider",
    "co-gespreksleider",
    "dagvoorzitter",
    "inbrenger",
    "schrijver",
    "verslaglegger",
    "deelnemer",
    "deskundige",
    "ervaringsdeskundige",
    "jurist",
    "bestuurder",
    "verteller",
)
ZWIJGERS = (
    "inbrenger",
    "schrijver",
    "verslaglegger",
    "deskundige",
    "ervaringsdeskundige",
    "jurist",
    "bestuurder",
    "verteller",
)
"""Roles that one person has, so that a step can ask just that person to listen."""
POORTEN = ("minstens_kaarten", "elke_kolom", "kolom_gevuld", "elke_weging_rust_op_feit")


KEER = "~"
"""Between the id of a step and the how-manieth time it is played: s2~3."""


KEREN = tuple("23456789")


def find_kaal(stap: str) -> str:
    """The id of a step in its werkvorm, without the time it is played."""
    return stap.partition(KEER)[0]


def make_keer(stap: str, keer: int) -> str:
    """The id of a step played for the `keer`-th time (from 1)."""
    return stap if keer == 1 else f"{stap}{KEER}{keer}"


@dataclass(frozen=True, slots=True)
class Poort:
    """A condition that only warns. `soort` is one of POORTEN; `zin` is what the gespreksleider reads."""

    soort: str
    zin: Tekst
    aantal: int = 1
    kolom: str = ""


@dataclass(frozen=True, slots=True)
class Draaiboek:
    """What the gespreksleider says aloud, watches for, and when another road is better."""

    zeg: tuple[Tekst, ...] = ()
    let_op: tuple[Tekst, ...] = ()
    anders: tuple[Tekst, ...] = ()


@dataclass(frozen=True, slots=True)
class Tak:
    """An advice to go to another step when an option of a choice was chosen. Nothing ever moves by itself."""

    stap: str
    """The step of kind keuze that is looked at: this one or an earlier one."""
    optie: str
    naar: str
    zin: Tekst
    minstens: int = 1
    meeste: bool = False
    """True: the option must also have been chosen more often than any other."""


@dataclass(frozen=True, slots=True)
class Groepen:
    """How subgroups are made. With `themas` there is one subgroup per theme, in that order."""

    aantal: int
    kies: str
    """'zelf': every phone picks its group; 'leider': the gespreksleider divides."""
    themas: tuple[Keus, ...] = ()


@dataclass(frozen=True, slots=True)
class Stap:
    """One step. `id` never changes between versions of a werkvorm."""

    id: str
    titel: Tekst
    wie: str
    typt: str
    vorm: Vorm
    minuten: int
    verborgen: str
    vraag: tuple[Tekst, ...]
    venster: int = 0
    """1 mensen, 2 feiten, 3 weging, 4 besluit; 0 belongs to no window."""
    verwijst: tuple[str, ...] = ()
    """Steps whose cards a contribution of this step may rest on."""
    toont: tuple[str, ...] = ()
    """Earlier steps shown beside this one."""
    poort: Poort | None = None
    verslag: str = "niets"
    les: str = "niets"
    herhaal: int = 1
    wissen: bool = False
    toestemming: bool = False
    """True: the phone asks 'may your functie stand with this card in the verslag?'"""
    uit_lijst: str = ""
    onmisbaar: bool = False
    overslaan: bool = False
    """True: an optional step, off unless the gespreksleider switches it on."""
    voorbeelden: tuple[Tekst, ...] = ()
    draaiboek: Draaiboek = Draaiboek()
    voorbeeld_bij: tuple[str, ...] = ()
    """Beside each example: the id of the column, option or field it belongs to; '' is anywhere."""
    voorbeeld_typ: tuple[str, ...] = ()
    """Beside each example: its card type (one of invoer.vorm.TYPEN); '' is none."""
    vraag_groep: tuple[tuple[str, Tekst], ...] = ()
    """Extra questions for the group of one theme: (theme, question)."""
    wissel: bool = False
    """True: at this step people choose a new group."""
    themas_wissel: tuple[Keus, ...] = ()
    galerij: bool = False
    """True: the boards of all groups stand side by side."""
    tak: tuple[Tak, ...] = ()
    minstens_verwijst: int = 0
    """A card is asked to rest on at least so many cards; never a block."""
    waardeer: tuple[Keus, ...] = ()
    """Words the inbrenger can tap at each question of the steps this one refers to; they stay on that phone."""
    zwijgt: tuple[str, ...] = ()
    """Roles that only listen in this step."""
    onthul_per: str = ""
    """'sector': after the reveal the cards stand per sector."""

    @property
    def groepsgewijs(self) -> bool:
        """True: this step runs in subgroups, each with its own board."""
        return self.wie in GROEPSGEWIJS

    @property
    def typisten(self) -> frozenset[str]:
        """The special roles that type in this step; in a subgroup its verslaglegger does too."""
        if self.typt in ("ieder", "niemand"):
            return frozenset()
        ook = {"verslaglegger"} if self.groepsgewijs and self.typt == "schrijver" else set()
        return frozenset({self.typt, *ook})

    def list_voorbeelden(self, bij: str = "") -> tuple[Tekst, ...]:
        """The examples that fit this column, option or field; those that fit anywhere always do."""
        plekken = self.voorbeeld_bij or ("",) * len(self.voorbeelden)
        return tuple(v for v, plek in zip(self.voorbeelden, plekken, strict=True) if plek in ("", bij))


def follow_keer(stap: Stap, plan: Sequence[str]) -> Stap:
    """The step as it is played in this plan: it refers to the steps of its own time, else to every time of them."""
    keer = stap.id.partition(KEER)[2]
    voor = plan[: plan.index(stap.id)] if stap.id in plan else plan

    def find(namen: tuple[str, ...]) -> tuple[str, ...]:
        uit: list[str] = []
        for naam in namen:
            eigen = f"{naam}{KEER}{keer}"
            alle = [p for p in voor if find_kaal(p) == naam] or [naam]
            uit += [eigen] if keer and eigen in plan else alle
        return tuple(uit)

    return replace(stap, verwijst=find(stap.verwijst), toont=find(stap.toont))


@dataclass(frozen=True, slots=True)
class Werkvorm:
    """One complete werkvorm, as read from its TOML file."""

    id: str
    versie: int
    naam: Tekst
    doel: Tekst
    kies_als: tuple[Tekst, ...]
    kies_niet_als: tuple[Tekst, ...]
    groep: tuple[int, int, str]
    """Smallest group, largest group, and the ideal size in words."""
    minuten: int
    rollen: tuple[str, ...]
    casus: str
    """'verplicht', 'mag', 'geen', or 'oefen' (only a made-up case from the library)."""
    regels: tuple[Tekst, ...]
    bron: Tekst
    zekerheid: Tekst
    stappen: tuple[Stap, ...]
    bouwstenen: tuple[Stap, ...] = ()
    """Steps that may be added in the room; no part of the werkvorm itself."""
    groepen: Groepen | None = None
    afwegingskader: bool = False
    """True: the frame text of a beroepsgroep can be opened beside every step."""
    voor: str = ""
    """One of VOOR; empty is 'something else'."""
    vensters: bool = False
    """True: the four windows are the motif of this werkvorm; the board of all four can be shown."""

    def find_stap(self, stap: str) -> Stap | None:
        """The step with this id, or None. `s2~3` is the third time that step s2 is played."""
        kaal, _, keer = stap.partition(KEER)
        gevonden = next((s for s in (*self.stappen, *self.bouwstenen) if s.id == kaal), None)
        if gevonden is None or stap == kaal:
            return gevonden
        return replace(gevonden, id=stap) if keer in KEREN else None
