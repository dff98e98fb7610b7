"""De eerste tabellen, en het zoekregister van het archief."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "auditregel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisatie", sa.Integer(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=True),
        sa.Column("daad", sa.String(), nullable=False),
        sa.Column("voorwerp", sa.String(), nullable=False),
        sa.Column("wanneer", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auditregel")),
    )
    with op.batch_alter_table("auditregel", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_auditregel_organisatie"), ["organisatie"], unique=False)

    op.create_table(
        "gebruikt",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("tot_dag", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_gebruikt")),
    )
    op.create_table(
        "instelling",
        sa.Column("sleutel", sa.String(), nullable=False),
        sa.Column("waarde", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sleutel", name=op.f("pk_instelling")),
    )
    op.create_table(
        "les",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisatie", sa.Integer(), nullable=False),
        sa.Column("bereik", sa.String(), nullable=False),
        sa.Column("soort", sa.String(), nullable=False),
        sa.Column("titel", sa.String(), nullable=False),
        sa.Column("inhoud", sa.JSON(), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("stammen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_les")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("les", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_les_code_hash"), ["code_hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_les_organisatie"), ["organisatie"], unique=False)

    op.create_table(
        "organisatie",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("naam", sa.String(), nullable=False),
        sa.Column("gemaakt", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisatie")),
    )
    op.create_table(
        "wisbewijs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisatie", sa.Integer(), nullable=False),
        sa.Column("wat", sa.String(), nullable=False),
        sa.Column("aantallen", sa.JSON(), nullable=False),
        sa.Column("dag", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wisbewijs")),
    )
    with op.batch_alter_table("wisbewijs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wisbewijs_organisatie"), ["organisatie"], unique=False)

    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisatie", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("naam", sa.String(), nullable=False),
        sa.Column("wachtwoord", sa.String(), nullable=False),
        sa.Column("rollen", sa.JSON(), nullable=False),
        sa.Column("actief", sa.Boolean(), nullable=False),
        sa.Column("totp", sa.String(), nullable=False),
        sa.Column("totp_nieuw", sa.String(), nullable=False),
        sa.Column("totp_stap", sa.Integer(), nullable=False),
        sa.Column("gemaakt", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["organisatie"], ["organisatie.id"], name=op.f("fk_account_organisatie_organisatie")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_organisatie"), ["organisatie"], unique=False)

    op.create_table(
        "les_concept",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisatie", sa.Integer(), nullable=False),
        sa.Column("sessie", sa.String(), nullable=False),
        sa.Column("leiding", sa.JSON(), nullable=False),
        sa.Column("bewerkers", sa.JSON(), nullable=False),
        sa.Column("toestand", sa.String(), nullable=False),
        sa.Column("inhoud", sa.JSON(), nullable=False),
        sa.Column("besluiten", sa.JSON(), nullable=False),
        sa.Column("tekst_hash", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("sleutel1_hash", sa.String(), nullable=False),
        sa.Column("sleutel2", sa.Integer(), nullable=True),
        sa.Column("sleutel2_hash", sa.String(), nullable=False),
        sa.Column("gesloten_dag", sa.String(), nullable=False),
        sa.Column("bezwaar_tot_dag", sa.String(), nullable=False),
        sa.Column("nota", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisatie"], ["organisatie.id"], name=op.f("fk_les_concept_organisatie_organisatie")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_les_concept")),
    )
    with op.batch_alter_table("les_concept", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_les_concept_code_hash"), ["code_hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_les_concept_organisatie"), ["organisatie"], unique=False)
        batch_op.create_index(batch_op.f("ix_les_concept_sessie"), ["sessie"], unique=False)

    op.create_table(
        "aanmelding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("gemaakt_ms", sa.BigInteger(), nullable=False),
        sa.Column("laatst_ms", sa.BigInteger(), nullable=False),
        sa.Column("bevestigd", sa.Boolean(), nullable=False),
        sa.Column("fouten", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_aanmelding_account_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aanmelding")),
        sa.UniqueConstraint("hash", name=op.f("uq_aanmelding_hash")),
    )
    with op.batch_alter_table("aanmelding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_aanmelding_account"), ["account"], unique=False)

    op.create_table(
        "sessie",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisatie", sa.Integer(), nullable=False),
        sa.Column("maker", sa.Integer(), nullable=False),
        sa.Column("naam", sa.String(), nullable=False),
        sa.Column("werkvorm", sa.String(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("werkvorm_toml", sa.Text(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("casus", sa.String(), nullable=False),
        sa.Column("modus", sa.String(), nullable=False),
        sa.Column("taal", sa.String(), nullable=False),
        sa.Column("toestand", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("qr_hash", sa.String(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("gemaakt", sa.String(), nullable=False),
        sa.Column("gepland", sa.String(), nullable=False),
        sa.Column("gesloten_dag", sa.String(), nullable=False),
        sa.Column("wis_dag", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["maker"], ["account.id"], name=op.f("fk_sessie_maker_account")),
        sa.ForeignKeyConstraint(["organisatie"], ["organisatie.id"], name=op.f("fk_sessie_organisatie_organisatie")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessie")),
        sa.UniqueConstraint("code", name=op.f("uq_sessie_code")),
        sa.UniqueConstraint("qr_hash", name=op.f("uq_sessie_qr_hash")),
    )
    with op.batch_alter_table("sessie", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sessie_organisatie"), ["organisatie"], unique=False)

    op.create_table(
        "uitnodiging",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("soort", sa.String(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=True),
        sa.Column("vervalt_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_uitnodiging_account_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uitnodiging")),
        sa.UniqueConstraint("hash", name=op.f("uq_uitnodiging_hash")),
    )
    op.create_table(
        "deelnemer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sessie", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("functie", sa.String(), nullable=False),
        sa.Column("sector", sa.String(), nullable=False),
        sa.Column("rollen", sa.JSON(), nullable=False),
        sa.Column("woorden", sa.String(), nullable=False),
        sa.Column("toestand", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["sessie"], ["sessie.id"], name=op.f("fk_deelnemer_sessie_sessie")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deelnemer")),
        sa.UniqueConstraint("hash", name=op.f("uq_deelnemer_hash")),
    )
    with op.batch_alter_table("deelnemer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deelnemer_sessie"), ["sessie"], unique=False)
        batch_op.create_index("ix_deelnemer_woorden", ["sessie", "woorden"], unique=False)

    op.create_table(
        "gebeurtenis",
        sa.Column("sessie", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("sleutel", sa.String(), nullable=True),
        sa.Column("soort", sa.String(), nullable=False),
        sa.Column("inhoud", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["sessie"], ["sessie.id"], name=op.f("fk_gebeurtenis_sessie_sessie")),
        sa.PrimaryKeyConstraint("sessie", "seq", name=op.f("pk_gebeurtenis")),
        sa.UniqueConstraint("sessie", "sleutel", name="uq_gebeurtenis_sleutel"),
    )
    op.create_table(
        "reactie",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("sessie", sa.String(), nullable=False),
        sa.Column("soort", sa.String(), nullable=False),
        sa.Column("organisatie", sa.String(), nullable=False),
        sa.Column("regel", sa.String(), nullable=False),
        sa.Column("tekst", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["sessie"], ["sessie.id"], name=op.f("fk_reactie_sessie_sessie")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reactie")),
    )
    with op.batch_alter_table("reactie", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reactie_sessie"), ["sessie"], unique=False)

    op.create_table(
        "tekst",
        sa.Column("sessie", sa.String(), nullable=False),
        sa.Column("kaart", sa.String(), nullable=False),
        sa.Column("geheim", sa.String(), nullable=False),
        sa.Column("inhoud", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["sessie"], ["sessie.id"], name="fk_tekst_sessie_sessie"),
        sa.PrimaryKeyConstraint("sessie", "kaart", name=op.f("pk_tekst")),
    )
    op.create_table(
        "toegangsbewijs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sessie", sa.String(), nullable=False),
        sa.Column("rol", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=True),
        sa.Column("vervalt_ms", sa.BigInteger(), nullable=False),
        sa.Column("eenmalig", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["sessie"], ["sessie.id"], name=op.f("fk_toegangsbewijs_sessie_sessie")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_toegangsbewijs")),
        sa.UniqueConstraint("hash", name=op.f("uq_toegangsbewijs_hash")),
    )
    with op.batch_alter_table("toegangsbewijs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_toegangsbewijs_sessie"), ["sessie"], unique=False)

    op.create_table(
        "verslag",
        sa.Column("sessie", sa.String(), nullable=False),
        sa.Column("toestand", sa.String(), nullable=False),
        sa.Column("regels", sa.JSON(), nullable=False),
        sa.Column("inbrenger", sa.Boolean(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("reactie_tot_dag", sa.String(), nullable=False),
        sa.Column("vastgesteld_dag", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["sessie"], ["sessie.id"], name=op.f("fk_verslag_sessie_sessie")),
        sa.PrimaryKeyConstraint("sessie", name=op.f("pk_verslag")),
    )
    with op.batch_alter_table("verslag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verslag_code_hash"), ["code_hash"], unique=False)

    op.create_table(
        "deelname",
        sa.Column("deelnemer", sa.Integer(), nullable=False),
        sa.Column("stap", sa.String(), nullable=False),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["deelnemer"], ["deelnemer.id"], name=op.f("fk_deelname_deelnemer_deelnemer")),
        sa.PrimaryKeyConstraint("deelnemer", "stap", name=op.f("pk_deelname")),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE les_zoek USING fts5(id UNINDEXED, stammen, tokenize='unicode61')")
    else:
        op.execute("CREATE INDEX ix_les_zoek ON les USING gin (to_tsvector('simple', stammen))")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE les_zoek")
    else:
        op.execute("DROP INDEX ix_les_zoek")

    op.drop_table("deelname")
    with op.batch_alter_table("verslag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verslag_code_hash"))

    op.drop_table("verslag")
    with op.batch_alter_table("toegangsbewijs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_toegangsbewijs_sessie"))

    op.drop_table("toegangsbewijs")
    op.drop_table("tekst")
    with op.batch_alter_table("reactie", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reactie_sessie"))

    op.drop_table("reactie")
    op.drop_table("gebeurtenis")
    with op.batch_alter_table("deelnemer", schema=None) as batch_op:
        batch_op.drop_index("ix_deelnemer_woorden")
        batch_op.drop_index(batch_op.f("ix_deelnemer_sessie"))

    op.drop_table("deelnemer")
    op.drop_table("uitnodiging")
    with op.batch_alter_table("sessie", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sessie_organisatie"))

    op.drop_table("sessie")
    with op.batch_alter_table("aanmelding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_aanmelding_account"))

    op.drop_table("aanmelding")
    with op.batch_alter_table("les_concept", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_les_concept_sessie"))
        batch_op.drop_index(batch_op.f("ix_les_concept_organisatie"))
        batch_op.drop_index(batch_op.f("ix_les_concept_code_hash"))

    op.drop_table("les_concept")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_organisatie"))

    op.drop_table("account")
    with op.batch_alter_table("wisbewijs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wisbewijs_organisatie"))

    op.drop_table("wisbewijs")
    op.drop_table("organisatie")
    with op.batch_alter_table("les", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_les_organisatie"))
        batch_op.drop_index(batch_op.f("ix_les_code_hash"))

    op.drop_table("les")
    op.drop_table("instelling")
    op.drop_table("gebruikt")
    with op.batch_alter_table("auditregel", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_auditregel_organisatie"))

    op.drop_table("auditregel")
