"""Waar sluiten en verslag elkaar raken: regie weet wat er gezegd is, lessen wat een verslag is; hier komen ze samen.

Also what the group reads of the verslag on the beamer. Never hands on who wrote a line.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from sqlalchemy import Connection

from leersessie.i18n import t
from leersessie.i18n.weigering import NietGevonden
from leersessie.invoer.tekstdeur import clean_text
from leersessie.lessen.verslag import VerslagRegel, VerslagZicht, make_verslag, read_verslag
from leersessie.regie.opbrengst import Opbrengst
from leersessie.regie.sluiten import close_sessie
from leersessie.regie.voorbereiden import VRAAG_TEKENS
from leersessie.regie.wie import Wie
from leersessie.store import SessieInfo
from leersessie.toegang.audit import record
from leersessie.toegang.bewijzen import DeelnemerZicht, list_deelnemers
from leersessie.toegang.functies import read_functies
from leersessie.web.huis import Huis

GROEP = "groep"
"""Kind of the lines about who was there and who was missed; they never travel into a les."""

Regels = tuple[tuple[str, tuple[str, ...]], ...]


def close_with_verslag(huis: Huis, sessie: str, wie: Wie, wie_ontbreekt: object) -> None:
    """Close a session and keep its verslag in one transaction. Raises what close_sessie raises."""
    store, config = huis.store, huis.config
    info = store.info(sessie)
    binnen = [d for d in list_deelnemers(store, sessie) if d.toestand == "binnen"]
    inbrenger = any("inbrenger" in d.rollen for d in binnen)

    def list_regels(opbrengst: list[Opbrengst]) -> list[VerslagRegel]:
        return number_regels(opbrengst, list_groep(huis, info, binnen, wie_ontbreekt))

    def keep(verbinding: Connection, opbrengst: list[Opbrengst]) -> None:
        # a practice session leaves nothing behind, so nothing of it can travel
        regels = [] if info.plan.get("oefening") else list_regels(opbrengst)
        make_verslag(verbinding, config, sessie, regels, inbrenger=inbrenger)
        record(
            verbinding,
            config,
            organisatie=info.organisatie,
            account=wie.account,
            daad="sessie_gesloten",
            voorwerp=f"sessie:{sessie}",
        )

    close_sessie(store, config, sessie, wie, wie_ontbreekt, bewaar=keep)
    huis.uitzending.mark(sessie, telefoons=True)


def list_groep(
    huis: Huis, info: SessieInfo, binnen: Iterable[DeelnemerZicht], wie_ontbreekt: object
) -> list[tuple[str, str]]:
    """Who was there, as sectors and functies without counts, and who was missed: (heading, line)."""
    functies, taal = read_functies(huis.config), info.taal
    aanwezig = list(binnen)
    delen = (
        ("verslagblad.sectoren", sorted({functies.show_sector(d.sector, taal) for d in aanwezig} - {""})),
        ("verslagblad.functies", sorted({functies.show(d.functie, taal) for d in aanwezig if d.functie})),
    )
    regels = [(t(taal, kop), ", ".join(namen)) for kop, namen in delen if namen]
    ontbrak = clean_text(wie_ontbreekt, VRAAG_TEKENS, leeg_mag=True)
    return [*regels, (t(taal, "verslagblad.wie_ontbrak"), ontbrak)] if ontbrak else regels


def number_regels(opbrengst: Iterable[Opbrengst], groep: Iterable[tuple[str, str]]) -> list[VerslagRegel]:
    """The lines, who was there last, with an id that only says their place in the verslag."""
    regels = [VerslagRegel("", o.stap, o.kop, o.soort, o.tekst) for o in opbrengst]
    regels += [VerslagRegel("", GROEP, kop, GROEP, tekst) for kop, tekst in groep]
    return [
        VerslagRegel(f"r{nummer}", r.stap, r.kop, r.soort, r.tekst) for nummer, r in enumerate(regels, 1) if r.tekst
    ]


def is_getoond(huis: Huis, zicht: VerslagZicht) -> bool:
    """False while whoever brought the case reads it first and alone."""
    return not zicht.inbrenger or zicht.toestand != "concept" or huis.store.load(zicht.sessie).stand.verslag_getoond


def list_beamer(huis: Huis, sessie: str) -> Regels:
    """What the group reads on the beamer: headings with the lines that were not taken out."""
    try:
        zicht = read_verslag(huis.store, sessie)
    except NietGevonden:
        return ()
    if not is_getoond(huis, zicht):
        return ((t(zicht.taal, "verslagblad.beamer_wacht"), (t(zicht.taal, "verslagblad.beamer_wacht_zin"),)),)
    levend = [regel for regel in zicht.regels if not regel.weg]
    return tuple((kop, tuple(r.tekst for r in groep)) for kop, groep in groupby(levend, key=lambda regel: regel.kop))
