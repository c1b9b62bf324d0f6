"""Editing tasks and the rail entry that the dashboard shows to users who may enter the admin."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import TaskState

from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.roles import has_role
from portal.accounts.rules import may_edit
from portal.navigation import registry
from portal.navigation.desk import returned_tasks
from portal.translation.translations import outdated_translations, unfinished_translations


@registry.sections
def editing(user: User) -> Iterator[registry.Section]:
    """The way into the editors' admin."""
    if may_edit(user):
        yield registry.Section(_("Editing"), reverse("wagtailadmin_home"))


@registry.tasks
def returned(user: User) -> Iterator[registry.Task]:
    """Texts that somebody returned to this user, with their words."""
    if may_edit(user):
        yield from returned_tasks(user)


@registry.tasks
def moderation(user: User) -> Iterator[registry.Task]:
    """Texts that somebody submitted and that this user may approve, as one task."""
    if not may_edit(user):
        return
    waiting = waiting_for(user)
    if waiting:
        yield registry.Task(
            title=ngettext(
                "%(count)d text is waiting for approval", "%(count)d texts are waiting for approval", waiting
            )
            % {"count": waiting},
            why=_("Their authors have submitted them; nobody else can see them until they are approved."),
            url=f"{reverse('wagtailadmin_reports:workflow_tasks')}?status=in_progress&reviewable=true",
            verb=_("Review"),
        )


@registry.tasks
def translations(user: User) -> Iterator[registry.Task]:
    """For translators: pages whose original is newer, and those that lack words still, as one task each."""
    if not has_role(user, Role.TRANSLATOR):
        return
    if stale := outdated_translations().count():
        yield registry.Task(
            title=ngettext(
                "%(count)d translation is older than its original",
                "%(count)d translations are older than their originals",
                stale,
            )
            % {"count": stale},
            why=_("The original has been updated since; the translation says so to its readers."),
            url=reverse("outdated_translations"),
            verb=_("Review"),
        )
    if unfinished := unfinished_translations().count():
        yield registry.Task(
            title=ngettext(
                "%(count)d translation is not finished",
                "%(count)d translations are not finished",
                unfinished,
            )
            % {"count": unfinished},
            why=_("An editor has sent these pages for translation; parts of them are still missing."),
            url=reverse("translations_report_guarded"),
            verb=_("Translate"),
        )


def waiting_for(user: User) -> int:
    """Returns the number of workflow tasks in progress that the user may decide."""
    return TaskState.objects.reviewable_by(user).filter(status=TaskState.STATUS_IN_PROGRESS).count()
