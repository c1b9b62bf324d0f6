"""Putting a letter into words."""

import re
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from html import unescape
from textwrap import shorten
from typing import Any, cast

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import transaction
from django.template import Context, TemplateDoesNotExist, engines
from django.template.backends.django import DjangoTemplates
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import pgettext

from portal.language import LANGUAGES, own_language_name
from portal.web.secret_words import keys_in, without_secrets

from .attaching import Attachment, attach, check_size
from .enums import Category
from .links import OpeningLink, placeholder, url_of
from .models.letter import Letter, LetterContent
from .registry import ATTACHED, WRITERS
from .unsubscribing import UNSUBSCRIBE_LINK, UNSUBSCRIBE_URL, reader_of

GAPS = re.compile(r"\n\s*\n")  # Whatever a template leaves out, one empty line stays.
LONGEST_SUBJECT = 78  # Signs; what is longer, programs cut where they like.


def render_letter(
    language: str, template: str, context: dict[str, Any], secrets: Iterable[str] = ()
) -> dict[str, Any]:
    """Renders a folder of templates in a language: the fields of a letter that hold it. See `send_letter`."""
    links = {name: value for name, value in context.items() if isinstance(value, OpeningLink)}
    with translation.override(language):
        context = {
            "site_url": settings.WAGTAILADMIN_BASE_URL,
            "language": language,
            "other_languages": _other_languages(language),
            **context,
            **{name: placeholder(name) for name in links},
        }
        subject = _plain_text(f"{template}/subject.txt", context)
        text = GAPS.sub("\n\n", _plain_text(f"{template}/body.txt", context).strip()) + "\n"
        try:
            html = str(render_to_string(f"{template}/body.html", context))
        except TemplateDoesNotExist:
            html = ""
    words = LetterContent(text, html, tuple({*secrets, *keys_in(text), *keys_in(unescape(html))}))
    return {
        "subject": shorten(without_secrets(subject, words.secrets), LONGEST_SUBJECT, placeholder="…"),
        "text": without_secrets(text, words.secrets),
        "html": without_secrets(html, words.secrets),
        "sealed": words.sealed(),
        "links": {name: [link.name, link.about] for name, link in links.items()},
    }


@dataclass(frozen=True)
class Written:
    """What a letter says, as `render_letter` returns it, and the files that go with it."""

    words: dict[str, Any]
    attachments: list[Attachment]


def words_of_facts(letter: Letter) -> Written | None:
    """Puts a letter that is only facts into words; None if there is nothing to say. On paper nothing goes with it.

    Raises what its writer or its templates raise, ValueError for files that are too large, and InvalidToken when nobody
    can break the seal.
    """
    with translation.override(letter.language):
        written = WRITERS[letter.writer]({**letter.facts, **letter.sealed_facts()})
    if written is None:
        return None
    template, context = written
    context = {**given_to_all(letter), **context}
    made = context.pop(ATTACHED, [])
    attachments = [] if letter.is_on_paper else made
    check_size(attachments)
    return Written(render_letter(letter.language, template, context, letter.secret_facts()), attachments)


def render_facts(letter: Letter) -> bool:
    """Puts a letter that is only facts into words, in the row and in `letter`. Returns False if there is nothing to
    say.

    Raises what `words_of_facts` raises. One that has its words already keeps them.
    """
    if letter.has_words:
        return True
    written = words_of_facts(letter)
    if written is None:
        return False
    with transaction.atomic():
        # Emptied meanwhile, because its reader has left? Then it stays empty.
        if Letter.objects.unfinished().filter(pk=letter.pk).update(**written.words):
            for attachment in written.attachments:
                attach(letter, attachment)
    for name, text in written.words.items():
        setattr(letter, name, text)
    return True


def in_words(letter: Letter) -> Letter:
    """The letter for whoever reads what is kept: one that waits for its words gets them here, but not in its row.

    One that cannot be written stays without.
    """
    if letter.has_words or letter.sent_at or letter.given_up_at:
        return letter
    try:
        with transaction.atomic():
            written = words_of_facts(letter)
    except Exception:  # Its sender will find, and say, what is wrong with it.
        return letter
    for name, text in written.words.items() if written else ():
        setattr(letter, name, text)
    return letter


def traceback_of(letter: Letter) -> str:
    """The traceback of what went wrong just now with a letter, without its secrets."""
    try:
        secrets = letter.secret_facts()
    except InvalidToken:  # Sealed with a key that the installation has no more.
        secrets = ()
    return without_secrets(traceback.format_exc(), secrets)


def office_address(language: str) -> str:
    """The federation's own address for readers of a language; "" where it has given none."""
    return import_string(settings.ADDRESS_FOR_ANSWERS)(language)


def given_to_all(letter: Letter) -> dict[str, Any]:
    """The part of its context that every letter has: what its frame shows at the foot, and where one writes to us,
    which is looked up only where it is shown.
    """
    context: dict[str, Any] = {
        "is_on_paper": letter.is_on_paper,
        "office_address": partial(office_address, letter.language),
    }
    if letter.category != Category.NECESSARY and not letter.is_on_paper:
        context[UNSUBSCRIBE_URL] = OpeningLink(UNSUBSCRIBE_LINK, reader_of(letter))
    return context


def make_links(letter: Letter) -> bool:
    """Makes the links of a letter for this sending, in `letter` alone. Returns False if one has nothing to open.

    Raises what a link's maker raises.
    """
    with translation.override(letter.language):
        made = {name: url_of(OpeningLink(*kept)) for name, kept in letter.links.items()}
    letter.made_links = {name: url for name, url in made.items() if url}
    return len(letter.made_links) == len(letter.links)


def _other_languages(language: str) -> list[dict[str, str]]:
    """The languages that a letter is not in, each with its own name and the way to have letters in it."""
    found = []
    for code in LANGUAGES:
        if code != language:
            with translation.override(code):
                wish = pgettext("in the language of the translation", "Get e-mails in English")
                found.append({"code": code, "name": own_language_name(code), "wish": wish})
    return found


def _plain_text(template: str, context: dict[str, Any]) -> str:
    """Renders a template that is not HTML: an apostrophe stays an apostrophe."""
    engine = cast(DjangoTemplates, engines["django"]).engine
    return engine.get_template(template).render(Context(context, autoescape=False))
