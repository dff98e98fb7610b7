"""Voorbereiden: een sessie maken uit een werkvorm, met of zonder casus, of meteen beginnen."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from leersessie.config import TALEN, Config
from leersessie.i18n.weigering import Weigering
from leersessie.invoer.tekstdeur import check_keus, clean_text
from leersessie.regie.lijsten import gather_lijsten
from leersessie.store import Store
from leersessie.store.sessies import insert_sessie
from leersessie.toegang.codes import new_code
from leersessie.toegang.geheimen import hash_token, read_sleutel
from leersessie.werkvormen.model import Werkvorm, make_keer

MODI = ("zaal", "online", "gemengd")
NAAM_TEKENS = 80
VRAAG_TEKENS = 200
PUNT_TEKENS = 120
NOOIT_GESLOTEN_DAGEN = 90
"""A session that nobody closes is erased all the same; closing sets the promised, earlier day."""


@dataclass(frozen=True, slots=True)
class Voorbereiding:
    """What the gespreksleider fills in. `minuten` and `overslaan` are per step id; the rest may stay empty."""

    naam: str
    casus: str = ""
    modus: str = "zaal"
    taal: str = "nl"
    gepland: str = ""
    vraag: str = ""
    wie_ontbreekt: str = ""
    leidinggevende: bool = False
    bewaardagen: int | None = None
    minuten: Mapping[str, int] = field(default_factory=dict)
    overslaan: Mapping[str, bool] = field(default_factory=dict)
    punten: Mapping[str, list[str]] = field(default_factory=dict)
    oefening: bool = False
    """True: played by simulated people; it stands in no list, gives no les, and is erased the next day."""


@dataclass(frozen=True, slots=True)
class NieuweSessie:
    """The new session: its id and its join code."""

    id: str
    code: str


def prepare(
    store: Store,
    config: Config,
    *,
    organisatie: int,
    account: int,
    werkvorm: Werkvorm,
    toml: str,
    wensen: Voorbereiding,
) -> NieuweSessie:
    """Make a session that is ready to be opened. Raises Weigering for a wish that cannot be met."""
    plan = make_plan(werkvorm, wensen)
    sessie = base64.b32encode(config.loterij(16)).decode().lower().rstrip("=")
    waarden: dict[str, Any] = {
        "id": sessie,
        "organisatie": organisatie,
        "maker": account,
        "naam": clean_text(wensen.naam, NAAM_TEKENS),
        "werkvorm": werkvorm.id,
        "versie": werkvorm.versie,
        "werkvorm_toml": toml,
        "casus": wensen.casus,
        "modus": check_keus(wensen.modus, frozenset(MODI)),
        "taal": check_keus(wensen.taal, frozenset(TALEN)),
        "toestand": "gepland",
        "gepland": wensen.gepland,
        "wis_dag": _morgen(config) if wensen.oefening else compute_wis_dag(config, wensen.gepland),
        "gemaakt": config.klok.now().isoformat(timespec="seconds"),
        "qr_hash": hash_token(qr_geheim(config, sessie, {})),
        "plan": {**_clean_plan(config, wensen), **gather_lijsten(config, werkvorm)},
    }
    verzegeld = [stap.id for stap in werkvorm.stappen if stap.verborgen == "verzegeld"]
    feit = {"plan": plan, "modus": wensen.modus, **({"verzegeld": verzegeld} if verzegeld else {})}

    def work(verbinding: Connection) -> str:
        code = new_code(verbinding, config)
        insert_sessie(verbinding, {**waarden, "code": code}, feit)
        return code

    return NieuweSessie(sessie, store.transact(work))


def _clean_plan(config: Config, wensen: Voorbereiding) -> dict[str, Any]:
    """What was wished beside the steps, cleaned."""
    return {
        "vraag": clean_text(wensen.vraag, VRAAG_TEKENS, leeg_mag=True),
        "wie_ontbreekt": clean_text(wensen.wie_ontbreekt, VRAAG_TEKENS, leeg_mag=True),
        "leidinggevende": wensen.leidinggevende,
        "bewaardagen": config.bewaardagen if wensen.bewaardagen is None else wensen.bewaardagen,
        "punten": {s: [clean_text(p, PUNT_TEKENS) for p in punten] for s, punten in wensen.punten.items()},
        **({"oefening": True} if wensen.oefening else {}),
    }


def _morgen(config: Config) -> str:
    return (config.today() + timedelta(days=1)).isoformat()


def compute_wis_dag(config: Config, gepland: str) -> str:
    """The day on which a session that nobody closes is erased, counted from the day it is planned for.

    Raises Weigering when `gepland` is no day.
    """
    try:
        begin = date.fromisoformat(gepland) if gepland else config.today()
    except ValueError as fout:
        raise Weigering("invoer.vorm") from fout
    return (max(begin, config.today()) + timedelta(days=NOOIT_GESLOTEN_DAGEN)).isoformat()


def make_plan(werkvorm: Werkvorm, wensen: Voorbereiding) -> list[dict[str, Any]]:
    """The plan of the session: minutes and skips per step. Raises Weigering for impossible minutes."""
    plan = []
    for stap in werkvorm.stappen:
        minuten = wensen.minuten.get(stap.id, stap.minuten)
        if not 0 <= minuten <= 240:
            raise Weigering("regie.plan")
        overslaan = wensen.overslaan.get(stap.id, stap.overslaan)
        plan += [
            {"id": make_keer(stap.id, keer), "minuten": minuten, "overslaan": overslaan}
            for keer in range(1, stap.herhaal + 1)
        ]
    if all(p["overslaan"] for p in plan):
        raise Weigering("regie.plan")
    return plan


def qr_geheim(config: Config, sessie: str, plan: Mapping[str, Any]) -> str:
    """The secret behind the `#` of the QR address: derived from the key of this installation, so it is not kept.

    `plan` is that of the session: a new code counts its `qr_keer` up, and with it the secret changes.
    """
    wat = f"{sessie}:{plan['qr_keer']}" if plan.get("qr_keer") else sessie
    ruw = hashlib.blake2b(wat.encode(), key=read_sleutel(config), digest_size=16, person=b"leersessie-qr").digest()
    return base64.urlsafe_b64encode(ruw).decode().rstrip("=")
