"""De nagespeelde gespreksleider: opent, bevestigt rollen, loopt de stappen langs, onthult, licht uit. Over de lijn.

Steers with the acts of docs/protocol.md only, by what the pictures of the console offer. Decides nothing a person
should decide: it is there for trying out and for tests.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from leersessie.proefgroep import deur
from leersessie.proefgroep.lijn import EVEN_S, KanNiet, Lijn, LijnWeg
from leersessie.proefgroep.scherm import read_aanwezigen, read_kaarten, read_knoppen, read_verdelen

BEGIN_S = 120.0
"""At human pace: how long the gespreksleider waits for people to come in, and for their roles."""
STAP_S = 600.0
"""At human pace: no step lasts longer than this."""
VLOER_S = 20.0
"""However fast the group: a step gets this long, because lines and pictures keep their own pace."""
PRAAT_S = 30.0
"""At human pace: talking in a step in which nobody types."""
KIJK_S = 8.0
VEROUDERD = "regie.verouderd"


@dataclass(frozen=True, slots=True)
class Leidraad:
    """How to lead: for whom to wait, at which pace, and how to know that the group is ready with a step."""

    verwacht: int
    rollen: tuple[str, ...] = ()
    """Roles somebody must have before the session begins."""
    tempo: float = 1.0
    is_klaar: Callable[[str, int], bool] | None = None
    """(stap, stuur) -> ready; None just lets the time of a step pass."""
    hoogstens_s: float = 0.0
    """Real seconds for one step at most; 0 takes STAP_S at the pace of `tempo`, never under VLOER_S."""


class Console:
    """A console that steers itself."""

    def __init__(self, toegang: deur.Toegang, stop: threading.Event) -> None:
        self._nieuws = threading.Condition()
        self._stop = stop
        self.stuur = 0
        self.lijn = Lijn(toegang, self._wake)

    def _wake(self) -> None:
        with self._nieuws:
            self._nieuws.notify_all()

    def open(self) -> None:
        """Open the line, again and again while the server is away. Raises KanNiet."""
        while not self._stop.is_set():
            try:
                self.lijn.open()
            except LijnWeg:
                self._stop.wait(EVEN_S)
                continue
            if self.wait_for(lambda: bool(self.lijn.toestand), 10.0):
                return
            self.lijn.close()

    def steer(self, daad: str, **gegeven: Any) -> dict[str, Any]:
        """One act on the newest picture; once more when somebody else steered first. Raises KanNiet when refused."""
        while not self._stop.is_set():
            antwoord = self._ask("stuur", {"daad": daad, "gegeven": gegeven, "gezien": self._find_gezien()})
            if "fout" not in antwoord:
                self.stuur = int(antwoord["stuur"])
                return antwoord
            if antwoord["fout"] != VEROUDERD and antwoord.get("opnieuw") is not True:
                raise KanNiet(str(antwoord["tekst"]))
            self._stop.wait(EVEN_S)
            self.stuur = 0
            self._ask("beeld_graag", {})
        return {}

    def confirm_rollen(self) -> set[str]:
        """Say yes to every phone that asks for a role, let in who waits; returns the roles that are taken."""
        binnen = read_aanwezigen(self.lijn.html("zaal"))
        for lid in binnen:
            if lid.wens and lid.wens not in lid.rollen:
                self._ask("deelnemer", {"deelnemer": lid.id, "doe": "geef_rol", "rol": lid.wens})
            if lid.toestand == "wacht":
                self._ask("deelnemer", {"deelnemer": lid.id, "doe": "laat_binnen"})
        return {rol for lid in binnen for rol in lid.rollen}

    def divide_groepen(self) -> None:
        """Give everybody a subgroup when the picture says somebody has none."""
        verdeel = read_verdelen(self.lijn.html("bord"))
        if verdeel:
            self._ask("groep", verdeel)
            self.wait_for(lambda: not read_verdelen(self.lijn.html("bord")), 5.0)

    def find_stap(self) -> str:
        """The current step; empty before the start."""
        for daad, gegeven, wat in read_knoppen(self.lijn.html("kop")):
            if daad == "stap" and wat.get("aria-current") == "step":
                return str(gegeven["naar"])
        return ""

    def count_binnen(self) -> int:
        """How many phones are in."""
        return sum(1 for lid in read_aanwezigen(self.lijn.html("zaal")) if lid.toestand == "binnen")

    def has_knop(self, regio: str, daad: str, **gegeven: Any) -> bool:
        """True when the picture offers this act with these fields."""
        return any(
            naam == daad and all(velden.get(v) == w for v, w in gegeven.items())
            for naam, velden, _ in read_knoppen(self.lijn.html(regio))
        )

    def wait_for(self, vraag: Callable[[], bool], hoogstens_s: float) -> bool:
        """Until `vraag` is true; False when time was up or the group stopped."""
        eind = time.monotonic() + hoogstens_s
        while not self._stop.is_set():
            if vraag():
                return True
            rest = eind - time.monotonic()
            if rest <= 0:
                return False
            with self._nieuws:
                self._nieuws.wait(min(rest, EVEN_S / 3))
        return False

    def _find_gezien(self) -> int:
        """The newest steering seq we know: from our own last act, or from a picture since."""
        return max(self.stuur, self.lijn.stuur)

    def _ask(self, naam: str, gegeven: dict[str, Any]) -> dict[str, Any]:
        while not self._stop.is_set():
            try:
                return self.lijn.ask(naam, gegeven)
            except LijnWeg:
                self.open()
        return {"fout": "gestopt", "tekst": "", "opnieuw": True}


def run_sessie(
    link: str,
    leidraad: Leidraad,
    *,
    stop: threading.Event | None = None,
    taal: str = "nl",
    geopend: Callable[[], None] = lambda: None,
) -> list[str]:
    """Lead a session from its opening to its last step with a console link; returns the steps that were played.

    `geopend` is called once the door is open. The closing itself is left to a person. Raises deur.Geweigerd,
    KanNiet, OSError.
    """
    stop = stop or threading.Event()
    console = Console(deur.exchange(link, taal=taal), stop)
    try:
        console.open()
        return _lead(console, leidraad, geopend)
    finally:
        console.lijn.close()


def _lead(console: Console, leidraad: Leidraad, geopend: Callable[[], None]) -> list[str]:
    gespeeld: list[str] = []
    if console.lijn.toestand in ("concept", "gepland"):
        console.steer("open")
        console.wait_for(lambda: console.lijn.toestand == "open", BEGIN_S)
    geopend()
    console.wait_for(lambda: console.count_binnen() >= leidraad.verwacht, BEGIN_S)
    if console.lijn.toestand == "open":
        console.wait_for(lambda: console.confirm_rollen() >= set(leidraad.rollen), BEGIN_S)
        console.steer("begin")
    while console.wait_for(lambda: console.find_stap() not in ("", *gespeeld[-1:]), BEGIN_S):
        gespeeld.append(console.find_stap())
        _play_stap(console, leidraad, gespeeld[-1])
        if not console.has_knop("knoppen", "stap", naar="volgende"):
            break
        console.steer("stap", naar="volgende")
    return gespeeld


def _play_stap(console: Console, leidraad: Leidraad, stap: str) -> None:
    """Let the group work, show what was hidden, and put one card in the light for a moment."""
    begonnen = console.stuur or console.lijn.stuur
    tempo, langst = leidraad.tempo, leidraad.hoogstens_s or max(STAP_S / leidraad.tempo, VLOER_S)

    def is_klaar() -> bool:
        console.confirm_rollen()
        console.divide_groepen()
        return leidraad.is_klaar is not None and leidraad.is_klaar(stap, begonnen)

    console.wait_for(lambda: False, PRAAT_S / tempo)
    console.wait_for(is_klaar, langst)
    if console.has_knop("bord", "onthul", stap=stap):
        console.steer("onthul", stap=stap)
        console.wait_for(lambda: not console.has_knop("bord", "onthul", stap=stap), 5.0)
    kaarten = read_kaarten(console.lijn.html("bord"))
    if kaarten:
        # a card may just have been taken back by its writer: then there is nothing to light
        with contextlib.suppress(KanNiet):
            console.wait_for(lambda: False, KIJK_S / tempo)
            console.steer("licht_uit", kaart=kaarten[0])
            console.wait_for(lambda: False, KIJK_S / tempo)
            console.steer("licht_uit", kaart="")
