"""Letters about merges, to the addresses of both, and about consents: to who is asked, and to the secretariat."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.mail.sending import send_letter

from .enums import QUESTIONS, Purpose
from .models.merge import Merge
from .models.person import Person

Addressed = tuple[str, str]  # An address, and the language in which it is written to.


def addressed(person: Person) -> Addressed:
    """Where somebody is written to, and in which language."""
    language = person.user.preferred_language if person.user else person.preferred_language
    return person.address, language


def ask(merge: Merge) -> None:
    """Asks both whether the two are one person."""
    for name, person in (("kept", merge.kept), ("merged", merge.merged)):
        address, language = addressed(person)
        url = _url(language, "people:same_person", merge.pk)
        _send(merge, f"merge_asked:{name}", "merge_asked", person, (address, language), url=url)


def tell_merged(merge: Merge, to: list[Addressed], *, is_closed: bool) -> None:
    """Tells both addresses, as they were before, that they were merged, and whether an account was closed. Both letters
    are the kept one's.
    """
    _send_to_both(merge, "merge_done", [(merge.kept, each) for each in to], is_closed=is_closed)


def tell_undone(merge: Merge) -> None:
    """Tells both addresses that the merge was undone."""
    people = Person.objects.select_related("user").in_bulk([merge.kept_id, merge.merged_id])
    both = [people[key] for key in (merge.kept_id, merge.merged_id)]
    _send_to_both(merge, "merge_undone", [(person, addressed(person)) for person in both])


def _send_to_both(merge: Merge, kind: str, to: Iterable[tuple[Person, Addressed]], **context: Any) -> None:
    once = {address: (person, (address, language)) for person, (address, language) in to}
    for number, (person, each) in enumerate(once.values()):
        _send(merge, f"{kind}:{number}", kind, person, each, **context)


def _send(merge: Merge, key: str, kind: str, person: Person, to: Addressed, **context: Any) -> None:
    address, language = to
    if address:
        send_letter(
            key=f"people:{key}:{merge.pk}",
            person=person,
            address=address,
            language=language,
            template=f"mail/people/{kind}",
            context=context,
        )


def ask_for_consent(person: Person, purpose: Purpose) -> None:
    """Asks a person for a consent, once in all."""
    address, language = addressed(person)
    send_letter(
        key=f"people:consent_asked:{purpose}:{person.pk}",
        person=person,
        address=address,
        language=language,
        template="mail/people/consent_asked",
        context={
            "question": QUESTIONS[purpose],
            "url": _url(language, "people:consents"),
        },
    )


def tell_of_pictures(person: Person) -> None:
    """Tells the secretariat that somebody has withdrawn the consent to photos. The letter leads to who it is and names
    nobody: it goes on standing with its readers when the person is erased.
    """
    ended = person.consents.to(Purpose.PHOTOS).exclude(withdrawn_at=None).latest("withdrawn_at", "pk")
    for user in User.objects.with_role(Role.SECRETARIAT):
        send_letter(
            key=f"people:photos_withdrawn:{ended.pk}:user-{user.pk}",
            person=user.known_person,
            address=user.email,
            language=user.preferred_language,
            template="mail/people/photos_withdrawn",
            context={
                "url": _url(user.preferred_language, "wagtailsnippets_people_person:consents", person.pk)
            },
        )


def _url(language: str, route: str, *args: int) -> str:
    with translation.override(language):
        return settings.WAGTAILADMIN_BASE_URL + reverse(route, args=args)
