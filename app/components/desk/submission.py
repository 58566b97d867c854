"""The top of one submission, and the suggestions of its draft as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.components.desk.frame import foreign, items, tag
from app.markup import Html, element, text_in
from app.views.desk.plain import line
from peerlearn.curation.ingest.refusals import Refusal
from peerlearn.curation.review.reasons import label
from peerlearn.dossier import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.i18n import Translator
    from app.views.desk.draft import SourcePage, Suggested
    from peerlearn.curation.review.submission import Submission
    from peerlearn.curation.validate import Report


def top(found: Submission, who: str, report: Report | None, tr: Translator) -> Html:
    """Return state, verdict, kind, who handed it in, and how complete it is."""
    summary, draft = found.summary, found.draft
    verdict = "unread" if summary.refusal else summary.verdict
    labels = [tag("status", summary.status, label(summary.status, lang=tr.lang)), tag("verdict", verdict, word(verdict, tr.lang))]
    labels += [tag("kind", "any", word(draft["kind"], tr.lang))] if draft.get("kind") else []
    said = element("p", *labels, " ", foreign("bdi", who), " · ", foreign("bdi", line(summary.file_name, 80)))
    return element("div", said, _complete(report, tr), _refusal(found, tr), class_="pl-desk-top", lang=tr.lang, dir=tr.dir)


def _refusal(found: Submission, tr: Translator) -> Html | None:
    if not found.summary.refusal:
        return None
    why = Refusal(found.summary.file_name, found.summary.refusal, found.draft.get("refusal", {}))
    return element("p", why.message(tr.lang), " ", why.remedy(tr.lang), class_="pl-note pl-note-problem")


def _complete(report: Report | None, tr: Translator) -> Html | None:
    if report is None:
        return None
    percent = report.completeness.percent
    bar = element("progress", value=percent, max=100, aria_label=tr("How complete it is"))
    gains = [each.told(tr.lang) for each in report.completeness.gains[:3]]
    findings = [f"{each.name(tr.lang)}: {each.message(tr.lang)} {each.remedy(tr.lang)}" for each in report.findings if each.blocks]
    more = (
        element("details", element("summary", tr("What would raise it most")), items(gains + findings[:8])) if gains or findings else None
    )
    return element("div", element("p", bar, " ", tr("Complete: {percent} %", percent=percent)), more, class_="pl-desk-complete")


def fields(views: Sequence[Suggested], focus: Suggested | None, tr: Translator) -> Html:
    """Return the suggestions as links that lead to their place in the source."""
    rows = []
    for each in views:
        name = element("span", each.name, class_="pl-field-name")
        value = foreign("span", line(each.shown, 110), class_="pl-field-value")
        here = focus is not None and each.id == focus.id
        state = tag("choice", each.choice, each.choice_name)
        link = element("a", name, " ", value, href=each.link, target="_self", aria_current="true" if here else None)
        rows.append(element("li", link, " ", state))
    return element("ol", *rows, class_="pl-fields", aria_label=tr("Suggestions"), lang=tr.lang, dir=tr.dir)


def at_hand(view: Suggested, tr: Translator) -> Html:
    """Return the suggestion that is decided on: its field, its value whole, how sure it is and where it stands."""
    place = tr("page {page}", page=view.page)
    sure = tr("the city’s own words") if view.given else tr("confidence {percent} %", percent=view.confidence)
    decided = f" · {view.choice_name}{tr(': ')}" if view.who else ""
    return element(
        "div",
        text_in("h2", view.name, tr.lang),
        foreign("p", view.shown, class_="pl-at-value"),
        element("p", f"{place} · {sure}", decided, foreign("bdi", view.who) if view.who else None, class_="pl-small"),
        class_="pl-at-hand", lang=tr.lang, dir=tr.dir,
    )  # fmt: skip


def source(view: SourcePage | None, tr: Translator) -> Html:
    """Return a page of the file as text, its values marked; each mark leads to its suggestion."""
    if view is None:
        return element("p", tr("No text of this file is shown."), class_="pl-desk-empty", lang=tr.lang, dir=tr.dir)
    pieces: list[Html | str] = []
    for each in view.pieces:
        if not each.mark:
            pieces.append(each.text)
            continue
        here = each.mark == "here"
        mark = element("mark", each.text, class_=f"pl-span pl-span-{each.mark}", id="pl-here" if here else None)
        pieces.append(mark if here else element("a", mark, href=each.link, target="_self"))
    name = tr("Page {page} of {pages}", page=view.number, pages=view.of)
    notes = items(view.notes, class_="pl-small") if view.notes else None
    cut = element("p", tr("The page is long: a part of it is shown."), class_="pl-small") if view.cut else None
    head = element("p", name, " ", foreign("bdi", view.label), " ", tag("verdict", view.verdict, view.verdict_name))
    text = element("div", *pieces, class_="pl-source-text", dir="auto", tabindex="0", role="region", aria_label=tr("Text of the file"))
    return element("div", head, notes, text, cut, class_="pl-source", lang=tr.lang, dir=tr.dir)
