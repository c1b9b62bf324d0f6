"""Letters to people without an address wait to be printed: no sender takes them, and none is lost."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from portal.mail.delivery import deliver_due, is_more_due
from portal.mail.enums import GivenUp
from portal.mail.models import Letter
from portal.mail.printing import note_printed, put_into_words
from portal.mail.registry import WRITERS
from portal.mail.sending import DeferredLetter, forget_letters_to, forget_old_letters, send_all_later
from tests.federation.people.factories import PersonFactory
from tests.portal.accounts.factories import UserFactory

from .test_categories import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return PersonFactory()


@pytest.fixture
def paper(writer, person):
    """Writes letters on paper as facts; returns their keys."""

    def paper(*keys, **facts) -> list[int]:
        send_all_later(DeferredLetter(key, "", "kk", writer, facts, person) for key in keys)
        return list(Letter.objects.filter(key__in=keys).order_by("pk").values_list("pk", flat=True))

    return paper


def waiting() -> list[str]:
    return list(Letter.objects.to_print().values_list("key", flat=True))


def test_no_sender_takes_what_goes_by_post(paper, person):
    paper("a")
    write("b", address="", person=person)
    assert (is_more_due(), deliver_due(), mail.outbox) == (False, 0, [])
    assert waiting() == ["a", "b"]
    assert set(Letter.objects.values_list("is_on_paper", "address")) == {(True, "")}


def test_a_letter_on_paper_says_nothing_of_e_mails(person):
    letter = write("b", address="", person=person, language="en")
    assert "e-mail because" not in letter.text
    assert "/account/profile/" not in letter.text
    assert "You are receiving this e-mail because" in write("c", language="en").text


def test_what_was_printed_is_noted_with_who_and_when_and_only_once(paper):
    keys, one, other = paper("a", "b"), UserFactory(), UserFactory()
    assert [letter.has_words for letter in put_into_words(keys)] == [True, True]
    assert (note_printed(keys, one), note_printed(keys, other)) == (2, 0)
    assert waiting() == []
    assert set(Letter.objects.values_list("printed_by", flat=True)) == {one.pk}
    assert not Letter.objects.filter(sent_at=None).exists()
    assert put_into_words(keys) == []


def test_what_came_while_others_were_printed_goes_on_waiting(paper):
    keys = paper("a")
    put_into_words(keys)
    late = paper("late")
    assert note_printed([*keys, *late], UserFactory()) == 1
    assert waiting() == ["late"]


def test_two_people_at_once_lose_none(paper):
    first = paper("a")
    put_into_words(first)
    second = [*first, *paper("b")]
    put_into_words(second)
    note_printed(first, UserFactory())
    assert waiting() == ["b"]
    assert note_printed(second, UserFactory()) == 1
    assert waiting() == []


def test_what_goes_by_mail_is_neither_handed_out_nor_noted(person):
    letter = write("a")
    assert put_into_words([letter.pk]) == []
    assert note_printed([letter.pk], UserFactory()) == 0
    assert deliver_due() == 1


def test_what_has_nothing_to_say_any_more_is_given_up(paper):
    assert put_into_words(paper("a", is_gone=True)) == []
    assert Letter.objects.get().given_up_as == GivenUp.UNWRITTEN
    assert waiting() == []


def test_what_cannot_be_written_keeps_no_other_waiting_and_stays(paper, monkeypatch):
    keys = [*paper("broken", is_broken="x"), *paper("whole")]
    assert [letter.key for letter in put_into_words(keys)] == ["whole"]
    assert note_printed(keys, UserFactory()) == 1
    assert waiting() == ["broken"]
    monkeypatch.setitem(WRITERS, "tests.letter", lambda facts: ("mail/account/invitation", {}))
    assert len(put_into_words(keys)) == 1


def test_the_background_puts_them_into_words_and_tries_what_fails_once(paper, caplog):
    from portal.mail.tasks import deliver_due as task

    paper("whole")
    paper("broken", is_broken="x")
    for _run in range(2):
        task.call()
    assert [bool(letter.subject) for letter in Letter.objects.order_by("pk")] == [True, False]
    assert caplog.text.count("cannot be written") == 1
    assert set(Letter.objects.values_list("attempts", "sent_at")) == {(0, None)}


def test_words_stay_what_they_were_when_they_were_handed_out(paper, monkeypatch):
    keys = paper("a")
    (handed_out,) = put_into_words(keys)
    monkeypatch.setitem(WRITERS, "tests.letter", lambda facts: None)
    (again,) = put_into_words(keys)
    assert again.text == handed_out.text


def test_printed_letters_are_forgotten_like_any_other(paper):
    keys = paper("a")
    put_into_words(keys)
    note_printed(keys, UserFactory())
    assert forget_old_letters(timezone.now() + timedelta(days=91)) == 1
    letter = Letter.objects.get()
    assert (letter.text, letter.person, bool(letter.sent_at)) == ("", None, True)


def test_erased_person_s_letter_is_not_printed(paper, person):
    keys = paper("a")
    assert forget_letters_to("", person.pk) == 1
    assert put_into_words(keys) == []
    assert Letter.objects.get().given_up_as == GivenUp.ERASED


def test_health_does_not_call_them_late(paper):
    from portal.health.registry import OK
    from portal.mail.health import mail as check

    paper("a")
    Letter.objects.update(created_at=timezone.now() - timedelta(days=3))
    finding = check()
    assert (finding.status, finding.numbers["waiting"]) == (OK, 0)
