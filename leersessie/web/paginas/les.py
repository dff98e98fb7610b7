"""Een les op weg: beginnen uit wat mee mag, herschrijven in vaste delen, aanbieden om te lezen, en delen.

Keeps everything that was typed when something is refused. What happens plek by plek is for the page nalezen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, g, redirect, request
from werkzeug.datastructures import ImmutableMultiDict

from leersessie.i18n import t
from leersessie.i18n.weigering import Weigering
from leersessie.lessen import concept as concepten
from leersessie.lessen import publiceren
from leersessie.lessen.controle import check_concept
from leersessie.lessen.vorm import (
    BEREIKEN,
    DEEL_TEKENS,
    DELEN,
    ERNST,
    MELDCODE,
    SECTORGROEPEN,
    SOORTEN,
    STANDAARDEN,
    TEKSTVELDEN,
    THEMAS,
    TITEL_TEKENS,
    clean_inhoud,
    find_sectorgroepen,
)
from leersessie.store.lessen import ConceptRij
from leersessie.store.lessen import list_concepten as list_rijen
from leersessie.toegang.accounts import Ingelogd
from leersessie.toegang.bewijzen import list_deelnemers
from leersessie.web.deuren import require_leiding
from leersessie.web.formulier import Formulier
from leersessie.web.huis import huis
from leersessie.web.lesbeeld import is_schrijver, list_beelden, read_stand
from leersessie.web.vel import LEIDT, find_leider, leave, read_formulier, require_account, say, show

blad = Blueprint("les", __name__)
KEUZES: dict[str, tuple[Any, ...]] = {
    "soort": SOORTEN,
    "themas": THEMAS,
    "standaarden": STANDAARDEN,
    "meldcode": (0, *MELDCODE),
    "ernst": ("", *ERNST),
    "sectorgroepen": tuple(SECTORGROEPEN),
    "bereik": BEREIKEN,
}
MEERVOUD = ("themas", "standaarden", "sectorgroepen")


# ---- beginning ----------------------------------------------------------------------------------------------


@blad.get("/lessen/nieuw")
def ask() -> Response:
    """The released sentences of a session, and the button to begin a les from them."""
    sessie = request.args.get("sessie", "")
    require_account(*LEIDT)
    require_leiding(sessie)
    return _show_begin(sessie)


def _show_begin(sessie: str, fout: str = "", status: int = 200) -> Response:
    store = huis().store
    vrij = store.read(lambda verbinding: concepten.list_vrij(verbinding, sessie))
    bestaand = store.read(lambda verbinding: list_rijen(verbinding, sessie=sessie))
    info = store.info(sessie)
    return show("les_nieuw.html", status, hier="lessen", info=info, vrij=vrij, bestaand=bestaand, fout=fout)


@blad.post("/lessen/nieuw")
def begin() -> Response:
    """A draft from the released sentences."""
    sessie = read_formulier().raw("sessie")
    wie = require_account(*LEIDT)
    require_leiding(sessie)
    huis_ = huis()
    sectoren = find_sectorgroepen(d.sector for d in list_deelnemers(huis_.store, sessie))
    try:
        les = concepten.start_les(huis_.store, huis_.config, sessie, wie, sectoren=sectoren)
    except Weigering as fout:
        return _show_begin(sessie, t(g.taal, fout.sleutel, **fout.waarden), fout.status)
    return leave(to_pad(les))


def to_pad(les: str, bij: str = "") -> str:
    return f"/lessen/concept/{les}" + (f"/{bij}" if bij else "")


def find_own(les: str) -> tuple[Ingelogd, ConceptRij]:
    """Who is logged in, and the draft of the own organisation. Raises NietGevonden for another."""
    wie = require_account(*LEIDT)
    return wie, concepten.find_concept(huis().store, wie, les)


def find_als_schrijver(les: str) -> tuple[Ingelogd, ConceptRij]:
    """As find_own, for whoever writes; somebody else goes to the page that asks what they come for."""
    wie, concept = find_own(les)
    if not is_schrijver(concept, wie) and "meeschrijven" not in request.values:
        abort(redirect(to_pad(les, "lezen"), 303))
    return wie, concept


# ---- writing ------------------------------------------------------------------------------------------------


@blad.get("/lessen/concept/<les>")
def write(les: str) -> Response:
    """The fixed parts beside the released sentences."""
    wie, concept = find_als_schrijver(les)
    return _show_schrijven(wie, concept, Formulier(_bewaarde_waarden(concept), g.taal))


def _bewaarde_waarden(concept: ConceptRij) -> ImmutableMultiDict[str, str]:
    paren = [(veld, str(concept.inhoud[veld])) for veld in (*TEKSTVELDEN, "soort", "meldcode", "ernst")]
    paren.append(("bereik", str(concept.inhoud.get("bereik", BEREIKEN[0]))))
    paren += [(veld, str(waarde)) for veld in MEERVOUD for waarde in concept.inhoud[veld]]
    return ImmutableMultiDict([*paren, ("op", concept.tekst_hash)])


def _show_schrijven(
    wie: Ingelogd, concept: ConceptRij, f: Formulier, *, status: int = 200, anders: Mapping[str, str] | None = None
) -> Response:
    huis_ = huis()
    plekken = check_concept(huis_.store, huis_.config, concept, g.taal)
    return show(
        "les_schrijven.html",
        status,
        hier="lessen",
        c=concept,
        f=f,
        anders=anders or {},
        vrij=huis_.store.read(lambda verbinding: concepten.list_vrij(verbinding, concept.sessie)),
        plekken=list_beelden(concept.inhoud, plekken, g.taal),
        stand=read_stand(concept, wie, plekken, g.taal),
        keuze=list_keuzes,
        delen=DELEN,
        adres=f"{huis_.find_adres()}/code".split("://", 1)[-1],
        tekens={"titel": TITEL_TEKENS, **dict.fromkeys(DELEN, DEEL_TEKENS)},
        meeschrijven="meeschrijven" in request.values,
    )


def list_keuzes(veld: str) -> list[tuple[str, str]]:
    """The choices of a label: (value, name)."""
    return [(str(keus), _name_keus(veld, str(keus))) for keus in KEUZES[veld]]


def _name_keus(veld: str, keus: str) -> str:
    if veld == "standaarden":
        return t(g.taal, "lesblad.standaard_kort", nummer=keus)
    if veld == "meldcode":
        return t(g.taal, "lessen.meldcode_stap", nummer=keus) if keus != "0" else t(g.taal, "lesblad.meldcode_geen")
    if veld == "ernst" and not keus:
        return t(g.taal, "lesblad.ernst_geen")
    enkel = {"themas": "thema", "sectorgroepen": "sectorgroep"}.get(veld, veld)
    return t(g.taal, f"lessen.{enkel}_{keus}")


@blad.post("/lessen/concept/<les>")
def save(les: str) -> Response:
    """Keep the text; both keys go when readers would see something else than before."""
    f = read_formulier()
    if find_leider() is None:
        # logged out while writing: the words come back whole, to be sent again after logging in elsewhere
        return show("les_los.html", 401, f=f, les=les, velden=TEKSTVELDEN, rest=list(KEUZES))
    wie, concept = find_als_schrijver(les)
    velden = _read_velden(f, concept)
    if f.fouten:
        return _show_schrijven(wie, concept, f, status=400)
    huis_ = huis()
    try:
        concepten.save_les(huis_.store, huis_.config, les, wie, velden, op_hash=f.raw("op"))
    except Weigering as fout:
        f.note("alles", fout.sleutel, **fout.waarden)
        return _show_botsing(wie, les, f)
    if f.raw("doe") == "aanbieden":
        return _offer(wie, les)
    if f.raw("doe") == "nalezen":
        return leave(to_pad(les, "nalezen"))
    say("goed", "lesblad.bewaard")
    return leave(to_pad(les))


def _show_botsing(wie: Ingelogd, les: str, f: Formulier) -> Response:
    """Somebody else saved first: what was typed stays, and beside it stands what is there now."""
    concept = concepten.find_concept(huis().store, wie, les)
    anders = {v: str(concept.inhoud[v]) for v in TEKSTVELDEN if _plat(f.raw(v)) != _plat(str(concept.inhoud[v]))}
    return _show_schrijven(wie, concept, f, status=409, anders=anders)


def _plat(tekst: str) -> str:
    return " ".join(tekst.split())


def _read_velden(f: Formulier, concept: ConceptRij) -> dict[str, object]:
    """All fields of the form; what cannot be used stands in `f.fouten` beside its own field."""
    velden: dict[str, object] = {veld: f.raw(veld) for veld in TEKSTVELDEN}
    for naam, keuzes in KEUZES.items():
        per_naam = {str(keus): keus for keus in keuzes}
        if naam == "bereik" and not f.has(naam):
            continue  # a form from before the choice was there
        if naam in MEERVOUD:
            velden[naam] = [per_naam.get(waarde, waarde) for waarde in f.list_raw(naam)]
        else:
            velden[naam] = per_naam.get(f.raw(naam), f.raw(naam))
    for veld, waarde in velden.items():
        _check_veld(f, concept, veld, waarde)
    return velden


def _check_veld(f: Formulier, concept: ConceptRij, veld: str, waarde: object) -> None:
    f.take(veld, lambda: bool(clean_inhoud(concept.inhoud, {veld: waarde})), False)


@blad.post("/lessen/concept/<les>/aanbieden")
def offer(les: str) -> Response:
    """Offer the text for reading: from now on it can get its keys."""
    wie, _ = find_als_schrijver(les)
    return _offer(wie, les)


def _offer(wie: Ingelogd, les: str) -> Response:
    try:
        concepten.offer_les(huis().store, huis().config, les, wie)
    except Weigering as fout:
        concept = concepten.find_concept(huis().store, wie, les)
        f = Formulier(_bewaarde_waarden(concept), g.taal)
        f.note("alles", fout.sleutel, **fout.waarden)
        return _show_schrijven(wie, concept, f, status=fout.status)
    say("goed", "lesblad.aangeboden")
    return leave(to_pad(les))


@blad.post("/lessen/concept/<les>/weggooien")
def discard(les: str) -> Response:
    """Throw the draft away; the verslag stays as it is."""
    wie, _ = find_als_schrijver(les)
    concepten.discard_les(huis().store, huis().config, les, wie)
    say("goed", "lesblad.weggegooid")
    return leave("/lessen")


# ---- sharing ------------------------------------------------------------------------------------------------


@blad.get("/lessen/concept/<les>/delen")
def ask_share(les: str) -> Response:
    """It goes along with the next round; or now, with what that costs."""
    wie, concept = find_own(les)
    plekken = check_concept(huis().store, huis().config, concept, g.taal)
    return show("les_delen.html", hier="lessen", c=concept, stand=read_stand(concept, wie, plekken, g.taal), fout="")


@blad.post("/lessen/concept/<les>/delen")
def share(les: str) -> Response:
    """Share now, outside the round."""
    wie, concept = find_own(les)
    huis_ = huis()
    try:
        if not read_formulier().has("zeker"):
            raise Weigering("lessen.nu_waarschuwing", status=400)
        publiceren.publish_nu(huis_.store, huis_.config, les, wie)
    except Weigering as fout:
        plekken = check_concept(huis_.store, huis_.config, concept, g.taal)
        stand = read_stand(concept, wie, plekken, g.taal)
        zin = t(g.taal, fout.sleutel, **fout.waarden)
        return show("les_delen.html", fout.status, hier="lessen", c=concept, stand=stand, fout=zin)
    say("goed", "lesblad.gedeeld")
    return leave("/lessen")
