"""De zalen: wie er nu verbonden is en wat telefoons laten weten. Alleen in het geheugen, nooit een feit.

A hand, 'klaar' and the noodrem leave no trace anywhere.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from leersessie.podium import Aanwezige
from leersessie.podium import Zaal as ZaalBeeld
from leersessie.store import Store
from leersessie.toegang.bewijzen import DeelnemerZicht, list_deelnemers
from leersessie.toegang.functies import Functies


@dataclass(slots=True)
class Zaal:
    """One session's room in this process."""

    deelnemers: dict[int, DeelnemerZicht]
    verbonden: Counter[int] = field(default_factory=Counter)
    klaar: set[int] = field(default_factory=set)
    handen: set[int] = field(default_factory=set)
    wensen: dict[int, str] = field(default_factory=dict)
    noodrem: bool = False
    kent_gezin: bool = False
    casus_weg: bool = False
    """True: the case was taken back, and the console has not said yet that it saw it."""
    stuurder: str = ""
    """Which console steers; see stuurlijn."""
    stuur_vraagt: str = ""
    """Which console asks for the wheel."""
    stuur_gezien: float = 0.0
    afstand: dict[str, str] = field(default_factory=dict)
    """Remote control -> the console that made it: the two steer as one."""
    eerste: dict[str, str] = field(default_factory=dict)
    """Account -> the first console of it since the start; a remote control that nobody knows steers as that one."""

    def to_beeld(self, functies: Functies, taal: str, gaven: frozenset[int] = frozenset()) -> ZaalBeeld:
        """The room as the podium may draw it, in the language of the session.

        `gaven` are the phones that gave something in this step; they count as done.
        """
        aanwezigen = tuple(
            Aanwezige(
                d.id,
                functies.show(d.functie, taal),
                functies.show_sector(d.sector, taal),
                d.woorden,
                d.rollen,
                d.toestand,
                self.verbonden[d.id] > 0,
                sleutel=d.functie,
                sectorsleutel=d.sector,
                groep=d.groep,
            )
            for d in sorted(self.deelnemers.values(), key=self._to_plek)
        )
        hier = {d for d, aantal in self.verbonden.items() if aantal > 0}
        return ZaalBeeld(
            aanwezigen=aanwezigen,
            klaar=len((self.klaar | gaven) & hier),
            handen=len(self.handen & hier),
            noodrem=self.noodrem,
            kent_gezin=self.kent_gezin,
            casus_weg=self.casus_weg,
            wensen=dict(self.wensen),
        )

    def _to_plek(self, d: DeelnemerZicht) -> tuple[bool, str, str]:
        """Whoever asks for a role or to come in again stands on top: the gespreksleider has to do something."""
        return d.id not in self.wensen and d.toestand != "wacht", d.functie, d.woorden


class Zalen:
    """All rooms of this process; a room is read from the database when first needed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._zalen: dict[str, Zaal] = {}

    def find(self, sessie: str) -> Zaal:
        """The room of a session."""
        zaal = self._zalen.get(sessie)
        if zaal is None:
            deelnemers = {d.id: d for d in list_deelnemers(self._store, sessie)}
            zaal = self._zalen.setdefault(sessie, Zaal(deelnemers))
        return zaal

    def refresh(self, sessie: str) -> Zaal:
        """Read the phones again after one joined, left, or got a role."""
        zaal = self.find(sessie)
        zaal.deelnemers = {d.id: d for d in list_deelnemers(self._store, sessie)}
        return zaal

    def forget(self, sessie: str) -> None:
        """Drop the room of an erased session."""
        self._zalen.pop(sessie, None)
