"""Van TOML naar een Werkvorm, met alle gebreken in een keer in plaats van de eerste.

Refuses to know files, sessions and screens; what is wrong across steps is judged in keuring.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from typing import Any

from leersessie.i18n import Tekst
from leersessie.i18n.gebrek import Gebrek, read_regel
from leersessie.invoer import Keus, Vorm
from leersessie.werkvormen import sleutels as sl
from leersessie.werkvormen.keuring import check_geheel
from leersessie.werkvormen.model import Draaiboek, Groepen, Poort, Stap, Tak, Werkvorm
from leersessie.werkvormen.tabel import LEEG, Melder, Tabel

_NAAM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
NAAM_TEKENS, ID_TEKENS = 60, 40


class WerkvormFout(Exception):
    """A werkvorm file that cannot be used; `gebreken` says why. The message holds no line of the file."""

    def __init__(self, bestand: str, gebreken: tuple[Gebrek, ...]) -> None:
        super().__init__(f"{bestand}: {len(gebreken)} gebreken")
        self.bestand = bestand
        self.gebreken = gebreken


def read_werkvorm(tekst: str, bestand: str, taal: str = "nl") -> Werkvorm:
    """The werkvorm in this TOML text. Raises WerkvormFout with every finding (in `taal`) when it is not sound.

    `bestand` is only a name to show.
    """
    werkvorm, gebreken = _read(tekst, bestand, taal)
    if werkvorm is None or gebreken:
        raise WerkvormFout(bestand, tuple(gebreken))
    return werkvorm


def check_werkvorm(tekst: str, bestand: str, taal: str = "nl") -> list[Gebrek]:
    """Everything that is wrong with this TOML text, in the order of the file; empty when it can be used."""
    return _read(tekst, bestand, taal)[1]


def _read(tekst: str, bestand: str, taal: str) -> tuple[Werkvorm | None, list[Gebrek]]:
    tekst = tekst.removeprefix("\ufeff").replace("\r\n", "\n")
    melder = Melder(tekst, bestand, taal)
    if len(tekst.encode("utf-8", "replace")) > sl.BESTAND_BYTES:
        melder.note(None, "", "te_groot", hoogstens=sl.BESTAND_BYTES // 1000)
        return None, melder.gebreken
    try:
        ruw = tomllib.loads(tekst)
    except RecursionError:
        melder.note(None, "", "te_diep")
        return None, melder.gebreken
    except ValueError as fout:  # also covers numbers of thousands of digits
        melder.note(None, "", "toml", regel=read_regel(str(fout)), melding=str(fout))
        return None, melder.gebreken
    werkvorm = _read_top(Tabel(ruw, sl.TOP, melder))
    check_geheel(werkvorm, melder)
    return werkvorm, melder.gebreken


def _read_top(top: Tabel) -> Werkvorm:
    naam = top.name("werkvorm")
    if "werkvorm" in top.ruw and not (_NAAM.fullmatch(naam) and len(naam) <= NAAM_TEKENS):
        top.note("werkvorm", "geen_naam", waarde=naam, hoogstens=NAAM_TEKENS)
    return Werkvorm(
        id=naam,
        versie=top.number("versie", 1),
        naam=top.text("naam"),
        doel=top.text("doel"),
        kies_als=top.texts("kies_als"),
        kies_niet_als=top.texts("kies_niet_als"),
        groep=_read_groep(top),
        minuten=top.number("minuten"),
        rollen=top.names("rollen"),
        casus=top.name("casus", "mag"),
        regels=top.texts("regels"),
        bron=top.text("bron"),
        zekerheid=top.text("zekerheid"),
        stappen=_read_stappen(top),
        groepen=_read_groepen(top),
        afwegingskader=top.flag("afwegingskader"),
        voor=top.name("voor"),
        vensters=top.flag("vensters"),
    )


def _read_groep(top: Tabel) -> tuple[int, int, str]:
    groep = top.table("groep", sl.GROEP)
    if groep is None:
        return (2, 200, "")
    laagste, hoogste, ideaal = groep.number("min", 2), groep.number("max", 200), groep.name("ideaal")
    if laagste > hoogste:
        groep.note("max", "groep_omgekeerd", laagste=laagste, hoogste=hoogste)
    if "ideaal" in groep.ruw and isinstance(groep.ruw["ideaal"], str) and not ideaal.strip():
        groep.note("ideaal", "lege_tekst", sleutel="ideaal")
    return (laagste, hoogste, ideaal)


def _read_groepen(top: Tabel) -> Groepen | None:
    tabel = top.table("groepen", sl.GROEPEN)
    if tabel is None:
        return None
    themas, aantal = _read_keuzen(tabel, "themas"), tabel.number("aantal")
    if themas and aantal and aantal != len(themas):
        tabel.note("aantal", "groepen_aantal", aantal=aantal, themas=len(themas))
    elif not themas and "aantal" not in tabel.ruw:
        tabel.note("aantal", "ontbreekt", sleutel="aantal")
    return Groepen(len(themas) or aantal or 2, tabel.name("kies", "leider"), themas)


def _read_stappen(top: Tabel) -> tuple[Stap, ...]:
    if "stap" not in top.ruw:
        return ()
    rij = top.ruw["stap"]
    if not isinstance(rij, list) or not rij or not all(isinstance(stap, dict) for stap in rij):
        top.note("stap", "stap_geen_lijst")
        return ()
    if len(rij) > sl.HOOGSTENS_STAPPEN:
        top.note("stap", "te_veel_stappen", aantal=len(rij), hoogstens=sl.HOOGSTENS_STAPPEN)
        return ()
    return tuple(_read_stap(ruw, nr, top.melder) for nr, ruw in enumerate(rij))


def _read_stap(ruw: dict[str, Any], nr: int, melder: Melder) -> Stap:
    if isinstance(ruw.get("stap"), str) and len(ruw["stap"]) <= ID_TEKENS:
        melder.stapnamen[nr] = ruw["stap"]
    tabel = Tabel(ruw, sl.STAP, melder, nr)
    typt = tabel.name("typt", "niemand")
    return Stap(
        id=_read_id(tabel, "stap", tabel.name("stap")),
        titel=tabel.text("titel"),
        wie=tabel.name("wie", "allen"),
        typt=typt,
        vorm=_read_vorm(tabel),
        minuten=tabel.number("minuten"),
        verborgen=tabel.name("verborgen", "tot-onthulling" if typt == "ieder" else "nee"),
        vraag=tabel.texts("vraag"),
        venster=tabel.number("venster"),
        verwijst=tabel.names("verwijst"),
        toont=tabel.names("toont"),
        poort=_read_poort(tabel),
        verslag=tabel.name("verslag", "niets"),
        les=tabel.name("les", "niets"),
        herhaal=tabel.number("herhaal", 1),
        wissen=tabel.flag("wissen"),
        toestemming=tabel.flag("toestemming"),
        uit_lijst=tabel.name("uit_lijst"),
        onmisbaar=tabel.flag("onmisbaar"),
        overslaan=tabel.flag("overslaan"),
        **_read_voorbeelden(tabel),
        draaiboek=_read_draaiboek(tabel),
        vraag_groep=_read_vraag_groep(tabel),
        wissel=tabel.flag("wissel"),
        themas_wissel=_read_keuzen(tabel, "themas_wissel"),
        galerij=tabel.flag("galerij"),
        tak=_read_takken(tabel),
        minstens_verwijst=tabel.number("minstens_verwijst"),
        waardeer=_read_keuzen(tabel, "waardeer"),
        zwijgt=tabel.names("zwijgt"),
        onthul_per=tabel.name("onthul_per"),
    )


def _read_vorm(stap: Tabel) -> Vorm:
    return Vorm(
        soort=stap.name("soort", "geen"),
        kolommen=_read_keuzen(stap, "kolommen"),
        opties=_read_keuzen(stap, "opties"),
        punten=_read_keuzen(stap, "punten"),
        hoogstens=stap.number("hoogstens") or None,
        zinsbegin=stap.text("zinsbegin") if "zinsbegin" in stap.ruw else None,
        typen=stap.flag("typen"),
        meerdere=stap.number("meerdere", 1),
        grens=stap.number("grens") or None,
        beeld=stap.name("beeld"),
    )


def _read_rij(tabel: Tabel, veld: str) -> Sequence[object]:
    """A list that is not longer than it may be; empty when absent or wrong."""
    rij, hoogstens = tabel.items(veld), sl.HOOGSTENS_LIJST[veld]
    if len(rij) > hoogstens:
        tabel.note(veld, "te_veel", sleutel=veld, aantal=len(rij), hoogstens=hoogstens)
        return ()
    return rij


def _read_keuzen(stap: Tabel, veld: str) -> tuple[Keus, ...]:
    rij = _read_rij(stap, veld)
    keuzen = tuple(_read_keus(stap, f"{veld}[{i + 1}]", ruw) for i, ruw in enumerate(rij))
    ids = [keus.id for keus in keuzen if keus.id]
    for dubbel in dict.fromkeys(i for i in ids if ids.count(i) > 1):
        stap.note(veld, "dubbele_keus", sleutel=veld, id=dubbel)
    return keuzen


def _read_keus(stap: Tabel, veld: str, ruw: object) -> Keus:
    """A column, option or field: a text, {nl, en}, or a table with id, tekens, and naam or nl and en."""
    if not isinstance(ruw, dict):
        naam = stap.read_text(veld, ruw)
        return Keus(_make_id(stap, veld, naam), naam)
    tabel = Tabel(ruw, sl.KEUS, stap.melder, stap.nr, f"{stap.pad}{veld}.")
    if ("naam" in ruw) == ("nl" in ruw):
        tabel.note("naam", "keus_zonder_naam", sleutel=veld)
        naam = LEEG
    else:
        naam = tabel.text("naam") if "naam" in ruw else tabel.read_talen()
    eigen = tabel.name("id")
    keus_id = _read_id(tabel, "id", eigen) if "id" in ruw else _make_id(stap, veld, naam)
    return Keus(keus_id, naam, tabel.number("tekens") or None)


def _make_id(stap: Tabel, veld: str, naam: Tekst) -> str:
    """An id from the Dutch name: small letters, digits and hyphens."""
    kaal = unicodedata.normalize("NFKD", naam.nl).encode("ascii", "ignore").decode().lower()
    keus_id = re.sub(r"[^a-z0-9]+", "-", kaal).strip("-")[:ID_TEKENS].rstrip("-")
    if naam.nl and not keus_id:
        stap.note(veld, "geen_id", waarde=naam.nl)
    return keus_id


def _read_id(tabel: Tabel, veld: str, waarde: str) -> str:
    if veld in tabel.ruw and not (_ID.fullmatch(waarde) and len(waarde) <= ID_TEKENS):
        tabel.note(veld, "vreemd_id", waarde=waarde, hoogstens=ID_TEKENS)
    return waarde


def _read_poort(stap: Tabel) -> Poort | None:
    poort = stap.table("poort", sl.POORT)
    if poort is None:
        return None
    soort = poort.name("soort")
    gelezen = Poort(soort, poort.text("zin"), poort.number("aantal", 1), poort.name("kolom"))
    return gelezen if soort else None


def _read_takken(stap: Tabel) -> tuple[Tak, ...]:
    tabellen = stap.read_tables("tak", _read_rij(stap, "tak"), sl.TAK)
    return tuple(
        Tak(t.name("stap"), t.name("optie"), t.name("naar"), t.text("zin"), t.number("minstens", 1), t.flag("meeste"))
        for t in tabellen
    )


def _read_vraag_groep(stap: Tabel) -> tuple[tuple[str, Tekst], ...]:
    tabellen = stap.read_tables("vraag_groep", _read_rij(stap, "vraag_groep"), sl.VRAAG_GROEP)
    return tuple((t.name("thema"), t.read_talen()) for t in tabellen)


def _read_draaiboek(stap: Tabel) -> Draaiboek:
    boek = stap.table("draaiboek", sl.DRAAIBOEK)
    return Draaiboek() if boek is None else Draaiboek(boek.texts("zeg"), boek.texts("let_op"), boek.texts("anders"))


def _read_voorbeelden(stap: Tabel) -> dict[str, Any]:
    """The examples, and beside each where it belongs and its type."""
    rij = _read_rij(stap, "voorbeelden")
    gelezen = [_read_voorbeeld(stap, f"voorbeelden[{i + 1}]", ruw) for i, ruw in enumerate(rij)]
    namen = ("voorbeelden", "voorbeeld_bij", "voorbeeld_typ")
    return {naam: tuple(deel[plek] for deel in gelezen) for plek, naam in enumerate(namen)}


def _read_voorbeeld(stap: Tabel, veld: str, ruw: object) -> tuple[Tekst, str, str]:
    if not isinstance(ruw, dict):
        return (stap.read_text(veld, ruw), "", "")
    tabel = Tabel(ruw, sl.VOORBEELD, stap.melder, stap.nr, f"{veld}.")
    return (tabel.read_talen(), tabel.name("bij"), tabel.name("typ"))
