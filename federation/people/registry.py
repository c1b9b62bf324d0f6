"""Registry of where people meet, room by room: who is an organiser or another participant to whom."""

from collections.abc import Callable

from django.db.models import Q, QuerySet

from portal.accounts.models import User

from .enums import Audience

MeetingProvider = Callable[[User], QuerySet]
MEETINGS: dict[Audience, list[MeetingProvider]] = {}


def meeting(audience: Audience) -> Callable[[MeetingProvider], MeetingProvider]:
    """Registers a function from a signed-in user to a queryset of the keys of people to whom the user is one of the
    audience, in a module named `rules`.
    """

    def register(provider: MeetingProvider) -> MeetingProvider:
        MEETINGS.setdefault(audience, []).append(provider)
        return provider

    return register


def met_by(user: User, audience: Audience) -> Q:
    """The condition under which a user is one of the audience to a person; matches nothing when nobody registered."""
    condition = Q(pk__in=[])
    for provide in MEETINGS.get(audience, ()):
        condition |= Q(pk__in=provide(user))
    return condition
