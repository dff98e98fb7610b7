"""De staat: de stand van een sessie met de woorden en de tellingen erbij, zoals dit proces haar in het geheugen heeft.

Read-only for everybody but the writer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, func, select
from sqlmodel import col

from leersessie.store.tabellen import Deelname, Deelnemer, Gebeurtenis, Sessie, TekstRij
from leersessie.verloop import LEEG, Feit, Stand, fold

Inhoud = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Woord:
    """The words of one card and the hash of the secret that may change them."""

    inhoud: Inhoud
    geheim: str


@dataclass(slots=True)
class Staat:
    """One session in memory: stand, words per card, resend keys, and counts per phone and step."""

    sessie: str
    stand: Stand = LEEG
    woorden: dict[str, Woord] = field(default_factory=dict)
    sleutels: dict[str, Inhoud] = field(default_factory=dict)
    """Resend key -> the earlier answer."""
    deelname: dict[tuple[int, str], int] = field(default_factory=dict)

    def branch(self) -> Staat:
        """A tentative copy for one batch of the writer."""
        return Staat(self.sessie, self.stand, dict(self.woorden), dict(self.sleutels), dict(self.deelname))

    def inhoud(self, kaart: str) -> Inhoud | None:
        """The words of a card, or None when they were erased."""
        woord = self.woorden.get(kaart)
        return woord.inhoud if woord else None


@dataclass(frozen=True, slots=True)
class Besluit:
    """What one decision adds: facts, words, counts, and other rows that belong in the same transaction."""

    feiten: tuple[Feit, ...] = ()
    woorden: Mapping[str, Woord | None] = field(default_factory=dict)
    """Card -> new words, or None to erase them."""
    telling: tuple[int, str, int] | None = None
    """(deelnemer, stap, how many more or less)."""
    kaart: str = ""
    doe: Callable[[Connection], None] | None = None
    sluit: bool = False
    """True: forget who gave how much, counts of this same batch included."""


Decide = Callable[[Staat], Besluit]


def make_antwoord(seq: int, kaart: str, inhoud: Inhoud) -> Inhoud:
    """What a phone hears of its card; a resend hears the very same."""
    return {"seq": seq, "kaart": kaart, **({"laat": True} if inhoud.get("laat") else {})}


def load_staat(verbinding: Connection, sessie: str) -> Staat | None:
    """The whole session from the database, or None when there is no such session."""
    rij = verbinding.execute(select(col(Sessie.seq)).where(col(Sessie.id) == sessie)).first()
    if rij is None:
        return None
    staat = Staat(sessie)
    catch_up(verbinding, staat)
    return staat


def catch_up(verbinding: Connection, staat: Staat) -> None:
    """Read the facts after our own seq, and the words and counts they changed. Alters `staat` in place."""
    log = select(Gebeurtenis).where(col(Gebeurtenis.sessie) == staat.sessie, col(Gebeurtenis.seq) > staat.stand.seq)
    rijen: list[Row[Any]] = list(verbinding.execute(log.order_by(col(Gebeurtenis.seq))))
    staat.stand = fold((Feit(r.soort, r.inhoud) for r in rijen), staat.stand)
    for rij in rijen:
        if rij.sleutel:
            staat.sleutels[rij.sleutel] = make_antwoord(rij.seq, rij.inhoud.get("kaart", ""), rij.inhoud)
    woorden = verbinding.execute(select(TekstRij).where(col(TekstRij.sessie) == staat.sessie))
    staat.woorden = {r.kaart: Woord(r.inhoud, r.geheim) for r in woorden}
    tellingen = (
        select(Deelname)
        .join(Deelnemer, col(Deelnemer.id) == col(Deelname.deelnemer))
        .where(col(Deelnemer.sessie) == staat.sessie)
    )
    staat.deelname = {(r.deelnemer, r.stap): r.aantal for r in verbinding.execute(tellingen)}


def read_seqs(verbinding: Connection, sessies: list[str], *, vast: bool) -> dict[str, int]:
    """Current seq per session. `vast` locks those rows (PostgreSQL), in one order so that nobody waits in a ring."""
    vraag = select(col(Sessie.id), col(Sessie.seq)).where(col(Sessie.id).in_(sessies)).order_by(col(Sessie.id))
    if vast and verbinding.dialect.name != "sqlite":
        vraag = vraag.with_for_update()
    return {r.id: r.seq for r in verbinding.execute(vraag)}


def count_sessies(verbinding: Connection) -> int:
    """How many sessions this database holds."""
    return int(verbinding.execute(select(func.count()).select_from(Sessie)).scalar_one())
