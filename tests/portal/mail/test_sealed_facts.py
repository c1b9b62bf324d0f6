"""Facts that let somebody in: they lie sealed until the letter has its words, and no longer than those."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from portal.backup.registry import Wishes
from portal.mail import printing
from portal.mail.delivery import MOST_ATTEMPTS, deliver_due
from portal.mail.enums import GivenUp
from portal.mail.models import Letter
from portal.mail.registry import WRITERS
from portal.mail.restored import give_up_waiting
from portal.mail.sending import forget_letters_to, send_later
from portal.web.secret_words import MASK
from tests.federation.people.factories import PersonFactory
from tests.test_secrets_of_letters import places_of

pytestmark = pytest.mark.django_db
CODE, KEY = "K7-Q2M", "MQ:1abc:signature"
LINK = f"https://portal.example.org/kk/account/confirm-email/{KEY}/"
SECRETS = {CODE, KEY}


@pytest.fixture
def write(monkeypatch, settings, tmp_path):
    """Notes a letter with a code and a link; `meanwhile` is what its writer does."""
    (tmp_path / "sealed").mkdir()
    (tmp_path / "sealed" / "subject.txt").write_text("Come in", encoding="utf-8")
    (tmp_path / "sealed" / "body.txt").write_text("{{ name }}: {{ code }}, {{ link }}", encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]

    def write(meanwhile=lambda facts: ("sealed", facts), **fields) -> Letter:
        monkeypatch.setitem(WRITERS, "tests.sealed", meanwhile)
        send_later(
            key="k", address="reader@example.org", language="en", writer="tests.sealed",
            facts={"name": "Aigul"}, sealed={"code": CODE, "link": LINK}, **fields,
        )  # fmt: skip
        return Letter.objects.get()

    return write


def test_writer_reads_them_and_they_are_nowhere_in_clear(write):
    letter = write()
    assert places_of(SECRETS) == []
    assert (letter.facts, letter.sealed_facts()) == ({"name": "Aigul"}, {"code": CODE, "link": LINK})
    assert deliver_due() == 1
    assert mail.outbox[0].body == f"Aigul: {CODE}, {LINK}\n"
    letter.refresh_from_db()
    assert letter.text == f"Aigul: {MASK}, {LINK.replace(KEY, MASK)}\n"
    assert (places_of(SECRETS), letter.sealed, letter.sealed_facts()) == ([], "", {})


def test_words_that_wait_for_the_server_lie_sealed_in_their_place(write, monkeypatch):
    letter = write()
    monkeypatch.setattr("portal.mail.delivery.message_of", lambda letter: 1 / 0)
    assert deliver_due() == 0
    letter.refresh_from_db()
    assert (letter.sealed_facts(), letter.words().secrets != ()) == ({}, True)
    assert CODE in letter.words().text
    assert places_of(SECRETS) == []


def test_letter_that_waits_for_its_words_has_none_to_show(write):
    assert write().words().text == ""


def test_writer_that_fails_tells_no_log_and_no_row(write, caplog):
    def fail(facts):
        raise ValueError(f"{facts['name']} may come in with {facts['code']} or {facts['link']}")

    write(fail)
    now = timezone.now()
    for _attempt in range(MOST_ATTEMPTS):
        deliver_due(now)
        now += timedelta(hours=12)
        assert places_of(SECRETS) == []
    assert Letter.objects.values_list("given_up_as", "sealed").get() == (GivenUp.UNWRITTEN, "")
    assert "Aigul may come in with" in caplog.text
    assert [secret for secret in SECRETS if secret in caplog.text] == []


def test_letter_whose_seal_nobody_can_break_says_so(write, settings):
    letter = write()
    settings.SECRET_KEY = "another key"
    assert deliver_due() == 0
    letter.refresh_from_db()
    assert (letter.error, letter.given_up_at) == ("The key that sealed it is gone.", None)


def say_nothing(letter: Letter) -> None:
    WRITERS["tests.sealed"] = lambda facts: None
    deliver_due()


def print_nothing(letter: Letter) -> None:
    WRITERS["tests.sealed"] = lambda facts: None
    Letter.objects.update(address="", is_on_paper=True)
    printing.write_new()


ENDS = {
    "nothing to say": say_nothing,
    "nothing to print": print_nothing,
    "erased": lambda letter: forget_letters_to(letter.address),
    "restored": lambda letter: give_up_waiting(Wishes(sends_waiting=False)),
}


@pytest.mark.parametrize("end", ENDS)
def test_nothing_lies_sealed_once_the_letter_is_given_up(write, end):
    letter = write(person=PersonFactory() if end == "nothing to print" else None)
    assert letter.sealed
    ENDS[end](letter)
    letter.refresh_from_db()
    assert (letter.given_up_at is not None, letter.sealed) == (True, "")
