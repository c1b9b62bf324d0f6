"""Registry of rows that others rely on: what the office changes of one is a step in the journal, and is told.

A room registers its models, whom it tells of changes of any, and its own verbs, in a module named `receivers`.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Model, TextChoices

from portal.accounts.models import User

from .enums import OfficeVerb

if TYPE_CHECKING:
    from federation.people.models import Person

    from .models.step import Step

Facts = dict[str, Any]  # Values by the names of facts, as `content.versions` writes them.


@dataclass(frozen=True)
class OfficeChange:
    """What somebody of the office has done to a row, which is as it stands now, or stood until it was deleted."""

    row: Any
    verb: OfficeVerb
    by: User | None
    was: Facts  # Empty of a new row.
    changed: list[str]  # The names of facts.
    step: "Step"

    @property
    def by_person(self) -> "Person | None":
        """Whoever did it, as the person whom others know."""
        return self.by.known_person if self.by else None


Teller = Callable[[OfficeChange], None]


@dataclass(frozen=True)
class Relied:
    """How the journal tells of changes of a model's rows."""

    about: Callable[[Any], Model]
    verb: str
    besides: frozenset[str]
    says_values: bool
    tellers: list[Teller] = field(default_factory=list)


# What closed wishes keep of their facts: nothing that opens a door, or that somebody may have forgotten.
Keep = Callable[[Facts], Facts]
KEEPS: dict[type[Model], Keep] = {}
RELIED_ON: dict[type[Model], Relied] = {}
VERBS: dict[str, TextChoices] = {}


def register_verbs(verbs: type[TextChoices]) -> None:
    """Registers what the steps of a room's records are called."""
    VERBS.update({verb.value: verb for verb in verbs})


register_verbs(OfficeVerb)


def relied_on(
    model: type[Model],
    *,
    about: Callable[[Any], Model] = lambda row: row,
    verb: str = "",
    besides: Collection[str] = (),
    says_values: bool = False,
) -> None:
    """Registers a model whose rows others rely on.

    `about` finds the record in whose journal a change of a row stands, with the `verb` that the record's room has for
    it; `besides` are facts that nobody relies on. Only a model that names nobody `says_values`: of any other the
    journal says which facts were changed, and no more.
    """
    RELIED_ON[model] = Relied(about, verb, frozenset(besides), says_values)


def keeps(model: type[Model]) -> Callable[[Keep], Keep]:
    """Registers what is kept of the facts of a model's wished changes once nobody decides about them any more."""

    def register(keep: Keep) -> Keep:
        KEEPS[model] = keep
        return keep

    return register


def tells(model: type[Model]) -> Callable[[Teller], Teller]:
    """Registers a function that tells somebody of changes of a registered model's rows, in the same transaction."""

    def register(teller: Teller) -> Teller:
        RELIED_ON[model].tellers.append(teller)
        return teller

    return register
