"""Files that go with letters."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.files import File

from .models.letter import Letter
from .models.letter_attachment import LetterAttachment

MOST_ATTACHED = 5 * 1024 * 1024  # Bytes of all that goes with a letter; on its way it is a third more.


@dataclass(frozen=True)
class Attachment:
    """A file to go with a letter, which keeps a copy: `source` is one that a row keeps, or one that was just made."""

    name: str
    content_type: str
    source: File


def check_size(attachments: Collection[Attachment]) -> None:
    """Raises ValueError when the files are larger together than a letter may carry."""
    if sum(attachment.source.size for attachment in attachments) > MOST_ATTACHED:
        raise ValueError(f"attachments of more than {MOST_ATTACHED} bytes")


def attach(letter: Letter, attachment: Attachment) -> None:
    """Keeps a copy of the file with the letter."""
    with attachment.source.open("rb") as source:
        copy = File(source, name=attachment.name)
        LetterAttachment.objects.create(
            letter=letter,
            name=attachment.name,
            content_type=attachment.content_type,
            file=copy,
            size=attachment.source.size,
        )
