"""Het verslag: regels die bij het sluiten vastliggen, en wat er daarna nog mee mag.

A line can be taken out (its words are gone), and a sentence can be released for a les by whoever it belongs to.
Reactions stand beside it, without names and without order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Connection

from leersessie.config import Config
from leersessie.i18n.weigering import NietGevonden, NietToegestaan, Weigering
from leersessie.invoer.tekstdeur import clean_text
from leersessie.lessen.dagen import add_dagen, read_vandaag
from leersessie.lessen.sporen import reopen_concepten
from leersessie.store import Store
from leersessie.store import verslagen as rijen
from leersessie.store.verslagen import ReactieRij, VerslagRij
from leersessie.toegang.geheimen import new_token
from leersessie.verloop import check_recht

REACTIE_TEKENS = 1_000
NAAM_TEKENS = 80
HOOGSTENS_REACTIES = 200
LEIDING = frozenset({"gespreksleider", "co_gespreksleider"})


@dataclass(frozen=True, slots=True)
class VerslagRegel:
    """One line of a verslag. `weg`: taken out, the words are gone. `vrij`: released for a les."""

    id: str
    stap: str
    kop: str
    soort: str
    tekst: str
    weg: bool = False
    vrij: bool = False


@dataclass(frozen=True, slots=True)
class VerslagZicht:
    """A verslag as people may see it. `toestand` is concept, reactie or vastgesteld."""

    sessie: str
    organisatie: int
    naam: str
    werkvorm: str
    taal: str
    gesloten_dag: str
    toestand: str
    regels: tuple[VerslagRegel, ...]
    reacties: tuple[ReactieRij, ...]
    """Nameless reactions and named kanttekeningen; objections are not shown."""
    wachtend: tuple[ReactieRij, ...]
    """For the gespreksleider only: what surely names somebody."""
    bezwaren: tuple[ReactieRij, ...]
    """For the gespreksleider: passages somebody objects to."""
    inbrenger: bool
    code_gegeven: bool
    reactie_tot_dag: str
    vastgesteld_dag: str


def make_verslag(
    verbinding: Connection, config: Config, sessie: str, regels: Iterable[VerslagRegel], *, inbrenger: bool
) -> None:
    """Keep the lines of a session that is being closed. Without effect when its verslag is there already.

    `inbrenger`: somebody brought the case; only that person releases sentences and gets the four-word code.
    """
    if rijen.find_verslag(verbinding, sessie) is not None:
        return
    rij = [asdict(regel) for regel in regels]
    tot = add_dagen(read_vandaag(config), config.reactiedagen)
    rijen.insert_verslag(verbinding, sessie=sessie, regels=rij, inbrenger=inbrenger, reactie_tot_dag=tot)


def read_verslag(store: Store, sessie: str) -> VerslagZicht:
    """The verslag of a session. Raises NietGevonden. Who may see it is for the door to ask."""

    def read(verbinding: Connection) -> tuple[VerslagRij | None, tuple[ReactieRij, ...]]:
        return rijen.find_verslag(verbinding, sessie), rijen.list_reacties(verbinding, sessie)

    rij, reacties = store.read(read)
    if rij is None:
        raise NietGevonden
    return VerslagZicht(
        sessie=rij.sessie,
        organisatie=rij.organisatie,
        naam=rij.naam,
        werkvorm=rij.werkvorm,
        taal=rij.taal,
        gesloten_dag=rij.gesloten_dag,
        toestand=rij.toestand,
        regels=to_regels(rij),
        reacties=tuple(r for r in reacties if r.soort != "bezwaar" and not r.wacht),
        wachtend=tuple(r for r in reacties if r.soort != "bezwaar" and r.wacht),
        bezwaren=tuple(r for r in reacties if r.soort == "bezwaar"),
        inbrenger=rij.inbrenger,
        code_gegeven=bool(rij.code_hash),
        reactie_tot_dag=rij.reactie_tot_dag,
        vastgesteld_dag=rij.vastgesteld_dag,
    )


def to_regels(rij: VerslagRij) -> tuple[VerslagRegel, ...]:
    """The lines of a stored verslag."""
    return tuple(VerslagRegel(**regel) for regel in rij.regels)


def open_reactie(store: Store, config: Config, sessie: str, rollen: frozenset[str]) -> None:
    """concept -> reactie: the group has read it; from today everybody may react for the promised days."""

    def change(verbinding: Connection) -> None:
        rij = find_levend(verbinding, sessie, "neem_regel_weg", rollen)
        if rij.toestand != "concept":
            raise Weigering("lessen.verslag_al_open")
        tot = add_dagen(read_vandaag(config), config.reactiedagen)
        rijen.update_verslag(verbinding, sessie, toestand="reactie", reactie_tot_dag=tot)

    store.transact(change)


def neem_regel_weg(store: Store, sessie: str, rollen: frozenset[str], regel: str) -> None:
    """Take a line out for good: its words are overwritten, and drafts built on it open again.

    Raises NietToegestaan, Weigering 'lessen.verslag_vast', or NietGevonden.
    """

    def change(verbinding: Connection) -> None:
        rij = find_levend(verbinding, sessie, "neem_regel_weg", rollen)
        remove_regel(verbinding, rij, regel)

    store.transact(change)


def geef_vrij(store: Store, sessie: str, rollen: frozenset[str], regel: str, *, aan: bool) -> None:
    """Release a sentence for a les, or take that back; possible until the les is shared.

    Only the inbrenger; without an inbrenger the gespreksleider does it for the group.
    """

    def change(verbinding: Connection) -> None:
        rij = find_levend(verbinding, sessie, "geef_regel_vrij", rollen, ook_vast=True)
        if not rollen & (frozenset({"inbrenger"}) if rij.inbrenger else LEIDING):
            raise NietToegestaan
        set_vrij(verbinding, rij, regel, aan=aan)

    store.transact(change)


def set_vrij(verbinding: Connection, rij: VerslagRij, regel: str, *, aan: bool) -> None:
    """Release one line or take that back. Raises NietGevonden for a line that is not there or was taken out."""
    doel = _find_regel(rij, regel)
    if doel.weg:
        raise NietGevonden
    _replace(verbinding, rij, regel, lambda r: replace(r, vrij=aan))
    if doel.vrij and not aan:
        reopen_concepten(verbinding, rij.sessie, "lessen.nota_regel_weg")


def remove_regel(verbinding: Connection, rij: VerslagRij, regel: str) -> None:
    """Overwrite the words of one line; what stands beside it and objects to it goes too. Raises NietGevonden."""
    doel = _find_regel(rij, regel)
    _replace(verbinding, rij, regel, lambda r: replace(r, tekst="", weg=True, vrij=False))
    for soort in ("bezwaar", "reactie", "kanttekening"):
        rijen.delete_reacties(verbinding, rij.sessie, regel, soort)
    if not doel.weg:
        reopen_concepten(verbinding, rij.sessie, "lessen.nota_regel_weg")


# ---- beside the verslag -------------------------------------------------------------------------------------


def react(
    store: Store,
    config: Config,
    sessie: str,
    rollen: frozenset[str],
    tekst: object,
    regel: str = "",
    *,
    wacht: bool = False,
) -> None:
    """A nameless reaction to one line, or to the whole with an empty `regel`. `wacht`: the leader looks first."""
    nieuw = ReactieRij(new_token(config, 10), "reactie", "", regel, clean_text(tekst, REACTIE_TEKENS), wacht)
    _add(store, sessie, rollen, nieuw)


def annotate(
    store: Store,
    config: Config,
    sessie: str,
    rollen: frozenset[str],
    organisatie: object,
    tekst: object,
    regel: str,
    *,
    wacht: bool = False,
) -> None:
    """A kanttekening of an organisation, named, beside one line; the line itself never changes."""
    schoon, naam = clean_text(tekst, REACTIE_TEKENS), clean_text(organisatie, NAAM_TEKENS)
    _add(store, sessie, rollen, ReactieRij(new_token(config, 10), "kanttekening", naam, regel, schoon, wacht))


def release_reactie(store: Store, sessie: str, rollen: frozenset[str], reactie: str) -> None:
    """Let everybody see a reaction that waited. Raises NietGevonden, Weigering 'lessen.verslag_vast'."""

    def change(verbinding: Connection) -> None:
        find_levend(verbinding, sessie, "neem_regel_weg", rollen)
        if not rijen.release_reactie(verbinding, sessie, reactie):
            raise NietGevonden

    store.transact(change)


def remove_reactie(store: Store, sessie: str, rollen: frozenset[str], reactie: str) -> None:
    """Take a reaction away, for example because it names somebody. An objection is handled, not taken away."""

    def change(verbinding: Connection) -> None:
        find_levend(verbinding, sessie, "neem_regel_weg", rollen, ook_vast=True)
        soorten = {r.id: r.soort for r in rijen.list_reacties(verbinding, sessie)}
        if soorten.get(reactie, "bezwaar") == "bezwaar" or not rijen.delete_reactie(verbinding, sessie, reactie):
            raise NietGevonden

    store.transact(change)


def _add(store: Store, sessie: str, rollen: frozenset[str], nieuw: ReactieRij) -> None:
    def change(verbinding: Connection) -> None:
        rij = find_levend(verbinding, sessie, "reageer", rollen)
        if (nieuw.regel and _find_regel(rij, nieuw.regel).weg) or (nieuw.soort == "kanttekening" and not nieuw.regel):
            raise NietGevonden
        if len(rijen.list_reacties(verbinding, sessie)) >= HOOGSTENS_REACTIES:
            raise Weigering("lessen.reacties_vol")
        rijen.add_reactie(verbinding, sessie=sessie, **asdict(nieuw))

    store.transact(change)


# ---- shared with the other parts of this room ---------------------------------------------------------------


def find_levend(
    verbinding: Connection, sessie: str, daad: str, rollen: frozenset[str], *, ook_vast: bool = False
) -> VerslagRij:
    """The verslag, when this role may do this now. Raises NietGevonden, NietToegestaan or Weigering."""
    rij = rijen.find_verslag(verbinding, sessie, vast=True)
    if rij is None:
        raise NietGevonden
    check_recht(daad, rollen, rij.sessie_toestand)
    if rij.toestand == "vastgesteld" and not ook_vast:
        raise Weigering("lessen.verslag_vast")
    return rij


def _find_regel(rij: VerslagRij, regel: str) -> VerslagRegel:
    gevonden = next((r for r in to_regels(rij) if r.id == regel), None)
    if gevonden is None:
        raise NietGevonden
    return gevonden


def _replace(
    verbinding: Connection, rij: VerslagRij, regel: str, change: Callable[[VerslagRegel], VerslagRegel]
) -> None:
    nieuw: list[dict[str, Any]] = [asdict(change(r) if r.id == regel else r) for r in to_regels(rij)]
    rijen.update_verslag(verbinding, rij.sessie, regels=nieuw)
