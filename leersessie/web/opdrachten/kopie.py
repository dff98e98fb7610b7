"""`backup` en `herstel`: een reservekopie maken terwijl er gewerkt wordt, en haar terugzetten als er niemand werkt."""

from __future__ import annotations

import argparse
from pathlib import Path

from leersessie.config import Config
from leersessie.i18n import t
from leersessie.store.kopie import OpslagFout, find_bestand, restore_kopie, write_kopie
from leersessie.web.lijn.slot import MapBezet, Slot
from leersessie.web.opdrachten.fout import BEZET, GOED, MACHINE, OpdrachtFout


def run_backup(config: Config, keuzes: argparse.Namespace) -> int:
    """Write a sound copy of the database to a new file, mode 0600; the server may go on working."""
    doel = Path(keuzes.pad).absolute()
    bestand = _need_sqlite(config)
    if not bestand.is_file():
        raise OpdrachtFout("lijn.geen_database", MACHINE, map=config.data)
    try:
        omvang = write_kopie(config, doel)
    except FileExistsError:
        raise OpdrachtFout("lijn.bestand_bestaat", BEZET, pad=doel) from None
    except OpslagFout as fout:
        raise OpdrachtFout(f"lijn.database_{fout.soort}", MACHINE) from None
    except OSError:
        raise OpdrachtFout("lijn.pad_onschrijfbaar", MACHINE, pad=doel) from None
    print(t(config.taal, "lijn.kopie_klaar", pad=doel, kilobytes=-(-omvang // 1000)))
    print(t(config.taal, "lijn.kopie_sleutel", pad=config.data / "sleutel"))
    return GOED


def run_herstel(config: Config, keuzes: argparse.Namespace) -> int:
    """Put a copy back; the database that was there is kept beside it."""
    bron = Path(keuzes.pad).absolute()
    _need_sqlite(config)
    if not bron.is_file():
        raise OpdrachtFout("lijn.pad_onbekend", pad=bron)
    try:
        with Slot(config.data):
            oud = restore_kopie(config, bron)
    except MapBezet:
        raise OpdrachtFout("lijn.herstel_bezet", BEZET, map=config.data) from None
    except OpslagFout as fout:
        sleutel = "lijn.kopie_onbruikbaar" if fout.soort == "onbruikbaar" else f"lijn.database_{fout.soort}"
        raise OpdrachtFout(sleutel, MACHINE, pad=bron) from None
    except OSError:
        raise OpdrachtFout("lijn.map_onschrijfbaar", MACHINE, map=config.data) from None
    print(t(config.taal, "lijn.herstel_klaar"))
    if oud is not None:
        print(t(config.taal, "lijn.herstel_oud", pad=oud))
    return GOED


def _need_sqlite(config: Config) -> Path:
    bestand = find_bestand(config)
    if bestand is None:
        raise OpdrachtFout("lijn.alleen_sqlite")
    return bestand
