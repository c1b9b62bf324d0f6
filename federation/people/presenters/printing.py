"""Letters to people without an e-mail address, as the secretariat sees and prints them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.accounts.models import Operator
from portal.language import own_language_name
from portal.language.dates import format_date
from portal.localisation.text import text_in
from portal.mail.models import Letter
from portal.printing.letters import PaperLetter

from ..models.person import Person


@dataclass(frozen=True)
class PrintRow:
    """A letter of the list: `subject` is empty while it is not put into words."""

    key: int
    to: tuple[str, ...]
    language: str
    subject: str
    since: datetime
    is_handed_out: bool


@dataclass(frozen=True)
class PrintedRow:
    """A letter that was printed lately."""

    to: str
    subject: str
    at: datetime
    by: str


def print_row(letter: Letter) -> PrintRow:
    return PrintRow(
        key=letter.pk,
        to=postal_address(letter.person, letter.language),
        language=own_language_name(letter.language),
        subject=letter.subject,
        since=letter.created_at,
        is_handed_out=letter.attempts > 0,
    )


def printed_row(letter: Letter) -> PrintedRow:
    """Presents a printed letter; it is asked for only once it has gone."""
    by = letter.printed_by.display_name if letter.printed_by else ""
    return PrintedRow(str(letter.person or ""), letter.subject, letter.sent_at or letter.created_at, by)


def paper_letter(letter: Letter, operator: Operator) -> PaperLetter:
    """The letter as it is printed, in its own language, with the ways to answer it for who has no e-mail."""
    text, ways = letter.words().text, operator.ways_to_write(letter.language)
    with override(letter.language):
        sender = _("Federation of Libraries")
        if ways:
            text += "\n\n" + _("You can answer by post or phone: %(ways)s.") % {"ways": ways}
    return PaperLetter(
        language=letter.language,
        sender=sender,
        to=postal_address(letter.person, letter.language),
        day=format_date(localdate(), letter.language),
        subject=letter.subject,
        text=text,
    )


def postal_address(person: Person | None, language: str) -> tuple[str, ...]:
    """Name and postal address, which is the workplace's, in a language or the nearest; only what is known."""
    if person is None:
        return ()
    name = person.name_in(language) or str(person)
    return tuple(line for line in (name, *_workplace(person, language)) if line)


def _workplace(person: Person, language: str) -> list[str]:
    today = localdate()
    of_today = [row for row in person.affiliations.all() if row.holds_on(today)]
    # The latest; one without a first day may be of any time.
    for row in sorted(of_today, key=lambda row: row.since or date.min, reverse=True)[:1]:
        if row.organisation is None:
            return [row.organisation_name]
        return [str(text_in(row.organisation, name, language)) for name in ("name", "address", "city")]
    return []
