"""De vorm van een les: vaste delen in gewone tekst, gesloten lijsten voor labels, een hash over wat een lezer ziet.

No free text but the parts and the title; no place, no month, no name of an organisation.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from leersessie.i18n.weigering import Weigering
from leersessie.invoer.tekstdeur import clean_text

DELEN = ("situatie", "wat", "waarom", "grenzen", "vraag")
TEKSTVELDEN = ("titel", *DELEN)
VERPLICHT = ("titel", "wat", "waarom")
DEEL_TEKENS = 2_000
TITEL_TEKENS = 120
SOORTEN = ("inzicht", "werkafspraak", "zo_zeg_je_het", "succes")
THEMAS = (
    "zicht_op_veiligheid",
    "overdracht",
    "kind_horen",
    "informatie_delen",
    "meldcode",
    "samenwerken",
    "patronen_zien",
    "hulp_op_maat",
    "netwerk",
    "gesprek_met_ouders",
    "mantelzorg",
    "eigen_rol",
)
THEMAGROEPEN = {
    "veiligheid": ("zicht_op_veiligheid", "meldcode", "patronen_zien"),
    "samen": ("samenwerken", "overdracht", "informatie_delen"),
    "gezin": ("kind_horen", "gesprek_met_ouders", "netwerk", "mantelzorg"),
    "vak": ("hulp_op_maat", "eigen_rol"),
}
"""What is seen of a theme that too few lessons share."""
BEREIKEN = ("organisatie", "installatie", "openbaar")
STANDAARDEN = tuple(range(1, 11))
"""The ten standards of the kwaliteitskader."""
MELDCODE = (1, 2, 3, 4, 5)
ERNST = ("licht", "middelzwaar", "zwaar")
SECTORGROEPEN = {
    "onderwijs": ("onderwijs", "kinderopvang"),
    "zorg": ("jgz", "huisarts", "ziekenhuis", "ggz"),
    "sociaal": ("wijkteam", "maatschappelijk_werk", "opvang", "bestaanszekerheid", "gemeente", "kennis", "ervaring"),
    "veiligheid": ("veilig_thuis", "jeugdbescherming", "justitie"),
}
"""Sectors are only kept in groups: a finer sector in a small region points at somebody."""


def find_sectorgroepen(sectoren: Iterable[str]) -> tuple[str, ...]:
    """The groups these sectors belong to, in a fixed order."""
    gekozen = set(sectoren)
    return tuple(groep for groep, leden in SECTORGROEPEN.items() if gekozen & set(leden))


def make_leeg(werkvorm: str, jaar: int) -> dict[str, Any]:
    """The content of a les nobody wrote in yet."""
    return {
        **dict.fromkeys(TEKSTVELDEN, ""),
        "soort": "inzicht",
        "themas": [],
        "werkvorm": werkvorm,
        "standaarden": [],
        "meldcode": 0,
        "ernst": "",
        "sectorgroepen": [],
        "bereik": "organisatie",
        "jaar": jaar,
    }


def clean_inhoud(oud: Mapping[str, Any], nieuw: Mapping[str, object]) -> dict[str, Any]:
    """The content after an edit: `nieuw` holds the fields that changed.

    werkvorm and jaar follow from the session and cannot be edited. Raises Weigering for an unknown field, a choice
    that is not on its list, or a part that is too long.
    """
    uit = dict(oud)
    for veld, waarde in nieuw.items():
        if veld in DELEN:
            uit[veld] = clean_text(waarde, DEEL_TEKENS, leeg_mag=True)
        elif veld == "titel":
            uit[veld] = " ".join(clean_text(waarde, TITEL_TEKENS, leeg_mag=True).split())
        elif veld in ("soort", "ernst", "bereik"):
            uit[veld] = _clean_keus(waarde, {"soort": SOORTEN, "ernst": ("", *ERNST), "bereik": BEREIKEN}[veld])
        elif veld == "meldcode":
            uit[veld] = _clean_keus(waarde, (0, *MELDCODE))
        elif veld in ("themas", "standaarden", "sectorgroepen"):
            keuzes = {"themas": THEMAS, "standaarden": STANDAARDEN, "sectorgroepen": tuple(SECTORGROEPEN)}[veld]
            uit[veld] = _clean_keuzes(waarde, keuzes)
        else:
            raise Weigering("invoer.vorm")
    return uit


def _clean_keus(waarde: object, keuzes: tuple[Any, ...]) -> Any:
    if isinstance(waarde, bool) or waarde not in keuzes:
        raise Weigering("invoer.keus")
    return waarde


def _clean_keuzes(waarde: object, keuzes: tuple[Any, ...]) -> list[Any]:
    if not isinstance(waarde, list | tuple) or any(isinstance(w, bool) or w not in keuzes for w in waarde):
        raise Weigering("invoer.keus")
    return [keus for keus in keuzes if keus in waarde]


def hash_inhoud(inhoud: Mapping[str, Any]) -> str:
    """Hash over everything a reader will see. A key is given for exactly this."""
    return hashlib.sha256(json.dumps(dict(inhoud), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def check_vol(inhoud: Mapping[str, Any]) -> None:
    """Raises Weigering 'lessen.deel_leeg_…' when a part that readers need is empty."""
    for veld in VERPLICHT:
        if not inhoud[veld]:
            raise Weigering(f"lessen.deel_leeg_{veld}")


def is_algemene_regel(inhoud: Mapping[str, Any]) -> bool:
    """A rule without a case: no situation, and of a kind that tells none."""
    return not inhoud["situatie"] and inhoud["soort"] in ("werkafspraak", "zo_zeg_je_het")
