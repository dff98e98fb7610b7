"""De soorten invoer: wat er gevraagd mag worden, wat een antwoord is, en hoe antwoorden optellen. Zuiver.

A new kind is one module here with a SOORT, its texts, and three partials under templates/invoer/<soort>/.
"""

from leersessie.invoer import (
    acties,
    geen,
    kaarten,
    keuze,
    kolommen,
    schaal,
    stemmen,
    tekst,
    tijdlijn,
    twee_ideeen,
    vragen,
)
from leersessie.invoer.basis import Inhoud, Soort
from leersessie.invoer.getypt import list_getypt
from leersessie.invoer.vorm import BEELDEN, KAART_TEKENS, TEKST_TEKENS, TYPEN, Keus, Vorm

SOORTEN: dict[str, Soort] = {
    kamer.SOORT.naam: kamer.SOORT
    for kamer in (
        geen,
        keuze,
        tekst,
        kolommen,
        kaarten,
        vragen,
        schaal,
        acties,
        tijdlijn,
        twee_ideeen,
        stemmen,
    )
}

__all__ = [
    "BEELDEN",
    "KAART_TEKENS",
    "SOORTEN",
    "TEKST_TEKENS",
    "TYPEN",
    "Inhoud",
    "Keus",
    "Soort",
    "Vorm",
    "list_getypt",
]
