"""What editing puts on the first screen of those who may enter the admin."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import TaskState

from portal.accounts.models import User
from portal.accounts.rules import may_edit
from portal.navigation import desk


@desk.sections
def editing(user: User) -> Iterator[desk.Section]:
    """The way into the editors' admin."""
    if may_edit(user):
        yield desk.Section(_("Editing"), reverse("wagtailadmin_home"))


@desk.tasks
def moderation(user: User) -> Iterator[desk.Task]:
    """Texts that somebody submitted and that this user may approve, as one task."""
    if not may_edit(user):
        return
    waiting = waiting_for(user)
    if waiting:
        yield desk.Task(
            title=ngettext("%(count)d text waits for approval", "%(count)d texts wait for approval", waiting)
            % {"count": waiting},
            why=_("Their authors have submitted them; nobody else sees them until they are approved."),
            url=f"{reverse('wagtailadmin_reports:workflow_tasks')}?status=in_progress&reviewable=true",
            verb=_("Look through"),
        )


def waiting_for(user: User) -> int:
    """How many workflow tasks in progress the user may decide."""
    return TaskState.objects.reviewable_by(user).filter(status=TaskState.STATUS_IN_PROGRESS).count()
