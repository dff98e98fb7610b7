"""De casussen: lees en keur een verhaal om van te leren, en maak er schone HTML van. Zuiver: geen web, geen database.

Keeps the guide for the gespreksleider apart from the story for everybody.
"""

from leersessie.casussen.lezen import CasusFout, check_casus, read_casus
from leersessie.casussen.mappen import check_paths, read_casussen
from leersessie.casussen.model import ERNST, Casus
from leersessie.casussen.opmaak import render_markdown
from leersessie.i18n.gebrek import Gebrek

__all__ = [
    "ERNST",
    "Casus",
    "CasusFout",
    "Gebrek",
    "check_casus",
    "check_paths",
    "read_casus",
    "read_casussen",
    "render_markdown",
]
