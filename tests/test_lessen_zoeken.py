"""Zoeken: stammen, samenstellingen, typefouten, volgorde, gemarkeerde stukjes, en geen kleine groep te zien."""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hulp.huis import Tijd, maak_account, maak_huis
from hulp.kern import Loterij
from hulp.postgres import postgres, postgres_url  # noqa: F401
from hypothesis import given
from hypothesis import strategies as st

from leersessie.config import Config
from leersessie.i18n.weigering import NietGevonden, Weigering
from leersessie.lessen import zoeken
from leersessie.lessen.labels import make_zicht
from leersessie.lessen.publiceren import make_les
from leersessie.lessen.stammen import expand, is_nabij, list_stammen
from leersessie.lessen.vorm import ERNST, THEMAS, make_leeg
from leersessie.lessen.zoeken import Stukje, Treffers
from leersessie.store import Store
from leersessie.store import lessen as rijen
from leersessie.store.lessen import ConceptRij

Archief = tuple[Store, Config, int]
HIER = Path(__file__).parent
TEKSTEN = [
    ("Hulp is nog geen veiligheid", "Het veiligheidsplan raakte uit beeld. Wie vraagt elke week hoe veilig het is?"),
    ("Wie belt het kind als het misgaat?", "Iedereen kende het plan, behalve het kind zelf."),
    ("Weg is niet klaar", "Na de verhuizing sloot elk team zijn deel. Een telefoontje had het samengebracht."),
    ("Gehoord, gezien of gedacht?", "De groep telde de feiten. Het waren er drie."),
    ("Een open vraag", "Ouders vertelden meer toen wij minder vroegen over de kinderen."),
    ("De huisarts wist het al", "Bel de huisarts voor je het gezin spreekt. Crèche en school ook."),
]


def voeg_toe(store: Store, config: Config, organisatie: int, titel: str, wat: str, **labels: object) -> str:
    """One shared les, made the way publishing makes it; from a group of its own unless `groep` is given."""
    groep = labels.pop("groep", "")
    inhoud = {**make_leeg("methodische-leerbijeenkomst", 2026), "titel": titel, "wat": wat, **labels}
    concept = ConceptRij(
        "c", organisatie, "s", (), (), "klaar", inhoud, {}, "", "", "", None, "", "2026-03-10", "2026-03-24", ""
    )
    waarden = make_les(config, concept) | {"code_hash": groep or config.loterij(8).hex()}
    store.transact(lambda v: rijen.insert_les(v, waarden, int.from_bytes(config.loterij(7), "big")))
    return str(waarden["id"])


@pytest.fixture
def archief(tmp_path: Path) -> Iterator[Archief]:
    """Six lessons of one organisation."""
    config = Tijd().maak_config(tmp_path)
    store, _ = maak_huis(config)
    for titel, wat in TEKSTEN:
        voeg_toe(store, config, 1, titel, wat)
    yield store, config, 1
    store.close()


def titels(treffers: Treffers) -> list[str]:
    """The titles found, in order."""
    return ["".join(s.tekst for s in les.titel) for les in treffers.lessen]


@pytest.mark.parametrize(
    ("vraag", "eerste", "aantal"),
    [
        ("veiligheid", "Hulp is nog geen veiligheid", 1),
        ("VEILIGHEIDSPLANNEN", "Hulp is nog geen veiligheid", 1),
        ("plan", "Wie belt het kind als het misgaat?", 2),
        ("verhuizingen", "Weg is niet klaar", 1),
        ("veiligheidsplna", "Hulp is nog geen veiligheid", 1),
        ("telefoontej", "Weg is niet klaar", 1),
        ("huisrats", "De huisarts wist het al", 1),
        ("creche", "De huisarts wist het al", 1),
        ("kind", "Wie belt het kind als het misgaat?", 2),
        ("kinderen", "Wie belt het kind als het misgaat?", 2),
        ("feiten groep", "Gehoord, gezien of gedacht?", 1),
        ("feiten huisarts", "", 0),
        ("xyzzyqwert", "", 0),
        ("de het een", "De huisarts wist het al", 6),
        ("", "De huisarts wist het al", 6),
    ],
)
def test_je_vindt_wat_je_bedoelt(archief: Archief, vraag: str, eerste: str, aantal: int) -> None:
    """Inflection, compounds, accents, a slip of the finger; all words must fit; only small words is no question."""
    store, _, organisatie = archief
    treffers = zoeken.search(store, organisatie, vraag)
    assert treffers.aantal == aantal
    assert titels(treffers)[:1] == ([eerste] if eerste else [])


def test_een_gok_wordt_gezegd(archief: Archief) -> None:
    """The page can say that it searched for something close."""
    store, _, organisatie = archief
    assert zoeken.search(store, organisatie, "huisrats").gegist == ("huisrats",)
    assert zoeken.search(store, organisatie, "huisarts").gegist == ()


VREEMD = [
    ['"', "'", "* OR *", "stammen:x", "a AND NOT b", "NEAR(kind plan)", "kind'; DROP TABLE les;--", "(((", "\x00"],
    ["\ud800", "🌊", "x" * 10_000, "woord " * 2_000, "%", "\\", "kind & | !"],
]


@pytest.mark.parametrize("vraag", [vraag for rij in VREEMD for vraag in rij])
def test_vreemde_vragen_breken_niets(archief: Archief, vraag: str) -> None:
    """Nothing typed becomes part of a query language."""
    store, _, organisatie = archief
    assert zoeken.search(store, organisatie, vraag).aantal <= 6
    assert zoeken.search(store, organisatie).aantal == 6


def test_treffers_zijn_stukjes_en_nooit_opmaak(tmp_path: Path) -> None:
    """Pieces put together are the text; what was searched for is marked; markup stays text."""
    config = Tijd().maak_config(tmp_path)
    store, _ = maak_huis(config)
    voeg_toe(store, config, 1, "<b>Plan</b>", "woord " * 80 + "het <script>plan</script> ligt klaar" + " woord" * 80)
    (les,) = zoeken.search(store, 1, "plannen").lessen
    assert les.titel == (Stukje("<b>"), Stukje("Plan", True), Stukje("</b>"))
    uittreksel = "".join(s.tekst for s in les.uittreksel)
    assert "<script>plan</script>" in uittreksel and len(uittreksel) < 260
    assert uittreksel.startswith("… ") and uittreksel.endswith(" …")
    assert [s.tekst for s in les.uittreksel if s.raak] == ["plan"]
    store.close()


def test_andere_organisaties_zien_elkaar_niet(archief: Archief) -> None:
    """Not in a search, not by id, not as related; public ones need another reach."""
    store, config, organisatie = archief
    ander = maak_account(store, "w@elders.nl") and 2
    les = voeg_toe(store, config, ander, "Van West", "Een plan van elders")
    assert zoeken.search(store, organisatie, "elders").aantal == 0
    assert zoeken.search(store, ander).aantal == 1
    assert zoeken.search(store, None).aantal == 0
    with pytest.raises(NietGevonden):
        zoeken.read_les(store, organisatie, les)
    with pytest.raises(NietGevonden):
        zoeken.find_verwant(store, organisatie, les)


def test_verwante_lessen_delen_woorden(archief: Archief) -> None:
    """Most telling words first; the les itself is not in it."""
    store, config, organisatie = archief
    les = voeg_toe(store, config, organisatie, "Wie belt?", "Niemand belde het kind over het veiligheidsplan.")
    verwant = zoeken.find_verwant(store, organisatie, les)
    assert "".join(s.tekst for s in verwant[0].titel) == "Wie belt het kind als het misgaat?"
    assert les not in {v.id for v in verwant}


# ---- small groups -------------------------------------------------------------------------------------------


def vul(store: Store, config: Config, aantallen: dict[str, int], soort: str = "themas") -> None:
    """So many lessons per label."""
    for waarde, aantal in aantallen.items():
        for n in range(aantal):
            voeg_toe(store, config, 1, f"{waarde} {n}", "tekst over samenwerken", **{soort: [waarde]})


@pytest.fixture
def leeg(tmp_path: Path) -> Iterator[Archief]:
    """An archive without lessons."""
    config = Tijd().maak_config(tmp_path)
    store, _ = maak_huis(config)
    yield store, config, 1
    store.close()


def find_facet(treffers: Treffers, naam: str) -> zoeken.Facet | None:
    """One filter of the outcome."""
    return next((f for f in treffers.facetten if f.naam == naam), None)


@pytest.mark.parametrize(
    ("aantallen", "waarden", "overig", "klein"),
    [
        ({"meldcode": 7, "overdracht": 5}, (("meldcode", 7), ("overdracht", 5)), 0, False),
        (
            {"meldcode": 7, "overdracht": 6, "netwerk": 3, "mantelzorg": 2},
            (("meldcode", 7), ("overdracht", 6)),
            5,
            False,
        ),
        ({"meldcode": 7, "overdracht": 6, "netwerk": 2}, (("meldcode", 7),), 8, False),
        ({"meldcode": 4, "overdracht": 4}, None, 0, False),
        ({"meldcode": 6, "overdracht": 1}, None, 0, False),
    ],
)
def test_een_kleine_groep_wordt_niet_geteld(
    leeg: Archief, aantallen: dict[str, int], waarden: tuple[tuple[str, int], ...] | None, overig: int, klein: bool
) -> None:
    """Under five goes to 'overig'; when that is under five too, the smallest other one goes with it."""
    store, config, organisatie = leeg
    vul(store, config, aantallen)
    facet = find_facet(zoeken.search(store, organisatie), "thema")
    verwacht = None if waarden is None else zoeken.Facet("thema", waarden, overig, klein, 5)
    assert facet == verwacht


@given(st.lists(st.integers(0, 12), min_size=2, max_size=5))
def test_uit_de_tellingen_is_geen_kleine_groep_te_rekenen(tellingen: list[int]) -> None:
    """Every number shown is at least five, and so is whatever is left when all of them are taken off the total."""
    lessen = [_les(f"{naam}{n}", naam) for naam, aantal in zip(THEMAS, tellingen, strict=False) for n in range(aantal)]
    zicht = make_zicht(lessen, 1)
    facet = zoeken._make_facet("thema", lessen, zicht, 5)
    if facet is not None:
        getoond = [aantal for _, aantal in facet.waarden]
        rest = len(lessen) - sum(getoond)
        assert min(getoond) >= 5
        assert (rest == 0 or rest >= 5) and facet.overig == rest and facet.klein is False


def _les(nummer: str, thema: str) -> rijen.LesRij:
    return rijen.LesRij(nummer, 1, "organisatie", "inzicht", "t", {}, {"themas": [thema]}, 2026, nummer, "")


def test_een_filter_zondert_geen_kleine_groep_af(leeg: Archief) -> None:
    """By address bar either: a small label, or two labels that together fit too few, is refused."""
    store, config, organisatie = leeg
    vul(store, config, {"meldcode": 7, "netwerk": 2})
    for n in range(5):
        voeg_toe(store, config, 1, f"zwaar {n}", "tekst", themas=["overdracht"], ernst="zwaar")
    assert zoeken.search(store, organisatie, filters={"thema": "meldcode"}).aantal == 7
    assert zoeken.search(store, organisatie, filters={"ernst": "zwaar"}).aantal == 5
    for filters in ({"thema": "netwerk"}, {"thema": "meldcode", "ernst": "zwaar"}):
        with pytest.raises(Weigering, match=r"lessen\.filter_klein"):
            zoeken.search(store, organisatie, filters=filters)
    with pytest.raises(Weigering, match=r"lessen\.filter_klein"):  # nobody can tell small from none
        zoeken.search(store, organisatie, filters={"thema": "bestaat niet"})
    with pytest.raises(Weigering, match=r"lessen\.filter_onbekend"):
        zoeken.search(store, organisatie, filters={"gemeente": "Veldhoek"})


def test_een_les_toont_alleen_labels_die_meer_lessen_hebben(leeg: Archief) -> None:
    """In the list and on the page of the les; the year is always there."""
    store, config, organisatie = leeg
    vul(store, config, {"meldcode": 5})
    les = voeg_toe(store, config, 1, "anders", "tekst", themas=["meldcode", "mantelzorg"], ernst="zwaar", meldcode=3)
    rij, labels = zoeken.read_les(store, organisatie, les)
    assert (rij.jaar, labels) == (2026, {"thema": ("meldcode",), "werkvorm": ("methodische-leerbijeenkomst",)})
    (treffer,) = zoeken.search(store, organisatie, "anders").lessen
    assert treffer.labels == labels


def test_bladzijden(leeg: Archief) -> None:
    """Twenty on a page; a page that does not exist is the last or the first."""
    store, config, organisatie = leeg
    vul(store, config, {"meldcode": 45})
    gezien = [zoeken.search(store, organisatie, bladzijde=n) for n in (1, 2, 3, 99, -4)]
    assert [(t.bladzijde, t.bladzijden, len(t.lessen)) for t in gezien] == [
        (1, 3, 20),
        (2, 3, 20),
        (3, 3, 5),
        (3, 3, 5),
        (1, 3, 20),
    ]
    assert len({les.id for t in gezien[:3] for les in t.lessen}) == 45


# ---- stems --------------------------------------------------------------------------------------------------


@given(st.text(max_size=80))
def test_stammen_zijn_altijd_gewone_letters(tekst: str) -> None:
    """What goes into a query is a–z and 0–9, whatever was typed."""
    assert [s for s in list_stammen(tekst) if not (s.isascii() and s.isalnum())] == []


@pytest.mark.parametrize(
    ("een", "twee", "verst", "nabij"),
    [
        ("kind", "kind", 0, True),
        ("kind", "kidn", 1, True),
        ("kind", "kin", 1, True),
        ("kind", "king", 1, True),
        ("kind", "ing", 1, False),
        ("veiligheid", "veligheit", 2, True),
        ("veiligheid", "vligheit", 2, False),
        ("", "", 1, True),
        ("", "ab", 1, False),
    ],
)
def test_afstand_tussen_woorden(een: str, twee: str, verst: int, nabij: bool) -> None:
    """One letter too much, too little, wrong, or two swapped is one slip."""
    assert is_nabij(een, twee, verst) is is_nabij(twee, een, verst) is nabij


def test_alleen_zonder_treffer_wordt_gegist() -> None:
    """A word that is there is never widened to its neighbours; short words never are."""
    schat = ["kind", "king", "veiligheidsplan", "plan", "plank"]
    assert expand("kind", schat) == {"kind": 3.0}
    assert expand("plan", schat) == {"plan": 3.0, "veiligheidsplan": 2.0, "plank": 2.0}
    assert expand("kimd", schat) == {"kind": 1.0}
    assert expand("kip", schat) == {}


def test_vijf_lessen_van_een_groep_zijn_geen_menigte(leeg: Archief) -> None:
    """At least three groups, and in a public archive ten lessons; else the wider subject is seen, or nothing."""
    store, config, organisatie = leeg
    for n in range(6):
        voeg_toe(store, config, 1, f"les {n}", "tekst", groep=f"groep {n % 2}", themas=["meldcode"])
    assert find_facet(zoeken.search(store, organisatie), "thema") is None
    voeg_toe(store, config, 1, "les 7", "tekst", groep="groep 3", themas=["patronen_zien"])
    facet = find_facet(zoeken.search(store, organisatie), "themagroep")
    assert facet is not None and facet.waarden == (("veiligheid", 7),)
    assert find_facet(zoeken.search(store, organisatie), "thema") is None


def test_alles_bij_elkaar_zondert_ook_niemand_af(leeg: Archief) -> None:
    """Labels that are common one by one are hidden where together they would point at a few lessons."""
    store, config, organisatie = leeg
    vul(store, config, {"meldcode": 7, "overdracht": 7})
    for n in range(5):
        voeg_toe(store, config, 1, f"zorg {n}", "tekst", themas=["meldcode" if n else "overdracht"], meldcode=3)
    zicht = make_zicht(store.read(lambda v: rijen.list_lessen(v, organisatie)), organisatie)
    per_paar = Counter(tuple(sorted((n, w) for n, ws in gezien.items() for w in ws)) for gezien in zicht.values())
    assert min(per_paar.values()) >= 5 or all(
        sum(set(paar) <= set(ander) for ander in per_paar.elements()) >= 5 for paar in per_paar
    )
    assert not any("meldcode" in gezien for gezien in zicht.values())  # four and one


def test_een_groep_die_hetzelfde_zegt_verraadt_dat(leeg: Archief) -> None:
    """When everybody with a label was severe, the label would say so: it is not shown."""
    store, config, organisatie = leeg
    for n in range(8):
        voeg_toe(store, config, 1, f"les {n}", "tekst", themas=["netwerk"], ernst="zwaar")
    assert find_facet(zoeken.search(store, organisatie), "thema") is None
    voeg_toe(store, config, 1, "les 9", "tekst", themas=["netwerk"], ernst="licht")
    assert find_facet(zoeken.search(store, organisatie), "thema") is not None


# ---- forty questions, and a thousand lessons ----------------------------------------------------------------

VRAGEN, LESSEN = (deel.splitlines() for deel in (HIER / "zoekvragen.txt").read_text("utf-8").split("\n\n"))
PAREN = [tuple(deel.strip() for deel in regel.split("|")) for regel in VRAGEN if regel[0] != "#"]
"""(question, title that must come first)"""


def vul_vragenset(store: Store, config: Config) -> None:
    """The lessons of the question set."""
    for regel in LESSEN:
        titel, wat, waarom = (deel.strip() for deel in regel.split("|"))
        voeg_toe(store, config, 1, titel, wat, waarom=waarom)


def test_veertig_vragen_vinden_hun_les(leeg: Archief) -> None:
    """As a colleague types them: other endings, compounds, slips. The right les comes first."""
    store, config, organisatie = leeg
    vul_vragenset(store, config)
    assert len(PAREN) == 40 and {les for _, les in PAREN} <= {r.split("|")[0].strip() for r in LESSEN}
    eerste = {vraag: (titels(zoeken.search(store, organisatie, vraag)) or [""])[0] for vraag, _ in PAREN}
    assert {v: (eerste[v], les) for v, les in PAREN if eerste[v] != les} == {}


@pytest.mark.traag  # a cluster has to start
def test_postgresql_vindt_hetzelfde(tmp_path: Path, postgres_url: str | None) -> None:  # noqa: F811
    """The forty questions: the same lessons, and the same three on top, as with SQLite."""
    gevonden = {}
    for naam, url in (("sqlite", ""), ("postgresql", postgres_url)):
        if url is None:
            return
        config = Tijd().maak_config(tmp_path / naam, database=url, loterij=Loterij(7))
        store, _ = maak_huis(config)
        vul_vragenset(store, config)
        gevonden[naam] = {vraag: titels(zoeken.search(store, 1, vraag)) for vraag, _ in PAREN}
        store.close()
    for vraag, les in PAREN:
        hier, daar = gevonden["sqlite"][vraag], gevonden["postgresql"][vraag]
        assert (daar[:1], daar[:3], sorted(daar)) == ([les], hier[:3], sorted(hier)), vraag


@pytest.mark.traag
def test_duizend_lessen_zoek_je_in_een_oogwenk(leeg: Archief) -> None:
    """A thousand lessons of made-up sentences: the 95th percentile of a question is under a third of a second."""
    store, config, organisatie = leeg
    bron = random.Random(40)
    woorden = sorted({w for regel in LESSEN for w in re.findall(r"[a-z]{4,}", regel.lower())})
    for nummer in range(1_000):
        zin = " ".join(bron.choices(woorden, k=60))
        voeg_toe(store, config, 1, f"Les {nummer}", zin, themas=[bron.choice(THEMAS)], ernst=bron.choice(ERNST))
    tijden = []
    for regel in VRAGEN:
        begin = time.thread_time()
        zoeken._search(store, organisatie, regel.partition("|")[0], {}, 1)  # in this thread, where the clock is
        tijden.append(time.thread_time() - begin)
    assert sorted(tijden)[int(len(tijden) * 0.95)] < 0.33
