"""Workshops on first screens: decisions that wait, drafts to finish, the user's coming workshops."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from federation.membership.rules import organisations_managed_by, organisations_of, representations_of
from portal.journal.models import WishedChange
from portal.language import format_datetime
from portal.localisation.text import active_language
from portal.look.components import Task
from portal.navigation import registry
from portal.navigation.registry import MOST_WAITING, Acting, Kind, Panel, Section, Waiting

from .enums import EDITABLE_STATES, PLANNED_STATES, REFUSED_HOSTINGS, HostingState, WorkshopState
from .models.hosting import Hosting
from .models.participation import Participation
from .models.place_offer import PlaceOffer
from .models.workshop import Workshop
from .models.workshop_trainer import WorkshopTrainer
from .presenters.colleagues import registered_rows
from .presenters.desk import my_workshops_of, organiser_row
from .presenters.hosting import hosted_rows
from .presenters.training import lines_asking, training_rows
from .rules import is_amendable, may_decide

MOST_TASKS = 10
MOST_ROWS = 5  # In one panel.


@registry.tasks
class Decisions(Kind):
    """For the secretariat: each workshop that waits for it, by its first day."""

    def on_desk(self) -> Iterator[Task]:
        if not may_decide(self.user):
            return
        rows = (
            Workshop.objects.waiting_for_secretariat()
            .select_related("organiser")
            .prefetch_related("descriptions")
            .with_waiting_since()
        )
        for workshop in rows.order_by("starts_on", "pk")[:MOST_TASKS]:
            is_new = workshop.state == WorkshopState.SUBMITTED
            yield Task(
                title=workshop.title,
                why=_("%(organiser)s has submitted the workshop.") % {"organiser": workshop.organiser}
                if is_new
                else _("%(organiser)s asks for a change.") % {"organiser": workshop.organiser},
                url=reverse("workshops:review", args=[workshop.slug]),
                verb=_("Decide"),
                since=workshop.waits_since,
                due=workshop.starts_on,
                minutes=10 if is_new else 2,
            )

    def in_admin(self) -> Waiting:
        tasks = list(self.on_desk())
        is_full = len(tasks) == MOST_TASKS
        total = Workshop.objects.waiting_for_secretariat().count() if is_full else len(tasks)
        return Waiting(
            _("Workshops awaiting a decision"), tasks[:MOST_WAITING], total, reverse("workshops:review_list")
        )


@registry.tasks
class OwnDrafts(Kind):
    """For representatives: questions to answer, then drafts to finish."""

    is_for_organisations = True

    def on_desk(self) -> Iterator[Task]:
        rows = Workshop.objects.of(self.user, self.acting.organisation).filter(state__in=EDITABLE_STATES)
        rows = rows.select_related("organiser").prefetch_related("descriptions").with_waiting_since()
        managed = set(organisations_managed_by(self.user).values_list("pk", flat=True))
        for workshop in rows.order_by("-state", "starts_on", "pk")[:MOST_TASKS]:
            is_returned = workshop.state == WorkshopState.RETURNED
            yield Task(
                title=workshop.title,
                why=_("The secretariat has a question about this workshop.")
                if is_returned
                else _why_draft(workshop.organiser_id in managed),
                url=reverse("workshops:edit", args=[workshop.slug]),
                verb=pgettext("button", "Answer") if is_returned else _("Continue"),
                since=workshop.waits_since,
                organisation=workshop.organiser.name if workshop.organiser else "",
                due=workshop.starts_on if is_returned else None,
                state="overdue" if is_returned else "draft",
                minutes=10,
            )


def _why_draft(may_submit: bool) -> str:
    if may_submit:
        return _("A draft: only your organisation sees it.")
    return _("A draft: only your organisation sees it. A manager submits it.")


@registry.tasks
class OpenTrainings(Kind):
    """For whoever confirmed an address: each workshop that asks whether they train there."""

    def on_desk(self) -> Iterator[Task]:
        for trainer in lines_asking(self.user)[:MOST_TASKS]:
            yield Task(
                title=trainer.workshop.title,
                why=_why_asked(trainer) % {"organiser": trainer.workshop.organiser},
                url=reverse("workshops:training", args=[trainer.pk]),
                verb=pgettext("button", "Answer"),
                since=trainer.invited_at,
                due=trainer.workshop.starts_on,
                minutes=2,
            )


@registry.tasks
class HeldPlaces(Kind):
    """For whoever confirmed an address: each place that is held for it until they confirm."""

    def on_desk(self) -> Iterator[Task]:
        rows = PlaceOffer.objects.open().to(self.user).with_workshops()
        for offer in rows.order_by("held_until", "pk")[:MOST_TASKS]:
            until = format_datetime(offer.held_until, active_language())
            yield Task(
                title=offer.workshop.title,
                why=_("%(organisation)s has registered you. Confirm your place until %(until)s.")
                % {"organisation": offer.organisation, "until": until},
                url=reverse("workshops:offer", args=[offer.make_token()]),
                verb=pgettext("a held place", "Confirm"),
                since=offer.invited_at,
                due=timezone.localdate(offer.held_until),
                minutes=2,
            )


def _why_asked(trainer: WorkshopTrainer) -> str:
    if trainer.is_contact:
        return _("%(organiser)s has named you as the contact at the host.")
    return _("%(organiser)s has named you as a trainer.")


@registry.tasks
class DeclinedTrainings(Kind):
    """For representatives: each trainer who has declined or stepped back, until they are taken off or another comes
    instead.
    """

    is_for_organisations = True

    def on_desk(self) -> Iterator[Task]:
        rows = WorkshopTrainer.objects.filter(
            workshop__in=Workshop.objects.of(self.user, self.acting.organisation).values("pk"),
            declined_at__isnull=False,
        )
        rows = rows.filter(workshop__state__in=PLANNED_STATES).select_related("person").with_workshops()
        for trainer in rows.order_by("workshop__starts_on", "pk")[:MOST_TASKS]:
            if trainer.workshop.is_over(timezone.localdate()):
                continue
            yield Task(
                title=trainer.workshop.title,
                why=_("%(name)s has declined or stepped back.") % {"name": trainer.shown_name},
                url=reverse("workshops:manage", args=[trainer.workshop.slug]),
                verb=_("Open"),
                since=trainer.declined_at,
                organisation=trainer.workshop.organiser.name if trainer.workshop.organiser else "",
                due=trainer.workshop.starts_on,
                state="overdue",
                minutes=5,
            )


@registry.tasks
class OpenHostings(Kind):
    """For representatives: each workshop that their organisation is asked to host. Managers answer."""

    is_for_organisations = True

    def on_desk(self) -> Iterator[Task]:
        rows = Hosting.objects.of_acting(self.acting).open().with_workshops()
        managed = set(representations_of(self.user).managers().values_list("organisation", flat=True))
        for hosting in rows.order_by("workshop__starts_on", "pk")[:MOST_TASKS]:
            may_answer = hosting.organisation_id in managed
            why = _("%(organiser)s asks your organisation to host this workshop.")
            yield Task(
                title=hosting.workshop.title,
                why=why % {"organiser": hosting.workshop.organiser},
                url=reverse("workshops:hosting", args=[hosting.workshop.slug]),
                verb=pgettext("button", "Answer") if may_answer else _("Open"),
                since=hosting.asked_at,
                organisation=hosting.organisation.name,
                due=hosting.workshop.starts_on,
                minutes=2,
            )


@registry.tasks
class RefusedHostings(Kind):
    """For representatives: each host that has declined or withdrawn, until another is chosen or asked for."""

    is_for_organisations = True

    def on_desk(self) -> Iterator[Task]:
        own = Workshop.objects.of(self.user, self.acting.organisation)
        rows = (
            Hosting.objects.current()
            .planned()
            .filter(state__in=REFUSED_HOSTINGS, workshop__in=own.values("pk"))
        )
        asked_for = WishedChange.objects.about_any(Workshop).waiting().filter(wished__has_key="host")
        rows = rows.exclude(workshop__in=asked_for.values("about_id"))
        managed = set(organisations_managed_by(self.user).values_list("pk", flat=True))
        for hosting in rows.with_workshops().order_by("workshop__starts_on", "pk")[:MOST_TASKS]:
            has_withdrawn = hosting.state == HostingState.WITHDRAWN
            organiser = hosting.workshop.organiser
            yield Task(
                title=hosting.workshop.title,
                why=_("The host has withdrawn. Please find another host.")
                if has_withdrawn
                else _("The host has declined. Please find another host."),
                url=_where_to_choose(hosting.workshop, hosting.workshop.organiser_id in managed),
                verb=_("Open"),
                since=hosting.answered_at,
                organisation=organiser.name if organiser else "",
                due=hosting.workshop.starts_on,
                state="overdue",
                minutes=10,
            )


def _where_to_choose(workshop: Workshop, may_amend: bool) -> str:
    """Where another host is chosen: in the form of an approved workshop, for who may change it."""
    if may_amend and is_amendable(workshop):
        return f"{reverse('workshops:amend', args=[workshop.slug])}#id_host"
    return reverse("workshops:manage", args=[workshop.slug])


@registry.sections
def entries(acting: Acting) -> Iterator[Section]:
    """The rail: my workshops; our workshops, and those that we host, for representatives; workshops to decide for the
    secretariat.
    """
    yield Section(_("My workshops"), reverse("workshops:my_workshops"))
    if acting.organisation:
        yield Section(_("Our workshops"), reverse("workshops:list_for", args=[acting.organisation.slug]))
    elif organisations_of(acting.user).exists():
        yield Section(_("Our workshops"), reverse("workshops:list"))
    if Hosting.objects.of_acting(acting).exists():
        slug = acting.organisation.slug if acting.organisation else ""
        address = (
            reverse("workshops:hosted_list_for", args=[slug]) if slug else reverse("workshops:hosted_list")
        )
        yield Section(_("Workshops that we host"), address)
    if may_decide(acting.user):
        count = Workshop.objects.waiting_for_secretariat().count()
        yield Section(_("Workshops awaiting a decision"), reverse("workshops:review_list"), count or None)


@registry.panels
def my_workshops(acting: Acting) -> Iterator[Panel]:
    """The user's own next workshops, as a panel; nothing while they act for an organisation."""
    if acting.organisation:
        return
    rows = Participation.objects.of(acting.user).active().filter(workshop__ends_on__gte=timezone.localdate())
    rows = rows.select_related("workshop__region", "workshop__host").prefetch_related(
        "workshop__descriptions"
    )
    nearest = rows.with_earlier().order_by("workshop__starts_on", "pk")[:MOST_ROWS]
    found = my_workshops_of(nearest).coming
    if found:
        yield Panel(
            title=_("My workshops"),
            template="components/rows.html",
            context={"rows": found},
            url=reverse("workshops:my_workshops"),
            url_title=_("All my workshops"),
        )


@registry.panels
def trained_workshops(acting: Acting) -> Iterator[Panel]:
    """The next workshops in which the user trains; nothing while they act for an organisation."""
    if acting.organisation:
        return
    rows = WorkshopTrainer.objects.trained_by(acting.user).filter(
        workshop__state__in=PLANNED_STATES, workshop__ends_on__gte=timezone.localdate()
    )
    found = training_rows(rows.with_workshops().order_by("workshop__starts_on", "pk")[:MOST_ROWS])
    if found:
        yield Panel(
            title=_("Workshops that I help to hold"),
            template="components/rows.html",
            context={"rows": found},
            url=reverse("workshops:my_workshops"),
            url_title=_("All my workshops"),
        )


@registry.panels
def registered_colleagues(acting: Acting) -> Iterator[Panel]:
    """The coming workshops for which the user's organisations, or the one for which they act, have registered
    colleagues.
    """
    managed = representations_of(acting.user).managers().values("organisation")
    rows = PlaceOffer.objects.filter(organisation__in=managed, workshop__state=WorkshopState.APPROVED)
    if acting.organisation:
        rows = rows.filter(organisation=acting.organisation)
    rows = rows.filter(workshop__starts_on__gte=timezone.localdate()).with_workshops()
    found = registered_rows(rows.order_by("workshop__starts_on", "workshop_id", "organisation_id", "pk"))
    if found:
        yield Panel(
            title=_("Colleagues whom we have registered"),
            template="components/rows.html",
            context={"rows": found[:MOST_ROWS]},
        )


@registry.panels
def own_workshops(acting: Acting) -> Iterator[Panel]:
    """The coming workshops of the user's organisations, or of the one for which they act."""
    rows = (
        Workshop.objects.of(acting.user, acting.organisation).filter(state=WorkshopState.APPROVED).upcoming()
    )
    rows = rows.select_related("region", "host", "organiser").prefetch_related(
        "descriptions", "wished_changes"
    )
    found = [organiser_row(row) for row in rows.order_by("starts_on", "pk")[:MOST_ROWS]]
    if found:
        yield Panel(
            title=_("Our workshops"),
            template="components/rows.html",
            context={"rows": found},
            url=reverse("workshops:list_for", args=[acting.organisation.slug])
            if acting.organisation
            else reverse("workshops:list"),
            url_title=_("All our workshops"),
        )


@registry.panels
def hosted_workshops(acting: Acting) -> Iterator[Panel]:
    """The coming workshops that the user's organisations, or the one for which they act, have said yes to host."""
    rows = Hosting.objects.of_acting(acting).current().planned().filter(state=HostingState.ACCEPTED)
    found = hosted_rows(rows.with_workshops().order_by("workshop__starts_on", "pk")[:MOST_ROWS])
    if found:
        yield Panel(
            title=_("Workshops that we host"),
            template="components/rows.html",
            context={"rows": found},
            url=reverse("workshops:hosted_list_for", args=[acting.organisation.slug])
            if acting.organisation
            else reverse("workshops:hosted_list"),
            url_title=_("All workshops that we host"),
        )
