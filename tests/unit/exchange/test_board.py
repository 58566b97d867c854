"""Needs and offers on both engines: who may see and do what, and when a contact is given."""

import datetime as dt

import pytest
from sqlalchemy import select

from peerlearn.curation.review.people import add_person
from peerlearn.errors import BoardError, NotFoundError
from peerlearn.exchange import board, leaving
from peerlearn.issues import FieldError
from peerlearn.store.models import LogRow

TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def people(store):
    """The ids of an admin, a curator, two cities and a reader."""
    admin = add_person(store, role="admin", name="Admin").id
    made = {"admin": admin}
    for name, role in {"curator": "curator", "yanbu": "city", "cork": "city", "reader": "reader"}.items():
        made[name] = add_person(store, role=role, name=name, by=admin).id
    return made


def post(store, by, kind="need", **given):
    known = {"city": "sa-yanbu-industrial-city", "lang": "ar", "text": "نحتاج إلى تدريب كبار السن.", "contact": "amal@example.org"}
    return board.post(store, **known | {"kind": kind, "consent": True, "by": by, "today": TODAY} | given)


def opened(store, people, by, kind="need", **given):
    return board.moderate(store, post(store, people[by], kind, **given).id, show=True, by=people["curator"])


def seen(store, by, today=TODAY):
    return {each.id for each in board.entries(store, by=by, today=today)}


def test_an_entry_waits_for_a_curator_before_others_see_it(store, people):
    entry = post(store, people["yanbu"])
    assert entry.status == "waiting"
    assert entry.id not in seen(store, people["cork"])
    assert entry.id in seen(store, people["yanbu"])
    board.moderate(store, entry.id, show=True, by=people["curator"])
    assert entry.id in seen(store, people["cork"])
    board.moderate(store, entry.id, show=False, by=people["admin"])
    assert entry.id not in seen(store, people["cork"])


@pytest.mark.parametrize(
    ("given", "seen_by"),
    [
        ({"visibility": "public"}, {"yanbu", "cork", "curator", "reader", None}),
        ({"visibility": "members"}, {"yanbu", "cork", "curator"}),
        ({"visibility": "private"}, {"yanbu", "curator"}),
        ({"visibility": "public", "consent": False}, {"yanbu", "curator"}),
    ],
)
def test_an_entry_is_shown_to_whom_its_city_chose(store, people, given, seen_by):
    entry = opened(store, people, "yanbu", **given)
    assert {who for who in ("yanbu", "cork", "curator", "reader", None) if entry.id in seen(store, people.get(who))} == seen_by


def test_an_expired_entry_is_not_shown_to_others(store, people):
    entry = opened(store, people, "yanbu", expires=TODAY + dt.timedelta(days=2))
    assert entry.id in seen(store, people["cork"], TODAY + dt.timedelta(days=2))
    assert entry.id not in seen(store, people["cork"], TODAY + dt.timedelta(days=3))
    assert entry.id in seen(store, people["yanbu"], TODAY + dt.timedelta(days=3))


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "wish"},
        {"visibility": "everybody"},
        {"lang": "Arabic"},
        {"text": " "},
        {"text": "a" * 4001},
        {"text": "a\x00b"},
        {"expires": TODAY - dt.timedelta(days=1)},
        {"expires": TODAY + dt.timedelta(days=366)},
    ],
)
def test_nonsense_is_refused(store, people, given):
    with pytest.raises(FieldError):
        post(store, people["yanbu"], **given)


def test_roles_are_checked_on_every_write(store, people):
    with pytest.raises(BoardError):
        post(store, people["reader"])
    with pytest.raises(NotFoundError):
        post(store, "p-nobody")
    entry = post(store, people["yanbu"])
    for who in ("reader", "cork", "yanbu"):
        with pytest.raises(BoardError):
            board.moderate(store, entry.id, show=True, by=people[who])
    own = post(store, people["curator"])
    with pytest.raises(BoardError, match="somebody else"):
        board.moderate(store, own.id, show=True, by=people["curator"])
    with pytest.raises(BoardError):
        board.close(store, entry.id, by=people["cork"])
    assert board.close(store, entry.id, by=people["yanbu"]).status == "closed"
    with pytest.raises(BoardError, match="closed"):
        board.moderate(store, entry.id, show=True, by=people["curator"])


def test_a_contact_is_given_only_when_both_sides_agree(store, people):
    need = opened(store, people, "yanbu", contact="amal@yanbu.example")
    offer = opened(store, people, "cork", "offer", contact="mary@cork.example")
    made = board.introduce(store, need=need.id, offer=offer.id, by=people["yanbu"], today=TODAY)
    assert (made.need_side, made.offer_side, made.agreed) == ("yes", "", False)
    for who in ("yanbu", "cork"):
        with pytest.raises(BoardError):
            board.contact_of(store, made.id, by=people[who])
    assert board.answer(store, made.id, agree=True, by=people["cork"]).agreed
    assert board.contact_of(store, made.id, by=people["yanbu"]) == "mary@cork.example"
    assert board.contact_of(store, made.id, by=people["cork"]) == "amal@yanbu.example"
    for stranger in ("curator", "admin", "reader"):
        with pytest.raises(NotFoundError):
            board.contact_of(store, made.id, by=people[stranger])
    board.answer(store, made.id, agree=False, by=people["cork"])
    with pytest.raises(BoardError):
        board.contact_of(store, made.id, by=people["yanbu"])


def test_an_introduction_is_asked_for_by_one_of_its_sides_and_once(store, people):
    need, offer = opened(store, people, "yanbu"), opened(store, people, "cork", "offer")
    hidden = post(store, people["cork"], "offer")
    with pytest.raises(BoardError, match="two sides"):
        board.introduce(store, need=need.id, offer=offer.id, by=people["curator"], today=TODAY)
    with pytest.raises(BoardError):
        board.introduce(store, need=need.id, offer=offer.id, by=people["reader"], today=TODAY)
    for wrong in ({"need": offer.id, "offer": need.id}, {"need": need.id, "offer": hidden.id}, {"need": need.id, "offer": "b-none"}):
        with pytest.raises(NotFoundError):
            board.introduce(store, **wrong, by=people["yanbu"], today=TODAY)
    board.introduce(store, need=need.id, offer=offer.id, by=people["yanbu"], today=TODAY)
    with pytest.raises(BoardError, match="have the introduction"):
        board.introduce(store, need=need.id, offer=offer.id, by=people["cork"], today=TODAY)


def test_messages_stay_between_the_two_sides(store, people):
    need, offer = opened(store, people, "yanbu"), opened(store, people, "cork", "offer")
    made = board.introduce(store, need=need.id, offer=offer.id, by=people["yanbu"], today=TODAY)
    board.write(store, made.id, text="<b>مرحبًا</b>", by=people["yanbu"])
    board.write(store, made.id, text="Hello", by=people["cork"])
    assert [(who, text) for who, _, text in board.messages(store, made.id, by=people["cork"])] == [
        (people["yanbu"], "<b>مرحبًا</b>"),
        (people["cork"], "Hello"),
    ]
    with pytest.raises(NotFoundError):
        board.messages(store, made.id, by=people["curator"])
    with pytest.raises(NotFoundError):
        board.write(store, made.id, text="?", by=people["curator"])
    board.answer(store, made.id, agree=False, by=people["cork"])
    with pytest.raises(BoardError, match="no"):
        board.write(store, made.id, text="?", by=people["yanbu"])
    assert [each.id for each in board.introductions(store, by=people["cork"])] == [made.id]
    assert board.introductions(store, by=people["curator"]) == []


def test_what_somebody_left_is_exported_and_erased_on_request(store, people):
    need, offer = opened(store, people, "yanbu"), opened(store, people, "cork", "offer")
    made = board.introduce(store, need=need.id, offer=offer.id, by=people["yanbu"], today=TODAY)
    board.write(store, made.id, text="Hello", by=people["yanbu"])
    left = leaving.own_data(store, people["yanbu"], by=people["yanbu"])
    assert left["entries"][0]["contact"] == "amal@example.org"
    assert left["messages"][0]["text"] == "Hello"
    for stranger in ("cork", "curator"):
        with pytest.raises(BoardError):
            leaving.own_data(store, people["yanbu"], by=people[stranger])
        with pytest.raises(BoardError):
            leaving.erase(store, people["yanbu"], by=people[stranger])
    leaving.erase(store, people["yanbu"], by=people["yanbu"])
    gone = leaving.own_data(store, people["yanbu"], by=people["admin"])
    assert gone["messages"] == []
    assert [(each["text"], each["contact"]) for each in gone["entries"]] == [("", "")]
    assert need.id not in seen(store, people["cork"])


def test_the_log_tells_every_step_and_nothing_that_people_typed(store, people):
    need, offer = opened(store, people, "yanbu"), opened(store, people, "cork", "offer")
    made = board.introduce(store, need=need.id, offer=offer.id, by=people["yanbu"], today=TODAY)
    board.write(store, made.id, text="secret words", by=people["yanbu"])
    board.answer(store, made.id, agree=True, by=people["cork"])
    with store.reading() as session:
        rows = session.scalars(select(LogRow).order_by(LogRow.number)).all()
        told = " ".join(f"{row.action} {row.details}" for row in rows)
    assert {"board_post", "board_moderate", "board_introduce", "board_message", "board_answer"} <= {row.action for row in rows}
    assert not any(each in told for each in ("secret", "example.org", "تدريب"))
