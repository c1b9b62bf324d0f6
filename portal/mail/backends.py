"""E-mail backend for when no mail server is named."""

import logging
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend as FileBackend

logger = logging.getLogger("portal.mail")


class ConsoleAndDiskBackend(FileBackend):
    """Writes each letter to a file of its own under EMAIL_FILE_PATH, and says on the console where.

    The console is a log: whom it goes to and what lets somebody in stand in the file alone.
    """

    def open(self) -> bool:
        """Nothing is open between two letters."""
        return False

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            file = FileBackend(file_path=self.file_path)
            file.send_messages([message])
            name = file._get_filename()  # type: ignore[attr-defined]  # noqa: SLF001 Nothing public tells it.
            logger.info("letter in %s: %s", name, message.subject)
        return len(email_messages)
