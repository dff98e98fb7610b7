"""Proefdraaien: een werkvorm spelen met nagespeelde mensen, in een sessie die nergens in een lijst staat.

Starts the proefgroep as the program it is; the secret of the console goes over its input, never on a command line.
"""

from __future__ import annotations

import json
import subprocess
import sys

from flask import request

from leersessie.i18n import t
from leersessie.i18n.weigering import Weigering
from leersessie.regie.voorbereiden import Voorbereiding, prepare
from leersessie.store.werkvormen import EigenRij
from leersessie.toegang.accounts import Ingelogd
from leersessie.toegang.bewijzen import give_bewijs
from leersessie.verloop.rechten import check_redactie
from leersessie.web.huis import huis
from leersessie.werkvormen import WerkvormFout, read_werkvorm

UUR_MS = 3_600_000
DEELNEMERS, TEMPO = 8, 20
HOOGSTENS_TEGELIJK = 2
"""A proefgroep costs as much as a real group."""
_bezig: list[subprocess.Popen[str]] = []


def start_proef(ingelogd: Ingelogd, rij: EigenRij) -> str:
    """Begin a practice session of this version; returns its id. Raises Weigering when it cannot run now."""
    huis_ = huis()
    check_redactie("draai_proef", ingelogd.rollen, rij.toestand)
    try:
        werkvorm = read_werkvorm(rij.toml, rij.werkvorm)
    except WerkvormFout as fout:
        raise Weigering("redactie.nog_niet_heel", aantal=len(fout.gebreken)) from None
    _bezig[:] = [proces for proces in _bezig if proces.poll() is None]
    if len(_bezig) >= HOOGSTENS_TEGELIJK:
        raise Weigering("redactie.proef_bezig", opnieuw=True)
    taal = huis_.config.taal
    nieuw = prepare(
        huis_.store,
        huis_.config,
        organisatie=ingelogd.organisatie,
        account=ingelogd.account,
        werkvorm=werkvorm,
        toml=rij.toml,
        wensen=Voorbereiding(t(taal, "redactie.proef_naam"), taal=taal, bewaardagen=0, oefening=True),
    )
    link = huis_.store.transact(
        lambda v: give_bewijs(v, huis_.config, nieuw.id, "console", geldig_ms=UUR_MS, account=ingelogd.account)
    )
    _run_groep(nieuw.code, f"{_find_adres()}/afstand#{link}", rij.toml)
    return nieuw.id


def _find_adres() -> str:
    """Where the group finds this server. Behind a proxy it goes straight to our own port, not out and in again."""
    if huis().config.adres:
        return f"http://127.0.0.1:{request.environ['SERVER_PORT']}"
    return huis().find_adres()


def _run_groep(code: str, link: str, toml: str) -> None:
    adres = link.partition("/afstand")[0]
    opdracht = [sys.executable, "-m", "leersessie", "speel", code, "--adres", adres, "--console", "-"]
    opdracht += ["--deelnemers", str(DEELNEMERS), "--tempo", str(TEMPO)]
    proces = subprocess.Popen(  # noqa: S603 - our own program, with a code and an address of our own
        opdracht, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True
    )
    _bezig.append(proces)
    assert proces.stdin is not None
    # the input stays open: when this server goes, it ends, and the group goes home
    proces.stdin.write(json.dumps({"console": link, "werkvorm": toml}) + "\n")
    proces.stdin.flush()
