"""What somebody reads who is asked whether another account is theirs, too."""

from dataclasses import dataclass

from portal.language import format_date
from portal.localisation.text import active_language
from portal.mail.fields import masked, readable

from ..likeness import names_of, words_of
from ..models.person import Person


@dataclass(frozen=True)
class ShownAccount:
    """One of two accounts: a name, an address, and the day on which it was made, where nothing else tells the two
    apart.
    """

    name: str
    address: str
    made_on: str = ""


def own_account(person: Person) -> ShownAccount:
    """The reader's own."""
    return ShownAccount(person.shown_name, readable(person.address))


def other_account(mine: Person, other: Person) -> ShownAccount | None:
    """The other account, as its own entry writes a name that the two share; its other names are not told. None where
    they share none: then the address is not told either.
    """
    known = {frozenset(words_of(name)) for name in names_of(mine)}
    shared = next((name for name in names_of(other) if frozenset(words_of(name)) in known), "")
    if not shared:
        return None
    address = masked(other.address, beside=mine.address)
    is_alike = address in (masked(mine.address), masked(mine.address, beside=other.address))
    made_on = format_date(other.user.date_joined, active_language()) if is_alike and other.user else ""
    return ShownAccount(shared, address, made_on)
