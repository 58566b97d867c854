"""A fit report as JSON and as a brief in Markdown, in the language that it was made in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from peerlearn.exchange.advice import ADVICE, VERDICTS, WORDS
from peerlearn.exchange.wording import said

if TYPE_CHECKING:
    from peerlearn.exchange.fit import Cited, Finding, FitReport, Part
    from peerlearn.vocabulary import Vocabularies

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


def fit_json(report: FitReport, *, vocabularies: Vocabularies, lang: str) -> dict[str, Any]:
    """Return a fit report as the contract of the command line has it, with its parts and questions."""
    return {
        "practice": report.practice.id,
        "city": report.city.id,
        "origin_city": report.origin.id if report.origin else report.practice.city,
        "fit": {
            "label": "anticipated",
            **_part_json(report.whole),
            "parts": {group: _part_json(each) for group, each in report.parts.items()},
        },
        "criteria": [_finding_json(each, vocabularies, lang) for each in report.findings],
        "questions": [vocabularies.label("transfer_questions", each, lang) for each in report.to_ask()],
    }


def _part_json(part: Part) -> dict[str, Any]:
    return {
        "match": part.matches,
        "gap": part.gaps,
        "unknown": part.unknown,
        "at_least": round(part.at_least, 4),
        "at_most": round(part.at_most, 4),
    }


def _finding_json(finding: Finding, vocabularies: Vocabularies, lang: str) -> dict[str, Any]:
    cited = finding.passage
    return {
        "criterion": finding.criterion,
        "label": vocabularies.label("transfer_criteria", finding.criterion, lang),
        "origin": finding.origin,
        "mine": finding.mine,
        "verdict": finding.verdict,
        "because": list(finding.because),
        "passage": cited and {"section": cited.section, "lang": cited.lang, "start": cited.start, "end": cited.end, "text": cited.text},
        "adapt": adapt_text(finding, lang=lang),
        "question": question_text(finding.criterion, vocabularies=vocabularies, lang=lang),
        "ask_origin": vocabularies.label("transfer_questions", finding.criterion, lang),
    }


def adapt_text(finding: Finding, *, lang: str) -> str:
    """Return what to adapt, empty where nothing is a gap."""
    return said(ADVICE[finding.adapt], lang) if finding.adapt else ""


def question_text(criterion: str, *, vocabularies: Vocabularies, lang: str) -> str:
    """Return the question that a criterion puts to the own city, empty where the vocabulary has none."""
    if "transfer_criteria" not in vocabularies or criterion not in vocabularies["transfer_criteria"]:
        return ""
    questions = vocabularies["transfer_criteria"][criterion].definition
    return questions.get(lang) or questions.get("en", "")


def markdown(report: FitReport, *, vocabularies: Vocabularies, lang: str) -> str:
    """Return a fit report as a brief in Markdown; the record's text is escaped, so that nothing in it is read as markup."""
    words = {name: said(text, lang) for name, text in WORDS.items()}
    whole = report.whole
    title = words["title"].format(city=plain(report.city.name(lang)), title=plain(report.practice.version(lang).title))
    lines = [f"# {title}", ""]
    lines += [words["anticipated"].format(matches=whole.matches, total=whole.total, gaps=whole.gaps, unknown=whole.unknown), ""]
    lines += _table(report, vocabularies, lang, words)
    gaps = [each for each in report.findings if each.adapt]
    lines += _listed(words["adapt"], [f"**{_label(each, vocabularies, lang)}**: {adapt_text(each, lang=lang)}" for each in gaps], words)
    asked = [vocabularies.label("transfer_questions", each, lang) for each in report.to_ask()]
    lines += _listed(words["ask"], asked, words)
    open_here = [each.criterion for each in report.findings if each.mine is None]
    lines += _listed(words["settle"], [question_text(each, vocabularies=vocabularies, lang=lang) for each in open_here], words)
    lines += _listed(words["cited"], _quotes(report, vocabularies, lang), words)
    lines += _listed(
        words["sources"],
        [f"{plain(each.title)} ({plain(each.publisher)}, {each.year or '-'}): <{_address(each.url)}>" for each in report.practice.sources],
        words,
    )
    return "\n".join(lines).rstrip() + "\n"


def _table(report: FitReport, vocabularies: Vocabularies, lang: str, words: dict[str, str]) -> list[str]:
    lines = [f"| {words['criterion']} | {words['origin']} | {words['mine']} | {words['verdict']} |", "|---|---|---|---|"]
    for each in report.findings:
        cells = (plain(value) if value is not None else words["not-known"] for value in (each.origin, each.mine))
        lines.append(f"| {_label(each, vocabularies, lang)} | {' | '.join(cells)} | {said(VERDICTS[each.verdict], lang)} |")
    return [*lines, ""]


def _label(finding: Finding, vocabularies: Vocabularies, lang: str) -> str:
    return vocabularies.label("transfer_criteria", finding.criterion, lang)


def _listed(title: str, items: list[str], words: dict[str, str]) -> list[str]:
    kept = [each for each in items if each]
    return [f"## {title}", "", *([f"- {each}" for each in kept] or [words["nothing"]]), ""]


def _quotes(report: FitReport, vocabularies: Vocabularies, lang: str) -> list[str]:
    """Return each cited passage once, with its section."""
    seen: dict[tuple[str, int], Cited] = {}
    for each in report.findings:
        if each.passage:
            seen.setdefault((each.passage.section, each.passage.start), each.passage)
    return [f"{vocabularies.label('sections', each.section, lang)} ({each.lang}): “{plain(each.text)}”" for each in seen.values()]


def _address(url: str) -> str:
    return url.replace("<", "%3C").replace(">", "%3E")


def plain(text: str) -> str:
    """Return a text on one line in which Markdown finds no markup, without marks that turn the direction of what follows."""
    return _MARKUP.sub(r"\\\1", _DIRECTION.sub("", " ".join(text.split())))
