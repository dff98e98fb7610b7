"""Wat voor elke werkvorm geldt die wij meegeven: de regels van een goede bijeenkomst, gewone woorden, geen namen.

Over all files at once, so that a new file is judged by the same measure without touching this one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from huislijst import WORTEL
from test_huis_teksten import AMBTELIJK, NOOIT, list_woorden, list_zinnen
from test_werkvormen_inhoud import HOOFDLETTERS, walk_teksten

from leersessie.anonimiseren import MASK, analyse
from leersessie.config import Config, content_dir
from leersessie.i18n import Tekst
from leersessie.invoer import SOORTEN, Keus, Vorm
from leersessie.regie.lijsten import read_lijst
from leersessie.werkvormen import Stap, Werkvorm, read_werkvormen

ALLE = read_werkvormen(content_dir("werkvormen"))[0]
WOORDEN_PER_ZIN = 20
VOORBEELDEN = 6
HOOGSTENS_IEDER = 5
ZONDER_KERN = {"viervensteranalyse", "verhalenronde"}
"""One treats a family of now, the other keeps nothing: neither gives a les by itself."""
MAG_GENOEMD = {"Alice van der Pas", "Alice", "Balint", "balintgroepen"}
"""Writers of a public method, named as its source."""
ZELFDE = {"Action learning", "Warm", "Week"}
"""Words that are the same in both languages."""
GOED = re.compile(
    r"\b(gaat|ging|gingen|gaan) (\w+ )?goed\b|\blukte?\b|\bwerkte?\b|\bhielp\b|\bhelpt\b|\bsterk\b|\bkracht"
)
"""Some way to ask for what goes well (G15)."""
elke = pytest.mark.parametrize("naam", list(ALLE))


def list_gespeeld(werkvorm: Werkvorm) -> list[Stap]:
    """The steps that are played unless the gespreksleider adds one."""
    return [s for s in werkvorm.stappen if not s.overslaan]


def list_vragen(werkvorm: Werkvorm) -> list[Tekst]:
    """What people see as asked of them: questions, columns and fields."""
    return [t for s in werkvorm.stappen for t in (*s.vraag, *(k.naam for k in s.vorm.kolommen + s.vorm.punten))]


@elke
def test_weinig_typen_en_een_plek_waar_de_les_vandaan_komt(naam: str) -> None:
    """Talk first: few moments in which everybody types; and a step from which a les may come."""
    stappen = list_gespeeld(ALLE[naam])
    assert len([s for s in stappen if s.typt == "ieder"]) <= HOOGSTENS_IEDER
    assert sum(s.minuten * s.herhaal for s in stappen) == ALLE[naam].minuten
    assert bool([s for s in stappen if s.les == "kern"]) == (naam not in ZONDER_KERN)
    assert any(s.onmisbaar for s in stappen)


@elke
def test_een_casus_heeft_de_stem_van_het_kind_en_wat_goed_gaat(naam: str) -> None:
    """G14 and G15: both stand in what the group is asked, not in the draaiboek alone."""
    if ALLE[naam].casus == "geen":
        return
    vragen = [t.nl.lower() for t in list_vragen(ALLE[naam])]
    assert [v for v in vragen if re.search(r"\bkind", v)]
    assert [v for v in vragen if GOED.search(v)]


@elke
def test_eerst_verborgen_en_een_draaiboek_bij_elke_stap(naam: str) -> None:
    """What everybody types is covered until the reveal, and the draaiboek says what to ask then."""
    for stap in ALLE[naam].stappen:
        assert (stap.verborgen == "tot-onthulling") == (stap.typt == "ieder"), stap.id
        if stap.verborgen == "tot-onthulling":
            assert any("raag niet wie" in zin.nl for zin in stap.draaiboek.let_op), stap.id
        assert stap.draaiboek.zeg and stap.draaiboek.let_op and stap.draaiboek.anders, stap.id


@elke
def test_kiezen_helpt_en_de_bron_staat_erbij(naam: str) -> None:
    """When and when not, where it comes from, how sure that is; nothing is claimed and no mark is used."""
    werkvorm = ALLE[naam]
    assert len(werkvorm.kies_als) >= 2 and len(werkvorm.kies_niet_als) >= 2
    assert werkvorm.bron.nl and ("reconstructie" in werkvorm.zekerheid.nl or "van ons" in werkvorm.zekerheid.nl)
    assert "®" not in (WORTEL / f"werkvormen/{naam}.toml").read_text("utf-8")


@elke
def test_alles_in_twee_talen_en_in_gewone_woorden(naam: str) -> None:
    """Both languages; sentences of at most twenty words, no exclamation marks, no words of the office."""
    fout: list[str] = []
    for tekst in walk_teksten(ALLE[naam]):
        fout += [tekst.nl] if not tekst.nl or not tekst.en or (tekst.nl == tekst.en and tekst.nl not in ZELFDE) else []
        for zin in [*list_zinnen(tekst.nl), *list_zinnen(tekst.en or "")]:
            fout += [zin] if len(list_woorden(zin)) > WOORDEN_PER_ZIN or "!" in zin else []
        fout += [w for w in list_woorden(tekst.nl) if w in AMBTELIJK or w in NOOIT]
    assert fout == []


@elke
def test_geen_mens_en_geen_plaats(naam: str) -> None:
    """The check on names finds nothing certain in Dutch; in English no capital inside an example."""
    gevonden = {
        tekst.nl[plek.start : plek.end]
        for tekst in walk_teksten(ALLE[naam])
        for plek in analyse(tekst.nl)
        if plek.tier == MASK
    }
    assert sorted(gevonden - MAG_GENOEMD) == []
    midden = re.compile(r"(?<![.?!:‘] )(?<!^)(?<!‘)\b[A-Z]\w*")
    engels = {w for s in ALLE[naam].stappen for v in s.voorbeelden for w in midden.findall(v.en or "")}
    assert sorted(engels - HOOFDLETTERS - {"GP", "GPs", "A", "B"} - {d + "s" * n for d in DAGEN for n in (0, 1)}) == []


DAGEN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def fill_lijst(stap: Stap) -> Stap:
    """The step as a session has it, with the parts of its fixed list."""
    if not stap.uit_lijst:
        return stap
    delen = tuple(Keus(id_, Tekst(nl, en)) for id_, nl, en in read_lijst(Config(data=WORTEL), stap.uit_lijst))
    veld = "punten" if stap.vorm.soort == "schaal" else "opties"
    return replace(stap, vorm=replace(stap.vorm, **{veld: delen}))


def make_keuze(vorm: Vorm, bij: str) -> dict[str, Any]:
    """One option, or a list where a phone may give more."""
    optie = bij or (vorm.opties[0].id if vorm.opties else "")
    return {"optie": optie} if vorm.meerdere == 1 else {"opties": [optie]}


def make_antwoord(stap: Stap, zin: str, bij: str) -> dict[str, Any]:
    """What a phone would send for this example."""
    vorm = stap.vorm
    keus = bij or (vorm.opties[0].id if vorm.opties else "")
    return {
        "kaarten": {"tekst": zin},
        "vragen": {"tekst": zin},
        "kolommen": {"tekst": zin, "kolom": bij},
        "tekst": {"tekst": zin, "punt": bij},
        "schaal": {"waarden": {p.id: 5 for p in vorm.punten}, "toelichting": zin},
        "keuze": {"toelichting": zin, **({"opties": [keus]} if vorm.meerdere > 1 else {"optie": keus})},
        "tijdlijn": {"tekst": zin, "baan": bij, "wanneer": {"aantal": 2, "eenheid": "weken"}},
        "twee-ideeen": {"een": zin, "twee": zin},
        "acties": {"soort": "afspraak", "wat": zin, "wie": "wijkteam", "wanneer": "deze week", "niveau": "ik"},
    }[vorm.soort]


@elke
def test_elk_voorbeeld_past_door_de_deur_van_zijn_soort(naam: str) -> None:
    """Different examples in each step with words, at least one per column or field, all accepted as an answer."""
    for stap in map(fill_lijst, ALLE[naam].stappen):
        soort = SOORTEN[stap.vorm.soort]
        if not soort.vangt or soort.naam == "stemmen":
            assert stap.voorbeelden == ()
            continue
        minstens = VOORBEELDEN + 2 * (stap.typt == "ieder" and soort.naam != "twee-ideeen")
        assert min(len({v.nl for v in stap.voorbeelden}), len({v.en for v in stap.voorbeelden})) >= minstens, stap.id
        plekken = [] if stap.uit_lijst else [k.id for k in stap.vorm.kolommen + stap.vorm.punten]
        assert [p for p in plekken if not stap.list_voorbeelden(p)] == [], stap.id
        for tekst, bij in zip(stap.voorbeelden, stap.voorbeeld_bij, strict=True):
            for zin in (tekst.nl, tekst.en):
                assert zin in soort.check(stap.vorm, make_antwoord(stap, zin, bij))["tekst"], stap.id


@pytest.mark.parametrize(
    ("naam", "stappen"),
    [
        ("viervensteranalyse", ("s1", "s2", "s3", "s4", "s7")),
        ("vijf-basisvragen", ("s2", "s3", "s4")),
        ("tijdlijn-en-patronen", ("s2", "s3", "s4")),
        ("veiligheidsplan-toetsen", ("s2", "s6")),
    ],
)
def test_wat_over_een_gezin_van_nu_op_het_bord_staat_gaat_weg(naam: str, stappen: tuple[str, ...]) -> None:
    """Boards that describe a real family are erased at close and never reach the verslag."""
    gevonden = {s.id: (s.wissen, s.verslag, s.les) for s in ALLE[naam].stappen if s.id in stappen}
    assert gevonden == dict.fromkeys(stappen, (True, "niets", "niets"))


def test_engels_van_onszelf_wordt_zelden_tegengehouden() -> None:
    """English sessions too: what stands in a werkvorm is about nobody, and hardly any of it is taken for a name."""
    teksten = {tekst.en for werkvorm in ALLE.values() for tekst in walk_teksten(werkvorm) if tekst.en}
    mask = [tekst for tekst in teksten if any(plek.tier == MASK for plek in analyse(tekst))]
    assert len(teksten) > 2_000
    assert len(mask) <= len(teksten) / 100
