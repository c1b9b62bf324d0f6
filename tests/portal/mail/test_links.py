"""A link that opens something is made when the letter goes, and stands blanked in what is kept."""

from itertools import count

import pytest
from django.core import mail

from portal.mail.delivery import deliver_due
from portal.mail.enums import GivenUp
from portal.mail.links import MAKERS, OpeningLink, placeholder
from portal.mail.models import Letter
from portal.mail.registry import WRITERS
from portal.mail.sending import send_later, send_letter
from portal.web.secret_words import MASK

pytestmark = pytest.mark.django_db
TEMPLATE = "mail/account/invitation"


@pytest.fixture
def made(monkeypatch):
    """The links that were made, by a maker that makes another one each time."""
    found, numbers = [], count(1)

    def make(about):
        if about.get("is_gone"):
            return None
        found.append(f"https://portal.example.org/claim/{about['what']}-{next(numbers)}?a=1&b=2")
        return found[-1]

    monkeypatch.setitem(MAKERS, "tests.claim", make)
    return found


def context(**about):
    return {"address": "reader@example.org", "url": OpeningLink("tests.claim", {"what": "seven", **about})}


def write(**about):
    return send_letter(
        key="k",
        address="reader@example.org",
        person=None,
        language="kk",
        template=TEMPLATE,
        context=context(**about),
    )


def test_link_is_made_at_sending_and_blanked_in_what_is_kept(made):
    letter = write()
    assert made == []
    assert deliver_due() == 1
    (message,) = mail.outbox
    assert made[0] in message.body
    assert made[0].replace("&", "&amp;") in message.alternatives[0].content
    letter.refresh_from_db()
    assert (MASK in letter.text, "claim/" in letter.text + letter.html) == (True, False)


def test_letter_that_is_facts_alone_has_its_links_made_as_well(made, monkeypatch):
    monkeypatch.setitem(WRITERS, "tests.claim", lambda facts: (TEMPLATE, context(**facts)))
    send_later(key="k", address="reader@example.org", language="kk", writer="tests.claim", facts={})
    assert deliver_due() == 1
    assert made[0] in mail.outbox[0].body
    assert "claim/" not in Letter.objects.get().text


def test_each_attempt_makes_it_anew_and_no_error_tells_it(made, monkeypatch, caplog):
    from portal.mail import delivery

    original = delivery.message_of

    def refuse(letter):
        raise ValueError(f"550 refused: {letter.words().text}")

    monkeypatch.setattr(delivery, "message_of", refuse)
    letter = write()
    assert deliver_due() == 0
    letter.refresh_from_db()
    assert (len(made), made[0] in letter.error, made[0] in caplog.text) == (1, False, False)
    assert letter.error.startswith("550 refused")
    monkeypatch.setattr(delivery, "message_of", original)
    assert deliver_due(letter.due_at) == 1
    assert made[1] in mail.outbox[0].body


def test_letter_whose_link_opens_nothing_any_more_does_not_go(made):
    letter = write(is_gone=True)
    assert deliver_due() == 0
    letter.refresh_from_db()
    assert (letter.given_up_as, mail.outbox) == (GivenUp.UNWRITTEN, [])


def test_two_links_of_a_letter_are_two(made):
    names = ["claim_url", "claim_url_of_other"]
    assert len({placeholder(name) for name in names}) == 2
    assert placeholder(names[0]) not in placeholder(names[1])
