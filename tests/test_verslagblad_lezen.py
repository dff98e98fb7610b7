"""De bladzijde van het verslag: ieder zijn rechten, reacties zonder naam, en na de termijn alleen nog lezen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hulp.blad import LESSEN, VIJANDIG, Bladproef, Browser, find_regel, open_proef, to_woorden

from leersessie.lessen.verslag import VerslagRegel, read_verslag
from leersessie.store.verslagen import list_reacties


@pytest.fixture
def gesloten(tmp_path: Path) -> Iterator[Bladproef]:
    """A closed session whose case somebody brought."""
    with open_proef(tmp_path) as proef:
        proef.log_in("leider").post(f"/sessies/{proef.sessie}/sluit", wie_ontbreekt="De school")
        yield proef


def regel_van(proef: Bladproef, tekst: str = LESSEN[0]) -> str:
    """The id of the line with these words."""
    return next(r.id for r in read_verslag(proef.store, proef.sessie).regels if r.tekst == tekst)


def find(proef: Bladproef, regel: str) -> VerslagRegel:
    """The line as it is kept."""
    return next(r for r in read_verslag(proef.store, proef.sessie).regels if r.id == regel)


def doe(proef: Bladproef, wie: Browser, daad: str, regel: str, status: int = 303) -> str:
    """Press a button beside a line."""
    return wie.post(f"{proef.pad}/regel", status, regel=regel, doe=daad)


# ---- lines --------------------------------------------------------------------------------------------------


def test_een_regel_gaat_eruit_zonder_vraag(gesloten: Bladproef) -> None:
    """One press, no reason, the words are gone, and you are back at that line."""
    leider, regel = gesloten.log_in("leider"), regel_van(gesloten)
    assert doe(gesloten, leider, "weg", regel) == f"{gesloten.pad}#{regel}"
    assert (find(gesloten, regel).tekst, find(gesloten, regel).weg) == ("", True)
    bron = leider.get(gesloten.pad)
    assert LESSEN[0] not in bron
    assert "Deze regel is eruit gehaald." in bron


def test_alleen_de_inbrenger_geeft_vrij(gesloten: Bladproef) -> None:
    """The gespreksleider and another phone see no button, and a made-up form is refused on the page."""
    regel = regel_van(gesloten)
    for wie in (gesloten.log_in("leider"), gesloten.pak_telefoon("gast")):
        assert 'value="vrij"' not in wie.get(gesloten.pad)
        assert "Dat mag je hier niet doen." in doe(gesloten, wie, "vrij", regel, 403)
        assert not find(gesloten, regel).vrij
    inbrenger = gesloten.pak_telefoon("inbrenger")
    doe(gesloten, inbrenger, "vrij", find_regel(inbrenger.get(gesloten.pad), LESSEN[0]))
    assert find(gesloten, regel).vrij
    doe(gesloten, inbrenger, "niet_vrij", regel)
    assert not find(gesloten, regel).vrij


def test_wat_een_stap_niet_voor_een_les_geeft_krijgt_geen_knop(gesloten: Bladproef) -> None:
    """Facts of a family and who was there stay here: only kern and kandidaat can be released."""
    bron = gesloten.pak_telefoon("inbrenger").get(gesloten.pad)
    met_knop = {
        r
        for r in (f"r{n}" for n in range(1, 12))
        if f'value="{r}"><input type="hidden" name="doe" value="vrij"' in bron
    }
    zicht = read_verslag(gesloten.store, gesloten.sessie)
    assert met_knop == {r.id for r in zicht.regels if r.stap in ("s2", "s10")}


def test_een_telefoon_haalt_niets_weg_maar_mag_het_vragen(gesloten: Bladproef) -> None:
    """Nameless and once; the gespreksleider sees it beside the line, the file does not print it."""
    gast, regel = gesloten.pak_telefoon("gast"), regel_van(gesloten)
    doe(gesloten, gast, "weg", regel, 403)
    for _ in range(2):
        doe(gesloten, gast, "vraag_weg", regel)
    assert [(r.soort, r.regel) for r in read_verslag(gesloten.store, gesloten.sessie).reacties] == [("reactie", regel)]
    leider = gesloten.log_in("leider")
    assert leider.get(gesloten.pad).count("Iemand vraagt om deze regel weg te halen.") == 1
    assert "Haal deze regel weg" not in leider.get(f"{gesloten.pad}.md")
    assert "Haal deze regel weg" not in leider.client.get(gesloten.pad, headers={"Accept-Language": "en"}).text


def test_bezwaar_en_hoe_het_ophoudt(gesloten: Bladproef) -> None:
    """Only against what travels; shown to the gespreksleider, who can only take the sentence out."""
    gast, regel = gesloten.pak_telefoon("gast"), regel_van(gesloten)
    assert "Dit hebben we niet gevonden." in doe(gesloten, gast, "bezwaar", regel, 404)
    doe(gesloten, gesloten.pak_telefoon("inbrenger"), "vrij", regel)
    doe(gesloten, gast, "bezwaar", regel)
    assert "Iemand wil deze zin niet in een les." not in gast.get(gesloten.pad)
    leider = gesloten.log_in("leider")
    bron = leider.get(gesloten.pad)
    assert "Iemand heeft bezwaar tegen een zin." in bron
    bezwaar = read_verslag(gesloten.store, gesloten.sessie).bezwaren[0].id
    gast.post(f"{gesloten.pad}/bezwaar", 403, bezwaar=bezwaar)
    leider.post(f"{gesloten.pad}/bezwaar", bezwaar=bezwaar)
    assert find(gesloten, regel).weg
    assert read_verslag(gesloten.store, gesloten.sessie).bezwaren == ()
    leider.post(f"{gesloten.pad}/bezwaar", 404, bezwaar=bezwaar)


@pytest.mark.parametrize(("regel", "daad"), [("r99", "weg"), ("", "weg"), ("r1", "verzonnen"), ("<script>", "weg")])
def test_een_vreemd_formulier_verandert_niets(gesloten: Bladproef, regel: str, daad: str) -> None:
    """Unknown line or act: 404 on the page itself."""
    eerst = read_verslag(gesloten.store, gesloten.sessie)
    bron = doe(gesloten, gesloten.log_in("leider"), daad, regel, 404)
    assert "Dit hebben we niet gevonden." in bron
    assert "<script>alert" not in bron
    assert read_verslag(gesloten.store, gesloten.sessie) == eerst


# ---- beside the lines ---------------------------------------------------------------------------------------


def test_reageren_en_kanttekening(gesloten: Bladproef) -> None:
    """Without a name, or named for an organisation; what was typed is text."""
    gast, regel = gesloten.pak_telefoon("gast"), regel_van(gesloten)
    gast.post(f"{gesloten.pad}/reactie", regel=regel, tekst=VIJANDIG)
    gast.post(f"{gesloten.pad}/reactie", regel=regel, tekst="Wij zien het anders.", organisatie="Veilig Thuis <b>")
    gast.post(f"{gesloten.pad}/reactie", regel="heel", tekst="Een goede middag.")
    bron = gast.get(gesloten.pad)
    assert "<b>vet" not in bron
    woorden = to_woorden(bron)
    assert VIJANDIG.replace("\u202e", "").strip() in woorden
    assert "Kanttekening van Veilig Thuis <b> Wij zien het anders." in woorden
    assert "Reactie Een goede middag." in woorden
    rijen = gesloten.store.read(lambda v: list_reacties(v, gesloten.sessie))
    assert sorted((r.soort, r.organisatie, r.regel) for r in rijen) == sorted(
        [("reactie", "", regel), ("kanttekening", "Veilig Thuis <b>", regel), ("reactie", "", "")]
    )


@pytest.mark.parametrize(("tekst", "zin"), [("", "Er staat nog niets. Schrijf eerst iets op."), ("w" * 1_001, "1000")])
def test_een_fout_kost_geen_woord(gesloten: Bladproef, tekst: str, zin: str) -> None:
    """The form comes back open, full, with its own sentence; the organisation too."""
    gast, regel = gesloten.pak_telefoon("gast"), regel_van(gesloten)
    bron = gast.post(f"{gesloten.pad}/reactie", 400, regel=regel, tekst=tekst, organisatie="De school & co")
    assert f'id="tekst-{regel}-fout"' in bron
    assert 'value="De school &amp; co"' in bron
    assert bron.count('<details class="regelzeg niet-afdrukken" open>') == 1
    assert f">\n{tekst}</textarea>" in bron
    assert zin in to_woorden(bron)
    assert read_verslag(gesloten.store, gesloten.sessie).reacties == ()


def test_de_gespreksleider_haalt_een_reactie_weg(gesloten: Bladproef) -> None:
    """For example because it names somebody. A phone cannot."""
    gast = gesloten.pak_telefoon("gast")
    gast.post(f"{gesloten.pad}/reactie", regel="heel", tekst="Een goede middag.")
    reactie = read_verslag(gesloten.store, gesloten.sessie).reacties[0].id
    gast.post(f"{gesloten.pad}/reactie-weg", 403, reactie=reactie, regel="heel")
    leider = gesloten.log_in("leider")
    leider.post(f"{gesloten.pad}/reactie-weg", reactie=reactie, regel="heel")
    assert read_verslag(gesloten.store, gesloten.sessie).reacties == ()
    leider.post(f"{gesloten.pad}/reactie-weg", 404, reactie=reactie, regel="heel")


def test_een_reactie_met_een_naam_wacht_op_de_gespreksleider(gesloten: Bladproef) -> None:
    """Whoever insists is told so; only the gespreksleider sees it, and no file has it, until that changes."""
    gast, leider = gesloten.pak_telefoon("gast"), gesloten.log_in("leider")
    regel = read_verslag(gesloten.store, gesloten.sessie).regels[0].id
    insist = {"tekst": "Dit was mevrouw Jansen.", "doe": "toch"}
    gast.post(f"{gesloten.pad}/reactie", regel="heel", **insist)
    assert "Je reactie wacht op de gespreksleider" in gast.get(gesloten.pad)
    gast.post(f"{gesloten.pad}/reactie", regel=regel, organisatie="De school", **insist)
    zicht = read_verslag(gesloten.store, gesloten.sessie)
    assert (zicht.reacties, len(zicht.wachtend)) == ((), 2)
    for bron in (gast.get(gesloten.pad), gast.get(f"{gesloten.pad}.md"), leider.get(f"{gesloten.pad}.md")):
        assert "Jansen" not in bron
    bron = leider.get(gesloten.pad)
    assert bron.count("Dit was mevrouw Jansen.") == bron.count("Alleen jij ziet dit.") == 2
    assert "Er wachten 2 reacties op jou." in bron
    assert "Er wachten 2 reacties op jou." in leider.get("/sessies")
    assert "wachten" not in gesloten.log_in("collega").lees("/sessies")
    een, twee = (r.id for r in zicht.wachtend)
    gast.post(f"{gesloten.pad}/reactie-door", 403, reactie=een, regel="heel")
    leider.post(f"{gesloten.pad}/reactie-door", reactie=een, regel="heel")
    leider.post(f"{gesloten.pad}/reactie-weg", reactie=twee, regel="heel")
    leider.post(f"{gesloten.pad}/reactie-door", 404, reactie=twee, regel="heel")
    assert gast.get(gesloten.pad).count("Dit was mevrouw Jansen.") == 1
    for pad in (gesloten.pad, "/sessies"):
        assert not [zin for zin in ("Alleen jij ziet dit.", "op jou.") if zin in leider.get(pad)]


def test_na_een_vervanging_kijkt_de_server_weer(gesloten: Bladproef) -> None:
    """One name replaced, another still there: it waits. A text that could not be looked at waits too."""
    gast = gesloten.pak_telefoon("gast")
    gast.post(f"{gesloten.pad}/reactie", regel="heel", tekst="Mevrouw Jansen belde meneer De Bruin.", doe="vervang")
    assert len(read_verslag(gesloten.store, gesloten.sessie).wachtend) == 1
    gast.post(f"{gesloten.pad}/reactie", regel="heel", tekst="Mevrouw Jansen belde terug.", doe="vervang")
    zicht = read_verslag(gesloten.store, gesloten.sessie)
    assert (len(zicht.wachtend), len(zicht.reacties)) == (1, 1)


def test_een_reactie_op_een_regel_die_net_weg_is(gesloten: Bladproef) -> None:
    """The line went while you were typing: your words are still on the page."""
    regel = regel_van(gesloten)
    doe(gesloten, gesloten.log_in("leider"), "weg", regel)
    bron = gesloten.pak_telefoon("gast").post(f"{gesloten.pad}/reactie", 400, regel=regel, tekst="Dit wilde ik zeggen")
    assert "Dit hebben we niet gevonden." in bron
    assert "\nDit wilde ik zeggen</textarea>" in bron


# ---- the four words, the link, the term ---------------------------------------------------------------------


def test_de_vier_woorden_komen_een_keer(gesloten: Bladproef) -> None:
    """On the phone of the inbrenger only; nowhere else, and never again."""
    gesloten.log_in("leider").post(f"{gesloten.pad}/woorden", 403)
    gesloten.pak_telefoon("gast").post(f"{gesloten.pad}/woorden", 403)
    inbrenger = gesloten.pak_telefoon("inbrenger")
    woorden = to_woorden(inbrenger.post(f"{gesloten.pad}/woorden", 200))
    assert "Je ziet ze nu en daarna nooit meer." in woorden
    assert "localhost/code" in woorden
    nog = inbrenger.post(f"{gesloten.pad}/woorden", 409)
    assert "De vier woorden zijn al gegeven." in nog
    assert "Gegeven. Er komt geen tweede keer." in gesloten.log_in("leider").get(gesloten.pad)


def test_zonder_inbrenger_krijgt_de_gespreksleider_het_papier(tmp_path: Path) -> None:
    """For the group, which agrees who keeps it."""
    with open_proef(tmp_path, inbrenger=False) as proef:
        leider = proef.log_in("leider")
        leider.post(f"/sessies/{proef.sessie}/sluit")
        proef.pak_telefoon("inbrenger").post(f"{proef.pad}/woorden", 403)
        assert 'class="vierwoorden"' in leider.post(f"{proef.pad}/woorden", 200)
        doe(proef, leider, "vrij", regel_van(proef))
        assert find(proef, regel_van(proef)).vrij


def test_de_link_om_te_reageren(gesloten: Bladproef) -> None:
    """A secret behind the `#`; it opens this verslag for reading and reacting, until the end of the last day."""
    leider = gesloten.log_in("leider")
    leider.post(f"{gesloten.pad}/link", 403)
    leider.post(f"{gesloten.pad}/open")
    assert "Iedereen kan al reageren" in leider.post(f"{gesloten.pad}/open", 409)
    bron = leider.post(f"{gesloten.pad}/link", 200)
    geheim = bron.partition("/reactie#")[2].partition('"')[0]
    assert len(geheim) == 52
    assert bron.count(geheim) == 1
    gast = gesloten.open_browser()
    antwoord = gast.client.post("/toegang", json={"geheim": geheim})
    assert antwoord.get_json() == {"rol": "reactie", "sessie": gesloten.sessie, "naar": gesloten.pad}
    gast.post(f"{gesloten.pad}/reactie", regel="heel", tekst="Dank.")
    doe(gesloten, gast, "weg", "r1", 403)
    gast.post(f"/sessies/{gesloten.sessie}/sluit", 403)
    gesloten.tijd.verder(dagen=14, uren=13)  # 24 maart, 23.00 uur
    gast.get(gesloten.pad)
    assert gesloten.open_browser().client.post("/toegang", json={"geheim": geheim}).status_code == 200
    gesloten.tijd.verder(uren=2)
    gast.get(gesloten.pad, 404)
    assert gesloten.open_browser().client.post("/toegang", json={"geheim": geheim}).status_code == 404


def test_na_de_termijn_staat_het_vast(gesloten: Bladproef) -> None:
    """Read only: no form is left but the button to log out, and what is sent anyway is refused with a sentence."""
    regel = regel_van(gesloten)
    gesloten.log_in("leider").post(f"{gesloten.pad}/open")
    gesloten.tijd.verder(dagen=15)
    leider, gast = gesloten.log_in("leider"), gesloten.pak_telefoon("gast")
    bron = leider.get(gesloten.pad)
    assert "Dit verslag staat vast." in bron
    assert bron.count("<form") == 1
    assert gast.get(gesloten.pad).count("<form") == 0
    assert "Dit verslag is vastgesteld" in doe(gesloten, leider, "weg", regel, 409)
    bron = gast.post(f"{gesloten.pad}/reactie", 400, regel=regel, tekst="Te laat, maar mijn woorden")
    assert "Dit verslag is vastgesteld" in bron
    assert "\nTe laat, maar mijn woorden</textarea>" in bron
    assert read_verslag(gesloten.store, gesloten.sessie).vastgesteld_dag == "2026-03-25"


def test_gewist_en_toch_te_lezen(gesloten: Bladproef) -> None:
    """After opruimen the session is gone and so are the phones; whoever led it still has the verslag."""
    from leersessie.lessen.opruimen import tidy

    gesloten.tijd.verder(dagen=31)
    tidy(gesloten.store, gesloten.config)
    leider = gesloten.log_in("leider")
    woorden = leider.lees(gesloten.pad)
    assert LESSEN[0] in woorden
    assert "Dit verslag staat vast." in woorden
    gesloten.pak_telefoon("inbrenger").get(gesloten.pad, 404)


def test_in_het_engels(gesloten: Bladproef) -> None:
    """The page speaks the reader's language, the lines stay as they were said."""
    antwoord = gesloten.pak_telefoon("gast").client.get(f"{gesloten.pad}?taal=en")
    woorden = to_woorden(antwoord.text)
    assert "We do not keep who writes this." in woorden
    assert "What do we learn?" in woorden
    assert LESSEN[0] in woorden
