"""De poort van een stap: een voorwaarde die alleen waarschuwt, in de zin van de werkvorm zelf."""

from __future__ import annotations

from leersessie.podium.bord import BordBeeld


def is_voldaan(bord: BordBeeld) -> bool:
    """True when the step has no gate or its gate is met. A covered step is never judged."""
    poort = bord.stap.poort
    if poort is None or bord.dicht:
        return True
    if poort.soort == "minstens_kaarten":
        return len(bord.alle) >= poort.aantal
    if poort.soort == "elke_kolom":
        return all(len(kolom.alle) >= poort.aantal for kolom in bord.kolommen)
    if poort.soort == "kolom_gevuld":
        return any(kolom.id == poort.kolom and len(kolom.alle) >= poort.aantal for kolom in bord.kolommen)
    if poort.soort == "elke_weging_rust_op_feit":
        return bool(bord.alle) and not bord.los
    raise ValueError(f"onbekende poort: {poort.soort}")
