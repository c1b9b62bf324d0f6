"""Writing letters and forgetting them. They go out by `delivery`."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.models import Q
from django.utils import timezone

from portal.clock.batches import in_batches
from portal.web.files import private_storage
from portal.web.sealing import seal

from .attaching import Attachment, attach, check_size
from .enums import Category, GivenUp
from .models.letter import Letter, LetterQuerySet
from .models.letter_attachment import LetterAttachment
from .models.unsubscription import Unsubscription
from .registry import NAMES, WRITERS, Facts
from .rendering import given_to_all, render_letter
from .tasks import wake_sender
from .unsubscribing import wanted

if TYPE_CHECKING:
    from federation.people.models import Person

KEPT_FOR = timedelta(days=90)  # As the privacy terms say.
NAMED = "names"  # The fact of a letter written at once that says whom it names.
FORGOTTEN, ERASED = "forgotten@forgotten.invalid", "erased@erased.invalid"
NO_WORDS: dict[str, Any] = {"subject": "", "text": "", "html": "", "sealed": "", "links": {}, "error": ""}
NO_READER: dict[str, Any] = {"facts": {}, "reply_to": "", "person": None}


def send_letter(
    *,
    key: str,
    address: str,
    language: str,
    template: str,
    context: dict[str, Any],
    person: "Person | None" = None,
    category: Category = Category.NECESSARY,
    reply_to: str = "",
    attachments: Iterable[Attachment] = (),
    names: models.Model | None = None,
) -> Letter | None:
    """Puts a letter in the outbox, in the same transaction as the change it tells of.

    `person` is who it is for; only a stranger is an address alone. To a person without an address it goes on paper.
    `template` names a folder of templates: `<template>/subject.txt` (one line), `<template>/body.txt` and, when it
    is there, `<template>/body.html`; all are rendered now, in `language`, with `context` plus `site_url`,
    `language`, `other_languages`, `is_on_paper` and, where the reader may do without such letters, `unsubscribe_url`.
    A long subject ends between two words. Links that open something are put into `context` as `links.OpeningLink`.
    `reply_to` is the address that answers go to, where it is not the federation's.
    A link with a key is kept sealed, and only until the letter is delivered; for codes there is `send_later`.
    `names` is the row of somebody else whose name stands in it: the words go when that row is forgotten.
    Returns None when a letter with this `key` was written before, or its reader has unsubscribed from its `category`:
    then nothing is sent. Raises ValueError for a letter to nobody, or with more or other attachments than it can have.
    """
    attached = list(attachments)
    if attached and not address:
        raise ValueError("a letter on paper has no attachments: print them apart")
    check_size(attached)
    draft = _draft(
        key=key, person=person, category=category, address=address, reply_to=reply_to, language=language,
        due_at=timezone.now(), facts={NAMED: _name_of(names, names.pk)} if names else {},
    )  # fmt: skip
    if not wanted([draft]):
        return None
    words = render_letter(language, template, {**given_to_all(draft), **context})
    with transaction.atomic():
        letter, is_new = Letter.objects.get_or_create(key=key, defaults={**_values(draft), **words})
        if not is_new:
            return None
        for attachment in attached:
            attach(letter, attachment)
    _wake_sender_on_commit()
    return letter


@dataclass(frozen=True)
class DeferredLetter:
    """A letter that is written down as facts, which are JSON: keys of rows, and what the step has fixed.

    `sealed` are the facts that let somebody in, links and codes: they are kept sealed, for the writer alone, and only
    until the letter is delivered. A letter that has waited longer than it is `good_for` is not sent.
    Without an address it goes to `person` on paper. `reply_to` is the address that answers go to, where it is not the
    federation's.
    """

    key: str
    address: str
    language: str
    writer: str
    facts: Facts = field(default_factory=dict)
    person: "Person | None" = None
    category: Category = Category.NECESSARY
    sealed: Facts = field(default_factory=dict)
    good_for: timedelta | None = None
    reply_to: str = ""


def send_later(
    *,
    key: str,
    address: str,
    language: str,
    writer: str,
    facts: Facts,
    person: "Person | None" = None,
    category: Category = Category.NECESSARY,
    sealed: Facts | None = None,
    good_for: timedelta | None = None,
) -> None:
    """Puts a letter in the outbox whose words the registered `writer` finds later, out of `facts` and `sealed`.

    For steps that hold a row that others wait for, and for doors whose answer must not tell by its time which letter
    is written: it costs them one INSERT. A letter with this `key` that was written before stays as it is, and none is
    written that its reader does not want. Raises LookupError without such a writer, ValueError for a letter to nobody.
    """
    letter = DeferredLetter(key, address, language, writer, facts, person, category, sealed or {}, good_for)
    send_all_later([letter])


def send_all_later(letters: Iterable[DeferredLetter]) -> None:
    """As `send_later`, for any number of letters at once."""
    now = timezone.now()
    rows = [
        _draft(
            key=letter.key, person=letter.person, category=letter.category, address=letter.address,
            reply_to=letter.reply_to, language=letter.language, writer=letter.writer, facts=letter.facts, due_at=now,
            sealed=seal(json.dumps(letter.sealed)) if letter.sealed else "",
            expires_at=now + letter.good_for if letter.good_for else None,
        )
        for letter in letters
    ]  # fmt: skip
    if unknown := {row.writer for row in rows} - WRITERS.keys():
        raise LookupError(f"nobody writes {', '.join(sorted(unknown))}")
    if rows := wanted(rows):
        Letter.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
        _wake_sender_on_commit()


def _draft(**fields: Any) -> Letter:
    """A letter that is not kept yet. Raises ValueError for one to nobody."""
    if not (fields["address"] or fields["person"]):
        raise ValueError(f"nobody gets the letter {fields['key']}")
    return Letter(**fields, is_on_paper=not fields["address"])


def _values(draft: Letter) -> dict[str, Any]:
    names = ("person", "category", "address", "is_on_paper", "reply_to", "language", "due_at", "facts")
    return {name: getattr(draft, name) for name in names}


def _wake_sender_on_commit() -> None:
    """Asks for one run of the sender, however many letters the transaction writes."""
    waiting = connections[DEFAULT_DB_ALIAS].run_on_commit
    if not any(entry[1] is wake_sender for entry in waiting):  # Savepoints, function, robust.
        # Should the queue refuse, the clock asks again: robust.
        transaction.on_commit(wake_sender, robust=True)


def forget_old_letters(now: datetime | None = None) -> int:
    """Empties letters that went out, or were given up, long ago; returns how many.

    The row stays, so that its occasion is not written to again.
    """
    limit = (now or timezone.now()) - KEPT_FOR
    old = Letter.objects.filter(Q(sent_at__lt=limit) | Q(given_up_at__lt=limit))
    return in_batches(
        old.exclude(address__in=(FORGOTTEN, ERASED)), lambda letters: _empty(letters, FORGOTTEN)
    )


def forget_letters_to(address: str, person: int | None = None) -> int:
    """Empties every letter to a person by key, whatever address that went to, and those to an address or about a
    message from it, but for letters to others who share the address; sends none that still waits, and forgets what
    either did not want. Letters that a writer puts into words are nobody's message: those to others still go out,
    and answers to them go to the federation. Returns how many letters.
    """
    found = Q(person=person) if person else Q(pk__in=[])
    if address:
        answered = Q(reply_to__iexact=address)
        found |= Q(address__iexact=address, person=None) | (answered & Q(writer=""))
        Letter.objects.filter(answered).exclude(found).update(reply_to="")
    letters = Letter.objects.filter(found)
    letters.unfinished().update(given_up_at=timezone.now(), given_up_as=GivenUp.ERASED)
    Unsubscription.objects.of_reader(person, address).delete()
    return _empty(letters, ERASED)


def forget_letters_naming(model: type[models.Model], keys: Collection[Any]) -> int:
    """Empties the words of letters to whomever that name these rows: people who are erased, lines that name nobody any
    more. Of those to an address alone, which is the one in the row, it goes too. What still waits is not sent. Returns
    how many letters.
    """
    found = Q(writer="", **{f"facts__{NAMED}__in": [_name_of(model, key) for key in keys]})
    for writer, names in NAMES.items():
        for fact in (fact for fact, named in names.items() if named is model):
            found |= Q(writer=writer, **{f"facts__{fact}__in": [*keys]})
    letters = Letter.objects.filter(found)
    letters.unfinished().update(given_up_at=timezone.now(), given_up_as=GivenUp.ERASED)
    number = _empty(letters.filter(person=None), ERASED)
    _delete_attachments(letters)
    return number + letters.exclude(address=ERASED).update(**NO_WORDS)


def _name_of(model: type[models.Model] | models.Model, key: Any) -> str:
    return f"{model._meta.label} {key}"


def _empty(letters: LetterQuerySet, address: str) -> int:
    """Leaves of letters that there were so many; what went with them is deleted. Returns how many."""
    _delete_attachments(letters)
    return letters.update(address=address, **NO_WORDS, **NO_READER)


def _delete_attachments(letters: LetterQuerySet) -> None:
    attachments = LetterAttachment.objects.filter(letter__in=letters)
    names = list(attachments.values_list("file", flat=True))
    attachments.delete()
    for name in names:
        transaction.on_commit(partial(private_storage().delete, name))
