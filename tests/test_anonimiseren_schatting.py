"""De schatting aan de hele zin: kansen, de weging met de regels, en het leren zonder namen."""

from __future__ import annotations

from pathlib import Path

import pytest
from huislijst import WORTEL

from leersessie.anonimiseren import MASK, REVIEW, AnalyseFout, analyse, gewichten
from leersessie.anonimiseren.bouw.kopieen import Kaart, Kopieerder
from leersessie.anonimiseren.bouw.leren import list_soorten, read_kaarten, read_proza, veil
from leersessie.anonimiseren.gewichten import SOORTEN, Gewichten, read_gewichten
from leersessie.anonimiseren.model import Vondst
from leersessie.anonimiseren.plat import make_plat
from leersessie.anonimiseren.schatting import Schatting, estimate_woorden, make_kenmerken, make_rij
from leersessie.anonimiseren.woorden import read_tokens

NUL = "\t" + " ".join(["0"] * len(SOORTEN))


def estimate(tekst: str) -> Schatting:
    plat = make_plat(tekst)
    return estimate_woorden(plat, read_tokens(plat))


def test_kansen_zijn_samen_een() -> None:
    """For every word of a sentence that is looked at."""
    zin = estimate("we zagen pruim bij de klimboom met twee kinderen van 4 en 6").zinnen[0]
    assert len(zin) == 13
    assert all(sum(kansen) == pytest.approx(1) and min(kansen) >= 0 for _, kansen in zin)


@pytest.mark.parametrize(
    ("tekst", "plek", "soort"),
    [
        ("pruim belde gisteren, ze durft niet meer naar huis", "pruim", "PERSOON"),
        ("vos van het wijkteam komt woensdag langs", "vos", "PERSOON"),
        ("de jongste gaat drie dagen naar de kiekeboe", "kiekeboe", "ORGANISATIE"),
        ("zoon 9 kan al beter rekenen dan zij", "9", "LEEFTIJD"),
        ("ze kwam op haar vijftiende alleen hierheen", "vijftiende", "LEEFTIJD"),
    ],
)
def test_een_gewoon_woord_wijst_hier_iemand_aan(tekst: str, plek: str, soort: str) -> None:
    """No list says so, the sentence does."""
    gevonden = [(tekst[s.start : s.end], s.type) for s in analyse(tekst)]
    assert any(plek in woorden.split() and van == soort for woorden, van in gevonden), gevonden


@pytest.mark.parametrize(
    "tekst",
    [
        "we houden moed en praten over een vos in de tuin",
        "de jongste gaat drie dagen naar de opvang",
        "na 9 maanden kan het plan beter",
        "kind A (6 tot 8 jaar) belt ouder B over stap 3",
        "Hierdoor blijft de vraag liggen, en dat duurt al 2 jaar.",
    ],
)
def test_hetzelfde_woord_wijst_hier_niemand_aan(tekst: str) -> None:
    """The same words, and our own replacements, where they point at nobody."""
    assert analyse(tekst) == []


def test_een_zin_van_alleen_gewone_woorden_wordt_niet_gewogen() -> None:
    """Nor is a text in English: the model learnt Dutch."""
    assert estimate("we praten over wat er goed gaat").zinnen == ()
    assert estimate("she said that he was with the old fox").zinnen == ()
    assert estimate("").zinnen == ()


def test_een_zekere_regel_blijft_en_een_vreemd_woord_blijft_in_zicht() -> None:
    """The model overrules doubt, never a certain finding; a word that no list knows is shown at least."""
    tekst = "zij liep met de frobbel naar de zolder"
    schatting = estimate(tekst)
    plek = (tekst.index("frobbel"), tekst.index("frobbel") + 7)
    zeker = Vondst(*plek, "PERSOON", MASK, "na_titel")
    assert zeker in list(schatting.weigh([zeker]))
    vreemd = list(schatting.weigh([Vondst(*plek, "PERSOON", MASK, "onbekend_woord")]))
    assert [(v.start, v.end) for v in vreemd if v.start == plek[0]] == [plek]
    zolder = (tekst.index("zolder"), len(tekst))
    assert list(schatting.weigh([Vondst(*zolder, "PERSOON", REVIEW, "naam_of_woord")])) == list(schatting.weigh([]))


@pytest.mark.parametrize(
    "regels",
    [[], ["b" + NUL], [">" + NUL] * len(SOORTEN), [">" + NUL] * len(SOORTEN) + ["b\t1 2"], ["b\tx" + NUL]],
)
def test_stukke_gewichten_geven_geen_oordeel(regels: list[str]) -> None:
    """Missing transitions, no features, too few numbers, no number."""
    with pytest.raises(AnalyseFout):
        Gewichten(regels)


def test_zonder_gewichten_geen_oordeel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check fails closed."""
    monkeypatch.setattr(gewichten, "GEWICHTEN", tmp_path / "weg.txt")
    read_gewichten.cache_clear()
    try:
        with pytest.raises(AnalyseFout):
            analyse("samira belde over haar zoon")
    finally:
        read_gewichten.cache_clear()


def test_de_gewichten_kennen_geen_naam() -> None:
    """A whole word among the features is a current word, a kin word or a kind of place: never a name of the cards."""
    namen = {
        woord.lower()
        for kaart in read_kaarten(WORTEL / "tests" / "anonimiseerset" / "kaarten.jsonl")
        for begin, eind, soort, _ in kaart.spans
        if soort in ("PERSOON", "EMAIL", "ACCOUNT")
        for woord in kaart.tekst[begin:eind].split()
        if woord.isalpha() and len(woord) > 5 and estimate(woord.lower()).zinnen != ()
    }
    kenmerken = {regel.partition("\t")[0] for regel in gewichten.GEWICHTEN.read_text("utf-8").splitlines()}
    assert len(namen) > 1_000
    assert {naam for naam in namen if f"w{naam}" in kenmerken or f"a{naam}" in kenmerken} == set()


def test_een_kopie_heeft_andere_namen_op_dezelfde_plekken() -> None:
    """Same words around them, spans that fit, a name that returns changes with it, and the same copies each time."""
    kaart = Kaart("Samira (8) en Samira's broer wonen in Zwolle", ((0, 6, "PERSOON", False), (8, 9, "LEEFTIJD", False),
                  (14, 20, "PERSOON", False), (38, 44, "PLAATS", False)))  # fmt: skip
    kopieen = [Kopieerder(zaad).make_kopie(kaart) for zaad in range(20)]
    assert kopieen == [Kopieerder(zaad).make_kopie(kaart) for zaad in range(20)]
    assert len({kopie.tekst for kopie in kopieen}) == 20
    for kopie in kopieen:
        een, leeftijd, twee, plaats = (kopie.tekst[begin:eind] for begin, eind, _, _ in kopie.spans)
        assert kopie.tekst == f"{een} ({leeftijd}) en {twee}'s broer wonen in {plaats}"
        assert een == twee or "Samira" in (een, twee)


def test_onze_eigen_vervangingen_wijzen_niemand_aan() -> None:
    """A card after its replacements is learnt as a text about nobody; the model hardly ever finds somebody in it."""
    kaarten = [k for k in read_kaarten(WORTEL / "tests" / "anonimiseerset" / "kaarten.jsonl") if k.spans][::20]
    assert veil(Kaart("Bilal (8) belt Samira", ((0, 5, "PERSOON", False), (7, 8, "LEEFTIJD", False),
                (15, 21, "PERSOON", False)))).tekst == "kind A (6 tot 8) belt betrokkene C"  # fmt: skip
    schoon = [all(s.reason != "anonimiseren.reden_schatting" for s in analyse(veil(k).tekst)) for k in kaarten]
    assert sum(schoon) > 0.9 * len(schoon)


def test_wat_een_woord_is_volgt_uit_de_merken() -> None:
    """A small word inside a name, and a place that may stay, take after their neighbour."""
    tekst = "mw van der meer belt friesland over 8 jaar"
    plat = make_plat(tekst)
    rij = make_rij(plat.tekst, read_tokens(plat))
    kaart = Kaart(tekst, ((3, 15, "PERSOON", False), (21, 30, "PLAATS", True), (36, 42, "LEEFTIJD", False)))
    assert list_soorten(kaart, plat, rij) == ["", "", "PERSOON", "PERSOON", "", "", "", "LEEFTIJD", "LEEFTIJD"]
    assert len(make_kenmerken(rij)) == len(rij)


def test_het_proza_is_van_ons_en_nederlands() -> None:
    """Thousands of lines of werkvormen and casussen, none of them English."""
    regels = [kaart.tekst for kaart in read_proza(WORTEL)]
    assert len(set(regels)) > 3_000
    assert "Two stories about one weekend" not in regels and "Twee verhalen over één weekend" in regels
