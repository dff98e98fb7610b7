"""Het archief als bestand: een zip met elke les in Markdown en alles samen in JSON, en een feed (Atom).

Holds what a reader of the archive sees and nothing more: the year, no day, no order of arrival. Words are data and
never markup.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree

from leersessie.exports.verslag_md import escape_regel
from leersessie.i18n import t
from leersessie.lessen.vorm import DELEN
from leersessie.lessen.zoeken import LesMetLabels

ATOM = "http://www.w3.org/2005/Atom"
GEEN_DAG = (1980, 1, 1, 0, 0, 0)
"""The oldest day a zip can hold: no file in it says when it was made."""


def make_zip(lessen: Iterable[LesMetLabels], taal: str) -> bytes:
    """The whole archive, as this reader may see it."""
    rij = sorted(lessen, key=lambda les: les.rij.id)
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as archief:
        inhoud = {"lessen": [_to_json(les) for les in rij]}
        add_bestand(archief, "lessen.json", json.dumps(inhoud, ensure_ascii=False, indent=1, sort_keys=True))
        for les in rij:
            add_bestand(archief, f"lessen/{les.rij.id}.md", make_markdown(les, taal))
    return uit.getvalue()


def add_bestand(archief: zipfile.ZipFile, naam: str, tekst: str) -> None:
    """One text in a zip, without the moment it was made."""
    info = zipfile.ZipInfo(naam, GEEN_DAG)
    info.compress_type = zipfile.ZIP_DEFLATED
    archief.writestr(info, tekst.encode("utf-8"))


def _to_json(les: LesMetLabels) -> dict[str, object]:
    return {
        "id": les.rij.id,
        "titel": les.rij.titel,
        "soort": les.rij.soort,
        "jaar": les.rij.jaar,
        **{deel: str(les.rij.inhoud.get(deel, "")) for deel in DELEN},
        "labels": {naam: list(waarden) for naam, waarden in les.labels.items()},
    }


def make_markdown(les: LesMetLabels, taal: str) -> str:
    """One les as Markdown."""
    regels = [f"# {escape_regel(les.rij.titel)}", "", f"{t(taal, f'lessen.soort_{les.rij.soort}')}, {les.rij.jaar}"]
    for deel in DELEN:
        tekst = str(les.rij.inhoud.get(deel, ""))
        if tekst.strip():
            alineas = [escape_regel(regel) for regel in tekst.splitlines() if regel.strip()]
            regels += ["", f"## {t(taal, f'lessen.deel_{deel}')}", "", "\n\n".join(alineas)]
    return "\n".join([*regels, ""])


def make_feed(lessen: Sequence[LesMetLabels], adres: str, taal: str) -> bytes:
    """An Atom feed. Every les carries the first of January of its year: more is not known of it."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": taal})
    rij = sorted(lessen, key=lambda les: (-les.rij.jaar, les.rij.id))
    nieuwste = rij[0].rij.jaar if rij else 2000
    _put(feed, "title", t(taal, "exports.feed"))
    _put(feed, "id", f"{adres}/lessen")
    _put(feed, "updated", _to_moment(nieuwste))
    author = ElementTree.SubElement(feed, f"{{{ATOM}}}author")
    _put(author, "name", "leersessie")
    for les in rij:
        deel = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
        _put(deel, "title", les.rij.titel)
        _put(deel, "id", f"{adres}/lessen/{les.rij.id}")
        ElementTree.SubElement(deel, f"{{{ATOM}}}link", {"href": f"{adres}/lessen/{les.rij.id}"})
        _put(deel, "updated", _to_moment(les.rij.jaar))
        _put(deel, "summary", str(les.rij.inhoud.get("waarom", "")))
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _put(ouder: ElementTree.Element, naam: str, tekst: str) -> None:
    ElementTree.SubElement(ouder, f"{{{ATOM}}}{naam}").text = tekst


def _to_moment(jaar: int) -> str:
    return f"{jaar:04d}-01-01T00:00:00Z"
