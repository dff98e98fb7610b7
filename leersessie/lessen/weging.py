"""De weging van een hele les: wat samen herkenbaar maakt, en welke labels te weinig lessen delen om te tonen."""

from __future__ import annotations

from leersessie.anonimiseren import AnalyseFout
from leersessie.anonimiseren.risico import STOP, Risico, check
from leersessie.config import Config
from leersessie.i18n.weigering import Weigering
from leersessie.lessen.labels import BOVEN, VOLGORDE, make_rij, read_maat
from leersessie.lessen.vorm import TEKSTVELDEN
from leersessie.store import ZWAAR, Store
from leersessie.store import lessen as rijen
from leersessie.store.lessen import ConceptRij
from leersessie.toegang.woorden import bind_to_les


def weigh(store: Store, config: Config, concept: ConceptRij) -> list[Risico]:
    """Warnings about this draft beside the archive it goes into, strongest first.

    Raises Weigering 'anonimiseren.analyse_mislukt' (opnieuw): then nothing is shared.
    """
    inhoud = concept.inhoud
    tekst = "\n\n".join(str(inhoud[veld]) for veld in TEKSTVELDEN)

    def work() -> list[Risico]:
        lessen = store.read(lambda verbinding: rijen.list_lessen(verbinding, concept.organisatie))
        archief = [make_rij(les.labels, les.jaar, les.code_hash) for les in lessen]
        eigen = make_rij(inhoud, int(inhoud["jaar"]), bind_to_les(config, concept.code_hash))
        maat = read_maat(concept.organisatie if inhoud.get("bereik") != "openbaar" else None)
        return check(tekst, eigen, archief, velden=VOLGORDE, boven=BOVEN, basis="jaar", maat=maat)

    try:
        return sorted(ZWAAR.run(work), key=lambda risico: risico.ernst != STOP)
    except AnalyseFout:
        raise Weigering("anonimiseren.analyse_mislukt", opnieuw=True, status=503) from None


def must_agree(risicos: list[Risico]) -> bool:
    """True when the second reader has to say apart that nobody is recognisable in all of it together."""
    return any(risico.ernst == STOP for risico in risicos)
