"""The reasons of requests: a request takes an earlier one along that still waits, and each has its own."""

from collections.abc import Iterable

from portal.journal.models import WishedChange
from portal.localisation.text import LocalisedText


def is_about_money_alone(change: WishedChange) -> bool:
    """True when a request added nothing but money to what it took along: its reason is for who may know of that."""
    earlier = WishedChange.objects.taken_along_by(change).last()
    carried = earlier.wished if earlier else {}
    return {name for name, value in change.wished.items() if carried.get(name) != value} == {"money"}


def reasons_of(change: WishedChange, *, of_money: bool = True) -> LocalisedText:
    """The reason of a request, after those of the requests that it took along; of money, for who may know of that."""
    chain = [*WishedChange.objects.taken_along_by(change), change]
    return _joined(wish.why for wish in chain if of_money or not is_about_money_alone(wish))


def _joined(reasons: Iterable[LocalisedText]) -> LocalisedText:
    """Each once, one below the other; in the language of all, or in none."""
    found = list(dict.fromkeys(reasons))
    languages = {reason.language for reason in found}
    return LocalisedText("\n".join(map(str, found)), languages.pop() if len(languages) == 1 else "")
