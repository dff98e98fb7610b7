"""De opbrengst: wat een sessie volgens de regel van elke stap in het verslag zet. Zuiver; kent geen database.

One page, not everything: a step says itself whether nothing, counts, a summary, its text or all cards go in
(domain.md 5.17, point 13). A line never carries the id of a card.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from leersessie.i18n import t
from leersessie.invoer import SOORTEN
from leersessie.invoer.tijdlijn import count_dagen, say_geleden
from leersessie.regie.groepen import name_groep
from leersessie.regie.kennis import PARKEER_STAP, STOEL_STAP
from leersessie.store import Staat
from leersessie.verloop.stand import Kaart
from leersessie.werkvormen.model import Stap, Werkvorm

BALKEN_VANAF = 8
"""With fewer answers the verslag gives the range in words and no counts (practice, G4)."""
HOOGSTENS_STIPPEN = 5
"""Cards with most dots that stand in the verslag."""


@dataclass(frozen=True, slots=True)
class Opbrengst:
    """One line for the verslag. `les` is what the step says of it: niets, kandidaat or kern."""

    stap: str
    kop: str
    soort: str
    tekst: str
    les: str


def gather_opbrengst(werkvorm: Werkvorm, staat: Staat, taal: str) -> list[Opbrengst]:
    """All lines of the verslag in the order of the plan, the parkeerplaats last as 'niet besproken'."""
    regels: list[Opbrengst] = []
    for planstap in staat.stand.plan:
        stap = werkvorm.find_stap(planstap.id)
        if stap is None or stap.verslag == "niets":
            continue
        if not planstap.overslaan or staat.stand.list_kaarten(stap.id):  # skipped later: what was given stays
            regels += (
                _gather_groepen(werkvorm, stap, staat, taal) if stap.groepsgewijs else _gather_stap(stap, staat, taal)
            )
    regels += [
        Opbrengst(STOEL_STAP.id, STOEL_STAP.titel.to_taal(taal), "alles", tekst, "niets")
        for _, tekst in _list_teksten(STOEL_STAP, staat, taal)
    ]
    kop = t(taal, "regie.niet_besproken")
    regels += [
        Opbrengst(PARKEER_STAP.id, kop, "alles", tekst, "niets")
        for _, tekst in _list_teksten(PARKEER_STAP, staat, taal)
    ]
    return regels


def _gather_groepen(werkvorm: Werkvorm, stap: Stap, staat: Staat, taal: str) -> list[Opbrengst]:
    """The lines of each subgroup under its own name; what a group wrote that no longer exists comes last."""
    stand = staat.stand
    namen = {g.id: name_groep(werkvorm, g, taal) for g in stand.sturing.groepen}
    schreven = {stand.follow_groep(k.groep) for k in stand.list_kaarten(stap.id)}
    regels = []
    for groep in [*(g for g in namen if g in schreven), *sorted(schreven - set(namen))]:
        eigen = {id_: k for id_, k in stand.kaarten.items() if stand.follow_groep(k.groep) == groep}
        deel = Staat(staat.sessie, replace(stand, kaarten=eigen), staat.woorden)
        for regel in _gather_stap(stap, deel, taal):
            regels.append(replace(regel, kop=f"{namen[groep]}: {regel.kop}") if groep in namen else regel)
    return regels


def _gather_stap(stap: Stap, staat: Staat, taal: str) -> list[Opbrengst]:
    kop = stap.titel.to_taal(taal)
    if stap.vorm.soort == "stemmen":
        return [Opbrengst(stap.id, kop, "tellingen", zin, stap.les) for zin in _count_stippen(stap, staat, taal)]
    if stap.verslag == "tellingen":
        return [Opbrengst(stap.id, kop, "tellingen", zin, stap.les) for zin in _count(stap, staat, taal)]
    if stap.vorm.soort == "tekst":
        namen = {p.id: p.naam.to_taal(taal) for p in stap.vorm.punten}
        volgorde = list(namen)
        gevonden = sorted(_list_inhoud(stap, staat), key=lambda i: volgorde.index(i["punt"]))
        return [Opbrengst(stap.id, namen[i["punt"]], "tekst", i["tekst"], stap.les) for i in gevonden]
    if stap.vorm.soort == "acties":
        return [Opbrengst(stap.id, kop, "actie", _say_actie(i, taal), stap.les) for i in _list_inhoud(stap, staat)]
    if stap.vorm.kolommen:
        return _gather_kolommen(stap, staat, taal)
    return [Opbrengst(stap.id, kop, stap.verslag, tekst, stap.les) for _, tekst in _list_teksten(stap, staat, taal)]


def _gather_kolommen(stap: Stap, staat: Staat, taal: str) -> list[Opbrengst]:
    """`samenvatting`: one line per column, bundles by their name; `alles`: a line per card."""
    per_kolom: dict[str, list[str]] = {k.id: [] for k in stap.vorm.kolommen}
    for plek, tekst in _list_teksten(stap, staat, taal):
        per_kolom.setdefault(plek, []).append(tekst)
    regels = []
    for kolom in stap.vorm.kolommen:
        teksten, kop = per_kolom[kolom.id], kolom.naam.to_taal(taal)
        if stap.verslag == "samenvatting" and teksten:
            regels.append(Opbrengst(stap.id, kop, "samenvatting", "; ".join(teksten), stap.les))
        elif stap.verslag != "samenvatting":
            regels += [Opbrengst(stap.id, kop, stap.verslag, tekst, stap.les) for tekst in teksten]
    return regels


def _list_kaarten(stap: Stap, staat: Staat) -> list[tuple[Kaart, Mapping[str, Any]]]:
    """Cards everyone could see: not late, hidden or waiting, and revealed; in an order that says nothing of time."""
    stand = staat.stand
    if stand.is_verborgen(stap.id):
        return []
    uit = stand.sturing.verborgen | stand.wacht
    kaarten = [k for k in stand.list_kaarten(stap.id) if not k.laat and k.id not in uit]
    if stap.typt == "ieder":
        kaarten.sort(key=lambda k: k.id)
    return [(k, inhoud) for k in kaarten if (inhoud := staat.inhoud(k.id)) is not None]


def _list_inhoud(stap: Stap, staat: Staat) -> list[Mapping[str, Any]]:
    return [inhoud for _, inhoud in _list_kaarten(stap, staat)]


def _list_teksten(stap: Stap, staat: Staat, taal: str) -> list[tuple[str, str]]:
    """(column, text) per card; a named bundle stands once, in the place of its cards."""
    sturing = staat.stand.sturing
    bundel_van = {kaart: b for b, leden in sturing.bundels.items() for kaart in leden}
    gehad: set[str] = set()
    teksten = []
    for kaart, inhoud in _order(stap, _list_kaarten(stap, staat)):
        kolom = sturing.kolommen.get(kaart.id, str(inhoud.get("kolom", "")))
        bundel = bundel_van.get(kaart.id, "")
        naam = str((staat.inhoud(bundel) or {}).get("tekst", "")) if bundel else ""
        if naam and bundel in gehad:
            continue
        gehad.add(bundel)
        teksten += [(kolom, naam)] if naam else [(kolom, zin) for zin in _say_kaart(stap, inhoud, taal)]
    return [(kolom, tekst) for kolom, tekst in teksten if tekst]


def _order(stap: Stap, kaarten: list[tuple[Kaart, Mapping[str, Any]]]) -> list[tuple[Kaart, Mapping[str, Any]]]:
    """Events from the oldest on; other cards as they are."""
    if stap.vorm.soort != "tijdlijn":
        return kaarten
    return sorted(kaarten, key=lambda k: (-count_dagen(k[1]["wanneer"]), k[0].id))


def _say_kaart(stap: Stap, inhoud: Mapping[str, Any], taal: str) -> list[str]:
    """The lines of one card: an event with its moment, two ideas apart, and else its own words."""
    tekst = str(inhoud.get("tekst", ""))
    if stap.vorm.soort == "tijdlijn":
        wanneer = inhoud["wanneer"]
        return [f"{say_geleden(wanneer['aantal'], wanneer['eenheid'], taal)}: {tekst}"]
    return tekst.split("\n") if stap.vorm.soort == "twee-ideeen" else [tekst]


def _count_stippen(stap: Stap, staat: Staat, taal: str) -> list[str]:
    """The cards with most dots; a card that was withdrawn or hidden dropped out. Words only under eight answers."""
    antwoorden = _list_inhoud(stap, staat)
    stippen: Mapping[str, int] = SOORTEN["stemmen"].add_up(stap.vorm, antwoorden)["stippen"]
    uit = staat.stand.sturing.verborgen | staat.stand.wacht
    teksten = {k: str((staat.inhoud(k) or {}).get("tekst", "")) for k in stippen if k not in uit}
    rij = sorted((k for k, tekst in teksten.items() if tekst), key=lambda k: (-stippen[k], k))[:HOOGSTENS_STIPPEN]
    if len(antwoorden) < BALKEN_VANAF:
        return [t(taal, "regie.meeste_stippen", namen="; ".join(teksten[k] for k in rij[:3]))] if rij else []
    return [
        t(taal, "regie.een_stip" if stippen[k] == 1 else "regie.stippen", tekst=teksten[k], aantal=stippen[k])
        for k in rij
    ]


def _count(stap: Stap, staat: Staat, taal: str) -> list[str]:
    som = SOORTEN[stap.vorm.soort].add_up(stap.vorm, _list_inhoud(stap, staat))
    if not som.get("aantal"):
        return []
    if stap.vorm.soort == "schaal":
        return [_say_schaal(p.naam.to_taal(taal), som["punten"][p.id], som["aantal"], taal) for p in stap.vorm.punten]
    if stap.vorm.soort == "keuze" and som["aantal"] >= BALKEN_VANAF:
        return [f"{o.naam.to_taal(taal)}: {som['opties'][o.id]}" for o in stap.vorm.opties]
    if stap.vorm.soort == "keuze":
        namen = [o.naam.to_taal(taal) for o in stap.vorm.opties if som["opties"][o.id]]
        return [t(taal, "regie.gekozen_werd", namen=", ".join(namen))]
    return []


def _say_schaal(naam: str, punt: Mapping[str, Any], aantal: int, taal: str) -> str:
    if punt["laagste"] is None:
        return t(taal, "regie.schaal_niemand", naam=naam)
    sleutel = "regie.schaal_midden" if aantal >= BALKEN_VANAF else "regie.schaal_kort"
    return t(taal, sleutel, naam=naam, laagste=punt["laagste"], midden=punt["midden"], hoogste=punt["hoogste"])


def _say_actie(inhoud: Mapping[str, Any], taal: str) -> str:
    delen = [inhoud["tekst"], inhoud["wie"], inhoud["wanneer"], t(taal, f"invoer.niveau_{inhoud['niveau']}")]
    return " – ".join([t(taal, f"invoer.actie_{inhoud['soort']}"), *delen])
