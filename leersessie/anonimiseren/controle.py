"""De controle zelf: alle lagen over een tekst, overlap eruit, dezelfde woorden in één groep."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from leersessie.anonimiseren.adres import find_adres
from leersessie.anonimiseren.contact import find_contact
from leersessie.anonimiseren.datums import find_datums
from leersessie.anonimiseren.kenmerk import find_kenmerk
from leersessie.anonimiseren.lijsten import read_woorden
from leersessie.anonimiseren.model import MASK, REVIEW, AnalyseFout, Besluit, Span, Vondst
from leersessie.anonimiseren.nummers import find_nummers
from leersessie.anonimiseren.plat import Plat, fold, make_plat
from leersessie.anonimiseren.schatting import estimate_woorden
from leersessie.anonimiseren.tabel import read_tabel
from leersessie.anonimiseren.tokens import make_variants
from leersessie.anonimiseren.woorden import find_woorden, read_tokens

Laag = Callable[[Plat], Iterator[Vondst]]
LAGEN: tuple[Laag, ...] = (find_contact, find_nummers, find_datums, find_adres, find_kenmerk)
"""The layers that always count. The layer of words comes after them and knows what may stay."""
VOORRANG = (
    "EMAIL", "URL", "IBAN", "DATUM", "TELEFOON", "POSTCODE", "KENTEKEN", "BSN", "ADRES", "ACCOUNT", "DOSSIERNUMMER",
    "LEEFTIJD", "PERSOON", "ORGANISATIE", "PLAATS", "NAAM", "KENMERK",
)  # fmt: skip
HOOGSTENS = 200_000
BUDGET = 0.2
"""Seconds of our own processor time per 1,000 characters; two seconds at the least."""
KORT = 500
"""A text of this length or less is done long before any budget: asking the clock would cost more than a layer."""


def analyse(
    tekst: str, *, known_names: Iterable[str] = (), allow: Iterable[str] = (), deny: Iterable[str] = ()
) -> list[Span]:
    """All places that may point at somebody, in order, never overlapping.

    `known_names`: names that are masked wherever they stand, also in small letters and with one typing error.
    `deny`: other words of this organisation that are always masked. `allow`: words that may stay; they never hide a
    number, an address or a known name. Raises AnalyseFout when the check could not be done.
    """
    if not isinstance(tekst, str) or len(tekst) > HOOGSTENS:
        raise AnalyseFout("de tekst is te lang om na te kijken")
    try:
        tot = time.thread_time() + max(2.0, BUDGET * len(tekst) / 1000) if len(tekst) > KORT else math.inf
        plat = make_plat(tekst)
        tokens = read_tokens(plat, frozenset(allow))
        schatting = estimate_woorden(plat, tokens)
        _check_tijd(tot)
        gevonden: list[Vondst] = []
        for laag in LAGEN:
            gevonden += laag(plat)
            _check_tijd(tot)
        gevonden += find_woorden(plat, tokens)
        bekend = [(naam, "PERSOON", "bekende_naam", True) for naam in known_names]
        bekend += [(woord, "NAAM", "eigen_lijst", False) for woord in deny]
        gevonden += _find_bekend(plat, bekend)
        vondsten = list(schatting.weigh(gevonden))
        vondsten += _find_again(plat, vondsten)
        _check_tijd(tot)
        return _to_spans(plat, tekst, _untangle(vondsten))
    except AnalyseFout:
        raise
    except (ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, NameError, OSError, RuntimeError,
            TypeError, ValueError, re.error):  # fmt: skip
        # from None: a traceback must not carry words of anybody
        raise AnalyseFout("de controle kon de tekst niet nakijken") from None


def warm_up() -> None:
    """Read every list and table now, so that nobody waits for it later. What is missing shows at the first question."""
    with suppress(AnalyseFout):
        analyse("Mw. Frobbel (8) uit de Lier, 12 feburari, naar basisschool de klimbom met vndaag 3 jongen van vijf.")


def find_bekend(tekst: str, namen: Iterable[str]) -> list[str]:
    """The words of this text that are one of these names, as `analyse` knows them again; nothing else is looked at."""
    plat = make_plat(tekst[:HOOGSTENS])
    vondsten = _merge(_find_bekend(plat, [(naam, "PERSOON", "bekende_naam", True) for naam in namen]))
    return [tekst[s.start : s.end] for s in _to_spans(plat, tekst, vondsten)]


def find_names(teksten: Iterable[str], *, allow: Iterable[str] = ()) -> frozenset[str]:
    """The names that are certain in these texts, for `known_names` in the other cards of the same session.

    Lives as long as the caller keeps it: nothing is stored here. Raises AnalyseFout as `analyse` does.
    """
    vrij = tuple(allow)
    namen: set[str] = set()
    for tekst in teksten:
        spans = analyse(tekst, allow=vrij)
        namen |= {tekst[s.start : s.end] for s in spans if s.type == "PERSOON" and s.tier == MASK}
    return frozenset(namen)


def split_bekend(namen: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Names that somebody gave us, for (`known_names`, `deny`): the parts that are no word, and the whole in one piece.

    'Jan de Wit' must not mask every 'wit', nor 'Veilig Thuis Oost' every 'thuis'.
    """
    look = read_tabel().look
    delen, heel = set(), set()
    for naam in namen:
        woorden = [hit.group() for hit in _WOORD.finditer(naam)]
        if len(woorden) > 1:
            heel.add(naam)
        delen |= {w for w in woorden if len(w) >= 3 and not set(look(fold(w))) & {"w", "t", "g", "p", "q"}}
    return frozenset(delen), frozenset(heel)


def _check_tijd(tot: float) -> None:
    if tot < math.inf and time.thread_time() > tot:
        raise AnalyseFout("de controle duurde te lang")


def apply(tekst: str, besluiten: Sequence[Besluit]) -> str:
    """The text with every replacement put in. Raises ValueError when places overlap or lie outside the text."""
    delen: list[str] = []
    plek = 0
    for besluit in sorted(besluiten, key=lambda b: b.start):
        if not plek <= besluit.start < besluit.end <= len(tekst):
            raise ValueError("een plek ligt buiten de tekst of over een andere heen")
        delen.append(tekst[plek : besluit.start])
        delen.append(tekst[besluit.start : besluit.end] if besluit.vervang is None else besluit.vervang)
        plek = besluit.end
    return "".join(delen) + tekst[plek:]


# ---- names that are known, and names found elsewhere in the same text ---------------------------------------

_WOORD = re.compile(r"[^\W_](?:[^\W_]|['\-](?=[^\W_])){0,60}")


def _find_bekend(plat: Plat, bekend: list[tuple[str, str, str, bool]]) -> Iterator[Vondst]:
    """Known words and word groups, by their folded words."""
    if not bekend:
        return
    hits = list(_WOORD.finditer(plat.tekst))
    woorden = [fold(hit.group()) for hit in hits]
    per_eerste: dict[str, list[tuple[list[str], str, str]]] = {}
    ruim: dict[str, tuple[str, str]] = {}
    for naam, soort, reden, met_fout in bekend:
        delen = [fold(hit.group()) for hit in _WOORD.finditer(naam)]
        if not delen:
            continue
        per_eerste.setdefault(delen[0], []).append((delen, soort, reden))
        if met_fout:
            ruim.update(
                {variant: (soort, reden) for deel in delen if len(deel) >= 5 for variant in make_variants(deel)}
            )
            for deel in (d for d in delen if len(d) >= 3):
                per_eerste.setdefault(deel, []).append(([deel], soort, reden))
    for i, woord in enumerate(woorden):
        for delen, soort, reden in per_eerste.get(woord, ()):
            if woorden[i : i + len(delen)] == delen:
                yield Vondst(hits[i].start(), hits[i + len(delen) - 1].end(), soort, MASK, reden)
        if len(woord) >= 4:
            for variant in make_variants(woord) if ruim else ():
                if variant in ruim:
                    soort, reden = ruim[variant]
                    yield Vondst(hits[i].start(), hits[i].end(), soort, MASK, reden)
                    break


_GEEN_NAAM = frozenset(read_woorden("geen_naam.txt"))


def _find_again(plat: Plat, vondsten: list[Vondst]) -> Iterator[Vondst]:
    """A person found behind a title or kin word is a person everywhere in this text, at the start of a sentence too."""
    namen: dict[str, str] = {}
    for vondst in vondsten:
        if vondst.type in ("PERSOON", "NAAM") and vondst.reden != "na_titel_klein":
            for hit in _WOORD.finditer(plat.tekst, vondst.start, vondst.end):
                if len(hit.group()) >= 3 and hit.group()[0].isupper() and fold(hit.group()) not in _GEEN_NAAM:
                    sleutel = fold(hit.group())
                    namen[sleutel] = MASK if MASK in (vondst.tier, namen.get(sleutel)) else REVIEW
    for hit in _WOORD.finditer(plat.tekst) if namen else ():
        tier = namen.get(fold(hit.group()))
        if tier is not None and (tier == MASK or hit.group()[0].isupper()):
            soort = "PERSOON" if tier == MASK else "NAAM"
            yield Vondst(hit.start(), hit.end(), soort, tier, "elders_naam")


# ---- overlap ------------------------------------------------------------------------------------------------


def _untangle(vondsten: Iterable[Vondst]) -> list[Vondst]:
    """One finding per place: what must be masked swallows what it touches, the rest keeps what is left."""
    alle = list(vondsten)
    boven = _merge(v for v in alle if v.tier == MASK)
    for onder in (
        _merge(v for v in alle if v.tier == REVIEW and v.type != "KENMERK"),
        _merge(v for v in alle if v.type == "KENMERK"),
    ):
        boven = _lay_under(boven, onder)
    return boven


def _lay_under(boven: list[Vondst], onder: list[Vondst]) -> list[Vondst]:
    """The upper findings whole, and what they leave of the lower ones."""
    begins = iter(boven)
    over: list[Vondst] = []
    huidig = next(begins, None)
    for vondst in onder:
        start = vondst.start
        while huidig is not None and huidig.end <= start:
            huidig = next(begins, None)
        while huidig is not None and huidig.start < vondst.end:
            if start < huidig.start:
                over.append(replace(vondst, start=start, end=huidig.start))
            start = max(start, huidig.end)
            if huidig.end >= vondst.end:
                break
            huidig = next(begins, None)
        if start < vondst.end:
            over.append(replace(vondst, start=start))
    return sorted([*boven, *over], key=lambda v: v.start)


def _merge(vondsten: Iterable[Vondst]) -> list[Vondst]:
    """Overlapping findings become one: the union, named after the longest, then after VOORRANG."""
    heel: list[Vondst] = []
    for vondst in sorted(vondsten, key=lambda v: (v.start, v.start - v.end, VOORRANG.index(v.type))):
        if heel and vondst.start < heel[-1].end:
            vorig = heel[-1]
            eind = max(vorig.end, vondst.end)
            best = min(vorig, vondst, key=lambda v: (v.start - v.end, VOORRANG.index(v.type)))
            heel[-1] = Vondst(vorig.start, eind, best.type, best.tier, best.reden)
        else:
            heel.append(vondst)
    return heel


def _to_spans(plat: Plat, tekst: str, vondsten: list[Vondst]) -> list[Span]:
    groepen: dict[tuple[str, str], int] = {}
    spans: list[Span] = []
    for vondst in vondsten:
        start, end = vondst.start, vondst.end
        while start < end and not plat.tekst[start].isalnum() and plat.tekst[start] not in "+@'(":
            start += 1
        while end > start and plat.tekst[end - 1] in " \n,;:":
            end -= 1
        if start == end:
            continue
        groep = groepen.setdefault((vondst.type, fold(plat.tekst[start:end])), len(groepen) + 1)
        van, tot = plat.to_bron(start, end)
        spans.append(Span(van, tot, vondst.type, vondst.tier, f"anonimiseren.reden_{vondst.reden}", groep))
    return spans
