"""A draft beside its source: every suggestion with what was decided, and the pages of the file in pieces, marked where values stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app import state as urls
from app.views.desk.plain import line, same_length
from peerlearn.curation.validate.template import field_name
from peerlearn.dossier import value_text, word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from app.i18n import Translator
    from peerlearn.curation.review.submission import Submission
    from peerlearn.curation.source import Page
    from peerlearn.knowledge_base import KnowledgeBase

ROOM = 12_000
"""So many characters of a page are shown at once, around what is looked at."""


@dataclass(frozen=True)
class Suggested:
    """One suggestion: ``choice`` is accepted, edited, rejected or open; ``version`` is that of the decision seen, 0 for none."""

    id: str
    field: str
    name: str
    shown: str
    value: Any
    confidence: int
    given: bool
    choice: str
    choice_name: str
    who: str
    page: int
    span: tuple[int, int]
    version: int
    link: str


@dataclass(frozen=True)
class Piece:
    """Text of a page; ``mark`` is empty, ``other`` where some value stands, or ``here`` for the one that is looked at."""

    text: str
    mark: str = ""
    link: str = ""


@dataclass(frozen=True)
class SourcePage:
    """A page of the file: its verdict by the gate, what the gate noted, and its text in pieces; ``cut`` where not all of it is shown."""

    number: int
    of: int
    label: str
    verdict: str
    verdict_name: str
    notes: tuple[str, ...]
    pieces: tuple[Piece, ...]
    cut: bool


FACETS = {
    "themes": "theme",
    "target_groups": "target_group",
    "sdgs": "sdg",
    "country": "country",
    "city": "city",
    "stage": "stage",
    "lang": "lang",
}
"""Fields whose values are codes -> the facet that has their labels."""


def label_of(field: str, value: Any, base: KnowledgeBase, lang: str) -> str:
    """Return a value as people read it: a code by its label, and whatever else as it is."""
    if field == "kind":
        return word(str(value), lang)
    if field == "city" and value in base.cities:
        return base.cities[value].name(lang)
    if field == "key_features":
        return base.vocabularies.label("key_features", str(value), lang)
    return base.facet_label(FACETS[field], str(value), lang) if field in FACETS else value_text(value)


def suggested(found: Submission, name_of: Callable[[str], str], tr: Translator, base: KnowledgeBase) -> list[Suggested]:
    """Return the suggestions of a draft in their order."""
    decided = {each.suggestion: each for each in found.decisions}
    views = []
    for each in found.draft.get("suggestions", ()):
        decision, place = decided.get(each["id"]), each["place"]
        choice = decision.choice if decision else "open"
        value = decision.value if decision and choice == "edited" else each["value"]
        shown = line(label_of(each["field"], value, base, tr.lang), 300)
        views.append(
            Suggested(
                each["id"], each["field"], field_name(each["field"], tr.lang), shown, value,
                round(100 * each["confidence"]), bool(each.get("given")), choice,
                tr("open") if choice == "open" else word(choice, tr.lang), line(name_of(decision.by), 40) if decision else "",
                place["page"], (place["start"], place["end"]), decision.version if decision else 0,
                urls.curate(tr.lang, "draft", found.id, each["id"]),
            )
        )  # fmt: skip
    return views


def in_focus(views: Sequence[Suggested], at: str) -> Suggested | None:
    """Return the suggestion that is looked at: the one named, else the first that is open, else the first."""
    named = next((each for each in views if each.id == at), None)
    return named or next((each for each in views if each.choice == "open"), None) or next(iter(views), None)


def next_open(views: Sequence[Suggested], after: str) -> str:
    """Return the id of the next suggestion that nobody decided on, from ``after`` on and round again; empty when none is left."""
    start = next((place for place, each in enumerate(views) if each.id == after), -1) + 1
    turned = [*views[start:], *views[:start]]
    return next((each.id for each in turned if each.choice == "open" and each.id != after), "")


def source_page(found: Submission, number: int, views: Iterable[Suggested], focus: Suggested | None, tr: Translator) -> SourcePage | None:
    """Return a page of the file with the places of all values marked; None where the file has no pages."""
    if not found.pages:
        return None
    page = found.pages[min(max(1, number), len(found.pages)) - 1]
    here = focus if focus and focus.page == page.number else None
    first, last = _window(page, here)
    marks = [each for each in views if each.page == page.number]
    pieces = tuple(_pieces(same_length(page.text), marks, here, first, last))
    verdict = word(page.verdict, tr.lang)
    cut = (first, last) != (0, len(page.text))
    notes = tuple(each.replace("_", " ") for each in page.notes)
    return SourcePage(page.number, len(found.pages), line(page.label, 60), page.verdict, verdict, notes, pieces, cut)


def _window(page: Page, here: Suggested | None) -> tuple[int, int]:
    if len(page.text) <= ROOM:
        return 0, len(page.text)
    start = max(0, min((here.span[0] if here else 0) - ROOM // 3, len(page.text) - ROOM))
    return start, start + ROOM


def _pieces(text: str, marks: Iterable[Suggested], here: Suggested | None, first: int, last: int) -> Iterable[Piece]:
    """Yield the text between ``first`` and ``last``; where places overlap, the one that is looked at is shown whole."""
    spans = [(here.span, "here", here)] if here else []
    spans += [(each.span, "other", each) for each in marks if not here or each.id != here.id]
    taken: list[tuple[int, int, str, str]] = []
    for (start, end), kind, each in spans:
        start, end = max(start, first), min(end, last)
        if start < end and not any(start < b and a < end for a, b, _, _ in taken):
            taken.append((start, end, kind, each.link))
    at = first
    for start, end, kind, link in sorted(taken):
        if at < start:
            yield Piece(text[at:start])
        yield Piece(text[start:end], kind, link)
        at = end
    if at < last:
        yield Piece(text[at:last])
