"""Limits of tries, so that nobody guesses a password or floods a mailbox, and nobody is shut out by others.

Every try is counted by the account *and* by where it comes from (ADR 0013): from a browser that is signed in, from one
that has signed in with this address before, or else from a network. A limit that others have used up closes nothing
but the way from where they are. What counts for known addresses counts for unknown ones.
"""

import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from math import ceil

from allauth.core.internal.ratelimit import get_ip
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext

from portal.web import disk_space

from .browsers import known_as

MINUTE, HOUR, DAY = 60, 3600, 86400
_WAIT = "seconds_to_wait"  # Of a request whose form met a limit.


@dataclass(frozen=True)
class Limit:
    """At most `amount` tries in any `seconds`, for each key.

    Each try takes one of `amount` places in the shared cache, which comes free when its time is over. `add` gives a
    place to one taker only, whatever the cache is, so there is no lock to wait for and none that stays behind.
    """

    name: str
    amount: int
    seconds: int

    def take(self, key: str) -> str:
        """Takes a place and returns it, to be given back to `free`; "" when all are taken.

        Raises NoRoom when places are free and none can be taken: the cache keeps nothing, as its table on a full disk.
        """
        now = time.time()
        places = self._places(key)
        free = list(places.keys() - caches["default"].get_many(places))
        random.shuffle(free)  # Many who come at once do not all reach for the same.
        for place in free:
            if caches["default"].add(place, now + self.seconds, self.seconds):
                return place
        if free and not any(caches["default"].has_key(place) for place in free):
            raise disk_space.NoRoom(f"limit {self.name} cannot be counted")
        return ""

    def wait(self, key: str) -> int:
        """Seconds until a place is free; 0 when one is."""
        taken = caches["default"].get_many(self._places(key))
        if len(taken) < self.amount:
            return 0
        return max(1, ceil(min(taken.values()) - time.time()))

    def is_untouched(self, key: str) -> bool:
        """True when all places are free."""
        return not caches["default"].get_many(self._places(key))

    def forget(self, key: str) -> None:
        """Frees all places."""
        caches["default"].delete_many(self._places(key))

    def _places(self, key: str) -> dict[str, None]:
        # What is kept tells neither the address nor the network.
        who = sha256(key.encode()).hexdigest()[:32]
        return dict.fromkeys(f"limit:{self.name}:{who}:{number}" for number in range(self.amount))


Wanted = tuple[Limit, str, Callable[[int], str]]  # A place of a key, and what is said when none is free.


def free(places: Iterable[str]) -> None:
    """Gives places back, when the try was no failure after all."""
    caches["default"].delete_many(places)


# Wrong passwords. One network cannot make enough of them to reach the bound of the account.
PASSWORDS = Limit("passwords", 5, 5 * MINUTE)  # For an account, from one place.
PASSWORDS_OF_ACCOUNT = Limit("passwords-account", 100, HOUR)  # From all networks: somebody uses many.
PASSWORDS_OF_NETWORK = Limit(
    "passwords-network", 100, 5 * MINUTE
)  # For all accounts: a few passwords for each.
# Wrong codes of the second factor, of somebody who has the password or the mailbox. 50 guesses an hour at a million
# codes,
# each good for half a minute, need years.
CODES = Limit("codes", 5, 5 * MINUTE)  # For an account, from one place.
CODES_OF_NETWORKS = Limit("codes-networks", 50, HOUR)  # For an account, from all networks.
CODES_OF_KNOWN = Limit("codes-known", 50, HOUR)  # From all its sessions and known browsers.
# Letters that anybody can have sent to any address.
LETTERS = Limit("letters", 5, 15 * MINUTE)  # To an address, asked for from one place.
LETTERS_TO_ADDRESS = Limit("letters-address", 30, HOUR)  # From all networks; each may still have its first.
LETTERS_OF_NETWORK = Limit("letters-network", 100, 5 * MINUTE)  # To all addresses: a class signs up at once.
LETTERS_OF_USER = Limit("letters-user", 20, HOUR)  # To all addresses, asked for by one who is signed in.
CONFIRMATIONS = Limit("confirmations", 1, 3 * MINUTE)  # The link of the letter before works still.
INVITATIONS = Limit("invitations", 20, DAY)  # To all addresses, by one person.
INVITATIONS_TO_ADDRESS = Limit("invitations-address", 5, DAY)  # By everybody together.
MESSAGES = Limit("messages", 5, HOUR)  # Of the contact page, from an address and a place.
MESSAGES_OF_NETWORK = Limit("messages-network", 20, HOUR)


def place_of(request: HttpRequest, address: str) -> tuple[str, bool]:
    """Returns where a try for an account comes from, and whether that is a network, which anybody may be in.

    One IPv4 address, since hundreds of households stand behind the neighbours of any; of IPv6 the first 64 bits, the
    least that one household has. Who owns a whole range meets the bound of the account.
    """
    if request.user.is_authenticated:
        return f"session {request.user.pk} {request.session.session_key}", False
    if browser := known_as(request, address):
        return f"browser {browser}", False
    return f"network {get_ip(request)}", True


def count_password(request: HttpRequest, address: str) -> list[str]:
    """Counts a password that is about to be tried; returns the places to `free` if it is right.

    Raises ValidationError when it may not be tried.
    """
    place, is_network = place_of(request, address)
    words = _own_passwords if request.user.is_authenticated else _passwords_from_here
    wanted: list[Wanted] = [(PASSWORDS, f"{address} {place}", words)]
    if is_network:
        wanted += [(PASSWORDS_OF_NETWORK, place, _network), (PASSWORDS_OF_ACCOUNT, address, _many_places)]
    return _take_all(request, wanted)


def forget_passwords(request: HttpRequest, address: str) -> None:
    """Forgets wrong passwords: the owner has shown that the mailbox is theirs, and chosen a new one."""
    place, _is_network = place_of(request, address)
    PASSWORDS.forget(f"{address} {place}")
    PASSWORDS_OF_ACCOUNT.forget(address)


def count_code(request: HttpRequest, address: str) -> list[str]:
    """Counts a code of the second factor that is about to be tried; returns the places to `free` if it is right.

    Raises ValidationError when it may not be tried.
    """
    place, is_network = place_of(request, address)
    together = CODES_OF_NETWORKS if is_network else CODES_OF_KNOWN
    return _take_all(request, [(CODES, f"{address} {place}", _codes), (together, address, _codes)])


def count_letter(request: HttpRequest, address: str) -> None:
    """Counts a letter that somebody wants sent to an address. Raises ValidationError when it may not be sent.

    When many networks ask at once, each may have its first letter only: so the owner of the address always gets theirs.
    """
    place, is_network = place_of(request, address)
    if request.user.is_authenticated:
        place = f"user {request.user.pk}"  # Signing in anew shall not begin the count anew.
        _take(request, LETTERS_OF_USER, place, _letters_of_user)
    is_first = LETTERS.is_untouched(f"{address} {place}")
    _take(request, LETTERS, f"{address} {place}", _letters)
    if is_network:
        _take(request, LETTERS_OF_NETWORK, place, _letters_of_network)
    if not known_as(request, address) and not LETTERS_TO_ADDRESS.take(address) and not is_first:
        raise refusal(request, LETTERS_TO_ADDRESS.wait(address) or 1, _letters)


def count_invitation(request: HttpRequest, address: str) -> None:
    """Counts an invitation of somebody signed in to an address. Raises ValidationError when it may not be sent."""
    _take(request, INVITATIONS, f"user {request.user.pk}", _invitations)
    _take(request, INVITATIONS_TO_ADDRESS, address, _invitations_to_address)


def may_confirm(request: HttpRequest, address: str) -> bool:
    """True when a letter that asks to confirm an address may go out; counts it."""
    place, _is_network = place_of(request, address)
    return bool(CONFIRMATIONS.take(f"{address} {place}"))


def count_message(request: HttpRequest, address: str) -> None:
    """Counts a message to the secretariat. Raises ValidationError when it may not be taken in."""
    place = f"network {get_ip(request)}"  # The page is public: it asks nobody who they are.
    _take(request, MESSAGES, f"{address} {place}", _messages)
    _take(request, MESSAGES_OF_NETWORK, place, _messages)


def refusal(request: HttpRequest, seconds: int, words: Callable[[int], str]) -> ValidationError:
    """The error of a form that met a limit. The answer will be 429, and say when to come again."""
    setattr(request, _WAIT, seconds)
    return ValidationError(words(ceil(seconds / MINUTE)), code="limit")


class LimitMiddleware:
    """Gives the answer to a form that met a limit its number, 429, and the seconds to wait;
    the form stays filled in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (seconds := getattr(request, _WAIT, None)) and response.status_code == 200:
            response.status_code = 429
            response["Retry-After"] = str(seconds)
        return response


def _take(request: HttpRequest, limit: Limit, key: str, words: Callable[[int], str]) -> str:
    try:
        if place := limit.take(key):
            return place
    except disk_space.NoRoom as error:
        raise disk_space.refusal() from error
    raise refusal(request, limit.wait(key) or 1, words)


def _take_all(request: HttpRequest, wanted: Iterable[Wanted]) -> list[str]:
    """Takes a place of each limit, or none."""
    taken: list[str] = []
    try:
        for limit, key, words in wanted:
            taken.append(_take(request, limit, key, words))
    except ValidationError:
        free(taken)
        raise
    return taken


def _passwords_from_here(minutes: int) -> str:
    return ngettext(
        "Too many wrong passwords from your network. Try again in %(minutes)d minute, or sign in "
        "with a one-time code by e-mail.",
        "Too many wrong passwords from your network. Try again in %(minutes)d minutes, or sign in "
        "with a one-time code by e-mail.",
        minutes,
    ) % {"minutes": minutes}


def _many_places(_minutes: int) -> str:
    return gettext(
        "Someone is trying many passwords for this address. Sign in with a one-time code by "
        "e-mail: that works straight away, and we will then recognise this browser."
    )


def _network(minutes: int) -> str:
    return ngettext(
        "Too many attempts from your network. Try again in %(minutes)d minute, or sign in with a "
        "one-time code by e-mail.",
        "Too many attempts from your network. Try again in %(minutes)d minutes, or sign in with a "
        "one-time code by e-mail.",
        minutes,
    ) % {"minutes": minutes}


def _letters_of_network(minutes: int) -> str:
    return ngettext(
        "Too many e-mails have been requested from your network. Try again in %(minutes)d minute.",
        "Too many e-mails have been requested from your network. Try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}


def _letters_of_user(minutes: int) -> str:
    return ngettext(
        "You have requested too many e-mails. Try again in %(minutes)d minute.",
        "You have requested too many e-mails. Try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}


def _own_passwords(minutes: int) -> str:
    return ngettext(
        "Too many wrong passwords. Try again in %(minutes)d minute.",
        "Too many wrong passwords. Try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}


def _codes(minutes: int) -> str:
    return ngettext(
        "Too many wrong codes. Try again in %(minutes)d minute.",
        "Too many wrong codes. Try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}


def _letters(minutes: int) -> str:
    return ngettext(
        "We have just sent several e-mails to this address. Check your inbox and spam folder, or "
        "try again in %(minutes)d minute.",
        "We have just sent several e-mails to this address. Check your inbox and spam folder, or "
        "try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}


def _invitations(minutes: int) -> str:
    return ngettext(
        "You have sent as many invitations as one person may in a day. Try again in %(hours)d hour.",
        "You have sent as many invitations as one person may in a day. Try again in %(hours)d hours.",
        _hours(minutes),
    ) % {"hours": _hours(minutes)}


def _invitations_to_address(minutes: int) -> str:
    return ngettext(
        "Several invitations have been sent to this address today. Try again in %(hours)d hour.",
        "Several invitations have been sent to this address today. Try again in %(hours)d hours.",
        _hours(minutes),
    ) % {"hours": _hours(minutes)}


def _hours(minutes: int) -> int:
    return ceil(minutes * MINUTE / HOUR)


def _messages(minutes: int) -> str:
    return ngettext(
        "Several messages have come from your network in the last hour. Send yours again in "
        "%(minutes)d minute.",
        "Several messages have come from your network in the last hour. Send yours again in "
        "%(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}
