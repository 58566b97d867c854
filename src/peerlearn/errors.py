"""The errors of peerlearn.

::

    PeerlearnError              a user's or the disk's problem: where, what, and what to do about it
    ├── SettingsError           a setting has no usable value
    ├── CorpusError             files of the corpus are defective (carries every Issue)
    ├── NotFoundError           no such practice, document or city
    ├── EncoderError            the encoder is missing, damaged or not the one asked for
    ├── RerankerError           the reranker that was asked for is missing, damaged or none
    ├── IndexMissingError       there is no index yet
    ├── IndexMismatchError      the index was built by another encoder, text version, or from another corpus
    ├── IndexDamagedError       a file of the index is missing or does not match its checksum
    ├── BusyError               another process is building
    ├── GapsError               the file of coverage gaps cannot be used
    ├── StoreError              the store of submissions and reviews cannot be used
    ├── OriginalError           a file that was handed in is missing or damaged
    ├── ReviewError             a step of curation may not be taken now, or not by this person
    ├── BoardError              a step on the board may not be taken now, or not by this person
    ├── PublishError            what was published is recorded, and corpus or index could not follow yet
    ├── BackupError             a backup cannot be written, or is damaged, or would overwrite something
    ├── ExportError             records cannot be written in the format that was asked for
    └── EvaluationError         a test set cannot be read

A caller's mistake is a ``ValueError``. Only the front doors catch ``PeerlearnError``; they print ``str(error)``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peerlearn.issues import Issue


class PeerlearnError(Exception):
    """A problem that a person can mend: ``str()`` is one line that says where, what, and the remedy."""

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(f"{message} ({remedy})" if remedy else message)
        self.message = message
        self.remedy = remedy


class SettingsError(PeerlearnError):
    """A setting has no usable value."""


class CorpusError(PeerlearnError):
    """Files of the corpus are defective; ``issues`` holds every defect with its place."""

    def __init__(self, message: str, *, issues: Sequence[Issue] = (), remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.issues = tuple(issues)


class NotFoundError(PeerlearnError):
    """No practice, document or city has this id."""


class EncoderError(PeerlearnError):
    """The encoder is missing, damaged or not the one asked for."""


class RerankerError(PeerlearnError):
    """The reranker that was asked for is missing, damaged or none."""


class IndexMissingError(PeerlearnError):
    """There is no index yet."""


class IndexMismatchError(PeerlearnError):
    """The index was built by another encoder or text version, or from another corpus."""


class IndexDamagedError(PeerlearnError):
    """A file of the index is missing or does not match its checksum."""


class BusyError(PeerlearnError):
    """Another process is building the index."""


class GapsError(PeerlearnError):
    """The file of coverage gaps cannot be used."""


class StoreError(PeerlearnError):
    """The store of submissions and reviews cannot be used."""


class OriginalError(PeerlearnError):
    """A file that was handed in is missing or damaged."""


class ReviewError(PeerlearnError):
    """A step of curation may not be taken now, or not by this person; nothing has changed."""


class BoardError(PeerlearnError):
    """A step on the board of needs and offers may not be taken now, or not by this person; nothing has changed."""


class PublishError(PeerlearnError):
    """What was published or withdrawn is recorded, and corpus or index could not follow yet."""


class BackupError(PeerlearnError):
    """A backup cannot be written, or is damaged, or would overwrite something."""


class ExportError(PeerlearnError):
    """Records cannot be written in the format that was asked for, or there are none."""


class EvaluationError(PeerlearnError):
    """A test set cannot be read."""
