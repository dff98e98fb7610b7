"""De weg van een les door de deuren, in stukken die meer dan een proef nodig heeft."""

from __future__ import annotations

import re

from hulp.blad import LESSEN, Bladproef, Browser
from leersessie.lessen.verslag import read_verslag

RUW = {
    "titel": "Hulp is nog geen veiligheid",
    "situatie": "Mevrouw De Bruin kreeg hulp bij geld. Bel haar op 06-12345678.",
    "wat": "We legden de feiten naast elkaar.\r\nIedereen gaf eerst zelf een cijfer.",
    "waarom": "Iedereen keek naar andere feiten.",
    "grenzen": "Is er nu gevaar? Dan volg je de meldcode.",
    "vraag": "Welk feit zou jouw cijfer morgen lager maken?",
    "soort": "inzicht",
    "meldcode": "0",
    "ernst": "",
    "themas": ["zicht_op_veiligheid"],
}

OPEN_PLEK = re.compile(r'name="plek" value="([0-9a-f]+)"><input type="hidden" name="doe" value="laat"')
"""The place that the page asks about, while it waits for a decision."""


def read_op(bron: str) -> str:
    """The hash of the text a form was made on."""
    hit = re.search(r'name="(?:op|tekst)" value="([0-9a-f]{64})"', bron)
    assert hit is not None
    return hit[1]


def read_woorden(bron: str) -> str:
    """The four words on the slip."""
    return " ".join(re.findall(r"<li>([^<]+)</li>", bron.partition('class="vierwoorden"')[2].partition("</ol>")[0]))


def maak_concept(proef: Bladproef, leider: Browser, **anders: object) -> tuple[str, str]:
    """Close, release two sentences, take the four words, begin a les and save a text: (address of the les, words)."""
    leider.post(f"/sessies/{proef.sessie}/sluit")
    inbrenger = proef.pak_telefoon("inbrenger")
    for regel in read_verslag(proef.store, proef.sessie).regels:
        if regel.tekst in LESSEN[:2]:
            inbrenger.post(f"{proef.pad}/regel", regel=regel.id, doe="vrij")
    woorden = read_woorden(inbrenger.post(f"{proef.pad}/woorden", 200))
    pad = leider.post("/lessen/nieuw", sessie=proef.sessie)
    bewaar(leider, pad, **anders)
    return pad, woorden


def bewaar(wie: Browser, pad: str, status: int = 303, **anders: object) -> str:
    """Save the form of a les as it stands on the page, with other words."""
    return wie.post(pad, status, **{**RUW, "op": read_op(wie.get(pad)), **anders})


def beslis_alles(wie: Browser, pad: str) -> None:
    """Take all proposals, and say of what is left that it is no name."""
    wie.post(f"{pad}/plek", doe="alles")
    while hit := OPEN_PLEK.search(wie.get(f"{pad}/nalezen")):
        wie.post(f"{pad}/plek", doe="laat", plek=hit[1], reden="geen_naam")


def geef_beide_sleutels(proef: Bladproef, pad: str, woorden: str) -> None:
    """The second reader and the holder of the words say yes to the text they see."""
    lezer, drager = proef.log_in("lezer"), proef.open_browser()
    tekst = read_op(lezer.get(f"{pad}/lezen"))
    lezer.post(f"{pad}/lezen", tekst=tekst, herkent="nee", erbij="nee", gelezen="1", doe="antwoord")
    bron = drager.post("/code", 200, code=woorden)
    les = pad.rpartition("/")[2]
    drager.post("/code/sleutel", 200, code=woorden, les=les, tekst=read_op(bron), gelezen="1")
