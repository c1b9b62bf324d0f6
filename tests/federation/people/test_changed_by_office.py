"""Somebody reads, or gets on paper, which of their details the office has changed."""

import pytest

from federation.people.actions import save_details
from portal.accounts.enums import Role
from portal.journal.models import Step
from portal.mail.models import Letter
from tests.admin.forms import as_sent, biggest_form
from tests.office import delete, keep
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory

from .factories import PersonFactory

pytestmark = pytest.mark.django_db


def told() -> list[str]:
    """The addresses to which letters about details went; nothing where one goes by post."""
    rows = Letter.objects.filter(key__startswith="people:details_changed:").order_by("pk")
    return list(rows.values_list("address", flat=True))


def test_the_form_of_the_secretariat_names_in_a_letter_what_it_has_changed_and_nothing_more(client):
    person = PersonFactory(email="reader@example.org", preferred_language="en")
    client.force_login(UserFactory(role=Role.SECRETARIAT))
    edit = f"/admin/snippets/people/person/edit/{person.pk}/"
    for _twice in range(2):
        form = as_sent(biggest_form(client.get(edit).text))
        assert client.post(edit, {**form, "phone": "+7 701 000 00 00"}).status_code == 302
    (letter,) = written_letters()
    assert ("– Phone" in letter.text, "+7 701" in letter.text) == (True, False)
    step = Step.objects.about(person).get()
    assert (step.verb, step.changes) == ("details", [{"name": "phone"}])


def test_who_has_no_address_gets_it_on_paper():
    person = keep(PersonFactory(), phone="+7 701 000 00 00")
    assert told() == [""]
    assert Letter.objects.get().person == person


@pytest.mark.parametrize("of", [{"is_demo": True}, {"merged_into": None, "full_name": ""}])
def test_nobody_writes_to_the_invented_and_the_forgotten(of):
    keep(PersonFactory(**of), phone="+7 701 000 00 00")
    assert told() == []


def test_an_entry_that_is_made_or_deleted_is_told_to_nobody():
    person = keep(PersonFactory.build(email="reader@example.org"))
    delete(person)
    assert told() == []


def test_who_changes_their_own_details_reads_no_letter(client):
    user = UserFactory()
    save_details(user, {"first_name": "Жаңа"}, {"phone": "+7 701 000 00 00"})
    client.force_login(user)
    assert (told(), Step.objects.about(user.person).count()) == ([], 0)


def test_a_name_that_an_administrator_changes_in_the_account_is_told_of(client):
    user = UserFactory(email="reader@example.org", first_name="Үлгі", last_name="Адам")
    client.force_login(UserFactory(role=Role.ADMINISTRATOR, is_superuser=True))
    edit = f"/admin/users/edit/{user.pk}/"
    form = as_sent(biggest_form(client.get(edit).text))
    assert client.post(edit, {**form, "last_name": "Басқа"}).status_code == 302
    assert told() == ["reader@example.org"]
    assert Step.objects.about(user.person).get().changes == [{"name": "full_name"}]
