"""De ene deur waardoor woorden van mensen binnenkomen: schoon, begrensd, en nooit opmaak.

Removes what no database or screen can hold (NUL, lone surrogates, control characters), composes accents (NFC),
and refuses what is too long or empty. Never shortens silently.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from leersessie.i18n.weigering import Weigering

_STUUR = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Direction overrides could make a sentence on the beamer read differently from what was typed.
_RICHTING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


RUIMTE = 4
"""Signs as typed per character that is kept: a letter with its accents apart takes two or three."""
ACCENTEN = 4
"""More marks than this on one letter are no accent: they paint over other lines, and sorting them takes minutes."""


def clean_text(waarde: object, hoogstens: int, *, leeg_mag: bool = False) -> str:
    """The text as it may be stored. Raises Weigering when it is no text, too long, or empty.

    `hoogstens` counts code points after cleaning.
    """
    if not isinstance(waarde, str):
        raise Weigering("invoer.vorm")
    if len(waarde) > RUIMTE * hoogstens + RUIMTE:
        raise Weigering("invoer.te_lang", hoogstens=hoogstens)
    tekst = waarde.replace("\r\n", "\n").replace("\r", "\n")
    tekst = _thin_out(_RICHTING.sub("", _STUUR.sub("", tekst)))
    tekst = unicodedata.normalize("NFC", tekst).strip()
    if len(tekst) > hoogstens:
        raise Weigering("invoer.te_lang", hoogstens=hoogstens)
    if not tekst and not leeg_mag:
        raise Weigering("invoer.leeg")
    return tekst


def _thin_out(tekst: str) -> str:
    """At most ACCENTEN marks in a row."""
    if tekst.isascii():
        return tekst
    uit: list[str] = []
    rij = 0
    for teken in tekst:
        rij = rij + 1 if unicodedata.combining(teken) else 0
        if rij <= ACCENTEN:
            uit.append(teken)
    return "".join(uit)


def check_velden(ruw: object, verplicht: frozenset[str], mag: frozenset[str] = frozenset()) -> Mapping[str, object]:
    """The fields of a form or event. Raises Weigering for a wrong shape, a missing field or an unknown one."""
    if not isinstance(ruw, Mapping) or not all(isinstance(sleutel, str) for sleutel in ruw):
        raise Weigering("invoer.vorm")
    namen = set(ruw)
    if verplicht - namen or namen - verplicht - mag:
        raise Weigering("invoer.vorm")
    return ruw


def check_keus(waarde: object, keuzes: frozenset[str]) -> str:
    """One of a closed list. Raises Weigering otherwise."""
    if not isinstance(waarde, str) or waarde not in keuzes:
        raise Weigering("invoer.keus")
    return waarde


def check_vlag(waarde: object) -> bool:
    """A real boolean. Raises Weigering for anything else, also for 0 and 1."""
    if not isinstance(waarde, bool):
        raise Weigering("invoer.vorm")
    return waarde
