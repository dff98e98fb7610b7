"""De tabellen. Alleen deze kamer kent ze; buiten deze kamer reist een rij als gewone waarde.

No column holds a name of a participant, an address of a phone or a time of a contribution.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, Column, ForeignKeyConstraint, Index, MetaData, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

# Named constraints from the first table on: SQLite can then be migrated like PostgreSQL.
SQLModel.metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _json(**opties: Any) -> Any:
    return Field(sa_column=Column(JSON, nullable=False), **opties)


def _ms() -> Any:
    """Milliseconds since 1970 do not fit PostgreSQL's plain integer."""
    return Field(sa_type=BigInteger)


class Instelling(SQLModel, table=True):
    """One value per installation, such as the random `tijdperk` of this database."""

    sleutel: str = Field(primary_key=True)
    waarde: str


class Organisatie(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    naam: str
    gemaakt: str
    """UTC ISO, like every stored time unless a name ends in _ms or _dag."""


class Account(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    organisatie: int = Field(foreign_key="organisatie.id", index=True)
    email: str = Field(unique=True)
    naam: str
    wachtwoord: str = ""
    """Argon2id hash; empty until the one-time link has been used."""
    rollen: list[str] = _json()
    """Any of: gespreksleider, trainer, beheerder."""
    actief: bool = True
    totp: str = ""
    """Shared secret of the second factor; empty until its first code was right."""
    totp_nieuw: str = ""
    """The secret while it is being set up."""
    totp_stap: int = 0
    """The 30-second step of the last code that was accepted: a code works once."""
    gemaakt: str


class Aanmelding(SQLModel, table=True):
    """One logged-in browser of an account."""

    id: int | None = Field(default=None, primary_key=True)
    account: int = Field(foreign_key="account.id", index=True)
    hash: str = Field(unique=True)
    gemaakt_ms: int = _ms()
    laatst_ms: int = _ms()
    bevestigd: bool = True
    """False between password and second factor."""
    fouten: int = 0
    """Wrong second factors."""


class Uitnodiging(SQLModel, table=True):
    """A single-use link: first set-up, a new account, or a forgotten password."""

    id: int | None = Field(default=None, primary_key=True)
    hash: str = Field(unique=True)
    soort: str
    """'opstelling', 'account' or 'herstel'."""
    account: int | None = Field(default=None, foreign_key="account.id")
    vervalt_ms: int = _ms()


class Auditregel(SQLModel, table=True):
    """What was done with rights, without content: who (account), act, object, when."""

    id: int | None = Field(default=None, primary_key=True)
    organisatie: int = Field(index=True)
    account: int | None = None
    daad: str
    voorwerp: str = ""
    wanneer: str


class Sessie(SQLModel, table=True):
    id: str = Field(primary_key=True)
    organisatie: int = Field(foreign_key="organisatie.id", index=True)
    maker: int = Field(foreign_key="account.id")
    naam: str
    werkvorm: str
    versie: int
    werkvorm_toml: str = Field(sa_column=Column(Text, nullable=False))
    """The werkvorm as it was when the session was made: a running session keeps its version."""
    plan: dict[str, Any] = _json()
    """Minutes and skips per step, central question, own scale items, wie ontbreekt, leidinggevende."""
    casus: str = ""
    """Slug of a library case, or empty when a deelnemer brings the case."""
    modus: str = "zaal"
    """zaal, online or gemengd."""
    taal: str = "nl"
    toestand: str = "concept"
    """A copy of the state in the log, for lists; the log decides."""
    code: str | None = Field(default=None, unique=True)
    qr_hash: str | None = Field(default=None, unique=True)
    seq: int = 0
    gemaakt: str
    gepland: str = ""
    gesloten_dag: str = ""
    """Local calendar day on which the session was closed; dates of erasing count from it."""
    wis_dag: str = ""
    """Local calendar day on which everything of this session is erased, as promised to the people."""


class Gebeurtenis(SQLModel, table=True):
    """One fact of the log. Holds no text of people, no deelnemer, no time of a contribution."""

    __table_args__ = (UniqueConstraint("sessie", "sleutel", name="uq_gebeurtenis_sleutel"),)
    sessie: str = Field(primary_key=True, foreign_key="sessie.id")
    seq: int = Field(primary_key=True)
    sleutel: str | None = None
    soort: str
    inhoud: dict[str, Any] = _json()


class TekstRij(SQLModel, table=True):
    """The words themselves, apart from the log so that they can be changed and erased."""

    __tablename__ = "tekst"
    __table_args__ = (ForeignKeyConstraint(["sessie"], ["sessie.id"], name="fk_tekst_sessie_sessie"),)
    sessie: str = Field(primary_key=True)
    kaart: str = Field(primary_key=True)
    geheim: str = ""
    """SHA-256 of the secret on the phone that may change or withdraw this card; emptied at close."""
    inhoud: dict[str, Any] = _json()


class Deelnemer(SQLModel, table=True):
    """One phone in one session. No name, no address, no time."""

    __table_args__ = (Index("ix_deelnemer_woorden", "sessie", "woorden"),)
    id: int | None = Field(default=None, primary_key=True)
    sessie: str = Field(foreign_key="sessie.id", index=True)
    hash: str = Field(unique=True)
    functie: str = ""
    sector: str = ""
    rollen: list[str] = _json()
    """Special roles given by the gespreksleider: inbrenger, schrijver, jurist, co-gespreksleider."""
    woorden: str = ""
    """The two words on the phone by which the gespreksleider recognises it; never stored with a card."""
    groep: str = ""
    """The subgroup this phone is in; emptied at close."""
    toestand: str = "binnen"
    """binnen, wacht (asks to come in again) or verwijderd."""


class Deelname(SQLModel, table=True):
    """How many cards a phone gave in a step; without time, order or card. Deleted at close."""

    # With a rowid SQLite would keep the order in which phones gave, and that order is the order of the cards.
    __table_args__ = {"sqlite_with_rowid": False}
    deelnemer: int = Field(primary_key=True, foreign_key="deelnemer.id")
    stap: str = Field(primary_key=True)
    aantal: int


class Toegangsbewijs(SQLModel, table=True):
    """A token for a beamer, a reactielink or a role link. Only its hash is kept."""

    id: int | None = Field(default=None, primary_key=True)
    sessie: str = Field(foreign_key="sessie.id", index=True)
    rol: str
    """beamer, console, reactie, inbrenger (single use, made at preparation)."""
    hash: str = Field(unique=True)
    account: int | None = None
    vervalt_ms: int = _ms()
    eenmalig: bool = False


class Verslag(SQLModel, table=True):
    sessie: str = Field(primary_key=True, foreign_key="sessie.id")
    toestand: str = "concept"
    """concept, reactie, vastgesteld."""
    regels: list[dict[str, Any]] = _json()
    """[{id, stap, kop, soort, tekst, weg: bool, vrij: bool}] fixed at close, then only lines taken out or released."""
    inbrenger: bool = False
    """True: somebody brought the case and alone releases sentences. False: the group does, in the room."""
    code_hash: str = Field(default="", index=True)
    """Of the four-word code that was given at close; empty until then."""
    reactie_tot_dag: str = ""
    vastgesteld_dag: str = ""


class Reactie(SQLModel, table=True):
    """What was put beside a verslag. The id is random, so that no order of arrival is kept."""

    id: str = Field(primary_key=True)
    sessie: str = Field(foreign_key="sessie.id", index=True)
    soort: str
    """reactie (nameless), kanttekening (of an organisation, named) or bezwaar (against a passage, without words)."""
    organisatie: str = ""
    regel: str = ""
    tekst: str = Field(sa_column=Column(Text, nullable=False))
    wacht: bool = False
    """True: it holds what is surely a name, and only the gespreksleider sees it."""


class LesConcept(SQLModel, table=True):
    """A les on its way: still tied to its session; deleted when the les is shared or withdrawn."""

    __tablename__ = "les_concept"
    id: str = Field(primary_key=True)
    organisatie: int = Field(foreign_key="organisatie.id", index=True)
    sessie: str = Field(index=True)
    leiding: list[int] = _json()
    """Accounts that led the session; none of them can be the second reader."""
    bewerkers: list[int] = _json()
    """Accounts that wrote in it; neither can they."""
    toestand: str = "concept"
    """concept, beoordeling, klaar (both keys given, waits for the next batch)."""
    inhoud: dict[str, Any] = _json()
    """titel, soort, the parts, labels and jaar: exactly what readers will see."""
    besluiten: dict[str, Any] = _json()
    """Places that stay: keyed hash of the place -> why and by which version of the check."""
    tekst_hash: str = ""
    code_hash: str = Field(default="", index=True)
    sleutel1_hash: str = ""
    """Hash of the text that key 1 was given for; empty without key 1."""
    sleutel2: int | None = None
    """Account that gave key 2."""
    sleutel2_hash: str = ""
    gesloten_dag: str = ""
    bezwaar_tot_dag: str = ""
    nota: str = ""
    """Key of the sentence that says why it came back."""


class WerkvormRij(SQLModel, table=True):
    """One version of a werkvorm of an organisation itself. The shipped ones are files."""

    __tablename__ = "werkvorm"
    __table_args__ = (UniqueConstraint("organisatie", "werkvorm", "versie", name="uq_werkvorm_organisatie"),)
    id: str = Field(primary_key=True)
    organisatie: int = Field(foreign_key="organisatie.id", index=True)
    werkvorm: str
    """The id that stands in the text and in an address."""
    versie: int
    toestand: str = "concept"
    """concept, tweede_lezer, gepubliceerd, vervallen."""
    toml: str = Field(sa_column=Column(Text, nullable=False))
    bewerkers: list[int] = _json()
    """Accounts that wrote in this version; none of them can be its second reader."""
    lezer: int | None = None
    """Account that read it before it was published."""
    stempel: str
    """Random for each text that was kept: who saves on an older one hears that."""


class Les(SQLModel, table=True):
    """A shared les. Random id, year only, no link back to any session."""

    # Without a rowid SQLite keeps no order of arrival.
    __table_args__ = {"sqlite_with_rowid": False}
    id: str = Field(primary_key=True)
    organisatie: int = Field(index=True)
    bereik: str = "organisatie"
    """organisatie, installatie or openbaar."""
    soort: str = "inzicht"
    titel: str
    inhoud: dict[str, Any] = _json()
    """situatie, wat, waarom, grenzen, vraag."""
    labels: dict[str, Any] = _json()
    """themas, werkvorm, standaarden, meldcode, ernst, sectorgroepen."""
    jaar: int
    code_hash: str = Field(default="", index=True)
    stammen: str = Field(default="", sa_column=Column(Text, nullable=False))


class Wisbewijs(SQLModel, table=True):
    """A record of deletion without content."""

    id: int | None = Field(default=None, primary_key=True)
    organisatie: int = Field(index=True)
    wat: str
    aantallen: dict[str, int] = _json()
    dag: str


class Gebruikt(SQLModel, table=True):
    """Join codes that may not be used again for 90 days."""

    code: str = Field(primary_key=True)
    tot_dag: str


class LesProef(SQLModel, table=True):
    """'Wij gaan dit proberen': who took up a les, when they look back, and what came of it. No names of people."""

    __tablename__ = "les_proef"
    __table_args__ = {"sqlite_with_rowid": False}
    id: str = Field(primary_key=True)
    les: str = Field(index=True)
    organisatie: int = Field(foreign_key="organisatie.id", index=True)
    functie: str
    kijk_dag: str
    uitkomst: str = ""
    """Empty, or werkte, werkte_niet, aangepast."""


class LesZorg(SQLModel, table=True):
    """Who looks after a shared les, and when it must be looked at again."""

    __tablename__ = "les_zorg"
    __table_args__ = {"sqlite_with_rowid": False}
    les: str = Field(primary_key=True)
    organisatie: int = Field(foreign_key="organisatie.id", index=True)
    account: int = Field(foreign_key="account.id")
    herzie_dag: str


class RodeDraad(SQLModel, table=True):
    """A pattern that a trainer sees through several lessons."""

    __tablename__ = "rode_draad"
    __table_args__ = {"sqlite_with_rowid": False}
    id: str = Field(primary_key=True)
    organisatie: int = Field(foreign_key="organisatie.id", index=True)
    soort: str
    """drempel, werkzame_factor or knelpunt."""
    niveau: str = ""
    naam: str
    uitleg: str = Field(default="", sa_column=Column(Text, nullable=False))


class DraadLes(SQLModel, table=True):
    """Which lessons belong to a pattern."""

    __tablename__ = "draad_les"
    __table_args__ = {"sqlite_with_rowid": False}
    draad: str = Field(primary_key=True, foreign_key="rode_draad.id")
    les: str = Field(primary_key=True, index=True)
