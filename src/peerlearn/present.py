"""Results as people and programs read them on the command line: text and JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from peerlearn.practice import Practice
from peerlearn.search.messages import ALSO, BANDS, BETWEEN, READ_AS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from peerlearn.city import City
    from peerlearn.gaps import Gap
    from peerlearn.knowledge_base import KnowledgeBase
    from peerlearn.measuring import EvaluationReport
    from peerlearn.practice import Record
    from peerlearn.search.reading import Reading
    from peerlearn.search.result import Hit, Offer, PassageMatch, Ranking, Spread
    from peerlearn.usage import Summary

UI_LANGS = ("ar", "en", "fr", "es")
_WIDTH = 300


def ranking_json(ranking: Ranking, base: KnowledgeBase) -> dict[str, Any]:
    """Return a ranking by the contract of the command line."""
    lang = spoken(ranking.query.lang)
    return {
        "query": ranking.query.text,
        "lang": ranking.query.lang,
        "message": ranking.message_in(lang),
        "did_you_mean": ranking.did_you_mean or None,
        "reading": _reading_json(ranking.reading, lang) if ranking.reading else None,
        "offers": [_offer_json(offer, base, lang) for offer in ranking.offers],
        "total": ranking.total,
        "spread": _spread_json(ranking.spread, lang),
        "results": [_hit_json(hit, base, lang) for hit in ranking.hits],
    }


def _reading_json(reading: Reading, lang: str) -> dict[str, Any]:
    return {
        "text": reading.text,
        "phrases": list(reading.phrases),
        "excluded": list(reading.excluded),
        "filters": {field: list(values) for field, values in reading.filters.items()},
        "notes": [note.message_in(lang) for note in reading.notes],
    }


def _offer_json(offer: Offer, base: KnowledgeBase, lang: str) -> dict[str, Any]:
    return {
        "field": offer.field,
        "value": offer.value,
        "label": base.facet_label(offer.field, offer.value, lang),
        "span": list(offer.span),
        "before": offer.before,
        "left": offer.left,
    }


def _spread_json(spread: Spread | None, lang: str) -> dict[str, Any] | None:
    if spread is None:
        return None
    return {"regions": spread.regions, "languages": spread.languages, "moved": list(spread.moved), "note": spread.said_in(lang)}


def _hit_json(hit: Hit, base: KnowledgeBase, lang: str) -> dict[str, Any]:
    record = hit.record
    city = base.cities.get(record.city or "")
    return {
        "id": record.id,
        "title": hit.title,
        "city": city.name(lang) if city else None,
        "country": city.country if city else None,
        "lang": hit.lang,
        "band": hit.band,
        "score": round(hit.score, 4),
        "reasons": hit.reasons_in(lang),
        "passages": [_passage_json(match) for match in hit.passages],
        "also": list(hit.also),
    }


def _passage_json(match: PassageMatch) -> dict[str, Any]:
    passage = match.passage
    return {"text": passage.text, "lang": passage.lang, "section": passage.section, "highlights": [list(span) for span in match.highlights]}


def spoken(lang: str) -> str:
    """Return ``lang`` where the program speaks it, else English."""
    return lang if lang in UI_LANGS else "en"


def counted(number: int, plural: str) -> str:
    """Return a number with its noun, as ``1 city`` and ``2 cities``."""
    singular = f"{plural[:-3]}y" if plural.endswith("ies") else plural.removesuffix("s")
    return f"{number} {singular if number == 1 else plural}"


def ranking_text(ranking: Ranking, base: KnowledgeBase) -> str:
    """Return a ranking for a terminal."""
    lang = spoken(ranking.query.lang)
    said = ranking.reading.lines_in(lang, base.facet_label) if ranking.reading else []
    said += [each for each in (ranking.message_in(lang), ranking.offer_in(lang)) if each]
    said += [_offers_text(ranking, base, lang)] if ranking.offers else []
    said += [ranking.spread.said_in(lang)] if ranking.spread else []
    lines = [*said, ""] if said else []
    for number, hit in enumerate(ranking.hits, start=1):
        city = base.cities.get(hit.record.city or "")
        place = _place(city, base, lang) if city else ""
        band = BANDS[hit.band][lang] if hit.band else ""
        head = " · ".join(part for part in (place, str(hit.record.year or ""), hit.lang, band) if part)
        lines += [f"{number}. {hit.title}", f"   {head} · {hit.record.id}"]
        lines += [f"   {_marked(hit.passages[0])}", f"   ({_joined(hit.reasons_in(lang), lang)})" if hit.reasons else ""]
        lines += [f"   {ALSO[lang]} {', '.join(hit.also)}" if hit.also else "", ""]
    return "\n".join(line for line in lines).rstrip() or "-"


def _offers_text(ranking: Ranking, base: KnowledgeBase, lang: str) -> str:
    """Return the filters that the question names as ``--where`` takes them, with how many records each would leave."""
    names = [
        f"{offer.field}={offer.value} {base.facet_label(offer.field, offer.value, lang)} ({offer.before} -> {offer.left})"
        for offer in ranking.offers
    ]
    return READ_AS["offers"][lang].format(names=BETWEEN[lang].join(names))


def _joined(parts: list[str], lang: str) -> str:
    return ("؛ " if lang == "ar" else "; ").join(parts)


def _place(city: City, base: KnowledgeBase, lang: str) -> str:
    """Return city and country, a city that is called like its country only once."""
    names = dict.fromkeys((city.name(lang), base.facet_label("country", city.country, lang)))
    return ("، " if lang == "ar" else ", ").join(names)


def _marked(match: PassageMatch) -> str:
    """Return the beginning of a passage on one line, matched words between brackets."""
    text, out, at = match.passage.text, [], 0
    for start, end in match.highlights:
        out += [text[at:start], "[", text[start:end], "]"]
        at = end
    line = " ".join("".join([*out, text[at:]]).split())
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…"


def record_text(record: Record, base: KnowledgeBase, *, lang: str) -> str:
    """Return a practice or document for a terminal."""
    version = record.version(lang)
    city = base.cities.get(record.city or "")
    lines = [
        version.title,
        f"{record.id} · {city.name(version.lang) if city else '-'} · {', '.join(record.versions)}",
        "",
        version.summary,
        "",
    ]
    for name, text in version.sections.items():
        label = base.vocabularies.label("sections", name, spoken(version.lang)) if isinstance(record, Practice) else name
        lines += [f"## {label}", text, ""]
    lines += [
        f"{number}. {source.title} ({source.publisher}, {source.year or '-'}), {source.licence}: {source.url}"
        for number, source in enumerate(record.sources, 1)
    ]
    return "\n".join(lines)


def evaluation_text(report: EvaluationReport) -> str:
    """Return the measures as a table."""
    names = list(report.tasks[0].measures) if report.tasks else []
    rows = [["task", "queries", "documents", *names]]
    rows += [
        [each.task, str(each.queries), str(each.documents), *(f"{each.measures[name]:.4f}" for name in names)] for each in report.tasks
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    table = [
        "  ".join(cell.ljust(width) if not i else cell.rjust(width) for i, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    ]
    return "\n".join([report.set, *table])


def gaps_json(gaps: Sequence[Gap]) -> list[dict[str, Any]]:
    """Return coverage gaps as the command line's JSON."""
    return [{**asdict(gap), "first": gap.first.isoformat(), "last": gap.last.isoformat()} for gap in gaps]


def gaps_text(gaps: Sequence[Gap], *, fewer: int) -> str:
    """Return coverage gaps for a terminal, and how many questions are kept that were asked less often."""
    lines = [
        f"{gap.count} x  {isolated(gap.text)}  ({gap.lang}; {gap.first} to {gap.last}; nearest: {gap.record or 'nothing'})" for gap in gaps
    ]
    lines = lines or ["No question was left without a fair answer often enough to be shown."]
    if fewer:
        lines.append(f"{counted(fewer, 'questions')} more asked only once: peerlearn gaps --all")
    return "\n".join(lines)


def usage_json(found: Summary) -> dict[str, Any]:
    """Return usage as the command line's JSON."""
    lists = {"questions": found.questions, "opened": found.opened, "exported": found.exported, "adopted": found.adopted}
    return {
        "totals": found.totals,
        "days": [{"day": day.isoformat(), "searched": searched, "opened": opened} for day, searched, opened in found.days],
        **{name: [{"item": item, "count": count} for item, count in most] for name, most in lists.items()},
    }


def usage_text(found: Summary) -> str:
    """Return usage for a terminal."""
    totals = {name: found.totals.get(name, 0) for name in ("searched", "found", "not_found", "opened", "exported", "adopted")}
    lines = ["  ".join(f"{name.replace('_', ' ')}: {count}" for name, count in totals.items())]
    lists = (("Asked by many", found.questions), ("Opened", found.opened), ("Exported", found.exported), ("Adopted", found.adopted))
    for heading, most in lists:
        lines += ["", heading, *(f"{count:>6} x  {isolated(item)}" for item, count in most)] if most else []
    return "\n".join(lines)


def isolated(text: str) -> str:
    """Return a text between marks that keep its direction from mixing with the line around it."""
    return f"\u2068{text}\u2069"


def diagnosis_text(found: Mapping[str, Any], indent: str = "") -> str:
    """Return nested facts as indented lines."""
    lines = []
    for name, value in found.items():
        if isinstance(value, dict):
            lines += [f"{indent}{name}:", diagnosis_text(value, indent + "  ")]
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            lines += [f"{indent}{name}:", *(indent + "  " + "  ".join(f"{key}={part}" for key, part in row.items()) for row in value)]
        else:
            lines.append(f"{indent}{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}")
    return "\n".join(lines)
