"""Reading who trains."""

from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from federation.directory.models import Organisation
from federation.people.models import Person
from federation.people.querysets import InvitationQuerySet, confirmed_by
from portal.accounts.models import User
from portal.accounts.rules import Visitor

from ..enums import PLANNED_STATES, PUBLIC_STATES, TrainerRole


class WorkshopTrainerQuerySet(InvitationQuerySet):
    """Trainers of workshops and contacts at their hosts, as lines that their organisers wrote."""

    def training(self) -> Self:
        """Those who train, without the contacts."""
        return self.exclude(role=TrainerRole.CONTACT)

    def visible_to(self, user: Visitor) -> Self:
        """Those of the workshops that the user may see: the rows are read in the admin alone."""
        seen = apps.get_model("workshops", "Workshop").objects.visible_to(user)
        return self.filter(workshop__in=seen.values("pk"))

    def open(self) -> Self:
        """Those who were invited and have not answered, of workshops that are still to take place."""
        return super().open().filter(invited_at__isnull=False).planned()

    def planned(self) -> Self:
        """Those of workshops that are still to take place."""
        is_coming = Q(workshop__ends_on=None) | Q(workshop__ends_on__gte=timezone.localdate())
        return self.filter(is_coming, workshop__state__in=PLANNED_STATES)

    def to_invite(self) -> Self:
        """Those who can be asked and were not yet: at the address beside the name, or as whoever was chosen."""
        can_be_asked = ~Q(email="") | Q(person__user__is_active=True)
        waiting = self.filter(
            can_be_asked, invited_at=None, accepted_at=None, declined_at=None, noted_on=None
        )
        return waiting.select_related("person__user")

    def invited(self, user: User) -> Self:
        """Those that ask the user, or did: as the one who was chosen, or at an address that the user has confirmed, and
        that is the address of nobody else with an account by now.
        """
        at_address = Q(person__user=None, email__in=confirmed_by(user).values("email"))
        return self.filter(at_address | Q(person__user=user), invited_at__isnull=False, withdrawn_at=None)

    def asking_contact(self, user: User) -> Self:
        """Those that name the user as the contact at the host, as long as they wait for an answer."""
        at_address = Q(person__user=None, email__in=confirmed_by(user).values("email"))
        lines = self.filter(at_address | Q(person__user=user), role=TrainerRole.CONTACT)
        return lines.filter(accepted_at=None, declined_at=None, withdrawn_at=None, noted_on=None)

    def naming(self, user: User) -> Self:
        """Those in which the user is the trainer or was it until they stepped back, of workshops that are public or to
        which they were invited.
        """
        is_known = Q(workshop__state__in=PUBLIC_STATES)
        is_known |= Q(workshop__state__in=PLANNED_STATES, invited_at__isnull=False)
        return self.filter(is_known, person__user=user)

    def trained_by(self, user: User) -> Self:
        """Those in which the user is the trainer."""
        return self.naming(user).filter(declined_at=None)

    def with_workshops(self) -> Self:
        """With what a row of a list shows of their workshops."""
        return self.select_related(
            "workshop__region", "workshop__host", "workshop__organiser"
        ).prefetch_related("workshop__descriptions")

    def known_to(self, organiser: Organisation) -> models.QuerySet[Person]:
        """The people who train in the organiser's own workshops, by name: nobody else may be chosen from."""
        own = self.filter(workshop__organiser=organiser, person__isnull=False, declined_at=None)
        return (
            Person.objects.filter(pk__in=own.values("person"))
            .exclude(full_name="")
            .order_by("sort_key", "pk")
        )
