"""The secretariat prints letters to people without an e-mail address, and notes that it has."""

from datetime import date, timedelta

import pypdfium2
import pytest
from django.utils import timezone

from federation.people.models import Affiliation
from portal.accounts.enums import Role
from portal.accounts.models import Operator
from portal.editing.bounds import MOST_AT_ONCE
from portal.language import LANGUAGES
from portal.mail.models import Letter
from portal.mail.sending import send_letter
from portal.navigation.registry import Acting, admin_tasks_for, tasks_for
from tests.federation.directory.factories import OrganisationFactory
from tests.federation.people.factories import PersonFactory
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
LIST, PDF, PRINTED = "/admin/letters/", "/admin/letters/pdf/", "/admin/letters/printed/"


def write(key="k", person=None, language="kk"):
    return send_letter(
        key=key, address="", person=person or PersonFactory(), language=language,
        template="mail/account/invitation", context={"address": "–", "url": f"https://portal.example.org/{key}"},
    )  # fmt: skip


@pytest.fixture
def secretary():
    return UserFactory(role=Role.SECRETARIAT)


@pytest.fixture
def office(client, secretary):
    client.force_login(secretary)
    return client


def pages_of(response) -> list[str]:
    assert response.headers["Content-Type"] == "application/pdf"
    pdf = pypdfium2.PdfDocument(response.content)
    return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in pdf]


def keys_on(page) -> list[str]:
    return [str(row.key) for row in page.context["rows"]]


def test_list_pdf_and_mark_are_two_clicks(office, secretary):
    letters = [write(key, language=language) for key, language in (("a", "kk"), ("b", "ru"), ("c", "en"))]
    page = office.get(LIST)
    keys = keys_on(page)
    assert keys == [str(letter.pk) for letter in letters]
    assert page.text.count('name="letter"') == 3
    pages = pages_of(office.post(PDF, {"letter": keys}))
    assert ["/a" in pages[0], "/b" in pages[1], "/c" in pages[2]] == [True, True, True]
    assert "Federation of Libraries" in pages[2]
    office.post(PRINTED, {"letter": keys})
    assert keys_on(office.get(LIST)) == []
    assert set(Letter.objects.values_list("printed_by", flat=True)) == {secretary.pk}
    assert [row.by for row in office.get(LIST).context["printed"]] == [secretary.display_name] * 3


def test_what_was_in_no_pdf_is_not_marked(office):
    letter = write()
    office.post(PRINTED, {"letter": [letter.pk]})
    assert keys_on(office.get(LIST)) == [str(letter.pk)]


def test_without_a_pdf_none_was_handed_out(office, monkeypatch):
    letter = write()
    monkeypatch.setattr("federation.people.views.printing.letters_pdf", lambda *_letters, **_words: 1 / 0)
    office.raise_request_exception = False
    assert office.post(PDF, {"letter": [letter.pk]}).status_code == 500
    office.post(PRINTED, {"letter": [letter.pk]})
    letter.refresh_from_db()
    assert (letter.attempts, letter.sent_at) == (0, None)


def test_what_comes_between_the_two_clicks_goes_on_waiting(office):
    first = write("a")
    keys = keys_on(office.get(LIST))
    office.post(PDF, {"letter": keys})
    late = write("late")
    office.post(PRINTED, {"letter": keys})
    first.refresh_from_db()
    assert (bool(first.sent_at), keys_on(office.get(LIST))) == (True, [str(late.pk)])


def test_postal_address_is_that_of_the_present_workplace(office):
    person = PersonFactory(full_name="Үлгі Оқырман", latin_name="Ulgi Oqyrman")
    today = timezone.localdate()
    former, present = (
        OrganisationFactory(
            name_kk=f"{name} кітапхана", name_en=f"{name} library", address_kk=f"{name} көшесі, 7"
        )
        for name in ("Бұрынғы", "Қазіргі")
    )
    Affiliation.objects.create(person=person, organisation=former, until=today - timedelta(days=1))
    Affiliation.objects.create(person=person, organisation_name="Бұрынғы, күні айтылмаған")
    Affiliation.objects.create(person=person, organisation_name="Бұрынғы", since=date(2010, 1, 1))
    Affiliation.objects.create(person=person, organisation=present, since=date(2020, 1, 1))
    write("a", person)
    write("b", person, language="en")
    kk, en = pages_of(office.post(PDF, {"letter": keys_on(office.get(LIST))}))
    assert "Үлгі Оқырман\nҚазіргі кітапхана\nҚазіргі көшесі, 7" in kk
    assert "Бұрынғы" not in kk
    assert "Ulgi Oqyrman\nҚазіргі library" in en


def test_who_has_no_e_mail_reads_how_to_answer(office):
    for language in LANGUAGES:
        write(language, language=language)
    keys = keys_on(office.get(LIST))
    assert not any("+7 700 000 00 00" in page for page in pages_of(office.post(PDF, {"letter": keys})))
    operator = Operator.load()
    operator.phone, operator.address_kk, operator.address_ru = (
        "+7 700 000 00 00",
        "Үлгі көшесі, 1",
        "ул. Примерная, 1",
    )
    operator.save()
    kk, ru, en = pages_of(office.post(PDF, {"letter": keys}))
    assert ["Үлгі көшесі, 1, +7 700 000 00 00" in page for page in (kk, ru)] == [True, False]
    assert "ул. Примерная, 1, +7 700 000 00 00" in ru and "+7 700 000 00 00" in en


def test_looking_writes_nothing_and_the_acts_are_forms_only(office):
    write()
    office.get(LIST)
    for address in (PDF, PRINTED):
        assert office.get(address).status_code == 405
    assert Letter.objects.get().attempts == 0


@pytest.mark.parametrize("sent", [[], ["x"], ["-1"], ["9" * 40], ["0"], ["²"]], ids=str)
def test_forged_keys_do_nothing(office, sent):
    letter = write()
    for address in (PDF, PRINTED):
        assert office.post(address, {"letter": sent}).status_code == 302
    letter.refresh_from_db()
    assert (letter.attempts, letter.sent_at) == (0, None)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECRETARIAT, Role.ADMINISTRATOR}))
def test_others_neither_see_nor_do_it(client, role):
    letter = write()
    client.force_login(UserFactory(role=role))
    client.get(LIST)
    client.post(PDF, {"letter": [letter.pk]})
    letter.refresh_from_db()
    assert letter.attempts == 0
    assert "/letters/" not in client.get("/admin/").text


def test_a_long_list_is_printed_in_parts(office, django_assert_max_num_queries):
    person = PersonFactory()
    for number in range(MOST_AT_ONCE + 1):
        write(f"k{number}", person)
    page = office.get(LIST)
    assert (len(keys_on(page)), page.context["more"]) == (MOST_AT_ONCE, 1)


def test_list_costs_the_same_with_one_and_with_three(office, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            office.get(LIST)
        return len(found)

    Affiliation.objects.create(person=(person := PersonFactory()), organisation=OrganisationFactory())
    write("a", person)
    office.get(LIST)
    one = cost()
    for key in ("b", "c"):
        Affiliation.objects.create(person=(person := PersonFactory()), organisation=OrganisationFactory())
        write(key, person)
    assert cost() == one


def test_it_is_a_task_of_the_office_alone(secretary):
    editor = UserFactory(role=Role.EDITOR)
    assert not [task for task in tasks_for(Acting(secretary)) if task.url == LIST]
    write()
    assert len([task for task in tasks_for(Acting(secretary)) if task.url == LIST]) == 1
    assert [waiting.total for waiting in admin_tasks_for(secretary) if waiting.tasks[0].url == LIST] == [1]
    assert not [task for task in tasks_for(Acting(editor)) if task.url == LIST]
    assert not [waiting for waiting in admin_tasks_for(editor) if waiting.tasks[0].url == LIST]
