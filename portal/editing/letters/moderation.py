"""Letters about moderation, in the place of Wagtail's: who submitted, approved or returned what, and with which
words.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, DraftStateMixin, Page, TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
    workflow_submitted,
)

from portal.content.rules import may_publish_text

from .base import Event, Quote, tell

WAGTAILS_OWN = {
    task_submitted: (TaskState, "group_approval_task_submitted_email_notification"),
    workflow_submitted: (WorkflowState, "workflow_state_submitted_email_notification"),
    workflow_rejected: (WorkflowState, "workflow_state_rejected_email_notification"),
    workflow_approved: (WorkflowState, "workflow_state_approved_email_notification"),
}
# Wagtail's preferences that turn letters of a kind off.
SWITCHES = {
    "task_submitted": "submitted_notifications",
    "workflow_submitted": "submitted_notifications",
    "workflow_approved": "approved_notifications",
    "workflow_rejected": "rejected_notifications",
    "workflow_cancelled": "rejected_notifications",
}
OPEN = _("Open the text")
WHY_APPROVER = _("This e-mail was sent because you approve texts on the portal.")
WHY_AUTHOR = _("This e-mail was sent because you submitted this text.")


def write_to_approvers(instance: TaskState, user: Any = None, **_kwargs: Any) -> None:
    """Writes of a task to those of its groups who may approve what it is about."""
    task = instance.task.specific
    if not isinstance(task, AbstractGroupApprovalTask):
        return
    thing = now(instance.workflow_state)
    news = Event(
        kind="task_submitted",
        occasion=str(instance.pk),
        switch=SWITCHES["task_submitted"],
        thing=thing,
        by=user or instance.workflow_state.requested_by,
        by_what=_("Submitted by"),
        verb=_("Review"),
        why=WHY_APPROVER,
    )
    approving = Q(groups__in=task.groups.all()) | Q(is_superuser=True)
    found = get_user_model().objects.filter(approving, is_active=True).distinct().order_by("pk")
    others = found.exclude(pk=user.pk) if user else found
    tell(news, [reader for reader in others if may_publish_text(reader, thing)])


def write_that_it_was_submitted(instance: WorkflowState, user: Any = None, **_kwargs: Any) -> None:
    """Confirms to whoever submitted a text that it is waiting now. What approves itself is told of as approved."""
    if instance.status == WorkflowState.STATUS_IN_PROGRESS:
        _write_to_author(instance, "workflow_submitted", by=user, by_what=_("Submitted by"))


def write_that_it_was_approved(instance: WorkflowState, user: Any = None, **_kwargs: Any) -> None:
    """Tells whoever submitted a text that somebody else approved it."""
    if user != instance.requested_by:
        _write_to_author(
            instance,
            "workflow_approved",
            by=user,
            by_what=_("Approved by"),
            quotes=_comment(instance.current_task_state),
            is_published=_is_public(now(instance)),
        )


def write_that_it_was_returned(instance: WorkflowState, user: Any = None, **_kwargs: Any) -> None:
    """Tells whoever submitted a text that somebody else returned it, and with which words."""
    if user != instance.requested_by:
        _write_to_author(
            instance,
            "workflow_rejected",
            verb=_("Continue writing"),
            by=user,
            by_what=_("Returned by"),
            quotes=_comment(instance.current_task_state),
        )


def write_that_it_waits_no_more(instance: WorkflowState, user: Any = None, **_kwargs: Any) -> None:
    """Tells whoever submitted a text that somebody else published it without a decision, or took it out of
    moderation.
    """
    if user != instance.requested_by:
        is_published = _is_public(now(instance))
        by_what = _("Published by") if is_published else _("Ended by")
        _write_to_author(instance, "workflow_cancelled", by=user, by_what=by_what, is_published=is_published)


def _is_public(thing: DraftStateMixin) -> bool:
    """True when everybody reads the last words. Not yet where they are to appear at an hour of their own.

    The task's own revision says nothing: whoever approves in the form saves one more, and that is published.
    """
    return thing.live and not thing.has_unpublished_changes


def _comment(task: TaskState | None) -> tuple[Quote, ...]:
    """Returns the comment that whoever decided wrote to their decision."""
    return (Quote(_("Comment"), task.specific.get_comment()),) if task else ()


def _write_to_author(state: WorkflowState, kind: str, verb: Any = OPEN, **more: Any) -> None:
    if state.requested_by is None:
        return
    task = state.current_task_state
    # One submission may be returned several times, each time by another task.
    occasion = f"{state.pk}-{task.pk}" if task else str(state.pk)
    news = Event(kind, occasion, switch=SWITCHES[kind], thing=now(state), verb=verb, why=WHY_AUTHOR, **more)
    tell(news, [state.requested_by])


def now(state: WorkflowState) -> DraftStateMixin:
    """Returns the thing of a workflow as it stands in the database now, not as it was when the workflow began."""
    thing = state.content_object
    row = type(thing)._base_manager.get(pk=thing.pk)
    return row.specific if isinstance(row, Page) else row


RECEIVERS: dict[Any, Callable] = {
    task_submitted: write_to_approvers,
    workflow_submitted: write_that_it_was_submitted,
    workflow_approved: write_that_it_was_approved,
    workflow_rejected: write_that_it_was_returned,
    workflow_cancelled: write_that_it_waits_no_more,
}


def listen() -> None:
    """Puts our letters in the place of Wagtail's, which go out at once, past the outbox, and half in English.

    Ours take Wagtail's names: a signal knows one receiver of a name, so that the order in which apps start is the same.
    """
    for signal, receiver in RECEIVERS.items():
        sender, name = WAGTAILS_OWN.get(signal, (WorkflowState, f"content.{receiver.__name__}"))
        signal.disconnect(sender=sender, dispatch_uid=name)
        signal.connect(receiver, sender=sender, dispatch_uid=name)
    # Wagtail saves the state and tells of it afterwards: the letter is written with the change, or neither is.
    for verb in ("cancel", "resume"):
        setattr(WorkflowState, verb, transaction.atomic(getattr(WorkflowState, verb)))
