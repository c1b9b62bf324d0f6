"""Giving up of the waiting e-mails after a restore."""

from django.utils import timezone

from portal.backup.registry import Wishes, after_restore

from .models.letter import Letter

REASON = "It was waiting when the backup was made, and may have gone out since."


@after_restore
def give_up_waiting(wishes: Wishes) -> str:
    """Gives up the letters that were waiting, unless they are wished for: nobody shall get a letter twice."""
    waiting = Letter.objects.unfinished()
    if wishes.sends_waiting:
        return f"Letters that wait and go out: {waiting.count()}."
    number = waiting.update(given_up_at=timezone.now(), error=REASON, sealed="")
    return f"Letters that were waiting and are given up: {number}."
