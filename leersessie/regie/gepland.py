"""Wat je nog aan een geplande sessie verandert: de code, de wensen, of toch maar niet.

Refuses once people may have come in, because then it is theirs too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from leersessie.config import Config
from leersessie.i18n.weigering import NietGevonden, Weigering
from leersessie.invoer.tekstdeur import clean_text
from leersessie.regie.voorbereiden import NAAM_TEKENS, VRAAG_TEKENS, Voorbereiding, compute_wis_dag, qr_geheim
from leersessie.store import SessieInfo, Store
from leersessie.store.gepland import delete_gepland
from leersessie.store.sessies import find_sessie, update_sessie
from leersessie.toegang.codes import new_code, release_code
from leersessie.toegang.geheimen import hash_token
from leersessie.verloop.rechten import KAMER, VOOR

NOG_NIET_BEGONNEN = frozenset({"concept", "gepland"})


def renew_code(store: Store, config: Config, sessie: str) -> str:
    """Another join code and QR; the old ones stop working at once. Raises Weigering after the meeting."""

    def work(verbinding: Connection) -> str:
        info = _find(verbinding, sessie, VOOR | KAMER)
        if info.code:
            release_code(verbinding, config, info.code)
        code = new_code(verbinding, config)
        plan = {**info.plan, "qr_keer": info.plan.get("qr_keer", 0) + 1}
        qr_hash = hash_token(qr_geheim(config, sessie, plan))
        update_sessie(verbinding, sessie, code=code, qr_hash=qr_hash, plan=plan)
        return code

    code = store.transact(work)
    store.forget(sessie)
    return code


def change_wensen(store: Store, config: Config, sessie: str, wensen: Voorbereiding) -> None:
    """Change name, casus, date, question and agreements of a session that did not open yet.

    Minutes, order and skipped steps are changed by steering (act 'plan'). Raises Weigering once it is open.
    """
    naam, wis_dag = clean_text(wensen.naam, NAAM_TEKENS), compute_wis_dag(config, wensen.gepland)
    nieuw: Mapping[str, Any] = {
        "vraag": clean_text(wensen.vraag, VRAAG_TEKENS, leeg_mag=True),
        "wie_ontbreekt": clean_text(wensen.wie_ontbreekt, VRAAG_TEKENS, leeg_mag=True),
        "leidinggevende": wensen.leidinggevende,
        "punten": {s: [clean_text(p, 120) for p in punten] for s, punten in wensen.punten.items()},
    }

    def work(verbinding: Connection) -> None:
        info = _find(verbinding, sessie, NOG_NIET_BEGONNEN)
        plan = {**info.plan, **nieuw}
        if wensen.bewaardagen is not None:
            plan["bewaardagen"] = wensen.bewaardagen
        kolommen = {"naam": naam, "casus": wensen.casus, "gepland": wensen.gepland, "wis_dag": wis_dag}
        update_sessie(verbinding, sessie, **kolommen, plan=plan)

    store.transact(work)
    store.forget(sessie)


def drop_gepland(store: Store, config: Config, sessie: str) -> None:
    """Throw a session away that never opened. Raises Weigering once it is open."""

    def work(verbinding: Connection) -> None:
        info = _find(verbinding, sessie, NOG_NIET_BEGONNEN)
        if info.code:
            release_code(verbinding, config, info.code)
        delete_gepland(verbinding, sessie)

    store.transact(work)
    store.forget(sessie)


def _find(verbinding: Connection, sessie: str, toestanden: frozenset[str]) -> SessieInfo:
    info = find_sessie(verbinding, sessie)
    if info is None:
        raise NietGevonden
    if info.toestand not in toestanden:
        raise Weigering("basis.verkeerd_moment")
    return info
