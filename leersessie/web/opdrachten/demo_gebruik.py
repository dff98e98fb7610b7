"""De lessen van de demo in gebruik: twee rode draden, en een team dat een les probeert. Door de kamers zelf."""

from __future__ import annotations

from datetime import timedelta

from leersessie.lessen import draden, gebruik
from leersessie.lessen.zoeken import list_alles
from leersessie.toegang.accounts import Ingelogd
from leersessie.web.huis import Huis

DRADEN = (
    (
        {
            "soort": "drempel",
            "niveau": "organisatie",
            "naam": "Iedereen denkt dat een ander het doet",
            "uitleg": "Bij een overdracht of een lang overleg blijft liggen wat van niemand is.",
        },
        frozenset(("overdracht", "samenwerken", "informatie_delen")),
    ),
    (
        {
            "soort": "werkzame_factor",
            "niveau": "team",
            "naam": "Iemand vraagt het het kind zelf",
            "uitleg": "Wat een kind zegt als je het apart spreekt, verandert vaker het plan dan een nieuw rapport.",
        },
        frozenset(("kind_horen",)),
    ),
)
"""A pattern, and the themes of the lessons that belong to it."""
TEAM, KIJK_DAGEN = "wijkteam", 60


def use_lessen(huis: Huis, leider: Ingelogd, trainer: Ingelogd) -> None:
    """Patterns through the shared lessons by the trainer; the first les is tried by a team, and looked after."""
    store, config = huis.store, huis.config
    lessen = [les.rij for les in list_alles(store, trainer.organisatie)]
    for velden, themas in DRADEN:
        draad = draden.save_draad(store, config, trainer, velden)
        for les in lessen:
            if themas & set(les.labels["themas"]):
                draden.set_les(store, draad, les.id, trainer, aan=True)
    if lessen:
        eerste = min(lessen, key=lambda les: les.titel)
        dag = config.today() + timedelta(days=KIJK_DAGEN)
        gebruik.begin_proef(store, config, eerste.id, leider, TEAM, dag.isoformat())
        gebruik.take_zorg(store, config, eerste.id, trainer)
