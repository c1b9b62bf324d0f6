import pytest
from django.urls import reverse

from federation.people.models import Person
from federation.workshops import actions
from federation.workshops.models import (
    Participation,
    Project,
    ProjectDescription,
    Workshop,
    WorkshopDescription,
)
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.editing.facts import EditView
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
    assert client.get(address(Workshop, "edit", workshop.pk)).status_code == 200
    assert client.get(address(WorkshopDescription, "edit", words.pk)).status_code == 200
    response = client.get(f"{address(WorkshopDescription, 'add')}?record={workshop.pk}")
    assert response.context["form"].instance.record == workshop
    assert client.get(address(ProjectDescription, "list")).status_code == 200


def test_state_and_dates_cannot_be_edited_in_the_admin(client, secretary):
    workshop = WorkshopFactory(state="submitted")
    client.force_login(secretary)
    form = client.get(address(Workshop, "edit", workshop.pk)).context["form"]
    kept = {"state", "starts_on", "ends_on", "organiser", "host", "capacity", "places_taken"}
    assert kept & set(form.fields) == set()


def test_drafts_are_not_in_the_admin(client, association, secretary):
    draft = WorkshopFactory(organiser=association, state="draft")
    client.force_login(secretary)
    assert draft.slug not in client.get(address(Workshop, "list")).text
    assert client.get(address(Workshop, "edit", draft.pk), follow=True).status_code == 404


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR])
def test_editors_and_translators_write_words_but_no_facts(client, role):
    workshop = WorkshopFactory()
    client.force_login(UserFactory(role=role))
    assert client.get(address(WorkshopDescription, "edit", workshop.descriptions.get().pk)).status_code == 200
    assert client.get(address(Workshop, "edit", workshop.pk)).status_code == 302  # Sent away with a message.


def test_saving_facts_undoes_no_place_and_no_decision_made_meanwhile(
    client, secretary, librarian, monkeypatch
):
    workshop = WorkshopFactory()
    save = EditView.form_valid

    def take_a_place_first(view, form):
        actions.take_place(workshop, librarian)
        actions.cancel_workshop(workshop, secretary, "Зал жоқ")
        return save(view, form)

    monkeypatch.setattr(EditView, "form_valid", take_a_place_first)
    client.force_login(secretary)
    typed = {
        "begins_at": "10:00",
        "ends_at": "16:00",
        "region": "KZ-55",
        "city": "Павлодар",
        "venue_kk": "Зал",
    }
    client.post(address(Workshop, "edit", workshop.pk), {**typed, "topics": []})
    workshop.refresh_from_db()
    assert (workshop.hours.text, workshop.places_taken, workshop.state) == ("10:00–16:00", 1, "cancelled")


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
