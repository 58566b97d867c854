"""Submissions and what came of files, as people and programs read them on the command line."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from peerlearn.curation.deskwork import questions_open, still_missing
from peerlearn.curation.drafts import answers_of, pages_json
from peerlearn.curation.ingest.refusals import Refusal
from peerlearn.curation.notes import Note
from peerlearn.curation.review.reasons import label
from peerlearn.curation.validate.template import field_name
from peerlearn.present import isolated, spoken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from peerlearn.curation.aside import Aside
    from peerlearn.curation.duplicates import Duplicate
    from peerlearn.curation.ingesting import Taken
    from peerlearn.curation.review.reasons import Reason
    from peerlearn.curation.review.submission import Submission, Summary
    from peerlearn.curation.validate import FileReport, Finding, Report

_SHOWN = 160
_WORDS: Mapping[str, tuple[str, str, str, str]] = {
    "clean": ("سليم", "clean", "lisible", "legible"),
    "repaired": ("أُصلح", "repaired", "réparé", "reparado"),
    "needs_ocr": ("يحتاج إلى تعرّف ضوئي", "needs OCR", "à numériser (OCR)", "necesita OCR"),
    "needs_person": ("يحتاج إلى مراجعة شخص", "needs a person", "à vérifier par une personne", "debe revisarlo una persona"),
    "unread": ("لم يُقرأ", "not read", "non lu", "no leído"),
    "page": ("ص", "p.", "p.", "p."),
    "practice": ("ممارسة", "practice", "pratique", "práctica"),
    "report": ("تقرير", "report", "rapport", "informe"),
    "declaration": ("إعلان", "declaration", "déclaration", "declaración"),
    "news": ("خبر", "news", "actualité", "noticia"),
    "guide": ("دليل", "guide", "guide", "guía"),
    "accepted": ("مقبول", "accepted", "accepté", "aceptado"),
    "edited": ("معدَّل", "edited", "modifié", "modificado"),
    "rejected": ("مرفوض", "rejected", "refusé", "rechazado"),
    "open": ("؟", "?", "?", "?"),
    "complete": ("الاكتمال", "complete", "complétude", "completo"),
    "questions": ("أسئلة إلى المدينة", "questions to the city", "questions à la ville", "preguntas a la ciudad"),
    "answers": ("أجاب شخص", "answered by a person", "réponses", "respuestas"),
    "missing": (
        "ينقص، ويكتبه شخص (‎--set)",
        "missing, for a person to write (--set)",
        "manque, à écrire (--set)",
        "falta, por escribir (--set)",
    ),
    "before": (
        "قبل النشر",
        "before it can be published",
        "avant publication",
        "antes de publicar",
    ),
    "comments": ("تعليقات وآراء", "comments and opinions", "commentaires et avis", "comentarios y opiniones"),
    "nothing": ("لا شيء", "nothing", "rien", "nada"),
}
_LANGS = ("ar", "en", "fr", "es")


def word(code: str, lang: str) -> str:
    """Return how a code is called in a language of the interface."""
    return _WORDS[code][_LANGS.index(spoken(lang))] if code in _WORDS else label(code, lang=lang)


# what came of files


def taken_json(taken: Taken, *, lang: str) -> dict[str, Any]:
    """Return what came of one file, by the contract of the command line."""
    made = taken.submission
    drafted = taken.draft.to_json() if taken.draft is not None else {"kind": None, "lang": None, "fields": {}, "questions": []}
    return {
        "id": made.id if made is not None else None,
        "file": taken.file,
        "verdict": made.summary.verdict if made is not None else "needs_person",
        "pages": pages_json(made.pages) if made is not None else [],
        **drafted,
        "completeness": taken.report.completeness.percent if taken.report else None,
        "issues": [each.to_json(spoken(lang)) for each in taken.notes],
    }


def taken_text(taken: Taken, *, lang: str) -> str:
    """Return what came of one file: a line for it, and one a thing to look at; what the template still lacks is counted only."""
    made, lang = taken.submission, spoken(lang)
    verdict = word(made.summary.verdict if made is not None and taken.read else "unread", lang)
    parts = [made.id if made is not None else "-", isolated(taken.file), verdict]
    if taken.draft is not None:
        parts += [word(taken.draft.kind, lang), isolated(taken.draft.lang)]
        parts += [isolated(_short(str(each.value), 70)) for each in taken.draft.of("title")[:1]]
    if taken.report is not None:
        parts.append(f"{word('complete', lang)} {taken.report.completeness.percent} %")
    own = [each for each in taken.notes if not each.field]
    return "\n".join([" · ".join(parts), *(f"    {each.message(lang)} {each.remedy(lang)}" for each in own)])


def summaries_json(found: Sequence[Summary]) -> list[dict[str, Any]]:
    """Return a list of submissions as JSON."""
    return [asdict(each) for each in found]


def summaries_text(found: Sequence[Summary], *, lang: str) -> str:
    """Return a list of submissions for a terminal, the last changed first."""
    lines = []
    for each in found:
        verdict = word("unread" if each.refusal else each.verdict, lang)
        parts = [
            each.id,
            label(each.status, lang=lang),
            verdict,
            isolated(each.file_name),
            isolated(_short(each.title, 60)),
            each.record_id,
        ]
        lines.append(" · ".join(part for part in parts if part.strip("\u2068\u2069")))
    return "\n".join(lines) or word("nothing", lang)


# one submission


def submission_json(found: Submission, report: Report | None, left: Sequence[Reason], *, lang: str) -> dict[str, Any]:
    """Return a submission whole, without the text of its pages and without contacts."""
    decided = {each.suggestion: each for each in found.decisions}
    suggestions = []
    for each in found.draft.get("suggestions", ()):
        place, decision = each["place"], decided.get(each["id"])
        span = [place["page"], place["start"], place["end"]]
        own = {
            "span": span,
            "text": _at(found, place),
            "choice": decision.choice if decision else None,
            "edited": decision.value if decision else None,
        }
        suggestions.append({key: value for key, value in each.items() if key != "place"} | own)
    return {
        **asdict(found.summary),
        "revises": found.revises,
        "submitted_by": found.submitted_by,
        "pages": pages_json(found.pages),
        "kind": found.draft.get("kind"),
        "lang": found.draft.get("lang"),
        "suggestions": suggestions,
        "answers": answers_of(found),
        "questions": questions_open(found),
        "duplicates": found.draft.get("duplicates", []),
        "record": found.draft.get("record"),
        "completeness": report.completeness.percent if report else None,
        "findings": [Note.of_finding(each).to_json(spoken(lang)) for each in report.findings] if report else [],
        "scores": [asdict(each) for each in found.scores],
        "remarks": [asdict(each) for each in found.remarks],
        "left": [{"code": each.code, "text": each.text(spoken(lang))} for each in left],
    }


def submission_text(found: Submission, report: Report | None, left: Sequence[Reason], *, lang: str) -> str:
    """Return a submission for a terminal: every suggestion with its place and what was decided, then what is left to do."""
    lang, draft, summary = spoken(lang), found.draft, found.summary
    head = [summary.id, label(summary.status, lang=lang), isolated(summary.file_name), f"v{summary.version}"]
    head += [word(draft["kind"], lang), isolated(draft.get("lang", ""))] if draft.get("kind") else []
    lines = [" · ".join(head)]
    if summary.refusal:
        refusal = Refusal(summary.file_name, summary.refusal, draft.get("refusal", {}))
        return "\n".join([*lines, f"    {refusal.message(lang)} {refusal.remedy(lang)}"])
    lines += _pages(found, lang)
    decided = {each.suggestion: each for each in found.decisions}
    for each in draft.get("suggestions", ()):
        decision = decided.get(each["id"])
        value = decision.value if decision and decision.choice == "edited" else each["value"]
        place = each["place"]
        where = f"{word('page', lang)} {place['page']}, {place['start']}-{place['end']}"
        state = word(decision.choice if decision else "open", lang)
        shown = isolated(_short(value_text(value), _SHOWN))
        lines.append(f"{each['id']:>5} {state} {field_name(each['field'], lang)}: {shown} ({where}; {each['confidence']:.2f})")
    lines += [Note.of_duplicate(each).message(lang) for each in draft.get("duplicates", ())]
    lines += _listed("answers", [f"{name}: {isolated(text)}" for name, text in answers_of(found).items()], lang)
    lines += _listed("questions", [f"{each['field']}: {isolated(each['text'])}" for each in questions_open(found)], lang)
    lines += _listed("missing", still_missing(found), lang)
    lines += [f"{word('complete', lang)}: {report.completeness.percent} %"] if report else []
    lines += _listed("comments", [_remark(each, lang) for each in found.remarks], lang)
    return "\n".join([*lines, *_listed("before", [each.text(lang) for each in left], lang)])


# what validation found


def report_json(report: Report, *, lang: str) -> dict[str, Any]:
    """Return what validation found: completeness, every gain with its points, the largest first, and the issues, errors first."""
    return _complete_json(report, lang) | {"issues": [Note.of_finding(each).to_json(lang) for each in report.findings]}


def report_text(report: Report, *, lang: str) -> str:
    """Return what validation found, errors first, completeness, and what would raise it most."""
    return "\n".join([*(_finding_line(each, lang) for each in report.findings), *_complete_lines(report, lang)])


def file_json(found: FileReport, *, lang: str) -> dict[str, Any]:
    """Return what validation found in the files of a record, each issue with its file and line (0: unknown)."""
    issues = [{"file": each.file, "line": each.line, **Note.of_finding(each.finding).to_json(lang)} for each in found.placed]
    return {"id": found.name, **_complete_json(found.report, lang), "issues": issues}


def file_text(found: FileReport, *, lang: str) -> str:
    """Return what validation found in the files of a record, for a terminal."""
    lines = [f"{each.file}:{each.line}: {_finding_line(each.finding, lang)}" for each in found.placed]
    return "\n".join([*lines, *_complete_lines(found.report, lang)])


def aside_json(found: Aside, *, lang: str) -> dict[str, Any]:
    """Return what validation found in a file, row or member that was not handed in."""
    notes = [each.to_json(lang) for each in found.notes]
    head = {"file": found.file, "place": found.place}
    if found.report is None:
        return {**head, "completeness": None, "gains": [], "issues": notes}
    own = report_json(found.report, lang=lang)
    return {**head, **own, "issues": [*notes, *own["issues"]]}


def aside_text(found: Aside, *, lang: str) -> str:
    """Return the same for a terminal."""
    lines = [isolated(" · ".join(part for part in (found.file, found.place) if part))]
    lines += [f"{each.severity}: {each.message(lang)} {each.remedy(lang)}" for each in found.notes]
    return "\n".join([*lines, *([report_text(found.report, lang=lang)] if found.report else [])])


def _finding_line(each: Finding, lang: str) -> str:
    return f"{each.severity}: {each.name(lang)}: {each.message(lang)} ({each.remedy(lang)})"


def _complete_json(report: Report, lang: str) -> dict[str, Any]:
    gains = [{"field": each.field, "points": round(each.points, 1), "text": each.told(lang)} for each in report.completeness.gains]
    return {"completeness": report.completeness.percent, "gains": gains}


def _complete_lines(report: Report, lang: str) -> list[str]:
    gains = [f"    {each.told(lang)}" for each in report.completeness.gains[:3]]
    return [f"{word('complete', lang)}: {report.completeness.percent} %", *gains]


def duplicates_json(found: Sequence[Duplicate]) -> list[dict[str, Any]]:
    """Return pairs as JSON, with the passages that agree."""
    return [asdict(each) for each in found]


def duplicates_text(found: Sequence[Duplicate], *, lang: str) -> str:
    """Return pairs for a terminal, each with the passages that agree most."""
    lines = []
    for each in found:
        said = f" · {each.decision.choice}" if each.decision is not None else ""
        lines.append(f"{each.one} = {each.other} · {each.kind} · {'/'.join(each.langs)} · {100 * each.probability:.0f} %{said}")
        for pair in sorted(each.agreeing, key=lambda one: -one.score)[:2]:
            lines += [f"    {isolated(_short(side.text, _SHOWN))}" for side in (pair.one, pair.other)] + [""]
    return "\n".join(lines).rstrip() or word("nothing", lang)


def _pages(found: Submission, lang: str) -> list[str]:
    odd = [each for each in found.pages if each.verdict != "clean"]
    return [f"    {word('page', lang)} {each.number}: {word(each.verdict, lang)} ({', '.join(each.notes) or '-'})" for each in odd]


def _listed(code: str, lines: Sequence[str], lang: str) -> list[str]:
    return [f"{word(code, lang)}:", *(f"    {each}" for each in lines)] if lines else []


def _remark(remark: Any, lang: str) -> str:
    opinion = f" [{remark.recommendation}]" if remark.recommendation else ""
    about = f" {field_name(remark.field, lang)}" if remark.field else ""
    return f"{remark.by}{opinion}{about}: {isolated(remark.text)}"


def _at(found: Submission, place: Mapping[str, int]) -> str:
    return found.pages[place["page"] - 1].text[place["start"] : place["end"]]


def value_text(value: Any) -> str:
    """Return a value as one line; one with parts as its parts."""
    if isinstance(value, dict):
        return " · ".join(str(part) for part in value.values() if part not in ("", None))
    return str(value)


def _short(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
