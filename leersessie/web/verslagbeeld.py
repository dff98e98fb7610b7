"""Het verslag zoals een bepaalde lezer het ziet: wie er kijkt, wat die mag, en de regels per stap.

Rights come from cookies and the one table of rights; the page only hides what would be refused anyway.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby

from flask import request

from leersessie.config import TALEN
from leersessie.i18n import t
from leersessie.i18n.weigering import NietGevonden, Weigering
from leersessie.lessen.concept import BEZWAAR_DAGEN
from leersessie.lessen.dagen import add_dagen, read_vandaag
from leersessie.lessen.verslag import LEIDING, VerslagRegel, VerslagZicht, read_verslag
from leersessie.regie.kennis import find_werkvorm
from leersessie.regie.wie import GESPREKSLEIDER
from leersessie.store import SessieInfo
from leersessie.store.sessies import find_sessie
from leersessie.store.verslagen import ReactieRij, settle_verslagen
from leersessie.toegang.accounts import Ingelogd
from leersessie.toegang.bewijzen import find_bewijs
from leersessie.verloop.rechten import DEELNEMERS, NA
from leersessie.verloop.stand import PARKEERPLAATS
from leersessie.web.afsluiten import GROEP, is_getoond
from leersessie.web.deuren import find_bezoeker, require_leiding, to_cookie
from leersessie.web.huis import huis
from leersessie.web.vel import find_leider


@dataclass(frozen=True, slots=True)
class Lezer:
    """Who reads a verslag: the roles of all cookies of this browser together."""

    rollen: frozenset[str]
    account: Ingelogd | None = None

    @property
    def leidt(self) -> bool:
        """True for the gespreksleider, by account or by the console of this session."""
        return bool(self.rollen & LEIDING)


@dataclass(frozen=True, slots=True)
class RegelBeeld:
    """One line with what stands beside it. `verzoek`: somebody asked to take it out."""

    regel: VerslagRegel
    reacties: tuple[ReactieRij, ...]
    verzoek: bool
    bezwaar: str
    """Id of an objection, or ''."""
    kan_vrij: bool


@dataclass(frozen=True, slots=True)
class Deel:
    """A step of the meeting in the verslag: its title, its window, and lines under their headings."""

    titel: str
    venster: int
    koppen: tuple[tuple[str, tuple[RegelBeeld, ...]], ...]


@dataclass(frozen=True, slots=True)
class Blad:
    """Everything the page shows."""

    zicht: VerslagZicht
    info: SessieInfo
    lezer: Lezer
    delen: tuple[Deel, ...]
    los: tuple[ReactieRij, ...]
    """Reactions to the whole."""
    werkvorm: str
    getoond: bool
    leeft: bool
    """Nothing is settled yet: lines can go, reactions can come."""
    mag: frozenset[str] = field(default_factory=frozenset)
    """What this reader may do now: regel_weg, vrij, reageer, bezwaar, toon, open, link, woorden, les,
    reactie_weg, reactie_door."""

    @property
    def wachtend(self) -> tuple[ReactieRij, ...]:
        """What waits for this reader to decide, in the order of the page; the whole comes last."""
        plekken = [*(regel.id for regel in self.zicht.regels), ""]
        return tuple(sorted(self.zicht.wachtend, key=lambda r: plekken.index(r.regel))) if self.lezer.leidt else ()

    @property
    def vrij(self) -> int:
        """How many sentences may travel."""
        return sum(regel.vrij for regel in self.zicht.regels)


def find_lezer(sessie: str) -> Lezer:
    """Who this browser may be for this session. Raises NietGevonden for everybody else, as if there were none."""
    huis_ = huis()
    rollen: set[str] = set()
    console = find_bezoeker(huis_, request.cookies, "console", sessie, "nl")
    telefoon = find_bezoeker(huis_, request.cookies, "deelnemer", sessie, "nl")
    reactie = find_bewijs(
        huis_.store, huis_.config, request.cookies.get(to_cookie(huis_, "reactie", sessie)), "reactie"
    )
    if console is not None:
        rollen |= console.wie.rollen
    if telefoon is not None:
        rollen |= telefoon.wie.rollen
    if reactie is not None and reactie.sessie == sessie:
        rollen.add("deelnemer")
    account = _find_leiding(sessie)
    if account is not None:
        rollen |= GESPREKSLEIDER
    if not rollen:
        raise NietGevonden
    return Lezer(frozenset(rollen), account)


def _find_leiding(sessie: str) -> Ingelogd | None:
    """The account that leads this session, or None."""
    if find_leider() is None:
        return None
    try:
        return require_leiding(sessie)
    except Weigering:
        return None


def read_blad(sessie: str, lezer: Lezer, taal: str) -> Blad:
    """The verslag as this reader sees it. Raises NietGevonden when there is none."""
    huis_ = huis()
    _settle(sessie)
    zicht = read_verslag(huis_.store, sessie)
    info = huis_.store.read(lambda verbinding: find_sessie(verbinding, sessie))
    if info is None:
        raise NietGevonden
    leeft = info.toestand in NA and zicht.toestand != "vastgesteld"
    werkvorm = find_werkvorm(info).naam.to_taal(taal) if info.werkvorm_toml else ""
    # what waits stands on the page of the gespreksleider only; never in `zicht`, of which the file is made
    te_zien = replace(zicht, reacties=(*zicht.reacties, *zicht.wachtend)) if lezer.leidt else zicht
    return Blad(
        zicht=zicht,
        info=info,
        lezer=lezer,
        delen=_make_delen(te_zien, info, taal),
        los=tuple(r for r in te_zien.reacties if not r.regel),
        werkvorm=werkvorm,
        getoond=is_getoond(huis_, zicht),
        leeft=leeft,
        mag=_list_mag(zicht, info, lezer, leeft=leeft),
    )


def _settle(sessie: str) -> None:
    """A verslag whose days are over is settled by the first who looks, not only by tonight's opruimen."""
    huis_ = huis()
    vandaag = read_vandaag(huis_.config).isoformat()
    zicht = read_verslag(huis_.store, sessie)
    if zicht.toestand != "vastgesteld" and zicht.reactie_tot_dag < vandaag:
        huis_.store.transact(lambda verbinding: settle_verslagen(verbinding, vandaag))


def _list_mag(zicht: VerslagZicht, info: SessieInfo, lezer: Lezer, *, leeft: bool) -> frozenset[str]:
    na = info.toestand in NA
    vrijgever = bool(lezer.rollen & (frozenset({"inbrenger"}) if zicht.inbrenger else LEIDING))
    doet_mee = bool(lezer.rollen & DEELNEMERS)
    bezwaar_tot = add_dagen(zicht.gesloten_dag, BEZWAAR_DAGEN) if zicht.gesloten_dag else ""
    mag = {
        "regel_weg": lezer.leidt and leeft,
        "reactie_weg": lezer.leidt and na,
        "reactie_door": lezer.leidt and leeft,
        "vrij": vrijgever and na,
        "woorden": vrijgever and na and not zicht.code_gegeven,
        "toon": (vrijgever or lezer.leidt) and leeft and zicht.toestand == "concept",
        "open": lezer.leidt and leeft and zicht.toestand == "concept",
        "link": lezer.leidt and leeft and zicht.toestand == "reactie",
        "reageer": doet_mee and leeft,
        "bezwaar": doet_mee and na and read_vandaag(huis().config).isoformat() <= bezwaar_tot,
        "les": lezer.account is not None and bool(lezer.account.rollen & {"gespreksleider", "trainer"}),
    }
    return frozenset(naam for naam, waar in mag.items() if waar)


def list_verzoeken() -> frozenset[str]:
    """The sentence that asks to take a line out, in every language: it is kept as a nameless reaction."""
    return frozenset(t(taal, "verslagblad.verzoek_weg") for taal in TALEN)


def _make_delen(zicht: VerslagZicht, info: SessieInfo, taal: str) -> tuple[Deel, ...]:
    return tuple(_make_deel(stap, list(regels), zicht, info, taal) for stap, regels in groupby(zicht.regels, _to_stap))


def _to_stap(regel: VerslagRegel) -> str:
    return regel.stap


def _make_deel(stap: str, regels: list[VerslagRegel], zicht: VerslagZicht, info: SessieInfo, taal: str) -> Deel:
    werkvorm = find_werkvorm(info) if info.werkvorm_toml else None
    gevonden = werkvorm.find_stap(stap) if werkvorm else None
    if stap == GROEP:
        titel = t(taal, "verslagblad.wie_er_was")
    elif stap == PARKEERPLAATS:
        titel = t(taal, "verslagblad.niet_besproken")
    else:
        titel = gevonden.titel.to_taal(taal) if gevonden else ""
    # what a step says of it decides: only what may become part of a les can be released for one
    kan_vrij = stap not in (GROEP, PARKEERPLAATS) and (gevonden is None or gevonden.les != "niets")
    beelden = [_make_regel(regel, zicht, kan_vrij=kan_vrij) for regel in regels]
    koppen = tuple(
        ("" if kop == titel or stap == PARKEERPLAATS else kop, tuple(groep))
        for kop, groep in groupby(beelden, key=lambda beeld: beeld.regel.kop)
    )
    venster = gevonden.venster if gevonden and werkvorm and werkvorm.vensters else 0
    return Deel(titel, venster, koppen)


def _make_regel(regel: VerslagRegel, zicht: VerslagZicht, *, kan_vrij: bool) -> RegelBeeld:
    erbij = _of_regel(zicht.reacties, regel.id)
    verzoeken = list_verzoeken()
    return RegelBeeld(
        regel=regel,
        reacties=tuple(r for r in erbij if r.tekst not in verzoeken),
        verzoek=any(r.tekst in verzoeken for r in erbij),
        bezwaar=next((b.id for b in _of_regel(zicht.bezwaren, regel.id)), ""),
        kan_vrij=kan_vrij,
    )


def _of_regel(reacties: Iterable[ReactieRij], regel: str) -> list[ReactieRij]:
    return [r for r in reacties if r.regel == regel]
