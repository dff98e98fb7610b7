"""Tegelijk: veel draden die op hetzelfde moment beginnen, en een schrijver die even wacht zodat zij samenkomen."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from leersessie.i18n.weigering import Weigering
from leersessie.store import Store

GEDULD_S = 60.0


def run_samen(werk: list[Callable[[], Any]]) -> list[Any]:
    """Run everything at the same moment in threads of its own; what each returned, or the error it raised."""
    uit: list[Any] = [None] * len(werk)
    start = threading.Barrier(len(werk))

    def run(plek: int) -> None:
        start.wait(GEDULD_S)
        try:
            uit[plek] = werk[plek]()
        except (Weigering, ArithmeticError, LookupError, RuntimeError, TypeError, ValueError) as fout:
            uit[plek] = fout

    draden = [threading.Thread(target=run, args=(plek,), daemon=True) for plek in range(len(werk))]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(GEDULD_S)
    assert not any(draad.is_alive() for draad in draden), "iemand kreeg nooit antwoord"
    return uit


@contextmanager
def hold_schrijver(store: Store) -> Iterator[Callable[[], None]]:
    """Keep the writer busy with one task, so that what comes meanwhile waits in its row; call the value to let go."""
    bezig, verder = threading.Event(), threading.Event()

    def wait(_: Any) -> None:
        bezig.set()
        verder.wait(GEDULD_S)

    draad = threading.Thread(target=lambda: store.transact(wait), daemon=True)
    draad.start()
    assert bezig.wait(GEDULD_S)
    try:
        yield verder.set
    finally:
        verder.set()
        draad.join(GEDULD_S)


def run_in_een_keer(store: Store, werk: list[Callable[[], Any]], wachtend: int = 0) -> list[Any]:
    """As run_samen, with the writer held until all (or `wachtend`) of them wait: they share one transaction."""
    rij = store._schrijver._rij
    wachtend = wachtend or len(werk)
    with hold_schrijver(store) as let_go:

        def free() -> None:
            eind = threading.Event()
            for _ in range(int(GEDULD_S * 100)):
                if rij.qsize() >= wachtend:
                    break
                eind.wait(0.01)
            let_go()

        los = threading.Thread(target=free, daemon=True)
        los.start()
        uit = run_samen(werk)
        los.join(GEDULD_S)
    return uit
