"""The editors' bar: from a public page to what edits it."""

import pytest

from portal.accounts.enums import Role
from portal.navigation.presenters.bar import edit_links
from tests.federation.directory.factories import OrganisationDescriptionFactory, OrganisationFactory
from tests.federation.workshops.factories import WorkshopFactory
from tests.portal.accounts.factories import UserFactory
from tests.resources.factories import MaterialFactory

pytestmark = pytest.mark.django_db
SNIPPETS = "/admin/snippets/"


def key(client, address: str) -> str:
    return client.get(address).context["nav"].key


def urls(thing: str, user, language: str = "kk") -> list[str]:
    return [door.url for door in edit_links(thing, language, user)]


@pytest.fixture
def editor(db):
    return UserFactory(role=Role.EDITOR)


def test_page_says_what_it_shows(client):
    organisation = OrganisationFactory(slug="lib")
    assert key(client, "/ru/directory/lib/") == f"directory.organisation/{organisation.pk}"
    assert key(client, "/ru/about/").startswith("home.standardpage/")
    assert key(client, "/ru/directory/").startswith("directory.directorypage/")
    assert key(client, "/ru/search/") == ""
    assert 'data-here="directory.organisation/' in client.get("/ru/directory/lib/").content.decode()


def test_bar_leads_to_the_facts_and_to_the_words_in_the_readers_language(editor):
    organisation = OrganisationFactory()
    words = OrganisationDescriptionFactory(record=organisation, language="ru")
    here = f"directory.organisation/{organisation.pk}"
    facts = f"{SNIPPETS}directory/organisation/edit/{organisation.pk}/"
    texts = f"{SNIPPETS}directory/organisationdescription/"
    assert urls(here, editor, "ru") == [facts, f"{texts}edit/{words.pk}/"]
    assert urls(here, editor, "en") == [facts, f"{texts}add/?record={organisation.pk}&language=en"]


def test_form_of_new_words_begins_with_the_record_and_the_language(client, editor):
    client.force_login(editor)
    for record in (OrganisationFactory(), MaterialFactory(), WorkshopFactory(words=("kk",))):
        (address,) = [
            url for url in urls(f"{record._meta.label_lower}/{record.pk}", editor, "en") if "/add/" in url
        ]
        form = client.get(address).context["form"]
        assert (form.instance.record, form["language"].value()) == (record, "en")


def test_bar_leads_to_pages(client, editor):
    here = key(client, "/ru/about/")
    assert urls(here, editor) == [f"/admin/pages/{here.partition('/')[2]}/edit/"]


def test_bar_offers_only_what_one_may_edit():
    here = f"directory.organisation/{OrganisationFactory().pk}"
    assert urls(here, UserFactory(role=Role.REVIEWER)) == []
    (words,) = urls(here, UserFactory(role=Role.TRANSLATOR))
    assert "/organisationdescription/add/" in words


def test_bar_knows_nothing_of_a_workshop_that_one_may_not_see(editor):
    workshop = WorkshopFactory(state="draft")
    assert urls(f"workshops.workshop/{workshop.pk}", editor) == []


@pytest.mark.parametrize(
    "here",
    ["", "/", "x", "accounts.user/1", "wagtailcore.page/1", "directory.organisation/", "directory.organisation/x",
     "directory.organisation/99999999999999999999", "no.model/1", "a.b.c/1", "home.contactmessage/1"],
)  # fmt: skip
def test_made_up_key_leads_nowhere(editor, here):
    assert urls(here, editor) == []


def test_only_those_who_may_edit_get_a_bar_and_nobody_keeps_it(client, editor):
    address = f"/en/desk/bar/?here=directory.organisation/{OrganisationFactory().pk}"
    assert client.get(address).status_code == 204
    client.force_login(UserFactory())
    assert client.get(address).status_code == 204
    client.force_login(editor)
    response = client.get(address)
    assert response.status_code == 200 and "Edit the facts" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
