"""De rem op raden: telt alleen foute codes, per plek en voor de hele server, en vergeet waar ze vandaan kwamen.

An address enters only as a keyed hash. The key lives in memory and is renewed every day, so that nothing here
can be turned into a register of visitors. Works within one process.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from leersessie.config import Config
from leersessie.i18n.weigering import Weigering

T = TypeVar("T")
PLEK_PER_MINUUT = 10
SERVER_PER_MINUUT = 60
LANGSTE_WACHT = 600.0
HOOGSTENS_PLEKKEN = 10_000
DAG = 86_400.0


@dataclass(slots=True)
class _Emmer:
    """Moments of wrong tries in the last minute, and until when this place must wait."""

    fout: deque[float] = field(default_factory=deque)
    vol: int = 0
    tot: float = 0.0


class Rem:
    """One throttle. The right code costs nothing; a QR secret cannot be guessed and does not come here."""

    def __init__(self, config: Config, *, plek: int = PLEK_PER_MINUUT, server: int | None = SERVER_PER_MINUUT) -> None:
        self._nu: Callable[[], float] = config.klok.monotoon
        self._loterij = config.loterij
        self._plek, self._server = plek, server
        self._emmers: OrderedDict[bytes, _Emmer] = OrderedDict()
        self._allen: deque[float] = deque()
        self._slot = threading.RLock()
        self._renew()

    def guard(self, adres: str, zoek: Callable[[], T | None]) -> T | None:
        """Look something up that may be guessed: one at a time, refused when too many were wrong.

        Raises Weigering 'toegang.te_vaak' (opnieuw, with `seconden`) without calling `zoek`.
        """
        with self._slot:
            self.check(adres)
            gevonden = zoek()
            if gevonden is None:
                self.count(adres)
            return gevonden

    def check(self, adres: str) -> None:
        """Raises Weigering when this place, or the whole server, must wait."""
        with self._slot:
            nu = self._turn()
            emmer = self._emmers.get(self._key(adres))
            wacht = emmer.tot - nu if emmer else 0.0
            _drop_old(self._allen, nu)
            if self._server is not None and len(self._allen) >= self._server:
                wacht = max(wacht, self._allen[0] + 60 - nu)
        if wacht > 0:
            raise Weigering("toegang.te_vaak", opnieuw=True, status=429, seconden=int(wacht) + 1)

    def count(self, adres: str) -> None:
        """Count one wrong try from this place. Each full minute of them doubles the wait, up to ten minutes."""
        with self._slot:
            nu = self._turn()
            emmer = self._emmers.setdefault(self._key(adres), _Emmer())
            self._emmers.move_to_end(self._key(adres))
            _drop_old(emmer.fout, nu)
            if nu - emmer.tot > LANGSTE_WACHT:
                emmer.vol = 0
            emmer.fout.append(nu)
            self._allen.append(nu)
            if len(emmer.fout) >= self._plek:
                emmer.tot = nu + min(60.0 * 2**emmer.vol, LANGSTE_WACHT)
                emmer.vol = min(emmer.vol + 1, 10)
                emmer.fout.clear()
            while len(self._emmers) > HOOGSTENS_PLEKKEN:
                self._emmers.popitem(last=False)

    def _turn(self) -> float:
        nu = self._nu()
        if nu - self._begonnen >= DAG:
            self._renew()
        return nu

    def _renew(self) -> None:
        self._sleutel = self._loterij(32)
        self._begonnen = self._nu()
        self._emmers.clear()

    def _key(self, adres: str) -> bytes:
        return hmac.digest(self._sleutel, _to_plek(adres).encode("utf-8", "replace"), hashlib.sha256)


def _drop_old(momenten: deque[float], nu: float) -> None:
    while momenten and momenten[0] <= nu - 60:
        momenten.popleft()


def _to_plek(adres: str) -> str:
    """One place: an IPv4 address, or the /64 of an IPv6 address (one home or phone has all of it)."""
    try:
        ip = ipaddress.ip_address(adres)
    except ValueError:
        return adres
    if isinstance(ip, ipaddress.IPv6Address):
        return str(ip.ipv4_mapped or ipaddress.ip_network((int(ip) >> 64 << 64, 64)))
    return str(ip)
