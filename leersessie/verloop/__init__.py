"""Het hart: de feiten van een sessie en de stand die eruit volgt. Zuiver: geen database, geen web, geen klok.

Holds no text of people and knows no participant. Start at vouw.apply.
"""

from leersessie.verloop.feit import Feit
from leersessie.verloop.rechten import check_recht
from leersessie.verloop.stand import LEEG, Kaart, Klokstand, PlanStap, Stand, Sturing
from leersessie.verloop.vouw import apply, fold

__all__ = [
    "LEEG",
    "Feit",
    "Kaart",
    "Klokstand",
    "PlanStap",
    "Stand",
    "Sturing",
    "apply",
    "check_recht",
    "fold",
]
