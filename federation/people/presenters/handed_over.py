"""What is handed over of somebody, to be read on a page or printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Choices
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from portal.accounts.registry import PERSONAL_DATA
from portal.language import format_date, format_datetime, language_name
from portal.localisation.text import active_language

# The keys of the file, in words, whichever room writes them.
WORDS = {
    "accepted_at": gettext_lazy("Accepted"),
    "address": gettext_lazy("Address"),
    "addresses": gettext_lazy("Addresses"),
    "affiliations": gettext_lazy("Workplaces"),
    "answer": gettext_lazy("Answer"),
    "answered_at": gettext_lazy("Answered"),
    "asked_at": gettext_lazy("Date of the question"),
    "at": gettext_lazy("Date"),
    "author": gettext_lazy("Author"),
    "authors": gettext_lazy("Authors"),
    "closed_at": gettext_lazy("Closed"),
    "contact_email": gettext_lazy("E-mail for questions"),
    "contact_name": gettext_lazy("Contact for questions"),
    "contact_phone": gettext_lazy("Telephone for questions"),
    "created_at": gettext_lazy("Date"),
    "date": gettext_lazy("Date"),
    "decided_at": gettext_lazy("Decided"),
    "declined_at": gettext_lazy("Declined"),
    "details_confirmed_at": gettext_lazy("Details confirmed"),
    "email": gettext_lazy("E-mail"),
    "entry": gettext_lazy("The other entry"),
    "file_name": gettext_lazy("File"),
    "first_name": gettext_lazy("First name"),
    "full_name": gettext_lazy("Full name"),
    "given_at": gettext_lazy("Given"),
    "host": gettext_lazy("Host"),
    "invited_at": gettext_lazy("Invited"),
    "is_public": gettext_lazy("Is public"),
    "joined_at": gettext_lazy("Joined"),
    "kind": gettext_lazy("Kind"),
    "language": gettext_lazy("Language"),
    "last_name": gettext_lazy("Last name"),
    "last_signed_in_at": gettext_lazy("Last signed in"),
    "latin_name": gettext_lazy("Name in Latin letters"),
    "made_at": gettext_lazy("Date of the import"),
    "medium": gettext_lazy("How it was given"),
    "merged": gettext_lazy("Accounts that were merged into yours"),
    "merged_at": gettext_lazy("Date of the merge"),
    "name": pgettext_lazy("of a person", "Name"),
    "name_kk": gettext_lazy("Name in Kazakh"),
    "name_ru": gettext_lazy("Name in Russian"),
    "noted_how": gettext_lazy("How the yes came"),
    "noted_on": gettext_lazy("Day of the yes"),
    "organisation": gettext_lazy("Organisation"),
    "other_emails": gettext_lazy("Other addresses"),
    "other_languages": gettext_lazy("Other languages"),
    "other_names": gettext_lazy("Other names"),
    "phone": gettext_lazy("Phone"),
    "position": gettext_lazy("Position"),
    "preferred_language": gettext_lazy("Language"),
    "published_on": gettext_lazy("Date of publication"),
    "purpose": gettext_lazy("Purpose"),
    "reason": gettext_lazy("Reason"),
    "record": gettext_lazy("Record"),
    "region": gettext_lazy("Region"),
    "requested_at": gettext_lazy("Requested"),
    "role": gettext_lazy("Role"),
    "roles": gettext_lazy("Roles"),
    "sent_at": gettext_lazy("Sent"),
    "shown_to": gettext_lazy("What is shown to whom"),
    "since": gettext_lazy("Since"),
    "speaks_en": gettext_lazy("Speaks English"),
    "speaks_kk": gettext_lazy("Speaks Kazakh"),
    "speaks_ru": gettext_lazy("Speaks Russian"),
    "starts_on": gettext_lazy("First day"),
    "state": gettext_lazy("State"),
    "step": gettext_lazy("Step"),
    "subject": gettext_lazy("About"),
    "text": gettext_lazy("Text"),
    "title": gettext_lazy("Title"),
    "undone_at": gettext_lazy("Date of the undo"),
    "until": gettext_lazy("Until"),
    "version": gettext_lazy("Version"),
    "withdrawn_at": gettext_lazy("Withdrawn"),
    "words": gettext_lazy("Text"),
    "workshop": gettext_lazy("Workshop"),
}


# The keys whose value is the code of a language.
LANGUAGES = frozenset({"language", "preferred_language"})


@dataclass(frozen=True)
class Part:
    """One kind of data: its title and its rows, each a list of a word and a value. A value alone has no word."""

    title: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


def parts_of(held: dict[str, Any]) -> Iterator[Part]:
    """The kinds of data of which there is any."""
    for name, value in held.items():
        rows = value if isinstance(value, list) else [value]
        found = tuple(facts for row in rows if row and (facts := tuple(_facts(row))))
        if found:
            yield Part(str(PERSONAL_DATA[name].title), found)


def _facts(row: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(row, dict):
        yield "", _in_words(row)
        return
    for key, value in row.items():
        if value in (None, "", [], {}):
            continue
        if key in LANGUAGES:
            yield _word(key), language_name(value, active_language())
        else:
            yield _word(key), _in_words(value)


def _word(key: str) -> str:
    """The name of a fact; of one that somebody chose from a list, that of the choice."""
    return str(key.label if isinstance(key, Choices) else WORDS.get(key, key))


def _in_words(value: Any) -> str:
    if isinstance(value, Choices):
        return str(value.label)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, datetime):
        return format_datetime(localtime(value), active_language())
    if isinstance(value, date):
        return format_date(value, active_language())
    if isinstance(value, list):
        parts = (_in_words(each) for each in value)
        return ("\n" if any(isinstance(each, dict) for each in value) else "; ").join(parts)
    if isinstance(value, dict):
        return "; ".join(f"{word}: {words}" for word, words in _facts(value))
    return str(value)
