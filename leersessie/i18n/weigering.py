"""Een weigering: wat niet kan, als tekstsleutel, zodat elke deur haar in haar eigen vorm kan zeggen.

Never holds what a participant typed.
"""

from __future__ import annotations

from leersessie.i18n import t


class Weigering(Exception):
    """A named refusal. `opnieuw` tells a phone whether sending the same thing again may succeed."""

    def __init__(self, sleutel: str, *, opnieuw: bool = False, status: int = 409, **waarden: object) -> None:
        super().__init__(sleutel)
        self.sleutel = sleutel
        self.opnieuw = opnieuw
        self.status = status
        self.waarden = waarden

    def to_ack(self, taal: str) -> dict[str, object]:
        """The refusal as a socket answer: `{fout, tekst, opnieuw}`."""
        return {"fout": self.sleutel, "tekst": t(taal, self.sleutel, **self.waarden), "opnieuw": self.opnieuw}


class NietGevonden(Weigering):
    """What was asked for is not here, or not for this person; both get the same answer."""

    def __init__(self, sleutel: str = "basis.niet_gevonden") -> None:
        super().__init__(sleutel, status=404)


class NietToegestaan(Weigering):
    """This role may not do this here."""

    def __init__(self, sleutel: str = "basis.niet_toegestaan") -> None:
        super().__init__(sleutel, status=403)
