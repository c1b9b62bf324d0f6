"""Moderation: who is told of a task and what is theirs to read by it; authors do not approve where nobody publishes own texts."""

from typing import Any

from django.db.models import Model
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.mail import GroupApprovalTaskStateSubmissionEmailNotifier
from wagtail.models import GroupApprovalTask, TaskState
from wagtail.signals import task_submitted

from .rules import may_publish_text

APPROVE = "approve"
WAGTAILS_OWN = "group_approval_task_submitted_email_notification"


def submitted_to(user, model: type[Model]) -> list[int]:
    """Keys of the things of a kind that wait for the user's approval."""
    waiting = TaskState.objects.reviewable_by(user).filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__base_content_type__app_label=model._meta.app_label,
        workflow_state__base_content_type__model=model._meta.model_name,
    )
    return [int(key) for key in waiting.values_list("workflow_state__object_id", flat=True)]


class TaskNotifier(GroupApprovalTaskStateSubmissionEmailNotifier):
    """Writes of a task to those who can open what it is about; Wagtail writes to everybody in the task's groups."""

    def get_recipient_users(self, task_state: TaskState, **kwargs) -> list:
        thing = task_state.workflow_state.content_object
        users = super().get_recipient_users(task_state, **kwargs).distinct()
        return [user for user in users if can_open(user, thing)]


def can_open(user, thing: Model) -> bool:
    """True for whom the admin lets in, to the form of a thing."""
    return user.has_perm("wagtailadmin.access_admin") and bool(AdminURLFinder(user).get_edit_url(thing))


write_to_those_who_can_open = TaskNotifier()


def listen() -> None:
    """Puts our letters about tasks in the place of Wagtail's."""
    task_submitted.disconnect(sender=TaskState, dispatch_uid=WAGTAILS_OWN)
    task_submitted.connect(write_to_those_who_can_open, sender=TaskState, dispatch_uid=WAGTAILS_OWN)


def authors_do_not_approve() -> None:
    """Takes the approval of their own texts from authors: the buttons, and what a forged form may ask for.

    A workflow asks its task what somebody may do, and has no hook; the tasks that installations have are Wagtail's own.
    """
    everything = GroupApprovalTask.get_actions

    def get_actions(self, obj: Model, user) -> list[tuple[Any, ...]]:
        found = everything(self, obj, user)
        if not found or may_publish_text(user, obj):
            return found
        return [action for action in found if action[0] != APPROVE]

    GroupApprovalTask.get_actions = get_actions
