"""De rijen van lessen: op weg (concept) en gedeeld (archief), met het zoekregister. Alleen SQL.

A shared les has a random id, no order of arrival, and no row that leads to a session.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, or_, select, text, update
from sqlmodel import col

from leersessie.store.lesgebruik import forget_les
from leersessie.store.tabellen import Les, LesConcept


@dataclass(frozen=True, slots=True)
class ConceptRij:
    """A les on its way."""

    id: str
    organisatie: int
    sessie: str
    leiding: tuple[int, ...]
    bewerkers: tuple[int, ...]
    toestand: str
    inhoud: Mapping[str, Any]
    besluiten: Mapping[str, Any]
    tekst_hash: str
    code_hash: str
    sleutel1_hash: str
    sleutel2: int | None
    sleutel2_hash: str
    gesloten_dag: str
    bezwaar_tot_dag: str
    nota: str


@dataclass(frozen=True, slots=True)
class LesRij:
    """A shared les."""

    id: str
    organisatie: int
    bereik: str
    soort: str
    titel: str
    inhoud: Mapping[str, Any]
    labels: Mapping[str, Any]
    jaar: int
    code_hash: str
    stammen: str


def _to_concept(rij: Row[Any]) -> ConceptRij:
    waarden = {naam: getattr(rij, naam) for naam in ConceptRij.__dataclass_fields__}
    return ConceptRij(**{**waarden, "leiding": tuple(rij.leiding), "bewerkers": tuple(rij.bewerkers)})


def _to_les(rij: Row[Any]) -> LesRij:
    return LesRij(**{naam: getattr(rij, naam) for naam in LesRij.__dataclass_fields__})


# ---- on the way ---------------------------------------------------------------------------------------------


def insert_concept(verbinding: Connection, waarden: Mapping[str, Any]) -> None:
    """A new draft."""
    verbinding.execute(insert(LesConcept).values(**waarden))


def find_concept(verbinding: Connection, les: str, *, vast: bool = False) -> ConceptRij | None:
    """One draft, or None. `vast` keeps its row for this transaction (PostgreSQL)."""
    vraag = select(LesConcept).where(col(LesConcept.id) == les)
    if vast and verbinding.dialect.name != "sqlite":
        vraag = vraag.with_for_update()
    rij = verbinding.execute(vraag).first()
    return _to_concept(rij) if rij else None


def list_concepten(
    verbinding: Connection,
    *,
    organisatie: int | None = None,
    sessie: str | None = None,
    code_hash: str | None = None,
    toestand: str | None = None,
) -> tuple[ConceptRij, ...]:
    """Drafts that fit all that was given, by id."""
    vraag = select(LesConcept).order_by(col(LesConcept.id))
    for kolom, waarde in (
        (col(LesConcept.organisatie), organisatie),
        (col(LesConcept.sessie), sessie),
        (col(LesConcept.code_hash), code_hash),
        (col(LesConcept.toestand), toestand),
    ):
        if waarde is not None:
            vraag = vraag.where(kolom == waarde)
    return tuple(_to_concept(rij) for rij in verbinding.execute(vraag))


def update_concept(verbinding: Connection, les: str, **waarden: Any) -> None:
    """Change columns of one draft."""
    verbinding.execute(update(LesConcept).where(col(LesConcept.id) == les).values(**waarden))


def delete_concept(verbinding: Connection, les: str) -> bool:
    """Delete one draft; False when it was gone."""
    return verbinding.execute(delete(LesConcept).where(col(LesConcept.id) == les)).rowcount == 1


# ---- the archive --------------------------------------------------------------------------------------------


def insert_les(verbinding: Connection, waarden: Mapping[str, Any], zoekrij: int) -> None:
    """Share one les. `zoekrij` is a random number: SQLite's search table would otherwise keep the order."""
    verbinding.execute(insert(Les).values(**waarden))
    if verbinding.dialect.name == "sqlite":
        verbinding.execute(
            text("INSERT INTO les_zoek (rowid, id, stammen) VALUES (:rij, :id, :stammen)"),
            {"rij": zoekrij, "id": waarden["id"], "stammen": waarden["stammen"]},
        )


def delete_les(verbinding: Connection, les: str) -> bool:
    """Take a les out of the archive, the search table, and all that hangs on it; False when it was gone."""
    forget_les(verbinding, les)
    if verbinding.dialect.name == "sqlite":
        verbinding.execute(text("DELETE FROM les_zoek WHERE id = :id"), {"id": les})
    return verbinding.execute(delete(Les).where(col(Les.id) == les)).rowcount == 1


def _in_bereik(vraag: Select[Any], organisatie: int | None) -> Select[Any]:
    """Own lessons and those shared with the installation; without an organisation only the public ones."""
    if organisatie is None:
        return vraag.where(col(Les.bereik) == "openbaar")
    return vraag.where(or_(col(Les.organisatie) == organisatie, col(Les.bereik).in_(("installatie", "openbaar"))))


def find_les(verbinding: Connection, les: str, organisatie: int | None) -> LesRij | None:
    """One les that this organisation may read, or None."""
    rij = verbinding.execute(_in_bereik(select(Les).where(col(Les.id) == les), organisatie)).first()
    return _to_les(rij) if rij else None


def list_lessen(verbinding: Connection, organisatie: int | None) -> tuple[LesRij, ...]:
    """All lessons that this organisation may read, by id (random)."""
    vraag = _in_bereik(select(Les), organisatie).order_by(col(Les.id))
    return tuple(_to_les(rij) for rij in verbinding.execute(vraag))


def list_by_code(verbinding: Connection, code_hash: str) -> tuple[LesRij, ...]:
    """Lessons that this four-word code may withdraw."""
    vraag = select(Les).where(col(Les.code_hash) == code_hash).order_by(col(Les.id))
    return tuple(_to_les(rij) for rij in verbinding.execute(vraag))


def match_stammen(verbinding: Connection, termen: Iterable[Iterable[str]]) -> frozenset[str]:
    """Ids of lessons that hold, for every term, at least one of its stems. Stems are plain a–z and 0–9."""
    groepen = [sorted({s for s in groep if s.isascii() and s.isalnum()}) for groep in termen]
    if not groepen or not all(groepen):
        return frozenset()
    if verbinding.dialect.name == "sqlite":
        zoek = " AND ".join("(" + " OR ".join(f'"{s}"' for s in groep) + ")" for groep in groepen)
        vraag = text("SELECT id FROM les_zoek WHERE stammen MATCH :zoek")
    else:
        zoek = " & ".join("(" + " | ".join(f"'{s}'" for s in groep) + ")" for groep in groepen)
        vraag = text("SELECT id FROM les WHERE to_tsvector('simple', stammen) @@ to_tsquery('simple', :zoek)")
    return frozenset(str(rij.id) for rij in verbinding.execute(vraag, {"zoek": zoek}))
