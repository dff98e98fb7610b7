"""Nalezen: plek voor plek beslissen wat er mag staan, en de tweede lezer die er niet bij was.

The reader gets the text and nothing else: no sentences, no session, no writer.
"""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, g, jsonify, request
from werkzeug.datastructures import ImmutableMultiDict

from leersessie.i18n import t
from leersessie.i18n.weigering import NietGevonden, Weigering
from leersessie.lessen import concept as concepten
from leersessie.lessen import nalezen, sleutels
from leersessie.lessen.controle import REDENEN, check_concept
from leersessie.lessen.greep import Greep, read_greep
from leersessie.lessen.vorm import TEKSTVELDEN, clean_inhoud
from leersessie.lessen.weging import must_agree, weigh
from leersessie.store.lessen import ConceptRij
from leersessie.toegang.accounts import Ingelogd
from leersessie.web.formulier import Formulier
from leersessie.web.greepbeeld import Voortgang, read_voortgang, show_greep
from leersessie.web.huis import huis
from leersessie.web.lesbeeld import (
    PlekBeeld,
    is_schrijver,
    list_beelden,
    list_delen,
    mark_delen,
    read_stand,
    say_risicos,
)
from leersessie.web.paginas.les import find_als_schrijver, find_own, to_pad
from leersessie.web.vel import leave, read_formulier, say, show

blad = Blueprint("nalezen", __name__)


@blad.post("/lessen/concept/<les>/kijk")
def look(les: str) -> Response:
    """The places in text that is being typed, not kept: `{open, zin, plekken: [[deel, woorden, soort, waarom]]}`."""
    _, concept = find_own(les)
    f = read_formulier()
    velden = {veld: f.raw(veld) for veld in TEKSTVELDEN}
    inhoud = clean_inhoud(concept.inhoud, velden)
    plekken = check_concept(huis().store, huis().config, concept, g.taal, inhoud=inhoud)
    beelden = [b for b in list_beelden(inhoud, plekken, g.taal) if b.plek.open]
    return jsonify(
        open=len(beelden),
        zin=say_nog(len(beelden)),
        plekken=[[b.deel, b.woorden, b.soort, b.waarom, b.plek.tier] for b in beelden],
    )


def say_nog(aantal: int) -> str:
    """How many places wait for a decision, as a sentence."""
    if aantal == 0:
        return t(g.taal, "lesblad.nog_geen")
    return t(g.taal, "lesblad.nog_een") if aantal == 1 else t(g.taal, "lesblad.nog_n", aantal=aantal)


# ---- deciding, place by place -------------------------------------------------------------------------------


@blad.get("/lessen/concept/<les>/nalezen")
def review(les: str) -> Response:
    """The text with its places, as others would read it, and one place at a time to decide about."""
    wie, concept = find_als_schrijver(les)
    vraag = request.args.get
    greep = read_greep(vraag("voor"), vraag("na"), vraag("soort"))
    return _show_nalezen(wie, concept, Formulier(ImmutableMultiDict(), g.taal), vraag("plek", ""), greep)


def _show_nalezen(
    wie: Ingelogd, concept: ConceptRij, f: Formulier, gekozen: str, greep: Greep, *, status: int = 200
) -> Response:
    gevonden = check_concept(huis().store, huis().config, concept, g.taal)
    stand = read_stand(concept, wie, gevonden, g.taal)
    voortgang = read_voortgang(request.values.get("van"), stand.nog)
    nu = _choose(list_beelden(concept.inhoud, gevonden, g.taal), gekozen)
    sleutel = nu.plek.sleutel if nu else ""
    om = show_greep(concept.inhoud, gevonden, sleutel, greep, voortgang, g.taal) if nu and nu.plek.open else None
    plekken = om.plekken if om else gevonden
    beelden = list_beelden(concept.inhoud, plekken, g.taal)
    nu = next((b for b in beelden if b.plek.sleutel == sleutel), None)
    return show(
        "les_nalezen.html",
        status,
        hier="lessen",
        c=concept,
        f=f,
        dit=nu,
        om=om,
        voortgang=voortgang,
        beelden=beelden,
        stand=stand,
        zin=say_nog(stand.nog),
        zo=mark_delen(concept.inhoud, plekken, g.taal, nu=sleutel),
        straks=mark_delen(concept.inhoud, plekken, g.taal, nu=sleutel, voorstel=True),
        redenen=[(reden, t(g.taal, f"lessen.reden_{reden}")) for reden in REDENEN],
        risicos=say_risicos(weigh(huis().store, huis().config, concept), g.taal),
    )


def _choose(beelden: tuple[PlekBeeld, ...], gekozen: str) -> PlekBeeld | None:
    """The place that was asked for, else the first that waits for a decision."""
    gevraagd = next((b for b in beelden if b.plek.sleutel == gekozen), None)
    return gevraagd or next((b for b in beelden if b.plek.open), None)


@blad.post("/lessen/concept/<les>/plek")
def decide(les: str) -> Response:
    """Decide about one place: replace it, let it stand with a reason, or look at it again; or replace all at once."""
    wie, _ = find_als_schrijver(les)
    f = read_formulier()
    plek = f.raw("plek")
    try:
        _do_plek(wie, les, f, plek)
    except Weigering as fout:
        f.note(f.raw("doe"), fout.sleutel, **fout.waarden)
        nieuw = concepten.find_concept(huis().store, wie, les)
        return _show_nalezen(wie, nieuw, f, plek, _read_greep(f), status=fout.status)
    vraag = {"van": str(Voortgang.read_van(f.raw("van")))}
    if f.raw("doe") == "opnieuw":
        vraag["plek"] = plek
    return leave(f"{to_pad(les, 'nalezen')}?{urlencode(vraag)}#plek-kop")


def _read_greep(f: Formulier) -> Greep:
    return read_greep(f.raw("voor"), f.raw("na"), f.raw("soort"))


def _do_plek(wie: Ingelogd, les: str, f: Formulier, plek: str) -> None:
    store, config, doe = huis().store, huis().config, f.raw("doe")
    if doe == "vervang" and _read_greep(f).ruimer:
        nalezen.replace_greep(store, config, les, wie, plek, _read_greep(f), f.raw("gezien"), f.raw("vervang"))
    elif doe == "vervang":
        nalezen.replace_plek(store, config, les, wie, plek, f.raw("vervang"), overal=f.has("overal"))
    elif doe == "laat":
        nalezen.keep_plek(store, config, les, wie, plek, f.raw("reden"))
    elif doe == "opnieuw":
        nalezen.reopen_plek(store, config, les, wie, plek)
    elif doe == "hand":
        aantal = nalezen.replace_woorden(store, config, les, wie, f.raw("woorden"), f.raw("vervang"))
        say("goed", "lesblad.hand_gedaan", aantal=aantal)
    elif doe == "alles":
        aantal = nalezen.replace_all(store, config, les, wie, g.taal)
        say("goed", "lesblad.alles_vervangen", aantal=aantal)
    else:
        raise NietGevonden


# ---- the second reader --------------------------------------------------------------------------------------


@blad.get("/lessen/concept/<les>/lezen")
def read_cold(les: str) -> Response:
    """The text as others will read it, and nothing else: no sentences, no session, no writer."""
    wie, concept = find_own(les)
    return _show_lezen(wie, concept, read_formulier())


def _show_lezen(wie: Ingelogd, concept: ConceptRij, f: Formulier, *, status: int = 200) -> Response:
    risicos = weigh(huis().store, huis().config, concept)
    return show(
        "les_lezen.html",
        status,
        hier="lessen",
        c=concept,
        risicos=say_risicos(risicos, g.taal),
        vraagt_samen=must_agree(risicos),
        f=f,
        delen=list_delen(concept.inhoud),
        schrijft=is_schrijver(concept, wie),
        gegeven=concept.sleutel2 is not None and concept.sleutel2_hash == concept.tekst_hash,
    )


@blad.post("/lessen/concept/<les>/lezen")
def judge(les: str) -> Response:
    """Key 2, or back to the writers."""
    wie, concept = find_own(les)
    f = read_formulier()
    huis_ = huis()
    terug = f.raw("doe") == "terug"
    if not terug:
        for vraag in ("herkent", "erbij"):
            f.read_keus(vraag, ("ja", "nee"))
        if not f.has("gelezen"):
            f.note("gelezen", "lesblad.eerst_lezen")
        if f.fouten:
            return _show_lezen(wie, concept, f, status=400)
    try:
        gegeven = not terug and sleutels.give_sleutel2(
            huis_.store, huis_.config, les, wie, f.raw("tekst"), was_erbij=f.raw("erbij") == "ja",
            herkent=f.raw("herkent") == "ja", samen_gezien=f.has("samen"),
        )  # fmt: skip
        if terug:
            sleutels.return_les(huis_.store, huis_.config, les, wie)
    except Weigering as fout:
        f.note("alles", fout.sleutel, **fout.waarden)
        return _show_lezen(wie, concepten.find_concept(huis_.store, wie, les), f, status=fout.status)
    say("goed" if gegeven else "let-op", "lesblad.sleutel2_gegeven" if gegeven else "lesblad.ging_terug")
    return leave("/lessen/onderweg")
