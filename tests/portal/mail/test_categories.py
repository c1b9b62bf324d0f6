"""A letter that its reader does not want is not written; the necessary ones are."""

import pytest

from portal.mail.delivery import deliver_due
from portal.mail.enums import OPTIONAL_CATEGORIES, Category, GivenUp
from portal.mail.models import Letter, Unsubscription
from portal.mail.sending import DeferredLetter, send_all_later, send_letter
from portal.mail.unsubscribing import Subscription, categories_in_use, ended, subscribe, unsubscribe
from tests.federation.people.factories import PersonFactory

pytestmark = pytest.mark.django_db
READER = "reader@example.org"


def write(key="key", **given):
    context = {"address": READER, "url": "http://testserver/"}
    given = {"address": READER, "language": "kk", "template": "mail/account/invitation", **given}
    return send_letter(key=key, context=context, **given)


@pytest.mark.parametrize("category", OPTIONAL_CATEGORIES)
def test_unwanted_letter_is_not_written_now_nor_later(category, writer):
    person = PersonFactory()
    unsubscribe(Subscription(person.pk, "", category))
    assert write(person=person, category=category) is None
    send_all_later([DeferredLetter("later", READER, "kk", writer, {}, person, category)])
    assert not Letter.objects.exists()


def test_others_and_other_categories_are_written_to():
    one, other = PersonFactory(), PersonFactory()
    unsubscribe(Subscription(one.pk, "", Category.NEWS))
    assert write("1", person=one, category=Category.WORKSHOPS, address="one@example.org")
    assert write("2", person=other, category=Category.NEWS, address="other@example.org")
    assert write("3", person=one, category=Category.NECESSARY, address="one@example.org")


def test_necessary_letters_cannot_be_ended():
    with pytest.raises(ValueError, match="necessary"):
        unsubscribe(Subscription(PersonFactory().pk, "", Category.NECESSARY))
    assert not Unsubscription.objects.exists()


def test_necessary_letters_ask_nothing(django_assert_num_queries):
    from portal.mail.unsubscribing import wanted

    letters = [Letter(address=READER)]
    with django_assert_num_queries(0):
        assert wanted(letters) == letters


def test_many_readers_cost_one_question(django_assert_num_queries):
    from portal.mail.unsubscribing import wanted

    people = [PersonFactory() for _number in range(3)]
    unsubscribe(Subscription(people[1].pk, "", Category.NEWS))
    letters = [Letter(person=person, category=Category.NEWS) for person in people]
    with django_assert_num_queries(1):
        assert [letter.person for letter in wanted(letters)] == [people[0], people[2]]


def test_stranger_ends_it_for_the_address_and_whoever_has_it_later():
    unsubscribe(Subscription(None, READER, Category.NEWS))
    assert write("1", category=Category.NEWS) is None
    person = PersonFactory()
    assert write("2", category=Category.NEWS, person=person) is None
    assert ended(person.pk, READER) == {"news"}
    subscribe(Subscription(person.pk, READER, Category.NEWS))
    assert write("3", category=Category.NEWS, person=person)


def test_what_waits_when_a_subscription_ends_is_not_sent():
    person = PersonFactory()
    waits = write("1", person=person, category=Category.NEWS)
    needed = write("2", person=person)
    unsubscribe(Subscription(person.pk, "", Category.NEWS))
    assert deliver_due() == 1
    waits.refresh_from_db()
    needed.refresh_from_db()
    assert (waits.sent_at, waits.given_up_as, bool(needed.sent_at)) == (None, GivenUp.UNWANTED, True)


def test_ending_twice_and_beginning_twice_is_once():
    of = Subscription(PersonFactory().pk, "", Category.NEWS)
    unsubscribe(of)
    unsubscribe(of)
    assert Unsubscription.objects.count() == 1
    subscribe(of)
    subscribe(of)
    assert not Unsubscription.objects.exists()


def test_a_category_is_in_use_once_there_was_a_letter():
    assert categories_in_use() == []
    write("1")
    assert categories_in_use() == []
    write("2", category=Category.NEWS)
    assert categories_in_use() == [Category.NEWS]


def test_letter_to_nobody_is_refused(writer):
    with pytest.raises(ValueError, match="nobody"):
        write(address="")
    with pytest.raises(ValueError, match="nobody"):
        send_all_later([DeferredLetter("k", "", "kk", writer)])
