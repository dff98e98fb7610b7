"""Een tabel uit een werkvormbestand, getypt gelezen: elke fout wordt genoteerd, daarna lezen we door.

Knows shapes (text, number, choice, list), never what a step means. A value that is wrong becomes its default.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from leersessie.i18n import Tekst, t
from leersessie.i18n.gebrek import Gebrek, find_nearest, note_gebrek
from leersessie.werkvormen.sleutels import TEKST, ZIN_TEKENS, Sleutels

LEEG = Tekst("", "")
_STAPKOP = re.compile(r"^\s*\[\[\s*stap\s*\]\]")


class Melder:
    """Collects findings of one file and knows on which line a key of a step stands."""

    def __init__(self, tekst: str, bestand: str, taal: str) -> None:
        self.bestand = bestand
        self.taal = taal
        self.stapnamen: dict[int, str] = {}
        self.plekken: set[tuple[int | None, str]] = set()
        self._regels = tekst.splitlines()
        self._koppen = [nr for nr, regel in enumerate(self._regels) if _STAPKOP.match(regel)]
        self._gevonden: list[tuple[int, int, Gebrek]] = []

    @property
    def gebreken(self) -> list[Gebrek]:
        """The findings, in the order of the file."""
        return [gebrek for _, _, gebrek in sorted(self._gevonden, key=lambda g: g[:2])]

    def has_fout(self, nr: int | None, *velden: str) -> bool:
        """True when one of these keys of step `nr` (or of the file, when None) was already reported."""
        return any((nr, veld) in self.plekken for veld in velden)

    def note(self, nr: int | None, veld: str, code: str, /, *, regel: int = 0, **waarden: object) -> None:
        """Note one finding at key `veld` (a dotted path) of step number `nr`, or of the file when None."""
        regel = regel or self._find_regel(nr, veld)
        delen = [t(self.taal, "werkvormen.plek_regel", regel=regel)] if regel else []
        if nr is not None:
            delen.append(t(self.taal, "werkvormen.plek_stap", stap=self.stapnamen.get(nr) or f"#{nr + 1}"))
        if veld:
            delen.append(veld)
        plek = " · ".join(delen) or t(self.taal, "werkvormen.plek_bestand")
        self.plekken.add((nr, veld))
        gebrek = note_gebrek(self.taal, f"werkvormen.{code}", self.bestand, plek, **waarden)
        self._gevonden.append((regel, len(self._gevonden), gebrek))

    def _find_regel(self, nr: int | None, veld: str) -> int:
        begin, eind = 0, len(self._regels)
        if nr is None:
            eind = self._koppen[0] if self._koppen else eind
        elif nr < len(self._koppen):
            begin = self._koppen[nr]
            eind = self._koppen[nr + 1] if nr + 1 < len(self._koppen) else eind
        else:
            return 0
        sleutel = re.split(r"[.\[]", veld)[0]
        zoek = re.compile(rf"^\s*(?:\[\s*(?:stap\.)?)?[\"']?{re.escape(sleutel)}[\"']?\s*[=.\]]")
        for regel in range(begin, eind):
            if sleutel and zoek.match(self._regels[regel]):
                return regel + 1
        return begin + 1 if nr is not None else 0


class Tabel:
    """One TOML table with its known keys; the getters note what is wrong and go on."""

    def __init__(
        self, ruw: Mapping[str, Any], sleutels: Sleutels, melder: Melder, nr: int | None = None, pad: str = ""
    ) -> None:
        self.ruw = ruw
        self.sleutels = sleutels
        self.melder = melder
        self.nr = nr
        self.pad = pad
        for naam in ruw:
            if naam not in sleutels:
                self._note_onbekend(naam)
        for naam, sleutel in sleutels.items():
            if sleutel.verplicht and naam not in ruw:
                self.note(naam, "ontbreekt", sleutel=naam)

    def note(self, veld: str, code: str, /, **waarden: Any) -> None:
        """Note a finding at one key of this table."""
        self.melder.note(self.nr, f"{self.pad}{veld}", code, **waarden)

    def text(self, naam: str) -> Tekst:
        """A text in one or two languages; empty when absent or wrong."""
        return self.read_text(naam, self.ruw[naam]) if naam in self.ruw else LEEG

    def texts(self, naam: str) -> tuple[Tekst, ...]:
        """A list of texts; one text alone counts as a list of one."""
        if naam not in self.ruw:
            return ()
        ruw = self.ruw[naam]
        rij = ruw if isinstance(ruw, list) else [ruw]
        if not rij and self.sleutels[naam].verplicht:
            self.note(naam, "lege_lijst", sleutel=naam)
        return tuple(self.read_text(f"{naam}[{i + 1}]", deel) for i, deel in enumerate(rij))

    def number(self, naam: str, anders: int = 0) -> int:
        """A whole number within the limits of its key."""
        if naam not in self.ruw:
            return anders
        waarde = self.ruw[naam]
        laagste, hoogste = self.sleutels[naam].grens
        if not isinstance(waarde, int) or isinstance(waarde, bool):
            self.note(naam, "geen_getal", sleutel=naam, laagste=laagste, hoogste=hoogste)
        elif not laagste <= waarde <= hoogste:
            self.note(naam, "buiten_grens", sleutel=naam, waarde=waarde, laagste=laagste, hoogste=hoogste)
        else:
            return waarde
        return anders

    def flag(self, naam: str) -> bool:
        """true or false; false when absent or wrong."""
        waarde = self.ruw.get(naam, False)
        if not isinstance(waarde, bool):
            self.note(naam, "geen_vlag", sleutel=naam)
            return False
        return waarde

    def name(self, naam: str, anders: str = "") -> str:
        """A word between quotes, from the closed list of its key when it has one."""
        if naam not in self.ruw:
            return anders
        return self._read_name(naam, self.ruw[naam], self.sleutels[naam].keuzes) or anders

    def names(self, naam: str) -> tuple[str, ...]:
        """A list of words between quotes, each once."""
        ruw = self.ruw.get(naam, [])
        if not isinstance(ruw, list):
            self.note(naam, "geen_lijst", sleutel=naam)
            return ()
        keuzes = self.sleutels[naam].keuzes
        namen = [self._read_name(naam, deel, keuzes) for deel in ruw]
        return tuple(dict.fromkeys(n for n in namen if n))

    def table(self, naam: str, sleutels: Sleutels) -> Tabel | None:
        """A table inside this one, or None when absent or wrong."""
        if naam not in self.ruw:
            return None
        return self.read_table(naam, self.ruw[naam], sleutels)

    def read_table(self, veld: str, ruw: object, sleutels: Sleutels) -> Tabel | None:
        """A table that stands under this key or inside its list."""
        if not isinstance(ruw, dict):
            self.note(veld, "geen_tabel", sleutel=veld, sleutels=", ".join(sleutels))
            return None
        return Tabel(ruw, sleutels, self.melder, self.nr, f"{self.pad}{veld}.")

    def read_tables(self, naam: str, rij: Sequence[object], sleutels: Sleutels) -> list[Tabel]:
        """The tables of a list under this key; what is no table is noted and left out."""
        tabellen = (self.read_table(f"{naam}[{i + 1}]", ruw, sleutels) for i, ruw in enumerate(rij))
        return [tabel for tabel in tabellen if tabel is not None]

    def items(self, naam: str) -> Sequence[object]:
        """A list of whatever stands in it; empty when absent or wrong."""
        ruw = self.ruw.get(naam, [])
        if not isinstance(ruw, list):
            self.note(naam, "geen_lijst", sleutel=naam)
            return ()
        return ruw

    def read_text(self, veld: str, ruw: object) -> Tekst:
        """One text: a string (Dutch, also used for English), or a table with nl and en."""
        if isinstance(ruw, str):
            zin = self._read_zin(veld, ruw)
            return Tekst(zin, zin)
        if not isinstance(ruw, dict):
            self.note(veld, "geen_tekst", sleutel=veld)
            return LEEG
        tabel = Tabel(ruw, TEKST, self.melder, self.nr, f"{self.pad}{veld}.")
        return tabel.read_talen()

    def read_talen(self) -> Tekst:
        """The text in the keys nl and en of this table itself."""
        nl = self._read_zin("nl", self.ruw["nl"]) if "nl" in self.ruw else ""
        return Tekst(nl, self._read_zin("en", self.ruw["en"]) if "en" in self.ruw else nl)

    def _read_zin(self, veld: str, ruw: object) -> str:
        if not isinstance(ruw, str):
            self.note(veld, "geen_tekst", sleutel=veld)
            return ""
        zin = ruw.strip()
        if not zin:
            self.note(veld, "lege_tekst", sleutel=veld)
        if len(zin) > ZIN_TEKENS:
            self.note(veld, "te_lang", sleutel=veld, tekens=len(zin), hoogstens=ZIN_TEKENS)
        return zin

    def _read_name(self, veld: str, ruw: object, keuzes: tuple[str, ...]) -> str:
        if not isinstance(ruw, str):
            self.note(veld, "geen_woord", sleutel=veld)
            return ""
        if keuzes and ruw not in keuzes:
            code = "onbekende_keus_lijkt" if find_nearest(ruw, keuzes) else "onbekende_keus"
            waarden = {"waarde": ruw, "lijkt": find_nearest(ruw, keuzes), "keuzes": ", ".join(keuzes)}
            self.note(veld, code, sleutel=veld, **waarden)
            return ""
        return ruw

    def _note_onbekend(self, naam: str) -> None:
        lijkt = find_nearest(naam, self.sleutels)
        code = "onbekende_sleutel_lijkt" if lijkt else "onbekende_sleutel"
        self.note(naam, code, sleutel=naam, lijkt=lijkt, sleutels=", ".join(self.sleutels))
