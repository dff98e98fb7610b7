"""Het archief op de bladzijde: zoeken, filteren zonder kleine groepen te verraden, bladeren, en wie wat ziet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hulp.blad import VIJANDIG, Bladproef, prepare_proef, to_woorden

from leersessie.lessen.stammen import list_stammen
from leersessie.store.lessen import insert_les

DELEN = {
    "situatie": "Een gezin kreeg hulp van drie teams. Het veiligheidsplan lag in een la.",
    "wat": "We vroegen het kind wie het belt.\nWe schreven het op een kaartje.",
    "waarom": "Iedereen kende het veiligheidsplan, behalve het kind.",
    "grenzen": "Is er nu gevaar? Dan volg je de meldcode.",
    "vraag": "Wie belt dit kind als het misgaat?",
}


@pytest.fixture
def archief(tmp_path: Path) -> Iterator[Bladproef]:
    """An organisation without lessons."""
    proef = prepare_proef(tmp_path)
    yield proef
    proef.store.close()


def zet(proef: Bladproef, nummer: int, **anders: Any) -> str:
    """One shared les; returns its id."""
    les = f"les{nummer:03d}" + "a" * 20
    inhoud = {**DELEN, **anders.pop("delen", {})}
    titel = anders.pop("titel", f"Les nummer {nummer}")
    labels = {
        "themas": ["overdracht"],
        "werkvorm": "methodische-leerbijeenkomst",
        "standaarden": [],
        "meldcode": 0,
        "ernst": "",
        "sectorgroepen": ["zorg"],
        **anders.pop("labels", {}),
    }
    rij = {
        "id": les,
        "organisatie": proef.kern.organisatie,
        "bereik": "organisatie",
        "soort": "inzicht",
        "titel": titel,
        "inhoud": inhoud,
        "labels": labels,
        "jaar": 2026,
        "code_hash": f"groep {nummer}",
        "stammen": " ".join(list_stammen(" ".join([titel, *inhoud.values()]))),
        **anders,
    }
    proef.store.transact(lambda v: insert_les(v, rij, 1_000 + nummer))
    return les


def list_titels(bron: str) -> list[str]:
    """The titles in the list, in order."""
    return [to_woorden(f"<main>{kop}</main>") for kop in re.findall(r"<h3><a[^>]*>(.*?)</a></h3>", bron)]


def test_leeg_en_van_buiten(archief: Bladproef) -> None:
    """Each empty page says what it is and what you can do."""
    assert "Er is nog geen les" in archief.log_in("leider").lees("/lessen")
    zet(archief, 1)
    buiten = archief.open_browser()
    bron = buiten.get("/lessen?q=veiligheidsplan")
    assert "Lessen blijven binnen de organisatie" in bron
    assert list_titels(bron) == []
    buiten.get("/lessen/les001" + "a" * 20, 404)
    assert list_titels(archief.log_in("vreemde").get("/lessen")) == []
    assert "Geen les over ‘xyzzy’" in archief.log_in("leider").lees("/lessen?q=xyzzy")


def test_openbaar_is_ook_zonder_inloggen(archief: Bladproef) -> None:
    """The one scope that needs no account."""
    les = zet(archief, 1, bereik="openbaar", titel="Voor iedereen")
    buiten = archief.open_browser()
    assert list_titels(buiten.get("/lessen")) == ["Voor iedereen"]
    bron = buiten.get(f"/lessen/{les}")
    assert DELEN["vraag"] in bron
    assert "/sessies/nieuw" not in bron
    assert "/intrekken" not in bron


def test_zoeken_licht_op_wat_je_zocht(archief: Bladproef) -> None:
    """Stems and typing errors too; the words of the question come back in the field."""
    zet(archief, 1, titel="Een plan in de la")
    zet(archief, 2, titel="Iets heel anders", delen=dict.fromkeys(DELEN, "Wij telden de stoelen."))
    leider = archief.log_in("leider")
    bron = leider.get("/lessen?q=veiligheidsplannen")
    assert list_titels(bron) == ["Een plan in de la"]
    assert "<em>veiligheidsplan</em>" in bron
    assert 'value="veiligheidsplannen"' in bron
    assert "1 les over ‘veiligheidsplannen’" in to_woorden(bron)
    assert "We zochten ook op woorden die erop lijken." in leider.get("/lessen?q=veilighiedsplan")


@pytest.mark.parametrize(
    "vraag", ["<script>alert(1)</script>", '" onfocus="x', "' OR 1=1 --", "NEAR(*", "%00", "é" * 300]
)
def test_een_vreemde_vraag_is_tekst(archief: Bladproef, vraag: str) -> None:
    """Never markup, never a query, never an error."""
    zet(archief, 1)
    bron = archief.log_in("leider").client.get("/lessen", query_string={"q": vraag, "blz": "-1", "thema": ""})
    assert bron.status_code == 200
    assert "<script>alert" not in bron.text
    assert 'onfocus="x' not in bron.text


def test_vijandige_les_is_tekst(archief: Bladproef) -> None:
    """In the list, on its own page, and among the related ones."""
    les = zet(archief, 1, titel=VIJANDIG[:60], delen={"wat": VIJANDIG, "vraag": VIJANDIG})
    ander = zet(archief, 2, titel="Gewoon")
    zet(archief, 3, titel="Iets heel anders", delen=dict.fromkeys(DELEN, "Wij telden de stoelen."))
    leider = archief.log_in("leider")
    for pad in ("/lessen?q=hulp", f"/lessen/{les}", f"/lessen/{ander}"):
        bron = leider.get(pad)
        assert "<b>vet" not in bron
        assert VIJANDIG[:40] in to_woorden(bron)


def test_filters_tellen_geen_kleine_groep(archief: Bladproef) -> None:
    """Below five there is no filter, no count and no label; asking for it anyway is refused with a way back."""
    for n in range(6):
        zet(archief, n, labels={"themas": ["overdracht"]})
    for n in range(6, 9):
        zet(archief, n, labels={"themas": ["mantelzorg"]})
    leider = archief.log_in("leider")
    bron = leider.get("/lessen")
    woorden = to_woorden(bron)
    assert "Mantelzorg" not in woorden
    assert "thema=mantelzorg" not in bron
    assert "9 lessen" in woorden
    weigering = leider.lees("/lessen?thema=mantelzorg")
    assert "Deze keuze past op te weinig lessen." in weigering
    assert "Bekijk alle lessen" in weigering
    assert "Mantelzorg" not in leider.lees("/lessen/les007" + "a" * 20)


def test_een_filter_erbij_en_eraf(archief: Bladproef) -> None:
    """One press each; the question stays; what is chosen stands above the list."""
    for n in range(6):
        zet(archief, n, labels={"themas": ["overdracht"]})
    for n in range(6, 12):
        zet(archief, n, labels={"themas": ["kind_horen"]}, jaar=2025)
    leider = archief.log_in("leider")
    bron = leider.get("/lessen?q=veiligheidsplan")
    assert 'href="/lessen?q=veiligheidsplan&amp;thema=kind_horen"' in bron
    bron = leider.get("/lessen?q=veiligheidsplan&thema=kind_horen")
    assert len(list_titels(bron)) == 6
    assert re.search(r'class="vink" href="/lessen\?q=veiligheidsplan" aria-current="true"', bron)
    assert '<input type="hidden" name="thema" value="kind_horen">' in bron
    assert len(list_titels(leider.get("/lessen?jaar=2025"))) == 6
    assert list_titels(leider.get("/lessen?thema=kind_horen&jaar=2026")) == []


def test_bladeren(archief: Bladproef) -> None:
    """Twenty a page; a page too far is the last one; nonsense is the first."""
    for n in range(23):
        zet(archief, n, titel=f"Les {n:02d}")
    leider = archief.log_in("leider")
    bron = leider.get("/lessen")
    assert (len(list_titels(bron)), "Bladzijde 1 van 2" in bron) == (20, True)
    assert 'rel="next" href="/lessen?blz=2"' in bron
    for blz in ("2", "99"):
        bron = leider.get(f"/lessen?blz={blz}")
        assert list_titels(bron) == ["Les 20", "Les 21", "Les 22"]
        assert 'rel="prev" href="/lessen"' in bron
    assert list_titels(leider.get("/lessen?blz=x"))[0] == "Les 00"


def test_een_les_op_haar_bladzijde(archief: Bladproef) -> None:
    """Fixed parts, what was done as a list, related lessons, labels that enough lessons share, only the year."""
    for n in range(5):
        zet(archief, n, titel=f"Kaartje {n}")
    zet(archief, 5, titel="Iets heel anders", delen=dict.fromkeys(DELEN, "Wij telden de stoelen."))
    bron = archief.log_in("leider").get("/lessen/les000" + "a" * 20)
    woorden = to_woorden(bron)
    assert "<ul><li>We vroegen het kind wie het belt.</li><li>We schreven het op een kaartje.</li></ul>" in bron
    assert "Thema Overdracht" in woorden
    assert "Werkvorm Methodische leerbijeenkomst" in woorden
    assert "Jaar 2026" in woorden
    assert '<a href="/lessen/les001' in bron
    assert "les=les000" in bron
    assert "/intrekken" not in bron
    assert "/intrekken" in archief.log_in("lezer").get("/lessen/les000" + "a" * 20)


def test_onderweg_is_voor_wie_leidt(archief: Bladproef) -> None:
    """Without a log-in to the door and back; without a role a refusal."""
    archief.maak_account("beheer", ("beheerder",), archief.kern.organisatie)
    buiten = archief.open_browser()
    buiten.get("/lessen/onderweg", 303)
    assert buiten.laatste is not None
    assert buiten.laatste.headers["Location"] == "/inloggen?naar=/lessen/onderweg"
    archief.log_in("beheer").get("/lessen/onderweg", 403)
    assert "Er is nu geen les onderweg." in archief.log_in("leider").lees("/lessen/onderweg")
