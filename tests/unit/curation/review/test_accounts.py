"""Accounts, persons and sessions, on both engines: the store decides the role, and what was taken away is gone at once."""

import datetime as dt
import threading

import pytest

from peerlearn.curation.review.log import read_log, verify_log
from peerlearn.curation.review.people import add_person, forget_person, list_people, set_role
from peerlearn.curation.review.sign_in import FRESH, Identity, SignedIn, identity_of, sign_out_everywhere, signed_in
from peerlearn.curation.review.submission import Refused
from tests.unit.curation import desk

ISSUER = "https://id.example.org/realms/city"
CLAIMS = {"iss": ISSUER, "sub": "42", "name": "أمينة", "email": "amina@example.org", "email_verified": True, "roles": ["curator"]}


@pytest.fixture
def people(store):
    return desk.team(store)


def now():
    return dt.datetime.now(dt.UTC)


def long_ago():
    return now() - FRESH - dt.timedelta(seconds=1)


@pytest.mark.parametrize(
    ("claims", "where", "role"),
    [
        ({"roles": ["curator"]}, "roles", "curator"),
        ({"roles": "city"}, "roles", "city"),
        ({"roles": "reader, admin"}, "roles", "admin"),
        ({"roles": ["offline", "city", "curator"]}, "roles", "curator"),
        ({"realm_access": {"roles": ["admin"]}}, "realm_access.roles", "admin"),
        ({"https://city.example/roles": ["city"]}, "https://city.example/roles", "city"),
        ({"roles": ["Admin", "administrator"]}, "roles", None),
        ({"roles": {"admin": True}}, "roles", None),
        ({"roles": 4}, "roles", None),
        ({"roles": ["admin"]}, "groups", None),
        ({"roles": ["admin"]}, "", None),
        ({}, "a.b", None),
    ],
)
def test_the_highest_known_role_of_the_claim_counts(claims, where, role):
    assert identity_of({"iss": ISSUER, "sub": "1", **claims}, issuer=ISSUER, roles_claim=where).role == role


@pytest.mark.parametrize(
    "claims", [{"iss": "https://evil.example", "sub": "42"}, {"sub": "42"}, {"iss": ISSUER}, {"iss": ISSUER, "sub": ""}]
)
def test_claims_of_another_issuer_or_about_nobody_name_nobody(claims):
    assert identity_of(claims, issuer=ISSUER) is None


def test_a_key_names_nobody_and_an_address_counts_only_when_it_is_verified():
    found = identity_of(CLAIMS, issuer=ISSUER + "/", roles_claim="roles")
    assert (found.name, found.email, found.role) == ("أمينة", "amina@example.org", "curator")
    assert len(found.key) == 64
    for verified in (False, None, "true", 1):
        assert identity_of({**CLAIMS, "email_verified": verified}, issuer=ISSUER).email == ""


def test_a_claim_makes_a_person_once_and_the_store_decides_from_then_on(store, people):
    identity = identity_of(CLAIMS, issuer=ISSUER, roles_claim="roles")
    made = signed_in(store, identity, began=now()).person
    assert (made.role, made.name) == ("curator", "أمينة")
    assert read_log(store)[-1].action == "add_person_by_sign_in"
    set_role(store, made.id, role="reader", by=people.admin)
    again = signed_in(store, Identity(identity.key, role="admin"), began=now()).person
    assert (again.id, again.role) == (made.id, "reader")
    assert verify_log(store).ok


def test_nobody_is_kept_whom_no_claim_gives_a_role(store):
    assert signed_in(store, Identity("a" * 64, "x"), began=now()) == SignedIn()
    assert list_people(store) == []


def test_an_account_with_a_verified_address_is_the_person_whom_an_admin_added(store, people):
    added = add_person(store, role="city", name="a", email="amina@example.org", by=people.admin)
    identity = identity_of(CLAIMS, issuer=ISSUER, roles_claim="roles")
    assert signed_in(store, identity, began=now()).person == added
    assert read_log(store)[-1].action == "link_account"


def test_an_address_of_two_people_links_neither(store, people):
    for _ in range(2):
        add_person(store, role="city", name="a", email="amina@example.org", by=people.admin)
    assert signed_in(store, Identity("a" * 64, "x", "amina@example.org"), began=now()).person is None


def test_an_old_session_brings_nobody_back_who_was_forgotten(store, people):
    identity = identity_of(CLAIMS, issuer=ISSUER, roles_claim="roles")
    made = signed_in(store, identity, began=now()).person
    forget_person(store, made.id, by=people.admin)
    assert signed_in(store, identity, began=long_ago()) == SignedIn()


def test_signing_out_everywhere_ends_what_began_before_and_nothing_else(store, people):
    identity = identity_of(CLAIMS, issuer=ISSUER, roles_claim="roles")
    before = now().replace(microsecond=0)
    made = signed_in(store, identity, began=before).person
    assert sign_out_everywhere(store, made.id, by=made.id) == made
    assert signed_in(store, identity, began=before).over
    assert not signed_in(store, identity, began=now() + dt.timedelta(seconds=1)).over
    assert sign_out_everywhere(store, made.id, by=people.admin) == made
    assert [entry.action for entry in read_log(store)[-2:]] == ["sign_out_everywhere"] * 2


def test_only_themselves_and_admins_sign_somebody_out(store, people):
    refused = sign_out_everywhere(store, people.admin, by=people.curator)
    assert isinstance(refused, Refused)
    assert [reason.code for reason in refused.reasons] == ["not_your_role"]


def test_two_tabs_make_one_person(store):
    identity, found = identity_of(CLAIMS, issuer=ISSUER, roles_claim="roles"), []
    tabs = [threading.Thread(target=lambda: found.append(signed_in(store, identity, began=now()).person.id)) for _ in range(4)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert len(found) == 4
    assert len(set(found)) == 1


def test_a_store_whose_people_came_by_claims_can_still_get_its_admin(store):
    signed_in(store, identity_of(CLAIMS, issuer=ISSUER, roles_claim="roles"), began=now())
    assert add_person(store, role="admin", name="a").role == "admin"
