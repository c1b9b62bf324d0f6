"""Questions to organisers, from participants and from visitors. Nothing is kept of them but the letters."""

from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from federation.people.models import Person
from portal.accounts.models import User
from portal.language import language_name
from portal.localisation.text import LocalisedText, active_language
from portal.look.components import Fact, Link
from portal.mail.fields import readable
from portal.mail.sending import send_letter

from ..enums import Audience
from ..letters import WHY
from ..models.participation import Participation
from ..models.workshop import Workshop
from ..rules import may_write_to_participants
from .audiences import RECIPIENTS


@dataclass(frozen=True)
class Question:
    """What somebody asks an organiser, and in which language: of a participant with their address only where they show
    it; of a visitor with their name.
    """

    text: str
    address: str = ""
    participation: Participation | None = None
    visitor: str = ""
    language: str = ""


def goes_to_office(workshop: Workshop) -> bool:
    """True when nobody represents the organiser, so that the secretariat gets its questions."""
    return not RECIPIENTS[Audience.ORGANISER](workshop)


def is_answered_here(workshop: Workshop) -> bool:
    """True when somebody who gets a participant's question may answer it through the portal."""
    readers = cast(list[User], RECIPIENTS[Audience.ORGANISER](workshop))
    return any(may_write_to_participants(user, workshop) for user in readers)


@transaction.atomic
def ask_organiser(workshop: Workshop, question: Question) -> int:
    """Writes to those who represent the organiser today, or else to the secretariat; returns how many letters.

    The same question sent twice in a day is written once. Answers to the letter go to the address, where there is one.
    """
    words = (question.address, *question.text.split(), str(localdate()), str(workshop.pk))
    who = question.participation.pk if question.participation else "visitor"
    occasion = f"{who}:{salted_hmac('workshops.question', ' '.join(words)).hexdigest()[:24]}"
    audience = Audience.SECRETARIAT if goes_to_office(workshop) else Audience.ORGANISER
    key = f"workshops:question:{occasion}"
    readers = cast(list[User], RECIPIENTS[audience](workshop))
    return sum(_write(workshop, question, audience, user, key) for user in readers)


def _write(workshop: Workshop, question: Question, audience: Audience, user: User, key: str) -> bool:
    asker = question.participation.person if question.participation else None
    with override(user.preferred_language):
        action = _answer(workshop, question, user)
        context = {
            "name": user.display_name,
            "about": workshop.title.text,
            "subject_template": "mail/workshops/question/subject.txt",
            "text_template": "mail/workshops/question/text.txt",
            "question": LocalisedText(question.text, question.language),
            "is_participant": asker is not None,
            "facts": _facts(workshop, question, asker, action),
            "action": action,
            "has_account": True,
            "why": str(WHY[audience])
            % {"organisation": workshop.organiser.name.text if workshop.organiser else ""},
        }
    letter = send_letter(
        key=f"{key}:user-{user.pk}",
        person=user.known_person,
        address=user.email,
        language=user.preferred_language,
        template="mail/letter",
        context=context,
        reply_to=question.address,
        names=asker,
    )
    return letter is not None


def _facts(workshop: Workshop, question: Question, asker: Person | None, action: Link | None) -> list[Fact]:
    language = active_language()
    name = asker.name_in(language) or str(asker) if asker else question.visitor
    is_for_others = asker is not None and not question.address and action is None
    how = _("by a manager of the organiser, through the portal") if is_for_others else ""
    return [
        Fact(pgettext("of a message", "From"), name),
        Fact(_("E-mail"), readable(question.address)),
        Fact(_("Language"), language_name(question.language, language) if question.language else ""),
        Fact(_("Workshop"), workshop.title),
        Fact(_("Dates"), workshop.dates),
        Fact(pgettext("to a question", "Answer"), how),
    ]


def _answer(workshop: Workshop, question: Question, user: User) -> Link | None:
    """Where a participant is answered who does not show an address, by those who may; a visitor is answered by mail."""
    if question.participation is None or question.address or not may_write_to_participants(user, workshop):
        return None
    path = reverse("workshops:letter_new", args=[workshop.slug])
    url = f"{settings.WAGTAILADMIN_BASE_URL}{path}?to={question.participation.pk}"
    return Link(_("Answer the participant"), url)
