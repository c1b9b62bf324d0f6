"""Letters that wait to be printed, on the first screens of the dashboard and the admin."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.accounts.rules import may_edit
from portal.look.components import Task
from portal.mail.models import Letter
from portal.navigation.registry import Kind, Waiting, tasks


@tasks
class LettersToPrint(Kind):
    """Letters to people without an e-mail address, for those who send them by post: one task for all of them."""

    is_done_in_admin = True

    def on_desk(self) -> Iterator[Task]:
        if may_edit(self.user) and self.user.has_perm("people.change_person"):
            yield from _tasks()

    def in_admin(self) -> Waiting | None:
        if not self.user.has_perm("people.change_person"):
            return None
        found = list(_tasks())
        return Waiting(_("Letters to print"), found, len(found))


def _tasks() -> Iterator[Task]:
    if count := Letter.objects.to_print().count():
        yield Task(
            title=ngettext(
                "%(count)d letter is waiting to be printed",
                "%(count)d letters are waiting to be printed",
                count,
            )
            % {"count": count},
            why=_("These people have no e-mail address; they get letters by post."),
            url=reverse("people_letters:index"),
            verb=pgettext("button", "Print"),
        )
