"""De tabel: de uitkomsten naast de eisen, als Markdown. Wat niet gemeten kon worden, heet 'niet uitgevoerd'."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

NIET = "niet uitgevoerd"
BEWIJS = 100
Uitkomsten = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Eis:
    """One row: what, the most it may be, the ambition, and how it follows from the results."""

    wat: str
    hoogstens: float
    streven: float
    eenheid: str
    reken: Callable[[Uitkomsten], float | None]


def pick(rijen: Uitkomsten, server: str, last: str, veld: str, onder: str = "") -> list[float]:
    """All values of one field, of the runs of one server under one load that worked."""
    waarden = []
    for rij in rijen:
        if (rij["server"], rij["last"]) == (server, last) and "mislukt" not in rij:
            waarde = rij[veld][onder] if onder else rij[veld]
            if waarde is not None:
                waarden.append(float(waarde))
    return waarden


def middle(waarden: Iterable[float]) -> float | None:
    """The median, or None without values."""
    lijst = list(waarden)
    return statistics.median(lijst) if lijst else None


def value(
    server: str, last: str, veld: str, onder: str = "", deel: float = 1.0
) -> Callable[[Uitkomsten], float | None]:
    """The median of a field, divided by `deel`."""

    def reken(rijen: Uitkomsten) -> float | None:
        waarde = middle(pick(rijen, server, last, veld, onder))
        return None if waarde is None else waarde / deel

    return reken


def ratio(een: tuple[str, ...], ander: tuple[str, ...]) -> Callable[[Uitkomsten], float | None]:
    """Run by run: a field of one server over that of the other, then the median."""

    def reken(rijen: Uitkomsten) -> float | None:
        boven, onder = pick(rijen, *een), pick(rijen, *ander)
        return middle(a / b for a, b in zip(boven, onder, strict=False) if b)

    return reken


def total(*velden: str) -> Callable[[Uitkomsten], float | None]:
    """A sum over all runs of our own servers: it must be zero."""

    def reken(rijen: Uitkomsten) -> float | None:
        eigen = [r for r in rijen if r["server"] in ("product", "omroep") and "mislukt" not in r]
        return float(sum(r.get(veld, 0) for r in eigen for veld in velden)) if eigen else None

    return reken


def count_kwijt(rijen: Uitkomsten) -> float | None:
    """Acknowledged and gone after kill -9; None when too few were acknowledged to prove anything."""
    bevestigd = sum(pick(rijen, "product", "kill", "acks"))
    return sum(pick(rijen, "product", "kill", "kwijt")) if bevestigd >= BEWIJS else None


EISEN = (
    Eis("B-all: de hele golf, processortijd tegenover node + SQLite", 0.25, 0.1, "x",
        ratio(("product", "B-all", "cpu_s"), ("socket.io+sqlite", "B-all", "cpu_s"))),
    Eis("B-all: laatste telefoon heeft antwoord", 1.5, 0.6, "s", value("product", "B-all", "ack_laatste_ms", deel=1e3)),
    Eis("B-all: beamer is bij met alle 600", 2.0, 1.0, "s", value("product", "B-all", "beamer_af_ms", deel=1e3)),
    Eis("A: antwoord p95", 25, 10, "ms", value("product", "A", "ack_ms", "p95")),
    Eis("A: antwoord p95 tegenover node + SQLite", 4, 2, "x",
        ratio(("product", "A", "ack_ms", "p95"), ("socket.io+sqlite", "A", "ack_ms", "p95"))),
    Eis("A: van bijdrage tot beeld op de beamer, p95", 300, 150, "ms", value("product", "A", "beeld_ms", "p95")),
    Eis("C: antwoord p95", 25, 10, "ms", value("product", "C", "ack_ms", "p95")),
    Eis("B: kale omroep, processortijd per kopie tegenover node socket.io", 0.9, 0.6, "x",
        ratio(("omroep", "B", "us_per_kopie"), ("socket.io", "B", "us_per_kopie"))),
    Eis("600 komen binnen in 10 s: allen binnen", 12, 10.5, "s", value("product", "B-kom", "mee_s")),
    Eis("600 komen binnen in 10 s: p95", 1000, 200, "ms", value("product", "B-kom", "mee_ms", "p95")),
    Eis("600 komen tegelijk: p95", 3000, 1500, "ms", value("product", "B-all", "mee_ms", "p95")),
    Eis("600 terug na kill -9 en opnieuw starten, vanaf een open poort", 5, 3, "s",
        value("product", "terug", "terug_ms", deel=1e3)),
    Eis("geheugen per telefoon", 90, 60, "kB", value("product", "B-all", "kb_per_telefoon")),
    Eis("geheugen van de server in rust", 180, 120, "MB", value("product", "A", "rust_mb")),
    Eis("kosten per kopie, 2000 tegenover 600 telefoons", 1.2, 1, "x",
        ratio(("omroep", "D2", "us_per_kopie"), ("omroep", "B", "us_per_kopie"))),
    Eis("kosten per kopie, 5000 tegenover 600 telefoons", 1.6, 1, "x",
        ratio(("omroep", "D5", "us_per_kopie"), ("omroep", "B", "us_per_kopie"))),
    Eis("kwijt, dubbel of bij een andere sessie terechtgekomen", 0, 0, "",
        total("gelekt", "dubbel", "gemist", "dubbel_bewaard", "kwijt")),
    Eis("bevestigd en na kill -9 niet in de database", 0, 0, "", count_kwijt),
    Eis("eerste keer laden op een telefoon, zonder letters", 80, 50, "kB",
        value("gewicht", "laden", "zonder_letters", deel=1e3)),
    Eis("eerste keer laden op een telefoon, met de letters die zij tekent", 80, 50, "kB",
        value("gewicht", "laden", "getekend", deel=1e3)),
    Eis("een hele bijeenkomst van twaalf, een telefoon, eerste keer laden erbij", 400, 150, "kB",
        value("gewicht", "laden", "bijeenkomst", deel=1e3)),
)  # fmt: skip


def show(getal: float | None, eenheid: str = "") -> str:
    """A number with as many decimals as mean something."""
    if getal is None:
        return NIET
    tekst = f"{getal:.2f}" if abs(getal) < 10 else f"{getal:.0f}"
    return f"{tekst.rstrip('0').rstrip('.') if '.' in tekst else tekst} {eenheid}".strip()


def judge(eis: Eis, getal: float | None) -> str:
    """In one word."""
    if getal is None:
        return NIET
    if getal <= eis.streven:
        return "streven gehaald"
    return "gehaald" if getal <= eis.hoogstens else "niet gehaald"


def make_tabel(rijen: Uitkomsten, kop: list[str]) -> str:
    """The whole page: who against whom, the demands, and every run."""
    regels = ["# Meting", "", *kop, "", "| wat | gemeten | eis | streven | oordeel |", "|---|---|---|---|---|"]
    for eis in EISEN:
        getal = eis.reken(rijen)
        grenzen = f"{show(eis.hoogstens, eis.eenheid)} | {show(eis.streven, eis.eenheid)}"
        regels.append(f"| {eis.wat} | {show(getal, eis.eenheid)} | {grenzen} | {judge(eis, getal)} |")
    koppen = ["server", "last", "cpu s", "per kopie us", "per bijdrage ms", "antwoord p50/p95/max ms", "beeld p95 ms"]
    koppen += ["binnen s (p95 ms)", "kB per telefoon", "iets anders op de machine, cpu s"]
    regels += ["", "## Alle keren", "", f"| {' | '.join(koppen)} |", "|---" * len(koppen) + "|"]
    return "\n".join([*regels, *(to_regel(rij) for rij in rijen if rij["last"] not in ("laden", "terug"))]) + "\n"


def to_regel(rij: dict[str, Any]) -> str:
    """One run as a row."""
    if "mislukt" in rij:
        return f"| {rij['server']} | {rij['last']} | mislukt: {rij['mislukt']} |"
    ack = "/".join(show(rij["ack_ms"][p]) for p in ("p50", "p95", "max"))
    delen = [
        rij["server"],
        rij["last"],
        show(rij["cpu_s"]),
        show(rij["us_per_kopie"]),
        show(rij["ms_per_bijdrage"]),
        ack,
    ]
    delen += [show(rij["beeld_ms"]["p95"]), f"{show(rij['mee_s'])} ({show(rij['mee_ms']['p95'])})"]
    return "| " + " | ".join([*delen, show(rij["kb_per_telefoon"]), show(rij["ander_cpu_s"])]) + " |"
