"""Een les in beeld: plekken als merktekens in de tekst, labels als woorden, en hoe ver een les op weg is.

Draws no HTML: pieces of plain text with the name of a form, so that a page can show form and word beside colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from leersessie.anonimiseren import MASK
from leersessie.anonimiseren.risico import STOP, Risico
from leersessie.i18n import t
from leersessie.i18n.weigering import NietGevonden, Weigering
from leersessie.lessen.controle import Plek
from leersessie.lessen.dagen import read_vandaag
from leersessie.lessen.publiceren import check_delen
from leersessie.lessen.sleutels import needs_sleutel1
from leersessie.lessen.vorm import DELEN, TEKSTVELDEN
from leersessie.lessen.zoeken import Facet
from leersessie.store.lessen import ConceptRij
from leersessie.store.verslagen import count_bezwaren
from leersessie.toegang.accounts import Ingelogd
from leersessie.web.bibliotheek import bibliotheek
from leersessie.web.huis import huis
from leersessie.web.vel import show_dag

VENSTERS = {"zo_zeg_je_het": 1, "succes": 2, "inzicht": 3, "werkafspraak": 4}
"""Which pane of the small window stands beside each kind of les; the word always stands there too."""


@dataclass(frozen=True, slots=True)
class Stuk:
    """A piece of text; `klasse` is the form of its mark ('' for plain text), `label` the word in it."""

    tekst: str
    klasse: str = ""
    label: str = ""
    nu: bool = False


@dataclass(frozen=True, slots=True)
class PlekBeeld:
    """One place to decide about, with what a person must know. `deel` is where it stands."""

    plek: Plek
    nummer: int
    woorden: str
    soort: str
    waarom: str
    deel: str
    elders: int
    """How many other places hold the same words."""

    @property
    def streng(self) -> bool:
        """True when letting it stand needs a reason."""
        return self.plek.tier == MASK


@dataclass(frozen=True, slots=True)
class Stand:
    """How far a les is on its way. `wacht` says what still keeps it, '' when nothing does."""

    concept: ConceptRij
    schrijft: bool
    nog: int
    sleutel1: bool
    sleutel1_nodig: bool
    sleutel2: bool
    bezwaren: int
    bezwaar_tot: str
    termijn_voorbij: bool
    wacht: str

    @property
    def toestand(self) -> str:
        """concept, beoordeling or klaar."""
        return self.concept.toestand


def list_beelden(inhoud: Mapping[str, Any], plekken: Iterable[Plek], taal: str) -> tuple[PlekBeeld, ...]:
    """The places as people read them, numbered through all parts."""
    alle = tuple(plekken)
    return tuple(
        PlekBeeld(
            plek=plek,
            nummer=nummer,
            woorden=str(inhoud[plek.veld])[plek.start : plek.end],
            soort=t(taal, f"anonimiseren.type_{plek.type.lower()}"),
            waarom=t(taal, plek.reden),
            deel=t(taal, f"lessen.deel_{plek.veld}"),
            elders=sum(ander.groep == plek.groep for ander in alle) - 1,
        )
        for nummer, plek in enumerate(alle, 1)
    )


def mark_delen(
    inhoud: Mapping[str, Any], plekken: Iterable[Plek], taal: str, *, nu: str = "", voorstel: bool = False
) -> tuple[tuple[str, str, tuple[Stuk, ...]], ...]:
    """Every part with words in it: (name, heading, pieces). `voorstel` shows it as others would read it."""
    alle = tuple(plekken)
    return tuple(
        (veld, t(taal, f"lessen.deel_{veld}"), tuple(_mark(str(inhoud[veld]), veld, alle, taal, nu, voorstel)))
        for veld in TEKSTVELDEN
        if inhoud[veld]
    )


def _mark(tekst: str, veld: str, plekken: Iterable[Plek], taal: str, nu: str, voorstel: bool) -> Iterable[Stuk]:
    plek_nu = 0
    for plek in sorted((p for p in plekken if p.veld == veld), key=lambda p: p.start):
        if plek.start > plek_nu:
            yield Stuk(tekst[plek_nu : plek.start])
        yield _mark_plek(tekst[plek.start : plek.end], plek, taal, nu, voorstel)
        plek_nu = plek.end
    if plek_nu < len(tekst):
        yield Stuk(tekst[plek_nu:])


def _mark_plek(woorden: str, plek: Plek, taal: str, nu: str, voorstel: bool) -> Stuk:
    soort = t(taal, f"anonimiseren.type_{plek.type.lower()}")
    is_nu = plek.sleutel == nu
    if plek.open and plek.type == "KENMERK":
        return Stuk(woorden, "kenmerk", soort, is_nu)
    if not plek.open:
        return Stuk(woorden) if voorstel else Stuk(woorden, "gelaten", t(taal, "lesblad.merk_blijft"), is_nu)
    if plek.tier != MASK:
        return Stuk(woorden, "kijken", f"{soort}?", is_nu)
    if voorstel:
        return Stuk(plek.voorstel, "nieuw", "", is_nu)
    return Stuk(woorden, "vervangen", soort, is_nu)


def is_schrijver(concept: ConceptRij, door: Ingelogd) -> bool:
    """True for whoever led the session or wrote in the les; none of them can be the second reader."""
    return door.account in (*concept.leiding, *concept.bewerkers)


def read_stand(concept: ConceptRij, door: Ingelogd, plekken: Iterable[Plek], taal: str) -> Stand:
    """Where this les is, and what still has to happen."""
    huis_ = huis()
    bezwaren = huis_.store.read(lambda verbinding: count_bezwaren(verbinding, concept.sessie))
    try:
        check_delen(huis_.store, huis_.config, concept)
        wacht = ""
    except Weigering as fout:
        wacht = t(taal, fout.sleutel, **fout.waarden)
    return Stand(
        concept=concept,
        schrijft=is_schrijver(concept, door),
        nog=sum(plek.open for plek in plekken),
        sleutel1=bool(concept.sleutel1_hash) and concept.sleutel1_hash == concept.tekst_hash,
        sleutel1_nodig=needs_sleutel1(huis_.config, concept),
        sleutel2=concept.sleutel2 is not None and concept.sleutel2_hash == concept.tekst_hash,
        bezwaren=bezwaren,
        bezwaar_tot=show_dag(concept.bezwaar_tot_dag),
        termijn_voorbij=read_vandaag(huis_.config).isoformat() > concept.bezwaar_tot_dag,
        wacht=wacht,
    )


# ---- labels -------------------------------------------------------------------------------------------------


def show_waarde(naam: str, waarde: str, taal: str) -> str:
    """A value of a filter as people say it."""
    if naam == "werkvorm":
        try:
            return bibliotheek().find_werkvorm(waarde).naam.to_taal(taal)
        except NietGevonden:
            return waarde
    if naam == "standaard":
        return t(taal, "lessen.standaard", nummer=waarde)
    if naam == "meldcode":
        return t(taal, "lessen.meldcode_stap", nummer=waarde)
    if naam == "jaar":
        return waarde
    return t(taal, f"lessen.{naam}_{waarde}")


def show_labels(labels: Mapping[str, Iterable[str]], taal: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The labels that may be shown: (name, heading, values)."""
    return tuple(
        (naam, t(taal, f"lesblad.filter_{naam}"), tuple(show_waarde(naam, str(w), taal) for w in waarden))
        for naam, waarden in labels.items()
    )


def show_facet(facet: Facet, taal: str) -> tuple[tuple[tuple[str, str, int], ...], str]:
    """The values of a filter with their names and counts, and the sentence about what is not counted apart."""
    rijen = tuple((waarde, _show_kort(facet.naam, waarde, taal), aantal) for waarde, aantal in facet.waarden)
    rest = ""
    if facet.overig:
        rest = f"{t(taal, 'lessen.overig')}: {facet.overig}"
    elif facet.klein:
        rest = f"{t(taal, 'lessen.overig')}: {t(taal, 'lessen.minder_dan', aantal=facet.grens).lower()}"
    return rijen, rest


def list_delen(inhoud: Mapping[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    """The parts that hold words, each with its lines."""
    return [(deel, split_regels(inhoud[deel])) for deel in DELEN if inhoud.get(deel)]


def _show_kort(naam: str, waarde: str, taal: str) -> str:
    """As show_waarde, under a heading that already says which list it is."""
    if naam == "standaard":
        return t(taal, "lesblad.standaard_kort", nummer=waarde)
    return show_waarde(naam, waarde, taal)


def split_regels(tekst: object) -> tuple[str, ...]:
    """The lines of a part, without empty ones."""
    return tuple(regel.strip() for regel in str(tekst).splitlines() if regel.strip())


def say_risicos(risicos: Iterable[Risico], taal: str) -> list[tuple[str, str]]:
    """Warnings about the whole les: (form of the line, sentence). Rare words have their own place in the text."""
    zinnen = []
    for risico in risicos:
        if risico.soort == "combinatie":
            zin = t(taal, "lesblad.risico_combinatie", aantal=risico.aantal, woorden=", ".join(risico.woorden))
            zinnen.append(("gevaar" if risico.ernst == STOP else "let-op", zin))
        elif risico.soort == "label":
            zinnen.append(("", t(taal, "lesblad.risico_label", aantal=risico.aantal)))
    return zinnen
