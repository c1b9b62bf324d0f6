"""Words that let somebody in: keys in links and codes. They may stand in a letter on its way, and nowhere else."""

import logging
import re
from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from django.urls import Resolver404, resolve
from django.utils.translation import get_language, get_language_from_path, override

MASK = "••••"
# What a route or a query calls a word that opens something by itself, as Django and allauth do.
SECRET_PARAMETERS = frozenset({"key", "token", "code"})
NO_KEYS = frozenset({"done"})  # Steps of the same addresses.
SHORTEST = 6  # Signs; what is shorter keeps nobody out.
# A link whose end was copied wrongly leads to no route, and its key is good all the same.
LINK_WITH_KEY = re.compile(
    r"/account/(?:confirm-email/|password/reset/key/(?:[0-9A-Za-z]+-)?)([^\s\"'<>?]+)", re.IGNORECASE
)
ADDRESS = re.compile(r"(?:https?://[^\s/\"'<>]+)?/[^\s\"'<>]+")


def without_secrets(text: str, secrets: Iterable[str] = ()) -> str:
    """The text with each of `secrets`, and the key of each link that opens something, replaced by a mask."""
    found = {*secrets, *keys_in(text)} - {""}
    for secret in sorted(found, key=len, reverse=True):
        for spelling in (secret, escape(secret), quote(secret)):
            text = text.replace(spelling, MASK)
    return text


def keys_in(text: str) -> Iterator[str]:
    """The keys in the addresses of a text: what a route or the query names as such, and what
    stands where a key does.
    """
    for key in LINK_WITH_KEY.findall(text):
        if len(key) >= SHORTEST and key.rstrip("/") not in NO_KEYS:
            yield key.rstrip("/")
    for address in ADDRESS.findall(text):
        try:
            parts = urlsplit(address)
        except ValueError:  # "http://[" is no address.
            continue
        named = [*_arguments_of(unquote(parts.path)).items(), *parse_qsl(parts.query)]
        for name, value in named:
            if name in SECRET_PARAMETERS and len(str(value)) >= SHORTEST:
                yield str(value)


def _arguments_of(path: str) -> dict:
    """Returns the arguments in a path's route, by name, whatever its language; nothing where there is no route."""
    with override(get_language_from_path(path) or get_language()):
        try:
            return resolve(path).kwargs
        except Resolver404:
            return {}


class HideSecrets(logging.Filter):
    """Keeps keys of links out of logs: Django names the address of every request that it refuses or that fails."""

    def filter(self, record: logging.LogRecord) -> bool:
        if hasattr(record, "request"):  # What is said before there are any routes names no link.
            said = record.getMessage()
            hidden = without_secrets(said)
            if hidden != said:
                record.msg, record.args = hidden, ()
        return True
