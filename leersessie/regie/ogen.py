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
from leersessie.store import ZWAAR

GESLOTEN = frozenset({"kolom", "optie", "punt", "soort", "niveau", "functie", "eenheid", "baan"})
"""Fields of an answer that hold an id from a closed list; nobody typed them."""
LANG = 400
"""A longer text is looked at beside the loop: a hostile page takes a fifth of a second, and nobody may notice."""
HOOGSTENS = 4_096
_SLEUTEL = secrets.token_bytes(32)
_schoon: OrderedDict[bytes, None] = OrderedDict()


def find_zeker(tekst: str) -> Span | None:
    """The first place that is certainly a name or number, or None. Raises AnalyseFout when it cannot tell."""
    merk = hashlib.blake2b(tekst.encode("utf-8", "replace"), key=_SLEUTEL, digest_size=16).digest()
    if merk in _schoon:
        return None
    spans = ZWAAR.run(analyse, tekst) if len(tekst) > LANG else analyse(tekst)
    treffer = next((span for span in spans if span.tier == MASK), None)
    if treffer is None:
        _schoon[merk] = None
        while len(_schoon) > HOOGSTENS:
            _schoon.popitem(last=False)
    return treffer


def needs_eyes(inhoud: Mapping[str, Any]) -> bool:
    """True when something typed in this answer is certainly a name or number."""
    getypt = (waarde for veld, waarde in inhoud.items() if isinstance(waarde, str) and waarde and veld not in GESLOTEN)
    return any(find_zeker(tekst) is not None for tekst in getypt)
