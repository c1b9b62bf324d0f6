"""Where letters go when no mail server is named."""

import logging

from django.core.mail.backends.filebased import EmailBackend as FileBackend

logger = logging.getLogger("portal.mail")


class ConsoleAndDiskBackend(FileBackend):
    """Writes each letter to a file of its own under EMAIL_FILE_PATH, and says on the console where.

    The console is a log: what lets somebody in stands in the file alone.
    """

    def send_messages(self, email_messages) -> int:
        count = super().send_messages(email_messages) or 0
        for message in email_messages:
            logger.info(
                "letter to %s in %s: %s", ", ".join(message.to), self._get_filename(), message.subject
            )
        return count
