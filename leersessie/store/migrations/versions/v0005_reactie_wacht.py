"""Een reactie met een zekere naam wacht op de gespreksleider."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In place: what people said already was seen by everybody, and waits for nobody.
    op.add_column("reactie", sa.Column("wacht", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    # Without the column a waiting reaction would be in sight of all; it is better gone.
    op.execute(sa.text("DELETE FROM reactie WHERE wacht"))
    op.drop_column("reactie", "wacht")
