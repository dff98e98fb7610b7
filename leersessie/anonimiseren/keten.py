"""Waar een naam van meer woorden ophoudt, en wat het geheel zekerder maakt dan het eerste woord alleen."""

from __future__ import annotations

from leersessie.anonimiseren.cues import TUSSEN, follows_bepaler, has_leeftijd_na, is_los, is_werkwoord
from leersessie.anonimiseren.model import MASK, REVIEW
from leersessie.anonimiseren.tokens import Token

_NA_VOORNAAM = frozenset(
    (
        "de",
        "der",
        "den",
        "van",
        "ter",
        "ten",
        "te",
        "el",
        "al",
        "in",
        "'t",
        "bin",
        "ben",
        "von",
        "la",
        "vd",
        "v.d",
        "vdr",
        "v",
    )
)


def end_of_chain(tokens: list[Token], bezet: list[bool], i: int) -> int:
    """Where the name that begins at token i ends (exclusive)."""
    eind = i + 1
    while eind < len(tokens) and eind - i < 10 and is_los(tokens[eind].voor):
        sprong = eind
        while (
            sprong < len(tokens) and sprong - eind < 3 and tokens[sprong].plat in TUSSEN and is_los(tokens[sprong].voor)
        ):
            sprong += 1
        if sprong >= len(tokens) or bezet[sprong] or tokens[sprong].vrij or not is_los(tokens[sprong].voor):
            break
        if not _continues(tokens, i, sprong, [t.plat for t in tokens[eind:sprong]]):
            break
        eind = sprong + 1
    return eind


def _continues(tokens: list[Token], begin: int, plek: int, tussen: list[str]) -> bool:
    """True when the word at `plek` belongs to the name that began at `begin`."""
    token = tokens[plek]
    if token.begin_zin and not (len(tokens[plek - 1].woord) == 1 and token.hoofd):
        return False
    if len(token.woord) == 1 and not token.hoofd:
        return bool(tussen)
    if token.hoofd:
        return not (token.has("t") and not token.has("vs"))
    if tussen and tussen[0] not in _NA_VOORNAAM:
        return False
    if is_werkwoord(token) or not tokens[begin].has("vxui"):
        return bool(tussen) and token.has("s") and tussen[-1] in ("de", "der", "den") and not is_werkwoord(token)
    if token.has("t"):
        return bool(tussen) and token.has("s") and tussen[-1] in ("de", "der", "den")
    if token.has("w"):
        return token.has("s") and (not tussen or tussen[-1] in ("de", "der", "den", "van", "ter", "ten"))
    return token.has("vxsyEpq") or token.soort == "u"


def judge_chain(
    tekst: str, tokens: list[Token], i: int, eind: int, eerste: tuple[str, str, str]
) -> tuple[str, str, str]:
    """A name of more words is more certain than one of a single word."""
    soort, tier, reden = eerste
    if eind - i > 1 and tier == REVIEW:
        rest = tokens[i + 1 : eind]
        if any(t.has("vxsyu") and not t.has("w") for t in rest) and tokens[i].has("vxsyuE"):
            return ("PERSOON", MASK, "naam")
    if tier == REVIEW and has_leeftijd_na(tekst, tokens[eind - 1].end) and soort != "PLAATS":
        return ("PERSOON", MASK, "leeftijd_erna")
    if follows_bepaler(tokens, i) and tokens[i].hoofd and soort == "PERSOON" and tokens[i].soort == "u":
        return ("NAAM", tier, reden)
    return soort, tier, reden
