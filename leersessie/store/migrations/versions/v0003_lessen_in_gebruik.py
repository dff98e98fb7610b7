"""Lessen in gebruik: wat groepen ermee proberen, wie ervoor zorgt, en de rode draad erdoorheen."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "les_proef",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("les", sa.String(), nullable=False),
        sa.Column("organisatie", sa.Integer(), nullable=False),
        sa.Column("functie", sa.String(), nullable=False),
        sa.Column("kijk_dag", sa.String(), nullable=False),
        sa.Column("uitkomst", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["organisatie"], ["organisatie.id"], name=op.f("fk_les_proef_organisatie_organisatie")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_les_proef")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_les_proef_les"), "les_proef", ["les"], unique=False)
    op.create_index(op.f("ix_les_proef_organisatie"), "les_proef", ["organisatie"], unique=False)
    op.create_table(
        "les_zorg",
        sa.Column("les", sa.String(), nullable=False),
        sa.Column("organisatie", sa.Integer(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("herzie_dag", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_les_zorg_account_account")),
        sa.ForeignKeyConstraint(["organisatie"], ["organisatie.id"], name=op.f("fk_les_zorg_organisatie_organisatie")),
        sa.PrimaryKeyConstraint("les", name=op.f("pk_les_zorg")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_les_zorg_organisatie"), "les_zorg", ["organisatie"], unique=False)
    op.create_table(
        "rode_draad",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisatie", sa.Integer(), nullable=False),
        sa.Column("soort", sa.String(), nullable=False),
        sa.Column("niveau", sa.String(), nullable=False),
        sa.Column("naam", sa.String(), nullable=False),
        sa.Column("uitleg", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisatie"], ["organisatie.id"], name=op.f("fk_rode_draad_organisatie_organisatie")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rode_draad")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_rode_draad_organisatie"), "rode_draad", ["organisatie"], unique=False)
    op.create_table(
        "draad_les",
        sa.Column("draad", sa.String(), nullable=False),
        sa.Column("les", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["draad"], ["rode_draad.id"], name=op.f("fk_draad_les_draad_rode_draad")),
        sa.PrimaryKeyConstraint("draad", "les", name=op.f("pk_draad_les")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_draad_les_les"), "draad_les", ["les"], unique=False)


def downgrade() -> None:
    for tabel in ("draad_les", "rode_draad", "les_zorg", "les_proef"):
        op.drop_table(tabel)
