"""The organiser of a workshop as a member of the federation, for those who decide about it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from federation.directory.models import Organisation
from federation.membership.models import Membership
from portal.language import format_date
from portal.localisation.text import active_language
from portal.look.components import Link

from ..models.workshop import Workshop
from ..rules import may_organise_on


@dataclass(frozen=True)
class Standing:
    """Since when the organiser is a member, in `words`; or, when it is none today, a warning: `title` and `text`."""

    words: str = ""
    title: str = ""
    text: str = ""


def standing_of(workshop: Workshop) -> Standing | None:
    """Returns the organiser's membership as it is today; None for a workshop without organiser."""
    organiser = workshop.organiser
    if organiser is None:
        return None
    if organiser.is_federation:
        return Standing(_("Registered by the federation itself"))
    today = timezone.localdate()
    rows = Membership.objects.filter(organisation=organiser)
    if current := rows.on(today).first():
        return Standing(_("Member since %(day)s") % {"day": format_date(current.since, active_language())})
    last = rows.filter(until__lt=today).order_by("-until").first()
    if last is None or last.until is None:
        return Standing(
            title=_("The organiser is not a member of the federation"),
            text=_("The portal knows of no membership of this organisation."),
        )
    return Standing(
        title=_("The organiser is no longer a member of the federation"),
        text=_("Its membership ended on %(day)s. You may still decide about what it submitted before.")
        % {"day": format_date(last.until, active_language())},
    )


def outsiders_among(organisations: Iterable[Organisation]) -> list[Link]:
    """Returns the names of the organisations that cannot submit a workshop today, because they are no members."""
    today = timezone.localdate()
    return [Link(one.name, "") for one in organisations if not may_organise_on(one, today)]
