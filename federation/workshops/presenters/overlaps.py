"""Other workshops that somebody attends on the same days."""

from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.look.components import Link

from ..models.workshop import Workshop


def overlaps_of(workshop: Workshop, user: User) -> list[Link]:
    """The workshops on the same days in which the user has a place, waits for one, or trains: title and dates."""
    rows = Workshop.objects.attended_by(user).overlapping(workshop).prefetch_related("descriptions")
    return [
        Link(
            _("%(title)s, %(dates)s") % {"title": row.title.text, "dates": row.dates},
            row.url if row.is_public else "",
        )
        for row in rows.order_by("starts_on", "pk")
    ]
