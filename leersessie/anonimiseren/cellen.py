"""De regel van kleine groepen: een kenmerk is alleen te zien als genoeg anderen het delen, uit genoeg groepen.

Pure. Adds labels in a fixed order and keeps one only while everybody with the same visible labels is still a crowd;
what does not fit is generalised upward, or left out. Computed anew for the whole archive, so it always holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

GEVOELIG = "ernst"
"""The field whose value must not follow from the others."""
Waarden = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Rij:
    """One les for this rule: which group it came from, its values per field, and what may not be guessed from them."""

    groep: str
    waarden: Waarden
    gevoelig: str = ""
    """Value of the sensitive field; empty when it was not filled in."""


@dataclass(frozen=True, slots=True)
class Maat:
    """How large a crowd must be: lessons, groups they come from, and different values of what is sensitive."""

    k: int
    groepen: int = 3
    divers: int = 2


@dataclass(slots=True)
class _Veld:
    rijen: Sequence[Rij]
    maat: Maat
    gezien: dict[tuple[int, bool], bool] = field(default_factory=dict)

    def is_menigte(self, klas: int, *, gevoelig: bool) -> bool:
        """True when the rows of this bit mask are enough, from enough groups, and do not all say the same.

        `gevoelig`: the field that is being added is the sensitive one itself.
        """
        goed = self.gezien.get((klas, gevoelig))
        if goed is None:
            goed = klas.bit_count() >= self.maat.k and self._is_gemengd(klas, 1 if gevoelig else self.maat.divers)
            self.gezien[klas, gevoelig] = goed
        return goed

    def _is_gemengd(self, klas: int, divers: int) -> bool:
        groepen: set[str] = set()
        gevoelig: set[str] = set()
        while klas:
            laagste = klas & -klas
            rij = self.rijen[laagste.bit_length() - 1]
            klas ^= laagste
            groepen.add(rij.groep)
            gevoelig.add(rij.gevoelig)
            # a value that is nowhere filled in gives nothing away
            if len(groepen) >= self.maat.groepen and (len(gevoelig) >= divers or "" in gevoelig):
                return True
        return False


def find_zichtbaar(
    rijen: Sequence[Rij], velden: Sequence[str], boven: Mapping[str, Mapping[str, str]], basis: str, maat: Maat
) -> tuple[dict[str, tuple[str, ...]], ...]:
    """Per row the values that may be seen, field by field in the order of `velden`.

    `basis`: the field that is always seen (the year); a class is counted within it. `boven`: field -> value -> the
    wider value that takes its place when the value itself would single somebody out; it stands under 'field_boven'.
    """
    masker: dict[tuple[str, str], int] = {}
    for nummer, rij in enumerate(rijen):
        for veld, waarden in _with_boven(rij.waarden, boven).items():
            for waarde in waarden:
                masker[veld, waarde] = masker.get((veld, waarde), 0) | 1 << nummer
    meting = _Veld(rijen, maat)
    return tuple(_choose(rij, velden, boven, basis, masker, meting) for rij in rijen)


def _with_boven(waarden: Waarden, boven: Mapping[str, Mapping[str, str]]) -> dict[str, tuple[str, ...]]:
    uit = dict(waarden)
    for veld, namen in boven.items():
        uit[f"{veld}_boven"] = tuple(dict.fromkeys(namen[w] for w in waarden.get(veld, ()) if w in namen))
    return uit


def _choose(
    rij: Rij,
    velden: Sequence[str],
    boven: Mapping[str, Mapping[str, str]],
    basis: str,
    masker: Mapping[tuple[str, str], int],
    meting: _Veld,
) -> dict[str, tuple[str, ...]]:
    klas = masker[basis, rij.waarden[basis][0]]
    uit: dict[str, tuple[str, ...]] = {}
    for veld in velden:
        gezien: list[str] = []
        ruim: list[str] = []
        # the commonest first: that leaves the largest crowd for the next
        for waarde in sorted(rij.waarden.get(veld, ()), key=lambda w: (-masker[veld, w].bit_count(), w)):
            wijder = boven.get(veld, {}).get(waarde, "")
            for naam, keus, lijst in ((veld, waarde, gezien), (f"{veld}_boven", wijder, ruim)):
                smal = klas & masker.get((naam, keus), 0)
                if keus and (keus in lijst or meting.is_menigte(smal, gevoelig=veld == GEVOELIG)):
                    klas = smal
                    lijst.append(keus)
                    break
        if gezien:
            uit[veld] = tuple(gezien)
        if ruim:
            uit[f"{veld}_boven"] = tuple(dict.fromkeys(ruim))
    return uit
