"""`leersessie demo`: een gevulde installatie om in rond te kijken, met adressen en manieren om in te loggen.

Fills an empty database once. The passwords are random and stand only in LEERSESSIE_DATA/demo.json, for its owner.
"""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from leersessie.config import Config
from leersessie.i18n import t
from leersessie.regie.kennis import find_werkvorm
from leersessie.regie.voorbereiden import qr_geheim
from leersessie.store.accounts import count_accounts, find_account
from leersessie.store.sessies import list_sessies
from leersessie.toegang.bewijzen import give_bewijs
from leersessie.toegang.codes import show_code
from leersessie.toegang.woorden import draw_vierwoordcode
from leersessie.web.deuren import GELDIG_MS
from leersessie.web.huis import Huis
from leersessie.web.opdrachten import demo_spelen, demo_vulling
from leersessie.web.opdrachten.start import Draaiend, run_server

BESTAND = "demo.json"
VOLGORDE = ("open", "bezig", "gepauzeerd", "gepland", "nabespreken")
"""Sessions of the list, in this order; what is over and done does not stand in it."""


@dataclass(frozen=True, slots=True)
class Bewaard:
    """What demo.json holds: the passwords by address, and the four words of the finished session."""

    wachtwoorden: dict[str, str]
    vierwoordcode: str = ""


def run_demo(config: Config, keuzes: argparse.Namespace) -> int:
    """Fill what is empty, say where everything is, and serve."""

    def ready(draaiend: Draaiend) -> None:
        huis: Huis = draaiend.app.extensions["leersessie"]
        bewaard = prepare_demo(huis)
        gegeven = describe(huis, draaiend.adressen[0], bewaard)
        tekst = json.dumps(gegeven, ensure_ascii=False) if keuzes.json else to_tekst(gegeven, bewaard, config.taal)
        print(tekst, flush=True)  # a program waits for this line

    return run_server(config, keuzes.host, keuzes.port, gereed=ready)


def prepare_demo(huis: Huis) -> Bewaard | None:
    """Fill an empty database; of a filled one what demo.json remembers, or None when it is not a demo."""
    pad = huis.config.data / BESTAND
    if huis.store.read(count_accounts):
        return _read(huis, pad)
    mensen = (demo_vulling.BEHEERDER, *demo_vulling.MENSEN)
    wachtwoorden = {mens.email: draw_vierwoordcode(huis.config).replace(" ", "-") for mens in mensen}
    # before the accounts: whatever happens next, there is no account whose password nobody knows
    _write(pad, Bewaard(wachtwoorden))
    bewaard = Bewaard(wachtwoorden, demo_spelen.fill(huis, wachtwoorden))
    _write(pad, bewaard)
    return bewaard


def _read(huis: Huis, pad: Path) -> Bewaard | None:
    if not pad.is_file():
        return None
    ruw = json.loads(pad.read_text("utf-8"))
    eerste = demo_vulling.BEHEERDER.email
    bekend = huis.store.read(lambda v: find_account(v, email=eerste)) is not None
    return Bewaard(ruw["wachtwoorden"], ruw["vierwoordcode"]) if bekend else None


def _write(pad: Path, bewaard: Bewaard) -> None:
    """Readable only by the owner from the first byte on."""
    klad = pad.with_suffix(".klad")
    klad.unlink(missing_ok=True)
    nummer = os.open(klad, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(nummer, "w", encoding="utf-8") as bestand:
        json.dump({"wachtwoorden": bewaard.wachtwoorden, "vierwoordcode": bewaard.vierwoordcode}, bestand)
    klad.replace(pad)


def describe(huis: Huis, adres: str, bewaard: Bewaard | None) -> dict[str, Any]:
    """The demo for a program: address, log-ins, sessions."""
    mensen = (demo_vulling.BEHEERDER, *demo_vulling.MENSEN) if bewaard else ()
    return {
        "url": adres,
        "accounts": [
            {"rol": mens.rol, "login": mens.email, "wachtwoord": bewaard.wachtwoorden[mens.email]}
            for mens in mensen
            if bewaard
        ],
        "sessies": _list_sessies(huis, adres) if bewaard else [],
    }


def _list_sessies(huis: Huis, adres: str) -> list[dict[str, str]]:
    """The living sessions of the demo, those to come first. Each start makes new links for the beamer."""
    store, config = huis.store, huis.config
    leider = store.read(lambda v: find_account(v, email=demo_vulling.MENSEN[0].email))
    if leider is None:
        return []
    sessies = []
    for info in reversed(store.read(lambda v: list_sessies(v, leider.organisatie))):
        status = store.load(info.id).stand.toestand
        if status not in VOLGORDE:
            continue
        geef = partial(give_bewijs, config=config, sessie=info.id, rol="beamer", geldig_ms=GELDIG_MS)
        beamer = store.transact(geef)
        sessies.append(
            {
                "code": info.code or "",
                "naam": info.naam,
                "werkvorm": find_werkvorm(info).id,
                "status": status,
                "console": f"{adres}/sessies/{info.id}/console",
                "beamer": f"{adres}/beamer#{beamer}",
                "meedoen": f"{adres}/mee#{qr_geheim(config, info.id, info.plan)}",
            }
        )
    return sorted(sessies, key=lambda sessie: VOLGORDE.index(sessie["status"]))


def to_tekst(gegeven: dict[str, Any], bewaard: Bewaard | None, taal: str) -> str:
    """The same for a person."""
    regels = [t(taal, "demo.draait"), f"  {gegeven['url']}", ""]
    if bewaard is None:
        return "\n".join([*regels, t(taal, "demo.niet_gevuld")])
    regels.append(t(taal, "demo.inloggen"))
    breed = max(len(a["login"]) for a in gegeven["accounts"])
    regels += [f"  {a['rol']:<15} {a['login']:<{breed}}  {a['wachtwoord']}" for a in gegeven["accounts"]]
    regels += [f"  {t(taal, 'demo.tweede_controle')}", ""]
    for sessie in gegeven["sessies"]:
        status = t(taal, f"demo.status_{sessie['status']}")
        regels.append(f"{sessie['naam']} ({status})")
        if sessie["code"]:
            regels.append(f"  {t(taal, 'demo.code')} {show_code(sessie['code'])}")
        for wat in ("console", "beamer", "meedoen"):
            naam = t(taal, f"demo.{wat}")
            regels.append(f"  {naam:<10} {sessie[wat]}")
    regels += ["", t(taal, "demo.vierwoordcode", code=bewaard.vierwoordcode), t(taal, "demo.lessen")]
    eerste = next((s["code"] for s in gegeven["sessies"] if s["status"] == "open"), "")
    if eerste:
        opdracht = f"leersessie speel {eerste} --adres {gegeven['url']}"
        regels += ["", t(taal, "demo.speel"), f"  {opdracht}"]
    return "\n".join([*regels, "", t(taal, "demo.bewaard", bestand=BESTAND), t(taal, "lijn.stoppen")])
