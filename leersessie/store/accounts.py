"""De rijen van organisaties en accounts: vragen en zetten, zonder te oordelen.

Knows no password and no token, only their hashes. Every function runs inside the transaction of its caller.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlmodel import col

from leersessie.store.tabellen import Aanmelding, Account, Auditregel, Organisatie, Toegangsbewijs, Uitnodiging


@dataclass(frozen=True, slots=True)
class AccountRij:
    """One account with everything the log-in needs. `organisatie_naam` comes along for the top of the page."""

    id: int
    organisatie: int
    organisatie_naam: str
    email: str
    naam: str
    wachtwoord: str
    rollen: tuple[str, ...]
    actief: bool
    totp: str
    totp_nieuw: str
    totp_stap: int


@dataclass(frozen=True, slots=True)
class AanmeldingRij:
    """One logged-in browser and its account."""

    id: int
    gemaakt_ms: int
    laatst_ms: int
    bevestigd: bool
    account: AccountRij


@dataclass(frozen=True, slots=True)
class UitnodigingRij:
    """A single-use link that was not used yet."""

    id: int
    soort: str
    account: int | None
    vervalt_ms: int


@dataclass(frozen=True, slots=True)
class AuditRij:
    """One line of the audit: who did what to which thing; never what it said."""

    account: int | None
    daad: str
    voorwerp: str
    wanneer: str


_KOLOMMEN: tuple[Any, ...] = (Account, col(Organisatie.naam).label("organisatie_naam"))


def _to_account(rij: Row[Any]) -> AccountRij:
    return AccountRij(
        id=rij.id,
        organisatie=rij.organisatie,
        organisatie_naam=rij.organisatie_naam,
        email=rij.email,
        naam=rij.naam,
        wachtwoord=rij.wachtwoord,
        rollen=tuple(rij.rollen),
        actief=rij.actief,
        totp=rij.totp,
        totp_nieuw=rij.totp_nieuw,
        totp_stap=rij.totp_stap,
    )


# ---- organisations and accounts -----------------------------------------------------------------------------


def add_organisatie(verbinding: Connection, naam: str, gemaakt: str) -> int:
    """A new organisation; returns its id."""
    sleutel = verbinding.execute(insert(Organisatie).values(naam=naam, gemaakt=gemaakt)).inserted_primary_key
    assert sleutel is not None
    return int(sleutel[0])


def set_organisatie(verbinding: Connection, organisatie: int, naam: str) -> None:
    """Give an organisation another name."""
    verbinding.execute(update(Organisatie).where(col(Organisatie.id) == organisatie).values(naam=naam))


def add_account(
    verbinding: Connection,
    *,
    organisatie: int,
    email: str,
    naam: str,
    rollen: tuple[str, ...],
    gemaakt: str,
    wachtwoord: str = "",
) -> int:
    """A new account; `wachtwoord` is a hash or empty. Returns its id."""
    waarden = {
        "organisatie": organisatie,
        "email": email,
        "naam": naam,
        "wachtwoord": wachtwoord,
        "rollen": list(rollen),
        "actief": True,
        "totp": "",
        "totp_nieuw": "",
        "totp_stap": 0,
        "gemaakt": gemaakt,
    }
    sleutel = verbinding.execute(insert(Account).values(**waarden)).inserted_primary_key
    assert sleutel is not None
    return int(sleutel[0])


def count_accounts(verbinding: Connection) -> int:
    """How many accounts there are, in all organisations."""
    return int(verbinding.execute(select(func.count()).select_from(Account)).scalar_one())


def find_account(verbinding: Connection, account: int | None = None, *, email: str | None = None) -> AccountRij | None:
    """One account by id or by e-mail address, or None."""
    vraag = select(*_KOLOMMEN).join(Organisatie, col(Organisatie.id) == col(Account.organisatie))
    waar = col(Account.email) == email if account is None else col(Account.id) == account
    rij = verbinding.execute(vraag.where(waar)).first()
    return _to_account(rij) if rij else None


def list_accounts(verbinding: Connection, organisatie: int) -> tuple[AccountRij, ...]:
    """All accounts of one organisation by name."""
    vraag = select(*_KOLOMMEN).join(Organisatie, col(Organisatie.id) == col(Account.organisatie))
    vraag = vraag.where(col(Account.organisatie) == organisatie).order_by(col(Account.naam), col(Account.id))
    return tuple(_to_account(rij) for rij in verbinding.execute(vraag))


def list_namen(verbinding: Connection, organisatie: int) -> tuple[str, ...]:
    """The names of all accounts of one organisation, and its own name, each once."""
    alle = list_accounts(verbinding, organisatie)
    return tuple(sorted({rij.naam for rij in alle} | {rij.organisatie_naam for rij in alle}))


def set_account(verbinding: Connection, account: int, **waarden: Any) -> None:
    """Change some columns of one account."""
    verbinding.execute(update(Account).where(col(Account.id) == account).values(**waarden))


def take_totp_stap(verbinding: Connection, account: int, stap: int) -> bool:
    """Note that the code of this 30-second step was used; False when it, or a later one, was used before."""
    waar = (col(Account.id) == account) & (col(Account.totp_stap) < stap)
    return verbinding.execute(update(Account).where(waar).values(totp_stap=stap)).rowcount == 1


# ---- logged-in browsers -------------------------------------------------------------------------------------


def add_aanmelding(verbinding: Connection, account: int, hash_: str, nu_ms: int, *, bevestigd: bool) -> None:
    """A new log-in of this account."""
    waarden = {"account": account, "hash": hash_, "gemaakt_ms": nu_ms, "laatst_ms": nu_ms}
    verbinding.execute(insert(Aanmelding).values(**waarden, bevestigd=bevestigd, fouten=0))


def find_aanmelding(verbinding: Connection, hash_: str) -> AanmeldingRij | None:
    """The log-in with this token hash, or None."""
    a = Aanmelding
    vraag = (
        select(
            col(a.id).label("aanmelding"),
            col(a.gemaakt_ms),
            col(a.laatst_ms),
            col(a.bevestigd),
            *_KOLOMMEN,
        )
        .join(Account, col(Account.id) == col(a.account))
        .join(Organisatie, col(Organisatie.id) == col(Account.organisatie))
    )
    rij = verbinding.execute(vraag.where(col(a.hash) == hash_)).first()
    if rij is None:
        return None
    return AanmeldingRij(rij.aanmelding, rij.gemaakt_ms, rij.laatst_ms, rij.bevestigd, _to_account(rij))


def touch_aanmelding(verbinding: Connection, aanmelding: int, nu_ms: int) -> None:
    """This browser was just seen."""
    verbinding.execute(update(Aanmelding).where(col(Aanmelding.id) == aanmelding).values(laatst_ms=nu_ms))


def count_fout(verbinding: Connection, aanmelding: int, hoogstens: int) -> None:
    """One more wrong second factor; at `hoogstens` this log-in is over."""
    a = Aanmelding
    verbinding.execute(update(a).where(col(a.id) == aanmelding).values(fouten=col(a.fouten) + 1))
    verbinding.execute(delete(a).where(col(a.id) == aanmelding, col(a.fouten) >= hoogstens))


def delete_aanmelding(verbinding: Connection, hash_: str) -> None:
    """Log one browser out."""
    verbinding.execute(delete(Aanmelding).where(col(Aanmelding.hash) == hash_))


def delete_aanmeldingen(verbinding: Connection, account: int) -> int:
    """Log every browser of this account out, consoles and remote controls too; returns how many log-ins."""
    verbinding.execute(delete(Toegangsbewijs).where(col(Toegangsbewijs.account) == account))
    return verbinding.execute(delete(Aanmelding).where(col(Aanmelding.account) == account)).rowcount


# ---- single-use links ---------------------------------------------------------------------------------------


def add_uitnodiging(
    verbinding: Connection, hash_: str, soort: str, vervalt_ms: int, account: int | None = None
) -> None:
    """A new single-use link; earlier ones of the same kind for the same account stop working."""
    u = Uitnodiging
    zelfde = col(u.account).is_(None) if account is None else col(u.account) == account
    verbinding.execute(delete(u).where(col(u.soort) == soort, zelfde))
    waarden = {"hash": hash_, "soort": soort, "account": account, "vervalt_ms": vervalt_ms}
    verbinding.execute(insert(u).values(**waarden))


def find_uitnodiging(verbinding: Connection, hash_: str) -> UitnodigingRij | None:
    """The link with this hash, or None."""
    rij = verbinding.execute(select(Uitnodiging).where(col(Uitnodiging.hash) == hash_)).first()
    return UitnodigingRij(rij.id, rij.soort, rij.account, rij.vervalt_ms) if rij else None


def delete_uitnodiging(verbinding: Connection, uitnodiging: int) -> bool:
    """Use a link up; False when somebody else was first."""
    return verbinding.execute(delete(Uitnodiging).where(col(Uitnodiging.id) == uitnodiging)).rowcount == 1


# ---- audit --------------------------------------------------------------------------------------------------


def add_auditregel(
    verbinding: Connection, *, organisatie: int, account: int | None, daad: str, voorwerp: str, wanneer: str
) -> None:
    """Write down an act with rights."""
    waarden = {"organisatie": organisatie, "account": account, "daad": daad, "voorwerp": voorwerp}
    verbinding.execute(insert(Auditregel).values(**waarden, wanneer=wanneer))


def list_auditregels(verbinding: Connection, organisatie: int, hoogstens: int = 200) -> tuple[AuditRij, ...]:
    """The newest lines of one organisation, newest first."""
    vraag = select(Auditregel).where(col(Auditregel.organisatie) == organisatie)
    rijen = verbinding.execute(vraag.order_by(col(Auditregel.id).desc()).limit(hoogstens))
    return tuple(AuditRij(r.account, r.daad, r.voorwerp, r.wanneer) for r in rijen)
