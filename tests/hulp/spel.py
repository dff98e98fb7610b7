"""Een willekeurige sessie, door de regie gespeeld, en ernaast een eigen boekhouding van wat gezien mag worden.

The bookkeeping knows nothing of podium: it follows from the acts that succeeded alone.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from hulp.kern import Gift, Kern, maak_inhoud
from leersessie.i18n.weigering import Weigering
from leersessie.invoer import SOORTEN
from leersessie.podium import Aanwezige, Zaal
from leersessie.regie.sluiten import close_sessie
from leersessie.regie.wie import Wie

FUNCTIES = ("FUNCTIEwijk", "FUNCTIEwijk", "FUNCTIEalleen", "")
EERSTE_NUMMER = 8_640_001
"""Phones get numbers that nothing else in a picture looks like."""
Zet = tuple[int, int, int]


@dataclass(slots=True)
class Woorden:
    """One card with all words it ever had, and its secrets."""

    gift: Gift
    stap: str
    wie: Wie
    nu: str
    ooit: list[str] = field(default_factory=list)
    laat: bool = False
    naam: bool = False
    """True: its words now or earlier hold a number, and nobody let it be seen since."""
    weg: bool = False
    dicht: bool = False
    """Hidden by the gespreksleider."""
    aanhalen: bool = False
    alleen: bool = False


@dataclass(slots=True)
class Spel:
    """One random session."""

    kern: Kern
    telefoons: list[Wie] = field(default_factory=list)
    kaarten: dict[str, Woorden] = field(default_factory=dict)
    teller: int = 0
    gesloten: bool = False

    def __post_init__(self) -> None:
        laatste = self.kern.lees("SELECT coalesce(max(id), 0) FROM deelnemer")[0][0]
        if laatste < EERSTE_NUMMER:
            self._skip_numbers()
        rollen = ((), (), ("schrijver",), ("inbrenger", "jurist"))
        self.telefoons = [self.kern.deelnemer(*r, functie=f) for r, f in zip(rollen, FUNCTIES, strict=True)]
        self.kern.begin()

    def _skip_numbers(self) -> None:
        regel = (
            "INSERT INTO deelnemer (id, sessie, hash, functie, sector, rollen, woorden, toestand) "
            f"VALUES ({EERSTE_NUMMER}, '{self.kern.sessie}', 'x', '', '', '[]', '', 'verwijderd')"
        )
        self.kern.store.transact(lambda v: v.exec_driver_sql(regel).close())

    @property
    def zaal(self) -> Zaal:
        """Who is in the room, as the console sees it."""
        aanwezigen = tuple(
            Aanwezige(
                w.deelnemer or 0, w.functie, "", f"WOORD{n} paar", tuple(sorted(w.rollen - {"deelnemer"})), hier=True
            )
            for n, w in enumerate(self.telefoons)
        )
        return Zaal(aanwezigen, klaar=self.teller % 4, handen=self.teller % 3, noodrem=bool(self.teller % 5))

    def play(self, zet: Zet) -> None:
        """One move; what is refused changes nothing, here nor there."""
        soort, a, b = zet
        doe = [*[self._geef] * 5, self._wijzig, self._trek_in, self._haal_weg, *[self._verberg] * 2]
        doe += [*[self._stuur] * 3, *[self._loop] * 2]
        with suppress(Weigering):
            doe[soort % len(doe)](a, b)

    def close(self) -> None:
        """The end of the meeting."""
        close_sessie(self.kern.store, self.kern.config, self.kern.sessie, self.kern.leider)
        self.gesloten = True

    # ---- moves ---------------------------------------------------------------------------------------------

    def _make_tekst(self, b: int) -> str:
        self.teller += 1
        return f"KANARIE{self.teller}x" + (" 06-12345678" if b % 4 == 3 else "")

    def _geef(self, a: int, b: int) -> None:
        kern = self.kern
        stap = kern.stand.stap
        if a % 4 == 0 or not SOORTEN[self._find_soort(stap)].vangt:
            stap = ["parkeerplaats", *(s.id for s in kern.werkvorm.stappen)][a // 4]
        tekst = self._make_tekst(b)
        inhoud = maak_inhoud(kern.werkvorm, stap, tekst, b)
        if a % 2:
            inhoud |= {"aanhalen": True, "ook_alleen": bool(b % 2)}
        if "stemmen" in inhoud:
            levend = [k for k, w in self.kaarten.items() if w.stap == "vragen" and not w.weg]
            inhoud["stemmen"] = dict.fromkeys(levend[:3], 1) or {"geen": 1}
        if stap == "weging":
            inhoud["verwijst"] = [k for k, w in self.kaarten.items() if w.stap == "feiten" and not w.weg][:3]
        wie = kern.leider if a % 7 == 6 else self._find_schrijver(stap, a + b)
        laat = stap != "parkeerplaats" and not kern.stand.is_open(stap)
        gift = kern.geef(wie, inhoud, stap=stap)
        if gift.kaart in self.kaarten:  # a shared text: the field is theirs now
            woorden = self.kaarten[gift.kaart]
            woorden.wie = wie
            self._note(woorden, tekst)
        else:
            woorden = self.kaarten[gift.kaart] = Woorden(
                gift, stap, wie, tekst, [tekst], laat=laat, naam="06-" in tekst
            )
        woorden.aanhalen, woorden.alleen = bool(a % 2), bool(a % 2 and b % 2)

    def _find_soort(self, stap: str) -> str:
        gevonden = self.kern.werkvorm.find_stap(stap)
        return gevonden.vorm.soort if gevonden else "kaarten"

    def _find_schrijver(self, stap: str, n: int) -> Wie:
        """Whoever types in this step; now and then somebody who may not."""
        gevonden = self.kern.werkvorm.find_stap(stap)
        mag = [w for w in self.telefoons if gevonden and (gevonden.typt == "ieder" or gevonden.typt in w.rollen)]
        return (mag if mag and n % 8 else self.telefoons)[n % len(mag if mag and n % 8 else self.telefoons)]

    def _note(self, woorden: Woorden, tekst: str) -> None:
        woorden.nu = tekst
        woorden.ooit.append(tekst)
        woorden.naam = woorden.naam or "06-" in tekst

    def _pick(self, a: int) -> Woorden:
        levend = [w for w in self.kaarten.values() if not w.weg]
        if not levend:
            raise Weigering("basis.niet_gevonden")
        return levend[a % len(levend)]

    def _wijzig(self, a: int, b: int) -> None:
        woorden = self._pick(a)
        tekst = self._make_tekst(b)
        punt = (self.kern.staat.inhoud(woorden.gift.kaart) or {}).get("punt")
        inhoud = maak_inhoud(self.kern.werkvorm, woorden.stap, tekst, b)
        self.kern.wijzig(woorden.wie, woorden.gift, {**inhoud, **({"punt": punt} if punt else {})})
        self._note(woorden, tekst)
        woorden.aanhalen = woorden.alleen = False

    def _trek_in(self, a: int, b: int) -> None:
        woorden = self._pick(a)
        self.kern.trek_in(woorden.wie, woorden.gift)
        woorden.weg = True

    def _haal_weg(self, a: int, b: int) -> None:
        woorden = self._pick(a)
        self.kern.stuur("haal_weg", kaart=woorden.gift.kaart)
        woorden.weg = True

    def _verberg(self, a: int, b: int) -> None:
        woorden = self._pick(a)
        self.kern.stuur("verberg", kaart=woorden.gift.kaart, aan=bool(b % 2))
        woorden.dicht = bool(b % 2)
        woorden.naam = woorden.naam and woorden.dicht
        if a % 3 == 0:  # at once on second thoughts
            voor = self.kern.stand.sturing.verborgen
            self.kern.stuur("terug")
            self._take_back(voor, self.kern.stand.sturing.verborgen)

    def _loop(self, a: int, b: int) -> None:
        stappen = [s.id for s in self.kern.werkvorm.stappen]
        gedekt = [s for s in stappen if self.kern.stand.is_verborgen(s)]
        if b % 3 == 0 and gedekt:
            self.kern.stuur("onthul", stap=gedekt[a % len(gedekt)])
        else:
            self.kern.stuur("stap", naar="volgende" if b % 3 == 1 else stappen[a % len(stappen)])

    def _stuur(self, a: int, b: int) -> None:
        kern = self.kern
        kaart = next(iter(self.kaarten), "") if not self.kaarten else [*self.kaarten][a % len(self.kaarten)]
        ander = [*self.kaarten][b % len(self.kaarten)] if self.kaarten else ""
        stap = kern.werkvorm.stappen[a % len(kern.werkvorm.stappen)].id
        daden: list[tuple[str, dict[str, Any]]] = [
            ("terug", {}),
            ("licht_uit", {"kaart": kaart}),
            ("heropen", {"stap": stap}),
            ("onthul", {"stap": kern.stand.stap}),
            ("beamer", {"toont": ("stap", "vensters", "wachten", "parkeerplaats", "verslag")[b % 5]}),
            ("stilte", {"aan": not b % 3}),
            ("pauze", {"aan": not b % 4}),
            ("deur", {"open": bool(b % 2)}),
            ("bundel", {"kaarten": [kaart, ander], "naam": "bundel"}),
            ("verplaats", {"kaart": kaart, "kolom": ("zorgen", "goed", "steunt", "gezin", "kind")[b % 5]}),
            ("typeer", {"kaart": kaart, "type": ("feit", "mening", "onderbuik", "onbekend", "")[b % 5]}),
            ("koppel", {"kaart": kaart, "aan": [ander]}),
            ("invoer", {"stap": kern.stand.stap, "open": bool(b % 2)}),
            ("klok_tonen", {"aan": bool(b % 2)}),
            ("klok", {"doe": ("start", "pauze", "plus", "zet")[b % 4], "minuten": 2}),
            ("verberg", {"kaart": kaart, "aan": bool(b % 2)}),
        ]
        daad, gegeven = daden[(a * 5 + b) % len(daden)]
        voor = kern.stand.sturing.verborgen
        kern.stuur(daad, **gegeven)
        if daad == "verberg":
            self.kaarten[kaart].dicht = bool(b % 2)
            self.kaarten[kaart].naam = self.kaarten[kaart].naam and bool(b % 2)
        elif daad == "terug":
            self._take_back(voor, kern.stand.sturing.verborgen)

    def _take_back(self, voor: frozenset[str], na: frozenset[str]) -> None:
        """An undo may bring a hidden card back, or hide it again; it never lets a waiting one through."""
        for kaart in voor ^ na:
            self.kaarten[kaart].dicht = kaart in na

    # ---- what may be seen ----------------------------------------------------------------------------------

    def list_zichtbaar(self, *, leiding: bool = False) -> set[str]:
        """The words everybody may see now; for the console also what waits, is hidden or came late."""
        gedekt = {s for s in {w.stap for w in self.kaarten.values()} if self.kern.stand.is_verborgen(s)}
        return {
            w.nu
            for w in self.kaarten.values()
            if not w.weg and w.stap not in gedekt and (leiding or not (w.laat or w.naam or w.dicht))
        }

    def list_geheim(self) -> list[str]:
        """What no picture at all may hold."""
        giften = [w.gift for w in self.kaarten.values()]
        return [g.geheim for g in giften] + [g.sleutel for g in giften]
