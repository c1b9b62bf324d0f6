"""Facts and their changes in words of the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from federation.people.models import Person
from portal.language import (
    format_date,
    format_date_range,
    format_datetime,
    format_money,
    format_time,
    language_name,
)
from portal.localisation.text import LocalisedText, active_language
from portal.web.pieces import Difference, difference
from resources.models import Module, Topic

from ..enums import Audience, MoneyKind, TrainerRole
from ..models.workshop import Workshop
from .facts import DATES, DAYS_OF_BOOKING, MARKED, FactKind, is_known, kind_of, language_of, said_in

NOTHING = "–"
Change = Mapping[str, Any]  # One entry of a step's `changes`.


@dataclass(frozen=True)
class ChangeInWords:
    """One fact before and after; `language` is that of both, empty for words of the reader's own.

    Without `stood` and `stands` it says only that the fact has changed. One that is only wished for has not happened:
    what stood is what is approved.
    """

    label: str
    stood: str = ""
    stands: str = ""
    language: str = ""
    is_wished: bool = False

    @property
    def was(self) -> LocalisedText:
        """What stood, with its language."""
        return LocalisedText(self.stood, self.language)

    @property
    def now(self) -> LocalisedText:
        """What stands, with its language."""
        return LocalisedText(self.stands, self.language)

    @property
    def difference(self) -> Difference:
        """Both as pieces, so that what differs can be marked."""
        found = difference(self.label, self.stood, self.stands, self.language)
        return found or Difference(self.label, [], [], self.language)

    @property
    def is_long(self) -> bool:
        """True of texts of several lines, which stand below each other."""
        return "\n" in self.stood + self.stands or len(self.stood + self.stands) > 200


class Wording:
    """Puts changes of one workshop into words, all or those of one step; what they name is read once for all."""

    def __init__(
        self, workshop: Workshop, changes: Iterable[Change], *, names_people: bool, names_hosts: bool = True
    ) -> None:
        self.workshop = workshop
        self.changes = _known(changes)
        self.names_people = names_people
        self.names_hosts = names_hosts
        self.rows: dict[str, dict[Any, Any]] = {}

    def of(self, changes: Iterable[Change], *, is_wished: bool = False) -> list[ChangeInWords]:
        """All or some of them, the two days of the dates as one; `is_wished` of what is only asked for."""
        return [replace(change, is_wished=is_wished) for change in self._each(_known(changes))]

    def _each(self, changes: list[Change]) -> Iterable[ChangeInWords]:
        days = {change["name"]: change for change in changes if change["name"] in DATES}
        if len(days) == len(DATES):
            stood, stands = (self._days(days, side) for side in ("stood", "stands"))
            yield ChangeInWords(_("Dates"), stood, stands)
        for change in changes:
            if change["name"] not in DATES:
                yield self._one(change)

    def _days(self, days: Mapping[str, Change], side: str) -> str:
        first, last = (days[name][side] for name in ("starts_on", "ends_on"))
        if not (first and last):
            return NOTHING
        return format_date_range(date.fromisoformat(first), date.fromisoformat(last), active_language())

    def _one(self, change: Change) -> ChangeInWords:
        name, kind = change["name"], kind_of(change["name"])
        label = str(kind.label)
        if code := language_of(name):
            label = f"{label} ({language_name(code, active_language())})"
            return ChangeInWords(label, change["stood"] or NOTHING, change["stands"] or NOTHING, code)
        if name in MARKED or not self._is_told(name, kind):
            return ChangeInWords(label)
        stood, stands = (self._value(name, change[side]) for side in ("stood", "stands"))
        if str(stood) == str(stands):  # Of the names that stood there, none is kept.
            return ChangeInWords(label)
        languages = {getattr(said, "language", "") for said in (stood, stands) if str(said) != NOTHING}
        return ChangeInWords(label, str(stood), str(stands), languages.pop() if len(languages) == 1 else "")

    def _is_told(self, name: str, kind: FactKind) -> bool:
        return self.names_hosts if name == "host" else self.names_people or not kind.is_private

    def _value(self, name: str, value: Any) -> str | LocalisedText:
        if value in (None, "", []):
            return NOTHING
        part = getattr(self, f"_say_{name}", None)
        return part(value) if part else self._field(Workshop._meta.get_field(name), value)

    def _field(self, field: Any, value: Any) -> str | LocalisedText:
        language = active_language()
        if isinstance(field, models.ForeignKey):
            row = self._rows(field).get(value)
            return row.name if row else NOTHING
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(field, models.BooleanField):
            return _("Yes") if value else _("No")
        if isinstance(field, models.DateTimeField):
            return format_datetime(timezone.localtime(datetime.fromisoformat(value)), language)
        if isinstance(field, models.DateField):
            return format_date(date.fromisoformat(value), language)
        if isinstance(field, models.TimeField):
            return format_time(time.fromisoformat(value))
        if isinstance(field, models.DecimalField):
            return format_money(Decimal(value), language)
        is_text = isinstance(field, models.CharField | models.TextField)
        return LocalisedText(value, self.workshop.working_language) if is_text else str(value)

    def _rows(self, field: Any) -> dict[Any, Any]:
        """The rows that changes of a key name, by their own."""
        if field.name not in self.rows:
            found = [change for change in self.changes if change["name"] == field.name]
            keys = {change[side] for change in found for side in ("stood", "stands")} - {None, ""}
            self.rows[field.name] = field.related_model._default_manager.in_bulk(keys)
        return self.rows[field.name]

    def _say_city(self, city: str) -> LocalisedText:
        return self.workshop.city_in(city, active_language())

    def _say_working_language(self, code: str) -> str:
        return language_name(code, active_language())

    def _say_topics(self, keys: list[int]) -> str:
        return "\n".join(self._topics[key] for key in keys if key in self._topics)

    def _say_trainers(self, lines: list[dict[str, Any]]) -> str:
        return "\n".join(f"{self._name(line)}, {TrainerRole(line['role']).label}" for line in lines)

    def _say_money(self, lines: list[dict[str, Any]]) -> str:
        language = active_language()
        return "\n".join(
            ", ".join(
                filter(
                    None,
                    (
                        str(MoneyKind(line["kind"]).label),
                        line["name"],
                        "" if line["planned"] is None else format_money(Decimal(line["planned"]), language),
                    ),
                )
            )
            for line in lines
        )

    def _say_actual(self, amount: str) -> str:
        return format_money(Decimal(amount), active_language())

    def _say_modules(self, keys: list[int]) -> str:
        return "\n".join(self._modules[key] for key in keys if key in self._modules)

    @cached_property
    def _topics(self) -> dict[int, str]:
        return self._titles(Topic, "topics")

    @cached_property
    def _modules(self) -> dict[int, str]:
        return self._titles(Module, "modules")

    def _titles(self, model: type[Topic | Module], name: str) -> dict[int, str]:
        """The titles of what changes of a list name, by their keys."""
        found = [change for change in self.changes if change["name"] == name]
        keys = {key for change in found for side in ("stood", "stands") for key in change[side] or ()}
        return {row.pk: str(row.title) for row in model._default_manager.filter(pk__in=keys)}

    @cached_property
    def _lines(self) -> dict[int, str]:
        rows = self.workshop.trainers.select_related("person__user")
        return {row.pk: row.shown_name for row in rows}

    @cached_property
    def _people(self) -> dict[int, str]:
        keys = {
            line["person"]
            for change in self.changes
            if change["name"] == "trainers"
            for side in ("stood", "stands")
            for line in change[side] or ()
            if line["person"]
        }
        return {row.pk: row.name_in(active_language()) for row in Person.objects.filter(pk__in=keys)}

    def _name(self, line: dict[str, Any]) -> str:
        """The name of today; of a line that is gone with its typed name, that there was one."""
        known = line.get("name") or self._lines.get(line["line"]) or self._people.get(line["person"])
        return known or _("A name that is no longer kept")


def _known(changes: Iterable[Change]) -> list[Change]:
    """Without what a step tells of columns that the table does not have."""
    return [change for change in changes if is_known(change["name"])]


def in_words(
    workshop: Workshop,
    changes: Iterable[Change],
    *,
    names_people: bool = False,
    names_hosts: bool | None = None,
    is_wished: bool = False,
) -> list[ChangeInWords]:
    """Changes of a workshop in words of the reader's language; `is_wished` of what is only asked for. People are named
    on the desk alone; a host, which may not have said yes, to those alone who plan the workshop or decide about it.
    """
    named = names_people if names_hosts is None else names_hosts
    wording = Wording(workshop, changes, names_people=names_people, names_hosts=named)
    return wording.of(wording.changes, is_wished=is_wished)


def of_concern(changes: Iterable[Change], audience: Audience) -> list[Change]:
    """Those of the changes that concern an audience; the organiser, whose workshop it is, all. A deadline that moves
    with the dates is told with them.
    """
    known = _known(changes)
    if audience == Audience.ORGANISER:
        return known
    is_moved = any(change["name"] in DATES for change in known)
    return [
        change
        for change in known
        if audience in kind_of(change["name"]).concerns or (is_moved and change["name"] in DAYS_OF_BOOKING)
    ]


def for_reader(changes: Iterable[Change]) -> list[Change]:
    """Changes without those of other languages, where the same fact has changed in the reader's own, too."""
    known = {change["name"]: change for change in changes}
    own = {name: said_in(name, active_language()) for name in known}
    return [change for name, change in known.items() if own[name] == name or own[name] not in known]


def public_changes(changes: Iterable[Change]) -> list[Change]:
    """Those of the changes that everybody may read of."""
    return [change for change in _known(changes) if kind_of(change["name"]).is_public]
