"""What news hold on a user: the items that they wrote into the admin, and those that name them as the author."""

from typing import Any

from django.db.models import Q

from federation.people.models import Person
from portal.accounts.models import User
from portal.accounts.personal_data import holds

from .pages import NewsPage


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
    for page in NewsPage.objects.filter(Q(owner=user) | Q(author__in=names)):
        for revision in page.revisions.filter(content__author__in=names):
            revision.content["author"] = ""
            revision.save(update_fields=["content"])
        if page.author in names:
            page.author = ""
            page.save()


def _names(user: User) -> set[str]:
    """The full names by which an item may name the user as its author."""
    names = {user.get_full_name()} if user.first_name and user.last_name else set()
    person = Person.objects.filter(user=user).first()
    if person:
        names |= {person.full_name, person.latin_name, *person.other_names.splitlines()}
    return names - {""}


holds("news", export=export_news, erase=erase_news)
