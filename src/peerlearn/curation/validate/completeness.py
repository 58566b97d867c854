"""How complete a practice or document is by its template, in percent, and what would raise that most."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from peerlearn.curation.validate.template import DOCUMENT_TEMPLATE, TEMPLATE, field_name
from peerlearn.practice import SECTIONS, Document, Practice
from peerlearn.serialise import record_json

if TYPE_CHECKING:
    from peerlearn.curation.validate.reading import Noun
    from peerlearn.curation.validate.template import TemplateField
    from peerlearn.practice import Record

_RESULT_PARTS = ("baseline", "date", "method", "source")
_ADD = {
    "ar": "أضف «{name}»: ترتفع النسبة {points} نقطة",
    "en": "Add {name}: {points} points more",
    "fr": "Ajoutez « {name} » : {points} points de plus",
    "es": "Añada «{name}»: {points} puntos más",
}
_COMPLETE = {
    "ar": "أكمل «{name}»: ترتفع النسبة {points} نقطة",
    "en": "Complete {name}: {points} points more",
    "fr": "Complétez « {name} » : {points} points de plus",
    "es": "Complete «{name}»: {points} puntos más",
}


@dataclass(frozen=True)
class Gain:
    """A field that is not whole: ``points`` of a hundred that it would add, and whether something of it is there."""

    field: str
    points: float
    begun: bool = False

    def told(self, lang: str) -> str:
        """Return what to do, as a sentence in a language of the interface."""
        sentences = _COMPLETE if self.begun else _ADD
        return sentences.get(lang, sentences["en"]).format(name=field_name(self.field, lang), points=f"{self.points:.1f}")


@dataclass(frozen=True)
class Completeness:
    """A share in percent, rounded down so that 100 means everything, and the gains, the largest first and then as the template goes."""

    percent: int
    gains: tuple[Gain, ...]


def completeness(record: Record | Mapping[str, Any], *, noun: Noun = "practice") -> Completeness:
    """Measure a record, or the fields of a draft that is none yet (named as the noun's, with ``versions`` by language)."""
    template = DOCUMENT_TEMPLATE if noun == "document" or isinstance(record, Document) else TEMPLATE
    fields = json.loads(record_json(record)) if isinstance(record, Practice | Document) else record
    total = sum(each.weight for each in template)
    shares = [(each, _share(each, fields)) for each in template]
    have = sum(each.weight * share for each, share in shares)
    gains = [Gain(each.path, 100 * each.weight * (1 - share) / total, share > 0) for each, share in shares if share < 1]
    return Completeness(int(100 * have / total + 1e-9), tuple(sorted(gains, key=lambda each: -each.points)))


def _share(field: TemplateField, fields: Mapping[str, Any]) -> float:
    """Return how much of a field is there: 0 to 1."""
    if field.path in ("title", "summary", "sections", *SECTIONS) and field.path != "results":
        return float(any(_filled(_text(version, field.path)) for version in _mapping(fields.get("versions")).values()))
    if field.path == "results":
        return _results(fields.get("results"))
    value: Any = fields
    for part in field.path.split("."):
        value = _mapping(value).get(part)
    return float(_filled(value))


def _text(version: Any, name: str) -> Any:
    return (
        _mapping(version).get(name) if name in ("title", "summary", "sections") else _mapping(_mapping(version).get("sections")).get(name)
    )


def _results(value: Any) -> float:
    """A result alone is half; baseline, date, method and source make it whole."""
    results = [each for each in value if isinstance(each, Mapping)] if isinstance(value, list | tuple) else []
    if not results:
        return 0.0
    parts = sum(_filled(each.get(name)) for each in results for name in _RESULT_PARTS)
    return 0.5 + 0.5 * parts / (len(results) * len(_RESULT_PARTS))


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _filled(value: Any) -> bool:
    """Say whether something is written: 0 is a figure, an empty text is nothing."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, Mapping):
        return any(_filled(part) for part in value.values())
    return value is not None and value not in ((), [])
