"""De schrijver: beslist, schrijft en bevestigt, een voor een beslist en samen vastgelegd (group commit).

Every write of this process goes through here. A decision sees all earlier decisions of its batch; nothing is
acknowledged or announced before the commit. Knows no rules of a session.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import OperationalError
from sqlmodel import col

from leersessie.i18n.weigering import NietGevonden, Weigering
from leersessie.store.staat import Besluit, Decide, Staat, catch_up, load_staat, make_antwoord, read_seqs
from leersessie.store.tabellen import Deelname, Deelnemer, Gebeurtenis, Sessie, TekstRij
from leersessie.store.zijspoor import Zijspoor
from leersessie.verloop import Feit, fold

log = logging.getLogger("leersessie.store")
HOOGSTENS_PER_KEER = 1_000


@dataclass(slots=True)
class Taak:
    """One waiting write: a decision about a session, or any other work in the transaction."""

    sessie: str = ""
    decide: Decide | None = None
    sleutel: str | None = None
    werk: Callable[[Connection], Any] | None = None
    klaar: threading.Event = field(default_factory=threading.Event)
    uitkomst: Any = None
    fout: BaseException | None = None


@dataclass(slots=True)
class _Bundel:
    """The tentative result of one batch."""

    staten: dict[str, Staat]
    feiten: dict[str, list[Feit]] = field(default_factory=dict)
    rijen: list[dict[str, Any]] = field(default_factory=list)
    woorden: dict[tuple[str, str], Any] = field(default_factory=dict)
    tellingen: set[tuple[str, str]] = field(default_factory=set)
    """(sessie, stap) whose counts changed."""
    gesloten: set[str] = field(default_factory=set)


class _Net:
    """Catches what one piece of work raises, so that it takes neither the writer nor its neighbours along.

    Errors of the `door` kinds pass through, and so does everything that ends the process.
    """

    def __init__(self, *door: type[Exception]) -> None:
        self._door = door
        self.fout: Exception | None = None

    def __enter__(self) -> _Net:
        return self

    def __exit__(self, _: object, fout: BaseException | None, __: TracebackType | None) -> bool:
        if not isinstance(fout, Exception) or isinstance(fout, self._door):
            return False
        self.fout = fout
        return True


class Schrijver:
    """One writer per process. `write` blocks its caller until the commit and returns the answer."""

    def __init__(
        self, engine: Engine, staten: dict[str, Staat], announce: Callable[[str, Staat, list[Feit]], None]
    ) -> None:
        self._engine = engine
        self._staten = staten
        self._announce = announce
        self._rij: queue.SimpleQueue[Taak | None] = queue.SimpleQueue()
        self._zijspoor = Zijspoor(1)
        self._verbinding: Connection | None = None
        self._slot = threading.Lock()
        self._dicht = False
        self._draad = threading.Thread(target=self._run, name="schrijver", daemon=True)
        self._draad.start()

    def write(self, sessie: str, decide: Decide, sleutel: str | None = None) -> dict[str, Any]:
        """Decide on the newest state, store, and answer `{seq, kaart, ...}` after the commit.

        A resend with a known `sleutel` gets its first answer again. Raises what `decide` raises, or Weigering
        (opnieuw=True) when the database did not take it.
        """
        antwoord: dict[str, Any] = self._await(Taak(sessie=sessie, decide=decide, sleutel=sleutel))
        return antwoord

    def transact(self, werk: Callable[[Connection], Any]) -> Any:
        """Run other work in the writer's transaction; its exceptions undo only itself."""
        return self._await(Taak(werk=werk))

    def stop(self) -> None:
        """Finish what waits, then close the connection. Whoever comes later is refused, not left waiting."""
        with self._slot:
            if not self._dicht:
                self._rij.put(None)
            self._dicht = True
        self._draad.join(10)

    def _await(self, taak: Taak) -> Any:
        with self._slot:
            if self._dicht:
                raise _make_bezet()
            self._rij.put(taak)
        taak.klaar.wait()
        if taak.fout is not None:
            raise taak.fout
        return taak.uitkomst

    def _run(self) -> None:
        while True:
            taken = [self._rij.get()]
            while len(taken) < HOOGSTENS_PER_KEER and not self._rij.empty():
                taken.append(self._rij.get())
            echte = [taak for taak in taken if taak is not None]
            if echte:
                self._handle(echte)
            if len(echte) < len(taken):
                self._zijspoor.run(self._disconnect)
                return

    def _handle(self, taken: list[Taak]) -> None:
        bundel: _Bundel | None = None
        with _Net() as net:
            bundel = self._zijspoor.run(self._commit, taken)
        if bundel is None:
            log.error("schrijven mislukt: %s", type(net.fout).__name__)
            with _Net():
                self._zijspoor.run(self._disconnect)
            for taak in taken:
                taak.uitkomst, taak.fout = None, _make_bezet()
        else:
            self._staten.update(bundel.staten)
        for taak in taken:
            taak.klaar.set()
        if bundel is not None:
            self._tell(bundel)

    def _tell(self, bundel: _Bundel) -> None:
        for sessie, feiten in bundel.feiten.items():
            with _Net() as net:
                self._announce(sessie, bundel.staten[sessie], feiten)
            if net.fout is not None:
                log.error("melden mislukt: %s", type(net.fout).__name__)

    # ---- from here on in the writer's own thread --------------------------------------------------------

    def _commit(self, taken: list[Taak]) -> _Bundel:
        verbinding = self._connect()
        with verbinding.begin():
            bundel = self._open_bundel(verbinding, taken)
            for taak in taken:
                with _Net(OperationalError) as net:
                    self._decide_one(verbinding, bundel, taak)
                taak.fout = net.fout
            _store(verbinding, bundel)
        return bundel

    def _open_bundel(self, verbinding: Connection, taken: list[Taak]) -> _Bundel:
        namen = sorted({taak.sessie for taak in taken if taak.decide})
        staten: dict[str, Staat] = {}
        for sessie, seq in (read_seqs(verbinding, namen, vast=True) if namen else {}).items():
            bekend = self._staten.get(sessie)
            staat = bekend.branch() if bekend and bekend.stand.seq <= seq else load_staat(verbinding, sessie)
            if staat is not None and staat.stand.seq != seq:
                catch_up(verbinding, staat)
            if staat is not None:
                staten[sessie] = staat
        return _Bundel(staten)

    def _decide_one(self, verbinding: Connection, bundel: _Bundel, taak: Taak) -> None:
        """One task; what it raises undoes only itself."""
        if taak.werk is not None:
            with verbinding.begin_nested():
                taak.uitkomst = taak.werk(verbinding)
            return
        staat = bundel.staten.get(taak.sessie)
        if staat is None or taak.decide is None:
            raise NietGevonden
        eerder = staat.sleutels.get(taak.sleutel) if taak.sleutel else None
        taak.uitkomst = dict(eerder or _take(verbinding, bundel, staat, taak.decide(staat), taak.sleutel))

    def _connect(self) -> Connection:
        if self._verbinding is None:
            self._verbinding = self._engine.connect()
        return self._verbinding

    def _disconnect(self) -> None:
        verbinding, self._verbinding = self._verbinding, None
        if verbinding is not None:
            verbinding.close()


def _make_bezet() -> Weigering:
    return Weigering("basis.bezet", opnieuw=True, status=503)


def _take(
    verbinding: Connection, bundel: _Bundel, staat: Staat, besluit: Besluit, sleutel: str | None
) -> Mapping[str, Any]:
    """Add one decision to the batch and to the tentative state; returns the answer for its caller."""
    stand = fold(besluit.feiten, staat.stand)
    if besluit.doe is not None:
        with verbinding.begin_nested():
            besluit.doe(verbinding)
    for seq, feit in enumerate(besluit.feiten, staat.stand.seq + 1):
        rij = {"sessie": staat.sessie, "seq": seq, "soort": feit.soort, "inhoud": dict(feit.inhoud)}
        bundel.rijen.append({**rij, "sleutel": sleutel if seq == stand.seq else None})
        bundel.feiten.setdefault(staat.sessie, []).append(feit)
    staat.stand = stand
    for kaart, woord in besluit.woorden.items():
        bundel.woorden[staat.sessie, kaart] = woord
        if woord is None:
            staat.woorden.pop(kaart, None)
        else:
            staat.woorden[kaart] = woord
    _count(bundel, staat, besluit)
    antwoord = make_antwoord(stand.seq, besluit.kaart, besluit.feiten[-1].inhoud if besluit.feiten else {})
    if sleutel and besluit.feiten:
        staat.sleutels[sleutel] = antwoord
    return antwoord


def _count(bundel: _Bundel, staat: Staat, besluit: Besluit) -> None:
    if besluit.telling is not None:
        deelnemer, stap, verschil = besluit.telling
        staat.deelname[deelnemer, stap] = max(0, staat.deelname.get((deelnemer, stap), 0) + verschil)
        bundel.tellingen.add((staat.sessie, stap))
    if besluit.sluit:
        staat.deelname.clear()
        bundel.gesloten.add(staat.sessie)


def _store(verbinding: Connection, bundel: _Bundel) -> None:
    """Write the whole batch: one statement per table."""
    if bundel.rijen:
        verbinding.execute(insert(Gebeurtenis), bundel.rijen)
        for sessie in bundel.feiten:
            stand = bundel.staten[sessie].stand
            waarden = {"seq": stand.seq, "toestand": stand.toestand}
            verbinding.execute(update(Sessie).where(col(Sessie.id) == sessie).values(**waarden))
    for sessie, kaart in bundel.woorden:
        waar = (col(TekstRij.sessie) == sessie) & (col(TekstRij.kaart) == kaart)
        verbinding.execute(delete(TekstRij).where(waar))
    nieuw = [
        {"sessie": sessie, "kaart": kaart, "geheim": woord.geheim, "inhoud": dict(woord.inhoud)}
        for (sessie, kaart), woord in bundel.woorden.items()
        if woord is not None
    ]
    if nieuw:
        verbinding.execute(insert(TekstRij), nieuw)
    _store_tellingen(verbinding, bundel)


def _store_tellingen(verbinding: Connection, bundel: _Bundel) -> None:
    """All counts of a step anew, by number of the phone: what lies side by side never says who gave last.

    A database remembers in which transaction, and often at which place, a row was written; were only the changed
    row written, it would lie beside the card of that same transaction.
    """
    van = select(col(Deelnemer.id)).where(col(Deelnemer.sessie).in_(bundel.gesloten))
    if bundel.gesloten:
        verbinding.execute(delete(Deelname).where(col(Deelname.deelnemer).in_(van)))
    for sessie, stap in sorted(bundel.tellingen):
        if sessie in bundel.gesloten:
            continue
        eigen = select(col(Deelnemer.id)).where(col(Deelnemer.sessie) == sessie)
        verbinding.execute(delete(Deelname).where(col(Deelname.stap) == stap, col(Deelname.deelnemer).in_(eigen)))
        rijen = [
            {"deelnemer": deelnemer, "stap": stap, "aantal": aantal}
            for (deelnemer, van_stap), aantal in sorted(bundel.staten[sessie].deelname.items())
            if van_stap == stap
        ]
        if rijen:
            verbinding.execute(insert(Deelname), rijen)
