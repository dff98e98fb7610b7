"""De stand: alles wat op dit moment waar is in een sessie, als vaste waarde.

`Sturing` holds what the gespreksleider does and can undo; contributions stand beside it, so undo never takes
a word of anyone. Texts live elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

TOESTANDEN = ("concept", "gepland", "open", "bezig", "gepauzeerd", "nabespreken", "gesloten", "gewist")
BEAMER_TOONT = ("stap", "vensters", "wachten", "parkeerplaats", "casus", "afwegingskader", "draad", "verslag")
PARKEERPLAATS = "parkeerplaats"
"""The one place for contributions that belongs to no step."""
LEGE_STOEL = "lege-stoel"
"""Where thoughts for whoever is not there are laid, while the chair stands there."""
STOELEN = ("kind", "ouder", "organisatie")
NIETS: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PlanStap:
    """One step of the plan of this session: the id in the werkvorm, its minutes, and whether it is skipped."""

    id: str
    minuten: int
    overslaan: bool = False


@dataclass(frozen=True, slots=True)
class Groep:
    """One subgroup: in which step its round began, its place in that round (from 1), and its theme, '' for none."""

    id: str
    stap: str
    nummer: int
    thema: str = ""
    met: str = ""
    """The group it was merged into; its cards stand there."""
    weg: bool = False
    """Dissolved: nobody is in it any more, what it wrote stays readable."""


@dataclass(frozen=True, slots=True)
class Kaart:
    """One contribution without its words. `seq` is the place of its fact in the log."""

    id: str
    stap: str
    seq: int
    laat: bool = False
    groep: str = ""
    """The subgroup on whose board it was laid; never who laid it."""
    weg: bool = False
    """Withdrawn or taken away: the words are gone, the number stays taken."""


@dataclass(frozen=True, slots=True)
class Klokstand:
    """The timer. Running: `einde_ms` is UTC milliseconds. Standing still: `rest_ms` is what is left."""

    loopt: bool = False
    einde_ms: int = 0
    rest_ms: int = 0
    duur_ms: int = 0

    def compute_rest(self, nu_ms: int) -> int:
        """Milliseconds left at `nu_ms`; negative once over time."""
        return self.einde_ms - nu_ms if self.loopt else self.rest_ms


@dataclass(frozen=True, slots=True)
class Sturing:
    """Everything the gespreksleider steers; one undo puts the previous value back whole."""

    stap: str = ""
    geweest: frozenset[str] = frozenset()
    onthuld: frozenset[str] = frozenset()
    verborgen_stappen: frozenset[str] = frozenset()
    """Steps whose contributions stay covered until the reveal."""
    dicht: frozenset[str] = frozenset()
    """Steps whose input the gespreksleider closed by hand."""
    klok: Klokstand = Klokstand()
    klok_zichtbaar: bool = False
    beamer: str = "wachten"
    stilte: bool = False
    uitgelicht: str = ""
    verborgen: frozenset[str] = frozenset()
    kolommen: Mapping[str, str] = field(default_factory=lambda: NIETS)
    """Cards moved to another column: card -> column."""
    typen: Mapping[str, str] = field(default_factory=lambda: NIETS)
    koppels: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NIETS)
    """Links set in the console: card -> cards it rests on."""
    bundels: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NIETS)
    afgeschermd: frozenset[str] = frozenset()
    """Steps whose board only the console shows for now."""
    stoel: str = ""
    """For whom the empty chair stands there; '' is no chair."""
    groepen: tuple[Groep, ...] = ()
    """All subgroups there ever were, each round after the one before."""
    groep: str = ""
    """The subgroup whose board console and beamer show alone; '' shows them side by side."""


@dataclass(frozen=True, slots=True)
class Stand:
    """The state of one session after `seq` facts."""

    seq: int = 0
    toestand: str = "concept"
    plan: tuple[PlanStap, ...] = ()
    modus: str = "zaal"
    deur: bool = False
    verzegeld: frozenset[str] = frozenset()
    """Steps that are filled in beforehand and stay covered until they are opened in the room."""
    sturing: Sturing = Sturing()
    stuurseq: int = 0
    """Seq of the last steering fact: a steering act based on an older one is stale."""
    kaarten: Mapping[str, Kaart] = field(default_factory=lambda: NIETS)
    wacht: frozenset[str] = frozenset()
    """Cards that wait for the eyes of the gespreksleider before anybody else sees them."""
    vrijgegeven: frozenset[str] = frozenset()
    """Cards the gespreksleider looked at and let through; other words on a card end that."""
    verslag_getoond: bool = False
    """After the close: whoever brought the case has read the verslag, so the group may read it on the beamer."""
    verleden: tuple[tuple[int, str, Sturing], ...] = field(default=())
    """What undo can take back: (seq, kind of fact, Sturing before it), newest last."""

    @property
    def stap(self) -> str:
        """The id of the current step; empty before the start."""
        return self.sturing.stap

    @property
    def plan_ids(self) -> tuple[str, ...]:
        """Ids of all steps of the plan, skipped ones included, in order."""
        return tuple(p.id for p in self.plan)

    @property
    def stappen(self) -> tuple[str, ...]:
        """Ids of the steps that are played, in order."""
        return tuple(p.id for p in self.plan if not p.overslaan)

    def find_buur(self, richting: int) -> str | None:
        """The step before (-1) or after (+1) the current one in the plan, or None at the edge."""
        plek = next((n for n, p in enumerate(self.plan) if p.id == self.stap), -1)
        if plek < 0:
            return self.stappen[0] if self.stappen and richting > 0 else None
        rest = self.plan[plek + 1 :] if richting > 0 else self.plan[:plek][::-1]
        return next((p.id for p in rest if not p.overslaan), None)

    def is_verborgen(self, stap: str) -> bool:
        """True while the contributions of this step are covered."""
        return stap in self.sturing.verborgen_stappen | self.verzegeld and stap not in self.sturing.onthuld

    def is_open(self, stap: str) -> bool:
        """True when contributions to this step are accepted now."""
        if stap == PARKEERPLAATS:
            return self.toestand in ("open", "bezig", "gepauzeerd")
        if stap == LEGE_STOEL:
            return bool(self.sturing.stoel) and self.toestand in ("bezig", "gepauzeerd")
        if stap in self.verzegeld and stap not in self.sturing.onthuld | self.sturing.dicht:
            return self.toestand in ("gepland", "open", "bezig", "gepauzeerd")
        if self.toestand not in ("bezig", "gepauzeerd") or stap != self.stap or stap in self.sturing.dicht:
            return False
        return not (stap in self.sturing.verborgen_stappen and stap in self.sturing.onthuld)

    @property
    def groepen(self) -> tuple[Groep, ...]:
        """The subgroups people can be in now: of the newest round, not merged away, not dissolved."""
        alle = self.sturing.groepen
        return tuple(g for g in alle if g.stap == alle[-1].stap and not g.met and not g.weg)

    def follow_groep(self, groep: str) -> str:
        """Where the cards of this group stand now: in the group it was merged into, or in itself."""
        per_id = {g.id: g for g in self.sturing.groepen}
        while groep in per_id and per_id[groep].met:
            groep = per_id[groep].met
        return groep

    def find_groep(self, groep: str) -> str:
        """The group a phone that was put in `groep` is in now; '' when that is none."""
        nu = self.follow_groep(groep)
        return nu if any(g.id == nu for g in self.groepen) else ""

    def list_kaarten(self, stap: str) -> tuple[Kaart, ...]:
        """The living cards of a step in the order of the log; late ones included."""
        return tuple(k for k in self.kaarten.values() if k.stap == stap and not k.weg)


LEEG = Stand()
