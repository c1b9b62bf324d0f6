"""Receivers that follow the names by which news is found and signed, of its categories and of its authors, and ask
authors whether they may be named.
"""

from typing import Any

from django.db.models.signals import post_save

from federation.directory.models import Organisation
from federation.people.actions import ask_for_consent
from federation.people.actions.crediting import follow_name
from federation.people.enums import Purpose
from federation.people.models import Person
from portal.content.searchable import saved_whole, search_changed

from .models.author import NewsAuthor
from .models.category import NewsCategory
from .models.news_page import NewsPage


def connect() -> None:
    """Listens to categories, and to whoever may be an author."""
    post_save.connect(category_changed, sender=NewsCategory, dispatch_uid="news.category")
    for model in (Person, Organisation):
        saved_whole.connect(author_saved, sender=model, dispatch_uid=f"news.author.{model.__name__}")
    post_save.connect(author_named, sender=NewsAuthor, dispatch_uid="news.author.named")


def category_changed(instance: NewsCategory, raw: bool = False, **_kwargs: Any) -> None:
    """Signal receiver: a category was saved, perhaps with another name, by which its items are found and filtered."""
    if not raw:
        search_changed.send(
            sender=NewsPage, rows=NewsPage.objects.filter(category=instance.pk), may_wait=True
        )


def author_saved(instance: Person | Organisation, **_kwargs: Any) -> None:
    """Signal receiver: a person or an organisation was saved, perhaps with other names, or with an account at which
    an author can be asked.
    """
    follow_name(NewsAuthor, instance)
    if isinstance(instance, Person) and NewsAuthor.objects.filter(person=instance).exists():
        ask_for_consent(instance, Purpose.NEWS)


def author_named(instance: NewsAuthor, raw: bool = False, **_kwargs: Any) -> None:
    """Signal receiver: an item names its author. Who has not agreed to that is asked, once."""
    if instance.person and not raw:
        ask_for_consent(instance.person, Purpose.NEWS)
