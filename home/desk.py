"""Messages that nobody has answered, on the first screens of the dashboard and the admin."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.accounts.rules import may_edit
from portal.look.components import Task
from portal.navigation.registry import Kind, Waiting, tasks

from .models.message import ContactMessage


@tasks
class Messages(Kind):
    """Messages for those who answer them: on the desk one task, in the admin a task each, the oldest first."""

    is_done_in_admin = True

    def on_desk(self) -> Iterator[Task]:
        if not self._answers():
            return
        if oldest := ContactMessage.objects.waiting().first():
            count = ContactMessage.objects.waiting().count()
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
                since=oldest.created_at,
            )

    def in_admin(self) -> Waiting | None:
        if not self._answers():
            return None
        rows = ContactMessage.objects.waiting()
        return Waiting.first(_("Messages to the secretariat"), rows, _task, _list_url())

    def _answers(self) -> bool:
        return may_edit(self.user) and self.user.has_perm("home.change_contactmessage")


def _task(message: ContactMessage) -> Task:
    return Task(
        title=str(message),
        why=" ".join(message.text.split())[:120],
        url=message.admin_url,
        verb=pgettext("button", "Answer"),
        since=message.created_at,
    )


def _list_url() -> str:
    return f"{reverse('wagtailsnippets_home_contactmessage:list')}?state=new"
