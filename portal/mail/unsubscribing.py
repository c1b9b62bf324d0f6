"""Ending and beginning to be written to about a category, signed in or by the link in a letter (RFC 8058)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from .enums import OPTIONAL_CATEGORIES, Category, GivenUp
from .links import opens
from .models.letter import Letter
from .models.unsubscription import Unsubscription
from .registry import Facts

UNSUBSCRIBE_LINK = "mail.unsubscribe"
UNSUBSCRIBE_URL = "unsubscribe_url"  # The link's name in the context of letters.
SALT = "portal.mail.unsubscribe"
NOBODY = "nobody@gone.invalid"


class Written(Protocol):
    """A letter, or what is to become one."""

    @property
    def person_id(self) -> int | None: ...
    @property
    def address(self) -> str: ...
    @property
    def category(self) -> str: ...


if TYPE_CHECKING:
    from federation.people.models import Person

W = TypeVar("W", bound=Written)


@dataclass(frozen=True)
class Subscription:
    """Who is written to about what: a person, by key, or else an address."""

    person: int | None
    address: str
    category: Category


def reader_of(letter: Written) -> Facts:
    """Facts of the link with which the reader of a letter ends its category."""
    return {
        "person": letter.person_id,
        "address": "" if letter.person_id else letter.address,
        "category": letter.category,
    }


@opens(UNSUBSCRIBE_LINK)
def unsubscribe_url(about: Facts) -> str:
    """The address that ends a subscription without signing in, in the language of the letter; good for ever."""
    token = signing.dumps([about["person"], about["address"], about["category"]], salt=SALT)
    return settings.WAGTAILADMIN_BASE_URL + reverse("account_unsubscribe", args=[token])


def subscription_of(token: str) -> Subscription | None:
    """What the link of a letter ends; None for a link that we did not make. A letter from before a merge ends it for
    who its reader is now.
    """
    try:
        person, address, category = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    reader = _people().filter(pk=person).first() if person else None
    return Subscription(reader.standing.pk if reader else person, address, Category(category))


def _people() -> "models.Manager[Person]":
    """All people, whom this layer knows by the keys of its letters alone."""
    model = cast("type[Person]", Unsubscription._meta.get_field("person").related_model)
    return model._base_manager


def wanted(letters: Iterable[W]) -> list[W]:
    """Those letters that their readers have not unsubscribed from. Asks only where there is one that may be."""
    letters = list(letters)
    optional = [letter for letter in letters if letter.category != Category.NECESSARY]
    if not optional:
        return letters
    found = Unsubscription.objects.filter(
        Q(person__in={letter.person_id for letter in optional} - {None})
        | Q(address__in={letter.address for letter in optional} - {""}),
        category__in={letter.category for letter in optional},
    ).values_list("person", "address", "category")
    people = {(person, category) for person, _address, category in found if person}
    addresses = {(address, category) for _person, address, category in found if address}
    return [
        letter
        for letter in letters
        if (letter.person_id, letter.category) not in people
        and (letter.address, letter.category) not in addresses
    ]


@transaction.atomic
def unsubscribe(of: Subscription) -> None:
    """Ends a subscription, and sends none of its letters that still waits. Safe to call twice.

    Of a person who is no more it does the work and keeps nothing: the link in an old letter tells nobody that they are
    gone. Raises ValueError for what nobody can do without.
    """
    if of.category == Category.NECESSARY:
        raise ValueError("necessary letters cannot be ended")
    is_gone = of.person is not None and not _people().filter(pk=of.person).exists()
    person = None if is_gone else of.person
    reader: Facts = {"person_id": person, "address": NOBODY if is_gone else "" if person else of.address}
    with transaction.atomic():  # What is undone is committed all the same: that takes its time.
        Unsubscription.objects.get_or_create(defaults={}, category=of.category, **reader)
        waiting = Letter.objects.unfinished().of_reader(of.person, of.address).filter(category=of.category)
        waiting.update(given_up_at=timezone.now(), given_up_as=GivenUp.UNWANTED, sealed="")
        if is_gone:
            transaction.set_rollback(True)


def subscribe(of: Subscription) -> None:
    """Begins a subscription again, whether the person ended it or whoever had the address before."""
    Unsubscription.objects.of_reader(of.person, of.address).filter(category=of.category).delete()


def categories_in_use() -> list[Category]:
    """The categories that readers may choose: those of which there was a letter."""
    used = set(
        Letter.objects.exclude(category=Category.NECESSARY).values_list("category", flat=True).distinct()
    )
    return [category for category in OPTIONAL_CATEGORIES if category in used]


def ended(person: int | None, address: str) -> set[str]:
    """The categories that a reader gets no letters of."""
    return set(Unsubscription.objects.of_reader(person, address).values_list("category", flat=True))
