"""Wat niet mag met een les, en wat je dan leest: een zin op de bladzijde, en niets is kwijt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hulp.blad import LESSEN, VIJANDIG, Bladproef, open_proef, to_woorden
from hulp.lesweg import OPEN_PLEK, RUW, beslis_alles, bewaar, geef_beide_sleutels, maak_concept, read_op

from leersessie.lessen.bezwaar import object_to
from leersessie.lessen.verslag import read_verslag
from leersessie.store.lessen import ConceptRij, find_concept


@pytest.fixture
def gesloten(tmp_path: Path) -> Iterator[Bladproef]:
    """A played session, still open."""
    with open_proef(tmp_path) as proef:
        yield proef


def find(proef: Bladproef, pad: str) -> ConceptRij:
    """The draft as it is kept."""
    rij = proef.store.read(lambda v: find_concept(v, pad.rpartition("/")[2]))
    assert rij is not None
    return rij


# ---- beginning and writing ----------------------------------------------------------------------------------


def test_beginnen_kan_pas_als_er_een_zin_mee_mag(gesloten: Bladproef) -> None:
    """The page says whom to ask; the form says the same."""
    leider = gesloten.log_in("leider")
    leider.post(f"/sessies/{gesloten.sessie}/sluit")
    assert "Er mag nog geen zin mee." in leider.get(f"/lessen/nieuw?sessie={gesloten.sessie}")
    assert "Er is nog geen zin vrijgegeven." in leider.post("/lessen/nieuw", 409, sessie=gesloten.sessie)
    for naam, status in (("collega", 403), ("vreemde", 404)):
        gesloten.log_in(naam).get(f"/lessen/nieuw?sessie={gesloten.sessie}", status)
        gesloten.log_in(naam).post("/lessen/nieuw", status, sessie=gesloten.sessie)
    leider.get("/lessen/nieuw?sessie=bestaatniet", 404)


def test_een_andere_organisatie_vindt_niets(gesloten: Bladproef) -> None:
    """No page and no form of a draft answers with anything but 404; without a log-in the door asks for one."""
    pad, _ = maak_concept(gesloten, gesloten.log_in("leider"))
    vreemde, eerst = gesloten.log_in("vreemde"), find(gesloten, pad)
    for bij in ("", "/nalezen", "/lezen", "/delen"):
        vreemde.get(f"{pad}{bij}", 404)
        gesloten.open_browser().get(f"{pad}{bij}", 303)
    for bij in ("", "/plek", "/aanbieden", "/weggooien", "/lezen", "/delen", "/kijk"):
        vreemde.post(f"{pad}{bij}", 404, doe="alles", zeker="1", titel="x", meeschrijven="1")
    assert find(gesloten, pad) == eerst
    assert "onderweg" not in vreemde.lees("/lessen")


def test_een_fout_in_een_veld_kost_geen_woord(gesloten: Bladproef) -> None:
    """Too long: its own sentence beside its own field; everything else is as typed."""
    leider = gesloten.log_in("leider")
    pad, _ = maak_concept(gesloten, leider)
    lang = "w" * 2_001
    bron = bewaar(leider, pad, 400, wat=lang, titel=VIJANDIG, themas=["kind_horen"], soort="succes", ernst="zwaar")
    assert 'id="wat-fout"' in bron
    assert f">\n{lang}</textarea>" in bron
    assert "<b>vet" not in bron
    assert 'value="kind_horen" checked' in bron
    assert 'value="succes" selected' in bron
    assert 'value="zwaar" selected' in bron
    assert find(gesloten, pad).inhoud["wat"] == "We legden de feiten naast elkaar.\nIedereen gaf eerst zelf een cijfer."


@pytest.mark.parametrize(
    "anders",
    [
        {"soort": "roddel"},
        {"themas": ["kind_horen", "x"]},
        {"meldcode": "9"},
        {"ernst": "erg"},
        {"standaarden": ["11"]},
    ],
)
def test_een_verzonnen_keuze_wordt_niet_bewaard(gesloten: Bladproef, anders: dict[str, object]) -> None:
    """Only what is on the lists."""
    leider = gesloten.log_in("leider")
    pad, _ = maak_concept(gesloten, leider)
    eerst = find(gesloten, pad)
    bewaar(leider, pad, 400, **anders)
    assert find(gesloten, pad) == eerst


def test_twee_schrijvers_tegelijk(gesloten: Bladproef) -> None:
    """The second reads what the first saved, keeps the own words, and may then choose."""
    leider, collega = gesloten.log_in("leider"), gesloten.log_in("collega")
    pad, _ = maak_concept(gesloten, leider)
    oud = read_op(leider.get(pad))
    assert "Wie meeschrijft, kan niet de tweede lezer zijn." in collega.client.get(pad, follow_redirects=True).text
    bron = collega.get(f"{pad}?meeschrijven=1")
    collega.post(pad, **{**RUW, "op": read_op(bron), "waarom": "Van de collega.", "meeschrijven": "1"})
    bron = leider.post(pad, 409, **{**RUW, "op": oud, "waarom": "Van de leider."})
    woorden = to_woorden(bron)
    assert "De tekst is intussen veranderd." in woorden
    assert "Intussen bewaarde iemand anders dit: Van de collega." in woorden
    assert "\nVan de leider.</textarea>" in bron
    assert find(gesloten, pad).inhoud["waarom"] == "Van de collega."
    leider.post(pad, **{**RUW, "op": read_op(bron), "waarom": "Van de leider."})
    assert find(gesloten, pad).inhoud["waarom"] == "Van de leider."
    assert len(find(gesloten, pad).bewerkers) == 2


def test_uitgelogd_onder_het_schrijven(gesloten: Bladproef) -> None:
    """The words come back whole on a page that can be sent again after logging in elsewhere."""
    leider = gesloten.log_in("leider")
    pad, _ = maak_concept(gesloten, leider)
    op = read_op(leider.get(pad))
    gesloten.tijd.verder(minuten=31)
    bron = leider.post(pad, 401, **{**RUW, "op": op, "waarom": "Een uur <lang> geschreven."})
    assert "\nEen uur &lt;lang&gt; geschreven.</textarea>" in bron
    assert 'name="themas" value="zicht_op_veiligheid"' in bron
    weer = gesloten.log_in("leider")
    velden = dict(re.findall(r'name="(op|soort|meldcode|ernst|themas)" value="([^"]*)"', bron))
    weer.post(pad, **{**RUW, **velden, "waarom": "Een uur <lang> geschreven."})
    assert find(gesloten, pad).inhoud["waarom"] == "Een uur <lang> geschreven."


def test_meekijken_bewaart_niets(gesloten: Bladproef) -> None:
    """The live list: places in text that is still being typed."""
    leider = gesloten.log_in("leider")
    pad, _ = maak_concept(gesloten, leider)
    eerst = find(gesloten, pad)
    leider.post(f"{pad}/kijk", 200, **{**RUW, "situatie": "Bel 06-12345678 <b>.", "titel": "Kort"})
    assert leider.laatste is not None
    antwoord = leider.laatste.get_json()
    assert (antwoord["open"], antwoord["zin"]) == (1, "Nog 1 te beoordelen")
    assert antwoord["plekken"][0][:2] == ["De situatie", "06-12345678"]
    assert find(gesloten, pad) == eerst
    leider.post(f"{pad}/kijk", 409, **{**RUW, "situatie": "x" * 9_000})


# ---- deciding -----------------------------------------------------------------------------------------------


def test_laten_staan_vraagt_een_reden(gesloten: Bladproef) -> None:
    """On a strong proposal: the sentence stands beside the choice, the text did not change."""
    leider = gesloten.log_in("leider")
    pad, _ = maak_concept(gesloten, leider)
    bron = leider.get(f"{pad}/nalezen")
    plek = OPEN_PLEK.search(bron)
    assert plek is not None
    bron = leider.post(f"{pad}/plek", 409, doe="laat", plek=plek[1])
    assert 'id="reden-fout"' in bron
    leider.post(f"{pad}/plek", 409, doe="laat", plek=plek[1], reden="omdat ik het zeg")
    leider.post(f"{pad}/plek", doe="laat", plek=plek[1], reden="algemeen_bekend")
    assert find(gesloten, pad).besluiten[plek[1]]["blijft"] == "algemeen_bekend"
    bron = leider.get(f"{pad}/nalezen?plek={plek[1]}")
    assert "Blijft staan: Dit is algemeen bekend" in bron
    assert 'class="gelaten nu"' in bron
    leider.post(f"{pad}/plek", doe="opnieuw", plek=plek[1])
    assert plek[1] not in find(gesloten, pad).besluiten


def test_vervangen_met_eigen_woorden(gesloten: Bladproef) -> None:
    """Empty is refused beside the field and what was typed stays; a place that is gone is told so."""
    leider = gesloten.log_in("leider")
    pad, _ = maak_concept(gesloten, leider)
    plek = OPEN_PLEK.search(leider.get(f"{pad}/nalezen"))
    assert plek is not None
    assert 'id="vervang-fout"' in leider.post(f"{pad}/plek", 409, doe="vervang", plek=plek[1], vervang="  ")
    bron = leider.post(f"{pad}/plek", 409, doe="vervang", plek=plek[1], vervang="e" * 201)
    assert f'value="{"e" * 201}"' in bron
    leider.post(f"{pad}/plek", doe="vervang", plek=plek[1], vervang="de moeder")
    assert "de moeder" in find(gesloten, pad).inhoud["situatie"]
    assert "Deze plek staat niet meer in de tekst." in leider.post(f"{pad}/plek", 404, doe="vervang", plek=plek[1])
    leider.post(f"{pad}/plek", 404, doe="verzonnen", plek=plek[1])


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({}, "Beslis eerst over de plekken"),
        ({"titel": ""}, "De les heeft nog geen titel."),
        ({"wat": ""}, "Schrijf eerst op wat jullie deden."),
        ({"waarom": ""}, "Schrijf eerst op waarom dat hielp."),
        ({"situatie": LESSEN[0]}, "Een zin staat nog precies zo in de les als hij gezegd is."),
    ],
)
def test_aanbieden_kan_nog_niet(gesloten: Bladproef, anders: dict[str, object], zin: str) -> None:
    """Saved, and told what is missing; as a button of the writing page nothing typed is lost."""
    leider = gesloten.log_in("leider")
    pad, _ = maak_concept(gesloten, leider, **anders)
    assert zin in leider.post(f"{pad}/aanbieden", 409)
    bron = bewaar(leider, pad, 409, **anders, grenzen="Nieuw getypt.", doe="aanbieden")
    assert zin in bron
    assert "\nNieuw getypt.</textarea>" in bron
    assert (find(gesloten, pad).toestand, find(gesloten, pad).inhoud["grenzen"]) == ("concept", "Nieuw getypt.")


# ---- the keys -----------------------------------------------------------------------------------------------


def maak_aangeboden(proef: Bladproef) -> tuple[str, str]:
    """A les that waits for its keys."""
    leider = proef.log_in("leider")
    pad, woorden = maak_concept(proef, leider)
    beslis_alles(leider, pad)
    leider.post(f"{pad}/aanbieden")
    return pad, woorden


def test_wie_erbij_was_is_niet_de_tweede_lezer(gesloten: Bladproef) -> None:
    """Whoever led gets no questions; a made-up form is refused; so is a reader who was there."""
    pad, _ = maak_aangeboden(gesloten)
    leider, lezer = gesloten.log_in("leider"), gesloten.log_in("lezer")
    bron = leider.get(f"{pad}/lezen")
    assert "De tweede lezer is iemand anders." in bron
    assert 'name="herkent"' not in bron
    antwoord = {"tekst": find(gesloten, pad).tekst_hash, "herkent": "nee", "erbij": "nee", "gelezen": "1"}
    assert "Vraag een collega die er niet bij was." in leider.post(f"{pad}/lezen", 403, **antwoord)
    assert "Wie erbij was, kan niet de tweede lezer zijn." in lezer.post(
        f"{pad}/lezen", 403, **{**antwoord, "erbij": "ja"}
    )
    assert find(gesloten, pad).sleutel2 is None


def test_de_tweede_lezer_leest_koud(gesloten: Bladproef) -> None:
    """Only the text: no sentence of the room, no name of the session; an unread answer is no answer."""
    pad, _ = maak_aangeboden(gesloten)
    lezer = gesloten.log_in("lezer")
    assert lezer.get(pad, 303) == lezer.client.get(pad).text
    bron = lezer.get(f"{pad}/lezen")
    assert not [zin for zin in (*LESSEN, "Wel hulp, geen zicht") if zin in bron]
    assert "Zoekt een tweede lezer" in lezer.lees("/lessen/onderweg")
    tekst = find(gesloten, pad).tekst_hash
    bron = lezer.post(f"{pad}/lezen", 400, tekst=tekst, herkent="nee")
    assert 'id="erbij-fout"' in bron
    assert 'id="gelezen-fout"' in bron
    assert 'name="herkent" value="nee" checked' in bron
    assert "De tekst is intussen veranderd." in lezer.post(
        f"{pad}/lezen", 409, tekst="0" * 64, herkent="nee", erbij="nee", gelezen="1"
    )
    assert find(gesloten, pad).sleutel2 is None


@pytest.mark.parametrize(
    ("velden", "nota"),
    [
        ({"herkent": "ja", "erbij": "nee", "gelezen": "1"}, "De tweede lezer denkt te weten om wie dit gaat."),
        ({"doe": "terug"}, "De tweede lezer gaf de les terug."),
    ],
)
def test_terug_naar_de_schrijver(gesloten: Bladproef, velden: dict[str, str], nota: str) -> None:
    """With a note, without keys."""
    pad, _ = maak_aangeboden(gesloten)
    lezer = gesloten.log_in("lezer")
    assert lezer.post(f"{pad}/lezen", tekst=find(gesloten, pad).tekst_hash, **velden) == "/lessen/onderweg"
    assert (find(gesloten, pad).toestand, find(gesloten, pad).sleutel2) == ("concept", None)
    assert nota in gesloten.log_in("leider").get(pad)
    assert "Een collega schrijft nog aan deze les." in lezer.get(f"{pad}/lezen")


def test_een_wijziging_neemt_beide_sleutels_terug(gesloten: Bladproef) -> None:
    """The page warned; reading starts again."""
    pad, woorden = maak_aangeboden(gesloten)
    geef_beide_sleutels(gesloten, pad, woorden)
    leider = gesloten.log_in("leider")
    assert "dan vervallen de sleutels" in leider.get(pad)
    assert find(gesloten, pad).toestand == "klaar"
    inhoud = find(gesloten, pad).inhoud
    bewaar(
        leider,
        pad,
        **{veld: inhoud[veld] for veld in ("situatie", "wat", "waarom", "grenzen")},
        vraag="Een andere vraag?",
    )
    assert (find(gesloten, pad).toestand, find(gesloten, pad).sleutel1_hash) == ("concept", "")


def test_bezwaar_houdt_het_delen_tegen(gesloten: Bladproef) -> None:
    """Also with both keys and after the days are over, until the sentence is out."""
    pad, woorden = maak_aangeboden(gesloten)
    geef_beide_sleutels(gesloten, pad, woorden)
    regel = next(r.id for r in read_verslag(gesloten.store, gesloten.sessie).regels if r.vrij)
    object_to(gesloten.store, gesloten.config, gesloten.sessie, frozenset({"deelnemer"}), regel)
    gesloten.tijd.verder(dagen=15)
    leider = gesloten.log_in("leider")
    assert "Iemand heeft bezwaar tegen een zin." in leider.get(pad)
    leider.post(f"{pad}/delen", 409, zeker="1")
    assert "Er is nog geen les" in leider.lees("/lessen")


# ---- the four words -----------------------------------------------------------------------------------------


def test_verkeerde_woorden_en_de_rem(gesloten: Bladproef) -> None:
    """One friendly sentence for all, with what was typed still there; after ten a wait, for the right words too."""
    _, woorden = maak_aangeboden(gesloten)
    raden = gesloten.open_browser()
    for poging in range(10):
        bron = raden.post("/code", 404, code=f"zalf vorst macht <{poging}>")
        assert "Deze vier woorden horen bij geen les." in bron
        assert f'value="zalf vorst macht &lt;{poging}&gt;"' in bron
    for pad in ("/code", "/code/sleutel", "/code/terug"):
        assert "zalf" in raden.post(pad, 429, code="zalf zalf zalf zalf")
    raden.post("/code", 429, code=woorden)
    gesloten.tijd.verder(minuten=2)
    raden.post("/code", 200, code=woorden)
    assert gesloten.open_browser().client.get(f"/code?code={woorden}").text.count(woorden) == 0


def test_ja_zeggen_zonder_lezen_telt_niet(gesloten: Bladproef) -> None:
    """Nor yes to a text that changed, nor yes to a les of somebody else."""
    pad, woorden = maak_aangeboden(gesloten)
    drager, les = gesloten.open_browser(), pad.rpartition("/")[2]
    tekst = find(gesloten, pad).tekst_hash
    assert "Lees eerst de hele tekst" in drager.post("/code/sleutel", 400, code=woorden, les=les, tekst=tekst)
    assert "De tekst is intussen veranderd." in drager.post(
        "/code/sleutel", 409, code=woorden, les=les, tekst="0" * 64, gelezen="1"
    )
    drager.post("/code/sleutel", 404, code=woorden, les="weg", tekst=tekst, gelezen="1")
    drager.post("/code/terug", 404, code=woorden, wat="les", welke="weg", zeker="1")
    drager.post("/code/terug", 404, code=woorden, wat="alles", welke="", zeker="1")
    assert find(gesloten, pad).sleutel1_hash == ""


def test_achter_de_woorden_staat_geen_sessie(gesloten: Bladproef) -> None:
    """The les and the lines are there; no address of the session or of the draft."""
    pad, woorden = maak_aangeboden(gesloten)
    ander = gesloten.open_browser()
    bron = ander.post("/code", 200, code=woorden)
    assert "Deze les wacht op jouw ja." in bron
    assert LESSEN[0] in to_woorden(bron)
    assert gesloten.sessie not in bron
    assert pad not in bron
