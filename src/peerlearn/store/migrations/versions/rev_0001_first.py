"""The first tables: people, submissions and what belongs to them, publications, and the log that only grows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from sqlalchemy.schema import SchemaItem

revision = "0001"
down_revision: str | None = None
branch_labels = None
depends_on = None

_TABLES = ("people", "submissions", "pages", "revisions", "decisions", "remarks", "scores", "contacts", "log", "log_head", "publications")
_NOTHING_BEFORE = "0" * 64


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _moment(name: str = "at") -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def _counted(name: str = "id") -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _key(table: str, *names: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*names, name=f"pk_{table}")


def _foreign(table: str, name: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [target], name=f"fk_{table}_{name}")


def _of_submission(table: str) -> tuple[SchemaItem, ...]:
    return _texts("submission_id")[0], _foreign(table, "submission_id", "submissions.id")


def _by(table: str) -> tuple[SchemaItem, ...]:
    return _texts("by")[0], _foreign(table, "by", "people.id")


def upgrade() -> None:
    """Make the tables."""
    _people_and_submissions()
    _what_belongs_to_a_submission()
    _log_and_publications()
    _guard_the_log()


def _people_and_submissions() -> None:
    op.create_table("people", *_texts("id", "role", "name", "email"), _moment("added"), _key("people", "id"))
    op.create_table(
        "submissions",
        *_texts("id", "status", "file_name", "media_type", "sha256", "title", "verdict", "refusal", "revises", "record_id", "draft"),
        sa.Column("size", sa.BigInteger(), nullable=False),
        *_texts("created_by"),
        sa.Column("submitted_by", sa.Text(), nullable=True),
        _moment("created"),
        _moment("changed"),
        _number("version"),
        _key("submissions", "id"),
        _foreign("submissions", "created_by", "people.id"),
        _foreign("submissions", "submitted_by", "people.id"),
    )
    for name in ("status", "sha256", "record_id"):
        op.create_index(f"ix_submissions_{name}", "submissions", [name])


def _what_belongs_to_a_submission() -> None:
    page: tuple[SchemaItem, ...] = (_number("number"), *_texts("text", "verdict", "notes", "label"))
    op.create_table("pages", *_of_submission("pages"), *page, _key("pages", "submission_id", "number"))
    revision: tuple[SchemaItem, ...] = (_counted(), _number("version"), _flag("aside"), *_texts("draft"), *_by("revisions"), _moment())
    op.create_table("revisions", *_of_submission("revisions"), *revision, _key("revisions", "id"))
    decision: tuple[SchemaItem, ...] = (*_texts("suggestion", "choice", "value"), *_by("decisions"), _moment(), _number("version"))
    op.create_table("decisions", *_of_submission("decisions"), *decision, _key("decisions", "submission_id", "suggestion"))
    remark: tuple[SchemaItem, ...] = (_counted(), *_texts("recommendation", "field", "text", "salt"), *_by("remarks"), _moment())
    op.create_table("remarks", *_of_submission("remarks"), *remark, _key("remarks", "id"))
    score: tuple[SchemaItem, ...] = (*_texts("criterion"), *_by("scores"), _number("value"), _moment())
    op.create_table("scores", *_of_submission("scores"), *score, _key("scores", "submission_id", "criterion", "by"))
    contact: tuple[SchemaItem, ...] = (_counted(), *_texts("name", "email", "phone", "organisation"), _flag("consent"))
    op.create_table("contacts", *_of_submission("contacts"), *contact, _key("contacts", "id"))
    for table in ("revisions", "remarks", "contacts"):
        op.create_index(f"ix_{table}_submission_id", table, ["submission_id"])


def _log_and_publications() -> None:
    op.create_table(
        "log", _number("number"), *_texts("at", "actor", "action", "submission", "details", "previous", "hash"), _key("log", "number")
    )
    op.create_index("ix_log_submission", "log", ["submission"])
    one = sa.CheckConstraint("id = 1", name=op.f("ck_log_head_one"))
    head = op.create_table("log_head", _number("id"), _number("number"), *_texts("hash"), one, _key("log_head", "id"))
    op.bulk_insert(head, [{"id": 1, "number": 0, "hash": _NOTHING_BEFORE}])
    op.create_table(
        "publications",
        _counted("number"),
        sa.Column("submission_id", sa.Text(), nullable=True),
        *_texts("record_id", "action", "record", "replaced", "reason", "generation"),
        _number("version_number"),
        *_by("publications"),
        _moment(),
        _flag("applied"),
        _key("publications", "number"),
        _foreign("publications", "submission_id", "submissions.id"),
        sa.UniqueConstraint("record_id", "version_number", name="uq_publications_record_id"),
    )
    op.create_index("ix_publications_applied", "publications", ["applied"])


def _guard_the_log() -> None:
    """Let the database itself refuse to change or delete an entry: what is left to do by hand then shows in the chain."""
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER log_refuses_{event.lower()} BEFORE {event} ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION log_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$"
    )
    op.execute("CREATE TRIGGER log_refuses BEFORE UPDATE OR DELETE OR TRUNCATE ON log FOR EACH STATEMENT EXECUTE FUNCTION log_refuses()")


def downgrade() -> None:
    """Remove the tables, and everything in them."""
    for table in reversed(_TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION log_refuses()")
