"""Personal data that news holds on a user: items that they wrote into the admin, or that name them as the author."""

from typing import Any

from django.db.models import Q
from wagtail.models import Revision

from federation.people.models import Person
from portal.accounts.models import User
from portal.accounts.registry import register_personal_data
from portal.caching.cache import invalidate
from portal.content.searchable import search_changed

from .models.news_page import NewsPage


def export_news(user: User) -> list[dict[str, Any]]:
    """The user's news items, drafts too; those that only name them, as their readers see them.

    Everybody chooses their own name: that of another opens none of their drafts.
    """
    named = NewsPage.objects.live().public().filter(author__in=_names(user))
    rows = NewsPage.objects.filter(Q(owner=user) | Q(pk__in=named.values("pk"))).order_by("pk")
    return [
        {"title": row.title, "author": row.author, "date": row.date, "is_public": row.live} for row in rows
    ]


def erase_news(user: User) -> None:
    """The items stay as the federation's own: without the name, in their earlier versions too."""
    names = _names(user)
    keys = NewsPage.objects.filter(Q(owner=user) | Q(author__in=names)).values_list("pk", flat=True)
    versions = list(Revision.page_revisions.filter(object_id__in=map(str, keys), content__author__in=names))
    for version in versions:
        version.content["author"] = ""
    # In bulk: to save each of some hundred items would hold the database for half a minute.
    Revision.objects.bulk_update(versions, ["content"], batch_size=100)
    named = list(NewsPage.objects.filter(author__in=names).values_list("pk", flat=True))
    rows = NewsPage.objects.filter(pk__in=named)
    rows.update(author="")
    for room in NewsPage.cache_scopes():
        invalidate(room)
    search_changed.send(sender=NewsPage, rows=rows, may_wait=False)  # With the name nothing waits.


def _names(user: User) -> set[str]:
    """The full names by which an item may name the user as its author."""
    names = {user.get_full_name()} if user.first_name and user.last_name else set()
    person = Person.objects.filter(user=user).first()
    if person:
        names |= {*person.names()}
    return names


register_personal_data("news", export=export_news, erase=erase_news)
