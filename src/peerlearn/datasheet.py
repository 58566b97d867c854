"""The corpus in figures: what it holds by region, country, language, evidence, year and theme, and who is missing.

``corpus/README.md`` carries this between two marks; ``peerlearn datasheet --write`` renews it, and a test holds it up to date.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from peerlearn.atomic import write_atomically
from peerlearn.errors import CorpusError
from peerlearn.issues import Issue

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from peerlearn.corpus import Corpus

BEGIN = "<!-- figures: peerlearn datasheet --write -->"
END = "<!-- end of figures -->"


def counts(corpus: Corpus) -> dict[str, dict[str, int]]:
    """Return title -> value -> practices, in the order that the datasheet shows them."""
    practices = list(corpus.practices.values())
    cities, label = corpus.cities, corpus.vocabularies.label
    regions = Counter(label("regions", cities[each.city].region, "en") for each in practices)
    full = Counter(lang for each in practices for lang, version in each.versions.items() if version.sections)
    short = Counter(lang for each in practices for lang, version in each.versions.items() if not version.sections)
    return {
        "region": _most_first(regions),
        "country": _most_first(Counter(label("countries", each.country, "en") for each in practices)),
        "original language": _most_first(Counter(label("languages", each.lang, "en") for each in practices)),
        "full text in": _most_first({label("languages", lang, "en"): number for lang, number in full.items()}),
        "title and summary only in": _most_first({label("languages", lang, "en"): number for lang, number in short.items()}),
        "level of evidence": dict(sorted(Counter(_level(corpus, each.evidence.level) for each in practices).items())),
        "kind of source": _most_first(Counter(label("evidence_types", each.evidence.type, "en") for each in practices)),
        "year": dict(sorted(Counter(_period(each.year) for each in practices).items())),
        "theme": _most_first(Counter(label("themes", theme, "en") for each in practices for theme in each.themes)),
    }


def _most_first(counted: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counted.items(), key=lambda each: (-each[1], each[0])))


def _level(corpus: Corpus, level: int) -> str:
    return f"{level} {corpus.vocabularies.label('evidence_levels', str(level), 'en').lower()}"


def _period(year: int | None) -> str:
    if year is None:
        return "unknown"
    return "before 2010" if year < 2010 else f"{year // 5 * 5}-{year // 5 * 5 + 4}"


def missing(corpus: Corpus) -> list[str]:
    """Return the countries that have cities of the network in ``cities.csv`` and no practice here, by name."""
    present = {each.country for each in corpus.practices.values()}
    absent = {city.country for city in corpus.cities.values() if city.member} - present
    return sorted(corpus.vocabularies.label("countries", country, "en") for country in absent)


def markdown(corpus: Corpus) -> str:
    """Return the figures as Markdown."""
    practices = corpus.practices.values()
    towns, lands = {each.city for each in practices}, {each.country for each in practices}
    reviewed = sum(version.written.reviewed for each in practices for version in each.versions.values())
    versions = sum(len(each.versions) for each in practices)
    lines = [
        f"{len(practices)} practices of {len(towns)} cities in {len(lands)} countries, in {versions} language versions, of which "
        f"{reviewed} were read by a native reviewer; {len(corpus.documents)} documents; {len(corpus.cities)} cities.",
        "",
        "| by | practices |",
        "|---|---|",
    ]
    lines += [f"| {title} | {_joined(values.items())} |" for title, values in counts(corpus).items()]
    lines += ["", f"Countries with cities of the network and no practice here: {', '.join(missing(corpus)) or 'none'}."]
    return "\n".join(lines) + "\n"


def _joined(values: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{value} {number}" for value, number in values) or "none"


def is_current(corpus: Corpus, readme: Path) -> bool:
    """Say whether the readme's figures are those of the corpus."""
    return _replaced(readme, markdown(corpus)) == readme.read_text(encoding="utf-8")


def write(corpus: Corpus, readme: Path) -> None:
    """Renew the figures in the readme.

    Raises:
        CorpusError: the readme has not the two marks.
    """
    write_atomically(readme, _replaced(readme, markdown(corpus)).encode("utf-8"))


def _replaced(readme: Path, figures: str) -> str:
    before, begin, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        issue = Issue(readme.name, 0, "figures", "has no place for the figures", f"write the lines {BEGIN} and {END}")
        raise CorpusError(str(issue), issues=[issue])
    return f"{before}{BEGIN}\n{figures}{END}{after}"
