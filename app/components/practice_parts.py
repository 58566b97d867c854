"""What stands below the text of a practice: its city, its fit, who adopted it, its editions, how to cite it and how to ask."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.components.city import figure_row
from app.components.record import part
from app.markup import Html, element, join, text_in

if TYPE_CHECKING:
    from app.i18n import Translator
    from app.views.cite import Cited
    from app.views.figures import FigureLine
    from app.views.fit import Fit, FitRow
    from app.views.history import Altered, EditionLine
    from app.views.texts import Phrase


def tools(links: list[tuple[str, str]], choice: Html | None, tr: Translator) -> Html:
    """Return what can be done with the page: (name, link) of each, and printing."""
    buttons = [element("li", element("a", name, href=link, target="_self")) for name, link in links]
    printing = element("li", element("button", tr("Print"), type="button", data_print=True))
    chosen = element("li", choice) if choice else None
    return element("ul", chosen, printing, *buttons, class_="pl-tools", aria_label=tr("With this page"), lang=tr.lang, dir=tr.dir)


def snapshot(city: Phrase, link: str, lines: tuple[FigureLine, ...], tr: Translator) -> Html:
    """Return the figures of the practice's city, with year and source."""
    name = element("a", text_in("bdi", city.text, city.lang), href=link, target="_self")
    lead = element(
        "p", tr("Figures of the city as they are known today; the record keeps none from the time of the practice."), class_="pl-small"
    )
    facts = element("dl", *(figure_row(line, tr) for line in lines), class_="pl-facts pl-profile")
    return part("city", tr("The city"), tr, element("p", name, class_="pl-city-name"), facts, lead)


def fit_section(view: Fit, tr: Translator, *, choose: str) -> Html:
    """Return what is known of the fit to the reader's city; ``choose`` is the link to the cities."""
    if view.city is None:
        link = element("a", tr("Choose my city"), href=choose, target="_self", class_="pl-button")
        first = element("p", tr("Choose your city once; then every practice is set beside it."), " ", link)
    elif view.own:
        first = element("p", tr("This practice is from your own city."))
    else:
        first = _fit_table(view, view.city, tr)
    body = (first, _conditions(view, tr), _questions(view, tr))
    return part("fit", tr("Does it fit my city?"), tr, *body)


def _fit_table(view: Fit, city: Phrase, tr: Translator) -> Html:
    names = (tr("What"), view.origin.text, city.text, tr("Compared"))
    langs = (tr.lang, view.origin.lang, city.lang, tr.lang)
    head = element("thead", element("tr", *(text_in("th", name, lang, scope="col") for name, lang in zip(names, langs, strict=True))))
    known = [row for row in view.rows if row.origin or row.mine]
    table = element("table", head, element("tbody", *(_fit_row(row, names, tr) for row in known)), class_="pl-table pl-fit")
    return join([_counted(view, tr) if view.judged else None, table, _silent(view, tr)])


def _silent(view: Fit, tr: Translator) -> Html | None:
    """Return the criteria of which nothing is known on either side, in one line."""
    names = [row.name for row in view.rows if not row.origin and not row.mine]
    return element("p", element("strong", tr("Not known:")), " ", tr(", ").join(names), class_="pl-small") if names else None


def _counted(view: Fit, tr: Translator) -> Html:
    """Return the criteria in numbers; that they only say what is known beforehand comes first."""
    counts = Counter(row.verdict for row in view.rows)
    parts = (
        tr.plural("{n} criterion fits", "{n} criteria fit", counts["match"]),
        tr.plural("{n} does not", "{n} do not", counts["gap"]),
        tr.plural("{n} cannot be said", "{n} cannot be said", counts["unknown"]),
    )
    return element("p", element("strong", tr("What can be expected beforehand:")), " ", " · ".join(parts))


def _fit_row(row: FitRow, names: tuple[str, ...], tr: Translator) -> Html:
    said = {"same": tr("the same"), "different": tr("different"), "match": tr("fits"), "gap": tr("a gap"), "unknown": tr("cannot be said")}
    kinds = {"same": "same", "match": "same", "different": "other", "gap": "gap", "unknown": "unknown"}
    cells = [element("td", _known(value, tr), data_name=name) for value, name in ((row.origin, names[1]), (row.mine, names[2]))]
    verdict = element("span", said[row.verdict], class_=f"pl-verdict pl-verdict-{kinds[row.verdict]}")
    advice = text_in("p", row.advice.text, row.advice.lang, class_="pl-small pl-advice") if row.advice else None
    return element("tr", element("th", row.name, scope="row"), *cells, element("td", verdict, advice, data_name=names[3]))


def _known(value: Phrase | None, tr: Translator) -> Html:
    return text_in("span", value.text, value.lang) if value else element("span", tr("Unknown"), class_="pl-unknown")


def _conditions(view: Fit, tr: Translator) -> Html:
    if not view.conditions:
        return element("p", tr("The record does not say under which conditions the practice works elsewhere."), class_="pl-small")
    links = [element("a", name, href=f"#part-{section}") for section, name in view.conditions]
    return element("p", tr("What the record says about it:"), " ", join(links, tr(", ")))


def _questions(view: Fit, tr: Translator) -> Html | None:
    groups = [element("li", element("strong", name), tr(": "), tr(", ").join(criteria)) for name, criteria in view.questions if criteria]
    if not groups:
        return None
    summary = element("summary", tr("What to check before adopting it"))
    return element("details", summary, element("ul", *groups), class_="pl-more")


def adoptions(tr: Translator) -> Html:
    """Return who adopted the practice; the records name nobody yet, and that is said."""
    return part("adoptions", tr("Adopted by"), tr, element("p", tr("No city has reported yet that it adopted this practice.")))


def contact(tr: Translator, *, board: str) -> Html:
    """Return how to reach the city without anybody's address; ``board`` is the place for requests, empty where there is none yet."""
    said = tr("Questions to the city go through this platform: no address of a person is shown here.")
    more = element("a", tr("Write a request"), href=board, target="_self", class_="pl-button") if board else None
    later = None if board else element("p", tr("Requests open together with the board of needs and offers."), class_="pl-small")
    return part("contact", tr("Ask the city"), tr, element("p", said), element("p", more) if more else later)


def cite(view: Cited, tr: Translator) -> Html:
    """Return the citation as text to copy, and its formats for reference managers."""
    who = text_in("bdi", view.who.text, view.who.lang)
    title = text_in("cite", view.title.text, view.title.lang)
    line = element("p", who, f" ({view.when}). ", title, " ", view.where, class_="pl-cite", tabindex="0")
    formats = [element("a", element("bdi", name), href=link, target="_self") for name, link in view.formats]
    note = element("p", tr("For facts, cite the sources above."), class_="pl-small")
    return part("cite", tr("Cite"), tr, line, element("p", tr("For reference managers:"), " ", join(formats, " · ")), note)


def editions(lines: tuple[EditionLine, ...], tr: Translator) -> Html:
    """Return the editions of a record, the newest first, each with what it changed folded away."""
    items = [element("li", _edition(line, tr)) for line in lines]
    return part("editions", tr("Editions and what changed"), tr, element("ol", *items, class_="pl-editions", reversed=True))


def _edition(line: EditionLine, tr: Translator) -> Html:
    head = tr("Edition {number}, {date}", number=str(line.number), date=line.day)
    now = element("span", tr("shown here"), class_="pl-badge pl-theme") if line.current else None
    if line.first:
        return element("div", element("strong", head), " ", now, element("p", tr("The first edition that is known."), class_="pl-small"))
    if not line.altered:
        return element("div", element("strong", head), " ", now, element("p", tr("Nothing that is shown here changed."), class_="pl-small"))
    count = tr.plural("{n} field changed", "{n} fields changed", len(line.altered))
    summary = element("summary", element("strong", head), " ", now, " ", element("span", count, class_="pl-small"))
    return element("details", summary, element("dl", *(_altered(each, tr) for each in line.altered), class_="pl-changes"))


def _altered(change: Altered, tr: Translator) -> Html:
    name = f"{change.field} ({change.language})" if change.language else change.field
    tags = {"same": "span", "gone": "del", "new": "ins"}
    said = [element(tags[piece.kind], _spoken(piece.kind, tr), piece.text) for piece in change.pieces]
    return element("div", element("dt", name), text_in("dd", join(said), change.lang))


def _spoken(kind: str, tr: Translator) -> Html | None:
    """Return what a screen reader says before words that went or came: it does not see their colour."""
    words = {"gone": tr("removed:"), "new": tr("added:")}.get(kind)
    return element("span", words, " ", class_="pl-sr", lang=tr.lang) if words else None
