"""De sessies van een gespreksleider: de lijst, nu beginnen, en de bladzijde van een sessie die klaarstaat.

What happens inside a session is for the console; what was said in it is for the verslag.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, g
from sqlalchemy import Connection

from leersessie.casussen import Casus
from leersessie.i18n import t
from leersessie.i18n.weigering import NietGevonden, Weigering
from leersessie.invoer.tekstdeur import check_keus
from leersessie.podium.teken import draw_qr
from leersessie.regie.gepland import NOG_NIET_BEGONNEN, drop_gepland, renew_code
from leersessie.regie.kennis import find_werkvorm
from leersessie.regie.sturen import steer
from leersessie.regie.voorbereiden import NieuweSessie, Voorbereiding, prepare, qr_geheim
from leersessie.regie.wie import GESPREKSLEIDER, Wie
from leersessie.store import SessieInfo
from leersessie.store.sessies import list_sessies
from leersessie.store.verslagen import count_wachtend
from leersessie.toegang.accounts import Ingelogd
from leersessie.toegang.audit import record
from leersessie.toegang.bewijzen import ROLLEN_LINK, give_bewijs, revoke_bewijzen
from leersessie.toegang.codes import show_code
from leersessie.verloop import Stand
from leersessie.verloop.rechten import KAMER, NA, VOOR
from leersessie.web.bibliotheek import bibliotheek
from leersessie.web.deuren import ROLLINK_MS, require_leiding
from leersessie.web.eigen import find_keuze
from leersessie.web.huis import huis
from leersessie.web.vel import LEIDT, leave, read_formulier, require_account, say, show, show_dag
from leersessie.werkvormen import Werkvorm

blad = Blueprint("sessies", __name__)
VOORKEUR = "methodische-leerbijeenkomst"
GROEPEN = (
    ("bezig", ("open", "bezig", "gepauzeerd")),
    ("gepland", ("concept", "gepland")),
    ("nabespreken", ("nabespreken",)),
    ("klaar", ("gesloten", "gewist")),
)


@dataclass(frozen=True, slots=True)
class Rij:
    """One session in the list. `venster` is the window where a running session is; 0 is none."""

    info: SessieInfo
    werkvorm: str
    venster: int
    dag: str
    wachtend: int = 0
    """Reactions beside its verslag that wait for the gespreksleider."""


@blad.get("/sessies")
def list_own() -> Response:
    """The own sessions by state, and the two ways to begin."""
    ingelogd = require_account()
    infos = huis().store.read(lambda v: list_sessies(v, ingelogd.organisatie, ingelogd.account))
    na = [info.id for info in infos if info.toestand in NA]
    wachtend = huis().store.read(lambda v: count_wachtend(v, na))
    rijen = [_make_rij(info, wachtend.get(info.id, 0)) for info in infos if not info.plan.get("oefening")]
    groepen = [(naam, [r for r in rijen if r.info.toestand in in_]) for naam, in_ in GROEPEN]
    return show(
        "sessies.html",
        hier="sessies",
        groepen=[(naam, deel) for naam, deel in groepen if deel],
        leidt=bool(ingelogd.rollen & set(LEIDT)),
        kan_beginnen=bool(bibliotheek().list_werkvormen()),
        wie=ingelogd,
    )


def _make_rij(info: SessieInfo, wachtend: int) -> Rij:
    dag = show_dag(info.gesloten_dag or info.gepland or info.gemaakt)
    if not info.werkvorm_toml:
        return Rij(info, "", 0, dag, wachtend)
    werkvorm = find_werkvorm(info)
    venster = 0
    if info.toestand in ("bezig", "gepauzeerd"):
        stap = werkvorm.find_stap(huis().store.load(info.id).stand.stap)
        venster = stap.venster if stap else 0
    return Rij(info, werkvorm.naam.to_taal(g.taal), venster, dag, wachtend)


@blad.post("/sessies/nu")
def begin_now() -> Response:
    """A session of the first werkvorm with its own minutes, open at once; the casus is chosen in the room."""
    ingelogd = require_account(*LEIDT)
    werkvormen = bibliotheek().list_werkvormen()
    if not werkvormen:
        raise NietGevonden("paginas.geen_werkvorm")
    werkvorm = next((w for w in werkvormen if w.id == VOORKEUR), werkvormen[0])
    eerste = werkvorm.stappen[0]
    wensen = Voorbereiding(
        naam=t(g.taal, "paginas.naam_nu", dag=show_dag(huis().config.today())),
        taal=g.taal,
        # who brings the case is often chosen in the room: an optional first step is there for that
        overslaan={eerste.id: False} if eerste.overslaan else {},
    )
    nieuw = make_sessie(ingelogd, werkvorm, wensen)
    huis_ = huis()
    gezien = huis_.store.load(nieuw.id).stand.stuurseq
    steer(huis_.store, huis_.config, nieuw.id, to_leiding(ingelogd), "open", {}, gezien)
    return leave(f"/sessies/{nieuw.id}/console")


def make_sessie(ingelogd: Ingelogd, werkvorm: Werkvorm, wensen: Voorbereiding) -> NieuweSessie:
    """Prepare a session of this werkvorm and write it in the audit."""
    huis_ = huis()
    _, toml = find_keuze(werkvorm.id, ingelogd)
    nieuw = prepare(
        huis_.store,
        huis_.config,
        organisatie=ingelogd.organisatie,
        account=ingelogd.account,
        werkvorm=werkvorm,
        toml=toml,
        wensen=wensen,
    )

    def note(verbinding: Connection) -> None:
        organisatie, account, voorwerp = ingelogd.organisatie, ingelogd.account, f"sessie:{nieuw.id}"
        record(
            verbinding, huis_.config, organisatie=organisatie, account=account, daad="sessie_gemaakt", voorwerp=voorwerp
        )

    huis_.store.transact(note)
    return nieuw


def to_leiding(ingelogd: Ingelogd) -> Wie:
    """This account as the gespreksleider of a session it leads."""
    return Wie(GESPREKSLEIDER, account=ingelogd.account)


@blad.get("/sessies/<sessie>")
def show_sessie(sessie: str) -> Response:
    """One session: code and QR, what was prepared, and the way to console or verslag."""
    require_account()
    require_leiding(sessie)
    huis_ = huis()
    info, stand = huis_.store.info(sessie), huis_.store.load(sessie).stand
    if not info.werkvorm_toml:
        return show("sessies_gewist.html", hier="sessies", info=info)
    adres = huis_.find_adres()
    meedoen = f"{adres}/mee#{qr_geheim(huis_.config, sessie, info.plan)}"
    kamer = stand.toestand in VOOR | KAMER
    return show(
        "sessies_een.html",
        hier="sessies",
        info=info,
        stand=stand,
        werkvorm=find_werkvorm(info),
        casus=find_casus(info.casus),
        stappen=list_stappen(find_werkvorm(info), stand),
        rollen_link=[r for r in ROLLEN_LINK if r in find_werkvorm(info).rollen],
        verzegeld=bool(stand.verzegeld),
        adres=f"{adres.split('://', 1)[-1]}/mee",
        meedoen=meedoen,
        code=show_code(info.code) if info.code and kamer else "",
        qr=draw_qr(meedoen) if kamer else (0, ""),
        gepland=show_dag(info.gepland),
        wis_dag=show_dag(info.wis_dag) if info.gesloten_dag else "",
        nog_niet=stand.toestand in NOG_NIET_BEGONNEN,
        kamer=kamer,
    )


@dataclass(frozen=True, slots=True)
class StapRegel:
    """One played step of the plan as a page lists it."""

    id: str
    titel: str
    minuten: int
    venster: int


def list_stappen(werkvorm: Werkvorm, stand: Stand) -> list[StapRegel]:
    """The steps that are played, in their order."""
    regels = []
    for plan in stand.plan:
        stap = werkvorm.find_stap(plan.id)
        if stap is not None and not plan.overslaan:
            venster = stap.venster if werkvorm.vensters else 0
            regels.append(StapRegel(stap.id, stap.titel.to_taal(g.taal), plan.minuten, venster))
    return regels


def find_casus(slug: str) -> Casus | None:
    """The case of a session, or None when a deelnemer brings one or the file has gone."""
    gevonden = next((c for c in bibliotheek().list_casussen() if c.slug == slug), None)
    return gevonden.to_taal(g.taal) if gevonden else None


@blad.post("/sessies/<sessie>/code")
def change_code(sessie: str) -> Response:
    """Another join code: for when the old one went further than meant."""
    require_account()
    require_leiding(sessie)
    huis_ = huis()
    renew_code(huis_.store, huis_.config, sessie)
    huis_.uitzending.mark(sessie, telefoons=True)
    say("goed", "paginas.code_vernieuwd")
    return leave(f"/sessies/{sessie}")


@blad.post("/sessies/<sessie>/rollink")
def role_link(sessie: str) -> Response:
    """A link that makes one phone the inbrenger or the jurist; it works once, and an older one stops working."""
    require_account()
    require_leiding(sessie)
    rol = check_keus(read_formulier().raw("rol"), frozenset(ROLLEN_LINK))
    huis_ = huis()
    if huis_.store.load(sessie).stand.toestand not in VOOR | KAMER:
        raise Weigering("basis.verkeerd_moment")

    def work(verbinding: Connection) -> str:
        revoke_bewijzen(verbinding, sessie, rol)
        return give_bewijs(verbinding, huis_.config, sessie, rol, geldig_ms=ROLLINK_MS, eenmalig=True)

    link = f"{huis_.find_adres()}/rol#{huis_.store.transact(work)}"
    return show("rollink.html", hier="sessies", info=huis_.store.info(sessie), rol=rol, link=link, qr=draw_qr(link))


@blad.post("/sessies/<sessie>/verwijder")
def drop(sessie: str) -> Response:
    """Throw away a session that never opened."""
    require_account()
    require_leiding(sessie)
    huis_ = huis()
    naam = huis_.store.info(sessie).naam
    drop_gepland(huis_.store, huis_.config, sessie)
    huis_.zalen.forget(sessie)
    say("goed", "paginas.sessie_weg", naam=naam)
    return leave("/sessies")
