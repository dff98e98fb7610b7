"""De werkvormen: lees en keur het bestand van een leerbijeenkomst. Zuiver: geen web, geen database.

Knows what a werkvorm may ask and how its steps hang together; nothing of sessions or people.
"""

from leersessie.i18n.gebrek import Gebrek
from leersessie.werkvormen.lezen import WerkvormFout, check_werkvorm, read_werkvorm
from leersessie.werkvormen.mappen import check_paths, read_werkvormen
from leersessie.werkvormen.model import Draaiboek, Poort, Stap, Werkvorm

__all__ = [
    "Draaiboek",
    "Gebrek",
    "Poort",
    "Stap",
    "Werkvorm",
    "WerkvormFout",
    "check_paths",
    "check_werkvorm",
    "read_werkvorm",
    "read_werkvormen",
]
