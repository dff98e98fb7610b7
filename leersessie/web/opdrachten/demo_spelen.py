"""De demo vullen: mensen, sessies en lessen, door de kamers zelf, zoals in het echt. Schrijft zelf geen rij.

Earlier sessions are really played, on a clock set back, so that every rule of closing, keys and days holds for them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection

from leersessie.config import Config, Klok
from leersessie.i18n.weigering import NietGevonden
from leersessie.lessen import concept, nalezen, opruimen, sleutels, verslag
from leersessie.lessen.verslag import VerslagRegel
from leersessie.regie.bijdragen import contribute
from leersessie.regie.kennis import find_werkvorm
from leersessie.regie.sturen import steer
from leersessie.regie.voorbereiden import NieuweSessie, Voorbereiding, prepare
from leersessie.regie.wie import GESPREKSLEIDER, Wie
from leersessie.toegang.aanmelden import find_aanmelding, log_in, log_out
from leersessie.toegang.accounts import Ingelogd, ensure_opstelling, invite, set_up, use_link
from leersessie.toegang.bewijzen import admit, give_rol
from leersessie.toegang.functies import read_functies
from leersessie.toegang.geheimen import new_token
from leersessie.web.afsluiten import close_with_verslag
from leersessie.web.bibliotheek import Bibliotheek
from leersessie.web.huis import Huis
from leersessie.web.opdrachten import demo_vulling as inhoud
from leersessie.web.opdrachten.demo_gebruik import use_lessen
from leersessie.web.opdrachten.demo_vulling import Eerder, Gepland, Les, Mens
from leersessie.werkvormen import Stap

DAG_S = 86_400.0
KERN = "s10"
"""The step of the werkvorm in which the group says what it learns."""
INBRENGER = frozenset({"deelnemer", "inbrenger"})
TYPPLEKKEN = ("inbrenger", "schrijver")
"""Roles of the first two phones."""


@dataclass(frozen=True, slots=True)
class Leiding:
    """Who lead and read in the demo, logged in."""

    gespreksleider: Ingelogd
    lezer: Ingelogd


def fill(huis: Huis, wachtwoorden: dict[str, str]) -> str:
    """Everything of the demo into an empty database; returns the four words of the finished session."""
    leiding = _make_mensen(huis, wachtwoorden)
    for eerder in inhoud.EERDER:
        _play_eerder(set_back(huis, eerder.dagen), leiding, eerder)
    # shares what may go by now, and erases the earlier sessions: their day has come
    opruimen.tidy(huis.store, huis.config)
    use_lessen(huis, leiding.gespreksleider, leiding.lezer)
    code = _play_gespeeld(set_back(huis, inhoud.GESPEELD_DAGEN), leiding)
    for gepland in inhoud.GEPLAND:
        nieuw = _prepare(huis, leiding.gespreksleider, gepland)
        if gepland.open:
            _steer(huis, nieuw.id, leiding, "open")
    return code


def set_back(huis: Huis, dagen: int) -> Huis:
    """The same house, so many days ago."""
    terug = dagen * DAG_S
    klok = Klok(wand=lambda: time.time() - terug, monotoon=time.monotonic)
    return replace(huis, config=replace(huis.config, klok=klok))


# ---- people -------------------------------------------------------------------------------------------------


def _make_mensen(huis: Huis, wachtwoorden: dict[str, str]) -> Leiding:
    """The first account by the set-up link, the others invited by it; then two of them log in."""
    store, config, baas = huis.store, huis.config, inhoud.BEHEERDER
    geheim = ensure_opstelling(store, config)
    if geheim is None:
        raise NietGevonden
    wie = {"naam": baas.naam, "email": baas.email, "wachtwoord": wachtwoorden[baas.email]}
    set_up(store, config, geheim, organisatie=inhoud.ORGANISATIE, **wie)
    # a beheerder sets up a second factor at the first log-in; here it only invites the others
    door = replace(_log_in(huis, baas, wachtwoorden), bevestigd=True)
    for mens in inhoud.MENSEN:
        link = invite(store, config, door, naam=mens.naam, email=mens.email, rollen=mens.rollen)
        use_link(store, config, link, wachtwoorden[mens.email])
    per_rol = {mens.rol: mens for mens in inhoud.MENSEN}
    return Leiding(*(_log_in(huis, per_rol[rol], wachtwoorden) for rol in ("gespreksleider", "lezer")))


def _log_in(huis: Huis, mens: Mens, wachtwoorden: dict[str, str]) -> Ingelogd:
    token = log_in(huis.store, huis.config, mens.email, wachtwoorden[mens.email])
    wie = find_aanmelding(huis.store, huis.config, token)
    log_out(huis.store, token)
    if wie is None:
        raise NietGevonden
    return wie


# ---- sessions -----------------------------------------------------------------------------------------------


def _prepare(huis: Huis, door: Ingelogd, gepland: Gepland) -> NieuweSessie:
    boeken = Bibliotheek()
    dag = huis.config.today() + timedelta(days=gepland.over_dagen)
    wensen = Voorbereiding(
        naam=gepland.naam,
        casus=gepland.casus,
        modus=gepland.modus,
        vraag=gepland.vraag,
        gepland=dag.isoformat() if gepland.over_dagen else "",
    )
    return prepare(
        huis.store,
        huis.config,
        organisatie=door.organisatie,
        account=door.account,
        werkvorm=boeken.find_werkvorm(inhoud.WERKVORM),
        toml=boeken.read_toml(inhoud.WERKVORM),
        wensen=wensen,
    )


def _steer(huis: Huis, sessie: str, leiding: Leiding, daad: str, **gegeven: Any) -> None:
    wie = Wie(GESPREKSLEIDER, account=leiding.gespreksleider.account)
    gezien = huis.store.load(sessie).stand.stuurseq
    steer(huis.store, huis.config, sessie, wie, daad, gegeven, gezien)


def _admit(huis: Huis, sessie: str) -> list[Wie]:
    """Eight phones; the first brings the case, the second writes."""
    functies, telefoons = read_functies(huis.config), []
    for nummer, naam in enumerate(inhoud.FUNCTIES):
        rol = TYPPLEKKEN[nummer] if nummer < len(TYPPLEKKEN) else ""
        telefoons.append(huis.store.transact(partial(_admit_een, huis.config, sessie, functies.choose(naam), rol)))
    huis.zalen.refresh(sessie)
    return telefoons


def _admit_een(config: Config, sessie: str, functie: tuple[str, str], rol: str, verbinding: Connection) -> Wie:
    _, zicht = admit(verbinding, config, sessie, *functie)
    if rol:
        give_rol(verbinding, sessie, zicht.id, rol)
    return Wie(frozenset({"deelnemer", rol} - {""}), deelnemer=zicht.id, functie=functie[0])


def _give(huis: Huis, sessie: str, wie: Wie, stap: str, wat: dict[str, Any]) -> str:
    ruw = {"sleutel": new_token(huis.config), "geheim": new_token(huis.config), "stap": stap, "inhoud": wat}
    return str(contribute(huis.store, huis.config, sessie, wie, ruw)["kaart"])


def _play_gespeeld(huis: Huis, leiding: Leiding) -> str:
    """The finished session, all steps; its verslag may still be reacted to and its les waits for a reader."""
    store, config = huis.store, huis.config
    sessie = _prepare(huis, leiding.gespreksleider, inhoud.GESPEELD).id
    _steer(huis, sessie, leiding, "open")
    telefoons = _admit(huis, sessie)
    _steer(huis, sessie, leiding, "begin")
    werkvorm = find_werkvorm(store.info(sessie))
    kaarten: dict[str, list[str]] = {}
    for stap_id in store.load(sessie).stand.stappen:
        stap = werkvorm.find_stap(stap_id)
        if stap is None:
            continue
        if stap_id != store.load(sessie).stand.stap:
            _steer(huis, sessie, leiding, "stap", naar=stap_id)
        _play_stap(huis, sessie, leiding, stap, telefoons, kaarten)
    code = _close(huis, sessie, leiding)
    verslag.open_reactie(store, config, sessie, GESPREKSLEIDER)
    verslag.react(store, config, sessie, frozenset({"deelnemer"}), inhoud.REACTIE)
    les = _write_les(huis, sessie, leiding, inhoud.WACHT, ("sociaal", "onderwijs"))
    concept.offer_les(store, config, les, leiding.gespreksleider)
    return code


def _play_stap(
    huis: Huis, sessie: str, leiding: Leiding, stap: Stap, telefoons: list[Wie], kaarten: dict[str, list[str]]
) -> None:
    schrijver = telefoons[1]
    vorig = [kaart for id_ in stap.verwijst for kaart in kaarten.get(id_, [])]
    eigen = kaarten.setdefault(stap.id, [])
    for nummer, (wat, soort) in enumerate(list_antwoorden(stap, len(telefoons))):
        if vorig and stap.typt == "schrijver" and nummer % 3:
            wat["verwijst"] = [vorig[nummer % len(vorig)]]
        wie = schrijver if stap.typt != "ieder" else telefoons[nummer % len(telefoons)]
        eigen.append(_give(huis, sessie, wie, stap.id, wat))
        if soort and stap.vorm.typen:
            _steer(huis, sessie, leiding, "typeer", kaart=eigen[-1], type=soort)
    if stap.id in huis.store.load(sessie).stand.sturing.verborgen_stappen:
        _steer(huis, sessie, leiding, "onthul", stap=stap.id)


def list_antwoorden(stap: Stap, telefoons: int) -> Iterator[tuple[dict[str, Any], str]]:
    """What the group gives in a step, from its examples: (inhoud, card type)."""
    if stap.vorm.soort == "tekst":
        for punt in stap.vorm.punten:
            yield {"punt": punt.id, "tekst": stap.list_voorbeelden(punt.id)[0].nl}, ""
    elif stap.vorm.soort == "schaal":
        for nummer in range(telefoons):
            cijfers = {p.id: 2 + (nummer * (3 + plek)) % 8 for plek, p in enumerate(stap.vorm.punten)}
            yield {"waarden": cijfers}, ""
    elif stap.vorm.soort in ("kaarten", "kolommen"):
        plekken = stap.voorbeeld_bij or ("",) * len(stap.voorbeelden)
        soorten = stap.voorbeeld_typ or ("",) * len(stap.voorbeelden)
        hoogstens = telefoons if stap.typt == "ieder" else len(stap.voorbeelden)
        for voorbeeld, bij, soort in list(zip(stap.voorbeelden, plekken, soorten, strict=True))[:hoogstens]:
            yield {"tekst": voorbeeld.nl, **({"kolom": bij} if stap.vorm.kolommen else {})}, soort


# ---- from session to les ------------------------------------------------------------------------------------


def _close(huis: Huis, sessie: str, leiding: Leiding) -> str:
    """Close, release what the group learned, and draw the four words."""
    wie = Wie(GESPREKSLEIDER, account=leiding.gespreksleider.account)
    close_with_verslag(huis, sessie, wie, inhoud.WIE_ONTBRAK)
    for regel in _list_kern(huis, sessie):
        verslag.geef_vrij(huis.store, sessie, INBRENGER, regel.id, aan=True)
    return sleutels.give_vierwoordcode(huis.store, huis.config, sessie, INBRENGER)


def _list_kern(huis: Huis, sessie: str) -> list[VerslagRegel]:
    return [regel for regel in verslag.read_verslag(huis.store, sessie).regels if regel.stap == KERN]


def _play_eerder(huis: Huis, leiding: Leiding, eerder: Eerder) -> None:
    """A short session long ago: only its last question, then its lessons with both keys."""
    sessie = _prepare(huis, leiding.gespreksleider, Gepland(eerder.naam, "", "")).id
    _steer(huis, sessie, leiding, "open")
    telefoons = _admit(huis, sessie)
    _steer(huis, sessie, leiding, "begin")
    _steer(huis, sessie, leiding, "stap", naar=KERN)
    for wie, les in zip(telefoons, eerder.lessen, strict=False):
        _give(huis, sessie, wie, KERN, {"tekst": les.zin})
    _steer(huis, sessie, leiding, "onthul", stap=KERN)
    code = _close(huis, sessie, leiding)
    for les in eerder.lessen:
        _give_sleutels(huis, leiding, _write_les(huis, sessie, leiding, les, eerder.sectoren), code)


def _write_les(huis: Huis, sessie: str, leiding: Leiding, les: Les, sectoren: tuple[str, ...]) -> str:
    """Begin a les, rewrite it in its fixed parts, and decide about every place the check points at."""
    store, config, door = huis.store, huis.config, leiding.gespreksleider
    nummer = concept.start_les(store, config, sessie, door, sectoren=sectoren)
    delen = ("titel", "soort", "situatie", "wat", "waarom", "grenzen", "vraag", "ernst")
    velden: dict[str, object] = {deel: getattr(les, deel) for deel in delen}
    concept.save_les(store, config, nummer, door, {**velden, "themas": list(les.themas)})
    for plek in nalezen.list_plekken(store, config, nummer, door):
        if plek.open:
            nalezen.keep_plek(store, config, nummer, door, plek.sleutel, "gewoon_woord")
    return nummer


def _give_sleutels(huis: Huis, leiding: Leiding, les: str, code: str) -> None:
    store, config = huis.store, huis.config
    concept.offer_les(store, config, les, leiding.gespreksleider)
    tekst = concept.find_concept(store, leiding.gespreksleider, les).tekst_hash
    sleutels.give_sleutel1(store, config, code, les, tekst)
    sleutels.give_sleutel2(store, config, les, leiding.lezer, tekst, was_erbij=False, herkent=False)
