"""De keuring van wat een stap nog meer kan: takken, zwijgende rollen, waardering en waar een kaart op rust."""

from __future__ import annotations

from collections.abc import Mapping

from leersessie.i18n.gebrek import find_nearest
from leersessie.werkvormen import sleutels as sl
from leersessie.werkvormen.model import Stap, Tak, Werkvorm
from leersessie.werkvormen.tabel import Melder


def check_stap(nr: int, stap: Stap, eerder: Mapping[str, Stap], werkvorm: Werkvorm, melder: Melder) -> None:
    """Note what is wrong with the rarer keys of one step; `eerder` are the steps before it."""
    _check_takken(nr, stap, {**eerder, stap.id: stap}, werkvorm, melder)
    _check_zwijgt(nr, stap, werkvorm, melder)
    _check_waardeer(nr, stap, eerder, werkvorm, melder)
    _check_getallen(nr, stap, eerder, melder)
    if stap.onthul_per and (stap.typt != "ieder" or stap.verborgen == "nee"):
        melder.note(nr, "onthul_per", "onthul_per_open")
    if stap.uit_lijst and (stap.vorm.opties or stap.vorm.punten):
        melder.note(nr, "uit_lijst", "lijst_dubbel", lijst=stap.uit_lijst)
    if stap.uit_lijst and stap.vorm.soort == "schaal" and stap.uit_lijst not in sl.LIJSTEN_SCHAAL:
        melder.note(nr, "uit_lijst", "lijst_te_lang", lijst=stap.uit_lijst, keuzes=", ".join(sl.LIJSTEN_SCHAAL))


def _check_takken(nr: int, stap: Stap, bekend: Mapping[str, Stap], werkvorm: Werkvorm, melder: Melder) -> None:
    gezien: set[tuple[str, str, int, bool]] = set()
    for i, tak in enumerate(stap.tak, start=1):
        veld = f"tak[{i}]"
        if melder.has_fout(nr, f"{veld}.stap", f"{veld}.optie", f"{veld}.naar"):
            continue
        if not _check_keuze(nr, tak, veld, bekend, werkvorm, melder):
            continue
        _check_naar(nr, stap, tak, veld, werkvorm, melder)
        wanneer = (tak.stap, tak.optie, tak.minstens, tak.meeste)
        if wanneer in gezien:
            melder.note(nr, veld, "tak_dubbel", optie=tak.optie)
        gezien.add(wanneer)
        if tak.minstens > werkvorm.groep[1] and not melder.has_fout(None, "groep"):
            melder.note(nr, veld, "tak_onbereikbaar", minstens=tak.minstens, hoogste=werkvorm.groep[1])


def _check_keuze(nr: int, tak: Tak, veld: str, bekend: Mapping[str, Stap], werkvorm: Werkvorm, melder: Melder) -> bool:
    """True when the branch looks at an option that can be chosen by then."""
    keuze = bekend.get(tak.stap)
    if keuze is None:
        later = werkvorm.find_stap(tak.stap) is not None
        lijkt = "" if later else find_nearest(tak.stap, bekend)
        code = "verwijzing_later" if later else ("verwijzing_onbekend_lijkt" if lijkt else "verwijzing_onbekend")
        melder.note(nr, veld, code, sleutel="tak", stap=tak.stap, lijkt=lijkt)
        return False
    if keuze.vorm.soort != "keuze":
        melder.note(nr, veld, "tak_geen_keuze", stap=tak.stap)
        return False
    opties = [optie.id for optie in keuze.vorm.opties]
    if tak.optie not in opties and not keuze.uit_lijst:
        lijkt = find_nearest(tak.optie, opties)
        code = "tak_optie_lijkt" if lijkt else "tak_optie"
        melder.note(nr, veld, code, stap=tak.stap, optie=tak.optie, lijkt=lijkt, opties=", ".join(opties) or "–")
        return False
    return True


def _check_naar(nr: int, stap: Stap, tak: Tak, veld: str, werkvorm: Werkvorm, melder: Melder) -> None:
    if tak.naar == stap.id:
        melder.note(nr, veld, "tak_zelf", stap=stap.id)
    elif werkvorm.find_stap(tak.naar) is None:
        namen = [s.id for s in werkvorm.stappen if s.id != stap.id]
        lijkt = find_nearest(tak.naar, namen)
        code = "tak_naar_lijkt" if lijkt else "tak_naar"
        melder.note(nr, veld, code, stap=tak.naar, lijkt=lijkt)


def _check_zwijgt(nr: int, stap: Stap, werkvorm: Werkvorm, melder: Melder) -> None:
    for rol in stap.zwijgt:
        if rol not in werkvorm.rollen and not melder.has_fout(None, "rollen"):
            melder.note(nr, "zwijgt", "rol_mist", sleutel="zwijgt", waarde=rol, rol=rol)
        if rol == sl.ROL_VAN_TYPT.get(stap.typt) or rol == sl.ROL_VAN_WIE.get(stap.wie):
            melder.note(nr, "zwijgt", "zwijgt_doet_mee", rol=rol)


def _check_waardeer(nr: int, stap: Stap, eerder: Mapping[str, Stap], werkvorm: Werkvorm, melder: Melder) -> None:
    if not stap.waardeer or melder.has_fout(nr, "verwijst", "soort", "waardeer"):
        return
    if not any(naam in eerder and eerder[naam].vorm.soort == "vragen" for naam in stap.verwijst):
        melder.note(nr, "waardeer", "waardeer_niets")
    if "inbrenger" not in werkvorm.rollen and not melder.has_fout(None, "rollen"):
        melder.note(nr, "waardeer", "rol_mist", sleutel="waardeer", waarde="…", rol="inbrenger")
    if len(stap.waardeer) < 2:
        melder.note(nr, "waardeer", "waardeer_een")


def _check_getallen(nr: int, stap: Stap, eerder: Mapping[str, Stap], melder: Melder) -> None:
    vorm = stap.vorm
    if stap.minstens_verwijst and not stap.verwijst and not melder.has_fout(nr, "verwijst"):
        melder.note(nr, "minstens_verwijst", "verwijst_mist")
    if vorm.soort != "keuze" or vorm.meerdere == 1:
        return
    if vorm.opties and vorm.meerdere > len(vorm.opties):
        melder.note(nr, "meerdere", "meerdere_te_veel", meerdere=vorm.meerdere, opties=len(vorm.opties))
    opties = [optie.id for optie in vorm.opties]
    for naam in stap.verwijst:
        toen = eerder[naam].vorm if naam in eerder else None
        if toen is not None and toen.soort == "keuze" and opties and [o.id for o in toen.opties] == opties:
            melder.note(nr, "meerdere", "meerdere_tweemaal", stap=naam)
