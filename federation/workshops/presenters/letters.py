"""Presenters of what organisers write to participants: previews before it is sent, and what was sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from federation.people.presenters.details import name_of
from federation.people.rules import details_seen_by
from portal.accounts.models import User
from portal.accounts.rules import Visitor
from portal.language import LANGUAGES, format_datetime
from portal.localisation.text import LocalisedText, active_language
from portal.look.components import Fact, IconFact, Row
from portal.mail.rendering import render_letter

from ..enums import Addressees
from ..letters import PARTICIPANTS_TEMPLATE, words_around
from ..models.participation import Participation
from ..models.workshop import Workshop
from ..models.workshop_letter import WorkshopLetter


@dataclass(frozen=True)
class Preview:
    """How readers of one language will get a letter."""

    language: str
    subject: str
    text: str
    is_open: bool


def previews_of(letter: WorkshopLetter) -> list[Preview]:
    """The letter as it will go out, in each language in which readers get e-mails, the writer's own first."""
    own = active_language()
    found = []
    for code in sorted(LANGUAGES, key=lambda code: code != own):
        with override(code):
            context = {**words_around(letter, has_account=True), "is_on_paper": False}
        words = render_letter(code, PARTICIPANTS_TEMPLATE, context)
        found.append(Preview(code, words["subject"], words["text"], is_open=code == own))
    return found


def names_of(rows: Iterable[Participation], viewer: Visitor) -> list[tuple[int, str]]:
    """Keys of participations and the names of those who take part as the viewer may read them, by name."""
    rows = sorted(rows, key=lambda row: row.person.sort_key)
    details = details_seen_by(viewer, [row.person for row in rows])
    return [(row.pk, name_of(row.person, details[row.person_id])) for row in rows]


def sent_rows(workshop: Workshop) -> list[Row]:
    """What was sent, for its organiser's list, the latest first; with the number of recipients."""
    letters = workshop.letters.annotate(number=Count("recipients")).order_by("-sent_at", "-pk")
    return [
        Row(
            title=letter.subject,
            url=reverse("workshops:letter", args=[workshop.slug, letter.pk]),
            facts=[IconFact("calendar", _at(letter.sent_at)), IconFact("people", _recipients(letter.number))],
        )
        for letter in letters
    ]


def _recipients(count: int) -> str:
    return ngettext("%(count)d recipient", "%(count)d recipients", count) % {"count": count}


def _at(moment: datetime) -> str:
    return format_datetime(moment, active_language())


@dataclass(frozen=True)
class SentLetter:
    """A letter that was sent, as its organiser and its recipients read it again."""

    subject: LocalisedText
    facts: list[Fact]
    texts: list[LocalisedText]


def sent_letter(letter: WorkshopLetter, viewer: User) -> SentLetter:
    """One for its organiser: in each language, with who got it."""
    names = names_of(letter.recipients.with_people(), viewer)
    written_by = letter.written_by.name_in(active_language()) if letter.written_by else ""
    facts = [
        Fact(_("Sent"), _at(letter.sent_at)),
        Fact(_("Written by"), written_by),
        Fact(_("Recipients"), "; ".join(name for _key, name in names)),
    ]
    return SentLetter(letter.subject, facts, _texts(letter))


def received_letters(letters: Iterable[WorkshopLetter]) -> list[SentLetter]:
    """Those that somebody got, each in the reader's language or in the one that it is in."""
    return [
        SentLetter(letter.subject, [Fact(_("Sent"), _at(letter.sent_at))], [letter.text])
        for letter in letters
    ]


def _texts(letter: WorkshopLetter) -> list[LocalisedText]:
    return [LocalisedText(getattr(letter, f"text_{code}"), code) for code in letter.languages]


def addressees_words(letter: WorkshopLetter, names: list[tuple[int, str]]) -> str:
    """To whom a letter would go now: how many, and who."""
    who = "; ".join(name for _key, name in names)
    return f"{Addressees(letter.addressees).label}. {_recipients(len(names))}: {who}"
