"""Messages that nobody has answered, on the first screens of the dashboard and the admin."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.accounts.models import User
from portal.accounts.rules import may_edit
from portal.navigation.registry import MOST_WAITING, Task, Waiting, admin_tasks, tasks

from .models.message import ContactMessage


@admin_tasks
def messages(user: User) -> Iterator[Waiting]:
    """For those who answer messages: the oldest first."""
    if not user.has_perm("home.change_contactmessage"):
        return
    rows = ContactMessage.objects.waiting()
    shown = list(rows[:MOST_WAITING])
    found = [
        Task(
            title=str(message),
            why=" ".join(message.text.split())[:120],
            url=message.admin_url,
            verb=pgettext("button", "Answer"),
        )
        for message in shown
    ]
    total = rows.count() if len(shown) == MOST_WAITING else len(shown)
    yield Waiting(
        _("Messages to the secretariat"),
        found,
        total,
        _list_url(),
    )


@tasks
def unanswered(user: User) -> Iterator[Task]:
    """The same messages on the dashboard, as one task."""
    if not (may_edit(user) and user.has_perm("home.change_contactmessage")):
        return
    if count := ContactMessage.objects.waiting().count():
        yield Task(
            title=ngettext(
                "%(count)d message to the secretariat is waiting for an answer",
                "%(count)d messages to the secretariat are waiting for an answer",
                count,
            )
            % {"count": count},
            why=_("They were written on the contact page, which promises an answer by e-mail."),
            url=_list_url(),
            verb=pgettext("button", "Answer"),
        )


def _list_url() -> str:
    return f"{reverse('wagtailsnippets_home_contactmessage:list')}?state=new"
