"""News on first screens: a question to whom an item names as its author."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from federation.people.enums import QUESTIONS, Purpose
from federation.people.models import ConsentQuestion
from portal.look.components import Task
from portal.navigation import registry
from portal.navigation.registry import Kind

from .models.author import NewsAuthor


@registry.tasks
class Authorship(Kind):
    """For whom an item names as its author: whether readers may see the name. Who is named no more is not asked."""

    def on_desk(self) -> Iterator[Task]:
        asked = ConsentQuestion.objects.waiting().filter(person__user=self.user, purpose=Purpose.NEWS)
        named = NewsAuthor.objects.values("person")
        for question in asked.filter(person__in=named):
            yield Task(
                title=_("Your name in news"),
                why=QUESTIONS[Purpose.NEWS],
                url=reverse("people:consents"),
                verb=pgettext("button", "Answer"),
                since=question.asked_at,
                minutes=1,
            )
