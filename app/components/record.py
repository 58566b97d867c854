"""The page of a practice or document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.components.badges import badge_list, evidence_text, place_line, sdg_badges
from app.language import direction
from app.markup import Html, element, join, text_in, web_link
from app.prose import prose

if TYPE_CHECKING:
    from app.i18n import Translator
    from app.views.practice import Fact, RecordPage, ResultRow, SourceLine
    from app.views.texts import Phrase


def top(page: RecordPage, tr: Translator) -> Html:
    """Return place, themes, goals and the switch between language versions."""
    where = element("p", place_line(page.place, page.kind), class_="pl-place")
    themes = [element("li", element("a", name, href=link, target="_self"), class_="pl-badge pl-theme") for name, link in page.themes]
    labels = badge_list([*themes, *sdg_badges(page.sdgs, tr)], tr("Themes and goals"))
    return element("div", where, labels, _versions(page, tr), class_="pl-record-top", lang=tr.lang, dir=tr.dir)


def _versions(page: RecordPage, tr: Translator) -> Html:
    links = []
    for version in page.versions:
        name = tr("{lang} (original)", lang=version.name) if version.original and len(page.versions) > 1 else version.name
        current = "true" if version.current else None
        links.append(element("a", name, href=version.link, target="_self", aria_current=current))
    switch = element("nav", element("span", tr("Text in:")), *links, class_="pl-versions", aria_label=tr("Language of the text"))
    return element("div", switch, element("p", " ".join(page.provenance), class_="pl-provenance"))


def story(page: RecordPage, tr: Translator) -> Html:
    """Return the summary and the sections, each text in its language."""
    summary = _block(tr("Summary"), tr.lang, text_in("div", prose(page.summary.text), page.summary.lang, class_="pl-summary"))
    sections = [_section(heading, text) for heading, text in page.sections]
    note = element("p", page.note, class_="pl-full-text", lang=tr.lang, dir=tr.dir) if page.note else None
    return element("div", summary, note, *sections, class_="pl-story")


def _section(heading: Phrase, text: Phrase) -> Html:
    return _block(heading.text, heading.lang, text_in("div", prose(text.text), text.lang, class_="pl-prose"))


def _block(heading: str, lang: str, *body: Html | None) -> Html:
    return element("section", text_in("h2", heading, lang), *body, lang=lang, dir=direction(lang))


def facts(page: RecordPage, tr: Translator) -> Html:
    """Return the facts as a list of names and values; the unknown is said to be unknown."""
    return _block(tr("Facts"), tr.lang, _fact_list(page.facts, tr))


def _fact_list(lines: tuple[Fact, ...], tr: Translator) -> Html:
    rows = []
    for fact in lines:
        values = [text_in("dd", value.text, value.lang) for value in fact.values]
        rows.append(element("div", element("dt", fact.name), *(values or [element("dd", tr("Unknown"), class_="pl-unknown")])))
    return element("dl", *rows, class_="pl-facts")


def evidence(page: RecordPage, tr: Translator) -> Html | None:
    """Return the level of evidence with the reason for it."""
    if page.evidence_level is None:
        return None
    level = element(
        "p", evidence_text(page.evidence_level, page.evidence, tr), class_=f"pl-level pl-evidence-{min(page.evidence_level, 2)}"
    )
    reason = page.evidence_reason
    return _block(tr("Evidence"), tr.lang, level, text_in("p", reason.text, reason.lang) if reason else None)


def results(page: RecordPage, tr: Translator) -> Html | None:
    """Return the measured results as a table; what the city says of itself is said to be so."""
    if not page.results:
        return None
    names = (tr("Indicator"), tr("Baseline"), tr("Value"), tr("Date"), tr("Reported by"), tr("Source"))
    head = element("thead", element("tr", *(element("th", name, scope="col") for name in names)))
    table = element("table", head, element("tbody", *(_row(row, names, tr) for row in page.results)), class_="pl-table")
    note = None
    if any(not row.independent for row in page.results):
        note = element(
            "p", tr("No independent body has checked these figures, except where it is named as having reported them."), class_="pl-small"
        )
    return _block(tr("Measured results"), tr.lang, table, note)


def _row(row: ResultRow, names: tuple[str, ...], tr: Translator) -> Html:
    method = element("div", text_in("span", row.method.text, row.method.lang), class_="pl-small pl-method") if row.method else None
    source = (
        element("a", element("bdi", f"[{row.source}]"), href=f"#source-{row.source}", aria_label=tr("Source {n}", n=row.source))
        if row.source
        else None
    )
    cells = (
        quantity(row.baseline, row.unit, tr) if row.baseline else _empty(tr),
        quantity(row.value, row.unit, tr),
        element("bdi", row.date) if row.date else _empty(tr),
        row.reported_by,
        source or _empty(tr),
    )
    indicator = element("div", text_in("span", row.indicator.text, row.indicator.lang))
    first = element("th", indicator, method, scope="row", data_name=names[0])
    return element("tr", first, *(element("td", cell, data_name=name) for cell, name in zip(cells, names[1:], strict=True)))


def quantity(value: Phrase, unit: Phrase | None, tr: Translator) -> Html:
    """Return a value with its unit, in the unit's direction and apart from the text around it; a sign such as % goes with its number."""
    if unit is None:
        return element("bdi", value.text, lang=value.lang)
    if any(letter.isalpha() for letter in unit.text):
        return text_in("bdi", join([element("bdi", value.text, lang=value.lang), " ", unit.text]), unit.lang)
    gap = "\u202f" if tr.lang in ("fr", "es") else ""
    return element("bdi", f"{value.text}{gap}{unit.text}", lang=value.lang)


def _empty(tr: Translator) -> Html:
    return element("span", element("span", "—", aria_hidden="true"), element("span", tr("Unknown"), class_="pl-sr"), class_="pl-empty")


def means(page: RecordPage, tr: Translator) -> Html | None:
    """Return partners and resources."""
    blocks = []
    if page.partners:
        items = [element("li", text_in("span", name.text, name.lang), _support(support)) for name, support in page.partners]
        blocks.append(_block(tr("Partners"), tr.lang, element("ul", *items)))
    if page.resources:
        blocks.append(_block(tr("Resources"), tr.lang, _fact_list(page.resources, tr)))
    return join(blocks) if blocks else None


def _support(support: Phrase | None) -> Html | None:
    return join([": ", text_in("span", support.text, support.lang)]) if support else None


def sources(page: RecordPage, tr: Translator) -> Html:
    """Return the sources with links, publishers and licences."""
    items = [_source(number, source, tr) for number, source in enumerate(page.sources, start=1)]
    return _block(tr("Sources"), tr.lang, element("ol", *items, class_="pl-sources"))


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
