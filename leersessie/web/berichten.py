"""Wat een telefoon nog meer zegt: een bericht bij een eigen kaart lezen, en als inbrenger de casus terugnemen."""

from __future__ import annotations

from typing import Any

from leersessie.i18n.weigering import Weigering
from leersessie.invoer.tekstdeur import check_velden
from leersessie.regie.bijdragen import is_holder, withdraw_casus
from leersessie.regie.sturen import BERICHT
from leersessie.web.deuren import Bezoeker
from leersessie.web.lijnen import Lijn

HOOGSTENS = 60


def withdraw(lijn: Lijn, sid: str, lid: Bezoeker, ruw: Any) -> Any:
    """Whoever brought the case takes it back; the console is told, and nobody is asked why."""
    check_velden(ruw, frozenset())
    lijn.check("trek_casus", lid)
    withdraw_casus(lijn.huis.store, lid.sessie, lid.wie)
    lijn.huis.zalen.find(lid.sessie).casus_weg = True
    lijn.huis.uitzending.mark(lid.sessie, telefoons=True)
    return {"ok": True}


def read(lijn: Lijn, sid: str, lid: Bezoeker, ruw: Any) -> Any:
    """`{kaarten: [{kaart, geheim}]}` -> `{berichten: [{kaart, tekst}]}`; a key that does not fit gets nothing."""
    kaarten = check_velden(ruw, frozenset({"kaarten"}))["kaarten"]
    lijn.check("lees_bericht", lid)
    if not isinstance(kaarten, list) or len(kaarten) > HOOGSTENS:
        raise Weigering("invoer.vorm")
    staat = lijn.huis.store.load(lid.sessie)
    uit = []
    for paar in kaarten:
        velden = check_velden(paar, frozenset({"kaart", "geheim"}))
        kaart = str(velden["kaart"])
        bericht = staat.inhoud(f"{BERICHT}{kaart}")
        if bericht is not None and staat.stand.toestand == "gepauzeerd" and is_holder(staat, kaart, velden["geheim"]):
            uit.append({"kaart": kaart, "tekst": str(bericht["tekst"])})
    return {"berichten": uit}
