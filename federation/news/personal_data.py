"""Personal data that news holds on a user: items that they wrote into the admin, or that name them as the author."""

from typing import Any

from django.db.models import Q

from federation.people.actions.crediting import forget_credits
from federation.people.models import Person, shown
from federation.people.registry import register_key
from portal.accounts.models import User
from portal.accounts.registry import register_personal_data

from .models.author import NewsAuthor
from .models.news_page import NewsPage


def export_news(user: User) -> list[dict[str, Any]]:
    """The user's news items, drafts too; those that only name them, as their readers see them: drafts without title.

    Everybody chooses their own name: where it was only typed, it opens no draft.
    """
    person = Person.objects.filter(user=user).first()
    signed = NewsAuthor.objects.naming(person) if person else NewsAuthor.objects.none()
    linked = NewsAuthor.objects.filter(person=person) if person else signed
    public = NewsPage.objects.live().public().filter(pk__in=signed.values("page"))
    seen = NewsPage.objects.filter(Q(owner=user) | Q(pk__in=public.values("pk")))
    titled = set(seen.values_list("pk", flat=True))
    rows = NewsPage.objects.filter(Q(pk__in=titled) | Q(pk__in=linked.values("page"))).order_by("pk")
    return [
        {
            "title": row.title if row.pk in titled else "",
            "authors": [author.name.text for author in shown(row.authors.all())],
            "date": row.date,
            "is_public": row.live,
        }
        for row in rows.with_authors()
    ]


def erase_news(user: User) -> None:
    """The items stay as the federation's own: without the name, in their earlier versions too."""
    for person in Person.objects.filter(user=user):
        forget_credits(NewsAuthor, person)


register_key(NewsAuthor, "person")
register_personal_data("news", export=export_news, erase=erase_news)
