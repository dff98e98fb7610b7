"""Het plan bijstellen terwijl de groep bezig is: een stap erbij, nog een keer, eruit, of minder tijd dan gedacht.

Makes proposals and checks them; only the act `plan` changes anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from leersessie.i18n.weigering import Weigering
from leersessie.verloop import PlanStap, Stand
from leersessie.werkvormen.model import KEREN, Werkvorm, find_kaal, make_keer

HOOGSTENS_STAPPEN = 60
KORTST = 2
"""Minutes that a step keeps when time is short."""


def repeat_stap(plan: Sequence[PlanStap], stap: str) -> list[PlanStap]:
    """The plan with this step once more, right after the last time it is played. Raises Weigering."""
    keren = [plek for plek, p in enumerate(plan) if find_kaal(p.id) == find_kaal(stap)]
    if not keren:
        raise Weigering("regie.stap_onbekend")
    nieuw = replace(plan[keren[-1]], id=_next_id(plan, stap), overslaan=False)
    return _check([*plan[: keren[-1] + 1], nieuw, *plan[keren[-1] + 1 :]])


def repeat_block(plan: Sequence[PlanStap], van: str, tot: str) -> list[PlanStap]:
    """The plan with the steps `van` to `tot` once more, right after them: for a second question."""
    namen = [p.id for p in plan]
    if van not in namen or tot not in namen or namen.index(van) > namen.index(tot):
        raise Weigering("regie.blok_omgekeerd")
    begin, eind = namen.index(van), namen.index(tot) + 1
    nieuw: list[PlanStap] = []
    for deel in plan[begin:eind]:
        nieuw.append(replace(deel, id=_next_id([*plan, *nieuw], deel.id)))
    return _check([*plan[:eind], *nieuw, *plan[eind:]])


def add_stap(plan: Sequence[PlanStap], werkvorm: Werkvorm, stap: str, na: str) -> list[PlanStap]:
    """The plan with a building block (or a step that was taken out) after step `na`; '' puts it last."""
    gevonden = werkvorm.find_stap(stap)
    if gevonden is None:
        raise Weigering("regie.stap_onbekend")
    namen = [p.id for p in plan]
    plek = namen.index(na) + 1 if na in namen else len(plan)
    id_ = stap if stap not in namen else _next_id(plan, stap)
    return _check([*plan[:plek], PlanStap(id_, gevonden.minuten), *plan[plek:]])


def remove_stap(plan: Sequence[PlanStap], stap: str) -> list[PlanStap]:
    """The plan without this step; whether it may go is judged by the act `plan`."""
    return [p for p in plan if p.id != stap]


def check_removed(stand: Stand, plan: Sequence[PlanStap]) -> None:
    """Pass unless a step that holds cards is missing from the plan: what was given is never lost that way."""
    blijft = {p.id for p in plan}
    if any(not k.weg and k.stap in set(stand.plan_ids) - blijft for k in stand.kaarten.values()):
        raise Weigering("regie.plan_met_kaarten")


def shorten_plan(werkvorm: Werkvorm, stand: Stand, minuten: int) -> list[PlanStap]:
    """What still fits in so many minutes: steps that cannot be missed stay, shorter when needed; others drop out.

    Steps that are past stay as they are. The current step counts as one to finish.
    """
    namen = list(stand.plan_ids)
    nu = namen.index(stand.stap) if stand.stap in namen else 0
    rest = [p for p in stand.plan[nu:] if not p.overslaan]
    moet = [p for p in rest if p.id == stand.stap or _is_onmisbaar(werkvorm, p)]
    if not moet:
        moet = rest
    nodig = sum(p.minuten for p in moet)
    tijd: dict[str, int] = {}
    for p in moet:
        tijd[p.id] = p.minuten if nodig <= minuten else max(KORTST, p.minuten * minuten // nodig)
    over = minuten - sum(tijd.values())
    for p in rest:  # what can be missed comes back in the order of the plan, as long as it fits
        if p.id not in tijd and p.minuten <= over:
            tijd[p.id], over = p.minuten, over - p.minuten
    laat = [replace(p, minuten=tijd.get(p.id, p.minuten), overslaan=p.id not in tijd) for p in stand.plan[nu:]]
    return [*stand.plan[:nu], *laat]


def _is_onmisbaar(werkvorm: Werkvorm, plan: PlanStap) -> bool:
    stap = werkvorm.find_stap(plan.id)
    return stap is not None and stap.onmisbaar


def _next_id(plan: Sequence[PlanStap], stap: str) -> str:
    bezet = {p.id for p in plan}
    for keer in (1, *map(int, KEREN)):
        if make_keer(find_kaal(stap), keer) not in bezet:
            return make_keer(find_kaal(stap), keer)
    raise Weigering("regie.te_vaak")


def _check(plan: list[PlanStap]) -> list[PlanStap]:
    if len(plan) > HOOGSTENS_STAPPEN:
        raise Weigering("regie.plan_te_lang", hoogstens=HOOGSTENS_STAPPEN)
    return plan
