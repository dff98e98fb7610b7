"""Sturen: wat de gespreksleider doet, van openen tot sluiten. Elke daad is een rij in DADEN.

An act names the steering seq it was based on; when someone steered meanwhile it is refused, so two consoles
cannot trip over each other unseen. Timers inform; nothing here advances by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from leersessie.config import Config
from leersessie.i18n.weigering import Weigering
from leersessie.invoer import TYPEN
from leersessie.invoer.tekstdeur import check_keus, check_velden, check_vlag, clean_text
from leersessie.regie import groepen
from leersessie.regie.doen import Doen, find_levend
from leersessie.regie.kennis import find_stap, find_werkvorm
from leersessie.regie.ogen import let_through
from leersessie.regie.plannen import HOOGSTENS_STAPPEN, check_removed
from leersessie.regie.wie import Wie
from leersessie.store import Besluit, Staat, Store, Woord
from leersessie.verloop import Feit, PlanStap, check_recht
from leersessie.verloop.stand import BEAMER_TOONT, LEGE_STOEL, PARKEERPLAATS, STOELEN
from leersessie.werkvormen.model import Werkvorm

MINUUT = 60_000
HOOGSTENS_MINUTEN = 240
BUNDEL_TEKENS = 60
BERICHT_TEKENS = 200
BERICHT = "b-"
"""Before the number of a card: the words for its writer."""
ZONDER_VOLGORDE = frozenset({"stilte", "pauze", "haal_weg", "deur", "bericht"})
"""Acts that protect people: never refused because somebody else steered a moment earlier."""


@dataclass(frozen=True, slots=True)
class Daad:
    """One act: the right it needs, its fields, and what it decides."""

    recht: str
    velden: frozenset[str]
    decide: Callable[[Doen], Besluit]
    mag: frozenset[str] = frozenset()


def steer(
    store: Store, config: Config, sessie: str, wie: Wie, daad: str, ruw: object, gezien: object
) -> dict[str, Any]:
    """Do one steering act. `gezien` is the steering seq of the picture it was based on.

    Raises Weigering('regie.verouderd') when that picture is stale, and whatever the act refuses.
    """
    if daad not in DADEN:
        raise Weigering("invoer.vorm")
    vorm = DADEN[daad]
    velden = check_velden(ruw, vorm.velden, vorm.mag)
    if not isinstance(gezien, int) or isinstance(gezien, bool):
        raise Weigering("invoer.vorm")
    werkvorm = find_werkvorm(store.info(sessie))
    nieuw_id = config.loterij(10).hex()

    def decide(staat: Staat) -> Besluit:
        check_recht(vorm.recht, wie.rollen, staat.stand.toestand)
        if gezien != staat.stand.stuurseq and daad not in ZONDER_VOLGORDE:
            raise Weigering("regie.verouderd")
        return vorm.decide(Doen(staat, werkvorm, config.klok.now_ms(), velden, nieuw_id))

    antwoord = store.write(sessie, decide)
    if vorm.decide is _hide and velden["aan"] is False:
        let_through(store, sessie, store.load(sessie).inhoud(str(velden["kaart"])) or {})
    return antwoord


def _one(soort: str, **inhoud: Any) -> Besluit:
    return Besluit((Feit(soort, inhoud),))


def _start_stap(d: Doen, stap: str) -> Feit:
    plan = next((p for p in d.staat.stand.plan if p.id == stap), None)
    if plan is None:
        raise Weigering("regie.stap_onbekend")
    vorm = d.werkvorm.find_stap(stap)
    verborgen = vorm is not None and vorm.verborgen != "nee"
    return Feit("stap_begonnen", {"stap": stap, "tijd": d.nu_ms, "minuten": plan.minuten, "verborgen": verborgen})


def _enter(d: Doen, stap: str) -> tuple[Feit, ...]:
    """Begin a step, and the subgroups that begin with it; one undo takes back both."""
    vorm = d.werkvorm.find_stap(stap)
    begin = _start_stap(d, stap)
    groepsfeit = groepen.start_groepen(d.staat.stand, vorm, d.werkvorm, d.nieuw_id) if vorm else None
    if groepsfeit is None:
        return (begin,)
    return (begin, Feit(groepsfeit.soort, {**groepsfeit.inhoud, "vervolg": True}))


def _begin(d: Doen) -> Besluit:
    return Besluit((Feit("begonnen"), *_enter(d, d.staat.stand.stappen[0])))


def _stap(d: Doen) -> Besluit:
    naar = d.velden["naar"]
    if naar in ("volgende", "vorige"):
        naar = d.staat.stand.find_buur(1 if naar == "volgende" else -1)
        if naar is None:
            raise Weigering("regie.geen_stap_meer")
    return Besluit(_enter(d, find_stap(d.werkvorm, naar).id))


def _reopen(d: Doen) -> Besluit:
    stap = d.find_stap()
    feiten = [Feit("stap_heropend", {"stap": stap})]
    if stap != d.staat.stand.stap:
        begin = _start_stap(d, stap)
        feiten.append(Feit(begin.soort, {**begin.inhoud, "vervolg": True}))  # one undo takes back both
    return Besluit(tuple(feiten))


def _reveal(d: Doen) -> Besluit:
    """Only what is covered now: a step revealed before it began could never be covered again."""
    stap = d.find_stap()
    if not d.staat.stand.is_verborgen(stap):
        raise Weigering("regie.niets_te_onthullen")
    return _one("onthuld", stap=stap)


def _klok(d: Doen) -> Besluit:
    doe = check_keus(d.velden["doe"], frozenset({"start", "pauze", "plus", "zet"}))
    klok = d.staat.stand.sturing.klok
    rest, loopt = klok.compute_rest(d.nu_ms), klok.loopt
    if doe in ("plus", "zet"):
        minuten = d.velden.get("minuten", 1)
        if not isinstance(minuten, int) or isinstance(minuten, bool) or not 0 <= minuten <= HOOGSTENS_MINUTEN:
            raise Weigering("invoer.vorm")
        rest = (max(rest, 0) if doe == "plus" else 0) + minuten * MINUUT
        loopt = True if doe == "zet" else loopt
    else:
        loopt = doe == "start"
    return _one("klok_gezet", tijd=d.nu_ms, rest_ms=rest, loopt=loopt)


def _beamer(d: Doen) -> Besluit:
    return _one("beamer_gewisseld", toont=check_keus(d.velden["toont"], frozenset(BEAMER_TOONT)))


def _spotlight(d: Doen) -> Besluit:
    """Only after the reveal, never a hidden card; an empty id takes the light away (practice 2)."""
    if d.velden["kaart"] == "":
        return _one("kaart_uitgelicht", kaart="")
    kaart, stand = d.find_kaart(), d.staat.stand
    if stand.is_verborgen(stand.kaarten[kaart].stap) or kaart in stand.sturing.verborgen | stand.wacht:
        raise Weigering("regie.nog_verborgen")
    return _one("kaart_uitgelicht", kaart=kaart)


def _hide(d: Doen) -> Besluit:
    """Hide a card, or let it be seen. A waiting card stays waiting while hidden, so that no undo ever shows it."""
    kaart, aan = d.find_kaart(), check_vlag(d.velden["aan"])
    feiten = [Feit("kaart_verborgen", {"kaart": kaart, "aan": aan})]
    if not aan:
        feiten.append(Feit("kaart_vrijgegeven", {"kaart": kaart}))
    return Besluit(tuple(feiten))


def _take_away(d: Doen) -> Besluit:
    kaart = d.find_kaart()
    return Besluit((Feit("kaart_weggehaald", {"kaart": kaart}),), {kaart: None})


def _move(d: Doen) -> Besluit:
    kaart = d.find_kaart()
    stap = find_stap(d.werkvorm, d.staat.stand.kaarten[kaart].stap)
    kolom = check_keus(d.velden["kolom"], frozenset(k.id for k in stap.vorm.kolommen))
    return _one("kaart_verplaatst", kaart=kaart, kolom=kolom)


def _set_type(d: Doen) -> Besluit:
    return _one("kaart_getypeerd", kaart=d.find_kaart(), type=check_keus(d.velden["type"], frozenset(TYPEN) | {""}))


def _link(d: Doen) -> Besluit:
    """Say on which cards a card rests; an empty list lays it back under 'rust nog nergens op'."""
    kaart, aan = d.find_kaart(), d.velden["aan"]
    if not isinstance(aan, list) or len(aan) > 24:
        raise Weigering("invoer.vorm")
    stand = d.staat.stand
    mag = find_stap(d.werkvorm, stand.kaarten[kaart].stap).verwijst
    doelen = [find_levend(d.staat, naar) for naar in aan]
    if any(stand.kaarten[naar].stap not in mag for naar in doelen):
        raise Weigering("regie.koppel")
    return _one("kaart_gekoppeld", kaart=kaart, aan=list(dict.fromkeys(doelen)))


def _bundle(d: Doen) -> Besluit:
    """Lay cards of one step together under a name; the name is a text and lives with the texts."""
    kaarten = d.velden["kaarten"]
    if not isinstance(kaarten, list) or len(kaarten) > 200:
        raise Weigering("invoer.vorm")
    leden = list(dict.fromkeys(find_levend(d.staat, kaart) for kaart in kaarten))
    if len({d.staat.stand.kaarten[kaart].stap for kaart in leden}) > 1:
        raise Weigering("regie.bundel_een_stap")
    if len({d.staat.stand.follow_groep(d.staat.stand.kaarten[kaart].groep) for kaart in leden}) > 1:
        raise Weigering("regie.bundel_een_groep")
    bundel = d.velden.get("bundel") or d.nieuw_id
    if not isinstance(bundel, str):
        raise Weigering("invoer.vorm")
    if bundel != d.nieuw_id and bundel not in d.staat.stand.sturing.bundels:
        raise Weigering("regie.kaart_weg")
    naam = clean_text(d.velden.get("naam", ""), BUNDEL_TEKENS, leeg_mag=True)
    woorden = {bundel: Woord({"tekst": naam}, "")} if naam else {}
    return Besluit((Feit("bundel_gezet", {"bundel": bundel, "kaarten": leden}),), woorden, kaart=bundel)


def _plan(d: Doen) -> Besluit:
    """Change minutes, order, or what is skipped. Every step id must be of this werkvorm, each once."""
    ruw = d.velden["plan"]
    if not isinstance(ruw, list) or not 0 < len(ruw) <= HOOGSTENS_STAPPEN:
        raise Weigering("invoer.vorm")
    plan = [_check_planstap(d.werkvorm, regel) for regel in ruw]
    namen = [p.id for p in plan]
    if len(set(namen)) != len(namen) or not any(not p.overslaan for p in plan):
        raise Weigering("regie.plan")
    if d.staat.stand.stap and d.staat.stand.stap not in namen:
        raise Weigering("regie.plan")
    check_removed(d.staat.stand, plan)
    return _one("plan_gewijzigd", plan=[{"id": p.id, "minuten": p.minuten, "overslaan": p.overslaan} for p in plan])


def _check_planstap(werkvorm: Werkvorm, regel: object) -> PlanStap:
    velden = check_velden(regel, frozenset({"id", "minuten"}), frozenset({"overslaan"}))
    minuten = velden["minuten"]
    if not isinstance(minuten, int) or isinstance(minuten, bool) or not 0 <= minuten <= HOOGSTENS_MINUTEN:
        raise Weigering("regie.plan")
    stap = find_stap(werkvorm, velden["id"]).id
    if stap in (PARKEERPLAATS, LEGE_STOEL):
        raise Weigering("regie.plan")  # open the whole session, and no step of it
    return PlanStap(stap, minuten, check_vlag(velden.get("overslaan", False)))


def _undo(d: Doen) -> Besluit:
    if not d.staat.stand.verleden:
        raise Weigering("regie.niets_terug")
    return _one("teruggedraaid", seq=d.staat.stand.verleden[-1][0])


def _set_chair(d: Doen) -> Besluit:
    """An empty chair for whoever is not there; an empty word takes it away."""
    return _one("stoel_gezet", voor=check_keus(d.velden["voor"], frozenset({*STOELEN, ""})))


def _tell_writer(d: Doen) -> Besluit:
    """One line for whoever holds the key of this card, read at the next break. Nobody learns whose it is."""
    kaart, tekst = d.find_kaart(), clean_text(d.velden["tekst"], BERICHT_TEKENS)
    return Besluit((Feit("bericht_gegeven", {"kaart": kaart}),), {f"{BERICHT}{kaart}": Woord({"tekst": tekst}, "")})


def _pause(d: Doen) -> Besluit:
    aan = check_vlag(d.velden["aan"])
    if aan == (d.staat.stand.toestand == "gepauzeerd"):
        return Besluit()
    return _one("gepauzeerd" if aan else "hervat")


def _velden(*namen: str) -> frozenset[str]:
    return frozenset(namen)


DADEN: dict[str, Daad] = {
    "open": Daad("open", _velden(), lambda d: _one("geopend")),
    "begin": Daad("begin", _velden(), _begin),
    "stap": Daad("stap", _velden("naar"), _stap),
    "heropen": Daad("heropen", _velden("stap"), _reopen),
    "onthul": Daad("onthul", _velden("stap"), _reveal),
    "invoer": Daad(
        "invoer",
        _velden("stap", "open"),
        lambda d: _one("invoer_gezet", stap=d.find_stap(), open=check_vlag(d.velden["open"])),
    ),
    "klok": Daad("klok", _velden("doe"), _klok, _velden("minuten")),
    "klok_tonen": Daad("klok", _velden("aan"), lambda d: _one("klok_getoond", aan=check_vlag(d.velden["aan"]))),
    "beamer": Daad("beamer", _velden("toont"), _beamer),
    "stilte": Daad("stilte", _velden("aan"), lambda d: _one("stilte_gezet", aan=check_vlag(d.velden["aan"]))),
    "zien": Daad(
        "invoer",
        _velden("stap", "aan"),
        lambda d: _one("zien_gezet", stap=d.find_stap(), aan=check_vlag(d.velden["aan"])),
    ),
    "stoel": Daad("stap", _velden("voor"), _set_chair),
    "bericht": Daad("bericht", _velden("kaart", "tekst"), _tell_writer),
    "pauze": Daad("pauze", _velden("aan"), _pause),
    "deur": Daad("deur", _velden("open"), lambda d: _one("deur_gezet", open=check_vlag(d.velden["open"]))),
    "licht_uit": Daad("licht_uit", _velden("kaart"), _spotlight),
    "verberg": Daad("verberg", _velden("kaart", "aan"), _hide),
    "haal_weg": Daad("haal_weg", _velden("kaart"), _take_away),
    "verplaats": Daad("verplaats", _velden("kaart", "kolom"), _move),
    "typeer": Daad("typeer", _velden("kaart", "type"), _set_type),
    "koppel": Daad("koppel", _velden("kaart", "aan"), _link),
    "bundel": Daad("bundel", _velden("kaarten"), _bundle, _velden("bundel", "naam")),
    "plan": Daad("plan", _velden("plan"), _plan),
    "groepen": Daad("groepen", _velden(), groepen.make_groepen, _velden("aantal")),
    "groep_samen": Daad("groepen", _velden("groep", "met"), groepen.merge_groep),
    "groep_weg": Daad("groepen", _velden("groep"), groepen.dissolve_groep),
    "groep_tonen": Daad("groepen", _velden("groep"), groepen.show_groep),
    "terug": Daad("terug", _velden(), _undo),
}
