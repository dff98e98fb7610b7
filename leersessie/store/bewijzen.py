"""De rijen van deelnemers, toegangsbewijzen en codes: wie met welk bewijs bij welke sessie hoort.

Holds no name, no address and no time of a participant. Knows only hashes of tokens.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update
from sqlmodel import col

from leersessie.store.tabellen import Deelnemer, Gebruikt, Sessie, Toegangsbewijs

DICHT = ("gesloten", "gewist")
"""In these states no token of a participant or beamer works any more."""


@dataclass(frozen=True, slots=True)
class DeelnemerZicht:
    """One phone in one session, as the rooms above may know it."""

    id: int
    sessie: str
    functie: str
    sector: str
    rollen: tuple[str, ...]
    woorden: str
    toestand: str
    groep: str = ""


@dataclass(frozen=True, slots=True)
class Bewijs:
    """A valid token of a beamer, a console, a reactielink or a role link."""

    id: int
    sessie: str
    rol: str
    account: int | None
    vervalt_ms: int
    eenmalig: bool


def _to_deelnemer(rij: Row[Any]) -> DeelnemerZicht:
    return DeelnemerZicht(
        id=rij.id,
        sessie=rij.sessie,
        functie=rij.functie,
        sector=rij.sector,
        rollen=tuple(rij.rollen),
        woorden=rij.woorden,
        toestand=rij.toestand,
        groep=rij.groep,
    )


# ---- what six hundred phones ask at once: built here, once, because building costs as much as asking ------------

_LEVEND = col(Sessie.toestand).not_in(DICHT)
_DEELNEMER = select(Deelnemer).join(Sessie, col(Sessie.id) == col(Deelnemer.sessie)).where(_LEVEND)
_DEELNEMER_BIJ_HASH = _DEELNEMER.where(col(Deelnemer.hash) == bindparam("hash"))
_DEELNEMER_BIJ_ID = _DEELNEMER.where(col(Deelnemer.id) == bindparam("id"))
_VAN_SESSIE = col(Deelnemer.sessie) == bindparam("sessie")
_AANTAL = select(func.count()).select_from(Deelnemer).where(_VAN_SESSIE)
_WOORDEN = (
    select(col(Deelnemer.id))
    .where(_VAN_SESSIE, col(Deelnemer.woorden).in_(bindparam("paren", expanding=True)))
    .limit(1)
)
_SESSIE_BIJ_CODE = select(col(Sessie.id)).where(col(Sessie.code) == bindparam("code"), _LEVEND)
_SESSIE_BIJ_QR = select(col(Sessie.id)).where(col(Sessie.qr_hash) == bindparam("qr"), _LEVEND)


# ---- participants -------------------------------------------------------------------------------------------


def add_deelnemer(
    verbinding: Connection, *, sessie: str, hash_: str, functie: str, sector: str, woorden: str
) -> DeelnemerZicht:
    """Let one phone in."""
    waarden = {"sessie": sessie, "functie": functie, "sector": sector, "rollen": [], "woorden": woorden}
    waarden["toestand"] = "binnen"
    sleutel = verbinding.execute(insert(Deelnemer).values(hash=hash_, **waarden)).inserted_primary_key
    assert sleutel is not None
    return DeelnemerZicht(int(sleutel[0]), sessie, functie, sector, (), woorden, "binnen")


def find_deelnemer(
    verbinding: Connection, *, hash_: str | None = None, deelnemer: int | None = None
) -> DeelnemerZicht | None:
    """The phone with this token hash or id, or None; also None once its session is closed."""
    if deelnemer is None:
        rij = verbinding.execute(_DEELNEMER_BIJ_HASH, {"hash": hash_}).first()
    else:
        rij = verbinding.execute(_DEELNEMER_BIJ_ID, {"id": deelnemer}).first()
    return _to_deelnemer(rij) if rij else None


def list_deelnemers(verbinding: Connection, sessie: str) -> tuple[DeelnemerZicht, ...]:
    """Everybody of one session by their two words: never in order of arrival."""
    vraag = select(Deelnemer).where(col(Deelnemer.sessie) == sessie).order_by(col(Deelnemer.woorden))
    return tuple(_to_deelnemer(rij) for rij in verbinding.execute(vraag))


def count_deelnemers(verbinding: Connection, sessie: str) -> int:
    """How many phones this session ever let in."""
    return int(verbinding.execute(_AANTAL, {"sessie": sessie}).scalar_one())


def are_woorden_bezet(verbinding: Connection, sessie: str, *paren: str) -> bool:
    """True when one of these word pairs is taken in this session."""
    return verbinding.execute(_WOORDEN, {"sessie": sessie, "paren": paren}).first() is not None


def set_deelnemer(verbinding: Connection, deelnemer: int, **waarden: Any) -> None:
    """Change some columns of one participant (rollen, toestand, functie, sector, groep)."""
    if "rollen" in waarden:
        waarden["rollen"] = list(waarden["rollen"])
    verbinding.execute(update(Deelnemer).where(col(Deelnemer.id) == deelnemer).values(**waarden))


def clear_groepen(verbinding: Connection, sessie: str) -> None:
    """Nobody of this session is in a subgroup any more."""
    verbinding.execute(update(Deelnemer).where(col(Deelnemer.sessie) == sessie).values(groep=""))


# ---- tokens -------------------------------------------------------------------------------------------------


def add_bewijs(
    verbinding: Connection,
    *,
    sessie: str,
    rol: str,
    hash_: str,
    vervalt_ms: int,
    account: int | None = None,
    eenmalig: bool = False,
) -> None:
    """Keep the hash of a new token."""
    waarden = {"sessie": sessie, "rol": rol, "hash": hash_, "account": account, "vervalt_ms": vervalt_ms}
    verbinding.execute(insert(Toegangsbewijs).values(**waarden, eenmalig=eenmalig))


def find_bewijs(verbinding: Connection, hash_: str, nu_ms: int) -> Bewijs | None:
    """The living token with this hash, or None; also None once its session is closed."""
    t = Toegangsbewijs
    vraag = select(t).join(Sessie, col(Sessie.id) == col(t.sessie))
    vraag = vraag.where(col(t.hash) == hash_, col(t.vervalt_ms) > nu_ms, col(Sessie.toestand).not_in(DICHT))
    r = verbinding.execute(vraag).first()
    return Bewijs(r.id, r.sessie, r.rol, r.account, r.vervalt_ms, r.eenmalig) if r else None


def delete_bewijs(verbinding: Connection, bewijs: int) -> bool:
    """Use a token up; False when somebody else was first."""
    return verbinding.execute(delete(Toegangsbewijs).where(col(Toegangsbewijs.id) == bewijs)).rowcount == 1


def delete_bewijzen(verbinding: Connection, sessie: str, rol: str) -> int:
    """Take back all tokens of one kind in one session; returns how many."""
    t = Toegangsbewijs
    return verbinding.execute(delete(t).where(col(t.sessie) == sessie, col(t.rol) == rol)).rowcount


# ---- join codes ---------------------------------------------------------------------------------------------


def is_code_bezet(verbinding: Connection, code: str) -> bool:
    """True when a session has this code, or had it in the last 90 days."""
    rustend = select(col(Gebruikt.code)).where(col(Gebruikt.code) == code)
    in_gebruik = select(col(Sessie.id)).where(col(Sessie.code) == code)
    return any(verbinding.execute(vraag).first() is not None for vraag in (rustend, in_gebruik))


def rest_code(verbinding: Connection, code: str, tot_dag: str) -> None:
    """Keep this code out of use until this day, counted again when it was resting already."""
    verbinding.execute(delete(Gebruikt).where(col(Gebruikt.code) == code))
    verbinding.execute(insert(Gebruikt).values(code=code, tot_dag=tot_dag))


def find_sessie(verbinding: Connection, *, code: str | None = None, qr_hash: str | None = None) -> str | None:
    """The session with this join code or QR hash, or None when there is none or it is closed."""
    if qr_hash is None:
        rij = verbinding.execute(_SESSIE_BIJ_CODE, {"code": code}).first()
    else:
        rij = verbinding.execute(_SESSIE_BIJ_QR, {"qr": qr_hash}).first()
    return str(rij.id) if rij else None
