"""De audit: wie met welke rechten wat deed, zonder inhoud. Kan geen tekst van iemand opnemen."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from sqlalchemy import Connection

from leersessie.config import Config
from leersessie.store import accounts as rijen

DADEN = frozenset(
    {
        "opgesteld",
        "aangemeld",
        "aanmelden_mislukt",
        "overal_afgemeld",
        "account_gemaakt",
        "account_gewijzigd",
        "account_uitgezet",
        "herstellink_gemaakt",
        "wachtwoord_gezet",
        "organisatie_hernoemd",
        "kader_gewijzigd",
        "totp_gezet",
        "totp_gewist",
        "sessie_gemaakt",
        "sessie_gesloten",
        "sessie_gewist",
        "les_begonnen",
        "les_aangeboden",
        "les_sleutel2",
        "les_geweigerd",
        "les_ingetrokken",
        "les_nu_gepubliceerd",
        "les_herzien",
        "werkvorm_begonnen",
        "werkvorm_gepubliceerd",
        "werkvorm_vervallen",
        "verslag_uitgevoerd",
        "opgeruimd",
        "reservekopie",
    }
)
_VOORWERP = re.compile(r"[a-z0-9_:-]{0,64}\Z")


def record(
    verbinding: Connection,
    config: Config,
    *,
    organisatie: int,
    account: int | None,
    daad: str,
    voorwerp: str = "",
) -> None:
    """Add one line. `voorwerp` is an id, never words; anything else is a bug and raises ValueError."""
    if daad not in DADEN:
        raise ValueError("onbekende daad")
    if not _VOORWERP.match(voorwerp):
        raise ValueError("een voorwerp is een nummer of sleutel, geen tekst")
    wanneer = datetime.fromtimestamp(config.klok.wand(), UTC).isoformat(timespec="seconds")
    rijen.add_auditregel(
        verbinding, organisatie=organisatie, account=account, daad=daad, voorwerp=voorwerp, wanneer=wanneer
    )
