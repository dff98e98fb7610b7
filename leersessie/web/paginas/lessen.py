"""Het archief: zoeken, filteren, een les lezen, en een les weghalen als iemand erin herkend wordt.

Shows lessons to people of the organisation only; shows no count that would single out a few.
"""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, g, request
from werkzeug.datastructures import ImmutableMultiDict

from leersessie.i18n import t
from leersessie.i18n.weigering import NietToegestaan, Weigering
from leersessie.lessen.concept import list_concepten
from leersessie.lessen.draden import list_draden
from leersessie.lessen.gebruik import list_te_herzien, read_gebruik, read_herzie_dag
from leersessie.lessen.labels import FILTERS
from leersessie.lessen.sleutels import withdraw_les
from leersessie.lessen.zoeken import Facet, Treffers, find_verwant, read_les, search
from leersessie.toegang.accounts import Ingelogd
from leersessie.web.bibliotheek import bibliotheek
from leersessie.web.formulier import Formulier
from leersessie.web.huis import huis
from leersessie.web.lesbeeld import VENSTERS, is_schrijver, list_delen, show_facet, show_labels, show_waarde
from leersessie.web.vel import LEIDT, find_leider, leave, require_account, say, show, show_dag

blad = Blueprint("lessen", __name__)
VRAAG_TEKENS = 200


@blad.get("/lessen")
def browse() -> Response:
    """Search and filters; without words all lessons."""
    wie = find_leider()
    vraag = request.args.get("q", "").strip()[:VRAAG_TEKENS]
    filters = {naam: waarde for naam in FILTERS if (waarde := request.args.get(naam, "")[:60])}
    treffers, fout = _find(wie, vraag, filters)
    return show(
        "lessen.html",
        hier="lessen",
        vraag=vraag,
        filters=[(n, show_filter(n, w), _to_adres(vraag, {**filters, n: ""})) for n, w in filters.items()],
        keuze=filters,
        treffers=treffers,
        fout=fout,
        facetten=[_show_facet(f, vraag, filters) for f in treffers.facetten] if treffers else [],
        verder=_list_bladzijden(treffers, vraag, filters),
        vensters=VENSTERS,
        onderweg=_count_onderweg(wie),
        ingelogd=wie is not None,
        labels=lambda treffer: show_labels(treffer.labels, g.taal),
    )


def _find(wie: Ingelogd | None, vraag: str, filters: dict[str, str]) -> tuple[Treffers | None, str]:
    organisatie = wie.organisatie if wie else None
    bladzijde = request.args.get("blz", "1")
    nummer = int(bladzijde) if bladzijde.isascii() and bladzijde.isdigit() and len(bladzijde) < 6 else 1
    try:
        return search(huis().store, organisatie, vraag, filters, bladzijde=nummer), ""
    except Weigering as fout:
        return None, t(g.taal, fout.sleutel, **fout.waarden)


def show_filter(naam: str, waarde: str) -> str:
    """A chosen filter in words; what is not on any list is shown as it came."""
    try:
        return show_waarde(naam, waarde, g.taal)
    except KeyError:
        return waarde


def _to_adres(vraag: str, filters: dict[str, str], bladzijde: int = 1) -> str:
    delen = {"q": vraag, **filters, "blz": str(bladzijde) if bladzijde > 1 else ""}
    rest = urlencode({naam: waarde for naam, waarde in delen.items() if waarde})
    return f"/lessen?{rest}" if rest else "/lessen"


def _show_facet(facet: Facet, vraag: str, filters: dict[str, str]) -> tuple[str, list[tuple[str, int, bool, str]], str]:
    """A filter for the page: heading, (name, count, chosen, address), and what is not counted apart."""
    rijen, rest = show_facet(facet, g.taal)
    waarden = []
    for waarde, naam, aantal in rijen:
        gekozen = filters.get(facet.naam) == waarde
        adres = _to_adres(vraag, {**filters, facet.naam: "" if gekozen else waarde})
        waarden.append((naam, aantal, gekozen, adres))
    return t(g.taal, f"lesblad.filter_{facet.naam}"), waarden, rest


def _list_bladzijden(treffers: Treffers | None, vraag: str, filters: dict[str, str]) -> dict[str, str]:
    """Addresses of the page before and after this one; '' when there is none."""
    if treffers is None:
        return {"vorige": "", "volgende": ""}
    nu, laatste = treffers.bladzijde, treffers.bladzijden
    return {
        "vorige": _to_adres(vraag, filters, nu - 1) if nu > 1 else "",
        "volgende": _to_adres(vraag, filters, nu + 1) if nu < laatste else "",
    }


def _count_onderweg(wie: Ingelogd | None) -> int:
    """How many lessons on their way this account may see."""
    if wie is None or not wie.rollen & set(LEIDT):
        return 0
    return len(list_concepten(huis().store, wie))


@blad.get("/lessen/onderweg")
def list_onderweg() -> Response:
    """Lessons on their way: the own ones, and those that wait for a reader."""
    wie = require_account(*LEIDT)
    rijen = [(c, is_schrijver(c, wie)) for c in list_concepten(huis().store, wie)]
    herzien = list_te_herzien(huis().store, huis().config, wie)
    return show("lessen_onderweg.html", hier="lessen", rijen=rijen, herzien=herzien)


@blad.get("/lessen/<les>")
def read(les: str) -> Response:
    """One les, at its lasting address."""
    return show_les(find_leider(), les, Formulier(ImmutableMultiDict(), g.taal))


def show_les(wie: Ingelogd | None, les: str, f: Formulier, *, status: int = 200) -> Response:
    """The page of one les; `f` holds what was typed to try it. Raises NietGevonden."""
    organisatie = wie.organisatie if wie else None
    store = huis().store
    rij, labels = read_les(store, organisatie, les)
    leidt = wie is not None and bool(wie.rollen & set(LEIDT))
    eigen = _may_withdraw(wie, rij.organisatie)
    return show(
        "les.html",
        status,
        hier="lessen",
        les=rij,
        f=f,
        delen=list_delen(rij.inhoud),
        labels=show_labels(labels, g.taal),
        verwant=find_verwant(store, organisatie, les),
        venster=VENSTERS.get(rij.soort, 0),
        leidt=leidt,
        haalt_weg=eigen,
        proeven=read_gebruik(store, les, organisatie),
        herzie_dag=show_dag(read_herzie_dag(store, les, rij.organisatie)) if eigen else "",
        draden=[(d.id, d.naam) for d, _ in list_draden(store, wie)] if wie and "trainer" in wie.rollen else [],
        gebruik=_to_gebruik(str(rij.labels.get("werkvorm", "")), les),
        toon_dag=show_dag,
    )


def _to_gebruik(werkvorm: str, les: str) -> str:
    """Where a session from this les is prepared: the same werkvorm when it is on the shelf, else the choice."""
    staat_er = any(w.id == werkvorm for w in bibliotheek().list_werkvormen())
    keuze = {"werkvorm": werkvorm if staat_er else "", "les": les}
    return f"/sessies/nieuw?{urlencode({naam: waarde for naam, waarde in keuze.items() if waarde})}"


def _may_withdraw(wie: Ingelogd | None, organisatie: int) -> bool:
    return wie is not None and "trainer" in wie.rollen and wie.organisatie == organisatie


@blad.get("/lessen/<les>/intrekken")
def ask_withdraw(les: str) -> Response:
    """Are you sure? Nothing of it comes back."""
    wie = require_account()
    rij, _ = read_les(huis().store, wie.organisatie, les)
    if not _may_withdraw(wie, rij.organisatie):
        raise NietToegestaan("lesblad.alleen_trainer")
    return show("les_intrekken.html", hier="lessen", les=rij)


@blad.post("/lessen/<les>/intrekken")
def withdraw(les: str) -> Response:
    """A trainer takes a les out of the archive."""
    withdraw_les(huis().store, huis().config, les, require_account())
    say("goed", "lesblad.ingetrokken")
    return leave("/lessen")
