"""A form takes and shows only rows that its user may see, whatever key is sent."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from federation.news.models import NewsIndexPage
from federation.workshops.models import WorkshopDescription
from portal.accounts.roles import Role
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.workshops.factories import WorkshopFactory
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
TITLE = "Qupiya attau"  # Nobody else's page has it.
ADD = "/admin/snippets/workshops/workshopdescription/add/"


@pytest.fixture
def hidden():
    """A workshop that its association has never submitted."""
    return WorkshopFactory(state="draft", words__title=TITLE)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR, Role.SECRETARIAT])
def test_address_of_a_new_text_names_no_hidden_record(client, hidden, role):
    client.force_login(UserFactory(role=role))
    assert TITLE not in client.get(f"{ADD}?record={hidden.pk}&language=ru").text
    hidden.state = "approved"
    hidden.save()
    assert TITLE in client.get(f"{ADD}?record={hidden.pk}&language=ru").text


def test_no_text_is_hung_on_a_hidden_record(client, hidden):
    client.force_login(UserFactory(role=Role.EDITOR))
    form = {"record": hidden.pk, "language": "ru", "title": "Чужое", "action-publish": "1"}
    response = client.post(ADD, form)
    assert response.context["form"].errors.keys() >= {"record"}
    assert TITLE not in response.text
    assert WorkshopDescription.objects.filter(record=hidden, language="ru").count() == 0


def test_form_with_an_error_elsewhere_names_no_hidden_row(client, hidden):
    client.force_login(UserFactory(role=Role.EDITOR))
    index = NewsIndexPage.objects.get(locale__language_code="kk")
    address = reverse("wagtailadmin_pages:add", args=["news", "newspage", index.pk])
    formset = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    form = {f"about_workshops-{name}": value for name, value in formset.items()}
    form |= {f"about_workshops-0-{name}": "" for name in ("id", "ORDER", "DELETE")}
    for name in client.get(address).context["form"].formsets:
        form |= {f"{name}-{key}": value for key, value in {**formset, "TOTAL_FORMS": 0}.items()}
    form |= {"about_workshops-TOTAL_FORMS": 1, "about_workshops-0-workshop": hidden.pk, "body-count": 0}
    response = client.post(address, {**form, "title": ""})
    assert response.status_code == 200
    assert TITLE not in response.text


@pytest.mark.parametrize(("role", "is_told"), [(Role.SECRETARIAT, True), (Role.TRANSLATOR, False)])
def test_history_tells_of_what_was_deleted_to_those_who_may_delete_it(client, role, is_told):
    organisation = OrganisationFactory(name_kk=TITLE)
    client.force_login(UserFactory(role=Role.SECRETARIAT))
    client.post(reverse("wagtailsnippets_directory_organisation:delete", args=[organisation.pk]))
    assert ModelLogEntry.objects.filter(deleted=True, label=TITLE).exists()
    client = Client()  # The words of the deletion are still to be read in the first one.
    client.force_login(UserFactory(role=role))
    assert (TITLE in client.get("/admin/reports/site-history/").text) == is_told


@pytest.mark.parametrize("role", [Role.EDITOR])
def test_second_draft_without_a_language_is_asked_for_one(client, role):
    workshop = WorkshopFactory()
    client.force_login(UserFactory(role=role))
    for _time in range(2):
        response = client.post(ADD, {"record": workshop.pk, "language": "", "title": "Мәтін"})
        assert response.context["form"].errors.keys() == {"language"}
