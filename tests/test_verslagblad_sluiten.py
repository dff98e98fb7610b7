"""Sluiten door de deur: een transactie, een verslag zonder schrijvers, en alleen voor wie erbij was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hulp.blad import LESSEN, VIJANDIG, Bladproef, Browser, open_proef
from sqlalchemy import Connection

from leersessie.exports.verslag_md import to_markdown
from leersessie.i18n.weigering import NietGevonden, Weigering
from leersessie.lessen.verslag import read_verslag
from leersessie.regie.opbrengst import Opbrengst
from leersessie.regie.sluiten import close_sessie
from leersessie.store import open_store
from leersessie.web.afsluiten import Regels, list_beamer
from leersessie.web.app import create_app
from leersessie.web.huis import Huis


def close(proef: Bladproef, wie: Browser | None = None, **velden: str) -> str:
    """Press the button of the console."""
    return (wie or proef.log_in("leider")).post(f"/sessies/{proef.sessie}/sluit", **velden)


def find_huis(proef: Bladproef) -> Huis:
    """The running house of this app."""
    huis: Huis = proef.app.extensions["leersessie"]
    return huis


def test_sluiten_maakt_het_verslag(tmp_path: Path) -> None:
    """Lines in the order of the steps, who was there last, ids that only say their place."""
    with open_proef(tmp_path) as proef:
        assert close(proef, wie_ontbreekt=" De school ") == proef.pad
        zicht = read_verslag(proef.store, proef.sessie)
        assert (proef.kern.stand.toestand, zicht.toestand, zicht.inbrenger) == ("nabespreken", "concept", True)
        assert [r.id for r in zicht.regels] == [f"r{n}" for n in range(1, len(zicht.regels) + 1)]
        kaarten = set(proef.kern.stand.kaarten)
        assert kaarten
        assert not kaarten & {r.id for r in zicht.regels}
        assert [r.tekst for r in zicht.regels[:3]] == [
            "Hoe blijft veiligheid op tafel?",
            "Moeder belt zelf",
            "Deze week praten over het oude plan",
        ]
        assert sorted(r.tekst for r in zicht.regels[3:-3]) == sorted(LESSEN)
        assert [(r.kop, r.tekst) for r in zicht.regels[-3:]] == [
            ("Werkvelden", "Huisartsenzorg, Onderwijs"),
            ("Wat we doen", "huisarts, leerkracht"),
            ("Wie ontbrak er?", "De school"),
        ]


def test_de_groep_staat_er_zonder_aantallen(tmp_path: Path) -> None:
    """Two teachers are one word: a count points at people."""
    with open_proef(tmp_path) as proef:
        close(proef)
        tekst = " ".join(r.tekst for r in read_verslag(proef.store, proef.sessie).regels)
        assert tekst.count("leerkracht") == 1


def test_zonder_inbrenger_geeft_de_groep_vrij(tmp_path: Path) -> None:
    """Nobody had the role: the verslag says so, and the group reads at once."""
    with open_proef(tmp_path, inbrenger=False) as proef:
        close(proef)
        assert read_verslag(proef.store, proef.sessie).inbrenger is False
        assert ("Wat gaat goed", ("Moeder belt zelf",)) in list_beamer(find_huis(proef), proef.sessie)


def test_mislukt_het_verslag_dan_blijft_de_sessie_open(tmp_path: Path) -> None:
    """One transaction: no closed session without its verslag."""
    with open_proef(tmp_path) as proef:

        def fail(verbinding: Connection, regels: list[Opbrengst]) -> None:
            raise Weigering("basis.bezet")

        with pytest.raises(Weigering):
            close_sessie(proef.store, proef.config, proef.sessie, proef.kern.leider, bewaar=fail)
        assert proef.kern.stand.toestand == "bezig"
        assert proef.store.info(proef.sessie).gesloten_dag == ""
        with pytest.raises(NietGevonden):
            read_verslag(proef.store, proef.sessie)
        assert close(proef) == proef.pad


def test_wie_mag_sluiten(tmp_path: Path) -> None:
    """The console without a log-in may; a phone, a colleague and another organisation may not, and nothing changes."""
    with open_proef(tmp_path) as proef:
        pad = f"/sessies/{proef.sessie}/sluit"
        proef.pak_telefoon("inbrenger").post(pad, 403)
        proef.open_browser().post(pad, 404)
        for naam in ("collega", "vreemde"):
            proef.log_in(naam).post(pad, 404)
        assert proef.kern.stand.toestand == "bezig"
        assert close(proef, proef.pak_console()) == proef.pad


def test_een_tweede_keer_sluiten_verandert_niets(tmp_path: Path) -> None:
    """The refusal is a page with a sentence."""
    with open_proef(tmp_path) as proef:
        leider = proef.log_in("leider")
        close(proef, leider)
        eerst = read_verslag(proef.store, proef.sessie)
        bron = leider.post(f"/sessies/{proef.sessie}/sluit", 409, wie_ontbreekt="iemand")
        assert "Dat kan op dit moment van de sessie niet." in bron
        assert read_verslag(proef.store, proef.sessie) == eerst


def test_te_veel_woorden_sluiten_niets(tmp_path: Path) -> None:
    """A field that is too long is refused before anything is closed."""
    with open_proef(tmp_path) as proef:
        proef.log_in("leider").post(f"/sessies/{proef.sessie}/sluit", 409, wie_ontbreekt="x" * 201)
        assert proef.kern.stand.toestand == "bezig"


def test_de_inbrenger_leest_eerst(tmp_path: Path) -> None:
    """The beamer shows nothing of it until the inbrenger, or the gespreksleider, says so; then every change at once."""
    with open_proef(tmp_path) as proef:
        leider = proef.log_in("leider")
        close(proef, leider)
        huis = find_huis(proef)
        assert list_beamer(huis, proef.sessie) == (
            ("Even geduld", ("Wie de casus bracht, leest het verslag eerst. Daarna lezen we het samen.",)),
        )
        proef.pak_telefoon("gast").post(f"{proef.pad}/toon", 403)
        proef.pak_telefoon("inbrenger").post(f"{proef.pad}/toon")
        koppen = [kop for kop, _ in list_beamer(huis, proef.sessie)]
        assert koppen[:3] == ["Waar twijfel je over?", "Wat gaat goed", "Wat doe je?"]
        leider.post(f"{proef.pad}/regel", regel="r2", doe="weg")
        assert [kop for kop, _ in list_beamer(huis, proef.sessie)] == [k for k in koppen if k != "Wat gaat goed"]


def test_wat_de_groep_leest_blijft_staan_na_een_herstart(tmp_path: Path) -> None:
    """Another process on the same database shows what was shown, and goes on waiting when nobody pressed yet."""
    with open_proef(tmp_path) as proef:
        close(proef)
        wacht = list_beamer(find_huis(proef), proef.sessie)

        def read_na_herstart() -> Regels:
            store = open_store(proef.config)
            try:
                return list_beamer(create_app(proef.config, store).extensions["leersessie"], proef.sessie)
            finally:
                store.close()

        assert read_na_herstart() == wacht
        inbrenger = proef.pak_telefoon("inbrenger")
        inbrenger.post(f"{proef.pad}/toon")
        staat = proef.store.load(proef.sessie)
        assert (staat.stand.verslag_getoond, staat.stand.toestand) == (True, "nabespreken")
        inbrenger.post(f"{proef.pad}/toon")
        assert proef.store.load(proef.sessie).stand.seq == staat.stand.seq, "twee keer drukken is een feit"
        getoond = list_beamer(find_huis(proef), proef.sessie)
        assert ("Wat gaat goed", ("Moeder belt zelf",)) in getoond
        assert read_na_herstart() == getoond


def test_het_beeld_van_de_beamer_volgt(tmp_path: Path) -> None:
    """What the podium draws holds the lines, escaped, and no longer a line that was taken out."""
    with open_proef(tmp_path, inbrenger=False, lessen=(VIJANDIG,)) as proef:
        leider = proef.log_in("leider")
        close(proef, leider)
        huis = find_huis(proef)
        toneel = huis.uitzending.build_toneel(proef.sessie)
        assert "Moeder belt zelf" in [regel for _, regels in toneel.verslag for regel in regels]
        leider.post(f"{proef.pad}/regel", regel="r2", doe="weg")
        toneel = huis.uitzending.build_toneel(proef.sessie)
        assert "Moeder belt zelf" not in [regel for _, regels in toneel.verslag for regel in regels]


def test_vijandige_tekst_is_tekst(tmp_path: Path) -> None:
    """On the page and in the file it reads back as what was typed; direction tricks were taken out on the way in."""
    with open_proef(tmp_path, lessen=(VIJANDIG,)) as proef:
        leider = proef.log_in("leider")
        close(proef, leider, wie_ontbreekt="<b>Jan</b> & {{ 1+1 }}")
        schoon = VIJANDIG.replace("\u202e", "").strip()
        bron = leider.get(proef.pad)
        assert "<b>vet" not in bron
        assert schoon in leider.lees(proef.pad)
        assert "<b>Jan</b> & {{ 1+1 }}" in leider.lees(proef.pad)
        bestand = leider.get(f"{proef.pad}.md")
        assert "<b>vet" not in bestand
        assert "](" not in bestand
        assert leider.laatste is not None
        assert leider.laatste.headers["Content-Disposition"] == 'attachment; filename="verslag-2026-03-10.md"'
        zicht = read_verslag(proef.store, proef.sessie)
        assert bestand == to_markdown(zicht, "Methodische leerbijeenkomst", "nl")


@pytest.mark.parametrize(
    ("wie", "status"),
    [("leider", 200), ("lezer", 404), ("collega", 404), ("vreemde", 404)],
)
def test_welk_account_het_verslag_ziet(tmp_path: Path, wie: str, status: int) -> None:
    """Only whoever led it. A colleague does not learn that it exists."""
    with open_proef(tmp_path) as proef:
        close(proef)
        browser = proef.log_in(wie)
        browser.get(proef.pad, status)
        browser.get(f"{proef.pad}.md", status)


def test_welke_browser_het_verslag_ziet(tmp_path: Path) -> None:
    """Phones and the console of this session; nobody without a cookie, nobody with the cookie of another session."""
    with open_proef(tmp_path) as proef:
        close(proef)
        proef.pak_telefoon("gast").get(proef.pad)
        proef.pak_console().get(proef.pad)
        proef.open_browser().get(proef.pad, 404)
        ander = proef.app.test_client()
        ander.set_cookie(f"ls-deelnemer-{proef.sessie}", "verzonnen")
        Browser(ander).get(proef.pad, 404)
        Browser(ander).get("/sessies/bestaatniet/verslag", 404)
