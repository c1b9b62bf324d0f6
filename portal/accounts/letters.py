"""The words of letters about accounts, out of the facts that `actions.write` notes."""

from typing import Any
from urllib.parse import urlsplit

from django.urls import translate_url
from django.utils.translation import get_language, get_language_from_path, override

from portal.language import format_date
from portal.mail.fields import masked
from portal.mail.registry import Facts, writer

from .models.user import User

ACCOUNT = "accounts.letter"
# What the templates of `mail/account` show, of all that allauth gives to them: what opens something, and the rest.
OPENING = frozenset({"code", "url", "activate_url", "password_reset_url", "signup_url"})
SHOWN = frozenset({"deleted_email", "from_email", "to_email", "is_by_owner", "closed_on", "joined_with"})
# What doors write to an address that no open account has.
OF_NO_OPEN_ACCOUNT = frozenset({"unknown_account", "account_already_exists"})


@writer(ACCOUNT)
def account(facts: Facts) -> tuple[str, dict[str, Any]]:
    """Writes a letter of `mail/account`. Its links lead to the pages in the language of the letter.

    Whose account is closed reads so, whichever door they tried. It is found here: a door that looked would tell by its
    time.
    """
    if facts["kind"] in OF_NO_OPEN_ACCOUNT and (closed := _closed_account(facts["address"])):
        return "mail/account/closed_account", {"address": facts["address"], **_how_it_ended(closed)}
    links = {name: _in_language_of_letter(url) for name, url in facts.items() if name.endswith("_url")}
    return f"mail/account/{facts['kind']}", {**facts, **links}


def _closed_account(address: str) -> User | None:
    return None if User.objects.reached_at(address) else User.objects.reached_at(address, is_open=False)


def _how_it_ended(user: User) -> dict[str, str]:
    """When an account was closed; of one that a merge closed, the masked address of the one that was kept."""
    person = user.known_person
    kept = person.standing.user if person and person.merged_into_id else None
    if kept and kept.is_active:
        return {"joined_with": masked(kept.email)}
    closed_at = kept.closed_at if kept else user.closed_at
    return {"closed_on": format_date(closed_at, str(get_language())) if closed_at else ""}


def _in_language_of_letter(url: str) -> str:
    language = str(get_language())
    with override(get_language_from_path(urlsplit(url).path) or language):
        return translate_url(url, language)
