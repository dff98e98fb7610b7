"""Wat een formulier aan een werkvorm verandert: naam, doel, en per stap minuten, vragen, volgorde en meedoen.

Pure: from one file to the next. Whether the result is sound is for the room werkvormen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

VERWIJZINGEN = ("verwijst", "toont")


@dataclass(frozen=True, slots=True)
class StapWens:
    """What was filled in for one step. `vraag` is one question per line, per language."""

    id: str
    minuten: int
    mee: str = "altijd"
    """altijd, mag (an optional step) or weg."""
    vraag_nl: tuple[str, ...] = ()
    vraag_en: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wens:
    """What was filled in for the whole. `stappen` stand in the wanted order."""

    naam: Mapping[str, str] = field(default_factory=dict)
    doel: Mapping[str, str] = field(default_factory=dict)
    stappen: Sequence[StapWens] = ()


def change(ruw: Mapping[str, Any], wens: Wens) -> dict[str, Any]:
    """The file with these wishes in it; the minutes are added up again and nothing points at a step that left."""
    oud = {str(s.get("stap")): s for s in ruw.get("stap", ())}
    blijft = [w for w in wens.stappen if w.mee != "weg" and w.id in oud]
    volgorde = [w.id for w in blijft]
    stappen = [_change_stap(oud[w.id], w, volgorde) for w in blijft]
    minuten = sum(s["minuten"] * int(s.get("herhaal", 1)) for s in stappen if not s.get("overslaan"))
    return {
        **ruw,
        "naam": _to_tekst(wens.naam),
        "doel": _to_tekst(wens.doel),
        "minuten": minuten,
        "stap": stappen,
    }


def _change_stap(stap: Mapping[str, Any], wens: StapWens, volgorde: Sequence[str]) -> dict[str, Any]:
    nieuw = {naam: waarde for naam, waarde in stap.items() if naam != "overslaan"}
    nieuw["minuten"] = wens.minuten
    if wens.vraag_nl:
        nieuw["vraag"] = _pair(wens.vraag_nl, wens.vraag_en)
    if wens.mee == "mag":
        nieuw = _put_before(nieuw, "draaiboek", "overslaan", True)
    eerder = set(volgorde[: volgorde.index(wens.id)])
    for veld in VERWIJZINGEN:
        if veld in nieuw:
            nieuw[veld] = [naam for naam in nieuw[veld] if naam in eerder]
            if not nieuw[veld]:
                del nieuw[veld]
    takken = [t for t in nieuw.get("tak", ()) if t.get("naar") in volgorde and t.get("stap") in {*eerder, wens.id}]
    if "tak" in nieuw:
        nieuw["tak"] = takken
    if not takken:
        nieuw.pop("tak", None)
    return nieuw


def _put_before(stap: dict[str, Any], grens: str, naam: str, waarde: Any) -> dict[str, Any]:
    """The key just before another one, so that the draaiboek stays last."""
    rest = {n: w for n, w in stap.items() if n != grens}
    return {**rest, naam: waarde, **({grens: stap[grens]} if grens in stap else {})}


def _pair(nl: Sequence[str], en: Sequence[str]) -> list[Any]:
    """Questions side by side; one without its English stays Dutch alone."""
    return [_to_tekst({"nl": zin, "en": en[n] if n < len(en) else ""}) for n, zin in enumerate(nl)]


def _to_tekst(waarden: Mapping[str, str]) -> Any:
    return dict(waarden) if waarden.get("en") else waarden.get("nl", "")


def copy_ruw(ruw: Mapping[str, Any], werkvorm: str, versie: int) -> dict[str, Any]:
    """The same file under another id and version."""
    return {"werkvorm": werkvorm, "versie": versie, **{n: w for n, w in ruw.items() if n not in ("werkvorm", "versie")}}
