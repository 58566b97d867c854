"""What a file may be and what reading it may cost; checked before work starts where that can be known, and while it runs where not."""

from __future__ import annotations

from dataclasses import dataclass, fields

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, times in seconds, the rest in counts.

    ``ratio`` is how many times larger than its archive the content of a ZIP, DOCX, PPTX or XLSX may be, counted only above
    ``ratio_from`` bytes, because small files of tables shrink a lot without being bombs. ``seconds`` and ``memory`` hold for one file
    (one member of a ZIP); text recognition of scanned pages may take ``ocr_seconds`` on top, for at most ``ocr_pages``.
    """

    file_bytes: int = 25 * MEGABYTE
    pages: int = 500
    zip_files: int = 200
    unpacked_bytes: int = 250 * MEGABYTE
    ratio: int = 100
    ratio_from: int = 10 * MEGABYTE
    parts: int = 5_000
    rows: int = 500
    cells: int = 500_000
    characters: int = 5_000_000
    seconds: int = 60
    memory: int = 1024 * MEGABYTE
    ocr_pages: int = 30
    ocr_seconds: int = 120

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, bool) or not isinstance(value, int) or value < (0 if each.name.startswith("ocr_") else 1):
                raise ValueError(f"{each.name} is {value!r}: limits are whole numbers above 0")

    @property
    def reply_bytes(self) -> int:
        """The most that a reader may answer: its characters as JSON, with room for places and labels."""
        return 8 * self.characters + MEGABYTE


DEFAULT = Limits()
