"""Bezwaar: wie erbij was, kan een passage tegenhouden, zonder naam en zonder reden, veertien dagen lang.

An objection blocks sharing until the gespreksleider takes the passage out. It cannot be argued away.
"""

from __future__ import annotations

from sqlalchemy import Connection

from leersessie.config import Config
from leersessie.i18n.weigering import NietGevonden, Weigering
from leersessie.lessen.concept import BEZWAAR_DAGEN
from leersessie.lessen.dagen import add_dagen, read_vandaag
from leersessie.lessen.sporen import reopen_concepten
from leersessie.lessen.verslag import find_levend, remove_regel, to_regels
from leersessie.store import Store
from leersessie.store import verslagen as rijen
from leersessie.toegang.geheimen import new_token


def object_to(store: Store, config: Config, sessie: str, rollen: frozenset[str], regel: str) -> None:
    """Object to one released sentence (reactielink or phone). A second objection to it changes nothing.

    Raises NietGevonden for a line that is not released, Weigering 'lessen.bezwaar_voorbij' after fourteen days.
    """

    def change(verbinding: Connection) -> None:
        verslag = find_levend(verbinding, sessie, "reageer", rollen, ook_vast=True)
        if not any(r.id == regel and r.vrij and not r.weg for r in to_regels(verslag)):
            raise NietGevonden
        begin = verslag.gesloten_dag or read_vandaag(config).isoformat()
        if read_vandaag(config).isoformat() > add_dagen(begin, BEZWAAR_DAGEN):
            raise Weigering("lessen.bezwaar_voorbij")
        if not any(r.soort == "bezwaar" and r.regel == regel for r in rijen.list_reacties(verbinding, sessie)):
            nieuw = new_token(config, 10)
            rijen.add_reactie(
                verbinding, id=nieuw, sessie=sessie, soort="bezwaar", organisatie="", regel=regel, tekst=""
            )
            reopen_concepten(verbinding, sessie, "lessen.nota_bezwaar")

    store.transact(change)


def handle_bezwaar(store: Store, sessie: str, rollen: frozenset[str], bezwaar: str) -> None:
    """Handle an objection the only way there is: the passage goes out of the verslag and cannot travel.

    Raises NietGevonden, NietToegestaan.
    """

    def change(verbinding: Connection) -> None:
        verslag = find_levend(verbinding, sessie, "neem_regel_weg", rollen, ook_vast=True)
        regels = {r.id: r.regel for r in rijen.list_reacties(verbinding, sessie) if r.soort == "bezwaar"}
        if bezwaar not in regels:
            raise NietGevonden
        remove_regel(verbinding, verslag, regels[bezwaar])

    store.transact(change)
