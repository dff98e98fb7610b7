"""Wie in welke subgroep zit, over de lijn: zelf kiezen, laten verdelen, iemand verplaatsen.

Writes only the row of the phone. A fact never says who is in a group.
"""

from __future__ import annotations

from typing import Any

from leersessie.i18n.weigering import NietGevonden, NietToegestaan, Weigering
from leersessie.invoer.tekstdeur import check_keus, check_velden, check_vlag
from leersessie.regie.groepen import check_groep, count_trios, find_kies
from leersessie.regie.groepen import divide as spread
from leersessie.regie.kennis import find_werkvorm
from leersessie.regie.sturen import steer
from leersessie.toegang.bewijzen import give_rol, put_in_groep, take_rol
from leersessie.web.deuren import Bezoeker
from leersessie.web.lijnen import Lijn

SCHRIJVERS = frozenset({"schrijver", "verslaglegger"})


def choose(lijn: Lijn, sid: str, lid: Bezoeker, ruw: Any) -> Any:
    """A phone takes a place in a group, or the pen of its group (`schrijft`); the first who takes it has it."""
    velden = check_velden(ruw, frozenset({"groep"}), frozenset({"schrijft"}))
    lijn.check("kies_groep", lid)
    stand, sessie, deelnemer = lijn.huis.store.load(lid.sessie).stand, lid.sessie, lid.wie.deelnemer
    groep = check_groep(stand, velden["groep"])
    if deelnemer is None:
        raise NietToegestaan
    if "schrijft" in velden:
        _take_pen(lijn, lid, deelnemer, groep, aan=check_vlag(velden["schrijft"]))
    elif find_kies(find_werkvorm(lijn.huis.store.info(sessie))) != "zelf":
        raise NietToegestaan("regie.leider_verdeelt")
    else:
        lijn.huis.store.transact(lambda v: _move(v, sessie, deelnemer, groep, lid.wie.rollen))
    lijn.move_deelnemer(sessie, deelnemer)
    lijn.huis.uitzending.mark(sessie, telefoons=True)
    return {"ok": True}


def _move(verbinding: Any, sessie: str, deelnemer: int, groep: str, rollen: frozenset[str]) -> None:
    """Whoever goes to another group leaves the pen of the old one behind."""
    put_in_groep(verbinding, sessie, {deelnemer: groep})
    if "verslaglegger" in rollen:
        take_rol(verbinding, sessie, deelnemer, "verslaglegger")


def _take_pen(lijn: Lijn, lid: Bezoeker, deelnemer: int, groep: str, *, aan: bool) -> None:
    store, sessie = lijn.huis.store, lid.sessie
    stand = store.load(sessie).stand
    if stand.find_groep(lid.wie.groep) != groep:
        raise NietToegestaan("regie.niet_jouw_groep")
    if not aan:
        store.transact(lambda v: take_rol(v, sessie, deelnemer, "verslaglegger"))
        return
    anderen = [d for d in lijn.huis.zalen.find(sessie).deelnemers.values() if d.id != deelnemer]
    hier = [d for d in anderen if d.toestand == "binnen" and stand.find_groep(d.groep) == groep]
    if any(SCHRIJVERS & set(d.rollen) for d in hier):
        raise Weigering("regie.iemand_schrijft_al")
    store.transact(lambda v: give_rol(v, sessie, deelnemer, "verslaglegger"))


def divide(lijn: Lijn, sid: str, lid: Bezoeker, ruw: Any) -> Any:
    """From the console: divide who has no group yet, divide everybody anew, or put one phone somewhere."""
    velden = check_velden(ruw, frozenset({"doe"}), frozenset({"deelnemer", "groep"}))
    doe = check_keus(velden["doe"], frozenset({"verdeel", "opnieuw", "zet"}))
    lijn.check("groepen", lid)
    sessie, huis = lid.sessie, lijn.huis
    if doe == "zet":
        plekken = _place_one(lijn, lid, velden)
    else:
        _ensure_groepen(lijn, lid)
        stand = huis.store.load(sessie).stand
        leden = [
            (d.id, d.sector, "" if doe == "opnieuw" else stand.find_groep(d.groep))
            for d in huis.zalen.find(sessie).deelnemers.values()
            if d.toestand == "binnen"
        ]
        plekken = spread(leden, [g.id for g in stand.groepen], huis.config.loterij)
    huis.store.transact(lambda v: put_in_groep(v, sessie, plekken))
    lijn.move_deelnemer(sessie)
    huis.uitzending.mark(sessie, telefoons=True)
    return {"ok": True}


def _place_one(lijn: Lijn, lid: Bezoeker, velden: Any) -> dict[int, str]:
    deelnemer, groep = velden.get("deelnemer"), velden.get("groep", "")
    if not isinstance(deelnemer, int) or isinstance(deelnemer, bool):
        raise Weigering("invoer.vorm")
    if deelnemer not in lijn.huis.zalen.find(lid.sessie).deelnemers:
        raise NietGevonden
    stand = lijn.huis.store.load(lid.sessie).stand
    return {deelnemer: check_groep(stand, groep) if groep else ""}


def _ensure_groepen(lijn: Lijn, lid: Bezoeker) -> None:
    """Threes need no recipe: as many groups as there are people for."""
    huis = lijn.huis
    stand = huis.store.load(lid.sessie).stand
    if stand.groepen:
        return
    hier = sum(1 for d in huis.zalen.find(lid.sessie).deelnemers.values() if d.toestand == "binnen")
    aantal = 0 if find_werkvorm(huis.store.info(lid.sessie)).groepen else count_trios(hier)
    steer(huis.store, huis.config, lid.sessie, lid.wie, "groepen", {"aantal": aantal}, stand.stuurseq)
