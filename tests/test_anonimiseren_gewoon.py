"""De korte weg voor een tekst van gewone woorden zegt hetzelfde als de lange: over kaarten en willekeurige woorden."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from huislijst import WORTEL
from hypothesis import given, settings
from hypothesis import strategies as st

from leersessie.anonimiseren import Span, analyse, contact, controle, woorden
from leersessie.anonimiseren.cues import KIN, TUSSEN
from leersessie.anonimiseren.gewoon import is_gewoon
from leersessie.anonimiseren.lijsten import read_woorden
from leersessie.anonimiseren.plat import make_plat
from leersessie.anonimiseren.tabel import read_tabel
from leersessie.anonimiseren.tokens import tokenise

ALTIJD = re.compile("")
SET = WORTEL / "tests" / "anonimiseerset"
ALLE = [rij[0].decode() for rij in read_tabel().scan(re.compile(rb"\n([a-z]{2,14})\t[wtg]+\n"))]
GANGBAAR = list(read_woorden("gangbaar.txt"))


class Overal(frozenset[str]):
    """Words among which every cue is found."""

    def isdisjoint(self, _: Iterable[object]) -> bool:
        return False

    def __contains__(self, _: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(("pad", "acht", "kermis"))


def analyse_lang(tekst: str) -> list[Span]:
    """What every layer says, with all short ways closed."""
    with pytest.MonkeyPatch.context() as plak:
        plak.setattr(woorden, "is_gewoon", lambda _: False)
        plak.setattr(contact, "_PUNT_IN_WOORD", ALTIJD)
        plak.setattr(controle, "make_plat", lambda t: replace(make_plat(t), woorden=Overal(), cijfer=True))
        return analyse(tekst)


def list_kaarten() -> Iterator[str]:
    """Every text we have: the development set, its traps, and the examples of all werkvormen."""
    for regel in (SET / "kaarten.jsonl").read_text("utf-8").splitlines():
        yield json.loads(regel)["text"]
    for naam in ("valstrikken.txt", "los.txt"):
        yield from (SET / naam).read_text("utf-8").splitlines()
    for bestand in sorted((WORTEL / "werkvormen").glob("*.toml")):
        for stap in tomllib.loads(bestand.read_text("utf-8"))["stap"]:
            yield from (v if isinstance(v, str) else v["nl"] for v in stap.get("voorbeelden", []))


def test_op_elke_kaart_die_we_hebben() -> None:
    """And the short way is worth having: it takes a good part of the examples."""
    kaarten = list(dict.fromkeys(list_kaarten()))
    assert [k for k in kaarten if analyse(k) != analyse_lang(k)] == []
    assert sum(is_gewoon(tokenise(k)) for k in kaarten) > 300


WOORDEN = st.one_of(
    st.sampled_from(GANGBAAR), st.sampled_from(sorted(KIN)), st.sampled_from(sorted(TUSSEN)), st.sampled_from(ALLE)
)
ZINNEN = st.lists(
    st.lists(WOORDEN, min_size=1, max_size=8).map(lambda zin: " ".join(zin).capitalize()), min_size=1, max_size=3
)


@settings(max_examples=1_500)
@given(ZINNEN)
def test_op_willekeurige_woorden(zinnen: list[str]) -> None:
    """Words of every frequency, kin words and tussenvoegsels in any order."""
    for tekst in (". ".join(zinnen), " ".join(zinnen).lower()):
        assert analyse(tekst) == analyse_lang(tekst)


@pytest.mark.parametrize(
    "tekst",
    [
        "zij woont in de lier",
        "we spraken Hoop gisteren",
        "mevrouw de hoop belt",
        "basisschool de regenboog",
        "oma fien",
    ],
)
def test_een_naam_van_gewone_woorden_gaat_de_lange_weg(tekst: str) -> None:
    """A place of two words, a capital inside the sentence, a title, a school, an unknown word behind a kin word."""
    assert not is_gewoon(tokenise(tekst))
