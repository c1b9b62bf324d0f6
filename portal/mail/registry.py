"""Registry of the functions that turn the facts of an e-mail into words, once no lock is held any more.

A room registers its writers in a module named `letters`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model

Facts = dict[str, Any]
# The folder of templates and their context, or None when there is nothing to say any more. What the context has as
# ATTACHED goes with the letter: `attaching.Attachment`s, made of what the facts say when the words are.
Write = Callable[[Facts], tuple[str, dict[str, Any]] | None]

ATTACHED = "attachments"
WRITERS: dict[str, Write] = {}
NAMES: dict[str, Mapping[str, type[Model]]] = {}


def writer(name: str, names: Mapping[str, type[Model]] | None = None) -> Callable[[Write], Write]:
    """Registers the decorated function as the writer of that name ("workshops.step").

    It runs in the background worker, with the letter's language active, perhaps long after the facts were kept: what
    they name may have changed or gone. `names` are those of its facts that are keys of rows which name somebody other
    than the reader, and their models: when such a row is forgotten, `sending.forget_letters_naming` empties the letter,
    and of a letter without words yet the writer must return None.
    """

    def register(function: Write) -> Write:
        WRITERS[name], NAMES[name] = function, names or {}
        return function

    return register
