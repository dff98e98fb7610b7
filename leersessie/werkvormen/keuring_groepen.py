"""De keuring van subgroepen: zijn ze er als een stap ze nodig heeft, en bestaan de thema's die een stap noemt.

Knows which groups people are in at a step; nothing of what a step asks further.
"""

from __future__ import annotations

from leersessie.i18n.gebrek import find_nearest
from leersessie.werkvormen.model import Stap, Werkvorm
from leersessie.werkvormen.tabel import Melder


def check_groepen(werkvorm: Werkvorm, melder: Melder) -> None:
    """Note what is wrong with subgroups, over all steps in their order."""
    themas: list[str] | None = None
    if werkvorm.groepen is not None and not melder.has_fout(None, "groepen", "groepen.aantal", "groepen.themas"):
        themas = [k.id for k in werkvorm.groepen.themas]
    _check_thema_tekens(werkvorm, melder)
    for nr, stap in enumerate(werkvorm.stappen):
        if stap.wissel:
            themas = [k.id for k in stap.themas_wissel]
        elif stap.themas_wissel and not melder.has_fout(nr, "wissel"):
            melder.note(nr, "themas_wissel", "themas_zonder_wissel")
        _check_nodig(nr, stap, werkvorm, melder)
        _check_vraag_groep(nr, stap, themas, melder)
        _check_galerij(nr, stap, werkvorm, melder)


def _check_thema_tekens(werkvorm: Werkvorm, melder: Melder) -> None:
    if werkvorm.groepen and any(k.tekens is not None for k in werkvorm.groepen.themas):
        melder.note(None, "groepen", "thema_tekens", sleutel="themas")
    for nr, stap in enumerate(werkvorm.stappen):
        for veld, keuzen in (("themas_wissel", stap.themas_wissel), ("waardeer", stap.waardeer)):
            if any(k.tekens is not None for k in keuzen):
                melder.note(nr, veld, "thema_tekens", sleutel=veld)


def _check_nodig(nr: int, stap: Stap, werkvorm: Werkvorm, melder: Melder) -> None:
    """A trio needs no recipe: threes are made in the room."""
    if werkvorm.groepen is not None or melder.has_fout(None, "groepen"):
        return
    if stap.wie == "subgroep":
        melder.note(nr, "wie", "groepen_mist", sleutel="wie")
    elif stap.wissel and not stap.groepsgewijs:
        melder.note(nr, "wissel", "groepen_mist", sleutel="wissel")


def _check_vraag_groep(nr: int, stap: Stap, themas: list[str] | None, melder: Melder) -> None:
    """`themas` are the groups of this moment, None when that cannot be said."""
    if not stap.vraag_groep or melder.has_fout(nr, "wie", "themas_wissel"):
        return
    if not stap.groepsgewijs:
        melder.note(nr, "vraag_groep", "geen_subgroep", sleutel="vraag_groep")
        return
    for thema in dict.fromkeys(naam for naam, _ in stap.vraag_groep):
        if themas is not None and thema and thema not in themas:
            lijkt = find_nearest(thema, themas)
            code = "thema_onbekend_lijkt" if lijkt else "thema_onbekend"
            melder.note(nr, "vraag_groep", code, thema=thema, lijkt=lijkt, themas=", ".join(themas) or "–")


def _check_galerij(nr: int, stap: Stap, werkvorm: Werkvorm, melder: Melder) -> None:
    if not stap.galerij or melder.has_fout(nr, "toont"):
        return
    getoond = [werkvorm.find_stap(naam) for naam in stap.toont]
    if not any(s is not None and s.groepsgewijs and s.vorm.soort != "geen" for s in getoond):
        melder.note(nr, "galerij", "galerij_leeg")
