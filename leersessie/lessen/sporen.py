"""Wat een verandering elders met een les op weg doet: terug naar concept, sleutels weg, en waarom."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from leersessie.store import lessen as rijen

ZONDER_SLEUTELS: dict[str, Any] = {"sleutel1_hash": "", "sleutel2": None, "sleutel2_hash": ""}


def reopen_concepten(verbinding: Connection, sessie: str, nota: str) -> None:
    """Every draft of this session goes back to its writers, without keys."""
    for concept in rijen.list_concepten(verbinding, sessie=sessie):
        rijen.update_concept(verbinding, concept.id, toestand="concept", nota=nota, **ZONDER_SLEUTELS)
