"""Wat alle deuren delen: instellingen, opslag, zalen, rem en uitzending van dit proces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import current_app, has_request_context, request

from leersessie.config import Config
from leersessie.store import Store
from leersessie.toegang.rem import Rem
from leersessie.web.zalen import Zalen

if TYPE_CHECKING:
    from leersessie.web.uitzending import Uitzending


@dataclass(slots=True)
class Huis:
    """One running leersessie."""

    config: Config
    store: Store
    zalen: Zalen
    rem: Rem
    uitzending: Uitzending
    woordrem: Rem
    """For the four words alone: guessing at a join code keeps nobody from the words, nor the other way round."""
    vind_adres: Callable[[], str] | None = None
    """How a running server finds the address it is reached at now; a laptop may change network meanwhile."""

    def find_adres(self) -> str:
        """The public address, no slash at the end: LEERSESSIE_ADRES, the machine's own, or that of this request."""
        if self.config.adres or self.vind_adres:
            return (self.config.adres or (self.vind_adres() if self.vind_adres else "")).rstrip("/")
        return request.host_url.rstrip("/") if has_request_context() else "http://localhost:5000"


def huis() -> Huis:
    """The house of the current app."""
    return cast(Huis, current_app.extensions["leersessie"])
