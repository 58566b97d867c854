"""One thing that a draft has wrong, as data: a code, a field and values, told in the reader's language when it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from types import MappingProxyType
from typing import TYPE_CHECKING

from peerlearn.curation.validate.advice import ADVICE
from peerlearn.curation.validate.file_wording import FILE_SENTENCES
from peerlearn.curation.validate.template import field_name
from peerlearn.curation.validate.wording import SENTENCES as REFUSALS
from peerlearn.issues import Issue

if TYPE_CHECKING:
    from peerlearn.issues import Severity

SENTENCES = REFUSALS | ADVICE | FILE_SENTENCES


@dataclass(frozen=True)
class Finding:
    """A defect or a remark: ``code`` names the sentence, ``field`` the place (``versions.ar.summary``), ``values`` what it speaks of.

    Errors block, warnings inform. ``said`` and ``advised`` hold the English of the rule that found it, where that rule writes its own.
    """

    code: str
    field: str
    severity: Severity = "error"
    values: Mapping[str, str] = dataclass_field(default_factory=dict, hash=False)
    said: str = ""
    advised: str = ""

    def __post_init__(self) -> None:
        if self.code not in SENTENCES:
            raise ValueError(f"{self.code!r} has no sentence")
        if self.severity not in ("error", "warning"):
            raise ValueError(f"{self.severity!r} is neither error nor warning")
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    @property
    def blocks(self) -> bool:
        """True when nothing may be published before this is mended."""
        return self.severity == "error"

    def message(self, lang: str) -> str:
        """Return what is wrong, in a language of the interface (English for any other)."""
        return self._said(lang, 0) or self.said

    def remedy(self, lang: str) -> str:
        """Return what to do about it."""
        return self._said(lang, 1) or self.advised

    def name(self, lang: str) -> str:
        """Return how people call the field."""
        return field_name(self.field, lang)

    def issue(self, lang: str, *, file: str = "") -> Issue:
        """Return the same as an issue of a file, its words in ``lang``."""
        return Issue(file, 0, self.field, self.message(lang), self.remedy(lang), self.severity)

    def _said(self, lang: str, part: int) -> str:
        sentences = SENTENCES[self.code]
        chosen = sentences.get(lang) or sentences.get("en")
        return chosen[part].format_map(self.values) if chosen else ""
