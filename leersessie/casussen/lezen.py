"""Van een bestand met een kop tussen +++ naar een Casus. De leergids gaat er hier af, voor iemand haar ziet.

Two kinds of findings: what makes the file unusable (CasusFout), and the house rules for a good vignette,
which only check_casus tells. Knows no folders, sessions or screens.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from leersessie.casussen import model
from leersessie.casussen.model import SLEUTELS, Casus
from leersessie.casussen.opmaak import render_markdown
from leersessie.i18n import t
from leersessie.i18n.gebrek import Gebrek, find_nearest, note_gebrek, read_regel

_KOP = re.compile(r"\A\s*\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)(.*)\Z", re.DOTALL | re.MULTILINE)
_GIDS = re.compile(r"^#[ \t]*(?:leergids|learning guide)[ \t:#]*$", re.IGNORECASE | re.MULTILINE)
_GIDSWOORD = re.compile(r"leergids|learning\s+guide", re.IGNORECASE)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WOORD = re.compile(r"\w+(?:[’'\-]\w+)*")
_AANHAAL = re.compile(r"[‘“„\"][^‘“”\"\n]{2,}[’”\"]")
_OPMAAK = re.compile(r"!\[|</?[a-z][^>\n]*>", re.IGNORECASE)


class CasusFout(Exception):
    """A casus that cannot be used; `gebreken` says why. The message holds no line of the file."""

    def __init__(self, bestand: str, gebreken: tuple[Gebrek, ...]) -> None:
        super().__init__(f"{bestand}: {len(gebreken)} gebreken")
        self.bestand = bestand
        self.gebreken = gebreken


@dataclass(slots=True)
class _Lezer:
    bestand: str
    taal: str
    gebreken: list[Gebrek] = field(default_factory=list)

    def note(self, plek: str, code: str, /, **waarden: object) -> None:
        plek = plek or t(self.taal, "casussen.plek_verhaal")
        self.gebreken.append(note_gebrek(self.taal, f"casussen.{code}", self.bestand, plek, **waarden))


def read_casus(tekst: str, bestand: str, taal: str = "nl") -> Casus:
    """The case in this text. Raises CasusFout, with every finding in `taal`, when it cannot be used.

    House rules for a good vignette (length, a line of the child, a guide) do not stop it; check_casus tells them.
    """
    casus, lezer = _read(tekst, bestand, taal)
    if casus is None or lezer.gebreken:
        raise CasusFout(bestand, tuple(lezer.gebreken))
    return casus


def check_casus(tekst: str, bestand: str, taal: str = "nl") -> list[Gebrek]:
    """Everything that is wrong with this text or could be better; empty when it is good."""
    casus, lezer = _read(tekst, bestand, taal)
    if casus is not None and not lezer.gebreken:
        _check_regels(casus, lezer)
    return lezer.gebreken


def check_gelezen(casus: Casus, bestand: str, taal: str = "nl") -> list[Gebrek]:
    """The house rules for a case that was read already."""
    lezer = _Lezer(bestand, taal)
    _check_regels(casus, lezer)
    return lezer.gebreken


def _read(tekst: str, bestand: str, taal: str) -> tuple[Casus | None, _Lezer]:
    lezer = _Lezer(bestand, taal)
    tekst = tekst.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(tekst.encode("utf-8", "replace")) > model.BESTAND_BYTES:
        lezer.note("", "te_groot", hoogstens=model.BESTAND_BYTES // 1000)
        return None, lezer
    delen = _KOP.match(tekst)
    if delen is None:
        lezer.note("+++", "geen_kop")
        return None, lezer
    kop = _read_kop(delen.group(1), lezer)
    verhaal, gids = _split_gids(delen.group(2), lezer)
    if kop is None or lezer.gebreken:
        return None, lezer
    return _make_casus(kop, verhaal, gids), lezer


def _read_kop(tekst: str, lezer: _Lezer) -> dict[str, Any] | None:
    try:
        kop = tomllib.loads(tekst)
    except RecursionError:
        lezer.note("+++", "geen_kop")
        return None
    except ValueError as fout:
        regel = read_regel(str(fout))
        plek = t(lezer.taal, "casussen.plek_regel", regel=regel + 1) if regel else "+++"
        lezer.note(plek, "toml", melding=str(fout))
        return None
    for naam in kop:
        if naam not in SLEUTELS:
            lijkt = find_nearest(naam, SLEUTELS)
            code = "onbekende_sleutel_lijkt" if lijkt else "onbekende_sleutel"
            lezer.note(naam, code, sleutel=naam, lijkt=lijkt, sleutels=", ".join(SLEUTELS))
    for naam, sleutel in SLEUTELS.items():
        if naam in kop:
            _check_waarde(naam, kop[naam], sleutel, lezer)
        elif sleutel.verplicht:
            lezer.note(naam, "ontbreekt", sleutel=naam)
    return kop


def _check_waarde(naam: str, waarde: object, sleutel: model.Sleutel, lezer: _Lezer) -> None:
    if sleutel.waarde == "vlag":
        if not isinstance(waarde, bool):
            lezer.note(naam, "geen_vlag", sleutel=naam)
    elif sleutel.waarde == "heel":
        if not isinstance(waarde, int) or isinstance(waarde, bool) or not 1 <= waarde <= sleutel.hoogstens:
            lezer.note(naam, "geen_getal", sleutel=naam, hoogstens=sleutel.hoogstens)
    elif sleutel.waarde == "woorden":
        if not isinstance(waarde, list) or not waarde or not all(_is_zin(w, 60) for w in waarde):
            lezer.note(naam, "geen_woorden", sleutel=naam)
    elif not _is_zin(waarde, sleutel.hoogstens) and not (waarde == "" and not sleutel.verplicht):
        lezer.note(naam, "geen_tekst", sleutel=naam, hoogstens=sleutel.hoogstens)
    elif sleutel.keuzes and waarde not in sleutel.keuzes:
        lezer.note(naam, "onbekende_keus", sleutel=naam, waarde=waarde, keuzes=", ".join(sleutel.keuzes))
    elif naam == "slug" and not _SLUG.fullmatch(str(waarde)):
        lezer.note(naam, "geen_naam", waarde=waarde)


def _is_zin(waarde: object, hoogstens: int) -> bool:
    return isinstance(waarde, str) and 0 < len(waarde.strip()) <= hoogstens and "\n" not in waarde.strip()


def _split_gids(tekst: str, lezer: _Lezer) -> tuple[str, str]:
    """The vignette and the guide. A guide that we might fail to cut off is refused: deelnemers must not see it."""
    kop = _GIDS.search(tekst)
    verhaal, gids = (tekst, "") if kop is None else (tekst[: kop.start()], tekst[kop.end() :])
    if _GIDSWOORD.search(verhaal):
        lezer.note("# Leergids", "gids_in_verhaal")
    if not verhaal.strip():
        lezer.note("+++", "geen_verhaal")
    return verhaal.strip(), gids.strip()


def _make_casus(kop: Mapping[str, Any], verhaal: str, gids: str) -> Casus:
    return Casus(
        slug=kop["slug"],
        titel=kop["titel"].strip(),
        tekst_md=verhaal,
        html=render_markdown(verhaal),
        gids_html=render_markdown(gids),
        themas=tuple(dict.fromkeys(thema.strip() for thema in kop["themas"])),
        ernst=kop["ernst"],
        succes=kop.get("succes", False),
        waarschuwing=kop.get("inhoudswaarschuwing", "").strip(),
        leervraag=kop["leervraag"].strip(),
        bron=kop["bron"].strip(),
        versie=kop["versie"],
        woorden=len(_WOORD.findall(verhaal)),
        fictief=kop.get("fictief", False),
        taal=kop.get("taal") or "nl",
        gids_md=gids,
    )


def _check_regels(casus: Casus, lezer: _Lezer) -> None:
    minst, meest = model.WOORDEN if casus.taal == "nl" else model.WOORDEN_EN
    if not minst <= casus.woorden <= meest:
        lezer.note("", "lengte", woorden=casus.woorden, minst=minst, meest=meest)
    if not _AANHAAL.search(casus.tekst_md):
        lezer.note("", "geen_kindzin")
    if len(_WOORD.findall(casus.gids_md)) < model.GIDS_WOORDEN:
        lezer.note("# Leergids", "gids_mist", minst=model.GIDS_WOORDEN)
    for plek, tekst in (("", casus.tekst_md), ("# Leergids", casus.gids_md)):
        if _OPMAAK.search(tekst):
            lezer.note(plek, "html")
    if casus.ernst == "zwaar" and not casus.waarschuwing:
        lezer.note("inhoudswaarschuwing", "waarschuwing_mist")
