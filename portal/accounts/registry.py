"""Registry of the personal data that the portal holds on somebody, room by room: to hand it over, and to erase it.

A room says what it holds in a module named `personal_data`, with `register_personal_data(…)`: also how long it is kept,
and what somebody is told who closes the account or is erased.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Cast
from django.dispatch import Signal
from wagtail.models import ModelLogEntry

from .models.user import User

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Subject:
    """Somebody whose data is handed over or erased, with an account or without one.

    `addresses` are those that were proved or noted as theirs, in the one form of `portal.mail.fields`; `names` are
    their full names. `former` is who else they were until entries for them were merged: accounts that are closed, and
    what still points at them.
    """

    user: User | None = None
    person: Any = None  # The row of `federation.people`, which this layer does not know.
    addresses: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    former: tuple["Subject", ...] = ()

    @property
    def visitor(self) -> User | AnonymousUser:
        """Whose eyes decide what the file names: without an account, it names what is public."""
        return self.user or AnonymousUser()


class Leaving(Enum):
    """The two ways to go: an account is closed and its person stays, or somebody is erased."""

    CLOSING = "closing"
    ERASURE = "erasure"


@dataclass(frozen=True)
class Told:
    """What somebody reads before they go: what goes with them, what stays, and what it means for others."""

    goes: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()
    warns: tuple[str, ...] = ()

    def __add__(self, other: "Told") -> "Told":
        return Told(self.goes + other.goes, self.stays + other.stays, self.warns + other.warns)


Export = Callable[[Subject], Any]  # Whatever JSON can carry; dates and times may stay as they are.
Act = Callable[[Subject], None]  # May run twice.
Tells = Callable[[Subject, Leaving], Told]
Needs = Callable[[date], models.QuerySet]
Completes = Callable[[Subject], Subject]


def _do_nothing(_subject: Subject) -> None:
    pass


def _tell_nothing(_subject: Subject, _leaving: Leaving) -> Told:
    return Told()


@dataclass(frozen=True)
class PersonalData:
    """One kind of personal data that a room holds."""

    name: str  # The key in the file that people download.
    title: "StrPromise"  # What the page on personal data calls it.
    kept: "StrPromise"  # How long, as that page says.
    export: Export
    erase: Act  # Leaves nothing that tells who it was.
    close: Act  # Ends what has no sense without an account; the rest stays.
    tells: Tells
    needs: Needs | None  # The keys of the persons with whom the room has had to do since a day.
    keys: frozenset[str]  # The keys to users and persons that all this is for: "people.Affiliation.person".


@dataclass(frozen=True)
class AccountPage:
    """A page of one's own settings that a higher room adds."""

    title: "StrPromise"
    text: "StrPromise"
    url_name: str


PERSONAL_DATA: dict[str, PersonalData] = {}
COMPLETING: list[Completes] = []
ACCOUNT_PAGES: list[AccountPage] = []
consent_given = Signal()  # Somebody agreed to privacy terms: `user`, `terms`.


def register_personal_data(
    name: str,
    *,
    title: "StrPromise",
    kept: "StrPromise",
    export: Export,
    erase: Act,
    close: Act = _do_nothing,
    tells: Tells = _tell_nothing,
    needs: Needs | None = None,
    keys: Iterable[str] = (),
) -> None:
    """Registers a kind of personal data that a room holds; the fields of `PersonalData` say what is what."""
    PERSONAL_DATA[name] = PersonalData(name, title, kept, export, erase, close, tells, needs, frozenset(keys))


def register_account_page(*, title: "StrPromise", text: "StrPromise", url_name: str) -> None:
    """Registers a page of one's own settings."""
    ACCOUNT_PAGES.append(AccountPage(title, text, url_name))


def completes_subjects(complete: Completes) -> Completes:
    """Registers a function of a higher room that adds what it knows of somebody with an account."""
    COMPLETING.append(complete)
    return complete


def subject_of(user: User) -> Subject:
    """Returns who is behind an account, with every address that was proved to be theirs: one that nobody confirmed may
    be somebody else's.
    """
    proved = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    names = {user.get_full_name()} if user.first_name and user.last_name else set()
    subject = Subject(user=user, addresses=frozenset(proved), names=frozenset(names))
    for complete in COMPLETING:
        subject = complete(subject)
    return subject


def export_for(subject: Subject) -> dict[str, Any]:
    """Everything that the portal holds on somebody, by room, with what lies with who they were before merges."""
    return {
        holding.name: _with_former(
            holding.export(subject), [holding.export(former) for former in subject.former]
        )
        for holding in PERSONAL_DATA.values()
    }


def _with_former(held: Any, formerly: list[Any]) -> Any:
    """Rows go into one list, each once; of what there is one of, the others stand below `merged`."""
    if isinstance(held, list):
        return held + [row for rows in formerly for row in rows if row not in held]
    merged = [facts for facts in formerly if facts]
    return {**held, "merged": merged} if merged else held


def erase_for(subject: Subject) -> None:
    """Erases everything that the rooms hold on somebody, and on who they were before merges, the upper floors first.
    Call it in a transaction.
    """
    for each in (*subject.former, subject):
        for holding in reversed(PERSONAL_DATA.values()):
            holding.erase(each)


def close_for(subject: Subject) -> None:
    """Ends what nobody does any more who has no account, the upper floors first. Call it in a transaction."""
    for holding in reversed(PERSONAL_DATA.values()):
        holding.close(subject)


def told_to(subject: Subject, leaving: Leaving) -> Told:
    """Returns what goes and what stays when somebody leaves, by the rooms from the lowest floor up."""
    return sum((holding.tells(subject, leaving) for holding in PERSONAL_DATA.values()), Told())


def forget_in_history(rows: models.QuerySet) -> None:
    """The admin's history of these rows stays, without the names that they went by. Call it before they are deleted."""
    keys = [str(key) for key in rows.values_list("pk", flat=True)]
    kind = ContentType.objects.get_for_model(rows.model)
    ModelLogEntry.objects.filter(content_type=kind, object_id__in=keys).update(label="")


def forget_names_of_gone(model: type[models.Model]) -> None:
    """Lines about rows that were deleted say of nobody any more whom they named."""
    kind = ContentType.objects.get_for_model(model)
    there = model._base_manager.annotate(text=Cast("pk", models.CharField())).values("text")
    ModelLogEntry.objects.filter(content_type=kind).exclude(object_id__in=there).update(label="")
