"""In welke subgroep een telefoon zit."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In place: rebuilding the table would trip over the rows that point at it.
    op.add_column("deelnemer", sa.Column("groep", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("deelnemer", "groep")
