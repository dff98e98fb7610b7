"""De proefgroep zonder server: het scherm lezen, iets bedenken bij elk soort invoer, en de regels van het postvak."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from huislijst import PAKKET, WORTEL, list_onder, read_boom
from hulp.kern import open_kern

from leersessie.config import Config, content_dir
from leersessie.invoer import SOORTEN
from leersessie.podium import Publiek, draw
from leersessie.proefgroep.bedenken import Plek, count_kaarten, list_zinnen, think
from leersessie.proefgroep.lijn import LijnWeg
from leersessie.proefgroep.postvak import HOOGSTENS_AFGEBROKEN, Postvak
from leersessie.proefgroep.scherm import Vraag, read_aanwezigen, read_kaarten, read_knoppen, read_steun, read_vraag
from leersessie.toegang.functies import read_functies
from leersessie.werkvormen import Werkvorm, read_werkvorm

BEKEND = {"invoer", "werkvormen", "i18n", "config"}
GROEP = 12
BESTANDEN = {
    "echt": content_dir("werkvormen") / "methodische-leerbijeenkomst.toml",
    "alles": WORTEL / "tests/hulp/alle_soorten.toml",
}


def test_de_proefgroep_kent_de_server_niet() -> None:
    """She borrows the kinds of input, the werkvormen, the texts and the settings; everything else is the protocol."""
    fout = []
    for pad in list_onder(PAKKET / "proefgroep", ".py"):
        for knoop in ast.walk(read_boom(pad)):
            modules = [knoop.module or ""] if isinstance(knoop, ast.ImportFrom) else []
            modules += [naam.name for naam in knoop.names] if isinstance(knoop, ast.Import) else []
            for module in modules:
                kamer = module.removeprefix("leersessie.").partition(".")[0]
                if module.startswith("leersessie.") and kamer not in BEKEND | {"proefgroep"}:
                    fout.append(f"{pad.name}:{knoop.lineno} {module}")
    assert fout == []


def test_elke_functie_van_de_proefgroep_staat_in_de_lijst(tmp_path: Path) -> None:
    """In both languages; otherwise they would all be 'andere functie'."""
    functies = read_functies(Config(data=tmp_path))
    namen = [naam for taal in ("nl", "en") for naam in list_zinnen(taal, "proefgroep.functie_")]
    assert len(namen) == 2 * GROEP
    assert [naam for naam in namen if functies.find(naam) is None] == []


@pytest.fixture(scope="module", params=sorted(BESTANDEN))
def vragen(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Werkvorm, list[Vraag]]]:
    """Every step of a werkvorm as a phone that writes for the group sees it."""
    toml = BESTANDEN[request.param].read_text("utf-8")
    stappen = read_werkvorm(toml, "proef").stappen
    op_kaarten = {eerder for stap in stappen if stap.vorm.soort == "stemmen" for eerder in stap.verwijst}
    data = tmp_path_factory.mktemp("huis")
    gezien = []
    with open_kern(data, toml=toml, overslaan={stap.id: False for stap in stappen}) as kern:
        kern.begin()
        schrijver = kern.deelnemer()
        for stap in stappen:
            kern.naar(stap.id)
            rol = "" if stap.typt in ("ieder", "niemand") else stap.typt
            gezien.append((stap, read_vraag(draw(Publiek("telefoon", rol=rol), kern.toneel())["invoer"])))
            for woorden in ("eerste", "tweede", "derde") if stap.id in op_kaarten else ():
                kern.geef(schrijver, {"tekst": f"wat wil je weten over de {woorden} week?"})
        assert [stap.id for stap, vraag in gezien if (vraag is None) != (stap.typt == "niemand")] == []
        yield kern.werkvorm, [vraag for _, vraag in gezien if vraag is not None]


def test_het_scherm_zegt_wat_de_stap_vraagt(vragen: tuple[Werkvorm, list[Vraag]]) -> None:
    """Kind, limits and who types are read from the picture as the werkvorm says them."""
    werkvorm, lijst = vragen
    for vraag in lijst:
        stap = werkvorm.find_stap(vraag.stap)
        assert stap is not None
        soort = SOORTEN[stap.vorm.soort]
        grens = 1 if soort.enkel else (stap.vorm.hoogstens or 0)
        verwacht = (stap.vorm.soort, grens, soort.gedeeld, stap.typt)
        assert (vraag.soort, vraag.hoogstens, vraag.gedeeld, vraag.typt) == verwacht


@pytest.mark.parametrize("taal", ["nl", "en"])
def test_alles_wat_bedacht_wordt_neemt_de_server_aan(vragen: tuple[Werkvorm, list[Vraag]], taal: str) -> None:
    """Twelve phones, every step, also their second thoughts: the kind of input accepts each answer as it is."""
    werkvorm, lijst = vragen
    for vraag in lijst:
        stap = werkvorm.find_stap(vraag.stap)
        assert stap is not None
        for nummer in range(GROEP):
            plek = Plek(nummer, GROEP, taal)
            hoeveel = count_kaarten(vraag, stap, plek)
            assert 1 <= hoeveel <= (vraag.hoogstens or 12)
            for beurt in range(hoeveel + 2):
                inhoud = think(vraag, stap, plek, beurt)
                assert SOORTEN[vraag.soort].check(stap.vorm, inhoud) != {}


def test_ieder_zegt_iets_anders(vragen: tuple[Werkvorm, list[Vraag]]) -> None:
    """In steps where everybody writes words, no two contributions are the same, second thoughts included."""
    werkvorm, lijst = vragen
    met_woorden = [v for v in lijst if v.typt == "ieder" and v.soort not in ("schaal", "keuze", "stemmen")]
    assert met_woorden != []
    for vraag in met_woorden:
        stap = werkvorm.find_stap(vraag.stap)
        gezegd = []
        for nummer in range(GROEP):
            plek = Plek(nummer, GROEP)
            beurten = range(count_kaarten(vraag, stap, plek) + 1)
            gezegd += [str(think(vraag, stap, plek, beurt)) for beurt in beurten]
        assert len(set(gezegd)) == len(gezegd) > GROEP


def test_een_schrijver_vult_elke_kolom_met_haar_eigen_voorbeelden() -> None:
    """Every card is an example of the column it lies in, each once, and no column stays empty."""
    werkvorm = read_werkvorm(BESTANDEN["echt"].read_text("utf-8"), "proef")
    stap = werkvorm.find_stap("s4")
    assert stap is not None
    keuzes = [k.id for k in stap.vorm.kolommen]
    html = "".join(f'<input type="radio" name="kolom" value="{k}">' for k in keuzes)
    vraag = read_vraag(
        f'<div data-stap="s4" data-typt="schrijver"><form>{html}<textarea name="tekst"></textarea></form>'
    )
    assert vraag is not None
    kaarten = [think(vraag, stap, Plek(1, GROEP), n) for n in range(count_kaarten(vraag, stap, Plek(1, GROEP)))]
    assert {k["kolom"] for k in kaarten} == set(keuzes)
    assert len({k["tekst"] for k in kaarten}) == len(kaarten) == 12
    for kaart in kaarten:
        assert kaart["tekst"] in [v.nl for v in stap.list_voorbeelden(kaart["kolom"])]


def test_een_schaal_wordt_over_de_hele_breedte_gebruikt() -> None:
    """The numbers of twelve phones run from 1 to 10, and somebody does not know."""
    knoppen = "".join(f'<input type="radio" name="waarden.veilig" value="{n}" data-getal>' for n in [*range(1, 11), ""])
    vraag = read_vraag(f'<div data-stap="s6" data-soort="schaal" data-hoogstens="1" data-typt="ieder"><form>{knoppen}')
    assert vraag is not None
    cijfers = [think(vraag, None, Plek(n, GROEP), 0)["waarden"]["veilig"] for n in range(GROEP)]
    gegeven = {c for c in cijfers if c is not None}
    assert (min(gegeven), max(gegeven), cijfers.count(None)) == (1, 10, 1)
    assert len(gegeven) >= 9


def test_twee_op_de_drie_rusten_ergens_op() -> None:
    """Links are made where the picture offers cards, and never to anything else."""
    vraag = read_vraag('<div data-stap="s7" data-typt="schrijver"><form><textarea name="tekst"></textarea></form>')
    assert vraag is not None
    steun = read_steun(
        '<input type="checkbox" name="verwijst" value="aa" data-lijst><input name="verwijst" value="bb">'
    )
    steun += ["cc", "dd"]
    koppels = [think(vraag, None, Plek(1, GROEP), n, steun).get("verwijst", []) for n in range(9)]
    assert [bool(k) for k in koppels] == [True, True, False] * 3
    assert {k for rij in koppels for k in rij} <= {"aa", "bb", "cc", "dd"}
    assert "verwijst" not in think(vraag, None, Plek(1, GROEP), 0)


def test_het_scherm_van_de_console() -> None:
    """Phones with their wishes, the acts on offer, and the cards that everybody may see."""
    html = (
        '<button data-deelnemer="3" data-rollen="schrijver jurist" data-wens="" data-toestand="binnen">x</button>'
        '<button data-deelnemer="9" data-rollen="" data-wens="inbrenger" data-toestand="wacht">x</button>'
        """<button data-daad="stap" data-gegeven='{"naar": "s4"}' aria-current="step">4</button>"""
        '<article class="kaart verborgen" data-kaart="aa"></article><article class="kaart" data-kaart="bb"></article>'
    )
    assert [(a.id, a.rollen, a.wens, a.toestand) for a in read_aanwezigen(html)] == [
        (3, ("schrijver", "jurist"), "", "binnen"),
        (9, (), "inbrenger", "wacht"),
    ]
    assert [(daad, velden) for daad, velden, _ in read_knoppen(html)] == [("stap", {"naar": "s4"})]
    assert read_kaarten(html) == ["bb"]
    assert read_vraag("") is None


# ---- the outbox ---------------------------------------------------------------------------------------------


class Overkant:
    """The other side of a line: answers from a list; an answer None is a line that breaks."""

    def __init__(self, *antwoorden: dict[str, Any] | None) -> None:
        self.antwoorden = list(antwoorden)
        self.gehoord: list[tuple[str, dict[str, Any]]] = []

    def __call__(self, naam: str, gegeven: dict[str, Any]) -> dict[str, Any]:
        self.gehoord.append((naam, gegeven))
        antwoord = self.antwoorden.pop(0)
        if antwoord is None:
            raise LijnWeg
        return antwoord


def test_dezelfde_sleutel_tot_er_een_antwoord_is() -> None:
    """A broken line changes nothing about what is sent; only an answer does."""
    postvak, overkant = Postvak(), Overkant(None, None, {"seq": 4, "kaart": "aa"})
    kaart = postvak.give("s3", {"tekst": "a"})
    for _ in range(2):
        with pytest.raises(LijnWeg):
            postvak.send_all(overkant)
        assert kaart.staat == "onderweg"
    assert postvak.send_all(overkant)
    assert (kaart.staat, kaart.kaart) == ("ontvangen", "aa")
    assert overkant.gehoord[0] == overkant.gehoord[1] == overkant.gehoord[2]
    assert overkant.gehoord[0][0] == "bijdrage"
    assert len(kaart.sleutel) == len(kaart.geheim) == 24
    assert kaart.sleutel != kaart.geheim


def test_drie_keer_afgebroken_is_genoeg() -> None:
    """A card that broke the line three times stays, but is not sent any more."""
    postvak, overkant = Postvak(), Overkant(*[None] * HOOGSTENS_AFGEBROKEN)
    kaart = postvak.give("s3", {"tekst": "a"})
    for _ in range(HOOGSTENS_AFGEBROKEN):
        with pytest.raises(LijnWeg):
            postvak.send_all(overkant)
    assert postvak.send_all(overkant)
    assert (kaart.staat, len(overkant.gehoord)) == ("geweigerd", HOOGSTENS_AFGEBROKEN)


def test_wijzigen_en_intrekken_gaan_na_de_bijdrage() -> None:
    """Wishes made while the card was still on its way follow it, in order."""
    postvak, overkant = (
        Postvak(),
        Overkant({"seq": 1, "kaart": "aa"}, {"seq": 2, "kaart": "aa"}, {"seq": 3, "kaart": "aa"}),
    )
    kaart = postvak.give("s3", {"tekst": "a"})
    postvak.change(kaart, {"tekst": "b"})
    assert postvak.send_all(overkant)
    assert (kaart.inhoud, kaart.wens, postvak.gewijzigd) == ({"tekst": "b"}, None, 1)
    postvak.withdraw(kaart)
    assert postvak.send_all(overkant)
    assert kaart.staat == "ingetrokken"
    assert [naam for naam, _ in overkant.gehoord] == ["bijdrage", "wijzig", "intrekken"]
    assert overkant.gehoord[1][1] == {"kaart": "aa", "geheim": kaart.geheim, "inhoud": {"tekst": "b"}}


def test_een_weigering_zegt_of_opnieuw_zin_heeft() -> None:
    """`opnieuw` keeps it on its way; without it the card is refused, and a refused change leaves the first words."""
    druk = {"fout": "basis.bezet", "tekst": "Even.", "opnieuw": True}
    nooit = {"fout": "regie.stap_dicht", "tekst": "Dicht.", "opnieuw": False}
    postvak, overkant = Postvak(), Overkant(druk, {"seq": 1, "kaart": "aa"}, nooit, nooit)
    kaart = postvak.give("s3", {"tekst": "a"})
    assert not postvak.send_all(overkant)
    assert kaart.staat == "onderweg"
    assert postvak.send_all(overkant)
    postvak.change(kaart, {"tekst": "b"})
    assert postvak.send_all(overkant)
    assert (kaart.staat, kaart.inhoud, kaart.fout) == ("ontvangen", {"tekst": "a"}, "regie.stap_dicht")
    ander = postvak.give("s3", {"tekst": "c"})
    assert postvak.send_all(overkant)
    assert ander.staat == "geweigerd"
    assert [k.kaart for k in postvak.list_van("s3")] == ["aa"]


# ---- kinds with a shape of their own ------------------------------------------------------------------------


def make_vraag(soort: str, velden: str, typt: str = "ieder", hoogstens: int = 1) -> Vraag:
    """What a picture with this form asks."""
    html = (
        f'<div data-stap="s" data-soort="{soort}" data-hoogstens="{hoogstens}" data-typt="{typt}"><form>{velden}</form>'
    )
    vraag = read_vraag(html)
    assert vraag is not None
    return vraag


def make_select(naam: str, *keuzes: object, extra: str = "data-getal") -> str:
    """A list to choose from."""
    opties = "".join(f'<option value="{keuze}"></option>' for keuze in keuzes)
    return f'<select name="{naam}" {extra}>{opties}</select>'


def test_alle_stippen_worden_gegeven_en_niet_meer() -> None:
    """Three dots each; the group does not all choose the same, and some people put all of them on one card."""
    kaarten = ("aa", "bb", "cc", "dd", "ee")
    vraag = make_vraag("stemmen", "".join(make_select(f"stemmen.{kaart}", 0, 1, 2, 3) for kaart in kaarten))
    gegeven = [think(vraag, None, Plek(n, GROEP), 0)["stemmen"] for n in range(GROEP)]
    assert {sum(stippen.values()) for stippen in gegeven} == {3}
    assert {kaart for stippen in gegeven for kaart in stippen} == set(kaarten)
    assert {len(stippen) for stippen in gegeven} == {1, 3}


def test_een_tijdlijn_krijgt_een_tijd_en_een_baan() -> None:
    """Numbers within their limits, every unit and every lane used."""
    banen = "".join(f'<input type="radio" name="baan" value="{baan}">' for baan in ("goed", "zorg"))
    aantal = '<input type="number" min="0" max="99" name="wanneer.aantal" data-getal required>'
    eenheid = make_select("wanneer.eenheid", "dagen", "weken", "maanden", "jaren", extra="")
    vraag = make_vraag(
        "tijdlijn", f'<textarea name="tekst" required></textarea>{aantal}{eenheid}{banen}', "schrijver", 0
    )
    kaarten = [think(vraag, None, Plek(1, GROEP), n) for n in range(count_kaarten(vraag, None, Plek(1, GROEP)))]
    assert {tuple(sorted(kaart["wanneer"])) for kaart in kaarten} == {("aantal", "eenheid")}
    assert {0 <= kaart["wanneer"]["aantal"] <= 99 for kaart in kaarten} == {True}
    assert {kaart["wanneer"]["eenheid"] for kaart in kaarten} == {"dagen", "weken", "maanden", "jaren"}
    assert {kaart["baan"] for kaart in kaarten} == {"goed", "zorg"}


def test_twee_ideeen_zijn_twee_verschillende() -> None:
    """Both fields filled, different from each other and from those of the others."""
    velden = "".join(f'<textarea name="{naam}" maxlength="200" required></textarea>' for naam in ("een", "twee"))
    vraag = make_vraag("twee-ideeen", velden)
    gezegd = [think(vraag, None, Plek(n, GROEP), 0) for n in range(GROEP)]
    assert {tuple(idee) for idee in gezegd} == {("een", "twee")}
    assert len({zin for idee in gezegd for zin in idee.values()}) == 2 * GROEP


def test_een_tweede_keuze_noemt_de_eerste() -> None:
    """The phone adds its own earlier choice, mostly chooses the same again, and says nothing when it knows nothing."""
    opties = "".join(f'<input type="radio" name="optie" value="{optie}">' for optie in ("ja", "nee", "later"))
    vraag = make_vraag("keuze", f'<input type="hidden" name="eerder" value="" data-eerder="s1">{opties}')
    keuzes = [think(vraag, None, Plek(n, GROEP), 0, eerder={"s1": "nee"}) for n in range(GROEP)]
    assert {keuze["eerder"] for keuze in keuzes} == {"nee"}
    assert [keuze["optie"] for keuze in keuzes].count("nee") == 8
    assert "eerder" not in think(vraag, None, Plek(0, GROEP), 0)
