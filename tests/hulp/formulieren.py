"""Het formulier om een sessie voor te bereiden, zoals een mens het invult: lees de bladzijde, wijzig iets, stuur op."""

from __future__ import annotations

import html
import re
from typing import Any

from werkzeug.test import TestResponse

from hulp.app import Browser

WERKVORM = "methodische-leerbijeenkomst"
AFSPRAKEN = {f"afspraak_{naam}": "1" for naam in ("namen", "details", "inbrenger", "kent")}


def fill(browser: Browser, **anders: Any) -> dict[str, Any]:
    """The form as it stands on the page, with these fields changed; None takes a field out."""
    bladzijde = browser.get(f"/sessies/nieuw?werkvorm={WERKVORM}").text
    velden: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", bladzijde.partition('<form class="voorbereiden"')[2]):
        naam, waarde = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        keuze = 'type="radio"' in tag or 'type="checkbox"' in tag
        if naam and (not keuze or " checked" in tag):
            velden[naam[1]] = html.unescape(waarde[1]) if waarde else ""
    velden |= {"leidinggevende": "nee", "doe": "bewaar", **AFSPRAKEN, **anders}
    return {naam: waarde for naam, waarde in velden.items() if waarde is not None}


def prepare(browser: Browser, **anders: Any) -> str:
    """A prepared session; returns its address."""
    antwoord = browser.post("/sessies/nieuw", fill(browser, **anders))
    assert antwoord.status_code == 303, read_fouten(antwoord)
    return antwoord.headers["Location"]


def read_fouten(antwoord: TestResponse) -> dict[str, str]:
    """What stands beside the fields: field -> sentence."""
    paren = re.findall(r'id="([^"]+)-fout">(.*?)</span>', antwoord.text, re.S)
    return {veld: " ".join(html.unescape(re.sub(r"<[^>]+>", "", zin)).split()) for veld, zin in paren}
