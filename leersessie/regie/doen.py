"""Wat een daad van de gespreksleider mag bekijken, voor elke daad hetzelfde. Beslist zelf niets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leersessie.i18n.weigering import Weigering
from leersessie.regie.kennis import find_stap
from leersessie.store import Staat
from leersessie.werkvormen.model import Werkvorm


@dataclass(frozen=True, slots=True)
class Doen:
    """What an act may look at: the state of this moment, the werkvorm, the time, and its own cleaned fields."""

    staat: Staat
    werkvorm: Werkvorm
    nu_ms: int
    velden: Mapping[str, Any]
    nieuw_id: str

    def find_kaart(self) -> str:
        """The living card this act is about."""
        return find_levend(self.staat, self.velden["kaart"])

    def find_stap(self) -> str:
        """The step this act is about, if it is in the plan."""
        stap = find_stap(self.werkvorm, self.velden["stap"]).id
        if stap not in {p.id for p in self.staat.stand.plan}:
            raise Weigering("regie.stap_onbekend")
        return stap


def find_levend(staat: Staat, kaart: object) -> str:
    """The id of a card that is still there. Raises Weigering."""
    gevonden = staat.stand.kaarten.get(kaart) if isinstance(kaart, str) else None
    if gevonden is None or gevonden.weg:
        raise Weigering("regie.kaart_weg")
    return gevonden.id
