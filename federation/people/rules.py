"""Rules of people: which details of a person a viewer sees, who somebody is, and what they agreed to."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from allauth.account.models import EmailAddress
from django.db.models import Q

from portal.accounts.models import PrivacyTerms, User
from portal.accounts.registry import Subject, subject_of
from portal.accounts.rules import Visitor, may_manage

from .enums import Audience, Detail, Purpose, Step
from .models.person import Person
from .registry import met_by

# Who may see a detail shown to one audience also sees what is shown to these.
WIDER = {
    Audience.ORGANISERS: {Audience.ORGANISERS, Audience.PARTICIPANTS, Audience.EVERYBODY},
    Audience.PARTICIPANTS: {Audience.PARTICIPANTS, Audience.EVERYBODY},
}


@dataclass(frozen=True)
class Asking:
    """Where a consent is asked for: at a step that cannot be done without it, and where one may agree or not."""

    needed_at: Step | None = None
    offered_at: frozenset[Step] = frozenset()


ASKED: dict[Purpose, Asking] = {
    Purpose.PRIVACY: Asking(
        needed_at=Step.ACCOUNT, offered_at=frozenset({Step.PAGE})
    ),  # Accounts made by others.
    Purpose.PLACE: Asking(needed_at=Step.PLACE),
    Purpose.SHOWN: Asking(needed_at=Step.TRAINING),
    Purpose.PARTICIPANTS: Asking(offered_at=frozenset({Step.PAGE})),
    Purpose.PHOTOS: Asking(offered_at=frozenset({Step.PAGE, Step.TRAINING})),
    Purpose.NEWS: Asking(offered_at=frozenset({Step.PAGE})),
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


def may_be_served(person: Person, by: User) -> bool:
    """True when the secretariat may act for somebody at a written request: they cannot sign in to do it themselves, and
    their account, if they have one, is not out of its reach.
    """
    return not person.can_sign_in and (person.user is None or may_manage(by, person.user))


def may_be_opened(person: Person, by: User) -> bool:
    """True when the account of somebody was closed by its owner and may be opened again. What a merge has closed is
    opened by the undo of the merge, what an administrator has locked by an administrator.
    """
    account = person.user
    return bool(account and account.is_closed and not person.merged_into_id and may_manage(by, account))


def subject_of_person(person: Person) -> Subject:
    """Returns who a person is: with their account, if they have one."""
    return subject_of(person.user) if person.user else named_as(Subject(), person)


def named_as(subject: Subject, person: Person) -> Subject:
    """Returns the subject with what a person's row tells of it, and the entries that were merged into it."""
    entries = person.merged.select_related("user").order_by("pk")
    former = tuple(subject_of_person(entry) for entry in entries)
    names = {*person.all_names}
    addresses = subject.addresses.union(
        addresses_of_nobody_else(person), *(each.addresses for each in former)
    )
    return replace(subject, person=person, names=subject.names | names, addresses=addresses, former=former)


def addresses_of_nobody_else(person: Person) -> frozenset[str]:
    """Returns the addresses that were noted for a person and are theirs alone, whoever noted them: no other account has
    proved them, and they were noted for nobody else, as the address of a library is that its people share.
    """
    noted = person.noted_addresses
    proved = EmailAddress.objects.filter(email__in=noted, verified=True)
    proved = proved.exclude(user__person=person).exclude(user__person__merged_into=person)
    taken = {*proved.values_list("email", flat=True)}
    others = Person.objects.noted_with(noted).exclude(Q(pk=person.pk) | Q(merged_into=person))
    taken.update(*(other.noted_addresses for other in others))
    return noted - taken


def has_consented(person: Person, purpose: Purpose) -> bool:
    """True while a consent to the purpose stands, to whatever version of its wording."""
    return person.consents.standing().to(purpose).exists()


def needed_at(step: Step) -> Purpose | None:
    """The purpose without whose consent a step cannot be done."""
    return next((purpose for purpose, asking in ASKED.items() if asking.needed_at is step), None)


def offered_at(step: Step) -> list[Purpose]:
    """The purposes to which one may agree at a step, or not."""
    return [purpose for purpose, asking in ASKED.items() if step in asking.offered_at]


def may_agree_on_page(person: Person, purpose: Purpose) -> bool:
    """True where the page of one's consents offers a purpose: it is asked there, or was given once and taken back."""
    return purpose in offered_at(Step.PAGE) or has_answered(person, purpose)


def has_answered(person: Person, purpose: Purpose) -> bool:
    """True when somebody has ever agreed to a purpose, be it that they took it back."""
    return person.consents.to(purpose).exists()


def current_wording(purpose: Purpose) -> PrivacyTerms | None:
    """The version of a purpose's wording in force today."""
    return PrivacyTerms.objects.current(purpose.value)
