"""E-mail backend for when no mail server is named."""

import logging
from collections.abc import Sequence
from uuid import uuid4

from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend as FileBackend
from django.utils import timezone

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
            # Django names a file by the second and the backend's address in memory: the next one may have the same.
            name = f"{self.file_path}/{timezone.localtime():%Y%m%d-%H%M%S}-{uuid4().hex}.log"
            file._fname = name  # type: ignore[attr-defined]  # noqa: SLF001 Nothing public sets it.
            file.send_messages([message])
            logger.info("letter in %s: %s", name, message.subject)
        return len(email_messages)
