"""Where letters go when no mail server is named."""

from django.core.mail.backends.console import EmailBackend as ConsoleBackend
from django.core.mail.backends.filebased import EmailBackend as FileBackend


class ConsoleAndDiskBackend(FileBackend):
    """Writes each letter to the console and to a file of its own under EMAIL_FILE_PATH."""

    def send_messages(self, email_messages) -> int:
        ConsoleBackend(fail_silently=self.fail_silently).send_messages(email_messages)
        return super().send_messages(email_messages) or 0
