"""Sluiten: daarna kan niemand meer iets toevoegen, en niemand nog nagaan wie wat schreef. Dan leest de groep.

Empties the secrets of all cards, the counts per phone and the words of steps that erase themselves, in the same
transaction as the fact.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from leersessie.config import Config
from leersessie.invoer.tekstdeur import clean_text
from leersessie.regie.kennis import find_werkvorm
from leersessie.regie.opbrengst import Opbrengst, gather_opbrengst
from leersessie.regie.sturen import BERICHT
from leersessie.regie.voorbereiden import VRAAG_TEKENS
from leersessie.regie.wie import Wie
from leersessie.store import Besluit, Staat, Store, Woord
from leersessie.store.bewijzen import clear_groepen
from leersessie.store.sessies import update_sessie
from leersessie.verloop import Feit, check_recht
from leersessie.werkvormen.model import find_kaal

Bewaar = Callable[[Connection, list[Opbrengst]], None]
"""Keeps the lines in the same transaction: a session is never closed without its verslag."""


def close_sessie(
    store: Store, config: Config, sessie: str, wie: Wie, wie_ontbreekt: object = "", *, bewaar: Bewaar | None = None
) -> list[Opbrengst]:
    """Close a session and return the lines for its verslag; `bewaar` gets them inside the transaction.

    Raises Weigering at the wrong moment or role; what `bewaar` raises leaves the session open.
    """
    info = store.info(sessie)
    werkvorm = find_werkvorm(info)
    ontbrak = clean_text(wie_ontbreekt, VRAAG_TEKENS, leeg_mag=True)
    plan: dict[str, Any] = {**info.plan, "wie_ontbreekt": ontbrak}
    vandaag = config.today()
    wis_dag = vandaag + timedelta(days=int(plan.get("bewaardagen", config.bewaardagen)))
    regels: list[Opbrengst] = []

    def decide(staat: Staat) -> Besluit:
        check_recht("sluit", wie.rollen, staat.stand.toestand)
        regels[:] = gather_opbrengst(werkvorm, staat, info.taal)
        wissen = {s.id for s in werkvorm.stappen if s.wissen}
        woorden: dict[str, Woord | None] = {}
        for kaart, woord in staat.woorden.items():
            van = staat.stand.kaarten.get(kaart)
            woorden[kaart] = (
                None
                if kaart.startswith(BERICHT) or (van is not None and find_kaal(van.stap) in wissen)
                else Woord(woord.inhoud, "")
            )

        def tidy(verbinding: Connection) -> None:
            clear_groepen(verbinding, sessie)
            update_sessie(verbinding, sessie, plan=plan, gesloten_dag=vandaag.isoformat(), wis_dag=wis_dag.isoformat())
            if bewaar is not None:
                bewaar(verbinding, regels)

        return Besluit((Feit("nabesproken"),), woorden, doe=tidy, sluit=True)

    store.write(sessie, decide)
    store.forget(sessie)
    return regels


def show_verslag(store: Store, sessie: str, rollen: frozenset[str]) -> None:
    """Whoever brought the case has read it: from now on the group reads it on the beamer. Again is no error.

    A fact, so that it holds after a restart. Raises NietToegestaan or Weigering at the wrong role or moment.
    """

    def decide(staat: Staat) -> Besluit:
        check_recht("toon_verslag", rollen, staat.stand.toestand)
        return Besluit() if staat.stand.verslag_getoond else Besluit((Feit("verslag_getoond"),))

    store.write(sessie, decide)
