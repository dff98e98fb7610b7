"""De rode draad: een drempel, werkzame factor of knelpunt die een trainer door meer lessen heen ziet lopen.

Belongs to one organisation. Counts over time obey the rule of small groups; what is under five is not counted apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from leersessie.config import Config
from leersessie.i18n.weigering import NietGevonden, Weigering
from leersessie.invoer.tekstdeur import clean_text
from leersessie.lessen.gebruik import check_geen_naam
from leersessie.lessen.labels import K
from leersessie.store import Store
from leersessie.store import lesgebruik as rijen
from leersessie.store import lessen as lesrijen
from leersessie.store.lesgebruik import DraadRij
from leersessie.store.lessen import LesRij
from leersessie.toegang.aanmelden import check_rol
from leersessie.toegang.accounts import Ingelogd
from leersessie.toegang.geheimen import new_token

SOORTEN = ("drempel", "werkzame_factor", "knelpunt")
NIVEAUS = ("", "ik", "team", "organisatie", "gemeente", "regio")
NAAM_TEKENS, UITLEG_TEKENS = 80, 1_000


@dataclass(frozen=True, slots=True)
class Draad:
    """A pattern with its lessons. `per_jaar`: (year, how many, or None while that would single out a few)."""

    rij: DraadRij
    lessen: tuple[LesRij, ...]
    per_jaar: tuple[tuple[int, int | None], ...]


def list_draden(store: Store, door: Ingelogd) -> tuple[tuple[DraadRij, int | None], ...]:
    """All patterns of the own organisation with how many lessons they have; None for fewer than five."""

    def read(verbinding: Connection) -> tuple[tuple[DraadRij, int | None], ...]:
        draden = rijen.list_draden(verbinding, door.organisatie)
        telling = Counter(d for d, _ in rijen.list_draad_lessen(verbinding, tuple(d.id for d in draden)))
        return tuple((d, telling[d.id] if telling[d.id] >= K else None) for d in draden)

    return store.read(read)


def read_draad(store: Store, draad: str, door: Ingelogd) -> Draad:
    """One pattern. Raises NietGevonden."""

    def read(verbinding: Connection) -> Draad:
        rij = _find(verbinding, draad, door)
        leden = {les for _, les in rijen.list_draad_lessen(verbinding, (draad,))}
        lessen = tuple(r for r in lesrijen.list_lessen(verbinding, door.organisatie) if r.id in leden)
        return Draad(rij, tuple(sorted(lessen, key=lambda r: (r.titel.casefold(), r.id))), count_per_jaar(lessen))

    return store.read(read)


def count_per_jaar(lessen: tuple[LesRij, ...]) -> tuple[tuple[int, int | None], ...]:
    """Lessons per year. A year under five is not counted; when that is only one, the smallest other goes with it."""
    telling = Counter(les.jaar for les in lessen)
    verborgen = {jaar for jaar, aantal in telling.items() if aantal < K}
    if len(verborgen) == 1 and len(telling) > 1:
        verborgen.add(min((j for j in telling if j not in verborgen), key=lambda j: (telling[j], j)))
    return tuple((jaar, None if jaar in verborgen else telling[jaar]) for jaar in sorted(telling))


def save_draad(store: Store, config: Config, door: Ingelogd, velden: Mapping[str, object], draad: str = "") -> str:
    """A new pattern, or other words for one; returns its id.

    Raises NietGevonden, Weigering 'invoer.keus', 'lessen.draad_naam', or for an empty or too long text.
    """
    check_rol(door, "trainer")
    soort, niveau = velden.get("soort"), velden.get("niveau", "")
    if soort not in SOORTEN or niveau not in NIVEAUS:
        raise Weigering("invoer.keus")
    naam = " ".join(clean_text(velden.get("naam"), NAAM_TEKENS).split())
    uitleg = clean_text(velden.get("uitleg", ""), UITLEG_TEKENS, leeg_mag=True)
    check_geen_naam(f"{naam}\n\n{uitleg}", "lessen.draad_naam")
    nummer = draad or new_token(config, 10)
    waarden = {"id": nummer, "organisatie": door.organisatie, "soort": soort, "niveau": niveau}

    def save(verbinding: Connection) -> None:
        if draad:
            _find(verbinding, draad, door)
        rijen.put_draad(verbinding, {**waarden, "naam": naam, "uitleg": uitleg})

    store.transact(save)
    return nummer


def set_les(store: Store, draad: str, les: str, door: Ingelogd, *, aan: bool) -> None:
    """Let a les belong to a pattern, or not any more. Raises NietGevonden."""
    check_rol(door, "trainer")

    def change(verbinding: Connection) -> None:
        _find(verbinding, draad, door)
        if lesrijen.find_les(verbinding, les, door.organisatie) is None:
            raise NietGevonden
        rijen.put_les(verbinding, draad, les, aan=aan)

    store.transact(change)


def drop_draad(store: Store, draad: str, door: Ingelogd) -> None:
    """Take a pattern away; its lessons stay. Raises NietGevonden."""
    check_rol(door, "trainer")

    def drop(verbinding: Connection) -> None:
        _find(verbinding, draad, door)
        rijen.delete_draad(verbinding, draad)

    store.transact(drop)


def _find(verbinding: Connection, draad: str, door: Ingelogd) -> DraadRij:
    rij = rijen.find_draad(verbinding, draad, door.organisatie)
    if rij is None:
        raise NietGevonden
    return rij
