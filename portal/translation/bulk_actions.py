"""Publishing many pages at once."""

from typing import Any

from django.db import transaction
from wagtail.admin.views.pages.bulk_actions import PublishBulkAction
from wagtail.models import Page

from portal.content.actions import HalfTranslated

from .half_translated import tell_what_lacks


class PublishWholeBulkAction(PublishBulkAction):
    """Publishes the pages that are whole, and says of each of the others what it lacks."""

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "view": self}

    @classmethod
    def execute_action(cls, objects: list[Page], **kwargs: Any) -> tuple[int, int]:
        view, below = kwargs["view"], kwargs.get("include_descendants", False)
        user = kwargs.get("user")
        published = sum(view.publish(page, user) for page in objects)
        drafts = [draft for page in objects for draft in page.get_descendants().not_live()] if below else []
        allowed = [draft for draft in drafts if draft.permissions_for_user(user).can_publish()]
        return published, sum(view.publish(draft, user) for draft in allowed)

    def publish(self, page: Page, user: Any) -> bool:
        """Publishes the latest version of a page, unless it is half translated; returns whether it did."""
        page = page.specific
        try:
            with transaction.atomic():
                (page.get_latest_revision() or page.save_revision(user=user)).publish(user=user)
        except HalfTranslated as refused:
            tell_what_lacks(self.request, page, refused.lacking)
            return False
        return True

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if not num_parent_objects + num_child_objects:
            return None
        return super().get_success_message(num_parent_objects, num_child_objects)
