"""Soort `geen`: er wordt gepraat, niets vastgelegd."""

from __future__ import annotations

from leersessie.i18n.weigering import Weigering
from leersessie.invoer.basis import Inhoud, Soort, count_only
from leersessie.invoer.vorm import Vorm


def check(vorm: Vorm, ruw: object) -> Inhoud:
    """Always refuses: this step stores nothing."""
    raise Weigering("invoer.niets_te_geven")


SOORT = Soort("geen", check, count_only, vangt=False)
