"""Hele kalenderdagen in de tijdzone van de installatie: de enige maat waarin beloften over tijd gedaan worden."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from leersessie.config import Config


def read_vandaag(config: Config) -> date:
    """Today, where the people are."""
    return datetime.fromtimestamp(config.klok.wand(), config.zone).date()


def add_dagen(dag: str | date, dagen: int) -> str:
    """So many days later, as it is stored."""
    begin = date.fromisoformat(dag) if isinstance(dag, str) else dag
    return (begin + timedelta(days=dagen)).isoformat()


def subtract_maanden(dag: date, maanden: int) -> str:
    """So many months earlier; the last day of a shorter month when the day does not exist there."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 - maanden, 12)
    for dagnummer in range(dag.day, 27, -1):
        try:
            return date(jaar, maand + 1, dagnummer).isoformat()
        except ValueError:
            continue
    return date(jaar, maand + 1, min(dag.day, 28)).isoformat()


def show_dag(dag: str) -> str:
    """The day as people write it: 24-03-2026."""
    return date.fromisoformat(dag).strftime("%d-%m-%Y")
