"""Zes werkvormen die het meest verschillen, met een proefgroep gespeeld voor het oog van een echte Chromium.

Console, beamer and a phone watch every step: no drempel, no complaint of the browser, nothing that runs off the screen.
Their pictures stay in build/beelden for human eyes.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import pytest
from hulp.chromium import MATEN, Zaal, open_zaal, shoot
from hulp.drempels import find_drempels
from hulp.server import start_server
from hulp.voorbereid import Klaar, prepare_huis
from playwright.sync_api import Page
from proefsessie import DAG_MS, Proefsessie
from test_werkvormen_alle import list_gespeeld

from leersessie.config import Config, content_dir
from leersessie.proefgroep import Groep, Wensen, run_sessie
from leersessie.proefgroep.leiding import Leidraad
from leersessie.store import open_store
from leersessie.toegang.bewijzen import give_bewijs
from leersessie.werkvormen import Werkvorm, read_werkvorm

pytestmark = [pytest.mark.chromium, pytest.mark.server, pytest.mark.traag]
GROEPEN = {
    "viervensteranalyse": 8,
    "action-learning": 6,
    "moreel-beraad": 8,
    "tijdlijn-en-patronen": 8,
    "themabijeenkomst": 24,
    "zelfscan-kwaliteitskader": 12,
}
TEMPO = 25.0
ROLLEN = ("inbrenger", "schrijver")
OVER_DE_RAND = """() => [...document.querySelectorAll('main, main *')].filter(e => {
  const r = e.getBoundingClientRect()
  return r.width > 0 && (r.right > innerWidth + 1 || r.left < -1) && !e.closest('svg, [hidden], .alleen-hoorbaar')
    && getComputedStyle(e).position !== 'absolute' && ![...document.querySelectorAll('*')].some(
      o => o !== e && o.contains(e) && ['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(o).overflowX))
}).map(e => e.tagName + '.' + e.className).slice(0, 5)"""

ONDER_DE_VOET = """() => { const voet = document.querySelector('.b-voet'); if (!voet) return []
  const tot = voet.getBoundingClientRect().top
  return [...document.querySelectorAll('main li, main p, main h2, main article')].filter(e => {
    const r = e.getBoundingClientRect()
    const half = r.height > 0 && r.top < tot && r.bottom > tot + 1
    return half && getComputedStyle(e).visibility !== 'hidden' && !e.closest('.meer')
  }).map(e => e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 30)).slice(0, 3) }"""
"""On the beamer: what the foot of the picture cuts in half without saying that there is more."""


@contextmanager
def play(proef: Proefsessie, werkvorm: Werkvorm, aantal: int, bekeken: set[str]) -> Iterator[threading.Thread]:
    """A group and a gespreksleider at work, who go on when a step was looked at; gives the thread that ends."""
    rollen = tuple(rol for rol in ROLLEN if rol in werkvorm.rollen)
    wensen = Wensen(tempo=TEMPO, werkvormen=content_dir("werkvormen"), rollen=rollen)
    stop = threading.Event()
    with Groep(proef.server.adres, proef.code, aantal, wensen, lambda _: None) as groep:
        binnen = threading.Thread(target=groep.join, daemon=True)
        leidraad = Leidraad(aantal, rollen, TEMPO, lambda stap, nu: stap in bekeken and groep.is_klaar(stap, nu))
        leiding = threading.Thread(
            target=lambda: run_sessie(proef.link, leidraad, stop=stop, geopend=binnen.start), daemon=True
        )
        leiding.start()
        try:
            yield leiding
        finally:
            stop.set()
            leiding.join(30)


def give_bewijzen(data: Path, sessie: str) -> list[str]:
    """A token of a console for the simulated gespreksleider, and one of a beamer."""
    config = Config(data=data)
    store = open_store(config)
    rollen = ("console", "beamer")
    geef = partial(give_bewijs, config=config, sessie=sessie, geldig_ms=DAG_MS)
    tokens = [store.transact(lambda v, r=rol: geef(v, rol=r, account=2 if r == "console" else None)) for rol in rollen]
    store.close()
    return tokens


def open_kijkers(zaal: Zaal, klaar: Klaar, token: str) -> dict[str, Page]:
    """The beamer; and the console of the account, once somebody steers: then it watches."""
    beamer = zaal.open_mens("beamer")
    beamer.goto(f"{zaal.adres}/beamer#{token}")
    beamer.wait_for_selector(".de-code")
    console = zaal.open_mens("console", {"ls-account": klaar.account})
    console.goto(f"{zaal.adres}/sessies/{klaar.sessie}/console")
    return {"console": console, "beamer": beamer}


def look(kijkers: dict[str, Page], naam: str) -> list[str]:
    """A picture of every screen, and what is wrong on it."""
    fout = []
    for wie, page in kijkers.items():
        shoot(page, f"wv-{naam}-{wie}")
        fout += [f"{naam} {wie} over de rand: {wat}" for wat in page.evaluate(OVER_DE_RAND)]
        fout += [f"{naam} {wie} onder de voet: {wat}" for wat in page.evaluate(ONDER_DE_VOET)]
        if wie == "telefoon":  # a whole long form at once: half a field under the fixed foot is no small target
            page.set_viewport_size({"width": 390, "height": 2_400})
        fout += find_drempels(page, f"{naam} {wie}")
        page.set_viewport_size(dict(zip(("width", "height"), MATEN[wie], strict=True)))
    return fout


def find_stap(console: Page) -> str:
    """The step that the console shows as the current one; empty before the start."""
    knop = console.locator('#regio-kop [data-daad="stap"][aria-current="step"]')
    gegeven = knop.get_attribute("data-gegeven", timeout=30_000) if knop.count() else None
    return str(json.loads(gegeven)["naar"]) if gegeven else ""


@pytest.mark.parametrize("slug", sorted(GROEPEN))
def test_een_werkvorm_op_het_scherm(tmp_path: Path, slug: str) -> None:
    """Every step that is played passes by on console, beamer and phone, and each of them can be read by everybody."""
    toml = (content_dir("werkvormen") / f"{slug}.toml").read_text("utf-8")
    werkvorm, bekeken = read_werkvorm(toml, slug), set[str]()
    fout: list[str] = []
    with ExitStack() as stapel:
        klaar = prepare_huis(tmp_path, werkvorm.naam.nl, toml)
        console, beamer = give_bewijzen(tmp_path, klaar.sessie)
        server = stapel.enter_context(start_server(tmp_path))
        proef = Proefsessie(server, klaar.code, klaar.sessie, console)
        zaal = stapel.enter_context(open_zaal(server.adres))
        leiding = stapel.enter_context(play(proef, werkvorm, GROEPEN[slug], bekeken))
        kijkers = open_kijkers(zaal, klaar, beamer)
        kijkers["console"].wait_for_selector(".aanwezigen [data-deelnemer]")
        kijkers["telefoon"] = zaal.join(proef.code, "leerkracht")
        while leiding.is_alive():
            stap = find_stap(kijkers["console"])
            if stap and stap not in bekeken:
                kijkers["console"].wait_for_timeout(1_500)  # let the group write: the picture is for people
                fout += look(kijkers, f"{slug}-{len(bekeken) + 1:02}")
                bekeken.add(stap)
            elif stap:
                shoot(kijkers["beamer"], f"wv-{slug}-{len(bekeken):02}-beamer-later")
    assert fout == [], "\n".join(fout)
    assert bekeken == {stap.id for stap in list_gespeeld(werkvorm)}
