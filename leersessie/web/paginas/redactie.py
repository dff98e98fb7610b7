"""Eigen werkvormen: kopiëren, wijzigen in formulier of tekst, vergelijken, nalezen, publiceren, proefdraaien."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, g, jsonify, request
from werkzeug.datastructures import ImmutableMultiDict

from leersessie.i18n import t
from leersessie.i18n.weigering import NietGevonden, NietToegestaan, Weigering
from leersessie.redactie import werkvormen as redactie
from leersessie.redactie.wijzigen import StapWens, Wens, change
from leersessie.store.werkvormen import EigenRij
from leersessie.toegang.accounts import Ingelogd
from leersessie.verloop.rechten import REDACTIE
from leersessie.web.bibliotheek import bibliotheek
from leersessie.web.eigen import find_keuze, list_keuze
from leersessie.web.formulier import Formulier
from leersessie.web.huis import huis
from leersessie.web.proefdraaien import start_proef
from leersessie.web.vel import LEIDT, find_leider, leave, read_formulier, require_account, say, show
from leersessie.werkvormen import Gebrek, check_werkvorm
from leersessie.werkvormen.schrijven import read_ruw, to_toml

blad = Blueprint("redactie", __name__)
VAST = frozenset(("eigen", "vergelijk"))
"""Names that are pages, so no werkvorm may have them."""
MEE = ("altijd", "mag", "weg")
TOESTANDEN = ("concept", "tweede_lezer", "gepubliceerd", "vervallen")
ZIN_TEKENS, HOOGSTENS_MINUTEN, VRAAG_TEKENS = 300, 240, 2_000


@blad.get("/werkvormen/eigen")
def list_own() -> Response:
    """All versions of the own organisation, by state."""
    ingelogd = require_account(*LEIDT)
    rijen = redactie.list_eigen(huis().store, ingelogd.organisatie)
    groepen = [(staat, [(r, _read_naam(r)) for r in rijen if r.toestand == staat]) for staat in TOESTANDEN]
    return show("werkvorm_eigen.html", hier="werkvormen", groepen=[(s, deel) for s, deel in groepen if deel])


@blad.get("/werkvormen/vergelijk")
def compare() -> Response:
    """Two werkvormen side by side: purpose, time, group, and step beside step."""
    ingelogd = find_leider()
    keuze = list_keuze(ingelogd)
    paar = [next((w for w in keuze if w.id == request.args.get(naam)), None) for naam in ("een", "ander")]
    return show("werkvorm_vergelijken.html", hier="werkvormen", keuze=keuze, paar=paar)


@blad.post("/werkvormen/<slug>/kopieer")
def copy(slug: str) -> Response:
    """A concept of one's own, from any werkvorm that may be chosen."""
    ingelogd = require_account(*LEIDT)
    _, toml = find_keuze(slug, ingelogd)
    bezet = {w.id for w in bibliotheek().list_werkvormen()} | VAST
    id_ = redactie.copy_werkvorm(huis().store, huis().config, ingelogd, toml, bezet)
    say("goed", "redactie.gekopieerd")
    return leave(f"/werkvormen/eigen/{id_}")


@blad.get("/werkvormen/eigen/<werkvorm>")
def edit(werkvorm: str) -> Response:
    """The form, the text with what is wrong in it, and what may be done with this version now."""
    ingelogd = require_account(*LEIDT)
    return _show(ingelogd, redactie.find_eigen(huis().store, ingelogd, werkvorm))


@blad.post("/werkvormen/eigen/<werkvorm>")
def save(werkvorm: str) -> Response:
    """Keep the form or the text; a mistake costs no word."""
    ingelogd = require_account(*LEIDT)
    rij = redactie.find_eigen(huis().store, ingelogd, werkvorm)
    f = read_formulier()
    toml = f.raw("toml") if f.raw("doe") == "tekst" else _apply_form(f, rij)
    if f.fouten:
        return _show(ingelogd, rij, f, status=400)
    try:
        redactie.save(huis().store, huis().config, ingelogd, werkvorm, toml, f.raw("stempel"))
    except Weigering as fout:
        f.note("alles", fout.sleutel, **fout.waarden)
        return _show(ingelogd, redactie.find_eigen(huis().store, ingelogd, werkvorm), f, status=fout.status)
    aantal = len(check_werkvorm(toml, rij.werkvorm, g.taal))
    if aantal:
        say("let-op", "redactie.bewaard_met_gebreken", aantal=aantal)
    else:
        say("goed", "redactie.bewaard")
    return leave(f"/werkvormen/eigen/{werkvorm}")


@blad.post("/werkvormen/eigen/<werkvorm>/kijk")
def look(werkvorm: str) -> Response:
    """What is wrong with text that is being typed, not kept: `{zin, gebreken: [[regel, plek, wat, herstel]]}`."""
    ingelogd = require_account(*LEIDT)
    rij = redactie.find_eigen(huis().store, ingelogd, werkvorm)
    gebreken = check_werkvorm(read_formulier().raw("toml"), rij.werkvorm, g.taal)
    regels = [[find_regel(gebrek), gebrek.plek, gebrek.wat, gebrek.herstel] for gebrek in gebreken]
    return jsonify(zin=say_gebreken(len(gebreken)), gebreken=regels)


@blad.post("/werkvormen/eigen/<werkvorm>/stand")
def move(werkvorm: str) -> Response:
    """Offer, give back, publish, expire, throw away, or begin the next version."""
    ingelogd = require_account(*LEIDT)
    redactie.find_eigen(huis().store, ingelogd, werkvorm)
    f = read_formulier()
    try:
        naar = _do(ingelogd, werkvorm, f)
    except Weigering as fout:
        if isinstance(fout, NietGevonden | NietToegestaan):
            raise
        f.note("alles", fout.sleutel, **fout.waarden)
        return _show(ingelogd, redactie.find_eigen(huis().store, ingelogd, werkvorm), f, status=fout.status)
    say("goed", f"redactie.klaar_{f.raw('doe')}")
    return leave(f"/werkvormen/eigen/{naar}" if naar else "/werkvormen/eigen")


def _do(ingelogd: Ingelogd, id_: str, f: Formulier) -> str:
    """Do it; returns the version to go on with, '' when there is none. Raises NietGevonden for an unknown act."""
    store, config, doe = huis().store, huis().config, f.raw("doe")
    if doe == "maak_versie":
        return redactie.make_versie(store, config, ingelogd, id_)
    if doe == "bied_aan":
        redactie.offer(store, ingelogd, id_)
    elif doe == "geef_terug":
        redactie.give_back(store, ingelogd, id_)
    elif doe == "publiceer":
        redactie.publish(store, config, ingelogd, id_, f.raw("stempel"))
    elif doe == "laat_vervallen":
        redactie.expire(store, config, ingelogd, id_)
    elif doe == "gooi_weg":
        redactie.drop(store, ingelogd, id_)
        return ""
    else:
        raise NietGevonden
    return id_


@blad.post("/werkvormen/eigen/<werkvorm>/proef")
def try_out(werkvorm: str) -> Response:
    """A session with simulated participants, led by a simulated gespreksleider; it stands in no list."""
    ingelogd = require_account(*LEIDT)
    rij = redactie.find_eigen(huis().store, ingelogd, werkvorm)
    try:
        sessie = start_proef(ingelogd, rij)
    except Weigering as fout:
        f = read_formulier()
        f.note("alles", fout.sleutel, **fout.waarden)
        return _show(ingelogd, rij, f, status=fout.status)
    return leave(f"/sessies/{sessie}/console")


# ---- from form to text --------------------------------------------------------------------------------------


def _apply_form(f: Formulier, rij: EigenRij) -> str:
    """The text with the form in it; findings stand in `f.fouten`."""
    try:
        ruw = read_ruw(rij.toml)
    except ValueError:
        f.note("alles", "redactie.eerst_tekst")
        return rij.toml
    namen = [str(s.get("stap")) for s in ruw.get("stap", ()) if isinstance(s, dict)]
    plek = {naam: f.read_getal(f"plek.{naam}", 1, 99, leeg=n) for n, naam in enumerate(namen, 1)}
    stappen = [_read_stap(f, naam) for naam in sorted(namen, key=lambda naam: (plek[naam], namen.index(naam)))]
    if all(s.mee == "weg" for s in stappen):
        f.note("alles", "paginas.geen_stap")
    wens = Wens(naam=_read_paar(f, "naam"), doel=_read_paar(f, "doel"), stappen=stappen)
    return rij.toml if f.fouten else to_toml(change(ruw, wens))


def _read_paar(f: Formulier, veld: str) -> dict[str, str]:
    return {
        "nl": f.read_tekst(f"{veld}.nl", ZIN_TEKENS),
        "en": f.read_tekst(f"{veld}.en", ZIN_TEKENS, leeg_mag=True),
    }


def _read_stap(f: Formulier, naam: str) -> StapWens:
    def lines(taal: str) -> tuple[str, ...]:
        tekst = f.read_tekst(f"vraag.{taal}.{naam}", VRAAG_TEKENS, leeg_mag=True)
        return tuple(regel.strip() for regel in tekst.splitlines() if regel.strip())

    return StapWens(
        id=naam,
        minuten=f.read_getal(f"minuten.{naam}", 1, HOOGSTENS_MINUTEN, leeg=1),
        mee=f.read_keus(f"mee.{naam}", MEE),
        vraag_nl=lines("nl"),
        vraag_en=lines("en"),
    )


# ---- what stands on the page --------------------------------------------------------------------------------


def _show(ingelogd: Ingelogd, rij: EigenRij, f: Formulier | None = None, *, status: int = 200) -> Response:
    toml = f.raw("toml") if f is not None and f.raw("doe") == "tekst" else rij.toml
    gebreken = check_werkvorm(toml, rij.werkvorm, g.taal)
    stappen, waarden = _read_stappen(rij)
    vorm_f = f if f is not None and f.has("naam.nl") else Formulier(ImmutableMultiDict(waarden), g.taal)
    if f is not None and vorm_f is not f:
        vorm_f.fouten.update(f.fouten)
    mag = {
        daad for daad, recht in REDACTIE.items() if rij.toestand in recht.toestanden and recht.rollen & ingelogd.rollen
    }
    return show(
        "werkvorm_wijzigen.html",
        status,
        hier="werkvormen",
        rij=rij,
        naam=_read_naam(rij),
        f=vorm_f,
        toml=toml,
        stappen=stappen,
        mag=mag,
        schreef=ingelogd.account in rij.bewerkers,
        gebreken=[(find_regel(gebrek), gebrek) for gebrek in gebreken],
        zin=say_gebreken(len(gebreken)),
    )


def _read_stappen(rij: EigenRij) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """(id, title) per step and the values of the form; nothing when the text is no TOML."""
    try:
        ruw = read_ruw(rij.toml)
    except ValueError:
        return [], {}
    waarden = {f"{veld}.{taal}": _take(ruw.get(veld), taal) for veld in ("naam", "doel") for taal in ("nl", "en")}
    stappen = []
    for plek, stap in enumerate((s for s in ruw.get("stap", ()) if isinstance(s, dict)), 1):
        naam = str(stap.get("stap"))
        stappen.append((naam, _take(stap.get("titel"), g.taal) or naam))
        waarden |= {
            f"plek.{naam}": str(plek),
            f"minuten.{naam}": str(stap.get("minuten", 1)),
            f"mee.{naam}": "mag" if stap.get("overslaan") is True else "altijd",
            **{f"vraag.{taal}.{naam}": _join(stap.get("vraag"), taal) for taal in ("nl", "en")},
        }
    return stappen, waarden


def _take(waarde: Any, taal: str) -> str:
    """A text of the file in one language; '' when it is something else."""
    if isinstance(waarde, Mapping):
        return str(waarde.get(taal, ""))
    return waarde if isinstance(waarde, str) and taal == "nl" else ""


def _join(waarden: Any, taal: str) -> str:
    return "\n".join(_take(w, taal) for w in waarden) if isinstance(waarden, list) else ""


def _read_naam(rij: EigenRij) -> str:
    try:
        ruw = read_ruw(rij.toml)
    except ValueError:
        return rij.werkvorm
    return _take(ruw.get("naam"), g.taal) or _take(ruw.get("naam"), "nl") or rij.werkvorm


def find_regel(gebrek: Gebrek) -> int:
    """The line a finding points at, or 0."""
    gevonden = re.match(r"\D+ (\d+)", gebrek.plek.split(" · ")[0])
    return int(gevonden[1]) if gevonden else 0


def say_gebreken(aantal: int) -> str:
    """How much is wrong, as a sentence."""
    if aantal == 0:
        return t(g.taal, "redactie.heel")
    return t(g.taal, "redactie.gebrek_een") if aantal == 1 else t(g.taal, "redactie.gebrek_n", aantal=aantal)
