"""Writers of the e-mails about workshops, out of the facts that `actions.telling` keeps."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from federation.people.models import Person
from portal.journal.models import Step, WishedChange
from portal.journal.wording import label_of
from portal.language import format_date_range, language_name
from portal.localisation.text import LocalisedText, active_language
from portal.look.components import Fact, Link
from portal.mail.fields import readable
from portal.mail.registry import Facts, writer

from ..enums import ParticipationState
from ..models.participation import Participation
from ..models.workshop import Workshop
from ..models.workshop_description import WorkshopDescription
from ..models.workshop_trainer import WorkshopTrainer
from .kinds import CHOSEN, LETTERS, WHY, WRITER, Audience, LetterKind


@dataclass(frozen=True)
class Decline:
    """The question below an e-mail about a place, and the link with which the place is given up."""

    question: str
    label: str
    url: str


@writer(WRITER, names={"trainer": WorkshopTrainer})
def step(facts: Facts) -> tuple[str, dict[str, Any]] | None:
    """Writes the e-mail about a step (`LETTERS`). None when what it tells of is gone, or asks nobody any more."""
    kind = LETTERS[facts["kind"]]
    workshop = Workshop.objects.filter(pk=facts["workshop"]).first()
    if workshop is None:
        return None
    try:
        context = {"workshop": workshop, **_reader(facts), **_change(facts), **_trainer(facts)}
    except ObjectDoesNotExist:
        return None
    reader = context.pop("reader", None)
    return "mail/letter", {
        "about": workshop.title.text,
        "subject_template": f"{kind.template}/subject.txt",
        "text_template": f"{kind.template}/text.txt",
        "action": Link(
            str(kind.button.label), f"{settings.WAGTAILADMIN_BASE_URL}{kind.button.address(workshop, facts)}"
        ),
        "facts": [*_facts_of(workshop), *_role(kind, context)],
        "decline": _decline(context) if kind.may_decline else None,
        "has_account": _has_account(kind, reader),
        "why": _why(kind, facts)
        % {"organisation": workshop.organiser.name.text if workshop.organiser else ""},
        **context,
    }


def _why(kind: LetterKind, facts: Facts) -> str:
    """The reason in the foot; who was chosen is written to as the person they are, at no address of the organiser's."""
    return str(CHOSEN if kind.audience == Audience.INVITED and "mark" not in facts else WHY[kind.audience])


def mark_of(email: str) -> str:
    """What an address is known by where it must not stand: it tells whether a line still has a letter's address."""
    return salted_hmac("workshops.trainer", email).hexdigest()[:16]


def _has_account(kind: LetterKind, reader: Person | None) -> bool:
    """Whether the letter may speak of the reader's account. To one who is invited it says the same, whoever it is."""
    if kind.audience == Audience.INVITED:
        return False
    return reader is None or reader.user_id is not None


def _trainer(facts: Facts) -> dict[str, Any]:
    """The line of a trainer that it tells of. Raises DoesNotExist when it no longer asks there, or when the trainer was
    forgotten since.
    """
    if "trainer" not in facts:
        return {}
    trainer = WorkshopTrainer.objects.select_related("person__user").get(pk=facts["trainer"])
    if trainer.is_forgotten or (trainer.person and trainer.person.is_forgotten):
        raise WorkshopTrainer.DoesNotExist
    if "user" in facts:
        return {"trainer": trainer}
    if "mark" not in facts:
        asks = LETTERS[facts["kind"]].audience == Audience.INVITED
        if trainer.person is None or (asks and not trainer.is_open):
            raise WorkshopTrainer.DoesNotExist
        return {"trainer": trainer, **_named(trainer.person), "address": readable(trainer.asks_at)}
    if not trainer.is_open or mark_of(trainer.email) != facts["mark"]:
        raise WorkshopTrainer.DoesNotExist
    return {"trainer": trainer, "name": trainer.name, "address": readable(trainer.email)}


def _reader(facts: Facts) -> dict[str, Any]:
    """Returns the recipient: an account, or somebody with a participation, as it was when the step was done."""
    if "user" in facts:
        return {"name": get_user_model().objects.get(pk=facts["user"]).display_name}
    if "person" in facts:
        return _named(Person.objects.get(pk=facts["person"]))
    if "participation" not in facts:
        return {}
    participation = Participation.objects.select_related("person__user").get(pk=facts["participation"])
    participation.state, participation.queue_number = facts["state"], facts["queue_number"]
    if position := facts.get("position"):
        participation.earlier = position - 1
    return {"participation": participation, **_named(participation.person)}


def _named(person: Person) -> dict[str, Any]:
    name = person.name_in(active_language()) or (person.user.display_name if person.user else "")
    return {"reader": person, "name": name}


def _change(facts: Facts) -> dict[str, Any]:
    """The decision or the other dates that it tells of."""
    if "step" in facts:
        step = Step.objects.get(pk=facts["step"])
        return {"change": step, "parts": _parts(step)}
    if "wish" not in facts:
        return {}
    change, language = WishedChange.objects.get(pk=facts["wish"]), get_language() or ""
    return {
        "change": change,
        "old_dates": _dates(change.stood, language),
        "new_dates": _dates(change.wished, language),
    }


def _parts(step: Step) -> str:
    """The texts that were changed, by their languages and names."""
    return "; ".join(
        "{language}: {texts}".format(
            language=language_name(change["name"].removeprefix("words-"), active_language()),
            texts=", ".join(label_of(WorkshopDescription, name) for name in change["fields"]),
        )
        for change in step.changes
        if change["name"].startswith("words-")
    )


def _dates(facts: dict[str, Any], language: str) -> str:
    first, last = (date.fromisoformat(facts[name]) for name in ("starts_on", "ends_on"))
    return format_date_range(first, last, language)


def _facts_of(workshop: Workshop) -> list[Fact]:
    return [
        Fact(_("Workshop"), workshop.title),
        Fact(_("Organiser"), workshop.organiser.name if workshop.organiser else ""),
        Fact(_("Dates"), workshop.dates),
        Fact(_("Place"), _("Online") if workshop.is_online else workshop.place),
        Fact(_("Daily hours"), LocalisedText(workshop.hours, workshop.working_language)),
    ]


def _role(kind: LetterKind, context: dict[str, Any]) -> list[Fact]:
    if "trainer" not in context or kind.audience == Audience.ORGANISER:
        return []
    return [Fact(_("Your role"), context["trainer"].get_role_display())]


def _decline(context: dict[str, Any]) -> Decline | None:
    """Returns the link to give up the place that an e-mail tells of; None for who could not sign in to do it."""
    participation = context.get("participation")
    if participation is None or not participation.person.user_id:
        return None
    waits = participation.state == ParticipationState.WAITLISTED
    return Decline(
        question=_("Can’t take part?"),
        label=_("Leave the waitlist") if waits else _("Give up my place"),
        url=settings.WAGTAILADMIN_BASE_URL + reverse("workshops:leave", args=[context["workshop"].slug]),
    )
