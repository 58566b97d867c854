"""What is wrong with a file, said where a person can mend it: errors block, warnings inform."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Issue:
    """One defect: file, line (from 1, or 0 when unknown), field, what is wrong and the remedy."""

    file: str
    line: int
    field: str
    message: str
    remedy: str
    severity: Severity = "error"

    def __str__(self) -> str:
        """Return ``file:line: field: message (remedy)`` on one line."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.field}: {self.message} ({self.remedy})"


def errors(issues: Iterable[Issue]) -> list[Issue]:
    """Return the issues that block."""
    return [issue for issue in issues if issue.severity == "error"]


class FieldError(ValueError):
    """A value that a noun refuses: the field's name, what is wrong, and the remedy."""

    def __init__(self, field: str, message: str, remedy: str) -> None:
        super().__init__(f"{field}: {message} ({remedy})")
        self.field = field
        self.message = message
        self.remedy = remedy
