"""Trainers on the desk: the organiser's list of them, the invitation, and the workshops in which somebody trains."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.language import format_date, language_name
from portal.localisation.text import active_language
from portal.look.components import Fact, IconFact, Row

from ..enums import ANSWER_BADGES, WorkshopState
from ..models.workshop import Workshop
from ..models.workshop_trainer import WorkshopTrainer
from ..rules import answers_as_host, may_note_trainer
from .rows import held_as, place_facts, tile_of


@dataclass(frozen=True)
class DeskTrainer:
    """A trainer as the organiser and the secretariat read it: as typed, until somebody accepts."""

    pk: int
    name: str
    role: str
    email: str
    badge: str
    answer: str
    sent_on: str
    is_asked: bool
    has_declined: bool
    is_withheld: bool
    noted: str  # When and how the organiser heard the yes of who has no address.
    may_note: bool


def desk_trainers(workshop: Workshop, has_addresses: bool = True) -> list[DeskTrainer]:
    """The trainers of a workshop, with how far the invitation of each is, and when who has not answered was asked."""
    return [
        DeskTrainer(
            pk=trainer.pk,
            name=trainer.shown_name or f"№ {trainer.pk}",
            role=trainer.get_role_display(),
            email=trainer.email if has_addresses else "",
            badge=ANSWER_BADGES[trainer.answer],
            answer=str(trainer.answer.label),
            sent_on=format_date(timezone.localdate(trainer.sent_at), active_language())
            if trainer.is_open
            else "",
            is_asked=trainer.is_open and bool(trainer.asks_at),
            has_declined=bool(trainer.declined_at),
            is_withheld=trainer.is_withheld and not trainer.declined_at,
            noted=f"{format_date(trainer.noted_on, active_language())}, {trainer.noted_how}"
            if trainer.noted_on
            else "",
            may_note=may_note_trainer(trainer),
        )
        for trainer in workshop.trainers.all()
    ]


def facts_of_invitation(trainer: WorkshopTrainer) -> list[Fact]:
    """What somebody must know to say whether they train here."""
    workshop = trainer.workshop
    code = workshop.working_language
    return [
        Fact(_("Name, as the organiser wrote it"), trainer.name),
        Fact(_("Role"), trainer.get_role_display()),
        Fact(_("Organiser"), workshop.organiser.name if workshop.organiser else ""),
        Fact(_("Dates"), workshop.dates),
        Fact(_("Place"), _("Online") if workshop.is_online else workshop.place),
        held_as(workshop),
        Fact(_("Daily hours"), workshop.hours),
        Fact(_("Working language"), language_name(code, active_language()) if code else ""),
        *([Fact(_("Link to take part"), workshop.link, workshop.link)] if trainer.is_settled else []),
    ]


def lines_asking(user: User) -> list[WorkshopTrainer]:
    """The lines that ask the user and wait for an answer, the nearest workshop first; who is asked as the host answers
    there.
    """
    rows = WorkshopTrainer.objects.open().invited(user).with_workshops()
    return [line for line in rows.order_by("workshop__starts_on", "pk") if not answers_as_host(user, line)]


def training_rows(trainers: Iterable[WorkshopTrainer]) -> list[Row]:
    """The workshops in which somebody trains, in the order given."""
    return [_row(trainer) for trainer in trainers]


def _row(trainer: WorkshopTrainer) -> Row:
    workshop = trainer.workshop
    is_over = workshop.is_over(timezone.localdate())
    badge, label = ("done", _("Took place")) if is_over else ("accepted", trainer.get_role_display())
    if workshop.state == WorkshopState.CANCELLED:
        badge, label = "declined", _("The workshop has been cancelled")
    elif trainer.is_open and trainer.invited_at and not is_over:
        badge, label = ANSWER_BADGES[trainer.answer], _("Your answer is awaited")
    elif not workshop.is_public:
        badge, label = "draft", _("Not public yet")
    is_past = workshop.is_public and (is_over or workshop.state == WorkshopState.CANCELLED)
    facts = [IconFact("calendar", workshop.dates), *place_facts(workshop)]
    return Row(
        title=workshop.title,
        # Where they read what it is, and step back; of what is over nothing more is to be done.
        url=workshop.url if is_past else reverse("workshops:training", args=[trainer.pk]),
        face=tile_of(workshop) if workshop.starts_on else "",
        facts=[fact for fact in facts if fact.text],
        state=badge,
        state_label=label,
        status_text=_("Your name is not shown on the workshop’s page")
        if trainer.is_withheld and not is_past
        else "",
    )
