"""Reading workshops."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear
from django.utils import timezone

from federation.directory.models import Organisation
from federation.membership.rules import is_of_organisations_of, organisations_of
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.roles import has_role
from portal.accounts.rules import Visitor
from portal.content.querysets import RecordQuerySet
from portal.journal.models import Step, WishedChange

from ..enums import (
    PLANNED_STATES,
    PUBLIC_STATES,
    Admission,
    DatePrecision,
    HostingState,
    RegistrationState,
    WorkshopState,
)

if TYPE_CHECKING:
    from ..models.workshop import Workshop
from .hostings import all_hostings
from .rows import rows_of


class WorkshopQuerySet(RecordQuerySet["Workshop"]):
    """Workshops."""

    def visible_to(self, user: Visitor) -> Self:
        """Public ones; for representatives all of their own, and those that they were asked to host; for the
        secretariat all that were ever submitted.
        """
        if not user.is_authenticated or not user.is_active:
            return self.public()
        is_visible = Q(state__in=PUBLIC_STATES) | is_of_organisations_of(user, "organiser")
        is_visible |= Q(pk__in=all_hostings().of(user).standing().values("workshop"))
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

    def ever_submitted(self) -> Self:
        """All but drafts that nobody but their organiser, and whom it invited, has ever seen."""
        submitted = Step.objects.about_any(self.model).filter(to_state=WorkshopState.SUBMITTED)
        return self.filter(~Q(state=WorkshopState.DRAFT) | Q(pk__in=submitted.values("about_id")))

    def open_to(self, user: Visitor) -> Self:
        """Those in which the user may do something for an organisation: that registers them, or hosts them since it has
        said yes.
        """
        hosted = all_hostings().of(user).standing().filter(state=HostingState.ACCEPTED)
        registered = Q(organiser__in=organisations_of(user).values("pk"))
        return self.filter(registered | Q(pk__in=hosted.values("workshop")))

    def shown_at(self, organisation: Organisation) -> Self:
        """Those whose page names the organisation: those that it registers, and those that it has said yes to host."""
        confirmed = all_hostings().shown().filter(organisation=organisation)
        at_home = Q(organiser=organisation) | Q(is_historic=True, host=organisation)
        return self.filter(at_home | Q(pk__in=confirmed.values("workshop")))

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

    def overlapping(self, workshop: "Workshop") -> Self:
        """Others that take place on one of its days."""
        if not workshop.is_dated or workshop.ends_on is None:
            return self.none()
        others = self.exclude(pk=workshop.pk).filter(date_precision=DatePrecision.DAY)
        return others.filter(starts_on__lte=workshop.ends_on, ends_on__gte=workshop.starts_on)

    def attended_by(self, user: User) -> Self:
        """Approved ones in which the user has a place or waits for one, and planned ones in which they train."""
        taken = rows_of("Participation").active().of(user).values("workshop")
        trained = rows_of("WorkshopTrainer").trained_by(user).values("workshop")
        is_taken = Q(state=WorkshopState.APPROVED, pk__in=taken)
        return self.filter(is_taken | Q(state__in=PLANNED_STATES, pk__in=trained))

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
        others = F("capacity") - F("kept_places") + F("kept_taken")  # Places that are not kept.
        no_other = Q(waiting_count__gt=0) | Q(places_taken__gte=others)
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
                When(places_taken__gte=F("capacity"), then=Value(RegistrationState.FULL)),
                When(
                    Q(kept_places__gt=F("kept_taken"), kept_until__gte=today) & ~Q(kept_for="") & no_other,
                    then=Value(RegistrationState.KEPT),
                ),
                When(waiting_count__gt=0, then=Value(RegistrationState.FULL)),
                default=Value(RegistrationState.OPEN),
                output_field=models.CharField(max_length=10),
            ),
            month=ExtractYear("starts_on") * 100 + ExtractMonth("starts_on"),
            year=ExtractYear("starts_on"),
        )

    def for_list(self) -> Self:
        """With all that a row of a list shows: four more queries, however many rows."""
        return self.select_related("region", "host").prefetch_related("descriptions", "topics", "modules")

    def for_page(self) -> Self:
        """With all that a workshop's own page shows."""
        trainers = rows_of("WorkshopTrainer").select_related("person__user")
        trainers = trainers.prefetch_related("person__affiliations__organisation")
        return self.select_related("region", "host__region", "organiser").prefetch_related(
            "descriptions",
            "topics",
            "modules",
            models.Prefetch("trainers", trainers),
            "money_sources",
            "hostings",
        )
