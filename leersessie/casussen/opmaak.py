"""Van Markdown naar schone HTML: koppen, alinea's, lijsten, citaten, nadruk en gewone links. Verder niets.

Raw HTML is shown as text, pictures fall away, links go only to http, https and mailto. Everything that
leaves this module went through an allow-list.
"""

from __future__ import annotations

import html
import re
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from leersessie.casussen.model import BESTAND_BYTES

_TAGS = {"p", "br", "hr", "em", "strong", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "a", "code", "pre"}
_SCHEMA = {"http", "https", "mailto"}
_STUUR = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_DIEP = re.compile(r"^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])(?=[ \t>]|$)){9,}|^(?: {36}|\t{9})", re.MULTILINE)
_STREEP = re.compile(r"^[=\-*_ #]+$", re.MULTILINE)
_LINK = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)
_REL = "noopener nofollow"
_VEEL = 400


class _Koppen(Treeprocessor):
    """The page owns h1: headings in a text start at h2 and never go deeper than h4."""

    def run(self, root: Element) -> None:
        for deel in root.iter():
            if re.fullmatch(r"h[1-6]", deel.tag if isinstance(deel.tag, str) else ""):
                deel.tag = f"h{min(4, int(deel.tag[1]) + 1)}"


def render_markdown(tekst: str) -> str:
    """Clean HTML of a Markdown text of at most BESTAND_BYTES. Raises ValueError when it is longer.

    A text with more marks than words, or nested too deeply to be meant for reading, becomes plain paragraphs:
    such a text could keep the Markdown parser busy for seconds.
    """
    if len(tekst) > BESTAND_BYTES:
        raise ValueError(f"een tekst mag hoogstens {BESTAND_BYTES} tekens hebben")
    schoon = _STUUR.sub("", tekst.replace("\r\n", "\n").replace("\r", "\n"))
    ruw = _make_plain(schoon) if _is_onzin(schoon) else _make_parser().convert(schoon)
    return nh3.clean(
        ruw,
        tags=_TAGS,
        clean_content_tags=set(),
        attributes={"a": {"href"}},
        url_schemes=_SCHEMA,
        attribute_filter=_keep_link,
        link_rel=_REL,
        strip_comments=True,
    )


def _is_onzin(tekst: str) -> bool:
    merken = max(tekst.count(teken) for teken in "[<*_`\\")
    return merken > _VEEL or len(_STREEP.findall(tekst)) > _VEEL // 2 or _DIEP.search(tekst) is not None


def _keep_link(tag: str, naam: str, waarde: str) -> str | None:
    """Only whole addresses, no other attribute: a link without a scheme could lead to any host, or in here."""
    goed = waarde == _REL if naam == "rel" else naam == "href" and _LINK.fullmatch(waarde) is not None
    return waarde if goed else None


def _make_parser() -> Markdown:
    """A fresh parser: one is not safe to share between threads."""
    parser = Markdown(extensions=["sane_lists"], output_format="html")
    parser.preprocessors.deregister("html_block")
    parser.inlinePatterns.deregister("html")
    parser.treeprocessors.register(_Koppen(parser), "koppen", 0)
    return parser


def _make_plain(tekst: str) -> str:
    alineas = (deel.strip() for deel in re.split(r"\n\s*\n", tekst))
    return "\n".join(f"<p>{html.escape(deel)}</p>" for deel in alineas if deel)
