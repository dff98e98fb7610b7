"""Het plan van een sessie bijstellen: minuten, volgorde, een stap erbij of nog een keer, ook als de groep al bezig is.

Saves nothing until someone presses save; moving a step only shows the list again.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, g

from leersessie.i18n.weigering import Weigering
from leersessie.regie import plannen
from leersessie.regie.kennis import find_werkvorm
from leersessie.regie.sturen import HOOGSTENS_MINUTEN, steer
from leersessie.toegang.accounts import Ingelogd
from leersessie.verloop import PlanStap, Stand
from leersessie.verloop.rechten import TABEL
from leersessie.web.deuren import require_leiding
from leersessie.web.formulier import Formulier
from leersessie.web.huis import huis
from leersessie.web.paginas.sessies import to_leiding
from leersessie.web.vel import leave, read_formulier, require_account, say, show
from leersessie.werkvormen import Werkvorm
from leersessie.werkvormen.model import KEER, find_kaal

blad = Blueprint("plan", __name__)


@dataclass(frozen=True, slots=True)
class Regel:
    """One step on the page; `minuten` is what stands in the field, right or wrong."""

    id: str
    titel: str
    venster: int
    minuten: str
    mee: bool
    nu: bool
    gedaan: bool
    onmisbaar: bool
    weg_mag: bool


@blad.get("/sessies/<sessie>/plan")
def ask(sessie: str) -> Response:
    """The plan as it is now."""
    require_account()
    require_leiding(sessie)
    stand = _load(sessie)
    velden = {p.id: (str(p.minuten), not p.overslaan) for p in stand.plan}
    return _show(sessie, read_formulier(), [p.id for p in stand.plan], velden)


@blad.post("/sessies/<sessie>/plan")
def change(sessie: str) -> Response:
    """Show another proposal (`doe=op:s3`, `nogeens:s3`, `weg:s3`, `erbij`, `blok`, `krap`) or keep it (`bewaar`)."""
    ingelogd = (require_account(), require_leiding(sessie))[1]
    f, stand = read_formulier(), _load(sessie)
    werkvorm = find_werkvorm(huis().store.info(sessie))
    doe, _, wie = f.raw("doe").partition(":")
    plan = _read_plan(f, werkvorm)
    velden = {p.id: (f.raw(f"minuten.{p.id}"), not p.overslaan) for p in plan}
    try:
        if doe != "bewaar":
            nieuw = _propose(doe, wie, f, werkvorm, stand, plan)
            getoond = {p.id: velden[p.id] if p in plan else (str(p.minuten), not p.overslaan) for p in nieuw}
            return _show(sessie, f, [p.id for p in nieuw], getoond, gericht=f"{doe}:{wie}", krap=doe == "krap")
        for p in plan:
            f.read_getal(f"minuten.{p.id}", 0, HOOGSTENS_MINUTEN)
        if not f.fouten:
            _keep(sessie, ingelogd, f, plan)
            say("goed", "paginas.plan_bewaard")
            return leave(f"/sessies/{sessie}" if stand.toestand == "gepland" else f"/sessies/{sessie}/console")
    except Weigering as fout:
        f.note("alles", fout.sleutel, **fout.waarden)
    return _show(sessie, f, [p.id for p in plan], velden, status=400)


def _read_plan(f: Formulier, werkvorm: Werkvorm) -> list[PlanStap]:
    """The plan as it stands in the form; a number that is wrong counts as 0 and is told at keeping."""
    volgorde = f.list_raw("stap")
    if not volgorde or len(set(volgorde)) != len(volgorde) or any(werkvorm.find_stap(s) is None for s in volgorde):
        raise Weigering("invoer.vorm", status=400)
    return [PlanStap(s, _to_getal(f.raw(f"minuten.{s}")), not f.has(f"mee.{s}")) for s in volgorde]


def _to_getal(tekst: str) -> int:
    return int(tekst) if tekst.isascii() and tekst.isdigit() and len(tekst) < 4 else 0


def _propose(
    doe: str, wie: str, f: Formulier, werkvorm: Werkvorm, stand: Stand, plan: list[PlanStap]
) -> list[PlanStap]:
    """The plan after one press that keeps nothing yet."""
    if doe in ("op", "neer"):
        per_id = {p.id: p for p in plan}
        return [per_id[s] for s in _move([p.id for p in plan], wie, -1 if doe == "op" else 1)]
    if doe == "nogeens":
        return plannen.repeat_stap(plan, wie)
    if doe == "weg":
        nieuw = plannen.remove_stap(plan, wie)
        plannen.check_removed(stand, nieuw)
        return nieuw
    if doe == "erbij":
        return plannen.add_stap(plan, werkvorm, f.raw("bouwsteen"), f.raw("na"))
    if doe == "blok":
        return plannen.repeat_block(plan, f.raw("van"), f.raw("tot"))
    if doe == "krap":
        return plannen.shorten_plan(werkvorm, stand, f.read_getal("nog", 1, HOOGSTENS_MINUTEN))
    raise Weigering("invoer.vorm", status=400)


def _keep(sessie: str, ingelogd: Ingelogd, f: Formulier, plan: list[PlanStap]) -> None:
    gezien, huis_ = f.raw("gezien"), huis()
    nummer = int(gezien) if gezien.isascii() and gezien.isdigit() and len(gezien) < 10 else None
    regels = [{"id": p.id, "minuten": p.minuten, "overslaan": p.overslaan} for p in plan]
    steer(huis_.store, huis_.config, sessie, to_leiding(ingelogd), "plan", {"plan": regels}, nummer)


def _load(sessie: str) -> Stand:
    """The state of a session whose plan may still change. Raises Weigering otherwise."""
    stand = huis().store.load(sessie).stand
    if stand.toestand not in TABEL["plan"].toestanden:
        raise Weigering("basis.verkeerd_moment")
    return stand


def _move(volgorde: list[str], stap: str, kant: int) -> list[str]:
    """The order with one step a place up or down; unchanged at the edge or for an unknown step."""
    nieuw = list(volgorde)
    plek = nieuw.index(stap) if stap in nieuw else -1
    naar = plek + kant
    if plek >= 0 and 0 <= naar < len(nieuw):
        nieuw[plek], nieuw[naar] = nieuw[naar], nieuw[plek]
    return nieuw


def _show(
    sessie: str,
    f: Formulier,
    volgorde: list[str],
    velden: dict[str, tuple[str, bool]],
    *,
    gericht: str = "",
    krap: bool = False,
    status: int = 200,
) -> Response:
    """The page; `gezien` is always the newest steering seq, so that a second press after a warning works."""
    info, stand = huis().store.info(sessie), _load(sessie)
    werkvorm = find_werkvorm(info)
    regels = [_make_regel(werkvorm, stand, stap, *velden[stap]) for stap in volgorde]
    return show(
        "plan.html",
        status,
        hier="sessies",
        f=f,
        info=info,
        stand=stand,
        regels=regels,
        gericht=gericht,
        krap=krap,
        bouwstenen=_list_erbij(werkvorm, volgorde),
        som=sum(int(r.minuten) for r in regels if r.mee and r.minuten.isascii() and r.minuten.isdigit()),
    )


def _list_erbij(werkvorm: Werkvorm, volgorde: list[str]) -> list[tuple[str, str, int]]:
    """What can be added: (id, title, minutes) of the building blocks, and of steps that were taken out before."""
    kaal = {find_kaal(s) for s in volgorde}
    weg = [s for s in werkvorm.stappen if s.id not in kaal]
    return [(s.id, s.titel.to_taal(g.taal), s.minuten) for s in (*weg, *werkvorm.bouwstenen)]


def _make_regel(werkvorm: Werkvorm, stand: Stand, id_: str, minuten: str, mee: bool) -> Regel:
    stap = werkvorm.find_stap(id_)
    return Regel(
        id=id_,
        titel=stap.titel.to_taal(g.taal) + (f" ({id_.partition(KEER)[2]})" if KEER in id_ else "") if stap else id_,
        venster=stap.venster if stap and werkvorm.vensters else 0,
        minuten=minuten[:6],
        mee=mee,
        nu=stand.stap == id_,
        gedaan=id_ in stand.sturing.geweest and stand.stap != id_,
        onmisbaar=stap is not None and stap.onmisbaar,
        weg_mag=not stand.list_kaarten(id_) and stand.stap != id_,
    )
