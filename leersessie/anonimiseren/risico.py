"""Wat samen herkenbaar maakt, ook zonder naam: kenmerken die los niets zeggen en bij elkaar één gezin aanwijzen.

Pure. Counts kinds of clues in a whole les and looks at its labels beside the archive; gives warnings, never a verdict
that a text is safe.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leersessie.anonimiseren.cellen import Maat, Rij, find_zichtbaar
from leersessie.anonimiseren.kenmerk import find_kenmerk
from leersessie.anonimiseren.model import AnalyseFout
from leersessie.anonimiseren.plat import make_plat

LET_OP, STOP = "let_op", "stop"
WAARSCHUW, HOUD_TEGEN = 3, 5
"""Kinds of clues in one text: from three on somebody must look, from five on a second person must agree."""
_LAND = (
    r"(?:turk|marokka|surina|antill|curac|aruba|pool|oekra|syri|eritre|somal|chine|indone|moluk|afghaan|iraak|iraan|"
    r"bulgaar|roemee|ghanee|nigeri|ethiop|vietnam|koerd|hindoes|javaan|creool|spaan|portug|ital|congol|russ|"
    r"pakista|indias|kaapverd|braz|somal)"
)
_SOORTEN: Mapping[str, re.Pattern[str]] = {
    "leeftijd": re.compile(
        r"\b\d{1,2} ?(?:tot|-|–) ?\d{1,2} ?(?:jaar|jarige)|\b(?:baby|peuter|kleuter|puber|tiener|\d{1,2}-?jarige)\w*",
        re.I,
    ),
    "herkomst": re.compile(rf"\b{_LAND}\w*|\b(?:gevlucht|vluchteling\w*|statushouder\w*|asielzoek\w*)", re.I),
    "gezin": re.compile(
        r"\b(?:alleenstaande|samengesteld gezin|stiefvader|stiefmoeder|tweeling|drieling|pleeg\w+|adoptie\w*|"
        r"grootouders|oma|opa|weduw\w+|twee moeders|twee vaders|(?:vier|vijf|zes|zeven|acht|negen) kinderen)\b",
        re.I,
    ),
    "gebeurtenis": re.compile(
        r"\b(?:brand|ongeluk|overleden|overlijden|zelfmoord|suïcide|faillissement|detentie|gevangenis|"
        r"ontvoer\w*|aangifte|rechtszaak|steekpartij|schietpartij|verdrink\w*|vermist\w*|ontruim\w*|nieuws|krant)\b",
        re.I,
    ),
    "beroep": re.compile(
        r"\b(?:arts|huisarts|politieagent|agent|leraar|lerares|docent|boer|boerin|dominee|imam|pastoor|advocaat|"
        r"militair|burgemeester|wethouder|kapper|bakker|slager|visser|schipper|vrachtwagenchauffeur|verpleegkundige|"
        r"ondernemer|winkelier|directeur|notaris|sporter|voetballer)\b",
        re.I,
    ),
    "geloof": re.compile(
        r"\b(?:kerk|moskee|synagoge|tempel|gereformeerd\w*|katholiek\w*|islamitisch\w*|moslim\w*|joods\w*|hindoe\w*|"
        r"jehova\w*|gemeenschap|sekte)\b",
        re.I,
    ),
    "wonen": re.compile(
        r"\b(?:boerderij|woonwagen\w*|woonboot|camping|eiland|gehucht|dorp|flat|azc|asielzoekerscentrum|"
        r"gezinshuis|vakantiepark|schip)\b",
        re.I,
    ),
    "gezondheid": re.compile(
        r"\b(?:autisme|autistisch\w*|doof|dove|blind\w*|rolstoel|epilepsie|syndroom|kanker|verstandelijke beperking|"
        r"psychose|borderline|zwanger\w*|bevalling|prematuur|gehandicapt\w*|ziekte van \w+)\b",
        re.I,
    ),
}


@dataclass(frozen=True, slots=True)
class Risico:
    """One warning. `soort`: kenmerk, combinatie or label. `woorden`: what it is about, as it stands there."""

    soort: str
    ernst: str
    woorden: tuple[str, ...]
    aantal: int


def check(
    tekst: str,
    labels: Rij,
    archief: Sequence[Rij],
    *,
    velden: Sequence[str],
    boven: Mapping[str, Mapping[str, str]],
    basis: str,
    maat: Maat,
) -> list[Risico]:
    """What in this les, beside the archive it goes into, may point at a family. Raises AnalyseFout."""
    try:
        plat = make_plat(tekst)
        risicos = [
            Risico("kenmerk", LET_OP, (plat.tekst[v.start : v.end],), 1)
            for v in sorted(find_kenmerk(plat), key=lambda v: v.start)
        ]
        gevonden = {naam: hit.group() for naam, vorm in _SOORTEN.items() if (hit := vorm.search(plat.tekst))}
    except (ArithmeticError, LookupError, RuntimeError, TypeError, ValueError, re.error):
        raise AnalyseFout("de combinatie kon niet worden nagekeken") from None
    if len(gevonden) >= WAARSCHUW:
        ernst = STOP if len(gevonden) >= HOUD_TEGEN else LET_OP
        risicos.append(Risico("combinatie", ernst, tuple(gevonden.values()), len(gevonden)))
    alle = [*archief, labels]
    gezien = find_zichtbaar(alle, velden, boven, basis, maat)[-1]
    verborgen = tuple(w for veld in velden for w in labels.waarden.get(veld, ()) if w not in gezien.get(veld, ()))
    if verborgen:
        risicos.append(Risico("label", LET_OP, verborgen, len(verborgen)))
    return risicos
