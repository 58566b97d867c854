"""A draft and a person's decisions -> the fields of a practice or document, each value with its places; and the record made of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from peerlearn.curation.extract.suggestion import SINGLE, Figure, Money, Passage
from peerlearn.issues import FieldError
from peerlearn.practice import SECTIONS, Document, Practice, Record
from peerlearn.text.normalise import display_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from peerlearn.curation.extract.suggestion import Decision, Draft, Kind, Suggestion
    from peerlearn.curation.source import Place
    from peerlearn.facts import Evidence, Source, Written
    from peerlearn.practice import Level

_PRACTICE = TypeAdapter(Practice)
_DOCUMENT = TypeAdapter(Document)
_LISTS = ("themes", "target_groups", "sdgs", "key_features")
_PLAIN = ("city", "start", "end", "beneficiaries", "level", "stage")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Fields:
    """The values that a person accepted, by field, and where in the file each stands."""

    kind: Kind
    lang: str
    values: Mapping[str, Any]
    places: Mapping[str, tuple[Place, ...]]


def apply(draft: Draft, decisions: Iterable[Decision]) -> Fields:
    """Return the fields that decisions accept or edit; what is undecided or rejected is left out.

    Raises:
        ValueError: a decision is about no suggestion of the draft, two are about one, or two values are accepted for a field with one.
    """
    known = {each.key: each for each in (*draft.suggestions, *draft.doubtful)}
    decided: dict[str, Decision] = {}
    for decision in decisions:
        if decision.suggestion not in known:
            raise ValueError(f"{decision.suggestion!r} is no suggestion of this draft")
        if decision.suggestion in decided:
            raise ValueError(f"{decision.suggestion!r} is decided twice")
        decided[decision.suggestion] = decision
    accepted = [_decided(each, decided[key]) for key, each in known.items() if key in decided and decided[key].action != "reject"]
    values: dict[str, Any] = {}
    places: dict[str, tuple[Place, ...]] = {}
    for each in accepted:
        _put(values, each)
        places[each.field] = (*places.get(each.field, ()), each.place)
    kind, lang = values.pop("kind", draft.kind), values.pop("lang", draft.lang)
    return Fields(kind, lang, values, places)


def _decided(each: Suggestion, decision: Decision) -> Suggestion:
    return each if decision.value is None else replace(each, value=decision.value)


def _put(values: dict[str, Any], each: Suggestion) -> None:
    if each.field in SINGLE:
        if each.field in values:
            raise ValueError(f"two values are accepted for {each.field}, which takes one")
        values[each.field] = each.value
    elif each.field in SECTIONS:
        values[each.field] = f"{values[each.field]}\n\n{each.value}" if each.field in values else each.value
    elif each.value not in values.setdefault(each.field, []):
        values[each.field].append(each.value)


def practice_values(fields: Fields, **given: Any) -> dict[str, Any]:
    """Return the accepted fields as a practice names them, with what is ``given`` beside the file; nothing is checked yet.

    ``written`` goes to the one language version; whatever else is given stands as it is, and before what the file says.
    """
    values, lang = fields.values, fields.lang
    own: dict[str, Any] = {name: values[name] for name in _PLAIN if name in values} | {name: tuple(values.get(name, ())) for name in _LISTS}
    own |= {
        "partners": [{"name": {lang: _clean(each)}} for each in values.get("partners", ())],
        "results": [_result(each, lang) for each in values.get("figures", ()) if isinstance(each, Figure)],
    }
    resources = _resources(values, lang)
    if resources:
        own["resources"] = resources
    if "lead" in values:
        own["lead"] = {lang: _clean(values["lead"])}
    version = _version(fields, given.pop("written", None), {name: _clean(values[name]) for name in SECTIONS if name in values})
    return own | {"lang": lang, "versions": {lang: version}} | given


def to_practice(
    fields: Fields, *, record_id: str, written: Written, sources: Sequence[Source], evidence: Evidence, level: Level = "city"
) -> Practice:
    """Return the practice that accepted fields make, with what a file cannot say of itself.

    Raises:
        FieldError: a field is missing or refused; it names the first of them.
    """
    values = practice_values(fields, written=written, id=record_id, evidence=evidence, sources=tuple(sources))
    record = _made(_PRACTICE, {"level": level} | values)
    assert isinstance(record, Practice)
    return record


def to_document(fields: Fields, *, record_id: str, written: Written, sources: Sequence[Source]) -> Document:
    """Return the document that accepted fields make.

    Raises:
        FieldError: a field is missing or refused; it names the first of them.
    """
    record = _made(_DOCUMENT, document_values(fields, written=written, id=record_id, sources=tuple(sources)))
    assert isinstance(record, Document)
    return record


def document_values(fields: Fields, **given: Any) -> dict[str, Any]:
    """Return the accepted fields as a document names them, with what is ``given``, as :func:`practice_values` does."""
    sections: dict[str, str] = {}
    for each in fields.values.get("passages", ()):
        if isinstance(each, Passage):
            heading, text = _clean(each.heading), _clean(each.text)
            sections[heading] = f"{sections[heading]}\n\n{text}" if heading in sections else text
    own = {name: fields.values[name] for name in ("city", "date") if name in fields.values}
    own |= {name: tuple(fields.values.get(name, ())) for name in ("themes", "sdgs")}
    version = _version(fields, given.pop("written", None), sections)
    return own | {"kind": fields.kind, "lang": fields.lang, "versions": {fields.lang: version}} | given


def _made(adapter: TypeAdapter[Any], values: dict[str, Any]) -> Record:
    try:
        record: Record = adapter.validate_python(values)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        cause = fault.get("ctx", {}).get("error")
        if isinstance(cause, FieldError):
            raise FieldError(cause.field, cause.message, cause.remedy) from error
        name = str(fault["loc"][-1]) if fault["loc"] else "record"
        raise FieldError(name, fault["msg"][0].lower() + fault["msg"][1:], "accept a suggestion for it, or write it") from error
    return record


def _version(fields: Fields, written: Written | None, sections: dict[str, str]) -> dict[str, Any]:
    values = {name: " ".join(_clean(fields.values[name]).split()) for name in ("title", "summary") if name in fields.values}
    return values | {"lang": fields.lang, "sections": sections} | ({"written": written} if written is not None else {})


def _clean(text: object) -> str:
    """Return text as it is stored: NFC, without control characters and white space around it."""
    return _CONTROLS.sub("", display_text(str(text))).strip()


def _result(figure: Figure, lang: str) -> dict[str, Any]:
    result: dict[str, Any] = {"indicator": {lang: _clean(figure.indicator)}, "value": figure.value, "reported_by": "unstated", "source": 1}
    if figure.unit:
        result["unit"] = {lang: _clean(figure.unit)}
    if figure.date is not None:
        result["date"] = figure.date
    return result


def _resources(values: Mapping[str, Any], lang: str) -> dict[str, Any]:
    cost = values.get("cost")
    found: dict[str, Any] = {"cost_year": values["cost_year"]} if "cost_year" in values else {}
    if isinstance(cost, Money):
        found |= {"cost": cost.amount, "currency": cost.currency}
    elif cost is not None:
        found |= {"cost": cost, "currency": values.get("currency")}
    return found | ({"funding": {lang: _clean(values["funding"])}} if "funding" in values else {})
