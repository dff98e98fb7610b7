"""De bladzijde over het protocol en de code zeggen hetzelfde: berichten, daden, velden, grenzen en rechten."""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from huislijst import PAKKET, WORTEL, list_onder, read_boom, read_tabel

from leersessie import invoer
from leersessie.i18n import Tekst
from leersessie.i18n.weigering import Weigering
from leersessie.invoer import (
    SOORTEN,
    Keus,
    Vorm,
    acties,
    basis,
    keuze,
    schaal,
    stemmen,
    tijdlijn,
    twee_ideeen,
    vragen,
)
from leersessie.podium.teken import REGIOS
from leersessie.regie import bijdragen, sturen
from leersessie.regie.sturen import DADEN
from leersessie.verloop.rechten import ROLLEN, TABEL
from leersessie.verloop.stand import TOESTANDEN
from leersessie.web import lijnen, sockets, uitzending
from leersessie.web.lijn import toevoer, zender

BLADZIJDE = WORTEL / "docs/protocol.md"
TEKST = BLADZIJDE.read_text("utf-8")
Velden = tuple[frozenset[str], frozenset[str]]


def read_deel(nummer: int) -> str:
    """One numbered chapter of the page."""
    return re.split(r"^## ", TEKST, flags=re.M)[nummer].partition("\n")[2]


def read_koppen(nummer: int) -> dict[str, str]:
    """The pieces of a chapter by their heading in backquotes."""
    stukken = re.split(r"^#{3,4} `([\w-]+)`$", read_deel(nummer), flags=re.M)
    return dict(zip(stukken[1::2], stukken[2::2], strict=True))


def read_rijen(stuk: str) -> Velden:
    """(must, may) from a table of fields."""
    rijen = re.findall(r"^\| `(\w+)` \| [^|]+ \| (ja|nee) \|", stuk, re.M)
    return frozenset(v for v, moet in rijen if moet == "ja"), frozenset(v for v, moet in rijen if moet == "nee")


def read_regel(stuk: str) -> Velden:
    """(must, may) from a line 'Velden: `a` (tekst), `b` (tekst, mag weg).'"""
    regel = re.search(r"Velden: (.*)", stuk)
    assert regel is not None, stuk
    velden = re.findall(r"`(\w+)` \(((?:[^()]|\([^)]*\))*)\)", regel[1].partition(" Voorbeeld:")[0])
    return (
        frozenset(naam for naam, uitleg in velden if "mag weg" not in uitleg),
        frozenset(naam for naam, uitleg in velden if "mag weg" in uitleg),
    )


def find_velden(functie: Callable[..., Any], keur: str) -> Velden | None:
    """(must, may) as the function asks them from `check_velden` or `check_kaart`; None when it asks nothing."""
    boom = ast.parse(inspect.getsource(functie))
    namen = {
        k.targets[0].id: k.value
        for k in ast.walk(boom)
        if isinstance(k, ast.Assign) and isinstance(k.targets[0], ast.Name)
    }
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.Call) and getattr(knoop.func, "id", "") == keur:
            sets = [namen.get(a.id, a) if isinstance(a, ast.Name) else a for a in knoop.args[1:]]
            moet, mag = ([read_set(s) for s in sets] + [frozenset[str]()])[:2]
            return moet, mag
    for knoop in ast.walk(boom):
        doel = knoop.func if isinstance(knoop, ast.Call) else None
        if isinstance(doel, ast.Attribute) and isinstance(doel.value, ast.Name) and doel.value.id == "bijdragen":
            return find_velden(getattr(bijdragen, doel.attr), keur)
    return None


def read_set(knoop: ast.expr) -> frozenset[str]:
    """The words of `frozenset({...})`."""
    return frozenset(d.value for d in ast.walk(knoop) if isinstance(d, ast.Constant) and isinstance(d.value, str))


NIETS: Velden = (frozenset(), frozenset())


def test_elk_bericht_omhoog_staat_er_met_zijn_velden() -> None:
    """No event without a heading, no heading without an event, and the same fields."""
    code = {naam: find_velden(doe, "check_velden") or NIETS for naam, doe in sockets.GEBEURTENISSEN.items()}
    assert {naam: read_rijen(stuk) for naam, stuk in read_koppen(6).items()} == code


def test_elke_daad_staat_er_met_haar_velden() -> None:
    """The acts of the console, likewise."""
    code = {naam: (daad.velden, daad.mag) for naam, daad in DADEN.items()}
    blad = {}
    for naam, stuk in read_koppen(7).items():
        moet, mag = read_regel(stuk.replace("`id`, `minuten` en, als het mag, `overslaan`", ""))
        blad[naam] = (moet, mag)
    assert blad == code


def test_elke_soort_staat_er_met_haar_velden() -> None:
    """The content of each kind of input."""
    kamers = {naam: getattr(invoer, naam.replace("-", "_")) for naam in SOORTEN}
    code = {naam: find_velden(kamer.check, "check_kaart") or NIETS for naam, kamer in kamers.items()}
    assert {naam: read_regel(stuk) for naam, stuk in read_koppen(8).items()} == code
    altijd = set(re.findall(r"`(\w+)` \(", read_deel(8).partition("####")[0]))
    assert altijd == basis.MEE


VORM = Vorm(
    "",
    kolommen=(Keus("goed", Tekst("", "")),),
    opties=(Keus("delen", Tekst("", "")),),
    punten=(Keus("veilig", Tekst("", "")), Keus("zeker", Tekst("", "")), Keus("leervraag", Tekst("", ""))),
)


@pytest.mark.parametrize("soort", sorted(set(SOORTEN) - {"geen"}))
def test_elk_voorbeeld_wordt_aangenomen(soort: str) -> None:
    """The example on the page is a real one; without a field that must be there it is refused."""
    gevonden = re.search(r"Voorbeeld: `(\{.*\})`", read_koppen(8)[soort])
    assert gevonden is not None
    voorbeeld = json.loads(gevonden[1])
    vorm = replace(VORM, punten=VORM.punten[:2]) if soort == "schaal" else VORM
    assert SOORTEN[soort].check(vorm, voorbeeld) != {}
    for veld in read_regel(read_koppen(8)[soort])[0]:
        with pytest.raises(Weigering, match=r"invoer\.vorm"):
            SOORTEN[soort].check(vorm, {naam: w for naam, w in voorbeeld.items() if naam != veld})
    with pytest.raises(Weigering, match=r"invoer\.vorm"):
        SOORTEN[soort].check(vorm, {**voorbeeld, "schrijver": "ik"})


def test_wat_de_server_zegt_staat_er() -> None:
    """Every name the server emits has a heading, and a picture has the fields of the page."""
    namen = {
        knoop.args[0].value
        for pad in list_onder(PAKKET / "web", ".py")
        for knoop in ast.walk(read_boom(pad))
        if isinstance(knoop, ast.Call)
        and getattr(knoop.func, "attr", "") in ("emit", "_emit")
        and knoop.args
        and isinstance(knoop.args[0], ast.Constant)
    }
    assert set(read_koppen(10)) == namen
    beeld = ast.parse(inspect.getsource(uitzending.Uitzending._pack).strip())
    sleutels = next(knoop.keys for knoop in ast.walk(beeld) if isinstance(knoop, ast.Dict))
    velden = re.findall(r"^\| `(\w+)` \|", read_koppen(10)["beeld"], re.M)
    assert velden == [s.value for s in sleutels if isinstance(s, ast.Constant)]
    for zicht, regios in REGIOS.items():
        zin = re.search(
            rf"{zicht} (?:heeft de regio's |de regio's )?((?:`\w+`(?:, | en )?)+)", read_koppen(10)["beeld"]
        )
        assert zin is not None, zicht
        assert tuple(re.findall(r"`(\w+)`", zin[1])) == regios


def test_de_grenzen_kloppen() -> None:
    """The table of limits, number by number."""
    code = {
        "kaart": invoer.KAART_TEKENS,
        "tekstveld": invoer.TEKST_TEKENS,
        "toelichting bij een keuze": keuze.TOELICHTING_TEKENS,
        "toelichting bij een schaal": schaal.TOELICHTING_TEKENS,
        "kort antwoord bij een vraag": vragen.ANTWOORD_TEKENS,
        "actie: wat, haalbaar": acties.WAT_TEKENS,
        "actie: wie, wanneer, geldig tot": acties.KORT_TEKENS,
        "idee bij twee ideeën": twee_ideeen.IDEE_TEKENS,
        "aantal dagen, weken, maanden of jaren op een tijdlijn": tijdlijn.HOOGSTENS_AANTAL,
        "stippen per telefoon, als de werkvorm niets zegt": stemmen.STANDAARD,
        "kaarten waarop een kaart rust": basis.HOOGSTENS_KOPPELS,
        "kaarten per telefoon per stap, als de werkvorm niets zegt": bijdragen.HUISGRENS,
        "naam van een bundel": sturen.BUNDEL_TEKENS,
        "bericht aan de schrijver": sturen.BERICHT_TEKENS,
        "minuten van een stap": sturen.HOOGSTENS_MINUTEN,
        "bytes in een bericht": zender.BERICHT_BYTES,
    }
    assert {wat: int(getal) for wat, getal in read_tabel(BLADZIJDE, "grens")} == code
    assert bijdragen.SLEUTEL.pattern == r"[A-Za-z0-9_-]{16,64}\Z"
    assert "elk 16 tot en met 64 tekens uit `A-Z a-z 0-9 _ -`" in TEKST
    assert f"Meer dan {lijnen.HOOGSTENS_LIJNEN} lijnen van een telefoon" in TEKST
    assert f"mag {toevoer.VOORRAAD:.0f} berichten achter elkaar sturen en daarna {toevoer.PER_S:.0f} per" in TEKST
    assert f"klopt elke {zender.PING_S} seconden aan en wacht {zender.PING_WACHT_S} seconden" in TEKST


def test_de_rechten_kloppen() -> None:
    """The rights of everything on the page, from the one table."""
    namen = ["bijdrage", "wijzig", "intrekken", "klaar", "hand", "noodrem", "vraag_rol", "kies_groep", "geef_rol"]
    namen += ["verwijder"]
    namen += dict.fromkeys(daad.recht for daad in DADEN.values())
    code = {
        naam: [[r for r in ROLLEN if r in TABEL[naam].rollen], [s for s in TOESTANDEN if s in TABEL[naam].toestanden]]
        for naam in namen
    }
    blad = {naam: [r.split(", "), s.split(", ")] for naam, r, s in read_tabel(BLADZIJDE, "recht")}
    assert blad == code
    anders: Mapping[str, str] = {naam: daad.recht for naam, daad in DADEN.items() if naam != daad.recht}
    groepsdaden = dict.fromkeys(("groep_samen", "groep_weg", "groep_tonen"), "groepen")
    assert anders == {"klok_tonen": "klok", "zien": "invoer", "stoel": "stap", **groepsdaden}


def test_elke_genoemde_weigering_bestaat() -> None:
    """The keys a client may look at are keys of the catalogue."""
    from leersessie.i18n import read_catalogue

    regel = next(r for r in TEKST.splitlines() if r.startswith("Sleutels die een programma"))
    sleutels = re.findall(r"`(\w+\.\w+)`", regel)
    assert len(sleutels) > 15
    assert [s for s in sleutels if s not in read_catalogue("nl")] == []
