"""What the practice page shows beside its text: figures, versions side by side, editions, citation, fit."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest

from app import state as urls
from app.components import practice_parts as parts
from app.components import record as record_parts
from app.components.beside import side_by_side
from app.i18n import translator
from app.language import LANGS
from app.views.beside import beside, offered
from app.views.cite import cited
from app.views.figures import figures_of
from app.views.fit import fit, near
from app.views.history import history
from app.views.likeness import likeness
from app.views.practice import record_page
from app.views.texts import Phrase
from peerlearn.city import City
from peerlearn.curation.difference import changes
from peerlearn.curation.history import Edition
from peerlearn.facts import Result
from peerlearn.practice import Practice

HOSTILE = '<script>window.hacked=1</script> **bold** \u202egnp.exe <img src="https://example.org/x">'
EN = translator("en")


def result(value, baseline=None, unit=None):
    return Result(indicator={"en": "People"}, value=value, baseline=baseline, unit=unit and {"en": unit}, reported_by="city")


@pytest.mark.parametrize(
    ("given", "shares"),
    [
        (result(95, unit="%"), (None, 0.95)),
        (result(90, 80, "%"), (0.8, 0.9)),
        (result(1_800_000, 270_000), (0.15, 1.0)),
        (result(120, 150, "%"), (1.0, 0.8)),
        (result(16_000), None),
        (result("over 60", unit="%"), None),
        (result(-5, 10), None),
        (result(0, 0), None),
    ],
    ids=str,
)
def test_bars_are_as_long_as_their_values(library, given, shares):
    practice = replace(library.record("aswan-outreach"), results=(given,))
    assert record_page(practice, library, EN).results[0].shares == shares


def test_figures_say_who_reported_them_and_what_was_before(library):
    html = record_parts.figures(record_page(library.record("singapore-seniors-go-digital"), library, EN), EN)
    assert "Before:" in html
    assert html.count("pl-bar-before") == html.count("Before:") == 3
    assert "A body that takes part in it" in html


@pytest.mark.parametrize("level", range(6))
@pytest.mark.parametrize("lang", LANGS)
def test_every_level_of_evidence_is_explained(library, level, lang):
    practice = library.record("aswan-outreach")
    page = record_page(replace(practice, evidence=replace(practice.evidence, level=level)), library, translator(lang))
    assert page.evidence_meaning
    assert f'<li class="pl-step-here">{level}</li>' in record_parts.evidence(page, translator(lang))


def test_the_unknown_at_a_glance_is_one_line(library):
    html = record_parts.glance(record_page(library.record("aswan-outreach"), library, EN), EN)
    assert html.count("pl-unknown") == 1
    assert "Start, Cost" in html


def test_two_versions_stand_side_by_side_each_in_its_own_direction(library):
    found = beside(library.record("aswan-outreach"), library, EN, version="en", other="ar")
    html = side_by_side(found, EN)
    assert [pair.heading.text for pair in found.pairs][:3] == ["Title", "Summary", "Challenge"]
    assert 'lang="ar" dir="rtl"' in html
    assert 'lang="en" dir="ltr"' in html
    assert html.count("No native reviewer has read it yet.") == 2
    assert (found.one.original, found.other.original) == (False, True)
    assert "version=fr&beside=ar" in found.one.others[0][1]


def test_a_part_that_one_version_lacks_is_said(library):
    record = library.record("aswan-outreach")
    english = replace(record.versions["en"], sections={})
    found = beside(replace(record, versions={**record.versions, "en": english}), library, EN, version="en", other="ar")
    assert "This version does not have this part." in side_by_side(found, EN)


@pytest.mark.parametrize(("version", "other"), [("ar", "ar"), ("ar", "xx"), ("ar", "")])
def test_a_version_is_not_put_beside_itself_or_nothing(library, version, other):
    assert beside(library.record("aswan-outreach"), library, EN, version=version, other=other) is None


def test_the_original_is_offered_beside_a_translation(library):
    record = library.record("aswan-outreach")
    assert (offered(record, "en"), offered(record, "ar")) == ("ar", "en")


@pytest.mark.parametrize("lang", LANGS)
def test_every_record_can_be_cited(library, lang):
    tr = translator(lang)
    for record in library.records():
        view = cited(record, library, tr)
        assert record.id in view.where
        assert [link for _, link in view.formats] == [
            f"/export?id={record.id}&format={form}&lang={lang}" for form in ("ris", "bibtex", "csl")
        ]
    assert "<cite" in parts.cite(view, tr)


def test_an_edition_tells_what_it_changed_in_the_readers_words(library):
    before = library.record("aswan-outreach")
    arabic = replace(before.versions["ar"], title="عنوان جديد في أسوان")
    after = replace(before, versions={**before.versions, "ar": arabic}, stage="scaled", themes=("ageing",), beneficiaries=2000)
    told = (Edition(2, dt.date(2026, 12, 1), changes(before, after)), Edition(1, dt.date(2026, 11, 24), first=True))
    html = parts.editions(history(told, library, EN), EN)
    assert "Edition 2, 1 December 2026" in html
    assert "4 fields changed" in html
    for words in (
        "Title (Arabic)",
        "Stage",
        "Scaled",
        "2,000",
        "Ageing and later-life learning",
        "<ins>",
        "<del>",
        "The first edition that is known.",
    ):
        assert words in html, words


@pytest.mark.parametrize("lang", LANGS)
def test_every_field_of_every_record_can_be_told_as_changed(library, lang):
    tr, records = translator(lang), [record for record in library.records() if isinstance(record, Practice)]
    for before, after in pairwise(records):
        (line,) = history((Edition(2, dt.date(2026, 12, 1), changes(before, after)),), library, tr)
        assert all(each.field and each.pieces for each in line.altered)
        assert "mappingproxy" not in parts.editions((line,), tr)


def test_an_edition_without_visible_changes_says_so(library):
    assert "Nothing that is shown here changed." in parts.editions(history((Edition(2, dt.date(2026, 12, 1)),), library, EN), EN)


def test_hostile_words_in_an_edition_stay_text(library):
    before = library.record("aswan-outreach")
    after = replace(before, versions={**before.versions, "en": replace(before.versions["en"], title=HOSTILE)})
    html = parts.editions(history((Edition(2, dt.date(2026, 12, 1), changes(before, after)),), library, EN), EN)
    assert "<script" not in html
    assert "<img" not in html


def test_without_a_city_of_the_readers_the_page_asks_for_one(library):
    view = fit(library.record("aswan-outreach"), library, EN, mine=None)
    html = parts.fit_section(view, EN, choose="/cities?lang=en")
    assert 'href="/cities?lang=en"' in html
    assert "pl-fit" not in html
    assert [name for name, _ in view.questions] == ["Population", "Intervention", "Environment", "Transfer"]


def test_what_is_unknown_never_counts_as_the_same(library):
    nowhere = City(id="jo-nowhere", names={"en": "Nowhere"}, country="JO", region="arab-states")
    view = fit(library.record("aswan-outreach"), library, EN, mine=nowhere)
    unknown = [row for row in view.rows if row.origin is None or row.mine is None]
    assert unknown
    assert {row.verdict for row in unknown} == {"unknown"}
    assert "cannot be said" in parts.fit_section(view, EN, choose="/cities")


class Found:
    """A finding as the library gives one."""

    def __init__(self, criterion, verdict, origin=None, mine=None, adapt=""):
        self.criterion, self.verdict, self.origin, self.mine, self.adapt = criterion, verdict, origin, mine, adapt
        self.passage = None


def test_what_the_library_found_is_told_criterion_by_criterion(library):
    found = (
        Found("p-size", "gap", "300,000", "<b>5</b>", "scale-down"),
        Found("p-language", "match", "ar", "ar"),
        Found("e-budget", "unknown"),
    )
    mine = library.cities["jo-irbid"]
    view = fit(library.record("aswan-outreach"), library, EN, mine=mine, findings=found, advice={"scale-down": "Reduce it to its core."})
    html = parts.fit_section(view, EN, choose="/cities")
    assert "1 criterion fits · 1 does not · 1 cannot be said" in html
    assert "What can be expected beforehand" in html
    assert "Reduce it to its core." in html
    assert "Population size" in html
    assert "Not known:</strong> Budget" in html
    assert "<b>" not in html


def test_a_passage_that_the_library_cites_keeps_its_language(library):
    cited = Found("p-need", "unknown", origin="Many had left school.")
    cited.passage = Phrase("Many had left school.", "en")
    view = fit(library.record("aswan-outreach"), library, translator("ar"), mine=library.cities["jo-irbid"], findings=(cited,))
    assert 'lang="en" dir="ltr">Many had left school.' in parts.fit_section(view, translator("ar"), choose="/cities")


def test_a_practice_of_the_readers_own_city_needs_no_comparison(library):
    view = fit(library.record("aswan-outreach"), library, EN, mine=library.cities["eg-aswan"])
    assert view.own
    assert "from your own city" in parts.fit_section(view, EN, choose="/cities")


@pytest.mark.parametrize(
    ("city", "mine", "said"),
    [
        ("eg-aswan", "eg-aswan", "Your city"),
        ("jo-amman", "jo-irbid", "Your country"),
        ("eg-aswan", "jo-irbid", "Your region"),
        ("sg-singapore", "jo-irbid", ""),
    ],
)
def test_what_a_city_has_in_common_with_the_readers(library, city, mine, said):
    assert near(library.cities[city], library.cities[mine], EN) == said


def test_likeness_of_cities_is_said_with_its_factors(library):
    close = near(library.cities["sg-singapore"], library.cities["jo-irbid"], EN, alike={"sg-singapore": "Climate"})
    assert close == "Like your city: Climate"


def test_similar_practices_say_what_they_share(library):
    one, other = library.record("singapore-seniors-go-digital"), library.record("aswan-outreach")
    assert likeness(one, other, library, EN) == ("near in meaning", "same themes: Community learning")
    assert "same groups: Older people, Farmers, craft and informal workers" in likeness(one, one, library, EN)


def test_figures_of_a_city_have_year_certainty_and_source(library):
    known = City(id="jo-x", names={"en": "X"}, country="JO", region="arab-states", population=300_000, source="https://example.org/x")
    line = figures_of(known, library, EN)[0]
    assert (line.value.text, line.year, line.status, line.source) == ("300,000", None, "estimated", "https://example.org/x")
    html = parts.snapshot(Phrase("X", "en"), "/city", (line,), EN)
    assert "year unknown, estimate" in html
    assert 'href="https://example.org/x"' in html
    unknown = City(id="jo-y", names={"en": "Y"}, country="JO", region="arab-states")
    assert figures_of(unknown, library, EN)[0].value is None


def test_asking_the_city_shows_no_address_and_links_only_where_there_is_a_place(library):
    assert "<a" not in parts.contact(EN, board="")
    assert 'href="/board"' in parts.contact(EN, board="/board")


def test_links_to_files_name_record_format_and_language():
    assert urls.file_of("ar", ("a", "b"), "csv") == "/export?id=a&id=b&format=csv&lang=ar"
