"""The curators' pages as Streamlit runs them: who sees what, every part, decisions, conflicts, and hostile submissions."""

import pytest
from desks import HOSTILE, handed_in, person
from streamlit.testing.v1 import AppTest

from app import desk as desk_module
from app import identity
from app import page as page_module
from app.library import Library
from peerlearn.curation.deskwork import answer, decide_one
from peerlearn.curation.drafts import answers_of
from peerlearn.curation.review.people import add_person, set_role
from peerlearn.curation.review.submitting import move, read_submission
from peerlearn.curation.work import jobs
from peerlearn.settings import Settings
from peerlearn.store.engine import open_store
from tests.app.fake_library import ROOT

CURATE = ROOT / "app" / "pages" / "curate.py"


@pytest.fixture
def store(quick_tmp, monkeypatch, library):
    settings = Settings(home=quick_tmp, corpus=ROOT / "corpus")
    opened = open_store(settings)
    admin = add_person(opened, role="admin", name="Huda").id
    for name, role in (("Salma", "curator"), ("Omar", "curator"), ("أسوان", "city"), ("جدة", "city"), ("Rida", "reader")):
        add_person(opened, role=role, name=name, by=admin)
    monkeypatch.setattr(desk_module, "desk_of", lambda who: desk_module.Desk(who, opened, settings))
    monkeypatch.setattr(desk_module, "corpus_of", lambda *_: library.corpus)
    monkeypatch.setattr(page_module, "LIBRARY", Library(lambda: library))
    yield opened
    opened.close()


@pytest.fixture
def visit(store, monkeypatch):
    """Open a place as somebody; nobody without a name."""

    def open_place(name="", lang="en", **params):
        who = identity.Visitor(person(store, name)) if name else identity.Visitor()
        monkeypatch.setattr(identity, "visitor", lambda: who)
        monkeypatch.setattr(page_module, "visitor", lambda: who)
        test = AppTest.from_file(str(CURATE), default_timeout=120)
        for key, value in {"lang": lang, **params}.items():
            test.query_params[key] = value
        return ran(test.run())

    return open_place


def ran(test):
    assert list(test.exception) == []
    return test


def html(test):
    return "\n".join(str(each.value) for each in test.main if each.type == "html")


def keys(test):
    return {each.key for each in test.button}


@pytest.fixture
def found(store):
    return handed_in(store, person(store, "أسوان").id)


@pytest.mark.parametrize("name", ["", "Rida"])
@pytest.mark.parametrize("place", ["", "upload", "log", "draft"])
def test_strangers_and_readers_see_nothing(visit, found, name, place):
    shown = html(visit(name, place=place, id=found.id))
    assert "This room is for cities" in shown
    assert "مراكز" not in shown


@pytest.mark.parametrize(("name", "seen"), [("أسوان", True), ("جدة", False), ("Salma", True)])
def test_a_city_sees_its_own_submissions_only(visit, found, name, seen):
    assert ("مراكز مجتمعية" in html(visit(name))) is seen
    assert ("مراكز مجتمعية" in html(visit(name, place="draft", id=found.id))) is seen


@pytest.mark.parametrize("place", ["queue", "gaps", "log"])
def test_a_city_has_no_way_into_the_curators_places(visit, found, place):
    assert "My submissions" in html(visit("أسوان", place=place))


def test_a_role_that_was_taken_away_writes_nothing(visit, store, found):
    test = visit("Salma", place="draft", id=found.id)
    set_role(store, person(store, "Salma").id, role="reader", by=person(store, "Huda").id)
    test.button(key="desk-accept").click()
    ran(test.run())
    assert read_submission(store, found.id).decisions == ()


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("place", ["", "upload", "queue", "gaps", "log", "draft", "answers", "alike", "review"])
def test_every_place_is_drawn_with_one_first_heading(visit, found, place, lang):
    shown = html(visit("Salma", lang=lang, place=place, id=found.id))
    assert shown.count("<h1") == 1
    assert "Traceback" not in shown


def test_accepting_leads_to_the_next_open_one_and_is_kept(visit, store, found):
    test = visit("Salma", place="draft", id=found.id)
    test.button(key="desk-accept").click()
    ran(test.run())
    (decision,) = read_submission(store, found.id).decisions
    assert (decision.suggestion, decision.choice) == ("s1", "accepted")
    assert test.query_params["at"] in ("s2", ["s2"])


def test_a_value_with_parts_is_edited_part_by_part(visit, store, found):
    test = visit("Salma", place="draft", id=found.id, at="s4")
    test.text_input(key="desk-value-s4-value").set_value("130")
    test.button(key="desk-save-s4").click()
    ran(test.run())
    (decision,) = read_submission(store, found.id).decisions
    assert decision.value == {"indicator": "مراكز", "value": 130, "unit": "", "date": None}


@pytest.mark.parametrize(("button", "stands"), [("desk-theirs", "rejected"), ("desk-mine", "accepted")])
def test_the_second_of_two_curators_is_told_and_chooses(visit, store, found, button, stands):
    test = visit("Salma", place="draft", id=found.id)
    decide_one(store, found.id, "s1", choice="rejected", by=person(store, "Omar").id, version=0)
    test.button(key="desk-accept").click()
    ran(test.run())
    shown = html(test)
    assert "Somebody was quicker" in shown
    assert "Omar" in shown
    assert "rejected" in shown
    assert "accepted" in shown
    test.button(key=button).click()
    ran(test.run())
    assert read_submission(store, found.id).decisions[0].choice == stands
    assert "Somebody was quicker" not in html(test)


def answering(test, **typed):
    for name, text in typed.items():
        test.text_input(key=f"desk-answer-{name.replace('__', '.')}").set_value(text)
    test.button(key="desk-answer").click()
    return ran(test.run())


def test_answers_of_two_people_to_different_questions_are_both_kept(visit, store, found):
    test = visit("Salma", place="answers", id=found.id)
    answer(store, found.id, {"source.licence": "CC BY"}, by=person(store, "Omar").id)
    answering(test, source__url="https://example.org/a")
    assert answers_of(read_submission(store, found.id)) == {"source.licence": "CC BY", "source.url": "https://example.org/a"}
    assert "Both changes are kept" in html(test)


@pytest.mark.parametrize(("button", "stands"), [("desk-theirs", "https://example.org/b"), ("desk-mine", "https://example.org/a")])
def test_answers_of_two_people_to_one_question_are_shown_to_the_second(visit, store, found, button, stands):
    test = visit("Salma", place="answers", id=found.id)
    answer(store, found.id, {"source.url": "https://example.org/b", "source.licence": "CC BY"}, by=person(store, "Omar").id)
    answering(test, source__url="https://example.org/a")
    assert "https://example.org/a" in html(test)
    assert "https://example.org/b" in html(test)
    test.button(key=button).click()
    ran(test.run())
    assert answers_of(read_submission(store, found.id)) == {"source.url": stands, "source.licence": "CC BY"}


def test_the_city_sees_no_publishing_and_curators_no_step_beyond_the_rules(visit, store, found):
    move(store, found.id, to="submitted", by=found.summary.created_by)
    assert "desk-move-in_review" not in keys(visit("أسوان", place="review", id=found.id))
    test = visit("Salma", place="review", id=found.id)
    assert {"desk-move-in_review", "desk-move-draft", "desk-move-withdrawn"} <= keys(test)
    assert "desk-publish" not in keys(test)
    test.button(key="desk-move-in_review").click()
    ran(test.run())
    assert read_submission(store, found.id).status == "in_review"
    assert test.button(key="desk-publish").disabled
    assert "Before it can be published" in html(test)
    assert "desk-publish" not in keys(visit("أسوان", place="review", id=found.id))


def test_a_draft_that_is_not_whole_is_not_handed_in(visit, store, found):
    test = visit("أسوان", place="review", id=found.id)
    test.button(key="desk-move-submitted").click()
    ran(test.run())
    assert read_submission(store, found.id).status == "draft"
    assert "Something is missing" in html(test)


def test_a_pair_shows_what_agrees_and_a_dismissal_is_remembered(visit, found):
    test = visit("Salma", place="alike", id=found.id)
    assert "أُنشئ &lt;b&gt;" in html(test)
    test.button(key="desk-dismiss-0").click()
    ran(test.run())
    assert "Decided: not the same" in html(test)
    assert "desk-dismiss-0" not in keys(visit("أسوان", place="alike", id=found.id))


def test_the_log_is_proved_and_says_who_did_what(visit, found):
    shown = html(visit("Salma", place="log"))
    assert "Chain intact" in shown
    assert "handed a file in" in shown


def test_what_is_under_way_is_there_after_a_reload(visit, store):
    jobs.ask_upload(store, name="تقرير<b>.pdf", sha256="d" * 64, by=person(store, "أسوان").id)
    for name, seen in (("أسوان", True), ("جدة", False), ("Salma", True)):
        assert ("تقرير&lt;b&gt;.pdf" in html(visit(name, place="upload"))) is seen


@pytest.mark.parametrize("place", ["", "draft", "answers", "alike", "review"])
def test_a_hostile_submission_is_text_everywhere(visit, store, place):
    hostile = handed_in(store, person(store, "أسوان").id, title=HOSTILE, name="<img src=x>.docx", text=HOSTILE)
    shown = html(visit("Salma", place=place, id=hostile.id))
    assert "<script" not in shown
    assert "<img" not in shown
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e")
    assert len(shown) < 200_000
