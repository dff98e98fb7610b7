"""Het zijspoor: werk dat de lus niet mag ophouden, in een echte draad.

Under gevent every ordinary thread is a greenlet in the one loop, so a locked database or a password hash would
freeze six hundred phones. Outside gevent (tests, commands) the work simply runs in the calling thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from gevent import monkey
from gevent.threadpool import ThreadPool

T = TypeVar("T")
_get_draad = monkey.get_original("_thread", "get_ident")
LUS = _get_draad()
"""The thread of the loop: whoever first loaded this."""


class Zijspoor:
    """A few real threads. `run` waits for the answer without holding the loop."""

    def __init__(self, draden: int) -> None:
        self._draden = draden
        self._pool: ThreadPool | None = None
        self._slot = threading.Lock()

    def run(self, werk: Callable[..., T], *gegeven: Any) -> T:
        """Call werk(*gegeven) in a real thread and return or raise what it does."""
        if not monkey.is_module_patched("threading") or _get_draad() != LUS:
            return werk(*gegeven)  # no loop here to hold up, or beside it already
        with self._slot:
            if self._pool is None:
                self._pool = ThreadPool(self._draden)
        uitkomst: T = self._pool.apply(werk, gegeven)
        return uitkomst


ZWAAR = Zijspoor(2)
"""Shared by password hashing, exports, search and analysis."""
