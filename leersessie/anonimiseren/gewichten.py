"""De gewichten van de schatting, en de kans die eruit volgt. Gemaakt door bouw/leren.py; het product leest alleen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import exp
from pathlib import Path

from leersessie.anonimiseren.model import AnalyseFout

GEWICHTEN = Path(__file__).parent / "tabellen" / "gewichten.txt"
SOORTEN = ("", "PERSOON", "ORGANISATIE", "PLAATS", "ADRES", "LEEFTIJD")
"""What a word can be for the model; the first is 'nothing that points at somebody'."""
SCHAAL = 100
"""The file holds whole numbers: hundredths."""
Rij = tuple[int, ...]


class Gewichten:
    """A linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001) over SOORTEN."""

    def __init__(self, regels: Sequence[str]) -> None:
        aantal = len(SOORTEN)
        self._overgang: list[list[float]] = []
        self._kenmerken: dict[str, Rij] = {}
        try:
            for regel in regels:
                naam, _, getallen = regel.rpartition("\t")
                waarden = tuple(map(int, getallen.split(" ")))
                if len(waarden) != aantal:
                    raise ValueError
                if naam == ">":
                    self._overgang.append([exp(waarde / SCHAAL) for waarde in waarden])
                else:
                    self._kenmerken[naam] = waarden
        except ValueError as fout:
            raise AnalyseFout("de gewichten van de schatting zijn stuk") from fout
        if len(self._overgang) != aantal or not self._kenmerken:
            raise AnalyseFout("de gewichten van de schatting zijn stuk")
        self._terug = [list(kolom) for kolom in zip(*self._overgang, strict=True)]

    def estimate(self, reeks: Sequence[Sequence[str]]) -> list[list[float]]:
        """For every place with its features the chance of each of SOORTEN, over the whole row (forward-backward)."""
        punten = [self._weigh(kenmerken) for kenmerken in reeks]
        heen: list[list[float]] = []
        for plek, punt in enumerate(punten):
            heen.append(_scale(punt if not plek else _go_on(heen[-1], self._terug, punt)))
        terug = [1.0] * len(SOORTEN)
        kansen: list[list[float]] = []
        for plek in range(len(punten) - 1, -1, -1):
            kansen.append(_scale([a * b for a, b in zip(heen[plek], terug, strict=True)]))
            verder = [a * b for a, b in zip(punten[plek], terug, strict=True)]
            terug = _scale([sum(map(float.__mul__, rij, verder)) for rij in self._overgang])
        kansen.reverse()
        return kansen

    def _weigh(self, kenmerken: Sequence[str]) -> list[float]:
        bekend = [rij for kenmerk in kenmerken if (rij := self._kenmerken.get(kenmerk)) is not None]
        sommen = [sum(kolom) for kolom in zip(*bekend, strict=True)] if bekend else [0] * len(SOORTEN)
        hoogste = max(sommen)
        return [exp((som - hoogste) / SCHAAL) for som in sommen]


def _go_on(vorige: list[float], kolommen: list[list[float]], punt: list[float]) -> list[float]:
    return [sum(map(float.__mul__, vorige, kolom)) * p for kolom, p in zip(kolommen, punt, strict=True)]


def _scale(rij: list[float]) -> list[float]:
    som = sum(rij)
    return [waarde / som for waarde in rij]


@cache
def read_gewichten() -> Gewichten:
    """The one set of weights of this process. Raises AnalyseFout when it is missing or broken."""
    try:
        regels = GEWICHTEN.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fout:
        raise AnalyseFout("de gewichten van de schatting ontbreken") from fout
    return Gewichten(regels)
