"""An author of news is named while they agree to it, everywhere at once; who has not answered is asked, once."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from federation.news.models import NewsAuthor
from federation.people import actions
from federation.people.enums import Purpose
from federation.people.models import ConsentQuestion, Person
from federation.people.rules import current_wording
from portal.accounts.actions import delete_account
from portal.accounts.enums import Role
from portal.accounts.registry import export_for, subject_of
from portal.mail.models import Letter
from portal.navigation.registry import Acting, tasks_for
from search.models import SearchDocument
from tests.federation.people.credits import KINDS, kinds_of_credits
from tests.federation.people.factories import PersonFactory
from tests.outbox import written_letters
from tests.portal.accounts.factories import UserFactory

from .factories import NewsPageFactory
from .test_authors import edit, row

pytestmark = pytest.mark.django_db
OWN = "/en/account/consents/"
NAME = "Айгүл Авторова"


@pytest.fixture
def author(db):
    return UserFactory(
        first_name="Айгүл", last_name="Авторова", preferred_language="ru", email="a@example.org"
    )


def agree(person) -> None:
    actions.give_consent(person, current_wording(Purpose.NEWS))


def credit(*people, **given):
    return NewsPageFactory(slug="credited", authors=[{"person": person} for person in people], **given)


def seen(page) -> dict[str, bool]:
    """Where a reader meets the name."""
    html = Client().get("/kk/news/credited/").text
    data = html.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    found = SearchDocument.objects.filter(model=page._meta.label_lower, key=str(page.pk))
    return {
        "page": NAME in html.replace(data, ""),
        "linked data": NAME in json.dumps(json.loads(data), ensure_ascii=False),
        "feed": NAME in Client().get("/kk/news/feed.atom").text,
        "search": any(NAME in document.names for document in found),
    }


def asked(user) -> list[str]:
    return [task.url for task in tasks_for(Acting(user)) if task.url.endswith("/account/consents/")]


def letters() -> list[str]:
    return list(Letter.objects.filter(key__contains="consent_asked").values_list("address", flat=True))


# --- Named or not -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("has_account", [True, False])
def test_name_is_shown_while_the_consent_stands_and_comes_and_goes_at_once(author, has_account):
    person = author.person if has_account else PersonFactory(full_name=NAME)
    page = credit(person)
    for _time in range(2):
        assert set(seen(page).values()) == {False}
        agree(person)
        assert set(seen(page).values()) == {True}
        actions.withdraw_consent(person, Purpose.NEWS)
    assert set(seen(page).values()) == {False}


def test_others_of_the_byline_stay_and_who_is_alone_leaves_it_to_the_federation(client):
    credit(PersonFactory(full_name=NAME), author="Хатшылық")
    html = client.get("/kk/news/credited/").text
    assert (NAME in html, "Хатшылық" in html) == (False, True)
    NewsAuthor.objects.filter(person=None).delete()
    feed = client.get("/kk/news/feed.atom").text
    assert (NAME in feed, "<author>" in feed) == (False, True)


def test_consent_to_another_purpose_names_nobody():
    person = PersonFactory(full_name=NAME)
    page = credit(person)
    for purpose in set(Purpose) - {Purpose.NEWS}:
        actions.give_consent(person, current_wording(purpose))
    assert set(seen(page).values()) == {False}


@pytest.mark.parametrize("kind", kinds_of_credits(), ids=lambda kind: kind.__name__)
def test_every_kind_of_credit_says_whether_it_asks(kind, client):
    """A creator has the right to the name by the law on copyright; an author of news is asked."""
    assert "consent" in vars(kind)
    person = PersonFactory(full_name=NAME)
    KINDS[kind].make({"person": person})
    if kind.consent:
        actions.withdraw_consent(person, kind.consent)
    assert (NAME in client.get(KINDS[kind].address.format("kk")).text) == (kind.consent is None)


def test_preview_shows_what_readers_see_and_the_form_says_why(client, author):
    page = credit(author.person)
    client.force_login(UserFactory(role=Role.EDITOR, preferred_language="en"))
    draft = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    assert NAME not in client.get(draft).text
    form = client.get(f"/admin/pages/{page.pk}/edit/").text
    assert NAME in form and "once the person agrees" in form
    agree(author.person)
    assert NAME in client.get(draft).text


def test_byline_needs_one_query_however_many_authors(django_assert_num_queries):
    people = [PersonFactory() for _number in range(5)]
    for person in people[:3]:
        agree(person)
    page = credit(*people)
    with django_assert_num_queries(1):
        rows = list(NewsAuthor.objects.filter(page=page).with_names())
        assert [bool(each.shown()) for each in rows] == [True, True, True, False, False]


def test_entry_that_was_merged_is_named_by_what_the_kept_one_agreed_to(client):
    """A version that was brought back may name it."""
    kept, merged = PersonFactory(full_name=NAME), PersonFactory()
    agree(kept)
    actions.merge(kept.pk, merged.pk, [], UserFactory(role=Role.SECRETARIAT))
    page = credit(Person.objects.get(pk=merged.pk))
    assert set(seen(page).values()) == {True}
    actions.withdraw_consent(kept, Purpose.NEWS)
    assert NewsAuthor.objects.with_names().get().shown() is None


def test_merge_and_its_undo_are_followed_at_once():
    kept, merged = PersonFactory(full_name=NAME), PersonFactory()
    secretary = UserFactory(role=Role.SECRETARIAT)
    agree(merged)
    page = credit(kept)
    assert set(seen(page).values()) == {False}
    merge = actions.merge(kept.pk, merged.pk, [], secretary)
    assert set(seen(page).values()) == {True}
    actions.undo(merge.pk, secretary)
    assert set(seen(page).values()) == {False}


# --- Asked ------------------------------------------------------------------------------------------------------------


def test_who_is_credited_is_asked_once_in_their_language_and_has_a_task_until_they_answer(author):
    credit(author.person)
    NewsPageFactory(authors=[{"person": author.person}])
    assert letters() == [author.email]
    letter = written_letters().get(address=author.email)
    assert (letter.language, letter.category, letter.person) == ("ru", "necessary", author.person)
    assert "/ru/account/consents/" in letter.text and "редактор" in letter.text.lower()
    assert len(asked(author)) == 1
    client = Client()
    client.force_login(author)
    page = client.get(OWN)
    assert page.context["purposes"][0].purpose == Purpose.NEWS and 'value="decline"' in page.text
    client.post(OWN, {"purpose": "news", "act": "give"})
    assert asked(author) == [] and 'value="decline"' not in client.get(OWN).text


def test_who_says_no_is_not_asked_again_and_may_still_agree(author):
    page = credit(author.person)
    client = Client()
    client.force_login(author)
    for _time in range(2):
        client.post(OWN, {"purpose": "news", "act": "decline"})
    at = ConsentQuestion.objects.get().declined_at
    assert at and asked(author) == []
    NewsPageFactory(authors=[{"person": author.person}])
    assert (letters(), asked(author)) == ([author.email], [])
    client.post(OWN, {"purpose": "news", "act": "give"})
    assert set(seen(page).values()) == {True}
    assert ConsentQuestion.objects.get().declined_at == at


def test_who_has_agreed_or_taken_it_back_is_asked_nothing(author):
    agree(author.person)
    credit(author.person)
    actions.withdraw_consent(author.person, Purpose.NEWS)
    NewsPageFactory(authors=[{"person": author.person}])
    assert (letters(), asked(author)) == ([], [])


def test_who_is_named_no_more_has_no_task(author):
    page = credit(author.person)
    page.authors = []
    page.save_revision().publish()
    assert asked(author) == []


def test_who_has_no_account_is_asked_when_they_have_one(author):
    person = PersonFactory(full_name=NAME)
    credit(person)
    assert letters() == []
    Person.objects.filter(user=author).update(user=None)
    person.user = author
    person.save()
    assert letters() == [author.email]


def test_author_who_signs_in_the_admin_is_asked_by_the_same_task(client):
    editor = UserFactory(role=Role.EDITOR, first_name="Үлгі", last_name="Редактор")
    client.force_login(editor)
    page = NewsPageFactory(slug="item")
    assert edit(client, page, [row(person=str(editor.person.pk))]).status_code == 302
    assert letters() == [editor.email] and len(asked(editor)) == 1
    assert "Үлгі Редактор" not in Client().get(page.url).text


def test_nobody_answers_for_somebody_else_or_what_was_not_asked(author):
    credit(author.person)
    stranger = Client()
    stranger.force_login(UserFactory())
    stranger.post(OWN, {"purpose": "news", "act": "decline"})
    assert ConsentQuestion.objects.get().declined_at is None
    client = Client()
    client.force_login(author)
    client.post(OWN, {"purpose": "photos", "act": "decline"})
    assert client.post(OWN, {"purpose": "everything", "act": "decline"}).status_code == 404
    assert ConsentQuestion.objects.get().declined_at is None


# --- Rights -----------------------------------------------------------------------------------------------------------


def test_question_and_answer_are_handed_over_and_erased(author):
    credit(author.person)
    actions.decline_consent(author.person, Purpose.NEWS)
    (held,) = export_for(subject_of(author))["consents"]
    assert (held["purpose"], bool(held["asked_at"]), bool(held["declined_at"])) == ("news", True, True)
    delete_account(author)
    assert not ConsentQuestion.objects.exists()


def test_no_of_either_of_two_entries_is_theirs_and_goes_back(author):
    secretary = UserFactory(role=Role.SECRETARIAT)
    credit(author.person)
    other = PersonFactory()
    said = ConsentQuestion.objects.create(person=other, purpose=Purpose.NEWS)
    ConsentQuestion.objects.filter(pk=said.pk).update(declined_at=said.asked_at)
    merge = actions.merge(author.person.pk, other.pk, [], secretary)
    assert asked(author) == []
    actions.undo(merge.pk, secretary)
    assert len(asked(author)) == 1
    assert ConsentQuestion.objects.get(person=other).declined_at == said.asked_at
