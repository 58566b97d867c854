"""A draft as it was extracted <-> as the store keeps it; and the record that decisions and answers make of it.

``answers`` are values that a person wrote beside the file: what it cannot say of itself (id, source, evidence), and what it left open. They
stand before what was suggested. A row of the template may bring some; those keep their place.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass, replace
from typing import TYPE_CHECKING, Any, get_args

from anyascii import anyascii

from peerlearn.curation.extract.applying import Fields, apply, document_values, practice_values, to_document, to_practice
from peerlearn.curation.extract.suggestion import (
    FIELDS,
    KINDS,
    SEVERAL,
    SINGLE,
    Decision,
    Draft,
    Figure,
    Kind,
    Money,
    Passage,
    Question,
    Suggestion,
)
from peerlearn.curation.review.submission import new_draft
from peerlearn.curation.source import Page, Place
from peerlearn.curation.source import Source as File
from peerlearn.facts import Evidence, Source, Written
from peerlearn.issues import FieldError
from peerlearn.practice import SECTIONS, Level
from peerlearn.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from peerlearn.curation.extract.suggestion import Action, Value
    from peerlearn.curation.ingest.reading import GivenField
    from peerlearn.curation.review.submission import Submission
    from peerlearn.practice import Record

OWN = (
    *("id", "source.title", "source.publisher", "source.url", "source.licence", "source.year", "written.by"),
    *("evidence.level", "evidence.type", "evidence.reason"),
)
"""What a file does not say of itself, beside the fields of the template."""
_NUMBERS = ("beneficiaries", "cost", "cost_year")
_ACTIONS: dict[str, Action] = {"accepted": "accept", "edited": "edit", "rejected": "reject"}
_WORDS = 6
"""Words of a title in an id."""


def to_store(found: Draft, *, given: Iterable[GivenField] = (), **more: Any) -> dict[str, Any]:
    """Return a draft as the store keeps it; ``given`` are fields of a row, of which those about its source become answers."""
    suggestions = [
        {
            "field": each.field,
            "value": plain(each.value),
            "confidence": round(each.confidence, 3),
            "place": asdict(each.place),
            "given": each.given,
        }
        for each in found.suggestions
    ]
    answers = {
        each.field.replace("sources.", "source."): {"value": each.value.strip(), "place": asdict(each.place)}
        for each in given
        if each.field.startswith("sources.") and each.value.strip()
    }
    questions = [asdict(each) for each in found.questions]
    return new_draft(suggestions, questions=questions, kind=found.kind, lang=found.lang, answers=answers, **more)


def plain(value: object) -> Any:
    """Return a value as JSON holds it."""
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def value_of(field: str, given: Any) -> Value:
    """Return the value that JSON holds, or that a person typed, for a field of the template.

    Raises:
        FieldError: it is none.
    """
    made: dict[str, Any] = {"figures": Figure, "passages": Passage, "cost": Money}
    if isinstance(given, str) and field in made and given.lstrip().startswith("{"):
        try:
            given = json.loads(given)
        except ValueError:
            raise FieldError(field, "is not JSON", "write it as review --json shows it") from None
    if isinstance(given, Mapping):
        try:
            value: Value = made[field](**given)
        except (KeyError, TypeError):
            raise FieldError(field, "has other parts", "write it as review --json shows it") from None
        return value
    if field in ("figures", "passages"):
        raise FieldError(field, f"{given!r} has no parts", "write it as review --json shows it")
    if isinstance(given, str) and field in _NUMBERS:
        digits = fold(given).replace(",", "").replace("٬", "").replace(" ", "")
        if not re.fullmatch(r"\d+(\.\d+)?", digits):
            raise FieldError(field, f"{given!r} is not a number", "write digits only")
        return float(digits) if "." in digits else int(digits)
    if field == "kind" and given not in KINDS:
        raise FieldError(field, f"{given!r} is no kind", f"write one of {', '.join(KINDS)}")
    return str(given) if not isinstance(given, int | float) else given


def extracted(submission: Submission) -> tuple[Draft, dict[str, str]]:
    """Return the draft of a submission as it was extracted, and id -> key of its suggestions."""
    summary, kept = submission.summary, submission.draft
    source = File(summary.file_name, submission.media_type, submission.sha256, submission.pages, summary.title)
    suggestions, keys = [], {}
    for each in kept.get("suggestions", ()):
        made = Suggestion(
            each["field"], value_of(each["field"], each["value"]), Place(**each["place"]), each["confidence"], bool(each.get("given"))
        )
        suggestions.append(made)
        keys[each["id"]] = made.key
    kind: Kind = next((each for each in KINDS if each == kept.get("kind")), "practice")
    questions = tuple(Question(**each) for each in kept.get("questions", ()))
    return Draft(source, kind, kept.get("lang") or "ar", tuple(suggestions), questions), keys


def answers_of(submission: Submission) -> dict[str, str]:
    """Return what people, or the city's own row, answered: field -> value as written."""
    return {name: each["value"] for name, each in submission.draft.get("answers", {}).items()}


def fields_of(submission: Submission, *, undecided: bool = False) -> Fields:
    """Return the fields of a draft as decided and answered; with ``undecided``, also the best of what nobody decided on.

    Raises:
        FieldError: an answer is no value of its field.
    """
    found, keys = extracted(submission)
    decisions = {
        keys[each.suggestion]: _decision(each.suggestion, keys, found, each.choice, each.value, each.by) for each in submission.decisions
    }
    taken = {each.field for each in found.suggestions if (made := decisions.get(each.key)) and made.action != "reject"}
    if undecided:
        for each in found.suggestions:
            if each.key not in decisions and not (each.field in SINGLE and each.field in taken):
                decisions[each.key] = Decision(each.key, "accept", "nobody")
                taken.add(each.field)
    return _answered(apply(found, decisions.values()), answers_of(submission))


def _decision(name: str, keys: Mapping[str, str], found: Draft, choice: str, value: Any, by: str) -> Decision:
    field = next(each.field for each in found.suggestions if each.key == keys[name])
    return Decision(keys[name], _ACTIONS[choice], by, value_of(field, value) if choice == "edited" else None)


def _answered(fields: Fields, answers: Mapping[str, str]) -> Fields:
    values = dict(fields.values)
    for name, text in answers.items():
        if name not in FIELDS or name in ("kind", "lang"):
            continue
        pieces = [each.strip() for each in re.split(r"[;؛]", text) if each.strip()] if name in SEVERAL else []
        values[name] = [value_of(name, each) for each in pieces] if name in SEVERAL else value_of(name, text)
    kind = value_of("kind", answers["kind"]) if "kind" in answers else fields.kind
    return replace(
        fields,
        values=values,
        lang=answers.get("lang", fields.lang),
        kind=next(each for each in KINDS if each == kind),
        places=fields.places,
    )


def record_of(submission: Submission, *, city: str = "", taken: Iterable[str] = (), today: dt.date | None = None) -> Record:
    """Return the record that decisions and answers make.

    Args:
        submission: whose.
        city: the city's name in the language of the text, which stands for the publisher where none is given.
        taken: ids that other records have.
        today: when it is written down; None is the present day.

    Raises:
        FieldError: a field is missing or refused; it names the first of them.
    """
    fields, answers = fields_of(submission), answers_of(submission)
    by = answers.get("written.by") or answers.get("source.publisher") or city
    if not by:
        raise FieldError("source.publisher", "is missing", "say who published the text")
    written = Written(by=by, kind="original", date=today or dt.date.today())
    name = answers.get("id") or submission.revises or proposed_id(submission, fields, taken)
    sources = (_source(fields, answers, by),)
    if fields.kind != "practice":
        return to_document(fields, record_id=name, written=written, sources=sources)
    level: Level = next((each for each in get_args(Level) if each == fields.values.get("level")), "city")
    return to_practice(fields, record_id=name, written=written, sources=sources, evidence=_evidence(fields, answers), level=level)


def candidate_fields(submission: Submission, *, city: str = "") -> dict[str, Any]:
    """Return the fields of a practice or document as far as a draft has them, undecided ones too, for checking what is missing."""
    fields, answers = fields_of(submission, undecided=True), answers_of(submission)
    given: dict[str, Any] = {"id": answers.get("id") or submission.revises or proposed_id(submission, fields, ())}
    source = {name.removeprefix("source."): value for name, value in answers.items() if name.startswith("source.")}
    if source:
        title = " ".join(str(fields.values.get("title", "")).split())
        given["sources"] = [{"title": title, "publisher": city} | source]
    given["written"] = {"by": city or "-", "kind": "original", "date": dt.date.today().isoformat()}
    if fields.kind != "practice":
        values = document_values(fields, **given)
    else:
        evidence = {name.removeprefix("evidence."): value for name, value in answers.items() if name.startswith("evidence.")}
        if evidence:
            reason = {fields.lang: evidence["reason"]} if "reason" in evidence else {}
            given["evidence"] = evidence | {"reason": reason}
        values = practice_values(fields, **given)
    return {name: value for name, value in values.items() if value not in (None, (), [], {})}


def _source(fields: Fields, answers: Mapping[str, str], publisher: str) -> Source:
    year = answers.get("source.year", "").strip()
    for name in ("source.url", "source.licence"):
        if not answers.get(name):
            raise FieldError(name, "is missing", "say where the text can be read, and under which licence")
    if year and not fold(year).isdigit():
        raise FieldError("source.year", f"{year!r} is not a year", "write a year like 2022")
    return Source(
        title=" ".join((answers.get("source.title") or str(fields.values.get("title", ""))).split()),
        publisher=answers.get("source.publisher") or publisher,
        url=answers["source.url"],
        licence=answers["source.licence"],
        year=int(fold(year)) if year else None,
        lang=fields.lang,
    )


def _evidence(fields: Fields, answers: Mapping[str, str]) -> Evidence:
    level = fold(answers.get("evidence.level", ""))
    if not level.isdigit() or not answers.get("evidence.type"):
        raise FieldError("evidence.level", "or evidence.type is missing", "judge it: 0 to 5, and a term of vocabulary/evidence_types.json")
    reason = answers.get("evidence.reason", "")
    return Evidence(level=int(level), type=answers["evidence.type"], reason={fields.lang: reason} if reason else {})


def proposed_id(submission: Submission, fields: Fields, taken: Iterable[str]) -> str:
    """Return an id that nothing has yet: of city and title where its letters are Latin, else of city, kind and submission."""
    place = str(fields.values.get("city", "")).partition("-")[2] or str(fields.values.get("country", "")).lower()
    title = str(fields.values.get("title", ""))
    latin = sum(each.isalpha() and each.isascii() for each in title) * 2 > sum(each.isalpha() for each in title)
    rest = " ".join(re.sub(r"[^a-z0-9]+", " ", anyascii(title).lower()).split()[:_WORDS]) if latin else fields.kind
    words = "-".join(part for part in (place, "-".join(rest.split())) if part) or fields.kind
    own = submission.id.removeprefix("s-")[:6]
    return words if latin and words not in set(taken) else f"{words}-{own}"


def pages_json(pages: Iterable[Page]) -> list[dict[str, Any]]:
    """Return pages as JSON tells of them: number, label, verdict, notes; no text."""
    return [{"number": each.number, "label": each.label, "verdict": each.verdict, "notes": [*each.notes]} for each in pages]


def require_answer(name: str) -> None:
    """Raise FieldError unless people may answer a field by this name."""
    if name not in (*OWN, *FIELDS) or name in ("figures", "passages"):
        known = ", ".join((*OWN, *(each for each in FIELDS if each not in ("figures", "passages", *SECTIONS))))
        raise FieldError(name, "is no field", f"write one of {known}, or a section of a practice")
