"""De vouw: stand + feit = nieuwe stand. Kent elk soort feit en niets anders.

apply() never looks at a clock or a text; folding any prefix and then the rest equals folding all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from leersessie.verloop.feit import Feit
from leersessie.verloop.stand import LEEG, Groep, Kaart, Klokstand, PlanStap, Stand, Sturing

DIEPTE = 20
"""How many steering acts can be taken back."""

Inhoud = Mapping[str, Any]


def apply(stand: Stand, feit: Feit) -> Stand:
    """The state after one more fact. Raises KeyError for a kind that does not exist."""
    seq = stand.seq + 1
    if feit.soort in STURING:
        sturing = STURING[feit.soort](stand.sturing, feit.inhoud)
        verleden = stand.verleden
        if not feit.inhoud.get("vervolg"):  # an act of two facts is taken back as one
            verleden = (*verleden, (seq, feit.soort, stand.sturing))[-DIEPTE:]
        return replace(stand, seq=seq, stuurseq=seq, sturing=sturing, verleden=verleden)
    return replace(VERLOOP[feit.soort](replace(stand, seq=seq), feit.inhoud), seq=seq)


def fold(feiten: Iterable[Feit], stand: Stand = LEEG) -> Stand:
    """The state after all these facts, from `stand` on."""
    for feit in feiten:
        stand = apply(stand, feit)
    return stand


# ---- steering: what one undo takes back -----------------------------------------------------------------


def _begin_stap(s: Sturing, i: Inhoud) -> Sturing:
    stap, minuten = i["stap"], i["minuten"]
    geweest = s.geweest | {s.stap} if s.stap else s.geweest
    verborgen = s.verborgen_stappen | {stap} if i["verborgen"] else s.verborgen_stappen
    duur = minuten * 60_000
    return replace(
        s,
        stap=stap,
        geweest=geweest - {stap},
        verborgen_stappen=verborgen,
        dicht=s.dicht - {stap},
        klok=Klokstand(loopt=True, einde_ms=i["tijd"] + duur, duur_ms=duur) if duur else Klokstand(),
        beamer="stap",
        uitgelicht="",
        groep="",
        stoel="",
        stilte=False,
    )


def _reopen_stap(s: Sturing, i: Inhoud) -> Sturing:
    return replace(s, onthuld=s.onthuld - {i["stap"]}, dicht=s.dicht - {i["stap"]}, uitgelicht="")


def _set_klok(s: Sturing, i: Inhoud) -> Sturing:
    rest, duur = i["rest_ms"], max(s.klok.duur_ms, i["rest_ms"])
    if i["loopt"]:
        return replace(s, klok=Klokstand(loopt=True, einde_ms=i["tijd"] + rest, duur_ms=duur))
    return replace(s, klok=Klokstand(rest_ms=rest, duur_ms=duur))


def _toggle(verzameling: frozenset[str], waarde: str, aan: bool) -> frozenset[str]:
    return verzameling | {waarde} if aan else verzameling - {waarde}


def _set_bundel(s: Sturing, i: Inhoud) -> Sturing:
    """A card lies in one bundle at most; a bundle of fewer than two cards is no bundle."""
    leden = tuple(i["kaarten"])
    bundels = {b: tuple(k for k in kaarten if k not in leden) for b, kaarten in s.bundels.items()}
    bundels[i["bundel"]] = leden
    return replace(s, bundels={b: kaarten for b, kaarten in bundels.items() if len(kaarten) > 1})


def _make_groepen(s: Sturing, i: Inhoud) -> Sturing:
    """A new round of subgroups. What was made for this step before goes: its boards stay readable by their id."""
    eerder = tuple(replace(g, weg=True) if g.stap == i["stap"] else g for g in s.groepen)
    nieuw = tuple(Groep(g["id"], i["stap"], plek, g.get("thema", "")) for plek, g in enumerate(i["groepen"], start=1))
    return replace(s, groepen=(*eerder, *nieuw), groep="")


def _change_groep(s: Sturing, groep: str, **velden: Any) -> Sturing:
    groepen = tuple(replace(g, **velden) if g.id == groep else g for g in s.groepen)
    return replace(s, groepen=groepen, groep="" if s.groep == groep else s.groep)


STURING: dict[str, Callable[[Sturing, Inhoud], Sturing]] = {
    "stap_begonnen": _begin_stap,
    "stap_heropend": _reopen_stap,
    "onthuld": lambda s, i: replace(s, onthuld=s.onthuld | {i["stap"]}),
    "invoer_gezet": lambda s, i: replace(s, dicht=_toggle(s.dicht, i["stap"], not i["open"])),
    "klok_gezet": _set_klok,
    "klok_getoond": lambda s, i: replace(s, klok_zichtbaar=i["aan"]),
    "beamer_gewisseld": lambda s, i: replace(s, beamer=i["toont"], uitgelicht="", stilte=False),
    "stilte_gezet": lambda s, i: replace(s, stilte=i["aan"]),
    "kaart_uitgelicht": lambda s, i: replace(s, uitgelicht=i["kaart"]),
    "kaart_verborgen": lambda s, i: replace(
        s,
        verborgen=_toggle(s.verborgen, i["kaart"], i["aan"]),
        uitgelicht="" if s.uitgelicht == i["kaart"] else s.uitgelicht,
    ),
    "kaart_verplaatst": lambda s, i: replace(s, kolommen={**s.kolommen, i["kaart"]: i["kolom"]}),
    "kaart_getypeerd": lambda s, i: replace(s, typen={**s.typen, i["kaart"]: i["type"]}),
    "kaart_gekoppeld": lambda s, i: replace(s, koppels={**s.koppels, i["kaart"]: tuple(i["aan"])}),
    "bundel_gezet": _set_bundel,
    "zien_gezet": lambda s, i: replace(s, afgeschermd=_toggle(s.afgeschermd, i["stap"], not i["aan"])),
    "stoel_gezet": lambda s, i: replace(s, stoel=i["voor"], uitgelicht=""),
    "groepen_gemaakt": _make_groepen,
    "groep_samengevoegd": lambda s, i: s if i["groep"] == i["met"] else _change_groep(s, i["groep"], met=i["met"]),
    "groep_opgeheven": lambda s, i: _change_groep(s, i["groep"], weg=True),
    "groep_getoond": lambda s, i: replace(s, groep=i["groep"]),
}
GROEPFEITEN = frozenset({"groepen_gemaakt", "groep_samengevoegd", "groep_opgeheven", "teruggedraaid"})
"""Facts after which a phone may be in another group than before."""


# ---- the course of the session and its contributions ----------------------------------------------------


def _give(stand: Stand, i: Inhoud) -> Stand:
    kaart = Kaart(id=i["kaart"], stap=i["stap"], seq=stand.seq, laat=i.get("laat", False), groep=i.get("groep", ""))
    # lijkt een naam te bevatten: eerst kijkt de gespreksleider (outside Sturing, so that no undo shows it)
    wacht = stand.wacht | {kaart.id} if i.get("wacht") else stand.wacht
    return replace(stand, kaarten={**stand.kaarten, kaart.id: kaart}, wacht=wacht)


def _change(stand: Stand, i: Inhoud) -> Stand:
    """Other words on a living card; they may have to wait for the gespreksleider again."""
    kaart = stand.kaarten.get(i["kaart"])
    if kaart is None or kaart.weg:
        return stand
    wacht = stand.wacht | {kaart.id} if i.get("wacht") else stand.wacht
    return replace(stand, wacht=wacht, vrijgegeven=stand.vrijgegeven - {kaart.id})


def _hold(stand: Stand, i: Inhoud) -> Stand:
    """A name on a living card became certain later: it waits, unless the gespreksleider let it through already."""
    kaart = stand.kaarten.get(i["kaart"])
    if kaart is None or kaart.weg or kaart.id in stand.vrijgegeven:
        return stand
    return replace(stand, wacht=stand.wacht | {kaart.id})


def _let_through(stand: Stand, i: Inhoud) -> Stand:
    return replace(stand, wacht=stand.wacht - {i["kaart"]}, vrijgegeven=stand.vrijgegeven | {i["kaart"]})


def _remove(stand: Stand, i: Inhoud) -> Stand:
    """The words are gone. Nothing keeps pointing at the card, and undo cannot bring it back."""
    kaart = stand.kaarten.get(i["kaart"])
    if kaart is None:
        return stand
    verleden = tuple((seq, soort, _forget(s, kaart.id)) for seq, soort, s in stand.verleden)
    kaarten = {**stand.kaarten, kaart.id: replace(kaart, weg=True)}
    return replace(
        stand,
        kaarten=kaarten,
        wacht=stand.wacht - {kaart.id},
        vrijgegeven=stand.vrijgegeven - {kaart.id},
        sturing=_forget(stand.sturing, kaart.id),
        verleden=verleden,
    )


def _forget(s: Sturing, kaart: str) -> Sturing:
    bundels = {b: tuple(k for k in leden if k != kaart) for b, leden in s.bundels.items()}
    koppels = {van: tuple(k for k in naar if k != kaart) for van, naar in s.koppels.items() if van != kaart}
    return replace(
        s,
        uitgelicht="" if s.uitgelicht == kaart else s.uitgelicht,
        verborgen=s.verborgen - {kaart},
        bundels={b: leden for b, leden in bundels.items() if len(leden) > 1},
        koppels=koppels,
        kolommen={k: v for k, v in s.kolommen.items() if k != kaart},
        typen={k: v for k, v in s.typen.items() if k != kaart},
    )


def _undo(stand: Stand, i: Inhoud) -> Stand:
    """Put back the Sturing of before the last steering act; its seq is named so that two undos cannot collide."""
    if not stand.verleden or stand.verleden[-1][0] != i["seq"]:
        return stand
    return replace(stand, sturing=stand.verleden[-1][2], verleden=stand.verleden[:-1], stuurseq=stand.seq)


def _state(toestand: str) -> Callable[[Stand, Inhoud], Stand]:
    def change(stand: Stand, _: Inhoud) -> Stand:
        return replace(stand, toestand=toestand, stuurseq=stand.seq)

    return change


def _plan(stand: Stand, i: Inhoud) -> Stand:
    plan = tuple(PlanStap(p["id"], p["minuten"], p.get("overslaan", False)) for p in i["plan"])
    return replace(stand, plan=plan, modus=i.get("modus", stand.modus), stuurseq=stand.seq)


def _close(stand: Stand, _: Inhoud) -> Stand:
    sturing = replace(stand.sturing, klok=Klokstand(), uitgelicht="", stilte=False, beamer="verslag")
    return replace(stand, toestand="nabespreken", sturing=sturing, verleden=(), deur=False, stuurseq=stand.seq)


VERLOOP: dict[str, Callable[[Stand, Inhoud], Stand]] = {
    "gemaakt": lambda s, i: replace(_plan(s, i), toestand="gepland", verzegeld=frozenset(i.get("verzegeld", ()))),
    "plan_gewijzigd": _plan,
    "gepland": _state("gepland"),
    "geopend": lambda s, i: replace(s, toestand="open", deur=True, stuurseq=s.seq),
    "begonnen": _state("bezig"),
    "gepauzeerd": _state("gepauzeerd"),
    "hervat": _state("bezig"),
    "deur_gezet": lambda s, i: replace(s, deur=i["open"]),
    "bijdrage_gegeven": _give,
    "bijdrage_gewijzigd": _change,
    "bericht_gegeven": lambda s, i: s,
    "kaart_vrijgegeven": _let_through,
    "kaart_vastgehouden": _hold,
    "bijdrage_ingetrokken": _remove,
    "kaart_weggehaald": _remove,
    "teruggedraaid": _undo,
    "nabesproken": _close,
    "verslag_getoond": lambda s, i: replace(s, verslag_getoond=True),
    "gesloten": _state("gesloten"),
    "gewist": lambda s, i: Stand(seq=s.seq, toestand="gewist"),
}
