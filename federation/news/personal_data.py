"""Personal data that news holds on somebody: items that they wrote into the admin, or that name them as the author."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy, ngettext

from federation.people.actions.crediting import follow_name, forget_credits
from federation.people.enums import Purpose
from federation.people.models import Person, shown
from federation.people.registry import MOVED, Moves, after_giving, after_withdrawal, point_at, register_key
from portal.accounts.registry import Leaving, Subject, Told, register_personal_data

from .models.author import NewsAuthor
from .models.news_page import NewsPage


def export_news(subject: Subject) -> list[dict[str, Any]]:
    """Their news items, drafts too; those that only name them, as their readers see them: drafts without title.

    Everybody chooses their own name: where it was only typed, it opens no draft.
    """
    signed = _signed(subject)
    linked = signed.filter(person__isnull=False)
    public = NewsPage.objects.live().public().filter(pk__in=signed.values("page"))
    seen = NewsPage.objects.filter(_owned(subject) | Q(pk__in=public.values("pk")))
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


def erase_news(subject: Subject) -> None:
    """The items stay as the federation's own: without the name, in their earlier versions too."""
    if subject.person:
        forget_credits(NewsAuthor, subject.person)


def _signed(subject: Subject) -> QuerySet[NewsAuthor]:
    """The credits that name them, as a person or by a typed name."""
    return NewsAuthor.objects.naming(subject.person) if subject.person else NewsAuthor.objects.none()


def _owned(subject: Subject) -> Q:
    """What they wrote into the admin; without an account nobody can have."""
    return Q(owner=subject.user) if subject.user else Q(pk__in=[])


def tell_news(subject: Subject, leaving: Leaving) -> Told:
    """The items that name them as the author."""
    items = NewsPage.objects.live().public().filter(pk__in=_signed(subject).values("page"))
    number = items.count()
    if not number:
        return Told()
    words = ngettext("The name at %(number)d news item.", "The name at %(number)d news items.", number) % {
        "number": number
    }
    return Told(goes=(words,)) if leaving is Leaving.ERASURE else Told(stays=(words,))


def persons_credited(_since: date) -> QuerySet:
    """The keys of those whom a published item names, however long ago it was written."""
    return NewsAuthor.objects.filter(person__isnull=False, page__live=True).values("person")


@after_giving(Purpose.NEWS)
@after_withdrawal(Purpose.NEWS)
def follow_consent(person: Person) -> None:
    """Who agrees to be named is named at once, and who does not any more is named nowhere."""
    follow_name(NewsAuthor, person)


def part_authors(kept: Person, merged: Person, told: Moves) -> None:
    """Undoes a merge: consents have gone back, so that each may be named or not."""
    point_at(NewsAuthor.objects.filter(pk__in=told[MOVED], person=kept).order_by("pk"), "person", merged)
    for person in (kept, merged):
        follow_name(NewsAuthor, person)


register_key(NewsAuthor, "person", back=part_authors)
register_personal_data(
    "news",
    title=gettext_lazy("Name as the author of news"),
    kept=gettext_lazy("As long as the news item is published, or until you are erased."),
    export=export_news,
    erase=erase_news,
    tells=tell_news,
    needs=persons_credited,
    keys=["news.NewsAuthor.person"],
)
