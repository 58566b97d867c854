"""Does a practice fit a city: each criterion with the origin's value, mine, the verdict, the passage and what to adapt.

A criterion is a match or a gap only where both sides are known, from the record, from the city's figures or from what somebody
of the city answers; all else is unknown, and unknown never counts as a match.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from peerlearn.exchange.advice import ANY_CITY, WORDS, YES_NO
from peerlearn.exchange.fit import CRITERIA, Cited, Finding, FitReport, Verdict
from peerlearn.exchange.wording import figure_text, number_text, said
from peerlearn.passages import sentences

if TYPE_CHECKING:
    from peerlearn.city import City
    from peerlearn.facts import Text
    from peerlearn.practice import Practice
    from peerlearn.vocabulary import Vocabularies

CLOSE_IN_SIZE = 3.0
"""Up to which ratio two cities are close in size."""
SHOWN_TO_WORK = 2
"""Level of evidence from which a practice is shown to work: measured before and after."""
REPLICATED = 4
TOLD = ("solution", "participation", "resources", "results", "obstacles", "lessons")
"""The sections without which a practice is hard to repeat: five or more are enough, two or fewer are not."""
LONGEST = 320
"""Characters that a cited passage may have, unless its first sentence is longer."""
SECTIONS_OF: Mapping[str, tuple[str, ...]] = {
    "p-age-education": ("challenge",),
    "p-need": ("challenge",),
    "i-evidence": ("results",),
    "i-cost": ("resources",),
    "i-complexity": ("minimum_capacity", "participation"),
    "i-modularity": ("core_elements", "adaptable_elements"),
    "e-competence": ("transfer_conditions", "enabling_conditions"),
    "e-governance": ("participation",),
    "e-partners": ("participation",),
    "e-budget": ("resources", "sustainability"),
    "e-political": ("enabling_conditions",),
    "t-monitoring": ("results",),
}
"""Criterion -> the sections that tell of it, the best first."""


@dataclass(frozen=True)
class _Case:
    practice: Practice
    origin: City | None
    city: City
    answers: Mapping[str, bool]
    lang: str
    vocabularies: Vocabularies
    cited: Mapping[str, Cited] = field(default_factory=dict)

    def text(self, text: Text | None) -> str | None:
        """Return a text of the record in the report's language, or in one that it has."""
        if not text:
            return None
        return text.get(self.lang) or text.get(self.practice.lang) or text.get("en") or next(iter(text.values()))

    def label(self, vocabulary: str, terms: tuple[str, ...]) -> str | None:
        comma = "، " if self.lang == "ar" else ", "
        return comma.join(self.vocabularies.label(vocabulary, term, self.lang) for term in terms) or None

    def words(self, name: str, **values: object) -> str:
        return said(WORDS[name], self.lang).format(**values)


def fit_report(
    practice: Practice,
    *,
    city: City,
    origin: City | None,
    vocabularies: Vocabularies,
    answers: Mapping[str, bool] | None = None,
    lang: str = "en",
) -> FitReport:
    """Hold a practice against a city.

    Args:
        practice: what would be taken over.
        city: who would take it over.
        origin: the practice's city; None where its profile is not known. Of a national practice it is only the capital, and not compared.
        vocabularies: labels.
        answers: criterion -> what somebody of the city answers to its question; criteria left out are not known.
        lang: language of the values and, where there is a full text in it, of the passages.

    Raises:
        ValueError: an answer is to no criterion.
    """
    for name in answers or {}:
        if name not in CRITERIA:
            raise ValueError(f"there is no criterion {name!r}; there are {', '.join(CRITERIA)}")
    compared = None if practice.level == "national" else origin
    case = _Case(practice, compared, city, dict(answers or {}), lang, vocabularies, _passages(practice, lang))
    return FitReport(practice, origin, city, tuple(_RULES.get(each, _told)(case, each) for each in CRITERIA))


def _passages(practice: Practice, lang: str) -> dict[str, Cited]:
    """Return criterion -> the beginning of the section that tells of it, cut after a sentence."""
    version = practice.full_text(lang, practice.lang)
    found = {}
    for criterion, sections in SECTIONS_OF.items():
        section = next((each for each in sections if each in version.sections), None)
        if section is None:
            continue
        text = version.sections[section]
        spans = sentences(text)
        end = max((stop for _, stop in spans if stop <= LONGEST), default=spans[0][1])
        found[criterion] = Cited(section, version.lang, spans[0][0], end, text[spans[0][0] : end])
    return found


def _finding(
    case: _Case, criterion: str, verdict: Verdict, origin: str | None, mine: str | None, *because: str, adapt: str = ""
) -> Finding:
    if verdict != "unknown" and (origin is None or mine is None):
        verdict = "unknown"
    shown = because if verdict != "unknown" else ()
    return Finding(criterion, verdict, origin, mine, shown, case.cited.get(criterion), adapt if verdict == "gap" else "")


def _answered(case: _Case, criterion: str, origin: str | None, *because: str) -> Finding:
    """Judge by what the city answers: it counts only where the origin's side is known."""
    answer = case.answers.get(criterion)
    mine = None if answer is None else said(YES_NO[answer], case.lang)
    verdict: Verdict = "unknown" if answer is None else "match" if answer else "gap"
    return _finding(case, criterion, verdict, origin, mine, *because, f"answer:{criterion}", adapt="settle-first")


def _told(case: _Case, criterion: str) -> Finding:
    """The origin's value is what its text tells, as far as it does."""
    cited = case.cited.get(criterion)
    return _answered(case, criterion, cited.text if cited else None, *([f"section:{cited.section}"] if cited else []))


def _size(case: _Case, criterion: str) -> Finding:
    here = case.city.figure("population").value
    there = case.origin.figure("population").value if case.origin else None
    mine, origin = (None if value is None else number_text(value, lang=case.lang) for value in (here, there))
    if not isinstance(here, int) or not isinstance(there, int):
        return _finding(case, criterion, "unknown", origin, mine)
    close = max(here, there) / min(here, there) <= CLOSE_IN_SIZE
    advice = "scale-up" if here > there else "scale-down"
    return _finding(case, criterion, "match" if close else "gap", origin, mine, "population", adapt=advice)


def _language(case: _Case, criterion: str) -> Finding:
    here = case.city.figure("languages").value
    there = case.origin.figure("languages").value if case.origin else None
    mine, origin = (
        None if value is None else figure_text("language", value, lang=case.lang, vocabularies=case.vocabularies) for value in (here, there)
    )
    shared = isinstance(here, tuple) and isinstance(there, tuple) and not set(here).isdisjoint(there)
    return _finding(case, criterion, "match" if shared else "gap", origin, mine, "languages", adapt="other-languages")


def _groups(case: _Case, criterion: str) -> Finding:
    return _answered(case, criterion, case.label("target_groups", case.practice.target_groups), "target_groups")


def _evidence(case: _Case, criterion: str) -> Finding:
    evidence = case.practice.evidence
    label = case.vocabularies.label("evidence_levels", str(evidence.level), case.lang)
    origin = f"{evidence.level} · {label} · {case.text(evidence.reason) or ''}".rstrip(" ·")
    verdict: Verdict = "match" if evidence.level >= SHOWN_TO_WORK else "gap"
    return _finding(case, criterion, verdict, origin, said(ANY_CITY, case.lang), "evidence.level", adapt="measure-first")


def _cost(case: _Case, criterion: str) -> Finding:
    resources = case.practice.resources
    amount = resources.cost if resources and resources.cost is not None else resources.running_cost if resources else None
    if resources is None or amount is None:
        return _answered(case, criterion, None)
    people = case.origin.figure("population").value if case.origin else None
    values = {
        "cost": number_text(amount, lang=case.lang),
        "currency": resources.currency,
        "year": resources.cost_year or said(WORDS["not-known"], case.lang),
    }
    if not isinstance(people, int):
        return _answered(case, criterion, case.words("cost", **values), "resources.cost")
    each = number_text(round(amount / people, 2), lang=case.lang)
    return _answered(case, criterion, case.words("per-resident", **values, each=each), "resources.cost", "population")


def _complexity(case: _Case, criterion: str) -> Finding:
    level = case.practice.resources.complexity if case.practice.resources else None
    if level is None or criterion in case.answers:
        return _answered(case, criterion, level, "resources.complexity")
    verdict: Verdict = {"low": "match", "high": "gap"}.get(level, "unknown")  # type: ignore[assignment]
    return _finding(case, criterion, verdict, level, said(ANY_CITY, case.lang), "resources.complexity", adapt="in-phases")


def _documentation(case: _Case, criterion: str) -> Finding:
    told = tuple(each for each in TOLD if each in case.practice.original.sections)
    origin = case.words("documented", count=len(told), of=len(TOLD), names=case.label("sections", told))
    verdict: Verdict = "match" if len(told) >= 5 else "gap" if len(told) <= 2 else "unknown"
    return _finding(case, criterion, verdict, origin, said(ANY_CITY, case.lang), "sections", adapt="ask-for-documents")


def _lead(case: _Case, criterion: str) -> Finding:
    lead = case.text(case.practice.lead)
    return _answered(case, criterion, lead, "lead") if lead else _told(case, criterion)


def _partners(case: _Case, criterion: str) -> Finding:
    names = [name for each in case.practice.partners if (name := case.text(each.name))]
    comma = "، " if case.lang == "ar" else ", "
    return _answered(case, criterion, comma.join(names), "partners") if names else _told(case, criterion)


def _budget(case: _Case, criterion: str) -> Finding:
    funding = case.text(case.practice.resources.funding) if case.practice.resources else None
    return _answered(case, criterion, funding, "resources.funding") if funding else _told(case, criterion)


def _digital(case: _Case, criterion: str) -> Finding:
    needs = "digital-learning" in case.practice.themes
    return _answered(case, criterion, case.label("themes", ("digital-learning",)) if needs else None, "themes")


def _contact(case: _Case, criterion: str) -> Finding:
    """No record names a contact who agreed to be named."""
    return _answered(case, criterion, None)


def _materials(case: _Case, criterion: str) -> Finding:
    full = tuple(lang for lang, version in case.practice.versions.items() if version.sections)
    here = case.city.figure("languages").value
    mine = None if here is None else figure_text("language", here, lang=case.lang, vocabularies=case.vocabularies)
    readable = isinstance(here, tuple) and not set(here).isdisjoint(full)
    return _finding(
        case,
        criterion,
        "match" if readable else "gap",
        case.label("languages", full),
        mine,
        "versions",
        "languages",
        adapt="translate-materials",
    )


def _peer(case: _Case, criterion: str) -> Finding:
    replicated = case.practice.evidence.level >= REPLICATED
    return _answered(case, criterion, case.words("replicated") if replicated else None, "evidence.level")


def _monitoring(case: _Case, criterion: str) -> Finding:
    results = case.practice.results
    if not results:
        return _finding(case, criterion, "gap", case.words("no-results"), said(ANY_CITY, case.lang), "results", adapt="choose-indicators")
    measured = [name for each in results if (each.baseline is not None or each.method) and (name := case.text(each.indicator))]
    comma = "، " if case.lang == "ar" else ", "
    names = comma.join(measured) or comma.join(name for each in results if (name := case.text(each.indicator)))
    if not measured:
        return _answered(case, criterion, names, "results")
    return _finding(case, criterion, "match", case.words("indicators", names=names), said(ANY_CITY, case.lang), "results")


_RULES: Mapping[str, Callable[[_Case, str], Finding]] = {
    "p-size": _size,
    "p-age-education": _groups,
    "p-language": _language,
    "i-evidence": _evidence,
    "i-cost": _cost,
    "i-complexity": _complexity,
    "i-documentation": _documentation,
    "e-governance": _lead,
    "e-partners": _partners,
    "e-budget": _budget,
    "e-digital": _digital,
    "t-contact": _contact,
    "t-materials": _materials,
    "t-peer": _peer,
    "t-monitoring": _monitoring,
}
