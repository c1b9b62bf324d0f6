"""Registry of the functions that turn the facts of an e-mail into words, once no lock is held any more.

A room registers its writers in a module named `letters`.
"""

from collections.abc import Callable
from typing import Any

Facts = dict[str, Any]
# The folder of templates and their context, or None when there is nothing to say any more.
Write = Callable[[Facts], tuple[str, dict[str, Any]] | None]

WRITERS: dict[str, Write] = {}


def writer(name: str) -> Callable[[Write], Write]:
    """Registers the decorated function as the writer of that name ("workshops.step").

    It runs in the background worker, with the letter's language active, perhaps long after the facts were kept: what
    they name may have changed or gone.
    """

    def register(function: Write) -> Write:
        WRITERS[name] = function
        return function

    return register
