"""Een gesloten sessie met een verslag, en mensen van twee organisaties om er een les van te maken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from hulp.huis import Tijd, maak_account, maak_huis, maak_sessie
from leersessie.config import Config
from leersessie.i18n.weigering import Weigering
from leersessie.lessen import concept, nalezen, sleutels, verslag
from leersessie.lessen.verslag import VerslagRegel
from leersessie.store import Store
from leersessie.store import accounts as rijen
from leersessie.toegang.accounts import Ingelogd, to_ingelogd

LEIDER = frozenset({"gespreksleider"})
INBRENGER = frozenset({"deelnemer", "inbrenger"})
DEELNEMER = frozenset({"deelnemer"})
REGELS = (
    VerslagRegel("r1", "s10", "Wat leren wij?", "kaart", "Wij vroegen niet meer hoe veilig het eigenlijk was."),
    VerslagRegel("r2", "s10", "Wat leren wij?", "kaart", "Vraag elke week naar de veiligheid."),
    VerslagRegel("r3", "s2", "De situatie", "tekst", "Moeder kreeg hulp bij geld. CANARIE-7f3a"),
)
GOED: dict[str, object] = {
    "titel": "Hulp is nog geen veiligheid",
    "situatie": "Een moeder kreeg hulp bij geld en werk. Het plan voor de veiligheid lag in een la.",
    "wat": "We legden de feiten naast elkaar en gaven eerst zelf een cijfer.",
    "waarom": "Iedereen keek naar andere feiten. Samen was het beeld compleet.",
    "grenzen": "Is er nu gevaar? Dan volg je de meldcode.",
    "vraag": "Welk feit zou jouw cijfer morgen lager maken?",
    "themas": ["zicht_op_veiligheid"],
}


@dataclass(slots=True)
class Lesproef:
    """A store with a session in nabespreken and its verslag."""

    store: Store
    config: Config
    tijd: Tijd
    sessie: str
    leider: Ingelogd
    lezer: Ingelogd
    """A trainer of the same organisation who was not there."""
    vreemde: Ingelogd
    """A trainer of another organisation."""

    def maak_concept(self, **velden: object) -> str:
        """A draft with good content, by the leader, from one released sentence."""
        verslag.geef_vrij(self.store, self.sessie, INBRENGER, "r1", aan=True)
        les = concept.start_les(self.store, self.config, self.sessie, self.leider)
        concept.save_les(self.store, self.config, les, self.leider, {**GOED, **velden})
        return les

    def geef_sleutels(self, les: str, code: str) -> None:
        """Offer and give both keys."""
        concept.offer_les(self.store, self.config, les, self.leider)
        tekst = concept.find_concept(self.store, self.leider, les).tekst_hash
        sleutels.give_sleutel1(self.store, self.config, code, les, tekst)
        assert sleutels.give_sleutel2(self.store, self.config, les, self.lezer, tekst, was_erbij=False, herkent=False)

    def maak_klaar(self, **velden: object) -> tuple[str, str]:
        """A les with both keys: (les, four words)."""
        code = sleutels.give_vierwoordcode(self.store, self.config, self.sessie, INBRENGER)
        les = self.maak_concept(**velden)
        self.geef_sleutels(les, code)
        return les, code

    def laat_alles_staan(self, les: str) -> None:
        """Decide 'this is no name' about every open place."""
        for plek in nalezen.list_plekken(self.store, self.config, les, self.leider):
            nalezen.keep_plek(self.store, self.config, les, self.leider, plek.sleutel, "geen_naam")


def log_in(store: Store, account: int) -> Ingelogd:
    """An account as if confirmed."""
    rij = store.read(lambda verbinding: rijen.find_account(verbinding, account))
    assert rij is not None
    return replace(to_ingelogd(rij, bevestigd=True))


def maak_lesproef(data: Path, *, inbrenger: bool = True, database: str = "") -> Lesproef:
    """The whole of it, on a clock that only moves when told."""
    tijd = Tijd()
    config = tijd.maak_config(data, database=database)
    store, account = maak_huis(config)
    leider = log_in(store, account)
    lezer = log_in(store, maak_account(store, "lies@voorbeeld.nl", ("trainer",), leider.organisatie))
    vreemde = log_in(store, maak_account(store, "vera@elders.nl", ("trainer",)))
    sessie = maak_sessie(
        store,
        config,
        account,
        toestand="nabespreken",
        gesloten_dag="2026-03-10",
        wis_dag="2026-04-09",
        werkvorm_toml="x",
    )
    store.transact(lambda v: verslag.make_verslag(v, config, sessie, REGELS, inbrenger=inbrenger))
    return Lesproef(store, config, tijd, sessie, leider, lezer, vreemde)


def weiger(daad: object, sleutel: str) -> None:
    """The act is refused with this key."""
    with pytest.raises(Weigering) as fout:
        daad()  # type: ignore[operator]
    assert fout.value.sleutel == sleutel


@pytest.fixture
def proef(tmp_path: Path) -> Iterator[Lesproef]:
    """A closed session whose case somebody brought."""
    lesproef = maak_lesproef(tmp_path)
    yield lesproef
    lesproef.store.close()
