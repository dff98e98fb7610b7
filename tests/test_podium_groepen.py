"""Subgroepen in beeld: een telefoon ziet alleen haar groep, de console alle borden, de beamer de galerij."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hulp.groepen import GROEPEN, TIJDLIJNEN
from hulp.kern import Kern, open_kern
from test_podium_beelden import Lezer

from leersessie.podium import Aanwezige, Publiek, Zaal, draw, draw_invoervelden
from leersessie.regie.wie import Wie
from leersessie.toegang.bewijzen import ROLLEN_DEELNEMER

BEAMER, CONSOLE = Publiek("beamer"), Publiek("console")


@pytest.fixture
def kern(tmp_path: Path) -> Iterator[Kern]:
    """A session in the first step with subgroups."""
    with open_kern(tmp_path, toml=GROEPEN) as kern:
        kern.begin("werk")
        yield kern


def give(kern: Kern, nummer: int, tekst: str) -> Wie:
    """The recorder of the nth group lays one card."""
    wie = replace(kern.deelnemer("verslaglegger"), groep=kern.stand.groepen[nummer].id)
    kern.geef(wie, {"tekst": tekst, "kolom": "feiten"})
    return wie


def see(kern: Kern, publiek: Publiek, zaal: Zaal | None = None) -> str:
    """All regions of one view; every picture is sound HTML with each id once."""
    html = "".join(draw(publiek, kern.toneel(zaal)).values())
    lezer = Lezer()
    lezer.feed(html)
    assert (lezer.fouten, lezer.open) == ([], [])
    assert len(lezer.ids) == len(set(lezer.ids)), sorted(i for i in lezer.ids if lezer.ids.count(i) > 1)
    return html


def test_een_telefoon_zonder_groep_kiest_er_een(kern: Kern) -> None:
    html = see(kern, Publiek("telefoon"))
    assert html.count('data-doe="kies_groep"') == 3 and "Kies je groep" in html
    assert 'data-stap="werk"' not in html


def test_een_telefoon_ziet_haar_groep_en_haar_vraag(kern: Kern) -> None:
    school = kern.stand.groepen[1].id
    lid = see(kern, Publiek("telefoon", groep=school))
    assert "Je zit in <b>School</b>" in lid and "Wat ziet de school?" in lid and 'data-aan="1"' in lid
    assert 'data-stap="werk"' not in lid
    pen = see(kern, Publiek("telefoon", rol="verslaglegger", groep=school))
    assert 'data-stap="werk"' in pen and 'data-aan="1"' not in pen
    ander = see(kern, Publiek("telefoon", groep=kern.stand.groepen[0].id))
    assert "Wat ziet de school?" not in ander
    stil = see(kern, Publiek("telefoon", rol="inbrenger verslaglegger", groep=school))
    assert "Jij luistert nu." in stil and 'data-stap="werk"' not in stil


def test_wie_al_een_schrijver_heeft_hoeft_niet_te_schrijven(kern: Kern) -> None:
    school = kern.stand.groepen[1].id
    schrijver = Aanwezige(1, "leerkracht", "onderwijs", "warme kast", ("verslaglegger",), groep=school)
    html = see(kern, Publiek("telefoon", groep=school), Zaal((schrijver,)))
    assert "Iemand in je groep schrijft." in html and 'data-aan="1"' not in html
    assert "warme kast" not in html


def test_de_console_ziet_alle_borden_en_kan_er_een_alleen_zetten(kern: Kern) -> None:
    give(kern, 0, "kaart van een")
    give(kern, 1, "kaart van twee")
    alles = see(kern, CONSOLE)
    assert "kaart van een" in alles and "kaart van twee" in alles and "nog geen schrijver" in alles
    kern.stuur("groep_tonen", groep=kern.stand.groepen[1].id)
    alleen = see(kern, CONSOLE)
    assert "kaart van een" not in alleen and "kaart van twee" in alleen
    assert "kaart van twee" in see(kern, BEAMER)
    velden = draw_invoervelden(Publiek("telefoon", rol="gespreksleider", groep=kern.stand.sturing.groep), kern.toneel())
    assert 'data-stap="werk"' in velden


def test_de_beamer_toont_eerst_de_groepen_en_later_de_galerij(kern: Kern) -> None:
    give(kern, 0, "kaart van een")
    give(kern, 1, "kaart van twee")
    tijdens = see(kern, BEAMER)
    assert "Meldcode" in tijdens and "kaart van een" not in tijdens
    kern.naar("galerij")
    galerij = see(kern, BEAMER)
    assert "kaart van een" in galerij and "kaart van twee" in galerij and "b-galerij" in galerij
    assert "kaart van een" in see(kern, CONSOLE)
    kern.stuur("groep_tonen", groep=kern.stand.groepen[1].id)
    assert "kaart van een" not in see(kern, BEAMER)


def test_de_galerij_laat_geen_verborgen_kaart_zien(kern: Kern) -> None:
    give(kern, 0, "mail mij op 06-12345678")
    give(kern, 1, "gewoon")
    kern.naar("galerij")
    assert "06-12345678" not in see(kern, BEAMER)
    assert "06-12345678" in see(kern, CONSOLE)


def test_tijdlijnen_van_groepen_worden_in_de_galerij_een_lijn(tmp_path: Path) -> None:
    """Oldest first over all groups, each event with its group; one group alone keeps its own line."""
    with open_kern(tmp_path, toml=TIJDLIJNEN) as kern:
        kern.begin("werk")
        for nummer, (tekst, weken) in enumerate((("de brief kwam", 2), ("de school belde", 9), ("oma verhuisde", 5))):
            wie = replace(kern.deelnemer("verslaglegger"), groep=kern.stand.groepen[nummer].id)
            wanneer = {"aantal": weken, "eenheid": "weken"}
            kern.geef(wie, {"tekst": tekst, "baan": "gezin" if nummer else "hulp", "wanneer": wanneer})
        kern.naar("galerij")
        for publiek in (BEAMER, CONSOLE):
            tabel = see(kern, publiek).partition("<tbody>")[2].partition("</tbody>")[0]
            rijen = [re.findall(r"<td[^>]*>(.*?)</td>", rij) for rij in tabel.split("</tr>")[:-1]]
            assert rijen == [
                ["1", "9 weken geleden", "Gezin", "School", "de school belde"],
                ["2", "5 weken geleden", "Gezin", "Ouders", "oma verhuisde"],
                ["3", "2 weken geleden", "Hulp", "Meldcode", "de brief kwam"],
            ]
        assert see(kern, BEAMER).count('class="tijdlijn"') == 1
        kern.stuur("groep_tonen", groep=kern.stand.groepen[1].id)
        alleen = see(kern, BEAMER)
        assert "de school belde" in alleen and "oma verhuisde" not in alleen
        assert '<th scope="col">Groep</th>' not in alleen


def test_elke_stap_tekent_voor_elk_publiek_met_en_zonder_mensen(kern: Kern) -> None:
    give(kern, 0, "een kaart")
    rollen = sorted(ROLLEN_DEELNEMER)
    leden = tuple(
        Aanwezige(n, "arts", "zorg", f"woord{n} twee", (rollen[n],), groep=kern.stand.groepen[n % 3].id, hier=True)
        for n in range(len(rollen))
    )
    for stap in kern.werkvorm.stappen:
        kern.naar(stap.id)
        for taal in ("nl", "en"):
            for zaal in (Zaal(), Zaal(leden), Zaal(leden[:1])):
                for publiek in (BEAMER, CONSOLE, Publiek("telefoon"), Publiek("telefoon", groep=leden[0].groep)):
                    see(kern, replace(publiek, taal=taal), zaal)
