"""What is handed over of somebody, to be read on a page or printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from portal.accounts.registry import PERSONAL_DATA
from portal.language import format_date, format_datetime
from portal.localisation.text import active_language

# The keys of the file, in words; one that is not here is shown as it is.
WORDS = {
    "address": gettext_lazy("Address"),
    "addresses": gettext_lazy("Addresses"),
    "affiliations": gettext_lazy("Workplaces"),
    "asked_at": gettext_lazy("Asked"),
    "at": gettext_lazy("Date"),
    "author": gettext_lazy("Author"),
    "closed_at": gettext_lazy("Closed"),
    "created_at": gettext_lazy("Date"),
    "date": gettext_lazy("Date"),
    "decided_at": gettext_lazy("Decided"),
    "declined_at": gettext_lazy("Declined"),
    "email": gettext_lazy("E-mail"),
    "entry": gettext_lazy("The other entry"),
    "file_name": gettext_lazy("File"),
    "first_name": gettext_lazy("First name"),
    "full_name": gettext_lazy("Full name"),
    "given_at": gettext_lazy("Given"),
    "joined_at": gettext_lazy("Joined"),
    "language": gettext_lazy("Language"),
    "last_name": gettext_lazy("Last name"),
    "last_signed_in_at": gettext_lazy("Last signed in"),
    "latin_name": gettext_lazy("Name in Latin letters"),
    "medium": gettext_lazy("How it was given"),
    "merged": gettext_lazy("Accounts that were merged into yours"),
    "name": pgettext_lazy("of a person", "Name"),
    "organisation": gettext_lazy("Organisation"),
    "other_names": gettext_lazy("Other names"),
    "position": gettext_lazy("Position"),
    "preferred_language": gettext_lazy("Language"),
    "purpose": gettext_lazy("Purpose"),
    "reason": gettext_lazy("Reason"),
    "region": gettext_lazy("Region"),
    "requested_at": gettext_lazy("Requested"),
    "role": gettext_lazy("Role"),
    "roles": gettext_lazy("Roles"),
    "sent_at": gettext_lazy("Sent"),
    "since": gettext_lazy("Since"),
    "starts_on": gettext_lazy("First day"),
    "state": gettext_lazy("State"),
    "subject": gettext_lazy("About"),
    "text": gettext_lazy("Text"),
    "title": gettext_lazy("Title"),
    "until": gettext_lazy("Until"),
    "version": gettext_lazy("Version"),
    "withdrawn_at": gettext_lazy("Withdrawn"),
    "words": gettext_lazy("Text"),
    "workshop": gettext_lazy("Workshop"),
}


@dataclass(frozen=True)
class Part:
    """One kind of data: its title and its rows, each a list of a word and a value."""

    title: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


def parts_of(held: dict[str, Any]) -> Iterator[Part]:
    """The kinds of data of which there is any."""
    for name, value in held.items():
        rows = value if isinstance(value, list) else [value]
        found = tuple(facts for row in rows if row and (facts := tuple(_facts(row))))
        if found:
            yield Part(str(PERSONAL_DATA[name].title), found)


def _facts(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in row.items():
        if value not in (None, "", [], {}):
            yield str(WORDS.get(key, key)), _in_words(value)


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, datetime):
        return format_datetime(localtime(value), active_language())
    if isinstance(value, date):
        return format_date(value, active_language())
    if isinstance(value, list):
        return "; ".join(map(_in_words, value))
    if isinstance(value, dict):
        return ", ".join(words for _word, words in _facts(value))
    return str(value)
