"""Work for the background worker."""

from django_tasks import task

from . import actions


@task()
def deliver_letter(letter_id: int) -> bool:
    """Delivers one letter; the clock tries again what fails here."""
    return actions.deliver(letter_id)
