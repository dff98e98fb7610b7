"""Het plan van een sessie bijstellen: minuten, volgorde en wat we overslaan, ook als de groep al bezig is.

Saves nothing until someone presses save; moving a step only shows the list again.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, g

from leersessie.i18n.weigering import Weigering
from leersessie.regie.kennis import find_werkvorm
from leersessie.regie.sturen import HOOGSTENS_MINUTEN, steer
from leersessie.verloop import Stand
from leersessie.verloop.rechten import TABEL
from leersessie.web.deuren import require_leiding
from leersessie.web.formulier import Formulier
from leersessie.web.huis import huis
from leersessie.web.paginas.sessies import to_leiding
from leersessie.web.vel import leave, read_formulier, require_account, say, show
from leersessie.werkvormen import Werkvorm

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
    """Move a step (`doe=op:s3`, `doe=neer:s3`) or keep the plan (`doe=bewaar`)."""
    ingelogd = (require_account(), require_leiding(sessie))[1]
    huis_, f = huis(), read_formulier()
    stand = _load(sessie)
    volgorde = f.list_raw("stap")
    if sorted(volgorde) != sorted(p.id for p in stand.plan):
        raise Weigering("invoer.vorm", status=400)
    velden = {stap: (f.raw(f"minuten.{stap}"), f.has(f"mee.{stap}")) for stap in volgorde}
    doe, _, wie = f.raw("doe").partition(":")
    if doe in ("op", "neer"):
        return _show(sessie, f, _move(volgorde, wie, -1 if doe == "op" else 1), velden, gericht=f"{doe}:{wie}")
    plan = [
        {"id": s, "minuten": f.read_getal(f"minuten.{s}", 0, HOOGSTENS_MINUTEN), "overslaan": not velden[s][1]}
        for s in volgorde
    ]
    gezien = f.raw("gezien")
    if not f.fouten:
        try:
            nummer = int(gezien) if gezien.isascii() and gezien.isdigit() and len(gezien) < 10 else None
            steer(huis_.store, huis_.config, sessie, to_leiding(ingelogd), "plan", {"plan": plan}, nummer)
        except Weigering as fout:
            f.note("alles", fout.sleutel, **fout.waarden)
        else:
            say("goed", "paginas.plan_bewaard")
            return leave(f"/sessies/{sessie}" if stand.toestand == "gepland" else f"/sessies/{sessie}/console")
    return _show(sessie, f, volgorde, velden, status=400)


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
        som=sum(int(r.minuten) for r in regels if r.mee and r.minuten.isascii() and r.minuten.isdigit()),
    )


def _make_regel(werkvorm: Werkvorm, stand: Stand, id_: str, minuten: str, mee: bool) -> Regel:
    stap = werkvorm.find_stap(id_)
    return Regel(
        id=id_,
        titel=stap.titel.to_taal(g.taal) if stap else id_,
        venster=stap.venster if stap and werkvorm.vensters else 0,
        minuten=minuten[:6],
        mee=mee,
        nu=stand.stap == id_,
        gedaan=id_ in stand.sturing.geweest and stand.stap != id_,
        onmisbaar=stap is not None and stap.onmisbaar,
    )
