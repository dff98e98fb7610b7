"""`opruimen` en `config`: wat een beheerder af en toe doet. Werkt ook terwijl de server draait."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from leersessie.config import OMGEVING, Config
from leersessie.i18n import t
from leersessie.lessen.opruimen import tidy
from leersessie.store import Store
from leersessie.store.kopie import OpslagFout, open_explained
from leersessie.web.lijn.slot import MapBezet, Slot, ask_server
from leersessie.web.opdrachten.fout import BEZET, GOED, MACHINE, OpdrachtFout

KEREN = 3


def clean_up(store: Store, config: Config) -> Mapping[str, Any]:
    """Erase what is past its date. Returns counts by kind, and `schoon`: whether the words left the file as well.

    Somebody who reads at that moment keeps old pages alive; then it tries again.
    """
    aantallen: Counter[str] = Counter()
    schoon = False
    for _ in range(KEREN):
        uit = tidy(store, config)
        aantallen.update(uit.aantallen)
        schoon = uit.schoon
        if schoon:
            break
    return {"aantallen": dict(aantallen), "schoon": schoon}


def run_opruimen(config: Config, keuzes: argparse.Namespace) -> int:
    """Do it here when no server runs, else ask the server."""
    try:
        with Slot(config.data):
            store = open_explained(config)
            try:
                uit: Mapping[str, Any] | None = clean_up(store, config)
            finally:
                store.close()
    except MapBezet:
        uit = ask_server(config.data, "opruimen")
    except OpslagFout as fout:
        raise OpdrachtFout(f"lijn.database_{fout.soort}", BEZET if fout.soort == "bezet" else MACHINE) from None
    except OSError:
        raise OpdrachtFout("lijn.map_onschrijfbaar", MACHINE, map=config.data) from None
    if uit is None or "fout" in uit:
        raise OpdrachtFout("lijn.opruimen_mislukt", MACHINE)
    aantallen: Mapping[str, int] = uit["aantallen"]
    print(t(config.taal, "lijn.opgeruimd" if aantallen else "lijn.niets_op_te_ruimen"))
    for wat, aantal in sorted(aantallen.items()):
        print(f"  {wat}: {aantal}")
    if not uit["schoon"]:
        raise OpdrachtFout("lijn.niet_schoon", BEZET)
    return GOED


def run_config(config: Config, keuzes: argparse.Namespace) -> int:
    """Print every setting as it holds now, without passwords."""
    standaard = Config(data=config.data)
    for veld, naam in OMGEVING.items():
        waarde = getattr(config, veld)
        gezet = "" if waarde == getattr(standaard, veld) else f"  ({t(config.taal, 'lijn.gezet')})"
        print(f"{naam}={hide_password(str(waarde))}{gezet}")
    return GOED


def hide_password(waarde: str) -> str:
    """A database address without its password."""
    return re.sub(r"(?<=://)([^/@:]*):[^@/]*@", r"\1:***@", waarde)
