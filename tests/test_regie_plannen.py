"""Het plan bijstellen in de zaal: nog een keer, een blok, een bouwsteen, eruit, en minder tijd; niets gaat verloren."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hulp.kern import Kern, open_kern, weigert
from werkvormproef import make_kop

from leersessie.i18n.weigering import Weigering
from leersessie.podium import Publiek, draw
from leersessie.regie import plannen
from leersessie.regie.kennis import list_bouwstenen
from leersessie.regie.opbrengst import gather_opbrengst
from leersessie.verloop import PlanStap


@pytest.fixture
def kern(tmp_path: Path) -> Iterator[Kern]:
    """A session in the step where everybody types in sight."""
    with open_kern(tmp_path, overslaan={"les": False}) as kern:
        kern.begin("vragen")
        yield kern


def keep(kern: Kern, plan: list[PlanStap]) -> None:
    """Make this the plan, as the page does."""
    kern.stuur("plan", plan=[{"id": p.id, "minuten": p.minuten, "overslaan": p.overslaan} for p in plan])


def test_een_stap_nog_een_keer_heeft_een_leeg_bord(kern: Kern) -> None:
    kern.geef(kern.leider, {"tekst": "eerste keer"})
    keep(kern, plannen.repeat_stap(kern.stand.plan, "vragen"))
    plek = kern.stand.plan_ids.index("vragen")
    assert kern.stand.plan_ids[plek + 1] == "vragen~2"
    kern.stuur("stap", naar="volgende")
    beamer = draw(Publiek("beamer"), kern.toneel())["doek"]
    assert "eerste keer" not in beamer and "ronde 2 van 2" in beamer
    kern.geef(kern.deelnemer(), {"tekst": "tweede keer"})
    assert [k.stap for k in kern.stand.kaarten.values()] == ["vragen", "vragen~2"]


def test_een_blok_voor_een_tweede_vraagstuk_verwijst_naar_zichzelf(kern: Kern) -> None:
    keep(kern, plannen.repeat_block(kern.stand.plan, "feiten", "weging"))
    ids = kern.stand.plan_ids
    begin = ids.index("feiten~2")
    assert ids[begin - 1] == "weging" and ids[ids.index("weging~2") + 1 :] == ids[ids.index("weging~2") + 1 :]
    kern.naar("feiten")
    oud = kern.geef(kern.leider, {"kolom": "zorgen", "tekst": "oud feit"}).kaart
    kern.naar("feiten~2")
    nieuw = kern.geef(kern.leider, {"kolom": "zorgen", "tekst": "nieuw feit"}).kaart
    kern.naar("weging~2")
    kern.geef(kern.leider, {"kolom": "steunt", "tekst": "rust erop", "verwijst": [nieuw]})
    with weigert(kern, "regie.koppel"):
        kern.geef(kern.leider, {"kolom": "steunt", "tekst": "rust op toen", "verwijst": [oud]})
    with pytest.raises(Weigering):
        plannen.repeat_block(kern.stand.plan, "weging", "feiten")


def test_een_stap_met_kaarten_gaat_niet_weg_en_overslaan_verliest_niets(kern: Kern) -> None:
    kern.geef(kern.leider, {"tekst": "een vraag"})
    kern.stuur("stap", naar="volgende")
    zonder = plannen.remove_stap(kern.stand.plan, "vragen")
    with weigert(kern, "regie.plan_met_kaarten"):
        keep(kern, zonder)
    keep(kern, [PlanStap(p.id, p.minuten, p.overslaan or p.id == "vragen") for p in kern.stand.plan])
    stap = kern.werkvorm.find_stap("vragen")
    assert stap is not None
    if stap.verslag != "niets":
        assert "een vraag" in [r.tekst for r in gather_opbrengst(kern.werkvorm, kern.staat, "nl")]
    kern.stuur("haal_weg", kaart=next(iter(kern.stand.kaarten)))
    keep(kern, plannen.remove_stap(kern.stand.plan, "vragen"))
    assert "vragen" not in kern.stand.plan_ids
    keep(kern, plannen.add_stap(kern.stand.plan, kern.werkvorm, "vragen", ""))
    assert kern.stand.plan_ids[-1] == "vragen"


@pytest.mark.parametrize("stap", [s.id for s in list_bouwstenen()])
def test_elke_bouwsteen_kan_erbij_en_werkt(kern: Kern, stap: str) -> None:
    keep(kern, plannen.add_stap(kern.stand.plan, kern.werkvorm, stap, "vragen"))
    kern.stuur("stap", naar="volgende")
    assert kern.stand.stap == stap
    for publiek in (Publiek("beamer"), Publiek("console"), Publiek("telefoon")):
        draw(publiek, kern.toneel())
    vorm = kern.werkvorm.find_stap(stap)
    assert vorm is not None
    if vorm.vorm.soort != "geen":
        kern.geef(kern.leider)
        assert len(kern.stand.list_kaarten(stap)) == 1
    with pytest.raises(Weigering):
        plannen.add_stap(kern.stand.plan, kern.werkvorm, "bs-verzonnen", "")


def test_de_tiende_keer_en_een_plan_zonder_eind(kern: Kern) -> None:
    plan = list(kern.stand.plan)
    for _ in range(8):
        plan = plannen.repeat_stap(plan, "vragen~2" if "vragen~2" in [p.id for p in plan] else "vragen")
    with pytest.raises(Weigering) as weigering:
        plannen.repeat_stap(plan, "vragen")
    assert weigering.value.sleutel == "regie.te_vaak"
    lang: list[Any] = [{"id": f"vragen~{n % 8 + 2}", "minuten": 1} for n in range(61)]
    with weigert(kern, "invoer.vorm"):
        kern.stuur("plan", plan=lang)


MAAT = make_kop("Maat", rollen="gespreksleider deelnemer", minuten=60, casus="geen") + "".join(
    f"""
[[stap]]
stap = "s{n}"
titel = "Stap {n}"
wie = "allen"
typt = "niemand"
soort = "geen"
minuten = {minuten}
onmisbaar = {"true" if moet else "false"}
vraag = ["Wat?"]
"""
    for n, (minuten, moet) in enumerate([(10, True), (20, False), (10, True), (15, False), (5, True)], start=1)
)


@pytest.mark.parametrize(
    ("minuten", "verwacht"),
    [
        (60, {"s1": 10, "s2": 20, "s3": 10, "s4": 15, "s5": 5}),
        (45, {"s1": 10, "s2": 20, "s3": 10, "s5": 5}),
        (40, {"s1": 10, "s3": 10, "s4": 15, "s5": 5}),
        (25, {"s1": 10, "s3": 10, "s5": 5}),
        (10, {"s1": 4, "s3": 4, "s5": 2}),
        (1, {"s1": 2, "s3": 2, "s5": 2}),
    ],
)
def test_we_hebben_nog_zo_veel_minuten(tmp_path: Path, minuten: int, verwacht: dict[str, int]) -> None:
    """What cannot be missed stays, shorter when needed; the rest comes back as long as it fits."""
    with open_kern(tmp_path, toml=MAAT) as kern:
        kern.begin()
        plan = plannen.shorten_plan(kern.werkvorm, kern.stand, minuten)
        assert {p.id: p.minuten for p in plan if not p.overslaan} == verwacht
        keep(kern, plan)
        kern.naar("s3")
        later = plannen.shorten_plan(kern.werkvorm, kern.stand, 5)
        assert [p.id for p in later][:2] == ["s1", "s2"] and later[0] == kern.stand.plan[0]
