"""Een nagespeelde deelnemer: leest, denkt, typt, bedenkt zich, valt even weg, komt terug, drukt op klaar.

One thread per phone. Sees only its own pictures; what it says comes from `bedenken`, how it gets there from
`postvak`.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from leersessie.proefgroep import deur
from leersessie.proefgroep.bedenken import EIGEN, Plek, count_kaarten, think
from leersessie.proefgroep.lijn import EVEN_S, LANGST_S, KanNiet, Lijn, LijnWeg
from leersessie.proefgroep.postvak import Kaart, Postvak
from leersessie.proefgroep.scherm import Vraag, read_groepen, read_steun, read_vraag
from leersessie.werkvormen import Werkvorm

VOORBIJ = frozenset({"nabespreken", "gesloten", "gewist"})
TEKEN_S = 0.14
"""Seconds for one typed character on a phone."""
LEES_S = (4.0, 14.0)
TUSSEN_S = (3.0, 20.0)
BEDENK_S = (5.0, 25.0)
WEG_S = (10.0, 40.0)


@dataclass(frozen=True, slots=True)
class Aard:
    """What this phone does besides answering; spread over the group by its number."""

    wijzigt: bool
    trekt_in: bool
    valt_weg: bool

    @classmethod
    def of(cls, nummer: int) -> Aard:
        """One in four changes a card, one in six takes one back, one in four loses the line."""
        return cls(nummer % 4 == 2, nummer % 6 == 5, nummer % 4 == 1)


@dataclass(slots=True)
class Afspraak:
    """What all phones of a group share: pace, end, the common start of 'all at once', and how to tell."""

    tempo: float = 1.0
    zaad: int = 0
    stop: threading.Event = field(default_factory=threading.Event)
    wacht_op_allen: Callable[[str, Callable[[], bool]], None] | None = None
    """Waits until everybody is ready to send in this step; None sends when ready."""


class Deelnemer:
    """One phone. `run` lasts until the session is over, it was put out, or the group stops."""

    def __init__(self, toegang: deur.Toegang, plek: Plek, werkvorm: Werkvorm | None, rol: str, delen: Afspraak) -> None:
        self.plek, self.rol, self.postvak = plek, rol, Postvak()
        self.weggevallen = 0
        self.klaar: set[str] = set()
        """Steps in which this phone has given what it had to give."""
        self.fout = ""
        self._werkvorm, self._delen, self._aard = werkvorm, delen, Aard.of(plek.nummer)
        self._toeval = random.Random(f"{delen.zaad}:{plek.nummer}")  # noqa: S311 - pace, not secrets
        self._nieuws = threading.Condition()
        self._klaar_gezegd = ""
        self._gevraagd = False
        self._stappen = 0
        self.lijn = Lijn(toegang, self.wake)

    # ---- the course of an afternoon ---------------------------------------------------------------------

    def run(self) -> None:
        """Take part until it is over."""
        try:
            while not self._is_over():
                try:
                    self._open()
                    self._take_part()
                except LijnWeg:
                    self.lijn.close()
        except KanNiet as fout:
            self.fout = str(fout)
        finally:
            self.lijn.close()
            self.wake()

    def see_vraag(self) -> Vraag | None:
        """What is asked of this phone at this moment."""
        return read_vraag(self.lijn.html("invoer")) if self.lijn.toestand == "bezig" else None

    def _take_part(self) -> None:
        if not self.postvak.send_all(self.lijn.ask):
            self._pause(2.0)
        self._ask_rol()
        self._join_groep()
        vraag = self.see_vraag()
        if vraag is not None and vraag.stap not in self.klaar:
            self._answer(vraag)
        elif vraag is not None and vraag.typt == "ieder" and self._klaar_gezegd != vraag.stap:
            self._klaar_gezegd = vraag.stap
            self.lijn.ask("klaar", {"aan": True})
        else:
            if vraag is None:
                self._klaar_gezegd = ""
            self._wait_nieuws(5.0)

    def _is_over(self) -> bool:
        return self._delen.stop.is_set() or self.lijn.eruit or self.lijn.toestand in VOORBIJ

    def wake(self) -> None:
        """There is news: a picture, the line, or the end of the group."""
        with self._nieuws:
            self._nieuws.notify_all()

    def _wait_nieuws(self, hoogstens_s: float) -> None:
        with self._nieuws:
            self._nieuws.wait(hoogstens_s)

    def _open(self) -> None:
        """A line again when it is gone: after 0.3 s, growing to 2 s, never all at the same moment."""
        wacht = EVEN_S
        while not self.lijn.is_open and not self._is_over():
            try:
                self.lijn.open()
                self._gevraagd = False
            except LijnWeg:
                self._delen.stop.wait(wacht * self._toeval.uniform(0.5, 1.5))
                wacht = min(wacht * 2, LANGST_S)

    def _ask_rol(self) -> None:
        """Say 'I am the inbrenger' until the gespreksleider confirms; asked once per line."""
        if not self.rol or self._gevraagd or self.lijn.toestand not in ("open", "bezig", "gepauzeerd"):
            return
        self._gevraagd = True
        if self.rol not in self.lijn.ask("ik", {}).get("rollen", ()):
            self.lijn.ask("vraag_rol", {"rol": self.rol})

    def _join_groep(self) -> None:
        """Pick a group when there is one to pick and this phone has none; write for it when nobody does."""
        if self.lijn.toestand != "bezig":
            return
        kan, pen = read_groepen(self.lijn.html("vraag"))
        if pen:
            self.lijn.ask("kies_groep", {"groep": pen, "schrijft": True})
        elif kan:
            self.lijn.ask("kies_groep", {"groep": kan[self.plek.nummer % len(kan)]})

    # ---- one step ---------------------------------------------------------------------------------------

    def _answer(self, vraag: Vraag) -> None:
        """Give all this phone has to give in this step, as long as the step lasts."""
        stap = self._werkvorm.find_stap(vraag.stap) if self._werkvorm else None
        self._think_about(vraag, LEES_S)
        hoeveel = count_kaarten(vraag, stap, self.plek)
        for beurt in range(len(self.postvak.list_van(vraag.stap)), hoeveel):
            steun = read_steun(self.lijn.html("steun"))
            inhoud = think(vraag, stap, self.plek, beurt, steun, self._list_eerder())
            self._type(vraag, " ".join(str(inhoud.get(veld, "")) for veld in EIGEN))
            if not self._is_asked(vraag):
                return
            if beurt == 0 and self._aard.valt_weg and self._stappen % 2 == 0:
                self._fall_away()
            self._send_together(vraag)
            kaart = self.postvak.give(vraag.stap, inhoud)
            self._send()
            if beurt == 0 and not vraag.gedeeld:
                ander = think(vraag, stap, self.plek, hoeveel, steun, self._list_eerder())
                self._reconsider(vraag, kaart, ander)
            self._think_about(vraag, TUSSEN_S)
        self._stappen += 1
        self.klaar.add(vraag.stap)

    def _list_eerder(self) -> dict[str, str]:
        """What this phone chose in other steps; nobody else knows."""
        return {k.stap: str(k.inhoud["optie"]) for k in self.postvak.kaarten if "optie" in k.inhoud}

    def _send(self) -> None:
        """Everything in the outbox out, the line opened again as often as needed."""
        while not self._is_over():
            self._open()
            try:
                if self.postvak.send_all(self.lijn.ask):
                    return
            except LijnWeg:
                continue
            self._pause(2.0)

    def _reconsider(self, vraag: Vraag, kaart: Kaart, ander: dict[str, object]) -> None:
        """Sometimes other words, sometimes a card back and a new one in its place."""
        if kaart.staat != "ontvangen" or not (self._aard.wijzigt or self._aard.trekt_in):
            return
        self._think_about(vraag, BEDENK_S)
        if not self._is_asked(vraag):
            return
        if self._aard.wijzigt:
            self.postvak.change(kaart, ander)
        else:
            self.postvak.withdraw(kaart)
            self.postvak.give(vraag.stap, ander)
        self._send()

    def _fall_away(self) -> None:
        """The tunnel, the lift, the lock screen: the line is gone while this phone goes on writing."""
        self.weggevallen += 1
        self.lijn.close()
        self._pause(self._toeval.uniform(*WEG_S))

    def _send_together(self, vraag: Vraag) -> None:
        if self._delen.wacht_op_allen is not None and vraag.typt == "ieder":
            self._delen.wacht_op_allen(vraag.stap, lambda: self._is_over() or not self._is_asked(vraag))

    def _is_asked(self, vraag: Vraag) -> bool:
        """True while this step still asks something of this phone, as far as it can see."""
        nu = self.see_vraag()
        return nu is not None and nu.stap == vraag.stap

    # ---- time ---------------------------------------------------------------------------------------------

    def _type(self, vraag: Vraag, tekst: str) -> None:
        self._pause(len(tekst) * TEKEN_S * self._toeval.uniform(0.7, 1.5), lambda: not self._is_asked(vraag))

    def _think_about(self, vraag: Vraag, grenzen: tuple[float, float]) -> None:
        self._pause(self._toeval.uniform(*grenzen), lambda: not self._is_asked(vraag))

    def _pause(self, seconden: float, breek_af: Callable[[], bool] = lambda: False) -> None:
        """Let time pass at the pace of this group; sooner over when the group stops or `breek_af` says so."""
        eind = time.monotonic() + seconden / self._delen.tempo
        while not self._is_over() and not breek_af():
            rest = eind - time.monotonic()
            if rest <= 0:
                return
            self._wait_nieuws(rest)
