"""A report as a PDF, drawn by WeasyPrint: letters joined and ordered by Pango, tagged for screen readers, nothing fetched from anywhere."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from peerlearn.errors import ExportError
from peerlearn.interop.naming import word
from peerlearn.interop.report import direction

if TYPE_CHECKING:
    from pathlib import Path

    from peerlearn.interop.report import Entry, Part, Report

NEEDS = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
"""Debian's packages that WeasyPrint draws with."""
FONTS = {"normal": "IBMPlexSansArabic-Regular.woff2", "bold": "IBMPlexSansArabic-SemiBold.woff2"}
"""Whole fonts only: two files with parts of one family gave wrong letters."""
_STYLE = """
@page {
  size: A4; margin: 22mm 20mm 20mm;
  @bottom-center { content: counter(page) " / " counter(pages); font: 8pt FAMILY; color: #52605e; direction: ltr }
}
html { font: 10.5pt/1.6 FAMILY; color: #1d2b2a }
html[dir=rtl] { line-height: 1.8 }
h1 { font-size: 20pt; line-height: 1.35; color: #0f5a56; margin: 0 0 4pt; bookmark-level: 1 }
h2 { font-size: 12.5pt; color: #0f5a56; margin: 14pt 0 3pt; break-after: avoid; bookmark-level: 2 }
h3 { font-size: 10.5pt; margin: 8pt 0 2pt; break-after: avoid; bookmark-level: none }
p { margin: 0 0 6pt; orphans: 2; widows: 2 }
ul, ol { margin: 0 0 6pt; padding-inline-start: 16pt }
.place, .note { color: #52605e; font-size: 9pt }
.summary { border-inline-start: 3pt solid #e8b54a; background: #fbf9f5; padding: 7pt 10pt; margin: 8pt 0 }
.entry + .entry, .cover + .entry { break-before: page }
table { border-collapse: collapse; width: 100%; margin: 2pt 0 8pt; font-size: 9.5pt }
th, td { text-align: start; vertical-align: top; padding: 3.5pt 6pt; border-bottom: .5pt solid #d8d1c3 }
.facts th { width: 28%; color: #52605e; font-weight: normal }
.figures thead th { background: #e2efec }
tr { break-inside: avoid }
.contents li { margin-bottom: 4pt }
.contents a { color: #0f5a56; text-decoration: none }
.contents a::after { content: " · " target-counter(attr(href), page); color: #52605e }
.sources { font-size: 8.5pt; overflow-wrap: anywhere }
"""


def pdf_bytes(report: Report, *, fonts: Path | None = None) -> bytes:
    """Return the report as a PDF.

    Args:
        report: what stands in it.
        fonts: a folder with the files of :data:`FONTS`; without it the machine's own fonts are taken.

    Raises:
        ExportError: this machine cannot draw PDFs.
    """
    try:
        from weasyprint import HTML, URLFetcher  # noqa: PLC0415 - optional, and slow to load
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    except (ImportError, OSError) as error:
        raise ExportError("this machine cannot draw PDFs", remedy=f"install weasyprint and Debian's {NEEDS}, or take docx") from error

    folder = fonts.resolve() if fonts and all((fonts / name).is_file() for name in FONTS.values()) else None
    allowed = {(folder / name).as_uri() for name in FONTS.values()} if folder else set()

    class OurFiles(URLFetcher):  # type: ignore[misc]
        """Opens our fonts and nothing else."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> object:
            if url not in allowed:
                raise ValueError(f"a report fetches nothing: {url}")
            return super().fetch(url, headers)

    html = HTML(string=report_html(report, fonts=folder), url_fetcher=OurFiles(), base_url=None)
    drawn: bytes = html.write_pdf(font_config=FontConfiguration(), pdf_variant="pdf/ua-1", pdf_identifier=report.entries[0].id.encode())
    return drawn


def report_html(report: Report, *, fonts: Path | None = None) -> str:
    """Return the page that is drawn; every text in it is escaped and says its language and direction."""
    faces = "".join(
        f'@font-face {{ font-family: Plex; font-weight: {weight}; src: url("{(fonts / name).as_uri()}") }}'
        for weight, name in FONTS.items()
        if fonts
    )
    family = f'{"Plex, " if fonts else ""}"Noto Sans", "Noto Sans Arabic", sans-serif'
    head = f"<meta charset=utf-8><title>{escape(report.title)}</title><style>{faces}{_STYLE.replace('FAMILY', family)}</style>"
    cover = _cover(report) if len(report.entries) > 1 else ""
    entries = "".join(_entry(entry, report) for entry in report.entries)
    foot = _text("p", report.footer, report.lang, "note")
    body = f"{cover}{entries}{foot}"
    return f'<!DOCTYPE html><html lang="{report.lang}" dir="{report.direction}"><head>{head}</head><body>{body}</body></html>'


def _cover(report: Report) -> str:
    lang = report.lang
    question = _text("p", f"{word('question', lang)}: {report.question}", lang) if report.question else ""
    items = "".join(
        f'<li><a href="#{escape(each.id)}"><bdi lang="{escape(each.lang)}">{escape(each.title)}</bdi></a>'
        f'<br><span class="place">{escape(each.place)}</span></li>'
        for each in report.entries
    )
    note = _text("p", f"{word('made', lang)} {report.made.isoformat()} {report.shortened}", lang, "note")
    title, heading = _text("h1", report.title, lang), _text("h2", word("contents", lang), lang)
    return f'<section class="cover">{title}{question}{note}{heading}<ol class="contents">{items}</ol></section>'


def _entry(entry: Entry, report: Report) -> str:
    lang = report.lang
    facts = "".join(f"<tr><th scope=row>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in entry.facts)
    sources = "".join(f"<li>{escape(each)}</li>" for each in entry.sources)
    link = f'<p class="note" dir="ltr">{escape(entry.link)}</p>' if entry.link else ""
    return (
        f'<section class="entry" id="{escape(entry.id)}">'
        + _text("h1", entry.title, entry.lang)
        + _text("p", entry.place, lang, "place")
        + _text("p", entry.summary, entry.lang, "summary")
        + _text("h2", word("facts", lang), lang)
        + f'<table class="facts">{facts}</table>'
        + "".join(_part(part, entry.text_lang, lang) for part in entry.parts)
        + _figures(entry, lang)
        + _text("h2", word("sources", lang), lang)
        + f'<ol class="sources">{sources}</ol>{link}</section>'
    )


def _part(part: Part, lang: str, shown: str) -> str:
    made, items = [_text("h2", part.heading, shown)], ""
    for block in part.blocks:
        if block.kind == "item":
            number = f' value="{block.number}"' if block.number else ' style="list-style-type: disc"'
            items += f"<li{number}>{escape(block.text)}</li>"
            continue
        made.append(_list(items, lang))
        items = ""
        made.append(_text("h3" if block.kind == "heading" else "p", block.text, lang))
    return "".join((*made, _list(items, lang)))


def _list(items: str, lang: str) -> str:
    return f'<ol lang="{escape(lang)}" dir="{direction(lang)}">{items}</ol>' if items else ""


def _figures(entry: Entry, lang: str) -> str:
    if not entry.figures:
        return ""
    head = "".join(f"<th scope=col>{escape(word(name, lang))}</th>" for name in ("indicator", "value", "baseline", "date"))
    rows = "".join("<tr>" + "".join(f"<td><bdi>{escape(each)}</bdi></td>" for each in row) + "</tr>" for row in entry.figures)
    heading = _text("h2", word("results", lang), lang)
    return f'{heading}<table class="figures"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _text(tag: str, text: str, lang: str, kind: str = "") -> str:
    name = f' class="{kind}"' if kind else ""
    return f'<{tag} lang="{escape(lang)}" dir="{direction(lang)}"{name}>{escape(text)}</{tag}>'
