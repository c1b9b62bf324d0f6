"""What a question before a deletion says of further links."""

from typing import Any

from django import template
from django.db.models import Model
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder

from ..deletion import NAMES_SHOWN
from ..linking import Links, links_to

register = template.Library()
THINGS = (
    "page",
    "image",
    "document",
    "object",
)  # As the templates of Wagtail's questions name what is deleted.


@register.inclusion_tag("editing/admin/further_links.html", takes_context=True)
def further_links(context: dict[str, Any], thing: Any = None) -> dict[str, Any]:
    """Tells how many rows link to a thing beside those that Wagtail counts, and names the first that one may open."""
    request = context.get("request")
    found = thing or next((context[name] for name in THINGS if context.get(name)), None)
    row = _row(found)
    if request is None or row is None or row.pk is None:
        return {"links": None}
    links = _links(context, request, row)
    address_of = AdminURLFinder(request.user).get_edit_url
    named = [(str(each), address) for each in links.rows(NAMES_SHOWN) if (address := address_of(each))]
    meta = row._meta
    return {
        "links": links,
        "named": named,
        "address": reverse("further_links", args=[meta.app_label, meta.model_name, row.pk]),
    }


def _row(thing: Any) -> Model | None:
    """The row itself: a question about many holds each in a dictionary."""
    row = thing.get("item") if isinstance(thing, dict) else thing
    return row if isinstance(row, Model) else None


def _links(context: dict[str, Any], request: Any, row: Model) -> Links:
    """The links to a row, looked for once in a request, with those to all rows of the same question."""
    known = request.__dict__.setdefault("further_links", {})
    if (type(row), row.pk) not in known:
        asked = [each for item in context.get("items") or [] if (each := _row(item)) is not None]
        rows = asked if row in asked else [row]
        known |= {(type(each), each.pk): links for each, links in zip(rows, links_to(rows), strict=True)}
    return known[type(row), row.pk]
