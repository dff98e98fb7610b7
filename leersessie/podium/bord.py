"""Het bord: welke kaarten een kijker mag zien, onder welke kop, met welk nummer, en waar ze op rusten.

The one place that decides what is visible. Everything a picture shows of a card passes here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leersessie.i18n import t
from leersessie.invoer import SOORTEN
from leersessie.podium.toneel import Toneel
from leersessie.verloop.stand import LEGE_STOEL, PARKEERPLAATS, Kaart
from leersessie.werkvormen.model import Stap, find_kaal

HOOGSTENS = {"beamer": 60, "console": 240}
"""Cards drawn per step: nobody reads more from a screen, and drawing may not hold up six hundred phones."""

KORT = 28
"""So many characters name a card that has no number."""


@dataclass(frozen=True, slots=True)
class KaartBeeld:
    """One card as it may be drawn."""

    id: str
    inhoud: Mapping[str, Any]
    type: str
    """Set by the group together; '' is none."""
    rand: str
    """The edge it is drawn with: its type, or what the step makes it."""
    nummer: str
    """F1, F2 ... for cards of a facts step; W1 ... for a weighing; empty otherwise."""
    rust_op: tuple[str, ...]
    """Numbers (or short texts) of the living cards it rests on."""
    koppels: tuple[str, ...]
    functie: str
    uitgelicht: bool
    verborgen: bool
    wacht: bool
    laat: bool
    los: bool = False
    """True: this step asks what a card rests on, and this one rests on nothing yet."""

    @property
    def tekst(self) -> str:
        """The words of the card."""
        return str(self.inhoud.get("tekst", ""))


@dataclass(frozen=True, slots=True)
class BundelBeeld:
    """Cards laid together under a name."""

    id: str
    naam: str
    kaarten: tuple[KaartBeeld, ...]


@dataclass(frozen=True, slots=True)
class KolomBeeld:
    """One column (or the only heap) of a board."""

    id: str
    naam: str
    bundels: tuple[BundelBeeld, ...]
    kaarten: tuple[KaartBeeld, ...]

    @property
    def alle(self) -> tuple[KaartBeeld, ...]:
        """All cards of the column, bundled ones included."""
        return tuple(k for b in self.bundels for k in b.kaarten) + self.kaarten


@dataclass(frozen=True, slots=True)
class BordBeeld:
    """The board of one step for one kind of viewer."""

    stap: Stap
    dicht: bool
    """True: answers are covered until the reveal; `aantal` is all that may be known, and only on the console."""
    aantal: int
    kolommen: tuple[KolomBeeld, ...]
    telling: Mapping[str, Any]
    wacht: int
    laat: int
    meer: int = 0
    """How many more cards there are than one screen can hold."""
    plek: str = ""
    """Behind the ids of this board, so that boards of subgroups can stand on one page."""

    @property
    def alle(self) -> tuple[KaartBeeld, ...]:
        """All visible cards of the board."""
        return tuple(k for kolom in self.kolommen for k in kolom.alle)

    @property
    def los(self) -> tuple[KaartBeeld, ...]:
        """Cards of a step that may rest on others but rest on nothing yet."""
        return tuple(k for k in self.alle if k.los)


def draw_bord(toneel: Toneel, stap: Stap, *, leiding: bool, taal: str, groep: str | None = None) -> BordBeeld:
    """The board of `stap`, of one subgroup when `groep` is given.

    `leiding` also sees hidden, waiting and late cards; nobody sees covered answers.
    """
    stand = toneel.staat.stand
    kaarten = [k for k in stand.list_kaarten(stap.id) if toneel.staat.inhoud(k.id) is not None]
    if groep is not None:
        kaarten = [k for k in kaarten if stand.follow_groep(k.groep) == groep]
    op_tijd = [k for k in kaarten if not k.laat]
    dicht = _is_dicht(toneel, stap.id, leiding)
    zichtbaar = [] if dicht else [k for k in kaarten if _may_see(toneel, k, leiding)]
    if stap.verborgen != "nee" or stap.id in (PARKEERPLAATS, LEGE_STOEL):
        zichtbaar.sort(key=lambda k: k.id)  # random ids: the order of arrival says nothing
    grens = HOOGSTENS["console" if leiding else "beamer"]
    meer = max(0, len(zichtbaar) - grens)
    zichtbaar = zichtbaar[:grens]
    nummers = number_kaarten(toneel)
    vraagt = _asks_koppel(toneel, stap)
    beelden = [_draw_kaart(toneel, stap, kaart, nummers, vraagt, leiding) for kaart in zichtbaar]
    inhouden = [] if dicht else [i for k in op_tijd if k.id not in stand.wacht and (i := toneel.staat.inhoud(k.id))]
    return BordBeeld(
        stap=stap,
        dicht=dicht,
        aantal=len(op_tijd),
        kolommen=_fill_kolommen(toneel, stap, beelden, taal),
        telling=SOORTEN[stap.vorm.soort].add_up(stap.vorm, inhouden),
        wacht=sum(1 for k in kaarten if k.id in stand.wacht),
        laat=sum(1 for k in kaarten if k.laat),
        meer=meer,
        plek=f"-{groep}" if groep else "",
    )


def _is_dicht(toneel: Toneel, stap: str, leiding: bool) -> bool:
    """Covered until the reveal, for everybody; or screened off for now, for all but the console."""
    stand = toneel.staat.stand
    return stand.is_verborgen(stap) or (not leiding and stap in stand.sturing.afgeschermd)


def _may_see(toneel: Toneel, kaart: Kaart, leiding: bool) -> bool:
    if leiding:
        return True
    stand = toneel.staat.stand
    if kaart.laat or kaart.id in stand.wacht or kaart.id in stand.sturing.verborgen:
        return False
    return toneel.getoond is None or kaart.id in toneel.getoond


def list_zichtbaar(toneel: Toneel, stap: Stap) -> list[Mapping[str, Any]]:
    """The answers of a step that everybody may see now, in the order of the log."""
    if _is_dicht(toneel, stap.id, leiding=False):
        return []
    kaarten = [k for k in toneel.staat.stand.list_kaarten(stap.id) if _may_see(toneel, k, leiding=False)]
    return [inhoud for k in kaarten if (inhoud := toneel.staat.inhoud(k.id)) is not None]


def number_kaarten(toneel: Toneel) -> dict[str, str]:
    """Numbers that stay: F per card of a facts step, W per card of a weighing. A withdrawn number stays taken."""
    nummers: dict[str, str] = {}
    tellers = {"F": 0, "W": 0}
    letters = {stap.id: _to_letter(stap) for stap in toneel.werkvorm.stappen}
    for kaart in toneel.staat.stand.kaarten.values():
        letter = letters.get(find_kaal(kaart.stap))
        if letter and not kaart.laat:
            tellers[letter] += 1
            nummers[kaart.id] = f"{letter}{tellers[letter]}"
    return nummers


def list_koppels(toneel: Toneel, kaart: str) -> tuple[str, ...]:
    """The living cards a card rests on: as set in the console, else as its writer said."""
    sturing = toneel.staat.stand.sturing
    eigen = (toneel.staat.inhoud(kaart) or {}).get("verwijst", ())
    kaarten = toneel.staat.stand.kaarten
    return tuple(k for k in sturing.koppels.get(kaart, tuple(eigen)) if k in kaarten and not kaarten[k].weg)


def _asks_koppel(toneel: Toneel, stap: Stap) -> bool:
    """A weighing or decision is asked what it rests on; ordering facts beside people is not."""
    kaal = {find_kaal(naam) for naam in stap.verwijst}
    return bool(stap.minstens_verwijst) or any(s.id in kaal and _to_letter(s) for s in toneel.werkvorm.stappen)


def _to_letter(stap: Stap) -> str:
    """F for a step that gathers facts, W for one that weighs them, else ''."""
    if stap.vorm.typen or (stap.venster == 2 and stap.vorm.soort in ("kolommen", "kaarten")):
        return "F"
    return "W" if stap.venster == 3 and stap.vorm.soort == "kolommen" else ""


def _draw_kaart(
    toneel: Toneel, stap: Stap, kaart: Kaart, nummers: Mapping[str, str], vraagt: bool, leiding: bool
) -> KaartBeeld:
    stand, inhoud = toneel.staat.stand, toneel.staat.inhoud(kaart.id) or {}
    koppels = list_koppels(toneel, kaart.id)
    return KaartBeeld(
        id=kaart.id,
        inhoud=inhoud,
        type=stand.sturing.typen.get(kaart.id, ""),
        rand=stand.sturing.typen.get(kaart.id, "") or ("onderbuik" if _is_gut(stap) else "geen-soort"),
        nummer=nummers.get(kaart.id, ""),
        rust_op=tuple(naam for k in koppels if (naam := nummers.get(k) or _shorten(toneel, k, leiding))),
        koppels=koppels,
        functie=_draw_functie(toneel, inhoud),
        uitgelicht=stand.sturing.uitgelicht == kaart.id,
        verborgen=kaart.id in stand.sturing.verborgen,
        wacht=kaart.id in stand.wacht,
        laat=kaart.laat,
        los=vraagt and len(koppels) < max(1, stap.minstens_verwijst),
    )


def _shorten(toneel: Toneel, kaart: str, leiding: bool) -> str:
    """A card without a number, by its first words; '' while its own board would not show them here."""
    doel = toneel.staat.stand.kaarten[kaart]
    if _is_dicht(toneel, doel.stap, leiding) or not _may_see(toneel, doel, leiding):
        return ""
    tekst = str((toneel.staat.inhoud(kaart) or {}).get("tekst", ""))
    return tekst if len(tekst) <= KORT else f"{tekst[:KORT].rsplit(' ', 1)[0]} …"


def _is_gut(stap: Stap) -> bool:
    """A first thought, asked before the facts, is a gut feeling by its place (practice G8)."""
    return stap.verborgen != "nee" and stap.vorm.soort == "kaarten" and stap.venster == 0 and stap.les == "niets"


def _draw_functie(toneel: Toneel, inhoud: Mapping[str, Any]) -> str:
    functie = str(inhoud.get("functie", ""))
    if functie and (inhoud.get("ook_alleen") or toneel.zaal.count_functies()[functie] > 1):
        return toneel.zaal.find_naam(functie)
    return ""


def _fill_kolommen(toneel: Toneel, stap: Stap, beelden: list[KaartBeeld], taal: str) -> tuple[KolomBeeld, ...]:
    if stap.onthul_per == "sector":
        return _fill_sectoren(toneel, beelden, taal)
    koppen = [(k.id, k.naam.to_taal(taal)) for k in stap.vorm.kolommen] or [("", "")]
    verplaatst = toneel.staat.stand.sturing.kolommen
    per_kolom: dict[str, list[KaartBeeld]] = {id: [] for id, _ in koppen}
    for beeld in beelden:
        kolom = verplaatst.get(beeld.id, str(beeld.inhoud.get("kolom", "")))
        per_kolom.get(kolom, per_kolom[koppen[0][0]]).append(beeld)
    return tuple(_fill_kolom(toneel, id, naam, per_kolom[id]) for id, naam in koppen)


def _fill_sectoren(toneel: Toneel, beelden: list[KaartBeeld], taal: str) -> tuple[KolomBeeld, ...]:
    """Cards per sector of at least two people; the rest stands together, so that nobody stands alone."""
    sectoren = toneel.zaal.list_sectoren()
    per: dict[str, list[KaartBeeld]] = {}
    for beeld in beelden:
        sector = str(beeld.inhoud.get("sector", ""))
        per.setdefault(sector if sector in sectoren else "", []).append(beeld)
    namen = {**dict(sorted(sectoren.items(), key=lambda s: s[1])), "": t(taal, "podium.andere_sectoren")}
    return tuple(_fill_kolom(toneel, id_, naam, per[id_]) for id_, naam in namen.items() if id_ in per)


def _fill_kolom(toneel: Toneel, kolom: str, naam: str, beelden: list[KaartBeeld]) -> KolomBeeld:
    bundels: list[BundelBeeld] = []
    gebundeld: set[str] = set()
    for bundel, leden in toneel.staat.stand.sturing.bundels.items():
        hier = tuple(b for b in beelden if b.id in leden)
        if len(hier) > 1:
            woord = toneel.staat.inhoud(bundel) or {}
            bundels.append(BundelBeeld(bundel, str(woord.get("tekst", "")), hier))
            gebundeld.update(b.id for b in hier)
    return KolomBeeld(kolom, naam, tuple(bundels), tuple(b for b in beelden if b.id not in gebundeld))
