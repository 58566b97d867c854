"""The tables. What people typed and who they are stands here only; the log beside it holds codes, ids and digests."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Date, ForeignKey, Index, Integer, MetaData, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from peerlearn.store.columns import Json, Storable, Utc

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What all tables share: names of constraints that migrations can rely on, and types by annotation."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Storable,
        dt.datetime: Utc,
        dt.date: Date,
        dict[str, Any]: Json,
        list[Any]: Json,
        bool: Boolean,
        int: Integer,
    }


class PersonRow(Base):
    """Somebody who works here: an id that says nothing, a role, and what may be forgotten (name and e-mail)."""

    __tablename__ = "people"

    id: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    name: Mapped[str]
    email: Mapped[str]
    added: Mapped[dt.datetime]


class IdentityRow(Base):
    """An account at an identity provider and whose it is; ``key`` is a digest of issuer and subject, so that it names nobody."""

    __tablename__ = "identities"

    key: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    added: Mapped[dt.datetime]


class SignOutRow(Base):
    """When somebody was signed out everywhere: a session that began before counts no more."""

    __tablename__ = "sign_outs"

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    at: Mapped[dt.datetime]


class SubmissionRow(Base):
    """A file on its way to a published record; ``version`` goes up with every change and keeps two editors apart."""

    __tablename__ = "submissions"

    id: Mapped[str] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(index=True)
    file_name: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int] = mapped_column(BigInteger)
    title: Mapped[str]
    verdict: Mapped[str]
    refusal: Mapped[str]
    revises: Mapped[str]
    record_id: Mapped[str] = mapped_column(index=True)
    draft: Mapped[dict[str, Any]]
    created_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    submitted_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    created: Mapped[dt.datetime]
    changed: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own name


class PageRow(Base):
    """One page of the file as it was read, with the quality gate's verdict."""

    __tablename__ = "pages"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str]
    verdict: Mapped[str]
    notes: Mapped[list[Any]]
    label: Mapped[str]


class RevisionRow(Base):
    """A draft as somebody saved it, or (``aside``) tried to save it when another had been quicker."""

    __tablename__ = "revisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), index=True)
    version: Mapped[int]
    aside: Mapped[bool]
    draft: Mapped[dict[str, Any]]
    by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    at: Mapped[dt.datetime]


class DecisionRow(Base):
    """What a person made of one suggestion: accepted, edited to ``value``, or rejected."""

    __tablename__ = "decisions"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    suggestion: Mapped[str] = mapped_column(primary_key=True)
    choice: Mapped[str]
    value: Mapped[list[Any]]  # one value, in a list, so that any JSON fits
    by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own name


class PairRow(Base):
    """What a curator said of two contents: merge, link or dismiss; ``one`` and ``other`` are hashes of all their words.

    ``by`` refers to nobody's row: decisions of earlier versions come from a file.
    """

    __tablename__ = "pairs"

    one: Mapped[str] = mapped_column(primary_key=True)
    other: Mapped[str] = mapped_column(primary_key=True)
    choice: Mapped[str]
    records: Mapped[list[Any]]  # the ids of that day
    reason: Mapped[str]
    by: Mapped[str]
    at: Mapped[dt.datetime]


class RemarkRow(Base):
    """A comment on a submission, or (``recommendation``) an expert's opinion of it; erased ones are empty."""

    __tablename__ = "remarks"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), index=True)
    recommendation: Mapped[str]
    field: Mapped[str]
    text: Mapped[str]
    salt: Mapped[str]
    by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    at: Mapped[dt.datetime]


class ScoreRow(Base):
    """What one reviewer gave for one criterion."""

    __tablename__ = "scores"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    criterion: Mapped[str] = mapped_column(primary_key=True)
    by: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    value: Mapped[int]
    at: Mapped[dt.datetime]


class ContactRow(Base):
    """Whom to ask about a submission: personal data, which leaves the store in a backup only."""

    __tablename__ = "contacts"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submissions.id"), index=True)
    name: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str]
    organisation: Mapped[str]
    consent: Mapped[bool]


class LogRow(Base):
    """One step, chained to the step before by its hash; the database itself refuses to change or delete it."""

    __tablename__ = "log"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str]  # as it was hashed
    actor: Mapped[str]
    action: Mapped[str]
    submission: Mapped[str] = mapped_column(index=True)
    details: Mapped[str]  # as it was hashed
    previous: Mapped[str]
    hash: Mapped[str]


class LogHeadRow(Base):
    """Number and hash of the last entry, so that a log cut short shows; its one row is what writers queue for."""

    __tablename__ = "log_head"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    hash: Mapped[str]


class PublicationRow(Base):
    """A version that was published or withdrawn, and the journal of that: until ``applied`` corpus and index may not have followed."""

    __tablename__ = "publications"
    __table_args__ = (UniqueConstraint("record_id", "version_number"), Index("ix_publications_applied", "applied"))

    number: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[str | None] = mapped_column(ForeignKey("submissions.id"))
    record_id: Mapped[str]
    version_number: Mapped[int]
    action: Mapped[str]
    record: Mapped[str]
    replaced: Mapped[str]
    reason: Mapped[str]
    by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    at: Mapped[dt.datetime]
    applied: Mapped[bool]
    generation: Mapped[str]


class UsageRow(Base):
    """How often something was done on a day: a number and nothing about anybody."""

    __tablename__ = "usage"

    day: Mapped[dt.date] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]


class JobRow(Base):
    """Something for the worker process to do, how far it is, and what came of it; ``target`` is a file's hash, a submission or a record."""

    __tablename__ = "jobs"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    status: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    target: Mapped[str]
    asked: Mapped[dict[str, Any]]
    outcome: Mapped[list[Any]]
    failure: Mapped[dict[str, Any]]
    by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    attempts: Mapped[int]
    done: Mapped[int]
    created: Mapped[dt.datetime]
    beat: Mapped[dt.datetime]


class BoardEntryRow(Base):
    """A need or an offer of a city: waiting for a curator, open, hidden or closed; ``expires`` is a day."""

    __tablename__ = "board_entries"

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    city: Mapped[str]
    lang: Mapped[str]
    text: Mapped[str]
    visibility: Mapped[str]
    consent: Mapped[bool]
    status: Mapped[str] = mapped_column(index=True)
    expires: Mapped[str]
    contact: Mapped[str]  # personal data: shown to the other side of an introduction to which both agreed
    by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    created: Mapped[dt.datetime]


class IntroductionRow(Base):
    """Two entries whose cities may meet: what each side said, empty while it has not answered."""

    __tablename__ = "introductions"
    __table_args__ = (UniqueConstraint("need_id", "offer_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    need_id: Mapped[str] = mapped_column(ForeignKey("board_entries.id"))
    offer_id: Mapped[str] = mapped_column(ForeignKey("board_entries.id"))
    need_side: Mapped[str]
    offer_side: Mapped[str]
    created: Mapped[dt.datetime]


class BoardMessageRow(Base):
    """A message between the two sides of an introduction."""

    __tablename__ = "board_messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    introduction_id: Mapped[str] = mapped_column(ForeignKey("introductions.id"), index=True)
    by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    text: Mapped[str]
    at: Mapped[dt.datetime]
