"""De tekstdeur: wat mensen typen komt er schoon uit, of wordt geweigerd; nooit stilletjes korter."""

from __future__ import annotations

import time
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leersessie.i18n.weigering import Weigering
from leersessie.invoer.tekstdeur import ACCENTEN, check_keus, check_velden, check_vlag, clean_text

ALLES = st.text(st.characters(codec=None), max_size=80)
"""Every code point there is, lone surrogates included."""


def clean(waarde: Any, hoogstens: int = 1000) -> str:
    """The text, or the key of the refusal."""
    try:
        return clean_text(waarde, hoogstens)
    except Weigering as weigering:
        return weigering.sleutel


@pytest.mark.parametrize(
    ("ruw", "schoon"),
    [
        ("  gewoon  ", "gewoon"),
        ("regel een\r\nregel twee\rregel drie\n", "regel een\nregel twee\nregel drie"),
        ("met\ttab", "met\ttab"),
        ("nul\x00hier", "nulhier"),
        ("los \ud83d half", "los  half"),
        ("\udc00\ud800", "invoer.leeg"),
        ("heel \U0001f33b", "heel \U0001f33b"),
        ("om\u202egekeerd\u202c", "omgekeerd"),
        ("\u2066a\u2069 \u2067b\u2069 \u202a \u202b \u202d", "a b"),
        ("escape \x1b[31mrood\x9b", "escape [31mrood"),
        ("e\u0301e\u0301n", "één"),
        ("\ufffe\uffff\ufdd0", "invoer.leeg"),
        ("<b>geen opmaak</b> & {{ 7*7 }}", "<b>geen opmaak</b> & {{ 7*7 }}"),
        ("H" + "\u0336" * 40 + "i", "H" + "\u0336" * ACCENTEN + "i"),
        ("", "invoer.leeg"),
        (" \n\t ", "invoer.leeg"),
        ("x" * 1000, "x" * 1000),
        ("x" * 1001, "invoer.te_lang"),
        ("é" * 1000, "é" * 1000),
        ("e\u0301" * 1000, "é" * 1000),
        ("\U0001f33b" * 1001, "invoer.te_lang"),
        ("x" * 100_000, "invoer.te_lang"),
        (None, "invoer.vorm"),
        (5, "invoer.vorm"),
        (b"bytes", "invoer.vorm"),
        (["a"], "invoer.vorm"),
    ],
    ids=repr,
)
def test_wat_erin_gaat_en_eruit_komt(ruw: Any, schoon: str) -> None:
    """One line per kind of trouble."""
    assert clean(ruw) == schoon


@given(ALLES)
def test_wat_eruit_komt_kan_elke_database_en_elk_scherm_aan(ruw: str) -> None:
    """UTF-8, without control or direction characters, composed; and clean is clean."""
    schoon = clean_text(ruw, 10_000, leeg_mag=True)
    assert schoon.encode().decode() == schoon
    assert unicodedata.normalize("NFC", schoon) == schoon
    assert not [t for t in schoon if unicodedata.category(t) in ("Cc", "Cs") and t not in "\n\t"]
    assert not set(schoon) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert clean_text(schoon, 10_000, leeg_mag=True) == schoon


@given(ALLES, st.integers(1, 40))
def test_nooit_stilletjes_korter(ruw: str, grens: int) -> None:
    """What is let in is all of it; what is too long is refused, with the limit in the sentence."""
    heel = clean_text(ruw, 10_000, leeg_mag=True)
    try:
        assert clean_text(ruw, grens, leeg_mag=True) == heel
    except Weigering as weigering:
        assert (weigering.sleutel, weigering.waarden) == ("invoer.te_lang", {"hoogstens": grens})
        assert len(heel) > grens or len(ruw) > 4 * grens


@pytest.mark.parametrize("ruw", ["a" + "\u0315\u0300" * 120_000, "\u0300" * 250_000, "a" + "\u0315\u0300" * 1_900])
def test_een_bom_van_accenten_kost_geen_tijd(ruw: str) -> None:
    """Sorting them takes a minute where nobody thins them out, and the whole room would wait."""
    begin = time.process_time()
    clean(ruw)
    assert time.process_time() - begin < 0.2


@pytest.mark.parametrize("ruw", [None, 5, "a", [], [("a", 1)], {1: 2}, {"a": 1}, {"a": 1, "b": 2, "d": 3}], ids=repr)
def test_velden_zijn_precies_de_gevraagde(ruw: Any) -> None:
    """All that are needed, none that is unknown."""
    with pytest.raises(Weigering, match=r"invoer\.vorm"):
        check_velden(ruw, frozenset({"a", "b"}), frozenset({"c"}))
    assert check_velden({"a": 1, "b": 2, "c": 3}, frozenset({"a", "b"}), frozenset({"c"}))["c"] == 3


@pytest.mark.parametrize("waarde", [0, 1, "ja", None, [], "true"], ids=repr)
def test_een_vlag_is_waar_of_onwaar(waarde: Any) -> None:
    """Not something that looks like it; and a choice is one of the list."""
    with pytest.raises(Weigering, match=r"invoer\.vorm"):
        check_vlag(waarde)
    with pytest.raises(Weigering, match=r"invoer\.keus"):
        check_keus(waarde, frozenset({"een", "twee"}))
    assert (check_vlag(True), check_vlag(False), check_keus("een", frozenset({"een"}))) == (True, False, "een")
