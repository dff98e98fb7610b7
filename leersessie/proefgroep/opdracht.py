"""De opdracht `leersessie speel`: een proefgroep aan het werk zetten vanaf de opdrachtregel.

Knows words on a command line and what to print; the work is done in `groep` and `leiding`.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from leersessie.config import Config, content_dir
from leersessie.i18n import t
from leersessie.i18n.weigering import Weigering
from leersessie.proefgroep.deur import Geweigerd
from leersessie.proefgroep.groep import Groep, Uitkomst, Wensen
from leersessie.proefgroep.leiding import Leidraad, run_sessie
from leersessie.proefgroep.lijn import KanNiet

HOOGSTENS_DEELNEMERS = 600
GEWEIGERD, GEEN_SERVER = 1, 5
"""Exit codes, as of the other commands: it could not be done, and the machine or network does not let us."""
TRAAGST, SNELST = 0.1, 10_000.0


def run_speel(config: Config, keuzes: argparse.Namespace) -> int:
    """Do what the words on the command line ask; returns the exit code. Ctrl-C lets everybody leave."""
    taal = config.taal
    try:
        stop = threading.Event()
        with _open_invoer(keuzes, stop) as map_:
            uitkomst = _play(keuzes, _check(keuzes, map_), taal, stop)
    except (Geweigerd, KanNiet) as fout:
        return _complain(t(taal, "proefgroep.geweigerd", tekst=fout), GEWEIGERD)
    except Weigering as fout:
        return _complain(t(taal, fout.sleutel, **fout.waarden), GEWEIGERD)
    except OSError:
        return _complain(t(taal, "proefgroep.geen_server", adres=keuzes.adres), GEEN_SERVER)
    _tell(uitkomst, taal)
    return 0


@contextmanager
def _open_invoer(keuzes: argparse.Namespace, stop: threading.Event) -> Iterator[Path]:
    """The folder whose files tell what to write.

    With `--console -` one line of JSON on the input holds the link, and the text of a werkvorm that is in no folder:
    a command line can be read by everybody on this machine. When the input ends, whoever asked is gone: so are we.
    """
    if keuzes.console != "-":
        yield content_dir("werkvormen")
        return
    try:
        opdracht = json.loads(sys.stdin.readline())
        keuzes.console, toml = str(opdracht["console"]), str(opdracht["werkvorm"])
    except (ValueError, TypeError, KeyError):
        raise Weigering("proefgroep.invoer_fout") from None
    threading.Thread(target=_wait_for_einde, args=(stop,), daemon=True).start()
    with TemporaryDirectory(prefix="leersessie-proef-") as map_:
        (Path(map_) / "werkvorm.toml").write_text(toml, "utf-8")
        yield Path(map_)


def _wait_for_einde(stop: threading.Event) -> None:
    sys.stdin.read()
    stop.set()


def _check(keuzes: argparse.Namespace, map_: Path) -> Wensen:
    """The wishes behind the words. Raises Weigering for a number that cannot be."""
    if not 1 <= keuzes.deelnemers <= HOOGSTENS_DEELNEMERS:
        raise Weigering("proefgroep.aantal_fout", hoogstens=HOOGSTENS_DEELNEMERS)
    if not TRAAGST <= keuzes.tempo <= SNELST:
        raise Weigering("proefgroep.tempo_fout")
    return Wensen(keuzes.tempo, keuzes.tegelijk, keuzes.zaad, map_)


def _play(keuzes: argparse.Namespace, wensen: Wensen, taal: str, stop: threading.Event) -> Uitkomst:
    melden = _Melder(taal)
    with Groep(keuzes.adres, keuzes.code, keuzes.deelnemers, wensen, melden.tell_binnen) as groep:
        if not keuzes.console:
            groep.join()
            print(t(taal, "proefgroep.rollen_bevestigen"), flush=True)
            groep.wait()
            return groep.count()
        leidraad = Leidraad(keuzes.deelnemers, wensen.rollen[: keuzes.deelnemers], keuzes.tempo, groep.is_klaar)
        binnen = threading.Thread(target=_join_later, args=(groep, melden.afgewezen, stop), daemon=True)
        stappen = run_sessie(keuzes.console, leidraad, stop=stop, taal=taal, geopend=binnen.start)
        if melden.afgewezen:
            raise KanNiet(melden.afgewezen[0])
        print(t(taal, "proefgroep.stappen_klaar", aantal=len(stappen)), flush=True)
        return groep.count()


def _join_later(groep: Groep, afgewezen: list[str], stop: threading.Event) -> None:
    """Come in once the console opened the door."""
    try:
        groep.join()
    except (Geweigerd, OSError) as fout:
        afgewezen.append(str(fout))
        stop.set()


class _Melder:
    """Says who came in, in the two words of each phone."""

    def __init__(self, taal: str) -> None:
        self._taal = taal
        self.afgewezen: list[str] = []

    def tell_binnen(self, woorden: str) -> None:
        """One phone came in."""
        print(t(self._taal, "proefgroep.binnen", woorden=woorden), flush=True)


def _tell(uitkomst: Uitkomst, taal: str) -> None:
    print(
        t(
            taal,
            "proefgroep.uitkomst",
            deelnemers=uitkomst.deelnemers,
            kaarten=len(uitkomst.kaarten),
            gewijzigd=uitkomst.gewijzigd,
            ingetrokken=uitkomst.ingetrokken,
            weggevallen=uitkomst.weggevallen,
            geweigerd=uitkomst.geweigerd,
            onderweg=uitkomst.onderweg,
        ),
        flush=True,
    )


def _complain(zin: str, code: int) -> int:
    print(zin, file=sys.stderr)
    return code
