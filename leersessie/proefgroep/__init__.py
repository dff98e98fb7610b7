"""De proefgroep: nagespeelde deelnemers, en een nagespeelde gespreksleider, over het echte protocol.

Knows the server only from docs/protocol.md, as any other program does; of this house it borrows only the kinds of
input, the werkvorm files and the texts.
"""

from leersessie.proefgroep.groep import Groep, Uitkomst, Wensen, run_groep
from leersessie.proefgroep.leiding import run_sessie
from leersessie.proefgroep.lijn import KanNiet

__all__ = ["Groep", "KanNiet", "Uitkomst", "Wensen", "run_groep", "run_sessie"]
