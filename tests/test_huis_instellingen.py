"""De lijst van instellingen in docs/ en de instellingen in de code zijn dezelfde lijst."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

from huislijst import WORTEL, list_onder, name, read_tabel

from leersessie.config import GRENZEN, OMGEVING, Config

LIJST = WORTEL / "docs/instellingen.md"


def test_de_lijst_noemt_elke_instelling_en_geen_andere() -> None:
    """Both ways: field, name of the variable, in the same order as the code."""
    assert [(rij[0], rij[1]) for rij in read_tabel(LIJST, "veld")] == list(OMGEVING.items())


def test_elke_instelling_is_een_veld_van_de_config() -> None:
    """What is documented can be set; what can be set is a field. Clock and lottery are for tests only."""
    velden = {veld.name for veld in dataclasses.fields(Config)}
    assert velden - set(OMGEVING) == {"klok", "loterij"}
    assert set(OMGEVING) - velden == set()


def test_de_lijst_noemt_de_waarde_die_zonder_instelling_geldt() -> None:
    """The default in the table is the default in the code; numbers also name their bounds."""
    config = Config(data=Path("leersessie-data"))
    for veld, _, standaard, uitleg in read_tabel(LIJST, "veld"):
        waarde = getattr(config, veld)
        if waarde == "":
            assert standaard.startswith("leeg"), veld
        else:
            assert re.match(rf"{re.escape(str(waarde))}\b", standaard), veld
        if veld in GRENZEN:
            assert "{} tot en met {}".format(*GRENZEN[veld]) in uitleg, veld


def test_niemand_leest_de_omgeving_buiten_de_instellingen() -> None:
    """One door for settings, so that the list above is the whole list."""
    buiten = [
        name(pad)
        for pad in list_onder(WORTEL / "leersessie", ".py")
        if re.search(r"\bos\.(environ|getenv)\b", pad.read_text("utf-8")) and pad.name != "config.py"
    ]
    assert buiten == [], "\n".join(buiten)
