"""Eigen werkvormen: van kopie tot gepubliceerd, wie wat mag, twee schrijvers tegelijk, en het formulier."""

from __future__ import annotations

import re
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hulp import app as hulp_app
from hulp.app import Browser, Huisje, read_tekst, read_waarde
from test_werkvormen_alle import ALLE

from leersessie.config import content_dir
from leersessie.i18n.weigering import NietToegestaan, Weigering
from leersessie.redactie.werkvormen import list_eigen, make_slug
from leersessie.redactie.wijzigen import StapWens, Wens, change
from leersessie.store.werkvormen import EigenRij
from leersessie.verloop.rechten import ACCOUNTROLLEN, REDACTIE, check_redactie
from leersessie.web import proefdraaien
from leersessie.werkvormen import read_werkvorm
from leersessie.werkvormen.schrijven import read_ruw, to_toml

huisje = hulp_app.huisje
BRON = "vijf-basisvragen"
TOESTANDEN = ("concept", "tweede_lezer", "gepubliceerd", "vervallen")


def read_bestand(naam: str) -> str:
    return (content_dir("werkvormen") / f"{naam}.toml").read_text("utf-8")


@pytest.mark.parametrize("naam", list(ALLE))
def test_lezen_schrijven_lezen_is_hetzelfde(naam: str) -> None:
    """What the form writes reads as what was there, for every file we ship."""
    assert read_werkvorm(to_toml(read_ruw(read_bestand(naam))), "terug") == ALLE[naam]


@pytest.mark.parametrize("zin", ['met "aanhaling"', "schuin \\ en é", "regel\neinde", "tab\tteken", "\x7f en \x01"])
def test_elke_tekst_komt_heel_terug(zin: str) -> None:
    ruw = {"naam": {"nl": zin}, "lijst": [zin, {"nl": zin, "en": zin}], "ja": True, "stap": [{"vraag": [zin]}]}
    assert tomllib.loads(to_toml(ruw)) == ruw


def test_een_stap_weg_of_eerder_neemt_geen_wijzer_mee() -> None:
    """Minutes are added up again; nothing points at a step that left or that comes later now."""
    ruw = read_ruw(read_bestand("oefenen-afwegingskader"))
    oud = [s["stap"] for s in ruw["stap"]]
    wensen = [StapWens(naam, 5) for naam in oud if naam != "s3"]
    wensen = [wensen[-1], *wensen[:-1], StapWens("s3", 5, "weg")]
    nieuw = change(ruw, Wens({"nl": "Kort", "en": ""}, {"nl": "Doel", "en": "Aim"}, wensen))
    werkvorm = read_werkvorm(to_toml(nieuw), "nieuw")
    assert (werkvorm.naam.nl, werkvorm.doel.en, werkvorm.minuten) == ("Kort", "Aim", 5 * (len(oud) - 1))
    assert [s.id for s in werkvorm.stappen] == ["s11", *[n for n in oud if n not in ("s3", "s11")]]
    assert [s.id for s in werkvorm.stappen for t in s.tak if t.naar == "s3"] == []


def test_een_stap_die_mag_telt_niet_mee() -> None:
    ruw = read_ruw(read_bestand(BRON))
    wensen = [StapWens(s["stap"], s["minuten"], "mag" if s["stap"] == "s4" else "altijd") for s in ruw["stap"]]
    werkvorm = read_werkvorm(to_toml(change(ruw, Wens({"nl": "A"}, {"nl": "B"}, wensen))), "nieuw")
    assert werkvorm.minuten == ALLE[BRON].minuten - 10
    assert [s.id for s in werkvorm.stappen if s.overslaan] == ["s4"]
    assert [s.vraag for s in werkvorm.stappen] == [s.vraag for s in ALLE[BRON].stappen]


@pytest.mark.parametrize("naam", ["Één gezin, drie vragen", "   ", "!!!", "x" * 200, "werkvorm"])
def test_een_korte_naam_past_en_is_vrij(naam: str) -> None:
    bezet: set[str] = set()
    for _ in range(5):
        slug = make_slug(naam, bezet)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) and len(slug) <= 60
        assert slug not in bezet
        bezet.add(slug)


# ---- rights -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("daad", list(REDACTIE))
@pytest.mark.parametrize("toestand", TOESTANDEN)
@pytest.mark.parametrize("rol", ACCOUNTROLLEN)
def test_elke_daad_voor_elke_rol_in_elke_toestand(daad: str, toestand: str, rol: str) -> None:
    """The table says yes or no; the role is asked before the moment."""
    recht = REDACTIE[daad]
    assert recht.rollen <= set(ACCOUNTROLLEN) and recht.toestanden <= set(TOESTANDEN)
    if rol not in recht.rollen:
        with pytest.raises(NietToegestaan):
            check_redactie(daad, frozenset({rol}), toestand)
    elif toestand not in recht.toestanden:
        with pytest.raises(Weigering, match=r"basis\.verkeerd_moment"):
            check_redactie(daad, frozenset({rol}), toestand)
    else:
        check_redactie(daad, frozenset({rol}), toestand)


# ---- on the pages -------------------------------------------------------------------------------------------


class Paar:
    """A writer and a reader of one organisation, and a concept copied by the writer."""

    def __init__(self, huisje: Huisje) -> None:
        self.huisje = huisje
        self.schrijver = huisje.open_als("gespreksleider")
        self.lezer = huisje.open_als("trainer", organisatie=self.schrijver.organisatie)
        self.pad = self.schrijver.post(f"/werkvormen/{BRON}/kopieer").headers["Location"]

    @property
    def rij(self) -> EigenRij:
        rijen = list_eigen(self.huisje.store, self.schrijver.organisatie)
        return next(r for r in rijen if r.id == self.pad.rpartition("/")[2])

    def doe(self, wie: Browser, daad: str, **velden: str) -> Any:
        return wie.post(f"{self.pad}/stand", {"doe": daad, "stempel": self.rij.stempel, **velden})

    def bewaar(self, toml: str, stempel: str = "") -> Any:
        velden = {"doe": "tekst", "toml": toml, "stempel": stempel or self.rij.stempel}
        return self.schrijver.post(self.pad, velden)

    def publiceer(self) -> None:
        assert self.doe(self.schrijver, "bied_aan").status_code == 303
        assert self.doe(self.lezer, "publiceer").status_code == 303


def fill(browser: Browser, pad: str, **anders: str) -> dict[str, str]:
    """The form of a version as it stands on the page, with these fields changed."""
    bladzijde = browser.get(pad)
    namen = set(re.findall(r'name="([a-z]+\.[^"]+|stempel)"', bladzijde.text.partition('id="tekstvorm"')[0]))
    velden = {n: read_waarde(bladzijde, n) for n in namen if not n.startswith("mee.")}
    mee = re.findall(r'<select[^>]*name="(mee\.[^"]+)".*?<option value="(\w+)" selected', bladzijde.text, re.S)
    return {**velden, **dict(mee), "doe": "formulier", **{n.replace("__", "."): w for n, w in anders.items()}}


@pytest.fixture
def paar(huisje: Huisje) -> Paar:
    return Paar(huisje)


def test_van_kopie_tot_gekozen(paar: Paar) -> None:
    """Copy, change in the form, a second reader publishes; then the organisation can choose it, and nobody else."""
    velden = fill(paar.schrijver, paar.pad, naam__nl="Zes vragen bij een gezin", minuten__s1="10")
    assert paar.schrijver.post(paar.pad, velden).status_code == 303
    nieuw = read_werkvorm(paar.rij.toml, "nieuw")
    assert (nieuw.naam.nl, nieuw.minuten, nieuw.id) == (
        "Zes vragen bij een gezin",
        65,
        "vijf-basisvragen-bij-een-gezin",
    )
    assert "Zes vragen" not in read_tekst(paar.lezer.get("/werkvormen"))
    paar.publiceer()
    assert (paar.rij.toestand, paar.rij.lezer) == ("gepubliceerd", paar.lezer.account)
    for wie, ziet in ((paar.lezer, True), (paar.huisje.open(), False), (paar.huisje.open_als("trainer"), False)):
        assert ("Zes vragen bij een gezin" in read_tekst(wie.get("/werkvormen"))) == ziet
        assert (wie.get(f"/werkvormen/{nieuw.id}").status_code == 200) == ziet
    assert paar.lezer.get(f"/sessies/nieuw?werkvorm={nieuw.id}").status_code == 200


def test_wie_schreef_publiceert_niet(paar: Paar) -> None:
    paar.doe(paar.schrijver, "bied_aan")
    antwoord = paar.doe(paar.schrijver, "publiceer")
    assert "Je schreef zelf mee" in read_tekst(antwoord)
    assert paar.rij.toestand == "tweede_lezer"
    assert paar.doe(paar.lezer, "geef_terug").status_code == 303
    assert paar.rij.toestand == "concept"


def test_met_een_gebrek_bewaren_mag_en_aanbieden_niet(paar: Paar) -> None:
    """Not a word is lost; the finding says where and how to mend it."""
    kapot = paar.rij.toml.replace("minuten = 60", "minuten = 61", 1)
    assert paar.bewaar(kapot).status_code == 303
    bladzijde = paar.schrijver.get(paar.pad)
    assert "De stappen duren samen 60 minuten" in read_tekst(bladzijde)
    assert paar.doe(paar.schrijver, "bied_aan").status_code >= 400
    assert paar.bewaar("dit is = geen toml [").status_code == 303
    assert paar.schrijver.get(paar.pad).status_code == 200
    assert paar.rij.toml == "dit is = geen toml ["


def test_een_andere_naam_of_versie_wordt_geweigerd(paar: Paar) -> None:
    """The text says which werkvorm it is: it may not pose as one of the library."""
    paar.bewaar(paar.rij.toml.replace(f'werkvorm = "{paar.rij.werkvorm}"', 'werkvorm = "moreel-beraad"'))
    assert "laat bovenaan" in read_tekst(paar.doe(paar.schrijver, "bied_aan")).lower()
    assert paar.rij.toestand == "concept"


def test_twee_schrijvers_overschrijven_elkaar_niet(paar: Paar) -> None:
    oud = paar.rij.stempel
    assert paar.bewaar(paar.rij.toml + "\n# een\n").status_code == 303
    antwoord = paar.bewaar("# twee", oud)
    assert antwoord.status_code >= 400 and "# twee" in antwoord.text
    assert paar.rij.toml.endswith("# een\n")


def test_een_volgende_versie_laat_de_vorige_staan_tot_zij_gepubliceerd_is(paar: Paar) -> None:
    paar.publiceer()
    eerste = paar.rij
    paar.pad = paar.doe(paar.schrijver, "maak_versie").headers["Location"]
    assert (paar.rij.versie, paar.rij.toestand) == (2, "concept")
    assert read_werkvorm(paar.rij.toml, "x").versie == 2
    rijen = {r.id: r.toestand for r in list_eigen(paar.huisje.store, paar.schrijver.organisatie)}
    assert rijen[eerste.id] == "gepubliceerd"
    paar.publiceer()
    rijen = {r.id: r.toestand for r in list_eigen(paar.huisje.store, paar.schrijver.organisatie)}
    assert rijen == {eerste.id: "vervallen", paar.rij.id: "gepubliceerd"}


def test_een_sessie_houdt_de_versie_waarmee_zij_begon(paar: Paar) -> None:
    """Published, chosen, expired: the session that has it goes on with its own text."""
    paar.publiceer()
    slug, toml = paar.rij.werkvorm, paar.rij.toml
    leider = paar.lezer
    velden = {"werkvorm": slug, "naam": "Ochtend", "modus": "zaal", "taal": "nl", "leidinggevende": "nee",
              **{f"mee.{s.id}": "1" for s in ALLE[BRON].stappen},
              **{f"afspraak_{a}": "1" for a in ("namen", "details", "inbrenger", "kent")}}  # fmt: skip
    sessie = leider.post("/sessies/nieuw", velden).headers["Location"].rpartition("/")[2]
    assert paar.doe(leider, "laat_vervallen").status_code == 303
    assert leider.get(f"/sessies/nieuw?werkvorm={slug}").status_code == 404
    assert paar.huisje.store.info(sessie).werkvorm_toml == toml
    assert leider.get(f"/sessies/{sessie}").status_code == 200


def test_weggooien_en_een_verzonnen_daad(paar: Paar) -> None:
    assert paar.doe(paar.schrijver, "verzonnen").status_code == 404
    assert paar.doe(paar.schrijver, "gooi_weg").status_code == 303
    assert paar.schrijver.get(paar.pad).status_code == 404


def test_een_andere_organisatie_vindt_niets(paar: Paar) -> None:
    vreemde = paar.huisje.open_als("trainer")
    assert vreemde.get(paar.pad).status_code == 404
    assert vreemde.post(paar.pad, {"doe": "tekst", "toml": "x", "stempel": paar.rij.stempel}).status_code == 404
    assert paar.doe(vreemde, "gooi_weg").status_code == 404


def test_meekijken_bewaart_niets_en_noemt_de_regel(paar: Paar) -> None:
    voor = paar.rij
    kapot = paar.rij.toml.replace('soort = "schaal"', 'soort = "schal"', 1)
    antwoord = paar.schrijver.post(f"{paar.pad}/kijk", {"toml": kapot}).get_json()
    regel = next(n for n, r in enumerate(kapot.splitlines(), 1) if 'soort = "schal"' in r)
    assert [g[0] for g in antwoord["gebreken"]][:1] == [regel]
    assert paar.rij == voor


def test_een_fout_in_het_formulier_kost_geen_woord(paar: Paar) -> None:
    velden = fill(paar.schrijver, paar.pad, naam__nl="Een nieuwe naam", minuten__s2="veel")
    antwoord = paar.schrijver.post(paar.pad, velden)
    assert (antwoord.status_code, read_waarde(antwoord, "naam.nl")) == (400, "Een nieuwe naam")
    assert read_waarde(antwoord, "minuten.s2") == "veel"


@pytest.mark.parametrize("vraag", ["", "een=vijf-basisvragen&ander=moreel-beraad", "een=bestaat-niet&ander="])
def test_vergelijken(huisje: Huisje, vraag: str) -> None:
    tekst = read_tekst(huisje.open().get(f"/werkvormen/vergelijk?{vraag}"))
    assert ("Jouw eigen afweging" in tekst and "Vraag 4: wie stuurt?" in tekst) == ("moreel" in vraag)


# ---- trying out ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("adres", "begin"), [("", "http://localhost"), ("http://leer.example", "http://127.0.0.1:")])
def test_de_proefgroep_gaat_niet_naar_buiten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, adres: str, begin: str
) -> None:
    """Behind a proxy the group talks to our own port: a certificate or a name outside never stands in the way."""
    links: list[str] = []
    monkeypatch.setattr(proefdraaien, "_run_groep", lambda _, link, __: links.append(link))
    huisje = hulp_app.maak_app(tmp_path, adres=adres)
    try:
        paar = Paar(huisje)
        assert paar.schrijver.post(f"{paar.pad}/proef").status_code == 303
        assert links[0].startswith(begin)
    finally:
        huisje.store.close()


def test_proefdraaien_staat_in_geen_lijst_en_is_morgen_weg(paar: Paar, monkeypatch: pytest.MonkeyPatch) -> None:
    """The session has the text of this version; the secret of the console is on no command line."""
    opdrachten: list[tuple[str, str, str]] = []
    monkeypatch.setattr(proefdraaien, "_run_groep", lambda *wat: opdrachten.append(wat))
    antwoord = paar.schrijver.post(f"{paar.pad}/proef")
    sessie = antwoord.headers["Location"].split("/")[2]
    info = paar.huisje.store.info(sessie)
    assert (info.werkvorm_toml, info.plan["oefening"]) == (paar.rij.toml, True)
    assert info.wis_dag == (paar.huisje.config.today() + timedelta(days=1)).isoformat()
    assert info.naam not in read_tekst(paar.schrijver.get("/sessies"))
    [(code, link, toml)] = opdrachten
    assert (code, toml) == (info.code, paar.rij.toml) and "/afstand#" in link
    paar.bewaar("kapot = [")
    assert paar.schrijver.post(f"{paar.pad}/proef").status_code >= 400
