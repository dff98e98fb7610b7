"""De groep: laat zoveel telefoons meedoen als gevraagd, en telt na afloop wat ze gaven.

Knows phones and numbers, not what they say.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leersessie.proefgroep import deur
from leersessie.proefgroep.bedenken import Plek, list_zinnen
from leersessie.proefgroep.deelnemer import Afspraak, Deelnemer
from leersessie.werkvormen import Werkvorm, read_werkvormen

ROLLEN = ("inbrenger", "schrijver")
"""The first phones of a group ask for these, in this order."""
BINNENKOMEN_S = 2.0
WEGGAAN_S = 10.0
"""A phone that still stands after this long is hung up from outside."""
SAMEN_S = 20.0
"""'All at once' waits no longer than this for the last one."""


@dataclass(frozen=True, slots=True)
class Wensen:
    """How a group behaves. `tempo` 1 is human; 20 is twenty times as fast."""

    tempo: float = 1.0
    tegelijk: bool = False
    zaad: int = 0
    werkvormen: Path | None = None
    """The folder whose files tell what to write; without it the group uses sentences of its own."""
    rollen: tuple[str, ...] = ROLLEN


@dataclass(slots=True)
class Uitkomst:
    """What a group did. `kaarten` are the acknowledged contributions that still stand: (stap, kaart, inhoud)."""

    deelnemers: int = 0
    gewijzigd: int = 0
    ingetrokken: int = 0
    geweigerd: int = 0
    laat: int = 0
    onderweg: int = 0
    weggevallen: int = 0
    kaarten: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)


class Groep:
    """A group at work. Use as `with Groep(...) as groep`; it stops at the end."""

    def __init__(self, adres: str, code: str, aantal: int, wensen: Wensen, melden: Callable[[str], None]) -> None:
        self.wensen = wensen
        self.deelnemers: list[Deelnemer] = []
        self._adres, self._code, self._aantal, self._melden = adres, code, aantal, melden
        self._start = _Startschot(self._count_wachtenden)
        samen = self._start.wait if wensen.tegelijk else None
        self._delen = Afspraak(wensen.tempo, wensen.zaad, wacht_op_allen=samen)
        self._draden: list[threading.Thread] = []

    def __enter__(self) -> Groep:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def join(self) -> None:
        """All phones through the door, one after the other. Raises deur.Geweigerd, OSError."""
        werkvorm: Werkvorm | None = None
        for nummer in range(self._aantal):
            functies = list_zinnen("nl", "proefgroep.functie_")
            toegang = deur.join(self._adres, code=self._code, functie=functies[nummer % len(functies)])
            if nummer == 0:
                werkvorm = self._find_werkvorm(toegang.werkvorm)
            rol = self.wensen.rollen[nummer] if nummer < len(self.wensen.rollen) else ""
            plek = Plek(nummer, self._aantal, toegang.taal)
            lid = Deelnemer(toegang, plek, werkvorm, rol, self._delen)
            self.deelnemers.append(lid)
            draad = threading.Thread(target=lid.run, name=f"telefoon {nummer + 1}", daemon=True)
            self._draden.append(draad)
            draad.start()
            self._melden(toegang.woorden)
            if self._delen.stop.wait(BINNENKOMEN_S / self.wensen.tempo):
                return

    def wait(self, hoogstens_s: float | None = None) -> bool:
        """Until the session is over for everybody; False when time was up first."""
        eind = None if hoogstens_s is None else time.monotonic() + hoogstens_s
        for draad in self._draden:
            # in pieces, so that Ctrl-C is heard
            while draad.is_alive():
                if eind is not None and time.monotonic() >= eind:
                    return False
                draad.join(0.5 if eind is None else min(0.5, max(0.0, eind - time.monotonic())))
        return True

    def stop(self) -> None:
        """Everybody leaves: each hangs up by itself, after the answer it still waits for."""
        self._delen.stop.set()
        self._start.release()
        for lid in self.deelnemers:
            lid.wake()
        for lid, draad in zip(self.deelnemers, self._draden, strict=True):
            draad.join(WEGGAAN_S)
            lid.lijn.close()

    def is_klaar(self, stap: str, stuur: int) -> bool:
        """True when every phone that is asked something in this step has given it.

        `stuur` is the steering seq of the start of the step: a phone that has not seen that yet is not ready.
        """
        return all(
            stap in lid.klaar or bool(lid.fout) or (lid.lijn.is_heel(stuur) and lid.see_vraag() is None)
            for lid in self.deelnemers
        )

    def count(self) -> Uitkomst:
        """What was given so far."""
        kaarten = [kaart for lid in self.deelnemers for kaart in lid.postvak.kaarten]
        staten = [kaart.staat for kaart in kaarten]
        return Uitkomst(
            deelnemers=len(self.deelnemers),
            gewijzigd=sum(lid.postvak.gewijzigd for lid in self.deelnemers),
            ingetrokken=staten.count("ingetrokken"),
            geweigerd=staten.count("geweigerd"),
            laat=sum(kaart.laat for kaart in kaarten),
            onderweg=staten.count("onderweg"),
            weggevallen=sum(lid.weggevallen for lid in self.deelnemers),
            kaarten=[(k.stap, k.kaart, k.inhoud) for k in kaarten if k.staat == "ontvangen"],
        )

    def _find_werkvorm(self, naam: str) -> Werkvorm | None:
        map_ = self.wensen.werkvormen
        return read_werkvormen(map_)[0].get(naam) if map_ is not None else None

    def _count_wachtenden(self, stap: str) -> int:
        """How many phones will still send a first contribution in this step."""
        vragen = (lid.see_vraag() for lid in self.deelnemers if stap not in lid.klaar and not lid.fout)
        return sum(1 for vraag in vragen if vraag is not None and vraag.stap == stap)


class _Startschot:
    """Holds phones until all that have something to send in this step stand ready, then lets go of all at once."""

    def __init__(self, count: Callable[[str], int]) -> None:
        self._count = count
        self._wacht = threading.Condition()
        self._klaar: dict[str, int] = {}
        self._gegaan: set[str] = set()
        self._vrij = False

    def wait(self, stap: str, breek_af: Callable[[], bool]) -> None:
        """Until everybody is ready, it is too late, or `breek_af` says so."""
        eind = time.monotonic() + SAMEN_S
        with self._wacht:
            self._klaar[stap] = self._klaar.get(stap, 0) + 1
            while not self._vrij and stap not in self._gegaan and not breek_af():
                if self._klaar[stap] >= self._count(stap) or time.monotonic() >= eind:
                    self._gegaan.add(stap)
                    break
                self._wacht.wait(0.2)
            self._wacht.notify_all()

    def release(self) -> None:
        """Let everybody go, for good."""
        with self._wacht:
            self._vrij = True
            self._wacht.notify_all()


def run_groep(
    adres: str,
    code: str,
    aantal: int = 12,
    wensen: Wensen | None = None,
    *,
    hoogstens_s: float | None = None,
    melden: Callable[[str], None] = lambda _: None,
) -> Uitkomst:
    """Let `aantal` phones take part in the session with this code until it is over, and tell what they did.

    Raises deur.Geweigerd when the door is shut or the code unknown, OSError when there is no server.
    """
    with Groep(adres, code, aantal, wensen or Wensen(), melden) as groep:
        groep.join()
        groep.wait(hoogstens_s)
        return groep.count()
