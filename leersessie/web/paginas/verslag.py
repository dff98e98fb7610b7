"""De bladzijde van het verslag: samen lezen, regels eruit halen, zinnen vrijgeven, reageren, en de vier woorden.

One page for everybody who was there; what it offers depends on who looks. Nobody else learns that it exists.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from flask import Blueprint, Response, g, make_response
from werkzeug.datastructures import ImmutableMultiDict

from leersessie.exports.verslag_md import to_markdown
from leersessie.i18n import t
from leersessie.i18n.weigering import NietGevonden, NietToegestaan, Weigering
from leersessie.lessen import bezwaar, sleutels, verslag
from leersessie.podium.teken import draw_qr
from leersessie.regie.sluiten import show_verslag
from leersessie.regie.wie import GESPREKSLEIDER, Wie
from leersessie.store import Store
from leersessie.toegang.bewijzen import give_bewijs
from leersessie.web.afsluiten import close_with_verslag
from leersessie.web.formulier import Formulier
from leersessie.web.hint import Hint, find_hint, must_wait
from leersessie.web.huis import huis
from leersessie.web.vel import leave, read_formulier, say, show, show_dag
from leersessie.web.verslagbeeld import Blad, Lezer, find_lezer, list_verzoeken, read_blad

blad = Blueprint("verslag", __name__)
HEEL = "heel"
"""Stands for the whole verslag where a line could be named."""


@blad.post("/sessies/<sessie>/sluit")
def close(sessie: str) -> Response:
    """Close the session and go on to its verslag."""
    lezer = find_lezer(sessie)
    if not lezer.rollen & GESPREKSLEIDER:
        raise NietToegestaan
    account = lezer.account.account if lezer.account else None
    close_with_verslag(huis(), sessie, Wie(GESPREKSLEIDER, account=account), read_formulier().raw("wie_ontbreekt"))
    return leave(_to_pad(sessie))


@blad.get("/sessies/<sessie>/verslag")
def read(sessie: str) -> Response:
    """The verslag, for whoever was there or led it."""
    lezer = find_lezer(sessie)
    return _show(read_blad(sessie, lezer, g.taal), Formulier(ImmutableMultiDict(), g.taal))


def _to_pad(sessie: str, plek: str = "") -> str:
    return f"/sessies/{sessie}/verslag" + (f"#{plek}" if plek.isalnum() else "")


def _show(blad_: Blad, f: Formulier, *, open_: str = "", hint: Hint | None = None, status: int = 200) -> Response:
    return show(
        "verslag.html",
        status,
        hier="sessies",
        blad=blad_,
        z=blad_.zicht,
        mag=blad_.mag,
        f=f,
        open=open_,
        gestrand=open_ if open_ and not _has_plek(blad_, open_) else "",
        heel=HEEL,
        hint=hint,
        dagen=huis().config.reactiedagen,
        dag=show_dag(blad_.zicht.gesloten_dag),
        tot=show_dag(blad_.zicht.reactie_tot_dag),
    )


def _has_plek(blad_: Blad, plek: str) -> bool:
    """True when there is a form at this place for a reaction."""
    levend = {regel.id for regel in blad_.zicht.regels if not regel.weg} | {HEEL}
    return "reageer" in blad_.mag and plek in levend


# ---- lines --------------------------------------------------------------------------------------------------


@blad.post("/sessies/<sessie>/verslag/regel")
def change_regel(sessie: str) -> Response:
    """Something with one line: take it out, release it or not, ask for it to go, or object to it."""
    lezer, f = find_lezer(sessie), read_formulier()
    regel, doe = f.raw("regel"), f.raw("doe")
    try:
        _do_regel(sessie, lezer, doe, regel)
    except Weigering as fout:
        return _show_weigering(sessie, lezer, fout)
    huis().uitzending.mark(sessie)
    return leave(_to_pad(sessie, regel))


def _do_regel(sessie: str, lezer: Lezer, doe: str, regel: str) -> None:
    huis_, rollen = huis(), lezer.rollen
    if doe == "weg":
        verslag.neem_regel_weg(huis_.store, sessie, rollen, regel)
    elif doe in ("vrij", "niet_vrij"):
        verslag.geef_vrij(huis_.store, sessie, rollen, regel, aan=doe == "vrij")
    elif doe == "bezwaar":
        bezwaar.object_to(huis_.store, huis_.config, sessie, rollen, regel)
        say("goed", "verslagblad.bezwaar_gezegd")
    elif doe == "vraag_weg":
        _ask_away(sessie, lezer, regel)
        say("goed", "verslagblad.verzoek_gezegd")
    else:
        raise NietGevonden


def _ask_away(sessie: str, lezer: Lezer, regel: str) -> None:
    """Nameless, and once: a second request beside the same line changes nothing."""
    huis_, verzoeken = huis(), list_verzoeken()
    zicht = verslag.read_verslag(huis_.store, sessie)
    if not any(r.regel == regel and r.tekst in verzoeken for r in zicht.reacties):
        zin = t(zicht.taal, "verslagblad.verzoek_weg")
        verslag.react(huis_.store, huis_.config, sessie, lezer.rollen, zin, regel)


def _show_weigering(sessie: str, lezer: Lezer, fout: Weigering) -> Response:
    """The same page with the refusal on top."""
    say("gevaar", fout.sleutel, **fout.waarden)
    return _show(read_blad(sessie, lezer, g.taal), Formulier(ImmutableMultiDict(), g.taal), status=fout.status)


@blad.post("/sessies/<sessie>/verslag/bezwaar")
def handle(sessie: str) -> Response:
    """Handle an objection by taking the passage out."""
    lezer = find_lezer(sessie)
    try:
        bezwaar.handle_bezwaar(huis().store, sessie, lezer.rollen, read_formulier().raw("bezwaar"))
    except Weigering as fout:
        return _show_weigering(sessie, lezer, fout)
    huis().uitzending.mark(sessie)
    say("goed", "verslagblad.bezwaar_klaar")
    return leave(_to_pad(sessie))


# ---- beside the lines ---------------------------------------------------------------------------------------


@blad.post("/sessies/<sessie>/verslag/reactie")
def react(sessie: str) -> Response:
    """A nameless reaction, or with the name of an organisation a kanttekening beside one line."""
    lezer, f = find_lezer(sessie), read_formulier()
    plek = f.raw("regel")
    regel = "" if plek == HEEL else plek
    store, config, rollen = huis().store, huis().config, lezer.rollen
    hint = find_hint(sessie, f.raw("tekst")) if f.raw("doe") != "toch" else None
    vervangt = hint is not None and f.raw("doe") == "vervang"
    tekst = hint.heel if hint and vervangt else f.raw("tekst")
    wacht = must_wait(sessie, hint.rest if hint and vervangt else tekst)

    def keep() -> bool:
        if regel and f.raw("organisatie").strip():
            verslag.annotate(store, config, sessie, rollen, f.raw("organisatie"), tekst, regel, wacht=wacht)
        else:
            verslag.react(store, config, sessie, rollen, tekst, regel, wacht=wacht)
        return True

    if hint and not vervangt:
        f.note("tekst", "verslagblad.lijkt_naam", woorden=hint.woorden, door=hint.door)
    if f.fouten or not f.take("tekst", keep, False):
        return _show(read_blad(sessie, lezer, g.taal), f, open_=plek, hint=hint, status=400)
    say("let-op" if wacht else "goed", "verslagblad.reactie_wacht" if wacht else "verslagblad.reactie_staat")
    return leave(_to_pad(sessie, plek))


@blad.post("/sessies/<sessie>/verslag/reactie-weg")
def drop_reactie(sessie: str) -> Response:
    """The gespreksleider takes a reaction away, for example because it names somebody."""
    return _decide_reactie(sessie, verslag.remove_reactie)


@blad.post("/sessies/<sessie>/verslag/reactie-door")
def let_reactie_through(sessie: str) -> Response:
    """The gespreksleider looked at a reaction that waited: everybody may read it."""
    return _decide_reactie(sessie, verslag.release_reactie)


def _decide_reactie(sessie: str, decide: Callable[[Store, str, frozenset[str], str], None]) -> Response:
    """Do this with the reaction of the form, and go back to where it stands."""
    lezer, f = find_lezer(sessie), read_formulier()
    try:
        decide(huis().store, sessie, lezer.rollen, f.raw("reactie"))
    except Weigering as fout:
        return _show_weigering(sessie, lezer, fout)
    return leave(_to_pad(sessie, f.raw("regel")))


# ---- showing, opening, handing out --------------------------------------------------------------------------


@blad.post("/sessies/<sessie>/verslag/toon")
def release(sessie: str) -> Response:
    """Whoever brought the case has read it: from now on the group reads it on the beamer."""
    lezer = find_lezer(sessie)
    if "toon" not in read_blad(sessie, lezer, g.taal).mag:
        raise NietToegestaan
    show_verslag(huis().store, sessie, lezer.rollen)
    say("goed", "verslagblad.staat_op_beamer")
    return leave(_to_pad(sessie))


@blad.post("/sessies/<sessie>/verslag/blader")
def turn(sessie: str) -> Response:
    """Turn the page of the beamer while the group reads."""
    if not find_lezer(sessie).leidt:
        raise NietToegestaan
    emit = huis().uitzending.emit
    if emit is not None:
        emit("blader", {"richting": -1 if read_formulier().raw("richting") == "-1" else 1}, f"{sessie}:beamer")
    return leave(_to_pad(sessie))


@blad.post("/sessies/<sessie>/verslag/open")
def open_reactie(sessie: str) -> Response:
    """The group has read it: from today everybody who was there may react."""
    lezer = find_lezer(sessie)
    try:
        verslag.open_reactie(huis().store, huis().config, sessie, lezer.rollen)
    except Weigering as fout:
        return _show_weigering(sessie, lezer, fout)
    huis().uitzending.mark(sessie)
    say("goed", "verslagblad.reageren_open")
    return leave(_to_pad(sessie))


@blad.post("/sessies/<sessie>/verslag/link")
def give_link(sessie: str) -> Response:
    """A link and QR to react with, valid until the end of the term; to show, to print and to send."""
    lezer = find_lezer(sessie)
    blad_ = read_blad(sessie, lezer, g.taal)
    if "link" not in blad_.mag:
        raise NietToegestaan
    huis_ = huis()
    laatste = date.fromisoformat(blad_.zicht.reactie_tot_dag)
    einde = datetime.combine(laatste + timedelta(days=1), time(), huis_.config.zone)
    geldig_ms = int(einde.timestamp() * 1000) - huis_.config.klok.now_ms()
    token = huis_.store.transact(lambda v: give_bewijs(v, huis_.config, sessie, "reactie", geldig_ms=geldig_ms))
    link = f"{huis_.find_adres()}/reactie#{token}"
    return show("verslag_link.html", hier="sessies", z=blad_.zicht, link=link, qr=draw_qr(link), tot=show_dag(laatste))


@blad.post("/sessies/<sessie>/verslag/woorden")
def give_woorden(sessie: str) -> Response:
    """The four words, shown this once, as a slip to print or to copy on paper."""
    lezer = find_lezer(sessie)
    huis_ = huis()
    try:
        code = sleutels.give_vierwoordcode(huis_.store, huis_.config, sessie, lezer.rollen)
    except Weigering as fout:
        return _show_weigering(sessie, lezer, fout)
    adres = f"{huis_.find_adres()}/code".split("://", 1)[-1]
    return show("verslag_woorden.html", hier="sessies", sessie=sessie, woorden=code.split(), adres=adres)


@blad.get("/sessies/<sessie>/verslag.md")
def download(sessie: str) -> Response:
    """The verslag as a Markdown file, without lines that were taken out."""
    blad_ = read_blad(sessie, find_lezer(sessie), g.taal)
    verzoeken = list_verzoeken()
    zicht = replace(blad_.zicht, reacties=tuple(r for r in blad_.zicht.reacties if r.tekst not in verzoeken))
    antwoord = make_response(to_markdown(zicht, blad_.werkvorm or zicht.werkvorm, zicht.taal))
    antwoord.mimetype = "text/markdown"
    antwoord.headers["Content-Disposition"] = f'attachment; filename="verslag-{zicht.gesloten_dag}.md"'
    return antwoord
