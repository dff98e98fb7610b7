"""Een werkvorm van begin tot eind spelen, over het echte protocol, en nakijken wat er dan in verslag en les staat.

For the plays of test_proefgroep_werkvormen*. Each leaves one line of the table in build/spel: steps, kinds of input,
minutes, contributions, seconds.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path

from huislijst import WORTEL
from hulp.lessen import log_in, weiger
from proefsessie import Proefsessie, start_sessie
from test_werkvormen_alle import list_gespeeld

from leersessie.config import Config, content_dir
from leersessie.i18n import Tekst
from leersessie.lessen.concept import find_concept, list_vrij, start_les
from leersessie.lessen.verslag import geef_vrij, make_verslag, read_verslag
from leersessie.lessen.vorm import TEKSTVELDEN
from leersessie.proefgroep import Groep, Wensen, run_sessie
from leersessie.proefgroep.leiding import Leidraad
from leersessie.regie.opbrengst import Opbrengst
from leersessie.regie.sluiten import close_sessie
from leersessie.regie.wie import GESPREKSLEIDER, Wie
from leersessie.store import Staat, Store, open_store
from leersessie.web.afsluiten import number_regels
from leersessie.werkvormen import Stap, Werkvorm, read_werkvormen
from leersessie.werkvormen.model import find_kaal

GROEP = 8
SNEL = 400.0
ROLLEN = ("inbrenger", "schrijver", "jurist")


def list_schrijvend(werkvorm: Werkvorm) -> list[Stap]:
    """The played steps in which somebody types."""
    return [s for s in list_gespeeld(werkvorm) if s.typt != "niemand"]


def list_woorden(stap: Stap, taal: str) -> list[str]:
    """The words that may come back in the verslag of this step."""
    namen: tuple[Tekst, ...] = tuple(k.naam for k in stap.vorm.kolommen + stap.vorm.punten + stap.vorm.opties)
    return [t.to_taal(taal) for t in (*stap.voorbeelden, *namen)]


def play_groep(proef: Proefsessie, werkvorm: Werkvorm, map_: Path) -> list[str]:
    """Simulated phones and a simulated gespreksleider, from the door to the last step."""
    rollen = tuple(r for r in ROLLEN if r in werkvorm.rollen)
    wensen = Wensen(tempo=SNEL, werkvormen=map_, rollen=rollen)
    with Groep(proef.server.adres, proef.code, GROEP, wensen, lambda _: None) as groep:
        binnen = threading.Thread(target=groep.join, daemon=True)
        leidraad = Leidraad(GROEP, rollen, SNEL, groep.is_klaar)
        gespeeld = run_sessie(proef.link, leidraad, geopend=binnen.start)
        binnen.join(30)
        kaarten = [kaart for lid in groep.deelnemers for kaart in lid.postvak.kaarten]
    assert [k for k in kaarten if k.staat == "onderweg"] == []
    # a board that a whole group fills together can be full before the last phone is done; nothing else is refused
    vol = {(s.id, "regie.genoeg") for s in werkvorm.stappen if s.groepsgewijs and s.vorm.hoogstens}
    assert {(k.stap, k.fout) for k in kaarten if k.staat == "geweigerd"} <= vol
    return gespeeld


def close(store: Store, config: Config, sessie: str) -> list[Opbrengst]:
    """Close as the console would, with a verslag of which the group may release sentences."""
    return close_sessie(
        store,
        config,
        sessie,
        Wie(GESPREKSLEIDER, account=1),
        bewaar=lambda v, o: make_verslag(v, config, sessie, number_regels(o, ()), inbrenger=False),
    )


def check_verslag(werkvorm: Werkvorm, staat: Staat, regels: list[Opbrengst], taal: str) -> None:
    """Every typing step got its answers, and each step put in the verslag what it says it does, and nothing else."""
    assert {k.stap for k in staat.stand.kaarten.values() if not k.weg} == {s.id for s in list_schrijvend(werkvorm)}
    per_stap = {s.id: [r for r in regels if r.stap == s.id] for s in werkvorm.stappen}
    assert {naam for naam, r in per_stap.items() if r} == {
        s.id for s in list_schrijvend(werkvorm) if s.verslag != "niets"
    }
    for stap in list_schrijvend(werkvorm):
        gezegd, woorden = " ".join(f"{r.kop}: {r.tekst}" for r in per_stap[stap.id]), list_woorden(stap, taal)
        if stap.verslag in ("alles", "tekst", "samenvatting") and stap.vorm.soort not in ("keuze", "schaal"):
            assert [w for w in woorden if w in gezegd], stap.id
        if stap.verslag == "tellingen":
            assert not [v for v in stap.voorbeelden if v.to_taal(taal) in gezegd], stap.id


def check_les(store: Store, config: Config, sessie: str, werkvorm: Werkvorm, regels: list[Opbrengst]) -> None:
    """A draft begins with the released sentence as what we saw, and nothing else; without one there is no les."""
    leider, kern = log_in(store, 1), [r.tekst for r in regels if r.les == "kern"]
    assert {r.stap for r in regels if r.les == "kern"} == {s.id for s in list_gespeeld(werkvorm) if s.les == "kern"}
    weiger(lambda: start_les(store, config, sessie, leider), "lessen.niets_vrij")
    if not kern:
        return
    regel = next(r for r in read_verslag(store, sessie).regels if r.tekst == kern[0])
    geef_vrij(store, sessie, GESPREKSLEIDER, regel.id, aan=True)
    concept = find_concept(store, leider, start_les(store, config, sessie, leider))
    assert [r.tekst for r in store.read(lambda v: list_vrij(v, sessie))] == [kern[0]]
    assert concept.inhoud["werkvorm"] == werkvorm.id
    assert [v for v in TEKSTVELDEN if concept.inhoud[v]] == ["wat"]
    assert concept.inhoud["wat"] == kern[0]


def note(werkvorm: Werkvorm, staat: Staat, taal: str, begin: float) -> None:
    """One line of the table."""
    soorten = sorted({s.vorm.soort for s in list_schrijvend(werkvorm)})
    kaarten = sum(not k.weg for k in staat.stand.kaarten.values())
    delen = (werkvorm.id, taal, len(list_gespeeld(werkvorm)), ", ".join(soorten), werkvorm.minuten, kaarten)
    map_ = WORTEL / "build/spel"
    map_.mkdir(parents=True, exist_ok=True)
    regel = "| " + " | ".join(map(str, delen)) + f" | {time.monotonic() - begin:.1f} |\n"
    (map_ / f"{werkvorm.id}.{taal}.md").write_text(regel, "utf-8")


def play(tmp_path: Path, naam: str, taal: str, map_: Path | None = None) -> None:
    """From the first step to the last, then closing, verslag and the beginning of a les."""
    map_ = map_ or content_dir("werkvormen")
    werkvorm, begin = read_werkvormen(map_)[0][naam], time.monotonic()
    toml = (map_ / f"{naam}.toml").read_text("utf-8")
    with start_sessie(tmp_path, toml, taal=taal) as proef:
        gespeeld = play_groep(proef, werkvorm, map_)
        proef.server.stop()
    config = Config(data=tmp_path)
    store = open_store(config)
    try:
        staat = store.load(proef.sessie)
        assert [find_kaal(stap) for stap in gespeeld] == [
            s.id for s in list_gespeeld(werkvorm) for _ in range(s.herhaal)
        ]
        note(werkvorm, staat, taal, begin)
        regels = close(store, config, proef.sessie)
        check_verslag(werkvorm, staat, regels, taal)
        wissen, na = {s.id for s in werkvorm.stappen if s.wissen}, store.load(proef.sessie)
        assert not [k for k, c in na.stand.kaarten.items() if c.stap in wissen and na.inhoud(k)]
        check_les(store, config, proef.sessie, werkvorm, regels)
    finally:
        store.close()
