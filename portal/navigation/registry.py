"""Registry of a signed-in person's first screen. A room registers its parts in a module named `desk`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from portal.accounts.models import User
from portal.accounts.rules import Visitor
from portal.localisation.text import LocalisedText


@dataclass(frozen=True)
class Task:
    """One thing that waits for this person: what, why, by when, and the one verb that does it."""

    title: str | LocalisedText
    why: str
    url: str
    verb: str
    due: date | datetime | None = None
    state: str = "waiting"  # A state of the badge component.
    minutes: int | None = None


@dataclass(frozen=True)
class Section:
    """An entry of the rail at the left."""

    title: str
    url: str
    count: int | None = None


@dataclass(frozen=True)
class Panel:
    """A block below the tasks: a template and its context."""

    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    url: str = ""
    url_title: str = ""


@dataclass(frozen=True)
class Waiting:
    """Tasks of one kind that wait for somebody in the admin: the first few, and how many there are."""

    title: str
    tasks: list[Task]
    total: int
    url: str = ""  # Of all of them.


MOST_WAITING = 5  # Tasks of one kind on the admin's first screen.
Provider = Callable[[Any], Iterable[Any]]
TASKS: list[Provider] = []
SECTIONS: list[Provider] = []
PANELS: list[Provider] = []
REPRESENTATIONS: list[Provider] = []
ADMIN_TASKS: list[Provider] = []


def tasks(function: Provider) -> Provider:
    """Registers a function from a user to the tasks that wait for them."""
    TASKS.append(function)
    return function


def sections(function: Provider) -> Provider:
    """Registers a function from a user to entries of their rail."""
    SECTIONS.append(function)
    return function


def panels(function: Provider) -> Provider:
    """Registers a function from a user to panels on their first screen."""
    PANELS.append(function)
    return function


def representations(function: Provider) -> Provider:
    """Registers a function from a user to the names of those they speak for, told below their own name."""
    REPRESENTATIONS.append(function)
    return function


def admin_tasks(function: Provider) -> Provider:
    """Registers a function from a user to what waits for them in the admin (`Waiting`)."""
    ADMIN_TASKS.append(function)
    return function


def tasks_for(user: Visitor) -> list[Task]:
    """Returns the tasks that wait for the user, the most urgent first; what has no date comes last."""
    found = [task for provide in TASKS for task in provide(user)]
    return sorted(found, key=lambda task: (task.due is None, _day(task.due)))


def sections_for(user: Visitor) -> list[Section]:
    """The user's rail, in the order of the floors."""
    return [section for provide in SECTIONS for section in provide(user)]


def panels_for(user: Visitor) -> list[Panel]:
    """The panels of the user's first screen."""
    return [panel for provide in PANELS for panel in provide(user)]


def representations_for(user: User) -> list[str]:
    """Whom the user speaks for, by name."""
    return [name for provide in REPRESENTATIONS for name in provide(user)]


def admin_tasks_for(user: Visitor) -> list[Waiting]:
    """Returns the tasks that wait for the user in the admin, kind by kind, without kinds of which there is none."""
    return [waiting for provide in ADMIN_TASKS for waiting in provide(user) if waiting.tasks]


def _day(due: date | datetime | None) -> date:
    if due is None:
        return date.max
    return localdate(due) if isinstance(due, datetime) else due
