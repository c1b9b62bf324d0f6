"""How consents, and questions for them, move when two people are merged, and go back."""

from django.db.models import Q

from ..enums import Purpose
from ..models.consent import Consent
from ..models.consent_question import ConsentQuestion
from ..models.person import Person
from ..registry import AFTER_WITHDRAWAL, MOVED, Moves, point_at
from ..rules import has_consented


def move_consents(kept: Person, merged: Person) -> Moves:
    """What either agreed to stands, unless the other has withdrawn it since: the later act counts. A wording to which
    both agreed stands once. Places that are given up with a consent stay so after an undo.
    """
    ended = _end_what_was_withdrawn_later(kept, merged)
    own = Consent.objects.standing().filter(person=kept).values("wording")
    both = list(
        Consent.objects.standing().filter(person=merged, wording__in=own).values_list("pk", flat=True)
    )
    rows = Consent.objects.filter(person=merged).exclude(pk__in=both)
    return {MOVED: point_at(rows.order_by("pk"), "person", kept), "both": both, "ended": ended}


def _end_what_was_withdrawn_later(kept: Person, merged: Person) -> list[int]:
    """Ends what the one agreed to before the other withdrew it; returns the keys of the consents. Those to the privacy
    terms belong to an account each.
    """
    ended = []
    for person, other in ((kept, merged), (merged, kept)):
        for purpose in set(Purpose) - {Purpose.PRIVACY}:
            withdrawn = other.consents.to(purpose).order_by("withdrawn_at").last()
            if withdrawn is None or has_consented(other, purpose):
                continue
            standing = person.consents.standing().to(purpose)
            if standing.filter(given_at__gte=withdrawn.withdrawn_at).exists():
                continue
            keys = list(standing.values_list("pk", flat=True))
            if Consent.objects.filter(pk__in=keys).update(withdrawn_at=withdrawn.withdrawn_at):
                for act in AFTER_WITHDRAWAL.get(purpose, []):
                    act(person)
            ended += keys
    return ended


def part_consents(kept: Person, merged: Person, told: Moves) -> None:
    """Undoes that. What ended with the merge stands again, where no later act speaks for itself; what ended with the
    account that the merge closed stands again with it.
    """
    point_at(Consent.objects.filter(pk__in=told[MOVED], person=kept).order_by("pk"), "person", merged)
    Consent.objects.filter(pk__in=told.get("both", ()), person=merged).update(withdrawn_at=None)
    for consent in Consent.objects.filter(pk__in=told.get("ended", ()), wording__isnull=False):
        theirs = Consent.objects.filter(person=consent.person, purpose=consent.purpose).exclude(pk=consent.pk)
        if not theirs.filter(Q(withdrawn_at=None) | Q(given_at__gte=consent.withdrawn_at)).exists():
            Consent.objects.filter(pk=consent.pk).update(withdrawn_at=None, acted_on_at=None)


def move_consent_questions(kept: Person, merged: Person) -> Moves:
    """Who was asked twice was asked once; a no of either is theirs."""
    own = ConsentQuestion.objects.filter(person=kept)
    both = ConsentQuestion.objects.filter(person=merged, purpose__in=own.values("purpose"))
    purposes = list(both.values_list("purpose", flat=True))
    declined = []
    for question in both.exclude(declined_at=None):
        waiting = own.filter(purpose=question.purpose, declined_at=None)
        declined += list(waiting.values_list("pk", flat=True))
        waiting.update(declined_at=question.declined_at)
    rows = ConsentQuestion.objects.filter(person=merged).exclude(purpose__in=purposes)
    return {MOVED: point_at(rows, "person", kept), "declined": declined}


def part_consent_questions(kept: Person, merged: Person, told: Moves) -> None:
    """Undoes that: each was asked, and has answered, by themselves."""
    point_at(ConsentQuestion.objects.filter(pk__in=told[MOVED], person=kept), "person", merged)
    ConsentQuestion.objects.filter(pk__in=told["declined"], person=kept).update(declined_at=None)
