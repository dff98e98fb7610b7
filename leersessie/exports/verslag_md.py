"""Het verslag als Markdown. Wat deelnemers typten, staat er precies zo, nooit als opmaak of verwijzing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from leersessie.i18n import t
from leersessie.lessen.dagen import show_dag
from leersessie.lessen.verslag import VerslagRegel, VerslagZicht
from leersessie.store.verslagen import ReactieRij

_IN_DE_REGEL = re.compile(r"[\\`*_\[\]{}~|$]")
_BEGIN = re.compile(r"\A(?:[#>+=:-]|!)")
_NUMMER = re.compile(r"\A(\d{1,9})([.)])")


def to_markdown(zicht: VerslagZicht, werkvorm: str, taal: str) -> str:
    """The verslag as a Markdown file. `werkvorm` is its name in this language.

    Lines that were taken out are not in it; reactions stand under the passage they belong to.
    """
    delen = [f"# {escape_regel(zicht.naam)}", "", *_write_kop(zicht, werkvorm, taal)]
    levend = [regel for regel in zicht.regels if not regel.weg]
    for kop, regels in groupby(levend, key=lambda regel: regel.kop):
        delen += ["", f"## {escape_regel(kop)}", ""] if kop else [""]
        for regel in regels:
            delen += _write_regel(regel, [r for r in zicht.reacties if r.regel == regel.id], taal)
    los = [r for r in zicht.reacties if not r.regel]
    if los:
        delen += ["", f"## {t(taal, 'exports.reacties')}", "", *(line for r in los for line in _write_reactie(r, taal))]
    delen += ["", "---", "", t(taal, "exports.slot"), ""]
    return "\n".join(delen)


def _write_kop(zicht: VerslagZicht, werkvorm: str, taal: str) -> Iterable[str]:
    yield f"- {t(taal, 'exports.werkvorm')}: {escape_regel(werkvorm)}"
    if zicht.gesloten_dag:
        yield f"- {t(taal, 'exports.dag')}: {show_dag(zicht.gesloten_dag)}"
    yield f"- {t(taal, 'exports.toestand')}: {t(taal, f'lessen.verslag_{zicht.toestand}')}"
    if zicht.toestand != "vastgesteld" and zicht.reactie_tot_dag:
        yield f"- {t(taal, 'exports.reageren_tot')}: {show_dag(zicht.reactie_tot_dag)}"


def _write_regel(regel: VerslagRegel, reacties: list[ReactieRij], taal: str) -> list[str]:
    return [f"- {escape_tekst(regel.tekst, 4)}", *(f"    {r}" for x in reacties for r in _write_reactie(x, taal))]


def _write_reactie(reactie: ReactieRij, taal: str) -> list[str]:
    if reactie.soort == "kanttekening":
        wie = t(taal, "exports.kanttekening", organisatie=escape_regel(reactie.organisatie))
    else:
        wie = t(taal, "exports.reactie")
    return [f"- {wie}: {escape_tekst(reactie.tekst, 8)}"]


def escape_regel(tekst: str) -> str:
    """One line of somebody's words, such that it reads back as those words and is never markup or a link."""
    regel = " ".join(tekst.split())
    regel = regel.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    regel = _IN_DE_REGEL.sub(lambda hit: f"&#{ord(hit.group())};", regel)
    # a bare address becomes a link in many readers: nobody should click on what a stranger typed
    regel = (
        regel.replace("://", "&#58;//").replace("@", "&#64;").replace("www.", "www&#46;").replace("WWW.", "WWW&#46;")
    )
    regel = _NUMMER.sub(lambda hit: f"{hit.group(1)}&#{ord(hit.group(2))};", regel)
    return _BEGIN.sub(lambda hit: f"&#{ord(hit.group())};", regel)


def escape_tekst(tekst: str, inspringen: int) -> str:
    """Several lines inside a list: every line break stays, empty lines go, each line is safe on its own."""
    regels = [escape_regel(regel) for regel in tekst.splitlines() if regel.strip()]
    return ("  \n" + " " * inspringen).join(regels)
