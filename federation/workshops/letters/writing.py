"""Writers of the e-mails about workshops, out of the facts that `actions.telling` keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from federation.directory.models import Organisation
from federation.membership.enums import Verb
from federation.membership.rules import may
from federation.people.models import Person
from portal.journal.models import Step, WishedChange
from portal.language import format_datetime
from portal.localisation.text import LocalisedText, active_language
from portal.look.components import Fact, Link
from portal.mail.fields import readable
from portal.mail.registry import ATTACHED, Facts, writer

from ..contents.facts import DATES
from ..contents.readings import changes_between
from ..contents.reasons import reasons_of
from ..contents.wording import Change, for_reader, in_words, of_concern
from ..enums import Audience, OfferAnswer, ParticipationState, WorkshopState
from ..models.hosting import Hosting
from ..models.participation import Participation
from ..models.place_offer import PlaceOffer
from ..models.workshop import Workshop
from ..models.workshop_trainer import WorkshopTrainer
from .facts import calendar_file, facts_of
from .kinds import CHOSEN, LETTERS, OFFER, WHY, WRITER, LetterKind


@dataclass(frozen=True)
class Decline:
    """The question below an e-mail about a place, and the link with which the place is given up."""

    question: str
    label: str
    url: str


@writer(WRITER, names={"trainer": WorkshopTrainer, "offer": PlaceOffer})
def step(facts: Facts) -> tuple[str, dict[str, Any]] | None:
    """Writes the e-mail about a step (`LETTERS`). None when what it tells of is gone, or asks nobody any more, and for
    a kind of an earlier release that is not written now.
    """
    kind = LETTERS.get(facts["kind"])
    workshop = Workshop.objects.filter(pk=facts["workshop"]).first()
    if kind is None or workshop is None or _is_past(facts, workshop) or not kind.is_open(workshop):
        return None
    try:
        context = {
            "workshop": workshop,
            **_reader(facts),
            **_change(facts, kind, workshop),
            **_trainer(facts),
            **_offer(facts),
            **_hosting(workshop, facts),
        }
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
        "facts": [
            *_facts_for(kind, workshop, context),
            *_role(kind, context),
            *_held(kind, context),
            *_answers(facts),
            *_asked_by(facts),
        ],
        "days_left": _days_left(workshop),
        "decline": _decline(context) if kind.may_decline else None,
        "has_account": _has_account(kind, reader),
        "why": _why(kind, facts) % {"organisation": _represented(kind, workshop, facts)},
        ATTACHED: calendar_file(workshop, _knows_link(kind, context))
        if kind.has_calendar and workshop.is_public and _comes(context)
        else [],
        **context,
    }


def _facts_for(kind: LetterKind, workshop: Workshop, context: dict[str, Any]) -> list[Fact]:
    """What it says of the workshop: of a draft, to who is no part of it any more, what it is called and by whom."""
    found = facts_of(workshop, shows_link=_knows_link(kind, context))
    return found[:2] if kind.audience == Audience.FORMER and not workshop.is_public else found


def _is_past(facts: Facts, workshop: Workshop) -> bool:
    """True of a reminder of days that are others by now, or of a place or a training that was given up meanwhile."""
    if "starts_on" not in facts:
        return False
    if workshop.state != WorkshopState.APPROVED or str(workshop.starts_on) != facts["starts_on"]:
        return True
    if "participation" in facts:
        return not Participation.objects.registered().filter(pk=facts["participation"]).exists()
    return not WorkshopTrainer.objects.filter(pk=facts["trainer"], declined_at=None).exists()


def _comes(context: dict[str, Any]) -> bool:
    """True of whoever has a place, and of who trains: on the waitlist nobody marks the days yet."""
    participation = context.get("participation")
    return participation is None or participation.state == ParticipationState.REGISTERED


def _why(kind: LetterKind, facts: Facts) -> str:
    """The reason in the foot; who was chosen is written to as the person they are, at no address of the organiser's."""
    return str(CHOSEN if kind.audience == Audience.INVITED and "mark" not in facts else WHY[kind.audience])


def _represented(kind: LetterKind, workshop: Workshop, facts: Facts) -> str:
    """The name of the organisation because of which a representative is written to."""
    if key := facts.get("host") or facts.get("organisation"):
        return Organisation.objects.get(pk=key).name.text
    organisation = workshop.host if kind.audience == Audience.HOST else workshop.organiser
    return organisation.name.text if organisation else ""


def mark_of(email: str) -> str:
    """What an address is known by where it must not stand: it tells whether a line still has a letter's address."""
    return salted_hmac("workshops.trainer", email).hexdigest()[:16]


def _has_account(kind: LetterKind, reader: Person | None) -> bool:
    """Whether the letter may speak of the reader's account. To one who is invited it says the same, whoever it is."""
    if kind.audience in (Audience.INVITED, Audience.OFFERED):
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


def _offer(facts: Facts) -> dict[str, Any]:
    """The held place that it tells of. Raises DoesNotExist when the letter asks about one that is held no more."""
    if "offer" not in facts:
        return {}
    offer = PlaceOffer.objects.select_related("organisation").get(pk=facts["offer"])
    if LETTERS[facts["kind"]].button is OFFER and not offer.is_open:
        raise PlaceOffer.DoesNotExist
    held_until = format_datetime(offer.held_until, active_language())
    return {"offer": offer, "name": offer.name, "address": offer.address, "held_until": held_until}


def _hosting(workshop: Workshop, facts: Facts) -> dict[str, Any]:
    """The question to the host that it tells of. Raises DoesNotExist for one that asks when nothing is asked there any
    more.
    """
    if "hosting" not in facts or facts["kind"] == "host_let_go":
        return {}
    hosting = Hosting.objects.select_related("organisation").get(pk=facts["hosting"])
    if facts["kind"] != "host_asked":
        return {"hosting": hosting}
    if not hosting.is_open:
        raise Hosting.DoesNotExist
    reader = get_user_model().objects.get(pk=facts["user"])
    return {
        "hosting": hosting,
        "is_contact": workshop.trainers.asking_contact(reader).exists(),
        "may_answer": may(reader, Verb.HOST, hosting.organisation),
    }


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


def _change(facts: Facts, kind: LetterKind, workshop: Workshop) -> dict[str, Any]:
    """The step or the wished change that it tells of, with what changes for its readers."""
    if "wish" in facts:
        wish = WishedChange.objects.get(pk=facts["wish"])
        made = Step.objects.filter(pk=facts.get("step", 0)).first()  # What came of it, where it was approved.
        changes = made.changes if made else changes_between(wish.stood, wish.wished, wish.wished)
        if "host" in facts:  # Whom money does not concern, whatever else it has asked for.
            changes = [change for change in changes if change["name"] != "money"]
        reason = reasons_of(wish, of_money="host" not in facts)
        return _said(workshop, wish, changes, kind, reason, is_wished=made is None)
    if "step" in facts:
        step = Step.objects.get(pk=facts["step"])
        changes = for_reader(of_concern(step.changes, kind.audience))
        return _said(workshop, step, changes, kind, step.said)
    if "changes" in facts:  # Of a draft, which has no step.
        return _said(workshop, None, for_reader(of_concern(facts["changes"], kind.audience)), kind)
    return {}


def _said(
    workshop: Workshop,
    change: Step | WishedChange | None,
    changes: Sequence[Change],
    kind: LetterKind,
    reason: LocalisedText | None = None,
    is_wished: bool = False,
) -> dict[str, Any]:
    names_hosts = kind.audience in (Audience.SECRETARIAT, Audience.ORGANISER)
    said = in_words(workshop, changes, names_hosts=names_hosts, is_wished=is_wished)
    return {
        "change": change,
        "reason": reason,
        "changes": said,
        "parts": "; ".join(one.label for one in said),
        "is_moved": any(one["name"] in DATES for one in changes),
    }


def _knows_link(kind: LetterKind, context: dict[str, Any]) -> bool:
    """True for letters to those who may read the link to take part: not to who waits for a place or an answer."""
    place = context.get("participation")
    has_place = place is not None and place.state == ParticipationState.REGISTERED
    return has_place or kind.audience == Audience.TRAINERS


def _days_left(workshop: Workshop) -> int | None:
    """Days until booking closes; None where it does not say when."""
    closes = workshop.applications_close_at
    return (timezone.localdate(closes) - timezone.localdate()).days if closes else None


def _role(kind: LetterKind, context: dict[str, Any]) -> list[Fact]:
    if "trainer" not in context or kind.audience == Audience.ORGANISER:
        return []
    return [Fact(_("Your role"), context["trainer"].get_role_display())]


def _held(kind: LetterKind, context: dict[str, Any]) -> list[Fact]:
    return [Fact(_("Confirm by"), context["held_until"])] if kind.button is OFFER else []


def _answers(facts: Facts) -> list[Fact]:
    return [Fact(OfferAnswer(answer).label, number) for answer, number in facts.get("answers", {}).items()]


def _asked_by(facts: Facts) -> list[Fact]:
    """For whom a change is asked for: the organiser or the host."""
    organisation = Organisation.objects.filter(pk=facts.get("asked_by") or 0).first()
    return [Fact(_("Asked for by"), organisation.name)] if organisation else []


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
