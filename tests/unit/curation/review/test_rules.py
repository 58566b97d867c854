"""The table of who may do what: every cell of it, and that it is the only place."""

from pathlib import Path

import pytest

from peerlearn.curation.review.reasons import Reason, label
from peerlearn.curation.review.rules import ROLES, STATUSES, TABLE, Standing, moves, refusal
from peerlearn.curation.review.submission import CRITERIA

OFFICE = {"curator", "admin"}
CITY = OFFICE | {"city"}
# from, to -> who may, who else may not (own: whoever made or submitted it)
EXPECTED = {
    ("draft", "submitted"): CITY,
    ("draft", "withdrawn"): CITY,
    ("submitted", "draft"): CITY,
    ("submitted", "in_review"): OFFICE,
    ("submitted", "withdrawn"): CITY,
    ("in_review", "submitted"): OFFICE,
    ("in_review", "draft"): OFFICE,
    ("in_review", "rejected"): OFFICE,
    ("in_review", "withdrawn"): CITY,
    ("rejected", "draft"): CITY,
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("to", STATUSES)
@pytest.mark.parametrize("own", [True, False])
def test_every_cell_of_the_table_of_moves(role, status, to, own):
    allowed = role in EXPECTED.get((status, to), ()) and (own or role != "city") and not (own and to == "rejected")
    assert (refusal("move", Standing(role, status, own), to=to, reason="why") is None) == allowed


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("own", [True, False])
def test_who_submitted_never_publishes_scores_or_gives_an_opinion_whatever_their_role(role, status, own):
    allowed = role in OFFICE and status == "in_review" and not own
    assert (refusal("publish", Standing(role, status, own), to="published") is None) == allowed
    assert (refusal("score", Standing(role, status, own)) is None) == allowed
    assert (refusal("opinion", Standing(role, status, own)) is None) == allowed


def test_nothing_leads_to_published_or_superseded_but_publishing():
    assert {rule.action for rule in TABLE if rule.to in {"published", "superseded"}} == {"publish"}


def test_what_is_withdrawn_or_superseded_stays_so():
    assert not [step for step in moves() if step[0] in {"withdrawn", "superseded"}]


@pytest.mark.parametrize(("to", "status"), [("draft", "in_review"), ("rejected", "in_review")])
def test_sending_back_and_rejecting_need_a_reason(to, status):
    assert refusal("move", Standing("curator", status, own=False), to=to, reason=" ").code == "reason_missing"


CELLS = [
    ("edit", "city", "draft", True, None),
    ("edit", "city", "draft", False, "not_yours"),
    ("edit", "city", "in_review", True, "not_your_role"),
    ("edit", "curator", "in_review", False, None),
    ("edit", "admin", "published", False, "not_now"),
    ("decide", "reader", "draft", True, "not_your_role"),
    ("read", "city", "published", False, "not_yours"),
    ("read", "reader", "published", False, "not_your_role"),
    ("comment", "city", "rejected", True, None),
    ("people", "curator", "draft", True, "not_your_role"),
    ("people", "admin", "draft", False, None),
]


@pytest.mark.parametrize(("action", "role", "status", "own", "code"), CELLS)
def test_cells_of_other_actions(action, role, status, own, code):
    found = refusal(action, Standing(role, status, own))
    assert (found and found.code) == code


def test_reasons_are_said_in_four_languages_with_names_for_codes():
    reason = Reason("no_such_step", {"from": "in_review", "to": "superseded"})
    assert reason.text("ar") == "لا يمكن الانتقال من «قيد المراجعة» إلى «حلّ محلّه إصدار أحدث»."
    assert reason.text("en") == reason.text("xx") == "A submission that is in review cannot become superseded."
    assert Reason("not_your_role", {"roles": "curator,admin"}).text("ar") == "هذه الخطوة من صلاحية: أمين محتوى، مدير."


@pytest.mark.parametrize("code", [*ROLES, *STATUSES, *CRITERIA])
def test_every_code_that_people_see_has_a_name_in_four_languages(code):
    assert label(code, lang="ar") != code
    assert len({label(code, lang=lang) for lang in ("ar", "en")}) == 2


def test_a_reason_without_a_sentence_is_refused():
    with pytest.raises(ValueError, match="no sentence"):
        Reason("because")


def test_the_documented_table_of_states_is_the_one_that_is_checked():
    page = (Path(__file__).parents[4] / "docs" / "curation-review.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:5]] for line in page.splitlines() if line.startswith("|")]
    documented = {(row[0], row[1], row[2], row[3]) for row in rows if row[0] in STATUSES}
    only = {(True, True): "not own, with a reason", (True, False): "not own", (False, True): "with a reason", (False, False): ""}
    checked = {
        (state, rule.to, ", ".join(role for role in ROLES if role in rule.roles), only[rule.second, rule.reason])
        for rule in TABLE
        if rule.to
        for state in rule.states
    }
    assert documented == checked
