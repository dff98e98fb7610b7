"""Drempels zoeken met axe-core: alles van WCAG 2.0 tot en met 2.2, niveau A en AA, op de bladzijde zoals zij nu is."""

from __future__ import annotations

from functools import cache

from playwright.sync_api import Page

from hulp.node import install_node

NIVEAUS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
VRAAG = """niveaus => axe.run(document, {runOnly: niveaus}).then(uit => uit.violations.map(
  v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(' | ')))"""


@cache
def _read_axe() -> str:
    return (install_node() / "node_modules/axe-core/axe.min.js").read_text("utf-8")


def find_drempels(page: Page, naam: str) -> list[str]:
    """What axe finds wrong, each with `naam` before it; empty is good."""
    page.evaluate(_read_axe())  # evaluated: our own policy allows no script tag
    return [f"{naam}: {gevonden}" for gevonden in page.evaluate(VRAAG, NIVEAUS)]
