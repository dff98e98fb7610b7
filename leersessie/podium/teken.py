"""Het tekenen zelf: per zicht de regio's, elk een sjabloon met een eigen stukje van het toneel."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import Any

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from leersessie.config import content_dir
from leersessie.i18n import t
from leersessie.invoer import SOORTEN
from leersessie.invoer.stemmen import find_budget
from leersessie.invoer.tijdlijn import say_geleden
from leersessie.podium.bord import BordBeeld, KaartBeeld, draw_bord, list_zichtbaar
from leersessie.podium.draad import draw_draad
from leersessie.podium.groepen import GroepBord, draw_groepborden, draw_groepen, list_vragen, list_zonder
from leersessie.podium.poort import is_voldaan
from leersessie.podium.ring import draw_ring
from leersessie.podium.spreiding import SpreidingBeeld, draw_spreiding
from leersessie.podium.stippen import draw_stippen, list_kandidaten
from leersessie.podium.takken import draw_takken
from leersessie.podium.tijdlijn import TijdlijnBeeld, draw_tijdlijn
from leersessie.podium.toneel import Publiek, Toneel
from leersessie.podium.tweemaal import draw_tweemaal, find_eerder
from leersessie.podium.vensters import draw_vensters
from leersessie.regie.groepen import find_kies, needs_groepen
from leersessie.regie.kennis import PARKEER_STAP, STOEL_STAP
from leersessie.verloop.rechten import LEIDING
from leersessie.verloop.stand import PARKEERPLAATS, STOELEN
from leersessie.werkvormen.model import KEER, Stap, find_kaal, follow_keer

REGIOS = {
    "beamer": ("doek",),
    "console": ("kop", "plan", "bord", "zaal", "knoppen"),
    "telefoon": ("kop", "vraag", "invoer", "steun", "voet"),
}


@cache
def _environment() -> Environment:
    omgeving = Environment(
        loader=FileSystemLoader(content_dir("templates")),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    omgeving.globals.update(SOORTEN=SOORTEN, find_budget=find_budget, PARKEERPLAATS=PARKEERPLAATS, STOELEN=STOELEN)
    return omgeving


def draw(publiek: Publiek, toneel: Toneel) -> dict[str, str]:
    """All regions of one view: name -> HTML."""
    gegeven = _gather(publiek, toneel)
    omgeving = _environment()
    return {
        regio: omgeving.get_template(f"podium/{publiek.zicht}/{regio}.html").render(gegeven)
        for regio in REGIOS[publiek.zicht]
    }


def draw_bord_telefoon(publiek: Publiek, toneel: Toneel) -> str:
    """The board for a phone that asks for it (online and mixed groups)."""
    return _environment().get_template("podium/telefoon/bord.html").render(_gather(publiek, toneel))


def draw_invoervelden(publiek: Publiek, toneel: Toneel) -> str:
    """The form of the current step for the gespreksleider, who types for people without a phone."""
    return _environment().get_template("podium/console/invoervelden.html").render(_gather(publiek, toneel))


def _gather(publiek: Publiek, toneel: Toneel) -> dict[str, Any]:
    """Everything the templates may look at. `rol` is the typing role; the board differs only for the console."""
    stand, taal = toneel.staat.stand, publiek.taal
    leiding = publiek.zicht == "console"
    kaal = toneel.werkvorm.find_stap(stand.stap) if stand.stap else _find_vooraf(publiek, toneel)
    stap = follow_keer(kaal, stand.plan_ids) if kaal else None
    borden = {
        s.id: draw_bord(toneel, s, leiding=leiding, taal=taal, groep=_find_groep(publiek, toneel, s))
        for s in _relevant(publiek, toneel, stap)
    }
    bord = borden.get(stap.id) if stap else None
    return {
        "publiek": publiek,
        "toneel": toneel,
        "info": toneel.info,
        "werkvorm": toneel.werkvorm,
        "stand": stand,
        "sturing": stand.sturing,
        "zaal": toneel.zaal,
        "taal": taal,
        "stap": stap,
        "bord": bord,
        "borden": borden,
        "parkeer": draw_bord(toneel, PARKEER_STAP, leiding=leiding, taal=taal),
        "stoel": draw_bord(toneel, STOEL_STAP, leiding=leiding, taal=taal),
        "poort_open": is_voldaan(bord) if bord else True,
        "mag_typen": stap is not None and _may_type(publiek, toneel, stap),
        "t": lambda sleutel, **waarden: t(taal, sleutel, **waarden),
        "inl": lambda tekst: tekst.to_taal(taal),
        "vensters": draw_vensters(toneel.werkvorm, borden, taal) if toneel.werkvorm.vensters else (),
        "qr_pad": draw_qr(toneel.qr) if toneel.qr else "",
        "uitgelicht": _find_uitgelicht(borden),
        "vraag_nu": _find_vraag(toneel),
        **_gather_stap(publiek, toneel, stap),
        **_gather_uitslag(toneel, bord, borden, taal),
        **_gather_groepen(publiek, toneel, stap),
    }


def _gather_stap(publiek: Publiek, toneel: Toneel, stap: Stap | None) -> dict[str, Any]:
    """What the rarer keys of a step bring along."""
    leiding = publiek.zicht == "console"
    verwijzen = (s for s in toneel.werkvorm.stappen if s.verwijst)
    return {
        "vooraf": stap is not None and not toneel.staat.stand.stap,
        "takken": draw_takken(toneel, stap, publiek.taal) if stap and leiding else (),
        "met_draad": any(s.vorm.soort in ("kolommen", "kaarten", "tekst") for s in verwijzen),
        "ronde": _find_ronde(toneel, stap),
        "zwijgt": stap is not None and bool(publiek.rollen & set(stap.zwijgt)),
    }


def _gather_uitslag(
    toneel: Toneel, bord: BordBeeld | None, borden: Mapping[str, BordBeeld], taal: str
) -> dict[str, Any]:
    """The drawings of the current step; most steps have none."""
    eerder = find_eerder(toneel.werkvorm, bord.stap) if bord else None
    stemt = bord is not None and bord.stap.vorm.soort == "stemmen"
    return {
        "spreidingen": _draw_spreidingen(bord, taal),
        "ring": draw_ring(bord, taal) if bord and bord.stap.vorm.beeld else None,
        "draad": draw_draad(borden) if toneel.staat.stand.sturing.beamer == "draad" else None,
        "tijdlijn": _draw_tijdlijn(bord, taal),
        "eerder": eerder,
        "tweemaal": draw_tweemaal(bord, borden.get(eerder.id), taal) if bord and eerder else None,
        "stippen": draw_stippen(bord, borden) if bord and stemt else None,
        "kandidaten": list_kandidaten(bord, borden) if bord and stemt else (),
    }


def _find_groep(publiek: Publiek, toneel: Toneel, stap: Stap) -> str | None:
    """Whose board this viewer gets of a step: a phone its own group's, a screen the one that is shown alone."""
    if not stap.groepsgewijs:
        return None
    return publiek.groep if publiek.zicht == "telefoon" else toneel.staat.stand.sturing.groep or None


def _gather_groepen(publiek: Publiek, toneel: Toneel, stap: Stap | None) -> dict[str, Any]:
    """What a picture of a step with subgroups needs besides; a step without them costs nothing."""
    namen = stap.toont if stap and stap.galerij else ()
    getoond = [s for naam in namen if (s := toneel.werkvorm.find_stap(naam)) is not None and s.groepsgewijs]
    if stap is None or not (needs_groepen(stap) or getoond):
        return {"groepen": (), "mijn_groep": None, "met_groepen": False, "groepborden": (), "galerij": (), "samen": {}}
    taal, leiding = publiek.taal, publiek.zicht == "console"
    groepen = draw_groepen(toneel, taal)
    borden = [draw_groepborden(toneel, s, leiding=leiding, taal=taal) for s in getoond]
    return {
        "groepen": groepen,
        "mijn_groep": next((g for g in groepen if g.id == publiek.groep), None),
        "groepnamen": [[g.id, g.naam] for g in groepen],
        "met_groepen": needs_groepen(stap),
        "kies": find_kies(toneel.werkvorm),
        "zonder_groep": list_zonder(toneel),
        "vragen_van": lambda groep: list_vragen(stap, groep.thema, taal),
        "groepborden": draw_groepborden(toneel, stap, leiding=leiding, taal=taal),
        "galerij": [(s, _pick(toneel, rij)) for s, rij in zip(getoond, borden, strict=True)],
        "samen": {s.id: _merge(toneel, s, rij, publiek) for s, rij in zip(getoond, borden, strict=True)},
        "extra": lambda bord: {
            "spreidingen": _draw_spreidingen(bord, taal),
            "tijdlijn": _draw_tijdlijn(bord, taal),
            "ring": draw_ring(bord, taal) if bord.stap.vorm.beeld else None,
        },
    }


def _pick(toneel: Toneel, borden: tuple[GroepBord, ...]) -> tuple[GroepBord, ...]:
    """All boards of a gallery, or the one that is shown alone."""
    alleen = toneel.staat.stand.follow_groep(toneel.staat.stand.sturing.groep)
    return tuple(b for b in borden if b.groep.id == alleen) or borden


def _merge(toneel: Toneel, stap: Stap, borden: tuple[GroepBord, ...], publiek: Publiek) -> TijdlijnBeeld | None:
    """The timelines of all groups as one line, each event with its group; None when one group is shown alone."""
    if stap.vorm.soort != "tijdlijn" or len(_pick(toneel, borden)) < 2:
        return None
    taal = publiek.taal
    namen = {k.id: b.groep.naam or t(taal, "podium.losse_groep") for b in borden for k in b.bord.alle}
    bord = draw_bord(toneel, stap, leiding=publiek.zicht == "console", taal=taal)
    return _draw_tijdlijn(bord, taal, namen)


def _relevant(publiek: Publiek, toneel: Toneel, stap: Stap | None) -> list[Stap]:
    """The steps whose boards this picture may need: the current one, what it shows or rests on, and the windows."""
    if stap is None:
        return []
    nodig = [stap.id, *stap.toont, *stap.verwijst]
    if publiek.zicht == "beamer" and toneel.staat.stand.sturing.beamer == "vensters":
        nodig += [s.id for s in toneel.werkvorm.stappen if s.venster]
    plan = toneel.staat.stand.plan_ids
    if publiek.zicht == "beamer" and toneel.staat.stand.sturing.beamer == "draad":
        nodig += plan
    gevonden = (toneel.werkvorm.find_stap(naam) for naam in dict.fromkeys(nodig))
    return [follow_keer(s, plan) for s in gevonden if s is not None]


def _find_vooraf(publiek: Publiek, toneel: Toneel) -> Stap | None:
    """Before the start: the sealed step that whoever brings the case may fill in now."""
    stand = toneel.staat.stand
    if publiek.zicht != "telefoon" or "inbrenger" not in publiek.rollen:
        return None
    open_ = (naam for naam in stand.stappen if naam in stand.verzegeld and stand.is_open(naam))
    return toneel.werkvorm.find_stap(next(open_, ""))


def _find_ronde(toneel: Toneel, stap: Stap | None) -> tuple[int, int] | None:
    """(the how-manieth time, of how many) for a step that is played more than once."""
    keren = [p for p in toneel.staat.stand.stappen if stap and find_kaal(p) == find_kaal(stap.id)]
    if stap is None or len(keren) < 2:
        return None
    return (int(stap.id.partition(KEER)[2] or 1), len(keren))


def _may_type(publiek: Publiek, toneel: Toneel, stap: Stap) -> bool:
    """True when a phone of this Publiek has something to fill in now."""
    if stap.typt == "niemand" or not toneel.staat.stand.is_open(stap.id) or publiek.rollen & set(stap.zwijgt):
        return False
    if stap.groepsgewijs and not publiek.groep:
        return False
    return stap.typt == "ieder" or bool(publiek.rollen & (stap.typisten | LEIDING))


def _draw_spreidingen(bord: BordBeeld | None, taal: str) -> list[SpreidingBeeld]:
    if bord is None or bord.stap.vorm.soort != "schaal" or bord.dicht:
        return []
    punten: Mapping[str, Any] = bord.telling["punten"]
    vorm = bord.stap.vorm
    return [draw_spreiding(p.id, p.naam.to_taal(taal), punten[p.id], vorm.grens) for p in vorm.punten]


def _draw_tijdlijn(bord: BordBeeld | None, taal: str, groepen: Mapping[str, str] | None = None) -> TijdlijnBeeld | None:
    if bord is None or bord.stap.vorm.soort != "tijdlijn":
        return None

    def say(aantal: int, eenheid: str) -> str:
        return say_geleden(aantal, eenheid, taal)

    def say_kort(aantal: int, eenheid: str) -> str:
        return t(taal, f"podium.kort_{eenheid}", aantal=aantal) if aantal else t(taal, "invoer.geleden_nu")

    return draw_tijdlijn(bord, say, say_kort, groepen)


def _find_uitgelicht(borden: Mapping[str, BordBeeld]) -> KaartBeeld | None:
    return next((k for bord in borden.values() for k in bord.alle if k.uitgelicht), None)


def _find_vraag(toneel: Toneel) -> str:
    """The choice or question that stays in sight: as written in the room and seen by all, else as prepared."""
    for stap in toneel.werkvorm.stappen:
        if stap.vorm.soort == "tekst" and not stap.venster:
            teksten = {str(i.get("punt")): str(i["tekst"]) for i in list_zichtbaar(toneel, stap)}
            for punt in ("keuze", "leervraag", "vraag"):
                if punt in teksten:
                    return teksten[punt]
    return str(toneel.info.plan.get("vraag", ""))


@cache
def draw_qr(adres: str) -> tuple[int, str]:
    """A QR code as (side in modules, SVG path); error correction M, no border."""
    code = segno.make(adres, error="m", micro=False)
    buffer = BytesIO()
    code.save(buffer, kind="svg", xmldecl=False, svgns=False, border=0, nl=False)
    svg = buffer.getvalue().decode()
    return int(code.symbol_size(border=0)[0]), svg.split(' d="', 1)[1].split('"', 1)[0]
