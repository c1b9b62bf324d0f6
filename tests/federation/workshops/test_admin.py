import pytest
from django.urls import reverse

from federation.people.models import Person
from federation.workshops.models import (
    Participation,
    Project,
    ProjectDescription,
    Workshop,
    WorkshopDescription,
)
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.content import versions
from tests.federation.workshops.factories import ParticipationFactory, WorkshopFactory
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def address(model, name: str, *args) -> str:
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


def test_secretariat_reads_workshops_and_writes_their_words(client, secretary):
    workshop = WorkshopFactory()
    words = workshop.descriptions.get()
    client.force_login(secretary)
    assert client.get(address(Workshop, "list")).status_code == 200
    assert client.get(address(Workshop, "inspect", workshop.pk)).status_code == 200
    assert client.get(address(WorkshopDescription, "edit", words.pk)).status_code == 200
    response = client.get(f"{address(WorkshopDescription, 'add')}?record={workshop.pk}")
    assert response.context["form"].instance.record == workshop
    assert client.get(address(ProjectDescription, "list")).status_code == 200


@pytest.mark.parametrize("office", ["secretariat", "superuser"])
def test_nobody_rewrites_a_workshop_or_goes_back_to_a_version_of_it(client, secretary, office):
    workshop = WorkshopFactory(hours_note="9:00–17:00")
    version = versions.take(workshop)
    workshop.hours_note = "10:00–18:00"
    workshop.save()
    everybody = {
        "secretariat": secretary,
        "superuser": UserFactory(is_superuser=True, role=Role.ADMINISTRATOR),
    }
    client.force_login(everybody[office])
    for name, args in (("edit", [workshop.pk]), ("revisions_revert", [workshop.pk, version.pk]), ("add", [])):
        response = client.post(address(Workshop, name, *args), {"hours_note": "9:00–17:00", "topics": []})
        assert (name, response.status_code, response.url) == (name, 302, reverse("wagtailadmin_home"))
    workshop.refresh_from_db()
    assert (workshop.hours_note, Workshop.objects.filter(is_historic=False).count()) == ("10:00–18:00", 1)


def test_the_secretariat_reads_a_workshop_and_its_history_and_is_led_to_its_review(client, secretary):
    workshop = WorkshopFactory()
    client.force_login(secretary)
    page = client.get(address(Workshop, "inspect", workshop.pk))
    assert reverse("workshops:review", args=[workshop.slug]) in page.text
    history = client.get(address(Workshop, "history", workshop.pk))
    assert history.status_code == 200
    assert address(Workshop, "edit", workshop.pk) not in history.text
    assert (
        client.get(address(Workshop, "revisions_compare", workshop.pk, "earliest", "latest")).status_code
        == 200
    )


def test_who_does_not_decide_reads_a_workshop_but_not_what_it_said_once(client):
    workshop = WorkshopFactory()
    client.force_login(UserFactory(role=Role.TRANSLATOR))
    page = client.get(address(Workshop, "inspect", workshop.pk))
    assert page.status_code == 200
    assert reverse("workshops:review", args=[workshop.slug]) not in page.text
    assert client.get(address(Workshop, "history", workshop.pk)).status_code == 302


def test_drafts_are_not_in_the_admin(client, association, secretary):
    draft = WorkshopFactory(organiser=association, state="draft")
    client.force_login(secretary)
    assert draft.slug not in client.get(address(Workshop, "list")).text
    assert client.get(address(Workshop, "inspect", draft.pk), follow=True).status_code == 404


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR])
def test_editors_and_translators_write_words_but_no_facts(client, role):
    workshop = WorkshopFactory()
    client.force_login(UserFactory(role=role))
    assert client.get(address(WorkshopDescription, "edit", workshop.descriptions.get().pk)).status_code == 200
    assert client.get(address(Workshop, "edit", workshop.pk)).status_code == 302  # Sent away with a message.


def test_preview_of_a_projects_text_shows_its_words_with_the_projects_facts():
    words = ProjectDescription.objects.get(language="en")
    words.title = "Not published yet"
    context = words.get_preview_context(None, "")
    assert (context["words"].title, context["facts"][0].value) == ("Not published yet", "2010")
    assert [row.url for row in context["workshops"]] == [Workshop.objects.get(is_historic=True).url]


@pytest.fixture
def superuser(client):
    client.force_login(User.objects.create_superuser(email="root@example.org", password="x"))


def test_a_workshop_that_was_submitted_stays_and_says_so(client, superuser):
    workshop = WorkshopFactory()
    door = address(Workshop, "delete", workshop.pk)
    assert workshop.why_it_stays() in client.get(door).text
    assert client.post(door, follow=True).redirect_chain == [(door, 302)]
    assert Workshop.objects.filter(pk=workshop.pk).exists()


def test_a_deleted_project_is_named_by_the_title_that_went_with_it(client, superuser):
    project = ProjectDescription.objects.get(language="kk").record
    title = str(project)
    page = client.post(address(Project, "delete", project.pk), follow=True)
    assert title in page.text
    assert not Project.objects.exists()


def test_the_person_of_an_account_stays_whoever_deletes_it(client, superuser):
    person = UserFactory().person
    page = client.post(address(Person, "delete", person.pk), follow=True)
    assert str(Person.instead_of_deleting) in page.text
    assert Person.objects.filter(pk=person.pk).exists()


def test_a_person_with_places_stays_and_is_told_of_with_advice(client, superuser):
    person = ParticipationFactory().person
    page = client.post(address(Person, "delete", person.pk), follow=True)
    assert f"{Participation._meta.verbose_name_plural}: 1".casefold() in page.text.casefold()
    assert str(Person.instead_of_deleting) in page.text
    assert Person.objects.filter(pk=person.pk).exists()
