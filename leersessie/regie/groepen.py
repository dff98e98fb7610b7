"""Subgroepen: maken, samenvoegen, opheffen en verdelen. Wie waarin zit staat bij de telefoon, nooit in een feit.

Knows the recipe of the werkvorm and the groups of this moment; draws nothing and moves no phone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from leersessie.i18n import Tekst, t
from leersessie.i18n.weigering import Weigering
from leersessie.regie.doen import Doen
from leersessie.store import Besluit
from leersessie.verloop import Feit, Stand
from leersessie.verloop.stand import Groep
from leersessie.werkvormen.model import Stap, Werkvorm

HOOGSTENS_GROEPEN = 40
TRIO = 3


def needs_groepen(stap: Stap) -> bool:
    """True when people sit in subgroups in this step, or choose new ones in it."""
    return stap.groepsgewijs or stap.wissel


def start_groepen(stand: Stand, stap: Stap, werkvorm: Werkvorm, nieuw_id: str) -> Feit | None:
    """The groups that begin with this step: the first time they are needed, and at every change of groups."""
    if not needs_groepen(stap) or werkvorm.groepen is None:
        return None
    if any(g.stap == stap.id for g in stand.sturing.groepen) or (stand.groepen and not stap.wissel):
        return None
    return _make(stap, werkvorm, 0, nieuw_id)


def make_groepen(d: Doen) -> Besluit:
    """A new set of groups by hand, `aantal` of them; themes of the werkvorm come first. Nobody is in one yet."""
    aantal = d.velden.get("aantal", 0)
    heel = isinstance(aantal, int) and not isinstance(aantal, bool)
    if not heel or not 0 <= aantal <= HOOGSTENS_GROEPEN:
        raise Weigering("invoer.vorm")
    stap = d.werkvorm.find_stap(d.staat.stand.stap)
    if stap is None or (aantal == 0 and d.werkvorm.groepen is None):
        raise Weigering("regie.groepen_aantal")
    return Besluit((_make(stap, d.werkvorm, aantal, d.nieuw_id),))


def _make(stap: Stap, werkvorm: Werkvorm, aantal: int, nieuw_id: str) -> Feit:
    themas = list_themas(werkvorm, stap)
    standaard = len(themas) or (werkvorm.groepen.aantal if werkvorm.groepen else 2)
    groepen = [
        {"id": f"g{nieuw_id[:12]}{plek}", **({"thema": themas[plek]} if plek < len(themas) else {})}
        for plek in range(aantal or standaard)
    ]
    return Feit("groepen_gemaakt", {"stap": stap.id, "groepen": groepen})


def list_themas(werkvorm: Werkvorm, stap: Stap) -> tuple[str, ...]:
    """The themes of groups that are made in this step; a change of groups has its own, or none."""
    if stap.wissel:
        return tuple(k.id for k in stap.themas_wissel)
    return tuple(k.id for k in werkvorm.groepen.themas) if werkvorm.groepen else ()


def name_groep(werkvorm: Werkvorm, groep: Groep, taal: str) -> str:
    """How people call this group: its theme, or its number."""
    gemaakt = werkvorm.find_stap(groep.stap)
    keuzen = gemaakt.themas_wissel if gemaakt is not None and gemaakt.wissel else ()
    keuzen = keuzen or (werkvorm.groepen.themas if werkvorm.groepen else ())
    namen: Mapping[str, Tekst] = {k.id: k.naam for k in keuzen}
    if groep.thema in namen:
        return namen[groep.thema].to_taal(taal)
    return t(taal, "regie.groep_naam", nummer=groep.nummer)


def find_kies(werkvorm: Werkvorm) -> str:
    """'zelf' or 'leider': who says in which group a phone is."""
    return werkvorm.groepen.kies if werkvorm.groepen else "leider"


def merge_groep(d: Doen) -> Besluit:
    """Two groups become one: people and cards of the first go to the second."""
    van, naar = _active(d, d.velden["groep"]), _active(d, d.velden["met"])
    if van == naar:
        raise Weigering("regie.groep_zelf")
    return Besluit((Feit("groep_samengevoegd", {"groep": van, "met": naar}),))


def dissolve_groep(d: Doen) -> Besluit:
    """Nobody is in this group any more; what it wrote stays readable. Undo brings people and board back."""
    return Besluit((Feit("groep_opgeheven", {"groep": _active(d, d.velden["groep"])}),))


def show_groep(d: Doen) -> Besluit:
    """Show the board of one group alone on console and beamer; an empty id shows all side by side."""
    groep = d.velden["groep"]
    if groep != "" and not any(g.id == groep and not g.met for g in d.staat.stand.sturing.groepen):
        raise Weigering("regie.groep_weg")
    return Besluit((Feit("groep_getoond", {"groep": groep}),))


def _active(d: Doen, groep: object) -> str:
    if not isinstance(groep, str) or not any(g.id == groep for g in d.staat.stand.groepen):
        raise Weigering("regie.groep_weg")
    return groep


def divide(
    leden: Sequence[tuple[int, str, str]], groepen: Sequence[str], loterij: Callable[[int], bytes]
) -> dict[int, str]:
    """Spread phones evenly over groups, sectors mixed: phone -> group.

    `leden` are (phone, sector, group it is in already or ''); whoever is in one stays there. Ties fall by lot.
    """
    if not groepen:
        raise Weigering("regie.groep_weg")
    inhoud: dict[str, list[str]] = {groep: [sector for _, sector, nu in leden if nu == groep] for groep in groepen}
    zonder = [(sector, loterij(4), lid) for lid, sector, nu in leden if nu not in inhoud]
    uit: dict[int, str] = {}
    for sector, _, lid in sorted(zonder):
        doel = min(groepen, key=lambda g: (len(inhoud[g]), inhoud[g].count(sector), groepen.index(g)))
        inhoud[doel].append(sector)
        uit[lid] = doel
    return uit


def count_trios(aantal: int) -> int:
    """How many groups of three (and four) so many people make; never fewer than one."""
    return max(1, aantal // TRIO)


def check_groep(stand: Stand, groep: Any) -> str:
    """The group a phone asks to be in, if people can be in it now. Raises Weigering."""
    if not isinstance(groep, str) or stand.find_groep(groep) != groep or not groep:
        raise Weigering("regie.groep_weg")
    return groep
