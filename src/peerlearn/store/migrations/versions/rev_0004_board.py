"""Needs, offers, introductions and their messages."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"
branch_labels = None
depends_on = None


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _moment(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _foreign(table: str, name: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [target], name=f"fk_{table}_{name}")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "board_entries",
        *_texts("id", "kind", "city", "lang", "text", "visibility", "status", "expires", "contact", "by"),
        sa.Column("consent", sa.Boolean(), nullable=False),
        _moment("created"),
        sa.PrimaryKeyConstraint("id", name="pk_board_entries"),
        _foreign("board_entries", "by", "people.id"),
    )
    op.create_index("ix_board_entries_status", "board_entries", ["status"])
    op.create_table(
        "introductions",
        *_texts("id", "need_id", "offer_id", "need_side", "offer_side"),
        _moment("created"),
        sa.PrimaryKeyConstraint("id", name="pk_introductions"),
        sa.UniqueConstraint("need_id", "offer_id", name="uq_introductions_need_id"),
        _foreign("introductions", "need_id", "board_entries.id"),
        _foreign("introductions", "offer_id", "board_entries.id"),
    )
    op.create_table(
        "board_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        *_texts("introduction_id", "by", "text"),
        _moment("at"),
        sa.PrimaryKeyConstraint("id", name="pk_board_messages"),
        _foreign("board_messages", "introduction_id", "introductions.id"),
        _foreign("board_messages", "by", "people.id"),
    )
    op.create_index("ix_board_messages_introduction_id", "board_messages", ["introduction_id"])


def downgrade() -> None:
    """Remove the tables, and everything in them."""
    for table in ("board_messages", "introductions", "board_entries"):
        op.drop_table(table)
