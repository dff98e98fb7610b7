"""De rechtentabel van het hart, helemaal afgelopen: elke toestand, elke daad, elke rol, over de echte lijn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hulp.kern import Kern
from hulp.lijn import Doek, Zaalproef, open_zaal
from rechten_tabel import BLADDADEN, GEBEURTENISSEN, VRIJ

from leersessie.regie.sluiten import close_sessie
from leersessie.regie.sturen import DADEN
from leersessie.store import Besluit
from leersessie.verloop import Feit
from leersessie.verloop.rechten import ROLLEN, TABEL
from leersessie.verloop.stand import TOESTANDEN
from leersessie.web import sockets

LEVEND = ("gepland", "open", "bezig", "gepauzeerd", "nabespreken")
"""States in which somebody can be on a line at all; 'concept' is never stored."""
TELEFOONS = ("deelnemer", "inbrenger", "schrijver", "jurist", "co_gespreksleider")
OUD = -1
"""A steering seq nobody ever saw: who may steer is then told to look again, and nothing happens."""


def bring_to(kern: Kern, toestand: str) -> None:
    """Play until the session is in this state."""
    if toestand == "gepland":
        return
    kern.stuur("open")
    if toestand == "open":
        return
    kern.stuur("begin")
    if toestand == "gepauzeerd":
        kern.stuur("pauze", aan=True)
    if toestand in ("nabespreken", "gesloten", "gewist"):
        close_sessie(kern.store, kern.config, kern.sessie, kern.leider)
    if toestand in ("gesloten", "gewist"):
        kern.store.write(kern.sessie, lambda _: Besluit((Feit(toestand),)))


@pytest.fixture(scope="module", params=LEVEND)
def wereld(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Zaalproef, dict[str, Doek]]]:
    """One session in this state, with a line of every role: (state, session, lines)."""
    with ExitStack() as stapel:
        zaal = stapel.enter_context(open_zaal(tmp_path_factory.mktemp("rechten"), stap="", modus="online"))
        bring_to(zaal.kern, request.param)
        lijnen = {rol: zaal.open_phone(zaal.phone(*([] if rol == "deelnemer" else [rol]))) for rol in TELEFOONS}
        lijnen |= {"gespreksleider": zaal.open_doek("console"), "beamer": zaal.open_doek("beamer")}
        yield request.param, zaal, lijnen


def make_bericht(zaal: Zaalproef, wat: str) -> tuple[str, dict[str, Any]]:
    """An event with right fields that, where it may, changes as little as can be."""
    kern = zaal.kern
    naam, _, doe = wat.partition(" ")
    los: dict[str, Any] = {"kaart": "bestaatniet", "geheim": kern.sleutel()}
    inhoud = {"tekst": "woorden"}
    velden: dict[str, dict[str, Any]] = {
        "bijdrage": {"sleutel": kern.sleutel(), "geheim": kern.sleutel(), "stap": "parkeerplaats", "inhoud": inhoud},
        "wijzig": {**los, "inhoud": inhoud},
        "intrekken": los,
        "klaar": {"aan": False},
        "hand": {"aan": False},
        "noodrem": {"soort": "kent_gezin"},
        "vraag_rol": {"rol": ""},
        "kies_groep": {"groep": "bestaatniet"},
        "stuur_graag": {"doe": "houd"},
        "berichten": {"kaarten": []},
        "trek_casus_in": {},
        "groep": {"doe": doe, "deelnemer": 999_999, "groep": ""},
        "zaal": {"wat": "handen"},
        "deelnemer": {"deelnemer": 999_999, "doe": doe, "rol": "deskundige"},
    }
    if naam != "stuur":
        return naam, velden[naam]
    rustig = {
        "stilte": {"aan": False},
        "pauze": {"aan": kern.stand.toestand == "gepauzeerd"},
        "deur": {"open": kern.stand.deur},
        "haal_weg": {"kaart": "bestaatniet"},
        "bericht": {"kaart": "bestaatniet", "tekst": "hallo"},
    }
    gegeven = rustig.get(doe, dict.fromkeys(DADEN[doe].velden, ""))
    return naam, {"daad": doe, "gegeven": gegeven, "gezien": OUD}


DADEN_OVER_DE_LIJN = {**GEBEURTENISSEN, **{f"stuur {naam}": daad.recht for naam, daad in DADEN.items()}}


@pytest.mark.parametrize("wat", sorted(DADEN_OVER_DE_LIJN))
def test_elke_daad_voor_elke_rol_in_elke_toestand(wereld: tuple[str, Zaalproef, dict[str, Doek]], wat: str) -> None:
    """The role is judged first, then the moment; whoever may, hears neither of the two."""
    toestand, zaal, lijnen = wereld
    recht = TABEL[DADEN_OVER_DE_LIJN[wat]]
    for rol, lijn in lijnen.items():
        rollen = {rol} if rol in ("gespreksleider", "beamer") else {"deelnemer", rol}
        antwoord = lijn.ask(*make_bericht(zaal, wat))
        fout = antwoord.get("fout", "")
        mag, nu = bool(recht.rollen & rollen), toestand in recht.toestanden
        if mag and nu:
            assert fout not in ("basis.niet_toegestaan", "basis.verkeerd_moment", "lijn.storing"), (rol, antwoord)
        else:
            assert fout == ("basis.verkeerd_moment" if mag else "basis.niet_toegestaan"), (rol, antwoord)
            assert antwoord["opnieuw"] is False
    assert zaal.kern.stand.toestand == toestand


def test_vragen_die_niets_veranderen_mag_ieder_op_een_lijn(wereld: tuple[str, Zaalproef, dict[str, Doek]]) -> None:
    """And they change nothing."""
    toestand, zaal, lijnen = wereld
    voor = zaal.kern.stand
    for rol, lijn in lijnen.items():
        for naam in sorted(VRIJ):
            antwoord = lijn.ask(naam, {"tekst": "een zin"} if naam == "kijk_na" else {})
            telefoon = rol in TELEFOONS
            assert antwoord.get("fout", "") == ("" if telefoon or naam != "ik" else "basis.niet_toegestaan")
    assert (zaal.kern.stand, zaal.kern.stand.toestand) == (voor, toestand)


@pytest.mark.parametrize("toestand", ["gesloten", "gewist"])
def test_na_het_einde_komt_niemand_meer_op_een_lijn(tmp_path: Path, toestand: str) -> None:
    """Every token is dead, and a line that was open says nothing more."""
    with open_zaal(tmp_path, stap="") as zaal:
        wie, rollen = zaal.phone(), ("console", "beamer")
        tokens = {rol: zaal.give_token(rol) for rol in rollen}
        console = zaal.connect("console", tokens["console"])
        bring_to(zaal.kern, toestand)
        zaal.kern.store.forget(zaal.kern.sessie)  # an erased row is told outside the log
        zaal.wait_closed(console)
        assert [naam for naam, _ in console.listen() if naam not in ("beeld", "stuur")] == []
        for lijn in (zaal.open_phone(wie), *(zaal.connect(rol, tokens[rol]) for rol in rollen)):
            zaal.wait_closed(lijn)
            assert lijn.listen() == [("geweigerd", {"fout": "toegang"})]


def test_elke_gebeurtenis_staat_in_de_tabel() -> None:
    """An event without a line in the table fails; so does an act that nothing uses or that knows no role or state."""
    namen = {wat.partition(" ")[0] for wat in DADEN_OVER_DE_LIJN} | VRIJ
    assert namen == set(sockets.GEBEURTENISSEN)
    assert set(DADEN_OVER_DE_LIJN.values()) | BLADDADEN == set(TABEL)
    assert all(recht.rollen <= set(ROLLEN) and recht.toestanden <= set(TOESTANDEN) for recht in TABEL.values())
    assert not [daad for daad, recht in TABEL.items() if "beamer" in recht.rollen]
    assert not [daad for daad, recht in TABEL.items() if recht.toestanden & {"gesloten", "gewist"}]
