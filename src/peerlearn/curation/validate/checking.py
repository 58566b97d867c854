"""Validate the draft of a practice or document: errors and warnings at once, and completeness, as data told in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from peerlearn.curation.validate import rules
from peerlearn.curation.validate.completeness import completeness
from peerlearn.curation.validate.reading import Reading, noun_of, read
from peerlearn.practice import Document, Practice
from peerlearn.vocabulary import Vocabularies

if TYPE_CHECKING:
    import datetime as dt

    from peerlearn.city import City
    from peerlearn.curation.validate.completeness import Completeness
    from peerlearn.curation.validate.finding import Finding
    from peerlearn.curation.validate.reading import Noun
    from peerlearn.issues import Issue
    from peerlearn.practice import Record


@dataclass(frozen=True)
class Report:
    """What validation found, errors first; ``record`` is what the fields make, or None where an error keeps them from making one."""

    record: Record | None
    findings: tuple[Finding, ...]
    completeness: Completeness

    @property
    def ok(self) -> bool:
        """True when nothing blocks."""
        return self.record is not None and not self.errors

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What blocks."""
        return tuple(each for each in self.findings if each.blocks)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What informs."""
        return tuple(each for each in self.findings if not each.blocks)

    def issues(self, lang: str, *, file: str = "") -> list[Issue]:
        """Return the findings as issues of a file, in a language of the interface."""
        return [each.issue(lang, file=file) for each in self.findings]


def validate(
    given: Record | Mapping[str, Any],
    *,
    noun: Noun | None = None,
    cities: Mapping[str, City],
    vocabularies: Vocabularies | None = None,
    facts: str = "",
    today: dt.date | None = None,
) -> Report:
    """Check a record, or the fields of a draft that may be none yet; never raises for what a draft says.

    Args:
        given: a practice or document, or its fields by name, with ``versions`` by language.
        noun: what the fields are to be; None for what they look like.
        cities: the known cities by id.
        vocabularies: the controlled lists; a list that is not there is not checked.
        facts: the text of the file that the draft was drawn from, where its numbers must stand; empty where there is none.
        today: the day against which dates are held; None is the present one.
    """
    if isinstance(given, Practice | Document):
        noun, reading = "practice" if isinstance(given, Practice) else "document", Reading(given, (), given)
    else:
        noun = noun or noun_of(given)
        reading = read(given, noun=noun)
    found = [*reading.findings]
    if reading.patched is not None:
        lists = vocabularies or Vocabularies()
        beyond = [
            *rules.listed(reading.patched, cities=cities, vocabularies=lists),
            *rules.edited(reading.patched, vocabularies=lists, today=today),
            *rules.documented(reading.patched),
            *rules.personal(reading.patched),
            *(rules.supported(reading.patched, facts=facts) if facts else ()),
        ]
        found += [each for each in beyond if reading.stands(each.field)]
    ordered = sorted(found, key=lambda each: (not each.blocks, each.field, each.code))
    return Report(reading.record, tuple(ordered), completeness(given, noun=noun))
