"""Reading workshops and who takes part."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear
from django.utils import timezone

from federation.directory.models import Organisation
from federation.membership.rules import organisations_of
from federation.people.models import Person
from federation.people.querysets import InvitationQuerySet, confirmed_by
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.roles import has_role
from portal.accounts.rules import Visitor
from portal.content.querysets import RecordQuerySet
from portal.journal.models import Step, WishedChange

from .enums import (
    ACTIVE_PARTICIPATIONS,
    PLANNED_STATES,
    PUBLIC_STATES,
    Admission,
    ParticipationState,
    RegistrationState,
    TrainerRole,
    WorkshopState,
)

if TYPE_CHECKING:
    from .models.participation import Participation
    from .models.workshop import Workshop


def _rows_of(name: str) -> models.QuerySet:
    """All rows of a model of this room, by its name: models stand above what reads them."""
    return apps.get_model("workshops", name)._default_manager.all()


class WorkshopQuerySet(RecordQuerySet["Workshop"]):
    """Workshops."""

    def visible_to(self, user: Visitor) -> Self:
        """Public ones; for representatives all of their own; for the secretariat all that were ever submitted."""
        if not user.is_authenticated or not user.is_active:
            return self.public()
        is_visible = Q(state__in=PUBLIC_STATES) | Q(organiser__in=organisations_of(user).values("pk"))
        if has_role(user, Role.SECRETARIAT, Role.ADMINISTRATOR):
            is_visible |= ~Q(state=WorkshopState.DRAFT)
        return self.filter(is_visible)

    def public(self) -> Self:
        """The rows that everybody may see: approved, also when cancelled since."""
        return self.filter(state__in=PUBLIC_STATES)

    def of(self, user: Visitor, organisation: Organisation | None = None) -> Self:
        """Those of the organisations that the user speaks for, or of one of them, whatever their state."""
        own = self.filter(organiser__in=organisations_of(user).values("pk"))
        return own.filter(organiser=organisation) if organisation else own

    def of_form(self, token: UUID, organisation: Organisation) -> "Workshop | None":
        """What a form with this key has made for an organisation, if it was saved."""
        return self.filter(form_token=token, organiser=organisation).first()

    def matching(self, text: str) -> Self:
        """Those with every word of `text` in a title."""
        found = self
        for word in text.split():
            found = found.filter(descriptions__title__icontains=word)
        return found.distinct()

    def not_over(self, today: date | None = None) -> Self:
        """Those whose last day is today or later, the cancelled included."""
        return self.filter(ends_on__gte=today or timezone.localdate())

    def upcoming(self, today: date | None = None) -> Self:
        """Those that will take place or take place today."""
        return self.not_over(today).exclude(state=WorkshopState.CANCELLED)

    def past(self, today: date | None = None) -> Self:
        """Those that nobody can come to any more: their last day is before today, or they were cancelled."""
        return self.filter(Q(ends_on__lt=today or timezone.localdate()) | Q(state=WorkshopState.CANCELLED))

    def waiting_for_secretariat(self) -> Self:
        """Submitted ones, and approved ones for which a change is wished."""
        waiting = WishedChange.objects.about_any(self.model).waiting().values("about_id")
        is_asked_for = Q(state=WorkshopState.APPROVED, pk__in=waiting)
        return self.filter(Q(state=WorkshopState.SUBMITTED) | is_asked_for)

    def with_waiting_since(self) -> Self:
        """Adds `waits_since`: the moment since which it waits for the secretariat or its organiser; a draft waits since
        its last change.
        """
        steps = Step.objects.about_any(self.model).filter(about_id=OuterRef("pk")).exclude(to_state="")
        asked = WishedChange.objects.about_any(self.model).waiting().filter(about_id=OuterRef("pk"))
        return self.annotate(
            waits_since=Case(
                When(state=WorkshopState.APPROVED, then=Subquery(asked.values("at")[:1])),
                When(state=WorkshopState.DRAFT, then=F("updated_at")),
                default=Coalesce(Subquery(steps.order_by("-at", "-pk").values("at")[:1]), F("updated_at")),
            )
        )

    def with_registration(self, now: datetime | None = None) -> Self:
        """Adds `registration`, as `rules.registration_state` finds it, `month` as 202612 and `year`."""
        now = now or timezone.now()
        today = timezone.localdate(now)
        return self.annotate(
            registration=Case(
                When(state=WorkshopState.CANCELLED, then=Value(RegistrationState.CANCELLED)),
                When(Q(ends_on__lt=today) | Q(is_historic=True), then=Value(RegistrationState.PAST)),
                When(starts_on__lte=today, then=Value(RegistrationState.CLOSED)),
                When(applications_open_at__gt=now, then=Value(RegistrationState.COMING)),
                When(
                    Q(applications_close_at__lte=now)
                    | ~Q(admission=Admission.OPEN)
                    | Q(applications_open_at=None)
                    | Q(applications_close_at=None)
                    | Q(capacity=None),
                    then=Value(RegistrationState.CLOSED),
                ),
                When(
                    Q(places_taken__gte=F("capacity")) | Q(waiting_count__gt=0),
                    then=Value(RegistrationState.FULL),
                ),
                default=Value(RegistrationState.OPEN),
                output_field=models.CharField(max_length=10),
            ),
            month=ExtractYear("starts_on") * 100 + ExtractMonth("starts_on"),
            year=ExtractYear("starts_on"),
        )

    def for_list(self) -> Self:
        """With all that a row of a list shows: three more queries, however many rows."""
        return self.select_related("region", "host").prefetch_related("descriptions", "topics")

    def for_page(self) -> Self:
        """With all that a workshop's own page shows."""
        trainers = _rows_of("WorkshopTrainer").select_related("person__user")
        trainers = trainers.prefetch_related("person__affiliations__organisation")
        return self.select_related("region", "host__region", "organiser").prefetch_related(
            "descriptions", "topics", models.Prefetch("trainers", trainers), "money_sources"
        )


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
        waiting = self.filter(can_be_asked, invited_at=None, accepted_at=None, declined_at=None)
        return waiting.select_related("person__user")

    def invited(self, user: User) -> Self:
        """Those that ask the user, or did: as the one who was chosen, or at an address that the user has confirmed, and
        that is the address of nobody else with an account by now.
        """
        at_address = Q(person__user=None, email__in=confirmed_by(user).values("email"))
        return self.filter(at_address | Q(person__user=user), invited_at__isnull=False, withdrawn_at=None)

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


class ParticipationQuerySet(models.QuerySet["Participation"]):
    """Queryset of participations in workshops."""

    def registered(self) -> Self:
        """Those who have a place."""
        return self.filter(state=ParticipationState.REGISTERED)

    def waitlisted(self) -> Self:
        """Those who wait, the next one first."""
        return self.filter(state=ParticipationState.WAITLISTED).order_by("queue_number")

    def active(self) -> Self:
        """Those who have a place or wait for one."""
        return self.filter(state__in=ACTIVE_PARTICIPATIONS)

    def with_people(self) -> Self:
        """With the details of those who take part: two more queries, however many rows."""
        return self.select_related("person__user", "person__region").prefetch_related(
            "person__affiliations__organisation"
        )

    def with_earlier(self) -> Self:
        """Adds `earlier`: how many wait for a place in the same workshop and asked before."""
        waiting = (
            self.model._default_manager.filter(
                workshop=OuterRef("workshop"),
                queue_number__lt=OuterRef("queue_number"),
                state=ParticipationState.WAITLISTED,
            )
            .order_by()
            .values("workshop")
        )
        return self.annotate(
            earlier=Coalesce(Subquery(waiting.annotate(number=Count("pk")).values("number")), 0)
        )

    def of(self, user: User) -> Self:
        """The user's own, also the cancelled ones."""
        return self.filter(person__user=user)
