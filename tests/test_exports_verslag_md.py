"""Het verslag als Markdown: vijandige woorden komen eruit zoals ze erin gingen, niets wordt opmaak of verwijzing."""

from __future__ import annotations

import html
import re

import markdown
import pytest
from hulp.lessen import DEELNEMER, LEIDER, Lesproef
from hypothesis import given
from hypothesis import strategies as st

from leersessie.exports.verslag_md import escape_regel, escape_tekst, to_markdown
from leersessie.lessen import verslag
from leersessie.lessen.verslag import VerslagRegel, VerslagZicht
from leersessie.store.verslagen import ReactieRij

VIJANDIG = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[klik](javascript:alert(1))",
    "![x](http://boos.example/x.png)",
    "[x]: http://boos.example",
    "http://boos.example/pad?q=1",
    "www.boos.example",
    "jan@boos.example",
    "<http://boos.example>",
    "# kop",
    "####### geen kop",
    "> citaat",
    "- lijst",
    "+ lijst",
    "* lijst",
    "1. lijst",
    "123) lijst",
    "---",
    "***",
    "===",
    "    code",
    "\tcode",
    "`code` en ``code``",
    "```python",
    "~~~",
    "*schuin* **vet** _schuin_ __vet__ ~~weg~~",
    "a | b | c",
    "|---|---|",
    "&amp; &lt;b&gt; &#42;",
    "\\* \\[ \\\\",
    "regel een\nregel twee\n\n- en drie\n# en vier",
    "{: .klasse }",
    "[^1]: noot",
    "$x^2$ $$y$$",
    ": omschrijving",
    "!!! waarschuwing",
    "[TOC]",
    "<!-- weg -->",
    "*[HTML]: afkorting",
    "🌊 é ü 中文 \u202eomgekeerd",
]


def maak_zicht(*teksten: str, naam: str = "Team Oost") -> VerslagZicht:
    """A verslag with these lines."""
    regels = tuple(VerslagRegel(f"r{n}", "s1", "Wat leren wij?", "kaart", t) for n, t in enumerate(teksten))
    return VerslagZicht(
        sessie="s", organisatie=1, naam=naam, werkvorm="wv", taal="nl", gesloten_dag="2026-03-10", toestand="reactie",
        regels=regels, reacties=(), wachtend=(), bezwaren=(), inbrenger=True, code_gegeven=False,
        reactie_tot_dag="2026-03-24", vastgesteld_dag="",
    )  # fmt: skip


def render(bron: str) -> str:
    """As an ordinary reader shows it, with the extensions people use."""
    return markdown.markdown(bron, extensions=["extra", "sane_lists", "toc", "admonition"])


def to_woorden(tekst: str) -> str:
    """Text without the difference between kinds of white space."""
    return " ".join(tekst.split())


def read_tekst(uitvoer: str) -> str:
    """What a person reads."""
    return to_woorden(html.unescape(re.sub(r"<[^>]+>", " ", uitvoer)))


@pytest.mark.parametrize("tekst", VIJANDIG)
def test_wat_iemand_typte_staat_er_precies_zo(tekst: str) -> None:
    """In a card, in a reaction, in the name of an organisation, in a heading and in the title."""
    zicht = maak_zicht("gewone zin", tekst, "nog een zin", naam=tekst)
    reacties = (
        ReactieRij("a", "reactie", "", "r1", tekst),
        ReactieRij("b", "kanttekening", tekst, "r1", tekst),
        ReactieRij("c", "reactie", "", "", tekst),
    )
    kop = VerslagRegel("k", "s2", tekst, "kaart", "onder de kop")
    object.__setattr__(zicht, "reacties", reacties)
    object.__setattr__(zicht, "regels", (*zicht.regels, kop))
    uitvoer = render(to_markdown(zicht, tekst, "nl"))
    gelezen = read_tekst(uitvoer)
    zonder_afbreking = to_woorden(tekst)
    assert gelezen.count(zonder_afbreking) >= 7
    tags = set(re.findall(r"</?([a-z0-9]+)", uitvoer))
    assert tags == {"h1", "h2", "ul", "li", "hr", "p"} | ({"br"} if "\n" in tekst else set())
    assert re.findall(r"<[^>]*\s(?:href|src)=", uitvoer) == []


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), max_size=80))
def test_elke_regel_leest_terug_als_zichzelf(tekst: str) -> None:
    """Whatever characters: one line in a list is that line."""
    uitvoer = render(f"- x{escape_regel(tekst)}x\n- y")
    assert read_tekst(uitvoer) == to_woorden(f"x{to_woorden(tekst)}x y")


@given(st.lists(st.sampled_from([*"#->*+=`~|:![]()_&<1.) \t", "a", "\n"]), max_size=30))
def test_elke_reeks_opmaaktekens_blijft_tekst(tekens: list[str]) -> None:
    """Several lines, each starting with anything: no element but the list and its line breaks."""
    tekst = "".join(tekens)
    uitvoer = render(f"- {escape_tekst('begin ' + tekst, 4)}\n- eind")
    assert read_tekst(uitvoer) == to_woorden(f"begin {tekst} eind")
    assert set(re.findall(r"</?([a-z0-9]+)", uitvoer)) <= {"ul", "li", "br", "p"}


def test_een_weggehaalde_regel_en_een_bezwaar_staan_er_niet_in(proef: Lesproef) -> None:
    """What is gone is gone; headings without a line are gone with it; days are written out."""
    verslag.neem_regel_weg(proef.store, proef.sessie, LEIDER, "r3")
    verslag.react(proef.store, proef.config, proef.sessie, DEELNEMER, "Mooi gezegd.", "r1")
    uit = to_markdown(verslag.read_verslag(proef.store, proef.sessie), "Methodische leerbijeenkomst", "nl")
    assert "CANARIE" not in uit and "De situatie" not in uit
    assert uit.splitlines()[:6] == [
        "# Proef",
        "",
        "- Werkvorm: Methodische leerbijeenkomst",
        "- Dag: 10-03-2026",
        "- Stand van het verslag: Concept",
        "- Reageren kan tot en met: 24-03-2026",
    ]
    assert "    - Reactie: Mooi gezegd." in uit


def test_het_engels_is_heel() -> None:
    """The same verslag in English has no Dutch word of ours."""
    uit = to_markdown(maak_zicht("x"), "Format", "en")
    assert [woord for woord in ("Werkvorm", "Dag", "Stand", "Reageren") if woord in uit] == []
