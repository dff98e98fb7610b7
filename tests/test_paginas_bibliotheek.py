"""Casussen en werkvormen om te lezen, de gesloten leergids, en wat er gebeurt met een kapot bestand."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hulp import app as hulp_app
from hulp.app import Huisje, read_tekst

from leersessie.config import content_dir
from leersessie.i18n.weigering import NietGevonden
from leersessie.web.bibliotheek import Bibliotheek

huisje = hulp_app.huisje
WERKVORM = "methodische-leerbijeenkomst"


@pytest.fixture
def mappen(tmp_path: Path) -> Bibliotheek:
    """A library on copies of the shipped folders."""
    for naam in ("werkvormen", "casussen"):
        shutil.copytree(content_dir(naam), tmp_path / naam)
    return Bibliotheek(tmp_path / "werkvormen", tmp_path / "casussen")


@pytest.mark.parametrize(
    ("vraag", "namen"),
    [
        ("voor=lukte", ["succesreflectie", "waarderend-onderzoek"]),
        ("voor=handelen&tijd=45", ["after-action-review", "roddelmethode", "troika"]),
        ("tijd=120&mensen=60", ["een-twee-vier-allen", "verhalenronde"]),
        ("voor=lukte&mensen=3", []),
    ],
)
def test_je_vindt_een_werkvorm_bij_je_vraag(huisje: Huisje, vraag: str, namen: list[str]) -> None:
    """What is going on, how much time and how many people: only what fits is left."""
    bron = huisje.open().get(f"/werkvormen?{vraag}").get_data(as_text=True)
    gevonden = re.findall(r'<h3><a href="/werkvormen/([a-z0-9-]+)"', bron)
    assert sorted(gevonden) == namen


@pytest.mark.parametrize("vraag", ["voor=onzin&tijd=veel&mensen=-3", "tijd=46", "mensen=99999", "voor="])
def test_een_onleesbare_vraag_laat_alles_zien(huisje: Huisje, vraag: str) -> None:
    bron = huisje.open().get(f"/werkvormen?{vraag}").get_data(as_text=True)
    assert len(re.findall(r'<h3><a href="/werkvormen/', bron)) == len(Bibliotheek().list_werkvormen())


def test_elke_casus_staat_erbij_in_twee_talen(huisje: Huisje) -> None:
    """Title and question, with a link to a page of its own."""
    for taal in ("nl", "en"):
        bladzijde = huisje.open().get("/casussen", headers={"Accept-Language": taal})
        casussen = [c.to_taal(taal) for c in Bibliotheek().list_casussen()]
        assert re.findall(r'href="/casussen/([a-z-]+)"', bladzijde.text) == [c.slug for c in casussen]
        assert [c.titel for c in casussen if c.titel not in read_tekst(bladzijde)] == []


def test_de_leergids_komt_nooit_op_een_open_bladzijde(huisje: Huisje) -> None:
    """No sentence of a guide stands on a page that deelnemers, the beamer or a visitor can see."""
    bezoeker, leider = huisje.open(), huisje.open_als("gespreksleider")
    for casus in Bibliotheek().list_casussen():
        zinnen = [z.strip() for z in re.split(r"<[^>]+>", casus.gids_html) if len(z.strip()) > 30]
        assert zinnen
        for browser in (bezoeker, leider):
            bladzijde = browser.get(f"/casussen/{casus.slug}").text
            assert [z for z in zinnen if z in bladzijde] == [], casus.slug
        gids = leider.get(f"/casussen/{casus.slug}/leergids").text
        assert [z for z in zinnen if z not in gids] == [], casus.slug


def test_een_casus_is_opgemaakt_en_haar_kop_niet(huisje: Huisje, mappen: Bibliotheek) -> None:
    """The story is clean HTML; a hostile title is text; script in the story never runs."""
    pad = mappen.casussen / "het-plan-in-de-la.md"
    tekst = pad.read_text("utf-8").replace('titel = "Het plan in de la"', "titel = '<script>alert(1)</script>'")
    kop, _, verhaal = tekst.partition("\n+++\n")
    pad.write_text(f"{kop}\n+++\n\n**Vet** <script>alert(2)</script> [weg](javascript:alert(3))\n{verhaal}", "utf-8")
    huisje.app.extensions["bibliotheek"] = mappen
    bladzijde = huisje.open().get("/casussen/het-plan-in-de-la").text
    assert "<strong>Vet</strong>" in bladzijde
    assert "&lt;script&gt;alert(1)&lt;/script&gt;</h1>" in bladzijde
    assert re.findall(r"<script>alert|href=\"javascript", bladzijde) == []


def test_een_werkvorm_toont_stappen_draaiboek_bron_en_zekerheid(huisje: Huisje) -> None:
    """Every sentence of the file that a gespreksleider needs, in both languages."""
    werkvorm = Bibliotheek().find_werkvorm(WERKVORM)
    for taal in ("nl", "en"):
        tekst = read_tekst(huisje.open().get(f"/werkvormen/{WERKVORM}", headers={"Accept-Language": taal}))
        teksten = [werkvorm.naam, werkvorm.doel, werkvorm.bron, werkvorm.zekerheid, *werkvorm.kies_als]
        teksten += [*werkvorm.kies_niet_als, *werkvorm.regels]
        for stap in werkvorm.stappen:
            teksten += [stap.titel, *stap.vraag, *stap.draaiboek.zeg, *stap.draaiboek.let_op, *stap.draaiboek.anders]
            teksten += [keus.naam for keus in stap.vorm.kolommen + stap.vorm.opties]
        zinnen = [" ".join(t.to_taal(taal).split()) for t in teksten]
        assert [z for z in zinnen if z not in tekst] == []


@pytest.mark.parametrize("rol", ["", "beheerder", "gespreksleider", "trainer"])
def test_alleen_wie_leidt_ziet_knoppen_om_te_gebruiken(huisje: Huisje, rol: str) -> None:
    """A button that would be refused is not shown."""
    browser = huisje.open_als(rol) if rol else huisje.open()
    leidt = rol in ("gespreksleider", "trainer")
    for pad in ("/werkvormen", f"/werkvormen/{WERKVORM}", "/casussen/het-plan-in-de-la"):
        bladzijde = browser.get(pad).text
        assert ("/sessies/nieuw" in bladzijde) == leidt, pad
        assert ('/leergids"' in bladzijde) == (leidt and pad.startswith("/casussen")), pad


# ---- files --------------------------------------------------------------------------------------------------


def test_een_kapot_bestand_houdt_de_andere_niet_tegen(huisje: Huisje, mappen: Bibliotheek) -> None:
    """The others stay; the page of the beheerder says file, place, what is wrong and how to mend it."""
    (mappen.casussen / "kapot.md").write_text("+++\nslug = \n+++\nverhaal", "utf-8")
    (mappen.werkvormen / "kapot.toml").write_text("werkvorm = 3\n<script>", "utf-8")
    (mappen.werkvormen / "latijn.toml").write_bytes(b"naam = '\xff'")
    huisje.app.extensions["bibliotheek"] = mappen
    assert len(mappen.list_casussen()) == len(Bibliotheek().list_casussen())
    assert [w.id for w in mappen.list_werkvormen()] == [w.id for w in Bibliotheek().list_werkvormen()]
    browser = huisje.open_als("beheerder")
    for taal in ("nl", "en"):
        bladzijde = browser.get("/beheer/inhoud", headers={"Accept-Language": taal})
        rijen = re.findall(r'<th scope="row">([^<]*)</th>', bladzijde.text)
        assert set(rijen) == {"casussen/kapot.md", "werkvormen/kapot.toml", "werkvormen/latijn.toml"}
        cellen = [c.strip() for c in re.findall(r"<td>(.*?)</td>", bladzijde.text, re.S)]
        assert len(cellen) == 3 * len(rijen)
        assert all(cellen)
        assert "<script>" not in bladzijde.text
        assert str(mappen.casussen) not in bladzijde.text


def test_zonder_gebreken_zegt_de_bladzijde_dat_het_goed_is(huisje: Huisje) -> None:
    """The shipped files are in order."""
    tekst = read_tekst(huisje.open_als("beheerder").get("/beheer/inhoud"))
    assert "Alle bestanden zijn in orde." in tekst
    assert f"werkvormen {len(Bibliotheek().list_werkvormen())}, casussen {len(Bibliotheek().list_casussen())}" in tekst


def test_een_gewijzigd_bestand_wordt_opnieuw_gelezen(mappen: Bibliotheek) -> None:
    """Without a restart; and an unchanged one is not read again."""
    eerst = mappen.find_casus("het-plan-in-de-la")
    assert mappen.find_casus("het-plan-in-de-la") is eerst
    pad = mappen.casussen / "het-plan-in-de-la.md"
    pad.write_text(pad.read_text("utf-8").replace('titel = "Het plan in de la"', 'titel = "Een ander plan"'), "utf-8")
    assert mappen.find_casus("het-plan-in-de-la").titel == "Een ander plan"
    pad.unlink()
    with pytest.raises(NietGevonden):
        mappen.find_casus("het-plan-in-de-la")


def test_de_tekst_van_een_werkvorm_is_die_van_haar_bestand(mappen: Bibliotheek) -> None:
    """Of two files with one id the first counts, for reading and for keeping alike."""
    bron = (mappen.werkvormen / f"{WERKVORM}.toml").read_text("utf-8")
    (mappen.werkvormen / "zz-dubbel.toml").write_text(bron.replace("versie = 1", "versie = 2", 1), "utf-8")
    assert mappen.find_werkvorm(WERKVORM).versie == 1
    assert mappen.read_toml(WERKVORM) == bron
    for onbekend in ("zz-dubbel", "", None, "../pyproject"):
        with pytest.raises(NietGevonden):
            mappen.find_werkvorm(onbekend)


def test_een_sessie_houdt_de_versie_waarmee_zij_begon(huisje: Huisje, mappen: Bibliotheek) -> None:
    """Changing a file changes no session; a case that has gone is named, not missed."""
    huisje.app.extensions["bibliotheek"] = mappen
    browser = huisje.open_als("gespreksleider")
    adres = browser.post("/sessies/nu").headers["Location"].removesuffix("/console")
    pad = mappen.werkvormen / f"{WERKVORM}.toml"
    pad.write_text(pad.read_text("utf-8").replace("Welkom en afspraken", "Iets heel anders"), "utf-8")
    assert "Iets heel anders" in read_tekst(browser.get(f"/werkvormen/{WERKVORM}"))
    assert "Welkom en afspraken" in read_tekst(browser.get(adres))


# ---- explanation --------------------------------------------------------------------------------------------


def test_privacy_noemt_de_termijnen_van_deze_installatie(tmp_path: Path) -> None:
    """The numbers come from the settings, also when they differ from the usual ones."""
    gebouwd = hulp_app.maak_app(tmp_path, bewaardagen=9, reactiedagen=5, verslagmaanden=7)
    tekst = read_tekst(gebouwd.open().get("/privacy"))
    for stuk in ("9 dagen na het sluiten", "5 dagen reageren", "7 maanden.", "De volgorde waarin kaarten"):
        assert stuk in tekst
    gebouwd.store.close()


@pytest.mark.parametrize(
    ("contact", "link"),
    [("lek@voorbeeld.nl", "mailto:lek@voorbeeld.nl"), ("https://voorbeeld.nl/lek", "https://voorbeeld.nl/lek")],
)
def test_het_contact_van_deze_installatie_staat_op_beide_plekken(tmp_path: Path, contact: str, link: str) -> None:
    """On the privacy page as a link, and in security.txt."""
    gebouwd = hulp_app.maak_app(tmp_path, contact=contact)
    assert f'href="{link}"' in gebouwd.open().get("/privacy").text
    assert f"Contact: {link}\n" in gebouwd.open().get("/.well-known/security.txt").text
    gebouwd.store.close()


def test_security_txt_is_niet_verlopen(huisje: Huisje) -> None:
    """RFC 9116: contact and a date that lies ahead, as plain text."""
    antwoord = huisje.open().get("/.well-known/security.txt")
    assert antwoord.content_type == "text/plain; charset=utf-8"
    velden = dict(regel.split(": ", 1) for regel in antwoord.text.splitlines())
    assert set(velden) == {"Contact", "Expires", "Preferred-Languages", "Canonical"}
    assert velden["Contact"] == "http://localhost/privacy#lek"
    assert 'id="lek"' in huisje.open().get("/privacy").text
    assert velden["Expires"] > huisje.config.klok.now().isoformat()
