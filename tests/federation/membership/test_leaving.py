"""Resigning, other roles, ended terms: one manager stays, and those concerned are told."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from federation.membership import actions
from federation.membership.models import Representative
from federation.membership.rules import managers_of
from portal.language import TIME_ZONE
from portal.mail.models import Letter
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.people.factories import PersonFactory

from .factories import RepresentativeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return OrganisationFactory(slug="own")


@pytest.fixture
def manager(organisation) -> Representative:
    return RepresentativeFactory(organisation=organisation)


@pytest.fixture
def contributor(organisation) -> Representative:
    return RepresentativeFactory(organisation=organisation, role="contributor")


def told() -> list[tuple[str, str]]:
    """Who was written to, about what."""
    rows = Letter.objects.filter(key__startswith="membership:").values_list("key", "address")
    return sorted((key.split(":")[1], address) for key, address in rows)


def address(term: Representative) -> str:
    return term.person.user.email


def test_a_contributor_resigns_and_the_managers_are_told(manager, contributor):
    actions.resign(contributor.organisation, contributor.person)
    contributor.refresh_from_db()
    assert (contributor.until, contributor.ended_at is not None) == (timezone.localdate(), True)
    assert (
        not Representative.objects.current().filter(pk=contributor.pk).exists()
    )  # At once, not at midnight.
    assert told() == [("resigned", address(manager))]
    actions.resign(contributor.organisation, contributor.person)
    assert len(told()) == 1


def test_the_day_before_its_end_a_term_that_was_ended_early_held(contributor):
    ended_at = datetime(2025, 3, 2, 2, 30, tzinfo=TIME_ZONE)  # Of the same day in Kazakhstan alone.
    Representative.objects.filter(pk=contributor.pk).update(until=date(2025, 3, 2), ended_at=ended_at)
    assert [Representative.objects.on(date(2025, 3, day)).exists() for day in (1, 2, 3)] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("days", [None, 1])
def test_a_term_that_is_prolonged_holds_again(manager, contributor, days):
    actions.resign(contributor.organisation, contributor.person)
    contributor.refresh_from_db()
    contributor.until = days and timezone.localdate() + timedelta(days=days)
    contributor.save()
    assert Representative.objects.current().filter(pk=contributor.pk).exists()


def test_whoever_resigned_may_come_back_on_the_same_day(manager, contributor):
    actions.resign(contributor.organisation, contributor.person)
    RepresentativeFactory(
        user=contributor.person.user, organisation=contributor.organisation, since=timezone.localdate()
    )
    assert len(managers_of(manager.organisation)) == 2


def test_the_last_manager_does_not_resign_without_naming_another(manager, contributor):
    with pytest.raises(actions.Refused):
        actions.resign(manager.organisation, manager.person)
    assert managers_of(manager.organisation) == [manager.person]
    assert told() == []
    actions.resign(manager.organisation, manager.person, contributor.person)
    assert managers_of(manager.organisation) == [contributor.person]
    assert told() == [("resigned", address(contributor)), ("role_changed", address(contributor))]


@pytest.mark.parametrize("who", ["self", "stranger", "without account", "closed"])
def test_only_a_representative_with_an_account_takes_over(manager, contributor, who):
    if who == "closed":
        contributor.person.user.is_active = False
        contributor.person.user.save()
    successor = {
        "self": manager.person,
        "stranger": RepresentativeFactory().person,
        "without account": RepresentativeFactory(
            organisation=manager.organisation, person=PersonFactory(), role="contributor"
        ).person,
        "closed": contributor.person,
    }[who]
    with pytest.raises(actions.Refused):
        actions.resign(manager.organisation, manager.person, successor)
    assert managers_of(manager.organisation) == [manager.person]


def test_a_contributor_who_resigns_makes_nobody_manager(manager, contributor, organisation):
    other = RepresentativeFactory(organisation=organisation, role="contributor")
    actions.resign(organisation, contributor.person, other.person)
    assert managers_of(organisation) == [manager.person]


def test_a_manager_without_an_account_keeps_nobody_from_being_the_last(manager, organisation):
    RepresentativeFactory(organisation=organisation, person=PersonFactory())
    with pytest.raises(actions.Refused):
        actions.resign(organisation, manager.person)


def test_the_last_manager_becomes_no_contributor_and_is_not_ended(manager):
    for act in (
        lambda: actions.change_role(manager, "contributor", manager.person),
        lambda: actions.end_term(manager, manager.person),
    ):
        with pytest.raises(actions.Refused):
            act()
    assert managers_of(manager.organisation) == [manager.person]


def test_a_changed_role_is_told_to_its_owner_and_the_other_managers(manager, contributor, organisation):
    other = RepresentativeFactory(organisation=organisation)
    actions.change_role(contributor, "manager", manager.person)
    actions.change_role(contributor, "manager", manager.person)  # Sent twice.
    assert told() == sorted([("role_changed", address(contributor)), ("role_changed", address(other))])


def test_an_ended_term_is_told_to_its_owner_and_the_other_managers(manager, contributor, organisation):
    other = RepresentativeFactory(organisation=organisation)
    actions.end_term(contributor, manager.person)
    actions.end_term(contributor, manager.person)
    assert told() == sorted([("ended", address(contributor)), ("ended", address(other))])
    with pytest.raises(actions.Refused):
        actions.change_role(contributor, "manager", manager.person)


# --- At the desk ------------------------------------------------------------------------------------------------------


def test_the_last_manager_is_asked_who_takes_over(client, manager, contributor, language):
    client.force_login(manager.person.user)
    page = f"/{language}/desk/organisations/own/people/resign/"
    assert str(contributor.person) in client.get(page).content.decode()
    assert client.post(page, {}).context["form"].errors.keys() == {"successor"}
    assert managers_of(manager.organisation) == [manager.person]
    assert client.post(page, {"successor": contributor.person_id}).url == f"/{language}/desk/"
    assert managers_of(manager.organisation) == [contributor.person]


def test_the_last_manager_without_colleagues_is_led_to_invite_one(client, manager):
    client.force_login(manager.person.user)
    text = client.get("/en/desk/organisations/own/people/resign/").content.decode()
    assert "nobody could take over" in text
    client.post("/en/desk/organisations/own/people/resign/", {"successor": manager.person_id})
    assert managers_of(manager.organisation) == [manager.person]


def test_one_of_two_managers_just_goes(client, manager, organisation):
    other = RepresentativeFactory(organisation=organisation)
    client.force_login(other.person.user)
    client.post("/en/desk/organisations/own/people/resign/")
    assert managers_of(organisation) == [manager.person]


@pytest.mark.parametrize("row", ["ended", "of another"])
def test_a_term_that_is_over_or_anothers_is_not_there(client, manager, contributor, row):
    client.force_login(manager.person.user)
    term = contributor if row == "ended" else RepresentativeFactory(role="contributor")
    if row == "ended":
        actions.end_term(contributor, manager.person)
    for page in (own(term), own(term, "end/")):
        assert [client.get(page).status_code, client.post(page).status_code] == [404, 404]


def own(term: Representative, rest: str = "") -> str:
    """Where a manager of the organisation changes a term."""
    return f"/en/desk/organisations/own/people/{term.pk}/{rest}"


def test_a_term_ends_after_a_page_that_asks(client, manager, contributor):
    client.force_login(manager.person.user)
    assert f'href="{own(contributor, "end/")}"' in client.get(own(contributor)).content.decode()
    client.post(own(contributor), {"action": "end"})
    client.get(own(contributor, "end/"))
    assert Representative.objects.current().filter(pk=contributor.pk).exists()
    client.post(own(contributor, "end/"))
    assert not Representative.objects.current().filter(pk=contributor.pk).exists()


def test_of_oneself_one_can_only_resign(client, manager, contributor, organisation):
    RepresentativeFactory(organisation=organisation)
    client.force_login(manager.person.user)
    resign = "/en/desk/organisations/own/people/resign/"
    for page in (own(manager), own(manager, "end/")):
        assert [client.get(page).url, client.post(page, {"role": "contributor"}).url] == [resign, resign]
    manager.refresh_from_db()
    assert (manager.role, manager.until) == ("manager", None)
    listed = client.get("/en/desk/organisations/own/people/").content.decode()
    assert f'href="{own(contributor)}"' in listed
    assert f'href="{own(manager)}"' not in listed


def test_a_role_that_stays_as_it_was_is_not_said_to_have_changed(client, manager, contributor):
    client.force_login(manager.person.user)
    said = [
        client.post(own(contributor), {"role": role}, follow=True).content.decode()
        for role in ("contributor", "manager")
    ]
    assert ["The role has been changed." in text for text in said] == [False, True]
    assert "The role is the same as before." in said[0]
