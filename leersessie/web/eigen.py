"""Welke werkvormen iemand kan kiezen: die van de bibliotheek, en wat de eigen organisatie zelf publiceerde."""

from __future__ import annotations

from leersessie.i18n.weigering import NietGevonden
from leersessie.redactie.werkvormen import list_gepubliceerd
from leersessie.toegang.accounts import Ingelogd
from leersessie.web.bibliotheek import bibliotheek
from leersessie.web.huis import huis
from leersessie.werkvormen import Werkvorm


def list_keuze(ingelogd: Ingelogd | None) -> list[Werkvorm]:
    """All werkvormen this visitor may choose from; a visitor without an account sees the library."""
    eigen = list_gepubliceerd(huis().store, ingelogd.organisatie) if ingelogd else []
    return [*bibliotheek().list_werkvormen(), *(werkvorm for werkvorm, _ in eigen)]


def find_keuze(werkvorm: object, ingelogd: Ingelogd | None) -> tuple[Werkvorm, str]:
    """The werkvorm with this id and its text, the library first. Raises NietGevonden."""
    try:
        gevonden = bibliotheek().find_werkvorm(werkvorm)
    except NietGevonden:
        eigen = list_gepubliceerd(huis().store, ingelogd.organisatie) if ingelogd else []
        paar = next((paar for paar in eigen if paar[0].id == werkvorm), None)
        if paar is None:
            raise
        return paar
    return gevonden, bibliotheek().read_toml(gevonden.id)
