"""Stippen op kaarten: wat de groep wil oppakken, met een rij stippen per kaart. Een volgorde, geen besluit.

Counts only cards that may be seen now: a card that was withdrawn or hidden drops out with its dots.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leersessie.podium.bord import BordBeeld, KaartBeeld

HOOGSTENS_RIJEN = 6
STIP_BREED = 26
HOOGSTENS_STIPPEN = 15
"""More dots than this are drawn as one row of this length that stands for more; the number beside it is exact."""


@dataclass(frozen=True, slots=True)
class StipRij:
    """One card with its dots. `per_stip` says how many dots one drawn dot stands for."""

    kaart: KaartBeeld
    aantal: int
    stippen: tuple[int, ...]
    """The x of each drawn dot."""


@dataclass(frozen=True, slots=True)
class StippenBeeld:
    """Cards with dots, most first; `zonder` cards got none, `meer` rows did not fit."""

    rijen: tuple[StipRij, ...]
    zonder: int
    meer: int
    per_stip: int
    breed: int


def list_kandidaten(bord: BordBeeld, borden: Mapping[str, BordBeeld]) -> tuple[KaartBeeld, ...]:
    """The cards one may vote on: those of the steps this step refers to, as far as everybody sees them."""
    eerder = [borden[stap] for stap in bord.stap.verwijst if stap in borden and not borden[stap].dicht]
    return tuple(k for b in eerder for k in b.alle if k.tekst and not (k.verborgen or k.wacht or k.laat))


def draw_stippen(bord: BordBeeld, borden: Mapping[str, BordBeeld]) -> StippenBeeld | None:
    """The dots of a step of kind `stemmen`; None while nothing may be seen."""
    if bord.dicht or not bord.telling["aantal"]:
        return None
    telling: Mapping[str, int] = bord.telling["stippen"]
    kandidaten = list_kandidaten(bord, borden)
    met = sorted((k for k in kandidaten if telling.get(k.id)), key=lambda k: (-telling[k.id], k.id))
    hoogste = max((telling[k.id] for k in met), default=1)
    per_stip = -(-hoogste // HOOGSTENS_STIPPEN)
    rijen = [_draw_rij(kaart, telling[kaart.id], per_stip) for kaart in met[:HOOGSTENS_RIJEN]]
    return StippenBeeld(
        rijen=tuple(rijen),
        zonder=len(kandidaten) - len(met),
        meer=max(0, len(met) - HOOGSTENS_RIJEN),
        per_stip=per_stip,
        breed=STIP_BREED * max((len(r.stippen) for r in rijen), default=1),
    )


def _draw_rij(kaart: KaartBeeld, aantal: int, per_stip: int) -> StipRij:
    getekend = -(-aantal // per_stip)
    return StipRij(kaart, aantal, tuple(STIP_BREED * n + STIP_BREED // 2 for n in range(getekend)))
