"""Writing to the secretariat."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from home.actions import forget_old_messages, mark_answered, mark_new, take_message
from home.install import install
from home.models import ContactMessage, StandardPage
from home.pages import ContactPage, address_for_answers
from portal.accounts.enums import Role
from portal.accounts.models import Operator
from portal.accounts.registry import erase_for, export_for, subject_of
from portal.mail.models import Letter
from portal.navigation.registry import Acting, tasks_for
from tests.portal.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
SENT = {
    "name": "Үлгі Оқырман",
    "email": "reader@example.org",
    "subject": "workshop",
    "text": "When does the workshop begin?",
    "website": "",
}
LISTED = "/admin/snippets/home/contactmessage/"
LIST_QUERIES = 10


@pytest.fixture(autouse=True)
def _counts_begin_anew(db):
    cache.clear()


def send(client, language: str = "en", **changes):
    return client.post(
        f"/{language}/contact/", {**SENT, **changes}, headers={"sec-fetch-site": "same-origin"}
    )


def make_message(**changes) -> ContactMessage:
    words = {name: SENT[name] for name in ("name", "email", "subject", "text")}
    return take_message(**{"language": "en", **words, **changes})


def as_role(client, role: Role):
    client.force_login(UserFactory(role=role))
    return client


# --- The form -------------------------------------------------------------------------------------------------------


def test_message_is_kept_and_the_browser_led_back_without_a_cookie(client, language):
    response = send(client, language)
    assert (response.status_code, response.url) == (302, f"/{language}/contact/?sent=1")
    message = ContactMessage.objects.get()
    assert (message.language, message.email, message.text) == (language, SENT["email"], SENT["text"])
    back = client.get(response.url)
    assert 'role="status"' in back.content.decode() or "message-success" in back.content.decode()
    assert not response.cookies and not back.cookies


def test_same_form_sent_twice_is_one_message_and_one_set_of_letters(client):
    UserFactory(role=Role.SECRETARIAT)
    send(client)
    assert send(client, text=f" {SENT['text']}\n").status_code == 302
    assert (ContactMessage.objects.count(), Letter.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("again", "kept"),
    [
        ("2026-03-10 23:59:59+05:00", 1),
        (
            "2026-03-11 00:00:00+05:00",
            2,
        ),  # Where the federation is; in UTC it is the same day for five hours more.
        ("2026-04-10 12:00:00+05:00", 2),
    ],
)
def test_same_words_are_one_message_on_one_day_and_another_on_any_later(again, kept, time_machine):
    time_machine.move_to("2026-03-10 12:00:00+05:00", tick=False)
    first = make_message()
    mark_answered(first, None)
    time_machine.move_to(again, tick=False)
    second = make_message()
    assert ContactMessage.objects.count() == Letter.objects.filter(address=SENT["email"]).count() == kept
    assert (second == first) is (kept == 1)
    assert ContactMessage.objects.waiting().count() == kept - 1


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({"email": "READER@example.org"}, 1),
        ({"text": "When  does the\nworkshop begin? "}, 1),
        ({"name": "Another Name"}, 1),
        ({"language": "ru"}, 1),
        ({"email": "other@example.org"}, 2),
        ({"subject": "directory"}, 2),
        ({"text": "When does the workshop end?"}, 2),
    ],
)
def test_message_is_the_same_by_address_subject_and_words(change, kept, time_machine):
    time_machine.move_to("2026-03-10 12:00:00+05:00", tick=False)
    make_message()
    make_message(**change)
    assert ContactMessage.objects.count() == kept


def test_secretariat_is_told_in_its_language_and_the_sender_thanked_in_theirs(client):
    UserFactory(role=Role.SECRETARIAT, email="office@example.org", preferred_language="ru")
    UserFactory(role=Role.EDITOR)
    send(client, "kk")
    letters = {letter.address: letter for letter in Letter.objects.all()}
    assert letters.keys() == {"office@example.org", "reader@example.org"}
    office, reader = letters["office@example.org"], letters["reader@example.org"]
    assert (office.reply_to, reader.reply_to) == (SENT["email"], "")
    assert (office.language, office.subject) == ("ru", "Вам написали: Үлгі Оқырман. Тема: Семинар")
    assert SENT["text"] in office.text and SENT["text"] in office.html
    assert (reader.language, reader.subject) == ("kk", "Хатшылық хатыңызды алды")


def test_receipt_repeats_nothing_that_was_written(client):
    send(client, text="Buy at https://spam.example", name="Spammer")
    receipt = Letter.objects.get()
    assert "spam" not in (receipt.subject + receipt.text + receipt.html).lower()


def test_receipt_leads_nobody_to_the_settings_of_an_account(client):
    send(client)
    receipt = Letter.objects.get()
    assert "/account/" not in receipt.text + receipt.html


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"name": " "}, {"name"}),
        ({"name": "See www.spam.example"}, {"name"}),
        ({"email": "nobody"}, {"email"}),
        ({"subject": "lottery"}, {"subject"}),
        ({"text": ""}, {"text"}),
        ({"text": "x" * 4001}, {"text"}),
        ({"text": "http://a http://b www.c"}, {"text"}),
        ({"website": "https://spam.example"}, {"website"}),
    ],
)
def test_wrong_answer_is_told_beside_its_field_and_what_was_typed_stays(client, changes, wrong):
    response = send(client, **changes)
    assert (response.status_code, set(response.context["form"].errors)) == (200, wrong)
    html = response.content.decode()
    assert html.count('class="message message-error"') == 1
    assert html.count('class="field-error"') == len(wrong)
    assert {**SENT, **changes}["email"] in html
    assert not ContactMessage.objects.exists() and not Letter.objects.exists()


def test_two_links_are_no_advertising(client):
    assert send(client, text="https://a.example and www.b.example").status_code == 302


def test_sixth_message_of_an_hour_from_one_address_waits_with_its_words_kept(client):
    for number in range(5):
        assert send(client, text=f"Question {number}").status_code == 302
    response = send(client, text="Question 6", email="READER@example.org")
    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert "Question 6" in response.content.decode()
    assert ContactMessage.objects.count() == 5
    assert send(client, text="Question 6", email="other@example.org").status_code == 302


def test_many_addresses_from_one_machine_wait_too(client):
    answers = [send(client, email=f"reader{number}@example.org").status_code for number in range(21)]
    assert answers == [302] * 20 + [429]


def test_form_from_another_site_is_refused():
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/en/contact/", SENT, headers={"sec-fetch-site": "cross-site"})
    assert (response.status_code, ContactMessage.objects.count()) == (403, 0)


def test_subject_may_come_with_the_address(client):
    assert (
        '<option value="directory" selected>' in client.get("/en/contact/?about=directory").content.decode()
    )


# --- The page -------------------------------------------------------------------------------------------------------


def test_page_shows_only_the_address_that_there_is(client):
    page = ContactPage.objects.get(locale__language_code="en")
    assert not client.get("/en/contact/").context["has_address"]
    page.phone = "+7 (700) 000-00-00"
    page.save_revision().publish()
    html = client.get("/en/contact/").content.decode()
    assert '<a href="tel:+77000000000">+7 (700) 000-00-00</a>' in html
    assert "<dt>Address</dt>" not in html and "mailto:" not in html


def test_page_leads_to_the_words_on_personal_data(client, language):
    assert f'href="/{language}/privacy/"' in client.get(f"/{language}/contact/").content.decode()


def test_page_needs_few_queries(client, django_assert_num_queries):
    client.get("/ru/contact/")
    with django_assert_num_queries(7):
        client.get("/ru/contact/")


def test_old_page_of_text_becomes_the_contact_page_with_its_words(client):
    key = ContactPage.objects.first().translation_key
    ContactPage.objects.all().delete()
    for language, title in (("kk", "Байланыс"), ("ru", "Связь")):
        home = StandardPage.objects.get(slug="about", locale__language_code=language).get_parent()
        old = StandardPage(
            title=title, slug="contact", locale=home.locale, translation_key=key, summary="Own words"
        )
        home.add_child(instance=old)
        old.save_revision().publish()
    install()
    assert not StandardPage.objects.filter(slug="contact").exists()
    pages = {page.locale.language_code: page for page in ContactPage.objects.all()}
    assert {code: page.title for code, page in pages.items()} == {"kk": "Байланыс", "ru": "Связь"}
    draft = pages["ru"].get_latest_revision_as_object()
    assert (type(draft), draft.summary) == (ContactPage, "Own words")
    assert client.get("/ru/contact/").status_code == 200
    install()
    assert ContactPage.objects.count() == 2


# --- The office -----------------------------------------------------------------------------------------------------


def test_secretariat_marks_a_message_as_answered_and_back(client):
    message = make_message()
    as_role(client, Role.SECRETARIAT)
    headers = {"sec-fetch-site": "same-origin"}
    client.post(f"{LISTED}answer/{message.pk}/", {"state": "answered"}, headers=headers)
    message.refresh_from_db()
    assert message.state == "answered" and message.answered_at and message.answered_by
    client.post(f"{LISTED}answer/{message.pk}/", {"state": "new"}, headers=headers)
    message.refresh_from_db()
    assert (message.state, message.answered_at, message.answered_by) == ("new", None, None)


def test_first_answer_stays():
    first, second = UserFactory(), UserFactory()
    message = mark_answered(make_message(), first)
    assert mark_answered(message, second).answered_by == first
    assert mark_new(mark_new(message)).state == "new"


def test_editor_reads_messages_but_answers_none(client):
    message = make_message()
    as_role(client, Role.EDITOR)
    html = client.get(message.admin_url).content.decode()
    assert SENT["text"] in html and "/answer/" not in html
    client.post(f"{LISTED}answer/{message.pk}/", headers={"sec-fetch-site": "same-origin"})
    client.post(f"{LISTED}delete/{message.pk}/", headers={"sec-fetch-site": "same-origin"})
    message.refresh_from_db()
    assert message.state == "new"


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.MODERATOR, Role.REVIEWER])
def test_others_read_no_message(client, role):
    as_role(client, role)
    assert client.get(make_message().admin_url).status_code == 302
    assert client.get(LISTED).status_code == 302


def test_dashboard_tells_those_who_answer_and_nobody_else(client):
    message = make_message()
    secretariat = UserFactory(role=Role.SECRETARIAT, preferred_language="en")
    (task,) = [task for task in tasks_for(Acting(secretariat)) if "contactmessage" in task.url]
    client.force_login(secretariat)
    assert str(message.name) in client.get(task.url).text
    assert not [
        task for task in tasks_for(Acting(UserFactory(role=Role.EDITOR))) if "contactmessage" in task.url
    ]
    mark_answered(message, secretariat)
    assert not [task for task in tasks_for(Acting(secretariat)) if "contactmessage" in task.url]


def test_nobody_writes_or_rewrites_a_message(client):
    message = make_message()
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(f"{LISTED}add/").status_code == 302
    assert client.get(f"{LISTED}edit/{message.pk}/").status_code == 302


def test_export_runs_no_formula(client):
    make_message(name="=HYPERLINK(1)")
    as_role(client, Role.SECRETARIAT)
    rows = client.get(f"{LISTED}?export=csv").getvalue().decode()
    assert "'=HYPERLINK" in rows and "reader@example.org" in rows


@pytest.mark.parametrize("number", [1, 3])
def test_list_needs_the_same_queries_for_one_and_three(client, django_assert_max_num_queries, number):
    for place in range(number):
        make_message(text=f"Question {place}")
    as_role(client, Role.SECRETARIAT)
    client.get(LISTED)
    with django_assert_max_num_queries(16) as asked:
        assert client.get(f"{LISTED}?state=new").status_code == 200
    assert len(asked) == LIST_QUERIES


# --- Time and persons -----------------------------------------------------------------------------------------------


def test_history_does_not_name_who_wrote_a_message_that_was_deleted():
    old = make_message()
    log(old, "wagtail.edit")
    kept = ModelLogEntry.objects.for_instance(old)
    assert SENT["name"] in kept.get().label
    ContactMessage.objects.update(created_at=timezone.now() - timedelta(days=366))
    forget_old_messages()
    assert kept.get().label == ""


def test_message_is_deleted_after_twelve_months():
    old, young = make_message(), make_message(text="Another question")
    ContactMessage.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=366))
    ContactMessage.objects.filter(pk=young.pk).update(created_at=timezone.now() - timedelta(days=364))
    assert (forget_old_messages(), forget_old_messages()) == (1, 0)
    assert list(ContactMessage.objects.all()) == [young]


def test_account_takes_along_and_erases_what_was_written_from_its_address():
    user = UserFactory(email="reader@example.org")
    make_message()
    make_message(email="other@example.org")
    assert [row["text"] for row in export_for(subject_of(user))["messages"]] == [SENT["text"]]
    erase_for(subject_of(user))
    assert list(ContactMessage.objects.values_list("email", flat=True)) == ["other@example.org"]


def test_answers_to_letters_go_to_the_address_of_the_contact_page(client):
    assert address_for_answers("ru") == ""
    for language, email in (("kk", "kk@example.org"), ("ru", "ru@example.org")):
        page = ContactPage.objects.get(locale__language_code=language)
        page.email = email
        page.save_revision().publish()
    assert [address_for_answers(language) for language in ("kk", "ru")] == [
        "kk@example.org",
        "ru@example.org",
    ]
    assert address_for_answers("en") == "ru@example.org"


def test_without_one_they_go_where_people_write_about_their_personal_data():
    Operator.objects.update_or_create(defaults={"email": "data@example.org"})
    assert address_for_answers("en") == "data@example.org"
    page = ContactPage.objects.get(locale__language_code="en")
    page.email = "office@example.org"
    page.save_revision().publish()
    assert address_for_answers("en") == "office@example.org"
