"""De weging van een hele les: kenmerken samen, labels naast het archief, en woorden die iemand zelf weghaalt."""

from __future__ import annotations

import pytest
from hulp.lessen import Lesproef, proef, weiger

from leersessie.anonimiseren.risico import LET_OP, STOP
from leersessie.lessen import concept, nalezen, sleutels
from leersessie.lessen.weging import must_agree, weigh

__all__ = ["proef"]
VEEL = "Een dominee op een boerderij verloor zijn zoon bij een ongeluk. Een puber in een rolstoel bleef over."


def list_soorten(proef: Lesproef, les: str) -> list[tuple[str, str, int]]:
    gevonden = weigh(proef.store, proef.config, concept.find_concept(proef.store, proef.leider, les))
    return [(r.soort, r.ernst, r.aantal) for r in gevonden if r.soort != "kenmerk"]


@pytest.mark.parametrize(
    ("situatie", "verwacht"),
    [
        ("Een moeder kreeg hulp bij geld en werk.", []),
        ("Een puber woonde op een boerderij. Zijn vader ging naar de kerk.", [("combinatie", LET_OP, 3)]),
        (VEEL, [("combinatie", STOP, 5)]),
    ],
)
def test_kenmerken_tellen_samen(proef: Lesproef, situatie: str, verwacht: list[tuple[str, str, int]]) -> None:
    """One clue says nothing; three ask for a look; five hold the les until a second person agreed."""
    les = proef.maak_concept(situatie=situatie)
    gevonden = list_soorten(proef, les)
    assert [r for r in gevonden if r[0] == "combinatie"] == verwacht
    assert ("label", LET_OP, 2) in gevonden  # theme and werkvorm: nobody shares them yet


def test_de_tweede_lezer_weegt_alles_samen(proef: Lesproef) -> None:
    """Without that the second key is refused; giving the les back needs no such thing; an edit asks it again."""
    code = sleutels.give_vierwoordcode(proef.store, proef.config, proef.sessie, frozenset({"deelnemer", "inbrenger"}))
    les = proef.maak_concept(situatie=VEEL)
    proef.laat_alles_staan(les)
    concept.offer_les(proef.store, proef.config, les, proef.leider)
    stand = concept.find_concept(proef.store, proef.leider, les)
    assert must_agree(weigh(proef.store, proef.config, stand))

    def lees(**anders: bool) -> bool:
        antwoord = {"was_erbij": False, "herkent": False, **anders}
        return sleutels.give_sleutel2(proef.store, proef.config, les, proef.lezer, stand.tekst_hash, **antwoord)

    weiger(lees, "lessen.samen_open")
    sleutels.give_sleutel1(proef.store, proef.config, code, les, stand.tekst_hash)
    assert lees(samen_gezien=True)
    assert concept.find_concept(proef.store, proef.leider, les).toestand == "klaar"


def test_een_les_teruggeven_vraagt_geen_weging(proef: Lesproef) -> None:
    """Whoever recognises somebody just says so."""
    les = proef.maak_concept(situatie=VEEL)
    proef.laat_alles_staan(les)
    concept.offer_les(proef.store, proef.config, les, proef.leider)
    tekst = concept.find_concept(proef.store, proef.leider, les).tekst_hash
    assert not sleutels.give_sleutel2(proef.store, proef.config, les, proef.lezer, tekst, was_erbij=False, herkent=True)


def test_woorden_die_iemand_zelf_ziet(proef: Lesproef) -> None:
    """Everywhere, in any case, also over a line break; part of another word stays; keys go."""
    les = proef.maak_concept(situatie="De Kleine Prins belde. Dat deed de kleine\nprins vaker.", wat="Prinsheerlijk.")

    def haal_weg(woorden: object, vervang: object = "de school") -> int:
        return nalezen.replace_woorden(proef.store, proef.config, les, proef.leider, woorden, vervang)

    assert haal_weg("de kleine  prins") == 2
    inhoud = concept.find_concept(proef.store, proef.leider, les).inhoud
    assert inhoud["situatie"] == "de school belde. Dat deed de school vaker."
    weiger(lambda: haal_weg("prins"), "lessen.woorden_niet_gevonden")
    weiger(lambda: haal_weg("(.*"), "lessen.woorden_niet_gevonden")
    weiger(lambda: haal_weg("", "x"), "invoer.leeg")
    weiger(lambda: haal_weg("school", ""), "invoer.leeg")
    weiger(lambda: haal_weg("x" * 900), "invoer.te_lang")
    assert haal_weg("de school", r"\1 \g<0>") == 2
    assert concept.find_concept(proef.store, proef.leider, les).inhoud["situatie"].startswith(r"\1 \g<0> belde")
