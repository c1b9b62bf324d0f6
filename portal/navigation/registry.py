"""Registry of the first screens, of the desk and of the admin. A room registers its parts in a module named `desk`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.db.models import QuerySet
from django.utils.timezone import localdate

from portal.accounts.models import User
from portal.localisation.text import LocalisedText
from portal.look.components import Task


@dataclass(frozen=True)
class Representation:
    """An organisation that somebody speaks for: the row of a room above, its name, and its part of addresses."""

    organisation: Any
    name: LocalisedText
    slug: str


@dataclass(frozen=True)
class Acting:
    """Whoever is at work, and for whom: the account, and an organisation that they have chosen of those they represent.

    Without one they act for themselves, and see what waits for all whom they represent.
    """

    user: User
    organisation: Any = None

    @property
    def person(self) -> Any:
        """The person behind the account."""
        return self.user.person


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

    @classmethod
    def first(cls, title: str, rows: QuerySet, task_of: Callable[[Any], Task], url: str) -> Self:
        """Makes tasks of the first few rows. Counts the rows only where there may be more."""
        tasks = [task_of(row) for row in rows[:MOST_WAITING]]
        return cls(title, tasks, rows.count() if len(tasks) == MOST_WAITING else len(tasks), url)


@dataclass(frozen=True)
class Kind:
    """One kind of task that waits for somebody: a room registers it once, with what each first screen shows of it.

    A screen asks for its own part alone, so that it makes no query of the other. On the desk, what `is_done_in_admin`
    stands below what is done at the desk itself. Who acts for one organisation is shown only kinds that are
    `is_for_organisations`.
    """

    acting: Acting
    is_done_in_admin: ClassVar[bool] = False
    is_for_organisations: ClassVar[bool] = False

    @property
    def user(self) -> User:
        """The account of whoever is at work."""
        return self.acting.user

    def on_desk(self) -> Iterable[Task]:
        """Returns the tasks of the desk: one for each thing, or one for all of them."""
        return ()

    def in_admin(self) -> Waiting | None:
        """Returns the first few things, and how many there are, for the admin."""
        return None


MOST_WAITING = 5  # Tasks of one kind on the admin's first screen.
Provider = Callable[[Any], Iterable[Any]]
KINDS: list[type[Kind]] = []
SECTIONS: list[Provider] = []
PANELS: list[Provider] = []
REPRESENTATIONS: list[Provider] = []


def tasks(kind: type[Kind]) -> type[Kind]:
    """Registers a kind of task, for the desk and the admin."""
    KINDS.append(kind)
    return kind


def sections(function: Provider) -> Provider:
    """Registers a function from whoever is at work (`Acting`) to entries of their rail."""
    SECTIONS.append(function)
    return function


def panels(function: Provider) -> Provider:
    """Registers a function from whoever is at work (`Acting`) to panels on their first screen."""
    PANELS.append(function)
    return function


def representations(function: Provider) -> Provider:
    """Registers a function from a user to those whom they speak for (`Representation`)."""
    REPRESENTATIONS.append(function)
    return function


def tasks_for(acting: Acting) -> list[Task]:
    """Returns the tasks that wait for whoever is at work, the most urgent first; what has no date comes last."""
    kinds = sorted(KINDS, key=lambda kind: kind.is_done_in_admin)
    if acting.organisation:
        kinds = [kind for kind in kinds if kind.is_for_organisations]
    found = [task for kind in kinds for task in kind(acting).on_desk()]
    return sorted(found, key=lambda task: (task.due is None, _day(task.due)))


def sections_for(acting: Acting) -> list[Section]:
    """The rail of whoever is at work, in the order of the floors."""
    return [section for provide in SECTIONS for section in provide(acting)]


def panels_for(acting: Acting) -> list[Panel]:
    """The panels of their first screen."""
    return [panel for provide in PANELS for panel in provide(acting)]


def representations_of(user: User) -> list[Representation]:
    """Returns those whom the user speaks for."""
    return [one for provide in REPRESENTATIONS for one in provide(user)]


def admin_tasks_for(user: User) -> list[Waiting]:
    """Returns the tasks that wait for the user in the admin, kind by kind, without kinds of which there is none."""
    found = [kind(Acting(user)).in_admin() for kind in KINDS]
    return [waiting for waiting in found if waiting and waiting.tasks]


def _day(due: date | datetime | None) -> date:
    if due is None:
        return date.max
    return localdate(due) if isinstance(due, datetime) else due
