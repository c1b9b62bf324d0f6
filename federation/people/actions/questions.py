"""The question to two who have an account each, whether they are one person: how it ends without a merge."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from portal.accounts.models import User
from portal.clock.batches import in_batches

from ..enums import TAKEN_BACK, UNMERGED_STATES, MergeState
from ..models.merge import ASKED_FOR, WORDS_KEPT_FOR, Merge
from ..models.person import Person
from .locking import lock_merge
from .matching import keep_apart
from .refusals import Refused

ASKED_ALREADY = gettext_lazy(
    "These two are being asked already. Wait for their answers, or take the question back."
)


def check_not_asked(one: Person, other: Person) -> None:
    """Raises Refused while the two, who are locked, are being asked, whichever of them is to be kept."""
    if Merge.objects.asked().between(one, other).exists():
        raise Refused(str(ASKED_ALREADY))


def refuse(merge_id: int, user: User) -> None:
    """Keeps that one of the two says no; then nothing is merged, and the pair is listed no more.

    Raises Merge.DoesNotExist for whoever is not asked.
    """
    with transaction.atomic():
        row, kept, merged = lock_merge(merge_id)
        if row.state != MergeState.ASKED or user.pk not in (kept.user_id, merged.user_id):
            raise Merge.DoesNotExist
        _end(row, MergeState.REFUSED)
        keep_apart(kept, merged)


def take_back(merge_id: int, by: User) -> Merge:
    """Takes a question back: nobody is asked any more, and the pair waits for the secretariat again.

    Asked again, it changes nothing. Raises Refused when the question has ended otherwise, Merge.DoesNotExist when it is
    gone.
    """
    with transaction.atomic():
        row, kept, merged = lock_merge(merge_id)
        if row.state == MergeState.TAKEN_BACK:
            return row
        if row.state != MergeState.ASKED:
            raise Refused(_("This question is not open any more."))
        _end(row, MergeState.TAKEN_BACK)
        for person in (kept, merged):
            log(person, TAKEN_BACK, user=by, data={"merge": row.pk})
        return row


def withdraw_questions(person: Person) -> int:
    """Asks nobody any more whether they are this person, who closes the account or is erased: nobody is merged into
    who is gone. Returns how many questions there were.
    """
    asked = Merge.objects.asked().filter(Q(kept=person) | Q(merged=person))
    return asked.delete()[0]


def end_old_questions() -> int:
    """Ends the questions that have waited thirty days for an answer, and forgets the words of those that ended without
    a merge thirty days ago. Returns how many.
    """
    now = timezone.now()
    lapsed = Merge.objects.asked().filter(made_at__lt=now - ASKED_FOR)
    over = Merge.objects.filter(state__in=UNMERGED_STATES, ended_at__lt=now - WORDS_KEPT_FOR).exclude(note="")
    number = in_batches(lapsed, lambda rows: rows.update(state=MergeState.LAPSED, ended_at=now))
    return number + in_batches(over, lambda rows: rows.update(note=""))


def _end(row: Merge, state: MergeState) -> None:
    row.state, row.ended_at = state, timezone.now()
    row.save(update_fields=["state", "ended_at"])
