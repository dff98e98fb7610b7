"""Wat iemand zelf typte in een antwoord. De rest is gekozen uit een gesloten lijst en kan niemand noemen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

GESLOTEN = frozenset({"kolom", "optie", "punt", "soort", "niveau", "functie", "eenheid", "baan"})
"""Fields of an answer that hold an id from a closed list; nobody typed them."""


def list_getypt(inhoud: Mapping[str, Any]) -> list[str]:
    """The texts in an answer that somebody typed, none of them empty."""
    return [waarde for veld, waarde in inhoud.items() if isinstance(waarde, str) and waarde and veld not in GESLOTEN]
