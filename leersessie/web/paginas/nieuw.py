"""Een sessie voorbereiden: kies een werkvorm, vul in wat deze groep nodig heeft, en later nog een keer bijstellen.

Keeps everything that was typed when something is not right yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, Response, g, request
from werkzeug.datastructures import ImmutableMultiDict

from leersessie.anonimiseren import AnalyseFout, analyse
from leersessie.config import TALEN
from leersessie.i18n import t
from leersessie.i18n.weigering import NietGevonden, Weigering
from leersessie.lessen.zoeken import read_les
from leersessie.regie.gepland import NOG_NIET_BEGONNEN, change_wensen
from leersessie.regie.kennis import find_werkvorm
from leersessie.regie.voorbereiden import MODI, NAAM_TEKENS, VRAAG_TEKENS, Voorbereiding
from leersessie.store import SessieInfo
from leersessie.web.bibliotheek import bibliotheek
from leersessie.web.deuren import require_leiding
from leersessie.web.eigen import find_keuze
from leersessie.web.formulier import Formulier
from leersessie.web.huis import huis
from leersessie.web.paginas.bibliotheek import show_keuze
from leersessie.web.paginas.sessies import make_sessie
from leersessie.web.vel import LEIDT, find_leider, leave, read_formulier, require_account, say, show, show_dag
from leersessie.werkvormen import Werkvorm

blad = Blueprint("nieuw", __name__)
AFSPRAKEN = ("namen", "details", "inbrenger", "kent")
"""The anonymity checklist (G3); each is a box that must be ticked."""
PUNT_TEKENS, HOOGSTENS_PUNTEN = 120, 10
HOOGSTENS_MINUTEN = 240
VOOR_ALLEN = ("naam", "vraag", "wie_ontbreekt")
"""Fields that a group gets to see: nobody's name may stand there."""


@blad.get("/sessies/nieuw")
def ask() -> Response:
    """First the cards to choose a werkvorm from; with `?werkvorm=` the form itself."""
    ingelogd = require_account(*LEIDT)
    casus, les = request.args.get("casus", "")[:60], request.args.get("les", "")[:60]
    if "werkvorm" not in request.args:
        return show("voorbereiden.html", hier="sessies", casus=casus, les=les, **show_keuze())
    werkvorm, _ = find_keuze(request.args["werkvorm"], ingelogd)
    vraag = _read_vraag(ingelogd.organisatie, les)
    return _show(Formulier(_start_waarden(werkvorm, casus, vraag), g.taal), werkvorm)


def _read_vraag(organisatie: int, les: str) -> str:
    """The question to take along of a les, as central question; '' without a les that may be read."""
    if not les:
        return ""
    try:
        rij, _ = read_les(huis().store, organisatie, les)
    except NietGevonden:
        return ""
    return str(rij.inhoud.get("vraag") or rij.titel)[:VRAAG_TEKENS]


@blad.post("/sessies/nieuw")
def make() -> Response:
    """Make the session; `doe=reken` only adds the minutes up (for a browser without scripts)."""
    f = read_formulier()
    werkvorm, _ = find_keuze(f.raw("werkvorm"), find_leider())
    if find_leider() is None:
        # logged out while typing: the form comes back whole, and works again after logging in elsewhere
        f.note("alles", "paginas.log_in_ander_tabblad")
        return _show(f, werkvorm, status=401)
    ingelogd = require_account(*LEIDT)
    if f.raw("doe") == "reken":
        return _show(f, werkvorm)
    wensen = read_wensen(f, werkvorm)
    _check_afspraken(f)
    if not f.fouten:
        try:
            nieuw = make_sessie(ingelogd, werkvorm, wensen)
        except Weigering as fout:
            f.note("alles", fout.sleutel, **fout.waarden)
        else:
            say("goed", "paginas.sessie_klaar")
            return leave(f"/sessies/{nieuw.id}")
    return _show(f, werkvorm, status=400)


@blad.get("/sessies/<sessie>/wijzig")
def ask_change(sessie: str) -> Response:
    """The same form for a session that did not open yet, filled with what was prepared."""
    info = _require_gepland(sessie)
    return _show(Formulier(_bewaarde_waarden(info), g.taal), find_werkvorm(info), sessie=sessie)


@blad.post("/sessies/<sessie>/wijzig")
def change(sessie: str) -> Response:
    """Keep the changes."""
    info = _require_gepland(sessie)
    f, werkvorm = read_formulier(), find_werkvorm(info)
    wensen = read_wensen(f, werkvorm, nieuw=False)
    if not f.fouten:
        try:
            change_wensen(huis().store, huis().config, sessie, wensen)
        except Weigering as fout:
            f.note("alles", fout.sleutel, **fout.waarden)
        else:
            say("goed", "paginas.sessie_gewijzigd")
            return leave(f"/sessies/{sessie}")
    return _show(f, werkvorm, sessie=sessie, status=400)


def _require_gepland(sessie: str) -> SessieInfo:
    require_account()
    require_leiding(sessie)
    info = huis().store.info(sessie)
    if huis().store.load(sessie).stand.toestand not in NOG_NIET_BEGONNEN:
        raise Weigering("basis.verkeerd_moment")
    return info


# ---- from form to wishes ------------------------------------------------------------------------------------


def read_wensen(f: Formulier, werkvorm: Werkvorm, *, nieuw: bool = True) -> Voorbereiding:
    """What was filled in; findings stand in `f.fouten`. Mode, language and minutes only count for a new session."""
    vandaag = huis().config.today()
    minuten, overslaan = _read_plan(f, werkvorm) if nieuw else ({}, {})
    if f.raw("leidinggevende") not in ("ja", "nee"):
        f.note("leidinggevende", "paginas.kies_ja_nee")
    wensen = Voorbereiding(
        naam=f.read_tekst("naam", NAAM_TEKENS),
        casus=_read_casus(f, werkvorm),
        modus=f.read_keus("modus", MODI) if nieuw else MODI[0],
        taal=f.read_keus("taal", TALEN) if nieuw else TALEN[0],
        gepland=f.read_dag("gepland", vanaf=vandaag),
        vraag=f.read_tekst("vraag", VRAAG_TEKENS, leeg_mag=True),
        wie_ontbreekt=f.read_tekst("wie_ontbreekt", VRAAG_TEKENS, leeg_mag=True),
        leidinggevende=f.raw("leidinggevende") == "ja",
        bewaardagen=f.read_getal("bewaardagen", 0, 30, leeg=huis().config.bewaardagen),
        minuten=minuten,
        overslaan=overslaan,
        punten=_read_punten(f, werkvorm),
    )
    _check_namen(f)
    return wensen


def _read_casus(f: Formulier, werkvorm: Werkvorm) -> str:
    """A slug of the library, or '' for a case that a deelnemer brings."""
    slug = f.raw("casus")
    if not slug and werkvorm.casus == "oefen":
        f.note("casus", "paginas.kies_oefencasus")
    if not slug or werkvorm.casus == "geen":
        return ""
    if slug not in {c.slug for c in bibliotheek().list_casussen()}:
        f.note("casus", "invoer.keus")
    return slug


def _read_plan(f: Formulier, werkvorm: Werkvorm) -> tuple[dict[str, int], dict[str, bool]]:
    minuten, overslaan = {}, {}
    for stap in werkvorm.stappen:
        minuten[stap.id] = f.read_getal(f"minuten.{stap.id}", 0, HOOGSTENS_MINUTEN, leeg=stap.minuten)
        overslaan[stap.id] = not f.has(f"mee.{stap.id}")
    if all(overslaan.values()):
        f.note("stappen", "paginas.geen_stap")
    return minuten, overslaan


def _read_punten(f: Formulier, werkvorm: Werkvorm) -> dict[str, list[str]]:
    """Own questions for a scale, one on each line; none keeps those of the werkvorm."""
    punten = {}
    for stap in werkvorm.stappen:
        naam = f"punten.{stap.id}"
        regels = [regel.strip() for regel in f.raw(naam).splitlines() if regel.strip()]
        if stap.vorm.soort != "schaal" or not regels:
            continue
        if len(regels) > HOOGSTENS_PUNTEN or any(len(regel) > PUNT_TEKENS for regel in regels):
            f.note(naam, "paginas.punten_te_veel", aantal=HOOGSTENS_PUNTEN, tekens=PUNT_TEKENS)
        punten[stap.id] = regels
    return punten


def _check_afspraken(f: Formulier) -> None:
    if any(not f.has(f"afspraak_{naam}") for naam in AFSPRAKEN):
        f.note("afspraken", "paginas.vink_alles")


def _check_namen(f: Formulier) -> None:
    """A warning for what may be a name, place or number; whoever knows better ticks 'dit kan zo'.

    The day of the meeting itself may stand in the name of the session.
    """
    if f.has("kan_zo"):
        return
    for naam in VOOR_ALLEN:
        tekst = f.raw(naam)
        try:
            treffers = [tekst[s.start : s.end] for s in analyse(tekst) if naam != "naam" or s.type != "DATUM"]
        except AnalyseFout:
            f.note(naam, "paginas.naam_niet_nagekeken")
            continue
        if treffers:
            f.note(naam, "paginas.lijkt_naam", woord=treffers[0][:40])


# ---- what stands in the form --------------------------------------------------------------------------------


def _start_waarden(werkvorm: Werkvorm, casus: str, vraag: str = "") -> ImmutableMultiDict[str, str]:
    """A form that can be sent as it is, but for the boxes."""
    config = huis().config
    naam = t(g.taal, "paginas.naam_nieuw", werkvorm=werkvorm.naam.to_taal(g.taal), dag=show_dag(config.today()))
    waarden = {
        "naam": naam[:NAAM_TEKENS],
        "casus": casus[:60],
        "vraag": vraag,
        "modus": MODI[0],
        "taal": g.taal,
        "bewaardagen": str(config.bewaardagen),
    }
    for stap in werkvorm.stappen:
        waarden[f"minuten.{stap.id}"] = str(stap.minuten)
        if not stap.overslaan:
            waarden[f"mee.{stap.id}"] = "1"
    return ImmutableMultiDict(waarden)


def _bewaarde_waarden(info: SessieInfo) -> ImmutableMultiDict[str, str]:
    plan: Mapping[str, Any] = info.plan
    waarden = {
        "naam": info.naam,
        "casus": info.casus,
        "gepland": info.gepland,
        "vraag": plan["vraag"],
        "wie_ontbreekt": plan["wie_ontbreekt"],
        "leidinggevende": "ja" if plan["leidinggevende"] else "nee",
        "bewaardagen": str(plan["bewaardagen"]),
        **{f"punten.{stap}": "\n".join(regels) for stap, regels in plan["punten"].items()},
    }
    return ImmutableMultiDict(waarden)


def _show(f: Formulier, werkvorm: Werkvorm, *, sessie: str = "", status: int = 200) -> Response:
    huis_ = huis()
    return show(
        "voorbereiden_een.html",
        status,
        hier="sessies",
        f=f,
        werkvorm=werkvorm,
        sessie=sessie,
        casussen=[] if werkvorm.casus == "geen" else [c.to_taal(g.taal) for c in bibliotheek().list_casussen()],
        som=sum(_count_minuten(f, stap.id) for stap in werkvorm.stappen if f.has(f"mee.{stap.id}")),
        modi=MODI,
        afspraken=AFSPRAKEN,
        vandaag=huis_.config.today().isoformat(),
        wis_dag=_compute_wis_dag(f, huis_.config.today()),
        lijkt_naam=any(f.fout(naam) for naam in VOOR_ALLEN) or f.has("kan_zo"),
    )


def _count_minuten(f: Formulier, stap: str) -> int:
    tekst = f.raw(f"minuten.{stap}").strip()
    return int(tekst) if tekst.isascii() and tekst.isdigit() and len(tekst) < 4 else 0


def _compute_wis_dag(f: Formulier, vandaag: date) -> str:
    """The day on which everything goes when the session closes on the planned day (or today)."""
    kaal = Formulier(ImmutableMultiDict({n: f.raw(n) for n in ("gepland", "bewaardagen")}), g.taal)
    begin = kaal.read_dag("gepland", vanaf=vandaag)
    dagen = kaal.read_getal("bewaardagen", 0, 30, leeg=huis().config.bewaardagen)
    return show_dag((date.fromisoformat(begin) if begin else vandaag) + timedelta(days=dagen))
