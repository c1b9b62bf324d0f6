"""Reads of people."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import models
from django.db.models.functions import Coalesce

from portal.accounts.models import User
from portal.accounts.registry import Subject
from portal.accounts.rules import Visitor

from .enums import LISTED_STATES, DuplicateState, MergeState, Purpose

if TYPE_CHECKING:
    from .models.affiliation import Affiliation
    from .models.consent import Consent
    from .models.consent_question import ConsentQuestion
    from .models.credit import Credit
    from .models.likely_duplicate import LikelyDuplicate
    from .models.merge import Merge
    from .models.person import Person

# The rows of which `Person.is_forgotten` is true: nothing tells who it was.
FORGOTTEN = models.Q(
    user=None,
    full_name="",
    name_kk="",
    name_ru="",
    latin_name="",
    other_names="",
    email=None,
    other_emails="",
    merged_into=None,
)


def confirmed_by(user: User) -> models.QuerySet[EmailAddress]:
    """The addresses that a user has confirmed, also with an account that was closed by a merge, while it stands."""
    people = apps.get_model("people", "Person")._base_manager
    own = people.filter(user=user).values("pk")[:1]
    entries = people.filter(models.Q(user=user) | models.Q(merged_into=own))
    return EmailAddress.objects.filter(user__in=entries.values("user"), verified=True)


class PersonQuerySet(models.QuerySet["Person"]):
    """People, by who may see them."""

    def visible_to(self, user: Visitor) -> Self:
        """Everybody for staff who may view people, oneself for anybody signed in, nobody for visitors."""
        if not getattr(user, "is_active", False):
            return self.none()
        if user.has_perm("people.view_person"):
            return self.standing()
        return self.standing().filter(user=user)

    def noted_with(self, addresses: Iterable[str]) -> Self:
        """Those for whom one of the addresses was noted, and a few with a longer one of which it is a part."""
        found = models.Q(email__in=addresses)
        for address in addresses:
            found |= models.Q(other_emails__contains=address)
        return self.filter(found)

    def known(self) -> Self:
        """Those of whom anything tells who they are: not the numbers that erased people have become."""
        return self.exclude(FORGOTTEN)

    def standing(self) -> Self:
        """Those who were not merged into somebody else."""
        return self.filter(merged_into=None)


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    """Queryset of affiliations: who belongs where, by day."""

    def on(self, day: date) -> Self:
        """Affiliations that hold on a date."""
        return self.filter(
            models.Q(since=None) | models.Q(since__lte=day), models.Q(until=None) | models.Q(until__gte=day)
        )


class InvitationQuerySet(models.QuerySet[Any]):
    """Invitations of one kind."""

    def open(self) -> Self:
        """Those that wait for an answer."""
        return self.filter(accepted_at=None, declined_at=None, withdrawn_at=None)

    def to(self, user: User) -> Self:
        """Those to an address that a user has confirmed."""
        return self.filter(email__in=confirmed_by(user).values("email"))

    def of(self, user: User) -> Self:
        """Those that a user accepted, and those to an address that the user has confirmed."""
        return self.filter(models.Q(person__user=user) | models.Q(pk__in=self.to(user).values("pk")))

    def held_on(self, subject: Subject) -> Self:
        """Those that somebody accepted, and those to one of their addresses, whoever accepted them: to be forgotten."""
        by_address = models.Q(email__in=subject.addresses)
        return self.filter(models.Q(person=subject.person) | by_address if subject.person else by_address)

    def told_to(self, subject: Subject) -> Self:
        """The same without those that somebody else accepted at an address that several share: to be handed over."""
        theirs = models.Q(person=subject.person) if subject.person else models.Q(pk__in=[])
        return self.held_on(subject).filter(theirs | models.Q(person=None))


class CreditQuerySet(models.QuerySet["Credit"]):
    """Queryset of credits: with what shows them, and whom they name."""

    def with_names(self) -> Self:
        """With whoever is credited, and whether they agree to be named, in the same query."""
        rows = self.select_related("person", "organisation")
        if self.model.consent is None:
            return rows
        standing = apps.get_model("people.Consent").objects.standing().to(self.model.consent)
        # A version that was brought back may name an entry that was merged since.
        whose = Coalesce(models.OuterRef("person__merged_into"), models.OuterRef("person"))
        return rows.annotate(has_agreed=models.Exists(standing.filter(person=whose)))

    def naming(self, person: "Person") -> Self:
        """Those that name somebody: as a person, or by a typed name that is one of theirs."""
        return self.filter(models.Q(person=person) | models.Q(name__in=person.all_names))


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Queryset of consents: who agreed to what."""

    def standing(self) -> Self:
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_at=None)

    def to(self, purpose: Purpose) -> Self:
        """Those to one purpose."""
        return self.filter(purpose=purpose)

    def refusing(self, purpose: Purpose) -> models.QuerySet[Any]:
        """The keys of those who have withdrawn their consent to a purpose, and not given it again."""
        rows = self.to(purpose)
        return rows.exclude(person__in=rows.standing().values("person")).order_by().values("person")

    def pictures_to_take_down(self) -> Self:
        """The consents to photos that were withdrawn, after which nobody has taken the pictures down yet; of each
        person the last.
        """
        rows = self.to(Purpose.PHOTOS)
        theirs = rows.filter(person=models.OuterRef("person"))
        at = models.OuterRef("withdrawn_at")
        later = models.Q(withdrawn_at__gt=at) | models.Q(withdrawn_at=at, pk__gt=models.OuterRef("pk"))
        ended = rows.filter(~models.Exists(theirs.standing()), withdrawn_at__isnull=False, acted_on_at=None)
        return ended.filter(~models.Exists(theirs.filter(later))).order_by("withdrawn_at", "pk")


class ConsentQuestionQuerySet(models.QuerySet["ConsentQuestion"]):
    """Queryset of questions for a consent."""

    def waiting(self) -> Self:
        """Those that nobody has answered: who says yes agrees, who took a consent back has answered, too."""
        consents = apps.get_model("people.Consent").objects.filter(
            person=models.OuterRef("person"), purpose=models.OuterRef("purpose")
        )
        return self.filter(~models.Exists(consents), declined_at=None)


class MergeQuerySet(models.QuerySet["Merge"]):
    """Queryset of merges, and of the questions that come before some."""

    def asked(self) -> Self:
        """Questions that wait for an answer."""
        return self.filter(state=MergeState.ASKED)

    def between(self, one: Any, other: Any) -> Self:
        """Those of two people, or of two columns that name people, whichever of them is kept."""
        return self.filter(models.Q(kept=one, merged=other) | models.Q(kept=other, merged=one))


class LikelyDuplicateQuerySet(models.QuerySet["LikelyDuplicate"]):
    """Queryset of pairs that may be one person."""

    def waiting(self) -> Self:
        """Those that wait for the secretariat; a pair that is being asked waits for the two."""
        questions = apps.get_model("people", "Merge").objects.asked()
        asked = questions.between(models.OuterRef("one"), models.OuterRef("other"))
        return self.filter(~models.Exists(asked), state__in=LISTED_STATES)

    def dismissed(self) -> Self:
        """Those of whom somebody said that they are two people."""
        return self.filter(state=DuplicateState.DISMISSED)

    def with_people(self) -> Self:
        """With what is shown of the two, in the same query."""
        return self.select_related("one__user", "one__region", "other__user", "other__region")
