"""De twee sleutels: vier woorden op papier van wie de casus bracht, en een lezer die er niet bij was.

A key is given for exactly one text. The four words also take everything back, before and after sharing.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from leersessie.config import Config
from leersessie.i18n.weigering import NietGevonden, NietToegestaan, Weigering
from leersessie.lessen.concept import change_concept, check_plekken, find_concept, note
from leersessie.lessen.dagen import add_dagen, read_vandaag
from leersessie.lessen.sporen import ZONDER_SLEUTELS
from leersessie.lessen.verslag import LEIDING, VerslagRegel, find_levend, remove_regel, set_vrij, to_regels
from leersessie.lessen.vorm import is_algemene_regel
from leersessie.lessen.weging import must_agree, weigh
from leersessie.store import ZWAAR, Store, wissen
from leersessie.store import lessen as rijen
from leersessie.store import verslagen as verslagrijen
from leersessie.store.lessen import ConceptRij, LesRij
from leersessie.toegang.accounts import Ingelogd
from leersessie.toegang.woorden import bind_to_les, clean_vierwoordcode, draw_vierwoordcode, hash_vierwoordcode

STILTE_DAGEN = 30
"""Silence is never yes: after so many days only a general rule without the case may go on without key 1."""


@dataclass(frozen=True, slots=True)
class BijCode:
    """What a four-word code opens: sentences that were released, drafts to read, lessons that are shared."""

    vrij: tuple[VerslagRegel, ...]
    concepten: tuple[ConceptRij, ...]
    lessen: tuple[LesRij, ...]
    sessie: str = ""
    """Whose verslag it is; '' once that is gone."""


def give_vierwoordcode(store: Store, config: Config, sessie: str, rollen: frozenset[str]) -> str:
    """The four words, once, in the room at close: to the inbrenger, or without one to the gespreksleider for the group.

    Raises NietToegestaan, or Weigering 'lessen.code_gegeven' the second time: whoever leads cannot make a new one.
    """
    verslag = store.read(lambda verbinding: verslagrijen.find_verslag(verbinding, sessie))
    if verslag is None:
        raise NietGevonden
    code = draw_vierwoordcode(config, verslag.taal)
    code_hash = ZWAAR.run(hash_vierwoordcode, config, code)

    def change(verbinding: Connection) -> None:
        rij = find_levend(verbinding, sessie, "geef_regel_vrij", rollen, ook_vast=True)
        if not rollen & (frozenset({"inbrenger"}) if rij.inbrenger else LEIDING):
            raise NietToegestaan
        if rij.code_hash:
            raise Weigering("lessen.code_gegeven")
        verslagrijen.update_verslag(verbinding, sessie, code_hash=code_hash)
        for concept in rijen.list_concepten(verbinding, sessie=sessie):
            rijen.update_concept(verbinding, concept.id, code_hash=code_hash)

    store.transact(change)
    return code


def read_by_code(store: Store, config: Config, code: object) -> BijCode:
    """Everything behind a four-word code. Ask through the Rem. Raises NietGevonden 'lessen.code_onbekend'."""
    code_hash = _hash(config, code)

    def read(verbinding: Connection) -> BijCode:
        verslag = verslagrijen.find_by_code(verbinding, code_hash)
        vrij = tuple(r for r in to_regels(verslag) if r.vrij and not r.weg) if verslag else ()
        concepten = rijen.list_concepten(verbinding, code_hash=code_hash)
        lessen = rijen.list_by_code(verbinding, bind_to_les(config, code_hash))
        if verslag is None and not concepten and not lessen:
            raise NietGevonden("lessen.code_onbekend")
        return BijCode(vrij, concepten, lessen, verslag.sessie if verslag else "")

    return store.read(read)


def give_sleutel1(store: Store, config: Config, code: object, les: str, tekst_hash: str) -> None:
    """Key 1 for the text that was just read on this device.

    Raises NietGevonden, Weigering 'lessen.tekst_veranderd' or 'lessen.verkeerd_moment'.
    """
    code_hash = _hash(config, code)

    def change(verbinding: Connection) -> None:
        concept = rijen.find_concept(verbinding, les, vast=True)
        if concept is None or concept.code_hash != code_hash:
            raise NietGevonden("lessen.code_onbekend")
        _check_text(concept, tekst_hash)
        rijen.update_concept(verbinding, les, sleutel1_hash=tekst_hash)
        _finish(verbinding, config, les)

    store.transact(change)


def give_sleutel2(
    store: Store,
    config: Config,
    les: str,
    door: Ingelogd,
    tekst_hash: str,
    *,
    was_erbij: bool,
    herkent: bool,
    samen_gezien: bool = False,
) -> bool:
    """The answer of the second reader: 'was je erbij?' and 'denk je te weten om wie dit gaat?'.

    `samen_gezien`: the reader also weighed all clues together, which is asked where there are many of them.

    True: the key is given. False: the reader thinks to recognise somebody; the les goes back with a note.
    Raises Weigering 'lessen.zelfde_mens', '….was_erbij', '….tekst_veranderd', '….plekken_open', '….samen_open'.
    """
    concept = find_concept(store, door, les)
    if door.account in (*concept.leiding, *concept.bewerkers):
        raise Weigering("lessen.zelfde_mens", status=403)
    if was_erbij:
        raise Weigering("lessen.was_erbij", status=403)
    _check_text(concept, tekst_hash)
    check_plekken(store, config, concept)
    if not (herkent or samen_gezien) and must_agree(weigh(store, config, concept)):
        raise Weigering("lessen.samen_open")

    def change(verbinding: Connection) -> None:
        if herkent:
            waarden = {"toestand": "concept", "nota": "lessen.nota_herkend", **ZONDER_SLEUTELS}
            change_concept(verbinding, concept, **waarden)
            note(verbinding, config, door, "les_geweigerd", les)
            return
        change_concept(verbinding, concept, sleutel2=door.account, sleutel2_hash=tekst_hash)
        note(verbinding, config, door, "les_sleutel2", les)
        _finish(verbinding, config, les)

    store.transact(change)
    return not herkent


def return_les(store: Store, config: Config, les: str, door: Ingelogd) -> None:
    """The second reader gives the les back without a key, for another reason than recognising somebody."""
    concept = find_concept(store, door, les)
    if concept.toestand != "beoordeling":
        raise Weigering("lessen.verkeerd_moment")

    def change(verbinding: Connection) -> None:
        change_concept(verbinding, concept, toestand="concept", nota="lessen.nota_terug", **ZONDER_SLEUTELS)
        note(verbinding, config, door, "les_geweigerd", les)

    store.transact(change)


def needs_sleutel1(config: Config, concept: ConceptRij) -> bool:
    """False only for a general rule without a case, thirty days after closing."""
    stil = read_vandaag(config).isoformat() > add_dagen(concept.gesloten_dag, STILTE_DAGEN)
    return not (stil and is_algemene_regel(concept.inhoud))


def _check_text(concept: ConceptRij, tekst_hash: str) -> None:
    if concept.toestand not in ("beoordeling", "klaar"):
        raise Weigering("lessen.verkeerd_moment")
    if concept.tekst_hash != tekst_hash:
        raise Weigering("lessen.tekst_veranderd")


def _finish(verbinding: Connection, config: Config, les: str) -> None:
    """With both keys for the same text the les waits for the next batch."""
    concept = rijen.find_concept(verbinding, les)
    assert concept is not None
    een = concept.sleutel1_hash == concept.tekst_hash or not needs_sleutel1(config, concept)
    twee = concept.sleutel2 is not None and concept.sleutel2_hash == concept.tekst_hash
    if een and twee:
        rijen.update_concept(verbinding, les, toestand="klaar", nota="")


def _hash(config: Config, code: object) -> str:
    schoon = clean_vierwoordcode(code)
    if schoon is None:
        raise NietGevonden("lessen.code_onbekend")
    return ZWAAR.run(hash_vierwoordcode, config, schoon)


# ---- taking back --------------------------------------------------------------------------------------------


def withdraw_by_code(store: Store, config: Config, code: object, les: str) -> None:
    """Take one les back, on its way or shared. Raises NietGevonden for a code that is not of this les."""
    code_hash = _hash(config, code)

    def change(verbinding: Connection) -> None:
        for concept in rijen.list_concepten(verbinding, code_hash=code_hash):
            if concept.id == les:
                rijen.delete_concept(verbinding, les)
                return _prove(verbinding, config, concept.organisatie, "concept")
        for gedeeld in rijen.list_by_code(verbinding, bind_to_les(config, code_hash)):
            if gedeeld.id == les:
                rijen.delete_les(verbinding, les)
                return _prove(verbinding, config, gedeeld.organisatie, "les")
        raise NietGevonden("lessen.code_onbekend")

    store.transact(change)
    ZWAAR.run(wissen.scrub_soon, store.engine)


def withdraw_regel_by_code(store: Store, config: Config, code: object, regel: str) -> None:
    """Take one sentence back: no longer released; drafts built on it open again. Raises NietGevonden."""
    code_hash = _hash(config, code)

    def change(verbinding: Connection) -> None:
        verslag = verslagrijen.find_by_code(verbinding, code_hash)
        if verslag is None:
            raise NietGevonden("lessen.code_onbekend")
        set_vrij(verbinding, verslag, regel, aan=False)

    store.transact(change)


def withdraw_casus_by_code(store: Store, config: Config, code: object) -> int:
    """Take the whole case back: all sentences, drafts and shared lessons of this code. Returns how many texts went."""
    code_hash = _hash(config, code)

    def change(verbinding: Connection) -> int:
        verslag = verslagrijen.find_by_code(verbinding, code_hash)
        concepten = rijen.list_concepten(verbinding, code_hash=code_hash)
        gedeeld = rijen.list_by_code(verbinding, bind_to_les(config, code_hash))
        if verslag is None and not concepten and not gedeeld:
            raise NietGevonden("lessen.code_onbekend")
        for concept in concepten:
            rijen.delete_concept(verbinding, concept.id)
            _prove(verbinding, config, concept.organisatie, "concept")
        for les in gedeeld:
            rijen.delete_les(verbinding, les.id)
            _prove(verbinding, config, les.organisatie, "les")
        vrij = [r.id for r in to_regels(verslag) if r.vrij] if verslag else []
        for regel in vrij:
            # every step changes the row: read it again
            levend = verslagrijen.find_by_code(verbinding, code_hash)
            assert levend is not None
            remove_regel(verbinding, levend, regel)
        return len(concepten) + len(gedeeld) + len(vrij)

    aantal = store.transact(change)
    ZWAAR.run(wissen.scrub_soon, store.engine)
    return aantal


def withdraw_les(store: Store, config: Config, les: str, door: Ingelogd) -> None:
    """A trainer takes a shared les of the own organisation away, for example because somebody is recognised."""
    if not door.bevestigd or "trainer" not in door.rollen:
        raise NietToegestaan

    def change(verbinding: Connection) -> None:
        rij = rijen.find_les(verbinding, les, door.organisatie)
        if rij is None or rij.organisatie != door.organisatie:
            raise NietGevonden
        rijen.delete_les(verbinding, les)
        _prove(verbinding, config, door.organisatie, "les")
        note(verbinding, config, door, "les_ingetrokken", les)

    store.transact(change)
    ZWAAR.run(wissen.scrub_soon, store.engine)


def _prove(verbinding: Connection, config: Config, organisatie: int, wat: str) -> None:
    """A record that something was taken back, without saying what it said."""
    wissen.add_wisbewijs(verbinding, organisatie, f"{wat}_ingetrokken", {wat: 1}, read_vandaag(config).isoformat())
