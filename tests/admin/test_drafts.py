"""What staff do with a text that has drafts: preview, publish, compare, go back, lock, send to moderators, take off."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import DraftStateMixin, GroupApprovalTask, WorkflowMixin

from portal.accounts.models import User
from tests import services

from .forms import as_sent, biggest_form
from .registry import VIEWSETS
from .rows import make
from .walking import address

pytestmark = [pytest.mark.django_db, services.asked_once]
WITH_DRAFTS = [viewset for viewset in VIEWSETS if issubclass(viewset.model, DraftStateMixin)]


@pytest.mark.parametrize("viewset", WITH_DRAFTS, ids=lambda viewset: viewset.model._meta.label)
def test_a_text_goes_its_way(walker, viewset):
    row = make(viewset.model)
    edit = address(viewset, "edit", row)
    walker.send_form(edit, "a draft is saved")
    walker.send_form(edit, "the draft is published", **{"action-publish": "1"})
    row.refresh_from_db()
    walker.expect(row.live, "published, yet not live")
    first, last = row.revisions.order_by("pk").first(), row.revisions.order_by("pk").last()
    for a, b in (("earliest", "latest"), (first.pk, last.pk), ("live", last.pk)):
        walker.get(address(viewset, "revisions_compare", row, revision_id_a=a, revision_id_b=b))
    walker.get(address(viewset, "revisions_revert", row, revision_id=first.pk))
    walker.send_form(
        address(viewset, "revisions_revert", row, revision_id=first.pk), "the first version again"
    )
    previews(walker, viewset, row)
    walker.post(address(viewset, "lock", row))
    walker.get(edit, "edit while locked")
    walker.post(address(viewset, "unlock", row))
    for name in ("unpublish", "history", "workflow_history"):
        walker.get(address(viewset, name, row))
    walker.post(address(viewset, "unpublish", row))
    row.refresh_from_db()
    walker.expect(not row.live, "taken off, yet live")
    assert walker.faults == []


def previews(walker, viewset, row) -> None:
    """The preview beside the form, and that of a version."""
    form = as_sent(biggest_form(walker.get(address(viewset, "edit", row)).text))
    preview = address(viewset, "preview_on_edit", row)
    answer = walker.post(preview, form, allowed=(200,))
    walker.expect(answer.json()["is_valid"], "the preview takes the form for wrong")
    walker.get(f"{preview}?in_preview_panel=true")
    new = address(viewset, "preview_on_add")
    walker.post(new, as_sent(biggest_form(walker.get(address(viewset, "add")).text)), allowed=(200,))
    walker.get(new, allowed=(200,))
    walker.get(address(viewset, "revisions_view", row, revision_id=row.latest_revision_id))


@pytest.mark.parametrize(
    "viewset",
    [viewset for viewset in WITH_DRAFTS if issubclass(viewset.model, WorkflowMixin)],
    ids=lambda viewset: viewset.model._meta.label,
)
def test_a_text_goes_to_the_moderators_and_comes_back(walker, viewset):
    row = make(viewset.model)
    row.save_revision()
    workflow = row.get_workflow()
    walker.expect(workflow is not None, "has no workflow")
    for action in ("approve", "reject"):
        state = workflow.start(row, User.objects.get(email="root@example.org"))
        task = state.current_task_state
        assert isinstance(task.task.specific, GroupApprovalTask) and Group.objects.exists()
        for name in ("workflow_action", "collect_workflow_action_data"):
            walker.get(address(viewset, name, row, action_name=action, task_state_id=task.pk))
        walker.get(address(viewset, "workflow_preview", row, task_id=task.task_id))
        walker.get(address(viewset, "confirm_workflow_cancellation", row))
        walker.get(address(viewset, "edit", row), "edit while it waits")
        walker.get(reverse("wagtailadmin_reports:workflow"))
        door = address(viewset, "workflow_action", row, action_name=action, task_state_id=task.pk)
        walker.post(door, {"comment": "Жақсы"}, allowed=(200, 302))
        task.refresh_from_db()
        walker.expect(task.status != "in_progress", f"{action}: it still waits")
        walker.get(address(viewset, "workflow_history_detail", row, workflow_state_id=state.pk))
        row.refresh_from_db()
        if row.current_workflow_state:
            row.current_workflow_state.cancel(user=None)
    assert walker.faults == []
