"""Letters to people without an e-mail address: put into words to be printed, and noted as printed."""

import logging
from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from .enums import GivenUp
from .failures import without_addresses
from .models.letter import Letter
from .rendering import make_links, render_facts, traceback_of

logger = logging.getLogger("portal.mail")


def write_new() -> int:
    """Puts what waits to be printed into words, as soon as what goes by mail; returns how many.

    What fails is left to whoever prints, so that it fails once and not with each letter after it.
    """
    new = Letter.objects.to_print().filter(text="", error="").exclude(writer="")
    return sum(_is_written(letter) for letter in new)


def put_into_words(keys: Iterable[int]) -> list[Letter]:
    """The letters of these keys that still wait to be printed, in words, those that have waited longest first.

    One that has nothing to say any more is given up; one whose writer fails stays for another time.
    """
    letters = [letter for letter in Letter.objects.to_print().filter(pk__in=keys) if _is_written(letter)]
    printed = Letter.objects.to_print().filter(pk__in=[letter.pk for letter in letters])
    printed.update(attempts=F("attempts") + 1, error="")
    return letters


def note_printed(keys: Iterable[int], by: AbstractBaseUser) -> int:
    """Notes of letters that they were printed, when and by whom; returns how many.

    Only of those that were handed out to be printed, and only once: what came meanwhile goes on waiting.
    """
    waiting = Letter.objects.to_print().filter(pk__in=keys, attempts__gt=0)
    return waiting.update(sent_at=timezone.now(), printed_by=by, sealed="")


def _is_written(letter: Letter) -> bool:
    try:
        with transaction.atomic():
            if render_facts(letter) and make_links(letter):
                return True
    except Exception as problem:  # A fault of one letter's writer or template is no other letter's.
        logger.error("letter %s cannot be written\n%s", letter.pk, without_addresses(traceback_of(letter)))
        error = f"It could not be written: {type(problem).__name__}."
        Letter.objects.to_print().filter(pk=letter.pk).update(error=error)
        return False
    Letter.objects.to_print().filter(pk=letter.pk).update(
        given_up_at=timezone.now(), given_up_as=GivenUp.UNWRITTEN, sealed=""
    )
    return False
