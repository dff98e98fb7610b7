"""Het geheugen voor namen: een naam die op een kaart zeker was, geldt op elke kaart van die sessie.

Lives in this process only and as long as the session is in memory; nothing of it is stored. A card that the
gespreksleider lets through was no name, and is forgotten here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from leersessie.anonimiseren import MASK, Span, split_bekend
from leersessie.store import Store
from leersessie.store.accounts import list_namen

HOOGSTENS = 200
"""Names per session; the oldest goes first."""
SESSIES = 500


@dataclass(slots=True)
class Kennis:
    """What is known in one session. `woorden`: names of accounts and the organisation, in one piece."""

    woorden: frozenset[str] = frozenset()
    eigen: frozenset[str] = frozenset()
    namen: dict[str, None] = field(default_factory=dict)
    vrij: set[str] = field(default_factory=set)

    @property
    def bekend(self) -> frozenset[str]:
        """For `known_names`."""
        return self.eigen | frozenset(self.namen)

    @property
    def merk(self) -> bytes:
        """Changes when there is more to know: an earlier 'nothing found' counts no more then."""
        alles = "\x00".join(sorted(self.bekend | self.woorden))
        return hashlib.blake2b(alles.encode("utf-8", "replace"), digest_size=16).digest()


NIETS = Kennis()
_per_store: WeakKeyDictionary[Store, dict[str, Kennis]] = WeakKeyDictionary()


def watch(store: Store) -> None:
    """Forget the names of a session as soon as the store drops it: at close, and when it is erased."""
    store.vergeten.connect(_forget, weak=False)


def _forget(store: Store, sessie: str) -> None:
    _per_store.get(store, {}).pop(sessie, None)


def read_kennis(store: Store, sessie: str) -> Kennis:
    """What is known of names in this session."""
    per_sessie = _per_store.setdefault(store, {})
    kennis = per_sessie.get(sessie)
    if kennis is None:
        organisatie = store.info(sessie).organisatie
        bekend, woorden = split_bekend(store.read(lambda verbinding: list_namen(verbinding, organisatie)))
        kennis = per_sessie[sessie] = Kennis(woorden=woorden, eigen=bekend)
        while len(per_sessie) > SESSIES:
            per_sessie.pop(next(iter(per_sessie)))
    return kennis


def remember(kennis: Kennis, tekst: str, spans: Iterable[Span]) -> None:
    """Keep the names that are certain in this text for the other cards of the session."""
    for naam in _pick(tekst, spans):
        if naam.casefold() not in kennis.vrij:
            kennis.namen[naam] = None
    while len(kennis.namen) > HOOGSTENS:
        kennis.namen.pop(next(iter(kennis.namen)))


def release(kennis: Kennis, tekst: str, spans: Iterable[Span]) -> None:
    """The gespreksleider looked and let this text through: what seemed a name in it is none."""
    for naam in _pick(tekst, spans):
        kennis.namen.pop(naam, None)
        kennis.vrij.add(naam.casefold())


def _pick(tekst: str, spans: Iterable[Span]) -> list[str]:
    return [tekst[s.start : s.end] for s in spans if s.type == "PERSOON" and s.tier == MASK]
