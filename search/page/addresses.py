"""Addresses of the search page."""

from urllib.parse import urlencode

from django.urls import reverse


def results_address(text: str, path: str = "", **more: str | int) -> str:
    """Returns the address of the results for a text: at `path`, or else on the public page. What is empty of the rest
    is left out.
    """
    asked = {"q": text, **{name: value for name, value in more.items() if value}}
    return f"{path or reverse('search:results')}?{urlencode(asked)}"
