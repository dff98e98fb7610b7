"""Sluiten: wat er gewist wordt, wat er in het verslag komt, en wat daarna nog kan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hulp.kern import Kern, open_kern, weigert

from leersessie.regie.kennis import find_werkvorm
from leersessie.regie.opbrengst import Opbrengst
from leersessie.regie.sluiten import close_sessie
from leersessie.regie.sturen import DADEN
from leersessie.regie.wie import Wie
from leersessie.verloop.rechten import TABEL


@pytest.fixture
def kern(tmp_path: Path) -> Iterator[Kern]:
    """A session that has begun."""
    with open_kern(tmp_path, overslaan={"les": False}, bewaardagen=10) as kern:
        kern.begin()
        yield kern


def close(kern: Kern, wie: Wie | None = None, ontbrak: object = "") -> list[Opbrengst]:
    """Close as the gespreksleider."""
    return close_sessie(kern.store, kern.config, kern.sessie, wie or kern.leider, ontbrak)


def list_teksten(regels: list[Opbrengst], stap: str) -> list[str]:
    """The lines of one step."""
    return [r.tekst for r in regels if r.stap == stap]


def test_alleen_de_gespreksleider_sluit_en_maar_een_keer(kern: Kern) -> None:
    """Not the co-gespreksleider, not a phone; not twice; not with an impossible text."""
    for rol in ("co_gespreksleider", "deelnemer", "inbrenger", "beamer"):
        with weigert(kern, "basis.niet_toegestaan", 403):
            close(kern, Wie(frozenset({rol})))
    with weigert(kern, "invoer.te_lang"):
        close(kern, ontbrak="x" * 201)
    with weigert(kern, "invoer.vorm"):
        close(kern, ontbrak=["KANARIE"])
    close(kern, ontbrak="  de wijkagent ")
    info = kern.store.info(kern.sessie)
    assert (info.toestand, info.plan["wie_ontbreekt"]) == ("nabespreken", "de wijkagent")
    assert (info.gesloten_dag, info.wis_dag) == ("2026-03-10", "2026-03-20")
    with weigert(kern, "basis.verkeerd_moment"):
        close(kern)


def test_na_sluiten_kan_geen_sturende_daad_meer_behalve_wat_de_tabel_zegt(kern: Kern) -> None:
    """The table of rights holds also here: beamer, stilte and taking cards away; nothing else."""
    gift = kern.geef(kern.deelnemer(), stap="parkeerplaats")
    close(kern)
    blijft = {naam for naam, daad in DADEN.items() if "nabespreken" in TABEL[daad.recht].toestanden}
    assert blijft == {"beamer", "stilte", "verberg", "haal_weg"}
    for naam in sorted(set(DADEN) - blijft):
        with weigert(kern, "basis.verkeerd_moment"):
            kern.stuur(naam, **dict.fromkeys(DADEN[naam].velden, "KANARIE"))
    kern.stuur("haal_weg", kaart=gift.kaart)
    assert kern.staat.inhoud(gift.kaart) is None


def test_in_het_verslag_staat_alleen_wat_iedereen_kon_zien(kern: Kern) -> None:
    """Not what is covered, hidden, waiting, late or taken away; and a step that gives nothing gives nothing."""
    wie = kern.deelnemer()
    kern.naar("vragen")
    zien, verborgen, weg = (kern.geef(wie, {"tekst": f"KANARIE{t}"}) for t in ("zien", "verborgen", "weg"))
    kern.geef(wie, {"tekst": "KANARIEwacht 06-12345678"})
    kern.stuur("verberg", kaart=verborgen.kaart, aan=True)
    kern.stuur("haal_weg", kaart=weg.kaart)
    kern.naar("kiezen")
    kern.geef(wie, {"tekst": "KANARIElaat"}, stap="vragen")
    kern.geef(wie, {"optie": "delen", "toelichting": "KANARIEdicht"})
    kern.naar("gedachte")
    kern.geef(wie, {"tekst": "KANARIEonderbuik"})
    kern.stuur("onthul", stap="gedachte")
    regels = close(kern)
    assert list_teksten(regels, "vragen") == ["KANARIEzien"]
    assert [r.tekst for r in regels if "KANARIE" in r.tekst] == ["KANARIEzien"]
    assert zien.kaart not in repr(regels)


def test_het_verslag_volgt_de_regel_van_elke_stap(kern: Kern) -> None:
    """Texts per field, a summary per column with bundles by name, cards, counts in words, acties, parkeerplaats."""
    kern.naar("situatie")
    kern.geef(kern.leider, {"punt": "keuze", "tekst": "praten of wachten"})
    kern.geef(kern.leider, {"punt": "speelt", "tekst": "het verhaal"})
    kern.naar("mensen")
    for tekst in ("moeder", "vader", "oma"):
        kern.geef(kern.leider, {"kolom": "gezin", "tekst": tekst})
    kaarten = [k.id for k in kern.stand.list_kaarten("mensen")]
    kern.stuur("bundel", kaarten=kaarten[:2], naam="de ouders")
    kern.stuur("verplaats", kaart=kaarten[2], kolom="kind")
    kern.naar("cijfer")
    for cijfer in (3, 8):
        kern.geef(kern.deelnemer(), {"waarden": {"veilig": cijfer, "zeker": None}})
    kern.stuur("onthul", stap="cijfer")
    kern.naar("acties")
    kern.geef(kern.leider, {"soort": "knelpunt", "wat": "geen tolk", "wie": "a", "wanneer": "b", "niveau": "regio"})
    kern.geef(kern.deelnemer(), {"tekst": "later"}, stap="parkeerplaats")
    regels = close(kern)
    assert [(r.kop, r.tekst) for r in regels if r.stap == "situatie"] == [
        ("Wat speelt er?", "het verhaal"),
        ("Welke keuze?", "praten of wachten"),
    ]
    assert [(r.kop, r.tekst) for r in regels if r.stap == "mensen"] == [
        ("Gezin", "de ouders"),
        ("Het kind zegt", "oma"),
    ]
    assert list_teksten(regels, "cijfer") == [
        "Hoe veilig? De cijfers liepen van 3 tot 8.",
        "Hoe zeker? Niemand gaf een cijfer.",
    ]
    assert list_teksten(regels, "acties") == ["Knelpunt – geen tolk – a – b – Regio"]
    assert list_teksten(regels, "parkeerplaats") == ["later"]
    assert regels[-1].kop == "Niet besproken"


@pytest.mark.parametrize(
    ("aantal", "tekst"), [(3, ["Er werd gekozen voor: Delen."]), (8, ["Delen: 8", "Niet delen: 0"])]
)
def test_onder_acht_antwoorden_geen_getallen(kern: Kern, aantal: int, tekst: list[str]) -> None:
    """With fewer than eight answers the verslag names what was chosen, not by how many."""
    kern.naar("kiezen")
    for _ in range(aantal):
        kern.geef(kern.deelnemer(), {"optie": "delen"})
    kern.stuur("onthul", stap="kiezen")
    assert list_teksten(close(kern), "kiezen") == tekst


def test_een_sessie_houdt_de_werkvorm_waarmee_zij_begon(kern: Kern) -> None:
    """The file may change; the running session does not. Own scale items replace those of the werkvorm."""
    from hulp.kern import bereid_voor

    ander = bereid_voor(kern.store, kern.config, kern.account, punten={"cijfer": ["Hoe gaat het?", "En jij?"]})
    info = kern.store.info(ander.sessie)
    stap = find_werkvorm(info).find_stap("cijfer")
    assert stap is not None
    assert [(p.id, p.naam.nl) for p in stap.vorm.punten] == [("p1", "Hoe gaat het?"), ("p2", "En jij?")]
    oud = find_werkvorm(kern.store.info(kern.sessie)).find_stap("cijfer")
    assert oud is not None
    assert [p.id for p in oud.vorm.punten] == ["veilig", "zeker"]
