"""What the screen "My details" sends when nothing but the name and the language is told."""

from typing import Any

ADDRESS = "/{language}/account/details/"
UNTOLD: dict[str, Any] = {
    "shown_name": "organisers",
    "shown_other_names": "nobody",
    "shown_region": "organisers",
    "shown_workplaces": "nobody",
    "shown_languages": "nobody",
    "shown_phone": "nobody",
    "workplaces-TOTAL_FORMS": "0",
    "workplaces-INITIAL_FORMS": "0",
}


def told(first_name: str, last_name: str = "", language: str = "kk", **more: Any) -> dict[str, Any]:
    """The answers of somebody who tells their name."""
    named = {"first_name": first_name, "last_name": last_name, "preferred_language": language}
    return {**UNTOLD, **named, **more}
