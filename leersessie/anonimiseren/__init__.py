"""De controle op herkenbaarheid: vindt plekken die iemand aanwijzen, en zet daar neer wat een mens besluit.

Pure: no state but read-only lists, no network, no log. Fails closed: whatever goes wrong inside becomes AnalyseFout
without the text in it, and whoever asked must refuse to share.

Layers stand in LAGEN: functions from plain text to findings; names, places and organisations follow (woorden.py).
"""

from leersessie.anonimiseren.controle import analyse, apply, find_bekend, find_names, split_bekend, warm_up
from leersessie.anonimiseren.model import MASK, REVIEW, TYPEN, VERSIE, AnalyseFout, Besluit, Span
from leersessie.anonimiseren.vervangen import suggest

__all__ = [
    "MASK",
    "REVIEW",
    "TYPEN",
    "VERSIE",
    "AnalyseFout",
    "Besluit",
    "Span",
    "analyse",
    "apply",
    "find_bekend",
    "find_names",
    "split_bekend",
    "suggest",
    "warm_up",
]
