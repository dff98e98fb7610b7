"""De keuring van een hele werkvorm: wat elk veld apart niet kan weten.

Order of steps, minutes together, roles, what a kind of input needs. Notes findings, never mends them itself.
"""

from __future__ import annotations

from leersessie.i18n.gebrek import find_nearest
from leersessie.invoer import SOORTEN
from leersessie.werkvormen import sleutels as sl
from leersessie.werkvormen.keuring_groepen import check_groepen
from leersessie.werkvormen.keuring_stap import check_stap
from leersessie.werkvormen.model import Stap, Werkvorm
from leersessie.werkvormen.tabel import Melder


def check_geheel(werkvorm: Werkvorm, melder: Melder) -> None:
    """Note what is wrong across steps. Fields that were already reported are not reported again."""
    _check_minuten(werkvorm, melder)
    _check_ids(werkvorm, melder)
    _check_vensters(werkvorm, melder)
    _check_rollen(werkvorm, melder)
    check_groepen(werkvorm, melder)
    eerder: dict[str, Stap] = {}
    for nr, stap in enumerate(werkvorm.stappen):
        _check_vorm(nr, stap, melder)
        _check_typt(nr, stap, melder)
        _check_verwijzingen(nr, stap, eerder, werkvorm, melder)
        _check_poort(nr, stap, melder)
        _check_voorbeelden(nr, stap, melder)
        check_stap(nr, stap, eerder, werkvorm, melder)
        eerder.setdefault(stap.id, stap)


def _check_minuten(werkvorm: Werkvorm, melder: Melder) -> None:
    if not werkvorm.stappen or any(veld in ("minuten", "herhaal", "overslaan") for _, veld in melder.plekken):
        return
    samen = sum(stap.minuten * stap.herhaal for stap in werkvorm.stappen if not stap.overslaan)
    if samen != werkvorm.minuten:
        melder.note(None, "minuten", "minuten_som", samen=samen, minuten=werkvorm.minuten)
    momenten = sum(1 for stap in werkvorm.stappen if stap.typt == "ieder" and not stap.overslaan)
    if momenten > sl.HOOGSTENS_IEDER:
        melder.note(None, "stap", "te_veel_ieder", aantal=momenten, hoogstens=sl.HOOGSTENS_IEDER)


def _check_ids(werkvorm: Werkvorm, melder: Melder) -> None:
    gezien: set[str] = set()
    for nr, stap in enumerate(werkvorm.stappen):
        if stap.id and stap.id in gezien:
            melder.note(nr, "stap", "dubbele_stap", stap=stap.id)
        gezien.add(stap.id)


def _check_vensters(werkvorm: Werkvorm, melder: Melder) -> None:
    if not werkvorm.vensters or not werkvorm.stappen:
        return
    mist = sorted({1, 2, 3, 4} - {stap.venster for stap in werkvorm.stappen})
    if mist:
        melder.note(None, "vensters", "venster_mist", vensters=", ".join(map(str, mist)))


def _check_rollen(werkvorm: Werkvorm, melder: Melder) -> None:
    if melder.has_fout(None, "rollen"):
        return
    for nr, stap in enumerate(werkvorm.stappen):
        for veld, waarde, rol in (
            ("wie", stap.wie, sl.ROL_VAN_WIE.get(stap.wie, "")),
            ("typt", stap.typt, sl.ROL_VAN_TYPT.get(stap.typt, "")),
        ):
            if rol and rol not in werkvorm.rollen and not melder.has_fout(nr, veld):
                melder.note(nr, veld, "rol_mist", sleutel=veld, waarde=waarde, rol=rol)


def _check_vorm(nr: int, stap: Stap, melder: Melder) -> None:
    if melder.has_fout(nr, "soort"):
        return
    vorm = stap.vorm
    gegeven = {
        "opties": bool(vorm.opties),
        "punten": bool(vorm.punten),
        "kolommen": bool(vorm.kolommen),
        "typen": vorm.typen,
        "hoogstens": vorm.hoogstens is not None,
        "uit_lijst": bool(stap.uit_lijst),
        "grens": vorm.grens is not None,
        "beeld": bool(vorm.beeld),
        "meerdere": vorm.meerdere > 1,
        "minstens_verwijst": bool(stap.minstens_verwijst),
        "waardeer": bool(stap.waardeer),
        "onthul_per": bool(stap.onthul_per),
    }
    for veld, soorten in sl.ALLEEN_BIJ.items():
        if gegeven[veld] and vorm.soort not in soorten:
            melder.note(nr, veld, "hoort_niet_bij", sleutel=veld, soort=vorm.soort, soorten=", ".join(soorten))
    veld, minstens = sl.VRAAGT.get(vorm.soort, ("", 0))
    lijst = stap.verwijst if veld == "verwijst" else getattr(vorm, veld or "opties")
    if minstens and not melder.has_fout(nr, veld) and not stap.uit_lijst and len(lijst) < minstens:
        melder.note(nr, veld, "lijst_nodig", sleutel=veld, soort=vorm.soort, minstens=minstens)
    if vorm.soort == "stemmen" and stap.les == "kern":
        melder.note(nr, "les", "stem_geen_kern")
    if vorm.soort != "tekst":
        for veld, keuzen in (("kolommen", vorm.kolommen), ("opties", vorm.opties), ("punten", vorm.punten)):
            for keus in keuzen:
                if keus.tekens is not None:
                    melder.note(nr, veld, "tekens_niet_hier", id=keus.id, soort=vorm.soort)


def _check_typt(nr: int, stap: Stap, melder: Melder) -> None:
    if melder.has_fout(nr, "typt", "soort"):
        return
    vangt = stap.vorm.soort in SOORTEN and SOORTEN[stap.vorm.soort].vangt
    if vangt and stap.typt == "niemand":
        melder.note(nr, "typt", "niemand_typt", soort=stap.vorm.soort)
    if not vangt and stap.typt != "niemand":
        melder.note(nr, "typt", "niets_te_typen", typt=stap.typt)
    if melder.has_fout(nr, "verborgen"):
        return
    if stap.verborgen != "nee" and stap.typt in ("schrijver", "niemand"):
        melder.note(nr, "verborgen", "verborgen_schrijver", verborgen=stap.verborgen, typt=stap.typt)
    if stap.verborgen == "verzegeld" and stap.typt not in ("inbrenger", "schrijver", "niemand"):
        melder.note(nr, "verborgen", "verzegeld_wie", typt=stap.typt)


def _check_verwijzingen(nr: int, stap: Stap, eerder: dict[str, Stap], werkvorm: Werkvorm, melder: Melder) -> None:
    for veld, namen in (("verwijst", stap.verwijst), ("toont", stap.toont)):
        for naam in namen:
            if naam in eerder:
                soort = eerder[naam].vorm.soort
                if soort in SOORTEN and not SOORTEN[soort].vangt:
                    melder.note(nr, veld, "verwijzing_leeg", sleutel=veld, stap=naam)
            elif werkvorm.find_stap(naam) is not None:
                melder.note(nr, veld, "verwijzing_later", sleutel=veld, stap=naam)
            else:
                lijkt = find_nearest(naam, eerder)
                code = "verwijzing_onbekend_lijkt" if lijkt else "verwijzing_onbekend"
                melder.note(nr, veld, code, sleutel=veld, stap=naam, lijkt=lijkt)


def _check_poort(nr: int, stap: Stap, melder: Melder) -> None:
    poort = stap.poort
    if poort is None or melder.has_fout(nr, "soort"):
        return
    kolommen = [kolom.id for kolom in stap.vorm.kolommen]
    if poort.soort in ("elke_kolom", "kolom_gevuld") and not kolommen:
        melder.note(nr, "poort", "poort_zonder_kolommen", poort=poort.soort)
    elif poort.soort == "kolom_gevuld" and poort.kolom not in kolommen:
        melder.note(nr, "poort", "poort_kolom", kolom=poort.kolom, kolommen=", ".join(kolommen))
    elif poort.kolom and poort.soort != "kolom_gevuld":
        melder.note(nr, "poort", "poort_kolom_over", poort=poort.soort)
    if poort.soort == "elke_weging_rust_op_feit" and not stap.verwijst:
        melder.note(nr, "poort", "poort_zonder_verwijst")
    if stap.vorm.soort in SOORTEN and not SOORTEN[stap.vorm.soort].vangt:
        melder.note(nr, "poort", "poort_zonder_kaarten")


def _check_voorbeelden(nr: int, stap: Stap, melder: Melder) -> None:
    vorm = stap.vorm
    plekken = {keus.id: keus.tekens for keus in vorm.kolommen + vorm.opties + vorm.punten}
    for i, (tekst, bij, typ) in enumerate(
        zip(stap.voorbeelden, stap.voorbeeld_bij, stap.voorbeeld_typ, strict=True), start=1
    ):
        veld = f"voorbeelden[{i}]"
        if bij and bij not in plekken and not melder.has_fout(nr, "kolommen", "opties", "punten"):
            melder.note(nr, veld, "voorbeeld_bij", bij=bij, plekken=", ".join(plekken) or "–")
        hoogstens = plekken.get(bij) or sl.VOORBEELD_TEKENS
        langste = max(len(tekst.nl), len(tekst.en))
        if langste > hoogstens:
            melder.note(nr, veld, "voorbeeld_te_lang", tekens=langste, hoogstens=hoogstens)
        if typ and not vorm.typen and typ != "onderbuik" and not melder.has_fout(nr, "typen"):
            melder.note(nr, veld, "voorbeeld_typ", typ=typ)
