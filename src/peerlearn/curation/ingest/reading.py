"""What comes of reading a file: its sources, and what was refused, with a reason and a remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from peerlearn.curation.source import Source

if TYPE_CHECKING:
    from peerlearn.curation.ingest.refusals import Refusal
    from peerlearn.curation.source import Place


@dataclass(frozen=True)
class GivenField:
    """A value that the city itself put under a field of the template: ``value`` as written, ``place`` where its text stands.

    ``field`` is a name of :data:`peerlearn.curation.ingest.template.FIELDS`.
    """

    field: str
    value: str
    place: Place


@dataclass(frozen=True)
class RowSource(Source):
    """One row of a file that follows the template: one practice, with the fields as they were given.

    Its one page holds every given field as a paragraph, the label above the value; its label says sheet and row.
    """

    given: tuple[GivenField, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        for each in self.given:
            if self.text_at(each.place) != each.value:
                raise ValueError(f"{each.field} is not at its place in {self.name}")


@dataclass(frozen=True)
class Reading:
    """The outcome for one file: ``sources`` in the order of the file, and ``refusals``; a ZIP or a table may have several of both.

    ``name`` is the file's as it was given; a member of a ZIP is called ``archive.zip/member.docx``. ``sha256`` is of the file's bytes, or
    empty where they could not be read. The caller keeps the original bytes.
    """

    name: str
    sha256: str
    sources: tuple[Source, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    @property
    def complete(self) -> bool:
        """True when something was read and nothing was refused."""
        return bool(self.sources) and not self.refusals
