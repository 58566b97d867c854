"""What curators said of pairs of records that may tell one practice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision: str | None = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    texts = ("one", "other", "choice", "records", "reason", "by")
    op.create_table(
        "pairs",
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name="pk_pairs"),
    )


def downgrade() -> None:
    """Remove it, and every decision in it."""
    op.drop_table("pairs")
