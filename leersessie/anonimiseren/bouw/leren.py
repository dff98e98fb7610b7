"""Leert de gewichten van de schatting uit onze eigen kaarten en schrijft `tabellen/gewichten.txt`.

Usage: python -m leersessie.anonimiseren.bouw.leren KAARTEN.jsonl MAP; the folder holds `werkvormen` and `casussen`.
Needs the package python-crfsuite, which the product does not. Cards whose id begins with 'o' are kept apart, for
measuring; they are never learnt from.
"""

from __future__ import annotations

import importlib
import json
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from leersessie.anonimiseren.bouw.kopieen import Kaart, Kopieerder
from leersessie.anonimiseren.controle import apply
from leersessie.anonimiseren.cues import TUSSEN
from leersessie.anonimiseren.gewichten import GEWICHTEN, SCHAAL, SOORTEN
from leersessie.anonimiseren.model import MASK, Besluit, Span
from leersessie.anonimiseren.plat import Plat, make_plat
from leersessie.anonimiseren.schatting import Plek, make_kenmerken, make_rij, split_zinnen
from leersessie.anonimiseren.vervangen import suggest
from leersessie.anonimiseren.woorden import read_tokens

KOPIEEN = 5
"""How often a card with names is learnt again with other names; and once with what the product would put there."""
INSTELLING = {"c1": 0.3, "c2": 0.5, "max_iterations": 120, "feature.minfreq": 3, "feature.possible_transitions": True}
_ZONDER_WOORDEN = frozenset(("PERSOON", "PLAATS", "ORGANISATIE", "ADRES"))
NIETS = SOORTEN[0]


def read_kaarten(bestand: Path, *, zonder: Sequence[str] = ()) -> Iterator[Kaart]:
    """The cards of the development set that may be learnt from, without some styles."""
    for regel in bestand.read_text("utf-8").splitlines():
        rij = json.loads(regel)
        if not rij["id"].startswith("o") and rij["style"] not in zonder:
            yield Kaart(
                rij["text"], tuple((s["start"], s["end"], s["type"], s.get("optional", False)) for s in rij["spans"])
            )


def read_proza(inhoud: Path) -> Iterator[Kaart]:
    """What we wrote ourselves about nobody: every Dutch text of the werkvormen, and the casussen."""
    for bestand in sorted((inhoud / "werkvormen").glob("*.toml")):
        for tekst in _list_teksten(tomllib.loads(bestand.read_text("utf-8"))):
            yield from (Kaart(regel.strip(), ()) for regel in tekst.splitlines() if regel.strip())
    for bestand in sorted((inhoud / "casussen").glob("*.md")):
        if not bestand.name.endswith(".en.md"):
            regels = bestand.read_text("utf-8").split("+++")[-1].splitlines()
            yield from (Kaart(regel.strip(), ()) for regel in regels if regel.strip())


def _list_teksten(waarde: Any) -> Iterator[str]:
    """The Dutch strings in a tree of tables and lists."""
    if isinstance(waarde, list):
        for deel in waarde:
            yield from [deel] if isinstance(deel, str) and " " in deel else _list_teksten(deel)
    elif isinstance(waarde, dict):
        for sleutel, deel in waarde.items():
            if isinstance(deel, str):
                yield from [deel] if sleutel == "nl" else []
            else:
                yield from _list_teksten(deel)


def list_soorten(kaart: Kaart, plat: Plat, rij: Sequence[Plek]) -> list[str]:
    """For every word what it is; a word of which it does not matter takes after its neighbour."""
    soorten: list[str | None] = [_find_soort(kaart, plat, plek) for plek in rij]
    for i, soort in enumerate(soorten):
        if soort is None:
            buren = [s for s in (soorten[i - 1] if i else None, soorten[i + 1] if i + 1 < len(soorten) else None) if s]
            soorten[i] = buren[0] if buren else NIETS
    return [soort or NIETS for soort in soorten]


def _find_soort(kaart: Kaart, plat: Plat, plek: Plek) -> str | None:
    begin, eind = plat.to_bron(plek.start, plek.end)
    for start, tot, soort, mag in kaart.spans:
        if begin >= tot or eind <= start or soort == "KENMERK":
            continue
        tussen = soort in _ZONDER_WOORDEN and plek.plat in TUSSEN
        eenheid = soort == "LEEFTIJD" and plek.soort[:1] != "#"
        return None if mag or tussen or eenheid or soort not in SOORTEN else soort
    return NIETS


def veil(kaart: Kaart) -> Kaart:
    """The card with our own replacements in the places, which point at nobody: 'kind A (6 tot 8) belt betrokkene B'."""
    groepen: dict[str, int] = {}
    besluiten = []
    for begin, eind, soort, mag in kaart.spans:
        if not mag:
            groep = groepen.setdefault(kaart.tekst[begin:eind].lower(), len(groepen) + 1)
            span = Span(begin, eind, soort, MASK, "", groep)
            besluiten.append(Besluit(begin, eind, suggest(kaart.tekst, span)))
    return Kaart(apply(kaart.tekst, besluiten), ())


def learn(kaarten: list[Kaart], pad: str) -> None:
    """Train on every card and its copies; the model is written to `pad`."""
    leraar = importlib.import_module("pycrfsuite").Trainer(verbose=False)
    leraar.set_params(INSTELLING)
    kopieerder = Kopieerder(1)
    for kaart in kaarten:
        kopieen = [kopieerder.make_kopie(kaart) for _ in range(KOPIEEN)] + [veil(kaart)] if kaart.spans else []
        for versie in (kaart, *kopieen):
            plat = make_plat(versie.tekst)
            for zin in split_zinnen(make_rij(plat.tekst, read_tokens(plat))):
                leraar.append(make_kenmerken(zin), [soort or "-" for soort in list_soorten(versie, plat, zin)])
    leraar.train(pad)


def list_regels(pad: str) -> Iterator[str]:
    """The lines of the file: six transitions, then every feature that weighs something."""
    lezer = importlib.import_module("pycrfsuite").Tagger()
    lezer.open(pad)
    info = lezer.info()
    namen = [soort or "-" for soort in SOORTEN]
    for van in namen:
        yield _to_regel(">", [info.transitions.get((van, naar), 0.0) for naar in namen])
    per_kenmerk: dict[str, list[float]] = {}
    for (kenmerk, soort), gewicht in info.state_features.items():
        per_kenmerk.setdefault(kenmerk, [0.0] * len(namen))[namen.index(soort)] = gewicht
    for kenmerk, gewichten in sorted(per_kenmerk.items()):
        if any(round(gewicht * SCHAAL) for gewicht in gewichten):
            yield _to_regel(kenmerk, gewichten)


def _to_regel(naam: str, gewichten: list[float]) -> str:
    return f"{naam}\t{' '.join(str(round(gewicht * SCHAAL)) for gewicht in gewichten)}"


def main(bestand: Path, inhoud: Path) -> None:
    """Learn from the cards and write the weights."""
    kaarten = list(dict.fromkeys([*read_kaarten(bestand), *read_proza(inhoud)]))
    with tempfile.TemporaryDirectory() as map_:
        pad = str(Path(map_) / "model")
        learn(kaarten, pad)
        regels = list(list_regels(pad))
    GEWICHTEN.write_text("\n".join(regels) + "\n", "utf-8")
    print(f"{len(kaarten)} kaarten, {len(regels)} regels, {GEWICHTEN.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
