"""Het stuur: een console stuurt, een tweede kijkt mee en vraagt erom. Niemand neemt het ongezien over.

Lives in this process only. Whoever acts first holds it while its line is open, and a few seconds more for a reload.
"""

from __future__ import annotations

from typing import Any

from leersessie.i18n.weigering import Weigering
from leersessie.invoer.tekstdeur import check_keus, check_velden
from leersessie.regie.sturen import ZONDER_VOLGORDE
from leersessie.web.deuren import Bezoeker
from leersessie.web.lijnen import Lijn

RESPIJT_S = 5.0
"""So long a console may be gone (a reload, a dead spot) before another one may take the wheel."""


def name_console(lijn: Lijn, lid: Bezoeker) -> str:
    """Which console this is; a remote control counts as the console that made it.

    After a restart nobody knows any more which one that was: then it counts as the first console of its account.
    """
    if lid.wie.deelnemer is not None:
        return f"d{lid.wie.deelnemer}"
    zaal, eigen = lijn.huis.zalen.find(lid.sessie), f"b{lid.bewijs}"
    van_account = f"a{lid.wie.account}" if lid.wie.account is not None else eigen
    if lid.afstand and eigen not in zaal.afstand:
        return van_account
    naam = zaal.afstand.get(eigen, eigen)
    return van_account if zaal.eerste.setdefault(van_account, naam) == naam else naam


def find_stuurder(lijn: Lijn, sessie: str) -> str:
    """Who holds the wheel now; '' when nobody does any more."""
    zaal = lijn.huis.zalen.find(sessie)
    if not zaal.stuurder:
        return ""
    if any(name_console(lijn, lid) == zaal.stuurder for lid in _list_consoles(lijn, sessie)):
        zaal.stuur_gezien = lijn.huis.config.klok.monotoon()
        return zaal.stuurder
    if lijn.huis.config.klok.monotoon() - zaal.stuur_gezien < RESPIJT_S:
        return zaal.stuurder
    zaal.stuurder = ""
    return ""


def check_stuur(lijn: Lijn, lid: Bezoeker, daad: str) -> None:
    """Pass when this console holds the wheel, or takes it because nobody does. Acts that protect people always pass."""
    if daad in ZONDER_VOLGORDE:
        return
    naam, nu = name_console(lijn, lid), find_stuurder(lijn, lid.sessie)
    if nu and nu != naam:
        raise Weigering("regie.iemand_stuurt")
    if not nu:
        _give(lijn, lid.sessie, naam)


def ask(lijn: Lijn, sid: str, lid: Bezoeker, ruw: Any) -> Any:
    """Ask for the wheel (`vraag`), give it to who asked (`geef`), or keep it (`houd`)."""
    doe = check_keus(check_velden(ruw, frozenset({"doe"}))["doe"], frozenset({"vraag", "geef", "houd"}))
    lijn.check("stap_graag", lid)
    zaal, naam = lijn.huis.zalen.find(lid.sessie), name_console(lijn, lid)
    nu = find_stuurder(lijn, lid.sessie)
    if doe == "vraag":
        if not nu or nu == naam:
            _give(lijn, lid.sessie, naam)
        else:
            zaal.stuur_vraagt = naam
    elif nu != naam:
        raise Weigering("regie.iemand_stuurt")
    elif doe == "geef" and zaal.stuur_vraagt:
        _give(lijn, lid.sessie, zaal.stuur_vraagt)
    else:
        zaal.stuur_vraagt = ""
    tell(lijn, lid.sessie)
    return {"ok": True}


def tell(lijn: Lijn, sessie: str) -> None:
    """Tell every console whether it may steer, and the one that does whether somebody asks.

    Opening a line gives nobody the wheel: after a restart all come back at once, and the one that watched may be first.
    """
    zaal, nu = lijn.huis.zalen.find(sessie), find_stuurder(lijn, sessie)
    for sid, lid in list(lijn.leden.items()):
        if lid.sessie == sessie and lid.zicht == "console":
            jij = nu in ("", name_console(lijn, lid))
            gevraagd = jij and bool(zaal.stuur_vraagt)
            lijn.server.emit("stuur", {"jij": jij, "gevraagd": gevraagd}, to=sid)


def _give(lijn: Lijn, sessie: str, naam: str) -> None:
    zaal = lijn.huis.zalen.find(sessie)
    zaal.stuurder, zaal.stuur_vraagt, zaal.stuur_gezien = naam, "", lijn.huis.config.klok.monotoon()
    tell(lijn, sessie)


def _list_consoles(lijn: Lijn, sessie: str) -> list[Bezoeker]:
    return [lid for lid in list(lijn.leden.values()) if lid.sessie == sessie and lid.zicht == "console"]
