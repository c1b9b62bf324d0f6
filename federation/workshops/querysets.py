"""Reading workshops and who takes part."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self, cast
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
from portal.navigation.registry import Acting

from .enums import (
    ACTIVE_PARTICIPATIONS,
    OPEN_HOSTINGS,
    PLANNED_STATES,
    PUBLIC_STATES,
    Admission,
    DatePrecision,
    HostingState,
    ParticipationState,
    RegistrationState,
    TrainerRole,
    WorkshopState,
)

REMINDED_BEFORE = timedelta(days=1)

if TYPE_CHECKING:
    from .models.hosting import Hosting
    from .models.participation import Participation
    from .models.workshop import Workshop


def _rows_of(name: str) -> Any:
    """All rows of a model of this room, by its name: models stand above what reads them."""
    return apps.get_model("workshops", name)._default_manager.all()


def _hostings() -> "HostingQuerySet":
    return cast("HostingQuerySet", _rows_of("Hosting"))


class WorkshopQuerySet(RecordQuerySet["Workshop"]):
    """Workshops."""

    def visible_to(self, user: Visitor) -> Self:
        """Public ones; for representatives all of their own, and those that they were asked to host; for the
        secretariat all that were ever submitted.
        """
        if not user.is_authenticated or not user.is_active:
            return self.public()
        is_visible = Q(state__in=PUBLIC_STATES) | Q(organiser__in=organisations_of(user).values("pk"))
        is_visible |= Q(pk__in=_hostings().of(user).standing().values("workshop"))
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
        hosted = _hostings().of(user).standing().filter(state=HostingState.ACCEPTED)
        registered = Q(organiser__in=organisations_of(user).values("pk"))
        return self.filter(registered | Q(pk__in=hosted.values("workshop")))

    def shown_at(self, organisation: Organisation) -> Self:
        """Those whose page names the organisation: those that it registers, and those that it has said yes to host."""
        confirmed = _hostings().shown().filter(organisation=organisation)
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
        taken = _rows_of("Participation").active().of(user).values("workshop")
        trained = _rows_of("WorkshopTrainer").trained_by(user).values("workshop")
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
        trainers = _rows_of("WorkshopTrainer").select_related("person__user")
        trainers = trainers.prefetch_related("person__affiliations__organisation")
        return self.select_related("region", "host__region", "organiser").prefetch_related(
            "descriptions",
            "topics",
            "modules",
            models.Prefetch("trainers", trainers),
            "money_sources",
            "hostings",
        )


class HostingQuerySet(models.QuerySet["Hosting"]):
    """The hosts of workshops, and their answers."""

    def visible_to(self, user: Visitor) -> Self:
        """Those of the workshops that the user may see: the rows are read in the admin alone."""
        seen = apps.get_model("workshops", "Workshop").objects.visible_to(user)
        return self.filter(workshop__in=seen.values("pk"))

    def of(self, user: Visitor) -> Self:
        """Those that ask the organisations of the user, or did."""
        return self.filter(organisation__in=organisations_of(user).values("pk"), asked_at__isnull=False)

    def of_acting(self, acting: Acting) -> Self:
        """The same; of the one organisation for which the user acts, if they do."""
        rows = self.of(acting.user)
        return rows.filter(organisation=acting.organisation) if acting.organisation else rows

    def current(self) -> Self:
        """Those of organisations that are the named hosts of their workshops today."""
        return self.filter(organisation=F("workshop__host"))

    def standing(self) -> Self:
        """Those of hosts that were asked and have not said no."""
        return self.current().filter(state__in=[HostingState.ASKED, HostingState.ACCEPTED])

    def shown(self) -> Self:
        """Those of hosts whom the public may read, as `Hosting.is_shown` says."""
        meanwhile = Q(state__in=OPEN_HOSTINGS, is_shown_meanwhile=True)
        return self.current().filter(Q(state=HostingState.ACCEPTED) | meanwhile)

    def planned(self) -> Self:
        """Those of workshops that are still to take place."""
        is_coming = Q(workshop__ends_on=None) | Q(workshop__ends_on__gte=timezone.localdate())
        return self.filter(is_coming, workshop__state__in=PLANNED_STATES)

    def open(self) -> Self:
        """Those that wait for an answer, of workshops that are still to take place."""
        return self.current().planned().filter(state=HostingState.ASKED)

    def with_workshops(self) -> Self:
        """With what a row of a list shows of their workshops."""
        return self.select_related(
            "organisation", "workshop__region", "workshop__host", "workshop__organiser"
        ).prefetch_related("workshop__descriptions")


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


class PlaceOfferQuerySet(InvitationQuerySet):
    """Offers of places."""

    def standing(self) -> Self:
        """Those that nobody has ended: open ones, and those whose moment has passed without a note of it."""
        return super().open().filter(lapsed_at=None)

    def open(self) -> Self:
        """Those that hold a place now."""
        return self.standing().filter(held_until__gt=timezone.now())

    def overdue(self) -> Self:
        """Those whose moment has passed, of which nobody has taken note yet."""
        return self.standing().filter(held_until__lte=timezone.now())

    def to_remind(self) -> Self:
        """Those that end within a day, were made for longer, and of which nobody was reminded yet."""
        soon = self.open().filter(reminded_at=None, held_until__lte=timezone.now() + REMINDED_BEFORE)
        return soon.filter(held_until__gt=F("invited_at") + REMINDED_BEFORE)

    def ended(self) -> Self:
        """Those that were answered, or have lapsed."""
        return self.filter(
            Q(accepted_at__isnull=False) | Q(declined_at__isnull=False) | Q(lapsed_at__isnull=False)
        )

    def by(self, user: Visitor) -> Self:
        """Those of the organisations that the user speaks for."""
        return self.filter(organisation__in=organisations_of(user).values("pk"))

    def visible_to(self, user: Visitor) -> Self:
        """Those of the workshops that the user may see: the rows are read in the admin alone."""
        seen = apps.get_model("workshops", "Workshop").objects.visible_to(user)
        return self.filter(workshop__in=seen.values("pk"))

    def with_workshops(self) -> Self:
        """With what a list shows of their workshops."""
        return self.select_related("workshop__region", "workshop__host", "organisation").prefetch_related(
            "workshop__descriptions"
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

    def writable(self) -> Self:
        """Those who can be written to, by mail or on paper: nobody who was erased."""
        return self.filter(person__in=Person.objects.known())

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
