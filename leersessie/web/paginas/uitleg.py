"""Uitleg voor iedereen: wat we bewaren en hoe lang, en waar je een lek meldt. Zegt ook wat wij niet kunnen beloven."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response

from leersessie.web.huis import huis
from leersessie.web.vel import show

blad = Blueprint("uitleg", __name__)
GELDIG_DAGEN = 180


@blad.get("/privacy")
def show_privacy() -> Response:
    """The privacy page, with the terms of this installation."""
    return show("privacy.html", hier="privacy", config=huis().config, contactlink=to_contactlink(huis().config.contact))


def to_contactlink(contact: str) -> str:
    """The contact of this installation as a link: a mail address gets its scheme."""
    return f"mailto:{contact}" if "@" in contact and "://" not in contact else contact


@blad.get("/.well-known/security.txt")
def show_security() -> Response:
    """Where to report a leak (RFC 9116); the date always lies ahead."""
    huis_ = huis()
    adres = huis_.find_adres()
    tot = (huis_.config.klok.now() + timedelta(days=GELDIG_DAGEN)).strftime("%Y-%m-%dT00:00:00Z")
    regels = (
        f"Contact: {to_contactlink(huis_.config.contact) or f'{adres}/privacy#lek'}",
        f"Expires: {tot}",
        "Preferred-Languages: nl, en",
        f"Canonical: {adres}/.well-known/security.txt",
    )
    return Response("\n".join(regels) + "\n", mimetype="text/plain")
