"""What somebody left on the board: exported and erased on request, by themselves or by an admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from peerlearn.curation.review import log
from peerlearn.exchange.board import require_role
from peerlearn.store.models import BoardEntryRow, BoardMessageRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from peerlearn.store.engine import Store


def own_data(store: Store, person: str, *, by: str) -> dict[str, list[dict[str, str]]]:
    """Return all that somebody left on the board: their entries with contact, and their messages.

    Raises:
        BoardError: it is neither oneself nor an admin who asks.
    """
    with store.reading() as session:
        _require_self(session, person, by)
        own = session.scalars(select(BoardEntryRow).where(BoardEntryRow.by == person).order_by(BoardEntryRow.id)).all()
        said = session.scalars(select(BoardMessageRow).where(BoardMessageRow.by == person).order_by(BoardMessageRow.id)).all()
        return {
            "entries": [{"id": row.id, "kind": row.kind, "city": row.city, "text": row.text, "contact": row.contact} for row in own],
            "messages": [{"introduction": row.introduction_id, "at": row.at.isoformat(), "text": row.text} for row in said],
        }


def erase(store: Store, person: str, *, by: str) -> None:
    """Erase what somebody left on the board: contacts and texts of entries, which are closed, and messages.

    Raises:
        BoardError: it is neither oneself nor an admin who asks.
    """
    with store.writing() as session:
        _require_self(session, person, by)
        for row in session.scalars(select(BoardEntryRow).where(BoardEntryRow.by == person)):
            row.text, row.contact, row.status = "", "", "closed"
        session.execute(delete(BoardMessageRow).where(BoardMessageRow.by == person))
        log.append(session, actor=by, action="board_erase", person=person)


def _require_self(session: Session, person: str, by: str) -> None:
    if by != person:
        require_role(session, by, ("admin",))
