"""De takken van een stap: een raad om naar een andere stap te gaan, als een keuze daar aanleiding toe geeft.

Counts answers that everybody may see; a covered choice gives no advice. Nothing ever moves by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leersessie.podium.bord import draw_bord
from leersessie.podium.toneel import Toneel
from leersessie.werkvormen.model import KEER, Stap, Tak


@dataclass(frozen=True, slots=True)
class TakBeeld:
    """One advice: its sentence, what was chosen how often, and the act behind its button."""

    zin: str
    optie: str
    aantal: int
    titel: str
    terug: bool
    daad: str
    gegeven: Mapping[str, Any]


def draw_takken(toneel: Toneel, stap: Stap, taal: str) -> tuple[TakBeeld, ...]:
    """The advices of this step that hold now, in the order of the werkvorm."""
    beelden = (_draw(toneel, stap, tak, taal) for tak in stap.tak)
    return tuple(b for b in beelden if b is not None)


def _draw(toneel: Toneel, stap: Stap, tak: Tak, taal: str) -> TakBeeld | None:
    keuze, naar = _find(toneel, stap, tak.stap), _find(toneel, stap, tak.naar)
    if keuze is None or naar is None:
        return None
    bord = draw_bord(toneel, keuze, leiding=False, taal=taal)
    telling: Mapping[str, int] = bord.telling["opties"]
    aantal = telling.get(tak.optie, 0)
    anderen = [n for optie, n in telling.items() if optie != tak.optie]
    if bord.dicht or aantal < tak.minstens or (tak.meeste and anderen and aantal <= max(anderen)):
        return None
    stand = toneel.staat.stand
    terug = naar.id in stand.sturing.geweest
    opnieuw = naar.id in stand.sturing.onthuld | stand.sturing.dicht
    namen = {o.id: o.naam.to_taal(taal) for o in keuze.vorm.opties}
    return TakBeeld(
        zin=tak.zin.to_taal(taal),
        optie=namen[tak.optie],
        aantal=aantal,
        titel=naar.titel.to_taal(taal),
        terug=terug,
        daad="heropen" if opnieuw else "stap",
        gegeven={"stap": naar.id} if opnieuw else {"naar": naar.id},
    )


def _find(toneel: Toneel, stap: Stap, naam: str) -> Stap | None:
    """The step of this name in the plan; of the same time when this step is played again."""
    plan = toneel.staat.stand.plan_ids
    eigen = f"{naam}{KEER}{stap.id.partition(KEER)[2]}"
    return toneel.werkvorm.find_stap(eigen if eigen in plan else naam) if eigen in plan or naam in plan else None
