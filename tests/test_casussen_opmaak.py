"""Markdown wordt schone HTML: geen vijandige tekst komt erdoor, en geen tekst houdt de server lang bezig."""

from __future__ import annotations

import html
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leersessie.casussen import render_markdown
from leersessie.casussen.model import BESTAND_BYTES

MAG = {"p", "br", "hr", "em", "strong", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "a", "code", "pre"}
VIJANDIG = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '<a href="javascript:alert(1)">klik</a>',
    "[klik](javascript:alert(1))",
    "[klik](JaVaScRiPt:alert(1))",
    "[klik](java\tscript:alert(1))",
    "[klik](&#106;avascript:alert(1))",
    "[klik](data:text/html;base64,PHNjcmlwdD4=)",
    "[klik](vbscript:x)",
    "[klik](//kwaad.example/x)",
    "[klik](/beheer)",
    "[klik](\\\\kwaad.example)",
    "[klik](file:///etc/passwd)",
    "![plaatje](https://kwaad.example/p.png)",
    "![plaatje][1]\n\n[1]: https://kwaad.example/p.png",
    '[klik](https://a.example "x\\" onmouseover=alert(1) y=")',
    "<https://a.example/?\"onmouseover='x'>",
    "<javascript:alert(1)>",
    '<div style="position:fixed">weg</div>',
    "<style>body{display:none}</style>",
    "<iframe src=https://kwaad.example></iframe>",
    "<form action=/uit><button>uit</button></form>",
    "<!-- <script>alert(1)</script> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "> <script>alert(1)</script>",
    "\x02wzxhzdk:0\x03 \x02amp\x03 klzzwxh:0000",
    "a\x00b<\x00script>alert(1)</script>",
    "\u202egnp.exe\u2066",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "[a]: javascript:alert(1)\n\n[klik][a]",
    "<a href=https://a.example target=_blank ping=https://kwaad.example>x</a>",
    "# <b onclick=x>kop</b>",
    "* <input autofocus onfocus=alert(1)>",
]


class Kijker(HTMLParser):
    """Reads HTML as a browser would and keeps what could do harm."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.kwaad: list[str] = []
        self.tekst = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in MAG:
            self.kwaad.append(tag)
        for naam, waarde in attrs:
            goed = tag == "a" and (
                (naam == "href" and (waarde or "").lower().startswith(("http://", "https://", "mailto:")))
                or (naam, waarde) == ("rel", "noopener nofollow")
            )
            if not goed:
                self.kwaad.append(f"{tag} {naam}={waarde}")

    def handle_comment(self, data: str) -> None:
        self.kwaad.append(f"commentaar {data}")

    def handle_decl(self, decl: str) -> None:
        self.kwaad.append(f"declaratie {decl}")

    def unknown_decl(self, data: str) -> None:
        self.kwaad.append(f"declaratie {data}")

    def handle_pi(self, data: str) -> None:
        self.kwaad.append(f"opdracht {data}")

    def handle_data(self, data: str) -> None:
        self.tekst += data


def look(tekst: str) -> Kijker:
    """What a browser would find in the HTML of this Markdown."""
    kijker = Kijker()
    kijker.feed(render_markdown(tekst))
    kijker.close()
    return kijker


def test_de_kijker_ziet_kwaad() -> None:
    kijker = Kijker()
    kijker.feed('<img src=x><p style="x">a</p><a href="javascript:x">b</a><!-- c -->')
    assert kijker.kwaad == ["img", "img src=x", "p style=x", "a href=javascript:x", "commentaar  c "]


@pytest.mark.parametrize("tekst", VIJANDIG)
def test_vijandige_tekst_wordt_onschuldig(tekst: str) -> None:
    assert look(tekst).kwaad == []


def test_html_blijft_leesbaar_als_tekst() -> None:
    assert look("a <b>vet</b> c").tekst == "a <b>vet</b> c"
    assert look("<div>hoi</div>").tekst == "<div>hoi</div>"


def test_gewone_opmaak() -> None:
    tekst = "# Kop\n\n##### Diep\n\nEen **vet** en *schuin*  \nwoord.\n\n- een\n- twee\n\n1. drie\n\n> ‘Zin’\n\n---\n\n[bron](https://a.example/x?y=1&z=2)"
    assert render_markdown(tekst) == (
        "<h2>Kop</h2>\n<h4>Diep</h4>\n<p>Een <strong>vet</strong> en <em>schuin</em><br>\nwoord.</p>\n"
        "<ul>\n<li>een</li>\n<li>twee</li>\n</ul>\n<ol>\n<li>drie</li>\n</ol>\n"
        "<blockquote>\n<p>‘Zin’</p>\n</blockquote>\n<hr>\n"
        '<p><a href="https://a.example/x?y=1&amp;z=2" rel="noopener nofollow">bron</a></p>'
    )


def test_een_plaatje_valt_weg() -> None:
    assert render_markdown("voor ![x](https://a.example/x.png) na") == "<p>voor  na</p>"


def test_te_lang_wordt_geweigerd_zonder_de_tekst_te_herhalen() -> None:
    with pytest.raises(ValueError, match=r"^een tekst mag hoogstens 40000 tekens hebben$"):
        render_markdown("geheim " * BESTAND_BYTES)


def test_een_tekst_met_meer_tekens_dan_woorden_wordt_gewone_alineas() -> None:
    assert render_markdown("*" * 500 + "\n\n<b>") == f"<p>{'*' * 500}</p>\n<p>&lt;b&gt;</p>"


@pytest.mark.parametrize(
    "deel",
    ["[", "*", "_", "`", "\\", "> ", "=\n", "- ", "a\n=\n", "[a](", "**a ", "1. ", "<a", "![", "# \n", "  \n", "&#x"],
)
def test_geen_tekst_houdt_de_server_lang_bezig(deel: str) -> None:
    tekst = deel * (BESTAND_BYTES // len(deel))
    begin = time.perf_counter()
    assert look(tekst).kwaad == []
    assert time.perf_counter() - begin < 2.5


@settings(derandomize=True, deadline=None, max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            ["<", ">", "[", "]", "(", ")", "*", "_", "`", "!", "\n", " ", "#", "a", '"', "'", "&", ";", "\\", ":"]
        )
        | st.sampled_from(
            ["javascript:", "https://a.example", "script", "<img ", "onerror=", "\x02", "\x03", "\x00", "-->", "<!--"]
        ),
        max_size=30,
    ).map("".join)
)
def test_willekeurige_stukjes_leveren_nooit_kwaad(tekst: str) -> None:
    assert look(tekst).kwaad == []


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.text(alphabet=st.characters(codec="utf-8", categories=("L", "Nd")), min_size=1, max_size=60))
def test_woorden_blijven_woorden(tekst: str) -> None:
    assert html.unescape(render_markdown(tekst)) in (f"<p>{tekst}</p>", "")
