"""De korte weg: een tekst van alleen gewone woorden heeft geen laag van namen, plaatsen en organisaties nodig.

Says only yes when no rule of those layers could find anything; a doubt is a no. A test holds it against the long way.
"""

from __future__ import annotations

from collections.abc import Sequence

from leersessie.anonimiseren.cues import KIN
from leersessie.anonimiseren.organisaties import ORG, is_plekwoord
from leersessie.anonimiseren.plaatsen import find_plaatsparen
from leersessie.anonimiseren.tokens import TITELS, Token

_WOORD = frozenset("wtg")
"""The letters of the table that say nothing but 'a word'."""
_NOEMT = frozenset(("heet", "heette", "genaamd"))
"""What comes behind these is a name, whatever word it is."""


def is_gewoon(tokens: Sequence[Token]) -> bool:
    """True when every word is an ordinary one at an ordinary place, so that nobody can be named with it."""
    na_verwant = False
    for vorige, token in zip((None, *tokens), tokens, strict=False):
        if not _is_gewoon_woord(token, na_verwant=na_verwant):
            return False
        if vorige is not None and (vorige.plat, token.plat) in find_plaatsparen():
            return False
        na_verwant = token.plat in KIN
    return True


def _is_gewoon_woord(token: Token, *, na_verwant: bool) -> bool:
    if token.plat in ORG:
        return False
    if token.vrij:
        return not na_verwant
    if not token.soort or token.plat in TITELS or len(token.woord) == 1:
        return False
    if token.plat in _NOEMT or is_plekwoord(token.plat) or (token.hoofd and not token.has("wt")):
        return False
    if (token.hoofd and not token.begin_zin) or not token.woord[1:].islower():
        return False
    gangbaar = "t" in token.soort and not (token.hoofd and not _WOORD.issuperset(token.soort))
    return gangbaar or (not na_verwant and _WOORD.issuperset(token.soort))
