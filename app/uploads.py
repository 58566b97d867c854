"""Who may put a file into this server's memory: somebody who works here, into a page of theirs that is open now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.identity import visitor_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from peerlearn.curation.review.rules import Role

PATH = "/_stcore/upload_file"
MAX_UPLOAD = 25_000_000
ROLES: frozenset[Role] = frozenset({"city", "curator", "admin"})


def may_upload(path: str, cookies: Mapping[str, str]) -> bool:
    """Say whether somebody with these cookies may upload there; asks the store."""
    parts = path.removeprefix(PATH).strip("/").split("/")
    return len(parts) == 2 and visitor_of(cookies).role in ROLES and is_open(parts[0])


def is_open(session: str) -> bool:
    """Say whether a page with this number is open; Streamlit itself would take files for any."""
    from streamlit import runtime  # noqa: PLC0415 - only where it runs

    return runtime.exists() and runtime.get_instance().is_active_session(session)
