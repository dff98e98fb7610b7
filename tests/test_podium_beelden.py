"""Elk beeld: in elke toestand, voor elke soort invoer, in elke taal; en wat erop staat klopt met het bord."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hulp.kern import Kern, draw_publieken, maak_aanwezige, open_kern

from leersessie.config import content_dir
from leersessie.i18n import t
from leersessie.podium import Publiek, Zaal, draw, draw_bord_telefoon, draw_invoervelden
from leersessie.podium.bord import draw_bord
from leersessie.podium.teken import REGIOS
from leersessie.regie.sluiten import close_sessie

VIJANDIG = "<script>kaart(1)</script>\"'&{{ 7*7 }}{% if %}</article></p><a href=x> '+\"`"
STAPPEN = (
    "welkom",
    "situatie",
    "gedachte",
    "mensen",
    "feiten",
    "cijfer",
    "weging",
    "vragen",
    "kiezen",
    "besluit",
    "acties",
)
LEEG = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source"}
BEAMER = Publiek("beamer")
CONSOLE = Publiek("console")


@pytest.fixture
def kern(tmp_path: Path) -> Iterator[Kern]:
    """A session that has begun."""
    with open_kern(tmp_path, overslaan={"les": False}, vraag="De vraag van vandaag") as kern:
        kern.begin()
        yield kern


class Lezer(HTMLParser):
    """Reads a picture: are all tags closed, which ids, which attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.fouten: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.check(tag, attrs)
        if tag not in LEEG:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.check(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.fouten.append(f"</{tag}> hoort hier niet")

    def check(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """No inline style, no handler, no script, no other host; ids once."""
        for naam, waarde in attrs:
            if naam == "style" or naam.startswith("on"):
                self.fouten.append(f"{tag} {naam}")
            if naam in ("src", "href", "action") and not (waarde or "").startswith(("/", "#")):
                self.fouten.append(f"{tag} {naam}={waarde}")
            if naam == "id":
                self.ids.append(waarde or "")
        if tag in ("script", "style", "iframe", "object", "link"):
            self.fouten.append(tag)


def check_html(html: str) -> None:
    """Well-formed and free of what our own policy forbids."""
    lezer = Lezer()
    lezer.feed(html)
    lezer.close()
    assert (lezer.fouten, lezer.open) == ([], [])
    assert sorted(lezer.ids) == sorted(set(lezer.ids))
    assert not re.search(r"\{\{|\{%|Undefined|None\b", html)


def draw_alles(kern: Kern) -> dict[Publiek, dict[str, str]]:
    """Every picture of this moment, each checked."""
    zaal = Zaal(
        (maak_aanwezige(1, "wijkagent", hier=True), maak_aanwezige(2, toestand="wacht")),
        1,
        1,
        True,
        True,
        {1: "schrijver"},
    )
    toneel = kern.toneel(zaal)
    beelden = {publiek: draw(publiek, toneel) for publiek in draw_publieken()}
    for publiek, regios in beelden.items():
        assert tuple(regios) == REGIOS[publiek.zicht]
        for html in (*regios.values(), draw_bord_telefoon(publiek, toneel), draw_invoervelden(publiek, toneel)):
            check_html(html)
    return beelden


def fill_stap(kern: Kern, stap: str, tekst: str = "woorden", aantal: int = 3) -> list[str]:
    """Some cards in the current step, typed by the gespreksleider."""
    if kern.werkvorm.find_stap(stap).vorm.soort == "geen":  # type: ignore[union-attr]
        return []
    inhouden = [kern.maak(stap, f"{tekst} {n}", n) for n in range(aantal)]
    return list(dict.fromkeys(kern.geef(kern.leider, i, stap=stap).kaart for i in inhouden))


# ---- every picture can be drawn ----------------------------------------------------------------------------


@pytest.mark.parametrize("stap", [*STAPPEN, "les"])
def test_elke_stap_in_elke_toestand_en_taal(kern: Kern, stap: str) -> None:
    """Empty, filled, revealed, spotlit, hidden, bundled, paused, in silence, closed: every Publiek, two languages."""
    kern.naar(stap)
    draw_alles(kern)
    kaarten = fill_stap(kern, stap)
    draw_alles(kern)
    if kern.stand.is_verborgen(stap):
        kern.stuur("onthul", stap=stap)
    kern.stuur("klok_tonen", aan=True)
    if kaarten:
        kern.stuur("bundel", kaarten=kaarten, naam="samen")
        kern.stuur("typeer", kaart=kaarten[0], type="vermoeden")
        kern.stuur("licht_uit", kaart=kaarten[0])
        draw_alles(kern)
        kern.stuur("verberg", kaart=kaarten[-1], aan=True)
    for toont in ("vensters", "parkeerplaats", "wachten", "stap"):
        kern.stuur("beamer", toont=toont)
        draw_alles(kern)
    for daad in ("stilte", "pauze"):
        kern.stuur(daad, aan=True)
        draw_alles(kern)
    close_sessie(kern.store, kern.config, kern.sessie, kern.leider)
    draw_alles(kern)


def test_elke_toestand_voor_en_na(tmp_path: Path) -> None:
    """Prepared, open, with the door shut, closed before it began."""
    with open_kern(tmp_path, leidinggevende=True, wie_ontbreekt="de huisarts") as kern:
        draw_alles(kern)
        kern.stuur("open")
        draw_alles(kern)
        kern.stuur("deur", open=False)
        draw_alles(kern)
        close_sessie(kern.store, kern.config, kern.sessie, kern.leider)
        draw_alles(kern)


def test_een_onthulde_onderbuik_die_wegging_en_een_lege_sessie(kern: Kern) -> None:
    """All cards taken away again: the empty pictures, not broken ones."""
    for stap in STAPPEN:
        kern.naar(stap)
        for kaart in fill_stap(kern, stap, aantal=2):
            kern.stuur("haal_weg", kaart=kaart)
        if kern.stand.is_verborgen(stap):
            kern.stuur("onthul", stap=stap)
        draw_alles(kern)


@pytest.mark.parametrize("stap", STAPPEN[1:])
def test_tekst_is_nooit_opmaak(kern: Kern, stap: str) -> None:
    """Hostile words in every kind come back as words, on every view, also in a name of a bundle."""
    kern.naar(stap)
    kaarten = fill_stap(kern, stap, VIJANDIG)
    if kern.stand.is_verborgen(stap):
        kern.stuur("onthul", stap=stap)
    kern.stuur("bundel", kaarten=kaarten, naam=VIJANDIG[:60])
    heel = "".join(html for regios in draw_all_unchecked(kern) for html in regios.values())
    assert "<script" not in heel
    assert "<img" not in heel
    assert "&lt;a href=x&gt;" in heel
    assert "{{ 7*7 }}" in heel
    kern.stuur("licht_uit", kaart=kaarten[0])
    for regios in draw_all_unchecked(kern):
        assert "<script" not in "".join(regios.values())


def draw_all_unchecked(kern: Kern) -> list[dict[str, str]]:
    """Every picture, where braces in the words of people are no mistake."""
    return [draw(publiek, kern.toneel()) for publiek in draw_publieken()]


def test_geen_stijl_en_geen_handler_in_een_sjabloon() -> None:
    """Our policy ignores style="…" silently, so it may not stand in any template."""
    kwaad = re.compile(
        r"\sstyle\s*=|<style|<script(?![^>]*(src=|type=\"application/json\"))|\son[a-z]+\s*=\s*[\"']|\|\s*safe\b"
    )
    fout = [
        f"{pad.name}:{nummer}"
        for pad in content_dir("templates").rglob("*.html")
        for nummer, regel in enumerate(pad.read_text("utf-8").splitlines(), 1)
        if kwaad.search(regel)
    ]
    assert fout == []


# ---- what is covered stays covered -------------------------------------------------------------------------


def test_de_console_toont_nooit_wat_bedekt_is(kern: Kern) -> None:
    """Not the words, not the spread, not the numbers of F; only how many, and what waits."""
    kern.naar("gedachte")
    fill_stap(kern, "gedachte", "KANARIE")
    kern.geef(kern.leider, {"tekst": "KANARIE 06-12345678"}, stap="gedachte")
    beeld = draw(CONSOLE, kern.toneel())
    assert "KANARIE" not in "".join(beeld.values())
    assert t("nl", "podium.aantal_dicht", aantal=4) in beeld["bord"]
    assert "KANARIE" not in draw_invoervelden(Publiek("telefoon", rol="gespreksleider"), kern.toneel())
    kern.naar("cijfer")
    fill_stap(kern, "cijfer", "KANARIE")
    assert "<rect" not in draw(BEAMER, kern.toneel())["doek"].split("<main")[1].split("</main>")[0]
    kern.stuur("onthul", stap="gedachte")
    assert draw(CONSOLE, kern.toneel())["bord"].count("KANARIE") == 0  # of the current step, which is still covered


def test_op_de_beamer_staat_geen_aantal_voor_het_onthullen(kern: Kern) -> None:
    """Three answers or none: before the reveal the very same picture."""
    for stap in ("gedachte", "cijfer", "kiezen"):
        kern.naar(stap)
        voor = draw(BEAMER, kern.toneel())["doek"]
        fill_stap(kern, stap)
        assert draw(BEAMER, kern.toneel())["doek"] == voor


def test_na_het_onthullen_zegt_de_volgorde_niets(kern: Kern) -> None:
    """Cards lie by their random number, not by the order in which they came."""
    kern.naar("gedachte")
    giften = [kern.geef(kern.deelnemer(), {"tekst": f"kaart {n}"}).kaart for n in range(12)]
    kern.stuur("onthul", stap="gedachte")
    op_beeld = re.findall(r'data-kaart="(\w+)"', draw(BEAMER, kern.toneel())["doek"])
    assert op_beeld == sorted(giften)
    assert op_beeld != giften


# ---- functies ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("anderen", "ook_alleen", "te_zien"),
    [((), False, ""), ((), True, "Police"), (("wijkagent",), False, "Police"), (("leerkracht",), False, "")],
)
def test_een_functie_alleen_gedeeld_of_met_toestemming(
    kern: Kern, anderen: tuple[str, ...], ook_alleen: bool, te_zien: str
) -> None:
    """Two admitted phones share it, or its writer said 'also when I am alone'; named as this session names it."""
    kern.naar("les")
    wie = kern.deelnemer(functie="wijkagent")
    kern.geef(wie, {"tekst": "les", "aanhalen": True, "ook_alleen": ook_alleen})
    namen = {"wijkagent": "Police", "leerkracht": "Teacher"}
    binnen = tuple(maak_aanwezige(n, namen[f], sleutel=f) for n, f in enumerate(("wijkagent", *anderen)))
    weg = maak_aanwezige(9, "Police", sleutel="wijkagent", toestand="verwijderd")
    bord = draw_bord(kern.toneel(Zaal((*binnen, weg))), kern.werkvorm.find_stap("les"), leiding=False, taal="nl")  # type: ignore[arg-type]
    assert [k.functie for k in bord.alle] == [te_zien]


def test_telefoons_met_hetzelfde_publiek_krijgen_dezelfde_bytes(kern: Kern) -> None:
    """Whoever typed: a picture knows no phone, so six hundred can share it. Another room of people changes nothing."""
    kern.naar("vragen")
    kern.geef(kern.deelnemer(), {"tekst": "een vraag"})
    een = draw(Publiek("telefoon"), kern.toneel(Zaal((maak_aanwezige(1, "wijkagent", hier=True),), klaar=1)))
    twee = draw(Publiek("telefoon"), kern.toneel(Zaal((), noodrem=True, handen=4)))
    assert een == twee
