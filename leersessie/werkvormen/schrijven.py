"""Van een gelezen bestand weer naar TOML: voor wie een werkvorm wijzigt in een formulier in plaats van in de tekst.

Knows the shape of a werkvorm file and nothing of what may stand in it. Comments of the old text are not kept.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

BREED = 100
"""A list that fits in so many characters stays on one line."""


def read_ruw(toml: str) -> dict[str, Any]:
    """The keys and values of this text, unjudged. Raises ValueError when it is no TOML."""
    return tomllib.loads(toml.removeprefix("\ufeff").replace("\r\n", "\n"))


def to_toml(ruw: Mapping[str, Any]) -> str:
    """The text of a file with these keys; `stap` and its `draaiboek` get headings of their own, as in our files."""
    regels = [_say_regel(naam, waarde) for naam, waarde in ruw.items() if naam != "stap"]
    for stap in ruw.get("stap", ()):
        regels += ["", "[[stap]]"]
        regels += [_say_regel(naam, waarde) for naam, waarde in stap.items() if naam != "draaiboek"]
        if stap.get("draaiboek"):
            regels.append("[stap.draaiboek]")
            regels += [_say_regel(naam, waarde) for naam, waarde in stap["draaiboek"].items()]
    return "\n".join(regels) + "\n"


def _say_regel(naam: str, waarde: Any) -> str:
    kort = f"{_say_sleutel(naam)} = {_say(waarde)}"
    if not isinstance(waarde, list) or len(kort) <= BREED:
        return kort
    delen = "".join(f"  {_say(deel)},\n" for deel in waarde)
    return f"{_say_sleutel(naam)} = [\n{delen}]"


def _say_sleutel(naam: str) -> str:
    kaal = naam.replace("-", "").replace("_", "")
    return naam if kaal.isascii() and kaal.isalnum() else json.dumps(naam)


def _say(waarde: Any) -> str:
    if isinstance(waarde, str):
        # a JSON string is a TOML string, but for the one control character that JSON lets through
        return json.dumps(waarde, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(waarde, bool):
        return "true" if waarde else "false"
    if isinstance(waarde, Mapping):
        binnen = ", ".join(f"{_say_sleutel(naam)} = {_say(deel)}" for naam, deel in waarde.items())
        return f"{{ {binnen} }}" if binnen else "{}"
    if isinstance(waarde, Sequence):
        return f"[{', '.join(_say(deel) for deel in waarde)}]"
    return str(waarde)
