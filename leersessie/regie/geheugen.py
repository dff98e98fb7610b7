"""Het geheugen voor namen: een naam die op een kaart zeker was, geldt op elke kaart van die sessie.

Lives in this process only; nothing of it is stored. After a restart it is made again from the cards of the session.
A card that the gespreksleider lets through was no name, and is forgotten here.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from leersessie.anonimiseren import MASK, AnalyseFout, Span, analyse, find_bekend, split_bekend
from leersessie.i18n.weigering import Weigering
from leersessie.invoer import list_getypt
from leersessie.store import ZWAAR, Besluit, Staat, Store, Woord
from leersessie.store.accounts import list_namen
from leersessie.verloop import Feit

HOOGSTENS = 200
"""Names per session; the oldest goes first."""
SESSIES = 500
LEVEND = ("gepland", "open", "bezig", "gepauzeerd")
"""While cards can still be given; after that nobody needs this memory."""


@dataclass(slots=True)
class Kennis:
    """What is known in one session. `woorden`: names of accounts and the organisation, in one piece."""

    woorden: frozenset[str] = frozenset()
    eigen: frozenset[str] = frozenset()
    namen: dict[str, None] = field(default_factory=dict)
    vrij: set[str] = field(default_factory=set)
    nieuw: set[str] = field(default_factory=set)
    """Names that became certain since the cards on the board were last compared with them."""

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
_sloten: WeakKeyDictionary[Store, threading.Lock] = WeakKeyDictionary()
"""After a restart every phone comes at once: one of them builds, the others wait and find it done."""


def watch(store: Store) -> None:
    """Forget the names of a session as soon as the store drops it: at close, and when it is erased."""
    store.vergeten.connect(_forget, weak=False)


def _forget(store: Store, sessie: str) -> None:
    _per_store.get(store, {}).pop(sessie, None)


def read_kennis(store: Store, sessie: str) -> Kennis:
    """What is known of names in this session; made from its stored words when this process did not know it yet.

    Raises NietGevonden when there is no such session.
    """
    per_sessie = _per_store.setdefault(store, {})
    kennis = per_sessie.get(sessie)
    if kennis is not None:
        return kennis
    with _sloten.setdefault(store, threading.Lock()):
        kennis = per_sessie.get(sessie)
        if kennis is not None:
            return kennis
        organisatie = store.info(sessie).organisatie
        bekend, woorden = split_bekend(store.read(lambda verbinding: list_namen(verbinding, organisatie)))
        kennis = Kennis(woorden=woorden, eigen=bekend)
        staat = store.load(sessie)
        if staat.stand.toestand in LEVEND and staat.woorden:
            ZWAAR.run(_rebuild, kennis, _list_teksten(staat))
        if store.load(sessie).stand.toestand not in LEVEND:
            return kennis  # closed meanwhile: it knows nothing that outlives the session
        per_sessie[sessie] = kennis
        while len(per_sessie) > SESSIES:
            per_sessie.pop(next(iter(per_sessie)))
    hold_others(store, sessie, kennis)
    return kennis


def _list_teksten(staat: Staat) -> list[tuple[str, bool]]:
    """Everything typed on living cards in the order of the log, and whether the gespreksleider let it through."""
    stand = staat.stand
    return [
        (tekst, kaart.id in stand.vrijgegeven)
        for kaart in stand.kaarten.values()
        if not kaart.weg
        for tekst in list_getypt(staat.inhoud(kaart.id) or {})
    ]


def _rebuild(kennis: Kennis, teksten: list[tuple[str, bool]]) -> None:
    """First what is certain, then what was let through: that was no name, wherever else it stands."""
    for tekst, vrij in (*[r for r in teksten if not r[1]], *[r for r in teksten if r[1]]):
        try:
            spans = analyse(tekst, known_names=kennis.bekend if vrij else kennis.eigen, deny=kennis.woorden)
        except AnalyseFout:
            continue  # the card itself was held or refused when it came
        (release if vrij else remember)(kennis, tekst, spans)


def remember(kennis: Kennis, tekst: str, spans: Iterable[Span]) -> None:
    """Keep the names that are certain in this text for the other cards of the session."""
    for naam in _pick(tekst, spans):
        if naam.casefold() not in kennis.vrij and naam not in kennis.namen:
            kennis.namen[naam] = None
            kennis.nieuw.add(naam)
    while len(kennis.namen) > HOOGSTENS:
        kennis.namen.pop(next(iter(kennis.namen)))


def release(kennis: Kennis, tekst: str, spans: Iterable[Span]) -> None:
    """The gespreksleider looked and let this text through: what seemed a name in it is none."""
    for naam in _pick(tekst, spans):
        kennis.namen.pop(naam, None)
        kennis.nieuw.discard(naam)
        kennis.vrij.add(naam.casefold())


def _pick(tekst: str, spans: Iterable[Span]) -> list[str]:
    return [tekst[s.start : s.end] for s in spans if s.type == "PERSOON" and s.tier == MASK]


# ---- cards that lay there already ---------------------------------------------------------------------------


def hold_others(store: Store, sessie: str, kennis: Kennis) -> None:
    """Cards on the board with a name that only now became certain wait for the gespreksleider, one fact a card.

    Never a card that the gespreksleider let through. When the writer is busy, the next card tries again.
    """
    namen = frozenset(kennis.nieuw)
    if not namen:
        return
    kennis.nieuw -= namen
    try:
        staat = store.load(sessie)
        gevonden = ZWAAR.run(_find_kaarten, dict(staat.woorden), namen, frozenset(kennis.vrij))
        if any(kaart in _list_los(staat) for kaart in gevonden):
            store.write(sessie, lambda nu: _hold(nu, gevonden))
    except Weigering:
        kennis.nieuw |= namen


def _find_kaarten(woorden: dict[str, Woord], namen: frozenset[str], vrij: frozenset[str]) -> dict[str, Woord]:
    """The cards that hold one of these names, with the words that were looked at."""

    def has_naam(woord: Woord) -> bool:
        return any(w.casefold() not in vrij for tekst in list_getypt(woord.inhoud) for w in find_bekend(tekst, namen))

    return {kaart: woord for kaart, woord in woorden.items() if has_naam(woord)}


def _list_los(staat: Staat) -> Iterator[str]:
    """Living cards that neither wait nor were let through."""
    stand = staat.stand
    return (k.id for k in stand.kaarten.values() if not k.weg and k.id not in stand.wacht | stand.vrijgegeven)


def _hold(staat: Staat, gevonden: dict[str, Woord]) -> Besluit:
    if staat.stand.toestand not in LEVEND:
        return Besluit()
    los = [k for k in _list_los(staat) if k in gevonden and staat.woorden.get(k) == gevonden[k]]
    return Besluit(tuple(Feit("kaart_vastgehouden", {"kaart": kaart}) for kaart in los))
