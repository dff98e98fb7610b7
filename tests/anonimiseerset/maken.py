"""Maakt kaarten.jsonl uit sjablonen, namen en gemerkte kaarten, steeds dezelfde. Kent de anonimiseerder niet.

`vers.txt`: fresh rounds, measured before anything was tuned to them, and learnt from later. `leer.txt`: written for the
model to learn from. `apart.txt`: kept apart, only to measure with; ids that begin with 'o'.
Usage: python -m tests.anonimiseerset.maken
"""

from __future__ import annotations

import json
import random
import re
import tomllib
from pathlib import Path
from typing import Any

HIER = Path(__file__).parent
ACHTERGRONDEN = ("nl", "tr", "ma", "sr", "cw", "pl", "sy", "ua", "overig")
KAARTEN = HIER / "kaarten.jsonl"
_PLEK = re.compile(r"\{([^{}]+)\}")
_GEMERKT = re.compile(r"\[([^\[\]]+):([A-Z]+)(\?)?\]")
_TUSSEN = ("van ", "de ", "der ", "den ", "ter ", "op ", "'t ", "el ", "al ")


def read_regels(naam: str) -> list[str]:
    """Lines without comments."""
    return [r for r in (HIER / naam).read_text("utf-8").splitlines() if r and not r.startswith("#")]


def make_kaarten() -> list[dict[str, Any]]:
    """Each template with names for three or more backgrounds, and the traps."""
    bron = tomllib.loads((HIER / "namen.toml").read_text("utf-8"))
    kies = random.Random(4)
    beurt = {a: {"voor": 0, "achter": 0} for a in ACHTERGRONDEN}
    kaarten = []
    for nummer, regel in enumerate(read_regels("sjablonen.txt")):
        stijl, _, sjabloon = regel.partition("|")
        heeft_naam = re.search(r"\{(?:v\d?|a\d?)\}", sjabloon) is not None
        groepen = kies.sample(ACHTERGRONDEN, 5) if heeft_naam else [""]
        for groep in groepen:
            kaart = _fill(sjabloon, stijl, groep, bron, beurt, kies)
            kaarten.append(
                {"id": f"s{nummer}-{groep or 'x'}", "style": stijl, "background": [groep] * bool(groep)} | kaart
            )
    kaarten += (
        read_los() + read_gemerkt("vers.txt", "n") + read_gemerkt("leer.txt", "t") + read_gemerkt("apart.txt", "o")
    )
    for nummer, regel in enumerate(read_regels("valstrikken.txt")):
        kaarten.append({"id": f"v{nummer}", "style": "neg", "background": [], "text": regel, "spans": []})
    return kaarten


def read_los() -> list[dict[str, Any]]:
    """The cards that were written by hand, each with its places on the next line."""
    regels = read_regels("los.txt")
    kaarten = []
    for nummer, (kaart, plekken) in enumerate(zip(regels[::2], regels[1::2], strict=True)):
        stijl, _, tekst = kaart.partition("|")
        spans, vanaf = [], 0
        for woorden, soort in re.findall(r"\[([^\[\]]+?):([A-Z]+)\]", plekken):
            begin = tekst.find(woorden, vanaf)
            begin = begin if begin >= 0 else tekst.index(woorden)
            vanaf = begin + len(woorden)
            spans.append({"type": soort, "start": begin, "end": vanaf, "text": woorden})
        kaarten.append({"id": f"l{nummer}", "style": stijl, "background": [], "text": tekst, "spans": spans})
    return kaarten


def read_gemerkt(naam: str, letter: str) -> list[dict[str, Any]]:
    """Cards with their places marked in the text; those with a '?' may stay. The letter opens their id."""
    kaarten = []
    for nummer, regel in enumerate(read_regels(naam)):
        stijl, achtergrond, gemerkt = regel.split("|", 2)
        tekst, plek = "", 0
        spans: list[dict[str, Any]] = []
        for hit in _GEMERKT.finditer(gemerkt):
            tekst += gemerkt[plek : hit.start()]
            begin = len(tekst)
            tekst += hit.group(1)
            span = {"type": hit.group(2), "start": begin, "end": len(tekst), "text": hit.group(1)}
            spans.append(span | ({"optional": True} if hit.group(3) else {}))
            plek = hit.end()
        kaart = {"id": f"{letter}{nummer}", "style": stijl, "background": [achtergrond] * bool(achtergrond)}
        kaarten.append(kaart | {"text": tekst + gemerkt[plek:], "spans": spans})
    return kaarten


def _fill(
    sjabloon: str, stijl: str, groep: str, bron: dict[str, Any], beurt: dict[str, Any], kies: random.Random
) -> dict[str, Any]:
    gebruikt: dict[str, str] = {}
    delen: list[str] = []
    spans: list[dict[str, Any]] = []
    lengte = plek = 0
    klein = stijl.endswith("_lower")
    for hit in _PLEK.finditer(sjabloon):
        voor = sjabloon[plek : hit.start()]
        soort, waarde = _pick(hit.group(1), gebruikt, groep, bron, beurt, kies)
        waarde = waarde.lower() if klein else waarde
        delen += [voor, waarde]
        begin = lengte + len(voor)
        lengte = begin + len(waarde)
        plek = hit.end()
        _add(spans, soort, begin, waarde, voor)
    tekst = "".join([*delen, sjabloon[plek:]])
    for span in spans:
        span["text"] = tekst[span["start"] : span["end"]]
    return {"text": tekst, "spans": spans}


def _add(spans: list[dict[str, Any]], soort: str, begin: int, waarde: str, voor: str) -> None:
    """A surname straight behind a first name, or a number behind a street, is one place with it."""
    vorig = spans[-1] if spans else None
    if vorig and vorig["type"] == soort and soort in ("PERSOON", "ADRES") and voor in (" ", "-"):
        vorig["end"] = begin + len(waarde)
        return
    spans.append({"type": soort, "start": begin, "end": begin + len(waarde), "text": waarde})


def _pick(
    vraag: str, gebruikt: dict[str, str], groep: str, bron: dict[str, Any], beurt: dict[str, Any], kies: random.Random
) -> tuple[str, str]:
    if vraag.startswith("X:"):
        _, soort, waarde = vraag.split(":", 2)
        return soort, waarde
    if vraag.startswith("org:"):
        soort = vraag[4:].split()[0]
        kop = vraag[4:].partition(" ")[2]
        naam = kies.choice(bron["org"][soort])
        return "ORGANISATIE", f"{kop} {naam}" if kop else naam
    if vraag == "l":
        return "LEEFTIJD", str(kies.randint(2, 17))
    lijst = {
        "p": ("plaats", "gewoon", "PLAATS"),
        "w": ("plaats", "twijfel", "PLAATS"),
        "s": ("straat", "namen", "ADRES"),
    }
    if vraag in lijst:
        tabel, veld, soort = lijst[vraag]
        return soort, kies.choice(bron[tabel][veld])
    if vraag not in gebruikt:
        veld = "voor" if vraag[0] == "v" else "achter"
        namen = bron[groep][veld]
        gebruikt[vraag] = namen[beurt[groep][veld] % len(namen)]
        beurt[groep][veld] += 1
    return "PERSOON", gebruikt[vraag]


if __name__ == "__main__":
    regels = [json.dumps(kaart, ensure_ascii=False) for kaart in make_kaarten()]
    KAARTEN.write_text("\n".join(regels) + "\n", "utf-8")
    print(len(regels))
