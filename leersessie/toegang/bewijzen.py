"""Bewijzen van toegang: de telefoon van een deelnemer, de beamer, de console en losse links.

A token stands for one role in one session and is kept only as a hash.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from leersessie.config import Config
from leersessie.i18n.weigering import NietGevonden, Weigering
from leersessie.store import Store
from leersessie.store import bewijzen as rijen
from leersessie.store.bewijzen import Bewijs, DeelnemerZicht
from leersessie.toegang.geheimen import hash_token, new_token
from leersessie.toegang.woorden import draw_woorden

__all__ = [
    "ROLLEN_BEWIJS",
    "ROLLEN_DEELNEMER",
    "ROLLEN_LINK",
    "Bewijs",
    "DeelnemerZicht",
    "admit",
    "find_bewijs",
    "find_deelnemer",
    "give_bewijs",
    "give_rol",
    "list_deelnemers",
    "put_in_groep",
    "readmit",
    "remove_deelnemer",
    "revoke_bewijzen",
    "take_rol",
    "use_bewijs",
]

ROLLEN_LINK = ("inbrenger", "jurist")
"""Roles that a single-use link gives to the phone that opens it."""
ROLLEN_BEWIJS = frozenset({"beamer", "console", "reactie", *ROLLEN_LINK})
ROLLEN_DEELNEMER = frozenset(
    {
        "inbrenger",
        "schrijver",
        "jurist",
        "verslaglegger",
        "co_gespreksleider",
        "deskundige",
        "ervaringsdeskundige",
        "dagvoorzitter",
        "bestuurder",
        "verteller",
    }
)
HOOGSTENS_DEELNEMERS = 1_000


def admit(
    verbinding: Connection, config: Config, sessie: str, functie: str, sector: str, *, taal: str = "nl"
) -> tuple[str, DeelnemerZicht]:
    """Let one phone into a session: its token (shown once) and what we know of it.

    Raises Weigering 'toegang.vol' when the session has a thousand phones.
    """
    if rijen.count_deelnemers(verbinding, sessie) >= HOOGSTENS_DEELNEMERS:
        raise Weigering("toegang.vol")
    token = new_token(config)
    woorden = draw_woorden(config, lambda *paren: rijen.are_woorden_bezet(verbinding, sessie, *paren), taal)
    deelnemer = rijen.add_deelnemer(
        verbinding, sessie=sessie, hash_=hash_token(token), functie=functie, sector=sector, woorden=woorden
    )
    return token, deelnemer


def find_deelnemer(store: Store, token: object) -> DeelnemerZicht | None:
    """Whose phone this is, or None. A removed phone is found too, with its `toestand`."""
    if not isinstance(token, str) or not token:
        return None
    hash_ = hash_token(token)
    return store.read(lambda verbinding: rijen.find_deelnemer(verbinding, hash_=hash_))


def list_deelnemers(store: Store, sessie: str) -> tuple[DeelnemerZicht, ...]:
    """All phones of a session by their two words."""
    return store.read(lambda verbinding: rijen.list_deelnemers(verbinding, sessie))


def give_rol(verbinding: Connection, sessie: str, deelnemer: int, rol: str) -> DeelnemerZicht:
    """Give a phone of this session a special role. Raises NietGevonden, or Weigering for a role that does not exist."""
    if rol not in ROLLEN_DEELNEMER:
        raise Weigering("toegang.rol_onbekend")
    zicht = _find_own(verbinding, sessie, deelnemer)
    rollen = tuple(sorted({*zicht.rollen, rol}))
    rijen.set_deelnemer(verbinding, deelnemer, rollen=rollen)
    return _find_own(verbinding, sessie, deelnemer)


def take_rol(verbinding: Connection, sessie: str, deelnemer: int, rol: str) -> DeelnemerZicht:
    """Take a special role back. Raises NietGevonden."""
    zicht = _find_own(verbinding, sessie, deelnemer)
    rijen.set_deelnemer(verbinding, deelnemer, rollen=tuple(r for r in zicht.rollen if r != rol))
    return _find_own(verbinding, sessie, deelnemer)


def put_in_groep(verbinding: Connection, sessie: str, plekken: Mapping[int, str]) -> None:
    """Put phones of this session in a subgroup ('' is none). Raises NietGevonden for a phone of another session."""
    for deelnemer, groep in plekken.items():
        _find_own(verbinding, sessie, deelnemer)
        rijen.set_deelnemer(verbinding, deelnemer, groep=groep)


def remove_deelnemer(verbinding: Connection, sessie: str, deelnemer: int) -> None:
    """Put a phone out of the room; its special roles go. It may ask to come in again."""
    _find_own(verbinding, sessie, deelnemer)
    rijen.set_deelnemer(verbinding, deelnemer, toestand="verwijderd", rollen=())


def readmit(verbinding: Connection, sessie: str, deelnemer: int, *, door_leiding: bool) -> None:
    """The way back: a removed phone asks (wacht); the gespreksleider lets it in (binnen)."""
    zicht = _find_own(verbinding, sessie, deelnemer)
    if door_leiding:
        rijen.set_deelnemer(verbinding, deelnemer, toestand="binnen")
    elif zicht.toestand == "verwijderd":
        rijen.set_deelnemer(verbinding, deelnemer, toestand="wacht")


def _find_own(verbinding: Connection, sessie: str, deelnemer: int) -> DeelnemerZicht:
    zicht = rijen.find_deelnemer(verbinding, deelnemer=deelnemer)
    if zicht is None or zicht.sessie != sessie:
        raise NietGevonden
    return zicht


# ---- beamer, console, reactielink, role link ----------------------------------------------------------------


def give_bewijs(
    verbinding: Connection,
    config: Config,
    sessie: str,
    rol: str,
    *,
    geldig_ms: int,
    account: int | None = None,
    eenmalig: bool = False,
) -> str:
    """A new token for this role in this session, valid for `geldig_ms` from now. Shown once."""
    if rol not in ROLLEN_BEWIJS:
        raise Weigering("toegang.rol_onbekend")
    token = new_token(config)
    rijen.add_bewijs(
        verbinding,
        sessie=sessie,
        rol=rol,
        hash_=hash_token(token),
        vervalt_ms=config.klok.now_ms() + geldig_ms,
        account=account,
        eenmalig=eenmalig,
    )
    return token


def find_bewijs(store: Store, config: Config, token: object, rol: str) -> Bewijs | None:
    """What this token opens, when it is of this role, alive and not single-use; else None."""
    bewijs = _look_up(store, config, token)
    return bewijs if bewijs is not None and bewijs.rol == rol and not bewijs.eenmalig else None


def use_bewijs(store: Store, config: Config, token: object) -> Bewijs | None:
    """Open with a link: a single-use token works for the first one only. None when it opens nothing."""
    bewijs = _look_up(store, config, token)
    if bewijs is None or not bewijs.eenmalig:
        return bewijs
    nummer = bewijs.id
    return bewijs if store.transact(lambda verbinding: rijen.delete_bewijs(verbinding, nummer)) else None


def revoke_bewijzen(verbinding: Connection, sessie: str, rol: str) -> int:
    """Take back every token of one role in one session; returns how many."""
    return rijen.delete_bewijzen(verbinding, sessie, rol)


def _look_up(store: Store, config: Config, token: object) -> Bewijs | None:
    if not isinstance(token, str) or not token:
        return None
    hash_, nu = hash_token(token), config.klok.now_ms()
    return store.read(lambda verbinding: rijen.find_bewijs(verbinding, hash_, nu))
