"""De twaalf casussen die wij meegeven: fictief, in twee talen, een derde een succes, geen namen, de gids apart."""

from __future__ import annotations

import re

import pytest

from leersessie.anonimiseren import MASK, analyse
from leersessie.casussen import Casus, read_casussen
from leersessie.config import content_dir

BEKEND = {"Veilig", "Thuis", "GP", "I", "Monday", "Saturday", "Saturdays", "Sunday", "Tuesday", "Wednesday"}
GIDSDELEN = {"nl": ("Kracht:", "Botst:", "Gat:"), "en": ("Strength:", "Clash:", "Gap:")}


@pytest.fixture(scope="module")
def casussen() -> dict[str, Casus]:
    gelezen, gebreken = read_casussen(content_dir("casussen"))
    assert gebreken == []
    return gelezen


def list_talen(casussen: dict[str, Casus]) -> list[Casus]:
    """Every case in both languages."""
    beide = [vertaling for casus in casussen.values() for vertaling in (casus, casus.en) if vertaling is not None]
    assert len(beide) == 2 * len(casussen)
    return beide


def test_het_zijn_er_twaalf_waarvan_een_derde_een_succes(casussen: dict[str, Casus]) -> None:
    assert [(c.slug, c.ernst, c.succes) for c in casussen.values()] == [
        ("drie-collegas-drie-antwoorden", "licht", False),
        ("elke-keer-een-nieuw-begin", "middelzwaar", False),
        ("elke-melding-apart", "zwaar", False),
        ("halverwege-nee", "middelzwaar", False),
        ("het-plan-in-de-la", "middelzwaar", False),
        ("hulp-over-iets-anders", "zwaar", False),
        ("meer-weten-dan-je-zegt", "zwaar", False),
        ("met-zijn-tweeen-aan-tafel", "middelzwaar", True),
        ("tussen-twee-huizen", "zwaar", False),
        ("twee-uur-die-het-verschil-maakten", "middelzwaar", True),
        ("vroeg-aan-tafel", "middelzwaar", True),
        ("wat-houdt-dit-overeind", "licht", True),
    ]


def test_een_zware_casus_waarschuwt(casussen: dict[str, Casus]) -> None:
    assert [c.slug for c in list_talen(casussen) if (c.ernst == "zwaar") != bool(c.waarschuwing)] == []


def test_geen_naam_in_het_nederlands(casussen: dict[str, Casus]) -> None:
    """The check on names and numbers, which knows Dutch, finds nothing certain in story or guide."""
    gevonden = {
        (casus.slug, tekst[plek.start : plek.end])
        for casus in casussen.values()
        for tekst in (casus.titel, casus.leervraag, casus.tekst_md, casus.gids_md)
        for plek in analyse(tekst)
        if plek.tier == MASK and plek.type != "LEEFTIJD"
    }
    assert sorted(gevonden) == []


def test_nederlands_en_engels_horen_bij_elkaar(casussen: dict[str, Casus]) -> None:
    for casus in casussen.values():
        engels = casus.en
        assert engels is not None
        for veld in ("slug", "ernst", "succes", "fictief", "versie"):
            assert getattr(engels, veld) == getattr(casus, veld)
        assert len(engels.themas) == len(casus.themas)
        assert bool(engels.waarschuwing) == bool(casus.waarschuwing)
        assert engels.titel != casus.titel


def test_alles_is_gemarkeerd_als_fictief(casussen: dict[str, Casus]) -> None:
    assert [c.slug for c in list_talen(casussen) if not c.fictief or not c.bron.startswith("Fict")] == []


def test_elke_gids_noemt_kracht_botsing_en_gat(casussen: dict[str, Casus]) -> None:
    """The vignette must hold a strength, a contradiction and a gap; the guide points at each."""
    for casus in list_talen(casussen):
        assert [d for d in GIDSDELEN[casus.taal] if d not in casus.gids_md] == [], casus.slug


def test_geen_namen_van_mensen_of_plaatsen(casussen: dict[str, Casus]) -> None:
    gevonden = {
        woord for casus in list_talen(casussen) for woord in re.findall(r"(?<=[a-z,;:0-9] )[A-Z]\w*", casus.tekst_md)
    }
    assert sorted(gevonden - BEKEND) == []


def test_de_gids_staat_nergens_in_het_verhaal(casussen: dict[str, Casus]) -> None:
    for casus in list_talen(casussen):
        zinnen = [z for z in re.split(r"[.?!\n]", casus.gids_md) if len(z.split()) > 5]
        assert len(zinnen) > 5
        assert [z for z in zinnen if z.strip() in casus.html or z.strip() in casus.tekst_md] == []
