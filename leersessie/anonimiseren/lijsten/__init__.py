"""De lijsten van de controle: gewone tekstbestanden die een beheerder kan lezen en wij kunnen bijhouden."""

from __future__ import annotations

from importlib.resources import files

from leersessie.anonimiseren.model import AnalyseFout


def read_regels(naam: str) -> tuple[str, ...]:
    """The lines of a list without comments and empty ones. Raises AnalyseFout when it is missing or empty."""
    try:
        tekst = (files(__package__) / naam).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fout:
        raise AnalyseFout(f"de lijst {naam} ontbreekt") from fout
    regels = (regel.partition("#")[0].strip() for regel in tekst.splitlines())
    gevuld = tuple(regel for regel in regels if regel)
    if not gevuld:
        raise AnalyseFout(f"de lijst {naam} is leeg")
    return gevuld


def read_woorden(naam: str) -> tuple[str, ...]:
    """The words of a list that has many on a line, as they stand there."""
    return tuple(woord for regel in read_regels(naam) for woord in regel.split())
