"""The page of a practice or document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.components.badges import badge_list, evidence_text, place_line, sdg_badges
from app.language import direction
from app.markup import Html, element, join, text_in, web_link
from app.prose import prose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.i18n import Translator
    from app.views.practice import Fact, RecordPage, ResultRow, Section, SourceLine
    from app.views.texts import Phrase


def top(page: RecordPage, tr: Translator, *, beside: str | None = "") -> Html:
    """Return place, themes, goals and the switch between language versions.

    ``beside`` is the link to two versions side by side, empty where there is one only; None where both stand below, each with its own.
    """
    where = element("p", place_line(page.place, page.kind), class_="pl-place")
    themes = [element("li", element("a", name, href=link, target="_self"), class_="pl-badge pl-theme") for name, link in page.themes]
    labels = badge_list([*themes, *sdg_badges(page.sdgs, tr)], tr("Themes and goals"))
    versions = None if beside is None else _versions(page, tr, beside)
    return element("div", where, labels, versions, class_="pl-record-top", lang=tr.lang, dir=tr.dir)


def _versions(page: RecordPage, tr: Translator, beside: str) -> Html:
    links = []
    for version in page.versions:
        name = tr("{lang} (original)", lang=version.name) if version.original and len(page.versions) > 1 else version.name
        current = "true" if version.current else None
        links.append(element("a", name, href=version.link, target="_self", aria_current=current))
    if beside:
        links.append(element("a", tr("Two versions side by side"), href=beside, target="_self", class_="pl-beside-link"))
    switch = element("nav", element("span", tr("Text in:")), *links, class_="pl-versions", aria_label=tr("Language of the text"))
    return element("div", switch, element("p", " ".join(page.provenance), class_="pl-provenance"))


def layout(glance: Html, contents: Html | None, text: Html) -> Html:
    """Return the three parts of the page: the facts above the text on a phone, beside it on a desktop."""
    return element("div", glance, contents, text, class_="pl-record")


def contents(entries: Iterable[tuple[str, str]], tr: Translator) -> Html:
    """Return the table of contents: (id, name) of the parts that a reader may jump to."""
    links = [element("li", element("a", name, href=f"#part-{part}")) for part, name in entries]
    heading = element("p", tr("On this page"), class_="pl-contents-title", aria_hidden="true")
    return element("nav", heading, element("ul", *links), class_="pl-contents", aria_label=tr("On this page"), lang=tr.lang, dir=tr.dir)


def glance(page: RecordPage, tr: Translator) -> Html:
    """Return the facts at a glance, the level of evidence among them; what is unknown is said in one line."""
    level = None
    if page.evidence_level is not None:
        said = element(
            "dd", evidence_text(page.evidence_level, page.evidence, tr), class_=f"pl-level pl-evidence-{min(page.evidence_level, 2)}"
        )
        level = element("div", element("dt", tr("Evidence")), said)
    facts = element("dl", *_known_facts(page.facts), level, _unknown_facts(page.facts, tr), class_="pl-facts")
    return element(
        "aside",
        text_in("h2", tr("At a glance"), tr.lang),
        facts,
        class_="pl-glance",
        aria_label=tr("At a glance"),
        lang=tr.lang,
        dir=tr.dir,
    )


def _known_facts(lines: Iterable[Fact]) -> list[Html]:
    return [
        element("div", element("dt", fact.name), *(text_in("dd", value.text, value.lang) for value in fact.values))
        for fact in lines
        if fact.values
    ]


def _unknown_facts(lines: Iterable[Fact], tr: Translator) -> Html | None:
    names = [fact.name for fact in lines if not fact.values]
    return element("div", element("dt", tr("Unknown")), element("dd", tr(", ").join(names), class_="pl-unknown")) if names else None


def story(page: RecordPage, tr: Translator) -> Html:
    """Return the summary and the sections, each text in its language; the figures stand after what the text says of the results."""
    summary = part("summary", tr("Summary"), tr, text_in("div", prose(page.summary.text), page.summary.lang, class_="pl-summary"))
    note = element("p", page.note, class_="pl-full-text", lang=tr.lang, dir=tr.dir) if page.note else None
    blocks: list[Html | None] = [summary, note]
    after = {"results": figures(page, tr), "resources": means(page, tr)}
    for section in page.sections:
        blocks += [_section(section), after.pop(section.name, None)]
    return element("div", *blocks, after.get("results"), after.get("resources"), class_="pl-story")


def _section(section: Section) -> Html:
    body = text_in("div", prose(section.text.text), section.text.lang, class_="pl-prose")
    return _block(section.heading.text, section.heading.lang, body, part=section.name)


def part(name: str, heading: str, tr: Translator, *body: Html | None) -> Html:
    """Return a part of the page that the table of contents can lead to."""
    return _block(heading, tr.lang, *body, part=name)


def _block(heading: str, lang: str, *body: Html | None, part: str = "") -> Html:
    return element("section", text_in("h2", heading, lang), *body, id=f"part-{part}" if part else None, lang=lang, dir=direction(lang))


def _fact_list(lines: tuple[Fact, ...], tr: Translator) -> Html:
    rows = []
    for fact in lines:
        values = [text_in("dd", value.text, value.lang) for value in fact.values]
        rows.append(element("div", element("dt", fact.name), *(values or [element("dd", tr("Unknown"), class_="pl-unknown")])))
    return element("dl", *rows, class_="pl-facts")


def evidence(page: RecordPage, tr: Translator) -> Html | None:
    """Return the level of evidence on its ladder, what the level means, and the reason for it."""
    if page.evidence_level is None:
        return None
    shown = min(page.evidence_level, 2)
    level = element("p", evidence_text(page.evidence_level, page.evidence, tr), class_=f"pl-level pl-evidence-{shown}")
    steps = [element("li", str(step), class_="pl-step-here" if step == page.evidence_level else None) for step in range(6)]
    ladder = element("ol", *steps, class_="pl-ladder", aria_hidden="true")
    reason = page.evidence_reason
    why = element("p", element("strong", tr("Why this level:")), " ", text_in("span", reason.text, reason.lang)) if reason else None
    return part("evidence", tr("Evidence"), tr, level, ladder, element("p", page.evidence_meaning), why)


def figures(page: RecordPage, tr: Translator) -> Html | None:
    """Return the measured results as figures; what the city says of itself is said to be so."""
    if not page.results:
        return None
    items = [_figure(row, tr) for row in page.results]
    note = None
    if any(not row.independent for row in page.results):
        note = element(
            "p", tr("No independent body has checked these figures, except where it is named as having reported them."), class_="pl-small"
        )
    return part("figures", tr("Measured results"), tr, element("ul", *items, class_="pl-figures"), note)


def _figure(row: ResultRow, tr: Translator) -> Html:
    """Return one result: its value large, what it counts, what it was before, and who says so."""
    value = element("p", quantity(row.value, row.unit, tr), class_="pl-figure")
    name = element("p", text_in("span", row.indicator.text, row.indicator.lang), class_="pl-figure-name")
    before = element("p", tr("Before:"), " ", quantity(row.baseline, row.unit, tr), class_="pl-small") if row.baseline else None
    source = None
    if row.source:
        source = element("a", element("bdi", f"[{row.source}]"), href=f"#source-{row.source}", aria_label=tr("Source {n}", n=row.source))
    about = join([element("bdi", row.date) if row.date else None, row.reported_by, source], " · ")
    method = element("p", text_in("span", row.method.text, row.method.lang), class_="pl-small pl-method") if row.method else None
    return element("li", value, name, _bars(row), before, method, element("p", about, class_="pl-small"))


def _bars(row: ResultRow) -> Html | None:
    """Return a bar for before and one for now; they only repeat what the words say."""
    if row.shares is None:
        return None
    before, now = row.shares
    drawn = [("pl-bar-before", before)] if before is not None else []
    drawn.append(("pl-bar-now", now))
    bars = [element("span", class_=name, style=f"inline-size: {share * 100:.1f}%") for name, share in drawn]
    return element("div", *bars, class_="pl-bars", aria_hidden="true")


def quantity(value: Phrase, unit: Phrase | None, tr: Translator) -> Html:
    """Return a value with its unit, in the unit's direction and apart from the text around it; a sign such as % goes with its number."""
    if unit is None:
        return element("bdi", value.text, lang=value.lang)
    if any(letter.isalpha() for letter in unit.text):
        return text_in("bdi", join([element("bdi", value.text, lang=value.lang), " ", unit.text]), unit.lang)
    gap = "\u202f" if tr.lang in ("fr", "es") else ""
    return element("bdi", f"{value.text}{gap}{unit.text}", lang=value.lang)


def means(page: RecordPage, tr: Translator) -> Html | None:
    """Return partners and resources."""
    blocks = []
    if page.resources:
        blocks.append(part("means", tr("Costs and means"), tr, _fact_list(page.resources, tr)))
    if page.partners:
        items = [element("li", text_in("span", name.text, name.lang), _support(support)) for name, support in page.partners]
        blocks.append(part("partners", tr("Partners"), tr, element("ul", *items)))
    return join(blocks) if blocks else None


def _support(support: Phrase | None) -> Html | None:
    return join([": ", text_in("span", support.text, support.lang)]) if support else None


def sources(page: RecordPage, tr: Translator) -> Html:
    """Return the sources with links, publishers and licences."""
    items = [_source(number, source, tr) for number, source in enumerate(page.sources, start=1)]
    return part("sources", tr("Sources"), tr, element("ol", *items, class_="pl-sources"))


def _source(number: int, source: SourceLine, tr: Translator) -> Html:
    href = web_link(source.url)
    name = text_in("span", source.title, source.lang)
    title = element("a", name, href=href, target="_blank", rel="noopener noreferrer") if href else name
    if source.further:
        title = join([tr("Further page read for this record:"), " ", title])
    about = join(
        [element("bdi", source.publisher) if source.publisher else None, element("bdi", str(source.year)) if source.year else None],
        tr(", "),
    )
    licence = element("span", tr("Licence:"), " ", text_in("bdi", source.licence.text, source.licence.lang), class_="pl-small")
    return element("li", *(element("div", line) for line in (title, about, licence) if line), id=f"source-{number}")
