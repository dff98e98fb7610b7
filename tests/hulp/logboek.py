"""Het logboek van de server, in het geheugen opgevangen, met daarna alles weer zoals het was."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from leersessie.web.logboek import setup_logboek


@pytest.fixture
def logboek() -> Iterator[io.StringIO]:
    """What the running server would write on its error output."""
    wortel = logging.getLogger()
    namen = ["", "leersessie", *[n for n in wortel.manager.loggerDict if n.split(".")[0] in ("engineio", "socketio")]]
    namen += ["werkzeug", "engineio", "socketio", "engineio.server", "socketio.server", "geventwebsocket"]
    oud = {n: (logging.getLogger(n).level, logging.getLogger(n).propagate) for n in namen}
    bakken = list(wortel.handlers)
    stroom = io.StringIO()
    setup_logboek(stroom)
    yield stroom
    wortel.handlers[:] = bakken
    for naam, (niveau, door) in oud.items():
        logging.getLogger(naam).setLevel(niveau)
        logging.getLogger(naam).propagate = door
