"""What one reader gives back: texts in order, made into pages within limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from peerlearn.curation.ingest.refusals import RefusedError
from peerlearn.curation.ingest.tidy import tidy
from peerlearn.curation.source import Page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from peerlearn.curation.ingest.limits import Limits


@dataclass(frozen=True)
class Content:
    """The pages of a file and its title, where it has one."""

    pages: tuple[Page, ...]
    title: str = ""


def pages_of(texts: Iterable[str | tuple[str, str]], *, limits: Limits) -> tuple[Page, ...]:
    """Return texts, or (label, text) pairs, as pages numbered from 1; empty ones are left out.

    Raises:
        RefusedError: no text, too many pages or too much text.
    """
    pages: list[Page] = []
    left = limits.characters
    for each in texts:
        label, text = ("", each) if isinstance(each, str) else each
        text = tidy(text)
        left -= len(text)
        if left < 0:
            raise RefusedError("too_much_text", limit=limits.characters)
        if text:
            pages.append(Page(len(pages) + 1, text, label=label))
        if len(pages) > limits.pages:
            raise RefusedError("too_many_pages", limit=limits.pages)
    if not pages:
        raise RefusedError("no_text")
    return tuple(pages)
