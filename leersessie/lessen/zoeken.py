"""Zoeken in het archief: dezelfde treffers op elke database, met filters die geen kleine groep verraden.

Full text may find one les: its text passed the gate. Labels may not: what may be seen of them says labels.py, and a
filter or a count looks at what is seen, never at what is hidden; hidden lessons count under 'overig'.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from leersessie.i18n.weigering import NietGevonden, Weigering
from leersessie.lessen.labels import ALTIJD, FILTERS, VOLGORDE, Zicht, list_waarden, make_zicht, read_maat
from leersessie.lessen.stammen import expand, iter_woorden, list_stammen, list_termen
from leersessie.lessen.vorm import DELEN
from leersessie.store import ZWAAR, Store
from leersessie.store import lessen as rijen
from leersessie.store.lessen import LesRij

PER_BLADZIJDE = 20
UITTREKSEL = 220
HOOGSTENS_TERMEN = 12
TITEL_GEWICHT = 3.0


@dataclass(frozen=True, slots=True)
class Stukje:
    """A piece of an excerpt; `raak` marks a word that was searched for. Plain text, never markup."""

    tekst: str
    raak: bool = False


@dataclass(frozen=True, slots=True)
class Treffer:
    """One les in a list. `labels` holds only what enough lessons share."""

    id: str
    titel: tuple[Stukje, ...]
    uittreksel: tuple[Stukje, ...]
    soort: str
    labels: Mapping[str, Any]
    jaar: int


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter: values with how many lessons, largest first, and how many more under 'overig'.

    `klein`: there are lessons that are not counted at all, because they are fewer than five together.
    """

    naam: str
    waarden: tuple[tuple[str, int], ...]
    overig: int
    klein: bool
    grens: int
    """Under so many is not counted apart."""


@dataclass(frozen=True, slots=True)
class LesMetLabels:
    """A les with the labels that this reader may see, for a file or a feed."""

    rij: LesRij
    labels: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Treffers:
    """The outcome of a search."""

    aantal: int
    lessen: tuple[Treffer, ...]
    facetten: tuple[Facet, ...]
    bladzijde: int
    bladzijden: int
    gegist: tuple[str, ...] = field(default=())
    """Words for which nothing was found as typed, but something close."""
    genegeerd: tuple[str, ...] = field(default=())
    """Words that stand in no les at all; the others were searched for."""


def search(
    store: Store,
    organisatie: int | None,
    vraag: str = "",
    filters: Mapping[str, str] | None = None,
    *,
    bladzijde: int = 1,
) -> Treffers:
    """Lessons this organisation may read. Without words: all, by title.

    Raises Weigering 'lessen.filter_onbekend', or 'lessen.filter_klein' when filters single out fewer than five.
    """
    keuze = {naam: waarde for naam, waarde in (filters or {}).items() if waarde}
    if set(keuze) - set(FILTERS):
        raise Weigering("lessen.filter_onbekend", status=400)
    return ZWAAR.run(_search, store, organisatie, vraag[:500], keuze, max(1, bladzijde))


def read_les(store: Store, organisatie: int | None, les: str) -> tuple[LesRij, Mapping[str, Any]]:
    """One les and the labels of it that may be shown. Raises NietGevonden."""

    def read(verbinding: Connection) -> tuple[LesRij | None, tuple[LesRij, ...]]:
        return rijen.find_les(verbinding, les, organisatie), rijen.list_lessen(verbinding, organisatie)

    rij, alle = store.read(read)
    if rij is None:
        raise NietGevonden
    return rij, _show_labels(make_zicht(alle, organisatie)[rij.id])


def list_alles(store: Store, organisatie: int | None) -> tuple[LesMetLabels, ...]:
    """Every les this organisation may read, by random id."""

    def gather() -> tuple[LesMetLabels, ...]:
        alle = store.read(lambda verbinding: rijen.list_lessen(verbinding, organisatie))
        zicht = make_zicht(alle, organisatie)
        return tuple(LesMetLabels(rij, _show_labels(zicht[rij.id])) for rij in alle)

    return ZWAAR.run(gather)


def find_verwant(store: Store, organisatie: int | None, les: str, hoogstens: int = 3) -> tuple[Treffer, ...]:
    """Lessons that share the most telling words with this one."""
    alle = store.read(lambda verbinding: rijen.list_lessen(verbinding, organisatie))
    eigen = next((rij for rij in alle if rij.id == les), None)
    if eigen is None:
        raise NietGevonden
    in_lessen = Counter(stam for rij in alle for stam in set(rij.stammen.split()))
    woorden = set(eigen.stammen.split())

    def weigh(rij: LesRij) -> float:
        samen = woorden & set(rij.stammen.split())
        return sum(math.log(len(alle) / in_lessen[stam]) for stam in samen) / math.sqrt(1 + len(rij.stammen.split()))

    zicht = make_zicht(alle, organisatie)
    rest = sorted(((weigh(rij), rij) for rij in alle if rij.id != les), key=lambda p: (-p[0], p[1].id))
    return tuple(_to_treffer(rij, frozenset(), zicht) for gewicht, rij in rest[:hoogstens] if gewicht > 0)


# ---- behind it ----------------------------------------------------------------------------------------------


def _search(store: Store, organisatie: int | None, vraag: str, keuze: Mapping[str, str], bladzijde: int) -> Treffers:
    alle = store.read(lambda verbinding: rijen.list_lessen(verbinding, organisatie))
    zicht, k = make_zicht(alle, organisatie), read_maat(organisatie).k
    _check_filters(zicht, keuze, k)
    termen = list(dict(list_termen(vraag)).items())[:HOOGSTENS_TERMEN]
    woordenschat = sorted({stam for rij in alle for stam in rij.stammen.split()}) if termen else []
    ruim = [expand(stam, woordenschat, woord) for stam, woord in termen]
    bekend = [groep for groep in ruim if groep]
    gevonden = alle
    if termen:
        ids = store.read(lambda verbinding: rijen.match_stammen(verbinding, bekend))
        gevonden = _rank([rij for rij in alle if rij.id in ids], alle, bekend)
    else:
        gevonden = tuple(sorted(alle, key=lambda rij: (rij.titel.casefold(), rij.id)))
    gevonden = tuple(rij for rij in gevonden if _passes(zicht[rij.id], keuze))
    raak = frozenset(stam for groep in ruim for stam in groep)
    bladzijden = max(1, math.ceil(len(gevonden) / PER_BLADZIJDE))
    plek = min(bladzijde, bladzijden) - 1
    deel = gevonden[plek * PER_BLADZIJDE : (plek + 1) * PER_BLADZIJDE]
    return Treffers(
        aantal=len(gevonden),
        lessen=tuple(_to_treffer(rij, raak, zicht) for rij in deel),
        facetten=_make_facetten(gevonden, zicht, k),
        bladzijde=plek + 1,
        bladzijden=bladzijden,
        gegist=tuple(w for (_, w), groep in zip(termen, ruim, strict=True) if groep and max(groep.values()) < 2),
        genegeerd=tuple(w for (_, w), groep in zip(termen, ruim, strict=True) if not groep and bekend),
    )


def _rank(gevonden: Iterable[LesRij], alle: tuple[LesRij, ...], ruim: list[dict[str, float]]) -> tuple[LesRij, ...]:
    """Best first: rare words, words in the title, words as they were typed. Ties by the random id."""
    in_lessen = Counter(stam for rij in alle for stam in set(rij.stammen.split()))

    def weigh(rij: LesRij) -> float:
        keer, titel = Counter(rij.stammen.split()), set(list_stammen(rij.titel))
        score = 0.0
        for groep in ruim:
            score += max(
                past
                * math.log(1 + len(alle) / in_lessen[stam])
                * (1 + math.log(keer[stam]) + TITEL_GEWICHT * (stam in titel))
                if keer[stam]
                else 0.0
                for stam, past in groep.items()
            )
        return score

    return tuple(sorted(gevonden, key=lambda rij: (-round(weigh(rij), 9), rij.id)))


def _passes(gezien: Mapping[str, tuple[str, ...]], keuze: Mapping[str, str]) -> bool:
    return all(waarde in gezien.get(naam, ()) for naam, waarde in keuze.items())


def _check_filters(zicht: Zicht, keuze: Mapping[str, str], k: int) -> None:
    """Labels alone may not single out a small group, one by one or together. The year is always there.

    Nothing at all is refused too: otherwise the answer tells a small group from none.
    """
    if any(naam != "jaar" for naam in keuze) and sum(_passes(gezien, keuze) for gezien in zicht.values()) < k:
        raise Weigering("lessen.filter_klein")


def _make_facetten(gevonden: Iterable[LesRij], zicht: Zicht, k: int) -> tuple[Facet, ...]:
    lessen = list(gevonden)
    return tuple(facet for naam in FILTERS if (facet := _make_facet(naam, lessen, zicht, k)) is not None)


def _make_facet(naam: str, lessen: list[LesRij], zicht: Zicht, k: int) -> Facet | None:
    """Counts of one filter within what was found. What is under k goes to 'overig', and so does the smallest other
    value while 'overig' itself is under k: otherwise the missing number could be worked out."""
    per_waarde: Counter[str] = Counter(w for les in lessen for w in zicht[les.id].get(naam, ()))
    groot = {w: n for w, n in per_waarde.items() if n >= k}
    rest = _count_rest(lessen, zicht, naam, groot)
    while groot and 0 < rest < k:
        del groot[min(groot, key=lambda w: (groot[w], w))]
        rest = _count_rest(lessen, zicht, naam, groot)
    if not groot:
        return None
    rij_ = tuple(sorted(groot.items(), key=lambda p: (-p[1], p[0])))
    return Facet(naam, rij_, rest if rest >= k else 0, 0 < rest < k, k)


def _count_rest(lessen: list[LesRij], zicht: Zicht, naam: str, groot: Mapping[str, int]) -> int:
    """Lessons with a value for this filter, hidden or not, that is not shown here."""
    return sum(
        bool(list_waarden(les.labels, naam) if naam in VOLGORDE else zicht[les.id].get(naam))
        and not any(w in groot for w in zicht[les.id].get(naam, ()))
        for les in lessen
    )


def _show_labels(gezien: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The labels of a les that may be seen; the wider group only where its theme is not."""
    return {
        naam: gezien[naam]
        for naam in FILTERS
        if naam in gezien and naam not in ALTIJD and not (naam == "themagroep" and "thema" in gezien)
    }


def _to_treffer(rij: LesRij, raak: frozenset[str], zicht: Zicht) -> Treffer:
    return Treffer(
        id=rij.id,
        titel=tuple(_mark(rij.titel, raak)),
        uittreksel=tuple(_mark(_cut(rij, raak), raak)),
        soort=rij.soort,
        labels=_show_labels(zicht[rij.id]),
        jaar=rij.jaar,
    )


def _mark(tekst: str, raak: frozenset[str]) -> list[Stukje]:
    """The text in pieces; words whose stem was searched for are marked."""
    stukjes: list[Stukje] = []
    plek = 0
    for start, end, stam in iter_woorden(tekst):
        if stam in raak:
            if plek < start:
                stukjes.append(Stukje(tekst[plek:start]))
            stukjes.append(Stukje(tekst[start:end], raak=True))
            plek = end
    if plek < len(tekst):
        stukjes.append(Stukje(tekst[plek:]))
    return stukjes


def _cut(rij: LesRij, raak: frozenset[str]) -> str:
    """The stretch of about two lines with the most words that were searched for; else the beginning."""
    beste, meeste = "", -1
    for deel in DELEN:
        tekst = " ".join(str(rij.inhoud.get(deel, "")).split())
        plekken = [start for start, _, stam in iter_woorden(tekst) if stam in raak]
        for begin in plekken or [0]:
            aantal = sum(begin <= plek < begin + UITTREKSEL - 40 for plek in plekken)
            if tekst and aantal > meeste:
                beste, meeste = _window(tekst, max(0, begin - 40)), aantal
    return beste


def _window(tekst: str, begin: int) -> str:
    if begin:
        begin = tekst.find(" ", begin) + 1
    einde = begin + UITTREKSEL
    if einde < len(tekst):
        einde = tekst.rfind(" ", begin, einde) if " " in tekst[begin:einde] else einde
    return ("… " if begin else "") + tekst[begin:einde] + (" …" if einde < len(tekst) else "")
