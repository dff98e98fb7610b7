"""Het postvak van een nagespeelde telefoon: eerst bewaren, dan sturen, pas weg na bevestiging.

The same rules as the phone in the browser (docs/protocol.md, 3), in memory. Knows keys and answers, not meaning.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from leersessie.proefgroep.lijn import LijnWeg

HOOGSTENS_AFGEBROKEN = 3
Inhoud = dict[str, Any]
Stuur = Callable[[str, dict[str, Any]], dict[str, Any]]


def make_sleutel() -> str:
    """A random key of 144 bits."""
    return secrets.token_urlsafe(18)


@dataclass(slots=True)
class Kaart:
    """One contribution in the outbox. `staat`: onderweg, ontvangen, geweigerd or ingetrokken."""

    stap: str
    inhoud: Inhoud
    sleutel: str = field(default_factory=make_sleutel)
    geheim: str = field(default_factory=make_sleutel)
    staat: str = "onderweg"
    kaart: str = ""
    wens: Inhoud | None = None
    weg: bool = False
    laat: bool = False
    afgebroken: int = 0
    fout: str = ""


class Postvak:
    """All contributions of one phone. Not for two threads at once."""

    def __init__(self) -> None:
        self.kaarten: list[Kaart] = []
        self.gewijzigd = 0

    def give(self, stap: str, inhoud: Inhoud) -> Kaart:
        """Put a new contribution in the outbox."""
        kaart = Kaart(stap, inhoud)
        self.kaarten.append(kaart)
        return kaart

    def change(self, kaart: Kaart, inhoud: Inhoud) -> None:
        """Wish other words for an own contribution."""
        kaart.wens, kaart.staat = inhoud, "onderweg"

    def withdraw(self, kaart: Kaart) -> None:
        """Wish a contribution away."""
        kaart.weg, kaart.staat = True, "onderweg"

    def list_van(self, stap: str) -> list[Kaart]:
        """What this phone gave in a step and did not take back."""
        return [k for k in self.kaarten if k.stap == stap and not k.weg and k.staat != "geweigerd"]

    def send_all(self, stuur: Stuur) -> bool:
        """Send what is under way; True when nothing is left. False: a refusal says 'again later'. Raises LijnWeg."""
        for kaart in self.kaarten:
            while kaart.staat == "onderweg":
                if kaart.afgebroken >= HOOGSTENS_AFGEBROKEN:
                    kaart.staat = "geweigerd"
                elif not self._send(kaart, stuur):
                    return False
        return True

    def _send(self, kaart: Kaart, stuur: Stuur) -> bool:
        vraag, gegeven = make_bericht(kaart)
        try:
            antwoord = stuur(vraag, gegeven)
        except LijnWeg:
            kaart.afgebroken += 1
            raise
        kaart.afgebroken = 0
        if "fout" in antwoord:
            return self._take_fout(kaart, vraag, antwoord)
        if vraag == "intrekken":
            kaart.staat = "ingetrokken"
            return True
        kaart.kaart = str(antwoord["kaart"])
        kaart.laat = kaart.laat or antwoord.get("laat") is True
        if vraag == "wijzig" and kaart.wens is not None:
            kaart.inhoud, kaart.wens = kaart.wens, None
            self.gewijzigd += 1
        kaart.staat = "onderweg" if kaart.wens is not None or kaart.weg else "ontvangen"
        return True

    def _take_fout(self, kaart: Kaart, vraag: str, antwoord: dict[str, Any]) -> bool:
        if antwoord.get("opnieuw") is True:
            return False
        kaart.fout = str(antwoord["fout"])
        if vraag == "bijdrage":
            kaart.staat = "geweigerd"
        else:  # the first words still stand on the server
            kaart.wens, kaart.weg, kaart.staat = None, False, "ontvangen"
        return True


def make_bericht(kaart: Kaart) -> tuple[str, dict[str, Any]]:
    """The event this contribution needs now, with its fields."""
    if not kaart.kaart:
        velden = {"sleutel": kaart.sleutel, "geheim": kaart.geheim, "stap": kaart.stap, "inhoud": kaart.inhoud}
        return "bijdrage", velden
    if kaart.weg:
        return "intrekken", {"kaart": kaart.kaart, "geheim": kaart.geheim}
    return "wijzig", {"kaart": kaart.kaart, "geheim": kaart.geheim, "inhoud": kaart.wens}
