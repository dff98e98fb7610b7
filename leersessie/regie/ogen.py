"""De ogen van de gespreksleider: staat hier met zekerheid een naam of nummer in, dan kijkt er eerst iemand mee.

Remembers only that a text was clean, as a keyed hash in memory: the phone asks once before it sends, and the same
words come by again a moment later. Never keeps a text.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from leersessie.anonimiseren import MASK, Span, analyse
from leersessie.invoer import list_getypt
from leersessie.regie.geheugen import NIETS, Kennis, read_kennis, release, remember
from leersessie.store import ZWAAR, Store

LANG = 200
"""A longer text is looked at beside the loop: a hostile one takes a fifth of a second, and nobody may notice."""
HOOGSTENS = 4_096
_SLEUTEL = secrets.token_bytes(32)
_schoon: OrderedDict[bytes, None] = OrderedDict()


def find_zeker(tekst: str, kennis: Kennis = NIETS) -> Span | None:
    """The first place that is certainly a name or number, or None. Raises AnalyseFout when it cannot tell.

    `kennis`: the names of this session; what is found is added to it.
    """
    merk = hashlib.blake2b(tekst.encode("utf-8", "replace") + kennis.merk, key=_SLEUTEL, digest_size=16).digest()
    if merk in _schoon:
        return None
    spans = look_closely(tekst, kennis)
    treffer = next((span for span in spans if span.tier == MASK), None)
    if treffer is None:
        _schoon[merk] = None
        while len(_schoon) > HOOGSTENS:
            _schoon.popitem(last=False)
    elif kennis is not NIETS:
        remember(kennis, tekst, spans)
    return treffer


def look_closely(tekst: str, kennis: Kennis) -> list[Span]:
    """All places, with what this session knows of names; a word the gespreksleider let through is none."""

    def look() -> list[Span]:
        return analyse(tekst, known_names=kennis.bekend, deny=kennis.woorden)

    spans = ZWAAR.run(look) if len(tekst) > LANG else look()
    return [s for s in spans if s.type != "PERSOON" or tekst[s.start : s.end].casefold() not in kennis.vrij]


def needs_eyes(inhoud: Mapping[str, Any], kennis: Kennis = NIETS) -> bool:
    """True when something typed in this answer is certainly a name or number."""
    gevonden = [find_zeker(tekst, kennis) for tekst in list_getypt(inhoud)]  # all of them, to remember every name
    return any(treffer is not None for treffer in gevonden)


def let_through(store: Store, sessie: str, inhoud: Mapping[str, Any]) -> None:
    """The gespreksleider looked at this answer and showed it: what seemed a name in it is none, on other cards too."""
    kennis = read_kennis(store, sessie)
    for tekst in list_getypt(inhoud):
        release(kennis, tekst, look_closely(tekst, kennis))
