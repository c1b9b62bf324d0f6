"""Browsers that somebody has signed in with before ("device cookies" of OWASP).

Tries of such a browser are counted by themselves, so that whoever guesses from elsewhere cannot close an account to
the browsers of its owner. The cookie holds a random number and, for each account that signed in here, a seal over the
number and the account's address: nothing that can be read, and nothing that helps with another account.
"""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

COOKIE = "known_browser"
SECONDS = 365 * 24 * 3600
NUMBER_LETTERS = 22
NUMBER = re.compile(r"[A-Za-z0-9]{22}")
SEAL = re.compile(r"[0-9a-f]{32}")
MOST_ACCOUNTS = 8  # Of one browser: the one in a reading room has many; the first to come is forgotten first.


def known_as(request: HttpRequest, address: str) -> str:
    """The number of a browser that has signed in with the address before; "" for any other."""
    number, seals = _read(request)
    wanted = _seal(number, address)
    return number if any(constant_time_compare(seal, wanted) for seal in seals) else ""


def remember(request: HttpRequest, response: HttpResponse, address: str) -> None:
    """Lets the browser be known again for the address. Call it when somebody has just signed in."""
    number, seals = _read(request)
    number = number or get_random_string(NUMBER_LETTERS)
    seal = _seal(number, address)
    kept = [*(other for other in seals if other != seal), seal][-MOST_ACCOUNTS:]
    response.set_cookie(
        COOKIE,
        ".".join([number, *kept]),
        max_age=SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    number, *seals = request.COOKIES.get(COOKIE, "").split(".")[: MOST_ACCOUNTS + 1]
    if not NUMBER.fullmatch(number):
        return "", []
    return number, [seal for seal in seals if SEAL.fullmatch(seal)]


def _seal(number: str, address: str) -> str:
    return salted_hmac(COOKIE, f"{number} {address}", algorithm="sha256").hexdigest()[:32]
