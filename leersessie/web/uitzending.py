"""De uitzending: na elke vastlegging het nieuwe beeld naar wie kijkt, in een begrensd tempo.

Hears of changes through one signal, draws once per Publiek, sends only regions that changed. Phones get step
changes at once and never the board.
"""

from __future__ import annotations

import gzip
import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from leersessie.config import Config
from leersessie.podium import Publiek, Toneel, draw, draw_bord_telefoon
from leersessie.regie.kader import gather_kader
from leersessie.regie.kennis import find_werkvorm
from leersessie.regie.voorbereiden import qr_geheim
from leersessie.store import SessieInfo, Staat, Store
from leersessie.store.sessies import read_tijdperk
from leersessie.toegang.functies import read_functies
from leersessie.verloop import Feit, Stand
from leersessie.verloop.stand import LEGE_STOEL, PARKEERPLAATS
from leersessie.web.logboek import Vangnet
from leersessie.web.zalen import Zalen
from leersessie.werkvormen.model import find_kaal

TEMPO_S = 0.25
"""At most four pictures a second for beamer and console."""
TEMPO_TELEFOON_S = 2.0
BATCH, BATCH_S = 3, 20.0
"""Loose cards reach the beamer by three at a time or after twenty seconds: one by one they point at a typist."""
STIL = frozenset(
    {"bijdrage_gegeven", "bijdrage_gewijzigd", "bijdrage_ingetrokken", "kaart_weggehaald", "kaart_vrijgegeven"}
)

Emit = Callable[[str, dict[str, Any], str], None]


@dataclass(slots=True)
class _Zending:
    """What was last sent for one session: per Publiek the regions, and which cards the beamer may show."""

    beelden: dict[Publiek, dict[str, str]] = field(default_factory=dict)
    seqs: dict[Publiek, int] = field(default_factory=dict)
    kijkers: dict[Publiek, int] = field(default_factory=lambda: defaultdict(int))
    getoond: set[str] = field(default_factory=set)
    borden: dict[Publiek, tuple[str, frozenset[tuple[str, int]], bytes]] = field(default_factory=dict)
    wacht_sinds: float | None = None
    beurt: int = 0
    telefoon_na: float = 0.0
    telefoon_nodig: bool = False
    telefoon_wacht: bool = False


class Uitzending:
    """One per process. `emit` is set by the sockets; without it nothing is sent, but pictures can be asked for."""

    def __init__(self, config: Config, store: Store, zalen: Zalen) -> None:
        self._config, self._store, self._zalen = config, store, zalen
        self.emit: Emit | None = None
        self.adres: Callable[[], str] = lambda: config.adres or "http://localhost:5000"
        self.read_verslag: Callable[[str], tuple[tuple[str, tuple[str, ...]], ...]] = lambda sessie: ()
        self.read_casus: Callable[[str, str], tuple[str, object]] = lambda slug, taal: ("", "")
        self.read_waarschuwing: Callable[[str, str], str] = lambda slug, taal: ""
        self.tijdperk = store.read(read_tijdperk)
        self._zendingen: dict[str, _Zending] = defaultdict(_Zending)
        self._vuil: set[str] = set()
        self._wek = threading.Event()
        self._gestopt = False
        store.geschreven.connect(self._hear, weak=False)

    # ---- who watches ------------------------------------------------------------------------------------

    def add_kijker(self, sessie: str, publiek: Publiek) -> str:
        """Count a viewer in; returns the name of its socket room."""
        self._zendingen[sessie].kijkers[publiek] += 1
        return to_kamer(sessie, publiek)

    def drop_kijker(self, sessie: str, publiek: Publiek) -> None:
        """Count a viewer out; the last one takes the remembered pictures along."""
        zending = self._zendingen[sessie]
        zending.kijkers[publiek] -= 1
        if zending.kijkers[publiek] <= 0:
            zending.kijkers.pop(publiek, None)
            zending.beelden.pop(publiek, None)

    def draw_now(self, sessie: str, publiek: Publiek) -> list[dict[str, Any]]:
        """The current pictures of all regions for one viewer: first load, reconnect and recovery alike."""
        zending = self._zendingen[sessie]
        stand = self._store.load(sessie).stand
        bekend = zending.beelden.get(publiek)
        if publiek.zicht == "telefoon" and bekend is not None and zending.seqs.get(publiek) == stand.seq:
            beelden = bekend  # six hundred phones that come in together share one drawing
        else:
            beelden = draw(publiek, self._hold_back(self.build_toneel(sessie), zending, publiek))
            if bekend is None:
                zending.beelden[publiek], zending.seqs[publiek] = beelden, stand.seq
            else:  # this one viewer is ahead of the others: what it sees is not what was last sent to them all
                zending.beelden[publiek] = {r: html for r, html in bekend.items() if beelden.get(r) == html}
        return [self._pack(stand, zending, regio, html) for regio, html in beelden.items()]

    def build_toneel(self, sessie: str) -> Toneel:
        """Everything a picture of this session needs, at this moment."""
        info, staat = self._store.info(sessie), self._store.load(sessie)
        adres = self.adres()
        gaven = frozenset(d for (d, stap), aantal in staat.deelname.items() if stap == staat.stand.stap and aantal)
        verslag = self.read_verslag(sessie) if staat.stand.toestand in ("nabespreken", "gesloten") else ()
        return Toneel(
            info=info,
            werkvorm=find_werkvorm(info),
            staat=staat,
            zaal=self._zalen.find(sessie).to_beeld(read_functies(self._config), info.taal, gaven),
            adres=f"{adres.split('://', 1)[-1]}/mee",
            qr=f"{adres}/mee#{qr_geheim(self._config, sessie, info.plan)}",
            kader=self._read_kader(info),
            waarschuwing=self.read_waarschuwing(info.casus, info.taal) if info.casus else "",
            casus=self.read_casus(info.casus, info.taal) if info.casus else ("", ""),
            verslag=verslag,
        )

    def _read_kader(self, info: SessieInfo) -> tuple[tuple[str, str], ...]:
        if not find_werkvorm(info).afwegingskader:
            return ()
        return gather_kader(self._store, self._config, info.organisatie, info.taal)

    def read_bord(self, sessie: str, publiek: Publiek) -> tuple[str, bytes]:
        """The board for phones that look at it: its mark, and gzipped HTML drawn once per Publiek and mark.

        Loose cards come in the same batches as on the beamer; the mark changes when one is let through.
        """
        zending, toneel = self._zendingen[sessie], self.build_toneel(sessie)
        toneel = self._hold_back(toneel, zending, publiek)
        merk = f"{toneel.staat.stand.seq}.{len(zending.getoond)}"
        wie = frozenset(toneel.zaal.count_functies().items())
        bekend = zending.borden.get(publiek)
        if bekend is None or bekend[:2] != (merk, wie):
            html = gzip.compress(draw_bord_telefoon(publiek, toneel).encode(), 5, mtime=0)
            bekend = zending.borden[publiek] = (merk, wie, html)
        return merk, bekend[2]

    # ---- what changed -----------------------------------------------------------------------------------

    def _hear(self, _: object, *, staat: Staat, feiten: list[Feit]) -> None:
        zending = self._zendingen[staat.sessie]
        if any(f.soort not in STIL for f in feiten):
            zending.telefoon_nodig = True
            zending.telefoon_na = 0.0
        if any(f.soort == "stap_begonnen" for f in feiten):
            zaal = self._zalen.find(staat.sessie)
            zaal.klaar.clear()
            zaal.handen.clear()
        self.mark(staat.sessie)

    def mark(self, sessie: str, *, telefoons: bool = False) -> None:
        """Say that the picture of this session is out of date."""
        if telefoons:
            self._zendingen[sessie].telefoon_nodig = True
        self._vuil.add(sessie)
        self._wek.set()

    def forget(self, sessie: str) -> None:
        """Drop every remembered picture of a session that has ended."""
        self._zendingen.pop(sessie, None)
        self._vuil.discard(sessie)

    def stop(self) -> None:
        """End the sending loop."""
        self._gestopt = True
        self._wek.set()

    def run(self, sleep: Callable[[float], None]) -> None:
        """The sending loop; runs as a background task until `stop`."""
        while not self._gestopt:
            self._wek.wait(1.0)
            self._wek.clear()
            if self.send_due():
                sleep(TEMPO_S)

    def send_due(self) -> bool:
        """One turn: everything that is out of date now. True when something was."""
        vuil, self._vuil = self._vuil, set()
        for sessie in sorted(vuil):
            with Vangnet("beeld_gestrand"):  # one broken picture may not silence all other sessions
                self._send(sessie)
        self._wake_late()
        return bool(vuil)

    def _send(self, sessie: str) -> None:
        zending = self._zendingen[sessie]
        if self.emit is None or not zending.kijkers:
            return
        toneel = self.build_toneel(sessie)
        nu = self._config.klok.monotoon()
        naar_telefoons = zending.telefoon_nodig or nu >= zending.telefoon_na
        zending.telefoon_wacht = not naar_telefoons
        if naar_telefoons:
            zending.telefoon_na, zending.telefoon_nodig = nu + TEMPO_TELEFOON_S, False
            if toneel.info.modus != "zaal":  # a phone hears that there is a newer board, and fetches it if it looks
                self.emit("bord", {"seq": toneel.staat.stand.seq}, f"{sessie}:telefoon")
        zending.beurt += 1
        for publiek in list(zending.kijkers):
            if publiek.zicht != "telefoon" or naar_telefoons:
                self._send_publiek(sessie, toneel, zending, publiek)

    def _send_publiek(self, sessie: str, toneel: Toneel, zending: _Zending, publiek: Publiek) -> None:
        assert self.emit is not None
        oud = zending.beelden.get(publiek, {})
        nieuw = draw(publiek, self._hold_back(toneel, zending, publiek))
        zending.beelden[publiek], zending.seqs[publiek] = nieuw, toneel.staat.stand.seq
        for regio, html in nieuw.items():
            if oud.get(regio) != html:
                self.emit("beeld", self._pack(toneel.staat.stand, zending, regio, html), to_kamer(sessie, publiek))

    def _pack(self, stand: Stand, zending: _Zending, regio: str, html: str) -> dict[str, Any]:
        return {
            "tijdperk": self.tijdperk,
            "seq": stand.seq,
            "beurt": zending.beurt,
            "regio": regio,
            "html": html,
            "stuur": stand.stuurseq,
            "toestand": stand.toestand,
            "nu": self._config.klok.now_ms(),
        }

    # ---- loose cards come in batches --------------------------------------------------------------------

    def _hold_back(self, toneel: Toneel, zending: _Zending, publiek: Publiek) -> Toneel:
        """Without the loose cards that are too few to show. The console sees all of them at once."""
        if publiek.zicht == "console":
            return toneel
        los = self._list_los(toneel) - zending.getoond
        nu = self._config.klok.monotoon()
        if not los:
            zending.wacht_sinds = None  # the next one waits its own twenty seconds
        elif zending.wacht_sinds is None:
            zending.wacht_sinds = nu
        if len(los) >= BATCH or (zending.wacht_sinds is not None and nu - zending.wacht_sinds >= BATCH_S):
            zending.getoond |= los
            zending.wacht_sinds, los = None, set()
        zichtbaar = frozenset(k for k in toneel.staat.stand.kaarten if k not in los)
        return replace(toneel, getoond=zichtbaar)

    def _list_los(self, toneel: Toneel) -> set[str]:
        """Cards of steps where everyone types in sight, and of the parkeerplaats, that would come into sight now."""
        stappen = (*toneel.werkvorm.stappen, *toneel.werkvorm.bouwstenen)
        open_stappen = {s.id for s in stappen if s.typt == "ieder" and s.verborgen == "nee"} | {
            PARKEERPLAATS,
            LEGE_STOEL,
        }
        stand = toneel.staat.stand
        uit = stand.wacht | stand.sturing.verborgen
        levend = (k for k in stand.kaarten.values() if find_kaal(k.stap) in open_stappen and not (k.weg or k.laat))
        return {k.id for k in levend if k.id not in uit}

    def _wake_late(self) -> None:
        """Sessions whose phones or loose cards waited long enough are drawn again."""
        nu = self._config.klok.monotoon()
        for sessie, zending in list(self._zendingen.items()):
            kaarten = zending.wacht_sinds is not None and nu - zending.wacht_sinds >= BATCH_S
            if zending.kijkers and (kaarten or (zending.telefoon_wacht and nu >= zending.telefoon_na)):
                self.mark(sessie)


def to_kamer(sessie: str, publiek: Publiek) -> str:
    """The socket room of one Publiek in one session; named by the server only."""
    return f"{sessie}:{publiek.zicht}:{publiek.rol}:{publiek.groep}:{publiek.taal}"
