"""Workshops on first screens: decisions that wait, drafts to finish, the user's coming workshops."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from federation.membership.rules import organisations_of, representations_of
from portal.look.components import Task
from portal.navigation import registry
from portal.navigation.registry import MOST_WAITING, Acting, Kind, Panel, Section, Waiting

from .enums import EDITABLE_STATES, PLANNED_STATES, WorkshopState
from .models.participation import Participation
from .models.workshop import Workshop
from .models.workshop_trainer import WorkshopTrainer
from .presenters.desk import my_workshops_of, organiser_row
from .presenters.training import training_rows
from .rules import may_decide

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
                else _("%(organiser)s has requested a date change.") % {"organiser": workshop.organiser},
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
        managed = set(representations_of(self.user).managers().values_list("organisation", flat=True))
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
        rows = WorkshopTrainer.objects.open().invited(self.user).with_workshops()
        for trainer in rows.order_by("workshop__starts_on", "pk")[:MOST_TASKS]:
            yield Task(
                title=trainer.workshop.title,
                why=_why_asked(trainer) % {"organiser": trainer.workshop.organiser},
                url=reverse("workshops:training", args=[trainer.pk]),
                verb=pgettext("button", "Answer"),
                since=trainer.invited_at,
                due=trainer.workshop.starts_on,
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


@registry.sections
def entries(acting: Acting) -> Iterator[Section]:
    """The rail: my workshops; our workshops for representatives; workshops to decide for the secretariat."""
    yield Section(_("My workshops"), reverse("workshops:my_workshops"))
    if acting.organisation:
        yield Section(_("Our workshops"), reverse("workshops:list_for", args=[acting.organisation.slug]))
    elif organisations_of(acting.user).exists():
        yield Section(_("Our workshops"), reverse("workshops:list"))
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
