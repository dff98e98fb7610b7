"""Bijdragen: geven, wijzigen, intrekken. Hier staat de belofte 'niets kwijt, niets dubbel, niemand bij naam'.

The store learns that this phone gave one more card in this step, and apart from that what the card says; nothing
joins the two.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from typing import Any

from leersessie.config import Config
from leersessie.i18n.weigering import NietGevonden, NietToegestaan, Weigering
from leersessie.invoer import SOORTEN
from leersessie.invoer.tekstdeur import check_velden
from leersessie.regie.geheugen import hold_others, read_kennis
from leersessie.regie.kennis import find_stap, find_werkvorm
from leersessie.regie.ogen import needs_eyes
from leersessie.regie.wie import Wie
from leersessie.store import Besluit, Staat, Store, Woord
from leersessie.store.sessies import update_sessie
from leersessie.verloop import Feit, Stand, check_recht
from leersessie.verloop.rechten import LEIDING
from leersessie.verloop.stand import PARKEERPLAATS
from leersessie.werkvormen.model import Stap, Werkvorm, follow_keer

SLEUTEL = re.compile(r"[A-Za-z0-9_-]{16,64}\Z")
HUISGRENS = 60
"""Cards per phone per step when the werkvorm sets no limit; a person never reaches it, a script does."""


def contribute(store: Store, config: Config, sessie: str, wie: Wie, ruw: object) -> dict[str, Any]:
    """Store one contribution `{sleutel, geheim, stap, inhoud}` and answer `{seq, kaart}`.

    A resend with the same sleutel gets the same answer. Raises Weigering; its `opnieuw` says whether to resend.
    """
    velden = check_velden(ruw, frozenset({"sleutel", "geheim", "stap", "inhoud"}))
    sleutel, geheim = _check_sleutel(velden["sleutel"]), _check_sleutel(velden["geheim"])
    stap = find_stap(find_werkvorm(store.info(sessie)), velden["stap"])
    inhoud = SOORTEN[stap.vorm.soort].check(stap.vorm, velden["inhoud"])
    kennis = read_kennis(store, sessie)
    wacht = needs_eyes(inhoud, kennis)
    kaart = new_kaart(config)

    def decide(staat: Staat) -> Besluit:
        _check_recht("bijdrage", staat.stand, stap, wie)
        _check_typt(stap, wie)
        laat = _check_open(staat.stand, stap)
        groep = _find_groep(staat.stand, stap, wie, laat=laat)
        schoon = {**inhoud, **_check_koppels(staat.stand, stap, inhoud), **_sign(stap, inhoud, wie)}
        schoon.update(_check_stemmen(staat.stand, stap, inhoud))
        if SOORTEN[stap.vorm.soort].gedeeld:
            bestaand = _find_veld(staat, stap.id, schoon["punt"], groep)
            if bestaand is not None:
                return _overwrite(staat, bestaand, schoon, wacht=wacht)
        telling = _count(staat, stap, wie, groep)
        feit = Feit("bijdrage_gegeven", _only_true(kaart=kaart, stap=stap.id, laat=laat, wacht=wacht, groep=groep))
        woord = Woord(schoon, hash_geheim(geheim))
        return Besluit((feit,), {kaart: woord}, telling, kaart)

    antwoord = store.write(sessie, decide, sleutel)
    hold_others(store, sessie, kennis)
    return antwoord


def change(store: Store, config: Config, sessie: str, wie: Wie, ruw: object) -> dict[str, Any]:
    """Overwrite the words of a card: `{kaart, geheim, inhoud}`. The old words are gone."""
    velden = check_velden(ruw, frozenset({"kaart", "geheim", "inhoud"}))
    werkvorm = find_werkvorm(store.info(sessie))
    kennis = read_kennis(store, sessie)

    def decide(staat: Staat) -> Besluit:
        kaart, stap = _find_with_stap(staat, werkvorm, velden["kaart"])
        _check_recht("wijzig", staat.stand, stap, wie)
        if kaart is None or stap is None:
            raise NietGevonden("regie.kaart_weg")
        _check_holder(staat, kaart, stap, wie, velden["geheim"])
        if not staat.stand.is_open(stap.id):
            raise Weigering("regie.stap_dicht")
        inhoud = SOORTEN[stap.vorm.soort].check(stap.vorm, velden["inhoud"])
        groep = staat.stand.follow_groep(staat.stand.kaarten[kaart].groep)
        if SOORTEN[stap.vorm.soort].gedeeld and _find_veld(staat, stap.id, inhoud["punt"], groep) not in (kaart, None):
            raise Weigering("invoer.keus")  # a field has one text: this one stands there already
        schoon = {**inhoud, **_check_koppels(staat.stand, stap, inhoud), **_sign(stap, inhoud, wie)}
        schoon.update(_check_stemmen(staat.stand, stap, inhoud))
        return _overwrite(staat, kaart, schoon, wacht=needs_eyes(inhoud, kennis))

    antwoord = store.write(sessie, decide)
    hold_others(store, sessie, kennis)
    return antwoord


def withdraw(store: Store, sessie: str, wie: Wie, ruw: object) -> dict[str, Any]:
    """Erase a card: `{kaart, geheim}`. Withdrawing what is already gone is fine."""
    velden = check_velden(ruw, frozenset({"kaart", "geheim"}))
    werkvorm = find_werkvorm(store.info(sessie))

    def decide(staat: Staat) -> Besluit:
        kaart, stap = _find_with_stap(staat, werkvorm, velden["kaart"])
        _check_recht("intrekken", staat.stand, stap, wie)
        if kaart is None or stap is None:
            return Besluit(kaart=str(velden["kaart"])[:40])
        _check_holder(staat, kaart, stap, wie, velden["geheim"])
        telling = (wie.deelnemer, stap.id, -1) if wie.deelnemer is not None else None
        return Besluit((Feit("bijdrage_ingetrokken", {"kaart": kaart}),), {kaart: None}, telling, kaart)

    return store.write(sessie, decide)


def withdraw_casus(store: Store, sessie: str, wie: Wie) -> dict[str, Any]:
    """Whoever brought the case takes it back: the words of every card go, and the screen becomes quiet."""
    plan = {**store.info(sessie).plan, "vraag": ""}

    def decide(staat: Staat) -> Besluit:
        check_recht("trek_casus", wie.rollen, staat.stand.toestand)
        levend = [k.id for k in staat.stand.kaarten.values() if not k.weg]
        feiten = [Feit("kaart_weggehaald", {"kaart": kaart}) for kaart in levend]
        woorden: dict[str, Woord | None] = dict.fromkeys(staat.woorden)
        rust = Feit("stilte_gezet", {"aan": True})
        return Besluit((*feiten, rust), woorden, doe=lambda v: update_sessie(v, sessie, plan=plan))

    antwoord = store.write(sessie, decide)
    store.forget(sessie)
    return antwoord


def new_kaart(config: Config) -> str:
    """A random 80-bit card id: the only id in pictures, links and pages."""
    return base64.b32encode(config.loterij(10)).decode().lower()


def hash_geheim(geheim: str) -> str:
    """SHA-256 of a phone's secret of 128 bits or more; no salt is needed for a random secret."""
    return hashlib.sha256(geheim.encode()).hexdigest()


def _check_sleutel(waarde: object) -> str:
    if not isinstance(waarde, str) or not SLEUTEL.match(waarde):
        raise Weigering("invoer.vorm")
    return waarde


def _check_typt(stap: Stap, wie: Wie) -> None:
    """Who may type in this step (practice 1.1). The gespreksleider types for people without a phone."""
    if wie.rollen & LEIDING:
        return
    if stap.typt == "niemand":
        raise Weigering("regie.niemand_typt")
    if wie.rollen & set(stap.zwijgt):
        raise NietToegestaan("regie.jij_luistert")
    if stap.typt != "ieder" and not wie.rollen & stap.typisten:
        raise NietToegestaan("regie.niet_jouw_beurt")


def _find_groep(stand: Stand, stap: Stap, wie: Wie, *, laat: bool) -> str:
    """On whose board this card goes; '' outside subgroups.

    A phone whose group is gone is asked to come again: its card waits on the phone until it has a group.
    """
    if not stap.groepsgewijs:
        return ""
    if wie.deelnemer is None:
        if not stand.sturing.groep and not laat:
            raise Weigering("regie.kies_groep_eerst")
        return stand.follow_groep(stand.sturing.groep)
    groep = stand.find_groep(wie.groep)
    if not groep and not laat:
        raise Weigering("regie.geen_groep", opnieuw=True)
    return groep


def _check_open(stand: Stand, stap: Stap) -> bool:
    """False when the step takes answers now, True when the card comes after the step was left or closed."""
    if stand.is_open(stap.id):
        return False
    gehad = stap.id in stand.sturing.geweest or stap.id in stand.sturing.onthuld or stap.id in stand.sturing.dicht
    if gehad and stand.toestand in ("bezig", "gepauzeerd"):
        return True
    raise Weigering("regie.stap_nog_dicht")


def _check_koppels(stand: Stand, stap: Stap, inhoud: Mapping[str, Any]) -> dict[str, list[str]]:
    """The links of a card: to living cards of steps it may rest on. A link to a withdrawn card just disappears."""
    if "verwijst" not in inhoud:
        return {}
    koppels = []
    for naar in inhoud["verwijst"]:
        kaart = stand.kaarten.get(naar)
        if kaart is None or kaart.stap not in follow_keer(stap, stand.plan_ids).verwijst:
            raise Weigering("regie.koppel")
        if not kaart.weg:
            koppels.append(naar)
    return {"verwijst": koppels}


def _check_stemmen(stand: Stand, stap: Stap, inhoud: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """The dots of an answer: on living cards of the steps this step refers to. A withdrawn card drops out."""
    if "stemmen" not in inhoud:
        return {}
    stemmen = {}
    for naar, stippen in inhoud["stemmen"].items():
        kaart = stand.kaarten.get(naar)
        if kaart is None or kaart.stap not in follow_keer(stap, stand.plan_ids).verwijst:
            raise Weigering("regie.koppel")
        if not kaart.weg:
            stemmen[naar] = stippen
    return {"stemmen": stemmen}


def _sign(stap: Stap, inhoud: Mapping[str, Any], wie: Wie) -> dict[str, str]:
    """The functie of the writer when the writer asked for it to stand with the card; the sector only in a step that
    reveals per sector, where the phone says so beforehand."""
    functie = {"functie": wie.functie} if inhoud.get("aanhalen") and wie.functie else {}
    return {**functie, **({"sector": wie.sector} if stap.onthul_per == "sector" and wie.sector else {})}


def _count(staat: Staat, stap: Stap, wie: Wie, groep: str) -> tuple[int, str, int] | None:
    """One more card of this phone in this step. Raises Weigering beyond the quota."""
    if wie.deelnemer is None:
        return None
    if groep and stap.typt != "ieder" and stap.vorm.hoogstens:
        _check_bord(staat, stap, groep)
    grens = 1 if SOORTEN[stap.vorm.soort].enkel else (stap.vorm.hoogstens or HUISGRENS)
    if stap.typt != "ieder":
        grens = HUISGRENS * 5
    if staat.deelname.get((wie.deelnemer, stap.id), 0) >= grens:
        raise Weigering("regie.genoeg", hoogstens=grens)
    return (wie.deelnemer, stap.id, 1)


def _check_bord(staat: Staat, stap: Stap, groep: str) -> None:
    """One recorder writes for the whole group: the limit of the step is that of the board."""
    bord = [k for k in staat.stand.list_kaarten(stap.id) if staat.stand.follow_groep(k.groep) == groep]
    if len(bord) >= (stap.vorm.hoogstens or HUISGRENS):
        raise Weigering("regie.genoeg", hoogstens=stap.vorm.hoogstens)


def _find_with_stap(staat: Staat, werkvorm: Werkvorm, kaart: object) -> tuple[str | None, Stap | None]:
    """A living card and its step; (None, None) when it is gone or never was."""
    gevonden = staat.stand.kaarten.get(kaart) if isinstance(kaart, str) else None
    if gevonden is None or gevonden.weg:
        return None, None
    return gevonden.id, find_stap(werkvorm, gevonden.stap)


def _check_recht(daad: str, stand: Stand, stap: Stap | None, wie: Wie) -> None:
    """The right of this act; before the door opens only whoever brings the case, in a step that is sealed."""
    vooraf = stand.toestand == "gepland" and stap is not None and stap.id in stand.verzegeld
    check_recht("verzegel" if vooraf else daad, wie.rollen, stand.toestand)


def _check_holder(staat: Staat, kaart: str, stap: Stap, wie: Wie, geheim: object) -> None:
    """The holder of the secret may; so may whoever writes for the group, on the cards of a schrijver step."""
    if stap.typt not in ("ieder", "niemand") and wie.rollen & (LEIDING | stap.typisten):
        stand = staat.stand
        eigen = not stap.groepsgewijs or stand.follow_groep(stand.kaarten[kaart].groep) == stand.find_groep(wie.groep)
        if eigen or wie.rollen & LEIDING:
            return
    if not is_holder(staat, kaart, geheim):
        raise NietToegestaan("regie.niet_jouw_kaart")


def is_holder(staat: Staat, kaart: str, geheim: object) -> bool:
    """True when this secret is the one of that card."""
    woord = staat.woorden.get(kaart)
    gegeven = hash_geheim(geheim) if isinstance(geheim, str) else ""
    return woord is not None and bool(woord.geheim) and hmac.compare_digest(woord.geheim, gegeven)


def _find_veld(staat: Staat, stap: str, punt: str, groep: str) -> str | None:
    for kaart in staat.stand.list_kaarten(stap):
        if staat.stand.follow_groep(kaart.groep) != groep:
            continue
        inhoud = staat.inhoud(kaart.id)
        if inhoud is not None and inhoud.get("punt") == punt:
            return kaart.id
    return None


def _overwrite(staat: Staat, kaart: str, inhoud: Mapping[str, Any], *, wacht: bool) -> Besluit:
    feit = Feit("bijdrage_gewijzigd", _only_true(kaart=kaart, wacht=wacht))
    return Besluit((feit,), {kaart: Woord(inhoud, staat.woorden[kaart].geheim)}, kaart=kaart)


def _only_true(**waarden: Any) -> dict[str, Any]:
    return {naam: waarde for naam, waarde in waarden.items() if waarde not in (False, "")}


__all__ = ["PARKEERPLAATS", "change", "contribute", "hash_geheim", "new_kaart", "withdraw", "withdraw_casus"]
