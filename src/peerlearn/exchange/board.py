"""The board: needs and offers of cities, shown after moderation, and introductions that give a contact only where both sides agree.

Each write checks here who asks: pages may hide a button, but they decide nothing. The log holds ids and codes, never what people typed.
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from sqlalchemy import or_, select

from peerlearn.curation.review import log
from peerlearn.curation.review.people import person_row
from peerlearn.errors import BoardError, NotFoundError
from peerlearn.facts import require_lang, require_text
from peerlearn.issues import FieldError
from peerlearn.store.models import BoardEntryRow, BoardMessageRow, IntroductionRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from peerlearn.exchange.meaning import Kind
    from peerlearn.store.engine import Store

Visibility = Literal["public", "members", "private"]
Status = Literal["waiting", "open", "hidden", "closed"]
LONGEST = 4000
"""Characters of an entry or a message."""
DAYS = 365
"""How long an entry stands, at most and unless its city says otherwise."""
_MEMBERS = ("city", "curator", "admin")
_OFFICE = ("curator", "admin")


@dataclass(frozen=True)
class Entry:
    """A need or an offer as others see it: the contact stays in the store."""

    id: str
    kind: Kind
    city: str
    lang: str
    text: str
    visibility: Visibility
    status: Status
    expires: dt.date
    by: str


@dataclass(frozen=True)
class Introduction:
    """Two entries whose cities may meet; each side is empty, ``yes`` or ``no``."""

    id: str
    need: str
    offer: str
    need_side: str
    offer_side: str

    @property
    def agreed(self) -> bool:
        """True when both sides said yes."""
        return self.need_side == self.offer_side == "yes"


def post(
    store: Store,
    *,
    kind: Kind,
    city: str,
    lang: str,
    text: str,
    contact: str,
    consent: bool,
    by: str,
    visibility: Visibility = "members",
    expires: dt.date | None = None,
    today: dt.date | None = None,
) -> Entry:
    """Keep a need or an offer; it waits for a curator before others see it.

    Args:
        store: the store.
        kind: need or offer.
        city: whose it is, an id of ``cities.csv`` that the caller has looked up.
        lang: language of the text.
        text: what is needed or offered.
        contact: whom to write to; given away only in an introduction to which both sides agreed.
        consent: whether text and city may be shown; without it the entry is ``private``.
        by: who writes.
        visibility: to whom it is shown once open.
        expires: the last day, a year from now at most.
        today: the day that it is.

    Raises:
        FieldError: a value is none.
        BoardError: this person may not write here.
    """
    now = today or dt.datetime.now(dt.UTC).date()
    until = expires or now + dt.timedelta(days=DAYS)
    _require_entry(kind, lang, text, visibility)
    if not now <= until <= now + dt.timedelta(days=DAYS):
        raise FieldError("expires", f"{until} is not within a year", f"write a day from {now} on, {DAYS} days ahead at most")
    with store.writing() as session:
        require_role(session, by, _MEMBERS)
        row = BoardEntryRow(
            id=f"b-{secrets.token_hex(5)}",
            kind=kind,
            city=city,
            lang=lang,
            text=text.strip(),
            visibility=visibility if consent else "private",
            consent=consent,
            status="waiting",
            expires=until.isoformat(),
            contact=contact.strip(),
            by=by,
            created=dt.datetime.now(dt.UTC),
        )
        session.add(row)
        log.append(session, actor=by, action="board_post", entry=row.id, kind=kind)
        return _entry(row)


def moderate(store: Store, entry_id: str, *, show: bool, by: str) -> Entry:
    """Open an entry, or hide it; a curator or admin does, and not with an own one.

    Raises:
        NotFoundError: there is no such entry.
        BoardError: this person may not.
    """
    with store.writing() as session:
        require_role(session, by, _OFFICE)
        row = _row(session, entry_id)
        if row.by == by:
            raise BoardError("an own entry is moderated by somebody else", remedy="ask another curator")
        if row.status == "closed":
            raise BoardError(f"{entry_id} is closed", remedy="its city may write a new one")
        row.status = "open" if show else "hidden"
        log.append(session, actor=by, action="board_moderate", entry=row.id, status=row.status)
        return _entry(row)


def close(store: Store, entry_id: str, *, by: str) -> Entry:
    """Take an entry off the board: its city does, or a curator.

    Raises:
        NotFoundError: there is no such entry, or not for this person.
        BoardError: this person may not.
    """
    with store.writing() as session:
        row = _row(session, entry_id)
        if row.by != by:
            require_role(session, by, _OFFICE)
        row.status = "closed"
        log.append(session, actor=by, action="board_close", entry=row.id)
        return _entry(row)


def entries(store: Store, *, by: str | None = None, today: dt.date | None = None) -> list[Entry]:
    """Return the entries that somebody (None: anybody) may see: open ones that have not expired, and their own."""
    now = (today or dt.datetime.now(dt.UTC).date()).isoformat()
    with store.reading() as session:
        role = person_row(session, by).role if by else "reader"
        rows = session.scalars(select(BoardEntryRow).order_by(BoardEntryRow.created, BoardEntryRow.id)).all()
        return [_entry(row) for row in rows if _is_seen(row, role, by, now)]


def _is_seen(row: BoardEntryRow, role: str, by: str | None, now: str) -> bool:
    if by is not None and row.by == by:
        return True
    if role in _OFFICE:
        return row.status != "closed"
    if row.status != "open" or row.expires < now:
        return False
    return row.visibility == "public" or (row.visibility == "members" and role in _MEMBERS)


def introduce(store: Store, *, need: str, offer: str, by: str, today: dt.date | None = None) -> Introduction:
    """Ask for an introduction: one side does, and has agreed by asking; the other is asked.

    Raises:
        NotFoundError: an entry is not there, or not for this person.
        BoardError: neither entry is this person's, both are, or the introduction was asked for already.
    """
    now = (today or dt.datetime.now(dt.UTC).date()).isoformat()
    with store.writing() as session:
        role = require_role(session, by, _MEMBERS)
        sides = {"need": _row(session, need), "offer": _row(session, offer)}
        for kind, row in sides.items():
            if row.kind != kind or not _is_seen(row, role, by, now) or row.expires < now or row.status != "open":
                raise NotFoundError(f"there is no open {kind} {row.id}", remedy="peerlearn board list shows them")
        own = [kind for kind, row in sides.items() if row.by == by]
        if len(own) != 1:
            raise BoardError("an introduction is asked for by one of its two sides", remedy="name an entry of yours and one of another's")
        found = session.scalar(select(IntroductionRow).where(IntroductionRow.need_id == need, IntroductionRow.offer_id == offer))
        if found is not None:
            raise BoardError(f"these two have the introduction {found.id}", remedy="the other side answers it")
        row_ = IntroductionRow(
            id=f"i-{secrets.token_hex(5)}",
            need_id=need,
            offer_id=offer,
            need_side="yes" if own == ["need"] else "",
            offer_side="yes" if own == ["offer"] else "",
            created=dt.datetime.now(dt.UTC),
        )
        session.add(row_)
        log.append(session, actor=by, action="board_introduce", introduction=row_.id, need=need, offer=offer)
        return _introduction(row_)


def answer(store: Store, introduction_id: str, *, agree: bool, by: str) -> Introduction:
    """Say yes or no to an introduction, as one of its sides; a no may follow a yes, and takes the contact back.

    Raises:
        NotFoundError: there is no such introduction for this person.
    """
    with store.writing() as session:
        row, side, _ = _side(session, introduction_id, by)
        setattr(row, f"{side}_side", "yes" if agree else "no")
        log.append(session, actor=by, action="board_answer", introduction=row.id, answer="yes" if agree else "no")
        return _introduction(row)


def contact_of(store: Store, introduction_id: str, *, by: str) -> str:
    """Return the other side's contact.

    Raises:
        NotFoundError: there is no such introduction for this person.
        BoardError: not both sides agreed.
    """
    with store.reading() as session:
        row, _, other = _side(session, introduction_id, by)
        if not _introduction(row).agreed:
            raise BoardError("contacts are given when both sides agreed", remedy="wait for the other side's answer")
        return _row(session, other).contact


def write(store: Store, introduction_id: str, *, text: str, by: str) -> None:
    """Write to the other side on the platform; a side that said no is not written to.

    Raises:
        FieldError: the text is none.
        NotFoundError: there is no such introduction for this person.
        BoardError: one side said no.
    """
    _require_length(text)
    with store.writing() as session:
        row, _, _ = _side(session, introduction_id, by)
        if "no" in (row.need_side, row.offer_side):
            raise BoardError("one side said no", remedy="look for another match")
        session.add(BoardMessageRow(introduction_id=row.id, by=by, text=text.strip(), at=dt.datetime.now(dt.UTC)))
        log.append(session, actor=by, action="board_message", introduction=row.id)


def messages(store: Store, introduction_id: str, *, by: str) -> list[tuple[str, dt.datetime, str]]:
    """Return who wrote, when and what, the first first, to one of the two sides.

    Raises:
        NotFoundError: there is no such introduction for this person.
    """
    with store.reading() as session:
        _side(session, introduction_id, by)
        found = select(BoardMessageRow).where(BoardMessageRow.introduction_id == introduction_id).order_by(BoardMessageRow.id)
        return [(row.by, row.at, row.text) for row in session.scalars(found)]


def introductions(store: Store, *, by: str) -> list[Introduction]:
    """Return the introductions of which somebody is a side."""
    with store.reading() as session:
        own = select(BoardEntryRow.id).where(BoardEntryRow.by == by)
        mine = or_(IntroductionRow.need_id.in_(own), IntroductionRow.offer_id.in_(own))
        return [_introduction(row) for row in session.scalars(select(IntroductionRow).where(mine).order_by(IntroductionRow.created))]


def _require_entry(kind: str, lang: str, text: str, visibility: str) -> None:
    if kind not in ("need", "offer"):
        raise FieldError("kind", f"{kind!r} is neither", "write need or offer")
    if visibility not in get_args(Visibility):
        raise FieldError("visibility", f"{visibility!r} is not known", f"write one of {', '.join(get_args(Visibility))}")
    require_lang("lang", lang)
    _require_length(text)


def _require_length(text: str) -> None:
    require_text("text", text)
    if len(text) > LONGEST:
        raise FieldError("text", f"has {len(text)} characters", f"shorten it to {LONGEST}")


def require_role(session: Session, by: str, roles: tuple[str, ...]) -> str:
    """Return somebody's role.

    Raises:
        BoardError: it is none of these.
    """
    role = person_row(session, by).role
    if role not in roles:
        raise BoardError(f"this is for {', '.join(roles)}", remedy="ask an administrator for that role")
    return role


def _row(session: Session, entry_id: str) -> BoardEntryRow:
    row = session.get(BoardEntryRow, entry_id)
    if row is None:
        raise NotFoundError(f"there is no entry {entry_id!r}", remedy="peerlearn board list shows them")
    return row


def _side(session: Session, introduction_id: str, by: str) -> tuple[IntroductionRow, str, str]:
    """Return an introduction, which side somebody is, and the other side's entry; a stranger learns nothing."""
    row = session.get(IntroductionRow, introduction_id)
    if row is not None and _row(session, row.need_id).by == by:
        return row, "need", row.offer_id
    if row is not None and _row(session, row.offer_id).by == by:
        return row, "offer", row.need_id
    raise NotFoundError(f"there is no introduction {introduction_id!r} of yours", remedy="peerlearn board list shows your entries")


def _entry(row: BoardEntryRow) -> Entry:
    kind: Kind = "need" if row.kind == "need" else "offer"
    visibility = next(each for each in get_args(Visibility) if each == row.visibility)
    status = next(each for each in get_args(Status) if each == row.status)
    return Entry(row.id, kind, row.city, row.lang, row.text, visibility, status, dt.date.fromisoformat(row.expires), row.by)


def _introduction(row: IntroductionRow) -> Introduction:
    return Introduction(row.id, row.need_id, row.offer_id, row.need_side, row.offer_side)
