"""Letters about merges, to the addresses of both; about consents, to who is asked, and to the secretariat; and about
details that the office has changed, to whose they are.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst

from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.journal.models import Step
from portal.journal.wording import label_of
from portal.mail.fields import readable
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


def tell_merged(merge: Merge, kept: Addressed, merged: Addressed, *, is_closed: bool) -> None:
    """Tells both addresses, as they were before, that they were merged; where an account was closed, which, and with
    which address one signs in: both said that they are one person. Both letters are the kept one's.
    """
    both = {kept[0]: kept} if kept[0] == merged[0] else {kept[0]: kept, merged[0]: merged}
    told = {"stays": readable(kept[0]), "closed": readable(merged[0])} if is_closed else {}
    for number, to in enumerate(both.values()):
        is_of_closed = is_closed and to is merged
        _send(merge, f"merge_done:{number}", "merge_done", merge.kept, to, is_of_closed=is_of_closed, **told)


def tell_undone(merge: Merge, *, reopened: User | None, is_place_lost: bool) -> None:
    """Tells both addresses that the merge was undone: to the owner of the account that is open again, what to do first,
    to both, whether a place was given up for good.
    """
    people = Person.objects.select_related("user").in_bulk([merge.kept_id, merge.merged_id])
    both = [people[key] for key in (merge.kept_id, merge.merged_id)]
    once = {
        address: (person, (address, language)) for person in both for address, language in [addressed(person)]
    }
    for number, (person, to) in enumerate(once.values()):
        is_open_again = reopened is not None and person.user == reopened
        url = _url(to[1], "account_reset_password") if is_open_again else ""
        _send(
            merge, f"merge_undone:{number}", "merge_undone", person, to, url=url, is_place_lost=is_place_lost
        )


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


def tell_of_details(person: Person, step: Step, names: list[str]) -> None:
    """Tells somebody which of their details the office has changed. The new ones are in no letter: an address may be
    another's.
    """
    address, language = addressed(person)
    with translation.override(language):
        changed = [capfirst(label_of(Person, name)) for name in names]
        name = person.shown_name
    send_letter(
        key=f"people:details_changed:{step.pk}",
        person=person,
        address=address,
        language=language,
        template="mail/people/details_changed",
        context={
            "name": name,
            "changed": changed,
            "url": _url(language, "people:details") if person.can_sign_in else "",
        },
    )


def _url(language: str, route: str, *args: int) -> str:
    with translation.override(language):
        return settings.WAGTAILADMIN_BASE_URL + reverse(route, args=args)
