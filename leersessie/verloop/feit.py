"""Een feit: iets wat in een sessie gebeurd is. Draagt nooit woorden van mensen en nooit een deelnemer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Feit:
    """One fact: its kind (a past participle) and its content (ids, flags and steering times in UTC milliseconds)."""

    soort: str
    inhoud: Mapping[str, Any] = field(default_factory=dict)
