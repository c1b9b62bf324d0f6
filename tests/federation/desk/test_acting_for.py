"""Whoever speaks for several organisations acts for one of them, and the address says for which."""

import re

import pytest
from django.urls import reverse

from federation.workshops import actions
from federation.workshops.models import Workshop
from portal.navigation import registry
from tests.federation.membership.factories import RepresentativeFactory
from tests.federation.workshops.factories import WorkshopFactory
from tests.federation.workshops.test_registration import ROWS, everything
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(client):
    """The organisations that one person speaks for, who is signed in, each with a draft and an approved workshop."""
    user = UserFactory(preferred_language="en")
    own = [
        RepresentativeFactory(
            user=user, organisation__slug=slug, organisation__name_en=slug.title()
        ).organisation
        for slug in ("first", "second")
    ]
    for organisation in own:
        for state in ("draft", "approved"):
            WorkshopFactory(
                organiser=organisation, host=organisation, state=state, slug=f"{organisation.slug}-{state}"
            )
    client.force_login(user)
    return own


def slugs_on(answer) -> set[str]:
    """The workshops to which the work of a screen leads."""
    work = answer.text[answer.text.index("<h1") :]
    return set(re.findall(r"/desk/workshops/((?:first|second)-[a-z]+)/", work))


@pytest.mark.parametrize("address", ["", "workshops/"])
def test_each_screen_is_of_one_organisation_or_of_all(client, two, address):
    of_all = {"first-draft", "first-approved", "second-draft", "second-approved"}
    assert slugs_on(client.get(f"/en/desk/{address}")) == of_all
    for organisation in two:
        found = slugs_on(client.get(f"/en/desk/for/{organisation.slug}/{address}"))
        assert found == {slug for slug in of_all if slug.startswith(organisation.slug)}


def test_the_choice_stands_in_the_address_and_goes_along(client, two):
    desk = client.get("/en/desk/for/first/").context["desk"]
    assert [(str(item.title), item.url, item.current) for item in desk.choices] == [
        ("Everything", "/en/desk/", False),
        ("First", "/en/desk/for/first/", True),
        ("Second", "/en/desk/for/second/", False),
    ]
    rail = {item.url for item in desk.rail}
    assert {"/en/desk/for/first/", "/en/desk/for/first/workshops/"} <= rail
    assert client.get("/en/desk/").context["acting"].organisation is None  # No cookie remembers it.
    page = client.get("/en/desk/workshops/second-draft/")
    assert page.context["acting"].organisation == two[1]
    (current,) = [item.url for item in page.context["desk"].rail if item.current]
    assert current == "/en/desk/for/second/workshops/"


def test_another_organisation_is_nobody_and_so_is_one_of_former_times(client, two):
    stranger = RepresentativeFactory(organisation__slug="strange").organisation
    WorkshopFactory(organiser=stranger, state="draft")
    for address in ("", "workshops/", "workshops/new/"):
        assert client.get(f"/en/desk/for/strange/{address}").status_code == 404
        assert client.get(f"/en/desk/for/nobody/{address}").status_code == 404
    assert client.post("/en/desk/for/strange/workshops/new/", everything(stranger)).status_code == 404
    assert Workshop.objects.filter(organiser=stranger).count() == 1


def test_tasks_name_the_organisation_and_say_since_when_they_wait(client, two):
    tasks = client.get("/en/desk/").context["tasks"]
    drafts = [task for task in tasks if "workshops" in task.url]
    assert {str(task.organisation) for task in drafts} == {"First", "Second"}
    assert all(task.since for task in drafts)
    page = client.get("/en/desk/")
    assert "Waiting since" in page.text and "First" in page.text


def test_every_kind_of_task_says_since_when_it_waits():
    """Also one added next year: what offers a task without it is found here, not by who wonders."""
    from tests.portal.navigation.test_what_waits_opens import READERS, let_something_wait, reader

    asked, silent = set(), set()
    for name in READERS:
        user = reader(name)
        let_something_wait(user)
        for kind in registry.KINDS:
            offered = kind(registry.Acting(user))
            waiting = offered.in_admin()
            for task in (*offered.on_desk(), *(waiting.tasks if waiting else ())):
                asked.add(kind)
                if task.since is None:
                    silent.add(f"{kind.__name__}: {task.title}")
    assert silent == set()
    assert asked == set(registry.KINDS)


def test_who_acts_for_an_organisation_sees_no_task_that_is_their_own(client, two, monkeypatch):
    class Own(registry.Kind):
        def on_desk(self):
            return [registry.Task("Own", "because", "/x/", "Do")]

    monkeypatch.setattr(registry, "KINDS", [*registry.KINDS, Own])
    assert "Own" in {task.title for task in client.get("/en/desk/").context["tasks"]}
    assert "Own" not in {task.title for task in client.get("/en/desk/for/first/").context["tasks"]}


def test_a_workshop_is_registered_for_the_organisation_in_the_address(client, two):
    page = client.get("/en/desk/workshops/new/")
    assert [choice.url for choice in page.context["choices"]] == [
        "/en/desk/for/first/workshops/new/",
        "/en/desk/for/second/workshops/new/",
    ]
    assert client.post("/en/desk/workshops/new/", everything(two[0])).status_code == 403  # For whom?
    form = client.get("/en/desk/for/second/workshops/new/", follow=True)
    assert form.context["form"].initial["host"] == two[1].name.text  # Nothing of the first.
    data = {**ROWS, "en_title": "A new one", "action": "save"}
    assert client.post("/en/desk/for/second/workshops/new/", data).status_code == 302
    assert Workshop.objects.order_by("pk").last().organiser == two[1]


def test_a_draft_moves_to_another_of_ones_organisations(client, two):
    first, second = two
    draft = Workshop.objects.get(slug="first-draft")
    address = reverse("workshops:move", args=[draft.slug])
    form = client.get(address).context["form"]
    assert [key for key, _name in form.fields["organisation"].choices] == [str(second.pk)]
    assert client.post(address, {"organisation": ""}).context["form"].errors
    stranger = RepresentativeFactory().organisation
    for foreign in (stranger.pk, first.pk):
        assert client.post(address, {"organisation": foreign}).context["form"].errors
    for _time in range(2):
        client.post(address, {"organisation": second.pk})
    draft.refresh_from_db()
    assert (draft.organiser, draft.host) == (second, second)


def test_the_only_other_organisation_is_chosen_already(client, two):
    first, second = two
    address = reverse("workshops:move", args=["first-draft"])
    assert client.get(address).context["form"]["organisation"].value() == str(second.pk)
    RepresentativeFactory(person=first.representatives.get().person)
    assert client.get(address).context["form"]["organisation"].value() is None


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_what_the_secretariat_has_seen_does_not_move(client, two, state):
    first, second = two
    workshop = WorkshopFactory(organiser=first, state=state, slug="first-seen")
    address = reverse("workshops:move", args=[workshop.slug])
    assert client.get(address).status_code == 302
    assert client.post(address, {"organisation": second.pk}).context["form"].non_field_errors()
    workshop.refresh_from_db()
    assert workshop.organiser == first


def test_a_draft_that_came_back_does_not_move(two):
    first, second = two
    user = first.representatives.get().person.user
    workshop = WorkshopFactory(organiser=first, state="draft", slug="first-back")
    actions.submit(workshop, user)
    Workshop.objects.filter(pk=workshop.pk).update(state="draft")
    with pytest.raises(actions.WrongState):
        actions.move_draft(workshop, second)


@pytest.mark.parametrize("address", ["", "workshops/"])
def test_screens_ask_as_much_for_three_workshops_as_for_one(client, django_assert_max_num_queries, address):
    organisation = RepresentativeFactory(organisation__slug="first").organisation
    client.force_login(organisation.representatives.get().person.user)
    numbers = []
    for _time in range(2):
        for state in ("draft", "returned", "approved"):
            WorkshopFactory(organiser=organisation, state=state)
        client.get(f"/en/desk/for/first/{address}")
        with django_assert_max_num_queries(30) as asked:
            client.get(f"/en/desk/for/first/{address}")
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
