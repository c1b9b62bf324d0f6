"""Files that go with a letter: a copy of their own, sent with it, and gone when the letter is emptied."""

from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from portal.mail.attaching import MOST_ATTACHED
from portal.mail.delivery import deliver_due
from portal.mail.models import Letter, LetterAttachment
from portal.mail.printing import put_into_words
from portal.mail.registry import ATTACHED, WRITERS
from portal.mail.rendering import in_words
from portal.mail.sending import (
    Attachment,
    DeferredLetter,
    forget_letters_to,
    forget_old_letters,
    send_all_later,
)
from portal.web.files import are_same, private_storage
from tests.federation.people.factories import PersonFactory

from .test_categories import READER, write

pytestmark = pytest.mark.django_db
NAME = "Сертификат № 7.pdf"


def attachment(content=b"%PDF-1.7 seven", **given) -> Attachment:
    return Attachment(
        **{"name": NAME, "content_type": "application/pdf", "source": ContentFile(content), **given}
    )


def stored() -> str:
    return LetterAttachment.objects.get().file.name


def test_arrives_as_it_was_when_the_letter_was_written(server):
    storage = private_storage()
    name = storage.save("tests/given.pdf", ContentFile(b"%PDF-1.7 seven"))
    with storage.open(name) as given:
        write(
            attachments=[attachment(source=given), attachment(b"a,b", name="b.csv", content_type="text/csv")]
        )
    storage.delete(name)  # What it was copied from may go.
    assert deliver_due() == 1
    message = message_from_bytes(server.messages[0].content, policy=policy.default)
    found = [(part.get_filename(), part.get_content_type()) for part in message.iter_attachments()]
    assert found == [(NAME, "application/pdf"), ("b.csv", "text/csv")]
    assert next(message.iter_attachments()).get_content() == b"%PDF-1.7 seven"
    assert message.get_body(("html",)) is not None


def test_lies_where_no_web_server_looks_under_a_name_that_nobody_guesses():
    write(attachments=[attachment()])
    assert stored().startswith("letters/")
    assert NAME not in stored()
    assert are_same(LetterAttachment.objects.get().file.storage, private_storage())


def test_too_much_is_refused_before_anything_is_written():
    half = attachment(b"x" * (MOST_ATTACHED // 2 + 1))
    with pytest.raises(ValueError, match="attachments"):
        write(attachments=[half, half])
    assert not Letter.objects.exists()
    assert write(attachments=[half])


def test_a_letter_on_paper_has_none():
    with pytest.raises(ValueError, match="paper"):
        write(person=PersonFactory(), address="", attachments=[attachment()])


def test_a_letter_written_twice_attaches_once():
    write(attachments=[attachment()])
    assert write(attachments=[attachment()]) is None
    assert LetterAttachment.objects.count() == 1


def test_old_letter_loses_it(django_capture_on_commit_callbacks):
    write(attachments=[attachment()])
    name = stored()
    deliver_due()
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_old_letters(timezone.now() + timedelta(days=91)) == 1
    assert not LetterAttachment.objects.exists()
    assert not private_storage().exists(name)


def test_erased_reader_s_letter_loses_it_once_that_is_sure(django_capture_on_commit_callbacks):
    write(attachments=[attachment()])
    name = stored()
    with django_capture_on_commit_callbacks(execute=True) as found, transaction.atomic():
        forget_letters_to(READER)
        assert private_storage().exists(name)
    assert found
    assert not LetterAttachment.objects.exists()
    assert not private_storage().exists(name)


def test_a_file_that_is_gone_keeps_no_other_letter_waiting():
    write("1", attachments=[attachment()])
    write("2", address="other@example.org")
    Path(private_storage().path(stored())).unlink()
    assert deliver_due() == 1
    letter = Letter.objects.get(key="1")
    assert letter.error == "An attachment cannot be read: FileNotFoundError."


EVENT = b"BEGIN:VCALENDAR\r\nSUMMARY:\xd2\xaf\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def carrying(writer, monkeypatch):
    """A writer whose letters carry a file that is made with the words."""
    write_words = WRITERS[writer]

    def write_both(facts):
        template, context = write_words(facts)
        calendar = {"content_type": "text/calendar; charset=utf-8; method=PUBLISH", "name": "event.ics"}
        return template, {**context, ATTACHED: [attachment(EVENT, **calendar)]}

    monkeypatch.setitem(WRITERS, writer, write_both)
    return writer


def test_a_letter_of_facts_gets_its_files_and_its_reply_address_with_its_words(server, carrying):
    send_all_later([DeferredLetter("k", READER, "kk", carrying, reply_to="answers@example.org")])
    assert in_words(Letter.objects.get()).text
    assert not LetterAttachment.objects.exists()  # Whoever only looks makes none.
    assert deliver_due() == 1
    message = message_from_bytes(server.messages[0].content, policy=policy.default)
    (part,) = message.iter_attachments()
    assert (part.get_content_type(), part.get_param("method"), part.get_filename()) == (
        "text/calendar", "PUBLISH", "event.ics",
    )  # fmt: skip
    assert part.get_payload(decode=True) == EVENT
    assert message["Reply-To"] == "answers@example.org"


def test_a_letter_of_facts_on_paper_carries_none(carrying):
    send_all_later([DeferredLetter("k", "", "kk", carrying, person=PersonFactory())])
    assert put_into_words([Letter.objects.get().pk])
    assert not LetterAttachment.objects.exists()
