"""Bounds of what one request of the admin may change: more would hold the database, and its reader, for too long.

A row is changed in 30 to 60 ms of processor, its search entries and history with it.
"""

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

MOST_AT_ONCE = 50  # Rows, with those below them: one page of the longest lists.


def with_those_below(pages: Iterable[Page]) -> int:
    """Counts these pages with all that stand below them, each once."""
    trees = [Q(path__startswith=page.path) for page in pages]
    return Page.objects.filter(reduce(or_, trees)).count() if trees else 0


def tell_too_many(request: HttpRequest, number: int) -> None:
    """A message on the next page: nothing was done, why, and how it can be done."""
    words = _(
        "Nothing was changed. Entries chosen, with those below them: %(count)s. At most %(most)s can be changed "
        "at once. Choose fewer, for example page by page or with a filter."
    )
    messages.error(request, words % {"count": number, "most": MOST_AT_ONCE})


# By Wagtail's hooks before what it does to one page: the box of the form that takes along those below; None: always.
BOXES = {
    "before_delete_page": None,
    "before_move_page": None,
    "before_unpublish_page": "include_descendants",
    "before_copy_page": "copy_subpages",
}


def before(box: str | None) -> Callable[..., HttpResponse | None]:
    """A function for one of these hooks."""

    def refuse_too_many(request: HttpRequest, page: Page, *_others: Page) -> HttpResponse | None:
        """Back to the list, when a page has more below it than one request can change."""
        if box and box not in request.POST:
            return None
        number = with_those_below([page])
        if number <= MOST_AT_ONCE:
            return None
        tell_too_many(request, number)
        return redirect("wagtailadmin_explore", page.pk)

    return refuse_too_many
