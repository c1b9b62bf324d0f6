"""Workflows where a second pair of eyes is asked for: authors do not approve what they wrote."""

from typing import Any

from django.db.models import Model
from wagtail.models import GroupApprovalTask

from .rules import may_publish_text

APPROVE = "approve"


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
