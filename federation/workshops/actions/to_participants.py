"""What organisers write to those who take part: sent once, to whom it is for at that moment."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.models import User
from portal.journal.actions import log
from portal.language import LANGUAGES
from portal.mail.sending import DeferredLetter, send_all_later

from ..enums import Addressees, StepVerb
from ..letters import PARTICIPANTS_WRITER
from ..models.participation import Participation
from ..models.workshop import Workshop
from ..models.workshop_letter import WorkshopLetter
from ..querysets import ParticipationQuerySet
from ..rules import takes_letters
from .addressing import to_person
from .places import lock_workshop
from .refusals import Refused, WrongState

DAY = timedelta(days=1)
# Letters of one workshop in a day: to all of a kind, and to chosen ones.
MOST_TO_ALL, MOST_TO_CHOSEN = 5, 30


@dataclass(frozen=True)
class Written:
    """A letter as its organiser wrote it: to whom, the keys of the participations that were chosen, and subject and
    text by language.
    """

    addressees: str
    chosen: Collection[int] = ()
    subject: dict[str, str] = field(default_factory=dict)
    text: dict[str, str] = field(default_factory=dict)

    def row(self, workshop: Workshop) -> WorkshopLetter:
        """The letter, not kept yet."""
        words = {f"subject_{code}": self.subject.get(code, "") for code in LANGUAGES}
        words |= {f"text_{code}": self.text.get(code, "") for code in LANGUAGES}
        return WorkshopLetter(workshop=workshop, addressees=self.addressees, **words)


def recipients_of(workshop: Workshop, written: Written) -> ParticipationQuerySet:
    """Those to whom a letter goes at this moment: nobody who has given up the place, or was erased."""
    rows = Participation.objects.filter(workshop=workshop).active().writable().select_related("person__user")
    match written.addressees:
        case Addressees.REGISTERED:
            rows = rows.registered()
        case Addressees.WAITLISTED:
            rows = rows.waitlisted()
        case _chosen:
            rows = rows.filter(pk__in=written.chosen)
    return rows.order_by("pk")


def send_to_participants(workshop: Workshop, user: User, written: Written, token: UUID) -> WorkshopLetter:
    """Sends a letter to those for whom it is, each in their language if it is written in that.

    A form sent twice with one `token` sends once. Raises WrongState when the workshop takes no letters any more,
    Refused when nobody would get it or there were too many in a day.
    """
    with lock_workshop(workshop.pk) as locked:
        if sent := WorkshopLetter.objects.filter(form_token=token, workshop=locked).first():
            return sent
        if not takes_letters(locked):
            raise WrongState(_("E-mails to participants can no longer be sent for this workshop."))
        _must_be_within_bounds(locked, written)
        recipients = list(recipients_of(locked, written))
        if not recipients:
            raise Refused(_("Nobody would get this e-mail: choose other recipients."))
        letter = written.row(locked)
        letter.written_by, letter.form_token, letter.sent_at = user.person, token, timezone.now()
        letter.save()
        letter.recipients.set(recipients)
        log(locked, StepVerb.LETTER_SENT, user, str(len(recipients)))
        send_all_later(_letter_to(letter, one) for one in recipients)
    return letter


def _must_be_within_bounds(workshop: Workshop, written: Written) -> None:
    """Raises Refused when as many letters of this kind were sent in the last day as may be."""
    is_to_chosen = written.addressees == Addressees.CHOSEN
    most = MOST_TO_CHOSEN if is_to_chosen else MOST_TO_ALL
    today = workshop.letters.filter(sent_at__gt=timezone.now() - DAY)
    chosen = today.filter(addressees=Addressees.CHOSEN)
    number = chosen.count() if is_to_chosen else today.exclude(addressees=Addressees.CHOSEN).count()
    if number >= most:
        raise Refused(
            ngettext(
                "At most %(count)d such e-mail can be sent for a workshop in a day. Send this one tomorrow.",
                "At most %(count)d such e-mails can be sent for a workshop in a day. Send this one tomorrow.",
                most,
            )
            % {"count": most}
        )


def _letter_to(letter: WorkshopLetter, participation: Participation) -> DeferredLetter:
    return to_person(
        f"to_participants:{letter.pk}:participation-{participation.pk}",
        {"letter": letter.pk, "participation": participation.pk},
        participation.person,
        writer=PARTICIPANTS_WRITER,
        reply_to=letter.workshop.contact_email,
    )
