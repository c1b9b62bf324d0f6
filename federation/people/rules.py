"""Rules of people: which details of a person a viewer sees."""

from collections.abc import Collection

from portal.accounts.rules import Visitor

from .enums import Audience, Detail
from .models.person import Person
from .registry import met_by

# Who may see a detail shown to one audience also sees what is shown to these.
WIDER = {
    Audience.ORGANISERS: {Audience.ORGANISERS, Audience.PARTICIPANTS, Audience.EVERYBODY},
    Audience.PARTICIPANTS: {Audience.PARTICIPANTS, Audience.EVERYBODY},
}


def visible_details(person: Person, viewer: Visitor) -> frozenset[Detail]:
    """Returns the details of a person that a viewer sees: all of one's own and for the staff who look after people,
    for others what the person shows to them.
    """
    return details_seen_by(viewer, [person])[person.pk]


def details_seen_by(viewer: Visitor, people: Collection[Person]) -> dict[int, frozenset[Detail]]:
    """Returns `visible_details` of many people by their keys, in as many questions as for one."""
    keys = [person.pk for person in people]
    seen = {key: {Audience.EVERYBODY} for key in keys}
    if viewer.is_authenticated and viewer.is_active:
        rows = Person.objects.filter(pk__in=keys)
        for audience, shown in WIDER.items():
            for key in rows.filter(met_by(viewer, audience)).values_list("pk", flat=True):
                seen[key] |= shown
        for key in rows.visible_to(viewer).values_list("pk", flat=True):
            seen[key] |= {*Audience}
    return {
        person.pk: frozenset(detail for detail in Detail if person.audience_of(detail) in seen[person.pk])
        for person in people
    }
