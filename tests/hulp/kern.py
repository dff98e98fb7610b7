"""Het hart om in te proeven: een sessie op een echte opslag, met een klok en een loting die je in de hand hebt.

No mocks: every act goes through regie, every phone is admitted by toegang. Only time and lottery are given.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hulp.huis import BEGIN, WACHTWOORD, Tijd, maak_account
from leersessie.config import Config
from leersessie.i18n.weigering import Weigering
from leersessie.podium import Aanwezige, Publiek, Toneel, Zaal
from leersessie.regie import bijdragen
from leersessie.regie.kennis import find_werkvorm
from leersessie.regie.sturen import steer
from leersessie.regie.voorbereiden import Voorbereiding, prepare
from leersessie.regie.wie import GESPREKSLEIDER, Wie
from leersessie.store import Staat, Store, open_store
from leersessie.toegang.bewijzen import admit, give_rol
from leersessie.verloop import Stand
from leersessie.werkvormen import read_werkvorm
from leersessie.werkvormen.model import Werkvorm

__all__ = [
    "ALLES",
    "BEGIN",
    "WACHTWOORD",
    "Gift",
    "Kern",
    "Loterij",
    "Tijd",
    "bereid_voor",
    "draw_publieken",
    "maak_aanwezige",
    "maak_inhoud",
    "open_kern",
    "weigert",
]

ALLES = Path(__file__).with_name("alle_soorten.toml").read_text("utf-8")
"""A werkvorm with every kind of input once, so that a test can walk them all."""


class Loterij:
    """Bytes that look random and are the same every time. Each instance is a lottery of its own."""

    def __init__(self, zaad: int = 1) -> None:
        self._bron = random.Random(zaad)

    def __call__(self, aantal: int) -> bytes:
        return self._bron.randbytes(aantal)


@dataclass(frozen=True, slots=True)
class Gift:
    """One card and what its phone remembers of it."""

    kaart: str
    geheim: str
    sleutel: str
    seq: int


@dataclass(slots=True, repr=False)
class Kern:
    """One session with everything needed to act in it."""

    config: Config
    store: Store
    tijd: Tijd
    sessie: str
    werkvorm: Werkvorm
    account: int
    organisatie: int
    loterij: Loterij = field(default_factory=lambda: Loterij(99))

    def __repr__(self) -> str:
        return f"Kern({self.sessie})"

    @property
    def staat(self) -> Staat:
        """The committed state with the words."""
        return self.store.load(self.sessie)

    @property
    def stand(self) -> Stand:
        """The committed state."""
        return self.staat.stand

    @property
    def leider(self) -> Wie:
        """The gespreksleider."""
        return Wie(GESPREKSLEIDER, account=self.account)

    def deelnemer(self, *rollen: str, functie: str = "") -> Wie:
        """One more phone, with these special roles."""

        def work(verbinding: Any) -> int:
            _, zicht = admit(verbinding, self.config, self.sessie, functie, "")
            for rol in rollen:
                give_rol(verbinding, self.sessie, zicht.id, rol)
            return zicht.id

        nummer = self.store.transact(work)
        return Wie(frozenset({"deelnemer", *rollen}), deelnemer=nummer, functie=functie)

    def sleutel(self) -> str:
        """A fresh random key, as a phone makes them."""
        return self.loterij(16).hex()

    def stuur(self, daad: str, *, wie: Wie | None = None, gezien: Any = None, **gegeven: Any) -> dict[str, Any]:
        """One steering act on the newest picture."""
        gezien = self.stand.stuurseq if gezien is None else gezien
        return steer(self.store, self.config, self.sessie, wie or self.leider, daad, gegeven, gezien)

    def geef(self, wie: Wie, inhoud: Any = None, *, stap: str = "", sleutel: str = "") -> Gift:
        """One contribution; without `inhoud` a fitting one."""
        stap = stap or self.stand.stap
        inhoud = maak_inhoud(self.werkvorm, stap) if inhoud is None else inhoud
        sleutel, geheim = sleutel or self.sleutel(), self.sleutel()
        antwoord = bijdragen.contribute(
            self.store,
            self.config,
            self.sessie,
            wie,
            {"sleutel": sleutel, "geheim": geheim, "stap": stap, "inhoud": inhoud},
        )
        return Gift(antwoord["kaart"], geheim, sleutel, antwoord["seq"])

    def maak(self, stap: str, tekst: str = "woorden", keus: int = 0) -> dict[str, Any]:
        """A right answer for this step in this session; dots need cards to stand on, and get them."""
        inhoud = maak_inhoud(self.werkvorm, stap, tekst, keus)
        if "stemmen" in inhoud:
            gevonden = self.werkvorm.find_stap(stap)
            assert gevonden is not None
            hier = self.stand.stap
            self.naar(gevonden.verwijst[0])
            kaart = self.geef(self.leider, {"tekst": f"{tekst} op een stip"}).kaart
            self.naar(hier)
            inhoud = {"stemmen": {kaart: 1 + keus % 2}}
        return inhoud

    def wijzig(self, wie: Wie, gift: Gift, inhoud: Any) -> dict[str, Any]:
        """Change a card with its secret."""
        ruw = {"kaart": gift.kaart, "geheim": gift.geheim, "inhoud": inhoud}
        return bijdragen.change(self.store, self.config, self.sessie, wie, ruw)

    def trek_in(self, wie: Wie, gift: Gift) -> dict[str, Any]:
        """Withdraw a card with its secret."""
        return bijdragen.withdraw(self.store, self.sessie, wie, {"kaart": gift.kaart, "geheim": gift.geheim})

    def begin(self, stap: str = "") -> None:
        """Open, begin, and go to a step."""
        self.stuur("open")
        self.stuur("begin")
        if stap:
            self.naar(stap)

    def naar(self, stap: str) -> None:
        """Jump to a step."""
        self.stuur("stap", naar=stap)

    def toneel(self, zaal: Zaal | None = None, **velden: Any) -> Toneel:
        """This moment as the podium gets it."""
        info = self.store.info(self.sessie)
        return Toneel(
            info=info,
            werkvorm=find_werkvorm(info),
            staat=self.staat,
            zaal=zaal or Zaal(),
            adres="voorbeeld.test/mee",
            qr="http://voorbeeld.test/mee#geheim",
            **velden,
        )

    def settle(self) -> None:
        """Wait until the writer has told everybody of what it stored before: it tells after it answers."""
        self.store.transact(lambda _: None)

    def lees(self, vraag: str) -> list[tuple[Any, ...]]:
        """Rows of a plain question, straight from the database."""
        return self.store.read(lambda v: [tuple(r) for r in v.exec_driver_sql(vraag)])


def bereid_voor(store: Store, config: Config, account: int, toml: str = ALLES, **wensen: Any) -> Kern:
    """One more prepared session of this account."""
    werkvorm = read_werkvorm(toml, "proef")
    organisatie = store.read(
        lambda v: v.exec_driver_sql(f"SELECT organisatie FROM account WHERE id = {account}").scalar_one()
    )
    nieuw = prepare(
        store,
        config,
        organisatie=organisatie,
        account=account,
        werkvorm=werkvorm,
        toml=toml,
        wensen=Voorbereiding(naam="Proef", **wensen),
    )
    return Kern(config, store, Tijd(), nieuw.id, find_werkvorm(store.info(nieuw.id)), account, organisatie)


@contextmanager
def open_kern(
    data: Path,
    *,
    toml: str = ALLES,
    zaad: int = 1,
    open_: Callable[[Config], Store] = open_store,
    velden: dict[str, Any] | None = None,
    **wensen: Any,
) -> Iterator[Kern]:
    """A fresh database with one organisation, one account and one prepared session."""
    tijd = Tijd()
    config = tijd.maak_config(data, loterij=Loterij(zaad), **(velden or {}))
    store = open_(config)
    try:
        account = maak_account(store, "anna@voorbeeld.nl")
        kern = bereid_voor(store, config, account, toml, **wensen)
        kern.tijd = tijd
        yield kern
    finally:
        store.close()


def maak_inhoud(werkvorm: Werkvorm, stap: str, tekst: str = "woorden", keus: int = 0) -> dict[str, Any]:
    """A right answer for this step; `keus` picks among its columns, options, fields or numbers."""
    gevonden = werkvorm.find_stap(stap)
    if gevonden is None:
        return {"tekst": tekst}
    vorm = gevonden.vorm
    if vorm.soort == "keuze" and vorm.meerdere > 1:
        return {"opties": [vorm.opties[keus % len(vorm.opties)].id], "toelichting": tekst}
    if vorm.soort == "keuze":
        return {"optie": vorm.opties[keus % len(vorm.opties)].id, "toelichting": tekst}
    if vorm.soort == "tekst":
        return {"punt": vorm.punten[keus % len(vorm.punten)].id, "tekst": tekst}
    if vorm.soort == "kolommen":
        return {"kolom": vorm.kolommen[keus % len(vorm.kolommen)].id, "tekst": tekst}
    if vorm.soort == "schaal":
        return {"waarden": {p.id: keus % 10 + 1 for p in vorm.punten}, "toelichting": tekst}
    if vorm.soort == "tijdlijn":
        wanneer = {"aantal": keus % 5, "eenheid": ("dagen", "weken", "maanden", "jaren")[keus % 4]}
        return {"baan": vorm.kolommen[keus % len(vorm.kolommen)].id, "wanneer": wanneer, "tekst": tekst}
    if vorm.soort == "twee-ideeen":
        return {"een": tekst, "twee": f"nog {keus}"}
    if vorm.soort == "stemmen":
        return {"stemmen": {"kaart" + str(keus % 3): 1 + keus % 2}}
    if vorm.soort == "acties":
        vast = {"wie": "wijkteam", "wanneer": "morgen", "niveau": "team"}
        return {"soort": ("afspraak", "knelpunt")[keus % 2], "wat": tekst, **vast}
    return {"tekst": tekst}


def draw_publieken() -> list[Publiek]:
    """Every Publiek there can be."""
    rollen = ("", "schrijver", "inbrenger", "jurist", "gespreksleider")
    return [
        publiek
        for taal in ("nl", "en")
        for publiek in (
            Publiek("beamer", taal=taal),
            Publiek("console", taal=taal),
            *(Publiek("telefoon", rol=rol, taal=taal) for rol in rollen),
        )
    ]


@contextmanager
def weigert(kern: Kern, sleutel: str, status: int = 0) -> Iterator[None]:
    """What happens inside is refused with this key, nothing of it is stored, and nobody's state moved."""
    voor, rijen = kern.staat, kern.lees("SELECT count(*) FROM gebeurtenis")
    stand = (voor.stand, dict(voor.woorden), dict(voor.deelname))
    try:
        yield
    except Weigering as weigering:
        assert weigering.sleutel == sleutel
        assert not weigering.opnieuw, "opnieuw sturen helpt hier niet"
        assert status in (0, weigering.status)
        assert "KANARIE" not in repr(weigering.to_ack("nl")) + str(weigering)
    else:
        raise AssertionError(f"niet geweigerd; verwacht {sleutel}")
    na = kern.staat
    assert (na.stand, na.woorden, na.deelname) == stand
    assert kern.lees("SELECT count(*) FROM gebeurtenis") == rijen


def maak_aanwezige(nummer: int, functie: str = "", **velden: Any) -> Aanwezige:
    """One phone in the room as the console lists it."""
    return Aanwezige(nummer, functie, "", f"woord{nummer} twee", (), **velden)
