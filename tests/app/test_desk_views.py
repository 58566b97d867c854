"""What the curators' pages show, without Streamlit: lists, drafts beside sources, moves, and hostile text."""

import datetime as dt
import itertools

import pytest
from desks import HOSTILE, handed_in, person
from hypothesis import given
from hypothesis import strategies as st

from app.components.desk import listing as listing_html
from app.components.desk import submission as submission_html
from app.components.desk.office import call
from app.i18n import translator
from app.views.desk.draft import ROOM, in_focus, next_open, source_page, suggested
from app.views.desk.listing import filters_of, job_lines, rows_of, waiting
from app.views.desk.moves import may, moves_of, needs_second, standing_of
from app.views.desk.plain import age, line, same_length
from peerlearn.curation.review.people import add_person
from peerlearn.curation.review.reviewing import decide
from peerlearn.curation.review.rules import ROLES, STATUSES, TABLE, Standing
from peerlearn.curation.review.submitting import list_submissions, move, read_submission
from peerlearn.curation.work.jobs import Job
from peerlearn.gaps import Gap
from peerlearn.settings import Settings
from peerlearn.store.engine import open_store

NOW = dt.datetime(2026, 11, 24, 20, 0, tzinfo=dt.UTC)
EN, AR = translator("en"), translator("ar")
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.fixture
def store(quick_tmp):
    opened = open_store(Settings(home=quick_tmp, corpus=quick_tmp / "corpus"))
    admin = add_person(opened, role="admin", name="Huda").id
    for name, role in (("Salma", "curator"), ("Omar", "curator"), ("أسوان", "city"), ("جدة", "city")):
        add_person(opened, role=role, name=name, by=admin)
    yield opened
    opened.close()


@pytest.fixture
def found(store):
    return handed_in(store, person(store, "أسوان").id)


@pytest.mark.parametrize("text", [HOSTILE, "\u202e" * 5_000 + "x", "a\nb\tc\x00d", ""], ids=["script", "turns", "controls", "empty"])
def test_a_line_is_short_and_turns_nothing_around(text):
    shown = line(text, 80)
    assert len(shown) <= 80
    assert not set(shown) & set(BIDI)
    assert "\n" not in shown


@given(st.text())
def test_source_text_keeps_the_place_of_every_character(text):
    shown = same_length(text)
    assert len(shown) == len(text)
    assert not set(shown) & set(BIDI)


@pytest.mark.parametrize(
    ("minutes", "english", "arabic"),
    [
        (0, "just now", "الآن"),
        (2, "2 minutes ago", "قبل دقيقتين"),
        (60, "1 hour ago", "قبل ساعة واحدة"),
        (1439, "23 hours ago", "قبل 23 ساعة"),
        (3 * 1440, "3 days ago", "قبل 3 أيام"),
    ],
)
def test_an_age_is_told_in_the_largest_unit_that_fits(minutes, english, arabic):
    then = NOW - dt.timedelta(minutes=minutes)
    assert (age(then, NOW, EN), age(then, NOW, AR)) == (english, arabic)


def test_a_list_says_who_what_and_in_which_state_and_filters_count(store, found):
    summaries = list_submissions(store)
    (row,) = rows_of(summaries, lambda _: "أسوان", AR, now=NOW)
    assert (row.title, row.status_name, row.who, row.verdict_name) == ("مراكز مجتمعية", "مسودة", "أسوان", "يحتاج إلى مراجعة شخص")
    assert row.link == f"/curate?lang=ar&place=draft&id={found.id}"
    every, draft = filters_of(summaries, "draft", AR)
    assert (every.count, draft.count, draft.chosen) == (1, 1, True)


def test_a_hostile_title_is_text_in_every_list(store):
    handed_in(store, person(store, "أسوان").id, title=HOSTILE, name=HOSTILE[:300])
    html = listing_html.table(rows_of(list_submissions(store), lambda _: HOSTILE, EN, now=NOW), EN, name="x")
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert len(html) < 3_000
    assert not set(html) & set(BIDI)


def test_the_queue_shows_the_oldest_first(store, found):
    second = handed_in(store, person(store, "جدة").id)
    for each in (found, second):
        move(store, each.id, to="submitted", by=each.summary.created_by)
    move(store, second.id, to="in_review", by=person(store, "Salma").id)
    submitted, in_review = waiting(list_submissions(store))
    assert ([each.id for each in submitted], [each.id for each in in_review]) == ([found.id], [second.id])


# a draft beside its source


def test_every_suggestion_is_told_with_its_place_and_what_was_decided(store, found, library):
    decide(store, found.id, suggestion="s1", choice="edited", value="عنوان", by=found.summary.created_by)
    views = suggested(read_submission(store, found.id), lambda _: "أسوان", AR, library)
    title, city, theme, figure = views
    assert (title.choice, title.choice_name, title.shown, title.who, title.version) == ("edited", "معدَّل", "عنوان", "أسوان", 1)
    assert (city.choice, city.choice_name, city.version) == ("open", "لم يُبتّ", 0)
    assert figure.shown == "مراكز · 120"
    assert theme.confidence == 90
    assert (city.shown, theme.shown) == ("أسوان", "محو الأمية")


@pytest.mark.parametrize(("at", "focus"), [("s3", "s3"), ("", "s2"), ("nothing", "s2")])
def test_what_is_looked_at_is_what_the_link_names_or_the_first_open_one(store, found, at, focus, library):
    decide(store, found.id, suggestion="s1", choice="accepted", by=found.summary.created_by)
    views = suggested(read_submission(store, found.id), str, EN, library)
    assert in_focus(views, at).id == focus


def test_the_next_open_one_comes_after_and_round_again(found, library):
    views = suggested(found, str, EN, library)
    assert next_open(views, "s2") == "s3"
    assert next_open(views, "s4") == "s1"
    assert next_open(views[:1], "s1") == ""


def test_the_pieces_of_a_page_are_its_text_and_the_focus_is_whole(found, library):
    views = suggested(found, str, EN, library)
    for focus in views:
        page = source_page(found, 1, views, focus, EN)
        assert "".join(each.text for each in page.pieces) == found.pages[0].text
        (here,) = [each.text for each in page.pieces if each.mark == "here"]
        assert here == found.pages[0].text[focus.span[0] : focus.span[1]]


def test_a_page_with_a_bad_verdict_says_so_and_a_number_beyond_the_last_shows_the_last(found):
    page = source_page(found, 9, [], None, AR)
    assert (page.number, page.verdict, page.notes) == (2, "needs_person", ("garbage",))


def test_of_a_very_long_page_the_part_around_the_value_is_shown(store, library):
    text = "س" * 400_000
    long = handed_in(store, person(store, "أسوان").id, text=text)
    views = suggested(long, str, EN, library)
    page = source_page(long, 1, views, views[0], EN)
    assert page.cut
    assert sum(len(each.text) for each in page.pieces) == ROOM


def test_hostile_source_text_is_text(store, library):
    hostile = handed_in(store, person(store, "أسوان").id, text=HOSTILE)
    views = suggested(hostile, str, EN, library)
    html = submission_html.source(source_page(hostile, 1, views, views[0], EN), EN)
    assert "<script" not in html
    assert "script" in html
    assert not set(html) & set(BIDI)


# moves


@pytest.mark.parametrize(("role", "status", "own"), list(itertools.product(ROLES, STATUSES, (True, False))))
def test_exactly_the_moves_of_the_table_are_offered(role, status, own):
    standing = Standing(role, status, own)
    rows = [rule for rule in TABLE if rule.action == "move" and status in rule.states and role in rule.roles]
    allowed = {rule.to for rule in rows if not (rule.second and own) and (own or role != "city")}
    offered = moves_of(standing, EN)
    assert {each.to for each in offered} == allowed
    assert {each.to for each in offered if each.reason} == {rule.to for rule in rows if rule.reason} & allowed
    assert all(each.name for each in offered)


def test_who_handed_in_is_told_that_a_second_person_judges(store, found):
    move(store, found.id, to="submitted", by=found.summary.created_by)
    move(store, found.id, to="in_review", by=person(store, "Salma").id)
    now = read_submission(store, found.id)
    assert may("publish", standing_of(now, person(store, "Salma")), to="published")
    assert not may("publish", standing_of(now, person(store, "أسوان")), to="published")
    assert needs_second(Standing("curator", "in_review", own=True))


# jobs and gaps


def job(status, **given):
    known = {"attempts": 1, "done": 0, "outcome": (), "failure": {}, "name": "تقرير.pdf"} | given
    return Job(
        1, "upload", status, known["name"], "", {}, known["outcome"], known["failure"], "p-1", known["attempts"], known["done"], NOW, NOW
    )


def test_a_job_tells_its_progress_its_drafts_and_why_it_failed():
    notes = [{"ar": "الملف تالف.", "en": "Damaged."}]
    made = ({"id": "s-1", "file": "أ.txt", "read": True, "notes": notes},)
    bad = ({"id": "s-1", "file": "أ.pdf", "read": False},)
    found = [job("running", done=2, attempts=2), job("done", outcome=made), job("failed", failure={"ar": "خلل"}), job("done", outcome=bad)]
    running, done, failed, unread = job_lines(found, AR, now=NOW)
    assert running.notes == ("مسودتان حتى الآن", "محاولة ثانية")
    assert done.made == (("أ.txt", "/curate?lang=ar&place=draft&id=s-1"),)
    assert unread.state_name == "لم يُقرأ"
    assert done.notes == ("الملف تالف.",)
    assert failed.notes == ("خلل",)


def test_the_call_for_cases_starts_no_formula():
    day = dt.date(2026, 11, 24)
    text = call([Gap("=HYPERLINK(1)", "en", 2, day, day, None, None, "g"), Gap("سؤال", "ar", 3, day, day, "aswan", 0.1, "g")]).decode(
        "utf-8-sig"
    )
    assert "'=HYPERLINK(1),en,2" in text
    assert "سؤال,ar,3,2026-11-24,aswan" in text
