"""Het scherm lezen: uit een beeld halen wat er gevraagd wordt, zoals elk ander programma dat kan.

Knows the attributes and form fields of docs/protocol.md; nothing of layout or words.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any


@dataclass(slots=True)
class Veld:
    """One field of a form: vast (hidden), tekst, keuze (radio, select) or vink (checkbox)."""

    naam: str
    soort: str
    keuzes: list[str] = field(default_factory=list)
    verplicht: bool = False
    hoogstens: int = 0
    laagste: int = 0
    hoogste: int = 0
    """For a number that is typed: its limits."""
    getal: bool = False
    eerder: str = ""
    """The step of which this phone adds its own earlier choice."""


@dataclass(slots=True)
class Vraag:
    """What the picture asks of this phone now. One set of fields per form."""

    stap: str
    soort: str
    hoogstens: int
    gedeeld: bool
    typt: str
    formulieren: list[list[Veld]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Aanwezige:
    """One phone in the list of the console."""

    id: int
    rollen: tuple[str, ...]
    wens: str
    toestand: str


class _Lezer(HTMLParser):
    """Collects all tags with their attributes; keeps the fields of each form together."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tekens: list[tuple[str, dict[str, str]]] = []
        self.formulieren: list[list[Veld]] = []
        self.los: list[Veld] = []
        self._diep = False
        self._select: Veld | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One tag."""
        wat = {naam: waarde or "" for naam, waarde in attrs}
        self.tekens.append((tag, wat))
        if tag == "form":
            self._diep = True
            self.formulieren.append([])
        elif tag == "option" and self._select is not None:
            self._select.keuzes.append(wat.get("value", ""))
        elif tag in ("input", "textarea", "select") and wat.get("name"):
            self._add(tag, wat)

    def handle_endtag(self, tag: str) -> None:
        """The end of a form or list."""
        if tag == "form":
            self._diep = False
        if tag == "select":
            self._select = None

    def _add(self, tag: str, wat: dict[str, str]) -> None:
        doel = self.formulieren[-1] if self._diep else self.los
        soort = _to_soort(tag, wat.get("type", "text"))
        veld = next((v for v in doel if v.naam == wat["name"] and v.soort == soort), None)
        if veld is None:
            veld = Veld(
                naam=wat["name"],
                soort=soort,
                hoogstens=_to_getal(wat.get("maxlength", "")),
                laagste=_to_getal(wat.get("min", "")),
                hoogste=_to_getal(wat.get("max", "")),
                getal="data-getal" in wat,
                eerder=wat.get("data-eerder", ""),
            )
            doel.append(veld)
        veld.verplicht = veld.verplicht or "required" in wat
        if tag == "select":
            self._select = veld
        elif soort != "tekst":
            veld.keuzes.append(wat.get("value", ""))


def _to_getal(tekst: str) -> int:
    return int(tekst) if tekst.isascii() and tekst.isdigit() else 0


def _to_soort(tag: str, type_: str) -> str:
    if tag == "select" or type_ == "radio":
        return "keuze"
    if type_ == "checkbox":
        return "vink"
    return "vast" if type_ == "hidden" else "tekst"


def _read(html: str) -> _Lezer:
    lezer = _Lezer()
    lezer.feed(html)
    lezer.close()
    return lezer


def read_vraag(html: str) -> Vraag | None:
    """What region `invoer` asks; None when there is nothing to give now."""
    lezer = _read(html)
    wat = next((attrs for _, attrs in lezer.tekens if "data-stap" in attrs), None)
    if wat is None:
        return None
    return Vraag(
        stap=wat["data-stap"],
        soort=wat.get("data-soort", ""),
        hoogstens=_to_getal(wat.get("data-hoogstens", "")),
        gedeeld=wat.get("data-gedeeld") == "1",
        typt=wat.get("data-typt", ""),
        formulieren=lezer.formulieren,
    )


def read_groepen(html: str) -> tuple[list[str], str]:
    """From region `vraag`, for a phone without a group: the groups it may go to; and the group that wants a writer."""
    alle = [wat for _, wat in _read(html).tekens]
    tekens = [wat for wat in alle if "data-groep" in wat]
    zit = any("groepregel" in wat.get("class", "").split() for wat in alle)
    kan = [wat["data-groep"] for wat in tekens if wat.get("data-doe") == "kies_groep" and not zit]
    pen = next((w["data-groep"] for w in tekens if w.get("data-doe") == "schrijf_groep" and w.get("data-aan")), "")
    return kan, pen


def read_steun(html: str) -> list[str]:
    """The cards an answer may rest on, from region `steun`."""
    lezer = _read(html)
    return [k for velden in (lezer.los, *lezer.formulieren) for v in velden if v.naam == "verwijst" for k in v.keuzes]


# ---- what the console shows --------------------------------------------------------------------------------


def read_aanwezigen(html: str) -> list[Aanwezige]:
    """The phones in region `zaal` of the console."""
    return [
        Aanwezige(
            id=int(wat["data-deelnemer"]),
            rollen=tuple(wat.get("data-rollen", "").split()),
            wens=wat.get("data-wens", ""),
            toestand=wat.get("data-toestand", ""),
        )
        for _, wat in _read(html).tekens
        if wat.get("data-deelnemer", "").isdigit()
    ]


def read_knoppen(html: str) -> list[tuple[str, dict[str, Any], dict[str, str]]]:
    """The acts a picture of the console offers: (daad, gegeven, all attributes)."""
    return [
        (wat["data-daad"], json.loads(wat.get("data-gegeven") or "{}"), wat)
        for _, wat in _read(html).tekens
        if "data-daad" in wat
    ]


def read_verdelen(html: str) -> dict[str, Any]:
    """What the console offers to say about groups first; empty when everybody has one."""
    knop = next((wat for _, wat in _read(html).tekens if "data-groepdoe" in wat), {})
    gegeven: dict[str, Any] = json.loads(knop.get("data-groepdoe") or "{}")
    return gegeven if gegeven.get("doe") == "verdeel" else {}


def read_kaarten(html: str) -> list[str]:
    """The cards a picture shows to everybody, in its order, each once."""
    tekens = [wat for _, wat in _read(html).tekens if "verborgen" not in wat.get("class", "").split()]
    return list(dict.fromkeys(wat["data-kaart"] for wat in tekens if wat.get("data-kaart")))
