"""What one wants to be written about, and all one's letters: exported and erased, whatever address they went to."""

import pytest
from django.core import mail
from django.test import Client

from portal.accounts.actions import delete_account, tell
from portal.accounts.letters import ACCOUNT
from portal.accounts.registry import export_for as export_for_subject
from portal.accounts.registry import subject_of
from portal.mail.delivery import deliver_due
from portal.mail.enums import Category
from portal.mail.models import Letter, Unsubscription
from portal.mail.registry import WRITERS
from portal.mail.sending import ERASED, send_letter
from portal.mail.unsubscribing import Subscription, ended, unsubscribe
from portal.web.secret_words import MASK
from tests import rooms
from tests.federation.people.factories import PersonFactory
from tests.outbox import written_letters

from .factories import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/{}/account/letters/"


def write(key, address, person=None, category=Category.NEWS):
    return send_letter(
        key=key, address=address, person=person, category=category, language="kk",
        template="mail/account/invitation", context={"address": address, "url": f"http://testserver/{key}"},
    )  # fmt: skip


@pytest.fixture
def person(user):
    return user.person


# --- Preferences -------------------------------------------------------------------------------------------------------


def test_page_offers_nothing_before_there_is_a_letter_to_do_without(client, user, language):
    client.force_login(user)
    page = client.get(PAGE.format(language))
    assert (page.status_code, 'name="categories"' in page.text) == (200, False)
    write("1", "a@example.org", category=Category.WORKSHOPS)
    page = client.get(PAGE.format(language))
    assert 'value="workshops"' in page.text
    assert ('value="news"' in page.text, 'value="necessary"' in page.text) == (False, False)


def test_what_is_not_ticked_is_ended_and_what_is_ticked_begins_again(client, user, person):
    for category in (Category.NEWS, Category.WORKSHOPS):
        write(category, "a@example.org", category=category)
    client.force_login(user)
    page = client.get(PAGE.format("kk"))
    assert page.context["form"].initial["categories"] == [Category.WORKSHOPS, Category.NEWS]
    for _twice in range(2):
        client.post(PAGE.format("kk"), {"categories": ["news"]})
        assert ended(person.pk, user.email) == {"workshops"}
    assert client.get(PAGE.format("kk")).context["form"].initial["categories"] == [Category.NEWS]
    assert write("n1", user.email, person)
    assert write("w1", user.email, person, Category.WORKSHOPS) is None
    client.post(PAGE.format("kk"), {"categories": ["workshops", "news"]})
    assert not Unsubscription.objects.exists()


def test_a_forged_choice_changes_nothing(client, user):
    write("1", "a@example.org")
    client.force_login(user)
    for forged in ("necessary", "workshops", "x"):
        response = client.post(PAGE.format("en"), {"categories": [forged]})
        assert response.context["form"].errors.keys() == {"categories"}
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)
    strict.post(PAGE.format("en"), {}, headers={"Origin": "https://elsewhere.example"})
    assert not Unsubscription.objects.exists()


def test_choices_of_others_stay(client, user, person):
    write("1", "a@example.org")
    other = UserFactory().person
    unsubscribe(Subscription(other.pk, "", Category.NEWS))
    client.force_login(user)
    client.post(PAGE.format("ru"), {"categories": ["news"]})
    assert ended(other.pk, other.address) == {"news"}


def test_account_whose_person_was_deleted_chooses_for_its_address(client, user):
    write("1", "a@example.org")
    user.person.delete()
    client.force_login(user)
    client.post(PAGE.format("ru"), {})
    assert Unsubscription.objects.get().address == user.email
    assert write("2", user.email) is None


# --- Export and erasure ------------------------------------------------------------------------------------------------


def export_for(user):
    return export_for_subject(subject_of(user))


def texts_of(user) -> str:
    return " ".join(letter["text"] for letter in export_for(user)["letters"])


def test_export_holds_letters_to_a_former_address_and_none_of_somebody_else(user, person):
    write("former", "former@example.org", person)
    write("own", user.email, person)
    write("before", user.email)  # Of the time before letters knew persons.
    write("of-another", user.email, PersonFactory())  # Who had the address before.
    write("elsewhere", "elsewhere@example.org")
    found = texts_of(user)
    said = [key for key in ("former", "own", "before", "of-another", "elsewhere") if f"/{key}" in found]
    assert said == ["former", "own", "before"]


def test_erasure_finds_all_letters_whatever_address_they_went_to(user, person):
    write("former", "former@example.org", person)
    write("paper", "", person)
    write("own", user.email)
    unsubscribe(Subscription(person.pk, "", Category.NEWS))
    unsubscribe(Subscription(None, user.email, Category.WORKSHOPS))
    others = write("other", "other@example.org", PersonFactory())
    delete_account(user)
    mine = Letter.objects.filter(key__in=("former", "paper", "own"))
    assert set(mine.values_list("address", "text", "person", "sent_at")) == {(ERASED, "", None, None)}
    assert not Unsubscription.objects.exists()
    others.refresh_from_db()
    assert "/other" in others.text
    assert deliver_due() == 2  # That, and the last letter.


def test_erasure_of_somebody_without_an_account_finds_theirs():
    from federation.people.personal_data import empty

    person = PersonFactory(email="reader@example.org")
    write("own", "reader@example.org", person)
    write("former", "former@example.org", person)
    write("before", "reader@example.org")
    empty(person)
    assert set(Letter.objects.values_list("address", "text")) == {(ERASED, "")}


def test_who_printed_a_letter_is_told_to_them_and_forgotten_with_them(user):
    letter = write("paper", "", PersonFactory())
    Letter.objects.filter(pk=letter.pk).update(printed_by=user, sent_at=letter.created_at)
    assert export_for(user)["letters_printed"] == [letter.created_at]
    delete_account(user)
    letter.refresh_from_db()
    assert (letter.printed_by, bool(letter.sent_at)) == (None, True)


def test_export_tells_what_is_ended(user, person):
    tell(user, "invitation", url="http://testserver/")
    unsubscribe(Subscription(person.pk, "", Category.NEWS))
    assert export_for(user)["letters_unwanted"] == ["news"]


def test_export_holds_the_words_of_a_letter_that_waits_for_them_and_no_secret(client, user):
    client.post("/en/account/login/code/", {"email": user.email})
    (letter,) = export_for(user)["letters"]
    assert (letter["subject"], MASK in letter["text"]) == ("Кіру кодыңыз", True)
    assert Letter.objects.get().text == ""
    code = written_letters().get().words().secrets[0]
    assert code not in letter["text"]


def test_letter_that_cannot_be_written_keeps_nobody_from_their_data(client, user, monkeypatch):
    monkeypatch.setitem(WRITERS, ACCOUNT, lambda facts: 1 / 0)
    client.post("/en/account/login/code/", {"email": user.email})
    assert [letter["text"] for letter in export_for(user)["letters"]] == [""]


# --- Whom to write to --------------------------------------------------------------------------------------------------

TEMPLATES = rooms.ROOT / "portal/accounts/templates/mail/account"
ASKING = sorted(
    path.parent.name
    for path in TEMPLATES.glob("*/body.txt")
    if "write_to_us" in path.read_text(encoding="utf-8")
)


def office(language: str) -> str:
    return f"office-{language}@example.org"


def test_letters_about_a_changed_address_and_a_lost_account_say_whom_to_write_to():
    assert {"email_changed", "email_deleted", "deleted", "closed"} <= set(ASKING)


@pytest.mark.parametrize("kind", ASKING)
def test_letter_that_asks_to_write_to_us_names_the_address_to_which_an_answer_goes(settings, language, kind):
    settings.ADDRESS_FOR_ANSWERS = f"{__name__}.office"
    context = {"closed_on": "1", "is_by_owner": True, "address": "a@example.org"}
    send_letter(
        key=kind, address="a@example.org", language=language, template=f"mail/account/{kind}", context=context
    )
    deliver_due()
    (message,) = mail.outbox
    assert message.reply_to == [office(language)]
    assert office(language) in message.body
    assert f'href="mailto:{office(language)}"' in message.alternatives[0][0]
