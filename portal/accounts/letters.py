"""The words of letters about accounts, out of the facts that `actions.write` notes."""

from typing import Any
from urllib.parse import urlsplit

from django.urls import translate_url
from django.utils.translation import get_language, get_language_from_path, override

from portal.mail.registry import Facts, writer

ACCOUNT = "accounts.letter"
# What the templates of `mail/account` show, of all that allauth gives to them: what opens something, and the rest.
OPENING = frozenset({"code", "url", "activate_url", "password_reset_url", "signup_url"})
SHOWN = frozenset({"deleted_email", "from_email", "to_email", "is_by_owner"})


@writer(ACCOUNT)
def account(facts: Facts) -> tuple[str, dict[str, Any]]:
    """Writes a letter of `mail/account`. Its links lead to the pages in the language of the letter."""
    links = {name: _in_language_of_letter(url) for name, url in facts.items() if name.endswith("_url")}
    return f"mail/account/{facts['kind']}", {**facts, **links}


def _in_language_of_letter(url: str) -> str:
    language = str(get_language())
    with override(get_language_from_path(urlsplit(url).path) or language):
        return translate_url(url, language)
