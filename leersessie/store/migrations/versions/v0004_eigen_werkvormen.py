"""Werkvormen van een organisatie zelf."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "werkvorm",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organisatie", sa.Integer(), nullable=False),
        sa.Column("werkvorm", sa.String(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("toestand", sa.String(), nullable=False),
        sa.Column("toml", sa.Text(), nullable=False),
        sa.Column("bewerkers", sa.JSON(), nullable=False),
        sa.Column("lezer", sa.Integer(), nullable=True),
        sa.Column("stempel", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["organisatie"], ["organisatie.id"], name=op.f("fk_werkvorm_organisatie_organisatie")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_werkvorm")),
        sa.UniqueConstraint("organisatie", "werkvorm", "versie", name="uq_werkvorm_organisatie"),
    )
    op.create_index(op.f("ix_werkvorm_organisatie"), "werkvorm", ["organisatie"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_werkvorm_organisatie"), table_name="werkvorm")
    op.drop_table("werkvorm")
