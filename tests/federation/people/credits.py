"""Every kind of credit, with a thing that has one, as readers meet it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model

from federation.news.models import NewsAuthor
from federation.people.actions import give_consent
from federation.people.models import Credit, Person
from federation.people.rules import current_wording
from resources.models import Material, MaterialCreator
from tests.federation.news.factories import NewsPageFactory
from tests.resources.factories import MaterialFactory


@dataclass(frozen=True)
class Kind:
    """A kind of credit: how a public thing with credits is made, and where it is read."""

    make: Callable[..., Model]
    address: str  # With the language and the slug of the thing.
    queries: int  # That its page needs, however many credits it has.


def agree(person: Person, kind: type[Credit] = NewsAuthor) -> None:
    """A person agrees to be named by a kind of credit, if it asks for that."""
    if kind.consent:
        give_consent(person, current_wording(kind.consent))


def news(*credits: dict[str, Any]) -> Model:
    """An item whose authors have agreed to be named."""
    for credit in credits:
        if "person" in credit:
            agree(credit["person"])
    return NewsPageFactory(slug="credited", authors=credits)


def material(*credits: dict[str, Any]) -> Model:
    made = MaterialFactory(slug="credited", titles={"kk": "Жарғы"})
    made.creators = [MaterialCreator(**row, sort_order=at) for at, row in enumerate(credits)]
    made.save()
    return Material.objects.get(pk=made.pk)


KINDS = {
    NewsAuthor: Kind(news, "/{}/news/credited/", 6),
    MaterialCreator: Kind(material, "/{}/library/credited/", 9),
}


def kinds_of_credits() -> list[type[Credit]]:
    return [model for model in apps.get_models() if issubclass(model, Credit)]
