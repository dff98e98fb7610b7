"""Alles van een sessie als bestand: het verslag in Markdown, en de kaarten die er nog zijn in JSON.

Cards stand by step and then by random id: their order says nothing of who came first.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from leersessie.exports.archief import add_bestand


def make_zip(verslag: str, kaarten: Iterable[tuple[str, str, Mapping[str, Any]]]) -> bytes:
    """`verslag`: Markdown, '' without one. `kaarten`: (step, card, words)."""
    rij = sorted(kaarten, key=lambda kaart: kaart[:2])
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as bestand:
        if verslag:
            add_bestand(bestand, "verslag.md", verslag)
        inhoud = {"kaarten": [{"stap": stap, "woorden": dict(woorden)} for stap, _, woorden in rij]}
        add_bestand(bestand, "kaarten.json", json.dumps(inhoud, ensure_ascii=False, indent=1, sort_keys=True))
    return uit.getvalue()
