"""A superuser goes through the admin of one kind of row; every door that fails is noted."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.admin.utils import quote
from django.db import models, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from .clocks import HERE, misread, words_of
from .forms import as_sent, biggest_form


def context_of(response: HttpResponse) -> dict[str, Any]:
    """What a view gave to its template."""
    return getattr(response, "context_data", None) or {}


class Walker:
    """Asks like a browser and remembers what went wrong instead of stopping at it."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.client.raise_request_exception = False
        self.faults: list[str] = []

    def _noted(self, response: HttpResponse, what: str, allowed: tuple[int, ...]) -> HttpResponse:
        if response.status_code not in allowed:
            told = response.exc_info[1] if getattr(response, "exc_info", None) else ""
            self.faults.append(f"{what}: {response.status_code} {told!r}")
        response.whole = b"".join(response.streaming_content) if response.streaming else response.content
        return response

    def get(
        self, address: str, what: str = "", allowed: tuple[int, ...] = (200,), must_show: bool = False
    ) -> HttpResponse:
        """The page, with a status that is `allowed`; where it tells the moment of `clocks`, it tells it right."""
        what = what or address
        response = self._noted(self.client.get(address), f"GET {what}", allowed)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            self.read(what, words_of(response.text), must_show)
        return response

    def read(self, what: str, text: str, must_show: bool = False) -> None:
        """Notes a fault when the text tells the moment as Greenwich does, or does not tell it where it must."""
        self.expect(not misread(text), f"{what} reads {misread(text)!r}")
        self.expect(not must_show or HERE in text, f"{what} does not read {HERE}")

    def post(
        self, address: str, data: Any = None, what: str = "", allowed: tuple[int, ...] = (302,)
    ) -> HttpResponse:
        """What comes of a form; a page with errors is a fault that names them."""
        response = self.client.post(address, data or {})
        form = context_of(response).get("form") if response.status_code == 200 else None
        if 200 not in allowed and form is not None:
            formsets = {
                name: formset.errors
                for name, formset in getattr(form, "formsets", {}).items()
                if any(formset.errors)
            }
            self.faults.append(f"POST {what or address}: {form.errors.as_json(escape_html=False)} {formsets}")
            return response
        return self._noted(response, f"POST {what or address}", allowed)

    def send_form(self, address: str, what: str, **changed: Any) -> HttpResponse:
        """Opens a page and sends its form as it stands, with some fields changed."""
        page = self.get(address, what)
        if page.status_code != 200:
            return page
        return self.post(address, {**as_sent(biggest_form(page.text)), **changed}, what)

    def expect(self, is_so: bool, what: str) -> None:
        """Notes a fault when it is not so."""
        if not is_so:
            self.faults.append(what)


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside leaves nothing behind in the database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def address(viewset: Any, name: str, row: models.Model | None = None, **parameters: Any) -> str:
    """The address of a view of a viewset, of a row where one is given."""
    if row is not None:
        parameters["pk"] = quote(row.pk)
    return reverse(viewset.get_url_name(name), kwargs=parameters)
